//! An agreement that judges: a document without errors, numbered and compiled.
//!
//! A sealed agreement never changes (invariant I4), and it carries everything that a later release
//! could change: lists and time zone are copied in.

mod compile;
mod check;
pub mod lists;
mod spelled;
mod threshold;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::condition::Whose;
use super::funnel::{AtMostPer, QualifyHow, Reason, ReopenFrom, StandardStage};
use super::score::{Bands, HalfLife};
use super::{Document, ImportClause};
use crate::catalogue::{also_named, is_theirs_by_either};
use crate::contact::Contact;
use crate::event::{Act, Event};
use crate::judge::asks::Asks;
use crate::judge::{Scene, Truth, Verdict};
use crate::time::{Span, Timestamp};
use crate::value::Value;

pub use check::Check;
pub use compile::SealError;
pub use spelled::Spelled;

/// A version of the agreement, ready to judge.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The version's number.
    pub version: u32,
    /// What the text says.
    pub document: Document,
    /// The funnel, in order.
    pub stages: Vec<SealedStage>,
    /// The product lines, `main` first.
    pub lines: Vec<SealedLine>,
    /// Buyer personas.
    pub personas: Vec<SealedPersona>,
    /// What conditions and rules count: each the events that match any of its patterns.
    pub slots: Vec<Slot>,
    /// Segments, each with who belongs to it.
    pub segments: Vec<(String, Check)>,
    /// What event a row of an imported list stands for.
    pub import: Vec<SealedImport>,
    /// The conditions of the playbooks, in their order; `None` always holds.
    pub playbooks: Vec<Option<Check>>,
    /// The conditions of what a lead may be worth, in their order; `None` always holds.
    pub value: Vec<Option<Check>>,
    /// What conditions ask of each person of a company, each once.
    pub people: Vec<SealedPeople>,
    slots_by_name: BTreeMap<String, Vec<usize>>,
    slots_of_any: Vec<usize>,
    rules: Vec<Rule>,
    time_zone: TimeZone,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedStage {
    /// Its id.
    pub id: String,
    /// The standard stage it counts as.
    pub counts_as: StandardStage,
}

/// What a condition asks of each person of a company.
#[derive(Debug, Clone)]
pub struct SealedPeople {
    /// By which it is known among those of all versions.
    pub id: String,
    /// The product line that it is judged in.
    pub line: usize,
    /// What has to hold.
    pub check: Check,
    /// The roles in the purchase that count; empty for everybody.
    pub roles: Vec<String>,
}

impl SealedPeople {
    /// Whether somebody passes at a moment, and until when that surely stands.
    #[must_use]
    pub fn judge(&self, agreement: &Agreement, contact: &Contact, at: Timestamp) -> Verdict {
        let scene = Scene::new(agreement, contact, self.line, at);
        scene.is_one(&self.check, &self.roles)
    }
}

/// A product line, compiled.
#[derive(Debug, Clone)]
pub struct SealedLine {
    /// Its id; `main` for the first.
    pub id: String,
    /// The most the fit score can be.
    pub fit_cap: Option<i64>,
    /// Fit rules.
    pub fit: Vec<SealedFitRule>,
    /// The most the engagement score can be.
    pub engagement_cap: Option<i64>,
    /// How the scores become a grade.
    pub bands: Option<Bands>,
    /// What moves a contact forward, in the order written.
    pub qualify: Vec<SealedQualify>,
    /// What moves it back.
    pub returns: Vec<SealedReturn>,
    /// When a lead that was put aside comes back.
    pub recycle: Vec<SealedRecycle>,
    /// When a customer or a closed lead starts again.
    pub reopen: Vec<SealedReopen>,
    /// The words for saying no, with the conditions of those that disqualify by themselves.
    pub reasons: Vec<(Reason, Clause, Option<Check>)>,
    /// The conditions of the promises to follow up, in their order; `None` always holds.
    pub follow_up: Vec<Option<Check>>,
}

/// A clause's number and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The number as shown, such as `2.1`.
    pub number: String,
    /// The id.
    pub id: String,
}

