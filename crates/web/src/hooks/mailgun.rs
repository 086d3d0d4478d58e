//! What happened to mails that Mailgun sent.
//!
//! Its signature is over a moment and a token that come in the body, and not over what happened.
//! The token is therefore the event's id: the same token with another body says nothing new.

use engine::time::Span;
use runtime::likelihood::Signal;
use serde_json::Value;

use super::mail::{Mail, What};
use super::pieces::{items, moment_of_seconds, plain, seconds, text};
use super::signature::{Refused, Sent, hmac_hex, is_fresh};
use super::told::{Body, Read};

/// Signed over the moment and the token.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let json: Value = serde_json::from_slice(sent.raw).map_err(|_| Refused::Unsigned)?;
    let part = |name: &str| text(&json, &format!("/signature/{name}")).ok_or(Refused::Unsigned);
    let (stamp, token, said) = (part("timestamp")?, part("token")?, part("signature")?);
    hmac_hex(sent.secret, &[stamp.as_bytes(), token.as_bytes()], &said)?;
    is_fresh(moment_of_seconds(&stamp).ok_or(Refused::Wrong)?, sent.now, LATE_MAX)
}

/// Retries carry the first signature, for eight hours.
const LATE_MAX: Span = Span::HOUR.times(9);

/// What happened.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let (Some(data), Some(token)) = (json.get("event-data"), text(&json, "/signature/token"))
    else {
        return Read::kept("no_event", body.raw);
    };
    let event = text(data, "/event").unwrap_or_default();
    let is_permanent = text(data, "/severity").as_deref() == Some("permanent");
    let what = match event.as_str() {
        "accepted" | "delivered" => What::Sent,
        "opened" => What::Opened,
        "clicked" => What::Clicked,
        "complained" => What::Complained,
        "unsubscribed" => What::Unsubscribed,
        "failed" if is_permanent => What::Bounced { is_permanent },
        "failed" => return Read::ignored("tried_again"),
        other => return Read::ignored(format!("event {other}")),
    };
    // `apple`, `gmail` or `generic`: what opened it was no person.
    let bot = text(data, "/client-info/bot").filter(|bot| bot != "false");
    let to = text(data, "/recipient").unwrap_or_default();
    let told = Mail {
        what,
        id: token.clone(),
        at: seconds(data, "/timestamp"),
        to: &to,
        mail: text(data, "/message/headers/message-id"),
        subscription: items(data, "/tags").find_map(plain),
        link: text(data, "/url"),
        reason: text(data, "/delivery-status/description")
            .or_else(|| text(data, "/delivery-status/message"))
            .or_else(|| text(data, "/reason")),
        machine: bot.map(|_| Signal::MailProxy),
    };
    let mut told = told.told(data);
    told.message_id = token;
    let mut read = Read::default();
    read.tell(told, || body.raw.to_vec());
    read
}

#[cfg(test)]
mod tests {
    use super::super::trial::{self, hex_of};
    use super::*;

    fn body(stamp: i64, secret: &str, data: &str) -> String {
        let token = "a".repeat(50);
        let signed = hex_of(secret, format!("{stamp}{token}").as_bytes());
        format!(
            r#"{{"signature":{{"timestamp":"{stamp}","token":"{token}","signature":"{signed}"}},"event-data":{data}}}"#
        )
    }

    const OPENED: &str = r#"{"event":"opened","id":"x","timestamp":1772441999.908181,"recipient":"ana@acme.example","message":{"headers":{"message-id":"m1@mg"}},"tags":["boletin"],"client-info":{"bot":"apple"},"delivery-status":null}"#;

    #[test]
    fn only_what_was_signed_within_the_hours_of_retries() {
        let now = trial::now().micros() / 1_000_000;
        let verify = |raw: &str| trial::verify(verify, "s", &[], raw.as_bytes());
        assert_eq!(verify(&body(now, "s", OPENED)), Ok(()));
        assert_eq!(verify(&body(now - 28_800, "s", OPENED)), Ok(()));
        assert_eq!(verify(&body(now - 36_000, "s", OPENED)), Err(Refused::Stale));
        assert_eq!(verify(&body(now, "t", OPENED)), Err(Refused::Wrong));
        assert_eq!(verify(&body(now, "s", OPENED).replace("aaaa", "aaab")), Err(Refused::Wrong));
        for raw in ["{}", "no json", r#"{"event-data":{}}"#] {
            assert_eq!(verify(raw), Err(Refused::Unsigned), "{raw}");
        }
    }

    #[test]
    fn the_token_is_the_id_and_robots_are_told() {
        let told = trial::one(read, &body(1, "s", OPENED));
        assert_eq!(told.message_id, "a".repeat(50));
        assert_eq!(told.signals, [Signal::MailProxy]);
        assert_eq!(told.at.unwrap().micros() % 1_000_000, 908_181);
        let failed = OPENED.replace("opened", "failed");
        let temporary = trial::read(read, &body(1, "s", &failed));
        assert_eq!(temporary.ignored, ["tried_again"]);
        let gone = failed.replace("\"id\"", "\"severity\":\"permanent\",\"id\"");
        assert_eq!(trial::fact(&trial::one(read, &body(1, "s", &gone)), "email_status"), "bounced");
        assert_eq!(trial::read(read, "[]").kept[0].why, "no_event");
    }
}
