//! Messages and receipts of the WhatsApp Cloud API.

use engine::event::Origin;
use engine::text::fold;
use runtime::likelihood::Signal;
use serde_json::{Value, json};

use super::pieces::{items, seconds, text};
use super::signature::{Refused, Sent};
use super::told::{Body, Read, Told};

/// Signed as all of Meta's webhooks are.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    super::meta::verify(sent)
}

/// Every message and receipt of a delivery.
pub(super) fn read(body: &Body<'_>) -> Read {
    let json = match body.json() {
        Ok(json) => json,
        Err(kept) => return kept,
    };
    let mut read = Read::default();
    for entry in items(&json, "/entry") {
        for change in items(entry, "/changes") {
            let field = text(change, "/field").unwrap_or_default();
            if field != "messages" {
                read.ignore(format!("field {field}"));
                continue;
            }
            let Some(value) = change.get("value") else { continue };
            for message in items(value, "/messages") {
                // A number that was changed, or what only the app shows: nobody wrote it.
                if matches!(text(message, "/type").as_deref(), Some("system" | "unsupported")) {
                    read.ignore("nothing_written");
                    continue;
                }
                let alone = || of_one(value, "messages", message);
                match received(value, message, body) {
                    Some(told) => read.tell(told, alone),
                    None => read.keep("no_message", alone()),
                }
            }
            for status in items(value, "/statuses") {
                match receipt(status, body) {
                    Ok(told) => read.tell(told, || of_one(value, "statuses", status)),
                    Err(why) => read.ignore(why),
                }
            }
        }
    }
    read
}

/// A delivery of one thing alone, to be read again.
fn of_one(value: &Value, list: &str, item: &Value) -> Vec<u8> {
    let mut value = json!({ "contacts": value.get("contacts") });
    value[list] = json!([item]);
    json!({ "entry": [{ "changes": [{ "field": "messages", "value": value }] }] })
        .to_string()
        .into_bytes()
}

fn received(value: &Value, message: &Value, body: &Body<'_>) -> Option<Told> {
    let id = text(message, "/id")?;
    let from = text(message, "/from").unwrap_or_default();
    let kind = text(message, "/type").unwrap_or_default();
    if kind == "reaction" {
        return Some(
            of_number(
                Told::new("message_reaction", id, seconds(message, "/timestamp")),
                &from,
                body,
            )
            .from(message),
        );
    }
    let words = [
        "/text/body",
        "/button/text",
        "/interactive/button_reply/title",
        "/interactive/list_reply/title",
    ]
    .into_iter()
    .chain(["/image/caption", "/video/caption", "/document/caption"])
    .find_map(|place| text(message, place));
    let told = Told::new("message_received", id, seconds(message, "/timestamp"))
        .with("channel", Some("whatsapp"))
        .with("kind", Some(kind).filter(|kind| kind != "text" && !kind.is_empty()))
        .with("text", words.clone())
        // An advertisement that opens a chat: where the lead came from.
        .with("ad", text(message, "/referral/source_id"))
        .with("page", text(message, "/referral/source_url"))
        .with("content", text(message, "/referral/headline"))
        .with("ctwa_clid", text(message, "/referral/ctwa_clid"))
        .from(message);
    let mut told = of_number(told, &from, body);
    let named = items(value, "/contacts").find(|contact| {
        text(contact, "/wa_id").is_some_and(|id| id == from)
            || items(value, "/contacts").count() == 1
    });
    if let Some(name) = named.and_then(|contact| text(contact, "/profile/name")) {
        told = told.saying("name", &name, Origin::Enriched);
    }
    if words.is_some_and(|words| is_opt_out(&words)) {
        told.consents.push(("whatsapp".to_owned(), false));
    }
    Some(told)
}

/// The number of who writes; what is no number is an id of theirs, and is kept as such.
fn of_number(mut told: Told, wa_id: &str, body: &Body<'_>) -> Told {
    let phone = body.phone(&format!("+{}", wa_id.trim_start_matches('+')));
    if phone.is_none() && !wa_id.is_empty() {
        told.keys.user_id = Some(format!("whatsapp:{wa_id}"));
    }
    told.of_phone(phone, Origin::Said)
}

/// Words that want no more messages, alone in one.
pub(super) fn is_opt_out(words: &str) -> bool {
    let folded = fold(words);
    let said = folded.trim_matches(|c: char| !c.is_alphanumeric());
    ["baja", "stop", "cancelar", "no mas", "unsubscribe", "darme de baja"].contains(&said)
}

