//! What every handler shares.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use runtime::criba::Criba;
use runtime::egress::{Egress, Rules};
use runtime::imports::Status;
use runtime::mail::{Mailing, Sender};

use crate::api::Rates;
use tokio::sync::Semaphore;

use crate::hooks::{Asking, Certificates};
use crate::imports::Running;
use crate::ingest::Ingest;
use crate::machine::Network;
use crate::metrics::Requests;
use crate::throttle::Throttle;
use crate::words::Catalogue;

/// Passwords that are tried at once.
const HASHES_AT_ONCE: usize = 4;
/// Of a workspace, the newest lists that may still be on their way in.
const LISTS_LOOKED_AT: usize = 50;

/// A running Criba as its pages see it.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    criba: Arc<Criba>,
    catalogue: Catalogue,
    throttle: Throttle,
    form_throttle: Throttle,
    running: Running,
    /// Passwords that are tried at once: each takes the memory of a hash.
    hashing: Semaphore,
    rates: Rates,
    ingest: Ingest,
    requests: Requests,
    settings: Settings,
    egress: Arc<Egress>,
    asking: Asking,
    mailing: Mailing,
    /// Whether mails are owed that there was no room for.
    has_left_mails: AtomicBool,
    certificates: Certificates,
}

/// How the server presents itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach it, such as `https://criba.example.com`; cookies are marked secure where
    /// that is so.
    pub base_url: String,
    /// Whether this is the sample company: a band on every page says so.
    pub is_sample: bool,
    /// Calls of the API that each key may make in a second; 0 is no limit.
    pub api_per_second: u32,
    /// Requests that each source may send in a second; 0 is no limit.
    pub ingest_per_second: u32,
    /// Proxies that are believed when they say whom a request comes from.
    pub trusted_proxies: Vec<Network>,
    /// What may go out to other servers.
    pub egress: Rules,
    /// With what mail is sent; `None` where nobody said.
    pub mail: Option<Sender>,
}

/// Calls of the API in a second where nobody says how many.
pub const API_PER_SECOND: u32 = 600;

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            base_url: String::new(),
            is_sample: false,
            api_per_second: API_PER_SECOND,
            ingest_per_second: 0,
            trusted_proxies: Vec::new(),
            egress: Rules::default(),
            mail: None,
        }
    }
}

impl App {
    /// The pages of a running Criba.
    #[must_use]
    pub fn new(criba: Arc<Criba>, settings: Settings) -> App {
        let catalogue = Catalogue::load();
        criba.reads_again_with(crate::hooks::again);
        criba.rereads_with(crate::hooks::reread);
        App {
            inner: Arc::new(Inner {
                criba,
                catalogue,
                throttle: Throttle::default(),
                form_throttle: Throttle::default(),
                running: Running::default(),
                hashing: Semaphore::new(HASHES_AT_ONCE),
                rates: Rates::default(),
                ingest: Ingest::default(),
                requests: Requests::default(),
                egress: Arc::new(Egress::new(settings.egress.clone())),
                asking: Asking::default(),
                mailing: Mailing::default(),
                has_left_mails: AtomicBool::new(false),
                certificates: Certificates::default(),
                settings,
            }),
        }
    }

    /// The running Criba.
    #[must_use]
    pub fn criba(&self) -> &Arc<Criba> {
        &self.inner.criba
    }

    /// Goes on with the lists that were on their way in when the server stopped, beside the
    /// requests; runs within a runtime of tokio.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn go_on(&self) -> Result<(), runtime::RuntimeError> {
        let rows = self.criba().house().workspaces()?;
        for row in rows {
            let opened = self.criba().workspace(row.id).and_then(|workspace| {
                let batches = workspace.batches(LISTS_LOOKED_AT)?;
                Ok((workspace, batches))
            });
            let (workspace, batches) = match opened {
                Ok(opened) => opened,
                // One that is damaged must not keep the others from being served.
                Err(error) => {
                    tracing::error!(%error, workspace = %row.id, "a workspace cannot be read");
                    continue;
                }
            };
            let running = batches.into_iter().filter(|batch| batch.status == Status::Running);
            for batch in running {
                tracing::info!(import = %batch.id, "a list goes on that had not come in whole");
                crate::imports::start(self, Arc::clone(&workspace), batch);
            }
        }
        Ok(())
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }

    /// Who guesses passwords.
    pub(crate) fn throttle(&self) -> &Throttle {
        &self.inner.throttle
    }

    /// Who fills in forms, which anybody may.
    pub(crate) fn form_throttle(&self) -> &Throttle {
        &self.inner.form_throttle
    }

    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.inner.hashing
    }

    pub(crate) fn running(&self) -> &Running {
        &self.inner.running
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.inner.rates
    }

    pub(crate) fn ingest(&self) -> &Ingest {
        &self.inner.ingest
    }

    pub(crate) fn requests(&self) -> &Requests {
        &self.inner.requests
    }

    /// Asks for what waits to be asked for and sends what waits to be sent, beside the requests, for
    /// as long as it runs.
    pub fn keep_asking(&self) {
        self.inner.asking.start(self.criba(), &self.inner.egress);
        if let Some(sender) = self.mail() {
            let app = self.clone();
            let owed = std::thread::Builder::new().name("owed".to_owned());
            if let Err(error) = owed.spawn(move || app.put_owed()) {
                tracing::error!(%error, "no thread for the mails that are owed");
            }
            let inner = Arc::downgrade(&self.inner);
            let went_out = move || {
                if let Some(inner) = inner.upgrade() {
                    App { inner }.put_left();
                }
            };
            let (criba, egress) = (self.criba(), &self.inner.egress);
            self.inner.mailing.start(criba, egress, sender.clone(), went_out);
        }
    }

    /// Takes note that a mail stays owed, since there is no room for it.
    pub(crate) fn mails_are_left(&self) {
        self.inner.has_left_mails.store(true, Ordering::Relaxed);
    }

    /// Puts the mails where they wait to go out that there was no room for when they were to be.
    pub fn put_left(&self) {
        if self.inner.has_left_mails.swap(false, Ordering::Relaxed) {
            self.put_owed();
        }
    }

    /// Puts the mails where they wait to go out that are owed since the server stopped before it
    /// could.
    pub fn put_owed(&self) {
        if self.mail().is_some() {
            crate::forms::put_owed(self);
        }
    }

    /// With what mail is sent: it takes a relay, and where people reach what a link leads to, which
    /// is never taken from a request.
    pub(crate) fn mail(&self) -> Option<&Sender> {
        let settings = &self.inner.settings;
        settings.mail.as_ref().filter(|_| !settings.base_url.is_empty())
    }

    pub(crate) fn mailing(&self) -> &Mailing {
        &self.inner.mailing
    }

    pub(crate) fn asking(&self) -> &Asking {
        &self.inner.asking
    }

    pub(crate) fn certificates(&self) -> &Certificates {
        &self.inner.certificates
    }

    /// What goes out to other servers.
    pub(crate) fn egress(&self) -> &Egress {
        &self.inner.egress
    }

    /// How the server presents itself.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Whether cookies travel over TLS only.
    pub(crate) fn is_secure(&self) -> bool {
        self.inner.settings.base_url.starts_with("https://")
    }
}
