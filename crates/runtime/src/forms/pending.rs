//! Consents that wait until who gave them confirms it by a link.
//!
//! The link holds what it confirms, sealed; what is kept here is for people to see. It goes out by
//! mail where there is a relay for it, and else is handed on by whoever answers the form.

use std::sync::PoisonError;

use engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use super::kept::{EACH, FORMS_MAX};
use super::{Kept, Link};
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Handle, Whom};

/// A consent that waits, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// What its link confirms.
    pub link: Link,
    /// When it was given.
    pub at: Timestamp,
    /// Who gave it, as they said how to reach them.
    pub who: String,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
}

/// How many are shown of each form: the newest.
const SHOWN_MAX: usize = 100;

/// What the name of the note ends with, behind that of its form.
const PENDING: &str = "/pending";

fn name(slug: &str) -> String {
    format!("{EACH}{slug}{PENDING}")
}

impl Workspace {
    /// The consents of a form that wait or were confirmed, the newest last.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn pending(&self, slug: &str) -> Result<Vec<Pending>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&name(slug))?))?;
        let kept = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(kept.map_err(store::StoreError::from)?.unwrap_or_default())
    }

    pub(super) fn await_confirmation(&self, link: &Link, who: &str) -> Result<(), RuntimeError> {
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pending = self.pending(&link.form)?;
        pending.retain(|one| one.link.nonce != link.nonce);
        let (link, who) = (link.clone(), who.to_owned());
        let slug = link.form.clone();
        pending.push(Pending { link, at: self.now(), who, confirmed_at: None });
        pending.drain(..pending.len().saturating_sub(SHOWN_MAX));
        self.keep_note(&name(&slug), &pending)
    }

    /// Forgets which consents of somebody wait or were confirmed, and what they are owed.
    pub(crate) fn forget_confirmations(&self, contacts: &[ContactId]) -> Result<(), RuntimeError> {
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        forget_confirmations(&self.writer, contacts)
    }

    /// Confirms what a link holds. Done twice, it is done once.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn confirm(&self, kept: &Kept, link: &Link) -> Result<(), RuntimeError> {
        let consents = super::send::consents(kept, link, true);
        let intakes = consents.into_iter().map(|(message_id, act, facts)| {
            super::send::intake(&kept.form.slug, Whom::Known(link.contact), message_id, act, facts)
        });
        self.writer.take(intakes.collect()).wait()?;
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pending = self.pending(&link.form)?;
        for one in pending.iter_mut().filter(|one| one.link.nonce == link.nonce) {
            one.confirmed_at = one.confirmed_at.or(Some(self.now()));
        }
        self.keep_note(&name(&link.form), &pending)
    }
}

/// The same of a workspace that nobody else has open.
pub(crate) fn forget_confirmations(
    handle: &Handle,
    contacts: &[ContactId],
) -> Result<(), RuntimeError> {
    super::owed::forget(handle, Some(contacts))?;
    let notes = handle.reader()?.read().notes_from(EACH, FORMS_MAX * 2)?;
    for (name, body) in notes.into_iter().filter(|(name, _)| name.ends_with(PENDING)) {
        let mut pending: Vec<Pending> =
            serde_json::from_str(&body).map_err(store::StoreError::from)?;
        let before = pending.len();
        pending.retain(|one| !contacts.contains(&one.link.contact));
        if pending.len() < before {
            let body = serde_json::to_string(&pending).map_err(store::StoreError::from)?;
            handle.save_note(name, Some(body)).wait()?;
        }
    }
    Ok(())
}
