//! Deliveries as each provider sends them, signed as it signs them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};

/// A delivery: its headers and its body.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// The moment at which everything is sent, in seconds since 1970.
pub(crate) const NOW: i64 = 1_772_442_000;

pub(crate) fn hex(secret: &str, message: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(HMAC_SHA256, secret.as_bytes()), message.as_bytes());
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn base64(algorithm: hmac::Algorithm, secret: &str, message: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(algorithm, secret.as_bytes()), message.as_bytes());
    STANDARD.encode(tag.as_ref())
}

/// A key of P-256: its private half in base64 of PKCS#8, and its public half as SendGrid shows it.
pub(crate) fn key_pair() -> (String, String) {
    let random = SystemRandom::new();
    let private = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let private = private.as_ref();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, private, &random).unwrap();
    let info = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgA=";
    let mut public = STANDARD.decode(info).unwrap();
    public.extend_from_slice(pair.public_key().as_ref());
    (STANDARD.encode(private), STANDARD.encode(&public))
}

fn ecdsa(private: &str, message: &str) -> String {
    let random = SystemRandom::new();
    let private = STANDARD.decode(private).unwrap();
    let pair =
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &private, &random).unwrap();
    STANDARD.encode(pair.sign(&random, message.as_bytes()).unwrap().as_ref())
}

/// A delivery of a kind, signed with a secret at a moment. The path is `/hooks/` and the kind.
pub(crate) fn signed(kind: &str, secret: &str, at: i64) -> Sent {
    let body = body(kind, secret, at);
    let headers = match kind {
        "meta" | "whatsapp" => {
            vec![("x-hub-signature-256", format!("sha256={}", hex(secret, &body)))]
        }
        "calendly" => {
            let said = hex(secret, &format!("{at}.{body}"));
            vec![("calendly-webhook-signature", format!("t={at},v1={said}"))]
        }
        "calcom" => vec![("x-cal-signature-256", hex(secret, &body))],
        "typeform" => {
            let said = base64(HMAC_SHA256, secret, &body);
            vec![("typeform-signature", format!("sha256={said}"))]
        }
        "tally" => vec![("tally-signature", base64(HMAC_SHA256, secret, &body))],
        "sendgrid" => vec![
            ("x-twilio-email-event-webhook-signature", ecdsa(secret, &format!("{at}{body}"))),
            ("x-twilio-email-event-webhook-timestamp", at.to_string()),
        ],
        "postmark" => {
            let said = STANDARD.encode(secret.as_bytes());
            vec![("authorization", format!("Basic {said}"))]
        }
        "twilio" => {
            let fields = "CallDuration90CallSidCA1CallStatuscompletedDirectioninbound\
                          From+34612345678To+34910000000";
            let url = "https://criba.example/hooks/twilio";
            let said = base64(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret, &format!("{url}{fields}"));
            vec![("x-twilio-signature", said)]
        }
        "brevo" | "form" => vec![("authorization", format!("Bearer {secret}"))],
        "json" => vec![("x-criba-signature", hex(secret, &body))],
        _ => Vec::new(),
    };
    Sent { headers, body }
}

/// What Twilio signs an address with.
pub(crate) fn twilio_said(secret: &str, url: &str) -> String {
    base64(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret, url)
}

fn body(kind: &str, secret: &str, at: i64) -> String {
    match kind {
        "meta" => r#"{"object":"page","entry":[{"id":"P","time":1772441000,"changes":[{"field":"leadgen","value":{"leadgen_id":"90071992547409931","form_id":"F","ad_id":"A","created_time":1772441000,"field_data":[{"name":"full_name","values":["Ana Ruiz"]},{"name":"email","values":["ana@acme.example"]}]}}]}]}"#.to_owned(),
        "whatsapp" => r#"{"object":"whatsapp_business_account","entry":[{"id":"W","changes":[{"field":"messages","value":{"contacts":[{"profile":{"name":"Ana"},"wa_id":"34612345678"}],"messages":[{"from":"34612345678","id":"wamid.A","timestamp":"1772441900","type":"text","text":{"body":"Hola"}}]}}]}]}"#.to_owned(),
        "google_ads" => format!(r#"{{"lead_id":"g1","user_column_data":[{{"column_id":"EMAIL","string_value":"ana@acme.example"}}],"campaign_id":90071992547409931,"google_key":"{secret}","is_test":false}}"#),
        "calendly" => r#"{"event":"invitee.created","created_at":"2026-03-02T08:59:00.000000Z","payload":{"uri":"https://api.calendly.com/i/1","email":"ana@acme.example","name":"Ana Ruiz","rescheduled":false,"old_invitee":null,"scheduled_event":{"name":"Demo","start_time":"2026-03-05T10:00:00.000000Z"}}}"#.to_owned(),
        "calcom" => r#"{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-03-02T08:59:00.000Z","payload":{"uid":"u1","startTime":"2026-03-05T10:00:00Z","attendees":[{"email":"ana@acme.example","name":"Ana Ruiz"}],"responses":{}}}"#.to_owned(),
        "typeform" => r#"{"event_id":"E","event_type":"form_response","form_response":{"form_id":"F","token":"T","submitted_at":"2026-03-02T08:59:00Z","answers":[{"type":"email","email":"ana@acme.example","field":{"id":"a"}}]}}"#.to_owned(),
        "tally" => r#"{"eventId":"E","eventType":"FORM_RESPONSE","data":{"responseId":"R","fields":[{"key":"q","label":"Correo","type":"INPUT_EMAIL","value":"ana@acme.example"}]}}"#.to_owned(),
        "brevo" => r#"{"event":"click","email":"ana@acme.example","message-id":"<m1>","link":"https://x.example","ts_epoch":1772441900000}"#.to_owned(),
        "sendgrid" => "[{\"email\":\"ana@acme.example\",\"event\":\"click\",\"sg_event_id\":\"e1\",\"timestamp\":1772441900,\"url\":\"https://x.example\"}]\r\n".to_owned(),
        "mailgun" => {
            let token = "b".repeat(50);
            let said = hex(secret, &format!("{at}{token}"));
            format!(r#"{{"signature":{{"timestamp":"{at}","token":"{token}","signature":"{said}"}},"event-data":{{"event":"clicked","timestamp":1772441900.5,"recipient":"ana@acme.example","url":"https://x.example"}}}}"#)
        }
        "postmark" => r#"{"RecordType":"Click","MessageID":"m1","Recipient":"ana@acme.example","OriginalLink":"https://x.example","ReceivedAt":"2026-03-02T04:59:00.1234567-04:00"}"#.to_owned(),
        "ses" => include_str!("sns_version_2.json").to_owned(),
        "twilio" => "CallSid=CA1&From=%2B34612345678&To=%2B34910000000&Direction=inbound&CallStatus=completed&CallDuration=90".to_owned(),
        "aircall" => format!(r#"{{"event":"call.ended","timestamp":1772442000,"token":"{secret}","data":{{"id":90071992547409931,"direction":"inbound","started_at":1772441800,"answered_at":1772441820,"ended_at":1772441940,"raw_digits":"+34 612 34 56 78"}}}}"#),
        "form" => "nombre=Ana+Ruiz&correo=ana%40acme.example&mensaje=Hola".to_owned(),
        "json" => r#"{"id":7,"Correo electrónico":"ana@acme.example","Nombre":"Ana Ruiz"}"#.to_owned(),
        other => panic!("{other}"),
    }
}
