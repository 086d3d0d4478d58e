//! Moments and exact lengths of time, in whole microseconds.
//!
//! Working time (business hours, holidays) is not here: it belongs to calendars.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment: microseconds since 1970-01-01T00:00:00Z.
///
/// Arithmetic saturates at [`Timestamp::MIN`] and [`Timestamp::MAX`], so a far-off date in a
/// spreadsheet cannot overflow a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The earliest moment that has a text form (year −9999).
    pub const MIN: Timestamp = Timestamp(-377_705_023_201_000_000);
    /// The latest moment that has a text form; also "never" where an answer holds for ever.
    pub const MAX: Timestamp = Timestamp(253_402_207_200_000_000);

    /// The moment `micros` microseconds after 1970-01-01T00:00:00Z, held within the limits.
    #[must_use]
    pub fn from_micros(micros: i64) -> Timestamp {
        Timestamp(micros.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The same moment for calendar arithmetic.
    #[must_use]
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The moment of a calendar value.
    #[must_use]
    pub fn from_jiff(moment: jiff::Timestamp) -> Timestamp {
        Timestamp::from_micros(moment.as_microsecond())
    }
}

impl Add<Span> for Timestamp {
    type Output = Timestamp;
    fn add(self, span: Span) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Timestamp;
    fn sub(self, span: Span) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_sub(span.0))
    }
}

impl Sub<Timestamp> for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Timestamp) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// RFC 3339 in UTC; the fraction is left out where it is zero.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_jiff(), f)
    }
}

/// Reads RFC 3339 with any offset; a text without an offset is not a moment.
impl FromStr for Timestamp {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Timestamp, jiff::Error> {
        text.parse::<jiff::Timestamp>().map(Timestamp::from_jiff)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A text takes longer to write and to read than all that stands around it.
        match serializer.is_human_readable() {
            true => serializer.collect_str(self),
            false => self.micros().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        if !deserializer.is_human_readable() {
            return i64::deserialize(deserializer).map(Timestamp::from_micros);
        }
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Moments as the microseconds that they are, for what programs alone read: a text takes longer to
/// write and to read than all that stands around it. `#[serde(with = "micros")]`.
pub(crate) mod micros {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Timestamp;

    pub(crate) fn serialize<S: Serializer>(at: &Timestamp, into: S) -> Result<S::Ok, S::Error> {
        at.micros().serialize(into)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(from).map(Timestamp::from_micros)
    }

    /// The same of a moment that may not be there.
    pub(crate) mod option {
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        use crate::time::Timestamp;

        #[expect(clippy::ref_option, reason = "serde hands it over so")]
        pub(crate) fn serialize<S: Serializer>(
            at: &Option<Timestamp>,
            into: S,
        ) -> Result<S::Ok, S::Error> {
            at.map(Timestamp::micros).serialize(into)
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<Timestamp>, D::Error> {
            let micros = Option::<i64>::deserialize(from)?;
            Ok(micros.map(Timestamp::from_micros))
        }
    }
}

/// An exact length of time in microseconds. A day is 24 hours, a week 7 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);
    /// One second.
    pub const SECOND: Span = Span(1_000_000);
    /// One minute.
    pub const MINUTE: Span = Span(60 * 1_000_000);
    /// One hour.
    pub const HOUR: Span = Span(3_600 * 1_000_000);
    /// 24 hours.
    pub const DAY: Span = Span(86_400 * 1_000_000);
    /// 7 days of 24 hours.
    pub const WEEK: Span = Span(7 * 86_400 * 1_000_000);

    /// A length of `micros` microseconds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Span {
        Span(micros)
    }

    /// The length in microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This length `n` times over, saturating.
    #[must_use]
    pub const fn times(self, n: i64) -> Span {
        Span(self.0.saturating_mul(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips_to_the_microsecond() {
        for text in ["2026-03-12T12:30:00Z", "2026-03-12T12:30:00.000001Z"] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        let summer: Timestamp = "2026-07-01T10:00:00+02:00".parse().unwrap();
        assert_eq!(summer.to_string(), "2026-07-01T08:00:00Z");
        assert!("2026-03-12T12:30:00".parse::<Timestamp>().is_err());
    }

    #[test]
    fn arithmetic_saturates() {
        assert_eq!(Timestamp::MAX + Span::DAY, Timestamp::MAX);
        assert_eq!(Timestamp::MIN - Span::DAY, Timestamp::MIN);
        assert_eq!(
            Timestamp::MAX.to_jiff(),
            jiff::Timestamp::from_microsecond(Timestamp::MAX.micros()).unwrap()
        );
        assert_eq!(
            Timestamp::MIN.micros(),
            jiff::Timestamp::from_microsecond(Timestamp::MIN.micros()).unwrap().as_microsecond()
        );
    }
}
