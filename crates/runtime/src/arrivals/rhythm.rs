//! How often something comes of a source, by its own history, and whether it is quieter than that.
//!
//! What is measured is the silence in *busy hours*. For each hour of the week the share of past
//! weeks is known in which anything came then; a silence is as long as the sum of the shares of the
//! hours that it lasts. An hour in which something always comes weighs one, a Sunday on which
//! nothing ever does weighs nothing: nights and weekends of a source that is quiet then are no
//! silence. The same measure is taken of every silence of the past two months, and the source is
//! called silent once the present one is three times as long as 95 of 100 of its own were, and at
//! least three busy hours. Were things to come by chance alone, silences would be exponential and
//! one in eight thousand would last so long; what comes in bursts has long silences of its own, and
//! a longer one is waited for. The 95th of 100 and not the longest, so that one outage that is past
//! does not hide the next.
//!
//! How finely a week is told apart is as fine as the history allows: by hour of the week from four
//! weeks and twenty busy hours a week on, by hour of the day on working days and weekends from seven
//! a week on, else all hours alike. A public holiday, and a day that the agreement says is closed, is
//! waited for as a Sunday is, and nothing is learned of it: what is quiet on Sundays is quiet then. A
//! source that was first heard of less than two weeks before it
//! was last, or in fewer than ten hours, has no rhythm, and is never called silent.

use std::collections::BTreeMap;

use engine::agreement::Document;
use engine::holidays::is_holiday;
use engine::time::{Span, Timestamp};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use super::{Arrivals, HOURS_KEPT, hour_of};

/// The days of a workspace: by which clock, and which of them are free.
#[derive(Debug, Clone)]
pub struct Days {
    /// Whose midnight it is.
    pub zone: TimeZone,
    /// Regions whose public holidays are free.
    pub holidays: Vec<String>,
    /// Further closed days.
    pub closed: Vec<Date>,
}

impl Days {
    /// As an agreement says.
    #[must_use]
    pub fn of(document: &Document) -> Days {
        let hours = document.hours.as_ref();
        Days {
            zone: TimeZone::get(&document.time_zone).unwrap_or(TimeZone::UTC),
            holidays: hours.map(|hours| hours.holidays.clone()).unwrap_or_default(),
            closed: hours.map(|hours| hours.closed.clone()).unwrap_or_default(),
        }
    }

    fn is_free(&self, day: Date) -> bool {
        self.closed.contains(&day) || self.holidays.iter().any(|region| is_holiday(region, day))
    }
}

/// How often something comes of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Rhythm {
    fineness: Fineness,
    /// Of the hours of a kind, the share in which anything came.
    shares: BTreeMap<Kind, f64>,
    /// How long a silence is, in busy hours, from which on it is one.
    pub silent_from: f64,
    /// How long it usually lasts until something comes, in the hours in which anything does.
    pub usual: Span,
    /// The hour in which something last came.
    last: i64,
}

/// How a source does now, by its own rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As usual.
    Usual,
    /// Quieter than it mostly is.
    Slow,
    /// Silent.
    Silent,
}

/// How finely hours are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fineness {
    HourOfWeek,
    HourOfDay,
    All,
}

/// Hours that are alike: of which day, and which hour of it.
type Kind = (i8, i8);

/// Before there is a rhythm: for how long it was heard of, and in how many hours.
const HISTORY_MIN: i64 = 14 * 24;
const BUSY_MIN: u32 = 10;
/// From how many hours of history, and busy hours a week, hours of the week are told apart.
const OF_WEEK_MIN: (i64, i64) = (4 * 7 * 24, 20);
/// From how many busy hours a week hours of the day are.
const OF_DAY_MIN: i64 = 7;
/// Busy hours that no silence is shorter than.
const SILENT_MIN: f64 = 3.0;
/// How much longer than usual a silence is.
const LONGER: f64 = 3.0;
/// Of a hundred silences, how many are usual.
const USUAL_OF_100: usize = 95;
/// From which share on an hour counts as one in which something comes.
const ACTIVE_FROM: f64 = 0.25;

