//! Whether an event would be read otherwise by now, and in what.

use std::collections::BTreeMap;

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact};
use engine::value::Value;
use store::workspace::rows::{EventRow, Keys};

use super::Pair;
use crate::writer::{Intake, Whom};

/// An event that would be read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The event as it is.
    pub row: EventRow,
    /// Its name by then.
    pub name: String,
    /// What it says of somebody or of itself that differs: what it is now, and what it would be.
    pub said: Vec<(String, String, String)>,
}

/// What of an event would be otherwise.
pub(super) fn of(pair: &Pair) -> Option<Differs> {
    let (old, new) = (pair.olds.first()?, pair.news.first()?);
    let Whom::Keyed(keys) = &new.whom else { return None };
    let (_, was) = told(&old.event.act, &old.event.facts, keys);
    let (name, becomes) = told(&new.act, &new.facts, keys);
    let (was, becomes): (BTreeMap<String, String>, BTreeMap<String, String>) =
        (was.into_iter().collect(), becomes.into_iter().collect());
    let ids = was.keys().chain(becomes.keys().filter(|id| !was.contains_key(*id)));
    let said = ids.filter_map(|id| {
        let of = |all: &BTreeMap<String, String>| all.get(id).cloned().unwrap_or_default();
        (was.get(id) != becomes.get(id)).then(|| (id.clone(), of(&was), of(&becomes)))
    });
    Some(Differs { said: said.collect(), name, row: old.clone() })
}

/// Whether an event says what it would say if it came now.
pub(super) fn is_same(old: &EventRow, new: &Intake) -> bool {
    let Whom::Keyed(keys) = &new.whom else { return false };
    old.event.message_id == new.message_id
        && new.at.is_none_or(|at| at == old.event.at)
        && old.keys.as_ref() == Some(keys)
        && told(&old.event.act, &old.event.facts, keys) == told(&new.act, &new.facts, keys)
}

/// What an act and facts say, in an order of its own. An address that somebody is known by is told
/// once more where nothing else tells it: that makes no difference.
fn told(act: &Act, facts: &[Fact], keys: &Keys) -> (String, Vec<(String, String)>) {
    let is_key = |fact: &Fact| {
        let known = match fact.id.as_str() {
            "email" => &keys.email,
            "phone" => &keys.phone,
            _ => return false,
        };
        fact.of == Whose::Person
            && known.as_ref().is_some_and(|known| fact.value.to_string() == *known)
    };
    let mut said: Vec<(String, String)> = facts
        .iter()
        .filter(|fact| !is_key(fact))
        .map(|fact| (fact.of.field(&fact.id), fact.value.to_string()))
        .collect();
    let name = match act {
        Act::Happened { name, properties } => {
            said.extend(properties.iter().map(|(id, value)| (id.clone(), unordered(value))));
            name.clone()
        }
        act => format!("{act:?}"),
    };
    said.sort();
    said.dedup();
    (name, said)
}

/// A value in which the order of a list makes no difference: names of fields are in the order in
/// which they came, and what is kept of that is in another.
fn unordered(value: &Value) -> String {
    match value {
        Value::List(values) => {
            let mut texts: Vec<String> = values.iter().map(ToString::to_string).collect();
            texts.sort();
            texts.join(", ")
        }
        value => value.to_string(),
    }
}
