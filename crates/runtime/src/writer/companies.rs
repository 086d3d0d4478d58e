//! What one of a company says of it, told to the others.
//!
//! Each of them is told by an event of their own, so that a contact stays what its events come to.
//! It is told at the end of the order that changed it, in its transaction, and taken back by voiding
//! where whoever said it is of the company no longer, or did not say it after all (decision 23).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::colleagues::{COLLEAGUE, without_news};
use engine::contact::profile::{Held, Profile};
use engine::event::{Act, Fact, Origin};
use engine::text::fold;
use engine::time::Timestamp;
use engine::value::Value;
use store::ids::ContactId;
use store::workspace::message_key;
use store::workspace::rows::{EventRow, Key};

use super::Writer;
use super::folded::{Special, special};
use super::order::{Came, Intake, Whom};
use super::passing::is_said_late;
use super::steps::AT_ONCE;
use crate::card::{TOLD, company_keys, is_aside, origin_of, origin_told, own, stands, was_of};
use crate::error::RuntimeError;
use crate::voids::Void;

/// People of a company who are told and who tell: those who were known first. One that has more is
/// a university or a town, of whose people one says little of another.
pub const PEOPLE_TOLD_MAX: usize = 200;

/// How often people are told again of what followed from telling them: what goes on in circles ends.
const ROUNDS_MAX: usize = 4;

/// What a person is told of a trait of their company, and of all of them: what changes more often is
/// a counter of a program's, and who has heard so much is told of nothing new. That something holds
/// no more they are always told: it is no more often than they were told that it does.
const A_TRAIT_TOLD_MAX: usize = 40;
const TOLD_MAX: usize = 400;

/// What is told to who knows nothing of it, and leaves what they say themselves: everybody writes
/// it another way.
const FILLED: [&str; 2] = ["name", "website"];

/// Companies of which something may have changed, and whom that may concern.
#[derive(Debug, Default)]
pub(super) struct Changed {
    keys: BTreeSet<Key>,
    people: BTreeSet<ContactId>,
}

/// What stands of each trait of a company.
type Standing = BTreeMap<String, Held>;

impl Writer {
    /// What is known of somebody before an event that may change what is known of a company.
    pub(super) fn before(&mut self, row: &EventRow) -> Result<Option<Profile>, RuntimeError> {
        let says_something = !row.event.facts.is_empty() || special(&row.event.act).is_some();
        if !says_something || *row.event.source == *TOLD || is_aside(row) {
            return Ok(None);
        }
        Ok(Some(self.card(row.contact)?.contact.profile.clone()))
    }

    /// Notes which companies an event may have changed, by what was known before it.
    pub(super) fn note_companies(
        &mut self,
        row: &EventRow,
        before: Option<Profile>,
    ) -> Result<(), RuntimeError> {
        let Some(before) = before else { return Ok(()) };
        let id = self.follow(row.contact)?;
        let mut people = BTreeSet::from([id]);
        let special = special(&row.event.act);
        match &special {
            Some(Special::Join(other)) => _ = people.insert(*other),
            Some(Special::Void(target)) => {
                if let Some((_, other)) = self.joined_by(*target)? {
                    people.insert(self.follow(other)?);
                }
            }
            Some(Special::Browser(..)) | None => {}
        }
        let after = &self.card(id)?.contact.profile;
        if people.len() == 1 && says_the_same(&before, after, special.is_some()) {
            return Ok(());
        }
        let mut keys = company_keys(&before, Timestamp::MAX);
        for one in &people {
            keys.extend(company_keys(&self.card(*one)?.contact.profile, Timestamp::MAX));
        }
        self.note(keys, people);
        Ok(())
    }

    /// Notes companies of which something may have changed, and whom that may concern.
    pub(super) fn note(&mut self, keys: BTreeSet<Key>, people: BTreeSet<ContactId>) {
        if !keys.is_empty() {
            self.companies.keys.extend(keys);
            self.companies.people.extend(people);
        }
    }

