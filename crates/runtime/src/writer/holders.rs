//! Whom the database has under keys that were asked for lately: a program says of each event whose
//! it is, and says it again and again.

use store::ids::ContactId;
use store::workspace::Batch;
use store::workspace::rows::Key;

use super::behind::Save;
use super::lately::{Lately, Seeds, Short};

/// Keys that are remembered.
const KEYS: usize = 200_000;
/// More contacts than these under one key are asked for each time.
const HOLDERS_MAX: usize = 4;

#[derive(Debug)]
pub(super) struct Holders {
    seeds: Seeds,
    /// Who has a key, by what is on disk.
    found: Lately<Short, Vec<ContactId>>,
    /// The keys that a contact had when they were asked for: what is remembered of it is forgotten
    /// by them. Whatever is found is found under one of these.
    of: Lately<ContactId, Vec<Short>>,
}

impl Default for Holders {
    fn default() -> Holders {
        Holders { seeds: Seeds::default(), found: Lately::of(KEYS), of: Lately::of(KEYS) }
    }
}

impl Holders {
    /// Who has a key, if that is remembered.
    pub(super) fn get(&mut self, key: &Key) -> Option<&[ContactId]> {
        let short = self.seeds.short(key);
        let holders = self.found.get(short)?;
        // A contact whose keys are remembered no longer could not be made to be forgotten.
        let is_kept = holders
            .iter()
            .all(|holder| self.of.get(*holder).is_some_and(|keys| keys.contains(&short)));
        is_kept.then_some(holders)
    }

    /// Remembers who has a key.
    pub(super) fn remember(&mut self, key: &Key, holders: &[ContactId]) {
        // Nobody may soon be somebody, whose keys say nothing of what was asked before.
        if holders.is_empty() || holders.len() > HOLDERS_MAX {
            return;
        }
        let short = self.seeds.short(key);
        for holder in holders {
            match self.of.get(*holder) {
                Some(keys) if keys.contains(&short) => {}
                Some(keys) => keys.push(short),
                None => self.of.insert(*holder, vec![short]),
            }
        }
        self.found.insert(short, holders.to_vec());
    }

    /// Forgets what a transaction has changed.
    pub(super) fn written(&mut self, batch: &Batch, saves: &[Save]) {
        if !batch.erasures.is_empty() || !batch.folds.is_empty() {
            *self = Holders::default();
        }
        for save in saves {
            let Some(keys) = &save.keys else { continue };
            for short in self.of.remove(&save.contact).into_iter().flatten() {
                self.found.remove(&short);
            }
            for key in keys {
                self.found.remove(&self.seeds.short(key));
            }
        }
    }
}
