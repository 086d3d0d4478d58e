//! The one door: what an event means for a contact.
//!
//! [`step`] is pure. Production, tests, replay, "why" and "as of last March" are this function.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::agreement::sealed::Agreement;
use crate::contact::Contact;
use crate::contact::profile::Profile;
use crate::contact::standing::Move;
use crate::event::{Act, Event};
use crate::stage::{self, Desk, Refusal};
use crate::time::Timestamp;

/// What becomes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "record the outcome or the input is lost"]
pub struct Step {
    /// The contact afterwards.
    pub contact: Contact,
    /// What was moved, oldest first: first what was due before the event, each at its own time.
    pub moves: Vec<Move>,
    /// What the event gave, by engagement rule.
    pub given: Vec<Given>,
    /// What became of the event itself.
    pub outcome: Outcome,
}

/// What became of an event: every accepted one ends with exactly one of these (invariant I1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Applied,
    /// The agreement does not allow it; nothing was changed by it.
    Refused(Refusal),
}

/// Points that an event gave at the moment it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The product line.
    pub line: String,
    /// The rule's id.
    pub rule: Arc<str>,
    /// The rule's clause number.
    pub clause: Arc<str>,
    /// How much the rule's line changed, in whole points, at the moment the event was learned.
    pub points: i64,
}

/// Decides what `event` means for `known` under `agreement`.
///
/// `account` is what is known about the company from its other people. First everything that was
/// due since the contact's last step is taken, each at its own time, so no result depends on when
/// anybody looked.
///
/// Pure: equal arguments give equal steps, on any machine, in any year. `event.known_at` is the
/// moment of decision and must not lie before the contact's last step.
pub fn step(
    agreement: &Agreement,
    known: &Contact,
    account: Option<&Profile>,
    event: &Event,
) -> Step {
    let mut contact = known.clone();
    let mut moves: Vec<Move> = Vec::new();
    catch_up(agreement, &mut contact, account, event.known_at, &mut moves);

    let before = lines_points(agreement, &contact, event.known_at);
    contact.begin(event.known_at);
    contact.learn(agreement, event);
    let outcome = act(agreement, &mut contact, account, event, &mut moves);
    settle(agreement, &mut contact, account, event.known_at, &mut moves);
    let given = given(agreement, before, &contact, event.known_at);
    Step { contact, moves, given, outcome }
}

/// Takes everything that is due for a contact until `now`, each at its own time.
pub fn catch_up(
    agreement: &Agreement,
    contact: &mut Contact,
    account: Option<&Profile>,
    now: Timestamp,
    moves: &mut Vec<Move>,
) {
    while contact.wake_at < now {
        let due = contact.wake_at;
        settle(agreement, contact, account, due, moves);
        if contact.wake_at <= due {
            // An answer that names no later moment would never end.
            contact.wake_at = due + crate::time::Span::from_micros(1);
        }
    }
}

fn act(
    agreement: &Agreement,
    contact: &mut Contact,
    account: Option<&Profile>,
    event: &Event,
    moves: &mut Vec<Move>,
) -> Outcome {
    let line = match &event.act {
        Act::Moved { line, .. }
        | Act::Declined { line, .. }
        | Act::Reactivated { line, .. }
        | Act::SuggestionAnswered { line, .. } => agreement.line_index(line),
        Act::Happened { .. } => Some(0),
        Act::Learned
        | Act::ConsentGiven { .. }
        | Act::ConsentWithdrawn { .. }
        | Act::Voided { .. }
        | Act::TimePassed => return Outcome::Applied,
    };
    let Some(line) = line else { return Outcome::Refused(Refusal::NotInAgreement) };
    let mut desk = Desk { agreement, contact, account, line, at: event.known_at, moves };
    match stage::act(&mut desk, &event.act) {
        Ok(()) => Outcome::Applied,
        Err(refusal) => Outcome::Refused(refusal),
    }
}

/// Settles every product line at a moment and says when to look again.
pub(crate) fn settle(
    agreement: &Agreement,
    contact: &mut Contact,
    account: Option<&Profile>,
    at: Timestamp,
    moves: &mut Vec<Move>,
) {
    let mut wake_at = Timestamp::MAX;
    for line in 0..agreement.lines.len() {
        let mut desk = Desk { agreement, contact, account, line, at, moves };
        wake_at = wake_at.min(stage::settle(&mut desk));
    }
    contact.judged_at = Some(at);
    contact.wake_at = wake_at;
}

/// The points of every engagement rule's line, by the rule's index.
fn lines_points(agreement: &Agreement, contact: &Contact, at: Timestamp) -> Vec<i64> {
    let points = agreement.engagement_rules().map(|(index, rule)| {
        if contact.is_profiling_refused {
            return 0;
        }
        crate::score::line_points(rule, contact.tallies.awards(index, rule), at)
    });
    points.collect()
}

fn given(agreement: &Agreement, before: Vec<i64>, contact: &Contact, at: Timestamp) -> Vec<Given> {
    let after = lines_points(agreement, contact, at);
    let changes = agreement.engagement_rules().zip(before.into_iter().zip(after));
    let changes = changes.filter(|(_, (before, after))| before != after);
    let given = changes.filter_map(|((_, rule), (before, after))| {
        let line = agreement.lines.get(rule.line)?;
        Some(Given {
            line: line.id.clone(),
            rule: rule.id.clone(),
            clause: rule.clause.clone(),
            points: after - before,
        })
    });
    given.collect()
}
