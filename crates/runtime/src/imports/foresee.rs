//! What will become of a list, before it does.

use std::collections::BTreeSet;

use engine::event::Act;
use import::events::content_id;
use store::StoreError;
use store::ids::ContactId;
use store::workspace::Read;

use super::plan::{Batch, Counts};
use super::prepare::{Person, Prepared};
use super::tell::SOURCE;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Intake;

/// What will become of a list.
#[derive(Debug)]
pub struct Foreseen {
    /// How many of each there will be.
    pub counts: Counts,
    /// The records of people of whom the rows say nothing that was not told before.
    pub told: BTreeSet<usize>,
}

impl Workspace {
    /// What will become of a list, as bringing it in would report it.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn foresee(&self, batch: &Batch, prepared: &Prepared) -> Result<Foreseen, RuntimeError> {
        let mut counts = prepared.counts();
        let told = self.told_before(prepared)?;
        // Nothing finds some of them but that their rows were told before.
        let found = told.iter().filter(|(person, _)| person.contact.is_none()).count();
        counts.new -= found;
        counts.updated += found;
        let hear = self.hear_of_consents(batch, prepared, &told)?;
        counts.updated -= told.len() - hear;
        counts.unchanged += told.len() - hear;
        let told = told.into_iter().flat_map(|(person, _)| person.records).collect();
        Ok(Foreseen { counts, told })
    }

    /// The people of whom the rows say nothing that was not told before.
    fn told_before(&self, prepared: &Prepared) -> Result<Vec<(Person, ContactId)>, RuntimeError> {
        self.read(|read| {
            let mut told: Vec<(Person, ContactId)> = Vec::new();
            let people = prepared.people().into_iter();
            // Who was erased is new, whatever was told of them before.
            let is_erased =
                |person: &Person| person.records.iter().any(|row| prepared.is_erased(*row));
            for person in people.filter(|person| !is_erased(person)) {
                let mut positions: Vec<Option<u64>> = Vec::new();
                for record in person.records.iter().filter_map(|row| prepared.record(*row)) {
                    positions.push(told_at(&read, &content_id(record))?);
                }
                let positions: Option<Vec<u64>> = positions.into_iter().collect();
                let Some(position) = positions.and_then(|all| all.first().copied()) else {
                    continue;
                };
                let contact = match person.contact {
                    Some(contact) => Some(contact),
                    None => read.event(position)?.map(|row| row.contact),
                };
                told.extend(contact.map(|contact| (person, contact)));
            }
            Ok(told)
        })
    }

    /// How many of some people hear something new of how they may be reached.
    fn hear_of_consents(
        &self,
        batch: &Batch,
        prepared: &Prepared,
        people: &[(Person, ContactId)],
    ) -> Result<usize, RuntimeError> {
        let mut hear = 0;
        for (person, contact) in people {
            let consents = self.consents(batch, prepared, std::iter::once((person, contact)))?;
            for consent in consents {
                if self.is_heard(batch, &consent)? {
                    hear += 1;
                    break;
                }
            }
        }
        Ok(hear)
    }

    /// Whether a consent is new to the contact. A no of today is new again where a yes came since.
    fn is_heard(&self, batch: &Batch, consent: &Intake) -> Result<bool, RuntimeError> {
        if self.read(|read| Ok(told_at(&read, &consent.message_id)?))?.is_none() {
            return Ok(true);
        }
        match &consent.act {
            Act::ConsentWithdrawn { purpose } if consent.at == Some(batch.made_at) => {
                let last = self.said_last(&consent.whom, purpose)?;
                Ok(last.is_some_and(|last| last.is_given))
            }
            _ => Ok(false),
        }
    }
}

/// Where something of a list was told before, and stands.
pub(super) fn told_at(read: &Read<'_>, message_id: &str) -> Result<Option<u64>, StoreError> {
    match read.message(SOURCE, message_id)? {
        Some(position) if !read.is_voided(position)? => Ok(Some(position)),
        _ => Ok(None),
    }
}
