//! The engine's sentences in the parts that a page sets: paragraphs, and lists below them.

use engine::agreement::Document;
use engine::agreement::sentences::{ClauseText, Section, Token, sentences};

use crate::words::Words;

/// A section as a page sets it.
pub(super) struct Part {
    pub(super) number: u8,
    pub(super) title: String,
    pub(super) intro: Option<Sentence>,
    pub(super) notes: Vec<Sentence>,
    pub(super) clauses: Vec<Clause>,
}

/// A numbered clause.
pub(super) struct Clause {
    pub(super) number: String,
    /// What people called it, with its full stop.
    pub(super) reason: Option<String>,
    pub(super) says: Sentence,
}

/// A sentence, and the items that stand below it.
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) items: Vec<String>,
}

/// The whole agreement in the reader's words.
pub(super) fn parts(document: &Document, w: &Words) -> Vec<Part> {
    sentences(document, &w.pack).into_iter().map(part).collect()
}

fn part(section: Section) -> Part {
    Part {
        number: section.number,
        title: section.title,
        intro: (!section.intro.is_empty()).then(|| sentence(&section.intro)),
        notes: section.notes.iter().map(|note| sentence(note)).collect(),
        clauses: section.clauses.iter().map(clause).collect(),
    }
}

fn clause(clause: &ClauseText) -> Clause {
    let reason = clause.reason.as_ref().map(|reason| {
        let text = reason.text();
        if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
    });
    Clause { number: clause.number.clone(), reason, says: sentence(&clause.tokens) }
}

fn sentence(tokens: &[Token]) -> Sentence {
    let mut parts: Vec<String> = vec![String::new()];
    for token in tokens {
        match (token, parts.last_mut()) {
            (Token::Item, _) | (_, None) => parts.push(String::new()),
            (Token::Text(text) | Token::Value { text, .. }, Some(last)) => last.push_str(text),
        }
    }
    let mut parts = parts.into_iter().map(|part| part.trim().to_owned());
    let text = parts.next().unwrap_or_default();
    Sentence { text, items: parts.filter(|part| !part.is_empty()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_below_their_sentence() {
        let text = |text: &str| Token::Text(text.to_owned());
        let said = sentence(&[
            text("Pasa "),
            text("si: "),
            Token::Item,
            text("uno; "),
            Token::Item,
            text("dos."),
        ]);
        assert_eq!(said.text, "Pasa si:");
        assert_eq!(said.items, ["uno;", "dos."]);
    }
}
