//! What is known about a person or a company, each value with its origin and date.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::kept::Kept;
use crate::agreement::condition::Whose;
use crate::event::{Event, Fact, Origin};
use crate::time::Timestamp;
use crate::titles;
use crate::value::Value;

/// Every value that was ever said about a person and their company.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Kept")]
pub struct Profile {
    // Most events say nothing new of anybody: a step then shares what was known before it.
    person: Arc<Traits>,
    account: Arc<Traits>,
}

pub(super) type Traits = BTreeMap<String, Vec<Held>>;

/// A value with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The value; null where it was cleared.
    pub value: Value,
    /// When it was so.
    pub at: Timestamp,
    /// Who says so.
    pub origin: Origin,
    /// Which source told it.
    pub source: Arc<str>,
    /// The event that told it, by its id in the source.
    pub message_id: Arc<str>,
}

impl Profile {
    pub(super) fn of_traits(person: Traits, account: Traits) -> Profile {
        Profile { person: Arc::new(person), account: Arc::new(account) }
    }

    pub(super) fn person(&self) -> &Traits {
        &self.person
    }

    pub(super) fn account(&self) -> &Traits {
        &self.account
    }

    /// Whether two are one and the same: nothing was said since one was made of the other.
    #[must_use]
    pub fn is_same(&self, other: &Profile) -> bool {
        Arc::ptr_eq(&self.person, &other.person) && Arc::ptr_eq(&self.account, &other.account)
    }

    /// Takes the facts of an event, and what follows from them.
    pub fn learn(&mut self, event: &Event) {
        for fact in &event.facts {
            self.hold(event, fact);
            for derived in self.derived(event, fact) {
                self.hold(event, &derived);
            }
        }
    }

    /// The value of a trait at a moment: the latest of the highest rank, ties by source and then
    /// message id. `None` where there is none or it was cleared.
    #[must_use]
    pub fn at(&self, of: Whose, id: &str, at: Timestamp) -> Option<&Held> {
        self.at_until(of, id, at).0
    }

    /// The first moment after `at` at which the trait's value may be another one.
    #[must_use]
    pub fn next_change(&self, of: Whose, id: &str, at: Timestamp) -> Timestamp {
        self.at_until(of, id, at).1
    }

    /// The value of a trait at a moment, and the first moment after it at which it may be another
    /// one.
    pub(crate) fn at_until(
        &self,
        of: Whose,
        id: &str,
        at: Timestamp,
    ) -> (Option<&Held>, Timestamp) {
        let (mut best, mut until): (Option<&Held>, Timestamp) = (None, Timestamp::MAX);
        for held in self.said(of, id) {
            if held.at > at {
                until = until.min(held.at);
            } else if best.is_none_or(|best| best.precedence() <= held.precedence()) {
                best = Some(held);
            }
        }
        (best.filter(|best| best.value.is_present()), until)
    }

    /// Every value that was said about a trait, in the order it was learned.
    #[must_use]
    pub fn said(&self, of: Whose, id: &str) -> &[Held] {
        self.of(of).get(id).map_or(&[], Vec::as_slice)
    }

    /// The ids of the traits that something was said about.
    pub fn ids(&self, of: Whose) -> impl Iterator<Item = &str> {
        self.of(of).keys().map(String::as_str)
    }

    fn of(&self, of: Whose) -> &Traits {
        match of {
            Whose::Person => &self.person,
            Whose::Account => &self.account,
        }
    }

    fn hold(&mut self, event: &Event, fact: &Fact) {
        let traits = match fact.of {
            Whose::Person => Arc::make_mut(&mut self.person),
            Whose::Account => Arc::make_mut(&mut self.account),
        };
        let held = Held {
            value: fact.value.clone(),
            at: event.at,
            origin: fact.origin,
            source: Arc::clone(&event.source),
            message_id: Arc::clone(&event.message_id),
        };
        match traits.get_mut(&fact.id) {
            Some(values) => values.push(held),
            None => {
                traits.insert(fact.id.clone(), vec![held]);
            }
        }
    }

