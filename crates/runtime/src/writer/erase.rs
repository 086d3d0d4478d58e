//! Erasing somebody: what was said of them goes, what counts are made of stays, of nobody.
//!
//! Everything is saved first and the erasure is a transaction of its own, so that no replay of the
//! log has to know of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::event::Act;
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::erasures::{Erasure, erased_act};
use store::workspace::rows::{EventRow, Key, MoveRow};

use super::Writer;
use super::companies::taken_back;
use super::folded::{Special, special};
use super::order::{Came, Erase, Erased, Intake, Whom};
use crate::card::{self, ALIAS, APPLIED, BROWSER, Card, USER, origin_of, origin_told};
use crate::erasure::{ERASED, Known, Names, SOURCE, hashed};
use crate::error::RuntimeError;

/// All that is of somebody.
#[derive(Debug, Default)]
struct Theirs {
    /// Everybody that was them, and the browsers on which nobody else was known.
    contacts: BTreeSet<ContactId>,
    /// Browsers on which others were known too.
    shared: BTreeSet<ContactId>,
    /// The places of their events.
    events: BTreeSet<u64>,
    /// What they were ever found by.
    keys: BTreeSet<Key>,
}

impl Writer {
    /// Erases somebody; `None` where there is no such contact.
    pub(super) fn erase(&mut self, asked: Erase) -> Result<Option<Erased>, RuntimeError> {
        self.wait()?;
        // That what is overwritten came is known by its hash from then on.
        self.messages.stage_all(&mut self.pending, self.position);
        self.save_all()?;
        let Some(id) = self.whose(&Whom::Known(asked.contact))? else { return Ok(None) };
        let mut theirs = Theirs::default();
        for one in [id].into_iter().chain(asked.also) {
            self.gather(one, &mut theirs)?;
        }
        let names = Names::of(&theirs.keys);
        theirs.events.extend(asked.aside);
        theirs.events.extend(self.nobodys(&names, asked.looked_to)?);
        let mut events: Vec<(u64, Act)> = Vec::with_capacity(theirs.events.len());
        let mut origins: BTreeSet<String> = BTreeSet::new();
        for position in &theirs.events {
            if let Some(row) = self.event_at(*position)? {
                events.push((*position, erased_act(&row.event.act)));
                origins.insert(origin_of(&row.event.source, &row.event.message_id));
            }
        }
        let count = events.len();
        // What the others of their company were told of what they said is theirs as well.
        let mut told: BTreeSet<u64> = asked.told.into_iter().collect();
        self.store.read().told_by(card::TOLD, asked.looked_to, |position, message_id| {
            told.extend(origins.contains(origin_told(message_id)).then_some(position));
        })?;
        let mut others: Vec<(u64, ContactId)> = Vec::with_capacity(told.len());
        for position in told {
            if let Some(row) = self.event_at(position)? {
                others.push((position, row.contact));
                events.push((position, erased_act(&row.event.act)));
            }
        }
        let position = self.told_erased(id, asked.who, asked.properties, asked.at);
        let keys = theirs.keys.iter().map(|key| hashed(asked.workspace, key)).collect();
        let known = Known { contacts: theirs.contacts.iter().copied().collect(), keys };
        let companies = self.companies_of(&theirs.contacts)?;
        self.forget_cards(id, position, &theirs)?;
        self.untell(&others)?;
        self.note(companies, BTreeSet::new());
        // It counts no longer in the same transaction, for each of them, however many they are.
        self.tell_companies_of(usize::MAX)?;
        self.stage_saves(usize::MAX);
        let ids = theirs.contacts.iter().map(ContactId::to_string);
        let words: Vec<String> = names.words().iter().cloned().chain(ids).collect();
        self.forget_in_lists(&names)?;
        // What is of no use any more may still say what they said.
        self.pending.spent = self.noted.remove(u64::MAX);
        self.pending.erasures.push(Erasure {
            contact: id,
            position,
            contacts: theirs.contacts.into_iter().collect(),
            events,
            words,
            body: serde_json::to_string(&known).map_err(store::StoreError::from)?,
        });
        self.commit()?;
        self.must_empty_log();
        Ok(Some(Erased { contact: id, position, events: count }))
    }

