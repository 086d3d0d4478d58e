//! Saving what was written behind: cards as rows, with the position of the log that they stand for.

use std::sync::Arc;

use engine::agreement::sealed::Agreement;
use engine::time::Timestamp;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use store::StoreError;
use store::ids::ContactId;
use store::workspace::rows::{Key, StateRow};

use super::Writer;
use crate::card::{self, Card};

impl Writer {
    /// Stages the saving of some cards that were written behind.
    pub(super) fn stage_saves(&mut self, few: usize) {
        let ids = self.cache.unsaved(few);
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
        for id in ids {
            let Some(card) = self.cache.begin_save(*id) else { continue };
            let save = Save {
                contact: *id,
                card,
                keys: self.cache.new_keys(*id).map(<[Key]>::to_vec),
                agreement: Arc::clone(&agreement),
                as_of: self.position,
                now,
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
}

impl Save {
    fn row(&self) -> Result<StateRow, StoreError> {
        let is_listed = !self.card.history.is_empty();
        let columns = || card::columns(&self.agreement, &self.card, self.now);
        Ok(StateRow {
            contact: self.contact,
            as_of: self.as_of,
            state: serde_json::to_string(&*self.card)?,
            columns: is_listed.then(columns).flatten(),
            keys: self.keys.clone(),
        })
    }
}

/// Cards that are made into rows one after another before others help.
const ROWS_ALONE: usize = 16;

/// What is written of cards.
pub(super) fn rows(saves: &[Save]) -> Result<Vec<StateRow>, StoreError> {
    saves.par_iter().with_min_len(ROWS_ALONE).map(Save::row).collect()
}
