//! How phrases about a contact are joined into one sentence without brackets.
//!
//! Each phrase keeps its verb apart, so that a verb is said once ("pidió una demo o una
//! muestra"), and says whether it brings a subject of its own, so that the contact is named again
//! after it.

use super::prose::{Join, Prose, conjunction};
use super::{Kind, Token};

/// A condition in words, before it is joined to others.
pub(super) struct Phrase {
    verb: String,
    rest: Vec<Token>,
    /// What follows where the verb was said just before; as `rest` where empty.
    short: Vec<Token>,
    has_subject: bool,
    is_verb_kept: bool,
    shape: Shape,
}

/// How much a phrase holds together.
enum Shape {
    /// One statement.
    Single,
    /// Statements joined one way, and what is said of all of them together.
    Joined { join: Join, parts: Vec<Phrase>, shared: Vec<Token> },
    /// A statement that runs to the end of its sentence.
    Long,
}

impl Phrase {
    /// A verb of the contact, said once where the next phrase has the same.
    pub(super) fn verb(verb: &str, rest: Vec<Token>) -> Phrase {
        Phrase {
            verb: verb.to_owned(),
            rest,
            short: Vec::new(),
            has_subject: false,
            is_verb_kept: false,
            shape: Shape::Single,
        }
    }

    /// A verb of the contact that is said again even where it was said just before: where it is
    /// denied ("no dejó su correo y no dejó su teléfono"), and where more than a noun follows.
    pub(super) fn repeated(verb: &str, rest: Vec<Token>) -> Phrase {
        Phrase { is_verb_kept: true, ..Phrase::verb(verb, rest) }
    }

    /// A phrase with a subject of its own.
    pub(super) fn with_subject(rest: Vec<Token>) -> Phrase {
        Phrase { has_subject: true, ..Phrase::repeated("", rest) }
    }

    /// A phrase that nothing can follow without being read as its part.
    pub(super) fn long(rest: Vec<Token>) -> Phrase {
        Phrase { shape: Shape::Long, ..Phrase::with_subject(rest) }
    }

    /// Phrases joined one way; those joined the same way inside are told in the same breath.
    pub(super) fn joined(join: Join, parts: Vec<Phrase>) -> Phrase {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part.shape {
                Shape::Joined { join: inner, parts, shared }
                    if inner == join && shared.is_empty() =>
                {
                    flat.extend(parts);
                }
                _ => flat.push(part),
            }
        }
        if flat.len() == 1
            && let Some(only) = flat.pop()
        {
            return only;
        }
        Phrase {
            has_subject: flat.first().is_some_and(|first| first.has_subject),
            shape: Shape::Joined { join, parts: flat, shared: Vec::new() },
            ..Phrase::repeated("", Vec::new())
        }
    }

    /// Adds what is true of all the joined phrases.
    pub(super) fn with_shared(mut self, said: Vec<Token>) -> Phrase {
        if let Shape::Joined { shared, .. } = &mut self.shape {
            *shared = said;
        }
        self
    }

    /// What follows the verb where it was said just before.
    pub(super) fn with_short(mut self, short: Vec<Token>) -> Phrase {
        self.short = short;
        self
    }

    fn is_single(&self) -> bool {
        matches!(self.shape, Shape::Single)
    }

    /// Whether it can stand inside a sentence of the other join without a list of its own.
    fn is_flat(&self) -> bool {
        match &self.shape {
            Shape::Single => true,
            Shape::Joined { parts, .. } => parts.iter().all(Phrase::is_single),
            Shape::Long => false,
        }
    }
}