    /// Level and area from the title, the domain from the e-mail, the full name from its parts.
    fn derived(&self, event: &Event, fact: &Fact) -> Vec<Fact> {
        if fact.of != Whose::Person {
            return Vec::new();
        }
        let derived = |id: &str, value: Option<Value>| Fact {
            of: Whose::Person,
            id: id.to_owned(),
            value: value.unwrap_or(Value::Null),
            origin: Origin::Derived,
        };
        let text = match &fact.value {
            Value::Text(text) => Some(text.as_str()),
            Value::Null => None,
            _ => return Vec::new(),
        };
        match fact.id.as_str() {
            "job_title" => vec![
                derived("job_level", text.and_then(titles::level).map(Value::text)),
                derived("job_area", text.and_then(titles::area).map(Value::text)),
            ],
            "email" => vec![derived("email_domain", text.and_then(domain).map(Value::text))],
            "name" => vec![derived("full_name", text.map(Value::text))],
            "first_name" | "last_name" => {
                let part = |id| {
                    let held = self.at(Whose::Person, id, event.at);
                    held.map(|held| held.value.to_string()).unwrap_or_default()
                };
                let full = format!("{} {}", part("first_name"), part("last_name"));
                vec![derived("full_name", Some(Value::text(full.trim())))]
            }
            _ => Vec::new(),
        }
    }
}

impl Held {
    /// Whether this value stands where both were said of one trait.
    #[must_use]
    pub fn goes_before(&self, other: &Held) -> bool {
        self.precedence() > other.precedence()
    }

    pub(crate) fn precedence(&self) -> (u8, Timestamp, &str, &str) {
        (self.origin.rank(), self.at, &self.source, &self.message_id)
    }
}

fn domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    Some(domain.trim().trim_end_matches('.').to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Act;

    fn event(at: i64, message: &str, facts: &[(&str, Value, Origin)]) -> Event {
        let facts = facts.iter().map(|(id, value, origin)| Fact {
            of: Whose::Person,
            id: (*id).to_owned(),
            value: value.clone(),
            origin: *origin,
        });
        Event {
            position: 0,
            at: Timestamp::from_micros(at),
            known_at: Timestamp::from_micros(at),
            source: "test".into(),
            message_id: message.into(),
            act: Act::Learned,
            facts: facts.collect(),
        }
    }

    fn value_at(profile: &Profile, id: &str, at: i64) -> Option<String> {
        let held = profile.at(Whose::Person, id, Timestamp::from_micros(at))?;
        Some(held.value.to_string())
    }

    #[test]
    fn what_the_person_said_goes_before_a_later_list() {
        let mut profile = Profile::default();
        profile.learn(&event(10, "a", &[("city", Value::text("Cali"), Origin::Said)]));
        profile.learn(&event(20, "b", &[("city", Value::text("Bogotá"), Origin::Imported)]));
        assert_eq!(value_at(&profile, "city", 30).as_deref(), Some("Cali"));
        profile.learn(&event(25, "c", &[("city", Value::text("Pasto"), Origin::ImportedOver)]));
        assert_eq!(value_at(&profile, "city", 30).as_deref(), Some("Pasto"));
        assert_eq!(value_at(&profile, "city", 24).as_deref(), Some("Cali"));
        assert_eq!(value_at(&profile, "city", 5), None);
    }

    #[test]
    fn ties_go_by_source_and_message_and_null_clears() {
        let mut profile = Profile::default();
        profile.learn(&event(10, "b", &[("fleet", Value::text("2"), Origin::Imported)]));
        profile.learn(&event(10, "a", &[("fleet", Value::text("1"), Origin::Imported)]));
        assert_eq!(value_at(&profile, "fleet", 10).as_deref(), Some("2"));
        profile.learn(&event(12, "c", &[("fleet", Value::Null, Origin::Typed)]));
        assert_eq!(value_at(&profile, "fleet", 12), None);
        let change = profile.next_change(Whose::Person, "fleet", Timestamp::from_micros(10));
        assert_eq!(change.micros(), 12);
    }

    #[test]
    fn derived_values_follow_their_source_and_yield_to_explicit_ones() {
        let mut profile = Profile::default();
        let title = [("job_title", Value::text("Jefa de compras"), Origin::Imported)];
        profile.learn(&event(10, "a", &title));
        assert_eq!(value_at(&profile, "job_level", 10).as_deref(), Some("manager"));
        assert_eq!(value_at(&profile, "job_area", 10).as_deref(), Some("purchasing"));
        profile.learn(&event(9, "b", &[("job_level", Value::text("owner"), Origin::Imported)]));
        assert_eq!(value_at(&profile, "job_level", 10).as_deref(), Some("owner"));
        let mail = [("email", Value::text("Ana@Acme.Example"), Origin::Said)];
        profile.learn(&event(10, "d", &mail));
        assert_eq!(value_at(&profile, "email_domain", 10).as_deref(), Some("acme.example"));
    }
}
