#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What providers send, as they send it: the contact has the event, once, and nothing is taken of
//! who may not send it.

mod support;

#[path = "hooks/signing.rs"]
mod signing;

use std::io::Write as _;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use runtime::criba::Workspace;
use runtime::office::Request as Asked;
use runtime::sources::{Kind, Made, NewSource};
use serde_json::{Value, json};
use signing::{NOW, Sent, hex, key_pair, signed};
use store::workspace::rows::EventRow;
use support::{House, Seen};
use web::app::Settings;

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:criba";
const CERTIFICATE: &str = include_str!("hooks/certificate.pem");

struct World {
    house: House,
    workspace: Arc<Workspace>,
}

impl World {
    fn new() -> World {
        let house = House::new(Settings::default());
        let workspace = house.workspace("Tecnoclima");
        World { house, workspace }
    }

    fn source(&self, kind: &str, secret: Option<&str>, thanks: &[&str]) -> Made {
        let token = (kind == "ses").then(|| TOPIC.to_owned());
        let new = NewSource {
            workspace: self.workspace.row.id,
            kind: Kind::with_id(kind).unwrap(),
            slug: kind.to_owned(),
            secret: secret.map(str::to_owned),
            verify_token: token,
            thanks: thanks.iter().map(|url| (*url).to_owned()).collect(),
        };
        self.house.criba.add_source(new).unwrap()
    }

    fn send(&self, kind: &str, sent: &Sent) -> Seen {
        self.send_bytes(kind, &sent.headers, sent.body.clone().into_bytes())
    }

    fn send_bytes(&self, path: &str, headers: &[(&str, String)], body: Vec<u8>) -> Seen {
        let mut request = Request::post(format!("/hooks/{path}"));
        request = request.header(header::HOST, "criba.example");
        // A page of somewhere else, or a program: neither is asked where it comes from.
        request = request.header("sec-fetch-site", "cross-site");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        self.house.send(request.body(Body::from(body)).unwrap())
    }

    fn events(&self, source: &str) -> Vec<EventRow> {
        self.workspace.writer.settle().wait().unwrap();
        let events = self.workspace.read(|read| Ok(read.events_after(0, 1_000)?)).unwrap();
        events.into_iter().filter(|row| &*row.event.source == source).collect()
    }

    fn again(&self, name: &str) -> Value {
        let request = Asked::SourceReplay { name: name.to_owned() };
        self.house.criba.serve_request(request, &[], &mut |_, _| {}).unwrap()
    }
}

/// The secret that a source has, and what signs with it, and another.
fn secrets(kind: &str) -> (String, String, String) {
    match kind {
        "sendgrid" => {
            let ((private, public), (other, _)) = (key_pair(), key_pair());
            (public, private, other)
        }
        "ses" => (CERTIFICATE.to_owned(), String::new(), String::new()),
        "postmark" => ("criba:s3cret".to_owned(), "criba:s3cret".to_owned(), "criba:x".to_owned()),
        _ => ("s3cret".to_owned(), "s3cret".to_owned(), "0ther".to_owned()),
    }
}

/// What each kind of delivery is in the catalogue, and where the name of what is sent may be changed
/// by somebody on its way; `None` where nothing that is signed holds it.
fn expected(kind: &str) -> (&'static str, Option<(&'static str, &'static str)>) {
    match kind {
        "meta" => ("lead_ad_submitted", Some(("ana@", "eva@"))),
        "whatsapp" => ("message_received", Some(("Hola", "Vale"))),
        "google_ads" => ("lead_ad_submitted", None),
        "calendly" | "calcom" => ("meeting_booked", Some(("ana@", "eva@"))),
        "typeform" | "tally" | "json" => ("form_submitted", Some(("ana@", "eva@"))),
        "form" => ("form_submitted", None),
        "brevo" | "postmark" => ("email_clicked", None),
        "sendgrid" => ("email_clicked", Some(("ana@", "eva@"))),
        "mailgun" => ("email_clicked", Some(("bbbb", "bbbc"))),
        "ses" => ("email_bounced", Some(("ana@", "eva@"))),
        "twilio" => ("call_received", Some(("=90", "=91"))),
        "aircall" => ("call_received", None),
        other => panic!("{other}"),
    }
}

