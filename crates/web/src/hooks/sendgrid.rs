//! What happened to mails that SendGrid sent.

use engine::time::Span;
use import::events::hashed;
use runtime::likelihood::Signal;
use serde_json::{Value, json};

use super::mail::{Mail, What};
use super::pieces::{is_true, items, moment_of_seconds, plain, seconds, text};
use super::signature::{Refused, Sent, ecdsa, is_fresh};
use super::told::{Body, Read, Told};

/// Signed with a key of P-256 over the moment and the body; the source's secret is the public half.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let said = sent.header("x-twilio-email-event-webhook-signature")?;
    let stamp = sent.header("x-twilio-email-event-webhook-timestamp")?;
    ecdsa(sent.secret, &[stamp.as_bytes(), sent.raw], said)?;
    is_fresh(moment_of_seconds(stamp).ok_or(Refused::Wrong)?, sent.now, LATE_MAX)
}

/// A delivery is tried again for a day.
const LATE_MAX: Span = Span::HOUR.times(25);

/// Every event of a delivery.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    if !json.is_array() {
        return Read::kept("no_list", body.raw);
    }
    let mut read = Read::default();
    for item in read.each(&json) {
        match event(item) {
            Ok(told) => read.tell(told, || json!([item]).to_string().into_bytes()),
            Err(why) => read.ignore(why),
        }
    }
    read
}

fn event(item: &Value) -> Result<Told, String> {
    let event = text(item, "/event").unwrap_or_default();
    let is_blocked = text(item, "/type").as_deref() == Some("blocked");
    let what = match event.as_str() {
        "processed" | "delivered" => What::Sent,
        "open" => What::Opened,
        "click" => What::Clicked,
        "bounce" => What::Bounced { is_permanent: !is_blocked },
        // It was not even tried: the address bounced or wanted no more before.
        "dropped" => What::Bounced { is_permanent: is_dropped_for_good(item) },
        "spamreport" => What::Complained,
        "unsubscribe" | "group_unsubscribe" => What::Unsubscribed,
        "group_resubscribe" => What::Subscribed,
        other => return Err(format!("event {other}")),
    };
    let to = text(item, "/email").unwrap_or_default();
    // The id of the sending stands before the first full stop; what is behind it is the filter's.
    let mail = text(item, "/sg_message_id")
        .map(|id| id.split_once(".filter").map_or(id.as_str(), |(own, _)| own).to_owned());
    let id = text(item, "/sg_event_id").unwrap_or_else(|| hashed(&[item.to_string()]));
    let category = text(item, "/category").or_else(|| items(item, "/category").find_map(plain));
    let mut told = Mail {
        what,
        id,
        at: seconds(item, "/timestamp"),
        to: &to,
        mail,
        subscription: text(item, "/marketing_campaign_name").or(category),
        link: text(item, "/url"),
        reason: text(item, "/reason"),
        machine: is_true(item, "/sg_machine_open").then_some(Signal::MailProxy),
    }
    .told(item);
    if what == What::Subscribed {
        // It is they who asked for them again.
        told.consents.push(("email".to_owned(), true));
    }
    Ok(told)
}

fn is_dropped_for_good(item: &Value) -> bool {
    text(item, "/reason")
        .is_some_and(|reason| reason.contains("Bounced") || reason.contains("Invalid"))
}

#[cfg(test)]
mod tests {
    use super::super::trial;
    use super::*;

    const KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    const EVENTS: &str = r#"[{"email":"ana@acme.example","event":"processed","sg_event_id":"e0","sg_message_id":"m1.filter01.5","timestamp":1772436000,"category":["boletin"]},
{"email":"ana@acme.example","event":"delivered","sg_event_id":"e1","sg_message_id":"m1.filter01.5","timestamp":1772436001,"category":"boletin"},
{"email":"ana@acme.example","event":"open","sg_event_id":"e2","sg_machine_open":true,"sg_message_id":"m1","timestamp":1772436002},
{"email":"ana@acme.example","event":"click","sg_event_id":"e3","url":"https://x.example/p","sg_message_id":"m1","timestamp":1772436003},
{"email":"eva@acme.example","event":"bounce","type":"blocked","sg_event_id":"e4","timestamp":1772436004},
{"email":"eva@acme.example","event":"group_unsubscribe","sg_event_id":"e5","timestamp":1772436005},
{"email":"no address","event":"open","sg_event_id":"e6"},
{"email":"eva@acme.example","event":"account_status_change"}]"#;

    #[test]
    fn what_is_signed_long_ago_is_stale_and_what_is_not_is_refused() {
        let verify = |said: &[(&str, &str)]| trial::verify(verify, KEY, said, EVENTS.as_bytes());
        assert_eq!(verify(&[]), Err(Refused::Unsigned));
        let signature = ("x-twilio-email-event-webhook-signature", "AAAA");
        assert_eq!(verify(&[signature]), Err(Refused::Unsigned));
        let stamp = ("x-twilio-email-event-webhook-timestamp", "1772442000");
        assert_eq!(verify(&[signature, stamp]), Err(Refused::Wrong));
    }

    #[test]
    fn every_event_is_one_thing() {
        let read = trial::read(read, EVENTS);
        let names: Vec<&str> = read.told.iter().map(trial::name).collect();
        assert_eq!(
            names,
            [
                "email_sent",
                "email_sent",
                "email_opened",
                "email_clicked",
                "email_bounced",
                "unsubscribed"
            ]
        );
        assert_eq!(read.told[0].message_id, read.told[1].message_id);
        assert_eq!(read.told[2].signals, [Signal::MailProxy]);
        assert_eq!(trial::property(&read.told[0], "subscription"), "boletin");
        assert_eq!(trial::property(&read.told[4], "permanent"), "false");
        assert_eq!(read.ignored, ["event account_status_change"]);
        assert_eq!(read.kept[0].why, "nobody");
        assert_eq!(trial::read(super::read, "{}").kept[0].why, "no_list");
    }
}
