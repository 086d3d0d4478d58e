#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Amazon SES through SNS where nobody gave its certificate: it is fetched from the topic's own
//! server, a subscription is confirmed there once it is verified, and nothing else that a message
//! names is followed.

mod support;

#[path = "../../runtime/tests/egress/hostile.rs"]
mod hostile;
#[path = "../../runtime/tests/egress/outside.rs"]
mod outside;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::time::Span;
use outside::{AUTHORITY, Outside, answer};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use runtime::criba::Workspace;
use runtime::egress::{Egress, Names, Rules, certificates};
use runtime::office::Request as Asked;
use serde_json::{Value, json};
use store::workspace::rows::EventRow;
use support::{House, Seen};
use web::app::Settings;

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:criba";
const HOST: &str = "sns.eu-west-1.amazonaws.com";
const CERTIFICATE: &str = include_str!("hooks/sns_certificate.pem");
const CERTIFICATE_URL: &str =
    "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b2c.pem";
const CONFIRM_URL: &str = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:123456789012:criba&Token=2336412f";

/// A server that is Amazon for whoever looks its name up here: with its certificates, and nothing
/// else.
fn amazon() -> Outside {
    Outside::secure(|head, to| match head.split(' ').nth(1).unwrap_or_default() {
        "/SimpleNotificationService-0a1b2c.pem" => answer("200 OK", "", CERTIFICATE.as_bytes(), to),
        path if path.starts_with("/?Action=ConfirmSubscription&") => {
            answer("200 OK", "", b"<ConfirmSubscriptionResponse/>", to)
        }
        _ => answer("404 Not Found", "", b"", to),
    })
}

/// Rules by which the name of Amazon's server leads to one of the tests, and others nowhere good.
fn rules(server: &Outside) -> Rules {
    let address = server.address;
    let Names::Told(others) = hostile::rules().names else { panic!("no names") };
    let names = Names::Told(Arc::new(move |name: &str, port: u16| match name {
        HOST => Ok(vec![address]),
        name => others(name, port),
    }));
    let allowed = vec![HOST.parse().unwrap()];
    Rules { allowed, certificates: certificates(AUTHORITY).unwrap(), names }
}

struct World {
    house: House,
    workspace: Arc<Workspace>,
    egress: Egress,
}

impl World {
    fn new(server: &Outside, secret: Option<&str>) -> World {
        let rules = rules(server);
        let house = House::new(Settings { egress: rules.clone(), ..Settings::default() });
        let workspace = house.workspace("Tecnoclima");
        let world = World { house, workspace, egress: Egress::new(rules) };
        world.office(Asked::SourceAdd {
            workspace: "Tecnoclima".to_owned(),
            kind: "ses".to_owned(),
            name: "ses".to_owned(),
            secret: secret.map(str::to_owned),
            verify_token: Some(TOPIC.to_owned()),
            thanks: Vec::new(),
            token: None,
            graph: None,
        });
        world
    }

    fn office(&self, request: Asked) -> Value {
        self.house.criba.serve_request(request, &[], &mut |_, _| {}).unwrap()
    }

    fn deliver(&self, message: &Value) -> Seen {
        let request = Request::post("/hooks/ses").body(Body::from(message.to_string())).unwrap();
        self.house.send(request)
    }

    fn ask(&self) -> usize {
        web::ask_waiting(&self.house.criba, &self.egress).unwrap()
    }

    fn events(&self) -> Vec<EventRow> {
        self.workspace.writer.settle().wait().unwrap();
        let events = self.workspace.read(|read| Ok(read.events_after(0, 1_000)?)).unwrap();
        events.into_iter().filter(|row| &*row.event.source == "ses").collect()
    }

    fn waiting(&self) -> u64 {
        self.office(Asked::SourceList)["sources"][0]["waiting"].as_u64().unwrap()
    }
}

fn key() -> RsaKeyPair {
    let pem = include_str!("hooks/sns_key.pem");
    let lines: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    RsaKeyPair::from_pkcs8(&STANDARD.decode(lines).unwrap()).unwrap()
}

/// Signs a message as Amazon does.
fn signed(mut message: Value, key: &RsaKeyPair) -> Value {
    let names: &[&str] = match message["Type"].as_str().unwrap() {
        "Notification" => &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
        _ => &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
    };
    let lines =
        names.iter().filter_map(|name| Some(format!("{name}\n{}\n", message[*name].as_str()?)));
    let text: String = lines.collect();
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
    message["Signature"] = json!(STANDARD.encode(signature));
    message
}

