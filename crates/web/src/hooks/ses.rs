//! What happened to mails that Amazon SES sent, told through SNS.
//!
//! SNS signs for every customer of a region with the same key, so the topic has to be ours as well:
//! the source's verify token is its ARN. What a message names is followed only where it is on the
//! server of the topic's own region and of the shape that Amazon gives it; and nothing goes out where
//! the certificate was given by hand, as the source's secret.

use runtime::asking::sns_host;
use serde_json::Value;

use super::mail::{Mail, What};
use super::pieces::{items, moment, plain, text};
use super::signature::{Digest, Refused, Sent, rsa, same};
use super::told::{Body, Read};

/// Signed over some of its parts with the key of a certificate.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let json: Value = serde_json::from_slice(sent.raw).map_err(|_| Refused::Unsigned)?;
    let part = |name: &str| json.get(name).and_then(Value::as_str);
    let (Some(said), Some(topic)) = (part("Signature"), part("TopicArn")) else {
        return Err(Refused::Unsigned);
    };
    let digest = match part("SignatureVersion") {
        Some("1") => Digest::Sha1,
        Some("2") => Digest::Sha256,
        _ => return Err(Refused::Unsigned),
    };
    let is_ours = same(topic, sent.token)
        && part("SigningCertURL").is_some_and(|url| is_certificate(url, topic));
    if !is_ours {
        return Err(Refused::Wrong);
    }
    let message = signed(part).ok_or(Refused::Wrong)?;
    rsa(sent.secret, digest, message.as_bytes(), said)
}

/// What is signed: the name and the value of each part, in the order of their names.
fn signed<'a>(part: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let names: &[&str] = match part("Type")? {
        "Notification" => &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
        "SubscriptionConfirmation" | "UnsubscribeConfirmation" => {
            &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        }
        _ => return None,
    };
    let lines = names.iter().filter_map(|name| Some(format!("{name}\n{}\n", part(name)?)));
    Some(lines.collect())
}

/// Where the certificate of a message is, before anything of the message is believed: it has to be
/// of the source's topic, and the address one that Amazon could have written.
pub(super) fn certificate(raw: &[u8], topic: &str) -> Result<String, Refused> {
    let json: Value = serde_json::from_slice(raw).map_err(|_| Refused::Unsigned)?;
    let part = |name: &str| json.get(name).and_then(Value::as_str);
    if part("Signature").is_none() || part("TopicArn").is_none() {
        return Err(Refused::Unsigned);
    }
    let url = part("SigningCertURL").filter(|url| is_certificate(url, topic));
    let is_of_topic = part("TopicArn").is_some_and(|said| same(said, topic));
    url.filter(|_| is_of_topic).map(str::to_owned).ok_or(Refused::Wrong)
}

/// Where a subscription to a topic is confirmed, of a message that was verified.
pub(super) fn confirmation(raw: &[u8], topic: &str) -> Option<String> {
    let json: Value = serde_json::from_slice(raw).ok()?;
    text(&json, "/SubscribeURL").filter(|url| is_confirmation(url, topic))
}

/// Whether an address is `https://sns.<region>.amazonaws.com/SimpleNotificationService-<id>.pem`.
fn is_certificate(url: &str, topic: &str) -> bool {
    let name = of_amazon(url, topic)
        .and_then(|path| path.strip_prefix("SimpleNotificationService-")?.strip_suffix(".pem"));
    let is_id = |id: &str| id.chars().all(|c| c.is_ascii_alphanumeric());
    name.is_some_and(|id| (1..=64).contains(&id.len()) && is_id(id))
}

/// Whether an address is `https://sns.<region>.amazonaws.com/?Action=ConfirmSubscription&…`.
fn is_confirmation(url: &str, topic: &str) -> bool {
    let rest =
        of_amazon(url, topic).and_then(|path| path.strip_prefix("?Action=ConfirmSubscription&"));
    let is_query = |c: char| c.is_ascii_alphanumeric() || "&=%:._-".contains(c);
    rest.is_some_and(|rest| rest.len() <= 1_024 && rest.chars().all(is_query))
}

/// What stands behind the host and its `/` in an address of the server that speaks for a topic.
fn of_amazon<'a>(url: &'a str, topic: &str) -> Option<&'a str> {
    url.strip_prefix("https://")?.strip_prefix(&*sns_host(topic)?)?.strip_prefix('/')
}

