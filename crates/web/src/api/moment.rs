//! Moments as the API writes and reads them: RFC 3339 with microseconds, in UTC.

use std::borrow::Cow;

use engine::time::Timestamp;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:.6}", self.0.to_jiff()))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        // A plus in an address is a space, and no moment has one before its offset.
        let text = String::deserialize(deserializer)?.trim().replace(' ', "+");
        text.parse().map(Moment).map_err(|_| {
            // What reads it knows no language, so that signs say what is accepted.
            serde::de::Error::custom(format!("«{text}» ∉ RFC 3339 (2026-03-12T18:00:00Z)"))
        })
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
