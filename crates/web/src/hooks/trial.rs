//! What the tests of the readers share: a moment, a country, and signatures of our own.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use engine::event::Act;
use engine::time::Timestamp;
use import::record::Reading;
use jiff::tz::TimeZone;
use ring::hmac;
use runtime::sources::FieldMap;

use super::signature::{Refused, Sent};
use super::told::{Body, Read, Told};

/// Nothing is said of the fields.
pub(super) static GUESSED: FieldMap = FieldMap::guessed();

pub(super) fn now() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

pub(super) fn reading() -> Reading {
    Reading {
        country: "ES".to_owned(),
        time_zone: TimeZone::get("Europe/Madrid").unwrap(),
        at: now(),
    }
}

pub(super) fn headers(said: &[(&str, &str)]) -> HeaderMap {
    let said = said.iter().map(|(name, value)| {
        (HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap())
    });
    said.collect()
}

pub(super) fn verify(
    verify: impl Fn(&Sent<'_>) -> Result<(), Refused>,
    secret: &str,
    said: &[(&str, &str)],
    raw: &[u8],
) -> Result<(), Refused> {
    let headers = headers(said);
    let urls = ["https://criba.example/hooks/x?a=1".to_owned()];
    let (token, key) = ("arn:aws:sns:eu-west-1:1:criba", None);
    verify(&Sent { secret, token, key, headers: &headers, raw, urls: &urls, now: now() })
}

pub(super) fn read(read: impl Fn(&Body<'_>) -> Read, raw: &str) -> Read {
    read(&Body { raw: raw.as_bytes(), content_type: "", reading: &reading(), map: &GUESSED })
}

/// The one thing that a body tells.
#[track_caller]
pub(super) fn one(reader: impl Fn(&Body<'_>) -> Read, raw: &str) -> Told {
    let mut read = read(reader, raw);
    assert_eq!(read.told.len(), 1, "{read:?}");
    read.told.remove(0)
}

pub(super) fn name(told: &Told) -> &str {
    match &told.act {
        Act::Happened { name, .. } => name,
        other => panic!("{other:?}"),
    }
}

pub(super) fn property(told: &Told, id: &str) -> String {
    let Act::Happened { properties, .. } = &told.act else { panic!("{told:?}") };
    let found = properties.iter().find(|(name, _)| name == id);
    found.unwrap_or_else(|| panic!("{id}: {told:?}")).1.to_string()
}

pub(super) fn fact(told: &Told, id: &str) -> String {
    let found = told.facts.iter().find(|fact| fact.id == id);
    found.unwrap_or_else(|| panic!("{id}: {told:?}")).value.to_string()
}

pub(super) fn hex_of(secret: &str, message: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), message);
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn base64_of(algorithm: hmac::Algorithm, secret: &str, message: &[u8]) -> String {
    use base64::Engine as _;
    let tag = hmac::sign(&hmac::Key::new(algorithm, secret.as_bytes()), message);
    base64::engine::general_purpose::STANDARD.encode(tag.as_ref())
}
