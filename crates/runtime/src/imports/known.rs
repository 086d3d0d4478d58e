//! The people of a workspace that a list may be about.

use std::collections::BTreeSet;

use engine::contact::profile::Profile;
use engine::time::Timestamp;
use import::duplicates::company_key;
use import::record::Record;
use import::values::phones::PhoneReader;
use store::ids::ContactId;
use store::workspace::rows::Key;

use crate::card::{self, look_alike_keys, record};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// People that share a word of a name with so many others say nothing by it.
const ALIKE_MAX: usize = 40;

/// The contacts that share something with a row of a list, and those that are known to be `others`
/// of them, each as a row of its own.
pub(super) fn alike(
    workspace: &Workspace,
    records: &[Record],
    others: impl Iterator<Item = ContactId>,
) -> Result<Vec<(ContactId, Record)>, RuntimeError> {
    let mut found: BTreeSet<ContactId> = others.collect();
    workspace.writer.settle_all().wait()?;
    workspace.read(|read| {
        for key in keys_of(records) {
            let holders = match key.kind == COMPANY {
                true => read.companies_alone(&key.value)?,
                false => read.with_key(&key)?,
            };
            if !says_nothing(&key, holders.len()) {
                found.extend(holders);
            }
        }
        Ok(())
    })?;
    as_rows(workspace, found)
}

/// The kind of key by which a company is found that stands for itself: nobody is found by it.
const COMPANY: &str = "company";

/// What a company is found by that stands for itself, and no person does.
fn company_alone(record: &Record) -> Option<Key> {
    let company = record.company.as_deref().filter(|_| record.is_company_alone())?;
    Some(Key::new(COMPANY, company_key(company)))
}

/// What a contact may be found by.
pub(super) fn keys_of_contact(profile: &Profile, at: Timestamp) -> Vec<Key> {
    let mut keys = card::keys(profile);
    keys.extend(company_alone(&record(profile, at, &mut PhoneReader::default())));
    keys
}

/// What the people of some rows may be found by.
pub(super) fn keys_of(records: &[Record]) -> BTreeSet<Key> {
    let mut keys: BTreeSet<Key> = BTreeSet::new();
    for record in records {
        keys.extend(record.emails.iter().map(|email| Key::new("email", email.as_str())));
        keys.extend(record.phones.iter().map(|phone| Key::new("phone", phone.e164.as_str())));
        keys.extend(record.national_id.iter().map(|id| Key::new("national_id", id.to_lowercase())));
        keys.extend(record.profile.iter().map(|page| Key::new("profile", page.as_str())));
        keys.extend(record.name.iter().flat_map(|name| look_alike_keys(name)));
        keys.extend(company_alone(record));
    }
    keys
}

/// Whether a key has so many holders that it tells nobody apart.
pub(super) fn says_nothing(key: &Key, holders: usize) -> bool {
    key.kind == "name" && holders > ALIKE_MAX
}

/// Contacts, each as a row of a list.
pub(super) fn as_rows(
    workspace: &Workspace,
    contacts: BTreeSet<ContactId>,
) -> Result<Vec<(ContactId, Record)>, RuntimeError> {
    let mut rows: Vec<(ContactId, Record)> = Vec::with_capacity(contacts.len());
    let mut phones = PhoneReader::default();
    for id in contacts {
        let Some(saw) = workspace.writer.look(id).wait()? else { continue };
        rows.push((saw.id, record(&saw.card.contact.profile, saw.now, &mut phones)));
    }
    Ok(rows)
}
