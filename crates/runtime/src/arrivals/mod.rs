//! What came in of each source, by the hour.
//!
//! It is counted where things come in, once for each delivery and beside the writer, kept in memory
//! and written at most once a minute: nothing here reads the log. A crash forgets at most that
//! minute of figures, and nothing of what happened.

mod rhythm;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Became;

pub use rhythm::{Days, Pace, Rhythm};

/// What came of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrivals {
    /// When something first came.
    pub first_at: Option<Timestamp>,
    /// When something last came.
    pub last_at: Option<Timestamp>,
    /// Events that came since it is counted.
    pub events: u64,
    /// The places in the log of the last that came, the newest last.
    pub latest: Vec<u64>,
    /// When somebody last came with what counts no more.
    pub expired_at: Option<Timestamp>,
    /// What came and could not be taken.
    #[serde(skip_serializing_if = "LeftOut::is_none")]
    pub left_out: LeftOut,
    /// What came, was theirs and is told nobody, by why: a word that stays, or the provider's own name
    /// of its kind behind one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ignored: BTreeMap<String, Ignored>,
    /// What came in each hour since 1970, in UTC, in which anything did.
    hours: BTreeMap<i64, Hour>,
}

/// What came and could not be taken, since it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOut {
    /// How many things.
    pub count: u64,
    /// When the last of them came.
    pub last_at: Option<Timestamp>,
    /// Why that one, in words that a page shows by their id, such as `nobody`.
    pub why: String,
}

impl LeftOut {
    /// Whether nothing was.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.count == 0
    }
}

/// What came for one reason to be told nobody, since it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// How many things.
    pub count: u64,
    /// When the last of them came.
    pub last_at: Timestamp,
}

/// What came in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Hour {
    /// Times that something came.
    #[serde(rename = "d")]
    deliveries: u32,
    /// Events that came then.
    #[serde(rename = "e")]
    events: u32,
}

/// Weeks of hours that are kept: two months show what a week is like, and forget what it was like.
const WEEKS_KEPT: i64 = 8;
/// Hours that are kept.
const HOURS_KEPT: i64 = WEEKS_KEPT * 7 * 24;
/// Places in the log that are kept.
const LATEST_KEPT: usize = 3;
/// Reasons that are told apart; what comes for others is counted under `others`.
const IGNORED_KINDS_MAX: usize = 20;
/// Characters of a reason that are kept: half of it may be a provider's.
const IGNORED_CHARS_MAX: usize = 80;
/// Sources of a workspace that are counted; what comes of others is taken and not counted.
pub const SOURCES_MAX: usize = 500;
/// How often figures are written.
const SAVED_EVERY: Span = Span::MINUTE;
/// The name under which the list of sources is kept, and what that of each begins with.
const LIST: &str = "arrivals";
const EACH: &str = "arrivals/";

impl Arrivals {
    /// Counts a delivery.
    fn add(&mut self, at: Timestamp, events: u32, latest: Option<u64>) {
        self.first_at.get_or_insert(at);
        self.last_at = Some(self.last_at.map_or(at, |last| last.max(at)));
        self.events += u64::from(events);
        if let Some(position) = latest {
            self.latest.push(position);
            let beyond = self.latest.len().saturating_sub(LATEST_KEPT);
            self.latest.drain(..beyond);
        }
        let now = hour_of(at);
        let hour = self.hours.entry(now).or_default();
        hour.deliveries = hour.deliveries.saturating_add(1);
        hour.events = hour.events.saturating_add(events);
        while self.hours.first_key_value().is_some_and(|(hour, _)| *hour < now - HOURS_KEPT) {
            self.hours.pop_first();
        }
    }

    /// Events of each of the last 24 hours, the present one last.
    #[must_use]
    pub fn day(&self, now: Timestamp) -> [u32; 24] {
        let first = hour_of(now) - 23;
        let mut day = [0; 24];
        for (events, hour) in day.iter_mut().zip(first..) {
            *events = self.hours.get(&hour).map_or(0, |hour| hour.events);
        }
        day
    }
}

