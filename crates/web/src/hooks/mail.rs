//! What happened to a mail, in the words of the agreement: the same for every provider.

use engine::event::Origin;
use engine::time::Timestamp;
use engine::value::Value;
use runtime::likelihood::{Human, Signal};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::pieces::text;
use super::told::Told;
use crate::ingest::signals;

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// It is on its way, or arrived: each says that it was sent.
    Sent,
    /// It was opened.
    Opened,
    /// A link in it was followed.
    Clicked,
    /// It came back.
    Bounced {
        /// For good.
        is_permanent: bool,
    },
    /// They called it unwanted.
    Complained,
    /// They want no more of them.
    Unsubscribed,
    /// They want them again.
    Subscribed,
    /// They answered.
    Replied,
}

/// Something that happened to a mail.
#[derive(Debug, Clone)]
pub(super) struct Mail<'a> {
    pub(super) what: What,
    /// The provider's id of what happened.
    pub(super) id: String,
    pub(super) at: Option<Timestamp>,
    /// To whom it went.
    pub(super) to: &'a str,
    /// The provider's id of the mail.
    pub(super) mail: Option<String>,
    /// What it is one of: a list, a campaign, a tag.
    pub(super) subscription: Option<String>,
    pub(super) link: Option<String>,
    /// Why it came back.
    pub(super) reason: Option<String>,
    /// Why the provider takes it for a machine's doing.
    pub(super) machine: Option<Signal>,
}

impl Mail<'_> {
    /// The event.
    pub(super) fn told(self, item: &Json) -> Told {
        let (name, id) = match self.what {
            // Processed and delivered are one sending.
            What::Sent => match &self.mail {
                Some(mail) => {
                    ("email_sent", format!("sent {mail} {}", self.to.trim().to_lowercase()))
                }
                None => ("email_sent", self.id),
            },
            What::Opened => ("email_opened", self.id),
            What::Clicked => ("email_clicked", self.id),
            What::Bounced { .. } => ("email_bounced", self.id),
            What::Complained | What::Unsubscribed => ("unsubscribed", self.id),
            What::Subscribed => ("subscribed", self.id),
            What::Replied => ("email_replied", self.id),
        };
        let mut told = Told::new(name, id, self.at)
            .with("mail", self.mail)
            .with("subscription", self.subscription)
            .with("link", self.link)
            .with("reason", self.reason)
            .of_email(self.to, Origin::Imported)
            .from(item);
        match self.what {
            What::Bounced { is_permanent } => {
                told = told.with_value("permanent", Value::Bool(is_permanent));
                if is_permanent {
                    told = told.saying("email_status", "bounced", Origin::Imported);
                }
            }
            What::Complained => {
                told = told.with_value("complaint", Value::Bool(true));
                told.consents.push(("email".to_owned(), false));
            }
            What::Unsubscribed => told.consents.push(("email".to_owned(), false)),
            What::Sent | What::Opened | What::Clicked | What::Subscribed | What::Replied => {}
        }
        told.signals = self.machine.into_iter().collect();
        if matches!(self.what, What::Opened | What::Clicked) {
            let agent = AGENTS.iter().find_map(|place| text(item, place));
            told.signals.extend(signals(agent.as_deref(), None));
        }
        if !told.signals.is_empty() {
            let likelihood = Human::with(told.signals.iter().copied()).likelihood;
            let human = Decimal::new(likelihood.into(), 2).normalize();
            told = told.with_value("human", Value::Number(human));
        }
        told
    }
}

/// Where providers say which program opened a mail or followed a link.
const AGENTS: [&str; 6] = [
    "/useragent",
    "/client-info/user-agent",
    "/UserAgent",
    "/user_agent",
    "/open/userAgent",
    "/click/userAgent",
];

/// Whether a reply was written by a program: out of the office, or told to be automatic (RFC 3834).
pub(super) fn is_automatic(subject: &str, header: impl Fn(&str) -> Option<String>) -> bool {
    let says = |name: &str, is_so: &dyn Fn(&str) -> bool| {
        header(name).is_some_and(|value| is_so(&value.trim().to_ascii_lowercase()))
    };
    let subject = engine::text::fold(subject);
    says("Auto-Submitted", &|value| value != "no")
        || says("Precedence", &|value| ["bulk", "auto_reply", "junk"].contains(&value))
        || header("X-Autoreply").is_some()
        || header("X-Autorespond").is_some()
        || ["respuesta automatica", "fuera de la oficina", "out of office", "automatic reply"]
            .iter()
            .any(|words| subject.contains(words))
}
