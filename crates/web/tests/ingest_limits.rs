#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What programs send that is too much, compressed, or no good: nothing of it breaks the server,
//! and what is good among it is taken.

mod support;

use axum::http::header;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::Seen;
use support::site::{Site, deflated, gzipped, refused, taken};

const KILOBYTE: usize = 1024;
const MEGABYTE: usize = 1024 * KILOBYTE;

fn sends(site: &Site, path: &str, coding: Option<&str>, bytes: Vec<u8>) -> Seen {
    let key = format!("Bearer {}", site.key);
    let mut headers = vec![(header::AUTHORIZATION.as_str(), key.as_str())];
    headers.extend(coding.map(|coding| (header::CONTENT_ENCODING.as_str(), coding)));
    site.sends("POST", path, &headers, bytes)
}

fn event(message: &str) -> Value {
    json!({ "type": "track", "event": "x", "userId": "u", "messageId": message })
}

/// An event of so many bytes.
fn sized(message: &str, bytes: usize) -> String {
    let mut event = event(message);
    event["properties"] = json!({ "text": "" });
    let room = bytes - event.to_string().len();
    event["properties"]["text"] = json!("x".repeat(room));
    assert_eq!(event.to_string().len(), bytes);
    event.to_string()
}

#[test]
fn compressed_bodies_are_read() {
    let site = Site::new();
    let body = |message: &str| event(message).to_string().into_bytes();
    taken(&sends(&site, "/v1/track", Some("gzip"), gzipped(&body("1"))));
    taken(&sends(&site, "/v1/track", Some("X-GZIP"), gzipped(&body("2"))));
    taken(&sends(&site, "/v1/track", Some("deflate"), deflated(&body("3"))));
    taken(&sends(&site, "/v1/track", Some("identity"), body("4")));
    // The format that HTTP calls deflate begins with two bytes that some leave out.
    let bare = deflated(&body("5"));
    taken(&sends(&site, "/v1/track", Some("deflate"), bare[2..bare.len() - 4].to_vec()));
    // What a proxy took off the head is seen in the body.
    taken(&sends(&site, "/v1/track", None, gzipped(&body("6"))));
    let batch = json!({ "batch": [event("7"), event("8")] }).to_string();
    taken(&sends(&site, "/v1/batch", Some("gzip"), gzipped(batch.as_bytes())));
    assert_eq!(site.log().len(), 8);

    let broken = gzipped(&body("9"));
    let cut = broken[..broken.len() / 2].to_vec();
    for bytes in [cut, body("9"), Vec::new(), vec![0x1f, 0x8b]] {
        let seen = sends(&site, "/v1/track", Some("gzip"), bytes);
        refused(&seen, 400, "invalid_compression");
    }
    for coding in ["br", "gzip, gzip", "zstd"] {
        let seen = sends(&site, "/v1/track", Some(coding), gzipped(&gzipped(&body("9"))));
        refused(&seen, 415, "unsupported_encoding");
    }
    assert_eq!(site.log().len(), 8);
}

#[test]
fn a_bomb_is_refused() {
    let site = Site::new();
    let bomb = gzipped(&vec![b' '; 64 * MEGABYTE]);
    assert!(bomb.len() < 100 * KILOBYTE);
    refused(&sends(&site, "/v1/batch", Some("gzip"), bomb.clone()), 413, "too_large");
    let small = gzipped(&vec![b' '; 8 * MEGABYTE]);
    assert!(small.len() < 32 * KILOBYTE);
    refused(&sends(&site, "/v1/track", Some("gzip"), small), 413, "too_large");
    assert_eq!(site.log(), []);
}

