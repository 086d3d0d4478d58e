//! Whom each count of a list stands for, so that it opens.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use store::ids::{BatchId, ContactId};
use store::workspace::screens::Filter;

use super::plan::Counts;
use super::prepare::{Person, Prepared};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What became of somebody of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They were not known before.
    New,
    /// They were known, and something new was told of them.
    Updated,
    /// They were known, and nothing new was told of them.
    Unchanged,
    /// Several rows of the list are theirs.
    Joined,
    /// Something of theirs could not be read.
    Problem,
}

/// Every fate.
pub const FATES: [Fate; 5] =
    [Fate::New, Fate::Updated, Fate::Unchanged, Fate::Joined, Fate::Problem];

/// The contacts of a list by what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Fates {
    new: BTreeSet<ContactId>,
    updated: BTreeSet<ContactId>,
    unchanged: BTreeSet<ContactId>,
    joined: BTreeSet<ContactId>,
    problems: BTreeSet<ContactId>,
}

impl Fates {
    /// Sorts the people of a list and counts them. `heard` are those who heard something new,
    /// `earlier` those whom this very list had brought before the server ended.
    pub(super) fn of(
        prepared: &Prepared,
        people: &[(&Person, ContactId)],
        heard: &BTreeSet<ContactId>,
        earlier: &BTreeSet<ContactId>,
    ) -> (Fates, Counts) {
        let (mut fates, mut counts) = (Fates::default(), prepared.counts());
        (counts.new, counts.updated, counts.unchanged) = (0, 0, 0);
        for (person, id) in people {
            let is_known = person.contact.is_some();
            let (count, whose) = match (is_known, heard.contains(id)) {
                (true, _) if earlier.contains(id) => (&mut counts.new, &mut fates.new),
                (false, true) => (&mut counts.new, &mut fates.new),
                (true, true) => (&mut counts.updated, &mut fates.updated),
                (_, false) => (&mut counts.unchanged, &mut fates.unchanged),
            };
            *count += 1;
            whose.insert(*id);
            let mut records = person.records.iter().filter_map(|index| prepared.record(*index));
            if person.records.len() > 1 {
                fates.joined.insert(*id);
            }
            if records.any(|record| !record.problems.is_empty()) {
                fates.problems.insert(*id);
            }
        }
        (fates, counts)
    }

    fn with(&self, fate: Fate) -> &BTreeSet<ContactId> {
        match fate {
            Fate::New => &self.new,
            Fate::Updated => &self.updated,
            Fate::Unchanged => &self.unchanged,
            Fate::Joined => &self.joined,
            Fate::Problem => &self.problems,
        }
    }
}

impl Workspace {
    /// The contacts of a list of whom a count of it tells, or all of them; `None` where that was
    /// not kept.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn of_list(
        &self,
        batch: BatchId,
        fate: Option<Fate>,
    ) -> Result<Option<BTreeSet<ContactId>>, RuntimeError> {
        let Some(fates) = self.fates(batch)? else { return Ok(None) };
        let all = [Fate::New, Fate::Updated, Fate::Unchanged];
        let wanted = fate.as_ref().map_or(&all[..], std::slice::from_ref);
        Ok(Some(wanted.iter().flat_map(|fate| fates.with(*fate)).copied().collect()))
    }

    /// How many of a list each count stands for now, in the order of [`FATES`]: who was joined
    /// into somebody else since is nobody any more. `None` where that was not kept.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn counts_of_list(&self, batch: BatchId) -> Result<Option<[u64; 5]>, RuntimeError> {
        let Some(fates) = self.fates(batch)? else { return Ok(None) };
        self.writer.settle_all().wait()?;
        self.read(|read| {
            let mut counts = [0; 5];
            for (count, fate) in counts.iter_mut().zip(FATES) {
                let ids = Some(fates.with(fate).iter().copied().collect());
                *count = read.count(&Filter { ids, ..Filter::default() })?;
            }
            Ok(Some(counts))
        })
    }

    pub(super) fn save_fates(&self, batch: BatchId, fates: &Fates) -> Result<(), RuntimeError> {
        let body = serde_json::to_string(fates).map_err(store::StoreError::from)?;
        self.writer.save_note(note(batch), Some(body)).wait()
    }

    /// Forgets it, where the list is not in any more.
    pub(super) fn forget_fates(&self, batch: BatchId) -> Result<(), RuntimeError> {
        self.writer.save_note(note(batch), None).wait()
    }

    fn fates(&self, batch: BatchId) -> Result<Option<Fates>, RuntimeError> {
        let note = self.read(|read| Ok(read.note(&note(batch))?))?;
        let fates = note.map(|text| serde_json::from_str(&text)).transpose();
        Ok(fates.map_err(store::StoreError::from)?)
    }
}

fn note(batch: BatchId) -> String {
    format!("fates:{batch}")
}
