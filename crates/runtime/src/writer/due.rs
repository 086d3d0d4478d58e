//! What time makes due: the waker.

use std::sync::Arc;

use engine::time::Timestamp;
use store::ids::ContactId;

use super::Writer;
use super::counts::Counters;
use crate::card::Card;
use crate::error::RuntimeError;

/// Contacts that are looked at between two orders.
pub(super) const AT_ONCE: usize = 200;

impl Writer {
    /// When the next contact is due; `None` where none ever is.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        let saved = self.store.read().next_due().ok().flatten();
        let due = [saved, self.cache.next_due()].into_iter().flatten().min()?;
        (due < Timestamp::MAX).then_some(due)
    }

    /// Takes what is due by now, until something lapses that others were told of: they are told
    /// before anybody is woken later. Whether it stopped there. The waker only makes it prompt: no
    /// result depends on when it runs.
    pub(super) fn wake(&mut self) -> bool {
        if self.behind.is_lapsing() {
            return true;
        }
        // What is under way may make somebody due or not.
        if self.wait().is_err() {
            return false;
        }
        let now = self.clock.now();
        let due = match self.store.read().due(now, AT_ONCE) {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "what is due could not be read");
                return false;
            }
        };
        for id in due {
            // A card that is not saved is looked at when it is saved.
            if !self.is_unwritten(id)
                && let Err(error) = self.wake_one(id, now)
            {
                tracing::error!(%error, contact = %id, "a contact could not be woken");
            }
            self.tell_lapsed();
            if self.behind.is_lapsing() {
                return true;
            }
        }
        false
    }

    /// Takes all that is due by now, and tells of it.
    pub(super) fn wake_all(&mut self) {
        while self.wake() && !self.is_broken {
            self.tell_all();
        }
    }

    fn wake_one(&mut self, id: ContactId, now: Timestamp) -> Result<(), RuntimeError> {
        Counters::add(&self.counters.woken);
        self.adopt_now(id)?;
        self.pass_due(id)?;
        let agreement = Arc::clone(&self.versions.current().agreement);
        let mut card = Card::clone(self.card(id)?);
        let moves = card.catch_up(&agreement, now);
        if moves.is_empty() {
            *self.card(id)? = card;
            self.cache.changed(id, u64::MAX);
            return self.pass_again(id);
        }
        self.time_passed(id)
    }
}