fn receipt(status: &Value, body: &Body<'_>) -> Result<Told, String> {
    let id = text(status, "/id").ok_or("a receipt of no message")?;
    let what = text(status, "/status").unwrap_or_default();
    let at = seconds(status, "/timestamp");
    let told = match what.as_str() {
        // Sent and delivered are one sending.
        "sent" | "delivered" => Told::new("message_sent", format!("sent {id}"), at),
        "read" => Told::new("message_read", format!("read {id}"), at),
        "failed" => {
            let mut told = Told::new("message_failed", format!("failed {id}"), at)
                .with("reason", text(status, "/errors/0/title"))
                .with("code", text(status, "/errors/0/code"));
            told.signals.push(Signal::MessageServer);
            // They told WhatsApp that they want no more advertisements.
            if text(status, "/errors/0/code").as_deref() == Some("131050") {
                told.consents.push(("whatsapp".to_owned(), false));
            }
            told
        }
        other => return Err(format!("status {other}")),
    };
    let told = told.with("channel", Some("whatsapp")).with("message", Some(id)).from(status);
    let to = text(status, "/recipient_id").unwrap_or_default();
    Ok(of_number(told, &to, body))
}

#[cfg(test)]
mod tests {
    use super::super::trial;
    use super::*;

    fn delivery(value: &str) -> String {
        format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"W","changes":[{{"field":"messages","value":{value}}}]}}]}}"#
        )
    }

    #[test]
    fn a_message_is_of_its_number_and_says_where_it_came_from() {
        let body = delivery(
            r#"{"messaging_product":"whatsapp","contacts":[{"profile":{"name":"Rosa"},"wa_id":"5215512345678"}],"messages":[{"from":"5215512345678","id":"wamid.A","timestamp":"1767225600","type":"text","text":{"body":"Hola, ¿precio?"},"referral":{"source_id":"120","headline":"Bombas","ctwa_clid":"c"}}]}"#,
        );
        let told = trial::one(read, &body);
        assert_eq!(trial::name(&told), "message_received");
        assert_eq!(told.keys.phone.as_deref(), Some("+525512345678"));
        assert_eq!(trial::property(&told, "ad"), "120");
        assert_eq!(trial::property(&told, "text"), "Hola, ¿precio?");
        assert_eq!(trial::fact(&told, "name"), "Rosa");
        assert!(told.consents.is_empty());
        let stop = trial::one(read, &body.replace("Hola, ¿precio?", "¡Baja!"));
        assert_eq!(stop.consents, [("whatsapp".to_owned(), false)]);
    }

    #[test]
    fn sent_and_delivered_are_one_and_what_is_new_is_left() {
        let status = |what: &str| {
            let body = delivery(&format!(
                r#"{{"statuses":[{{"id":"wamid.B","status":"{what}","timestamp":"1767225600","recipient_id":"34612345678","errors":[{{"code":131050,"title":"x"}}]}}]}}"#
            ));
            trial::read(read, &body)
        };
        assert_eq!(status("sent").told[0].message_id, status("delivered").told[0].message_id);
        assert_eq!(trial::name(&status("read").told[0]), "message_read");
        assert_eq!(status("failed").told[0].consents, [("whatsapp".to_owned(), false)]);
        assert_eq!(status("played").ignored, ["status played"]);
        let other = r#"{"entry":[{"changes":[{"field":"account_update","value":{}}]}]}"#;
        assert_eq!(trial::read(read, other).ignored, ["field account_update"]);
    }

    #[test]
    fn who_has_no_number_has_an_id_and_who_has_neither_is_put_aside() {
        let message = |from: &str| {
            delivery(&format!(
                r#"{{"messages":[{{"from":"{from}","id":"wamid.C","type":"image","image":{{"id":"1"}}}}]}}"#
            ))
        };
        let told = trial::one(read, &message("ES.abc"));
        assert_eq!(told.keys.user_id.as_deref(), Some("whatsapp:ES.abc"));
        let nobody = trial::read(read, &message(""));
        assert_eq!(nobody.kept[0].why, "nobody");
        let again = String::from_utf8(nobody.kept[0].raw.clone()).unwrap();
        assert_eq!(trial::read(read, &again).kept, nobody.kept);
    }
}
