//! Mail that Criba sends by itself: what waits to go out, and what became of it.
//!
//! A mail is on disk before anything is answered, and delivered behind that by one thread. Where a
//! relay took it and was not heard of since, nobody knows whether it arrived: it says so, and is
//! sent again by a person alone. What a mail says is decided by who puts it here.

mod letter;
mod outbox;

use engine::said::Said;
use engine::time::{Span, Timestamp};
use lettre::message::Mailbox;
use ring::digest;
use store::house::{Added, MailRow};
use store::ids::{ContactId, WorkspaceId};

use crate::criba::Criba;
use crate::egress::Relay;
use crate::error::RuntimeError;

pub use letter::Letter;
pub use outbox::{Mailing, send_waiting};

/// With what mail is sent.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The relay that takes it.
    pub relay: Relay,
    /// Whose address it comes from.
    pub from: Mailbox,
}

/// Reads the address that mail comes from, with or without a name before it.
///
/// # Errors
///
/// It is none.
pub fn from(text: &str) -> Result<Mailbox, Said> {
    text.parse().map_err(|_| {
        Said::new(
            format!("«{text}» no es una dirección de correo; hay que escribir hola@empresa.es"),
            format!("«{text}» is no e-mail address; write hello@company.com"),
        )
    })
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It waits to be sent, from a moment on; with what went wrong the last time.
    Waiting(Timestamp, String),
    /// It is being handed over.
    Sending,
    /// A relay took it.
    Sent,
    /// It is not tried any more, and why.
    Failed(String),
    /// It may have arrived, and why nobody knows.
    Uncertain(String),
    /// It did not arrive for sure, and why; what it said is kept no longer.
    Over(String),
}

impl Fate {
    fn of(row: &MailRow) -> Fate {
        match row.state.as_str() {
            "sending" => Fate::Sending,
            "sent" => Fate::Sent,
            "failed" | "uncertain" if row.body.is_empty() => Fate::Over(row.why.clone()),
            "failed" => Fate::Failed(row.why.clone()),
            "uncertain" => Fate::Uncertain(row.why.clone()),
            _ => Fate::Waiting(row.due_at, row.why.clone()),
        }
    }

    /// Whether a person may have it sent again.
    #[must_use]
    pub fn is_sent_again(&self) -> bool {
        matches!(self, Fate::Failed(_) | Fate::Uncertain(_))
    }
}

/// What became of a letter that was to be put here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queued {
    /// It waits.
    New,
    /// It was here already.
    Known,
    /// Too many wait already: the relay takes none, or too few.
    Full,
    /// The address was written too often: somebody may be writing in another's name.
    TooMany,
}

/// Mails that whoever has an address gets from a workspace in a day, whoever asks for them and
/// however the address is spelled.
const A_DAY_MAX: usize = 5;
/// Mails of one kind that are looked through.
const SHOWN_MAX: usize = 200;

impl Criba {
    /// Has a letter to somebody sent: it is on disk when this comes back. Put here twice under a
    /// name, it is one.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn send_letter(
        &self,
        workspace: WorkspaceId,
        name: &str,
        contact: ContactId,
        letter: &Letter,
    ) -> Result<Queued, RuntimeError> {
        let now = self.clock().now();
        let recipient = hash(workspace, &folded(&letter.to));
        let body = serde_json::to_string(letter).map_err(store::StoreError::from)?;
        let row = MailRow {
            id: 0,
            workspace,
            name: name.to_owned(),
            contact,
            recipient,
            body,
            made_at: now,
            due_at: now,
            tries: 0,
            state: String::new(),
            why: String::new(),
        };
        let mut house = self.house();
        // The same once more is no mail more.
        let is_known = house.has_mail(workspace, name)?;
        if !is_known && house.mails_to(workspace, &row.recipient, now - Span::DAY)? >= A_DAY_MAX {
            return Ok(Queued::TooMany);
        }
        Ok(match house.add_mail(&row)? {
            Added::New => Queued::New,
            Added::Known => Queued::Known,
            Added::Full => Queued::Full,
        })
    }

    /// What became of the mails of a workspace whose names begin so, by name, the newest first.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn letters(
        &self,
        workspace: WorkspaceId,
        beginning: &str,
    ) -> Result<Vec<(String, Fate)>, RuntimeError> {
        let rows = self.house().mails_of(workspace, beginning, SHOWN_MAX)?;
        Ok(rows.into_iter().map(|row| (row.name.clone(), Fate::of(&row))).collect())
    }

    /// Has a letter sent again that failed, or of which nobody knows whether it arrived.
    ///
    /// # Errors
    ///
    /// There is none such, or the disk does not take it.
    pub fn send_again(&self, workspace: WorkspaceId, name: &str) -> Result<(), RuntimeError> {
        let now = self.clock().now();
        match self.house().mail_again(workspace, name, now)? {
            true => Ok(()),
            false => Err(RuntimeError::missing("el correo", "mail", name)),
        }
    }
}

/// One spelling of those that reach one mailbox, for the bound alone: without what stands behind a
/// `+` (RFC 5233), and of Gmail without its dots.
fn folded(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let Some((local, domain)) = address.rsplit_once('@') else { return address };
    let local = local.split('+').next().unwrap_or(local);
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        domain => format!("{local}@{domain}"),
    }
}

/// The hash of an address, another in each workspace.
fn hash(workspace: WorkspaceId, address: &str) -> Vec<u8> {
    let text = format!("criba:mail {workspace} {address}");
    digest::digest(&digest::SHA256, text.as_bytes()).as_ref().to_vec()
}
