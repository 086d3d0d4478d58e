//! What a source told before what is said of it was changed: how much of it would be read
//! otherwise, told again so, and that undone.
//!
//! An event is told again as a verdict tells one (decision 20): what it was is voided and what it is
//! stands behind, under the same source and id, in one transaction. What it came as is kept word for
//! word, so that it can be read again; an event whose words are gone stays as it is.

mod differs;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use engine::event::Act;
use engine::said::Said;
use engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::house::SourceRow;
use store::ids::WorkspaceId;
use store::workspace::rows::EventRow;

use super::Kind;
use crate::acts::By;
use crate::card::is_aside;
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::voids::Void;
use crate::writer::{Came, Intake, Retelling, Retold, Step, Whom};
pub use differs::Differs;
use differs::is_same;

/// The source of what voids events that are read otherwise.
pub const SOURCE: &str = "criba:mapping";
/// Of a source, the latest events that are read again.
pub const LOOKED_MAX: usize = 10_000;
/// Places of the log, its latest, in which they are looked for.
pub(super) const PLACES_MAX: u64 = 2_000_000;
/// Events that are told again at once; the same again goes on with those before them.
pub const TOLD_MAX: usize = 1_000;
/// Of these, how many go into one transaction.
const A_COMMIT: usize = 50;
/// Transactions that are undone at once: more than all of what is read again takes.
const UNDONE_MAX: usize = 1_000;
/// Events that are shown before they are told again.
const SHOWN_MAX: usize = 5;
/// What the name of the note begins with that says who told what again last, and under what.
const LAST: &str = "sources/past/";
/// What the names of the notes begin with that say which events that were, one for each transaction.
const PARTS: &str = "sources/retold/";
/// The source of what programs with keys tell begins so.
const OF_KEY: &str = "v1:";

/// A source of which people say what it tells.
#[derive(Debug, Clone)]
pub enum Mapped {
    /// What its fields are.
    Fields(Box<SourceRow>),
    /// What its events are called.
    Names {
        /// Its name in the log.
        source: String,
        /// Whether sales and losses are taken of it.
        takes_outcomes: bool,
    },
}

impl Mapped {
    /// Its name in the log.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Mapped::Fields(row) => &row.slug,
            Mapped::Names { source, .. } => source,
        }
    }

    /// What is said of it now: as long as that is the same, what is told again is undone as one.
    fn said(&self, workspace: &Workspace) -> Result<String, RuntimeError> {
        let said = match self {
            Mapped::Fields(row) => serde_json::to_string(&workspace.source_fields(&row.slug)?),
            Mapped::Names { source, .. } => serde_json::to_string(&workspace.second_names(source)?),
        };
        Ok(said.map_err(store::StoreError::from)?)
    }
}

/// How events are read again from what came: for each what it is now and, of a source whose fields
/// are said, what is consented to with it; nothing where it would be nobody's. The readers stand to
/// the right of this crate.
pub type Reread =
    fn(&Workspace, &Mapped, &[(EventRow, String)]) -> Result<Vec<Vec<Intake>>, RuntimeError>;

/// How much of what a source told would be read otherwise by now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// Events that were read again.
    pub looked: usize,
    /// Of these, those that would be otherwise.
    pub differ: usize,
    /// Those that nobody could be told of any more: they stay as they are.
    pub nobodys: usize,
    /// A few of those that differ, the latest first.
    pub shown: Vec<Differs>,
    /// What was told again last, where that can be undone.
    pub last: Option<Last>,
}

/// What was told again under what was said last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// When, the last time.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// How many events, all times together.
    pub events: usize,
}

/// What is kept of what was told again.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    at: Timestamp,
    by: String,
    /// What was said of the source by then.
    #[serde(default)]
    said: String,
    /// Events that a release before this one told again, which kept them all here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step>,
}

