//! What a source told before its fields were said to be something else: how much of it would be read
//! otherwise, told again so, and that undone.
//!
//! An event is told again as a verdict tells one (decision 20): what it was is voided and what it is
//! stands behind, under the same source and id, in one transaction. What it came as is kept word for
//! word, so that it can be read again; an event whose words are gone stays as it is.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact};
use engine::said::Said;
use engine::time::Timestamp;
use engine::value::Value;
use serde::{Deserialize, Serialize};
use store::house::SourceRow;
use store::ids::WorkspaceId;
use store::workspace::rows::{EventRow, Keys};

use super::Kind;
use crate::acts::By;
use crate::card::is_aside;
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::writer::{Became, Came, Intake, Whom};

/// The source of what voids events that are read otherwise.
pub const SOURCE: &str = "criba:mapping";
/// Of a source, the latest events that are read again.
pub const LOOKED_MAX: usize = 10_000;
/// Places of the log, its latest, in which they are looked for.
const PLACES_MAX: u64 = 2_000_000;
/// Events that are told again at once; the same again goes on with those before them.
pub const TOLD_MAX: usize = 1_000;
/// Of these, how many go into one transaction.
const A_COMMIT: usize = 50;
/// Events that are shown before they are told again.
const SHOWN_MAX: usize = 5;
/// What the name of the note begins with that says what was told again last.
const LAST: &str = "sources/past/";

/// How events are read again from what came: for each what it is now and what is consented to with
/// it, or nothing where it would be nobody's. The readers stand to the right of this crate.
pub type Reread =
    fn(&Workspace, &SourceRow, &[(EventRow, String)]) -> Result<Vec<Vec<Intake>>, RuntimeError>;

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

/// An event that would be read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The event as it is.
    pub row: EventRow,
    /// Its name by then.
    pub name: String,
    /// What it says of somebody or of itself that differs: what it is now, and what it would be.
    pub said: Vec<(String, String, String)>,
}

/// What was told again last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Each event: what was voided of it and what was told, by their places in the log.
    pub steps: Vec<Step>,
}

