//! Conditions as phrases: "pidió una demo en los últimos 30 días y trabaja en una empresa de al
//! menos 50 personas".

use super::phrases::Phrase;
use super::prose::{Join, Prose, joined};
use super::{Kind, Token};
use crate::agreement::condition::Condition;
use crate::time::Span;

impl Prose<'_> {
    /// The condition at the current place.
    pub(super) fn condition(&mut self, condition: &Condition) {
        let phrase = self.phrase_of(condition, false);
        self.phrase(phrase);
    }

    /// The condition as a phrase; negated, what holds where it surely does not.
    ///
    /// The negation of several is said of each (De Morgan holds for what is unknown, too).
    fn phrase_of(&mut self, condition: &Condition, is_negated: bool) -> Phrase {
        let no = is_negated;
        match condition {
            Condition::All(parts) => self.joined_of(parts, "all", Join::And, no),
            Condition::Any(parts) => self.joined_of(parts, "any", Join::Or, no),
            Condition::Not(inner) => self.phrase_under("not", inner, !no),
            Condition::Trait { of, id, tests } => self.trait_phrase(*of, id, tests, no),
            Condition::Event(event) => self.event(event, no),
            Condition::Silence { event, span } => self.silence(event.as_deref(), *span, no),
            Condition::Score { score, line, tests } => {
                self.score(*score, line.as_deref(), tests, no)
            }
            Condition::Grade(grades) => {
                let names = joined(grades, Join::Or, self.is_spanish());
                let rest = self.apart(|p| {
                    p.say("grado ", "");
                    p.value(Kind::List, "grade", names);
                });
                self.verb_phrase(
                    no,
                    ["tiene ", "no tiene "],
                    ["are graded ", "are not graded "],
                    rest,
                )
            }
            Condition::Probability(tests) => self.probability(tests, no),
            Condition::Stage(test) => self.stage(test, no),
            Condition::InStageFor(test) => self.in_stage_for(*test, no),
            Condition::Persona(id) => {
                let name = self.quoted(self.names.persona(id));
                let rest = self.apart(|p| {
                    p.say("con la buyer persona ", "the buyer persona ");
                    p.value(Kind::Name, "persona", name);
                });
                self.verb_phrase(no, ["encaja ", "no encaja "], ["match ", "do not match "], rest)
            }
            Condition::Consent(purpose) => {
                let rest = self.apart(|p| {
                    p.say("el permiso ", "the consent ");
                    p.quoted_value("consent", purpose);
                });
                self.verb_phrase(
                    no,
                    ["tiene dado ", "no tiene dado "],
                    ["have given ", "have not given "],
                    rest,
                )
            }
            Condition::Segment(id) => {
                let rest = self.apart(|p| {
                    p.say("en el segmento ", "in the segment ");
                    let name = p.quoted(p.names.segment(id));
                    p.value(Kind::Name, "segment", name);
                });
                self.verb_phrase(no, ["está ", "no está "], ["are ", "are not "], rest)
            }
            Condition::Emails(emails) => {
                let rest = self.apart(|p| p.under("emails", |p| p.emails(emails)));
                self.denied_whole(rest, no)
            }
            Condition::Touch { which, variables } => {
                let rest = self.apart(|p| p.touch(*which, variables));
                self.denied_whole(rest, no)
            }
            Condition::People { when, at_least, roles } => {
                let rest = self.apart(|p| p.under("people", |p| p.people(when, *at_least, roles)));
                Phrase::long(self.deny(rest, no))
            }
        }
    }

    fn phrase_under(&mut self, key: &str, condition: &Condition, is_negated: bool) -> Phrase {
        let mut phrase = None;
        self.under(key, |p| phrase = Some(p.phrase_of(condition, is_negated)));
        phrase.unwrap_or_else(|| Phrase::with_subject(Vec::new()))
    }

    fn joined_of(
        &mut self,
        parts: &[Condition],
        key: &str,
        join: Join,
        is_negated: bool,
    ) -> Phrase {
        let join = match (join, is_negated) {
            (Join::And, false) | (Join::Or, true) => Join::And,
            (Join::Or, false) | (Join::And, true) => Join::Or,
        };
        if parts.is_empty() {
            let rest = self.apart(|p| match join {
                Join::And => p.say("sin más condición", "there is no further condition"),
                Join::Or => p.say("no se cumple nunca", "this never holds"),
            });
            return Phrase::with_subject(rest);
        }
        if !is_negated && let Some(within) = shared_within(parts) {
            return self.events_within(parts, key, join, within);
        }
        let phrases = parts
            .iter()
            .enumerate()
            .map(|(index, part)| self.phrase_under(&format!("{key}.{index}"), part, is_negated))
            .collect();
        Phrase::joined(join, phrases)
    }

    /// A verb of the contact, in the affirmative or the negative.
    pub(super) fn verb_phrase(
        &mut self,
        is_negated: bool,
        es: [&str; 2],
        en: [&str; 2],
        rest: Vec<Token>,
    ) -> Phrase {
        let index = usize::from(is_negated);
        let verb = self.either(es[index], en[index]);
        if is_negated { Phrase::repeated(verb, rest) } else { Phrase::verb(verb, rest) }
    }

    /// A whole statement, or "no es cierto que …" before it.
    fn denied_whole(&mut self, statement: Vec<Token>, is_negated: bool) -> Phrase {
        Phrase::with_subject(self.deny(statement, is_negated))
    }

    fn deny(&mut self, statement: Vec<Token>, is_negated: bool) -> Vec<Token> {
        self.apart(|p| {
            if is_negated {
                p.say("no es cierto que ", "it is not true that ");
            }
            p.tokens(statement);
        })
    }
}

/// The time that all of several events must fall in, where it is the same.
fn shared_within(parts: &[Condition]) -> Option<Span> {
    let mut spans = parts.iter().map(|part| match part {
        Condition::Event(event) => event.within,
        _ => None,
    });
    let first = spans.next()??;
    (parts.len() > 1 && spans.all(|span| span == Some(first))).then_some(first)
}
