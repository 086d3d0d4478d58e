//! By what an event says whom it is about.

use engine::agreement::condition::Whose;
use engine::event::{Fact, Origin};
use engine::value::Value;
use store::workspace::rows::{EventRow, Key, Keys};

/// The addresses and numbers that an intake names.
pub(crate) struct Addresses {
    pub(crate) keys: Vec<Key>,
    /// How many of them are keys of the intake: those after them are what it says.
    by_keys: usize,
}

impl Addresses {
    pub(crate) fn of(keys: &Keys, facts: &[Fact]) -> Addresses {
        let mut named = Addresses { keys: Vec::new(), by_keys: 0 };
        named.add("email", keys.email.as_deref());
        named.add("phone", keys.phone.as_deref());
        named.by_keys = named.keys.len();
        for (id, kind) in [("email", "email"), ("mobile", "phone"), ("phone", "phone")] {
            let said = facts.iter().filter(|fact| fact.of == Whose::Person && fact.id == id);
            said.for_each(|fact| named.add(kind, Some(&fact.value.to_string())));
        }
        named
    }

    fn add(&mut self, kind: &str, value: Option<&str>) {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { return };
        let key = Key::new(kind, value.to_lowercase());
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Whether somebody said it of themselves: a mail that went to an address was meant for whoever
    /// has it.
    pub(crate) fn is_said(&self, key: &Key) -> bool {
        !self.keys.iter().take(self.by_keys).any(|told| told == key)
    }

    pub(crate) fn is_any(&self) -> bool {
        !self.keys.is_empty()
    }

    /// What is known of somebody new by the keys themselves.
    pub(crate) fn told_by_keys(&self, keys: &Keys) -> Vec<Fact> {
        let fact = |id: &str, value: &String| Fact {
            of: Whose::Person,
            id: id.to_owned(),
            value: Value::text(value.trim()),
            origin: Origin::Enriched,
        };
        let email = keys.email.iter().map(|email| fact("email", email));
        email.chain(keys.phone.iter().map(|phone| fact("phone", phone))).collect()
    }
}

/// Whether an event of the log says who somebody is, beyond the browser that they used.
pub(crate) fn names_somebody(row: &EventRow) -> bool {
    let Some(keys) = &row.keys else { return false };
    keys.user_id.is_some() || Addresses::of(keys, &row.event.facts).is_any()
}

/// The browser that an event names, where it says nothing else of who did it.
pub(crate) fn browser_alone(row: &EventRow) -> Option<&str> {
    let keys = row.keys.as_ref().filter(|_| !names_somebody(row))?;
    keys.anonymous_id.as_deref()
}
