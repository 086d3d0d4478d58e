//! Events that were voided and told again, and what followed from one for others: how the two are
//! found in the log, and the joins that one of them made.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::event::Act;
use store::StoreError;
use store::workspace::Read;
use store::workspace::rows::EventRow;

use crate::card::is_aside;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::joins::joined;
use crate::sources::MAPPING;
use crate::verdicts;
use crate::writer::{Came, IDENTITY, Intake, Whom};

/// Between an event that voids and the one told again there are at most so many: they are told in
/// one transaction, and what Criba finds out by them stands between.
const NEAR: usize = 32;
/// Of somebody's history, the latest events that are looked through for who else says the same.
const LOOKED_THROUGH: usize = 2_000;

/// An event that was told again: where it stands now, and where it stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Again {
    /// Where it stood before it was told again.
    pub before: Option<u64>,
    /// Where it stands since it was voided and told again.
    pub after: Option<u64>,
}

/// Whether an event voids another that is told again behind it.
fn tells_again(row: &EventRow) -> bool {
    [verdicts::SOURCE, MAPPING].contains(&&*row.event.source)
}

/// The event that stands for one since another voided it, where it was told again.
pub(crate) fn told_behind(
    read: Read<'_>,
    void: &EventRow,
    old: &EventRow,
) -> Result<Option<EventRow>, StoreError> {
    if !tells_again(void) {
        return Ok(None);
    }
    let behind = read.events_after(void.event.position, NEAR)?;
    Ok(behind.into_iter().find(|row| is_same(row, old)))
}

/// Whether two rows of the log are one message.
fn is_same(row: &EventRow, other: &EventRow) -> bool {
    row.event.source == other.event.source && row.event.message_id == other.event.message_id
}

impl Workspace {
    /// Where an event stood before it was told again, and where it stands since.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn told_again(&self, position: u64) -> Result<Again, RuntimeError> {
        self.read(|read| {
            let Some(row) = read.event(position)? else { return Ok(Again::default()) };
            let after = match read.voided_by(position)? {
                Some(voided_by) => match read.event(voided_by)? {
                    Some(void) => told_behind(read, &void, &row)?,
                    None => None,
                },
                None => None,
            };
            let from = position.saturating_sub(NEAR as u64 + 1);
            let mut before = None;
            for void in read.events_after(from, NEAR)? {
                let Act::Voided { position: old, .. } = void.event.act else { continue };
                if void.event.position < position
                    && tells_again(&void)
                    && read.event(old)?.is_some_and(|old| is_same(&old, &row))
                {
                    before = Some(old);
                }
            }
            Ok(Again { before, after: after.map(|row| row.event.position) })
        })
    }

    /// What parts those whom an event joined, where nothing else says that they are one.
    pub(crate) fn partings(
        &self,
        row: &EventRow,
        part: impl Fn(&EventRow) -> Intake,
    ) -> Result<Vec<Intake>, RuntimeError> {
        self.read(|read| {
            let mut partings: Vec<Intake> = Vec::new();
            for join in joined_behind(read, row)? {
                if !read.is_voided(join.event.position)? && !self.is_said_again(read, row, &join)? {
                    partings.push(part(&join));
                }
            }
            Ok(partings)
        })
    }

    /// What joins again those whom an event had parted that voided another.
    pub(crate) fn rejoinings(&self, voided_by: u64) -> Result<Vec<Intake>, RuntimeError> {
        self.read(|read| {
            let mut joins: Vec<Intake> = Vec::new();
            for void in read.events_after(voided_by, NEAR)? {
                let Act::Voided { position, .. } = void.event.act else { continue };
                if *void.event.source != *verdicts::SOURCE {
                    continue;
                }
                let join = read.event(position)?.filter(is_join);
                joins.extend(join.map(|join| Intake {
                    whom: Whom::Known(join.contact),
                    at: Some(join.event.at),
                    known_at: None,
                    source: Arc::from(IDENTITY),
                    message_id: join.event.message_id,
                    act: join.event.act,
                    facts: Vec::new(),
                    who: None,
                    batch: None,
                    came: Came::default(),
                }));
            }
            Ok(joins)
        })
    }

    /// Whether another event of theirs that counts says the same of who they are.
    fn is_said_again(
        &self,
        read: Read<'_>,
        row: &EventRow,
        join: &EventRow,
    ) -> Result<bool, RuntimeError> {
        let Some(saw) = self.writer.look(join.contact).wait()? else { return Ok(false) };
        let latest = saw.card.history.iter().rev().take(LOOKED_THROUGH);
        for position in latest.filter(|position| **position != row.event.position) {
            let Some(other) = read.event(*position)? else { continue };
            if says_the_same(&other, row) && !is_aside(&other) && !read.is_voided(*position)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_join(row: &EventRow) -> bool {
    *row.event.source == *IDENTITY && joined(&row.event.act).is_some()
}

/// The joins that follow from an event: they stand right behind it.
fn joined_behind(read: Read<'_>, row: &EventRow) -> Result<Vec<EventRow>, StoreError> {
    let behind = read.events_after(row.event.position, NEAR)?;
    Ok(behind.into_iter().take_while(is_join).collect())
}

/// Whether an event names somebody together with what another names them with.
fn says_the_same(other: &EventRow, row: &EventRow) -> bool {
    let (Some(others), Some(keys)) = (&other.keys, &row.keys) else { return false };
    let said = |row: &EventRow| -> Vec<String> {
        let facts = row.event.facts.iter();
        let facts = facts.filter(|fact| {
            fact.of == Whose::Person && ["email", "phone", "mobile"].contains(&fact.id.as_str())
        });
        facts.map(|fact| fact.value.to_string()).collect()
    };
    let is_one = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let (their, own) = (said(other), said(row));
    let is_named =
        is_one(&others.user_id, &keys.user_id) || their.iter().any(|key| own.contains(key));
    let is_known_so = is_one(&others.anonymous_id, &keys.anonymous_id)
        || is_one(&others.previous_id, &keys.previous_id)
        || keys.anonymous_id.is_none() && keys.previous_id.is_none();
    is_named && is_known_so
}