fn of_a_kind(kind: &str) {
    let world = World::new();
    let (kept, own, other) = secrets(kind);
    world.source(kind, Some(&kept), &[]);
    let good = signed(kind, &own, NOW);
    let (name, change) = expected(kind);

    let is_refused = |sent: &Sent, what: &str| {
        let seen = world.send(kind, sent);
        assert!([401, 403, 406].contains(&seen.status.as_u16()), "{kind} {what}: {seen:?}");
        assert!(seen.json()["message"].is_string(), "{seen:?}");
    };
    if let Some((from, to)) = change {
        let body = good.body.replacen(from, to, 1);
        assert_ne!(body, good.body);
        is_refused(&Sent { body, ..good.clone() }, "tampered");
    }
    match kind {
        "ses" => {
            let other = include_str!("hooks/other_certificate.pem");
            world.house.criba.turn_source(kind, false).unwrap();
            let new = NewSource {
                workspace: world.workspace.row.id,
                kind: Kind::Ses,
                slug: "ses2".to_owned(),
                secret: Some(other.to_owned()),
                verify_token: Some(TOPIC.to_owned()),
                thanks: Vec::new(),
            };
            world.house.criba.add_source(new).unwrap();
            assert_eq!(world.send("ses2", &good).status, 403);
            assert_eq!(world.send(kind, &good).status, 404);
            world.house.criba.turn_source(kind, true).unwrap();
            let bare = good.body.replace("\"Signature\"", "\"Unsigned\"");
            is_refused(&Sent { body: bare, ..good.clone() }, "unsigned");
        }
        "google_ads" | "aircall" | "mailgun" => {
            is_refused(&signed(kind, &other, NOW), "with another secret");
            let keys = ["\"google_key\"", "\"token\"", "\"signature\""];
            let bare = keys.iter().fold(good.body.clone(), |body, key| body.replace(key, "\"no\""));
            is_refused(&Sent { body: bare, ..good.clone() }, "unsigned");
        }
        _ => {
            is_refused(&signed(kind, &other, NOW), "with another secret");
            is_refused(&Sent { headers: Vec::new(), ..good.clone() }, "unsigned");
        }
    }
    if ["calendly", "sendgrid", "mailgun"].contains(&kind) {
        is_refused(&signed(kind, &own, NOW - 100_000), "of long ago");
    }
    assert_eq!(world.events(kind), [], "{kind}: nothing of that is taken");

    let seen = world.send(kind, &good);
    assert_eq!(seen.status, 200, "{kind}: {seen:?}");
    let events = world.events(kind);
    assert_eq!(events.first().map(EventRow::name), Some(name), "{kind}: {events:?}");
    let row = &events[0];
    let saw = world.workspace.writer.look(row.contact).wait().unwrap().unwrap();
    assert!(saw.card.is_anybody() && saw.card.history.contains(&row.event.position));
    let keys = row.keys.clone().unwrap();
    let key = keys.email.or(keys.phone).unwrap();
    assert!(["ana@acme.example", "+34612345678"].contains(&key.as_str()), "{key}");

    let again = world.send(kind, &good);
    assert_eq!(again.status, 200, "{kind} again: {again:?}");
    assert_eq!(world.events(kind).len(), events.len(), "{kind}: told twice, it is one");
    assert_eq!(world.again(kind)["waiting"], json!({}));
}

macro_rules! kinds {
    ($($test:ident $kind:literal),+ $(,)?) => {$(
        #[test]
        fn $test() {
            of_a_kind($kind);
        }
    )+};
}

kinds!(
    meta_is_taken "meta",
    whatsapp_is_taken "whatsapp",
    google_ads_is_taken "google_ads",
    calendly_is_taken "calendly",
    calcom_is_taken "calcom",
    typeform_is_taken "typeform",
    tally_is_taken "tally",
    brevo_is_taken "brevo",
    sendgrid_is_taken "sendgrid",
    mailgun_is_taken "mailgun",
    postmark_is_taken "postmark",
    ses_is_taken "ses",
    twilio_is_taken "twilio",
    aircall_is_taken "aircall",
    form_is_taken "form",
    json_is_taken "json",
);

