//! Mails that a form owes: the one that asks to confirm a consent, noted in the transaction of the
//! event that causes it.
//!
//! Mails stand in the house and events in the workspace, so no transaction holds both. The note says
//! what is still to be put into the house; it goes once that was done. What a crash leaves is found at
//! the next start, and what the house had no room for as soon as it has. A mail has one name there, so that it is one however often it is put.

use engine::agreement::Language;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;
use store::workspace::Read;

use super::{Kept, Link, Sending};
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Handle;

/// What the name of each note begins with.
pub(crate) const OWED: &str = "owed/confirm/";
/// Notes that are read at once.
const AT_ONCE: usize = 50;

/// A mail that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What its link confirms.
    pub link: Link,
    /// The address that it goes to.
    pub to: String,
}

/// What is noted of it; who it is for is not known before the event is there.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    purposes: Vec<String>,
    text: u32,
    #[serde(with = "super::language_id")]
    language: Language,
    to: String,
}

fn name(slug: &str, nonce: &str) -> String {
    format!("{OWED}{slug}/{nonce}")
}

/// The note of a mail that what is sent will owe: its name and what it says.
pub(super) fn note(
    kept: &Kept,
    sending: &Sending,
    purposes: &[String],
    nonce: &str,
    to: &str,
) -> Result<(String, Option<String>), RuntimeError> {
    let noted = Noted {
        purposes: purposes.to_vec(),
        text: kept.text(),
        language: sending.language.unwrap_or(kept.form.language),
        to: to.to_owned(),
    };
    let body = serde_json::to_string(&noted).map_err(store::StoreError::from)?;
    Ok((name(&kept.form.slug, nonce), Some(body)))
}

/// Some of the mails that are owed.
#[derive(Debug)]
pub struct Owing {
    /// The mails.
    pub mails: Vec<Owed>,
    /// Behind what the others are; `None` where these are the last.
    pub next: Option<String>,
}

impl Workspace {
    /// Some of the mails that are owed since the server stopped before they were put into the house,
    /// or since it had no room: the first, or those behind some. What was confirmed meanwhile, or
    /// counts no longer, is owed no more.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take it.
    pub fn owed(&self, after: &str) -> Result<Owing, RuntimeError> {
        let noted = self.read(|read| Ok(read.notes_after(OWED, after, AT_ONCE)?))?;
        let next = noted.last().filter(|_| noted.len() == AT_ONCE).map(|(name, _)| name.clone());
        let mut owed: Vec<Owed> = Vec::new();
        for (name, body) in noted {
            let Some((slug, nonce)) = parts(&name) else { continue };
            let contact = match self.place_of(slug, nonce)? {
                Some(position) => self.who_sent(position)?.map(|(contact, _)| contact),
                None => None,
            };
            let noted = serde_json::from_str::<Noted>(&body).ok();
            let Some((contact, noted)) = contact.zip(noted) else {
                self.settle_owed(slug, nonce);
                continue;
            };
            let link = Link {
                form: slug.to_owned(),
                nonce: nonce.to_owned(),
                contact,
                purposes: noted.purposes,
                text: noted.text,
                language: noted.language,
            };
            let pending = self.pending(slug)?.into_iter().find(|one| one.link.nonce == nonce);
            match pending {
                Some(one) if one.confirmed_at.is_some() => {
                    self.settle_owed(slug, nonce);
                    continue;
                }
                Some(_) => {}
                None => self.await_confirmation(&link, &noted.to)?,
            }
            owed.push(Owed { link, to: noted.to });
        }
        Ok(Owing { mails: owed, next })
    }

    /// Notes that a mail is owed no more. Nobody waits for it: what a crash leaves is looked at
    /// again.
    pub fn settle_owed(&self, slug: &str, nonce: &str) {
        if !self.writer.drop_note(name(slug, nonce)) {
            tracing::warn!("that a mail is owed no more is noted at the next start");
        }
    }

    fn place_of(&self, slug: &str, nonce: &str) -> Result<Option<u64>, RuntimeError> {
        let source = format!("form:{slug}");
        Ok(self.writer.places([(source.as_str(), nonce)]).wait()?.first().copied())
    }
}

fn parts(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix(OWED)?.split_once('/')
}

/// Whether a workspace owes mails.
pub(crate) fn owes(read: Read<'_>) -> Result<bool, RuntimeError> {
    Ok(!read.notes_from(OWED, 1)?.is_empty())
}

/// Forgets the mails that are owed: to some people, or all.
pub(crate) fn forget(handle: &Handle, of: Option<&[ContactId]>) -> Result<(), RuntimeError> {
    let reader = handle.reader()?;
    let mut after = String::new();
    loop {
        let noted = reader.read().notes_after(OWED, &after, AT_ONCE)?;
        let Some((last, _)) = noted.last() else { return Ok(()) };
        after.clone_from(last);
        for (name, _) in noted {
            let Some((slug, nonce)) = parts(&name) else { continue };
            let source = format!("form:{slug}");
            let position = handle.places([(source.as_str(), nonce)]).wait()?.first().copied();
            let row = position.map(|position| reader.read().event(position)).transpose()?.flatten();
            let is_theirs = of.is_none_or(|of| row.is_none_or(|row| of.contains(&row.contact)));
            if is_theirs {
                handle.save_note(name, None).wait()?;
            }
        }
    }
}
