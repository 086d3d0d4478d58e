//! Rows of people who asked to be erased: they are left out, unless whoever brings the list says
//! that they gave their consent anew.

use std::collections::{BTreeSet, HashSet};

use import::record::Record;
use import::values::emails::{is_placeholder, is_role};
use import::values::phones::is_landline;
use store::workspace::rows::Key;

use crate::criba::Workspace;
use crate::erasure::{Known, hashed};
use crate::error::RuntimeError;

impl Workspace {
    /// The rows, from 0, of people who were erased; those aside who came back by themselves, unless
    /// all are taken anew: a list that goes on after a crash finds whom it brought already.
    /// `records` are the people that are known, then the rows; `groups` those that are one person.
    pub(super) fn erased_rows(
        &self,
        records: &[Record],
        known: usize,
        groups: &[Vec<usize>],
        are_taken: bool,
    ) -> Result<BTreeSet<usize>, RuntimeError> {
        let erased = self.erased_keys()?;
        let mut rows: BTreeSet<usize> = BTreeSet::new();
        if erased.is_empty() {
            return Ok(rows);
        }
        for group in groups {
            let keys = |is_known: bool| {
                let of = group.iter().filter(move |index| (**index < known) == is_known);
                of.filter_map(|index| records.get(*index)).flat_map(personal).collect()
            };
            let (told, held): (BTreeSet<Key>, BTreeSet<Key>) = (keys(false), keys(true));
            let is_erased = |key: &Key| erased.contains(&hashed(self.row.id, key));
            let is_back = !are_taken && held.iter().any(is_erased);
            if !is_back && told.iter().any(is_erased) {
                rows.extend(group.iter().filter_map(|index| index.checked_sub(known)));
            }
        }
        Ok(rows)
    }

    /// The hashes of what everybody was found by who was erased.
    fn erased_keys(&self) -> Result<HashSet<String>, RuntimeError> {
        let rows = self.read(|read| Ok(read.erasures()?))?;
        let mut keys: HashSet<String> = HashSet::new();
        for row in rows {
            let known: Known = serde_json::from_str(&row.body).map_err(store::StoreError::from)?;
            keys.extend(known.keys);
        }
        Ok(keys)
    }
}

/// What a row says that is one person's alone: a mailbox or a switchboard of many names nobody.
fn personal(record: &Record) -> Vec<Key> {
    let emails = record.emails.iter().filter(|email| !is_role(email) && !is_placeholder(email));
    let phones = record.phones.iter().map(|phone| phone.e164.as_str());
    let phones = phones.filter(|number| !is_landline(number));
    let mut keys: Vec<Key> = emails.map(|email| Key::new("email", email.as_str())).collect();
    keys.extend(phones.map(|number| Key::new("phone", number)));
    keys.extend(record.national_id.iter().map(|id| Key::new("national_id", id.to_lowercase())));
    keys
}
