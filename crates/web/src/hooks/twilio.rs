//! Calls and messages of Twilio.
//!
//! What is told of a call is how it ended: its other states come in any order and say nothing more.

use engine::event::Origin;
use engine::value::Value;
use runtime::likelihood::Signal;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::pieces::{field, form};
use super::signature::{Refused, Sent, hmac_sha1, same};
use super::told::{Body, Read, Told};
use super::whatsapp::is_opt_out;

/// Signed over the address that was called and the fields by their names; of JSON, over the address,
/// which carries the digest of the body.
pub(super) fn verify(sent: &Sent<'_>) -> Result<(), Refused> {
    let said = sent.header("x-twilio-signature")?;
    let digest = sent.urls.iter().find_map(|url| {
        let (_, query) = url.split_once('?')?;
        let pairs = form(query.as_bytes());
        field(&pairs, "bodySHA256").map(str::to_owned)
    });
    let mut fields = String::new();
    if let Some(digest) = digest {
        let own: String =
            Sha256::digest(sent.raw).iter().map(|byte| format!("{byte:02x}")).collect();
        if !same(&digest.to_ascii_lowercase(), &own) {
            return Err(Refused::Wrong);
        }
    } else {
        let mut pairs = form(sent.raw);
        pairs.sort();
        fields = pairs.into_iter().map(|(name, value)| name + &value).collect();
    }
    let is_signed =
        |url: &String| hmac_sha1(sent.secret, &[url.as_bytes(), fields.as_bytes()], said).is_ok();
    if sent.urls.iter().any(is_signed) { Ok(()) } else { Err(Refused::Wrong) }
}

/// How a call ended, or a message.
pub(super) fn read(body: &Body<'_>) -> Read {
    let pairs = form(body.raw);
    let of = |name: &str| field(&pairs, name);
    match (of("CallSid"), of("MessageSid").or_else(|| of("SmsSid"))) {
        (Some(sid), _) => call(sid, &pairs, body),
        (None, Some(sid)) => message(sid, &pairs, body),
        (None, None) => Read::kept("no_call", body.raw),
    }
}

fn call(sid: &str, pairs: &[(String, String)], body: &Body<'_>) -> Read {
    let of = |name: &str| field(pairs, name);
    let direction = of("Direction").unwrap_or("inbound");
    if of("ParentCallSid").is_some() && direction == "outbound-dial" {
        return Read::ignored("leg");
    }
    let by_machine = of("AnsweredBy").is_some_and(|by| by.starts_with("machine") || by == "fax");
    let outcome = match of("CallStatus").unwrap_or_default() {
        "completed" if by_machine => "voicemail",
        "completed" => "talked",
        "busy" | "no-answer" | "canceled" => "no_answer",
        other => return Read::ignored(format!("call {other}")),
    };
    let is_theirs = direction == "inbound";
    let (name, number) =
        if is_theirs { ("call_received", of("From")) } else { ("call_made", of("To")) };
    let seconds: Option<Decimal> = of("CallDuration").and_then(|text| text.parse().ok());
    told(Call { name, id: sid.to_owned(), number, outcome, seconds }, pairs, body)
}

/// A call, as Twilio and its like tell it.
struct Call<'a> {
    name: &'a str,
    id: String,
    number: Option<&'a str>,
    outcome: &'a str,
    seconds: Option<Decimal>,
}

fn told(call: Call<'_>, pairs: &[(String, String)], body: &Body<'_>) -> Read {
    let number = call.number.unwrap_or_default();
    let Some(phone) = body.phone(number) else {
        return Read::ignored("hidden_number");
    };
    let at = field(pairs, "Timestamp").and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
    let at = at.map(|at| engine::time::Timestamp::from_jiff(at.timestamp()));
    let mut told = Told::new(call.name, call.id, at)
        .with("channel", Some("phone"))
        .with("outcome", Some(call.outcome))
        .of_phone(Some(phone), Origin::Imported)
        .from(&json(pairs));
    if let Some(minutes) = call.seconds.and_then(minutes) {
        told = told.with_value("minutes", minutes);
    }
    Read { told: vec![told], ..Read::default() }
}

/// Seconds as minutes, to a tenth.
pub(super) fn minutes(seconds: Decimal) -> Option<Value> {
    let minutes = seconds.checked_div(Decimal::from(60))?.round_dp(1);
    (!minutes.is_sign_negative()).then(|| Value::Number(minutes.normalize()))
}

