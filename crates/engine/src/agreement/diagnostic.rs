//! What is wrong with an agreement's text, where, and what would be accepted instead.

use std::fmt;

use super::Language;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// In characters; 0 where only the start is known.
    pub length: usize,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot be read or resolved: the agreement cannot judge.
    Error,
    /// It is probably not meant.
    Warning,
}

/// One problem of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name of the kind of problem.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Which part, such as `qualify[2].when.all[0]`.
    pub path: String,
    /// Where in the text, if it came from one.
    pub place: Option<Place>,
    /// What is wrong, with the offending words, and what would be accepted, in Spanish.
    pub es: String,
    /// The same in English.
    pub en: String,
}

impl Diagnostic {
    /// What is wrong, in a language.
    #[must_use]
    pub fn words(&self, language: Language) -> &str {
        match language {
            Language::Es => &self.es,
            Language::En => &self.en,
        }
    }
}

/// `line:column: error[code]: words`, in English.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "{}:{}: ", place.line, place.column)?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.en)
    }
}

/// The known word that somebody probably meant: the nearest by edits, if it is near.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = crate::text::fold(word);
    let distances = known.into_iter().map(|candidate| (edits(&folded, candidate), candidate));
    let (distance, candidate) = distances.min_by_key(|(distance, _)| *distance)?;
    let tolerated = (folded.chars().count().max(candidate.chars().count()) / 3).max(1);
    (distance <= tolerated).then_some(candidate)
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row: Vec<usize> = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, to) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(from != to))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from);
            if is_swap {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["at_least", "at_most", "is", "is_not"];
        assert_eq!(nearest("at_lest", known), Some("at_least"));
        assert_eq!(nearest("at_laest", known), Some("at_least"));
        assert_eq!(nearest("isnt", known), None);
        assert_eq!(nearest("contains", known), None);
        assert_eq!(edits("abc", "acb"), 1);
        assert_eq!(edits("", "abc"), 3);
    }
}
