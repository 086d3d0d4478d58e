//! The agreement as people read it: numbered sentences in Spanish and English.
//!
//! A sentence is made of plain text and of values that can be edited where they stand; each value
//! carries the place in the agreement's text that it stands for. Sentences say what clauses do;
//! the reasons that people wrote (`because`, names) are shown before them as they are. Nothing
//! here decides anything about a contact.

mod company;
mod condition;
mod deadlines;
mod events;
mod funnel;
mod handing;
mod happenings;
mod hours;
mod occurrences;
mod operators;
pub(in crate::agreement) mod parts;
mod people;
mod phrases;
mod places;
mod promises;
mod prose;
mod scores;
pub(in crate::agreement) mod sections;
mod spans;
mod standing;
mod teams;
mod trait_words;
mod traits;

pub use places::{clock_name, region_name};
pub use sections::sentences;

use prose::Prose;

use super::condition::{Condition, Whose};
use super::funnel::SideName;
use super::vocabulary::Pack;
use super::{Document, Language};
use crate::said::Said;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// Plain text.
    Text(String),
    /// A value that the editor offers to change.
    Value {
        /// What kind of value it is: what the editor opens.
        kind: Kind,
        /// Where it stands in the agreement, as a path of keys and indices from its root:
        /// `qualify[1].when.all[0].at_least`; `[*]` stands for each of a list that says it once.
        path: String,
        /// The value in words.
        text: String,
    },
    /// The start of an item of a list that stands below the sentence.
    Item,
}

/// What kind of value a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A number, with its unit where it has one.
    Number,
    /// A length of time, exact or working.
    Duration,
    /// A day.
    Date,
    /// One or several of a list.
    List,
    /// The name of another part of the agreement, of an event or of a trait.
    Name,
    /// A text that people write.
    Text,
    /// One of a few fixed answers.
    Choice,
}

/// A section of the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 1 to 9: stages and definitions, what qualifies, handoff and deadlines, what marketing
    /// promises, what sales promises, reasons for saying no, personas, scores, review.
    pub number: u8,
    /// Its title.
    pub title: String,
    /// What is said before its clauses, the same in every agreement; empty where nothing is.
    pub intro: Vec<Token>,
    /// What the agreement says without a clause number, such as caps.
    pub notes: Vec<Vec<Token>>,
    /// Its clauses, in order.
    pub clauses: Vec<ClauseText>,
}

/// A clause in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseText {
    /// Its number, such as `2.1`.
    pub number: String,
    /// Where it stands in the agreement, as a path from its root.
    pub path: String,
    /// The reason or name that people gave it: what screens show.
    pub reason: Option<Token>,
    /// What it does.
    pub tokens: Vec<Token>,
}

/// The whole agreement as plain text, as `criba agreement print` writes it.
#[must_use]
pub fn to_text(document: &Document, pack: &Pack) -> String {
    let mut text = String::new();
    for section in sentences(document, pack) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}. {}\n\n", section.number, section.title));
        for paragraph in std::iter::once(&section.intro).chain(&section.notes) {
            if !paragraph.is_empty() {
                text.push_str(&to_paragraph(paragraph, "    "));
                text.push('\n');
            }
        }
        for clause in &section.clauses {
            text.push_str(&clause.to_text());
            text.push('\n');
        }
    }
    text
}

impl ClauseText {
    /// "2.1 Pidió una demo. Pasa a MQL si …".
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{} ", self.number);
        if let Some(reason) = &self.reason {
            let reason = reason.text();
            text.push_str(reason);
            text.push_str(if reason.ends_with(['.', '?', '!', '…']) { " " } else { ". " });
        }
        text.push_str(&to_paragraph(&self.tokens, "    "));
        text
    }
}

/// "MQL" of "Lead cualificado por marketing (MQL)"; a name without initials as it is.
fn short_name(name: &str) -> &str {
    let initials = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match initials {
        Some((_, initials)) if !initials.is_empty() && initials.chars().all(char::is_uppercase) => {
            initials
        }
        _ => name,
    }
}

