//! No body makes a reader panic, nor what verifies it: bodies as providers send them, with bytes
//! changed, cut, doubled and put in, and JSON of any shape.

use axum::http::HeaderMap;
use proptest::prelude::*;
use runtime::sources::Kind;
use serde_json::{Value, json};

use super::signature::Sent;
use super::told::Body;
use super::trial;
use super::trial::GUESSED;

/// Bodies that each reach deep into some reader.
fn bodies() -> Vec<String> {
    let value = json!({
        "object": "page", "event": "call.ended", "event_type": "form_response",
        "eventType": "FORM_RESPONSE", "Type": "Notification", "triggerEvent": "BOOKING_CREATED",
        "RecordType": "Bounce", "lead_id": "1", "timestamp": 1_772_436_000, "token": "t",
        "email": "ana@acme.example", "Message": "{\"eventType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":\"a@b.es\"}]}}",
        "signature": { "timestamp": "1", "token": "t", "signature": "00" },
        "event-data": { "event": "opened", "recipient": "a@b.es", "timestamp": 1.5 },
        "payload": { "uid": "u", "uri": "x", "email": "a@b.es", "responses": { "name": { "value": { "firstName": "Ñ" } } } },
        "form_response": { "token": "T", "answers": [{ "type": "email", "email": "a@b.es" }] },
        "user_column_data": [{ "column_id": "EMAIL", "string_value": "a@b.es" }],
        "data": { "id": 1, "direction": "inbound", "raw_digits": "+34612345678", "started_at": 1, "ended_at": "9",
            "fields": [{ "label": "Correo", "type": "INPUT_EMAIL", "value": "a@b.es" }], "responseId": "R" },
        "entry": [{ "changes": [
            { "field": "leadgen", "value": { "leadgen_id": 1, "field_data": [{ "name": "email", "values": ["a@b.es"] }] } },
            { "field": "messages", "value": {
                "contacts": [{ "wa_id": "34612345678", "profile": { "name": "Ñandú" } }],
                "messages": [{ "id": "w", "from": "34612345678", "type": "text", "text": { "body": "BAJA" } }],
                "statuses": [{ "id": "w", "status": "failed", "errors": [{ "code": 131_050 }] }] } }] }],
    });
    vec![
        value.to_string(),
        json!([value]).to_string(),
        "CallSid=C&From=%2B34612345678&CallStatus=completed&CallDuration=9&Body=x&MessageSid=S"
            .to_owned(),
        "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b.es\r\n--b--".to_owned(),
    ]
}

/// Everything that any reader does with a body.
fn reads(raw: &[u8]) {
    let (headers, urls) = (HeaderMap::new(), ["https://a/?bodySHA256=0".to_owned()]);
    let now = trial::now();
    let reading = trial::reading();
    for kind in Kind::all() {
        let sent = Sent {
            secret: "s",
            token: "t",
            key: Some("k"),
            headers: &headers,
            raw,
            urls: &urls,
            now,
        };
        super::verify(kind, &sent).ok();
        for content_type in ["", "application/json", "multipart/form-data; boundary=b"] {
            let read =
                super::read(kind, &Body { raw, content_type, reading: &reading, map: &GUESSED });
            for told in read.told {
                told.intakes(&"hooks".into(), now);
            }
        }
    }
}

#[test]
fn the_bodies_reach_every_reader() {
    for kind in Kind::all() {
        let reading = trial::reading();
        let told = bodies().iter().any(|raw| {
            let read = super::read(
                kind,
                &Body { raw: raw.as_bytes(), content_type: "", reading: &reading, map: &GUESSED },
            );
            !read.told.is_empty() || !read.kept.is_empty()
        });
        assert!(told, "{kind:?}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{1,12}", inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Bodies of each kind where nobody says how many.
const BODIES: u32 = 96;

/// Half of the bodies that each kind is given.
fn half() -> ProptestConfig {
    let asked = std::env::var_os("CRIBA_BODIES").and_then(|count| count.into_string().ok());
    let count = asked.map_or(BODIES, |count| count.parse().unwrap());
    ProptestConfig::with_cases(count / 2)
}

/// Says how many were tried.
fn tried(half: &ProptestConfig) {
    println!("{} bad inputs", half.cases as usize * Kind::all().count());
}

#[test]
fn no_change_of_bytes_makes_a_reader_panic() {
    let change = (any::<prop::sample::Index>(), 0_u8..4, any::<u8>());
    let changes = prop::collection::vec(change, 1..12);
    proptest!(half(), |(which in 0_usize..4, changes in changes)| {
        let mut raw = bodies().swap_remove(which).into_bytes();
        for (place, what, byte) in changes {
            let place = place.index(raw.len().max(1));
            match what {
                0 if place < raw.len() => raw[place] = byte,
                1 => raw.truncate(place),
                2 => raw.insert(place.min(raw.len()), byte),
                _ => raw.extend(raw.clone().into_iter().skip(place).take(64)),
            }
        }
        reads(&raw);
    });
    tried(&half());
}

#[test]
fn no_value_in_the_place_of_another_makes_a_reader_panic() {
    proptest!(half(), |(value in any_json(), place in any::<prop::sample::Index>())| {
        let mut json: Value = serde_json::from_str(&bodies()[0]).unwrap();
        let mut paths = Vec::new();
        walk(&json, String::new(), &mut paths);
        *json.pointer_mut(&paths[place.index(paths.len())]).unwrap() = value;
        reads(json.to_string().as_bytes());
        reads(json!([json]).to_string().as_bytes());
    });
    tried(&half());
}

fn walk(json: &Value, path: String, paths: &mut Vec<String>) {
    match json {
        Value::Object(entries) => {
            entries.iter().for_each(|(key, value)| walk(value, format!("{path}/{key}"), paths));
        }
        Value::Array(values) => {
            let values = values.iter().enumerate();
            values.for_each(|(index, value)| walk(value, format!("{path}/{index}"), paths));
        }
        _ => {}
    }
    paths.push(path);
}
