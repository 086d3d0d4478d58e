//! How text is compared: without case and without accents, ñ kept.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` as it is compared: lower case, accents removed, ñ kept, outer white space removed and
/// inner white space (no-break spaces too) single.
///
/// "¿DECISIÓN?" and "¿decision?" fold to the same text; "año" and "ano" do not.
#[must_use]
pub fn fold(text: &str) -> String {
    const TILDE: char = '\u{303}';
    let mut folded = String::with_capacity(text.len());
    let mut space_pending = false;
    for c in text.nfd() {
        if c.is_whitespace() {
            space_pending = !folded.is_empty();
        } else if c == TILDE && folded.ends_with('n') {
            folded.pop();
            folded.push('ñ');
        } else if !is_combining_mark(c) && !is_invisible(c) {
            if space_pending {
                folded.push(' ');
                space_pending = false;
            }
            folded.extend(c.to_lowercase());
        }
    }
    folded
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
    use super::*;

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