impl Prose<'_> {
    /// Says `phrase`, with the contact as its subject: "they …" in English, where a subject must
    /// be said.
    pub(super) fn phrase(&mut self, phrase: Phrase) {
        if !phrase.has_subject && !matches!(&phrase.shape, Shape::Joined { .. }) {
            self.say("", "they ");
        }
        match phrase.shape {
            Shape::Single | Shape::Long => {
                self.text(&phrase.verb);
                self.tokens(phrase.rest);
            }
            Shape::Joined { join, parts, shared } => {
                match join {
                    Join::And => self.all_of(parts),
                    Join::Or => self.any_of(parts),
                }
                self.tokens(shared);
            }
        }
    }

    fn all_of(&mut self, parts: Vec<Phrase>) {
        let (single, nested): (Vec<Phrase>, Vec<Phrase>) =
            parts.into_iter().partition(Phrase::is_single);
        let is_plain = nested.len() <= 1 && nested.iter().all(Phrase::is_flat);
        if !is_plain {
            self.say("se cumple todo esto:", "all of this holds:");
            return self.items(single.into_iter().chain(nested));
        }
        let has_single = !single.is_empty();
        self.in_a_row(contact_first(single), Join::And);
        for phrase in nested {
            if has_single {
                self.say(", y además ", ", and also ");
            }
            let Shape::Joined { parts, shared, .. } = phrase.shape else { continue };
            if parts.len() > 2 || !has_single {
                self.say(
                    "se cumple al menos una de estas condiciones: ",
                    "at least one of these holds: ",
                );
            }
            self.in_a_row(parts, Join::Or);
            self.tokens(shared);
        }
    }

    fn any_of(&mut self, parts: Vec<Phrase>) {
        let (single, nested): (Vec<Phrase>, Vec<Phrase>) =
            parts.into_iter().partition(Phrase::is_single);
        if !nested.iter().all(Phrase::is_flat) {
            self.say(
                "se cumple al menos una de estas condiciones:",
                "at least one of these holds:",
            );
            return self.items(single.into_iter().chain(nested));
        }
        let has_single = !single.is_empty();
        self.in_a_row(contact_first(single), Join::Or);
        for (index, phrase) in nested.into_iter().enumerate() {
            if has_single || index > 0 {
                self.say("; o bien ", "; or else ");
            }
            let Shape::Joined { parts, shared, .. } = phrase.shape else { continue };
            self.in_a_row(parts, Join::And);
            self.tokens(shared);
        }
    }

    fn items(&mut self, parts: impl Iterator<Item = Phrase>) {
        for part in parts {
            self.item();
            self.phrase(part);
        }
    }

    /// Statements in a row: the subject and the verb are said once while they stay the same.
    fn in_a_row(&mut self, phrases: Vec<Phrase>, join: Join) {
        let count = phrases.len();
        // A verb is said once only where it is everybody's: "pidió una demo, una muestra o
        // escribió" would leave the reader looking for the end of the list.
        let is_one_verb = phrases.windows(2).all(|pair| match pair {
            [one, other] => one.verb == other.verb && !one.is_verb_kept && !other.is_verb_kept,
            _ => true,
        });
        let mut whole_before: Vec<Token> = Vec::new();
        let mut is_contact_subject = false;
        for (index, phrase) in phrases.into_iter().enumerate() {
            let said = self.apart(|p| {
                let is_said = is_one_verb && index > 0;
                if !phrase.has_subject && !is_contact_subject {
                    p.say(if index == 0 { "" } else { "el contacto " }, "they ");
                }
                if !is_said {
                    p.text(&phrase.verb);
                }
                if is_said && !phrase.short.is_empty() {
                    p.tokens(phrase.short);
                } else {
                    p.tokens(phrase.rest);
                }
            });
            is_contact_subject = !phrase.has_subject;
            let short = last_alone(&whole_before, &said);
            whole_before = said.clone();
            let said = short.unwrap_or(said);
            if index > 0 && index + 1 == count {
                let next = said.first().map(Token::text).unwrap_or_default();
                self.text(conjunction(join, next, self.is_spanish()));
            } else if index > 0 {
                self.text(", ");
            }
            self.tokens(said);
        }
    }
}

/// What the contact is or did, before what has a subject of its own: the order says nothing, and
/// the contact is named once.
fn contact_first(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let (contact, other): (Vec<Phrase>, Vec<Phrase>) =
        phrases.into_iter().partition(|phrase| !phrase.has_subject);
    contact.into_iter().chain(other).collect()
}

/// The last value of `said` alone, where all before it was said just before: "una nota que
/// contiene «precio» o «tarifa»".
pub(super) fn last_alone(before: &[Token], said: &[Token]) -> Option<Vec<Token>> {
    let (last, head) = said.split_last()?;
    let (_, head_before) = before.split_last()?;
    let is_name =
        |token: &Token| matches!(token, Token::Value { kind: Kind::Text | Kind::List, .. });
    let is_same = head.len() == head_before.len()
        && head.iter().zip(head_before).all(|(one, other)| one.text() == other.text());
    (!head.is_empty() && is_same && is_name(last)).then(|| vec![last.clone()])
}
