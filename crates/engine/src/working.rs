//! stub
use crate::agreement::hours::{Hours, Term, TermUnit};
use crate::time::{Span, Timestamp};
use jiff::tz::TimeZone;
/// stub
#[derive(Debug)]
pub struct WorkingTime;
impl WorkingTime {
    /// stub
    #[must_use]
    pub fn of(_: &Hours, _: &TimeZone) -> WorkingTime {
        WorkingTime
    }
    /// stub
    #[must_use]
    pub fn after(&self, start: Timestamp, term: Term) -> Timestamp {
        let one = match term.unit {
            TermUnit::Minute => Span::MINUTE,
            TermUnit::Hour => Span::HOUR,
            TermUnit::Day | TermUnit::BusinessDay => Span::DAY,
            TermUnit::Week => Span::WEEK,
        };
        start + one.times(i64::from(term.count))
    }
    /// stub
    #[must_use]
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        at
    }
}