/// An event with its consents, as it is and as it would be.
struct Pair {
    olds: Vec<EventRow>,
    news: Vec<Intake>,
}

impl Criba {
    /// Hands in how events are read again.
    pub fn rereads_with(&self, reread: Reread) {
        // The first stays: every server hands in the same.
        self.reread.set(reread).ok();
    }

    /// How much of what a source told would be read otherwise by now.
    ///
    /// # Errors
    ///
    /// There is no such source, what it tells is its provider's to say, or the disk cannot be read.
    pub fn past_of_source(&self, id: WorkspaceId, source: &str) -> Result<Past, RuntimeError> {
        let (mapped, workspace) = (self.mapped(id, source)?, self.workspace(id)?);
        let (pairs, mut past) = self.pairs(&workspace, &mapped)?;
        past.differ = pairs.len();
        past.shown = pairs.iter().take(SHOWN_MAX).filter_map(differs::of).collect();
        past.last = workspace.told_again_last(source)?;
        Ok(past)
    }

    /// Tells again what would be read otherwise, the latest first and [`TOLD_MAX`] at most; how many
    /// that were, and how many are left. What was undone or judged meanwhile stays so.
    ///
    /// # Errors
    ///
    /// There is no such source, what it tells is its provider's to say, or the disk does not take
    /// it.
    pub fn tell_past_again(
        &self,
        id: WorkspaceId,
        source: &str,
        by: &By,
    ) -> Result<(usize, usize), RuntimeError> {
        let (mapped, workspace) = (self.mapped(id, source)?, self.workspace(id)?);
        let _one = workspace.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut pairs, _) = self.pairs(&workspace, &mapped)?;
        let left = pairs.split_off(pairs.len().min(TOLD_MAX)).len();
        let said = mapped.said(&workspace)?;
        let (note, parts) = (format!("{LAST}{source}"), workspace.parts_of(source)?);
        let kept = workspace.kept_of(source)?.filter(|kept| kept.said == said);
        // What was told again under something else can be undone no more: what it told is other now.
        let mut notes: Vec<(String, Option<String>)> = match kept {
            Some(_) => Vec::new(),
            None => parts.iter().map(|(name, _)| (name.clone(), None)).collect(),
        };
        let before = kept.as_ref().and_then(|_| number_of(&parts.last()?.0)).unwrap_or(0);
        let steps = kept.map(|kept| kept.steps).unwrap_or_default();
        let kept = Kept { at: workspace.now(), by: by.email.clone(), said, steps };
        let kept = serde_json::to_string(&kept).map_err(store::StoreError::from)?;
        let mut told = 0;
        for (number, some) in (before + 1..).zip(pairs.chunks(A_COMMIT)) {
            notes.push((note.clone(), Some(kept.clone())));
            let retelling = Retelling {
                events: some.iter().map(|pair| again(pair, by)).collect(),
                kept_as: Some(format!("{PARTS}{source}\n{number:09}")),
                notes: std::mem::take(&mut notes),
            };
            told += workspace.writer.retell(retelling).wait()?.len();
        }
        Ok((told, left))
    }

    /// Undoes all that was told again under what was said last: everything is as it was before. How
    /// many events that were.
    ///
    /// # Errors
    ///
    /// There is no such source, nothing was told again, or the disk does not take it.
    pub fn untell_past(
        &self,
        id: WorkspaceId,
        source: &str,
        by: &By,
    ) -> Result<usize, RuntimeError> {
        self.mapped(id, source)?;
        let workspace = self.workspace(id)?;
        let _one = workspace.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = workspace.kept_of(source)? else { return Err(nothing_to_undo()) };
        let mut undone = 0;
        // The latest first, each with the note that says so: what a crash leaves is undone by the
        // same again.
        for (name, steps) in workspace.parts_of(source)?.iter().rev() {
            undone += workspace.untell(steps, vec![(name.clone(), None)], by)?;
        }
        undone += workspace.untell(&kept.steps, vec![(format!("{LAST}{source}"), None)], by)?;
        Ok(undone)
    }

    /// A source of which people say what it tells.
    fn mapped(&self, id: WorkspaceId, source: &str) -> Result<Mapped, RuntimeError> {
        if source.starts_with(OF_KEY) {
            let takes_outcomes = self.takes_outcomes(id, source)?;
            return Ok(Mapped::Names { source: source.to_owned(), takes_outcomes });
        }
        let row = self.source_of(id, source)?;
        match Kind::with_id(&row.kind).is_some_and(Kind::is_mapped) {
            true => Ok(Mapped::Fields(Box::new(row))),
            false => Err(super::fields::not_mapped()),
        }
    }

    /// The events of a source that would be otherwise, the latest first.
    fn pairs(
        &self,
        workspace: &Workspace,
        mapped: &Mapped,
    ) -> Result<(Vec<Pair>, Past), RuntimeError> {
        let reread = self.reread.get().ok_or(RuntimeError::Stopped)?;
        let (mains, mut consents) = workspace.told_by(mapped.source())?;
        let mut news = reread(workspace, mapped, &mains)?.into_iter();
        let mut past = Past { looked: mains.len(), ..Past::default() };
        let mut pairs: Vec<Pair> = Vec::new();
        for (row, _) in mains {
            let mut news = news.next().unwrap_or_default();
            if news.is_empty() {
                past.nobodys += 1;
                continue;
            }
            workspace.know_contents(&mut news);
            // Whoever did it did it, however it is read.
            for new in news.iter_mut().filter(|new| new.came.raw.is_some()) {
                new.came = Came::again(&row, new.came.raw.take());
            }
            // Another name changes nothing of what was consented to.
            let mut olds = match mapped {
                Mapped::Fields(_) => consents.remove(&row.event.message_id).unwrap_or_default(),
                Mapped::Names { .. } => Vec::new(),
            };
            olds.push(row);
            olds.sort_by_key(|old| (old.event.message_id.contains(CONSENT), old.event.position));
            let is_same = |old: &EventRow| news.iter().any(|new| is_same(old, new));
            if olds.len() != news.len() || !olds.iter().all(is_same) {
                pairs.push(Pair { olds, news });
            }
        }
        Ok((pairs, past))
    }
}