impl Rhythm {
    /// The rhythm of a source; `None` where it is too young to have one.
    #[must_use]
    pub fn of(arrivals: &Arrivals, days: &Days) -> Option<Rhythm> {
        let last = *arrivals.hours.keys().next_back()?;
        let first = hour_of(arrivals.first_at?).max(last - HOURS_KEPT + 1);
        let length = last + 1 - first;
        let busy = u32::try_from(arrivals.hours.range(first..).count()).unwrap_or(u32::MAX);
        if length < HISTORY_MIN || busy < BUSY_MIN {
            return None;
        }
        let a_week = i64::from(busy) * 7 * 24 / length;
        let fineness = match () {
            () if length >= OF_WEEK_MIN.0 && a_week >= OF_WEEK_MIN.1 => Fineness::HourOfWeek,
            () if a_week >= OF_DAY_MIN => Fineness::HourOfDay,
            () => Fineness::All,
        };
        let kinds: Vec<(i64, Kind)> =
            (first..=last).map(|hour| (hour, kind(hour, fineness, days))).collect();
        let mut seen: BTreeMap<Kind, (u32, u32)> = BTreeMap::new();
        // What a free day was like says nothing of Sundays.
        let counts =
            |hour: i64| fineness == Fineness::All || !days.is_free(local(hour, days).date());
        for (hour, kind) in kinds.iter().filter(|(hour, _)| counts(*hour)) {
            let (all, busy) = seen.entry(*kind).or_default();
            *all += 1;
            *busy += u32::from(arrivals.hours.contains_key(hour));
        }
        let shares: BTreeMap<Kind, f64> = seen
            .into_iter()
            .map(|(kind, (all, busy))| (kind, f64::from(busy) / f64::from(all.max(1))))
            .collect();
        let share = |kind: &Kind| shares.get(kind).copied().unwrap_or_default();
        let mut silences: Vec<f64> = Vec::new();
        let (mut silence, mut active, mut deliveries) = (0.0, 0_i64, 0_i64);
        for (hour, kind) in &kinds {
            let is_active = fineness == Fineness::All || share(kind) >= ACTIVE_FROM;
            active += i64::from(is_active);
            match arrivals.hours.get(hour) {
                Some(hour) => {
                    silences.push(std::mem::take(&mut silence));
                    deliveries += if is_active { i64::from(hour.deliveries) } else { 0 };
                }
                None => silence += share(kind),
            }
        }
        silences.sort_by(f64::total_cmp);
        let place = (silences.len() * USUAL_OF_100).div_ceil(100).saturating_sub(1);
        let usual = silences.get(place).copied().unwrap_or_default();
        Some(Rhythm {
            fineness,
            silent_from: (usual * LONGER).max(SILENT_MIN),
            usual: Span::from_micros(active * Span::HOUR.micros() / deliveries.max(1)),
            shares,
            last,
        })
    }

    /// How long nothing has come, in busy hours.
    #[must_use]
    pub fn silence(&self, now: Timestamp, days: &Days) -> f64 {
        let present = hour_of(now);
        let share = |hour: i64| {
            self.shares.get(&kind(hour, self.fineness, days)).copied().unwrap_or_default()
        };
        // Who is silent for longer than what is kept is silent.
        let whole = (self.last + 1..present).take(usize::try_from(HOURS_KEPT).unwrap_or(0));
        let silence: f64 = whole.map(share).sum();
        let minutes = (now.micros().rem_euclid(Span::HOUR.micros())) / Span::MINUTE.micros();
        let part = f64::from(i32::try_from(minutes).unwrap_or(0)) / 60.0;
        if present > self.last { share(present).mul_add(part, silence) } else { silence }
    }

    /// How the source does at a moment.
    #[must_use]
    pub fn pace(&self, now: Timestamp, days: &Days) -> Pace {
        let silence = self.silence(now, days);
        match () {
            () if silence >= self.silent_from => Pace::Silent,
            () if silence >= self.silent_from / 2.0 => Pace::Slow,
            () => Pace::Usual,
        }
    }
}