/// A fit rule, compiled.
#[derive(Debug, Clone)]
pub struct SealedFitRule {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Its clause number.
    pub clause: Arc<str>,
    /// What must hold.
    pub check: Check,
    /// The name taken apart, where it lists the values that are accepted.
    pub spelled: Option<Spelled>,
    /// The traits that it looks at, each once.
    pub traits: Arc<[(Whose, String)]>,
    /// Whole points: a fit line does not fade, so it is rounded once.
    pub points: i64,
}

/// An engagement rule, compiled.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The product line it belongs to.
    pub line: usize,
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Its clause number.
    pub clause: Arc<str>,
    /// The name taken apart, where it lists the values that are accepted.
    pub spelled: Option<Spelled>,
    /// The events that it gives awards to.
    pub slot: usize,
    /// Points of an award.
    pub points: Decimal,
    /// The line is held within ± this.
    pub at_most: Option<i64>,
    /// The cool-down.
    pub every: Option<Span>,
    /// The half-life that applies.
    pub half_life: HalfLife,
    /// An award counts only while younger than this.
    pub within: Option<Span>,
}

/// A persona, compiled.
#[derive(Debug, Clone)]
pub struct SealedPersona {
    /// Its id.
    pub id: String,
    /// Its clause.
    pub clause: Clause,
    /// Who is of this kind.
    pub check: Check,
}

/// A clause of `import`, compiled.
#[derive(Debug, Clone)]
pub struct SealedImport {
    /// What the text says.
    pub clause: ImportClause,
    /// Which rows; `None` for every one.
    pub check: Option<Check>,
}

/// A clause of `qualify`, compiled.
#[derive(Debug, Clone)]
pub struct SealedQualify {
    /// Its clause.
    pub clause: Clause,
    /// The stage's index.
    pub stage: usize,
    /// The reason as people read it.
    pub because: String,
    /// How it works.
    pub how: QualifyHow,
    /// Its condition, where it has one.
    pub check: Option<Check>,
}

/// A clause of `return`, compiled.
#[derive(Debug, Clone)]
pub struct SealedReturn {
    /// Its clause.
    pub clause: Clause,
    /// The index of the stage that is left.
    pub from: usize,
    /// The index of the stage that is gone back to.
    pub to: usize,
    /// The reason as people read it.
    pub because: String,
    /// When.
    pub check: Check,
}

/// A clause of `recycle`, compiled.
#[derive(Debug, Clone)]
pub struct SealedRecycle {
    /// Its clause.
    pub clause: Clause,
    /// The index of the stage it comes back to.
    pub back_to: usize,
    /// The reason as people read it.
    pub because: String,
    /// A condition that brings it back before its date.
    pub check: Option<Check>,
    /// How often.
    pub at_most: Option<AtMostPer>,
}

/// A clause of `reopen`, compiled.
#[derive(Debug, Clone)]
pub struct SealedReopen {
    /// Its clause.
    pub clause: Clause,
    /// What it starts from.
    pub from: ReopenFrom,
    /// The index of the stage that the new cycle begins in.
    pub to: usize,
    /// The reason as people read it.
    pub because: String,
    /// When.
    pub check: Check,
}

/// Events that are counted together: those that match any of the patterns.
#[derive(Debug, Clone)]
pub struct Slot {
    patterns: Vec<SlotPattern>,
    /// Whether a rule's reason names the value that held.
    is_spelled: bool,
}

#[derive(Debug, Clone)]
struct SlotPattern {
    event: Option<String>,
    properties: Vec<(String, Asks)>,
}

impl Agreement {
    /// Compiles a document into a version that judges.
    ///
    /// # Errors
    ///
    /// What cannot be resolved: the document's check tells the same with its places.
    pub fn seal(document: Document, version: u32) -> Result<Agreement, SealError> {
        compile::seal(document, version)
    }

    /// The id of the stage that everybody begins in.
    #[must_use]
    pub fn first_stage(&self) -> &str {
        self.stages.first().map_or("", |stage| stage.id.as_str())
    }

    /// Who belongs to a segment of the agreement.
    #[must_use]
    pub fn segment(&self, id: &str) -> Option<&Check> {
        self.segments.iter().find(|(known, _)| known == id).map(|(_, check)| check)
    }

