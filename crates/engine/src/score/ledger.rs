//! A score as lines that add up to it, to the unit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::worth::unfading;
use super::{held_awards, line_points};
use crate::agreement::condition::Whose;
use crate::agreement::sealed::{Check, Rule, SealedFitRule};
use crate::contact::tallies::Mark;
use crate::judge::{Scene, Truth};
use crate::time::Timestamp;

/// Both scores of a contact at a moment, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Who they are.
    pub fit: ScoreLedger,
    /// What they do.
    pub engagement: ScoreLedger,
}

/// One score, line by line: the lines' points sum to its value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ScoreLedger {
    /// The score.
    pub value: i64,
    /// The most it can be.
    pub cap: Option<i64>,
    /// Rules in the agreement's order, then `cap` or `floor` where the score was held.
    pub lines: Vec<LedgerLine>,
}

/// What one rule gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// The rule's id; `cap` or `floor` for the difference made by holding the score.
    pub rule: Arc<str>,
    /// The rule's clause number; `None` for `cap` and `floor`.
    pub clause: Option<Arc<str>>,
    /// The reason as people read it; empty for `cap` and `floor`.
    pub because: Arc<str>,
    /// Whole points.
    pub points: i64,
    /// The awards behind an engagement line; `None` for a fit line.
    pub awards: Option<Awards>,
    /// The traits that a fit line looked at.
    pub traits: Traits,
}

/// Traits with whose they are.
pub type Traits = Arc<[(Whose, String)]>;

/// The awards behind an engagement line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awards {
    /// How many there are: made and not expired, faded ones too.
    pub count: usize,
    /// When the latest was made.
    pub last_at: Timestamp,
    /// Their events' places in the log, oldest first.
    pub events: Vec<u64>,
    /// What they were worth when they were made, before fading and the rule's bound, in whole
    /// points.
    pub given: i64,
}

/// A fact that is not known and that a fit rule would give points for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The rule's id.
    pub rule: Arc<str>,
    /// The rule's clause number.
    pub clause: Arc<str>,
    /// The rule's name.
    pub name: Arc<str>,
    /// The traits to ask for.
    pub traits: Vec<(Whose, String)>,
    /// The most that the score would rise, the cap taken into account.
    pub up_to: i64,
}

/// Both scores of a scene, line by line.
#[must_use]
pub fn ledger(scene: &Scene<'_>) -> Ledger {
    Ledger { fit: fit(scene), engagement: engagement(scene) }
}

/// What is not known and would add points, the most first.
#[must_use]
pub fn missing(scene: &Scene<'_>) -> Vec<Missing> {
    let Some(line) = scene.agreement.lines.get(scene.line) else { return Vec::new() };
    if scene.contact.is_profiling_refused {
        return Vec::new();
    }
    let lines_sum: i64 =
        fit(scene).lines.iter().filter(|line| line.clause.is_some()).map(|line| line.points).sum();
    let before = scene.fit().value;
    let mut missing: Vec<Missing> = Vec::new();
    for rule in &line.fit {
        if rule.points <= 0 || scene.judge(&rule.check).truth != Truth::Unknown {
            continue;
        }
        let after = (lines_sum + rule.points).clamp(0, line.fit_cap.unwrap_or(i64::MAX));
        let unknown = rule.traits.iter().filter(|(of, id)| scene.value(*of, id).is_none());
        let traits: Vec<(Whose, String)> = unknown.cloned().collect();
        if after > before {
            missing.push(Missing {
                rule: rule.id.clone(),
                clause: rule.clause.clone(),
                name: rule.name.clone(),
                traits,
                up_to: after - before,
            });
        }
    }
    missing.sort_by_key(|missing| std::cmp::Reverse(missing.up_to));
    missing
}

fn fit(scene: &Scene<'_>) -> ScoreLedger {
    let Some(line) = scene.agreement.lines.get(scene.line) else { return ScoreLedger::default() };
    if scene.contact.is_profiling_refused {
        return ScoreLedger { cap: line.fit_cap, ..ScoreLedger::default() };
    }
    let holding = line.fit.iter().filter(|rule| scene.judge(&rule.check).holds());
    let lines = holding.map(|rule| LedgerLine {
        rule: rule.id.clone(),
        clause: Some(rule.clause.clone()),
        because: fit_reason(scene, rule),
        points: rule.points,
        awards: None,
        traits: Arc::clone(&rule.traits),
    });
    held(lines.collect(), line.fit_cap)
}

fn engagement(scene: &Scene<'_>) -> ScoreLedger {
    let Some(line) = scene.agreement.lines.get(scene.line) else { return ScoreLedger::default() };
    if scene.contact.is_profiling_refused {
        return ScoreLedger { cap: line.engagement_cap, ..ScoreLedger::default() };
    }
    let mut lines: Vec<LedgerLine> = Vec::new();
    for (index, rule) in scene.agreement.rules_of(scene.line) {
        let tallies = &scene.contact.tallies;
        let awards = tallies.awards(index, rule);
        let held = held_awards(rule, awards, scene.at);
        let Some(last) = held.last() else { continue };
        lines.push(LedgerLine {
            rule: rule.id.clone(),
            clause: Some(rule.clause.clone()),
            because: engagement_reason(rule, held),
            points: line_points(rule, awards, scene.at),
            awards: Some(Awards {
                count: held.len(),
                last_at: last.at,
                events: held
                    .iter()
                    .filter_map(|mark| Some(tallies.told(*mark)?.position))
                    .collect(),
                given: unfading(rule.points, held.len()).rounded(),
            }),
            traits: Arc::from([]),
        });
    }
    held(lines, line.engagement_cap)
}

/// The reason of a fit rule that holds.
fn fit_reason(scene: &Scene<'_>, rule: &SealedFitRule) -> Arc<str> {
    let (Some(spelled), Check::Trait { of, id, asks }) = (&rule.spelled, &rule.check) else {
        return rule.name.clone();
    };
    let held = scene.value(*of, id);
    let which = held.and_then(|held| asks.which(&held.value, scene.agreement.day(scene.at)));
    which.map_or_else(|| rule.name.clone(), |which| spelled.with(std::iter::once(which)))
}

/// The reason of an engagement rule with these awards.
fn engagement_reason(rule: &Rule, awards: &[Mark]) -> Arc<str> {
    let Some(spelled) = &rule.spelled else { return rule.name.clone() };
    let held = awards.iter().filter_map(|mark| usize::from(mark.held).checked_sub(1));
    spelled.with(held)
}

/// Holds the sum of the lines between 0 and the cap, with the difference as a last line.
fn held(mut lines: Vec<LedgerLine>, cap: Option<i64>) -> ScoreLedger {
    let sum: i64 = lines.iter().map(|line| line.points).sum();
    let value = sum.clamp(0, cap.unwrap_or(i64::MAX));
    if value != sum {
        lines.push(LedgerLine {
            rule: if value < sum { "cap" } else { "floor" }.into(),
            clause: None,
            because: "".into(),
            points: value - sum,
            awards: None,
            traits: Arc::from([]),
        });
    }
    ScoreLedger { value, cap, lines }
}
