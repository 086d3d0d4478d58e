//! Forms of Tally.

use serde_json::Value;

use super::fields::{filled, names};
use super::pieces::{items, moment, plain, text};
use super::signature::{Refused, Sent, hmac_base64};
use super::told::{Body, Read, Told};

/// Signed over the body, in base64.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    hmac_base64(sent.secret, &[sent.raw], sent.header("tally-signature")?)
}

/// A form that was filled in.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let kind = text(&json, "/eventType").unwrap_or_default();
    if kind != "FORM_RESPONSE" {
        return Read::ignored(format!("event {kind}"));
    }
    let Some(form) = json.get("data") else { return Read::kept("no_form", body.raw) };
    let id = ["/responseId", "/submissionId"].iter().find_map(|place| text(form, place));
    let Some(id) = id.or_else(|| text(&json, "/eventId")) else {
        return Read::kept("no_form", body.raw);
    };
    let fields: Vec<(String, String)> = items(form, "/fields").filter_map(field).collect();
    let at = moment(form, "/createdAt").or_else(|| moment(&json, "/createdAt"));
    let told = Told::new("form_submitted", id, at)
        .with("form", text(form, "/formName").or_else(|| text(form, "/formId")))
        .with_value("fields", names(&fields))
        .from(&json);
    let mut read = Read::default();
    read.tell(filled(told, &fields, body), || body.raw.to_vec());
    read
}

/// What a field was asked and answered; choices come as ids, and each box of several once more.
fn field(field: &Value) -> Option<(String, String)> {
    let kind = text(field, "/type").unwrap_or_default();
    let value = field.get("value")?;
    if kind == "CHECKBOXES" && value.is_boolean() {
        return None;
    }
    let name = match kind.as_str() {
        "INPUT_EMAIL" => "email".to_owned(),
        "INPUT_PHONE_NUMBER" => "phone".to_owned(),
        _ => text(field, "/label").or_else(|| text(field, "/key"))?,
    };
    let chosen = |id: &Value| {
        let id = plain(id)?;
        let option =
            items(field, "/options").find(|option| text(option, "/id").as_ref() == Some(&id));
        option.and_then(|option| text(option, "/text")).or(Some(id))
    };
    let said = match value {
        Value::Array(ids) => ids.iter().filter_map(chosen).collect::<Vec<String>>().join(", "),
        other => chosen(other)?,
    };
    (!said.is_empty()).then_some((name, said))
}

#[cfg(test)]
mod tests {
    use ring::hmac::HMAC_SHA256;

    use super::super::trial::{self, base64_of};
    use super::*;

    const FILLED: &str = r#"{"eventId":"E","eventType":"FORM_RESPONSE","createdAt":"2026-03-02T08:00:00.000Z","data":{"responseId":"R1","formId":"F","formName":"Presupuesto","fields":[{"key":"q1","label":"Nombre y apellidos","type":"INPUT_TEXT","value":"Luz Peña"},{"key":"q2","label":"Tu correo","type":"INPUT_EMAIL","value":"luz@acme.example"},{"key":"q3","label":"Sector","type":"MULTIPLE_CHOICE","value":["o2"],"options":[{"id":"o1","text":"Agro"},{"id":"o2","text":"Frío"}]},{"key":"q3_o2","label":"Sector (Frío)","type":"CHECKBOXES","value":true},{"key":"q4","label":"Vacío","type":"INPUT_TEXT","value":null}]}}"#;

    #[test]
    fn only_what_was_signed() {
        let good = base64_of(HMAC_SHA256, "s", FILLED.as_bytes());
        let verify = |said: &[(&str, &str)], raw: &str, secret: &str| {
            trial::verify(verify, secret, said, raw.as_bytes())
        };
        let signed = [("tally-signature", good.as_str())];
        assert_eq!(verify(&signed, FILLED, "s"), Ok(()));
        assert_eq!(verify(&signed, &FILLED.replace("Luz", "Eva"), "s"), Err(Refused::Wrong));
        assert_eq!(verify(&signed, FILLED, "t"), Err(Refused::Wrong));
        assert_eq!(verify(&[], FILLED, "s"), Err(Refused::Unsigned));
    }

    #[test]
    fn choices_are_read_by_their_texts() {
        let told = trial::one(read, FILLED);
        assert_eq!(told.message_id, "R1");
        assert_eq!(trial::fact(&told, "name"), "Luz Peña");
        assert!(told.facts.iter().any(|fact| fact.value.to_string() == "Frío"), "{told:?}");
        assert_eq!(
            trial::read(read, r#"{"eventType":"FORM_RESPONSE","data":{}}"#).kept[0].why,
            "no_form"
        );
        assert!(trial::read(read, r#"{"eventType":"X"}"#).told.is_empty());
    }
}
