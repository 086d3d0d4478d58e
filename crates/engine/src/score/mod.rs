//! Scores, exactly: what each rule gives at a moment, and until when that stands.
//!
//! A score is the sum of whole lines, so that the lines shown always add up to it (agreement,
//! "Scores, exactly").

pub mod worth;
pub mod ledger;

use crate::agreement::score::HalfLife;
use crate::agreement::sealed::Rule;
use crate::contact::tallies::Mark;
use crate::judge::Scene;
use crate::time::{Span, Timestamp};
use worth::{Worth, unfading, worth, worthless_after};

/// A score at a moment, and until when it surely stays so if nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Whole points.
    pub value: i64,
    /// The first moment at which it may be another one.
    pub until: Timestamp,
}

/// The fit score of a scene's line.
#[must_use]
pub fn fit(scene: &Scene<'_>) -> Score {
    let Some(line) = scene.agreement.lines.get(scene.line) else { return Score::NONE };
    if scene.contact.is_profiling_refused {
        return Score::NONE;
    }
    let mut sum = Score::NONE;
    for rule in &line.fit {
        let verdict = scene.judge(&rule.check);
        sum.until = sum.until.min(verdict.until);
        if verdict.holds() {
            sum.value += rule.points;
        }
    }
    sum.within(line.fit_cap)
}

/// The engagement score of a scene's line.
#[must_use]
pub fn engagement(scene: &Scene<'_>) -> Score {
    let Some(line) = scene.agreement.lines.get(scene.line) else { return Score::NONE };
    if scene.contact.is_profiling_refused {
        return Score::NONE;
    }
    let mut sum = Score::NONE;
    for (index, rule) in scene.agreement.rules_of(scene.line) {
        let awards = scene.contact.tallies.awards(index, rule);
        if awards.is_empty() {
            continue;
        }
        let score = line_score(rule, awards, scene.at);
        sum.value += score.value;
        sum.until = sum.until.min(score.until);
    }
    sum.within(line.engagement_cap)
}

impl Score {
    const NONE: Score = Score { value: 0, until: Timestamp::MAX };

    fn within(self, cap: Option<i64>) -> Score {
        Score { value: self.value.clamp(0, cap.unwrap_or(i64::MAX)), ..self }
    }
}

/// Whole points of a rule's line at `at`.
#[must_use]
pub(crate) fn line_points(rule: &Rule, awards: &[Mark], at: Timestamp) -> i64 {
    held(rule, line_worth(rule, awards, at)).rounded()
}

/// The sum of what a rule's awards are worth at `at`, before the rule's own bound.
pub(crate) fn line_worth(rule: &Rule, awards: &[Mark], at: Timestamp) -> Worth {
    sum(rule, counting(rule, awards, at), at)
}

/// What awards that count are worth together at `at`.
fn sum(rule: &Rule, awards: &[Mark], at: Timestamp) -> Worth {
    match rule.half_life {
        // Five times 0.7 is 3.5: points that do not fade are rounded once, as by hand.
        HalfLife::Never => unfading(rule.points, awards.len()),
        HalfLife::Of(_) => {
            awards.iter().map(|mark| worth(rule.points, at - mark.at, rule.half_life)).sum()
        }
    }
}

/// The awards that a rule's line has at `at`: made by then and not expired. Fading takes none of
/// them away, so a line that has faded to 0 still says what it is for.
pub(crate) fn held_awards<'a>(rule: &Rule, awards: &'a [Mark], at: Timestamp) -> &'a [Mark] {
    younger(awards, rule.within, at)
}

/// The awards that are worth something at `at`. What has faded to nothing is not gone through:
/// otherwise each look at a line would cost more the longer its history is.
fn counting<'a>(rule: &Rule, awards: &'a [Mark], at: Timestamp) -> &'a [Mark] {
    younger(held_awards(rule, awards, at), worthless_after(rule.half_life), at)
}

/// The awards made by `at` that are younger than `age_max` then.
fn younger(awards: &[Mark], age_max: Option<Span>, at: Timestamp) -> &[Mark] {
    let made = awards.partition_point(|mark| mark.at <= at);
    let past = age_max.map_or(0, |age_max| awards.partition_point(|mark| at - mark.at >= age_max));
    awards.get(past..made.max(past)).unwrap_or(&[])
}

/// Whole points of a rule's line at `at`, and the first moment at which it may round to another
/// number: never later than the true one, and the exact microsecond once it is less than an hour
/// away.
#[must_use]
fn line_score(rule: &Rule, awards: &[Mark], at: Timestamp) -> Score {
    let made = awards.partition_point(|mark| mark.at <= at);
    let next_award = awards.get(made).map_or(Timestamp::MAX, |mark| mark.at);
    let counting = counting(rule, awards, at);
    let expires = match (rule.within, counting.first()) {
        (Some(within), Some(oldest)) => oldest.at + within,
        _ => Timestamp::MAX,
    };
    // Worked out once for both halves of the answer: it is most of the work.
    let worth = sum(rule, counting, at);
    let bound = next_award.min(expires);
    let until = match rule.half_life {
        HalfLife::Never => bound,
        HalfLife::Of(half_life) => bound.min(fades_at(rule, counting, worth, half_life, at)),
    };
    Score { value: held(rule, worth).rounded(), until }
}

/// When the fading of these awards alone makes the line round to another number.
///
/// All awards of a rule share its half-life h, so their sum fades as one: it reaches `b` from `v`
/// after `h·log₂(v/b)`, which is at least `h·(v−b)/v/ln 2`. Each award is rounded to a unit, so a
/// unit an award is taken off.
fn fades_at(rule: &Rule, awards: &[Mark], sum: Worth, half_life: Span, at: Timestamp) -> Timestamp {
    let magnitude = held(rule, sum).rounded().unsigned_abs();
    if magnitude == 0 {
        return Timestamp::MAX;
    }
    let value = sum.units().unsigned_abs();
    // The line changes once it is worth less than its whole number less a half.
    let threshold = (u128::from(magnitude) << 32) - (1 << 31);
    let slack = 2 * u128::try_from(awards.len()).unwrap_or(u128::MAX);
    let span = half_life.micros().unsigned_abs();
    let safe =
        value.saturating_sub(threshold).saturating_sub(slack).saturating_mul(u128::from(span))
            / value;
    // 1/ln 2 = 1.442695…, rounded down.
    let safe = i64::try_from(safe.saturating_mul(1_442) / 1_000).unwrap_or(i64::MAX);
    let safe = Span::from_micros(safe);
    if safe > Span::HOUR {
        return at + safe;
    }
    exact_change(rule, awards, at, half_life)
}

/// The exact microsecond at which these awards round to another number; they fade, so the line is
/// monotone and can be bisected.
fn exact_change(rule: &Rule, awards: &[Mark], at: Timestamp, half_life: Span) -> Timestamp {
    let points = |at: Timestamp| held(rule, sum(rule, awards, at)).rounded();
    let before = points(at);
    let mut same = at;
    let mut step = Span::HOUR;
    let mut changed = at + step;
    while points(changed) == before {
        if step > half_life.times(64) {
            return changed;
        }
        same = changed;
        step = step.times(2);
        changed = at + step;
    }
    while changed - same > Span::from_micros(1) {
        let middle = Timestamp::from_micros(same.micros() + (changed - same).micros() / 2);
        if points(middle) == before {
            same = middle;
        } else {
            changed = middle;
        }
    }
    changed
}

fn held(rule: &Rule, sum: Worth) -> Worth {
    match rule.at_most {
        Some(at_most) => sum.clamp(Worth::points(-at_most), Worth::points(at_most)),
        None => sum,
    }
}
