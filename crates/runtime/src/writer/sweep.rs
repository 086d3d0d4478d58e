//! A version of the agreement that comes into force, and everybody taking it, some between two orders.
//!
//! What is asked of the people of a company is worked out of each as of the moment when it came into
//! force, and told to the others, before anybody is judged by it (`super::passing`).

use std::collections::BTreeSet;
use std::sync::Arc;

use store::ids::ContactId;
use store::workspace::rows::VersionRow;

use super::Writer;
use super::due::AT_ONCE;
use super::versions::{Version, seal, version_hash};
use crate::error::RuntimeError;

/// The name under which the last version is kept that reached every contact.
const SWEPT: &str = "swept";

/// Whom a version has not reached yet.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    /// Of whom it is still to be worked out what they pass.
    unlisted: Vec<ContactId>,
    /// Who has still to take it.
    left: Vec<ContactId>,
}

impl Sweep {
    /// Whether it reached everybody.
    pub(super) fn is_over(&self) -> bool {
        self.left.is_empty()
    }
}

impl Writer {
    pub(super) fn put_in_force(
        &mut self,
        text: String,
        by: String,
        after: Option<u32>,
    ) -> Result<u32, RuntimeError> {
        let now = self.versions.current().agreement.version;
        if after.is_some_and(|after| after != now) {
            return Err(RuntimeError::Overtaken { now });
        }
        let (previous, number) = {
            let current = self.versions.current();
            (current.hash.clone(), current.agreement.version + 1)
        };
        let agreement = Arc::new(seal(&text, number)?);
        let from = self.next_moment();
        let hash = version_hash(&previous, number, &text, &by);
        self.versions.push(Version {
            agreement,
            from,
            position: self.position,
            hash: hash.clone(),
        });
        self.pending.versions.push(VersionRow {
            number,
            text,
            made_at: from,
            made_by: by,
            in_force_at: Some(from),
            position: self.position,
            hash,
        });
        // One that fails leaves the versions as they are on disk.
        self.commit()?;
        self.begin_sweep()?;
        Ok(number)
    }

    /// Has everybody take the version in force who has not yet.
    pub(super) fn begin_sweep(&mut self) -> Result<(), RuntimeError> {
        let left = self.not_adopted()?;
        let unlisted = if self.versions.ask_people() { left.clone() } else { Vec::new() };
        self.sweep = Sweep { unlisted, left };
        Ok(())
    }

    /// Every contact that has not taken the version in force yet.
    fn not_adopted(&mut self) -> Result<Vec<ContactId>, RuntimeError> {
        let swept = self.store.read().note(SWEPT)?.and_then(|text| text.parse::<u32>().ok());
        let number = self.versions.current().agreement.version;
        if number <= 1 || swept.is_some_and(|swept| swept >= number) {
            return Ok(Vec::new());
        }
        let mut contacts: BTreeSet<ContactId> = self.store.read().contacts()?.into_iter().collect();
        contacts.extend(self.cache.unsaved(usize::MAX));
        contacts.extend(self.noted.everybody());
        Ok(contacts.into_iter().collect())
    }

    /// Has some more contacts take the version that came into force.
    pub(super) fn sweep_some(&mut self) {
        let some = some_of(&mut self.sweep.unlisted);
        if !some.is_empty() {
            self.list_some(some);
            return;
        }
        // Nobody is judged by what others pass before they were told of it.
        if self.sweep.is_over() || self.behind.is_lapsing() {
            return;
        }
        for id in some_of(&mut self.sweep.left) {
            if let Err(error) = self.adopt_now(id).and_then(|()| self.pass_again(id)) {
                tracing::error!(%error, contact = %id, "a contact could not take the new version");
            }
        }
        self.tell_found();
        if self.sweep.is_over() {
            let number = self.versions.current().agreement.version.to_string();
            self.pending.notes.push((SWEPT.to_owned(), Some(number)));
        }
    }

    fn list_some(&mut self, some: Vec<ContactId>) {
        for id in some {
            if let Err(error) = self.pass_versions(id) {
                tracing::error!(%error, contact = %id, "what a contact passes could not be worked out");
            }
        }
        self.tell_lapsed();
    }

    /// Has everybody take it, and saves them as it goes, so that memory stays bounded.
    pub(super) fn sweep_all(&mut self) -> Result<(), RuntimeError> {
        while !self.sweep.is_over() {
            self.sweep_some();
            if self.behind.is_lapsing() {
                self.tell_some();
            }
            self.stage_saves(self.limits.cards_a_save);
            self.commit()?;
            self.cache.drop_oldest(self.limits.cards, self.limits.packed_bytes);
        }
        Ok(())
    }
}

/// Contacts that are looked at between two orders, taken out of those who are left.
fn some_of(left: &mut Vec<ContactId>) -> Vec<ContactId> {
    left.split_off(left.len().saturating_sub(AT_ONCE))
}