    /// Collects what is of a contact, with whoever was joined into it and the browsers that were
    /// theirs.
    fn gather(&mut self, id: ContactId, theirs: &mut Theirs) -> Result<(), RuntimeError> {
        let mut waiting = vec![id];
        let mut browsers: BTreeSet<ContactId> = BTreeSet::new();
        theirs.events.extend(self.card(id)?.history.iter().copied());
        let history = self.card(id)?.history.clone();
        for position in history {
            let Some(row) = self.event_at(position)? else { continue };
            theirs.keys.extend(told_keys(&row));
            match special(&row.event.act) {
                Some(Special::Join(other)) if self.follow(other)? == id => waiting.push(other),
                Some(Special::Browser(browser, _)) => _ = browsers.insert(browser),
                _ => {}
            }
        }
        while let Some(one) = waiting.pop() {
            if !theirs.contacts.insert(one) {
                continue;
            }
            let card = self.card(one)?;
            theirs.keys.extend(card::keys(&card.contact.profile));
            theirs.keys.extend(card.ids.iter().map(|id| Key::new(USER, id.as_str())));
            theirs.keys.extend(card.aliases.iter().map(|id| Key::new(ALIAS, id.as_str())));
            if card.browser.is_some() {
                browsers.insert(one);
            }
        }
        for browser in browsers {
            let contacts = &theirs.contacts;
            let card = self.card(browser)?;
            let Some(state) = &card.browser else { continue };
            let is_theirs =
                contacts.contains(&browser) || contacts.iter().any(|id| state.is_of(*id));
            if is_theirs && state.is_of_none_but(contacts) {
                theirs.keys.insert(Key::new(BROWSER, state.id.as_str()));
                theirs.events.extend(card.history.iter().copied());
                theirs.contacts.insert(browser);
            } else if is_theirs {
                // Somebody said of the browser itself that it was them, and others use it too.
                theirs.contacts.remove(&browser);
                theirs.shared.insert(browser);
            }
        }
        Ok(())
    }

    /// What others were told of a company counts for none of them any more: neither for whom it was
    /// told nor for whoever they were joined into, also where they are of that company no longer.
    /// Each of them is folded again once, however much they were told.
    fn untell(&mut self, told: &[(u64, ContactId)]) -> Result<(), RuntimeError> {
        let mut holders: BTreeMap<ContactId, Arc<EventRow>> = BTreeMap::new();
        let mut joined: BTreeSet<ContactId> = BTreeSet::new();
        for (position, contact) in told {
            if !self.is_voided(*position)?
                && let Some(holder) = self.held_by(&Whom::Known(*contact), *position)?
            {
                self.voids.insert(*position);
                let intake = taken_back(*contact, *position);
                let (row, raw) = self.row(intake, holder, APPLIED.to_owned());
                self.card(holder)?.history.push(row.event.position);
                let row = Arc::new(row);
                self.log(Arc::clone(&row), raw);
                holders.insert(holder, row);
            }
            let mut id = *contact;
            while let Some(into) = self.card(id)?.joined_into {
                joined.insert(id);
                id = into;
            }
        }
        for (id, last) in holders {
            let (position, who) = (last.event.position, last.who.clone());
            let folded = self.fold_again(id, None, last.event.known_at, &last)?;
            for (ordinal, moved) in (0..).zip(folded.moves) {
                let who = who.clone();
                self.pending.moves.push(MoveRow { position, ordinal, contact: id, who, moved });
            }
            self.card(id)?.as_of = position;
            self.touched(id, position);
            self.pass_again(id)?;
        }
        // One that was joined keeps what it was by then, to go on with where it is parted again.
        for id in joined {
            if self.card(id)?.erased.is_none() {
                let rows = self.rows_of(id, None)?;
                let now = self.card(id)?.contact.judged_at.unwrap_or(self.known_at);
                let mut card = Card::clone(self.card(id)?);
                card.fold(&self.versions.in_force(), &rows, now);
                *self.card(id)? = card;
                self.touched(id, self.position);
            }
        }
        Ok(())
    }

