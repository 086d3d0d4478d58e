#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Bodies as programs and browsers send them, with bytes changed, cut, doubled and put in: whatever
//! comes is answered as a fault of whoever sent it, and never as one of the server's.

mod support;

use axum::body::Body;
use axum::http::{Request, header};
use engine::agreement::Language;
use engine::time::Span;
use runtime::forms::{public_name, template};
use serde_json::{Value, json};
use support::Seen;
use support::site::{Site, deflated, gzipped};

/// Bodies of each parser where nobody says how many.
const BODIES: usize = 60;

/// How many bodies each parser is given.
fn bodies() -> usize {
    let asked = std::env::var_os("CRIBA_BODIES").and_then(|count| count.into_string().ok());
    asked.map_or(BODIES, |count| count.parse().unwrap())
}

/// Numbers drawn by chance, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    /// A body with some of its bytes changed.
    fn spoils(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(6) {
            let place = self.below(bytes.len());
            let byte = u8::try_from(self.below(256)).unwrap();
            match self.below(6) {
                0 => bytes.truncate(place),
                1 => bytes.insert(place, byte),
                2 => bytes.extend(bytes.clone().into_iter().skip(place).take(64)),
                // What JSON is made of says more than bytes drawn from all.
                3 => bytes.insert(place, b"{}[]\",:\\0-e.ntf"[self.below(15)]),
                _ if place < bytes.len() => bytes[place] = byte,
                _ => {}
            }
        }
        bytes
    }
}

fn event(kind: &str) -> Value {
    json!({
        "type": kind, "event": "page", "userId": "u1", "anonymousId": "a1", "messageId": "m",
        "previousId": "p", "groupId": "g", "timestamp": "2026-03-12T10:00:00.000Z",
        "sentAt": "2026-03-12T10:00:01.000Z", "originalTimestamp": "2026-03-12T09:59:59Z",
        "properties": { "path": "/precios", "url": "https://a.example/?utm_source=x", "n": 1.5e3 },
        "traits": { "email": "ana@acme.example", "name": "Ñandú 🐦", "address": { "city": "A" } },
        "context": { "ip": "1.2.3.4", "campaign": { "source": "x" }, "page": { "path": "/" } },
        "integrations": { "All": true }, "deep": [[[[{ "a": [null, true, "\u{0}"] }]]]],
    })
}

const SINGLE: [&str; 12] =
    ["identify", "track", "page", "screen", "group", "alias", "i", "t", "p", "s", "g", "a"];
const KINDS: [&str; 6] = ["identify", "track", "page", "screen", "group", "alias"];

fn holds(seen: &Seen, what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(!seen.status.is_server_error(), "{what} answers {seen:?} to {text:?}");
}

#[test]
fn no_body_is_answered_as_a_fault_of_the_server() {
    let site = Site::new();
    let mut chance = Chance(7);
    let count = bodies();
    let key = format!("Bearer {}", site.key);
    let sends = |path: &str, coding: &str, bytes: Vec<u8>| {
        let headers = [(header::AUTHORIZATION.as_str(), &*key), ("content-encoding", coding)];
        site.sends("POST", path, &headers, bytes)
    };
    let batch = json!({ "batch": KINDS.map(event), "context": event("track")["context"] });
    let batch = batch.to_string().into_bytes();
    for number in 0..count {
        let kind = event(KINDS[number % KINDS.len()]).to_string();
        let path = format!("/v1/{}", SINGLE[number % SINGLE.len()]);
        let bytes = chance.spoils(kind.as_bytes());
        holds(&sends(&path, "identity", bytes.clone()), &path, &bytes);
        let path = ["/v1/batch", "/v1/b", "/v1/import"][number % 3];
        let bytes = chance.spoils(&batch);
        holds(&sends(path, "identity", bytes.clone()), path, &bytes);
        for (coding, packed) in [("gzip", gzipped(&batch)), ("deflate", deflated(&batch))] {
            let bytes = chance.spoils(&packed);
            holds(&sends("/v1/batch", coding, bytes.clone()), coding, &bytes);
        }
        let query: String =
            chance.spoils(kind.as_bytes()).iter().map(|byte| format!("%{byte:02x}")).collect();
        let name = ["data", "userId", "properties.subject", "writeKey"][number % 4];
        let path = format!("/v1/pixel/track?{name}={query}");
        let seen = site.sends("GET", &path, &[], Body::empty());
        holds(&seen, "/v1/pixel", path.as_bytes());
    }
    println!("{} bad inputs", count * 5);
}

#[test]
fn no_form_is_answered_as_a_fault_of_the_server() {
    let site = Site::new();
    let form = template("contacto", Language::Es, "presupuesto").unwrap();
    let path = format!("/f/{}", public_name(site.workspace.row.id, &form.slug));
    site.workspace.save_form(form, None, "ana@acme.example").unwrap();
    let mut chance = Chance(11);
    let fields = "started=7b2266.00ff&asked=email%2Cname&email=ana%40acme.example&name=Ana+%F1&\
                  phone=%2B34612345678&consent.email=1&website=&utm_source=x&page=%2F&nuevo=1";
    let count = bodies();
    for number in 0..count {
        let bytes = chance.spoils(fields.as_bytes());
        let request = Request::post(&path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, "https://acme.example")
            .header(header::ACCEPT, ["application/json", "text/html"][number % 2]);
        let seen = site.house.send(request.body(Body::from(bytes.clone())).unwrap());
        holds(&seen, &path, &bytes);
        // One address may send only so many in a quarter of an hour.
        site.house.criba.clock().advance(Span::MINUTE);
    }
    println!("{count} bad inputs");
}
