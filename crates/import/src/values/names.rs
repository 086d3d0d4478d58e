//! Names of people: which words begin one, and what people put behind theirs.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use engine::text::fold;

/// Given names that are common where Criba is used, folded, one a line.
const GIVEN_NAMES: &str = include_str!("given_names.txt");

static BY_NAME: LazyLock<BTreeSet<&str>> = LazyLock::new(|| GIVEN_NAMES.lines().collect());

/// Whether a text begins with a given name and has nothing that a name has not: "Ana Pérez", but
/// not "Julio 2026".
#[must_use]
pub fn begins_with_a_given_name(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split([' ', ',']).next().unwrap_or_default();
    BY_NAME.contains(first) && !folded.contains(|c: char| c.is_ascii_digit())
}

/// Whether a text has the form of a whole name: two to five words of letters, each with a capital
/// but for the small ones between surnames.
#[must_use]
pub fn is_like_a_name(text: &str) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=5;
    let is_word = |word: &str| {
        let is_small = super::text::PARTICLES.contains(&word);
        let has_capital = word.starts_with(char::is_uppercase);
        let letters =
            |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.' | 'ª' | 'º');
        (is_small || has_capital) && word.chars().all(letters)
    };
    WORDS.contains(&text.split_whitespace().count()) && text.split_whitespace().all(is_word)
}

/// Degrees and certificates that follow a comma, folded and without dots.
const DEGREES: &[&str] = &[
    "phd", "mba", "emba", "msc", "bsc", "md", "mdes", "meng", "beng", "llm", "llb", "cpa", "cfa",
    "cfp", "cissp", "pmp", "psm", "csm", "itil", "acca", "frics", "mrics", "dba", "dds", "esq",
    "jr", "sr",
];

/// A name without the degrees behind it: "Ruiz, MBA, PMP" and "Gil MBA" are Ruiz and Gil, and
/// "Ruiz, Ana" stays.
#[must_use]
pub fn without_degrees(name: &str) -> &str {
    let Some((bare, behind)) = name.split_once(',') else { return without_unmarked_degree(name) };
    let is_degree = |word: &str| {
        let letters: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
        DEGREES.contains(&letters.as_str())
    };
    let are_degrees = behind.split([',', '/']).all(|part| {
        let mut words = part.split_whitespace();
        words.all(|word| is_degree(word) || word == "®" || word == "™")
    });
    if are_degrees && !bare.trim().is_empty() { bare.trim_end() } else { name }
}

/// Degrees that nobody is called by, as they are written behind a name without a comma.
const UNMARKED: [&str; 6] = ["MBA", "PMP", "PhD", "Ph.D.", "EMBA", "CFA"];

/// A name without the one degree that stands behind it; in a name that is all capitals it may be
/// part of it.
fn without_unmarked_degree(name: &str) -> &str {
    let Some((bare, last)) = name.trim_end().rsplit_once(' ') else { return name };
    let is_told_apart = bare.chars().any(char::is_lowercase);
    if is_told_apart && UNMARKED.contains(&last) { bare.trim_end() } else { name }
}

/// A name without the pictures that people put behind theirs; what names are written with stays.
#[must_use]
pub fn without_pictures(name: &str) -> Cow<'_, str> {
    let is_of_a_name = |c: char| {
        c.is_alphanumeric()
            || c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, 'ª' | 'º' | '’' | '‘' | '´' | '·' | '–' | '—' | '®' | '™')
            || unicode_normalization::char::is_combining_mark(c)
    };
    if name.chars().all(is_of_a_name) {
        return name.into();
    }
    let bare: String = name.chars().filter(|c| is_of_a_name(*c)).collect();
    let bare = bare.trim_end_matches([' ', ',', '|', '-']).trim_start();
    if bare.is_empty() { name.into() } else { bare.to_owned().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_are_folded_and_each_once() {
        assert_eq!(BY_NAME.len(), GIVEN_NAMES.lines().count());
        assert!(GIVEN_NAMES.lines().all(|name| fold(name) == name && !name.is_empty()));
        assert!(begins_with_a_given_name("Íñigo Ríos") && begins_with_a_given_name("ANA"));
        assert!(!begins_with_a_given_name("Julio 2026") && !begins_with_a_given_name("Anaconda"));
        assert!(is_like_a_name("Aitana de la Fuente") && !is_like_a_name("Llamar a Luis"));
    }

    #[test]
    fn degrees_are_no_part_of_a_name() {
        for (name, expected) in [
            ("Ruiz, PhD", "Ruiz"),
            ("Ana Ruiz, Ph.D., MBA", "Ana Ruiz"),
            ("Ruiz, Ana", "Ruiz, Ana"),
            ("Ruiz Peña", "Ruiz Peña"),
            (", MBA", ", MBA"),
            ("Luis Gil MBA", "Luis Gil"),
            ("LUIS MBA", "LUIS MBA"),
            ("MBA", "MBA"),
        ] {
            assert_eq!(without_degrees(name), expected);
        }
        for (name, expected) in [
            ("Ana Ruiz, PhD 🚀", "Ana Ruiz, PhD"),
            ("✨ Leo Paz ✨", "Leo Paz"),
            ("Mª José O'Neill", "Mª José O'Neill"),
            ("🚀", "🚀"),
        ] {
            assert_eq!(without_pictures(name), expected);
        }
    }
}
