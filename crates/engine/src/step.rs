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
use crate::time::{Span, Timestamp};

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    catch_up_moves(agreement, &mut contact, account, event.known_at, &mut moves);

    contact.begin(event.known_at);
    contact.learn(agreement, event);
    let outcome = act(agreement, &mut contact, account, event, &mut moves);
    settle(agreement, &mut contact, account, event.known_at, &mut moves);
    let given = given(agreement, known, &contact, event.known_at);
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
            contact.wake_at = due + Span::from_micros(1);
        }
    }
}

/// Takes every move that is due until `now`, each at its own time; the contact must be settled at
/// `now` next. Moments at which only a score changes are passed over: nobody sees it in between.
fn catch_up_moves(
    agreement: &Agreement,
    contact: &mut Contact,
    account: Option<&Profile>,
    now: Timestamp,
    moves: &mut Vec<Move>,
) {
    let mut due = contact.wake_at;
    while due < now {
        let moves_at = settle(agreement, contact, account, due, moves);
        due = moves_at.max(due + Span::from_micros(1));
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
        | Act::BasisStated { .. }
        | Act::Voided { .. }
        | Act::TimePassed => return Outcome::Applied,
    };
    let Some(line) = line else { return Outcome::Refused(Refusal::NotInAgreement) };
    let mut desk = Desk::new(agreement, contact, account, line, event.known_at, moves);
    match stage::act(&mut desk, &event.act) {
        Ok(()) => Outcome::Applied,
        Err(refusal) => Outcome::Refused(refusal),
    }
}

/// Settles every product line at a moment and says when to look again. Returns the first moment at
/// which a clause may move the contact; at `wake_at` a score may change, too.
pub(crate) fn settle(
    agreement: &Agreement,
    contact: &mut Contact,
    account: Option<&Profile>,
    at: Timestamp,
    moves: &mut Vec<Move>,
) -> Timestamp {
    let (mut moves_at, mut scores_at) = (Timestamp::MAX, Timestamp::MAX);
    for line in 0..agreement.lines.len() {
        let mut desk = Desk::new(agreement, contact, account, line, at, moves);
        let until = stage::settle(&mut desk);
        moves_at = moves_at.min(until.moves_at);
        scores_at = scores_at.min(until.scores_at);
    }
    contact.judged_at = Some(at);
    contact.wake_at = moves_at.min(scores_at);
    moves_at
}

/// By how much each engagement rule's line changed between what was known and what is, at a moment.
/// What became due in between moves a contact and counts no events.
fn given(agreement: &Agreement, known: &Contact, contact: &Contact, at: Timestamp) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    for (index, rule) in agreement.engagement_rules() {
        let points_of = |contact: &Contact| -> i64 {
            if contact.is_profiling_refused {
                return 0;
            }
            crate::score::line_points(rule, contact.tallies.awards(index, rule), at)
        };
        // Most events change no awards of most rules, and the same awards give the same points.
        let is_same = known.is_profiling_refused == contact.is_profiling_refused
            && known.tallies.awards(index, rule) == contact.tallies.awards(index, rule);
        if is_same {
            continue;
        }
        let points = points_of(contact) - points_of(known);
        let Some(line) = agreement.lines.get(rule.line).filter(|_| points != 0) else { continue };
        given.push(Given {
            line: line.id.clone(),
            rule: rule.id.clone(),
            clause: rule.clause.clone(),
            points,
        });
    }
    given
}
