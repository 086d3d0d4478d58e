//! How often a form was seen and sent.
//!
//! A view is counted in memory and written at most once a minute, so that looking costs no write; a
//! crash forgets at most that minute. What was sent is written at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use engine::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// How often a form was seen and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Views {
    /// Times that it was shown.
    pub seen: u64,
    /// Times that somebody sent it.
    pub sent: u64,
    /// Times that a machine did.
    pub by_machines: u64,
}

/// The counts of a workspace in memory.
#[derive(Debug, Default)]
pub(crate) struct Viewing {
    counted: Mutex<Option<Counted>>,
}

#[derive(Debug)]
struct Counted {
    of: BTreeMap<String, Views>,
    saved_at: Timestamp,
}

/// The name under which they are kept.
const KEPT: &str = "forms/views";
/// How often they are written.
const SAVED_EVERY: Span = Span::MINUTE;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It was shown.
    Shown,
    /// It was sent.
    Sent,
    /// A machine sent it.
    ByMachine,
}

impl Workspace {
    /// How often each form was seen and sent.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form_views(&self) -> Result<BTreeMap<String, Views>, RuntimeError> {
        self.with_views(|counted| Ok(counted.of.clone()))
    }

    /// Counts that a form was shown.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form_shown(&self, slug: &str) -> Result<(), RuntimeError> {
        self.count_form(slug, Seen::Shown)
    }

    pub(super) fn count_form(&self, slug: &str, what: Seen) -> Result<(), RuntimeError> {
        let now = self.now();
        self.with_views(|counted| {
            let views = counted.of.entry(slug.to_owned()).or_default();
            match what {
                Seen::Shown => views.seen += 1,
                Seen::Sent => views.sent += 1,
                Seen::ByMachine => views.by_machines += 1,
            }
            if what != Seen::Shown || now - counted.saved_at >= SAVED_EVERY {
                counted.saved_at = now;
                // What is counted in memory goes out with the next that is: nobody is kept from a
                // form for it.
                if let Err(error) = self.keep_note(KEPT, &counted.of) {
                    tracing::warn!(%error, "how often a form was seen could not be kept");
                }
            }
            Ok(())
        })
    }

    fn with_views<T>(
        &self,
        work: impl FnOnce(&mut Counted) -> Result<T, RuntimeError>,
    ) -> Result<T, RuntimeError> {
        let mut counted = self.viewing.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = match &mut *counted {
            Some(counted) => counted,
            none => {
                let kept = self.read(|read| Ok(read.note(KEPT)?))?;
                let of = kept.map(|text| serde_json::from_str(&text)).transpose();
                let of = of.map_err(store::StoreError::from)?.unwrap_or_default();
                none.insert(Counted { of, saved_at: self.now() })
            }
        };
        work(counted)
    }
}
