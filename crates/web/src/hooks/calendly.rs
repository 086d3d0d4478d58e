//! Meetings of Calendly (version 2 of its webhooks).

use engine::event::Origin;
use engine::time::Span;
use serde_json::Value;

use super::fields::filled;
use super::pieces::{is_true, items, moment, moment_of_seconds, text};
use super::signature::{Refused, Sent, hmac_hex, is_fresh};
use super::told::{Body, Read, Told};

/// Signed with its moment, and taken near it alone.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let header = sent.header("calendly-webhook-signature")?;
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let stamp = parts().find(|(name, _)| *name == "t").map(|(_, value)| value);
    let said = parts().find(|(name, _)| *name == "v1").map(|(_, value)| value);
    let (Some(stamp), Some(said)) = (stamp, said) else { return Err(Refused::Unsigned) };
    hmac_hex(sent.secret, &[stamp.as_bytes(), b".", sent.raw], said)?;
    is_fresh(moment_of_seconds(stamp).ok_or(Refused::Wrong)?, sent.now, LATE_MAX)
}

/// How late a delivery may come.
const LATE_MAX: Span = Span::MINUTE.times(5);

/// What happened to a meeting.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let Some(payload) = json.get("payload") else { return Read::kept("no_meeting", body.raw) };
    let event = text(&json, "/event").unwrap_or_default();
    let is_moved = is_true(payload, "/rescheduled");
    let name = match event.as_str() {
        // The new date comes by itself, and says which it is instead of.
        "invitee.canceled" if is_moved => {
            return Read::ignored("put_off");
        }
        "invitee.created" if text(payload, "/old_invitee").is_some() => "meeting_rescheduled",
        "invitee.created" => "meeting_booked",
        "invitee.canceled" => "meeting_cancelled",
        "invitee_no_show.created" => "meeting_missed",
        other => return Read::ignored(format!("event {other}")),
    };
    let Some(uri) = text(payload, "/uri") else { return Read::kept("no_meeting", body.raw) };
    // A person who did not come is told of within the record of who was invited.
    let id = format!("{event} {uri}");
    let of = |place: &str| text(payload, place);
    let told = Told::new(name, id, moment(&json, "/created_at"))
        .with("kind", kind(payload))
        .with("meeting", of("/scheduled_event/name"))
        .with("start", of("/scheduled_event/start_time"))
        .with("with", of("/scheduled_event/event_memberships/0/user_email"))
        .with("reason", of("/cancellation/reason"))
        .with("by", of("/cancellation/canceler_type"))
        .with("campaign", of("/tracking/utm_campaign"))
        .with("source", of("/tracking/utm_source"))
        .from(&json);
    let mut fields: Vec<(String, String)> = items(payload, "/questions_and_answers")
        .filter_map(|asked| Some((text(asked, "/question")?, text(asked, "/answer")?)))
        .collect();
    let own = ["name", "first_name", "last_name", "email"];
    fields.extend(own.iter().filter_map(|id| Some(((*id).to_owned(), of(&format!("/{id}"))?))));
    fields.extend(of("/text_reminder_number").map(|number| ("phone".to_owned(), number)));
    let mut told = filled(told, &fields, body);
    // What they booked with is who they are, whatever they answered.
    if let Some(email) = of("/email") {
        told = told.of_email(&email, Origin::Said);
    }
    let mut read = Read::default();
    read.tell(told, || body.raw.to_vec());
    read
}

fn kind(payload: &Value) -> Option<&'static str> {
    let place = text(payload, "/scheduled_event/location/type")?;
    Some(match place.as_str() {
        "physical" => "visit",
        "inbound_call" | "outbound_call" => "call",
        "custom" | "ask_invitee" => return None,
        _ => "video",
    })
}

#[cfg(test)]
mod tests {
    use super::super::trial::{self, hex_of};
    use super::*;

    const BOOKED: &str = r#"{"event":"invitee.created","created_at":"2026-03-02T08:59:00.000000Z","payload":{"uri":"https://api.calendly.com/scheduled_events/E/invitees/I","email":"ana@acme.example","name":"Ana Ruiz","first_name":null,"status":"active","rescheduled":false,"old_invitee":null,"questions_and_answers":[{"question":"Teléfono","answer":"612 345 678","position":0}],"tracking":{"utm_campaign":"feria"},"scheduled_event":{"name":"Demo","start_time":"2026-03-05T10:00:00.000000Z","location":{"type":"zoom"},"event_memberships":[{"user_email":"luis@tecnoclima.example"}]}}}"#;

    fn signed(stamp: i64, secret: &str) -> String {
        format!("t={stamp},v1={}", hex_of(secret, format!("{stamp}.{BOOKED}").as_bytes()))
    }

    #[test]
    fn only_what_was_signed_near_its_moment() {
        let now = trial::now().micros() / 1_000_000;
        let verify = |header: &str, raw: &str| {
            trial::verify(verify, "s", &[("calendly-webhook-signature", header)], raw.as_bytes())
        };
        assert_eq!(verify(&signed(now, "s"), BOOKED), Ok(()));
        assert_eq!(verify(&signed(now, "t"), BOOKED), Err(Refused::Wrong));
        assert_eq!(verify(&signed(now, "s"), &BOOKED.replace("Ana", "Eva")), Err(Refused::Wrong));
        assert_eq!(verify(&signed(now - 3_600, "s"), BOOKED), Err(Refused::Stale));
        assert_eq!(verify("v1=00", BOOKED), Err(Refused::Unsigned));
        assert_eq!(
            trial::verify(super::verify, "s", &[], BOOKED.as_bytes()),
            Err(Refused::Unsigned)
        );
    }

    #[test]
    fn a_meeting_that_is_put_off_is_not_cancelled_and_booked() {
        let told = trial::one(read, BOOKED);
        assert_eq!(trial::name(&told), "meeting_booked");
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        assert_eq!(trial::property(&told, "kind"), "video");
        let moved = BOOKED.replace("\"old_invitee\":null", "\"old_invitee\":\"https://x/I0\"");
        assert_eq!(trial::name(&trial::one(read, &moved)), "meeting_rescheduled");
        let cancelled = BOOKED.replace("invitee.created", "invitee.canceled");
        assert_eq!(trial::name(&trial::one(read, &cancelled)), "meeting_cancelled");
        let put_off = cancelled.replace("\"rescheduled\":false", "\"rescheduled\":true");
        assert!(trial::read(read, &put_off).told.is_empty());
        assert_eq!(trial::read(read, r#"{"event":"x","payload":{}}"#).ignored, ["event x"]);
    }
}
