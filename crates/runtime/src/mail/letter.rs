//! A letter as text and as HTML, and as a relay takes it. It has no image and no link that says who
//! opened it.

use std::time::{Duration, SystemTime};

use engine::time::Timestamp;
use lettre::Message;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use serde::{Deserialize, Serialize};

use crate::people::hex;

/// A letter to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address that it goes to.
    pub to: String,
    /// Who writes, as the reader knows them.
    pub from_name: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// That no person wrote it, so that no machine answers it (RFC 3834, section 5).
#[derive(Debug, Clone)]
struct Automatic;

impl Header for Automatic {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Automatic, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Automatic)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Automatic::name(), "auto-generated".to_owned())
    }
}

/// A letter, ready to be handed over.
pub(super) struct Ready {
    pub(super) from: lettre::Address,
    pub(super) to: lettre::Address,
    pub(super) message: Vec<u8>,
}

impl Letter {
    /// The letter as it goes out at a moment, known by `id`: the same whenever it is tried again, so
    /// that a receiver sees that it is one. `None` where it has no address that mail goes to.
    pub(super) fn ready(&self, sender: &Mailbox, id: &[u8], now: Timestamp) -> Option<Ready> {
        let to: Mailbox = self.to.parse().ok()?;
        let from = Mailbox::new(Some(self.from_name.clone()), sender.email.clone());
        let micros = u64::try_from(now.micros()).unwrap_or_default();
        let sent_at = SystemTime::UNIX_EPOCH + Duration::from_micros(micros);
        let message = Message::builder()
            .from(from.clone())
            .to(to.clone())
            .subject(self.subject.clone())
            .date(sent_at)
            .message_id(Some(format!("<{}@{}>", hex(id), from.email.domain())))
            .header(Automatic)
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .ok()?;
        Some(Ready { from: from.email, to: to.email, message: message.formatted() })
    }
}
