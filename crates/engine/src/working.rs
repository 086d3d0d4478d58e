//! Working time: when a team works by its own clock, and what a deadline comes to.
//!
//! An interval of work lasts from the first moment at which the local clock reads its start to the
//! first at which it reads its end, so that a change of the clocks neither opens twice nor counts
//! an hour that was not there. Whole days are free by holiday, closing or absence. Work over
//! midnight is written as two intervals that touch, and counts as one.
//!
//! It knows nothing of leads or promises: it answers when so much working time has passed.

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::agreement::hours::{Hours, Term, TermUnit};
use crate::holidays::{is_holiday, shifted};
use crate::time::{Span, Timestamp};

/// When somebody works: hours, a clock, and the days that are free.
#[derive(Debug, Clone)]
pub struct WorkingTime {
    /// Minutes after midnight from Monday to Sunday, sorted and apart.
    week: [Vec<(u16, u16)>; 7],
    holidays: Vec<String>,
    closed: Vec<Date>,
    /// Days of absence, first and last.
    away: Vec<(Date, Date)>,
    zone: TimeZone,
}

/// Days that are looked at for one answer; what lies beyond is never.
const DAYS_MAX: usize = 4_000;
/// A day's last minute.
const MIDNIGHT: u16 = 24 * 60;

impl WorkingTime {
    /// The working time of `hours` by the clock of `zone`. Hours without any interval count all
    /// time: a deadline that can never come would be worse.
    #[must_use]
    pub fn of(hours: &Hours, zone: &TimeZone) -> WorkingTime {
        let is_empty = hours.week.iter().all(Vec::is_empty);
        let week = if is_empty {
            std::array::from_fn(|_| vec![(0, MIDNIGHT)])
        } else {
            hours.week.clone()
        };
        WorkingTime {
            week,
            holidays: hours.holidays.clone(),
            closed: hours.closed.clone(),
            away: Vec::new(),
            zone: zone.clone(),
        }
    }

    /// The same without the days from `first` to `last`, both of them free: an absence.
    #[must_use]
    pub fn without(mut self, first: Date, last: Date) -> WorkingTime {
        self.away.push((first, last));
        self
    }

    /// When a term that begins at `start` is over.
    ///
    /// Minutes and hours are working time; `n` business days are the same time of day `n` working
    /// days later, and a start outside hours counts from the next opening (agreement.md,
    /// "Conditions"). A day is 24 hours and a week seven of them. [`Timestamp::MAX`] where that is
    /// over ten years away.
    #[must_use]
    pub fn after(&self, start: Timestamp, term: Term) -> Timestamp {
        let count = i64::from(term.count);
        match term.unit {
            TermUnit::Minute => self.worked(start, Span::MINUTE.times(count)),
            TermUnit::Hour => self.worked(start, Span::HOUR.times(count)),
            TermUnit::Day => start + Span::DAY.times(count),
            TermUnit::Week => start + Span::WEEK.times(count),
            TermUnit::BusinessDay => self.days_later(start, term.count),
        }
    }

