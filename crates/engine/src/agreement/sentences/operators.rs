//! What is asked of a value, as a verb: "es al menos 25", "empieza por «/precios»".

use rust_decimal::Decimal;

use super::prose::{Join, Prose, joined};
use super::{Kind, spans};
use crate::agreement::condition::{Operand, Test, Tests};

impl Prose<'_> {
    /// All of `tests` after a subject in the third person: "es al menos 25 y menos de 100".
    /// Negated, at least one of them fails.
    pub(super) fn tests(&mut self, tests: &Tests, is_negated: bool) {
        let items = tests.all.iter().map(|test| self.apart(|p| p.test(test, is_negated))).collect();
        self.list(items, if is_negated { Join::Or } else { Join::And });
        if tests.exact {
            self.say(
                ", con las mismas mayúsculas y acentos",
                ", with the same capitals and accents",
            );
        }
    }

    /// One test after a subject in the third person.
    pub(super) fn test(&mut self, test: &Test, is_negated: bool) {
        let no = is_negated;
        match test {
            Test::Is(operand) | Test::IsNot(operand) => {
                let key = key_of(test);
                if no == matches!(test, Test::Is(_)) {
                    self.say("no es ", "is not ");
                } else {
                    self.say("es ", "is ");
                }
                self.operand(key, operand);
            }
            Test::In(operands) | Test::NotIn(operands) => {
                let key = key_of(test);
                if no == matches!(test, Test::In(_)) {
                    self.say("no es ", "is not ");
                } else {
                    self.say("es ", "is ");
                }
                self.operands(key, operands);
            }
            Test::Contains(text) => {
                self.verb(no, ["contiene ", "no contiene "], ["contains ", "does not contain "]);
                self.quoted_value("contains", text);
            }
            Test::StartsWith(text) => {
                self.verb(
                    no,
                    ["empieza por ", "no empieza por "],
                    ["starts with ", "does not start with "],
                );
                self.quoted_value("starts_with", text);
            }
            Test::EndsWith(text) => {
                self.verb(
                    no,
                    ["termina en ", "no termina en "],
                    ["ends with ", "does not end with "],
                );
                self.quoted_value("ends_with", text);
            }
            Test::Matches(pattern) => {
                self.verb(
                    no,
                    ["cumple el patrón ", "no cumple el patrón "],
                    ["matches the pattern ", "does not match the pattern "],
                );
                self.quoted_value("matches", pattern);
            }
            Test::AtLeast(_) | Test::AtMost(_) | Test::MoreThan(_) | Test::LessThan(_) => {
                self.say("es ", "is ");
                self.bound(test, no);
            }
            Test::Between(low, high) => {
                self.verb(
                    no,
                    ["está entre ", "no está entre "],
                    ["is between ", "is not between "],
                );
                self.operand("between.0", low);
                self.say(" y ", " and ");
                self.operand("between.1", high);
            }
            Test::Exists(exists) => {
                let text = if *exists == no {
                    self.either("no consta", "is not known")
                } else {
                    self.either("consta", "is known")
                };
                self.value(Kind::Choice, "exists", text);
            }
            Test::InList(list) => {
                self.verb(
                    no,
                    ["está en la lista ", "no está en la lista "],
                    ["is in the list ", "is not in the list "],
                );
                let name = self.quoted(self.list_name(list));
                self.value(Kind::Name, "in_list", name);
            }
        }
    }

    /// A bound without its verb: "al menos 25", "menos de 100", "hoy o después". Negated, its
    /// opposite.
    pub(super) fn bound(&mut self, test: &Test, is_negated: bool) {
        let (asked, operand) = match test {
            Test::AtLeast(operand) => (Bound::AtLeast, operand),
            Test::AtMost(operand) => (Bound::AtMost, operand),
            Test::MoreThan(operand) => (Bound::MoreThan, operand),
            Test::LessThan(operand) => (Bound::LessThan, operand),
            _ => return self.test(test, is_negated),
        };
        let key = key_of(test);
        let bound = if is_negated { asked.opposite() } else { asked };
        if !is_day(operand) {
            match bound {
                Bound::AtLeast => self.say("al menos ", "at least "),
                Bound::AtMost => self.say("como mucho ", "at most "),
                Bound::MoreThan => self.say("más de ", "more than "),
                Bound::LessThan => self.say("menos de ", "less than "),
            }
            return self.operand(key, operand);
        }
        match bound {
            Bound::MoreThan => self.say("después de ", "after "),
            Bound::LessThan => self.say("antes de ", "before "),
            Bound::AtLeast | Bound::AtMost => {}
        }
        self.operand(key, operand);
        match bound {
            Bound::AtLeast => self.say(" o después", " or later"),
            Bound::AtMost => self.say(" o antes", " or earlier"),
            Bound::MoreThan | Bound::LessThan => {}
        }
    }

    /// What a value is compared with.
    pub(super) fn operand(&mut self, key: &str, operand: &Operand) {
        let text = self.operand_text(operand);
        let kind = match operand {
            Operand::Bool(_) => Kind::Choice,
            Operand::Number(_) => Kind::Number,
            Operand::Text(_) => Kind::Text,
            Operand::Today { .. } => Kind::Date,
        };
        self.value(kind, key, text);
    }

    /// One of several values: "«alto», «A» o «***»".
    pub(super) fn operands(&mut self, key: &str, operands: &[Operand]) {
        let texts: Vec<String> = operands.iter().map(|o| self.operand_text(o)).collect();
        let text = joined(&texts, Join::Or, self.is_spanish());
        let text = if text.is_empty() { self.either("nada", "nothing").to_owned() } else { text };
        self.value(Kind::List, key, text);
    }

    pub(super) fn number(&mut self, key: &str, number: Decimal) {
        let text = self.pack.numbers().decimal(number);
        self.value(Kind::Number, key, text);
    }

    pub(super) fn quoted_value(&mut self, key: &str, text: &str) {
        let text = self.quoted(text);
        self.value(Kind::Text, key, text);
    }

    /// The verb in the affirmative or the negative.
    pub(super) fn verb(&mut self, is_negated: bool, es: [&str; 2], en: [&str; 2]) {
        let index = usize::from(is_negated);
        self.say(es[index], en[index]);
    }

    pub(super) fn operand_text(&self, operand: &Operand) -> String {
        match operand {
            Operand::Bool(true) => self.either("sí", "yes").to_owned(),
            Operand::Bool(false) => "no".to_owned(),
            Operand::Number(number) => self.pack.numbers().decimal(*number),
            Operand::Text(text) => self.day_text(text).unwrap_or_else(|| self.quoted(text)),
            Operand::Today { days: 0 } => self.either("hoy", "today").to_owned(),
            Operand::Today { days } => {
                let length = self.counted(days.unsigned_abs(), spans::DAYS.0, spans::DAYS.1);
                let side = if *days > 0 {
                    self.either("después de hoy", "from today")
                } else {
                    self.either("antes de hoy", "before today")
                };
                format!("{length} {side}")
            }
        }
    }

    /// A date as people of the language write it; `None` where `text` is not one.
    pub(super) fn day_text(&self, text: &str) -> Option<String> {
        let date: jiff::civil::Date = text.parse().ok().filter(|_| text.len() == 10)?;
        let (year, month, day) = (date.year(), date.month(), date.day());
        if self.is_spanish() {
            return Some(format!("{day:02}/{month:02}/{year}"));
        }
        let name = MONTHS.get(usize::from(month.unsigned_abs()).checked_sub(1)?)?;
        Some(format!("{day} {name} {year}"))
    }
}

