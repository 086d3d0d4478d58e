//! Capital accents whose second half was lost on the way: `GARCÃ?A`.
//!
//! UTF-8 writes Á and Í as two bytes, and the second of each stands for nothing in Windows-1252: a
//! program that reads them so keeps `Ã` and writes `?` for the rest. Which letter it was is gone
//! from the text. It is put back where Spanish leaves no choice, and nowhere else.

/// What is left of such a letter.
const LEFT: &str = "Ã?";

/// Whether letters of a text are lost.
#[must_use]
pub fn is_in(text: &str) -> bool {
    text.contains(LEFT)
}

/// The text with the second halves back in their places where each is certain, as Windows-1252
/// would read them; `None` where none is.
pub(super) fn halves_back(text: &str) -> Option<String> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_any = false;
    while let Some((before, after)) = rest.split_once(LEFT) {
        whole.push_str(before);
        match half(&whole, after) {
            Some(half) => {
                is_any = true;
                whole.push('Ã');
                whole.push(half);
            }
            None => whole.push_str(LEFT),
        }
        rest = after;
    }
    whole.push_str(rest);
    is_any.then_some(whole)
}

/// The second half of Á, of Í and of í.
const OF_A: char = '\u{81}';
const OF_I: char = '\u{8d}';
const OF_SMALL_I: char = '\u{ad}';

/// The half that stood between these two.
fn half(before: &str, after: &str) -> Option<char> {
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let (behind, _) = after.split_at_checked(end)?;
    let start = before.rfind(|c: char| !c.is_alphabetic());
    let start = start.and_then(|at| Some(at + before.get(at..)?.chars().next()?.len_utf8()));
    let front = before.get(start.unwrap_or(0)..)?.to_lowercase();
    let folded = behind.to_lowercase();
    if front.is_empty() {
        return STARTS.iter().any(|start| folded.starts_with(start)).then_some(OF_A);
    }
    let is_after_consonant = front
        .ends_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
    let is_known = INSIDE.iter().any(|(head, tail)| front == *head && folded.starts_with(tail));
    let is_i = is_known || (is_after_consonant && folded == "a");
    let is_small = behind.starts_with(char::is_lowercase);
    is_i.then_some(if is_small { OF_SMALL_I } else { OF_I })
}

/// What stands behind the Á that words begin with: Álvarez, Álvaro, Ángel, Ávila, …
const STARTS: [&str; 10] =
    ["lvar", "ngel", "ngulo", "vila", "valos", "lamo", "greda", "gueda", "frica", "rea"];

/// What stands around the í of names that do not end in "ía": Rodríguez, Martín, Díaz, …
const INSIDE: [(&str, &str); 12] = [
    ("rodr", "gue"),
    ("mart", "n"),
    ("d", "az"),
    ("dom", "ngue"),
    ("joaqu", "n"),
    ("agust", "n"),
    ("valent", "n"),
    ("ferm", "n"),
    ("roc", "o"),
    ("dar", "o"),
    ("ben", "tez"),
    ("gal", "nde"),
];
