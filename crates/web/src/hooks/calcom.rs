//! Meetings of Cal.com.
//!
//! That a meeting ended says nothing of whether anybody came: it is told at its end in any case.

use engine::event::Origin;
use serde_json::Value;

use super::fields::filled;
use super::pieces::{items, moment, plain, text};
use super::signature::{Refused, Sent, hmac_hex};
use super::told::{Body, Read, Told};

/// Signed over the body; where there is no secret, the header says so in words.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let said = sent.header("x-cal-signature-256")?;
    if said == "no-secret-provided" {
        return Err(Refused::Unsigned);
    }
    hmac_hex(sent.secret, &[sent.raw], said)
}

/// What happened to a meeting, or a form that was sent.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    // Some triggers lie flat, with the meeting beside their name.
    let payload = json.get("payload").filter(|payload| payload.is_object()).unwrap_or(&json);
    let Some(trigger) = text(&json, "/triggerEvent") else {
        return Read::kept("no_meeting", body.raw);
    };
    let name = match trigger.as_str() {
        "BOOKING_CREATED" => "meeting_booked",
        "BOOKING_RESCHEDULED" => "meeting_rescheduled",
        "BOOKING_CANCELLED" | "BOOKING_REJECTED" => "meeting_cancelled",
        "BOOKING_REQUESTED" => "meeting_requested",
        "BOOKING_NO_SHOW_UPDATED" => "meeting_missed",
        "FORM_SUBMITTED" | "FORM_SUBMITTED_NO_EVENT" => "form_submitted",
        other => return Read::ignored(format!("trigger {other}")),
    };
    let Some(id) =
        ["/uid", "/bookingUid", "/bookingId", "/id"].iter().find_map(|place| text(payload, place))
    else {
        return Read::kept("no_meeting", body.raw);
    };
    // Put off twice, a meeting keeps its uid in some versions.
    let start = text(payload, "/startTime");
    let id = format!("{trigger} {id} {}", start.as_deref().unwrap_or_default());
    let told = Told::new(name, id.trim(), moment(&json, "/createdAt"))
        .with("meeting", text(payload, "/title"))
        .with("start", start)
        .with("with", text(payload, "/organizer/email"))
        .with("reason", text(payload, "/cancellationReason"))
        .from(&json);
    let mut told = filled(told, &answers(payload), body);
    if trigger == "BOOKING_NO_SHOW_UPDATED" {
        let missed =
            items(payload, "/attendees").find(|who| who.get("noShow") == Some(&Value::Bool(true)));
        let Some(email) = missed.and_then(|who| text(who, "/email")) else {
            return Read::ignored("nobody_missed");
        };
        told = told.of_email(&email, Origin::Said);
    }
    let mut read = Read::default();
    read.tell(told, || body.raw.to_vec());
    read
}

/// What whoever booked said: in boxes with a label and a value, or bare.
fn answers(payload: &Value) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let said = payload.get("responses").and_then(Value::as_object).into_iter().flatten();
    for (name, answer) in said.take(super::pieces::PAIRS_MAX) {
        let value = answer.get("value").unwrap_or(answer);
        let parts =
            ["firstName", "lastName"].iter().filter_map(|part| text(value, &format!("/{part}")));
        let whole: Vec<String> = parts.collect();
        match plain(value) {
            Some(text) => fields.push((name.clone(), text)),
            None if !whole.is_empty() => fields.push((name.clone(), whole.join(" "))),
            None => {}
        }
    }
    let has = |fields: &[(String, String)], id: &str| fields.iter().any(|(name, _)| name == id);
    for id in ["email", "name", "phoneNumber"] {
        let first = text(payload, &format!("/attendees/0/{id}"));
        if let Some(value) = first.filter(|_| !has(&fields, id)) {
            fields.push((id.to_owned(), value));
        }
    }
    // Guests and the room are of the meeting.
    fields.retain(|(name, _)| !matches!(name.as_str(), "guests" | "location" | "rescheduleReason"));
    fields
}

#[cfg(test)]
mod tests {
    use super::super::trial::{self, hex_of};
    use super::*;

    const BOOKED: &str = r#"{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-03-02T08:00:00.000Z","payload":{"uid":"u1","bookingId":91,"title":"Demo","startTime":"2026-03-05T10:00:00Z","organizer":{"email":"luis@tecnoclima.example"},"attendees":[{"email":"ana@acme.example","name":"Ana Ruiz"}],"responses":{"name":{"label":"your_name","value":{"firstName":"Ana","lastName":"Ruiz"}},"email":{"label":"email","value":"ana@acme.example"},"telefono":{"label":"Teléfono","value":"612345678"},"guests":{"label":"g","value":[]}}}}"#;

    #[test]
    fn only_what_was_signed() {
        let verify = |secret: &str, said: &str| {
            trial::verify(verify, secret, &[("x-cal-signature-256", said)], BOOKED.as_bytes())
        };
        assert_eq!(verify("s", &hex_of("s", BOOKED.as_bytes())), Ok(()));
        assert_eq!(verify("t", &hex_of("s", BOOKED.as_bytes())), Err(Refused::Wrong));
        assert_eq!(verify("s", "no-secret-provided"), Err(Refused::Unsigned));
        assert_eq!(verify("s", ""), Err(Refused::Unsigned));
    }

    #[test]
    fn a_booking_is_of_who_booked_and_an_end_is_no_proof() {
        let told = trial::one(read, BOOKED);
        assert_eq!(trial::name(&told), "meeting_booked");
        assert_eq!(told.keys.email.as_deref(), Some("ana@acme.example"));
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        assert_eq!(trial::fact(&told, "name"), "Ana Ruiz");
        let ended =
            r#"{"triggerEvent":"MEETING_ENDED","id":1,"responses":{"email":"ana@acme.example"}}"#;
        assert!(trial::read(read, ended).told.is_empty());
        assert_eq!(trial::read(read, "{}").kept[0].why, "no_meeting");
        assert_eq!(trial::read(read, r#"{"triggerEvent":"PING"}"#).ignored, ["trigger PING"]);
        let missed = BOOKED
            .replace("BOOKING_CREATED", "BOOKING_NO_SHOW_UPDATED")
            .replace("\"name\":\"Ana Ruiz\"", "\"noShow\":true");
        assert_eq!(trial::name(&trial::one(read, &missed)), "meeting_missed");
    }
}