/// An hour by the clock of the days.
fn local(hour: i64, days: &Days) -> DateTime {
    let at = Timestamp::from_micros(hour.saturating_mul(Span::HOUR.micros()));
    days.zone.to_datetime(at.to_jiff())
}

/// Which hours an hour is alike to.
fn kind(hour: i64, fineness: Fineness, days: &Days) -> Kind {
    if fineness == Fineness::All {
        return (0, 0);
    }
    let local = local(hour, days);
    let weekday = match days.is_free(local.date()) {
        true => Weekday::Sunday,
        false => local.date().weekday(),
    };
    let day = match fineness {
        Fineness::HourOfWeek => weekday.to_monday_one_offset(),
        _ => i8::from(matches!(weekday, Weekday::Saturday | Weekday::Sunday)),
    };
    (day, local.hour())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday at midnight in UTC.
    fn monday() -> Timestamp {
        "2026-03-02T00:00:00Z".parse().unwrap()
    }

    /// What came of a source in each hour of some weeks before that Monday for which something says
    /// so, by weekday from Monday and hour.
    fn weeks(weeks: i64, comes: impl Fn(i64, i64, i64) -> u32) -> Arrivals {
        let mut arrivals = Arrivals::default();
        for hour in -weeks * 168..0 {
            let (week, day) = (hour.div_euclid(168), hour.rem_euclid(168) / 24);
            for n in 0..comes(week, day, hour.rem_euclid(24)) {
                let at = monday() + Span::HOUR.times(hour) + Span::MINUTE.times(i64::from(n) * 7);
                arrivals.add(at, 1, None);
            }
        }
        arrivals
    }

    fn utc() -> Days {
        Days { zone: TimeZone::UTC, holidays: Vec::new(), closed: Vec::new() }
    }

    fn office(_: i64, day: i64, hour: i64) -> u32 {
        if day < 5 && (8..18).contains(&hour) { 3 } else { 0 }
    }

    fn pace(arrivals: &Arrivals, hours: i64) -> Option<Pace> {
        let rhythm = Rhythm::of(arrivals, &utc())?;
        Some(rhythm.pace(monday() + Span::HOUR.times(hours), &utc()))
    }

    #[test]
    fn who_is_quiet_at_night_and_on_sundays_is_not_silent_then() {
        let arrivals = weeks(8, office);
        let rhythm = Rhythm::of(&arrivals, &utc()).unwrap();
        assert_eq!(rhythm.fineness, Fineness::HourOfWeek);
        assert_eq!(rhythm.usual, Span::MINUTE.times(20));
        // The whole weekend and the night before Monday's first hour.
        assert_eq!(pace(&arrivals, 0), Some(Pace::Usual));
        assert_eq!(pace(&arrivals, 8), Some(Pace::Usual));
        assert_eq!(pace(&arrivals, 10), Some(Pace::Slow));
        assert_eq!(pace(&arrivals, 11), Some(Pace::Silent));
        // The next night neither adds to it nor takes it back.
        assert_eq!(pace(&arrivals, 30), Some(Pace::Silent));
        let young = weeks(3, office);
        assert_eq!(Rhythm::of(&young, &utc()).unwrap().fineness, Fineness::HourOfDay);
        assert_eq!(pace(&young, 8), Some(Pace::Usual));
        assert_eq!(pace(&young, 12), Some(Pace::Silent));
    }

    #[test]
    fn a_source_too_young_has_no_rhythm() {
        assert_eq!(pace(&weeks(1, office), 500), None);
        // Once a fortnight is old enough after eight weeks, and too seldom.
        let seldom = weeks(8, |week, day, hour| u32::from(week % 2 == 0 && day == 0 && hour == 9));
        assert_eq!(pace(&seldom, 9_000), None);
        let rare = weeks(8, |week, day, hour| u32::from(week == -8 && day < 1 && hour < 9));
        assert_eq!(pace(&rare, 9_000), None, "nine hours are no rhythm");
    }

    #[test]
    fn what_comes_now_and_then_is_waited_for_as_long_as_it_usually_takes() {
        // Twice a week: Tuesdays and Thursdays, at no fixed hour.
        let arrivals = weeks(8, |week, day, hour| {
            u32::from((day == 1 || day == 3) && hour == (9 + week.rem_euclid(7)))
        });
        let rhythm = Rhythm::of(&arrivals, &utc()).unwrap();
        assert_eq!(rhythm.fineness, Fineness::All);
        assert_eq!(pace(&arrivals, 4 * 24), Some(Pace::Usual), "it is not even a week");
        assert_eq!(pace(&arrivals, 30 * 24), Some(Pace::Silent), "a month is long");
    }

    #[test]
    fn an_outage_that_is_past_does_not_hide_the_next() {
        let broken =
            weeks(8, |week, day, hour| if week == -3 { 0 } else { office(week, day, hour) });
        assert_eq!(pace(&broken, 8), Some(Pace::Usual));
        assert_eq!(pace(&broken, 12), Some(Pace::Silent));
    }

    #[test]
    fn the_hours_are_those_of_the_zone_when_its_clocks_change() {
        let zone = TimeZone::get("Europe/Madrid").unwrap();
        let mut arrivals = Arrivals::default();
        // Eight weeks to the Sunday of 29 March 2026 on which Spain goes to summer time.
        let last: Timestamp = "2026-03-28T00:00:00Z".parse().unwrap();
        for day in -56..0 {
            let at = last + Span::DAY.times(day);
            let weekday = zone.to_datetime(at.to_jiff()).date().weekday();
            if !matches!(weekday, Weekday::Saturday | Weekday::Sunday) {
                for hour in 8..16 {
                    arrivals.add(at + Span::HOUR.times(hour), 1, None);
                }
            }
        }
        let days = Days { zone, ..utc() };
        let rhythm = Rhythm::of(&arrivals, &days).unwrap();
        // Nine in Madrid is eight in UTC in winter, and seven in summer.
        let at = |text: &str| rhythm.silence(text.parse().unwrap(), &days);
        assert!(at("2026-03-30T07:00:00Z") < 0.01, "nothing is missed by nine");
        assert!((at("2026-03-30T08:00:00Z") - 1.0).abs() < 0.01, "and an hour by ten");
    }

    #[test]
    fn a_holiday_is_no_silence_to_who_rests_on_sundays() {
        let noon = |day: &str| format!("{day}T12:00:00Z").parse::<Timestamp>().unwrap();
        // Monday 12 October 2026, a holiday in Spain, after eight weeks of office hours.
        let monday: Timestamp = "2026-10-12T00:00:00Z".parse().unwrap();
        let mut arrivals = Arrivals::default();
        for hour in (-8 * 168..0_i64)
            .filter(|hour| office(0, hour.rem_euclid(168) / 24, hour.rem_euclid(24)) > 0)
        {
            arrivals.add(monday + Span::HOUR.times(hour), 1, None);
        }
        let spain = Days { holidays: vec!["ES".to_owned()], ..utc() };
        let pace =
            |days: &Days, day: &str| Rhythm::of(&arrivals, days).unwrap().pace(noon(day), days);
        assert_eq!(pace(&utc(), "2026-10-12"), Pace::Silent);
        assert_eq!(pace(&spain, "2026-10-12"), Pace::Usual);
        assert_eq!(pace(&spain, "2026-10-13"), Pace::Silent, "the day after is a day as any other");
        let closed = Days { closed: vec!["2026-10-12".parse().unwrap()], ..utc() };
        assert_eq!(pace(&closed, "2026-10-12"), Pace::Usual);
    }

    #[test]
    fn figures_are_bounded_and_the_last_day_is_told_by_the_hour() {
        let arrivals = weeks(30, |_, _, _| 1);
        assert!(arrivals.hours.len() <= usize::try_from(HOURS_KEPT).unwrap() + 1);
        assert_eq!(arrivals.events, 30 * 168);
        let day = arrivals.day(monday() - Span::MINUTE);
        assert_eq!(day, [1; 24]);
        assert_eq!(arrivals.day(monday() + Span::HOUR)[22..], [0, 0]);
    }
}
