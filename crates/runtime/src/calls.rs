//! Whom somebody is calling at this moment, so that no colleague calls them too.
//!
//! It is known only here and only for minutes: it is a courtesy, not a record. What came of a call
//! is in the log.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use engine::time::{Span, Timestamp};
use store::ids::ContactId;

use crate::acts::{By, Deed};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// How long a call of which nobody says how it was keeps others from calling.
const CALL_MAX: Span = Span::MINUTE.times(10);

/// Who calls whom, by the caller's address: nobody is in two calls.
#[derive(Debug, Default)]
pub(crate) struct Calls(Mutex<BTreeMap<String, (ContactId, Timestamp)>>);

impl Calls {
    /// Whom others than these are calling.
    pub(crate) fn of_others(&self, own: &[String], now: Timestamp) -> Vec<ContactId> {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.retain(|_, (_, began_at)| now - *began_at < CALL_MAX);
        let others = calls.iter().filter(|(caller, _)| !own.contains(caller));
        others.map(|(_, (contact, _))| *contact).collect()
    }

    fn caller(&self, contact: ContactId, now: Timestamp) -> Option<String> {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut called = calls.iter().filter(|(_, (whom, _))| *whom == contact);
        let (caller, _) = called.find(|(_, (_, began_at))| now - *began_at < CALL_MAX)?;
        Some(caller.clone())
    }

    fn began(&self, contact: ContactId, caller: &str, now: Timestamp) {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.insert(caller.to_owned(), (contact, now));
    }

    /// Somebody does something: where it says how a call was, theirs is over.
    pub(crate) fn answered(&self, deed: &Deed, by: &By) {
        if matches!(deed, Deed::Called { .. } | Deed::Declined { .. } | Deed::Planned { .. }) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&by.email);
        }
    }
}

impl Workspace {
    /// Somebody begins to call a contact; whomever they called before, they call no longer.
    ///
    /// # Errors
    ///
    /// There is no such contact.
    pub fn call_began(&self, contact: ContactId, caller: &str) -> Result<(), RuntimeError> {
        if self.writer.look(contact).wait()?.is_none() {
            return Err(RuntimeError::missing("el contacto", "contact", contact));
        }
        self.calls.began(contact, caller, self.now());
        Ok(())
    }

    /// Who is calling a contact at this moment, by their address.
    #[must_use]
    pub fn caller(&self, contact: ContactId) -> Option<String> {
        self.calls.caller(contact, self.now())
    }
}
