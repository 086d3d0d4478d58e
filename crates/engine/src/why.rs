//! Why a contact stands where it stands: its scores as lines, what is missing, what comes next.

use serde::{Deserialize, Serialize};

use crate::agreement::sealed::Agreement;
use crate::contact::Contact;
use crate::contact::profile::Profile;
use crate::contact::standing::{Move, State};
use crate::event::Event;
use crate::judge::Scene;
use crate::replay::{InForce, replay, voided};
use crate::score::ledger::{Ledger, Missing, ledger, missing};
use crate::step::catch_up;
use crate::time::{Span, Timestamp};

/// A contact's product line at a moment, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The moment.
    pub at: Timestamp,
    /// As far as was known at this moment.
    pub known_at: Timestamp,
    /// The version that judges.
    pub agreement: u32,
    /// The product line.
    pub line: String,
    /// The stage at the moment.
    pub stage: String,
    /// Whether it was in play.
    pub state: State,
    /// Fit + engagement.
    pub total: i64,
    /// The grade, such as `A1`.
    pub grade: Option<String>,
    /// Both scores, line by line.
    pub scores: Ledger,
    /// What is not known and would add points, the most first.
    pub missing: Vec<Missing>,
}

/// Explains a contact at `at`, from what had happened by then as far as it was known at
/// `known_at`.
///
/// # Panics
///
/// Without a version there is nothing to judge by.
#[must_use]
pub fn why(
    versions: &[InForce<'_>],
    account: Option<&Profile>,
    history: &[Event],
    line: usize,
    at: Timestamp,
    known_at: Timestamp,
) -> Why {
    let in_force =
        versions.iter().rev().find(|version| version.from <= known_at).or(versions.first());
    let agreement = in_force.map(|version| version.agreement).unwrap_or_else(|| unreachable!());
    let replayed = replay(versions, account, history, known_at);
    let told = as_of(agreement, history, at, known_at);
    let scene = Scene::new(agreement, &told, line, at).among(account);
    let line_id = agreement.lines.get(line).map(|line| line.id.clone()).unwrap_or_default();
    let mut moves = replayed.moves.iter().filter(|moved| moved.line == line_id);
    let last = moves.rfind(|moved| moved.at <= at);
    Why {
        at,
        known_at,
        agreement: agreement.version,
        line: line_id,
        stage: last.map_or_else(|| agreement.first_stage().to_owned(), |moved| moved.to.clone()),
        state: last.map_or(State::Open, |moved| moved.state.clone()),
        total: scene.total().value,
        grade: scene.grade(),
        scores: ledger(&scene),
        missing: missing(&scene),
    }
}

/// What was known at `known_at` of what had happened by `at`: profile and tallies, undecided.
fn as_of(agreement: &Agreement, history: &[Event], at: Timestamp, known_at: Timestamp) -> Contact {
    let known: Vec<&Event> = history.iter().filter(|event| event.known_at <= known_at).collect();
    let voided = voided(&known);
    let mut contact = Contact::new(agreement);
    for event in known {
        if event.at <= at && !voided.contains(&event.position) {
            contact.begin(event.known_at);
            contact.learn(agreement, event, &agreement.slots_of_event(event));
        }
    }
    contact
}

/// The next change of a contact by time alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// The total before.
    pub total_before: i64,
    /// The total after.
    pub total_after: i64,
    /// The moves that happen at that moment.
    pub moves: Vec<Move>,
}

/// When a contact's score or stage next changes if nothing happens until `until`, and how.
#[must_use]
pub fn next_change(
    agreement: &Agreement,
    contact: &Contact,
    account: Option<&Profile>,
    line: usize,
    now: Timestamp,
    until: Timestamp,
) -> Option<Change> {
    let mut future = contact.clone();
    let mut moves: Vec<Move> = Vec::new();
    catch_up(agreement, &mut future, account, now, &mut moves);
    let total = |contact: &Contact, at: Timestamp| {
        Scene::new(agreement, contact, line, at).among(account).total().value
    };
    let total_before = total(&future, now);
    moves.clear();
    for _ in 0..LOOKS_MAX {
        let at = future.wake_at;
        if at > until {
            return None;
        }
        catch_up(agreement, &mut future, account, at + Span::from_micros(1), &mut moves);
        let total_after = total(&future, at);
        if total_after != total_before || !moves.is_empty() {
            return Some(Change { at, total_before, total_after, moves });
        }
    }
    None
}

/// Most moments that are looked at for the next change.
const LOOKS_MAX: usize = 1_000;