/// The hour since 1970 in which a moment lies.
fn hour_of(at: Timestamp) -> i64 {
    at.micros().div_euclid(Span::HOUR.micros())
}

/// The figures of a workspace in memory.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    counted: Mutex<Option<Counted>>,
    /// How many sources somebody has to look at, and when that was counted.
    alarms: Mutex<Option<(Timestamp, u64)>>,
    /// The rhythm of each source as it was until the hour in which something last came.
    rhythms: Mutex<BTreeMap<String, (i64, Option<Rhythm>)>>,
}

#[derive(Debug)]
struct Counted {
    of: BTreeMap<String, Arrivals>,
    /// Sources whose figures are not written yet, and whether the list of them is.
    unsaved: BTreeSet<String>,
    is_listed: bool,
    saved_at: Timestamp,
}

impl Workspace {
    /// Counts what came of a source at once, by what became of it. What cannot be counted is taken
    /// all the same.
    pub fn count_arrival(&self, source: &str, became: &[Became]) {
        let position = |became: &Became| match became {
            Became::Applied { position, .. }
            | Became::Kept { position }
            | Became::Refused { position, .. } => Some(*position),
            Became::Repeated { .. } | Became::Nowhere => None,
        };
        let events = became.iter().filter(|became| position(became).is_some()).count();
        let Ok(events) = u32::try_from(events) else { return };
        // What is known or put aside came as well: the source is alive.
        let latest = became.iter().filter_map(position).next_back();
        let now = self.now();
        self.note_arrival(source, |arrivals| arrivals.add(now, events, latest));
    }

    /// Notes that somebody came with a key or a secret that counts no more.
    pub fn came_with_what_expired(&self, source: &str) {
        let now = self.now();
        self.note_arrival(source, |arrivals| arrivals.expired_at = Some(now));
    }

    /// Counts what came of a source and could not be taken, and why the last of it was not: whoever
    /// sent it was told that all went well, or nothing.
    pub fn count_left_out(&self, source: &str, count: usize, why: &str) {
        let now = self.now();
        self.note_arrival(source, |arrivals| {
            let before = arrivals.left_out.count;
            let count = before.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            arrivals.left_out = LeftOut { count, last_at: Some(now), why: why.to_owned() };
        });
    }

    /// Counts what came of a source and is told nobody, by why.
    pub fn count_ignored(&self, source: &str, ignored: &[String]) {
        if ignored.is_empty() {
            return;
        }
        let now = self.now();
        self.note_arrival(source, |arrivals| {
            for why in ignored {
                let why: String = why.chars().take(IGNORED_CHARS_MAX).collect();
                let is_told_apart = arrivals.ignored.len() < IGNORED_KINDS_MAX
                    || arrivals.ignored.contains_key(&why);
                let why = if is_told_apart { why } else { "others".to_owned() };
                let of = arrivals.ignored.entry(why).or_insert(Ignored { count: 0, last_at: now });
                *of = Ignored { count: of.count.saturating_add(1), last_at: now };
            }
        });
    }

    fn note_arrival(&self, source: &str, note: impl FnOnce(&mut Arrivals)) {
        let noted = self.counted().map(|mut counted| {
            let Some(counted) = counted.as_mut() else { return };
            if !counted.of.contains_key(source) {
                if counted.of.len() >= SOURCES_MAX {
                    tracing::warn!(source, max = SOURCES_MAX, "a source more is not counted");
                    return;
                }
                counted.is_listed = false;
            }
            note(counted.of.entry(source.to_owned()).or_default());
            counted.unsaved.insert(source.to_owned());
            if self.now() - counted.saved_at >= SAVED_EVERY {
                self.save_arrivals(counted);
            }
        });
        if let Err(error) = noted {
            tracing::error!(%error, source, "what came of a source was not counted");
        }
    }

