//! What waits is handed over, one at a time; what goes wrong is tried again, more and more seldom.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use engine::time::{Span, Timestamp};
use ring::digest;
use store::house::MailRow;

use super::{Letter, Sender};
use crate::criba::Criba;
use crate::egress::{Egress, Posted, Undelivered};
use crate::error::RuntimeError;

/// What is handed over before it is looked again.
const AT_ONCE: usize = 20;
/// How often it is looked whether something is due, where nobody says that it is.
const EVERY: Duration = Duration::from_secs(2);
/// How often what is kept of mails is looked through.
const TIDIED_EVERY: Span = Span::HOUR;
/// How long is waited after each time that it went wrong; after the last it is given up: three days
/// and a half, as relays do (RFC 5321, section 4.5.4.1).
const WAITS: [Span; 9] = [
    Span::MINUTE,
    Span::MINUTE.times(5),
    Span::MINUTE.times(15),
    Span::HOUR,
    Span::HOUR.times(4),
    Span::HOUR.times(8),
    Span::HOUR.times(24),
    Span::HOUR.times(24),
    Span::HOUR.times(24),
];

/// Hands over what is due, a few at a time; how many these were.
///
/// # Errors
///
/// The house cannot be read, or what became of them cannot be written.
pub fn send_waiting(
    criba: &Criba,
    egress: &Egress,
    sender: &Sender,
) -> Result<usize, RuntimeError> {
    let due = criba.house().mails_due(criba.clock().now(), AT_ONCE)?;
    for row in &due {
        send(criba, egress, sender, row)?;
    }
    Ok(due.len())
}

fn send(
    criba: &Criba,
    egress: &Egress,
    sender: &Sender,
    row: &MailRow,
) -> Result<(), RuntimeError> {
    let now = criba.clock().now();
    let letter = serde_json::from_str::<Letter>(&row.body).ok();
    let name = format!("criba:mail {} {} {}", row.workspace, row.name, row.made_at);
    let id = digest::digest(&digest::SHA256, name.as_bytes());
    let ready = letter.and_then(|letter| letter.ready(&sender.from, id.as_ref(), now));
    let Some(ready) = ready else {
        return Ok(criba.house().mail_ended(row.id, "failed", "it has no address to go to")?);
    };
    let posted = Posted { from: &ready.from, to: &ready.to, message: &ready.message };
    // From here on it may have arrived: that is on disk before anything goes out.
    let mut begins = || match criba.house().mail_begins(row.id) {
        Ok(begins) => begins,
        Err(error) => {
            tracing::error!(%error, "a mail is not handed over, since the disk does not take it");
            false
        }
    };
    match egress.deliver(&sender.relay, posted, &mut begins) {
        Ok(()) => Ok(criba.house().mail_ended(row.id, "sent", "")?),
        Err(Undelivered::Never(why)) => ended(criba, row, "failed", &why),
        Err(Undelivered::Uncertain(why)) => ended(criba, row, "uncertain", &why),
        Err(Undelivered::Later(why)) => {
            let tries = row.tries + 1;
            match WAITS.get(row.tries as usize) {
                Some(wait) => {
                    tracing::warn!(mail = row.id, tries, why, "a mail was not delivered yet");
                    let due_at = criba.clock().now() + *wait;
                    Ok(criba.house().mail_later(row.id, due_at, tries, &why)?)
                }
                None => ended(criba, row, "failed", &why),
            }
        }
    }
}

fn ended(criba: &Criba, row: &MailRow, state: &str, why: &str) -> Result<(), RuntimeError> {
    tracing::warn!(mail = row.id, state, why, "a mail was not delivered");
    Ok(criba.house().mail_ended(row.id, state, why)?)
}

/// The thread that sends; it ends with the application.
#[derive(Debug, Default)]
pub struct Mailing {
    nudge: OnceLock<SyncSender<()>>,
}

impl Mailing {
    /// Starts it; each time that something went out, `went_out` is called: there is room for more.
    /// What was being handed over when the server stopped is uncertain from now on.
    pub fn start(
        &self,
        criba: &Arc<Criba>,
        egress: &Arc<Egress>,
        sender: Sender,
        went_out: impl Fn() + Send + 'static,
    ) {
        let (nudge, nudged) = sync_channel(1);
        if self.nudge.set(nudge).is_err() {
            return;
        }
        match criba.house().mails_interrupted("Criba stopped while it was handed over") {
            Ok(0) => {}
            Ok(count) => tracing::warn!(count, "mails may have arrived, or not"),
            Err(error) => tracing::error!(%error, "what became of mails could not be written"),
        }
        let (criba, egress) = (Arc::downgrade(criba), Arc::clone(egress));
        let run = move || keep_sending(&criba, &egress, &sender, &nudged, &went_out);
        if let Err(error) = std::thread::Builder::new().name("mailing".to_owned()).spawn(run) {
            tracing::error!(%error, "no thread for mail");
        }
    }

    /// Says that something waits.
    pub fn nudge(&self) {
        // One that is on its way says it for both.
        self.nudge.get().map(|nudge| nudge.try_send(()).ok());
    }
}

fn keep_sending(
    criba: &Weak<Criba>,
    egress: &Egress,
    sender: &Sender,
    nudged: &Receiver<()>,
    went_out: &impl Fn(),
) {
    let mut tidied: Option<Timestamp> = None;
    while nudged.recv_timeout(EVERY) != Err(RecvTimeoutError::Disconnected) {
        let Some(open) = criba.upgrade() else { return };
        let now = open.clock().now();
        if tidied.is_none_or(|at| now - at >= TIDIED_EVERY) {
            if let Err(error) = open.house().tidy_mails(now) {
                tracing::error!(%error, "what mails said is kept longer than it should be");
            }
            tidied = Some(now);
        }
        match send_waiting(&open, egress, sender) {
            Ok(0) => {}
            Ok(_) => went_out(),
            Err(error) => tracing::error!(%error, "what waits could not be sent"),
        }
    }
}
