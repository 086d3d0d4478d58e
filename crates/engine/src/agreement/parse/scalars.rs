//! Numbers, lengths of time, days and clock times as agreements write them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::reading::At;
use crate::agreement::hours::{Term, TermUnit};
use crate::time::Span;

impl At<'_> {
    /// `true` or `false`, and nothing else: `no` is a text.
    pub(super) fn boolean(&self) -> Option<bool> {
        match self.scalar() {
            Some(("true", true)) => Some(true),
            Some(("false", true)) => Some(false),
            _ => {
                self.expected("«true» o «false»", "«true» or «false»");
                None
            }
        }
    }

    /// A decimal number.
    pub(super) fn decimal(&self) -> Option<Decimal> {
        let number = self.scalar().and_then(|(text, _)| decimal(text));
        if number.is_none() {
            self.expected("un número, con punto decimal", "a number, with a decimal point");
        }
        number
    }

    /// A whole number of a type.
    pub(super) fn whole<T: TryFrom<i64>>(&self) -> Option<T> {
        let number = self.scalar().and_then(|(text, _)| text.parse::<i64>().ok());
        let number = number.and_then(|number| T::try_from(number).ok());
        if number.is_none() {
            self.expected("un número entero", "a whole number");
        }
        number
    }

    /// An exact length of time, such as `7 days`.
    pub(super) fn span(&self) -> Option<Span> {
        let span = self.scalar().and_then(|(text, _)| span(text));
        if span.is_none() {
            self.expected(
                "una duración exacta como «30 minutes», «4 hours», «7 days» o «2 weeks»",
                "an exact length of time such as «30 minutes», «4 hours», «7 days» or «2 weeks»",
            );
        }
        span
    }

    /// A term of a deadline, such as `4 hours` or `1 business day`.
    pub(super) fn term(&self) -> Option<Term> {
        let term = self.scalar().and_then(|(text, _)| term(text));
        if term.is_none() {
            self.expected(
                "un plazo como «30 minutes», «4 hours» o «1 business day»",
                "a term such as «30 minutes», «4 hours» or «1 business day»",
            );
        }
        term
    }

    /// A day, `YYYY-MM-DD`.
    pub(super) fn date(&self) -> Option<Date> {
        let date = self.scalar().and_then(|(text, _)| text.parse::<Date>().ok());
        if date.is_none() {
            self.expected("una fecha como «2026-12-24»", "a date such as «2026-12-24»");
        }
        date
    }

    /// Start and end as minutes after midnight, `09:00-14:00`.
    pub(super) fn clock_interval(&self) -> Option<(u16, u16)> {
        let interval = self.scalar().and_then(|(text, _)| clock_interval(text));
        if interval.is_none() {
            self.expected("un horario como «09:00-14:00»", "hours such as «09:00-14:00»");
        }
        interval
    }
}

pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(&text.replace('_', "")).ok()
}

/// `7 days` as a length of time.
pub(super) fn span(text: &str) -> Option<Span> {
    let (count, unit) = counted(text)?;
    let unit = match unit {
        "second" => Span::SECOND,
        "minute" => Span::MINUTE,
        "hour" => Span::HOUR,
        "day" => Span::DAY,
        "week" => Span::WEEK,
        _ => return None,
    };
    Some(unit.times(i64::from(count)))
}

fn term(text: &str) -> Option<Term> {
    let (count, unit) = counted(text)?;
    let unit = match unit {
        "minute" => TermUnit::Minute,
        "hour" => TermUnit::Hour,
        "day" => TermUnit::Day,
        "week" => TermUnit::Week,
        "business day" => TermUnit::BusinessDay,
        _ => return None,
    };
    Some(Term { count, unit })
}

/// `4 hours` as its count and its unit in the singular; a count has at most seven digits.
pub(super) fn counted(text: &str) -> Option<(u32, &str)> {
    let (count, unit) = text.trim().split_once(' ')?;
    let count: u32 = count.parse().ok().filter(|count| *count < 10_000_000)?;
    let unit = unit.trim();
    Some((count, unit.strip_suffix('s').unwrap_or(unit)))
}

/// Minutes after midnight of `09:30`; `24:00` is the day's end.
pub(super) fn clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

pub(super) fn clock_interval(text: &str) -> Option<(u16, u16)> {
    let (start, end) = text.trim().split_once('-')?;
    let (start, end) = (clock(start)?, clock(end)?);
    (start < end).then_some((start, end))
}