    /// What came of each source.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn arrivals(&self) -> Result<BTreeMap<String, Arrivals>, RuntimeError> {
        let counted = self.counted()?;
        Ok(counted.as_ref().map(|counted| counted.of.clone()).unwrap_or_default())
    }

    /// The rhythm of a source, worked out once for each hour in which something last came.
    pub(crate) fn rhythm(&self, source: &str, arrivals: &Arrivals, days: &Days) -> Option<Rhythm> {
        let last = *arrivals.hours.keys().next_back()?;
        let mut known = self.counting.rhythms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rhythm)) = known.get(source).filter(|(until, _)| *until == last) {
            return rhythm.clone();
        }
        let rhythm = Rhythm::of(arrivals, days);
        known.insert(source.to_owned(), (last, rhythm.clone()));
        rhythm
    }

    /// How many sources somebody has to look at, as it was counted within the last minute.
    pub(crate) fn alarms(
        &self,
        count: impl FnOnce() -> Result<u64, RuntimeError>,
    ) -> Result<u64, RuntimeError> {
        let mut known = self.counting.alarms.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        match *known {
            Some((at, alarms)) if now - at < SAVED_EVERY => Ok(alarms),
            _ => {
                let alarms = count()?;
                *known = Some((now, alarms));
                Ok(alarms)
            }
        }
    }

    /// Forgets what came of a source that is no more.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take it.
    pub(crate) fn forget_arrivals(&self, source: &str) -> Result<(), RuntimeError> {
        let mut counted = self.counted()?;
        if let Some(counted) = counted.as_mut() {
            counted.of.remove(source);
            counted.unsaved.remove(source);
            counted.is_listed = false;
            self.save_arrivals(counted);
        }
        self.writer.save_note(format!("{EACH}{source}"), None).wait()
    }

    /// Writes the figures that are not written yet, before the workspace is closed.
    pub(crate) fn rest_arrivals(&self) {
        let mut counted = self.counting.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counted) = counted.as_mut().filter(|counted| !counted.unsaved.is_empty()) {
            self.save_arrivals(counted);
        }
    }

    /// Has the writer keep the figures with what it commits next; nobody waits for that. Where it
    /// has no place for them now, they go along the next time.
    fn save_arrivals(&self, counted: &mut Counted) {
        counted.saved_at = self.now();
        let mut notes: Vec<(String, String)> = Vec::new();
        if !counted.is_listed {
            let names: Vec<&String> = counted.of.keys().collect();
            notes.extend(written(LIST.to_owned(), &names));
        }
        for source in std::mem::take(&mut counted.unsaved) {
            let arrivals = counted.of.get(&source);
            notes.extend(arrivals.and_then(|of| written(format!("{EACH}{source}"), of)));
        }
        counted.is_listed = true;
        for (name, body) in notes {
            if !self.writer.leave_note(name.clone(), body) {
                match name.strip_prefix(EACH) {
                    Some(source) => _ = counted.unsaved.insert(source.to_owned()),
                    None => counted.is_listed = false,
                }
            }
        }
    }

    /// The figures, read from the disk by the first who asks.
    fn counted(&self) -> Result<MutexGuard<'_, Option<Counted>>, RuntimeError> {
        let mut counted = self.counting.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.is_none() {
            let of = self.read(|read| {
                let names: Vec<String> = read_note(read.note(LIST)?)?.unwrap_or_default();
                let mut of: BTreeMap<String, Arrivals> = BTreeMap::new();
                for name in names.into_iter().take(SOURCES_MAX) {
                    let kept = read_note(read.note(&format!("{EACH}{name}"))?)?;
                    of.insert(name, kept.unwrap_or_default());
                }
                Ok(of)
            })?;
            let (unsaved, saved_at) = (BTreeSet::new(), self.now());
            *counted = Some(Counted { of, unsaved, is_listed: true, saved_at });
        }
        Ok(counted)
    }
}

fn written(name: String, body: &impl Serialize) -> Option<(String, String)> {
    match serde_json::to_string(body) {
        Ok(body) => Some((name, body)),
        Err(error) => {
            tracing::error!(%error, name, "figures cannot be written");
            None
        }
    }
}

fn read_note<T: serde::de::DeserializeOwned>(
    text: Option<String>,
) -> Result<Option<T>, RuntimeError> {
    Ok(text.map(|text| serde_json::from_str(&text)).transpose().map_err(store::StoreError::from)?)
}