/// An event that was told again, with its consents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Step {
    /// Places that count no longer.
    pub voided: Vec<u64>,
    /// Places that stand for them.
    pub told: Vec<u64>,
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
    /// There is no such source, its fields are its provider's to say, or the disk cannot be read.
    pub fn past_of_source(&self, id: WorkspaceId, slug: &str) -> Result<Past, RuntimeError> {
        let (row, workspace) = (self.mapped(id, slug)?, self.workspace(id)?);
        let (pairs, mut past) = self.pairs(&workspace, &row)?;
        past.differ = pairs.len();
        past.shown = pairs.iter().take(SHOWN_MAX).filter_map(differs).collect();
        past.last = workspace.told_again_last(slug)?;
        Ok(past)
    }

    /// Tells again what would be read otherwise, the latest first and [`TOLD_MAX`] at most; how many
    /// that were, and how many are left.
    ///
    /// # Errors
    ///
    /// There is no such source, its fields are its provider's to say, or the disk does not take it.
    pub fn tell_past_again(
        &self,
        id: WorkspaceId,
        slug: &str,
        by: &By,
    ) -> Result<(usize, usize), RuntimeError> {
        let (row, workspace) = (self.mapped(id, slug)?, self.workspace(id)?);
        let _one = workspace.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut pairs, _) = self.pairs(&workspace, &row)?;
        let left = pairs.split_off(pairs.len().min(TOLD_MAX)).len();
        let mut last = Last { at: workspace.now(), by: by.email.clone(), steps: Vec::new() };
        for some in pairs.chunks(A_COMMIT) {
            let told: Vec<(Vec<u64>, Vec<Intake>)> =
                some.iter().map(|pair| again(pair, by)).collect();
            last.steps.extend(workspace.tell_steps(told)?);
            // After each transaction: what a crash leaves told again can be undone.
            workspace.keep_note(&format!("{LAST}{slug}"), &last)?;
        }
        Ok((pairs.len(), left))
    }

    /// Undoes what was told again last: everything is as it was before. How many events that were.
    ///
    /// # Errors
    ///
    /// There is no such source, nothing was told again, or the disk does not take it.
    pub fn untell_past(&self, id: WorkspaceId, slug: &str, by: &By) -> Result<usize, RuntimeError> {
        let (row, workspace) = (self.mapped(id, slug)?, self.workspace(id)?);
        let _one = workspace.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(last) = workspace.told_again_last(&row.slug)? else {
            return Err(nothing_to_undo());
        };
        for some in last.steps.chunks(A_COMMIT) {
            let mut told: Vec<(Vec<u64>, Vec<Intake>)> = Vec::with_capacity(some.len());
            for step in some {
                told.push(workspace.as_before(step, by)?);
            }
            workspace.tell_steps(told)?;
        }
        workspace.writer.save_note(format!("{LAST}{slug}"), None).wait()?;
        Ok(last.steps.len())
    }

    /// A source whose fields are for people to say.
    fn mapped(&self, id: WorkspaceId, slug: &str) -> Result<SourceRow, RuntimeError> {
        let row = self.source_of(id, slug)?;
        match Kind::with_id(&row.kind).is_some_and(Kind::is_mapped) {
            true => Ok(row),
            false => Err(super::fields::not_mapped()),
        }
    }

    /// The events of a source that would be otherwise, the latest first.
    fn pairs(
        &self,
        workspace: &Workspace,
        source: &SourceRow,
    ) -> Result<(Vec<Pair>, Past), RuntimeError> {
        let reread = self.reread.get().ok_or(RuntimeError::Stopped)?;
        let (mains, mut consents) = workspace.told_by(&source.slug)?;
        let mut news = reread(workspace, source, &mains)?.into_iter();
        let mut past = Past { looked: mains.len(), ..Past::default() };
        let mut pairs: Vec<Pair> = Vec::new();
        for (row, _) in mains {
            let mut news = news.next().unwrap_or_default();
            if news.is_empty() {
                past.nobodys += 1;
                continue;
            }
            workspace.know_contents(&mut news);
            let mut olds = consents.remove(&row.event.message_id).unwrap_or_default();
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
    fn told_by(&self, slug: &str) -> Result<ToldBy, RuntimeError> {
        self.read(|read| {
            let mut mains: Vec<(EventRow, String)> = Vec::new();
            let mut consents: BTreeMap<Arc<str>, Vec<EventRow>> = BTreeMap::new();
            for row in read.events_of_source(slug, PLACES_MAX, LOOKED_MAX)? {
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
    fn told_again_last(&self, slug: &str) -> Result<Option<Last>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&format!("{LAST}{slug}"))?))?;
        let last = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(last.map_err(store::StoreError::from)?)
    }

    /// Tells several events again in one transaction: of each, what it voids and what it tells.
    fn tell_steps(&self, told: Vec<(Vec<u64>, Vec<Intake>)>) -> Result<Vec<Step>, RuntimeError> {
        let counts: Vec<(Vec<u64>, usize)> =
            told.iter().map(|(voided, intakes)| (voided.clone(), intakes.len())).collect();
        let intakes: Vec<Intake> = told.into_iter().flat_map(|(_, intakes)| intakes).collect();
        let mut became = self.writer.take_when_free(intakes).wait()?.into_iter();
        let steps = counts.into_iter().map(|(voided, count)| {
            let some: Vec<Became> = became.by_ref().take(count).collect();
            let told = some.iter().skip(voided.len()).filter_map(place).collect();
            Step { voided, told }
        });
        Ok(steps.collect())
    }

    /// What puts an event back as it was before it was told again. What was judged or undone since
    /// stays so.
    fn as_before(&self, step: &Step, by: &By) -> Result<(Vec<u64>, Vec<Intake>), RuntimeError> {
        self.read(|read| {
            let mut voided: Vec<u64> = Vec::new();
            let mut intakes: Vec<Intake> = Vec::new();
            for position in &step.told {
                if let Some(row) = read.event(*position)?
                    && !read.is_voided(*position)?
                {
                    intakes.push(void(&row, by));
                    voided.push(*position);
                }
            }
            if voided.len() == step.told.len() {
                for row in read.events_at(&step.voided)? {
                    let raw = read.raw(row.event.position)?;
                    intakes.push(as_it_was(row, raw));
                }
                return Ok((voided, intakes));
            }
            Ok((Vec::new(), Vec::new()))
        })
    }
}

/// What stands in the id of a consent between that of its event and its purpose.
const CONSENT: &str = " consent ";

/// What tells a pair again: what is voided of it, and the intakes, those that void first. All of it is
/// told, in its order: what stands behind an event may belong to what that says.
fn again(pair: &Pair, by: &By) -> (Vec<u64>, Vec<Intake>) {
    let voided = pair.olds.iter().map(|old| old.event.position).collect();
    let intakes = pair.olds.iter().map(|old| void(old, by));
    (voided, intakes.chain(pair.news.iter().cloned()).collect())
}

fn void(row: &EventRow, by: &By) -> Intake {
    let position = row.event.position;
    Intake {
        whom: Whom::Known(row.contact),
        at: None,
        known_at: None,
        source: Arc::from(SOURCE),
        message_id: position.to_string().into(),
        act: Act::Voided { position, why: "its fields are read otherwise".to_owned() },
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

fn place(became: &Became) -> Option<u64> {
    match became {
        Became::Applied { position, .. }
        | Became::Refused { position, .. }
        | Became::Kept { position } => Some(*position),
        Became::Repeated { .. } | Became::Nowhere => None,
    }
}

/// Whether an event says what it would say if it came now.
fn is_same(old: &EventRow, new: &Intake) -> bool {
    let Whom::Keyed(keys) = &new.whom else { return false };
    old.event.message_id == new.message_id
        && new.at.is_none_or(|at| at == old.event.at)
        && old.keys.as_ref() == Some(keys)
        && told(&old.event.act, &old.event.facts, keys) == told(&new.act, &new.facts, keys)
}

/// What an act and facts say, in an order of its own. An address that somebody is known by is told
/// once more where nothing else tells it: that makes no difference.
fn told(act: &Act, facts: &[Fact], keys: &Keys) -> (String, Vec<(String, String)>) {
    let is_key = |fact: &Fact| {
        let known = match fact.id.as_str() {
            "email" => &keys.email,
            "phone" => &keys.phone,
            _ => return false,
        };
        fact.of == Whose::Person
            && known.as_ref().is_some_and(|known| fact.value.to_string() == *known)
    };
    let mut said: Vec<(String, String)> = facts
        .iter()
        .filter(|fact| !is_key(fact))
        .map(|fact| (fact.of.field(&fact.id), fact.value.to_string()))
        .collect();
    let name = match act {
        Act::Happened { name, properties } => {
            said.extend(properties.iter().map(|(id, value)| (id.clone(), unordered(value))));
            name.clone()
        }
        act => format!("{act:?}"),
    };
    said.sort();
    said.dedup();
    (name, said)
}

/// A value in which the order of a list makes no difference: names of fields are in the order in
/// which they came, and what is kept of that is in another.
fn unordered(value: &Value) -> String {
    match value {
        Value::List(values) => {
            let mut texts: Vec<String> = values.iter().map(ToString::to_string).collect();
            texts.sort();
            texts.join(", ")
        }
        value => value.to_string(),
    }
}

fn differs(pair: &Pair) -> Option<Differs> {
    let (old, new) = (pair.olds.first()?, pair.news.first()?);
    let Whom::Keyed(keys) = &new.whom else { return None };
    let (_, was) = told(&old.event.act, &old.event.facts, keys);
    let (name, becomes) = told(&new.act, &new.facts, keys);
    let (was, becomes): (BTreeMap<String, String>, BTreeMap<String, String>) =
        (was.into_iter().collect(), becomes.into_iter().collect());
    let ids = was.keys().chain(becomes.keys().filter(|id| !was.contains_key(*id)));
    let said = ids.filter_map(|id| {
        let of = |all: &BTreeMap<String, String>| all.get(id).cloned().unwrap_or_default();
        (was.get(id) != becomes.get(id)).then(|| (id.clone(), of(&was), of(&becomes)))
    });
    Some(Differs { said: said.collect(), name, row: old.clone() })
}

fn nothing_to_undo() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "de esta fuente no se contó nada otra vez; no hay nada que deshacer",
        "nothing of this source was told again; there is nothing to undo",
    ))
}