#[test]
fn one_event_has_32_kilobytes_and_a_batch_4_megabytes() {
    let site = Site::new();
    taken(&sends(&site, "/v1/track", None, sized("1", 32 * KILOBYTE).into_bytes()));
    let seen = sends(&site, "/v1/track", None, sized("2", 32 * KILOBYTE + 1).into_bytes());
    refused(&seen, 413, "too_large");
    // Among others, the one that is too large is left out alone.
    let batch = format!(
        "{{\"batch\":[{},{},{}]}}",
        sized("3", 32 * KILOBYTE),
        sized("4", 32 * KILOBYTE + 1),
        event("5")
    );
    taken(&sends(&site, "/v1/batch", None, batch.into_bytes()));
    let log = site.log();
    let messages: Vec<&str> = log.iter().map(|row| &*row.event.message_id).collect();
    assert_eq!(messages, ["1", "3", "5"]);

    let padded = |bytes: usize| {
        let batch = json!({ "batch": [event("6")] }).to_string();
        batch.clone() + &" ".repeat(bytes - batch.len())
    };
    taken(&sends(&site, "/v1/batch", None, padded(4 * MEGABYTE).into_bytes()));
    let seen = sends(&site, "/v1/batch", None, padded(4 * MEGABYTE + 1).into_bytes());
    refused(&seen, 413, "too_large");
    let seen = sends(&site, "/v1/batch", None, padded(20 * MEGABYTE).into_bytes());
    refused(&seen, 413, "too_large");
    taken(&sends(&site, "/v1/batch", Some("gzip"), gzipped(padded(4 * MEGABYTE).as_bytes())));
    assert_eq!(site.log().len(), 4);
}

#[test]
fn a_batch_of_three_thousand_is_taken_whole() {
    let site = Site::new();
    let batch: Vec<Value> = (0..3_000)
        .map(|index| {
            let mut event = event(&index.to_string());
            event["userId"] = json!(format!("u{}", index % 50));
            event
        })
        .collect();
    site.tells("/v1/batch", &json!({ "batch": batch }));
    let log = site.log();
    let messages: Vec<usize> =
        log.iter().map(|row| row.event.message_id.parse().unwrap()).collect();
    assert_eq!(messages, (0..3_000).collect::<Vec<usize>>());
}

#[test]
fn what_is_wrong_in_a_batch_is_left_out_alone() {
    let site = Site::new();
    let deep = |depth: usize| -> Value {
        let text = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        serde_json::from_str(&text).unwrap()
    };
    let with = |id: &str, value: Value| {
        let mut event = event(&format!("bad {id}"));
        event[id] = value;
        event
    };
    let batch = json!([
        event("first"),
        null,
        1,
        "text",
        [],
        {},
        { "type": "track", "event": "x" },
        { "type": "dance", "userId": "u" },
        { "type": 7, "userId": "u" },
        { "type": "track", "userId": "u" },
        { "type": "track", "event": {}, "userId": "u" },
        with("properties", deep(100)),
        // Nothing of these says anything, and the event stands.
        with("context", json!(1)),
        with("properties", json!("text")),
        with("traits", json!([1])),
        with("timestamp", json!({ "a": 1 })),
        event("last"),
    ]);
    site.tells("/v1/batch", &json!({ "batch": batch, "context": [1], "sentAt": {} }));
    let log = site.log();
    let messages: Vec<&str> = log.iter().map(|row| &*row.event.message_id).collect();
    let kept = ["first", "bad context", "bad properties", "bad traits", "bad timestamp", "last"];
    assert_eq!(messages, kept);
    site.tells("/v1/batch", &json!({ "batch": [] }));
}

#[test]
fn what_is_no_event_is_refused_with_words() {
    let site = Site::new();
    let deep = format!(
        "{{\"userId\":\"u\",\"event\":\"x\",\"properties\":{{\"a\":{}{}}}}}",
        "[".repeat(40),
        "]".repeat(40)
    );
    let deeper = format!("{{\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    for (bytes, code) in [
        (b"".to_vec(), "invalid_json"),
        (b"{".to_vec(), "invalid_json"),
        (b"{\"userId\":\"u\"} x".to_vec(), "invalid_json"),
        (b"{\"userId\":\"\xff\"}".to_vec(), "invalid_utf8"),
        (b"[]".to_vec(), "not_an_object"),
        (b"\"text\"".to_vec(), "not_an_object"),
        (b"null".to_vec(), "not_an_object"),
        (deep.into_bytes(), "too_deep"),
        (deeper.into_bytes(), "too_deep"),
        (b"{\"userId\":\"u\"}".to_vec(), "no_event"),
        (b"{\"userId\":\"u\",\"event\":\"  \"}".to_vec(), "no_event"),
    ] {
        refused(&sends(&site, "/v1/track", None, bytes), 400, code);
    }
    for (body, code) in [
        ("{}", "no_batch"),
        ("{\"batch\":{}}", "no_batch"),
        ("[]", "not_an_object"),
        ("{\"batch\":[", "invalid_json"),
    ] {
        refused(&sends(&site, "/v1/batch", None, body.into()), 400, code);
    }
    assert_eq!(site.log(), []);
}

