//! The one door: what an event means for a contact.
//!
//! [`step`] is pure. Production, tests, replay, "why" and "as of last March" are this function.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::agreement::sealed::{Agreement, Rule};
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

/// What an event did to a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "record the outcome or the input is lost"]
pub struct Taken {
    /// What was moved, as in [`Step::moves`].
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

/// Decides what `event` means for a contact, as it was known, under `agreement`.
///
/// `account` is what is known about the company from its other people. First everything that was
/// due since the contact's last step is taken, each at its own time, so no result depends on when
/// anybody looked.
///
/// Pure: equal arguments give equal steps, on any machine, in any year. `event.known_at` is the
/// moment of decision and must not lie before the contact's last step.
pub fn step(
    agreement: &Agreement,
    mut contact: Contact,
    account: Option<&Profile>,
    event: &Event,
) -> Step {
    let Taken { moves, given, outcome } = take(agreement, &mut contact, account, event);
    Step { contact, moves, given, outcome }
}

/// The same for who keeps nothing of what the contact was.
pub fn take(
    agreement: &Agreement,
    contact: &mut Contact,
    account: Option<&Profile>,
    event: &Event,
) -> Taken {
    let mut moves: Vec<Move> = Vec::new();
    catch_up_moves(agreement, contact, account, event.known_at, &mut moves);

    contact.begin(event.known_at);
    let slots = agreement.slots_of_event(event);
    let before = points_before(agreement, contact, event, &slots);
    contact.learn(agreement, event, &slots);
    let outcome = act(agreement, contact, account, event, &mut moves);
    settle(agreement, contact, account, event.known_at, &mut moves);
    let given = given(agreement, contact, &before, event.known_at);
    Taken { moves, given, outcome }
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

/// The engagement rules whose points an event may change, each with the points of its line before.
/// Only what counts in a rule's slot changes its awards; a "no profiling" changes every line.
fn points_before(
    agreement: &Agreement,
    contact: &Contact,
    event: &Event,
    slots: &[usize],
) -> Vec<(usize, i64)> {
    let is_of_all = matches!(event.act, Act::ConsentGiven { .. } | Act::ConsentWithdrawn { .. });
    let rules = agreement.engagement_rules();
    let rules = rules.filter(|(_, rule)| is_of_all || slots.contains(&rule.slot));
    rules.map(|(index, rule)| (index, points(contact, index, rule, event.known_at))).collect()
}

/// The points of an engagement rule's line at a moment.
fn points(contact: &Contact, index: usize, rule: &Rule, at: Timestamp) -> i64 {
    if contact.is_profiling_refused {
        return 0;
    }
    crate::score::line_points(rule, contact.tallies.awards(index, rule), at)
}

/// By how much an event changed each engagement rule's line at a moment. What became due before it
/// moves a contact and counts no events.
fn given(
    agreement: &Agreement,
    contact: &Contact,
    before: &[(usize, i64)],
    at: Timestamp,
) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    for (index, rule) in agreement.engagement_rules() {
        let Some((_, before)) = before.iter().find(|(known, _)| *known == index) else { continue };
        let points = points(contact, index, rule, at) - before;
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
