//! Whom something is about that says only by what they are known, and who turns out to be one.
//!
//! An id that programs give (`userId`) is one person's alone. An address or a number may be
//! several people's: it finds whom the event may be about, and where that is somebody with another
//! id or another name, it finds nobody. A browser is whose it was at the moment (`card::Browser`).
//! What follows from that for others is told as an event of its own, so that it can be undone.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::contact::profile::Profile;
use engine::event::{Act, Event, Fact};
use engine::time::Timestamp;
use engine::value::Value;
use import::duplicates;
use import::record::Record;
use import::values::emails::is_role;
use import::values::phones::{PhoneReader, is_landline};
use store::ids::ContactId;
use store::workspace::rows::{EventRow, Key, Keys};

use super::Writer;
use super::doubts::by_key;
use super::order::{Came, Intake, Whom};
use crate::card::{self, ALIAS, Addresses, BROWSER, USER, names_somebody, record};
use crate::error::RuntimeError;

/// The source of what Criba finds out about who is who.
pub const SOURCE: &str = "criba:identity";

/// More people than these with one address or number are not looked at: it tells nobody apart.
pub(super) const HOLDERS_MAX: usize = 40;

impl Writer {
    /// The contact that an intake is about by its keys, made where there is none; `None` where it
    /// has none.
    pub(super) fn keyed(
        &mut self,
        keys: &Keys,
        intake: &mut Intake,
    ) -> Result<Option<ContactId>, RuntimeError> {
        let named = Addresses::of(keys, &intake.facts);
        if let Some(id) = self.person(keys, &named, intake)? {
            return Ok(Some(id));
        }
        if keys.user_id.is_some() || named.is_any() {
            intake.facts.extend(named.told_by_keys(keys));
            return Ok(Some(ContactId::make()));
        }
        let Some(anonymous) = keys.anonymous_id.as_deref() else { return Ok(None) };
        let at = intake.at.unwrap_or_else(|| self.clock.now());
        if let Some(browser) = self.browser(anonymous)? {
            return self.owner(browser, at).map(Some);
        }
        let browser = ContactId::make();
        let called = Key::new(ALIAS, anonymous);
        let Some(known) = self.find(&called)?.first().copied() else { return Ok(Some(browser)) };
        // An alias said whose it is before anything was heard of it.
        self.take(joined(known, browser, Some((anonymous, at))))?;
        self.owner(browser, at).map(Some)
    }

    /// The contact that keys lead to already, for what is only kept.
    pub(super) fn known_by(&mut self, intake: &Intake) -> Result<Option<ContactId>, RuntimeError> {
        let keys = match &intake.whom {
            Whom::Keyed(keys) => keys.clone(),
            whom => return self.whose(whom),
        };
        let named = Addresses::of(&keys, &intake.facts);
        if let Some(id) = self.person(&keys, &named, intake)? {
            return Ok(Some(id));
        }
        let Some(anonymous) = keys.anonymous_id.as_deref() else { return Ok(None) };
        let at = intake.at.unwrap_or_else(|| self.clock.now());
        match self.browser(anonymous)? {
            Some(browser) => self.owner(browser, at).map(Some),
            None => Ok(None),
        }
    }

