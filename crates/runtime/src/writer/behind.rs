//! Saving what was written behind: cards as rows or as notes, with the position of the log that
//! they stand for.

use std::sync::Arc;

use engine::agreement::sealed::Agreement;
use engine::time::Timestamp;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::ser::Error;
use store::StoreError;
use store::ids::ContactId;
use store::workspace::rows::{Key, Saved, StateRow};

use super::Writer;
use crate::card::{self, Card};

/// Notes that are removed with one transaction.
const NOTES_AT_ONCE: u64 = 2_000;

impl Writer {
    /// Whether the rows of any contact say less than memory or a note.
    pub(super) fn has_unwritten(&self) -> bool {
        self.cache.has_unsaved() || self.noted.is_any()
    }

    /// Whether those of a contact do.
    pub(super) fn is_unwritten(&self, id: ContactId) -> bool {
        self.cache.is_unsaved(id) || self.noted.number_of(id).is_some()
    }

    /// Whether more rows wait than whoever reads lists waits for.
    pub(super) fn is_far_behind(&self) -> bool {
        self.cache.unsaved_count() + self.noted.len() > self.limits.rows_a_read
    }

    /// Stages the rows of some whose rows say less.
    pub(super) fn stage_saves(&mut self, few: usize) {
        let mut ids = self.cache.unsaved(few);
        if ids.len() < few && self.noted.is_any() {
            ids.extend(self.noted.next(few - ids.len()));
        }
        self.stage(&ids, false);
    }

    /// Stages notes of some, where memory holds more than it should of what is not saved: two for
    /// each event at most. Those whose events are in the same transaction wait for it.
    ///
    /// Where the notes are more than they should be, as many rows follow.
    pub(super) fn stage_surplus(&mut self) {
        let events = self.pending.events.len();
        let tail =
            self.cache.first_unsaved().map_or(0, |first| self.position.saturating_sub(first));
        // A note is known to be later than a row by the events that came between.
        if events > 0
            && (self.cache.unsaved_count() > self.limits.cards / 2 || tail > self.limits.tail)
        {
            let ids = self.cache.unsaved(events * 2);
            self.stage(&ids, true);
        }
        if self.noted.count() > self.limits.notes {
            let ids = self.noted.next(events.max(1));
            self.stage(&ids, false);
            self.stage_spent();
        }
    }

    /// Stages the removal of some notes that are of no use any more.
    pub(super) fn stage_spent(&mut self) {
        self.pending.spent = self.noted.remove(NOTES_AT_ONCE).or(self.pending.spent);
    }

    /// Stages the saving of cards that must be saved with the events of this transaction.
    pub(super) fn stage_through(&mut self) {
        let ids: Vec<ContactId> = std::mem::take(&mut self.through).into_iter().collect();
        self.stage(&ids, false);
    }

    fn stage(&mut self, ids: &[ContactId], are_notes: bool) {
        if ids.is_empty() {
            return;
        }
        let agreement = Arc::clone(&self.versions.current().agreement);
        let now = self.clock.now().max(self.known_at);
        for id in ids {
            // One that was let go of since it was noted is as its note says.
            if let Err(error) = self.card(*id) {
                tracing::error!(%error, contact = %id, "a card could not be read to be saved");
                self.is_broken = true;
                return;
            }
            let first = self.cache.first_of(*id);
            let Some(card) = self.cache.begin_save(*id) else { continue };
            let save = Save {
                contact: *id,
                card,
                keys: self.cache.new_keys(*id).map(<[Key]>::to_vec),
                agreement: Arc::clone(&agreement),
                as_of: self.position,
                now,
                noted_as: are_notes.then(|| self.noted.note(*id, first.unwrap_or(u64::MAX))),
            };
            self.saves.insert(*id, save);
        }
        let settled = self.cache.first_unsaved().map_or(self.position, |first| first - 1);
        self.pending.settled = Some(settled);
    }
}

/// A card on its way to the disk: what is written of it is made by the thread that commits.
#[derive(Debug)]
pub(super) struct Save {
    pub(super) contact: ContactId,
    card: Arc<Card>,
    /// Its keys, where they are not what is saved of it.
    pub(super) keys: Option<Vec<Key>>,
    agreement: Arc<Agreement>,
    as_of: u64,
    now: Timestamp,
    /// The number of the note that is written instead of its rows.
    pub(super) noted_as: Option<u64>,
}

impl Save {
    fn row(&self) -> Result<StateRow, StoreError> {
        Ok(StateRow {
            contact: self.contact,
            as_of: self.as_of,
            keys: self.keys.clone(),
            saved: self.saved()?,
        })
    }

    fn saved(&self) -> Result<Saved, StoreError> {
        if let Some(number) = self.noted_as {
            let state = self.card.packed().map_err(serde_json::Error::custom)?;
            return Ok(Saved::Note { number, state });
        }
        let is_listed = !self.card.history.is_empty();
        let columns = || card::columns(&self.agreement, &self.card, self.now);
        let state = serde_json::to_string(&*self.card)?;
        Ok(Saved::Rows { state, columns: is_listed.then(columns).flatten().map(Box::new) })
    }
}

/// Cards that are made into rows one after another before others help.
const ROWS_ALONE: usize = 16;

/// What is written of cards.
pub(super) fn rows(saves: &[Save]) -> Result<Vec<StateRow>, StoreError> {
    saves.par_iter().with_min_len(ROWS_ALONE).map(Save::row).collect()
}
