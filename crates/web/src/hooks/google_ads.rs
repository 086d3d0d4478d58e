//! Forms in Google's advertisements.
//!
//! Nothing in the headers says who sends it: the key that was typed into the form stands in the body.

use serde_json::Value;

use super::fields::{filled, names};
use super::pieces::{is_true, items, moment, text};
use super::signature::{Refused, Sent, same};
use super::told::{Body, Read, Told};

/// The key in the body.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let json: Value = serde_json::from_slice(sent.raw).map_err(|_| Refused::Unsigned)?;
    let key = text(&json, "/google_key").ok_or(Refused::Unsigned)?;
    if same(&key, sent.secret) { Ok(()) } else { Err(Refused::Wrong) }
}

/// The lead.
pub(super) fn read(body: &Body<'_>) -> Read {
    let mut json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    if is_true(&json, "/is_test") {
        return Read::ignored("trial_lead");
    }
    let Some(id) = text(&json, "/lead_id") else { return Read::kept("no_lead", body.raw) };
    let fields: Vec<(String, String)> = items(&json, "/user_column_data")
        .filter_map(|column| {
            let id = text(column, "/column_id").or_else(|| text(column, "/column_name"))?;
            Some((header(&id), text(column, "/string_value")?))
        })
        .collect();
    // What is kept of what came does not hold the key.
    json.as_object_mut().map(|entries| entries.remove("google_key"));
    let told = Told::new("lead_ad_submitted", id, moment(&json, "/lead_submit_time"))
        .with("platform", Some("google"))
        .with("ad", text(&json, "/creative_id").or_else(|| text(&json, "/asset_group_id")))
        .with("campaign", text(&json, "/campaign_id"))
        .with("form", text(&json, "/form_id"))
        .with("gclid", text(&json, "/gcl_id"))
        .with_value("fields", names(&fields))
        .from(&json);
    let mut read = Read::default();
    read.tell(filled(told, &fields, body), || body.raw.to_vec());
    read
}

/// The name by which lists call a column of Google's; a question keeps its own.
fn header(id: &str) -> String {
    match id {
        "EMAIL" | "WORK_EMAIL" => "email",
        "PHONE_NUMBER" | "WORK_PHONE" => "phone",
        "FULL_NAME" => "name",
        "REGION" => "region",
        "STREET_ADDRESS" => "address",
        other if other.chars().all(|c| c.is_ascii_uppercase() || c == '_') => {
            return other.to_ascii_lowercase();
        }
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::trial;
    use super::*;

    const LEAD: &str = r#"{"lead_id":"TeSter-123","user_column_data":[{"column_id":"FULL_NAME","string_value":"Luz Peña Gil"},{"column_id":"WORK_EMAIL","column_name":"Work Email","string_value":"luz@acme.example"},{"column_id":"PHONE_NUMBER","string_value":"+34 612 345 678"},{"column_id":"COMPANY_NAME","string_value":"Acme SL"},{"column_id":"JOB_TITLE","string_value":"Directora de compras"}],"api_version":"1.0","form_id":40000000000000001,"campaign_id":90071992547409931,"google_key":"k1","is_test":false,"gcl_id":"abc"}"#;

    #[test]
    fn only_with_the_key_of_the_form() {
        let verify = |secret: &str, raw: &str| trial::verify(verify, secret, &[], raw.as_bytes());
        assert_eq!(verify("k1", LEAD), Ok(()));
        assert_eq!(verify("k2", LEAD), Err(Refused::Wrong));
        assert_eq!(verify("k1", &LEAD.replace("k1", "k3")), Err(Refused::Wrong));
        assert_eq!(verify("", &LEAD.replace("k1", "")), Err(Refused::Unsigned));
        assert_eq!(verify("k1", "{}"), Err(Refused::Unsigned));
        assert_eq!(verify("k1", "[1]"), Err(Refused::Unsigned));
    }

    #[test]
    fn a_lead_is_somebody_and_a_trial_is_nobody() {
        let told = trial::one(read, LEAD);
        assert_eq!(trial::name(&told), "lead_ad_submitted");
        assert_eq!(trial::property(&told, "campaign"), "90071992547409931");
        assert_eq!(trial::fact(&told, "company"), "Acme SL");
        assert_eq!(trial::fact(&told, "job_title"), "Directora de compras");
        assert_eq!(told.keys.email.as_deref(), Some("luz@acme.example"));
        assert!(!told.raw.unwrap().contains("k1"));
        let test = trial::read(read, &LEAD.replace("false", "true"));
        assert!(test.told.is_empty() && test.kept.is_empty());
        let bare = trial::read(read, &LEAD.replace("false", "null").replace("TeSter-123", ""));
        assert_eq!(bare.kept[0].why, "no_lead");
    }
}
