//! JSON of any program: Zapier, Make, n8n, a shop, a script.
//!
//! What each field is, is guessed by its name in Spanish and English. An object is somebody; a list
//! of objects is several.

use super::fields::flat;
use super::form::submitted;
use super::pieces::{moment, seconds};
use super::signature::{Refused, Sent, hmac_hex};
use super::told::{Body, Read};

/// Signed over the body, where the program can; else the secret in one of its ways.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let said = SIGNATURES.iter().find_map(|name| sent.header(name).ok());
    let Some(said) = said else { return sent.carries_secret() };
    hmac_hex(sent.secret, &[sent.raw], said.strip_prefix("sha256=").unwrap_or(said))
}

/// Headers in which programs put the HMAC-SHA256 of the body, in hexadecimal.
const SIGNATURES: [&str; 4] =
    ["x-criba-signature", "x-hub-signature-256", "x-webhook-signature", "x-signature"];

/// Every object of a delivery.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let mut read = Read::default();
    for item in read.each(&json) {
        let alone = || item.to_string().into_bytes();
        let fields = flat(item);
        if !item.is_object() || fields.is_empty() {
            read.keep("no_object", alone());
            continue;
        }
        let mut told = submitted(&fields, body).from(item);
        let at =
            TIMES.iter().find_map(|place| moment(item, place).or_else(|| seconds(item, place)));
        let is_said = body.map.fields.values().any(|target| target == "event.at");
        told.at = at.filter(|_| !is_said).or(told.at);
        read.tell(told, alone);
    }
    read
}

/// Where programs say when it happened.
const TIMES: [&str; 6] =
    ["/timestamp", "/submitted_at", "/submittedAt", "/created_at", "/createdAt", "/occurred_at"];

#[cfg(test)]
mod tests {
    use super::super::trial::{self, hex_of};
    use super::*;

    const LEAD: &str = r#"{"id":90071992547409931,"Nombre completo":"Luz Peña Gil","Correo electrónico":"Luz@acme.example","Móvil":"612 345 678","Razón social":"Acme SL","Cargo":"Gerente","¿Cuántos sois?":25,"created_at":"2026-03-01T08:00:00Z","event":"demo_requested"}"#;

    #[test]
    fn a_signature_or_the_secret() {
        let verify = |said: &[(&str, &str)]| trial::verify(verify, "s", said, LEAD.as_bytes());
        let good = format!("sha256={}", hex_of("s", LEAD.as_bytes()));
        assert_eq!(verify(&[("x-hub-signature-256", &good)]), Ok(()));
        assert_eq!(verify(&[("x-signature", "00")]), Err(Refused::Wrong));
        // A wrong signature is not mended by a secret beside it.
        assert_eq!(
            verify(&[("x-signature", "00"), ("x-webhook-secret", "s")]),
            Err(Refused::Wrong)
        );
        assert_eq!(verify(&[("authorization", "Bearer s")]), Ok(()));
        assert_eq!(verify(&[("authorization", "Bearer t")]), Err(Refused::Wrong));
        assert_eq!(verify(&[]), Err(Refused::Unsigned));
    }

    #[test]
    fn fields_are_guessed_in_spanish() {
        let told = trial::one(read, LEAD);
        assert_eq!(trial::name(&told), "demo_requested");
        assert_eq!(told.keys.email.as_deref(), Some("luz@acme.example"));
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        assert_eq!(trial::fact(&told, "name"), "Luz Peña Gil");
        assert_eq!(trial::fact(&told, "company"), "Acme SL");
        assert_eq!(trial::fact(&told, "job_title"), "Gerente");
        assert_eq!(told.at.unwrap().to_string(), "2026-03-01T08:00:00Z");
    }

    #[test]
    fn an_id_that_others_share_is_no_id_of_a_submission() {
        let one = |body: &str| trial::one(read, body).message_id;
        for (first, second) in [
            (r#"{"id":5,"email":"ana@uno.example"}"#, r#"{"id":5,"email":"luis@dos.example"}"#),
            (
                r#"{"email":"j1@uno.example","form":{"id":"7"}}"#,
                r#"{"email":"j2@dos.example","form":{"id":"7"}}"#,
            ),
            (
                r#"{"id":501,"email":"x@uno.example","event":"demo_requested"}"#,
                r#"{"id":501,"email":"x@uno.example","event":"meeting_booked"}"#,
            ),
        ] {
            assert_ne!(one(first), one(second), "{first}");
            assert_eq!(one(first), one(first), "{first}");
        }
    }

    #[test]
    fn what_is_beyond_one_reading_waits() {
        let many: Vec<String> =
            (0..10_002).map(|n| format!("{{\"email\":\"a{n}@acme.example\"}}")).collect();
        let read = trial::read(read, &format!("[{}]", many.join(",")));
        assert_eq!((read.told.len(), read.kept.len()), (10_000, 1));
        assert!(String::from_utf8_lossy(&read.kept[0].raw).contains("a10001@acme.example"));
    }

    #[test]
    fn half_a_character_keeps_nobody_out() {
        let cut = "\u{feff}{\"email\":\"sur@acme.example\",\"mensaje\":\"hola \\ud83d\"}";
        assert_eq!(trial::one(read, cut).keys.email.as_deref(), Some("sur@acme.example"));
    }

    #[test]
    fn a_box_that_is_ticked_is_consent_and_an_empty_one_is_nothing() {
        let told = |value: &str| {
            let body = r#"{"email":"ana@acme.example","Acepto recibir comunicaciones":?}"#;
            trial::one(read, &body.replace('?', value)).consents
        };
        assert_eq!(told("true"), [("email".to_owned(), true)]);
        assert_eq!(told("\"Sí\""), [("email".to_owned(), true)]);
        for empty in ["false", "\"no\"", "0", "null", "\"\""] {
            assert_eq!(told(empty), [], "{empty}");
        }
    }

    #[test]
    fn shapes_of_other_builders() {
        for body in [
            r#"{"triggerType":"form_submission","payload":{"name":"Contacto","data":{"Name":"Ana Ruiz","Email":"ana@acme.example"},"submittedAt":"x"}}"#,
            r#"{"fields":[{"objectTypeId":"0-1","name":"email","value":"ana@acme.example"},{"name":"firstname","value":"Ana"}],"context":{"pageUri":"https://x"}}"#,
            r#"[{"your-email":"ana@acme.example"}]"#,
            r#"{"person":{"email":{"label":"Correo","value":"ana@acme.example"}}}"#,
        ] {
            let told = trial::one(read, body);
            assert_eq!(told.keys.email.as_deref(), Some("ana@acme.example"), "{body}");
        }
        let deal = r#"{"name":"Ana Ruiz","value":900,"email":"ana@acme.example"}"#;
        let told = trial::one(read, deal);
        assert_eq!(trial::fact(&told, "name"), "Ana Ruiz");
        assert_eq!(trial::fact(&told, "value"), "900");
        for body in ["[]", "{}", "1", "null", "[1,\"x\"]", r#"{"mensaje":"hola"}"#, "{"] {
            assert!(trial::read(read, body).told.is_empty(), "{body}");
        }
    }
}