    /// The person that an intake names.
    fn person(
        &mut self,
        keys: &Keys,
        named: &Addresses,
        intake: &Intake,
    ) -> Result<Option<ContactId>, RuntimeError> {
        for kind in [USER, ALIAS] {
            if let Some(user) = &keys.user_id
                && let Some(id) = self.find(&Key::new(kind, user.as_str()))?.first()
            {
                return Ok(Some(*id));
            }
        }
        if !named.is_any() {
            return Ok(None);
        }
        let stranger = stranger(&intake.facts);
        for key in &named.keys {
            let mut holders = self.find(key)?;
            // Ids sort by when they were made: of many the latest, the mailbox's own among them.
            holders.drain(..holders.len().saturating_sub(HOLDERS_MAX));
            if let Some(user) = &keys.user_id {
                // Two people with an id each share an address.
                let is_free = |writer: &mut Writer, id: ContactId| {
                    writer.card(id).map(|card| card.ids.is_empty() || card.ids.contains(user))
                };
                let mut free = Vec::new();
                for id in holders {
                    if is_free(self, id)? {
                        free.push(id);
                    }
                }
                holders = free;
            }
            if let Some(id) = self.holder(key, &holders, &stranger, named.is_said(key))? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Which of the holders of an address or a number somebody is.
    fn holder(
        &mut self,
        key: &Key,
        holders: &[ContactId],
        stranger: &Record,
        is_said: bool,
    ) -> Result<Option<ContactId>, RuntimeError> {
        let mut records: Vec<(ContactId, Record)> = Vec::with_capacity(holders.len());
        // Where several people have it, it may be either: what it tells is the mailbox's own.
        let mut nameless = None;
        for id in holders {
            let record = self.record(*id)?;
            if !is_named(&record) && self.card(*id)?.ids.is_empty() {
                nameless = nameless.or(Some(*id));
            }
            records.push((*id, record));
        }
        let is_shared = is_said && is_shared(key);
        let only = match records.as_slice() {
            [(only, record)] if !is_shared => Some((*only, is_named(record))),
            _ => None,
        };
        if is_named(stranger) {
            let mut same = records.iter().filter(|(_, record)| is_named(record));
            let same = same.find(|(_, record)| are_one(record, stranger)).map(|(id, _)| *id);
            let only = only.filter(|(_, is_named)| !is_named).map(|(id, _)| id);
            return Ok(same.or(only).or(nameless.filter(|_| !is_shared)));
        }
        Ok(only.map(|(id, _)| id).or(nameless))
    }

    pub(super) fn record(&mut self, id: ContactId) -> Result<Record, RuntimeError> {
        let profile = &self.card(id)?.contact.profile;
        Ok(record(profile, Timestamp::MAX, &mut PhoneReader::default()))
    }

    /// The contact that stands for a browser.
    pub(super) fn browser(&mut self, anonymous: &str) -> Result<Option<ContactId>, RuntimeError> {
        Ok(self.find(&Key::new(BROWSER, anonymous))?.first().copied())
    }

    /// Whose a browser was at a moment: its own where it was nobody's.
    pub(super) fn owner(
        &mut self,
        browser: ContactId,
        at: Timestamp,
    ) -> Result<ContactId, RuntimeError> {
        let owner = self.card(browser)?.browser.as_ref().and_then(|browser| browser.owner(at));
        match owner {
            Some(owner) => self.follow(owner),
            None => Ok(browser),
        }
    }

    /// A contact, or the one that it was joined into.
    pub(super) fn follow(&mut self, mut id: ContactId) -> Result<ContactId, RuntimeError> {
        while let Some(into) = self.card(id)?.joined_into {
            id = into;
        }
        Ok(id)
    }

    /// Tells what follows for others from an event of the log that says who somebody is.
    pub(super) fn tell_who(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        let Some(keys) = &row.keys else { return self.prove_by_list(row) };
        if !names_somebody(row) {
            return Ok(());
        }
        let person = self.follow(row.contact)?;
        if let Some(anonymous) = keys.anonymous_id.as_deref() {
            self.tell_browser(person, anonymous, row.event.at)?;
        }
        if let Some(before) = keys.previous_id.as_deref() {
            self.tell_alias(person, before, row.event.at)?;
        }
        self.tell_same(person, row)
    }

    /// Somebody was known on a browser.
    fn tell_browser(
        &mut self,
        person: ContactId,
        anonymous: &str,
        at: Timestamp,
    ) -> Result<(), RuntimeError> {
        if self.known.is_theirs(anonymous, person, at) {
            return Ok(());
        }
        let browser = self.browser(anonymous)?.unwrap_or_else(ContactId::make);
        let card = self.card(browser)?;
        let is_told = card.browser.as_ref().is_some_and(|browser| {
            // Where it is theirs already, the event itself said when (`know_browser`).
            browser.is_of(person) || browser.is_apart(person) || browser.is_full()
        });
        if browser == person || is_told {
            return Ok(());
        }
        self.take(joined(person, browser, Some((anonymous, at))))?;
        Ok(())
    }

    /// Somebody was known as somebody else before.
    fn tell_alias(
        &mut self,
        person: ContactId,
        before: &str,
        at: Timestamp,
    ) -> Result<(), RuntimeError> {
        if self.browser(before)?.is_some() {
            return self.tell_browser(person, before, at);
        }
        for other in self.find(&Key::new(USER, before))? {
            if other != person && !self.are_two(person, other)? {
                return self.join_two(person, other, None);
            }
        }
        Ok(())
    }

    /// Whether two contacts have addresses of two people, or were parted by somebody.
    fn are_two(&mut self, one: ContactId, other: ContactId) -> Result<bool, RuntimeError> {
        if self.card(one)?.apart.contains(&other) {
            return Ok(true);
        }
        let emails = |writer: &mut Writer, id: ContactId| -> Result<_, RuntimeError> {
            let keys = card::keys(&writer.card(id)?.contact.profile).into_iter();
            let emails = keys.filter(|key| key.kind == "email").map(|key| key.value);
            Ok(emails.collect::<BTreeSet<String>>())
        };
        let (one, other) = (emails(self, one)?, emails(self, other)?);
        Ok(!one.is_empty() && !other.is_empty() && one.is_disjoint(&other))
    }

    /// Somebody said an address or a number of theirs that another contact has, who is surely them.
    fn tell_same(&mut self, person: ContactId, row: &EventRow) -> Result<(), RuntimeError> {
        for key in Addresses::of(&Keys::default(), &row.event.facts).keys {
            let holders = self.find(&key)?;
            if holders.len() > HOLDERS_MAX {
                continue;
            }
            for other in holders {
                if other != person && self.is_surely(&key, person, other)? {
                    return self.join_two(person, other, Some(&key));
                }
                self.prove_shared(&key, person, other)?;
            }
        }
        Ok(())
    }

    /// Whether two contacts with an address or a number are surely one, as two rows of a list would
    /// be; who has no name is whoever has an address of one person alone.
    fn is_surely(
        &mut self,
        key: &Key,
        one: ContactId,
        other: ContactId,
    ) -> Result<bool, RuntimeError> {
        let (a, b) = (self.card(one)?.clone(), self.card(other)?.clone());
        let have_two_ids = !a.ids.is_empty() && !b.ids.is_empty() && a.ids.is_disjoint(&b.ids);
        if have_two_ids || a.apart.contains(&other) || b.apart.contains(&one) {
            return Ok(false);
        }
        let (a, b) = (self.record(one)?, self.record(other)?);
        let are_named = is_named(&a) && is_named(&b);
        Ok(if are_named { are_one(&a, &b) } else { !is_shared(key) })
    }

    /// Joins two people: the one who was known first goes on.
    fn join_two(
        &mut self,
        one: ContactId,
        other: ContactId,
        by: Option<&Key>,
    ) -> Result<(), RuntimeError> {
        let since = |writer: &mut Writer, id: ContactId| -> Result<_, RuntimeError> {
            let card = writer.card(id)?;
            Ok((card.history.first().copied().unwrap_or(u64::MAX), id))
        };
        let (first, second) = (since(self, one)?, since(self, other)?);
        let (stays, goes) = if first <= second { (one, other) } else { (other, one) };
        let mut intake = joined(stays, goes, None);
        if let (Some(key), Act::Happened { properties, .. }) = (by, &mut intake.act) {
            // Where it turns out to be several people's, this join is looked at again.
            properties.extend(by_key(key));
        }
        self.take(intake)?;
        Ok(())
    }
}

/// Whether an address or a number is usually several people's: `info@`, a switchboard.
pub(super) fn is_shared(key: &Key) -> bool {
    match key.kind.as_str() {
        "email" => is_role(&key.value),
        _ => is_landline(&key.value),
    }
}

pub(super) fn is_named(record: &Record) -> bool {
    record.name.is_some() || record.first_name.is_some()
}

/// Whether two are surely one person, as two rows of a list would be.
pub(super) fn are_one(one: &Record, other: &Record) -> bool {
    duplicates::find(&[one.clone(), other.clone()], 1).groups.len() == 1
}

/// Somebody of whom no more is known than these facts.
fn stranger(facts: &[Fact]) -> Record {
    let mut profile = Profile::default();
    profile.learn(&Event {
        position: 0,
        at: Timestamp::MIN,
        known_at: Timestamp::MIN,
        source: Arc::from(SOURCE),
        message_id: Arc::from(""),
        act: Act::Learned,
        facts: facts.to_vec(),
    });
    record(&profile, Timestamp::MAX, &mut PhoneReader::default())
}

/// That a contact is another one too: a browser from a moment on, or a person.
fn joined(id: ContactId, other: ContactId, browser: Option<(&str, Timestamp)>) -> Intake {
    let mut properties = vec![("other".to_owned(), Value::text(other.to_string()))];
    if let Some((anonymous, _)) = browser {
        properties.push((BROWSER.to_owned(), Value::text(anonymous)));
    }
    Intake {
        whom: Whom::Known(id),
        at: browser.map(|(_, at)| at),
        known_at: None,
        source: Arc::from(SOURCE),
        message_id: format!("{id} {other}").into(),
        act: Act::Happened { name: "joined".to_owned(), properties },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    }
}
