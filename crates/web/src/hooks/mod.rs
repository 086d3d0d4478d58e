//! What other programs tell: `/hooks/{source}`.
//!
//! What came is verified over its very bytes, read by its provider's reader into the words of the
//! agreement, and told to the writer. A reader decides nothing but what a body says: it asks nobody
//! anything, and nothing makes it panic.

mod aircall;
mod asking;
mod becomes;
mod brevo;
mod calcom;
mod calendly;
mod catch_up;
mod certificates;
mod fields;
mod form;
mod google_ads;
mod graph;
mod json;
mod mail;
mod mailgun;
mod meta;
#[cfg(test)]
mod mutations;
mod past;
mod pieces;
mod postmark;
mod preview;
mod receive;
mod sendgrid;
mod ses;
mod signature;
mod take;
mod tally;
mod told;
#[cfg(test)]
mod trial;
mod twilio;
mod typeform;
mod whatsapp;

use runtime::sources::Kind;

pub(crate) use asking::Asking;
pub use asking::ask_waiting;
pub(crate) use becomes::Reader;
pub use catch_up::catch_up;
pub(crate) use certificates::Certificates;
pub use past::reread;
pub use take::again;

pub(crate) use form::THEIRS;
pub(crate) use preview::{Preview, preview};
pub(crate) use receive::{dress, routes};
use signature::{Refused, Sent};
use told::{Body, Read};

/// The fields of what came, where it has any: JSON in any shape, or a form.
pub(crate) fn fields_of(raw: &[u8], content_type: &str) -> Vec<(String, String)> {
    form::fields(raw, content_type).unwrap_or_default()
}

/// Whether what came is from who may send it.
fn verify(kind: Kind, sent: &Sent<'_>) -> Result<(), Refused> {
    match kind {
        Kind::Meta => meta::verify(sent),
        Kind::Whatsapp => whatsapp::verify(sent),
        Kind::GoogleAds => google_ads::verify(sent),
        Kind::Calendly => calendly::verify(sent),
        Kind::Calcom => calcom::verify(sent),
        Kind::Typeform => typeform::verify(sent),
        Kind::Tally => tally::verify(sent),
        Kind::Brevo => brevo::verify(sent),
        Kind::Sendgrid => sendgrid::verify(sent),
        Kind::Mailgun => mailgun::verify(sent),
        Kind::Postmark => postmark::verify(sent),
        Kind::Ses => ses::verify(sent),
        Kind::Twilio => twilio::verify(sent),
        Kind::Aircall => aircall::verify(sent),
        Kind::Form => form::verify(sent),
        Kind::Json => json::verify(sent),
    }
}

/// What it tells.
fn read(kind: Kind, body: &Body<'_>) -> Read {
    match kind {
        Kind::Meta => meta::read(body),
        Kind::Whatsapp => whatsapp::read(body),
        Kind::GoogleAds => google_ads::read(body),
        Kind::Calendly => calendly::read(body),
        Kind::Calcom => calcom::read(body),
        Kind::Typeform => typeform::read(body),
        Kind::Tally => tally::read(body),
        Kind::Brevo => brevo::read(body),
        Kind::Sendgrid => sendgrid::read(body),
        Kind::Mailgun => mailgun::read(body),
        Kind::Postmark => postmark::read(body),
        Kind::Ses => ses::read(body),
        Kind::Twilio => twilio::read(body),
        Kind::Aircall => aircall::read(body),
        Kind::Form => form::read(body),
        Kind::Json => json::read(body),
    }
}
