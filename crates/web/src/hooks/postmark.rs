//! What happened to mails that Postmark sent, and replies that came back through it.

use engine::event::Origin;
use engine::value::Value as Said;
use import::events::hashed;
use runtime::likelihood::Signal;
use serde_json::Value;

use super::mail::{Mail, What, is_automatic};
use super::pieces::{is_true, items, moment, text};
use super::signature::{Refused, Sent, basic, same};
use super::told::{Body, Read};

/// Nothing is signed: the source's secret is the name and the password of basic authentication.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let (name, password) = basic(sent.headers).ok_or(Refused::Unsigned)?;
    match same(&format!("{name}:{password}"), sent.secret) {
        true => Ok(()),
        false => Err(Refused::Wrong),
    }
}

/// What happened.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let record = text(&json, "/RecordType").unwrap_or_default();
    let is_inbound = record.is_empty() && json.get("FromFull").is_some();
    let kind = text(&json, "/Type").unwrap_or_default();
    let (what, at) = match record.as_str() {
        "Delivery" => (What::Sent, "/DeliveredAt"),
        "Open" => (What::Opened, "/ReceivedAt"),
        "Click" => (What::Clicked, "/ReceivedAt"),
        "Bounce" if kind == "SpamComplaint" => (What::Complained, "/BouncedAt"),
        "Bounce" if kind == "Unsubscribe" => (What::Unsubscribed, "/BouncedAt"),
        "Bounce" if kind == "Subscribe" => (What::Subscribed, "/BouncedAt"),
        "Bounce" if kind == "AutoResponder" => return Read::ignored("auto_reply"),
        "Bounce" => {
            let is_permanent = matches!(kind.as_str(), "HardBounce" | "BadEmailAddress")
                || is_true(&json, "/Inactive");
            (What::Bounced { is_permanent }, "/BouncedAt")
        }
        "SpamComplaint" => (What::Complained, "/BouncedAt"),
        "SubscriptionChange" => (change(&json), "/ChangedAt"),
        _ if is_inbound => (What::Replied, "/Date"),
        other => return Read::ignored(format!("record {other}")),
    };
    let places = ["/Recipient", "/Email", "/FromFull/Email", "/From"];
    let to = places.iter().find_map(|place| text(&json, place)).unwrap_or_default();
    let moment_said = text(&json, at).unwrap_or_default();
    let mail = text(&json, "/MessageID");
    let id = match text(&json, "/ID").filter(|id| id != "0") {
        Some(id) => format!("{record} {id}"),
        None => hashed(&[
            record.clone(),
            mail.clone().unwrap_or_default(),
            to.clone(),
            moment_said,
            text(&json, "/OriginalLink").unwrap_or_default(),
        ]),
    };
    let told = Mail {
        what,
        id,
        at: moment(&json, at),
        to: &to,
        mail,
        subscription: text(&json, "/Tag").or_else(|| text(&json, "/MessageStream")),
        link: text(&json, "/OriginalLink"),
        reason: text(&json, "/Description").or_else(|| text(&json, "/SuppressionReason")),
        // What opens every mail before anybody does has a name of its own there.
        machine: text(&json, "/Client/Name")
            .is_some_and(|name| name.starts_with("Apple Mail Privacy"))
            .then_some(Signal::MailProxy),
    };
    let mut told = told.told(&json);
    if what == What::Replied {
        let header = |name: &str| {
            let named = |header: &&Value| {
                text(header, "/Name").is_some_and(|known| known.eq_ignore_ascii_case(name))
            };
            text(items(&json, "/Headers").find(named)?, "/Value")
        };
        let subject = text(&json, "/Subject").unwrap_or_default();
        let is_automatic = is_automatic(&subject, header);
        told = told
            .with("text", text(&json, "/StrippedTextReply").or_else(|| text(&json, "/TextBody")))
            .with_value("auto_reply", Said::Bool(is_automatic));
        if is_automatic {
            told.signals.push(Signal::AutoReply);
        } else if let Some(name) = text(&json, "/FromFull/Name") {
            told = told.saying("name", &name, Origin::Enriched);
        }
    }
    if what == What::Subscribed && text(&json, "/Origin").as_deref() == Some("Recipient") {
        told.consents.push(("email".to_owned(), true));
    }
    let mut read = Read::default();
    read.tell(told, || body.raw.to_vec());
    read
}

fn change(json: &Value) -> What {
    let reason = text(json, "/SuppressionReason").unwrap_or_default();
    match (is_true(json, "/SuppressSending"), reason.as_str()) {
        (false, _) => What::Subscribed,
        (true, "HardBounce") => What::Bounced { is_permanent: true },
        (true, "SpamComplaint") => What::Complained,
        (true, _) => What::Unsubscribed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial;
    use super::*;

    const BOUNCE: &str = r#"{"RecordType":"Bounce","ID":9007199254740993,"Type":"HardBounce","TypeCode":1,"MessageID":"m1","Email":"ana@acme.example","BouncedAt":"2026-03-02T03:34:52.1234567-04:00","Inactive":true,"Description":"no such user","MessageStream":"outbound"}"#;

    #[test]
    fn only_with_the_name_and_the_password() {
        let verify =
            |said: &[(&str, &str)]| trial::verify(verify, "criba:pass", said, BOUNCE.as_bytes());
        assert_eq!(verify(&[("authorization", "Basic Y3JpYmE6cGFzcw==")]), Ok(()));
        assert_eq!(verify(&[("authorization", "Basic Y3JpYmE6cGFzdA==")]), Err(Refused::Wrong));
        for said in ["Bearer x", "Basic ???", "Basic"] {
            assert_eq!(verify(&[("authorization", said)]), Err(Refused::Unsigned), "{said}");
        }
        assert_eq!(verify(&[]), Err(Refused::Unsigned));
    }

    #[test]
    fn every_record_is_one_thing() {
        let told = trial::one(read, BOUNCE);
        assert_eq!(trial::name(&told), "email_bounced");
        assert_eq!(told.message_id, "Bounce 9007199254740993");
        assert_eq!(told.at.unwrap().to_string(), "2026-03-02T07:34:52.123456Z");
        assert_eq!(trial::fact(&told, "email_status"), "bounced");
        let change = r#"{"RecordType":"SubscriptionChange","Recipient":"ana@acme.example","SuppressSending":true,"SuppressionReason":"ManualSuppression","ChangedAt":"2026-03-02T08:00:00Z","MessageStream":"news"}"#;
        assert_eq!(trial::one(read, change).consents, [("email".to_owned(), false)]);
        let back = trial::one(read, &change.replace("true", "false"));
        assert_eq!((trial::name(&back), back.consents.len()), ("subscribed", 0));
        assert!(trial::read(read, r#"{"RecordType":"New"}"#).told.is_empty());
    }

    #[test]
    fn a_reply_is_theirs_unless_a_program_wrote_it() {
        let reply = r#"{"FromFull":{"Email":"ana@acme.example","Name":"Ana"},"Subject":"Re: precio","StrippedTextReply":"Sí","MessageID":"m9","Date":"2026-03-02","Headers":[{"Name":"X-A","Value":"b"}]}"#;
        let told = trial::one(read, reply);
        assert_eq!((trial::name(&told), told.signals.len()), ("email_replied", 0));
        assert_eq!(trial::property(&told, "text"), "Sí");
        let away = trial::one(read, &reply.replace("Re: precio", "Fuera de la oficina"));
        assert_eq!(away.signals, [Signal::AutoReply]);
    }
}
