//! Saving what was written behind: cards as rows, with the position of the log that they stand for.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::time::Timestamp;
use rayon::iter::{IntoParallelRefIterator, ParallelExtend, ParallelIterator};
use store::ids::ContactId;
use store::workspace::rows::{Key, StateRow};

use super::Writer;
use crate::card::{self, Card};

impl Writer {
    /// Stages the saving of some cards that were written behind.
    pub(super) fn stage_saves(&mut self) {
        let ids = self.cache.unsaved(self.limits.cards_a_save);
        self.stage(&ids);
    }

    /// Stages the saving of some, where memory holds more than it should of what is not saved.
    /// Two for each event at most: those whose events are in the same transaction wait for it, and
    /// no event touches many.
    pub(super) fn stage_surplus(&mut self) {
        let tail =
            self.cache.first_unsaved().map_or(0, |first| self.position.saturating_sub(first));
        if self.cache.unsaved_count() > self.limits.cards / 2 || tail > self.limits.tail {
            let few = (self.pending.events.len() * 2).max(1);
            let ids = self.cache.unsaved(few);
            self.stage(&ids);
        }
    }

    /// Stages the saving of cards that must be saved with the events of this transaction.
    pub(super) fn stage_through(&mut self) {
        let ids: Vec<ContactId> = std::mem::take(&mut self.through).into_iter().collect();
        self.stage(&ids);
    }

    fn stage(&mut self, ids: &[ContactId]) {
        if ids.is_empty() {
            return;
        }
        let agreement = Arc::clone(&self.versions.current().agreement);
        let now = self.clock.now().max(self.known_at);
        let saving: BTreeSet<ContactId> = ids.iter().copied().collect();
        self.pending.states.retain(|row| !saving.contains(&row.contact));
        let position = self.position;
        let cache = &self.cache;
        let states = ids.par_iter().filter_map(|&id| {
            let card = cache.peek(id)?;
            match state(&agreement, id, card, cache.new_keys(id), (position, now)) {
                Ok(row) => Some(row),
                Err(error) => {
                    tracing::error!(%error, contact = %id, "a card cannot be written");
                    None
                }
            }
        });
        self.pending.states.par_extend(states);
        let saving = self.pending.states.iter().map(|row| row.contact).collect();
        let settled =
            self.cache.first_unsaved_but(&saving).map_or(self.position, |first| first - 1);
        self.pending.settled = Some(settled);
    }
}

/// A card as it is saved.
fn state(
    agreement: &engine::agreement::sealed::Agreement,
    id: ContactId,
    card: &Card,
    keys: Option<&[Key]>,
    (position, now): (u64, Timestamp),
) -> Result<StateRow, serde_json::Error> {
    let columns = if card.history.is_empty() { None } else { card::columns(agreement, card, now) };
    Ok(StateRow {
        contact: id,
        as_of: position,
        state: serde_json::to_string(card)?,
        columns,
        keys: keys.map(<[Key]>::to_vec),
    })
}