/// English months in full: day and month in figures mean different days in London and New York.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[derive(Clone, Copy)]
enum Bound {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Bound {
    fn opposite(self) -> Bound {
        match self {
            Bound::AtLeast => Bound::LessThan,
            Bound::LessThan => Bound::AtLeast,
            Bound::AtMost => Bound::MoreThan,
            Bound::MoreThan => Bound::AtMost,
        }
    }
}

fn is_day(operand: &Operand) -> bool {
    match operand {
        Operand::Today { .. } => true,
        Operand::Text(text) => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        Operand::Bool(_) | Operand::Number(_) => false,
    }
}

/// The key of a test in the text of the agreement.
pub(super) fn key_of(test: &Test) -> &'static str {
    match test {
        Test::Is(_) => "is",
        Test::IsNot(_) => "is_not",
        Test::In(_) => "in",
        Test::NotIn(_) => "not_in",
        Test::Contains(_) => "contains",
        Test::StartsWith(_) => "starts_with",
        Test::EndsWith(_) => "ends_with",
        Test::Matches(_) => "matches",
        Test::AtLeast(_) => "at_least",
        Test::AtMost(_) => "at_most",
        Test::MoreThan(_) => "more_than",
        Test::LessThan(_) => "less_than",
        Test::Between(..) => "between",
        Test::Exists(_) => "exists",
        Test::InList(_) => "in_list",
    }
}
