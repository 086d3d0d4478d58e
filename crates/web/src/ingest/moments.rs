//! When something happened, by clocks that are not ours.
//!
//! A device whose clock is wrong says both when something happened and when it sent that: the
//! difference is right though neither is, and is counted back from the moment of its arrival.

use engine::time::{Span, Timestamp};
use jiff::civil;
use jiff::tz::TimeZone;
use serde_json::Value;

/// How far ahead of its arrival something may say that it happens.
const AHEAD_MAX: Span = Span::DAY;
/// How long before its arrival something may say that it happened: a clock that was never set says
/// 1970, and no list of anybody's visits is older.
const BEHIND_MAX: Span = Span::DAY.times(365 * 30);
/// Numbers from here on are milliseconds since 1970, smaller ones seconds.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// When something happened that says so, was sent, and was received.
pub(super) fn happened_at(
    said: Option<Timestamp>,
    sent: Option<Timestamp>,
    received: Timestamp,
) -> Timestamp {
    let at = match (said, sent) {
        (Some(said), Some(sent)) => received - (sent - said),
        (Some(said), None) => said,
        (None, _) => received,
    };
    let is_likely = at - received <= AHEAD_MAX && received - at <= BEHIND_MAX;
    if is_likely { at } else { received }
}

/// The moment that a value says: a date and time as programs write it, in UTC where it says no
/// zone, or a number of seconds or milliseconds since 1970. `None` where it says none.
pub(super) fn moment(value: Option<&Value>) -> Option<Timestamp> {
    match value? {
        Value::String(text) => written(text.trim()),
        Value::Number(number) => {
            let number = number.as_i64().or_else(|| whole(&number.to_string()))?;
            let micros = match number {
                seconds if seconds.unsigned_abs() < MILLISECONDS_FROM => {
                    seconds.checked_mul(1_000_000)?
                }
                milliseconds => milliseconds.checked_mul(1_000)?,
            };
            Some(Timestamp::from_micros(micros))
        }
        _ => None,
    }
}

fn written(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if let Ok(local) = text.parse::<civil::DateTime>() {
        return TimeZone::UTC.to_timestamp(local).ok().map(Timestamp::from_jiff);
    }
    let dated = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(Timestamp::from_jiff(dated.timestamp()))
}

/// The whole part of a number in decimal notation.
fn whole(text: &str) -> Option<i64> {
    text.split_once('.')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_wrong_clock_is_counted_back_from_the_arrival() {
        let received = at("2026-03-02T09:00:00Z");
        let (said, sent) = (at("2019-01-01T00:00:00Z"), at("2019-01-01T00:05:00Z"));
        let minutes = at("2026-03-02T08:55:00Z");
        assert_eq!(happened_at(Some(said), Some(sent), received), minutes);
        assert_eq!(happened_at(Some(said), None, received), said);
        assert_eq!(happened_at(None, Some(sent), received), received);
    }

    #[test]
    fn what_is_too_far_ahead_happens_when_it_arrives() {
        let received = at("2026-03-02T09:00:00Z");
        for (said, expected) in [
            ("2026-03-03T09:00:00Z", "2026-03-03T09:00:00Z"),
            ("2026-03-03T09:00:00.000001Z", "2026-03-02T09:00:00Z"),
            ("9999-12-30T00:00:00Z", "2026-03-02T09:00:00Z"),
        ] {
            assert_eq!(happened_at(Some(at(said)), None, received), at(expected), "{said}");
        }
    }

    #[test]
    fn what_is_too_long_ago_happens_when_it_arrives() {
        let received = at("2026-03-02T09:00:00Z");
        for (said, expected) in [
            ("1996-03-09T09:00:00Z", "1996-03-09T09:00:00Z"),
            ("1970-01-01T00:00:00Z", "2026-03-02T09:00:00Z"),
            ("0001-01-01T00:00:00Z", "2026-03-02T09:00:00Z"),
        ] {
            assert_eq!(happened_at(Some(at(said)), None, received), at(expected), "{said}");
        }
    }

    #[test]
    fn moments_are_read_as_programs_write_them() {
        for (value, expected) in [
            (json!("2026-03-02T09:00:00.123Z"), "2026-03-02T09:00:00.123Z"),
            (json!("2026-03-02T10:00:00.123456+01:00"), "2026-03-02T09:00:00.123456Z"),
            (json!(" 2026-03-02T09:00:00 "), "2026-03-02T09:00:00Z"),
            (json!("2026-03-02 09:00:00"), "2026-03-02T09:00:00Z"),
            (json!("2026-03-02"), "2026-03-02T00:00:00Z"),
            (json!("Mon, 02 Mar 2026 09:00:00 +0000"), "2026-03-02T09:00:00Z"),
            (json!(1_772_442_000), "2026-03-02T09:00:00Z"),
            (json!(1_772_442_000_500_i64), "2026-03-02T09:00:00.5Z"),
            (json!(1_772_442_000.75), "2026-03-02T09:00:00Z"),
        ] {
            assert_eq!(moment(Some(&value)), Some(at(expected)), "{value}");
        }
        let far = json!(i64::MIN);
        for value in
            [json!("ayer"), json!(""), json!(null), json!({}), json!("2026-13-45T99:00Z"), far]
        {
            assert_eq!(moment(Some(&value)), None, "{value}");
        }
        assert_eq!(moment(None), None);
    }
}
