//! The cards in memory: a bounded number, those that are not saved yet among them.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use engine::contact::profile::Profile;
use store::ids::ContactId;
use store::workspace::rows::Key;

use super::packed::Packed;
use crate::card::Card;

/// Cards in memory, by id.
#[derive(Debug, Default)]
pub(super) struct Cache {
    cards: HashMap<ContactId, Kept>,
    /// Others that are as they were saved.
    packed: Packed,
    /// The order in which cards are looked at when some have to go. One that was used since then
    /// stays for another turn.
    turns: VecDeque<ContactId>,
    /// Cards that differ from what is saved, with their first event that is not saved; `u64::MAX`
    /// where only time changed them.
    unsaved: HashMap<ContactId, u64>,
    /// The same, those with the oldest events first.
    oldest: BTreeSet<(u64, ContactId)>,
    /// The keys that are not saved.
    keys: HashMap<Key, BTreeSet<ContactId>>,
    /// The transactions that were begun.
    begun: u64,
}

#[derive(Debug)]
struct Kept {
    card: Arc<Card>,
    /// Whether it was used since it was last looked at.
    is_used: bool,
    /// The keys of the card, where they are not what is saved of it.
    keys: Option<Vec<Key>>,
    /// The transaction that saves the card and has not ended.
    saving: Option<Saving>,
    /// What its keys follow from; `None` where those that are saved follow from something else.
    known_by: Option<KnownBy>,
}

/// A transaction that saves a card: until it has ended, the card is looked up in memory.
#[derive(Debug)]
struct Saving {
    number: u64,
    /// The keys that it saves.
    keys: Option<Vec<Key>>,
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
    fn of(card: &Card) -> KnownBy {
        KnownBy {
            profile: card.contact.profile.clone(),
            ids: card.ids.len() + card.aliases.len(),
            is_found: is_found(card),
            is_browser: card.browser.is_some(),
        }
    }

    /// Whether a card's keys follow from the same.
    fn is_still(&self, card: &Card) -> bool {
        self.ids == card.ids.len() + card.aliases.len()
            && self.is_found == is_found(card)
            && self.is_browser == card.browser.is_some()
            && self.profile.is_same(&card.contact.profile)
    }
}

fn is_found(card: &Card) -> bool {
    card.joined_into.is_none() && card.is_anybody()
}

impl Cache {
    /// A card, if it is in memory; one that is on its way to the disk goes there as it was.
    pub(super) fn get(&mut self, id: ContactId) -> Option<&mut Card> {
        let kept = self.cards.get_mut(&id)?;
        kept.is_used = true;
        Some(Arc::make_mut(&mut kept.card))
    }

    /// A card in memory, looked at in passing: that is no use of it.
    pub(super) fn peek(&self, id: ContactId) -> Option<&Card> {
        self.cards.get(&id).map(|kept| &*kept.card)
    }

    /// Whether a card is in memory.
    pub(super) fn holds(&self, id: ContactId) -> bool {
        self.cards.contains_key(&id)
    }

    /// Whether a card is in memory, unpacked where it was packed.
    pub(super) fn fetch(&mut self, id: ContactId) -> bool {
        if self.holds(id) {
            return true;
        }
        match self.packed.take(id) {
            Some(card) => self.insert(id, Arc::new(card)),
            None => return false,
        }
        true
    }

    /// Whether a card is in memory, packed or not.
    pub(super) fn knows(&self, id: ContactId) -> bool {
        self.holds(id) || self.packed.holds(id)
    }

    /// Keeps a card that was read, or made where it is nowhere.
    pub(super) fn insert(&mut self, id: ContactId, card: Arc<Card>) {
        let known_by = Some(KnownBy::of(&card));
        self.keep(id, Kept { card, is_used: true, keys: None, saving: None, known_by });
    }

    /// Keeps a card that is not as it was saved, its keys neither.
    pub(super) fn insert_made_again(&mut self, id: ContactId, card: Arc<Card>) {
        self.keep(id, Kept { card, is_used: true, keys: None, saving: None, known_by: None });
        self.changed(id, u64::MAX);
    }

    fn keep(&mut self, id: ContactId, kept: Kept) {
        self.packed.remove(id);
        if self.cards.insert(id, kept).is_none() {
            self.turns.push_back(id);
        }
    }