fn message(sid: &str, pairs: &[(String, String)], body: &Body<'_>) -> Read {
    let of = |name: &str| field(pairs, name);
    let status = of("MessageStatus").or_else(|| of("SmsStatus")).unwrap_or("received");
    let (name, id, number) = match status {
        "received" | "receiving" => ("message_received", sid.to_owned(), of("From")),
        "sent" | "delivered" => ("message_sent", format!("sent {sid}"), of("To")),
        "read" => ("message_read", format!("read {sid}"), of("To")),
        "failed" | "undelivered" => ("message_failed", format!("failed {sid}"), of("To")),
        other => return Read::ignored(format!("message {other}")),
    };
    let number = number.unwrap_or_default();
    let channel = if number.starts_with("whatsapp:") { "whatsapp" } else { "sms" };
    let words = of("Body").filter(|_| name == "message_received");
    let mut told = Told::new(name, id, None)
        .with("channel", Some(channel))
        .with("text", words)
        .with("ad", of("ReferralSourceId"))
        .with("code", of("ErrorCode"))
        .of_phone(body.phone(number.trim_start_matches("whatsapp:")), Origin::Said)
        .from(&json(pairs));
    if let Some(name) = of("ProfileName") {
        told = told.saying("name", name, Origin::Enriched);
    }
    if of("OptOutType") == Some("STOP") || words.is_some_and(is_opt_out) {
        told.consents.push((channel.to_owned(), false));
    }
    if name == "message_failed" {
        told.signals.push(Signal::MessageServer);
    }
    let mut read = Read::default();
    read.tell(told, || body.raw.to_vec());
    read
}

/// The fields as JSON, to be shown.
fn json(pairs: &[(String, String)]) -> Json {
    pairs.iter().map(|(name, value)| (name.clone(), Json::String(value.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;

    use super::super::trial::{self, base64_of};
    use super::*;

    const ENDED: &str = "CallSid=CA1&From=%2B34612345678&To=%2B34910000000&Direction=inbound&CallStatus=completed&CallDuration=90&Caller=&Timestamp=Mon%2C%2002%20Mar%202026%2008%3A59%3A00%20%2B0000";

    fn signed(secret: &str, raw: &str) -> String {
        let mut pairs = form(raw.as_bytes());
        pairs.sort();
        let fields: String = pairs.into_iter().map(|(name, value)| name + &value).collect();
        let message = format!("https://criba.example/hooks/x?a=1{fields}");
        base64_of(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret, message.as_bytes())
    }

    #[test]
    fn the_address_and_every_field_are_signed() {
        let verify = |said: &str, raw: &str| {
            trial::verify(verify, "s", &[("x-twilio-signature", said)], raw.as_bytes())
        };
        assert_eq!(verify(&signed("s", ENDED), ENDED), Ok(()));
        assert_eq!(verify(&signed("t", ENDED), ENDED), Err(Refused::Wrong));
        assert_eq!(verify(&signed("s", ENDED), &ENDED.replace("=90", "=91")), Err(Refused::Wrong));
        assert_eq!(verify("", ENDED), Err(Refused::Unsigned));
    }

    #[test]
    fn a_call_is_theirs_or_ours_and_told_once() {
        let told = trial::one(read, ENDED);
        assert_eq!(trial::name(&told), "call_received");
        assert_eq!(told.keys.phone.as_deref(), Some("+34612345678"));
        assert_eq!(trial::property(&told, "minutes"), "1.5");
        assert_eq!(told.at.unwrap().to_string(), "2026-03-02T08:59:00Z");
        let ours = ENDED.replace("=inbound", "=outbound-api").replace("completed", "no-answer");
        let ours = trial::one(read, &ours);
        assert_eq!(
            (trial::name(&ours), trial::property(&ours, "outcome").as_str()),
            ("call_made", "no_answer")
        );
        assert_eq!(
            trial::read(read, &ENDED.replace("completed", "ringing")).ignored,
            ["call ringing"]
        );
        assert!(trial::read(read, &ENDED.replace("%2B34612345678", "anonymous")).told.is_empty());
        assert_eq!(trial::read(read, "x=y").kept[0].why, "no_call");
    }

    #[test]
    fn a_message_of_whatsapp() {
        let raw = "SmsMessageSid=SM1&MessageSid=SM1&From=whatsapp%3A%2B34612345678&Body=Baja&ProfileName=Rosa&WaId=34612345678";
        let told = trial::one(read, raw);
        assert_eq!(trial::property(&told, "channel"), "whatsapp");
        assert_eq!(told.consents, [("whatsapp".to_owned(), false)]);
        let sent = trial::one(read, "MessageSid=SM2&MessageStatus=delivered&To=%2B34612345678");
        assert_eq!((trial::name(&sent), sent.message_id.as_str()), ("message_sent", "sent SM2"));
    }
}