/// What happened, to each of whom it went to.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    match text(&json, "/Type").as_deref() {
        Some("Notification") => {}
        Some("SubscriptionConfirmation") => {
            let mut read = Read::kept("needs_confirmation", body.raw);
            let topic = text(&json, "/TopicArn").unwrap_or_default();
            read.confirm = confirmation(body.raw, &topic);
            return read;
        }
        Some("UnsubscribeConfirmation") => return Read::ignored("topic_ended"),
        _ => return Read::kept("no_notification", body.raw),
    }
    let message = text(&json, "/Message").unwrap_or_default();
    let Ok(event) = serde_json::from_str::<Value>(&message) else {
        return match message.starts_with("Successfully validated SNS topic") {
            true => Read::ignored("topic_tried"),
            false => Read::kept("no_json", body.raw),
        };
    };
    let kind = ["/eventType", "/notificationType"].iter().find_map(|place| text(&event, place));
    let kind = kind.unwrap_or_default();
    let mut read = Read::default();
    let is_permanent = text(&event, "/bounce/bounceType").as_deref() == Some("Permanent");
    let (what, list, part) = match kind.as_str() {
        "Send" => (What::Sent, "/mail/destination", "mail"),
        "Delivery" => (What::Sent, "/delivery/recipients", "delivery"),
        "Bounce" => (What::Bounced { is_permanent }, "/bounce/bouncedRecipients", "bounce"),
        "Complaint" => (What::Complained, "/complaint/complainedRecipients", "complaint"),
        "Open" => (What::Opened, "/mail/destination", "open"),
        "Click" => (What::Clicked, "/mail/destination", "click"),
        "Subscription" => (What::Unsubscribed, "/mail/destination", "subscription"),
        other => return Read::ignored(format!("event {other}")),
    };
    let envelope = text(&json, "/MessageId").unwrap_or_default();
    let tags = event.pointer("/mail/tags").and_then(Value::as_object).into_iter().flatten();
    // Amazon puts tags of its own beside those of who sends.
    let mut own = tags.filter(|(name, _)| !name.starts_with("ses:"));
    let tag = own.find_map(|(_, values)| items(values, "").find_map(plain));
    for recipient in items(&event, list) {
        let to = plain(recipient).or_else(|| text(recipient, "/emailAddress")).unwrap_or_default();
        let mail = Mail {
            what,
            id: format!("{envelope} {}", to.to_lowercase()),
            at: moment(&event, &format!("/{part}/timestamp")),
            to: &to,
            mail: text(&event, "/mail/messageId"),
            subscription: tag.clone(),
            link: text(&event, "/click/link"),
            reason: text(recipient, "/diagnosticCode")
                .or_else(|| text(&event, "/bounce/bounceSubType")),
            machine: None,
        };
        read.tell(mail.told(&event), || body.raw.to_vec());
    }
    if read == Read::default() {
        read.keep("nobody", body.raw.to_vec());
    }
    // Several that are nobody are one message.
    read.kept.truncate(1);
    read
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trial;
    use super::*;

    fn notification(message: &Value) -> Value {
        json!({
            "Type": "Notification", "MessageId": "n1", "TopicArn": "arn:aws:sns:eu-west-1:1:criba",
            "Message": format!("{message}\n"), "Timestamp": "2026-03-02T08:00:00.000Z",
            "SignatureVersion": "2", "Signature": "AAAA",
            "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        })
    }

    #[test]
    fn only_amazon_is_amazon() {
        let (world, china) = ("arn:aws:sns:eu-west-1:1:c", "arn:aws-cn:sns:cn-north-1:1:c");
        let good = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1B.pem";
        assert!(is_certificate(good, world));
        let of_china = "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0.pem";
        assert!(is_certificate(of_china, china) && !is_certificate(of_china, world));
        assert!(!is_certificate(good, china) && !is_certificate(good, "criba"));
        for url in [
            "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com:443/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com\\@evil.example/SimpleNotificationService-0.pem",
            "https://SNS.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-.pem",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem?x=.pem",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-../x.pem",
            "https://sns.eu-west-1.amazonaws.com/a/SimpleNotificationService-0.pem",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem\n",
            "https://s3.amazonaws.com/SimpleNotificationService-0.pem",
            "",
        ] {
            assert!(!is_certificate(url, world), "{url}");
        }
        let confirms = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1";
        assert!(is_confirmation(confirms, world) && !is_confirmation(confirms, china));
        for url in [
            "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&Token=1",
            "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1#x",
            "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1 x",
            "https://sns.eu-west-1.amazonaws.com:80/?Action=ConfirmSubscription&Token=1",
            "https://169.254.169.254/?Action=ConfirmSubscription&Token=1",
        ] {
            assert!(!is_confirmation(url, world), "{url}");
        }
    }

    #[test]
    fn what_is_not_signed_by_the_topic_is_refused_before_its_key_is_looked_at() {
        let verify = |json: &Value| {
            trial::verify(verify, "no certificate", &[], json.to_string().as_bytes())
        };
        let good = notification(&json!({}));
        assert_eq!(verify(&good), Err(Refused::Wrong));
        let mut other = good.clone();
        other["TopicArn"] = json!("arn:aws:sns:eu-west-1:2:evil");
        assert_eq!(verify(&other), Err(Refused::Wrong));
        for part in ["Signature", "TopicArn", "SignatureVersion"] {
            let mut bare = good.clone();
            bare.as_object_mut().unwrap().remove(part);
            assert_eq!(verify(&bare), Err(Refused::Unsigned), "{part}");
        }
    }

    #[test]
    fn one_message_may_name_several() {
        let bounce = json!({ "eventType": "Bounce",
            "bounce": { "bounceType": "Permanent", "timestamp": "2026-03-02T07:59:00.000Z",
                "bouncedRecipients": [{ "emailAddress": "Ana@acme.example", "diagnosticCode": "550" },
                                      { "emailAddress": "eva@acme.example" }] },
            "mail": { "messageId": "m1", "tags": { "ses:x": ["y"], "lista": ["boletin"] } } });
        let read = trial::read(read, &notification(&bounce).to_string());
        assert_eq!(read.told.len(), 2);
        assert_ne!(read.told[0].message_id, read.told[1].message_id);
        assert_eq!(trial::property(&read.told[0], "subscription"), "boletin");
        let new =
            trial::read(super::read, &notification(&json!({ "eventType": "New" })).to_string());
        assert_eq!(new.ignored, ["event New"]);
    }

    #[test]
    fn a_subscription_is_put_aside_with_where_it_is_confirmed() {
        let mut json = notification(&json!({}));
        json["Type"] = json!("SubscriptionConfirmation");
        json["SubscribeURL"] =
            json!("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1");
        let told = trial::read(read, &json.to_string());
        assert_eq!(told.kept[0].why, "needs_confirmation");
        assert!(told.confirm.is_some());
        json["SubscribeURL"] = json!("https://169.254.169.254/latest");
        assert_eq!(trial::read(read, &json.to_string()).confirm, None);
    }
}
