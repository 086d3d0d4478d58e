//! Lengths of time, terms and names of fixed things, as the text writes them.

use crate::agreement::funnel::SideName;
use crate::agreement::hours::{Term, TermUnit};
use crate::time::Span;

/// An exact length of time in the largest unit that it is a multiple of, days at most.
pub(super) fn span(span: Span) -> String {
    let micros = span.micros();
    let units = [
        ("day", Span::DAY),
        ("hour", Span::HOUR),
        ("minute", Span::MINUTE),
        ("second", Span::SECOND),
    ];
    let found = units.into_iter().find(|(_, unit)| micros % unit.micros() == 0);
    let (name, unit) = found.unwrap_or(("second", Span::SECOND));
    counted(micros / unit.micros(), name)
}

/// A term of a deadline.
pub(super) fn term(term: Term) -> String {
    let name = match term.unit {
        TermUnit::Minute => "minute",
        TermUnit::Hour => "hour",
        TermUnit::Day => "day",
        TermUnit::Week => "week",
        TermUnit::BusinessDay => "business day",
    };
    counted(i64::from(term.count), name)
}

fn counted(count: i64, name: &str) -> String {
    if count == 1 { format!("1 {name}") } else { format!("{count} {name}s") }
}

/// Minutes after midnight as a clock time.
pub(super) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Start and end as minutes after midnight.
pub(super) fn interval((start, end): (u16, u16)) -> String {
    format!("{}-{}", clock(start), clock(end))
}

pub(super) fn side(side: SideName) -> &'static str {
    match side {
        SideName::Marketing => "marketing",
        SideName::Sales => "sales",
    }
}