/// Tokens as text, the items of a list each on a line of its own.
fn to_paragraph(tokens: &[Token], indent: &str) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Item => {
                text.push('\n');
                text.push_str(indent);
                text.push_str("– ");
            }
            Token::Text(part) | Token::Value { text: part, .. } => text.push_str(part),
        }
    }
    text
}

/// What the ids in a condition are called.
///
/// Without a document they are called by their ids.
#[derive(Debug, Clone, Copy)]
struct Names<'a> {
    document: Option<&'a Document>,
}

/// A condition alone, for a screen that explains one: "pidió una demo en los últimos 30 días".
///
/// `document` gives stages, personas and lines their names.
#[must_use]
pub fn phrase(condition: &Condition, document: Option<&Document>, pack: &Pack) -> String {
    let mut prose = Prose::new(pack, Names { document }, "");
    prose.condition(condition);
    to_line(&prose.into_tokens())
}

/// What traits of a person or their company are called, several as one text: "su necesidad y su
/// papel en la compra". One without a name is said by its id.
pub(crate) fn trait_names(ids: &[&String]) -> Said {
    let names = |language: Language| {
        let name = |id: &&String| {
            let label = |whose| trait_words::label(whose, id, language);
            let label = label(Whose::Person).or_else(|| label(Whose::Account));
            label.map_or_else(|| format!("«{id}»"), str::to_owned)
        };
        let names: Vec<String> = ids.iter().map(name).collect();
        prose::joined(&names, prose::Join::And, language == Language::Es)
    };
    Said::new(names(Language::Es), names(Language::En))
}

/// Tokens as one line of text.
#[must_use]
pub fn to_line(tokens: &[Token]) -> String {
    let mut line = String::new();
    for token in tokens {
        match token {
            Token::Item => line.push(' '),
            Token::Text(text) | Token::Value { text, .. } => line.push_str(text),
        }
    }
    line
}

impl Token {
    /// The text of the piece.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Token::Text(text) | Token::Value { text, .. } => text,
            Token::Item => "",
        }
    }
}

impl<'a> Names<'a> {
    fn stage(self, id: &'a str) -> &'a str {
        let stage = self.document.and_then(|d| d.stages.iter().find(|stage| stage.id == id));
        stage.map_or(id, |stage| short_name(&stage.name))
    }

    fn persona(self, id: &'a str) -> &'a str {
        let persona = self.document.and_then(|d| d.personas.iter().find(|one| one.id == id));
        persona.map_or(id, |persona| &persona.name)
    }

    fn line(self, id: &'a str) -> &'a str {
        let line = self.document.and_then(|d| d.lines.iter().find(|line| line.id == id));
        line.map_or(id, |line| &line.name)
    }

    fn segment(self, id: &'a str) -> &'a str {
        let segment = self.document.and_then(|d| d.segments.iter().find(|one| one.id == id));
        segment.map_or(id, |segment| &segment.name)
    }

    fn team(self, id: &'a str) -> &'a str {
        let team = self.document.and_then(|d| d.teams.iter().find(|team| team.id == id));
        team.map_or(id, |team| &team.name)
    }

    fn reason(self, id: &'a str) -> &'a str {
        let reason = self.document.and_then(|d| d.reasons.iter().find(|one| one.id == id));
        reason.map_or(id, |reason| &reason.name)
    }

    fn currency(self) -> Option<&'a str> {
        self.document?.currency.as_deref()
    }

    fn side(self, side: SideName, language: Language) -> &'a str {
        let named = self.document.and_then(|document| {
            let side = match side {
                SideName::Marketing => &document.sides.marketing,
                SideName::Sales => &document.sides.sales,
            };
            side.name.as_deref()
        });
        named.unwrap_or(match (side, language) {
            (SideName::Marketing, _) => "Marketing",
            (SideName::Sales, Language::Es) => "Ventas",
            (SideName::Sales, Language::En) => "Sales",
        })
    }

    fn commitments_title(self, side: SideName, pack: &Pack) -> String {
        let name = self.side(side, pack.language());
        match pack.language() {
            Language::Es => format!("Compromisos de {name}"),
            Language::En => format!("What {name} promises"),
        }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole;
