//! The events that an agreement looks at, counted as it needs them.
//!
//! Tallies are derived: they belong to one version of the agreement and are made again from the
//! history when another comes into force.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::mails::Mails;
use super::touches::Touches;
use crate::agreement::sealed::{Agreement, Rule};
use crate::catalogue::also_named;
use crate::event::{Act, Event};
use crate::time::Timestamp;

/// What happened to one contact, by what one version of the agreement asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tallies {
    /// The events that anything refers to, in the order they were learned.
    events: Vec<Told>,
    /// For each slot of the agreement that has any, its events in order of `at`, source and message
    /// id. Most have none.
    marks: BTreeMap<usize, Vec<Mark>>,
    /// For each engagement rule with a cool-down, the events that have an award.
    awards: BTreeMap<usize, Vec<Mark>>,
    /// How mails were taken.
    pub(crate) mails: Mails,
    /// Where the person came from.
    pub(crate) touches: Touches,
}

/// An event that something refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, Arc<str>, Arc<str>)", into = "(u64, Arc<str>, Arc<str>)")]
pub struct Told {
    /// Its place in the log.
    pub position: u64,
    /// Which source told it.
    pub source: Arc<str>,
    /// Its id in that source.
    pub message_id: Arc<str>,
}

/// That a told event counts in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, u32, u16)", into = "(i64, u32, u16)")]
pub struct Mark {
    /// When it happened.
    pub at: Timestamp,
    /// Its index among the told events.
    pub event: u32,
    /// Which of the values that a rule's name lists held, from 1; 0 where no name lists them.
    pub held: u16,
}

// There are many of both in a state, and their fields' names would be most of it.

impl From<Told> for (u64, Arc<str>, Arc<str>) {
    fn from(told: Told) -> Self {
        (told.position, told.source, told.message_id)
    }
}

impl From<(u64, Arc<str>, Arc<str>)> for Told {
    fn from((position, source, message_id): (u64, Arc<str>, Arc<str>)) -> Told {
        Told { position, source, message_id }
    }
}

impl From<Mark> for (i64, u32, u16) {
    fn from(mark: Mark) -> Self {
        (mark.at.micros(), mark.event, mark.held)
    }
}

impl From<(i64, u32, u16)> for Mark {
    fn from((at, event, held): (i64, u32, u16)) -> Mark {
        Mark { at: Timestamp::from_micros(at), event, held }
    }
}

impl Tallies {
    /// Counts an event wherever the agreement looks at it.
    pub fn take(&mut self, agreement: &Agreement, event: &Event) {
        self.take_in(agreement, event, &agreement.slots_of_event(event));
    }

    /// Counts an event in the slots that it counts in.
    pub(crate) fn take_in(&mut self, agreement: &Agreement, event: &Event, slots: &[usize]) {
        let Act::Happened { name, properties } = &event.act else { return };
        // A mail is told of once, by the name that Criba has for it.
        let mail = also_named(properties).unwrap_or(name);
        self.mails.take(event.at, mail, properties);
        self.touches.take(event, name, properties);
        if slots.is_empty() {
            return;
        }
        let Ok(index) = u32::try_from(self.events.len()) else { return };
        self.events.push(Told {
            position: event.position,
            source: Arc::clone(&event.source),
            message_id: Arc::clone(&event.message_id),
        });
        for &slot in slots {
            let held = agreement.held(slot, properties, event.at);
            let held = held.and_then(|place| u16::try_from(place + 1).ok()).unwrap_or(0);
            self.insert(slot, Mark { at: event.at, event: index, held });
        }
        for (index, rule) in agreement.engagement_rules() {
            if rule.every.is_some() && slots.contains(&rule.slot) {
                self.award(index, rule);
            }
        }
    }

    /// The events of a slot, in order.
    #[must_use]
    pub fn marks(&self, slot: usize) -> &[Mark] {
        self.marks.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// The events that a rule has given an award to, in order; `index` is the rule's.
    #[must_use]
    pub fn awards(&self, index: usize, rule: &Rule) -> &[Mark] {
        if rule.every.is_none() {
            return self.marks(rule.slot);
        }
        self.awards.get(&index).map_or(&[], Vec::as_slice)
    }

    /// The event that a mark refers to.
    #[must_use]
    pub fn told(&self, mark: Mark) -> Option<&Told> {
        self.events.get(usize::try_from(mark.event).ok()?)
    }

    fn insert(&mut self, slot: usize, mark: Mark) {
        let order = |mark: &Mark| {
            let told = usize::try_from(mark.event).ok().and_then(|index| self.events.get(index));
            (mark.at, told.map(|told| (&*told.source, &*told.message_id)))
        };
        let marks = self.marks.entry(slot).or_default();
        let place = match marks.last() {
            Some(last) if order(last) > order(&mark) => {
                marks.partition_point(|earlier| order(earlier) <= order(&mark))
            }
            _ => marks.len(),
        };
        marks.insert(place, mark);
    }

    /// Gives a rule's awards after an event came into its slot: to the matches that come at least
    /// its cool-down after its previous award.
    fn award(&mut self, index: usize, rule: &Rule) {
        let newest = u32::try_from(self.events.len().saturating_sub(1)).ok();
        let marks = self.marks.get(&rule.slot).map_or(&[][..], Vec::as_slice);
        let awards = self.awards.entry(index).or_default();
        let is_too_soon = |awards: &[Mark], mark: &Mark| match (awards.last(), rule.every) {
            (Some(previous), Some(every)) => mark.at - previous.at < every,
            _ => false,
        };
        // An event that came last changes nothing of the awards before it.
        let added = match marks.split_last() {
            Some((last, _)) if Some(last.event) == newest => std::slice::from_ref(last),
            _ => {
                awards.clear();
                marks
            }
        };
        for mark in added {
            if !is_too_soon(awards, mark) {
                awards.push(*mark);
            }
        }
    }
}
