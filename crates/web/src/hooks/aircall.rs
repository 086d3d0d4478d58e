//! Calls of Aircall.
//!
//! What is told of a call is how it ended, when its length is known.

use engine::event::Origin;
use engine::value::Value as Said;
use rust_decimal::Decimal;
use serde_json::Value;

use super::pieces::{items, plain, seconds, text};
use super::signature::{Refused, Sent, same};
use super::told::{Body, Read, Told};
use super::twilio::minutes;

/// The token of the webhook, in the body.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let json: Value = serde_json::from_slice(sent.raw).map_err(|_| Refused::Unsigned)?;
    let token = text(&json, "/token").ok_or(Refused::Unsigned)?;
    if same(&token, sent.secret) { Ok(()) } else { Err(Refused::Wrong) }
}

/// How a call ended.
pub(super) fn read(body: &Body<'_>) -> Read {
    let mut json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    // What is kept of what came does not hold the token.
    json.as_object_mut().map(|entries| entries.remove("token"));
    let event = text(&json, "/event").unwrap_or_default();
    if event != "call.ended" {
        return Read::ignored(format!("event {event}"));
    }
    let Some(data) = json.get("data") else { return Read::kept("no_call", body.raw) };
    let Some(id) = text(data, "/id") else { return Read::kept("no_call", body.raw) };
    let is_theirs = text(data, "/direction").as_deref() == Some("inbound");
    let answered = seconds(data, "/answered_at");
    let has_voicemail = text(data, "/voicemail").is_some();
    let outcome = match answered {
        Some(_) => "talked",
        None if has_voicemail => "voicemail",
        None => "no_answer",
    };
    let at = seconds(data, "/started_at").or_else(|| seconds(&json, "/timestamp"));
    let own = text(data, "/raw_digits").and_then(|digits| body.phone(&digits));
    let numbers = || items(data, "/contact/phone_numbers").filter_map(|one| text(one, "/value"));
    let phone = own.or_else(|| numbers().find_map(|number| body.phone(&number)));
    let email = items(data, "/contact/emails").find_map(|one| text(one, "/value"));
    if phone.is_none() && email.is_none() {
        return Read::ignored("hidden_number");
    }
    let name = if is_theirs { "call_received" } else { "call_made" };
    let tag = items(data, "/tags").find_map(|tag| text(tag, "/name").or_else(|| plain(tag)));
    let mut told = Told::new(name, format!("call {id}"), at)
        .with("channel", Some("phone"))
        .with("outcome", Some(outcome))
        .with("reason", text(data, "/missed_call_reason"))
        .with("tag", tag)
        .of_phone(phone, Origin::Imported)
        .from(&json);
    if let Some(email) = email {
        told = told.of_email(&email, Origin::Imported);
    }
    // How long they talked: the length that it tells has the ringing in it.
    let talked = answered.zip(seconds(data, "/ended_at")).map(|(from, to)| to - from);
    let talked = talked.map(|span| Decimal::from(span.micros() / 1_000_000));
    if let Some(minutes) = talked.and_then(minutes) {
        told = told.with_value("minutes", minutes);
    }
    if !is_theirs {
        told.who = text(data, "/user/email");
    }
    let mut read = Read::default();
    read.tell(told.with_value("answered", Said::Bool(answered.is_some())), || body.raw.to_vec());
    read
}

#[cfg(test)]
mod tests {
    use super::super::trial;
    use super::*;

    const ENDED: &str = r#"{"resource":"call","event":"call.ended","timestamp":1772442000,"token":"tok","data":{"id":90071992547409931,"direction":"outbound","status":"done","started_at":1772441800,"answered_at":1772441820,"ended_at":1772441940,"duration":140,"raw_digits":"+34 612 34 56 78","user":{"email":"luis@tecnoclima.example"},"contact":{"emails":[{"value":"ana@acme.example"}]},"tags":[{"name":"demo"}]}}"#;

    #[test]
    fn only_with_the_token() {
        let verify = |secret: &str, raw: &str| trial::verify(verify, secret, &[], raw.as_bytes());
        assert_eq!(verify("tok", ENDED), Ok(()));
        assert_eq!(verify("kot", ENDED), Err(Refused::Wrong));
        assert_eq!(verify("tok", &ENDED.replace("\"tok\"", "\"toc\"")), Err(Refused::Wrong));
        assert_eq!(verify("tok", "{}"), Err(Refused::Unsigned));
        assert_eq!(verify("", &ENDED.replace("\"tok\"", "\"\"")), Err(Refused::Unsigned));
    }

    #[test]
    fn a_call_says_how_long_they_talked_and_with_whom() {
        let told = trial::one(read, ENDED);
        assert_eq!(trial::name(&told), "call_made");
        assert_eq!(told.message_id, "call 90071992547409931");
        assert_eq!(trial::property(&told, "minutes"), "2");
        assert_eq!(told.who.as_deref(), Some("luis@tecnoclima.example"));
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        assert!(!told.raw.unwrap().contains("tok\""));
        let missed = ENDED.replace("\"answered_at\":1772441820", "\"answered_at\":null");
        let missed = trial::one(read, &missed.replace("outbound", "inbound"));
        assert_eq!(trial::property(&missed, "outcome"), "no_answer");
        assert!(trial::read(read, r#"{"event":"call.created"}"#).told.is_empty());
        let hidden = r#"{"event":"call.ended","data":{"id":1,"raw_digits":"anonymous"}}"#;
        assert!(trial::read(read, hidden).kept.is_empty());
    }
}
