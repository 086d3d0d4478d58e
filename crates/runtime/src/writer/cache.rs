//! The cards in memory: a bounded number, those that are not saved yet among them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use engine::contact::profile::Profile;
use store::ids::ContactId;
use store::workspace::rows::{Key, StateRow};

use super::Loaded;

/// Cards in memory, by id.
#[derive(Debug, Default)]
pub(super) struct Cache {
    cards: HashMap<ContactId, Kept>,
    /// Which cards were used last, the longest ago first.
    used: BTreeMap<u64, ContactId>,
    turn: u64,
    /// Cards that differ from what is saved, with their first event that is not saved; `u64::MAX`
    /// where only time changed them.
    unsaved: BTreeMap<ContactId, u64>,
    /// The keys of cards that are not saved.
    keys: HashMap<Key, BTreeSet<ContactId>>,
}

#[derive(Debug)]
struct Kept {
    card: Loaded,
    turn: u64,
    /// The keys of the card while it is not saved.
    keys: Vec<Key>,
    /// What they follow from.
    known_by: Option<KnownBy>,
}

/// What the keys of a card follow from.
#[derive(Debug)]
struct KnownBy {
    profile: Profile,
    ids: usize,
    is_found: bool,
    is_browser: bool,
}

impl KnownBy {
    fn of(card: &Loaded) -> KnownBy {
        KnownBy {
            profile: card.contact.profile.clone(),
            ids: card.ids.len() + card.aliases.len(),
            is_found: card.joined_into.is_none() && card.is_anybody(),
            is_browser: card.browser.is_some(),
        }
    }

    /// Whether nothing of it changed.
    fn is_still(&self, other: &KnownBy) -> bool {
        self.ids == other.ids
            && (self.is_found, self.is_browser) == (other.is_found, other.is_browser)
            && self.profile.is_same(&other.profile)
    }
}

impl Cache {
    /// A card, if it is in memory.
    pub(super) fn get(&mut self, id: ContactId) -> Option<&mut Loaded> {
        self.turn += 1;
        let kept = self.cards.get_mut(&id)?;
        self.used.remove(&kept.turn);
        kept.turn = self.turn;
        self.used.insert(self.turn, id);
        Some(&mut kept.card)
    }

    /// A card in memory, looked at in passing: that is no use of it.
    pub(super) fn peek(&self, id: ContactId) -> Option<&Loaded> {
        self.cards.get(&id).map(|kept| &kept.card)
    }

    /// Whether a card is in memory.
    pub(super) fn holds(&self, id: ContactId) -> bool {
        self.cards.contains_key(&id)
    }

    /// Keeps a card that was read.
    pub(super) fn insert(&mut self, id: ContactId, card: Loaded) {
        self.turn += 1;
        let kept = Kept { card, turn: self.turn, keys: Vec::new(), known_by: None };
        if let Some(before) = self.cards.insert(id, kept) {
            self.used.remove(&before.turn);
        }
        self.used.insert(self.turn, id);
    }

    /// Says that a card differs from what is saved since an event; its keys are made again.
    pub(super) fn changed(&mut self, id: ContactId, position: u64) {
        let first = self.unsaved.entry(id).or_insert(position);
        *first = (*first).min(position);
        let Some(kept) = self.cards.get_mut(&id) else { return };
        // Most events say nothing new of anybody.
        let known_by = KnownBy::of(&kept.card);
        if kept.known_by.as_ref().is_some_and(|before| before.is_still(&known_by)) {
            return;
        }
        kept.known_by = Some(known_by);
        for key in kept.keys.drain(..) {
            if let Some(holders) = self.keys.get_mut(&key) {
                holders.remove(&id);
                if holders.is_empty() {
                    self.keys.remove(&key);
                }
            }
        }
        kept.keys = kept.card.keys();
        for key in &kept.keys {
            self.keys.entry(key.clone()).or_default().insert(id);
        }
    }

    /// The cards that are not saved, at most `limit`, those with the oldest events first.
    pub(super) fn unsaved(&self, limit: usize) -> Vec<ContactId> {
        let mut oldest: Vec<(u64, ContactId)> =
            self.unsaved.iter().map(|(id, first)| (*first, *id)).collect();
        oldest.sort_unstable();
        oldest.into_iter().take(limit).map(|(_, id)| id).collect()
    }

    /// Whether a card differs from what is saved.
    pub(super) fn is_unsaved(&self, id: ContactId) -> bool {
        self.unsaved.contains_key(&id)
    }

    pub(super) fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    pub(super) fn unsaved_count(&self) -> usize {
        self.unsaved.len()
    }

    /// The first event that is not saved, cards in `saving` aside.
    pub(super) fn first_unsaved(&self, saving: &BTreeSet<ContactId>) -> Option<u64> {
        let others = self.unsaved.iter().filter(|(id, _)| !saving.contains(id));
        others.map(|(_, first)| *first).filter(|first| *first != u64::MAX).min()
    }

    /// Takes note of what a transaction saved.
    pub(super) fn saved(&mut self, rows: &[StateRow]) {
        for row in rows {
            self.unsaved.remove(&row.contact);
            let Some(kept) = self.cards.get_mut(&row.contact) else { continue };
            kept.known_by = None;
            for key in kept.keys.drain(..) {
                if let Some(holders) = self.keys.get_mut(&key) {
                    holders.remove(&row.contact);
                    if holders.is_empty() {
                        self.keys.remove(&key);
                    }
                }
            }
        }
    }

    /// The cards that are not saved and have a key.
    pub(super) fn with_key(&self, key: &Key) -> impl Iterator<Item = ContactId> {
        self.keys.get(key).into_iter().flatten().copied()
    }

    /// The earliest moment at which a card that is not saved is due.
    pub(super) fn next_due(&self) -> Option<engine::time::Timestamp> {
        let unsaved = self.unsaved.keys().filter_map(|id| self.cards.get(id));
        unsaved.map(|kept| kept.card.contact.wake_at).min()
    }

    /// Drops the cards that were used the longest ago until there are at most `cards`; those that
    /// are not saved stay.
    pub(super) fn drop_oldest(&mut self, cards: usize) {
        let excess = self.cards.len().saturating_sub(cards);
        if excess == 0 {
            return;
        }
        let saved = self.used.iter().filter(|(_, id)| !self.unsaved.contains_key(id));
        let dropped: Vec<(u64, ContactId)> =
            saved.take(excess).map(|(turn, id)| (*turn, *id)).collect();
        for (turn, id) in dropped {
            self.used.remove(&turn);
            self.cards.remove(&id);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Cache::default();
    }
}
