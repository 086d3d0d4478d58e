//! Changes as plain text, as `criba agreement diff` writes them.

use super::{Change, Kind, Mark};
use crate::agreement::Language;
use crate::agreement::vocabulary::Pack;

/// One line a change, and the summary last; "Sin cambios." where there is none.
#[must_use]
pub fn to_text(changes: &[Change], pack: &Pack) -> String {
    let mut text = String::new();
    for change in changes {
        text.push_str(&line(change, pack.language()));
        text.push('\n');
    }
    if !changes.is_empty() {
        text.push('\n');
    }
    text.push_str(&summary(changes, pack));
    text.push('\n');
    text
}

/// "5 cambios: 3 en la sección 2, 1 en la 3 y 1 en la 4."
#[must_use]
pub fn summary(changes: &[Change], pack: &Pack) -> String {
    let is_spanish = pack.language() == Language::Es;
    let mut counts: Vec<(u8, usize)> = Vec::new();
    for change in changes {
        match counts.iter_mut().find(|(section, _)| *section == change.section) {
            Some((_, count)) => *count += 1,
            None => counts.push((change.section, 1)),
        }
    }
    let total = match (changes.len(), is_spanish) {
        (0, true) => return "Sin cambios.".to_owned(),
        (0, false) => return "No changes.".to_owned(),
        (1, true) => "1 cambio".to_owned(),
        (1, false) => "1 change".to_owned(),
        (count, true) => format!("{count} cambios"),
        (count, false) => format!("{count} changes"),
    };
    if let [(section, _)] = counts.as_slice() {
        return if is_spanish {
            format!("{total} en la sección {section}.")
        } else {
            format!("{total} in section {section}.")
        };
    }
    let mut parts = String::new();
    for (index, (section, count)) in counts.iter().enumerate() {
        if index > 0 {
            let is_last = index + 1 == counts.len();
            parts.push_str(match (is_last, is_spanish) {
                (true, true) => " y ",
                (true, false) => " and ",
                (false, _) => ", ",
            });
        }
        parts.push_str(&match (is_spanish, index) {
            (true, 0) => format!("{count} en la sección {section}"),
            (true, _) => format!("{count} en la {section}"),
            (false, _) => format!("{count} in section {section}"),
        });
    }
    format!("{total}: {parts}.")
}

fn line(change: &Change, language: Language) -> String {
    let is_spanish = language == Language::Es;
    let section = if is_spanish {
        format!("sección {}", change.section)
    } else {
        format!("section {}", change.section)
    };
    let before = change.number_before.as_deref().unwrap_or(&section);
    let after = change.number_after.as_deref().unwrap_or(&section);
    let words = words(&change.words);
    match (change.kind, is_spanish) {
        (Kind::Added, true) => format!("+ {after} (nueva): {words}"),
        (Kind::Added, false) => format!("+ {after} (new): {words}"),
        (Kind::Removed, true) => format!("− {before} (se quita): {words}"),
        (Kind::Removed, false) => format!("− {before} (removed): {words}"),
        (Kind::Changed, _) if before == after => format!("  {after}: {words}"),
        (Kind::Changed, true) => format!("  {after} (era {before}): {words}"),
        (Kind::Changed, false) => format!("  {after} (was {before}): {words}"),
        (Kind::Moved, true) => format!("  {after} (era {before}; cambia de orden): {words}"),
        (Kind::Moved, false) => format!("  {after} (was {before}; moved): {words}"),
        (Kind::Rewritten, true) => {
            format!("  {after} (se escribe de otro modo y se lee igual): {words}")
        }
        (Kind::Rewritten, false) => {
            format!("  {after} (written in another way, reads the same): {words}")
        }
    }
}

/// "al menos 60 → 65 puntos en total"; a long stretch that stays is cut.
fn words(marks: &[Mark]) -> String {
    let mut text = String::new();
    let is_whole = !marks.iter().any(|mark| matches!(mark, Mark::Kept(_)))
        || marks.iter().all(|mark| matches!(mark, Mark::Kept(_)));
    let mut index = 0;
    while let Some(mark) = marks.get(index) {
        match (mark, marks.get(index + 1)) {
            (Mark::Deleted(old), Some(Mark::Inserted(new))) => {
                let (start, end) = shared_space(old, new);
                text.push_str(start);
                text.push_str(&format!("{} → {}", old.trim(), new.trim()));
                text.push_str(end);
                index += 1;
            }
            (Mark::Inserted(new), _) if is_whole => text.push_str(new),
            (Mark::Deleted(old), _) if is_whole => text.push_str(old),
            (Mark::Inserted(new), _) => text.push_str(&format!("[+{new}]")),
            (Mark::Deleted(old), _) => text.push_str(&format!("[−{old}]")),
            (Mark::Kept(kept), next) => {
                let is_first = index == 0;
                let is_last = next.is_none();
                text.push_str(&shortened(kept, is_whole, is_first, is_last));
            }
        }
        index += 1;
    }
    text
}

/// Spaces around both of two runs, kept outside the arrow.
fn shared_space<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let start = if old.starts_with(' ') || new.starts_with(' ') { " " } else { "" };
    let end = if old.ends_with(' ') || new.ends_with(' ') { " " } else { "" };
    (start, end)
}

/// What stays, cut to the words nearest to a change.
fn shortened(kept: &str, is_whole: bool, is_first: bool, is_last: bool) -> String {
    const WORDS_NEAR: usize = 6;
    let words: Vec<&str> = kept.split_inclusive(' ').collect();
    if is_whole || words.len() <= 2 * WORDS_NEAR {
        return kept.to_owned();
    }
    let head: String = words.iter().take(WORDS_NEAR).copied().collect();
    let tail: String = words.iter().skip(words.len() - WORDS_NEAR).copied().collect();
    match (is_first, is_last) {
        (true, _) => format!("… {tail}"),
        (false, true) => format!("{head}…"),
        (false, false) => format!("{head}… {tail}"),
    }
}
