//! Which messages came before, of those that the database does not know by their hashes yet.
//!
//! Hashes come in no order. What comes from outside is gathered here and then written in order, a
//! few with each transaction, so that a page of the table takes many at once; after a crash the end
//! of the log says which those were. What Criba tells itself, pages look up: it is written at once.

use std::collections::HashMap;

use store::workspace::{Batch, MessageKey, Read};

use crate::error::RuntimeError;

/// Messages that are written between two orders.
const AT_ONCE: usize = 500;

/// Messages that are written for each one that comes: more than one, so that those before are
/// written by the time that so many have gathered again.
const FOR_EACH: usize = 2;

#[derive(Debug, Default)]
pub(super) struct Messages {
    /// What the next transaction writes.
    own: HashMap<MessageKey, u64>,
    /// What the one that is under way writes of those.
    own_underway: HashMap<MessageKey, u64>,
    /// What is gathered.
    fresh: HashMap<MessageKey, u64>,
    /// What is being written, in order.
    old: Vec<(MessageKey, u64)>,
    /// How many of those are written or in the next transaction.
    staged: usize,
    /// The position up to which every message is fresh no longer.
    old_to: u64,
}

impl Messages {
    /// The messages at the end of the log.
    pub(super) fn of(read: Read<'_>) -> Result<Messages, RuntimeError> {
        let old_to = read.messages_known_to()?;
        let mut messages = Messages { old_to, ..Messages::default() };
        read.messages_after(old_to, |key, position| {
            messages.fresh.insert(key, position);
        })?;
        Ok(messages)
    }

    /// Where a message stands; `None` where the database has to be asked.
    pub(super) fn position(&self, key: &MessageKey) -> Option<u64> {
        self.gathered(key).or_else(|| self.own_underway.get(key).copied())
    }

    /// The same of those that no transaction has begun to write.
    fn gathered(&self, key: &MessageKey) -> Option<u64> {
        let fresh = self.fresh.get(key).or_else(|| self.own.get(key)).copied();
        fresh.or_else(|| {
            let found = self.old.binary_search_by_key(key, |(key, _)| *key).ok()?;
            self.old.get(found).map(|(_, position)| *position)
        })
    }

    /// Remembers where a message stands.
    pub(super) fn remember(&mut self, key: MessageKey, position: u64, is_from_outside: bool) {
        // What is told again of a message that is not written yet is written after it.
        match is_from_outside || self.gathered(&key).is_some() {
            true => self.fresh.insert(key, position),
            false => self.own.insert(key, position),
        };
    }

    /// Whether there is something to write though nothing comes.
    pub(super) fn are_being_written(&self) -> bool {
        !self.old.is_empty()
    }

    /// Stages some with a transaction that ends at a position; what is gathered is written where
    /// there is so much of it.
    pub(super) fn stage(&mut self, batch: &mut Batch, position: u64, gathered: usize) {
        batch.messages.extend(self.own.iter().map(|(key, position)| (*key, *position)));
        self.own_underway = std::mem::take(&mut self.own);
        if self.old.is_empty() && self.fresh.len() >= gathered {
            self.turn(position);
        }
        self.stage_some((batch.events.len() * FOR_EACH).max(1), batch);
    }

    /// Stages some more while nothing comes.
    pub(super) fn stage_more(&mut self, batch: &mut Batch) {
        self.stage_some(AT_ONCE, batch);
    }

    /// Stages all of them.
    pub(super) fn stage_all(&mut self, batch: &mut Batch, position: u64) {
        self.stage_some(usize::MAX, batch);
        self.finish();
        self.turn(position);
        self.stage_some(usize::MAX, batch);
    }

    /// Takes note that what was staged is written.
    pub(super) fn written(&mut self) {
        self.own_underway.clear();
        if self.staged == self.old.len() {
            self.finish();
        }
    }

    /// Has what was gathered written, up to a position.
    fn turn(&mut self, position: u64) {
        self.old = std::mem::take(&mut self.fresh).into_iter().collect();
        self.old.sort_unstable();
        self.old_to = position;
    }

    fn finish(&mut self) {
        self.old = Vec::new();
        self.staged = 0;
    }

    fn stage_some(&mut self, count: usize, batch: &mut Batch) {
        if self.old.is_empty() {
            return;
        }
        let some = self.old.iter().skip(self.staged).take(count);
        let before = batch.messages.len();
        batch.messages.extend(some.copied());
        self.staged += batch.messages.len() - before;
        if self.staged == self.old.len() {
            batch.known_to = Some(self.old_to);
        }
    }
}