/// The events of a source with what each came as, the latest first, and their consents by the id
/// of the event that they came with.
type ToldBy = (Vec<(EventRow, String)>, BTreeMap<Arc<str>, Vec<EventRow>>);

impl Workspace {
    fn told_by(&self, source: &str) -> Result<ToldBy, RuntimeError> {
        self.read(|read| {
            let mut mains: Vec<(EventRow, String)> = Vec::new();
            let mut consents: BTreeMap<Arc<str>, Vec<EventRow>> = BTreeMap::new();
            for row in read.events_of_source(source, PLACES_MAX, LOOKED_MAX)? {
                if is_aside(&row) || row.keys.is_none() {
                    continue;
                }
                if let Some((id, _)) = row.event.message_id.split_once(CONSENT) {
                    consents.entry(Arc::from(id)).or_default().push(row);
                } else if let Some(raw) = read.raw(row.event.position)? {
                    mains.push((row, raw));
                }
            }
            Ok((mains, consents))
        })
    }

    /// What was told again last of a source.
    fn told_again_last(&self, source: &str) -> Result<Option<Last>, RuntimeError> {
        let Some(Kept { at, by, steps, .. }) = self.kept_of(source)? else { return Ok(None) };
        let parts = self.parts_of(source)?;
        let events = steps.len() + parts.iter().map(|(_, steps)| steps.len()).sum::<usize>();
        Ok((events > 0).then_some(Last { at, by, events }))
    }

