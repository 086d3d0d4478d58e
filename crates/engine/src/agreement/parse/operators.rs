//! What a condition asks of a value: operators and what they compare with.

use super::names::Named;
use super::reading::{At, Fields};
use super::scalars::{counted, decimal, span};
use crate::agreement::condition::{Operand, Test, Tests};
use crate::time::Span;

pub(super) const OPERATORS: &[&str] = &[
    "is",
    "is_not",
    "in",
    "not_in",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "exists",
    "in_list",
    "exact",
];

/// Tests of a property; a value alone means `is`.
pub(super) fn property_tests(at: &At<'_>) -> Option<Tests> {
    if at.is_map() {
        let fields = at.fields(OPERATORS)?;
        return tests(&fields, &[]);
    }
    if at.is_list() {
        return Some(Tests { all: vec![Test::In(at.list(operand))], exact: false });
    }
    Some(Tests { all: vec![Test::Is(operand(at)?)], exact: false })
}

/// The operators among the fields, in the order of [`OPERATORS`].
pub(super) fn tests(fields: &Fields<'_>, beside: &[&str]) -> Option<Tests> {
    let text = |at: &At<'_>| at.text();
    let mut all: Vec<Option<Test>> = Vec::new();
    for operator in OPERATORS {
        let Some(at) = fields.get(operator).filter(|_| !beside.contains(operator)) else {
            continue;
        };
        let test = match *operator {
            "is" => operand(at).map(Test::Is),
            "is_not" => operand(at).map(Test::IsNot),
            "in" => Some(Test::In(at.list(operand))),
            "not_in" => Some(Test::NotIn(at.list(operand))),
            "contains" => text(at).map(Test::Contains),
            "starts_with" => text(at).map(Test::StartsWith),
            "ends_with" => text(at).map(Test::EndsWith),
            "matches" => pattern_text(at).map(Test::Matches),
            "at_least" => ordered(at).map(Test::AtLeast),
            "at_most" => ordered(at).map(Test::AtMost),
            "more_than" => ordered(at).map(Test::MoreThan),
            "less_than" => ordered(at).map(Test::LessThan),
            "between" => between(at),
            "exists" => at.boolean().map(Test::Exists),
            "in_list" => at.names(Named::List).map(Test::InList),
            _ => continue,
        };
        all.push(test);
    }
    if all.is_empty() {
        fields.at().error(
            "missing_operator",
            "falta qué se pregunta del valor, como «is», «in», «at_least» o «exists»".to_owned(),
            "what is asked of the value is missing, such as «is», «in», «at_least» or «exists»"
                .to_owned(),
        );
        return None;
    }
    let exact = fields.opt("exact", At::boolean).unwrap_or(false);
    Some(Tests { all: all.into_iter().collect::<Option<Vec<Test>>>()?, exact })
}

/// Scores and estimates are numbers.
pub(super) fn numeric(tests: Tests, at: &At<'_>) -> Option<Tests> {
    let is_number = |operand: &Operand| matches!(operand, Operand::Number(_));
    let is_numeric = tests.all.iter().all(|test| match test {
        Test::Is(operand)
        | Test::IsNot(operand)
        | Test::AtLeast(operand)
        | Test::AtMost(operand)
        | Test::MoreThan(operand)
        | Test::LessThan(operand) => is_number(operand),
        Test::Between(low, high) => is_number(low) && is_number(high),
        _ => false,
    });
    if !is_numeric {
        at.expected("una comparación con un número", "a comparison with a number");
        return None;
    }
    Some(tests)
}

fn between(at: &At<'_>) -> Option<Test> {
    if at.items().len() != 2 {
        at.expected("dos valores, como «[50, 500]»", "two values, such as «[50, 500]»");
        return None;
    }
    match at.list(ordered).as_slice() {
        [low, high] => Some(Test::Between(low.clone(), high.clone())),
        _ => None,
    }
}

fn pattern_text(at: &At<'_>) -> Option<String> {
    let text = at.text()?;
    if regex::Regex::new(&text).is_err() {
        at.expected(
            "una expresión regular sin referencias hacia atrás",
            "a regular expression without back references",
        );
        return None;
    }
    Some(text)
}

/// A value to compare with. Quotes make a text of a number.
fn operand(at: &At<'_>) -> Option<Operand> {
    let Some((text, is_plain)) = at.scalar() else {
        at.expected("un valor", "a value");
        return None;
    };
    if !is_plain {
        return Some(Operand::Text(text.to_owned()));
    }
    Some(match text {
        "true" => Operand::Bool(true),
        "false" => Operand::Bool(false),
        _ => today(text)
            .map(|days| Operand::Today { days })
            .or_else(|| decimal(text).map(Operand::Number))
            .unwrap_or_else(|| Operand::Text(text.to_owned())),
    })
}

/// A value that others lie above or below: a number, a date, or an amount.
fn ordered(at: &At<'_>) -> Option<Operand> {
    let operand = operand(at)?;
    let is_ordered = match &operand {
        Operand::Number(_) | Operand::Today { .. } => true,
        Operand::Text(text) => {
            crate::interval::date(text).is_some() || crate::interval::number(text).is_some()
        }
        Operand::Bool(_) => false,
    };
    if !is_ordered {
        at.expected(
            "un número, una fecha o «today + 60 days»",
            "a number, a date or «today + 60 days»",
        );
        return None;
    }
    Some(operand)
}

/// `today`, `today + 60 days`, `today - 2 weeks` as days from today.
fn today(text: &str) -> Option<i64> {
    let rest = text.strip_prefix("today")?.trim();
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, rest) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (None, Some(rest)) => (-1, rest),
        (None, None) => return None,
    };
    counted(rest)?;
    let days = span(rest)?.micros();
    (days % Span::DAY.micros() == 0).then_some(sign * days / Span::DAY.micros())
}
