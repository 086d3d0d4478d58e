//! Working time against a walk through every minute of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use engine::agreement::hours::{Hours, Term, TermUnit};
use engine::time::{Span, Timestamp};
use engine::working::WorkingTime;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// Clocks that change at two in the morning, at one, at midnight, by half an hour, and never.
const ZONES: [&str; 6] = [
    "Europe/Madrid",
    "Atlantic/Canary",
    "America/Santiago",
    "Australia/Lord_Howe",
    "America/Havana",
    "America/Bogota",
];

/// The furthest that a walk goes, in minutes: four weeks.
const WALK_MAX: i64 = 28 * 24 * 60;

/// Every minute from a day before `start` on, with whether people work in it. The clock is read
/// as the furthest that it has shown, so that an hour that comes twice is passed once.
fn minutes(
    hours: &Hours,
    zone: &TimeZone,
    start: Timestamp,
) -> impl Iterator<Item = (Timestamp, bool)> {
    let first = start - Span::DAY;
    let mut shown = zone.to_datetime(first.to_jiff());
    (0..WALK_MAX).map(move |minute| {
        let at = first + Span::MINUTE.times(minute);
        shown = shown.max(zone.to_datetime(at.to_jiff()));
        let day: Date = shown.date();
        let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap();
        let reads =
            u16::try_from(shown.hour()).unwrap() * 60 + u16::try_from(shown.minute()).unwrap();
        let is_open = !hours.closed.contains(&day)
            && hours.week[index].iter().any(|(open, close)| (*open..*close).contains(&reads));
        (at, is_open)
    })
}

fn walked(
    hours: &Hours,
    zone: &TimeZone,
    start: Timestamp,
    minutes_left: u32,
) -> Option<Timestamp> {
    let mut left = minutes_left;
    minutes(hours, zone, start).find_map(|(at, is_open)| {
        left -= u32::from(is_open && start <= at);
        (left == 0).then(|| at + Span::MINUTE)
    })
}

fn day() -> impl Strategy<Value = Vec<(u16, u16)>> {
    proptest::collection::btree_set(0_u16..=96, 0..5).prop_map(|edges| {
        let edges: Vec<u16> = edges.into_iter().map(|quarter| quarter * 15).collect();
        edges.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    })
}

fn hours() -> impl Strategy<Value = Hours> {
    (proptest::array::uniform7(day()), proptest::collection::vec(0_i32..20, 0..6)).prop_map(
        |(week, closed)| {
            let first: Date = "2026-03-25".parse().unwrap();
            let closed = closed.into_iter().map(|days| first + jiff::Span::new().days(days));
            Hours { week, closed: closed.collect(), ..Hours::default() }
        },
    )
}

/// Starts around the changes of the clocks, on the minute.
fn start() -> impl Strategy<Value = Timestamp> {
    let around = ["2026-03-27T00:00:00Z", "2026-04-03T00:00:00Z", "2026-10-23T00:00:00Z"]
        .map(|text| text.parse::<Timestamp>().unwrap());
    (proptest::sample::select(around.to_vec()), 0_i64..4 * 24 * 60)
        .prop_map(|(at, minute)| at + Span::MINUTE.times(minute))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_term_ends_where_a_walk_through_every_minute_ends(
        hours in hours(),
        zone in proptest::sample::select(ZONES.to_vec()),
        start in start(),
        count in 1_u32..2_000,
    ) {
        prop_assume!(hours.week.iter().any(|day| !day.is_empty()));
        let zone = TimeZone::get(zone).unwrap();
        let working = WorkingTime::of(&hours, &zone);
        let over = working.after(start, Term { count, unit: TermUnit::Minute });
        if let Some(expected) = walked(&hours, &zone, start, count) {
            prop_assert_eq!(over, expected);
            let passed = working.between(start, over);
            prop_assert_eq!(passed, Span::MINUTE.times(i64::from(count)));
        } else {
            prop_assert!(over - start > Span::WEEK);
        }
        let open = minutes(&hours, &zone, start)
            .find(|(at, is_open)| *is_open && start <= *at)
            .map(|(at, _)| at);
        if let Some(open) = open {
            prop_assert_eq!(working.next_open(start), open);
        }
    }
}