#[test]
fn characters_that_are_none_are_taken_out() {
    let site = Site::new();
    let body = r#"{"userId":"u\u0000","event":"Hola\ud800 \ud83d\ude00","properties":{"a\u0000":"\u0000b"},"messageId":"\u0000"}"#;
    taken(&sends(&site, "/v1/track", None, body.into()));
    let row = site.only();
    assert_eq!(row.keys.clone().unwrap().user_id.as_deref(), Some("u"));
    assert_eq!(store::workspace::rows::name(&row.event.act), "Hola\u{fffd} 😀");
    assert_eq!(support::site::property(&row, "a"), "b");
    assert!(!site.raw(&row).to_string().contains("\\u0000"));
}

/// JSON of any kind, its keys among those that something is made of.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(serde_json::from_str("1e99999").unwrap()),
        "[a-z@.+ ]{0,12}".prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        prop::sample::select(vec![
            "track",
            "identify",
            "u1",
            "2026-03-02T09:00:00Z",
            "-009999-01-01T00:00:00Z",
            "ana@acme.example",
            "+34626717169",
            "https://acme.example/a?utm_source=x&%ff",
            "joined",
            "$serde_json::private::Number",
        ])
        .prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "type",
        "event",
        "userId",
        "anonymousId",
        "previousId",
        "groupId",
        "messageId",
        "traits",
        "properties",
        "context",
        "timestamp",
        "originalTimestamp",
        "sentAt",
        "name",
        "email",
        "phone",
        "address",
        "company",
        "country",
        "page",
        "url",
        "campaign",
        "userAgent",
        "ip",
        "batch",
        "also_named",
        "",
        "ñ.b",
    ]);
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|entries| {
                let entries = entries.into_iter().map(|(key, value)| (key.to_owned(), value));
                Value::Object(entries.collect())
            }),
        ]
    })
}

#[test]
fn no_body_breaks_the_server() {
    let site = Site::new();
    let paths = ["identify", "track", "page", "screen", "group", "alias", "batch", "import"];
    let asked = (prop::sample::select(paths.to_vec()), any_json(), any::<(bool, usize, u8)>());
    proptest!(ProptestConfig::with_cases(300), |((path, body, (is_cut, place, byte)) in asked)| {
        let mut events = vec![body.clone()];
        for kind in ["track", "identify", "group", "page"] {
            // The same with enough of an event about it to go all the way in.
            let mut event = match &body {
                Value::Object(event) => Value::Object(event.clone()),
                other => json!({ "properties": other, "traits": other, "context": other }),
            };
            event["type"] = json!(kind);
            event["userId"] = json!("u1");
            events.push(event);
        }
        let whole = match path {
            "batch" | "import" => json!({ "batch": events, "context": body, "sentAt": body }),
            _ => events[1].clone(),
        };
        let mut bytes = whole.to_string().into_bytes();
        if is_cut {
            let place = place % bytes.len();
            bytes[place] = byte;
        }
        let seen = sends(&site, &format!("/v1/{path}"), None, bytes);
        prop_assert!(!seen.status.is_server_error(), "{seen:?}");
        prop_assert!(is_cut || seen.status == 200 || seen.status == 400, "{seen:?}");
    });
    // What was taken can be read again.
    for row in site.log() {
        site.raw(&row);
    }
    site.workspace.writer.tick().wait().unwrap();
}
