//! How text is compared: without case and without accents, ñ kept.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// `text` as it is compared: lower case, accents removed, ñ kept, outer white space removed and
/// inner white space (no-break spaces too) single.
///
/// "¿DECISIÓN?" and "¿decision?" fold to the same text; "año" and "ano" do not.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space_pending = false;
    for c in text.chars() {
        if c.is_ascii() {
            // Most of what is compared: nothing of it decomposes.
            push(c, &mut folded, &mut space_pending);
        } else {
            // Marks may stand in any order: which of them comes first makes no difference here.
            decompose_canonical(c, |c| push(c, &mut folded, &mut space_pending));
        }
    }
    folded
}

/// Whether a word is one of a list, whose entries that end in `*` are beginnings of words.
#[must_use]
pub fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| match entry.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == *entry,
    })
}

/// Whether `text` folds to `folded`, without writing it down where it is plain.
#[must_use]
pub fn folds_to(text: &str, folded: &str) -> bool {
    if !text.is_ascii() {
        return fold(text) == folded;
    }
    let mut words = text.split_whitespace();
    let mut wanted = folded.split(' ').filter(|word| !word.is_empty());
    loop {
        match (words.next(), wanted.next()) {
            (None, None) => return true,
            (Some(word), Some(wanted)) if is_lower_case_of(word, wanted) => {}
            _ => return false,
        }
    }
}

/// Whether `folded`, which is a folded text, is `word` in lower case.
fn is_lower_case_of(word: &str, folded: &str) -> bool {
    word.len() == folded.len()
        && word
            .bytes()
            .zip(folded.bytes())
            .all(|(byte, wanted)| byte.to_ascii_lowercase() == wanted)
}

/// Folds one character of a decomposed text.
fn push(c: char, folded: &mut String, space_pending: &mut bool) {
    const TILDE: char = '\u{303}';
    if c.is_whitespace() {
        *space_pending = !folded.is_empty();
    } else if c == TILDE && folded.ends_with('n') {
        folded.pop();
        folded.push('ñ');
    } else if c.is_ascii() || !is_combining_mark(c) && !is_invisible(c) {
        if *space_pending {
            folded.push(' ');
            *space_pending = false;
        }
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
    }
}

/// `text` as an id: lower-case ASCII, runs of anything else become one `_`, none at the ends.
///
/// `Total Time Spent on Website` becomes `total_time_spent_on_website`, `¿Decisor?` `decisor`,
/// `Año` `ano`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
    }
    id.truncate(id.trim_end_matches('_').len());
    id
}

/// Zero-width characters that spreadsheets and web pages leave in texts.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What folding means, over the text decomposed as a whole.
    fn fold_as_said(text: &str) -> String {
        let (mut folded, mut space_pending) = (String::new(), false);
        text.nfd().for_each(|c| push(c, &mut folded, &mut space_pending));
        folded
    }

    proptest! {
        #[test]
        fn characters_fold_as_the_whole_text_does(
            text in "[a-zA-ZñÑáéüÇİẞ \u{a0}\u{301}\u{303}\u{323}\u{345}\u{feff}각ﬁǆ]{0,12}",
            any in "\\PC{0,12}",
        ) {
            prop_assert_eq!(fold(&text), fold_as_said(&text));
            prop_assert_eq!(fold(&any), fold_as_said(&any));
        }

        #[test]
        fn a_text_folds_to_what_it_folds_to_and_nothing_else(
            text in "[abAB \t\u{b}\u{c}\u{1f}\u{a0}ñ]{0,4}",
            other in "[ab ñ]{0,4}",
        ) {
            prop_assert!(folds_to(&text, &fold(&text)));
            prop_assert_eq!(folds_to(&text, &fold(&other)), fold(&text) == fold(&other));
        }
    }

    #[test]
    fn folds_case_accents_and_space_but_keeps_enye() {
        assert_eq!(fold("  Dirección\u{a0} GENERAL "), "direccion general");
        assert_eq!(fold("AÑO"), "año");
        assert_ne!(fold("año"), fold("ano"));
        assert_eq!(fold("n\u{303}"), fold("ñ"));
        assert_eq!(fold("\u{feff}Email"), "email");
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("Total Time Spent on Website"), "total_time_spent_on_website");
        assert_eq!(slug("TotalVisits"), "totalvisits");
        assert_eq!(slug("¿Decisor?"), "decisor");
        assert_eq!(slug("Facturación (M€)"), "facturacion_m");
        assert_eq!(slug("日本"), "");
    }
}
