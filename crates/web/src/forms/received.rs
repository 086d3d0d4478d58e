//! What a form's sender sends: fields in any charset, who they are, and whether a machine did it.

use axum::body::Body;
use axum::http::header::{self, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use engine::time::{Span, Timestamp};
use runtime::forms::{Page, Started};
use runtime::likelihood::{Human, Signal};

use crate::guard::is_from_here;
use crate::in_parts::{InParts, in_parts, is_in_parts};

/// The most that a form may send.
const BYTES_MAX: usize = 256 << 10;
/// The same in parts: it is read whole, so that no answer is lost for a file's sake.
const WITH_FILES_BYTES_MAX: usize = 5 << 20;
/// Fields that are read.
const FIELDS_MAX: usize = 200;
/// Nobody reads and sends a form faster.
const FILLED_MIN: Span = Span::SECOND;

/// Why what was sent cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no form: JSON, or something else that no browser makes of one.
    NoForm,
    /// It is too much.
    TooLarge,
}

/// The fields of a form, in order, and the names of the files that came along and are not taken.
pub(super) async fn fields(headers: &HeaderMap, body: Body) -> Result<InParts, Unread> {
    let kind = text(headers, CONTENT_TYPE);
    let read =
        |most| async move { axum::body::to_bytes(body, most).await.map_err(|_| Unread::TooLarge) };
    if kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(InParts { fields: pairs(&read(BYTES_MAX).await?), files: Vec::new() });
    }
    if !is_in_parts(&kind) {
        return Err(Unread::NoForm);
    }
    let mut parts = in_parts(&read(WITH_FILES_BYTES_MAX).await?, &kind).ok_or(Unread::NoForm)?;
    parts.fields.truncate(FIELDS_MAX);
    Ok(parts)
}

/// The pairs of an encoded form. What is not UTF-8 is read as ISO 8859-1: old pages send that.
pub(super) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    let pairs = pairs.take(FIELDS_MAX).map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let (name, value) = pair.split_at(at);
        (decoded(name), decoded(value.get(1..).unwrap_or_default()))
    });
    pairs.collect()
}

fn decoded(part: &[u8]) -> String {
    let mut bytes: Vec<u8> = Vec::with_capacity(part.len());
    let mut rest = part.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut ahead = rest.clone();
                let digits = [ahead.next(), ahead.next()].map(|digit| digit.and_then(digit_of));
                match digits {
                    [Some(high), Some(low)] => {
                        rest = ahead;
                        high * 16 + low
                    }
                    _ => b'%',
                }
            }
            other => other,
        });
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
        .replace('\0', "")
}

fn digit_of(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The first field with a name.
pub(super) fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// Where somebody came from: what hidden fields or an address say, else what the browser says.
pub(super) fn page(fields: &[(String, String)], headers: &HeaderMap) -> Page {
    let named = |name: &str| field(fields, name).to_owned();
    let utm = fields.iter().filter(|(name, value)| name.starts_with("utm_") && !value.is_empty());
    let mut page = Page {
        page: named("page"),
        landing: named("landing"),
        referrer: named("referrer"),
        utm: utm.take(10).cloned().collect(),
    };
    if page.page.is_empty() {
        page.page = text(headers, header::REFERER);
    }
    page
}

/// What speaks for a machine in a form that was sent: it filled in what nobody sees, was faster than
/// anybody, or never opened it. By which browser somebody sends is not asked: what firms put between
/// their people and the web calls itself as it likes, and a lead is worth more than a robot.
pub(super) fn human(
    fields: &[(String, String)],
    started: Option<&Started>,
    headers: &HeaderMap,
    now: Timestamp,
) -> Human {
    let mut found: Vec<Signal> = Vec::new();
    if !field(fields, "website").trim().is_empty() {
        found.push(Signal::Honeypot);
    }
    found.extend(match started {
        Some(started) => (now - started.at < FILLED_MIN).then_some(Signal::TooFast),
        // A copy of the form on another site has nothing that is sealed; its browser says where it
        // stands.
        None => {
            let is_named =
                headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site");
            (!is_named || is_from_here(headers)).then_some(Signal::NeverOpened)
        }
    });
    Human::with(found)
}

/// Whether JSON is asked for.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    text(headers, header::ACCEPT).contains("application/json")
}

/// A header as text.
pub(super) fn text(headers: &HeaderMap, name: header::HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// Lets any site read an answer: it says nothing of whoever asks.
pub(super) fn for_any_site(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_either_charset_and_broken_ones_too() {
        let read = |text: &str| pairs(text.as_bytes());
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(read("name=Jos%C3%A9+Ib%C3%A1%C3%B1ez"), [pair("name", "José Ibáñez")]);
        assert_eq!(read("name=Jos%E9+Ib%E1%F1ez&a"), [pair("name", "José Ibáñez"), pair("a", "")]);
        assert_eq!(
            read("a=100%&b=%zz&=x&&c=%4"),
            [pair("a", "100%"), pair("b", "%zz"), pair("", "x"), pair("c", "%4"),]
        );
    }
}
