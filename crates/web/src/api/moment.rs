//! Moments as the API writes and reads them: RFC 3339 with microseconds, in UTC.

use std::borrow::Cow;
use std::fmt;

use engine::time::Timestamp;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:.6}", self.0.to_jiff()))
    }
}

/// What is wanted where a moment is, in the words of what reads it.
pub(super) const MOMENT: &str = "a moment";

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        deserializer.deserialize_str(Written)
    }
}

/// Reads a moment from its text.
struct Written;

impl Visitor<'_> for Written {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MOMENT)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Moment, E> {
        // A plus in an address is a space, and no moment has one before its offset.
        let plus = text.trim().replace(' ', "+");
        plus.parse().map(Moment).map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// A moment that may be missing.
pub(super) fn moment(at: Option<Timestamp>) -> Option<Moment> {
    at.map(Moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_six_places_and_read_any_offset() {
        let read = |text: &str| serde_json::from_str::<Moment>(&format!("\"{text}\"")).unwrap();
        let at = read("2026-03-12T13:30:00 01:00");
        assert_eq!(serde_json::to_string(&at).unwrap(), "\"2026-03-12T12:30:00.000000Z\"");
        assert_eq!(read("2026-03-12T12:30:00Z"), at);
        assert!(serde_json::from_str::<Moment>("\"2026-03-12\"").is_err());
    }
}
