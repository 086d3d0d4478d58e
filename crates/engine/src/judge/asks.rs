//! What is asked of one value, made ready to be asked often.

use std::cell::OnceCell;

use jiff::civil::Date;
use regex::Regex;
use rust_decimal::Decimal;

use super::Truth;
use crate::agreement::condition::{Operand, Test, Tests};
use crate::interval::{self, Interval};
use crate::text::{fold, folds_to};
use crate::value::{Value, yes_or_no};

/// Tests of one value, compiled: texts folded, patterns built, lists found.
#[derive(Debug, Clone)]
pub struct Asks {
    all: Vec<Ask>,
    is_exact: bool,
}

#[derive(Debug, Clone)]
enum Ask {
    Is { wanted: Vec<Wanted>, is_negated: bool },
    Text { how: TextTest, wanted: String },
    Matches(Regex),
    AtLeast(Wanted),
    AtMost(Wanted),
    MoreThan(Wanted),
    LessThan(Wanted),
    Exists(bool),
    In(std::sync::Arc<std::collections::BTreeSet<String>>),
}

#[derive(Debug, Clone, Copy)]
enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

/// An operand, made ready.
#[derive(Debug, Clone)]
enum Wanted {
    Bool(bool),
    Number(Decimal),
    Text { compared: String, date: Option<Date>, number: Option<Decimal> },
    Today { days: i64 },
}

/// A list that tests look in: its entries, folded.
pub type Entries = std::sync::Arc<std::collections::BTreeSet<String>>;

impl Asks {
    /// Compiles tests; `list` finds a named list, and what cannot be compiled is told by its words.
    ///
    /// # Errors
    ///
    /// A pattern that is not a regular expression, or a list that is not there.
    pub fn compile(tests: &Tests, list: &dyn Fn(&str) -> Option<Entries>) -> Result<Asks, String> {
        let text = |text: &str| if tests.exact { text.to_owned() } else { fold(text) };
        let wanted = |operand: &Operand| match operand {
            Operand::Bool(truth) => Wanted::Bool(*truth),
            Operand::Number(number) => Wanted::Number(*number),
            Operand::Text(operand) => Wanted::Text {
                compared: text(operand),
                date: interval::date(operand),
                number: interval::number(operand),
            },
            Operand::Today { days } => Wanted::Today { days: *days },
        };
        let is = |operands: &[Operand], is_negated| Ask::Is {
            wanted: operands.iter().map(wanted).collect(),
            is_negated,
        };
        let mut all = Vec::with_capacity(tests.all.len());
        for test in &tests.all {
            let ask = match test {
                Test::Is(operand) => is(std::slice::from_ref(operand), false),
                Test::IsNot(operand) => is(std::slice::from_ref(operand), true),
                Test::In(operands) => is(operands, false),
                Test::NotIn(operands) => is(operands, true),
                Test::Contains(part) => Ask::Text { how: TextTest::Contains, wanted: text(part) },
                Test::StartsWith(part) => {
                    Ask::Text { how: TextTest::StartsWith, wanted: text(part) }
                }
                Test::EndsWith(part) => Ask::Text { how: TextTest::EndsWith, wanted: text(part) },
                Test::Matches(pattern) => {
                    let pattern = if tests.exact { pattern.clone() } else { fold_pattern(pattern) };
                    Ask::Matches(Regex::new(&pattern).map_err(|_| pattern)?)
                }
                Test::AtLeast(operand) => Ask::AtLeast(wanted(operand)),
                Test::AtMost(operand) => Ask::AtMost(wanted(operand)),
                Test::MoreThan(operand) => Ask::MoreThan(wanted(operand)),
                Test::LessThan(operand) => Ask::LessThan(wanted(operand)),
                Test::Between(low, high) => {
                    all.push(Ask::AtLeast(wanted(low)));
                    Ask::AtMost(wanted(high))
                }
                Test::Exists(wanted) => Ask::Exists(*wanted),
                Test::InList(name) => Ask::In(list(name).ok_or_else(|| name.clone())?),
            };
            all.push(ask);
        }
        Ok(Asks { all, is_exact: tests.exact })
    }