    /// The first moment at or after `at` that is working time; [`Timestamp::MAX`] where none is
    /// near.
    #[must_use]
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        let opening = self.stretches(at).find(|(_, close)| at < *close);
        opening.map_or(Timestamp::MAX, |(open, _)| open.max(at))
    }

    /// The working time between two moments; none where the second is not later.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Span {
        let worked = self
            .stretches(from)
            .take_while(|(open, _)| *open < to)
            .map(|(open, close)| (close.min(to) - open.max(from)).micros().max(0));
        Span::from_micros(worked.sum())
    }

    /// Whether people work on a day at all.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        !self.intervals(day).is_empty()
    }

    /// When so much working time has passed since `start`: a term that is over as work ends, ends
    /// there and not at the next opening.
    fn worked(&self, start: Timestamp, span: Span) -> Timestamp {
        if span <= Span::ZERO {
            return start;
        }
        let mut left = span;
        for (open, close) in self.stretches(start) {
            let from = open.max(start);
            let here = close - from;
            if here < left {
                left = Span::from_micros(left.micros() - here.micros().max(0));
            } else {
                return from + left;
            }
        }
        Timestamp::MAX
    }

    /// The same time of day so many working days later.
    fn days_later(&self, start: Timestamp, count: u32) -> Timestamp {
        let begun = self.next_open(start);
        if begun == Timestamp::MAX {
            return Timestamp::MAX;
        }
        let local = self.zone.to_datetime(begun.to_jiff());
        let Some(nth) = usize::try_from(count).ok().filter(|nth| *nth < DAYS_MAX) else {
            return Timestamp::MAX;
        };
        let mut days = days_from(local.date()).filter(|day| self.is_working_day(*day));
        let Some(day) = days.nth(nth) else { return Timestamp::MAX };
        self.first_moment(day, local.time()).unwrap_or(Timestamp::MAX)
    }

    /// Every stretch of work from the day before `at` on, in order and apart.
    fn stretches(&self, at: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let today = self.zone.to_datetime(at.to_jiff()).date();
        let first = shifted(today, -1).unwrap_or(today);
        days_from(first).flat_map(move |day| {
            self.intervals(day).iter().filter_map(move |(open, close)| {
                let stretch = (self.moment(day, *open)?, self.moment(day, *close)?);
                (stretch.0 < stretch.1).then_some(stretch)
            })
        })
    }

    /// The intervals of work of a day; none where it is free.
    fn intervals(&self, day: Date) -> &[(u16, u16)] {
        let is_free = self.closed.contains(&day)
            || self.away.iter().any(|(first, last)| (*first..=*last).contains(&day))
            || self.holidays.iter().any(|region| is_holiday(region, day));
        let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        self.week.get(index).filter(|_| !is_free).map_or(&[], Vec::as_slice)
    }

    /// The moment at which the clock first reads so many minutes after a day's midnight.
    fn moment(&self, day: Date, minutes: u16) -> Option<Timestamp> {
        if minutes >= MIDNIGHT {
            return self.first_moment(day.tomorrow().ok()?, Time::midnight());
        }
        let hour = i8::try_from(minutes / 60).ok()?;
        let minute = i8::try_from(minutes % 60).ok()?;
        self.first_moment(day, Time::new(hour, minute, 0, 0).ok()?)
    }

    /// The first moment at which the clock reads a time or has passed it.
    fn first_moment(&self, day: Date, time: Time) -> Option<Timestamp> {
        let read = self.zone.to_ambiguous_timestamp(day.to_datetime(time));
        if !matches!(read.offset(), AmbiguousOffset::Gap { .. }) {
            return read.earlier().ok().map(Timestamp::from_jiff);
        }
        // The clock never reads it: it jumps past it as it is put forward, at a whole second.
        let past = read.later().ok()? + jiff::SignedDuration::from_secs(1);
        let jump = self.zone.preceding(past).next()?;
        Some(Timestamp::from_jiff(jump.timestamp()))
    }
}

