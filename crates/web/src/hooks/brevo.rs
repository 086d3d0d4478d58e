//! What happened to mails that Brevo sent.

use import::events::hashed;
use runtime::likelihood::Signal;
use serde_json::Value;

use super::mail::{Mail, What};
use super::pieces::{items, millis, plain, seconds, text};
use super::signature::{Refused, Sent};
use super::told::{Body, Read, Told};

/// Nothing is signed: the secret comes as a bearer, in a header, as a password, or in the path.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    sent.carries_secret()
}

/// Every event of a delivery; those about campaigns come in lists.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let mut read = Read::default();
    for item in read.each(&json) {
        match event(item) {
            Ok(told) => read.tell(told, || item.to_string().into_bytes()),
            Err(why) => read.ignore(why),
        }
    }
    read
}

fn event(item: &Value) -> Result<Told, String> {
    let event = text(item, "/event").unwrap_or_default();
    let to = text(item, "/email").unwrap_or_default();
    let (what, machine) = match event.as_str() {
        "request" | "sent" | "delivered" => (What::Sent, None),
        // Apple and others open every mail before anybody does.
        "proxy_open" | "unique_proxy_open" | "proxyOpen" | "uniqueProxyOpen" => {
            (What::Opened, Some(Signal::MailProxy))
        }
        "opened" | "unique_opened" | "uniqueOpened" => (What::Opened, None),
        "click" => (What::Clicked, None),
        "hard_bounce" | "hardBounce" | "invalid_email" | "invalid" => {
            (What::Bounced { is_permanent: true }, None)
        }
        "soft_bounce" | "softBounce" | "blocked" | "error" => {
            (What::Bounced { is_permanent: false }, None)
        }
        "spam" | "complaint" => (What::Complained, None),
        "unsubscribe" | "unsubscribed" => (What::Unsubscribed, None),
        other => return Err(format!("event {other}")),
    };
    // The zone of their other clocks is the account's own.
    let at = millis(item, "/ts_epoch").or_else(|| seconds(item, "/ts_event"));
    let mail = text(item, "/message-id").or_else(|| text(item, "/camp_id"));
    let link = text(item, "/link").or_else(|| text(item, "/URL"));
    let moment = ["/ts_epoch", "/ts_event", "/ts"].iter().find_map(|place| text(item, place));
    let told_by = [Some(event), mail.clone(), Some(to.clone()), moment, link.clone()];
    let id = hashed(&told_by.map(Option::unwrap_or_default));
    let told = Mail {
        what,
        id,
        at,
        to: &to,
        mail,
        subscription: tag(item),
        link,
        reason: text(item, "/reason"),
        machine,
    }
    .told(item);
    Ok(told.with("subject", text(item, "/subject")))
}

/// What the mail is one of: the campaign, or its first tag, which comes as a text, as a list, or as
/// the text of a list.
fn tag(item: &Value) -> Option<String> {
    if let Some(campaign) = text(item, "/campaign name") {
        return Some(campaign);
    }
    if let Some(tag) = items(item, "/tags").find_map(plain) {
        return Some(tag);
    }
    let tag = text(item, "/tag")?;
    match serde_json::from_str::<Vec<String>>(&tag) {
        Ok(tags) => tags.into_iter().next(),
        Err(_) => Some(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial;
    use super::*;

    const OPENED: &str = r#"{"event":"unique_opened","email":"Ana@acme.example","id":1,"message-id":"<m1@mail>","subject":"Hola","tag":"[\"boletin\"]","ts_epoch":1772436000123,"date":"2026-03-02 10:00:00"}"#;

    #[test]
    fn the_secret_comes_in_one_of_four_ways() {
        let verify = |said: &[(&str, &str)]| trial::verify(verify, "s3", said, OPENED.as_bytes());
        assert_eq!(verify(&[("authorization", "Bearer s3")]), Ok(()));
        assert_eq!(verify(&[("x-webhook-secret", "s3")]), Ok(()));
        assert_eq!(verify(&[("authorization", "Basic eDpzMw==")]), Ok(()));
        assert_eq!(verify(&[("authorization", "Bearer s4")]), Err(Refused::Wrong));
        assert_eq!(verify(&[]), Err(Refused::Unsigned));
    }

    #[test]
    fn people_and_proxies_open() {
        let told = trial::one(read, OPENED);
        assert_eq!(trial::name(&told), "email_opened");
        assert_eq!(trial::property(&told, "subscription"), "boletin");
        assert_eq!(told.signals, []);
        let proxy = trial::one(read, &OPENED.replace("unique_opened", "proxy_open"));
        assert_eq!(proxy.signals, [Signal::MailProxy]);
        assert_eq!(trial::property(&proxy, "human"), "0.1");
        let spam = trial::one(read, &OPENED.replace("unique_opened", "spam"));
        assert_eq!(spam.consents, [("email".to_owned(), false)]);
        let many = trial::read(read, &format!("[{OPENED},{OPENED}]"));
        assert_eq!(many.told[0].message_id, many.told[1].message_id);
        let odd = OPENED.replace("unique_opened", "list_addition");
        assert_eq!(trial::read(read, &odd).ignored, ["event list_addition"]);
    }
}
