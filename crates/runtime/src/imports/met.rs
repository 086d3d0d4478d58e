//! People of a list whom another list brought in meanwhile: after its people were told apart, and
//! before their turn came.

use std::collections::BTreeSet;

use import::duplicates;
use import::record::Record;
use store::ids::ContactId;

use super::known::alike;
use super::plan::Suggested;
use super::prepare::{Person, Prepared};
use crate::criba::Workspace;
use crate::error::RuntimeError;

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
        strangers: &BTreeSet<ContactId>,
    ) -> Result<Vec<Suggested>, RuntimeError> {
        if strangers.is_empty() {
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
        let met = alike(self, &rows, |id| strangers.contains(&id))?;
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
