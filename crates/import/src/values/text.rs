//! The text of a cell, mended: accents decoded twice, invisible characters, words for "nothing".

use std::borrow::Cow;

use super::lost;

/// The cell's text without what spreadsheets leave around it, its accents mended; `None` where it
/// says nothing.
#[must_use]
pub fn clean(cell: &str) -> Option<Cow<'_, str>> {
    let trimmed = cell.trim_matches(is_blank);
    // An apostrophe before a number is how spreadsheets keep it a text.
    let trimmed = match trimmed.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['+', '0', '=', '-', '@']) => rest,
        _ => trimmed,
    };
    if is_nothing(trimmed) {
        return None;
    }
    let is_plain = trimmed.is_ascii();
    if is_plain {
        return Some(Cow::Borrowed(trimmed));
    }
    // A soft hyphen is half of a mis-decoded í, so accents are mended first.
    let text = mended(trimmed).map_or(Cow::Borrowed(trimmed), Cow::Owned);
    if text.contains(is_invisible) {
        return Some(Cow::Owned(text.chars().filter(|c| !is_invisible(*c)).collect()));
    }
    Some(text)
}

/// Whether a text is one of the ways to say that there is nothing.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "-", "--", "—", "–", "?", "n/a", "n.a.", "na", "n/d", "nd", "s/d", "null", "none", "#n/d",
        "#n/a", "(vacío)", "nan",
    ];
    // What Eventbrite writes where a buyer has not said who comes.
    const ASKED_FOR: [&str; 2] = ["info requested", "información solicitada"];
    text.is_empty()
        || (text.len() <= 9 && WORDS.contains(&text.to_lowercase().as_str()))
        || ((14..=23).contains(&text.len()) && ASKED_FOR.contains(&text.to_lowercase().as_str()))
}

/// The text whose UTF-8 bytes were read as Windows-1252 ("MarÃ­a"), up to three times over, with
/// what was lost of them put back where it is certain; `None` where that is not what happened.
///
/// Where one word of several came through it whole ("GarcÃ­a López"), each is mended by itself.
#[must_use]
pub fn mended(text: &str) -> Option<String> {
    let whole = lost::halves_back(text);
    let text = whole.as_deref().unwrap_or(text);
    match decoded(text) {
        Some(decoded) => Some(decoded),
        // Of a text of which a letter is gone, nobody knows what else became of it.
        None if lost::is_in(text) => None,
        None => mended_by_word(text),
    }
}

/// The text with its bytes read as UTF-8, as often as that makes sense.
fn decoded(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for _ in 0..3 {
        let current = found.as_deref().unwrap_or(text);
        if !current.contains(MARKS) {
            break;
        }
        let Some(bytes) = windows_1252(current) else { break };
        let Ok(decoded) = String::from_utf8(bytes) else { break };
        if decoded.chars().count() >= current.chars().count() {
            break;
        }
        found = Some(decoded);
    }
    found
}

/// What the first byte of a letter with an accent becomes.
const MARKS: [char; 4] = ['Ã', 'Â', 'â', 'Å'];

/// The text with each hurt word mended: no letter of more than a byte reaches past an ASCII sign.
fn mended_by_word(text: &str) -> Option<String> {
    if !text.contains(MARKS) {
        return None;
    }
    let is_sign = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    let mut is_any = false;
    let mut whole = String::with_capacity(text.len());
    for part in text.split_inclusive(is_sign) {
        let word = part.trim_end_matches(is_sign);
        // A sign that closes what is said stands behind a right word as well: «AMANHÃ”».
        let is_closed = word.ends_with(['”', '’', '…', '»', '–', '—']);
        match decoded(word).filter(|_| !is_closed) {
            Some(decoded) => {
                is_any = true;
                whole.push_str(&decoded);
            }
            None => whole.push_str(word),
        }
        whole.push_str(part.get(word.len()..).unwrap_or_default());
    }
    is_any.then_some(whole)
}

/// A text in capitals as names are written, particles small: "GARCÍA DE LA FUENTE" becomes
/// "García de la Fuente". A text with any small letter is left as it is, and so is one of which
/// letters are lost: what stands for them is none.
#[must_use]
pub fn proper(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || text.chars().any(char::is_lowercase) || lost::is_in(text) {
        return text.to_owned();
    }
    let mut proper = String::with_capacity(text.len());
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            proper.push(' ');
        }
        let lower = word.to_lowercase();
        if index > 0 && PARTICLES.contains(&lower.as_str()) {
            proper.push_str(&lower);
            continue;
        }
        let mut is_start = true;
        for c in word.chars() {
            if is_start {
                proper.push(c);
            } else {
                proper.extend(c.to_lowercase());
            }
            is_start = !c.is_alphabetic();
        }
    }
    proper
}