    /// Says that a card differs from what is saved since an event; its keys are made again.
    pub(super) fn changed(&mut self, id: ContactId, position: u64) {
        match self.unsaved.get(&id).copied() {
            Some(first) if first <= position => {}
            before => {
                self.oldest.extend([(position, id)]);
                self.unsaved.insert(id, position);
                if let Some(first) = before {
                    self.oldest.remove(&(first, id));
                }
            }
        }
        let Some(kept) = self.cards.get_mut(&id) else { return };
        // Most events say nothing new of anybody.
        if kept.known_by.as_ref().is_some_and(|before| before.is_still(&kept.card)) {
            return;
        }
        kept.known_by = Some(KnownBy::of(&kept.card));
        let keys = kept.card.keys();
        for key in &keys {
            self.keys.entry(key.clone()).or_default().insert(id);
        }
        let before = kept.keys.replace(keys);
        let before = before.or_else(|| kept.saving.as_mut()?.keys.take());
        for key in before.into_iter().flatten() {
            if kept.keys.as_ref().is_none_or(|keys| keys.binary_search(&key).is_err()) {
                forget_key(&mut self.keys, &key, id);
            }
        }
    }

    /// The cards that are not saved, at most `limit`, those with the oldest events first.
    pub(super) fn unsaved(&self, limit: usize) -> Vec<ContactId> {
        self.oldest.iter().take(limit).map(|(_, id)| *id).collect()
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

    /// The first event that is not saved.
    pub(super) fn first_unsaved(&self) -> Option<u64> {
        let first = self.oldest.first()?.0;
        (first != u64::MAX).then_some(first)
    }

    /// The first event of a card that is not saved.
    pub(super) fn first_of(&self, id: ContactId) -> Option<u64> {
        self.unsaved.get(&id).copied()
    }

    /// Takes a card for the next transaction, which saves it as it is now.
    pub(super) fn begin_save(&mut self, id: ContactId) -> Option<Arc<Card>> {
        if let Some(first) = self.unsaved.remove(&id) {
            self.oldest.remove(&(first, id));
        }
        let kept = self.cards.get_mut(&id)?;
        let before = kept.saving.take().and_then(|saving| saving.keys);
        let keys = kept.keys.take().or(before);
        kept.saving = Some(Saving { number: self.begun + 1, keys });
        Some(Arc::clone(&kept.card))
    }

    /// Takes note that the next transaction has begun.
    pub(super) fn begun(&mut self) {
        self.begun += 1;
    }

    /// Takes note that the last transaction that was begun has saved a card.
    pub(super) fn saved(&mut self, id: ContactId) {
        let Some(kept) = self.cards.get_mut(&id) else { return };
        let saved = kept.saving.take_if(|saving| saving.number == self.begun);
        for key in saved.and_then(|saved| saved.keys).into_iter().flatten() {
            forget_key(&mut self.keys, &key, id);
        }
    }

    /// The keys of a card, where they are not what is surely saved of it.
    pub(super) fn new_keys(&self, id: ContactId) -> Option<&[Key]> {
        let kept = self.cards.get(&id)?;
        let saving = || kept.saving.as_ref()?.keys.as_deref();
        kept.keys.as_deref().or_else(saving)
    }

    /// The cards that have a key which is not saved.
    pub(super) fn with_key(&self, key: &Key) -> impl Iterator<Item = ContactId> {
        self.keys.get(key).into_iter().flatten().copied()
    }

    /// The earliest moment at which a card that is not saved is due.
    pub(super) fn next_due(&self) -> Option<engine::time::Timestamp> {
        let unsaved = self.unsaved.keys().filter_map(|id| self.cards.get(id));
        unsaved.map(|kept| kept.card.contact.wake_at).min()
    }

    /// Drops cards that were not used for long until there are at most `cards`; those that are not
    /// saved stay.
    pub(super) fn drop_oldest(&mut self, cards: usize, packed_bytes: usize) {
        // Each is looked at once to be forgiven its use, and once more to go. Where there are few
        // too many, few are looked at; the others go with the next transactions.
        let surplus = self.cards.len().saturating_sub(cards);
        let mut looks = (surplus * LOOKS).min(self.turns.len() * 2);
        while self.cards.len() > cards && looks > 0 {
            looks -= 1;
            let Some(id) = self.turns.pop_front() else { return };
            let Some(kept) = self.cards.get_mut(&id) else { continue };
            let is_needed = kept.saving.is_some() || self.unsaved.contains_key(&id);
            if std::mem::take(&mut kept.is_used) || is_needed {
                self.turns.push_back(id);
            } else if let Some(kept) = self.cards.remove(&id) {
                self.packed.insert(id, &kept.card, packed_bytes);
            }
        }
    }

    /// Forgets a card that is saved.
    pub(super) fn forget(&mut self, id: ContactId) {
        self.cards.remove(&id);
        self.packed.remove(id);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Cache::default();
    }
}

/// Cards that are looked at for each one that should go.
const LOOKS: usize = 8;

fn forget_key(keys: &mut HashMap<Key, BTreeSet<ContactId>>, key: &Key, id: ContactId) {
    if let Some(holders) = keys.get_mut(key) {
        holders.remove(&id);
        if holders.is_empty() {
            keys.remove(key);
        }
    }
}
