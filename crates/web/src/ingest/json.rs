//! Bytes to a JSON object that can be kept: no text holds what a database or a page cannot.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::refusal::{Refusal, Taken};

/// Objects and arrays within each other that are looked at; what is kept is read again with
/// others around it, by a reader that stops at 128.
pub(super) const DEPTH_MAX: usize = 32;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// The object that a body is.
///
/// # Errors
///
/// It is none.
pub(super) fn object(bytes: &[u8]) -> Taken<Object> {
    let text = mended(std::str::from_utf8(bytes).map_err(|_| Refusal::NotText)?);
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        // Its reader says so in words alone.
        let words = error.to_string();
        if words.starts_with("recursion limit") {
            Refusal::TooDeep
        } else {
            Refusal::NotJson(words)
        }
    })?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Refusal::NotAnObject),
    }
}

/// Whether a value holds more within each other than is looked at.
pub(super) fn is_too_deep(value: &Value) -> bool {
    fn goes_below(value: &Value, left: usize) -> bool {
        let Some(left) = left.checked_sub(1) else { return true };
        match value {
            Value::Array(values) => values.iter().any(|value| goes_below(value, left)),
            Value::Object(entries) => entries.values().any(|value| goes_below(value, left)),
            _ => false,
        }
    }
    goes_below(value, DEPTH_MAX)
}

/// The text of a document with what is no part of it taken out: the mark that some programs begin
/// with, and escapes that stand for no character: NUL, which no database takes, and halves of
/// surrogate pairs, which are none.
pub(crate) fn mended(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        mended.push_str(before);
        let (escape, behind) = escape(after);
        mended.push_str(&escape);
        rest = behind;
    }
    mended.push_str(rest);
    Cow::Owned(mended)
}

/// What stands for an escape, and what comes behind it; `after` begins behind its backslash.
fn escape(after: &str) -> (Cow<'_, str>, &str) {
    let Some((unit, behind)) = unit(after) else {
        // One character, which may be a backslash itself: it begins no escape of its own.
        let mut characters = after.chars();
        let escaped = characters.next().map(|c| format!("\\{c}")).unwrap_or("\\".to_owned());
        return (Cow::Owned(escaped), characters.as_str());
    };
    match unit {
        0 => (Cow::Borrowed(""), behind),
        0xd800..=0xdbff => {
            let low = behind.strip_prefix('\\').and_then(self::unit);
            match low {
                Some((low @ 0xdc00..=0xdfff, behind)) => {
                    (Cow::Owned(format!("\\u{unit:04x}\\u{low:04x}")), behind)
                }
                _ => (Cow::Borrowed("\u{fffd}"), behind),
            }
        }
        0xdc00..=0xdfff => (Cow::Borrowed("\u{fffd}"), behind),
        unit => (Cow::Owned(format!("\\u{unit:04x}")), behind),
    }
}

/// The code unit of `u00e9`, and what comes behind it.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, behind) = text.strip_prefix('u')?.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = is_hex.then(|| u16::from_str_radix(digits, 16).ok())??;
    Some((unit, behind))
}

/// A text that a value is: a number as it is written, and nothing for what is neither or empty.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// One object over another: what both say, the upper one says; objects within are merged too.
pub(super) fn merged(under: &Object, over: &Object) -> Object {
    let mut merged = under.clone();
    for (key, value) in over {
        let both = match (merged.get(key), value) {
            (Some(Value::Object(under)), Value::Object(over)) => {
                Value::Object(self::merged(under, over))
            }
            _ => value.clone(),
        };
        merged.insert(key.clone(), both);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        Value::Object(object(text.as_bytes()).unwrap())
    }

    #[test]
    fn texts_hold_characters_alone() {
        let read = read(
            r#"{"a\u0000":"x\u0000y","b":"\ud800z","c":"\ud83d\ude00","d":"\\u0000","e":"\udc00\u00e9\n"}"#,
        );
        let expected = serde_json::json!({
            "a": "xy", "b": "\u{fffd}z", "c": "😀", "d": "\\u0000", "e": "\u{fffd}é\n",
        });
        assert_eq!(read, expected);
        assert_eq!(self::read("\u{feff}{}"), serde_json::json!({}));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert_eq!(object(b"[1]"), Err(Refusal::NotAnObject));
        assert_eq!(object(b"\"\xff\""), Err(Refusal::NotText));
        for text in ["", "{", "{\"a\":}", "{\"a\":\"\\u00\"}", "{\"a\":\"\\u00éé\"}", "{} {}", "\\"]
        {
            assert!(matches!(object(text.as_bytes()), Err(Refusal::NotJson(_))), "{text}");
        }
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(object(deep.as_bytes()), Err(Refusal::TooDeep));
        let deep =
            |depth: usize| read(&format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth)));
        assert!(!is_too_deep(&deep(DEPTH_MAX - 1)));
        assert!(is_too_deep(&deep(DEPTH_MAX)));
    }

    #[test]
    fn ids_are_texts() {
        let value = read(r#"{"a":" x ","b":12,"c":"","d":null,"e":1.50,"f":{}}"#);
        let of = |key: &str| text(value.get(key));
        assert_eq!(of("a").as_deref(), Some("x"));
        assert_eq!(of("b").as_deref(), Some("12"));
        assert_eq!(of("e").as_deref(), Some("1.50"));
        for key in ["c", "d", "f", "g"] {
            assert_eq!(of(key), None, "{key}");
        }
    }
}
