//! Large companies: their people are told step by step between orders, so that nobody's order waits
//! until two hundred histories were folded again; and whatever was found out between orders.
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
/// Transactions of orders between two steps, where orders never cease.
const ORDERS_BETWEEN: u32 = 16;
/// What the name of the note of each company begins with.
const NOTED: &str = "company/behind ";
/// Companies that are looked for at a start.
const COMPANIES_MAX: usize = 100_000;

/// The people of each company who are still to be told.
type Waiting = BTreeMap<Key, BTreeSet<ContactId>>;

/// Who is still to be told, and how that goes.
#[derive(Debug, Default)]
pub(super) struct Behind {
    pub(super) waiting: Waiting,
    /// The company whose people are being told.
    telling: Option<Key>,
    /// Companies of which something lapsed: nobody is woken before they were told.
    lapsed: BTreeSet<Key>,
    /// Companies whose people could not be told: that is tried again at the next start, so that one
    /// of them does not hold up everything else.
    failed: BTreeSet<Key>,
    /// Transactions of orders that were made.
    served: u32,
}

impl Behind {
    /// The company whose people are told next.
    fn next(&self) -> Option<&Key> {
        let mut keys = self.lapsed.iter().chain(self.waiting.keys());
        keys.find(|key| self.is_waiting(key))
    }

    fn is_waiting(&self, key: &Key) -> bool {
        self.waiting.contains_key(key) && !self.failed.contains(key)
    }

    /// Whether somebody is still to be told of what lapsed.
    pub(super) fn is_lapsing(&self) -> bool {
        self.lapsed.iter().any(|key| self.is_waiting(key))
    }

    /// Has those told first who are of companies of which something lapsed.
    pub(super) fn lapses(&mut self, keys: BTreeSet<Key>) {
        self.lapsed.extend(keys);
        let waiting = &self.waiting;
        self.lapsed.retain(|key| waiting.contains_key(key));
    }

    /// Whether there is somebody to tell.
    pub(super) fn is_any(&self) -> bool {
        self.next().is_some()
    }
}

fn name(key: &Key) -> String {
    format!("{NOTED}{} {}", key.kind, key.value)
}

impl Writer {
    /// Reads who is still to be told.
    pub(super) fn not_told(&self) -> Result<Waiting, RuntimeError> {
        let mut behind = Waiting::new();
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
        let waiting = self.behind.waiting.entry(key.clone()).or_default();
        let before = waiting.len();
        waiting.extend(people);
        if waiting.len() == before {
            return Ok(());
        }
        let body = serde_json::to_string(waiting).map_err(store::StoreError::from)?;
        self.pending.notes.push((name(key), Some(body)));
        Ok(())
    }

    /// Tells some more of those who are still to be told.
    pub(super) fn tell_some(&mut self) {
        if let Err(error) = self.tell_step() {
            tracing::error!(%error, "people of a company could not be told of it");
            self.behind.failed.extend(self.behind.telling.take());
            // What was half done must not be written; it is read again who is to be told, after a rest.
            (self.is_broken, self.is_refused) = (true, true);
        }
    }

    /// Tells everybody.
    pub(super) fn tell_all(&mut self) {
        while self.behind.is_any() && !self.is_broken {
            self.tell_some();
        }
    }

    fn tell_step(&mut self) -> Result<(), RuntimeError> {
        let mut left = A_STEP;
        while left > 0
            && let Some(key) = self.behind.next().cloned()
        {
            self.behind.telling = Some(key.clone());
            let waiting = self.behind.waiting.entry(key.clone()).or_default();
            let some: Vec<ContactId> = waiting.iter().take(left).copied().collect();
            waiting.retain(|one| !some.contains(one));
            left -= some.len();
            self.bring_up_to_date(&key, &some)?;
            // What they pass now may have to be told to all of them once more.
            self.tell_companies()?;
            let body = match self.behind.waiting.get(&key).filter(|waiting| !waiting.is_empty()) {
                Some(waiting) => {
                    Some(serde_json::to_string(waiting).map_err(store::StoreError::from)?)
                }
                None => {
                    self.behind.waiting.remove(&key);
                    self.behind.lapsed.remove(&key);
                    None
                }
            };
            self.pending.notes.push((name(&key), body));
        }
        self.behind.telling = None;
        Ok(())
    }

    /// Tells some more now and then also where there is always an order that waits.
    pub(super) fn tell_between(&mut self) {
        self.behind.served = self.behind.served.wrapping_add(1);
        if self.behind.served.is_multiple_of(ORDERS_BETWEEN) && self.behind.is_any() {
            self.tell_some();
            self.hand_in(Vec::new(), false);
        }
    }
}