#[test]
fn meta_is_answered_its_challenge_and_nobody_else_is() {
    let world = World::new();
    let made = world.source("meta", Some("app"), &[]);
    assert_eq!((made.path.as_str(), &made.secret), ("/hooks/meta", &None));
    let token = made.verify_token.unwrap();
    let ask = |path: &str, query: &str| {
        let request = Request::get(format!("/hooks/{path}?{query}"));
        world.house.send(request.body(Body::empty()).unwrap())
    };
    let good = format!("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}");
    let seen = ask("meta", &good);
    assert_eq!((seen.status.as_u16(), seen.body.as_str()), (200, "1158201444"));
    assert!(seen.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/plain"));
    assert_eq!(ask("meta", &format!("{good}x")).status, 403);
    assert_eq!(ask("meta", &good.replace("1158201444", "%3Cscript%3E")).status, 403);
    assert_eq!(ask("meta", "").status, 403);
    assert_eq!(ask("other", &good).status, 404);
    world.source("json", None, &[]);
    assert_eq!(ask("json", &good).status, 405);
}

#[test]
fn a_lead_without_its_answers_waits_and_so_does_a_subscription() {
    let world = World::new();
    world.source("meta", Some("app"), &[]);
    let body = r#"{"object":"page","entry":[{"changes":[{"field":"leadgen","value":{"leadgen_id":90071992547409931,"form_id":"F"}}]}]}"#;
    let headers = vec![("x-hub-signature-256", format!("sha256={}", hex("app", body)))];
    for _ in 0..2 {
        let seen = world.send("meta", &Sent { headers: headers.clone(), body: body.to_owned() });
        assert_eq!((seen.status.as_u16(), seen.json()["kept"].clone()), (200, json!(1)));
    }
    assert_eq!(world.again("meta")["waiting"], json!({ "needs_fetch": 1 }));
    assert_eq!(world.events("meta"), []);

    world.source("ses", Some(CERTIFICATE), &[]);
    let body = include_str!("hooks/sns_subscription.json").to_owned();
    let seen = world.send("ses", &Sent { headers: Vec::new(), body: body.clone() });
    assert_eq!(seen.json()["kept"], 1, "{seen:?}");
    let waits = world.again("ses");
    assert_eq!(waits["waiting"], json!({ "needs_confirmation": 1 }));
    assert!(waits["confirm"][0].as_str().unwrap().starts_with("https://sns.eu-west-1.amazonaws"));
    let evil = body.replace("https://sns.eu-west-1.amazonaws.com/?", "https://evil.example/?");
    assert_eq!(world.send("ses", &Sent { headers: Vec::new(), body: evil }).status, 403);
    let old = include_str!("hooks/sns_version_1.json").to_owned();
    assert_eq!(world.send("ses", &Sent { headers: Vec::new(), body: old }).status, 200);
    assert_eq!(world.events("ses").len(), 1);
}

#[test]
fn a_form_goes_on_to_a_page_of_its_owner_and_to_no_other() {
    let world = World::new();
    let thanks = ["https://tecnoclima.example/gracias", "https://tecnoclima.example/hecho"];
    let made = world.source("form", None, &thanks);
    assert_eq!(made.secret, None);
    let browser = [("accept", "text/html,application/xhtml+xml".to_owned())];
    let send = |headers: &[(&'static str, String)], next: &str| {
        let body = format!("correo=ana%40acme.example&mensaje={next}&_next={next}");
        world.send_bytes("form", headers, body.into_bytes())
    };
    assert_eq!(send(&browser, "").to(), thanks[0]);
    assert_eq!(send(&browser, "https%3A%2F%2Ftecnoclima.example%2Fhecho").to(), thanks[1]);
    assert_eq!(send(&browser, "https%3A%2F%2Fevil.example").to(), thanks[0]);
    let script = send(&[], "x");
    assert_eq!((script.status.as_u16(), script.json()["taken"].clone()), (200, json!(1)));
    assert_eq!(script.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    // What a robot filled in is not lost, and is nobody.
    let robot = world.send_bytes("form", &[], b"correo=bot%40acme.example&_gotcha=x".to_vec());
    assert_eq!(robot.json()["kept"], 1);
    assert_eq!(world.again("form")["waiting"], json!({ "spam": 1 }));
    let asked = Request::builder().method("OPTIONS").uri("/hooks/form").body(Body::empty());
    assert_eq!(world.house.send(asked.unwrap()).status, 204);
}

#[test]
fn what_comes_compressed_or_too_large_or_unreadable() {
    let world = World::new();
    let secret = world.source("json", None, &[]).secret.unwrap();
    let key = [("x-webhook-secret", secret.clone())];
    let body = r#"[{"correo":"ana@acme.example"},{"mensaje":"de nadie"},7]"#;
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(body.as_bytes()).unwrap();
    let gzip = [key[0].clone(), ("content-encoding", "gzip".to_owned())];
    let seen = world.send_bytes("json", &gzip, packed.finish().unwrap());
    let expected = json!({ "taken": 1, "known": 0, "ignored": 0, "kept": 2 });
    assert_eq!((seen.status.as_u16(), seen.json()), (200, expected));
    let waiting = world.again("json")["waiting"].clone();
    assert_eq!(waiting, json!({ "nobody": 1, "no_object": 1 }));
    let mut bomb = GzEncoder::new(Vec::new(), Compression::default());
    bomb.write_all(&vec![b' '; 6 << 20]).unwrap();
    assert_eq!(world.send_bytes("json", &gzip, bomb.finish().unwrap()).status, 413);
    assert_eq!(world.send_bytes("json", &gzip, b"no gzip".to_vec()).status, 400);
    let other = [key[0].clone(), ("content-encoding", "br".to_owned())];
    assert_eq!(world.send_bytes("json", &other, Vec::new()).status, 415);
    assert_eq!(world.send_bytes("json", &key, vec![b' '; 6 << 20]).status, 413);
    let cut = world.send_bytes("json", &key, b"{\"correo\":".to_vec());
    assert_eq!((cut.status.as_u16(), cut.json()["kept"].clone()), (200, json!(1)));
    // The secret may stand in the path, for who can set nothing but an address.
    let by_path = world.send_bytes(&format!("json/{secret}"), &[], body.as_bytes().to_vec());
    assert_eq!(by_path.status, 200);
    assert_eq!(world.send_bytes("json/other", &[], body.as_bytes().to_vec()).status, 403);
    assert_eq!(world.send_bytes("nowhere", &key, body.as_bytes().to_vec()).status, 404);
}

#[test]
fn a_source_needs_what_only_its_provider_has() {
    let world = World::new();
    let add = |kind: &str, name: &str, secret: Option<&str>, token: Option<&str>| {
        let request = Asked::SourceAdd {
            workspace: "Tecnoclima".to_owned(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            secret: secret.map(str::to_owned),
            verify_token: token.map(str::to_owned),
            thanks: Vec::new(),
            token: None,
            graph: None,
        };
        world.house.criba.serve_request(request, &[], &mut |_, _| {})
    };
    for kind in ["meta", "whatsapp", "sendgrid", "mailgun", "twilio", "aircall"] {
        assert!(add(kind, kind, None, None).is_err(), "{kind}");
    }
    assert!(add("ses", "ses", Some("x"), None).is_err());
    assert!(add("ses", "ses", None, Some("criba")).is_err());
    assert!(add("ses", "ses", None, Some(TOPIC)).is_ok());
    assert!(add("json", "Con Espacios", None, None).is_err());
    assert!(add("fax", "fax", None, None).is_err());
    let made = add("postmark", "correo", None, None).unwrap();
    assert!(made["secret"].as_str().unwrap().starts_with("criba:"));
    assert!(add("json", "correo", None, None).is_err());
    let listed = world.house.criba.serve_request(Asked::SourceList, &[], &mut |_, _| {}).unwrap();
    assert_eq!(listed["sources"][0]["path"], "/hooks/correo");
    assert!(!listed.to_string().contains(made["secret"].as_str().unwrap()));
}

#[test]
fn an_address_that_is_none_is_a_problem_document_and_no_page() {
    let world = World::new();
    for (method, path, status) in [
        ("GET", "/hooks", 404),
        ("POST", "/hooks/nadie/x/y", 404),
        ("POST", "/hooks/%ff", 404),
        ("POST", "/hooks/nadie", 404),
        ("DELETE", "/hooks/nadie", 405),
    ] {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "x");
        let seen = world.house.send(request.body(Body::empty()).unwrap());
        assert_eq!(seen.status, status, "{method} {path}");
        assert_eq!(seen.headers[header::CONTENT_TYPE], "application/problem+json", "{path}");
        let said = seen.json();
        assert_eq!(said["status"], status, "{said}");
        assert!(said["code"].is_string() && said["detail"].is_string(), "{said}");
    }
}

#[test]
fn what_one_address_sends_too_often_is_put_aside_and_then_refused() {
    let world = World::new();
    world.source("form", None, &[]);
    let sent = |n: usize| {
        let body = format!("correo=eva{n}%40acme.example");
        world.send_bytes("form", &[], body.into_bytes())
    };
    for n in 0..60 {
        assert_eq!(sent(n).json()["taken"], 1, "{n}");
    }
    assert_eq!(sent(60).json(), json!({ "taken": 0, "known": 0, "ignored": 0, "kept": 1 }));
    for n in 61..200 {
        assert_eq!(sent(n).status, 200);
    }
    let seen = sent(200);
    assert_eq!(
        (seen.status.as_u16(), seen.json()["code"].as_str()),
        (429, Some("too_many_requests"))
    );
    assert_eq!(seen.headers["retry-after"], "900");
    let unread = Request::builder().method("POST").uri("/hooks/form").header(header::HOST, "x");
    let seen = world.house.send(unread.body(support::unread()).unwrap());
    assert_eq!(seen.status, 429);
    assert_eq!(world.events("form").len(), 60);
    // Nothing of it is lost: whoever looks at it has it read.
    let again = world.again("form");
    assert_eq!(again["told"]["taken"], 140);
    assert_eq!(world.events("form").len(), 200);
}

#[test]
fn a_file_is_not_taken_and_what_was_answered_is() {
    let world = World::new();
    world.source("form", None, &["https://acme.example/gracias"]);
    let body = "--b\r\nContent-Disposition: form-data; name=\"correo\"\r\n\r\nana@acme.example\r\n\
                --b\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"\r\n\r\n%PDF\r\n--b--";
    let kind = ("content-type", "multipart/form-data; boundary=b".to_owned());
    let sends = |more: &[(&'static str, &str)]| {
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let headers: Vec<(&str, String)> = [kind.clone()].into_iter().chain(more).collect();
        world.send_bytes("form", &headers, body.into())
    };
    let seen = sends(&[("accept", "text/html"), ("accept-language", "es")]);
    assert_eq!(seen.status, 200, "nobody is sent on who has to be told something");
    seen.says("tus respuestas han llegado").says("cv.pdf").says("https://acme.example/gracias");
    let told = sends(&[("accept-language", "en")]).json();
    assert_eq!((&told["known"], &told["files_refused"]), (&json!(1), &json!(["cv.pdf"])));
    assert!(told["message"].as_str().unwrap().contains("your answers have arrived"), "{told}");
    let [row] = world.events("form").try_into().unwrap();
    assert_eq!(row.keys.unwrap().email.as_deref(), Some("ana@acme.example"));
    let ignored = &world.workspace.arrivals().unwrap()["form"].ignored;
    assert_eq!(ignored["file"].count, 2);
}

#[test]
fn what_is_signed_and_of_no_kind_that_is_taken_is_counted_with_why() {
    let world = World::new();
    world.source("brevo", Some("s3cret"), &[]);
    let bearer = [("authorization", "Bearer s3cret".to_owned())];
    let item = |event: &str| format!(r#"{{"event":"{event}","email":"ana@acme.example"}}"#);
    for event in ["deferred", "deferred", "list_addition"] {
        let seen = world.send_bytes("brevo", &bearer, item(event).into_bytes());
        assert_eq!(seen.json()["ignored"], 1, "{event}");
    }
    for n in 0..40 {
        world.send_bytes("brevo", &bearer, item(&format!("e{n}")).into_bytes());
    }
    let ignored = &world.workspace.arrivals().unwrap()["brevo"].ignored;
    assert_eq!((ignored["event deferred"].count, ignored["event list_addition"].count), (2, 1));
    assert_eq!((ignored.len(), ignored["others"].count), (21, 22), "the kinds are bounded");
}

#[test]
fn twilio_may_tell_in_the_address() {
    let world = World::new();
    world.source("twilio", Some("s3cret"), &[]);
    let query = "CallSid=CA7&From=%2B34612345678&To=%2B34910000000&Direction=inbound\
                 &CallStatus=completed&CallDuration=90";
    let target = format!("/hooks/twilio?{query}");
    let tells = |secret: &str| {
        let said = signing::twilio_said(secret, &format!("https://criba.example{target}"));
        let request = Request::get(&target)
            .header(header::HOST, "criba.example")
            .header("x-twilio-signature", said);
        world.house.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(tells("0ther").status, 403);
    let seen = tells("s3cret");
    assert_eq!((seen.status.as_u16(), seen.body.as_str()), (200, "<Response/>"));
    let [row] = world.events("twilio").try_into().unwrap();
    assert_eq!(row.name(), "call_received");
    // Signed over the address, it is not taken for what stands in a body.
    let other = world.send_bytes("twilio", &[], query.as_bytes().to_vec());
    assert_eq!(other.status, 401);
}
