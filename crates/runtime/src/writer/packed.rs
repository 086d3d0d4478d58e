//! Cards that were not used for a while, in a tenth of their place.

use std::collections::{HashMap, VecDeque};

use store::ids::ContactId;

use crate::card::Card;

/// Cards as [`Card::packed`] has them, as they are saved.
#[derive(Debug, Default)]
pub(super) struct Packed {
    cards: HashMap<ContactId, (u64, Box<[u8]>)>,
    /// Who came in which order; whoever has another number by now came again, or is gone.
    order: VecDeque<(u64, ContactId)>,
    last: u64,
    /// What all of them take together, in bytes.
    bytes: usize,
}

/// What a card takes beside its own bytes: its places in the map and in the order.
const BESIDE: usize = 96;

impl Packed {
    /// Keeps a card; those that came first go where all take more than `bytes_max`.
    pub(super) fn insert(&mut self, id: ContactId, card: &Card, bytes_max: usize) {
        // One that cannot be packed is read again from the disk.
        let Ok(bytes) = card.packed() else { return };
        self.remove(id);
        self.last += 1;
        self.bytes += bytes.len() + BESIDE;
        self.cards.insert(id, (self.last, bytes.into_boxed_slice()));
        self.order.push_back((self.last, id));
        while self.bytes > bytes_max
            && let Some((number, id)) = self.order.pop_front()
        {
            if self.cards.get(&id).is_some_and(|(last, _)| *last == number) {
                self.remove(id);
            }
        }
    }

    /// Takes a card out.
    pub(super) fn take(&mut self, id: ContactId) -> Option<Card> {
        let bytes = self.remove(id)?;
        Card::unpacked(&bytes)
    }

    /// Whether a card is here.
    pub(super) fn holds(&self, id: ContactId) -> bool {
        self.cards.contains_key(&id)
    }

    /// Drops a card.
    pub(super) fn remove(&mut self, id: ContactId) -> Option<Box<[u8]>> {
        let (_, bytes) = self.cards.remove(&id)?;
        self.bytes -= bytes.len() + BESIDE;
        // Numbers of those that are gone are let go of before they are most of the order.
        if self.order.len() > self.cards.len() * 2 + 1_024 {
            self.order
                .retain(|(number, id)| self.cards.get(id).is_some_and(|(last, _)| last == number));
        }
        Some(bytes)
    }
}
