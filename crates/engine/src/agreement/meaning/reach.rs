//! What a score can come to, and whether a condition can ever hold.

use rust_decimal::Decimal;

use crate::agreement::Line;
use crate::agreement::condition::{Condition, Operand, ScoreName, Test, Tests};

/// The most that a score of a line can be; `None` where nothing bounds it.
pub(super) fn most(line: &Line, score: ScoreName) -> Option<Decimal> {
    match score {
        ScoreName::Fit => {
            let given = line.fit.rules.iter().map(|rule| rule.points);
            let sum: Decimal = given.filter(|points| *points > Decimal::ZERO).sum();
            Some(line.fit.cap.map_or(sum, |cap| sum.min(cap.into())))
        }
        ScoreName::Engagement => {
            let given = line.engagement.rules.iter().filter(|rule| rule.points > Decimal::ZERO);
            let sum = given.map(|rule| rule.at_most.map(Decimal::from)).sum::<Option<Decimal>>();
            match (sum, line.engagement.cap.map(Decimal::from)) {
                (Some(sum), Some(cap)) => Some(sum.min(cap)),
                (sum, cap) => sum.or(cap),
            }
        }
        ScoreName::Total => Some(most(line, ScoreName::Fit)? + most(line, ScoreName::Engagement)?),
    }
}

/// The least that a score must be for tests of it to pass, where they say one.
pub(super) fn least(tests: &Tests) -> Option<Decimal> {
    let asked = tests.all.iter().filter_map(|test| match test {
        Test::AtLeast(Operand::Number(least))
        | Test::Is(Operand::Number(least))
        | Test::Between(Operand::Number(least), _) => Some(*least),
        Test::MoreThan(Operand::Number(least)) => Some(*least + Decimal::ONE),
        _ => None,
    });
    asked.max()
}

/// Whether what a condition asks contradicts itself, as far as its words show.
pub(super) fn is_contradictory(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => {
            let negates = |part: &Condition| match part {
                Condition::Not(inner) => parts.contains(inner),
                _ => false,
            };
            parts.iter().any(|part| is_contradictory(part) || negates(part))
                || parts.iter().any(|part| is_apart(part, parts))
        }
        Condition::Any(parts) => parts.iter().all(is_contradictory),
        Condition::Trait { tests, .. } | Condition::Score { tests, .. } => {
            is_impossible(&tests.all)
        }
        Condition::Probability(tests) => is_impossible(&tests.all),
        Condition::Event(event) => {
            event.times.at_most.is_some_and(|most| most < event.times.at_least)
                || is_any_impossible(&event.pattern.properties)
        }
        Condition::Touch { variables, .. } => is_any_impossible(variables),
        Condition::People { when, .. } => is_contradictory(when),
        _ => false,
    }
}

/// Whether one of several things asked can never be so.
pub(super) fn is_any_impossible(asked: &[(String, Tests)]) -> bool {
    asked.iter().any(|(_, tests)| is_impossible(&tests.all))
}

/// Whether a value is asked to be what another part asks it not to be.
fn is_apart(part: &Condition, parts: &[Condition]) -> bool {
    let Condition::Trait { of, id, tests } = part else { return false };
    let mut all: Vec<Test> = tests.all.clone();
    for other in parts.iter().filter(|other| !std::ptr::eq(*other, part)) {
        if let Condition::Trait { of: whose, id: which, tests } = other
            && (whose, which) == (of, id)
        {
            all.extend(tests.all.iter().cloned());
        }
    }
    is_impossible(&all)
}

/// Whether no value passes every test.
fn is_impossible(tests: &[Test]) -> bool {
    let mut low: Option<Decimal> = None;
    let mut high: Option<Decimal> = None;
    let mut is_open = false;
    let mut above = |value: Decimal| low = Some(low.map_or(value, |low| low.max(value)));
    let mut below = |value: Decimal| high = Some(high.map_or(value, |high| high.min(value)));
    for test in tests {
        match test {
            Test::AtLeast(Operand::Number(value)) => above(*value),
            Test::AtMost(Operand::Number(value)) => below(*value),
            Test::MoreThan(Operand::Number(value)) => {
                above(*value);
                is_open = true;
            }
            Test::LessThan(Operand::Number(value)) => {
                below(*value);
                is_open = true;
            }
            Test::Between(Operand::Number(from), Operand::Number(to)) => {
                above(*from);
                below(*to);
            }
            _ => {}
        }
    }
    let is_crossed =
        matches!((low, high), (Some(low), Some(high)) if low > high || (is_open && low == high));
    let is_wanted = |wanted: bool| tests.contains(&Test::Exists(wanted));
    let chosen: Vec<Vec<&Operand>> = tests
        .iter()
        .filter_map(|test| match test {
            Test::Is(value) => Some(vec![value]),
            Test::In(values) => Some(values.iter().collect()),
            _ => None,
        })
        .collect();
    let is_barred = |value: &Operand| {
        tests.iter().any(|test| match test {
            Test::IsNot(other) => other == value,
            Test::NotIn(others) => others.contains(value),
            _ => false,
        })
    };
    let is_none_left = chosen.first().is_some_and(|first| {
        !first
            .iter()
            .any(|value| !is_barred(value) && chosen.iter().all(|values| values.contains(value)))
    });
    is_crossed || is_none_left || (is_wanted(true) && is_wanted(false))
}