    fn kept_of(&self, source: &str) -> Result<Option<Kept>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&format!("{LAST}{source}"))?))?;
        let kept = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(kept.map_err(store::StoreError::from)?)
    }

    /// The events that were told again, transaction by transaction, each with its note's name.
    fn parts_of(&self, source: &str) -> Result<Vec<(String, Vec<Step>)>, RuntimeError> {
        let begins = format!("{PARTS}{source}\n");
        let notes = self.read(|read| Ok(read.notes_from(&begins, UNDONE_MAX)?))?;
        let parts = notes.into_iter().map(|(name, body)| {
            let steps = serde_json::from_str(&body).map_err(store::StoreError::from)?;
            Ok((name, steps))
        });
        parts.collect()
    }

    /// Puts events back as they were before they were told again, with notes in the last
    /// transaction; how many. What was judged or undone since stays so.
    fn untell(
        &self,
        steps: &[Step],
        notes: Vec<(String, Option<String>)>,
        by: &By,
    ) -> Result<usize, RuntimeError> {
        let mut undone = 0;
        let mut parts = steps.chunks(A_COMMIT).peekable();
        let mut notes = Some(notes);
        loop {
            let some = parts.next().unwrap_or_default();
            let events: Result<Vec<Retold>, RuntimeError> =
                some.iter().map(|step| self.as_before(step, by)).collect();
            let is_last = parts.peek().is_none();
            let notes = is_last.then(|| notes.take()).flatten().unwrap_or_default();
            let retelling = Retelling { events: events?, kept_as: None, notes };
            undone += self.writer.retell(retelling).wait()?.len();
            if is_last {
                return Ok(undone);
            }
        }
    }

    /// What puts an event back as it was before it was told again.
    fn as_before(&self, step: &Step, by: &By) -> Result<Retold, RuntimeError> {
        self.read(|read| {
            let told = read.events_at(&step.told)?;
            let mut intakes: Vec<Intake> = told.iter().map(|row| void(row, by)).collect();
            for row in read.events_at(&step.voided)? {
                let raw = read.raw(row.event.position)?;
                intakes.push(as_it_was(row, raw));
            }
            Ok(Retold { voids: step.told.clone(), intakes })
        })
    }
}

/// What stands in the id of a consent between that of its event and its purpose.
const CONSENT: &str = " consent ";

/// The number in the name of a note of a transaction.
fn number_of(name: &str) -> Option<u64> {
    name.rsplit_once('\n')?.1.parse().ok()
}

/// What tells a pair again. All of it is told, in its order: what stands behind an event may belong
/// to what that says.
fn again(pair: &Pair, by: &By) -> Retold {
    let voids = pair.olds.iter().map(|old| old.event.position).collect();
    let intakes = pair.olds.iter().map(|old| void(old, by)).chain(pair.news.iter().cloned());
    Retold { voids, intakes: intakes.collect() }
}

fn void(row: &EventRow, by: &By) -> Intake {
    let position = row.event.position;
    Intake {
        whom: Whom::Known(row.contact),
        at: None,
        known_at: None,
        source: Arc::from(SOURCE),
        message_id: position.to_string().into(),
        act: Act::Voided { position, why: Void::Reread.id().to_owned() },
        facts: Vec::new(),
        who: Some(by.email.clone()),
        batch: None,
        came: Came::default(),
    }
}

fn as_it_was(row: EventRow, raw: Option<String>) -> Intake {
    let came = Came::again(&row, raw.map(Arc::from));
    Intake {
        whom: row.keys.map_or(Whom::Known(row.contact), Whom::Keyed),
        at: Some(row.event.at),
        known_at: None,
        source: row.event.source,
        message_id: row.event.message_id,
        act: row.event.act,
        facts: row.event.facts,
        who: row.who,
        batch: row.batch,
        came,
    }
}

fn nothing_to_undo() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "de esta fuente no se contó nada otra vez; no hay nada que deshacer",
        "nothing of this source was told again; there is nothing to undo",
    ))
}