fn notification(id: &str, certificate: &str) -> Value {
    let bounce = json!({ "eventType": "Bounce",
        "bounce": { "bounceType": "Permanent", "timestamp": "2026-03-02T08:59:00.000Z",
            "bouncedRecipients": [{ "emailAddress": "ana@acme.example" }] },
        "mail": { "messageId": "m1" } });
    json!({ "Type": "Notification", "MessageId": id, "TopicArn": TOPIC,
        "Message": format!("{bounce}\n"), "Timestamp": "2026-03-02T09:00:00.000Z",
        "SignatureVersion": "2", "SigningCertURL": certificate })
}

fn subscription(confirm: &str) -> Value {
    json!({ "Type": "SubscriptionConfirmation", "MessageId": "s1", "Token": "2336412f",
        "TopicArn": TOPIC, "Message": "You have chosen to subscribe.", "SubscribeURL": confirm,
        "Timestamp": "2026-03-02T09:00:00.000Z", "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE_URL })
}

#[test]
fn the_certificate_is_fetched_once_and_judges_what_is_signed() {
    let server = amazon();
    let (world, key) = (World::new(&server, None), key());
    for id in ["n1", "n2", "n3"] {
        let seen = world.deliver(&signed(notification(id, CERTIFICATE_URL), &key));
        assert_eq!(seen.status, 200, "{seen:?}");
    }
    assert_eq!(world.events().len(), 3);
    let asked = server.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("GET /SimpleNotificationService-0a1b2c.pem HTTP/1.1\r\n"));
    let mut tampered = signed(notification("n4", CERTIFICATE_URL), &key);
    tampered["Message"] = json!("{}");
    assert_eq!(world.deliver(&tampered).status, 403);
    let mut bare = signed(notification("n5", CERTIFICATE_URL), &key);
    bare.as_object_mut().unwrap().remove("Signature");
    assert_eq!(world.deliver(&bare).status, 401);
    let mut other = notification("n6", CERTIFICATE_URL);
    other["TopicArn"] = json!("arn:aws:sns:eu-west-1:666666666666:criba");
    assert_eq!(world.deliver(&signed(other, &key)).status, 403, "another's topic");
    assert_eq!((world.events().len(), server.asked().len()), (3, 1));
    // After a day it is fetched again.
    world.house.criba.clock().advance(Span::DAY);
    assert_eq!(world.deliver(&signed(notification("n7", CERTIFICATE_URL), &key)).status, 200);
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_subscription_is_confirmed_once_it_is_verified_and_not_before() {
    let server = amazon();
    let (world, key) = (World::new(&server, None), key());
    let mut forged = signed(subscription(CONFIRM_URL), &key);
    forged["Token"] = json!("another");
    assert_eq!(world.deliver(&forged).status, 403);
    assert_eq!(world.ask(), 0);
    let good = signed(subscription(CONFIRM_URL), &key);
    assert_eq!(world.deliver(&good).json()["kept"], 1);
    assert_eq!(world.waiting(), 1);
    assert_eq!((world.ask(), world.ask()), (1, 0));
    assert_eq!(world.waiting(), 0);
    let confirmed: Vec<String> =
        server.asked().into_iter().filter(|head| head.contains("ConfirmSubscription")).collect();
    let [head] = confirmed.as_slice() else { panic!("{confirmed:?}") };
    let path = CONFIRM_URL.split_once(HOST).unwrap().1;
    assert!(head.starts_with(&format!("GET {path} HTTP/1.1\r\n")), "{head}");
}

#[test]
fn a_subscription_that_amazon_no_longer_confirms_says_so() {
    let server = Outside::secure(|head, to| match head.contains(".pem ") {
        true => answer("200 OK", "", CERTIFICATE.as_bytes(), to),
        false => answer("400 Bad Request", "", b"<Error>Token expired</Error>", to),
    });
    let world = World::new(&server, None);
    world.deliver(&signed(subscription(CONFIRM_URL), &key()));
    assert_eq!(world.ask(), 1);
    let source = world.office(Asked::SourceList)["sources"][0].clone();
    assert_eq!((source["problem"].as_str(), &source["waiting"]), (Some("too_late"), &json!(1)));
    assert!(source["problem_said"]["es"].as_str().unwrap().contains("Token expired"), "{source}");
    world.house.criba.clock().advance(Span::DAY);
    assert_eq!(world.ask(), 0);
}

#[test]
fn where_the_certificate_was_given_nothing_goes_out() {
    let server = amazon();
    let (world, key) = (World::new(&server, Some(CERTIFICATE)), key());
    assert_eq!(world.deliver(&signed(notification("n1", CERTIFICATE_URL), &key)).status, 200);
    world.deliver(&signed(subscription(CONFIRM_URL), &key));
    assert_eq!((world.ask(), world.waiting()), (0, 1));
    let shown = world.office(Asked::SourceReplay { name: "ses".to_owned() });
    assert_eq!(shown["confirm"][0], CONFIRM_URL);
    assert_eq!(server.came(), 0);
}

#[test]
fn nothing_hostile_that_a_message_names_is_followed() {
    let traps: Vec<Outside> = ["127.0.0.1:0", "127.0.0.1:443", "127.0.0.1:80", "[::1]:443"]
        .into_iter()
        .filter_map(Outside::trap)
        .collect();
    let port = traps[0].address.port();
    let server = amazon();
    let (world, key) = (World::new(&server, None), key());
    let mut urls = hostile::urls(port);
    // What is nearly Amazon's.
    urls.extend([
        format!("https://{HOST}:{port}/SimpleNotificationService-1.pem"),
        format!("http://{HOST}/SimpleNotificationService-1.pem"),
        format!("https://{HOST}@127.0.0.1/SimpleNotificationService-1.pem"),
        format!("https://{HOST}.evil.example/SimpleNotificationService-1.pem"),
        format!("https://{HOST}\\@127.0.0.1/SimpleNotificationService-1.pem"),
        format!("https://x@{HOST}/SimpleNotificationService-1.pem"),
        format!("https://{HOST}/../SimpleNotificationService-1.pem"),
        format!("https://{HOST}/?Action=Unsubscribe"),
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem".to_owned(),
        "https://sns.eu-west-1.amazonaws.com.cn/SimpleNotificationService-1.pem".to_owned(),
    ]);
    assert!(urls.len() >= 150, "{}", urls.len());
    for (number, url) in urls.iter().enumerate() {
        let message = signed(notification(&format!("n{number}"), url), &key);
        assert_eq!(world.deliver(&message).status, 403, "{url:?}");
    }
    assert_eq!(server.came(), 0, "no certificate is asked for where a message says");
    for url in &urls {
        let seen = world.deliver(&signed(subscription(url), &key));
        assert_eq!(seen.status, 200, "{url:?}: it is Amazon's, and waits");
        while world.ask() > 0 {}
    }
    assert_eq!(traps.iter().map(Outside::came).sum::<usize>(), 0);
    let asked = server.asked();
    assert_eq!(asked.len(), 1, "the certificate alone: {asked:?}");
    assert_eq!(world.events(), []);
    assert!(world.waiting() >= 150, "{}", world.waiting());
}

#[test]
fn a_certificate_that_cannot_be_had_now_has_amazon_come_again() {
    let server = Outside::secure(|_, to| answer("503 Unavailable", "", b"", to));
    let (world, key) = (World::new(&server, None), key());
    let seen = world.deliver(&signed(notification("n1", CERTIFICATE_URL), &key));
    assert_eq!(
        (seen.status.as_u16(), &seen.headers[header::RETRY_AFTER]),
        (503, &"5".parse().unwrap())
    );
    // One that Amazon does not have is nobody's, and is not asked for again at once.
    let server = amazon();
    let world = World::new(&server, None);
    let made_up = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ffff.pem";
    for _ in 0..3 {
        assert_eq!(world.deliver(&signed(notification("n1", made_up), &key)).status, 403);
    }
    assert_eq!(server.asked().len(), 1);
    // Who names many makes Criba ask for a few.
    for number in 0..50 {
        let url = format!("https://{HOST}/SimpleNotificationService-{number:04}.pem");
        let status = world.deliver(&signed(notification("n1", &url), &key)).status.as_u16();
        assert!([403, 503].contains(&status), "{status}");
    }
    assert_eq!(server.asked().len(), 10);
    world.house.criba.clock().advance(Span::MINUTE);
    assert_eq!(world.deliver(&signed(notification("n1", CERTIFICATE_URL), &key)).status, 200);
    assert_eq!(world.events().len(), 1);
}
