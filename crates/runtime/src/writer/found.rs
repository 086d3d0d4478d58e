//! What the writer looks up: in what is not committed yet, then in memory, then on disk.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::contact::standing::Standing;
use engine::event::Act;
use engine::time::Timestamp;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::rows::EventRow;
use store::workspace::{MessageKey, message_key};

use super::Writer;
use super::order::{Intake, Whom};
use crate::card::{Browser, Card, WrittenAt, browser_alone};
use crate::error::RuntimeError;

impl Writer {
    /// The contact that an intake is about, joins followed; `None` where there is none, or it was
    /// erased.
    pub(super) fn whose(&mut self, whom: &Whom) -> Result<Option<ContactId>, RuntimeError> {
        let (mut id, is_made) = match whom {
            Whom::Known(id) => (*id, false),
            Whom::Made(id) => (*id, true),
            Whom::Keyed(_) => return Ok(None),
        };
        if !is_made && !self.cache.knows(id) && !self.is_saved(id)? {
            return Ok(None);
        }
        while let Some(into) = self.card(id)?.joined_into {
            id = into;
        }
        // Who was erased is nobody, and nothing is told of them any more.
        Ok(self.card(id)?.erased.is_none().then_some(id))
    }

    /// Whom the voiding of an event is about: who has it now. `None` where there is no such event,
    /// it was voided before, or it voids another.
    pub(super) fn voidable(&self, position: u64) -> Result<Option<Whom>, RuntimeError> {
        let Some(row) = self.event_at(position)? else { return Ok(None) };
        if matches!(row.event.act, Act::Voided { .. }) || self.is_voided(position)? {
            return Ok(None);
        }
        Ok(Some(Whom::Known(row.contact)))
    }

    /// Whether an event that is to count no longer is of nobody: no card has to be folded again.
    pub(super) fn is_nobodys(&self, position: u64) -> Result<bool, RuntimeError> {
        Ok(self.voidable(position)? == Some(Whom::Known(ContactId::NOBODY)))
    }

    /// Who holds an event now that was told of somebody, or of a browser that several people used.
    pub(super) fn held_by(
        &mut self,
        told: &Whom,
        position: u64,
    ) -> Result<Option<ContactId>, RuntimeError> {
        let Some(row) = self.event_at(position)? else { return Ok(None) };
        if let Some(anonymous) = browser_alone(&row)
            && let Some(browser) = self.browser(anonymous)?
        {
            return self.owner(browser, row.event.at).map(Some);
        }
        self.whose(told)
    }

    pub(super) fn is_voided(&self, position: u64) -> Result<bool, RuntimeError> {
        let is_told = self.voids.contains(&position) || self.committing.voids(position);
        Ok(is_told || self.store.read().is_voided(position)?)
    }

    /// Where the same message of the same source stands, unless it was voided since.
    pub(super) fn came_before(&self, intake: &Intake) -> Result<Option<u64>, RuntimeError> {
        let found = self.place(&message_key(&intake.source, &intake.message_id))?;
        let Some(position) = found else { return Ok(None) };
        Ok((!self.is_voided(position)?).then_some(position))
    }

    /// Where a message stands in the log.
    pub(super) fn place(&self, key: &MessageKey) -> Result<Option<u64>, RuntimeError> {
        match self.messages.position(key) {
            None => Ok(self.store.read().message_with(key)?),
            found => Ok(found),
        }
    }

    /// A card, read where it is not in memory and made where it is nowhere.
    pub(super) fn card(&mut self, id: ContactId) -> Result<&mut Card, RuntimeError> {
        if !self.cache.fetch(id) {
            self.read_card(id)?;
        }
        self.cache.get(id).ok_or_else(|| RuntimeError::missing("la ficha", "card", id))
    }

    fn read_card(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        if let Some(card) = self.noted(id)? {
            self.cache.insert(id, Arc::new(card));
        } else if let Some((_, state)) = self.store.read().state(id)? {
            match serde_json::from_str::<Card>(&state) {
                Ok(card) => self.cache.insert(id, Arc::new(card)),
                Err(_) => {
                    // It is saved as this program has it, though nothing happened.
                    let card = self.card_of_another_program(&state)?;
                    self.cache.insert_made_again(id, Arc::new(card));
                }
            }
        } else {
            let card = Card::new(&self.versions.current().agreement);
            self.cache.insert(id, Arc::new(card));
        }
        Ok(())
    }

    /// A card as its last note says it, where the rows say less.
    fn noted(&self, id: ContactId) -> Result<Option<Card>, RuntimeError> {
        let Some(number) = self.noted.number_of(id) else { return Ok(None) };
        let state = self.store.read().noted_state(number)?;
        let card = state.and_then(|state| Card::unpacked(&state));
        card.map(Some).ok_or_else(|| RuntimeError::missing("el apunte", "note", id))
    }

    fn is_saved(&self, id: ContactId) -> Result<bool, RuntimeError> {
        Ok(self.noted.number_of(id).is_some() || self.store.read().state(id)?.is_some())
    }

    /// A card saved by a program that had another idea of cards: the log says again what it is.
    fn card_of_another_program(&self, state: &str) -> Result<Card, RuntimeError> {
        #[derive(Deserialize)]
        struct Bones {
            contact: Judged,
            history: Vec<u64>,
            as_of: u64,
            joined_into: Option<ContactId>,
            #[serde(default)]
            browser: Option<Box<Browser>>,
            #[serde(default)]
            apart: BTreeSet<ContactId>,
            #[serde(default)]
            erased: Option<u64>,
        }
        #[derive(Deserialize)]
        struct Judged {
            judged_at: Option<WrittenAt>,
            since: Option<WrittenAt>,
            version: u32,
            standings: Vec<Standing>,
        }
        let bones: Bones = serde_json::from_str(state).map_err(store::StoreError::from)?;
        let mut card = Card::new(&self.versions.current().agreement);
        if bones.erased.is_some() {
            // What is left of it is all that there is; the rest is gone for good.
            (card.history, card.as_of) = (bones.history, bones.as_of);
            (card.joined_into, card.erased) = (bones.joined_into, bones.erased);
            card.contact.since = bones.contact.since.map(Timestamp::from);
            card.contact.version = bones.contact.version;
            card.contact.standings = bones.contact.standings;
            return Ok(card);
        }
        let rows = self.rows_at(&bones.history, None)?;
        card.history = bones.history;
        card.as_of = bones.as_of;
        card.joined_into = bones.joined_into;
        card.browser = bones.browser;
        card.apart = bones.apart;
        let now = bones.contact.judged_at.map_or(Timestamp::MIN, Timestamp::from);
        card.fold(&self.versions.in_force(), &rows, now);
        Ok(card)
    }

    /// The row at a position, whether it is on disk yet or not.
    pub(super) fn event_at(&self, position: u64) -> Result<Option<EventRow>, RuntimeError> {
        let pending = &self.pending.events;
        match pending.binary_search_by_key(&position, |row| row.event.position) {
            Ok(index) => Ok(pending.get(index).map(|row| EventRow::clone(row))),
            Err(_) => match self.committing.event(position) {
                Some(row) => Ok(Some(row.clone())),
                None => Ok(self.store.read().event(position)?),
            },
        }
    }
}
