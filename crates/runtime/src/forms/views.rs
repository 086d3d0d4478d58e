//! How often a form was seen and sent.
//!
//! A view is counted in memory and written at most once a minute, so that looking costs no write; a
//! crash forgets at most that minute. What was sent is written at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use engine::agreement::funnel::StandardStage;
use engine::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::Form;
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// How often a form was seen and sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Views {
    /// Times that it was shown.
    pub seen: u64,
    /// Times that somebody sent it.
    pub sent: u64,
    /// Times that a machine did.
    pub by_machines: u64,
    /// Times that somebody began to answer, as far as their browser could say so.
    pub started: u64,
    /// Of these, how many sent it.
    pub finished: u64,
    /// By the question, how often it was the last that was answered before somebody left.
    pub left: BTreeMap<String, u64>,
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
/// What the names of forms begin with in the log.
const SOURCE: &str = "form:";
/// How often they are written.
const SAVED_EVERY: Span = Span::MINUTE;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen<'a> {
    /// It was shown.
    Shown,
    /// It was sent.
    Sent,
    /// A machine sent it.
    ByMachine,
    /// Somebody began to answer.
    Started,
    /// Who was seen to begin sent it.
    Finished,
    /// Somebody left after a question.
    Left(&'a str),
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

    /// By the form, how many people it first brought, or moved when they sent it, to what counts as
    /// qualified by marketing under the agreement in force, or further.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form_qualified(&self) -> Result<BTreeMap<String, u64>, RuntimeError> {
        self.writer.settle().wait()?;
        let agreement = self.writer.agreement().wait()?;
        let first = agreement.stage_counting_as(StandardStage::Mql);
        let stages = agreement.stages.iter().skip(first.unwrap_or(usize::MAX));
        let stages: Vec<&str> = stages.map(|stage| &*stage.id).collect();
        let found = self.read(|read| Ok(read.brought_to(&stages, SOURCE)?))?;
        let slug = |source: String| source.strip_prefix(SOURCE).map(str::to_owned);
        Ok(found.into_iter().filter_map(|(source, count)| Some((slug(source)?, count))).collect())
    }

    /// Counts that a form was shown.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form_shown(&self, slug: &str) -> Result<(), RuntimeError> {
        self.count_form(slug, Seen::Shown)
    }

    /// Counts that somebody began to answer a form.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form_started(&self, slug: &str) -> Result<(), RuntimeError> {
        self.count_form(slug, Seen::Started)
    }

    /// Counts that somebody left a form after a question of it.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn form_left(&self, form: &Form, question: &str) -> Result<(), RuntimeError> {
        match form.question(question) {
            Some(question) => self.count_form(&form.slug, Seen::Left(&question.id)),
            // Whoever writes other names counts nothing, and makes nothing grow.
            None => Ok(()),
        }
    }

    pub(super) fn count_form(&self, slug: &str, what: Seen<'_>) -> Result<(), RuntimeError> {
        let now = self.now();
        self.with_views(|counted| {
            let views = counted.of.entry(slug.to_owned()).or_default();
            match what {
                Seen::Shown => views.seen += 1,
                Seen::Sent => views.sent += 1,
                Seen::ByMachine => views.by_machines += 1,
                Seen::Started => views.started += 1,
                Seen::Finished => views.finished += 1,
                Seen::Left(question) => *views.left.entry(question.to_owned()).or_default() += 1,
            }
            let is_kept = matches!(what, Seen::Sent | Seen::ByMachine);
            if is_kept || now - counted.saved_at >= SAVED_EVERY {
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