    /// The companies of some people.
    fn companies_of(
        &mut self,
        people: &BTreeSet<ContactId>,
    ) -> Result<BTreeSet<Key>, RuntimeError> {
        let mut keys: BTreeSet<Key> = BTreeSet::new();
        for one in people {
            let profile = &self.card(*one)?.contact.profile;
            keys.extend(card::company_keys(profile, Timestamp::MAX));
        }
        Ok(keys)
    }

    /// The events of nobody's after a place of the log that name somebody.
    fn nobodys(&self, names: &Names, after: u64) -> Result<Vec<u64>, RuntimeError> {
        let read = self.store.read();
        let mut found: Vec<u64> = Vec::new();
        for (position, contact) in read.naming(names.in_log(), after)? {
            if contact == ContactId::NOBODY
                && let Some(row) = read.event(position)?
                && names.stand_in(&row, read.raw(position)?.as_deref())
            {
                found.push(position);
            }
        }
        Ok(found)
    }

    /// Tells that somebody was erased, by whom and by whose request; the place of that in the log.
    fn told_erased(
        &mut self,
        id: ContactId,
        who: String,
        properties: Vec<(String, engine::value::Value)>,
        at: Option<engine::time::Timestamp>,
    ) -> u64 {
        let intake = Intake {
            whom: Whom::Known(id),
            at,
            known_at: None,
            source: Arc::from(SOURCE),
            message_id: id.to_string().into(),
            act: Act::Happened { name: ERASED.to_owned(), properties },
            facts: Vec::new(),
            who: Some(who),
            batch: None,
            came: Came::default(),
        };
        let (row, raw) = self.row(intake, id, APPLIED.to_owned());
        let position = row.event.position;
        self.log(Arc::new(row), raw);
        position
    }

    /// Puts cards of nobody in place of theirs, and somebody unknown in their place on browsers
    /// that others use.
    fn forget_cards(
        &mut self,
        id: ContactId,
        position: u64,
        theirs: &Theirs,
    ) -> Result<(), RuntimeError> {
        self.known.forget_all();
        let agreement = Arc::clone(&self.versions.current().agreement);
        for one in &theirs.contacts {
            let whole = (*one != id).then_some(id);
            let card = self.card(*one)?;
            let mut blank: Card = card.erased(&agreement, position, whole);
            if whole.is_none() {
                blank.history = theirs.events.iter().copied().chain([position]).collect();
            }
            *card = blank;
            self.touched(*one, position);
        }
        let now = self.known_at;
        for browser in &theirs.shared {
            let mut card = Card::clone(self.card(*browser)?);
            if let Some(state) = &mut card.browser {
                state.forget(&theirs.contacts, ContactId::make());
                card.joined_into = state.owners().next();
            }
            card.history.retain(|position| !theirs.events.contains(position));
            let rows = self.rows_at(&card.history, None)?;
            card.fold(&self.versions.in_force(), &rows, now);
            card.as_of = position;
            *self.card(*browser)? = card;
            self.touched(*browser, position);
        }
        Ok(())
    }

    /// Takes them out of what is kept of lists for people to look at.
    fn forget_in_lists(&mut self, names: &Names) -> Result<(), RuntimeError> {
        for mut row in self.store.read().batches(LISTS_MAX)? {
            if crate::imports::forget_in(&mut row, names)? {
                self.pending.batches.push(row);
            }
        }
        Ok(())
    }
}

/// Lists that are looked at.
const LISTS_MAX: usize = 100_000;

/// By what an event says that somebody is known.
fn told_keys(row: &EventRow) -> Vec<Key> {
    let Some(keys) = &row.keys else { return Vec::new() };
    let mut told: Vec<Key> = card::Addresses::of(keys, &[]).keys;
    told.extend(keys.user_id.iter().map(|id| Key::new(USER, id.as_str())));
    told
}
