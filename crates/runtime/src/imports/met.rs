//! People of a list whom another list brought in meanwhile: after its people were told apart, and
//! before their turn came.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use import::duplicates;
use import::record::Record;
use store::ids::ContactId;
use store::workspace::rows::Key;

use super::known::{as_rows, keys_of, keys_of_contact, says_nothing};
use super::plan::Suggested;
use super::prepare::{Person, Prepared};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// Whom other lists told of since a list began to look who is known.
#[derive(Debug, Default)]
pub(super) struct Strangers {
    /// By 64 bits of what each is found by: a hundred thousand of them take little room, and who
    /// shares the bits of another by chance is told apart as everybody is.
    by_key: BTreeMap<u64, Vec<ContactId>>,
}

impl Strangers {
    /// Takes some more of them.
    pub(super) fn take(
        &mut self,
        workspace: &Workspace,
        newcomers: BTreeSet<ContactId>,
    ) -> Result<(), RuntimeError> {
        for id in newcomers {
            let Some(saw) = workspace.writer.look(id).wait()? else { continue };
            for key in keys_of_contact(&saw.card.contact.profile, saw.now) {
                self.by_key.entry(bits(&key)).or_default().push(saw.id);
            }
        }
        Ok(())
    }

    /// Those who share something with a row.
    fn alike(&self, rows: &[Record]) -> BTreeSet<ContactId> {
        let mut alike: BTreeSet<ContactId> = BTreeSet::new();
        for key in keys_of(rows) {
            let holders = self.by_key.get(&bits(&key)).map_or(&[][..], Vec::as_slice);
            if !says_nothing(&key, holders.len()) {
                alike.extend(holders);
            }
        }
        alike
    }
}

fn bits(key: &Key) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl Workspace {
    /// Takes those for known who are surely one of `strangers`, as if the list had come after
    /// theirs; the pairs that are probably one.
    ///
    /// The people of the list were told apart among all its rows, which say how rare a name is:
    /// that stands, and each is compared with the strangers alone.
    pub(super) fn meet(
        &self,
        prepared: &Prepared,
        people: &mut [Person],
        ids: &mut [ContactId],
        strangers: &Strangers,
    ) -> Result<Vec<Suggested>, RuntimeError> {
        if strangers.by_key.is_empty() {
            return Ok(Vec::new());
        }
        // Who is known already has been compared with whoever was there.
        let mut rows: Vec<Record> = Vec::new();
        let mut whose: Vec<usize> = Vec::new();
        for (index, person) in people.iter().enumerate() {
            if person.contact.is_none() {
                rows.extend(person.records.iter().filter_map(|row| prepared.record(*row)).cloned());
                whose.resize(rows.len(), index);
            }
        }
        let met = as_rows(self, strangers.alike(&rows))?;
        if met.is_empty() {
            return Ok(Vec::new());
        }
        let (contacts, mut records): (Vec<ContactId>, Vec<Record>) = met.into_iter().unzip();
        let known = records.len();
        records.extend(rows);
        let found = duplicates::find(&records, known);
        // A contact that was met stands before the rows.
        let pair = |(first, second): (usize, usize)| {
            let contact = contacts.get(first).copied()?;
            Some((contact, whose.get(second.checked_sub(known)?).copied()?))
        };
        for (contact, index) in found.joins.iter().filter_map(|join| pair(join.records)) {
            let (Some(person), Some(id)) = (people.get_mut(index), ids.get_mut(index)) else {
                continue;
            };
            if person.contact.is_none() {
                person.contact = Some(contact);
                *id = contact;
            }
        }
        let suggested = found.suggested.iter().filter_map(|suggestion| {
            let (contact, index) = pair(suggestion.pair)?;
            let is_new = people.get(index)?.contact.is_none();
            is_new.then_some(Suggested::of(suggestion, contact, *ids.get(index)?))
        });
        Ok(suggested.collect())
    }
}
