//! Forms of Typeform.

use serde_json::Value;

use super::fields::{filled, names};
use super::pieces::{items, moment, plain, text};
use super::signature::{Refused, Sent, hmac_base64};
use super::told::{Body, Read, Told};

/// Signed over the body, in base64.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let said = sent.header("typeform-signature")?;
    let said = said.strip_prefix("sha256=").ok_or(Refused::Wrong)?;
    hmac_base64(sent.secret, &[sent.raw], said)
}

/// A form that was filled in.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let kind = text(&json, "/event_type").unwrap_or_default();
    if kind != "form_response" {
        return Read::ignored(format!("event {kind}"));
    }
    let Some(form) = json.get("form_response") else { return Read::kept("no_form", body.raw) };
    let Some(id) = text(form, "/token").or_else(|| text(&json, "/event_id")) else {
        return Read::kept("no_form", body.raw);
    };
    let mut fields: Vec<(String, String)> = items(form, "/answers")
        .filter_map(|answer| Some((question(form, answer), said(answer)?)))
        .collect();
    // Hidden fields are what the page that showed the form knew.
    let hidden = form.get("hidden").and_then(Value::as_object).into_iter().flatten();
    fields.extend(hidden.filter_map(|(name, value)| Some((name.clone(), plain(value)?))));
    let told = Told::new("form_submitted", id, moment(form, "/submitted_at"))
        .with("form", text(form, "/definition/title").or_else(|| text(form, "/form_id")))
        .with_value("fields", names(&fields))
        .from(&json);
    let mut read = Read::default();
    read.tell(filled(told, &fields, body), || body.raw.to_vec());
    read
}

/// What an answer says: its value lies under the name of its type.
fn said(answer: &Value) -> Option<String> {
    let value = answer.get(text(answer, "/type")?)?;
    let labels: Vec<String> = items(value, "/labels").filter_map(plain).collect();
    let other = text(value, "/label").or_else(|| text(value, "/other"));
    plain(value).or(other).or_else(|| (!labels.is_empty()).then(|| labels.join(", ")))
}

/// What was asked: its title, but an address or a telephone is one whatever it was called.
fn question(form: &Value, answer: &Value) -> String {
    let kind = text(answer, "/type").unwrap_or_default();
    match kind.as_str() {
        "email" => return "email".to_owned(),
        "phone_number" => return "phone".to_owned(),
        _ => {}
    }
    let id = text(answer, "/field/id");
    let asked = items(form, "/definition/fields").find(|field| text(field, "/id") == id);
    let title =
        asked.and_then(|field| text(field, "/title")).or_else(|| text(answer, "/field/ref"));
    title.or(id).unwrap_or(kind)
}

#[cfg(test)]
mod tests {
    use ring::hmac::HMAC_SHA256;

    use super::super::trial::{self, base64_of};
    use super::*;

    const FILLED: &str = r#"{"event_id":"E1","event_type":"form_response","form_response":{"form_id":"F","token":"T1","submitted_at":"2026-03-02T08:30:00Z","hidden":{"utm_source":"feria"},"definition":{"title":"Contacto","fields":[{"id":"a","type":"short_text","title":"¿Cómo te llamas?"},{"id":"b","title":"¿Qué te interesa?"}]},"answers":[{"type":"text","text":"Ana Ruiz","field":{"id":"a","type":"short_text"}},{"type":"email","email":"ana@acme.example","field":{"id":"c"}},{"type":"choices","choices":{"labels":["Bombas","Filtros"]},"field":{"id":"b"}},{"type":"number","number":42,"field":{"id":"d","ref":"empleados"}}]}}"#;

    #[test]
    fn only_what_was_signed() {
        let good = format!("sha256={}", base64_of(HMAC_SHA256, "s", FILLED.as_bytes()));
        let verify = |said: &[(&str, &str)], raw: &str, secret: &str| {
            trial::verify(verify, secret, said, raw.as_bytes())
        };
        let signed = [("typeform-signature", good.as_str())];
        assert_eq!(verify(&signed, FILLED, "s"), Ok(()));
        assert_eq!(verify(&signed, &FILLED.replace("Ana", "Eva"), "s"), Err(Refused::Wrong));
        assert_eq!(verify(&signed, FILLED, "t"), Err(Refused::Wrong));
        assert_eq!(verify(&[], FILLED, "s"), Err(Refused::Unsigned));
        assert_eq!(
            verify(&[("typeform-signature", "sha256=???")], FILLED, "s"),
            Err(Refused::Wrong)
        );
    }

    #[test]
    fn every_kind_of_answer() {
        let told = trial::one(read, FILLED);
        assert_eq!(told.message_id, "T1");
        assert_eq!(trial::property(&told, "form"), "Contacto");
        assert_eq!(trial::fact(&told, "name"), "Ana Ruiz");
        assert_eq!(told.keys.email.as_deref(), Some("ana@acme.example"));
        assert!(told.facts.iter().any(|fact| fact.value.to_string() == "Bombas, Filtros"));
        assert!(told.facts.iter().any(|fact| fact.value.to_string() == "42"));
        assert_eq!(trial::read(read, "{}").ignored, ["event "]);
        assert_eq!(trial::read(read, r#"{"event_type":"form_response"}"#).kept[0].why, "no_form");
    }
}
