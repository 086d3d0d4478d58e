//! Leads of Meta's advertisements, on Facebook and Instagram.
//!
//! A delivery says that there is a lead and not who: that is fetched from the Graph API with the
//! page's own token. No reader asks anybody anything, so such a lead is put aside as `needs_fetch`.
//! One that comes with its answers, as programs between them send it, is read.

use serde_json::{Value, json};

use super::fields::{filled, names};
use super::pieces::{is_true, items, moment, plain, seconds, text};
use super::signature::{Refused, Sent, hmac_hex};
use super::told::{Body, Read, Told};

/// Signed with the app's secret over the bytes of the body.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let said = sent.header("x-hub-signature-256")?;
    let said = said.strip_prefix("sha256=").ok_or(Refused::Wrong)?;
    hmac_hex(sent.secret, &[sent.raw], said)
}

/// Every lead of a delivery.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let mut read = Read::default();
    if !matches!(text(&json, "/object").as_deref(), Some("page" | "instagram")) {
        read.ignore("not_of_a_page");
    }
    for entry in items(&json, "/entry") {
        for change in items(entry, "/changes") {
            match text(change, "/field").as_deref() {
                Some("leadgen") => lead(change, body, &mut read),
                other => read.ignore(format!("field {}", other.unwrap_or("without a name"))),
            }
        }
    }
    read
}

/// What the tool for trying a form sends.
const TEST_LEAD: &str = "444444444444";

fn lead(change: &Value, body: &Body<'_>, read: &mut Read) {
    let alone = || {
        let entry = json!({ "object": "page", "entry": [{ "changes": [change] }] });
        entry.to_string().into_bytes()
    };
    let Some(value) = change.get("value") else { return read.keep("no_lead", alone()) };
    let Some(id) = text(value, "/leadgen_id").or_else(|| text(value, "/id")) else {
        return read.keep("no_lead", alone());
    };
    if id == TEST_LEAD || is_true(value, "/is_test") {
        return read.ignore("trial_lead");
    }
    if value.get("field_data").is_none() {
        return read.keep("needs_fetch", alone());
    }
    let fields: Vec<(String, String)> = items(value, "/field_data")
        .filter_map(|field| {
            let values: Vec<String> = items(field, "/values").filter_map(plain).collect();
            Some((text(field, "/name")?, values.join(", ")))
        })
        .collect();
    let at = seconds(value, "/created_time").or_else(|| moment(value, "/created_time"));
    let platform = text(value, "/platform").map_or("meta", |platform| match platform.as_str() {
        "ig" | "instagram" => "instagram",
        "fb" | "facebook" => "facebook",
        _ => "meta",
    });
    let told = Told::new("lead_ad_submitted", id, at)
        .with("platform", Some(platform))
        .with("ad", text(value, "/ad_id"))
        .with("campaign", text(value, "/campaign_id").or_else(|| text(value, "/adgroup_id")))
        .with("form", text(value, "/form_id"))
        .with_value("fields", names(&fields))
        .from(value);
    let mut told = filled(told, &fields, body);
    for box_of in items(value, "/custom_disclaimer_responses") {
        // One that was left empty is no consent, and takes none back.
        if is_true(box_of, "/is_checked") {
            let key = engine::text::fold(&text(box_of, "/checkbox_key").unwrap_or_default());
            let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
            let purpose = match () {
                () if has(&["whatsapp"]) => "whatsapp",
                () if has(&["phone", "telefono", "llamad", "call"]) => "phone",
                () => "email",
            };
            told.consents.push((purpose.to_owned(), true));
        }
    }
    told.consents.sort();
    told.consents.dedup();
    read.tell(told, alone);
}

#[cfg(test)]
mod tests {
    use super::super::trial::{self, hex_of};
    use super::*;

    const WAITS: &str = r#"{"object":"page","entry":[{"id":"PAGE","time":1700000000,"changes":[{"field":"leadgen","value":{"leadgen_id":90071992547409931,"page_id":"P","form_id":"F","adgroup_id":"G","ad_id":"A","created_time":1700000000}},{"field":"feed","value":{}}]}]}"#;

    #[test]
    fn only_what_the_app_signed() {
        let signed = format!("sha256={}", hex_of("app", WAITS.as_bytes()));
        let verify = |secret: &str, headers: &[(&str, &str)], raw: &str| {
            trial::verify(verify, secret, headers, raw.as_bytes())
        };
        assert_eq!(verify("app", &[("x-hub-signature-256", &signed)], WAITS), Ok(()));
        let tampered = WAITS.replace("PAGE", "PAGF");
        assert_eq!(
            verify("app", &[("x-hub-signature-256", &signed)], &tampered),
            Err(Refused::Wrong)
        );
        assert_eq!(
            verify("other", &[("x-hub-signature-256", &signed)], WAITS),
            Err(Refused::Wrong)
        );
        assert_eq!(verify("app", &[], WAITS), Err(Refused::Unsigned));
        assert_eq!(
            verify("app", &[("x-hub-signature-256", "sha1=00")], WAITS),
            Err(Refused::Wrong)
        );
    }

    #[test]
    fn a_lead_without_answers_waits_for_them_with_its_id_as_it_is() {
        let read = trial::read(super::read, WAITS);
        assert!(read.told.is_empty());
        assert_eq!(read.ignored, ["field feed"]);
        let [kept] = read.kept.as_slice() else { panic!("{read:?}") };
        assert_eq!(kept.why, "needs_fetch");
        let text = String::from_utf8(kept.raw.clone()).unwrap();
        assert!(text.contains("90071992547409931"), "{text}");
        assert_eq!(trial::read(super::read, &text).kept, read.kept);
    }

    #[test]
    fn a_lead_with_its_answers_is_somebody() {
        let body = r#"{"object":"page","entry":[{"changes":[{"field":"leadgen","value":{"leadgen_id":"123","form_id":"F","ad_id":"A","platform":"ig","created_time":"2026-03-01T09:59:00+0000","field_data":[{"name":"full_name","values":["Ana Mu\u00f1oz"]},{"name":"email","values":["Ana@Acme.example"]},{"name":"phone_number","values":["612345678"]},{"name":"\u00bfcu\u00e1ntos_empleados_sois?","values":["25"]}],"custom_disclaimer_responses":[{"checkbox_key":"acepto_whatsapp","is_checked":"1"},{"checkbox_key":"mail","is_checked":""}]}}]}]}"#;
        let told = trial::one(super::read, body);
        assert_eq!(trial::name(&told), "lead_ad_submitted");
        assert_eq!(told.message_id, "123");
        assert_eq!(told.keys.email.as_deref(), Some("ana@acme.example"));
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        assert_eq!(told.consents, [("whatsapp".to_owned(), true)]);
        assert_eq!(trial::property(&told, "platform"), "instagram");
        let test = body.replace("\"123\"", "\"444444444444\"");
        assert_eq!(trial::read(super::read, &test).told, []);
    }
}
