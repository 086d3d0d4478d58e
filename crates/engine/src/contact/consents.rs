//! What somebody said about being reached, for each purpose: the latest of it by its own date.
//!
//! A list that is brought today may tell of a no of January; the yes of last week stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::{Act, Event};
use crate::time::Timestamp;

/// What was said last for a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When it was said.
    pub at: Timestamp,
    /// The event that tells it.
    pub position: u64,
    /// Whether it was given; else it was refused or withdrawn.
    pub is_given: bool,
    /// When it was given for the first time: a no before that withdraws nothing.
    pub first_given_at: Option<Timestamp>,
    /// How it is known: the form and its text, the list.
    pub evidence: Option<String>,
}

impl Consent {
    /// Whether a consent that was given stands no longer.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        !self.is_given && self.first_given_at.is_some_and(|given| given <= self.at)
    }
}

/// What was said last, by purpose or channel.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Consents(BTreeMap<String, Consent>);

impl Consents {
    /// Whether consent stands for a purpose or channel.
    #[must_use]
    pub fn stands_for(&self, purpose: &str) -> bool {
        self.0.get(purpose).is_some_and(|consent| consent.is_given)
    }

    /// Whether they said no for a purpose or channel.
    #[must_use]
    pub fn refuses(&self, purpose: &str) -> bool {
        self.0.get(purpose).is_some_and(|consent| !consent.is_given)
    }

    /// Whether they said no to a channel: by its name, or to being reached at all, and not yes to
    /// it since.
    #[must_use]
    pub fn closes(&self, channel: &str) -> bool {
        let names: &[&str] = if is_of_calls(channel) { &CALLS } else { &[channel] };
        let when = |consent: &Consent| (consent.at, consent.position);
        let said = names.iter().filter_map(|name| self.0.get(*name));
        let last = said.max_by_key(|consent| when(consent));
        let no_to_all = self.0.get(ALL).filter(|consent| !consent.is_given);
        match last {
            Some(last) if last.is_given => no_to_all.is_some_and(|no| when(no) > when(last)),
            Some(_) => true,
            None => no_to_all.is_some(),
        }
    }

    /// Whether an event is what was said last for its purpose.
    #[must_use]
    pub fn is_latest(&self, event: &Event) -> bool {
        self.0.values().any(|consent| consent.position == event.position)
    }

    /// Each purpose with what was said last.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Consent)> {
        self.0.iter().map(|(purpose, consent)| (purpose.as_str(), consent))
    }

    /// Takes what an event says of a consent.
    pub(super) fn take(&mut self, event: &Event) {
        let (purpose, is_given) = match &event.act {
            Act::ConsentGiven { purpose } => (purpose, true),
            Act::ConsentWithdrawn { purpose } => (purpose, false),
            _ => return,
        };
        let given_at = is_given.then_some(event.at);
        let before = self.0.get_mut(purpose);
        let first = before.as_ref().and_then(|before| before.first_given_at);
        let first_given_at = [first, given_at].into_iter().flatten().min();
        if let Some(before) = before {
            before.first_given_at = first_given_at;
            if (before.at, before.position) > (event.at, event.position) {
                return;
            }
        }
        let id = evidence_of(purpose);
        let evidence = event.facts.iter().find(|fact| fact.id == id);
        let evidence = evidence.map(|fact| fact.value.to_string()).filter(|text| !text.is_empty());
        let (at, position) = (event.at, event.position);
        let consent = Consent { at, position, is_given, first_given_at, evidence };
        self.0.insert(purpose.clone(), consent);
    }
}

/// The purpose that is every channel.
const ALL: &str = "contact";

/// Purposes that mean calls and nothing else.
const CALLS: [&str; 3] = ["phone", "call", "calls"];

/// Whether a purpose means calls, whatever else it means.
#[must_use]
pub fn is_of_calls(purpose: &str) -> bool {
    purpose == ALL || CALLS.contains(&purpose)
}

/// The trait in which an event says how a consent is known.
#[must_use]
pub fn evidence_of(purpose: &str) -> String {
    format!("consent_{purpose}_evidence")
}

#[cfg(test)]
mod tests {
    use super::super::told::told;
    use super::*;
    use crate::agreement::condition::Whose;
    use crate::event::{Fact, Origin};
    use crate::value::Value;

    fn said(position: u64, at: &str, is_given: bool) -> Event {
        let purpose = "email".to_owned();
        let fact = Fact {
            of: Whose::Person,
            id: evidence_of(&purpose),
            value: Value::text(format!("dicho {position}")),
            origin: Origin::Typed,
        };
        let act = match is_given {
            true => Act::ConsentGiven { purpose },
            false => Act::ConsentWithdrawn { purpose },
        };
        told(position, at, act, vec![fact])
    }

    #[test]
    fn what_was_said_last_stands_whenever_it_is_told() {
        let yes = said(1, "2026-11-20T10:00:00Z", true);
        let old_no = said(2, "2026-01-10T10:00:00Z", false);
        let mut consents = Consents::default();
        consents.take(&yes);
        consents.take(&old_no);
        assert!(consents.stands_for("email"));
        let (_, consent) = consents.iter().next().unwrap();
        assert_eq!(consent.evidence.as_deref(), Some("dicho 1"));
        let no = said(3, "2026-11-21T10:00:00Z", false);
        consents.take(&no);
        assert!(consents.refuses("email") && consents.is_latest(&no));
        assert!(consents.iter().all(|(_, consent)| consent.is_withdrawn()));
    }

    #[test]
    fn a_no_without_a_yes_before_it_withdraws_nothing() {
        let mut consents = Consents::default();
        consents.take(&said(1, "2026-01-10T10:00:00Z", false));
        assert!(consents.refuses("email"));
        assert!(!consents.iter().any(|(_, consent)| consent.is_withdrawn()));
    }
}