/// Small words inside Spanish, Catalan and Portuguese surnames.
pub const PARTICLES: [&str; 13] =
    ["de", "del", "la", "las", "los", "el", "y", "i", "e", "da", "do", "dos", "san"];

/// Whether a cell holds a formula, or what would run as one. "=> llamar" and "- ver (ficha)" are
/// what people write.
#[must_use]
pub fn is_formula(cell: &str) -> bool {
    let trimmed = cell.trim();
    let mut chars = trimmed.chars();
    let first = chars.next();
    let has_call = || {
        let opens = |(before, after): (char, char)| before.is_alphanumeric() && after == '(';
        trimmed.contains(['!', '|']) || trimmed.chars().zip(trimmed.chars().skip(1)).any(opens)
    };
    match first {
        Some('=') => chars.next().is_some_and(|c| !matches!(c, '=' | '>' | ' ')),
        Some('@') => has_call(),
        Some('+' | '-') => trimmed.contains(char::is_alphabetic) && has_call(),
        _ => false,
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || c == '\0'
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\0')
}

/// The bytes that Windows-1252 reads as this text; `None` where a character has none.
fn windows_1252(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, has_unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    (!has_unmappable).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_cells() {
        for (cell, expected) in [
            (" Ana\u{a0}", Some("Ana")),
            ("\u{200b}x\u{feff}", Some("x")),
            ("-", None),
            ("n/d", None),
            ("#N/D", None),
            ("?", None),
            ("Info Requested", None),
            ("'+34600123456", Some("+34600123456")),
            ("O'Donnell", Some("O'Donnell")),
            ("MarÃ\u{ad}a NuÃ±ez", Some("María Nuñez")),
            ("MÃƒÂ³nica", Some("Mónica")),
            ("GARCÃ?A", Some("GARCÍA")),
            ("MARÃ?A JOSÃ‰ NUÃ‘EZ", Some("MARÍA JOSÉ NUÑEZ")),
            ("LucÃ?a DÃ?az", Some("Lucía Díaz")),
            ("Ã?LVAREZ", Some("ÁLVAREZ")),
            ("Ã?ngel Ã?lvarez-RodrÃ?guez", Some("Ángel Álvarez-Rodríguez")),
            ("Castro de Ã?vila", Some("Castro de Ávila")),
            // What was lost is not known, and so nothing is guessed.
            ("MUÃ?OZ", Some("MUÃ?OZ")),
            ("CAMPAÃ?A", Some("CAMPAÃ?A")),
            ("JOSÃ? GARCÃ?A", Some("JOSÃ? GARCÃ?A")),
            ("Ã?scar", Some("Ã?scar")),
            ("¿Quién? ¿GARCÍA?", Some("¿Quién? ¿GARCÍA?")),
            ("AMANHÃ? A", Some("AMANHÃ? A")),
            ("MARIA? A", Some("MARIA? A")),
            ("São João", Some("São João")),
            // One word is hurt, and another is not.
            ("GARCÃ\u{8d}A López", Some("GARCÍA López")),
            ("GARCÃ?A López", Some("GARCÍA López")),
            ("Iñaki MuÃ±oz-PÃ©rez", Some("Iñaki Muñoz-Pérez")),
            ("MÃƒÂ³nica Núñez", Some("Mónica Núñez")),
            ("España, Â¿quiÃ©n?", Some("España, ¿quién?")),
            ("JOSÃ? GARCÃ\u{8d}A López", Some("JOSÃ? GARCÃ\u{8d}A López")),
            ("João disse “AMANHÃ”", Some("João disse “AMANHÃ”")),
            ("Conceição Âmbar", Some("Conceição Âmbar")),
            ("Âmbar", Some("Âmbar")),
        ] {
            assert_eq!(clean(cell).as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn capitals_become_names() {
        assert_eq!(proper("MARÍA ÁNGELES DE LA FUENTE"), "María Ángeles de la Fuente");
        assert_eq!(proper("GARCÍA-LOMAS O'DONNELL"), "García-Lomas O'Donnell");
        assert_eq!(proper("McArthur"), "McArthur");
        assert_eq!(proper("LI"), "LI");
    }

    #[test]
    fn formulas() {
        assert!(is_formula("=HYPERLINK(\"x\")"));
        assert!(is_formula("+cmd|' /C calc'!A0"));
        assert!(is_formula("@SUM(1)"));
        assert!(!is_formula("+34 600 123 456"));
        assert!(!is_formula("-5"));
        assert!(is_formula("=cmd|' /C calc'!A0"));
        assert!(!is_formula("=> llamar"));
        assert!(!is_formula("- ver (ficha)"));
        assert!(!is_formula("@anaruiz"));
    }
}
