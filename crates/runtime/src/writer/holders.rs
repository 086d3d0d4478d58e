//! Whom the database has under keys that were asked for lately: a program says of each event whose
//! it is, and says it again and again.

use std::collections::HashMap;

use store::ids::ContactId;
use store::workspace::Batch;
use store::workspace::rows::Key;

use super::behind::Save;

/// Keys that are remembered; beyond, it begins anew.
const KEYS_MAX: usize = 65_536;
/// More contacts than these under one key are asked for each time.
const HOLDERS_MAX: usize = 4;

#[derive(Debug, Default)]
pub(super) struct Holders {
    /// Who has a key, by what is on disk.
    found: HashMap<Key, Vec<ContactId>>,
    /// The keys under which a contact is remembered.
    of: HashMap<ContactId, Vec<Key>>,
}

impl Holders {
    /// Who has a key, if that is remembered.
    pub(super) fn get(&self, key: &Key) -> Option<&[ContactId]> {
        self.found.get(key).map(Vec::as_slice)
    }

    /// Remembers who has a key.
    pub(super) fn remember(&mut self, key: &Key, holders: &[ContactId]) {
        // Nobody may soon be somebody, whose keys say nothing of what was asked before.
        if holders.is_empty() || holders.len() > HOLDERS_MAX {
            return;
        }
        if self.found.len() >= KEYS_MAX {
            *self = Holders::default();
        }
        for holder in holders {
            let keys = self.of.entry(*holder).or_default();
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        self.found.insert(key.clone(), holders.to_vec());
    }

    /// Forgets what a transaction has changed.
    pub(super) fn written(&mut self, batch: &Batch, saves: &[Save]) {
        if !batch.erasures.is_empty() || !batch.folds.is_empty() {
            *self = Holders::default();
        }
        for save in saves {
            let Some(keys) = &save.keys else { continue };
            for key in self.of.remove(&save.contact).iter().flatten().chain(keys) {
                self.found.remove(key);
            }
        }
    }
}
