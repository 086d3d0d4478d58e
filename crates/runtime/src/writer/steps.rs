//! Large companies: their people are told step by step between orders, so that nobody's order waits
//! until two hundred histories were folded again.
//!
//! Who is still to be told is noted in the transaction of the order that changed the company; each
//! step writes who is left with what it told, so that a crash in between loses nobody.

use std::collections::{BTreeMap, BTreeSet};

use store::ids::ContactId;
use store::workspace::rows::Key;

use super::Writer;
use crate::error::RuntimeError;

/// People of a company beyond whom they are told step by step, but for those whom an order was about.
pub const AT_ONCE: usize = 24;
/// People who are told in one step.
const A_STEP: usize = 8;
/// What the name of the note of each company begins with.
const NOTED: &str = "company/behind ";
/// Companies that are looked for at a start.
const COMPANIES_MAX: usize = 100_000;

/// The people of each company who are still to be told.
pub(super) type Behind = BTreeMap<Key, BTreeSet<ContactId>>;

fn name(key: &Key) -> String {
    format!("{NOTED}{} {}", key.kind, key.value)
}

impl Writer {
    /// Reads who is still to be told.
    pub(super) fn not_told(&self) -> Result<Behind, RuntimeError> {
        let mut behind = Behind::new();
        for (name, body) in self.store.read().notes_from(NOTED, COMPANIES_MAX)? {
            let named = name.strip_prefix(NOTED).and_then(|name| name.split_once(' '));
            if let Some((kind, value)) = named {
                let people = serde_json::from_str(&body).map_err(store::StoreError::from)?;
                behind.insert(Key::new(kind, value), people);
            }
        }
        Ok(behind)
    }

    /// Has people of a company told later.
    pub(super) fn tell_later(
        &mut self,
        key: &Key,
        people: impl IntoIterator<Item = ContactId>,
    ) -> Result<(), RuntimeError> {
        let waiting = self.behind.entry(key.clone()).or_default();
        waiting.extend(people);
        let body = serde_json::to_string(waiting).map_err(store::StoreError::from)?;
        self.pending.notes.push((name(key), Some(body)));
        Ok(())
    }

    /// Tells some more of those who are still to be told.
    pub(super) fn tell_some(&mut self) {
        if let Err(error) = self.tell_step() {
            tracing::error!(%error, "people of a company could not be told of it");
            // What was half done must not be written; it is read again who is to be told, after a rest.
            (self.is_broken, self.is_refused) = (true, true);
        }
    }

    /// Tells everybody.
    pub(super) fn tell_all(&mut self) {
        while !self.behind.is_empty() && !self.is_broken {
            self.tell_some();
        }
    }

    fn tell_step(&mut self) -> Result<(), RuntimeError> {
        let Some((key, mut waiting)) = self.behind.pop_first() else { return Ok(()) };
        let some: Vec<ContactId> = waiting.iter().take(A_STEP).copied().collect();
        waiting.retain(|one| !some.contains(one));
        self.bring_up_to_date(&key, &some)?;
        let body = match waiting.is_empty() {
            true => None,
            false => Some(serde_json::to_string(&waiting).map_err(store::StoreError::from)?),
        };
        self.pending.notes.push((name(&key), body));
        if !waiting.is_empty() {
            self.behind.insert(key, waiting);
        }
        Ok(())
    }
}
