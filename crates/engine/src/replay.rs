//! Any history under any agreement, as of any moment.
//!
//! A contact equals the replay of its events (invariants I2 and I10). A voided event counts from
//! the void on as if it had not happened: the contact is folded again without it.

use std::collections::BTreeSet;

use crate::agreement::sealed::Agreement;
use crate::contact::Contact;
use crate::contact::profile::Profile;
use crate::contact::standing::{Move, Standing};
use crate::contact::tallies::Tallies;
use crate::event::{Act, Event};
use crate::step::{catch_up, settle, step};
use crate::time::Timestamp;

/// A version of the agreement and when it came into force for everybody.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// The version.
    pub agreement: &'a Agreement,
    /// Since when; the first version judges what came before it, too.
    pub from: Timestamp,
}

/// What a history comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The contact at the end.
    pub contact: Contact,
    /// Every move, oldest first.
    pub moves: Vec<Move>,
}

/// Folds the events that were known at `known_at`, under the versions that were in force.
///
/// `history` is in the order of `known_at`; `versions` in the order of coming into force.
///
/// # Panics
///
/// Without a version there is nothing to judge by.
#[must_use]
pub fn replay(
    versions: &[InForce<'_>],
    account: Option<&Profile>,
    history: &[Event],
    known_at: Timestamp,
) -> Replay {
    assert!(!versions.is_empty(), "a replay needs a version to judge by");
    let known: Vec<&Event> = history.iter().filter(|event| event.known_at <= known_at).collect();
    let voided = voided(&known);
    let known: Vec<&Event> =
        known.into_iter().filter(|event| !voided.contains(&event.position)).collect();

    let mut versions = versions.iter();
    let mut agreement =
        versions.next().map(|first| first.agreement).unwrap_or_else(|| unreachable!());
    let mut contact = Contact::new(agreement);
    let mut moves: Vec<Move> = Vec::new();
    let mut pending = versions.next();
    for (index, event) in known.iter().enumerate() {
        while let Some(next) = pending.filter(|next| next.from <= event.known_at) {
            let before = known.get(..index).unwrap_or_default();
            adopt(agreement, next, &mut contact, account, before, &mut moves);
            agreement = next.agreement;
            pending = versions.next();
        }
        let taken = step(agreement, contact, account, event);
        contact = taken.contact;
        moves.extend(taken.moves);
    }
    while let Some(next) = pending.filter(|next| next.from <= known_at) {
        adopt(agreement, next, &mut contact, account, &known, &mut moves);
        agreement = next.agreement;
        pending = versions.next();
    }
    catch_up(agreement, &mut contact, account, known_at, &mut moves);
    Replay { contact, moves }
}

/// Positions of the events that a later event voided.
#[must_use]
pub fn voided(events: &[&Event]) -> BTreeSet<u64> {
    let voids = events.iter().filter_map(|event| match &event.act {
        Act::Voided { position, .. } => Some(*position),
        _ => None,
    });
    voids.collect()
}

/// A contact takes a version that came into force: what it counts is counted again from its
/// history; what was decided before stays as it was decided.
pub fn adopt(
    before: &Agreement,
    after: &InForce<'_>,
    contact: &mut Contact,
    account: Option<&Profile>,
    history: &[&Event],
    moves: &mut Vec<Move>,
) {
    catch_up(before, contact, account, after.from, moves);
    let mut tallies = Tallies::default();
    for event in history {
        tallies.take(after.agreement, event);
    }
    contact.tallies = tallies;
    contact.standings = standings(before, after.agreement, &contact.standings, after.from);
    contact.version = after.agreement.version;
    if contact.since.is_some() {
        settle(after.agreement, contact, account, after.from, moves);
    }
}

/// Standings line by line under another version. A stage that is no more becomes the one that
/// counts as the same, or the last before it.
fn standings(
    before: &Agreement,
    after: &Agreement,
    known: &[Standing],
    at: Timestamp,
) -> Vec<Standing> {
    let of_line = |line: &crate::agreement::sealed::SealedLine| {
        let known = before.line_index(&line.id).and_then(|index| known.get(index));
        let Some(mut standing) = known.cloned() else {
            let mut standing = Standing::new(after.first_stage());
            standing.stage_since = at;
            return standing;
        };
        if after.stage_index(&standing.stage).is_none() {
            let old = before.stages.iter().find(|stage| stage.id == standing.stage);
            let new = old.and_then(|old| {
                after.stages.iter().rev().find(|stage| stage.counts_as <= old.counts_as)
            });
            standing.stage = new.map_or(after.first_stage(), |stage| stage.id.as_str()).to_owned();
        }
        standing
    };
    after.lines.iter().map(of_line).collect()
}
