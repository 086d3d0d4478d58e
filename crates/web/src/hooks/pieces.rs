//! Pieces of what providers send: texts, moments, ids.
//!
//! Numbers are read as they are written and never through a float: an id of 17 digits stays itself.

use engine::time::Timestamp;
use serde_json::Value;

/// The text at a place, where it says anything; a number as it is written.
pub(super) fn text(json: &Value, pointer: &str) -> Option<String> {
    plain(json.pointer(pointer)?)
}

/// A value that is one text, number or truth.
pub(super) fn plain(json: &Value) -> Option<String> {
    let text = match json {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Whether the truth at a place is said, as a truth or in words.
pub(super) fn is_true(json: &Value, pointer: &str) -> bool {
    matches!(text(json, pointer).as_deref(), Some("true" | "1" | "True" | "yes"))
}

/// The items of a list at a place, as many as are looked at.
pub(super) fn items<'a>(json: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    json.pointer(pointer).and_then(Value::as_array).into_iter().flatten().take(ITEMS_MAX)
}

/// More than any provider puts into one message.
pub(super) const ITEMS_MAX: usize = 10_000;

/// The moment of a number of seconds since 1970, with or without a fraction.
pub(super) fn seconds(json: &Value, pointer: &str) -> Option<Timestamp> {
    moment_of_seconds(&text(json, pointer)?)
}

/// The same of a text.
pub(super) fn moment_of_seconds(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole: i64 = whole.parse().ok()?;
    let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let micros: i64 = digits.parse().ok()?;
    likely(whole.checked_mul(1_000_000)?.checked_add(micros)?)
}

/// The moment of a number of milliseconds since 1970.
pub(super) fn millis(json: &Value, pointer: &str) -> Option<Timestamp> {
    let millis: i64 = text(json, pointer)?.parse().ok()?;
    likely(millis.checked_mul(1_000)?)
}

/// The moment at a place in ISO 8601: with up to nine digits of a second, with an offset with or
/// without its colon.
pub(super) fn moment(json: &Value, pointer: &str) -> Option<Timestamp> {
    moment_of(&text(json, pointer)?)
}

/// The same of a text.
pub(super) fn moment_of(text: &str) -> Option<Timestamp> {
    let read: jiff::Timestamp = match text.parse() {
        Ok(read) => read,
        Err(_) => {
            jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%z", text).ok()?.to_timestamp().ok()?
        }
    };
    likely(read.as_microsecond())
}

/// Nothing that a provider tells happened before there was a web, or centuries from now.
fn likely(micros: i64) -> Option<Timestamp> {
    (FIRST_MICROS..LAST_MICROS).contains(&micros).then(|| Timestamp::from_micros(micros))
}

/// 1995 and 2200.
const FIRST_MICROS: i64 = 788_918_400_000_000;
const LAST_MICROS: i64 = 7_258_118_400_000_000;

/// The fields of a form, in order; a body that is no UTF-8 is taken for the Latin of old pages.
pub(super) fn form(raw: &[u8]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in raw.split(|byte| *byte == b'&').take(PAIRS_MAX) {
        let mut halves = part.splitn(2, |byte| *byte == b'=');
        let name = unescaped(halves.next().unwrap_or_default());
        let value = unescaped(halves.next().unwrap_or_default());
        if !name.is_empty() {
            pairs.push((name, value));
        }
    }
    pairs
}

/// The most fields of a form that are looked at.
pub(super) const PAIRS_MAX: usize = 1_000;

fn unescaped(part: &[u8]) -> String {
    let digit =
        |byte: Option<&u8>| char::from(*byte?).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut bytes: Vec<u8> = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => match (digit(after.first()), digit(after.get(1))) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after.get(2..).unwrap_or_default();
                }
                _ => bytes.push(b'%'),
            },
            other => bytes.push(*other),
        }
    }
    crate::in_parts::decoded(&bytes)
}

/// The value of a field of a form, where it says anything.
pub(super) fn field<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = pairs.iter().find(|(known, _)| known == name)?;
    Some(found.1.trim()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moments_as_providers_write_them() {
        for (text, expected) in [
            ("2026-11-23T09:59:00+0000", "2026-11-23T09:59:00Z"),
            ("2026-02-21T16:34:52.1234567-04:00", "2026-02-21T20:34:52.123456Z"),
            ("2026-03-02T09:00:00.000000Z", "2026-03-02T09:00:00Z"),
        ] {
            assert_eq!(moment_of(text).unwrap().to_string(), expected, "{text}");
        }
        let json = json!({ "a": 1_700_000_000, "b": "1700000000", "c": 1_521_472_262.908_181 });
        assert_eq!(seconds(&json, "/a"), seconds(&json, "/b"));
        assert_eq!(seconds(&json, "/c").unwrap().micros() % 1_000_000, 908_181);
        for text in ["", "-1", "9999999999999999999", "1e9", "12.x", "0"] {
            assert_eq!(moment_of_seconds(text), None, "{text}");
        }
    }

    #[test]
    fn ids_stay_themselves() {
        let json: Value = serde_json::from_str(r#"{"id": 90071992547409931}"#).unwrap();
        assert_eq!(text(&json, "/id").unwrap(), "90071992547409931");
    }

    #[test]
    fn forms_of_old_pages() {
        assert_eq!(
            form(b"nombre=Nu%F1ez&x=%zz%4"),
            vec![("nombre".to_owned(), "Nuñez".to_owned()), ("x".to_owned(), "%zz%4".to_owned()),]
        );
        assert_eq!(form("a=%C3%B1+o&&=1&b".as_bytes()).len(), 2);
    }
}