    /// Tells the people of the companies that changed what they do not know of them yet, and takes
    /// back what nobody of them says any more.
    pub(super) fn tell_companies(&mut self) -> Result<(), RuntimeError> {
        self.tell_companies_of(AT_ONCE)
    }

    /// The same, where those of a company with more people than `at_once` whom this is not about are
    /// told later, step by step.
    pub(super) fn tell_companies_of(&mut self, at_once: usize) -> Result<(), RuntimeError> {
        // What they are told may change what they pass, which the others are told in turn.
        for _ in 0..ROUNDS_MAX {
            if self.companies.keys.is_empty() {
                break;
            }
            self.tell_round(at_once)?;
        }
        self.tell_found_later()
    }

    /// Has what was found out between two orders told.
    pub(super) fn tell_found(&mut self) {
        if let Err(error) = self.tell_found_later() {
            tracing::error!(%error, "it could not be noted whom of a company is to be told of it");
            self.is_broken = true;
        }
    }

    /// The same before anybody else is judged by what it was.
    pub(super) fn tell_lapsed(&mut self) {
        let lapsed = self.companies.keys.clone();
        self.tell_found();
        self.behind.lapses(lapsed);
    }

    /// Has the people of the companies that changed told step by step, which is noted until they are.
    pub(super) fn tell_found_later(&mut self) -> Result<(), RuntimeError> {
        let Changed { keys, people: mut concerned } = std::mem::take(&mut self.companies);
        for key in &keys {
            let of = self.people_of(key)?;
            if of.len() > 1 {
                concerned.retain(|one| !of.contains(one));
                self.tell_later(key, of)?;
            }
        }
        // Who is of none of them, or alone there, may have been told of another.
        let mut others: Vec<ContactId> = Vec::with_capacity(concerned.len());
        for one in concerned {
            let profile = &self.card(one)?.contact.profile;
            let mut said =
                profile.ids(Whose::Account).flat_map(|id| profile.said(Whose::Account, id));
            others.extend(said.any(|held| *held.source == *TOLD).then_some(one));
        }
        match keys.first().filter(|_| !others.is_empty()) {
            Some(key) => self.tell_later(key, others),
            None => Ok(()),
        }
    }

    fn tell_round(&mut self, at_once: usize) -> Result<(), RuntimeError> {
        let Changed { keys, people: concerned } = std::mem::take(&mut self.companies);
        let mut people = concerned.clone();
        let mut companies: Vec<(Key, Vec<ContactId>, Vec<ContactId>)> =
            Vec::with_capacity(keys.len());
        for key in keys {
            let of = self.people_of(&key)?;
            let mut told = of.clone();
            if of.len() > at_once {
                told.retain(|one| concerned.contains(one));
                let others = of.iter().filter(|one| !concerned.contains(one));
                self.tell_later(&key, others.copied())?;
            }
            people.extend(told.iter().copied());
            companies.push((key, of, told));
        }
        let mut said: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
        for one in people {
            self.take_back(one, &mut said)?;
        }
        for (key, of, told) in companies {
            let standing = self.standing(&key, &of)?;
            for one in told {
                self.tell(one, &key, &standing)?;
            }
        }
        Ok(())
    }

    /// Takes back from some people of a company what nobody of it says any more, and tells them what
    /// stands there now.
    pub(super) fn bring_up_to_date(
        &mut self,
        key: &Key,
        some: &[ContactId],
    ) -> Result<(), RuntimeError> {
        let mut said: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
        for one in some {
            self.take_back(*one, &mut said)?;
        }
        let of = self.people_of(key)?;
        let standing = self.standing(key, &of)?;
        for one in of.iter().filter(|one| some.contains(one)) {
            self.tell(*one, key, &standing)?;
        }
        Ok(())
    }

