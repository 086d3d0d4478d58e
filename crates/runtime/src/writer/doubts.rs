//! Joins by an address or a number that later turns out to be several people's.
//!
//! Nothing is parted by itself: the join is noted for somebody to look at (`crate::doubts`).

use engine::value::Value;
use store::ids::ContactId;
use store::workspace::rows::{EventRow, Key, Keys};

use super::Writer;
use super::folded::{Special, special};
use super::identity::{HOLDERS_MAX, SOURCE, are_one, is_named, is_shared};
use crate::card::Addresses;
use crate::doubts::{BY, Doubt, VALUE, kept_note_of, note_of};
use crate::error::RuntimeError;

/// The latest events of somebody that are looked through for joins.
const LOOKED_THROUGH: usize = 1_000;

impl Writer {
    /// What a row of a list says of whose an address or a number is; lists join by themselves
    /// (`import::duplicates`).
    pub(super) fn prove_by_list(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        if row.batch.is_none() {
            return Ok(());
        }
        for key in Addresses::of(&Keys::default(), &row.event.facts).keys {
            let holders = self.find(&key)?;
            if holders.len() > HOLDERS_MAX {
                continue;
            }
            for other in holders {
                self.prove_shared(&key, row.contact, other)?;
            }
        }
        Ok(())
    }

    /// Somebody said an address or a number that another has and that they had not said before:
    /// where both are known and are two, what the other was joined by it with may be somebody else.
    pub(super) fn prove_shared(
        &mut self,
        key: &Key,
        person: ContactId,
        other: ContactId,
    ) -> Result<(), RuntimeError> {
        // What is usually several people's says of nobody that they are somebody else.
        if person == other
            || is_shared(key)
            || !self.is_news_of(key, person)?
            || !self.are_known_as_two(person, other)?
        {
            return Ok(());
        }
        let history = &self.card(other)?.history;
        let latest: Vec<u64> = history.iter().rev().take(LOOKED_THROUGH).copied().collect();
        for row in self.rows_at(&latest, None)? {
            let is_by_it = *row.event.source == *SOURCE
                && matches!(special(&row.event.act), Some(Special::Join(_)))
                && joined_by(&row).is_some_and(|by| by == *key);
            if is_by_it && !self.is_looked_at(row.event.position)? {
                let doubt = Doubt { with: person, is_kept: false };
                let body = serde_json::to_string(&doubt).map_err(store::StoreError::from)?;
                self.pending.notes.push((note_of(row.event.position), Some(body)));
            }
        }
        Ok(())
    }

    /// Whether a join is noted already, was looked at, or counts no longer.
    fn is_looked_at(&self, position: u64) -> Result<bool, RuntimeError> {
        let read = self.store.read();
        let is_noted = read.note(&note_of(position))?.is_some();
        Ok(is_noted || read.note(&kept_note_of(position))?.is_some() || self.is_voided(position)?)
    }

    /// Nobody has to look any more at a join that counts no longer.
    pub(super) fn forget_doubt(&mut self, position: u64) -> Result<(), RuntimeError> {
        let row = self.event_at(position)?;
        if row.is_some_and(|row| matches!(special(&row.event.act), Some(Special::Join(_)))) {
            self.pending.notes.push((note_of(position), None));
            self.pending.notes.push((kept_note_of(position), None));
        }
        Ok(())
    }

    /// Whether somebody said an address or a number once alone.
    fn is_news_of(&mut self, key: &Key, person: ContactId) -> Result<bool, RuntimeError> {
        let profile = &self.card(person)?.contact.profile;
        let traits = ["email", "mobile", "phone"].into_iter();
        let said =
            traits.flat_map(|id| profile.said(engine::agreement::condition::Whose::Person, id));
        let said = said.filter(|held| held.value.to_string().trim().to_lowercase() == key.value);
        Ok(said.take(2).count() == 1)
    }

    /// Whether two are known by name or by an id, and are two by it.
    fn are_known_as_two(&mut self, one: ContactId, other: ContactId) -> Result<bool, RuntimeError> {
        let (a, b) = (self.card(one)?.ids.clone(), self.card(other)?.ids.clone());
        if !a.is_empty() && !b.is_empty() {
            return Ok(a.is_disjoint(&b));
        }
        let (a, b) = (self.record(one)?, self.record(other)?);
        Ok(is_named(&a) && is_named(&b) && !are_one(&a, &b))
    }
}

/// By which address or number somebody was joined, where it was by one.
fn joined_by(row: &EventRow) -> Option<Key> {
    let engine::event::Act::Happened { properties, .. } = &row.event.act else { return None };
    let said = |wanted: &str| {
        let said = properties.iter().find(|(id, _)| id == wanted);
        said.map(|(_, value)| value.to_string())
    };
    Some(Key::new(&said(BY)?, said(VALUE)?))
}

/// What a join says of by which address or number it was made.
pub(super) fn by_key(key: &Key) -> [(String, Value); 2] {
    [
        (BY.to_owned(), Value::text(key.kind.as_str())),
        (VALUE.to_owned(), Value::text(key.value.as_str())),
    ]
}
