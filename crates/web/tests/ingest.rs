#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Programs tell what happened as they tell Segment: every address, every way to say the key,
//! every answer.

mod support;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use engine::time::Span;
use serde_json::{Value, json};
use store::workspace::rows::name;
use support::Seen;
use support::site::{Site, refused, said, taken};
use web::app::Settings;

const SINGLE: [(&str, &str, &str); 6] = [
    ("identify", "i", "learned"),
    ("track", "t", "Demo Requested"),
    ("page", "p", "page"),
    ("screen", "s", "screen"),
    ("group", "g", "learned"),
    ("alias", "a", "learned"),
];

/// An event that any of the addresses takes.
fn event(message: &str) -> Value {
    json!({
        "messageId": message, "userId": "u1", "previousId": "a1", "groupId": "g1",
        "event": "Demo Requested", "name": "Precios", "traits": { "plan": "pro" },
    })
}

#[test]
fn every_address_takes_what_it_is_for() {
    let site = Site::new();
    let mut count = 0;
    for (whole, short, expected) in SINGLE {
        for path in [format!("/v1/{whole}"), format!("/v1/{whole}/"), format!("/v1/{short}")] {
            site.tells(&path, &event(&path));
            count += 1;
            let row = site.latest();
            assert_eq!((&*row.event.message_id, name(&row.event.act)), (&*path, expected));
            assert_eq!(&*row.event.source, "v1:web");
            assert_eq!(row.outcome, "applied", "{path}");
        }
    }
    for path in ["/v1/batch", "/v1/batch/", "/v1/b", "/v1/import"] {
        let batch = SINGLE.map(|(whole, _, _)| {
            let mut event = event(&format!("{path} {whole}"));
            event["type"] = json!(whole);
            event
        });
        site.tells(path, &json!({ "batch": batch }));
        count += batch.len();
        let log = site.log();
        let names: Vec<&str> =
            log[log.len() - 6..].iter().map(|row| name(&row.event.act)).collect();
        assert_eq!(names, SINGLE.map(|(_, _, name)| name), "{path}");
    }
    assert_eq!(site.log().len(), count);
    // What clients count of themselves comes without a key, and stays nowhere.
    taken(&site.sends("POST", "/v1/m", &[], r#"{"series":[]}"#));
    taken(&site.sends("POST", "/v1/m/", &[], vec![0u8; 100_000]));
    assert_eq!(site.log().len(), count);
}

#[test]
fn the_key_is_taken_however_a_client_says_it() {
    let site = Site::new();
    let key = &site.key;
    let basic = |text: &str| STANDARD.encode(text);
    let bare = STANDARD_NO_PAD.encode(format!("{key}:x"));
    let headers = [
        format!("Basic {}", basic(&format!("{key}:"))),
        format!("basic {}", basic(key)),
        format!("BASIC {}", basic(&format!("{key}:a password"))),
        format!("Basic {bare}"),
        format!("Bearer {key}"),
    ];
    for (index, value) in headers.iter().enumerate() {
        let body = event(&format!("head {index}")).to_string();
        taken(&site.sends("POST", "/v1/track", &[("authorization", value)], body));
    }
    let within = |message: &str, key: &str| {
        let mut event = event(message);
        event["writeKey"] = json!(key);
        event.to_string()
    };
    taken(&site.sends("POST", "/v1/track", &[], within("body", key)));
    let asked = format!("/v1/track?writeKey={key}");
    taken(&site.sends("POST", &asked, &[], event("query").to_string()));
    let batch = json!({ "writeKey": key, "batch": [{ "type": "track", "event": "x",
        "userId": "u", "messageId": "batch", "writeKey": key }] });
    taken(&site.sends("POST", "/v1/batch", &[], batch.to_string()));
    // The head goes before the body; one that says nothing leaves it to the body.
    taken(&site.sends("POST", "/v1/track", &[("authorization", &headers[0])], within("both", "x")));
    let wrong = [("authorization", "Basic bm9uZTo=")];
    refused(&site.sends("POST", "/v1/track", &wrong, within("no", key)), 401, "unknown_key");
    let empty = [("authorization", "Basic Og==")];
    taken(&site.sends("POST", "/v1/track", &empty, within("empty", key)));
    let log = site.log();
    assert_eq!(log.len(), headers.len() + 5);
    for row in log {
        assert!(!site.raw(&row).to_string().contains(key.as_str()), "a key is kept nowhere");
    }
}

#[test]
fn who_has_no_key_for_it_is_told_so_once() {
    let site = Site::new();
    let (criba, id) = (&site.house.criba, site.workspace.row.id);
    let api = criba.add_key(id, "api", "crm").unwrap();
    let metrics = criba.add_key(id, "metrics", "prometheus").unwrap();
    for path in ["/v1/track", "/v1/batch"] {
        let body = json!({ "event": "x", "userId": "u", "batch": [] }).to_string();
        let sends = |headers: &[(&str, &str)]| site.sends("POST", path, headers, body.clone());
        refused(&sends(&[]), 401, "no_key");
        refused(&sends(&[("authorization", "Bearer nobody")]), 401, "unknown_key");
        refused(&sends(&[("authorization", "Digest x")]), 401, "no_key");
        for key in [&api, &metrics] {
            let value = format!("Bearer {key}");
            refused(&sends(&[("authorization", &value)]), 403, "not_a_source_key");
        }
    }
    // A key that is revoked opens nothing from that moment on, and one that is new does at once.
    site.tells("/v1/track", &event("before"));
    let hint = criba.house().keys(id).unwrap();
    let hint = &hint.iter().find(|row| site.key.starts_with(&row.hint)).unwrap().hint;
    criba.revoke_key(id, hint, "ana@tecnoclima.example").unwrap();
    refused(&site.posts("/v1/track", &event("after")), 401, "unknown_key");
    let key = criba.add_key(id, "source", "web").unwrap();
    let value = format!("Bearer {key}");
    let again = event("before").to_string();
    taken(&site.sends("POST", "/v1/track", &[("authorization", &value)], again));
    assert_eq!(site.log().len(), 1, "a key in place of another is the same source");
}

#[test]
fn what_a_request_says_of_its_content_is_not_looked_at() {
    let site = Site::new();
    let key = format!("Bearer {}", site.key);
    let kinds = [
        "application/json",
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "nonsense",
    ];
    for kind in kinds {
        let headers = [("authorization", key.as_str()), ("content-type", kind)];
        taken(&site.sends("POST", "/v1/track", &headers, event(kind).to_string()));
    }
    // Pages of other sites send as well.
    let headers = [
        ("authorization", key.as_str()),
        ("origin", "https://acme.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    taken(&site.sends("POST", "/v1/t", &headers, event("origin").to_string()));
    assert_eq!(site.log().len(), kinds.len() + 1);
}

#[test]
fn a_message_is_one_event_of_its_source() {
    let site = Site::new();
    let mut one = event("m1");
    site.tells("/v1/track", &one);
    site.tells("/v1/track", &one);
    one["type"] = json!("track");
    site.tells("/v1/batch", &json!({ "batch": [one, one] }));
    let two = json!({ "type": "track", "event": "x", "userId": "u", "messageId": "m2" });
    site.tells("/v1/batch", &json!({ "batch": [two, two] }));
    site.tells("/v1/track", &two);
    assert_eq!(site.log().len(), 2);
    // Another source may use the same ids.
    let other = site.house.criba.add_key(site.workspace.row.id, "source", "app").unwrap();
    let other = [("authorization", format!("Bearer {other}"))];
    let other = other.each_ref().map(|(name, value)| (*name, value.as_str()));
    taken(&site.sends("POST", "/v1/track", &other, two.to_string()));
    assert_eq!(site.log().len(), 3);
    // A long id is told apart all the same, and what has none is always new.
    let long =
        |end: &str| json!({ "event": "x", "userId": "u", "messageId": "m".repeat(500) + end });
    for end in ["a", "b", "a"] {
        site.tells("/v1/track", &long(end));
    }
    assert_eq!(site.log().len(), 5);
    for _ in 0..2 {
        site.tells("/v1/track", &json!({ "event": "x", "userId": "u" }));
    }
    assert_eq!(site.log().len(), 7);
}

#[test]
fn twelve_copies_at_once_are_one_event() {
    let site = Site::new();
    std::thread::scope(|scope| {
        for copy in 0..12 {
            let site = &site;
            scope.spawn(move || match copy % 2 {
                0 => site.tells("/v1/track", &event("m1")),
                _ => {
                    let mut event = event("m1");
                    event["type"] = json!("track");
                    site.tells("/v1/batch", &json!({ "batch": [event] }));
                }
            });
        }
    });
    assert_eq!(site.only().outcome, "applied");
}

#[test]
fn a_browser_may_send_and_read_every_answer() {
    let site = Site::new();
    let paths = SINGLE.iter().flat_map(|(whole, short, _)| [*whole, *short]);
    let paths = paths.chain(["batch", "b", "import", "m", "projects/x/settings", "pixel/track"]);
    for path in paths.chain(["nothing", "track/"]) {
        let asked = "authorization,x-retry-count";
        let headers = [
            ("origin", "https://acme.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", asked),
        ];
        let seen = site.sends("OPTIONS", &format!("/v1/{path}"), &headers, "");
        assert_eq!(seen.status, StatusCode::NO_CONTENT, "{path}: {seen:?}");
        let said = |name: &str| seen.headers[name].to_str().unwrap();
        assert_eq!(said("access-control-allow-origin"), "*");
        assert_eq!(said("access-control-allow-headers"), asked);
        assert_eq!(said("access-control-allow-methods"), "POST, GET, OPTIONS");
        assert_eq!(said("access-control-max-age"), "86400");
    }
    let seen = site.sends("OPTIONS", "/v1/track", &[], "");
    let usual = seen.headers["access-control-allow-headers"].to_str().unwrap();
    assert!(usual.contains("authorization") && usual.contains("x-retry-count"), "{usual}");
}

#[test]
fn an_address_that_is_none_says_so() {
    let site = Site::new();
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/track/more", "/v1/%ff", "/v1/projects/x"] {
        refused(
            &site.sends("POST", path, &[("origin", "https://x.example")], "{}"),
            404,
            "not_found",
        );
    }
    let seen = site.sends("GET", "/v1/track", &[], "");
    refused(&seen, 405, "method_not_allowed");
    assert_eq!(seen.headers["allow"], "POST");
    refused(&site.sends("DELETE", "/v1/batch", &[], ""), 405, "method_not_allowed");
}

#[test]
fn who_sends_too_often_is_told_when_to_come_again() {
    let site = Site::with(Settings { ingest_per_second: 2, ..Settings::default() });
    for (message, left) in [("a", "1"), ("b", "0")] {
        let seen = site.posts("/v1/track", &event(message));
        assert_eq!(seen.status, 200);
        assert_eq!(seen.headers["x-ratelimit-remaining"], left);
    }
    let seen = site.posts("/v1/batch", &json!({ "batch": [] }));
    refused(&seen, 429, "too_many_requests");
    assert_eq!(seen.headers["retry-after"], "1");
    assert_eq!(seen.headers["ratelimit"], "\"default\";r=0;t=1");
    let exposed = seen.headers["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("RateLimit-Policy"), "{exposed}");
    assert_eq!(seen.headers["x-ratelimit-limit"], "2");
    assert_eq!(seen.headers["x-ratelimit-remaining"], "0");
    assert!(seen.headers.contains_key("x-ratelimit-reset"));
    site.house.criba.clock().advance(Span::SECOND);
    site.tells("/v1/track", &event("c"));
    assert_eq!(site.log().len(), 3);
}

#[test]
fn who_is_nobody_is_ignored() {
    let site = Site::new();
    for nobody in [
        json!({ "event": "x" }),
        json!({ "event": "x", "userId": null, "anonymousId": "" }),
        json!({ "event": "x", "userId": "null", "anonymousId": "undefined" }),
        json!({ "event": "x", "userId": {}, "anonymousId": [] }),
    ] {
        site.tells("/v1/track", &nobody);
    }
    site.tells("/v1/alias", &json!({ "userId": "u" }));
    site.tells("/v1/alias", &json!({ "previousId": "u" }));
    assert_eq!(site.log(), []);
    site.tells("/v1/track", &json!({ "event": "x", "userId": 12, "anonymousId": null }));
    let keys = site.only().keys.unwrap();
    assert_eq!((keys.user_id.as_deref(), keys.anonymous_id), (Some("12"), None));
}

#[test]
fn the_browsers_client_learns_where_to_send() {
    let site = Site::new();
    let path = format!("/v1/projects/{}/settings", site.key);
    let segment = |seen: &Seen| {
        assert_eq!(seen.status, 200, "{seen:?}");
        assert_eq!(seen.headers["cache-control"], "public, max-age=120");
        assert_eq!(seen.headers["access-control-allow-origin"], "*");
        let document = seen.json();
        assert_eq!(document["integrations"].as_object().unwrap().len(), 1);
        assert_eq!(document["metrics"]["sampleRate"], 0);
        assert_eq!(document["plan"]["track"]["__default"]["enabled"], true);
        document["integrations"]["Segment.io"].clone()
    };
    let seen = segment(&site.sends("GET", &path, &[("host", "localhost:7373")], ""));
    assert_eq!(seen["apiHost"], "localhost:7373/v1");
    assert_eq!(seen["protocol"], "http");
    assert_eq!(seen["apiKey"], site.key.as_str());
    let api = site.house.criba.add_key(site.workspace.row.id, "api", "crm").unwrap();
    for key in ["nobody", &api] {
        let path = format!("/v1/projects/{key}/settings");
        refused(&site.sends("GET", &path, &[], ""), 404, "not_found");
    }

    let base_url = "https://criba.ejemplo.es/".to_owned();
    let site = Site::with(Settings { base_url, ..Settings::default() });
    let path = format!("/v1/projects/{}/settings", site.key);
    let seen = segment(&site.sends("GET", &path, &[("host", "10.0.0.1")], ""));
    assert_eq!(seen["apiHost"], "criba.ejemplo.es/v1");
    assert_eq!(seen["protocol"], "https");
}

#[test]
fn a_person_who_says_their_address_is_one() {
    let site = Site::new();
    site.tells("/v1/identify", &json!({ "userId": "Ana@ACME.example", "anonymousId": "b1" }));
    assert_eq!(said(&site.only(), "person.email"), Some(json!("ana@acme.example")));
}