/// A day and those after it, as many as are looked at.
fn days_from(first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take(DAYS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hours of an office with a long lunch, by the clock of `zone`.
    fn office(zone: &str, holidays: &[&str]) -> WorkingTime {
        let day = vec![(9 * 60, 14 * 60), (15 * 60 + 30, 18 * 60 + 30)];
        let mut week = std::array::from_fn(|index| if index < 5 { day.clone() } else { vec![] });
        week[4] = vec![(9 * 60, 15 * 60)];
        let holidays = holidays.iter().map(|region| (*region).to_owned()).collect();
        let hours = Hours { week, holidays, closed: vec!["2026-12-24".parse().unwrap()] };
        WorkingTime::of(&hours, &TimeZone::get(zone).unwrap())
    }

    fn check(working: &WorkingTime, start: &str, term: &str, expected: &str) {
        let moment = |text: &str| {
            let local: jiff::civil::DateTime = text.parse().unwrap();
            Timestamp::from_jiff(working.zone.to_timestamp(local).unwrap())
        };
        let (count, unit) = term.split_once(' ').unwrap();
        let unit = match unit {
            "minutes" => TermUnit::Minute,
            "hours" => TermUnit::Hour,
            "days" => TermUnit::Day,
            "weeks" => TermUnit::Week,
            "business days" => TermUnit::BusinessDay,
            _ => panic!("{unit}"),
        };
        let over = working.after(moment(start), Term { count: count.parse().unwrap(), unit });
        let read = working.zone.to_datetime(over.to_jiff()).to_string();
        assert_eq!(read, moment_text(expected), "{start} and {term}");
    }

    fn moment_text(text: &str) -> String {
        text.parse::<jiff::civil::DateTime>().unwrap().to_string()
    }

    #[test]
    fn hours_stand_still_at_lunch_at_night_and_over_the_weekend() {
        let madrid = office("Europe/Madrid", &["ES-MD"]);
        // Monday 16 March 2026.
        check(&madrid, "2026-03-16T10:00", "2 hours", "2026-03-16T12:00");
        check(&madrid, "2026-03-16T13:30", "1 hours", "2026-03-16T16:00");
        check(&madrid, "2026-03-16T13:00", "1 hours", "2026-03-16T14:00");
        check(&madrid, "2026-03-16T18:00", "1 hours", "2026-03-17T09:30");
        check(&madrid, "2026-03-16T03:00", "30 minutes", "2026-03-16T09:30");
        check(&madrid, "2026-03-20T14:30", "1 hours", "2026-03-23T09:30");
        check(&madrid, "2026-03-21T12:00", "4 hours", "2026-03-23T13:00");
        check(&madrid, "2026-03-16T10:00", "0 hours", "2026-03-16T10:00");
    }

    #[test]
    fn holidays_in_a_row_and_closed_days_are_free() {
        let madrid = office("Europe/Madrid", &["ES-MD"]);
        // Thursday and Friday of Holy Week 2026 are free: 2 and 3 April.
        check(&madrid, "2026-04-01T18:00", "1 hours", "2026-04-06T09:30");
        check(&madrid, "2026-04-01T18:00", "1 business days", "2026-04-06T18:00");
        // 24 December closed, 25 a holiday, then a weekend.
        check(&madrid, "2026-12-23T18:00", "1 hours", "2026-12-28T09:30");
        let absent = madrid.without("2026-04-06".parse().unwrap(), "2026-04-08".parse().unwrap());
        check(&absent, "2026-04-01T18:00", "1 hours", "2026-04-09T09:30");
    }

    #[test]
    fn business_days_keep_the_time_of_day_and_days_are_exact() {
        let madrid = office("Europe/Madrid", &[]);
        check(&madrid, "2026-03-16T10:15", "1 business days", "2026-03-17T10:15");
        check(&madrid, "2026-03-19T17:00", "2 business days", "2026-03-23T17:00");
        // Outside hours it counts from the next opening.
        check(&madrid, "2026-03-20T20:00", "1 business days", "2026-03-24T09:00");
        check(&madrid, "2026-03-16T10:15", "0 business days", "2026-03-16T10:15");
        check(&madrid, "2026-03-28T10:00", "1 days", "2026-03-29T11:00");
        check(&madrid, "2026-03-16T10:00", "1 weeks", "2026-03-23T10:00");
    }

    #[test]
    fn nights_over_the_change_of_the_clocks() {
        let night: [Vec<(u16, u16)>; 7] =
            std::array::from_fn(|_| vec![(0, 6 * 60), (22 * 60, MIDNIGHT)]);
        let hours = Hours { week: night, ..Hours::default() };
        let madrid = WorkingTime::of(&hours, &TimeZone::get("Europe/Madrid").unwrap());
        // From 22:00 to 06:00 is one stretch of eight hours, of seven in March, of nine in October.
        check(&madrid, "2026-03-10T22:00", "8 hours", "2026-03-11T06:00");
        check(&madrid, "2026-03-28T22:00", "7 hours", "2026-03-29T06:00");
        check(&madrid, "2026-10-24T22:00", "9 hours", "2026-10-25T06:00");
        // Half past two is not there on 29 March: the clock jumps from two to three.
        let hours = Hours { week: std::array::from_fn(|_| vec![(150, 240)]), ..Hours::default() };
        let early = WorkingTime::of(&hours, &TimeZone::get("Europe/Madrid").unwrap());
        check(&early, "2026-03-29T00:00", "60 minutes", "2026-03-29T04:00");
        // Chile changes at midnight: the day of 6 September 2026 begins at one.
        let chile = WorkingTime::of(&Hours::default(), &TimeZone::get("America/Santiago").unwrap());
        check(&chile, "2026-09-05T22:00", "3 hours", "2026-09-06T02:00");
    }

    #[test]
    fn what_never_opens_is_never() {
        let hours = Hours {
            week: [vec![(540, 600)], vec![], vec![], vec![], vec![], vec![], vec![]],
            ..Hours::default()
        };
        let working = WorkingTime::of(&hours, &TimeZone::UTC)
            .without("2000-01-01".parse().unwrap(), "2999-12-31".parse().unwrap());
        let now = "2026-03-16T10:00:00Z".parse().unwrap();
        assert_eq!(working.next_open(now), Timestamp::MAX);
        for unit in [TermUnit::Minute, TermUnit::Hour, TermUnit::BusinessDay] {
            assert_eq!(working.after(now, Term { count: 1, unit }), Timestamp::MAX);
        }
        let always = WorkingTime::of(&Hours::default(), &TimeZone::UTC);
        let most = Term { count: 9_999_999, unit: TermUnit::BusinessDay };
        assert_eq!(always.after(now, most), Timestamp::MAX);
        assert_eq!(always.next_open(now), now);
    }
}