    /// Whether the answer moves with the day.
    #[must_use]
    pub fn is_about_today(&self) -> bool {
        let moves = |wanted: &Wanted| matches!(wanted, Wanted::Today { .. });
        self.all.iter().any(|ask| match ask {
            Ask::Is { wanted, .. } => wanted.iter().any(moves),
            Ask::AtLeast(wanted)
            | Ask::AtMost(wanted)
            | Ask::MoreThan(wanted)
            | Ask::LessThan(wanted) => moves(wanted),
            Ask::Text { .. } | Ask::Matches(_) | Ask::Exists(_) | Ask::In(_) => false,
        })
    }

    /// Whether a value passes every test; `today` is the day in the agreement's time zone.
    #[must_use]
    pub fn of(&self, value: Option<&Value>, today: Date) -> Truth {
        let present = value.filter(|value| value.is_present());
        let present = present.map(|value| Looked::at(value, self.is_exact));
        let present = present.as_ref();
        self.all.iter().fold(Truth::Yes, |truth, ask| truth.and(ask.of(present, today)))
    }

    /// Which of the values that an `in` names a value is, by its place among them.
    #[must_use]
    pub fn which(&self, value: &Value, today: Date) -> Option<usize> {
        let lists = self.all.iter().filter_map(|ask| match ask {
            Ask::Is { wanted, is_negated: false } if wanted.len() > 1 => Some(wanted),
            _ => None,
        });
        let wanted = lists.into_iter().next()?;
        let said = match value {
            Value::List(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        let looked: Vec<Looked<'_>> =
            said.iter().map(|value| Looked::at(value, self.is_exact)).collect();
        wanted
            .iter()
            .position(|wanted| looked.iter().any(|looked| is(looked, wanted, today) == Truth::Yes))
    }

    /// Whether a whole number passes every test.
    #[must_use]
    pub fn of_number(&self, number: i64, today: Date) -> Truth {
        self.of(Some(&Value::Number(Decimal::from(number))), today)
    }
}

/// A value that several tests look at: what it says as a text is worked out once.
struct Looked<'a> {
    value: &'a Value,
    is_exact: bool,
    text: OnceCell<String>,
}

impl<'a> Looked<'a> {
    fn at(value: &'a Value, is_exact: bool) -> Looked<'a> {
        Looked { value, is_exact, text: OnceCell::new() }
    }

    /// The text as it is compared.
    fn text(&self) -> &str {
        self.text.get_or_init(|| match (self.value, self.is_exact) {
            (Value::Text(text), true) => text.clone(),
            (Value::Text(text), false) => fold(text),
            (value, true) => value.to_string(),
            (value, false) => fold(&value.to_string()),
        })
    }
}

impl Looked<'_> {
    /// Whether its text is the one that is wanted.
    fn is_said(&self, wanted: &str) -> bool {
        match (self.text.get(), self.value) {
            (None, Value::Text(text)) if self.is_exact => text == wanted,
            (None, Value::Text(text)) => folds_to(text, wanted),
            _ => self.text() == wanted,
        }
    }
}

impl Ask {
    fn of(&self, looked: Option<&Looked<'_>>, today: Date) -> Truth {
        if let Ask::Exists(wanted) = self {
            return Truth::of(looked.is_some() == *wanted);
        }
        let Some(looked) = looked else { return Truth::Unknown };
        let value = looked.value;
        if let Value::List(values) = value {
            let present = values.iter().filter(|value| value.is_present());
            let answers =
                present.map(|value| self.of(Some(&Looked::at(value, looked.is_exact)), today));
            // "Is not" must be so of every value; the rest of one.
            return match self {
                Ask::Is { is_negated: true, .. } => answers.fold(Truth::Yes, Truth::and),
                _ => answers.fold(Truth::No, Truth::or),
            };
        }
        match self {
            Ask::Exists(_) => Truth::Unknown,
            Ask::Is { wanted, is_negated } => {
                let found = wanted
                    .iter()
                    .map(|wanted| is(looked, wanted, today))
                    .fold(Truth::No, Truth::or);
                if *is_negated { found.not() } else { found }
            }
            Ask::Text { how, wanted } => {
                let text = looked.text();
                Truth::of(match how {
                    TextTest::Contains => text.contains(wanted),
                    TextTest::StartsWith => text.starts_with(wanted),
                    TextTest::EndsWith => text.ends_with(wanted),
                })
            }
            Ask::Matches(pattern) => Truth::of(pattern.is_match(looked.text())),
            Ask::In(entries) if looked.is_exact => {
                Truth::of(entries.contains(&fold(&value.to_string())))
            }
            Ask::In(entries) => Truth::of(entries.contains(looked.text())),
            Ask::AtLeast(wanted) => at_least(value, wanted, today),
            Ask::AtMost(wanted) => at_most(value, wanted, today),
            Ask::MoreThan(wanted) => at_most(value, wanted, today).not(),
            Ask::LessThan(wanted) => at_least(value, wanted, today).not(),
        }
    }
}

fn is(looked: &Looked<'_>, wanted: &Wanted, today: Date) -> Truth {
    let value = looked.value;
    match (wanted, value) {
        (Wanted::Bool(wanted), Value::Bool(truth)) => Truth::of(wanted == truth),
        (Wanted::Bool(wanted), value) => yes_or_no(&value.to_string())
            .map_or(Truth::Unknown, |truth| Truth::of(truth == *wanted)),
        (Wanted::Number(wanted), value) => match interval_of(value) {
            Some(interval) => match (interval.at_least(*wanted), interval.at_most(*wanted)) {
                (Some(true), Some(true)) => Truth::Yes,
                (Some(false), _) | (_, Some(false)) => Truth::No,
                _ => Truth::Unknown,
            },
            None => Truth::No,
        },
        (Wanted::Text { compared, date, number }, value) => {
            if looked.is_said(compared) {
                return Truth::Yes;
            }
            let is_same_day = date.is_some() && *date == date_of(value);
            let is_same_number = match value {
                Value::Number(value) => Some(*value) == *number,
                _ => false,
            };
            Truth::of(is_same_day || is_same_number)
        }
        (Wanted::Today { days }, value) => {
            date_of(value).map_or(Truth::Unknown, |date| Truth::of(date == day(today, *days)))
        }
    }
}

fn at_least(value: &Value, wanted: &Wanted, today: Date) -> Truth {
    compare(value, wanted, today, Interval::at_least, |date, wanted| date >= wanted)
}

fn at_most(value: &Value, wanted: &Wanted, today: Date) -> Truth {
    compare(value, wanted, today, Interval::at_most, |date, wanted| date <= wanted)
}

fn compare(
    value: &Value,
    wanted: &Wanted,
    today: Date,
    numbers: fn(&Interval, Decimal) -> Option<bool>,
    dates: fn(Date, Date) -> bool,
) -> Truth {
    let (date, number) = match wanted {
        Wanted::Number(number) => (None, Some(*number)),
        Wanted::Text { date, number, .. } => (*date, *number),
        Wanted::Today { days } => (Some(day(today, *days)), None),
        Wanted::Bool(_) => (None, None),
    };
    if let Some(wanted) = date {
        return date_of(value).map_or(Truth::Unknown, |date| Truth::of(dates(date, wanted)));
    }
    let answer = number.and_then(|wanted| numbers(&interval_of(value)?, wanted));
    answer.map_or(Truth::Unknown, Truth::of)
}

fn interval_of(value: &Value) -> Option<Interval> {
    match value {
        Value::Number(number) => Some(Interval::exactly(*number)),
        Value::Text(text) => interval::interval(text),
        _ => None,
    }
}

fn date_of(value: &Value) -> Option<Date> {
    match value {
        Value::Text(text) => interval::date(text),
        _ => None,
    }
}

fn day(today: Date, days: i64) -> Date {
    let moved = today.checked_add(jiff::Span::new().days(days.clamp(-100_000, 100_000)));
    moved.unwrap_or(today)
}

/// A pattern without case and accents, its escapes (`\S`, `\p{L}`) left alone.
fn fold_pattern(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            folded.push(c);
            folded.extend(chars.next());
        } else if c.is_whitespace() {
            folded.push(c);
        } else {
            folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(test: Test, value: Value, expected: Truth) {
        let tests = Tests { all: vec![test.clone()], exact: false };
        let lists = |name: &str| {
            (name == "free_mail").then(|| Entries::new(["gmail.com".to_owned()].into()))
        };
        let asks = Asks::compile(&tests, &lists).unwrap();
        let today = jiff::civil::date(2026, 3, 12);
        assert_eq!(asks.of(Some(&value), today), expected, "{test:?} of {value:?}");
    }

    fn text(text: &str) -> Operand {
        Operand::Text(text.to_owned())
    }

    fn n(number: i64) -> Operand {
        Operand::Number(Decimal::from(number))
    }

    #[test]
    fn texts_compare_without_case_and_accents() {
        check(Test::Is(text("Educación")), Value::text(" EDUCACION"), Truth::Yes);
        check(Test::Is(text("Año")), Value::text("ano"), Truth::No);
        check(Test::In(vec![text("A"), text("alto")]), Value::text("ALTO"), Truth::Yes);
        check(Test::NotIn(vec![text("A")]), Value::text("B"), Truth::Yes);
        check(Test::StartsWith("/precios".into()), Value::text("/Precios/pro"), Truth::Yes);
        check(Test::Matches("^/(precio|plan)é?s".into()), Value::text("/PRECIOS"), Truth::Yes);
        check(Test::Matches(r"^\S+\d$".into()), Value::text("sala1"), Truth::Yes);
        check(Test::InList("free_mail".into()), Value::text("Gmail.com"), Truth::Yes);
    }

    #[test]
    fn unknown_never_matches() {
        check(Test::Is(text("a")), Value::Null, Truth::Unknown);
        check(Test::IsNot(text("a")), Value::text(" "), Truth::Unknown);
        check(Test::AtLeast(n(75)), Value::text("70-80"), Truth::Unknown);
        check(Test::AtLeast(n(5)), Value::text("varios"), Truth::Unknown);
        check(Test::Is(Operand::Bool(true)), Value::text("?"), Truth::Unknown);
        check(Test::Exists(false), Value::Null, Truth::Yes);
        check(Test::Exists(true), Value::Null, Truth::No);
    }

    #[test]
    fn numbers_intervals_and_yes() {
        check(Test::AtLeast(n(50)), Value::text("70-80"), Truth::Yes);
        check(Test::LessThan(n(50)), Value::text("70-80"), Truth::No);
        check(Test::Between(n(50), n(500)), Value::text("+500"), Truth::Unknown);
        check(Test::Between(n(50), n(500)), Value::Number(Decimal::from(500)), Truth::Yes);
        check(Test::MoreThan(n(500)), Value::Number(Decimal::from(500)), Truth::No);
        check(Test::Is(Operand::Bool(true)), Value::text("Sí"), Truth::Yes);
        check(Test::Is(Operand::Bool(false)), Value::text("0"), Truth::Yes);
        check(Test::Is(n(3)), Value::text("3,0"), Truth::Yes);
    }

    #[test]
    fn days_move_with_today() {
        check(Test::AtMost(Operand::Today { days: 60 }), Value::text("01/05/2026"), Truth::Yes);
        check(Test::AtMost(Operand::Today { days: 30 }), Value::text("2026-05-01"), Truth::No);
        check(Test::AtLeast(text("2026-01-01")), Value::text("31/12/2025"), Truth::No);
    }

    #[test]
    fn one_value_of_a_list_is_enough_unless_the_test_denies() {
        let list = Value::List(vec![Value::text("a"), Value::text("b")]);
        check(Test::Is(text("b")), list.clone(), Truth::Yes);
        check(Test::IsNot(text("b")), list, Truth::No);
    }
}