    /// The people of a company, the first who were known.
    fn people_of(&mut self, key: &Key) -> Result<Vec<ContactId>, RuntimeError> {
        let mut found: BTreeSet<ContactId> =
            self.cache.with_key(key).take(PEOPLE_TOLD_MAX).collect();
        for id in self.store.read().first_with_key(key, PEOPLE_TOLD_MAX)? {
            if self.cache.new_keys(id).is_none() {
                found.insert(id);
            }
        }
        Ok(found.into_iter().take(PEOPLE_TOLD_MAX).collect())
    }

    /// What stands of each trait of a company by what its people say themselves.
    fn standing(&mut self, key: &Key, of: &[ContactId]) -> Result<Standing, RuntimeError> {
        let mut standing = Standing::new();
        for one in of {
            let profile = self.card(*one)?.contact.profile.clone();
            for id in profile.ids(Whose::Account) {
                // What somebody passes they say themselves, as long as they are there.
                let named = id.strip_prefix(COLLEAGUE).and_then(|named| named.parse().ok());
                if named.is_some_and(|named| named != *one && of.contains(&named)) {
                    continue;
                }
                let said = own(&profile, Whose::Account, id);
                let said = said.filter(|held| was_of(&profile, key, held.at) && !is_claim(held));
                let Some(held) = stands(said, Timestamp::MAX) else { continue };
                if standing.get(id).is_none_or(|best| held.goes_before(best)) {
                    standing.insert(id.to_owned(), held.clone());
                }
            }
        }
        Ok(standing)
    }

    /// Tells somebody what stands of their company and is another than what they know.
    fn tell(&mut self, one: ContactId, key: &Key, standing: &Standing) -> Result<(), RuntimeError> {
        let events_max = self.limits.events_a_contact;
        let card = self.card(one)?;
        let (contact, profile) = (&card.contact, &card.contact.profile);
        let times = profile.ids(Whose::Account).map(|id| times_told(profile, id)).sum::<usize>();
        let has_heard_enough = times >= TOLD_MAX || card.history.len() >= events_max;
        // By the event that said it, and whether it is all of what that said.
        let mut told: BTreeMap<(String, bool), (Intake, Vec<&str>)> = BTreeMap::new();
        for (id, held) in standing {
            let known = stands(profile.said(Whose::Account, id).iter(), Timestamp::MAX);
            if !is_news(id, held, known) {
                continue;
            }
            let is_whole = !has_heard_enough && times_told(profile, id) < A_TRAIT_TOLD_MAX;
            let value = match is_whole {
                true => Some(held.value.clone()),
                false => known.and_then(|known| without_news(id, &known.value, &held.value)),
            };
            let Some(value) = value else { continue };
            let (intake, ids) = told.entry((origin(held), is_whole)).or_insert_with(|| {
                // Who was there when it was so is judged as of then.
                let was_there = contact.since.is_some_and(|since| since <= held.at)
                    && company_keys(profile, held.at).contains(key);
                let known_at = (was_there && is_said_late(held)).then_some(held.at);
                let ours = ours(one, String::new(), Act::Learned);
                (Intake { at: Some(held.at), known_at, ..ours }, Vec::new())
            });
            ids.push(id);
            let (of, id) = (Whose::Account, id.to_owned());
            intake.facts.push(Fact { of, id, value, origin: held.origin });
        }
        let told = told.into_iter().map(|((origin, is_whole), (intake, ids))| {
            let less = if is_whole { "" } else { " less" };
            let message_id = format!("{one} {origin} {}{less}", ids.join(","));
            Intake { message_id: message_id.into(), ..intake }
        });
        for intake in told.collect::<Vec<Intake>>() {
            self.take(intake)?;
        }
        Ok(())
    }