    /// The place of a stage in the funnel.
    #[must_use]
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }

    /// The first stage that counts as `standard`.
    #[must_use]
    pub fn stage_counting_as(&self, standard: StandardStage) -> Option<usize> {
        self.stages.iter().position(|stage| stage.counts_as == standard)
    }

    /// The place of a product line.
    #[must_use]
    pub fn line_index(&self, id: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.id == id)
    }

    /// Every engagement rule with its index, in the order written.
    pub fn engagement_rules(&self) -> impl Iterator<Item = (usize, &Rule)> {
        self.rules.iter().enumerate()
    }

    /// The engagement rules of a product line with their indexes.
    pub fn rules_of(&self, line: usize) -> impl Iterator<Item = (usize, &Rule)> {
        self.engagement_rules().filter(move |(_, rule)| rule.line == line)
    }

    /// The slots that an event counts in.
    pub(crate) fn slots_of_event(&self, event: &Event) -> Vec<usize> {
        match &event.act {
            Act::Happened { name, properties } => self.slots_of(name, properties, event.at),
            _ => Vec::new(),
        }
    }

    /// The slots that what happened counts in.
    fn slots_of(&self, name: &str, properties: &[(String, Value)], at: Timestamp) -> Vec<usize> {
        let second = also_named(properties);
        let of_name = |name: &str| self.slots_by_name.get(name).map_or(&[][..], Vec::as_slice);
        let named = of_name(name);
        let also_named = second.map_or(&[][..], of_name);
        let is_theirs = is_theirs_by_either(name, properties);
        let of_any: &[usize] = if is_theirs { &self.slots_of_any } else { &[] };
        let mut found: Vec<usize> = Vec::with_capacity(named.len() + of_any.len());
        for &index in named.iter().chain(also_named).chain(of_any) {
            let Some(slot) = self.slots.get(index) else { continue };
            let matches = |pattern| self.matches(pattern, (name, second), properties, at);
            let is_match = slot.patterns.iter().any(matches);
            if is_match && !found.contains(&index) {
                found.push(index);
            }
        }
        found
    }

    /// Which of the values that a rule's name lists held for an event of a slot, by its place in
    /// the list; `None` where no name lists them.
    pub(crate) fn held(
        &self,
        slot: usize,
        properties: &[(String, Value)],
        at: Timestamp,
    ) -> Option<usize> {
        let slot = self.slots.get(slot).filter(|slot| slot.is_spelled)?;
        let asked = slot.patterns.iter().flat_map(|pattern| &pattern.properties);
        let mut held = asked.filter_map(|(path, asks)| {
            let today = if asks.is_about_today() { self.day(at) } else { Date::ZERO };
            asks.which(property(properties, path)?, today)
        });
        held.next()
    }

    /// The agreement's time zone.
    #[must_use]
    pub fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// The day that a moment falls on in the agreement's time zone.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.time_zone.to_datetime(at.to_jiff()).date()
    }

    /// The start of the day after the one that a moment falls on.
    #[must_use]
    pub fn next_day(&self, at: Timestamp) -> Timestamp {
        let tomorrow = self.day(at).tomorrow().ok();
        tomorrow.and_then(|tomorrow| self.start_of(tomorrow)).unwrap_or(Timestamp::MAX)
    }

    /// The moment at which a day begins in the agreement's time zone.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Option<Timestamp> {
        self.time_zone.to_timestamp(day.at(0, 0, 0, 0)).ok().map(Timestamp::from_jiff)
    }

    fn matches(
        &self,
        pattern: &SlotPattern,
        (name, second): (&str, Option<&str>),
        properties: &[(String, Value)],
        at: Timestamp,
    ) -> bool {
        let is_named = match &pattern.event {
            Some(event) => event == name || Some(event.as_str()) == second,
            None => is_theirs_by_either(name, properties),
        };
        is_named
            && pattern.properties.iter().all(|(path, asks)| {
                let today = if asks.is_about_today() { self.day(at) } else { Date::ZERO };
                asks.of(property(properties, path), today) == Truth::Yes
            })
    }
}

/// The property at a path whose parts are joined by dots; a key that has a dot itself is found too.
fn property<'a>(properties: &'a [(String, Value)], path: &str) -> Option<&'a Value> {
    if let Some((_, value)) = properties.iter().find(|(key, _)| key == path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    match properties.iter().find(|(key, _)| key == first) {
        Some((_, Value::Map(parts))) => property(parts, rest),
        _ => None,
    }
}

/// Ids of stages, for conditions that name several.
type StageIds = BTreeSet<String>;