    /// Takes back what somebody was told of a company and nobody of it says any more.
    fn take_back(
        &mut self,
        one: ContactId,
        said: &mut BTreeMap<Key, BTreeSet<String>>,
    ) -> Result<(), RuntimeError> {
        let card = self.card(one)?;
        if card.joined_into.is_some() || card.erased.is_some() {
            return Ok(());
        }
        let profile = card.contact.profile.clone();
        let told = profile.ids(Whose::Account).flat_map(|id| profile.said(Whose::Account, id));
        let told = told.filter(|held| *held.source == *TOLD);
        let told: BTreeSet<Arc<str>> = told.map(|held| Arc::clone(&held.message_id)).collect();
        if told.is_empty() {
            return Ok(());
        }
        let keys = company_keys(&profile, Timestamp::MAX);
        for key in &keys {
            if !said.contains_key(key) {
                let origins = self.origins(key)?;
                said.insert(key.clone(), origins);
            }
        }
        for message_id in told {
            let origin = origin_told(&message_id);
            let mut of = keys.iter().filter_map(|key| said.get(key));
            if of.any(|origins| origins.contains(origin)) {
                continue;
            }
            if let Some(position) = self.place(&message_key(TOLD, &message_id))? {
                self.take(taken_back(one, position))?;
            }
        }
        Ok(())
    }

    /// The events by which people of a company say what is known of it.
    fn origins(&mut self, key: &Key) -> Result<BTreeSet<String>, RuntimeError> {
        let mut origins: BTreeSet<String> = BTreeSet::new();
        for one in self.people_of(key)? {
            let profile = &self.card(one)?.contact.profile;
            for id in profile.ids(Whose::Account) {
                let said = own(profile, Whose::Account, id);
                let said = said.filter(|held| was_of(profile, key, held.at) && !is_claim(held));
                origins.extend(said.map(origin));
            }
        }
        Ok(origins)
    }
}

/// Whether a value was said by who proves nothing: it is told to nobody else.
fn is_claim(held: &Held) -> bool {
    held.origin == Origin::Claimed
}

/// How often somebody was told something of a trait of their company, and not that it is no more.
fn times_told(profile: &Profile, id: &str) -> usize {
    let told = profile.said(Whose::Account, id).iter().filter(|held| *held.source == *TOLD);
    told.filter(|held| held.value.is_present()).count()
}

/// Whether what stands of a company is news to somebody who knows something else or nothing.
fn is_news(id: &str, held: &Held, known: Option<&Held>) -> bool {
    let Some(known) = known else { return held.value.is_present() };
    if FILLED.contains(&id) {
        return !known.value.is_present() && held.value.is_present();
    }
    held.goes_before(known) && !is_alike(&held.value, &known.value)
}

/// Whether two values say the same, however they are written.
fn is_alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => fold(one) == fold(other),
        (one, other) => one == other,
    }
}

/// Whether what stands of somebody's company is the same before and after, and the company too;
/// where something was undone, by the same events.
fn says_the_same(before: &Profile, after: &Profile, by_the_same: bool) -> bool {
    if before.is_same(after) {
        return true;
    }
    let ids: BTreeSet<&str> = before.ids(Whose::Account).chain(after.ids(Whose::Account)).collect();
    let is_same = |id: &str| {
        let of =
            |profile| stands(Profile::said(profile, Whose::Account, id).iter(), Timestamp::MAX);
        match (of(before), of(after)) {
            (Some(one), Some(other)) if by_the_same => one == other,
            (Some(one), Some(other)) => one.value == other.value,
            (one, other) => one.is_none() && other.is_none(),
        }
    };
    let is_of_the_same =
        company_keys(before, Timestamp::MAX) == company_keys(after, Timestamp::MAX);
    is_of_the_same && ids.into_iter().all(is_same)
}

/// The event that said a value, in a word: what is told of it is known by that, also once whoever
/// said it was erased.
fn origin(held: &Held) -> String {
    origin_of(&held.source, &held.message_id)
}

/// That what somebody was told does not count any more.
pub(super) fn taken_back(one: ContactId, position: u64) -> Intake {
    let act = Act::Voided { position, why: Void::Company.id().to_owned() };
    ours(one, format!("{position}"), act)
}

/// Something that Criba tells of somebody's company.
fn ours(one: ContactId, message_id: String, act: Act) -> Intake {
    Intake {
        whom: Whom::Known(one),
        at: None,
        known_at: None,
        source: Arc::from(TOLD),
        message_id: message_id.into(),
        act,
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    }
}
