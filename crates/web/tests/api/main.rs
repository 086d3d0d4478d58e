#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The API against a real workspace: what it answers is what its description says, nothing is done
//! twice, and pages of lists leave nothing out.

mod described;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use engine::time::Span;
use runtime::criba::Workspace;
use serde_json::{Value, json};
use store::ids::ContactId;
use support::{House, Seen, contact, happened};
use web::app::Settings;

const REP: &str = "luis@tecnoclima.example";

struct Api {
    house: House,
    workspace: Arc<Workspace>,
    key: String,
}

impl Api {
    fn new() -> Api {
        Api::with(Settings::default())
    }

    fn with(settings: Settings) -> Api {
        let house = House::new(settings);
        let workspace = house.workspace("Tecnoclima");
        house.person(workspace.row.id, REP, "work,edit");
        house.person(workspace.row.id, "eva@tecnoclima.example", "view");
        let key = house.criba.add_key(workspace.row.id, "api", "crm").unwrap();
        Api { house, workspace, key }
    }

    fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Seen {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.house.send(request.body(Body::from(body.to_owned())).unwrap())
    }

    fn get(&self, path: &str) -> Value {
        let seen = self.call("GET", path, &[], "");
        assert_eq!(seen.status, 200, "{path}: {seen:?}");
        seen.json()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let seen = self.call("POST", path, &[], &body.to_string());
        assert_eq!(seen.status, 201, "{path}: {seen:?}");
        seen.json()
    }

    /// Every row of a list, a page at a time; no page is longer than asked for.
    fn all(&self, path: &str, noun: &str, limit: usize) -> Vec<Value> {
        let mark = if path.contains('?') { '&' } else { '?' };
        let mut rows: Vec<Value> = Vec::new();
        let mut at = String::new();
        loop {
            let page = self.get(&format!("{path}{mark}limit={limit}{at}"));
            let some = page[noun].as_array().unwrap();
            assert!(some.len() <= limit, "{path}");
            rows.extend(some.iter().cloned());
            match page["cursor"].as_str() {
                Some(cursor) => at = format!("&cursor={cursor}"),
                None => return rows,
            }
        }
    }

    fn person(&self, name: &str) -> ContactId {
        contact(&self.workspace, name, &format!("{}@cliente.example", name.to_lowercase()))
    }

    fn events(&self) -> u64 {
        self.workspace.writer.settle().wait().unwrap()
    }
}

#[test]
fn the_same_call_under_a_key_is_answered_the_same_and_done_once() {
    let api = Api::new();
    let path = format!("/contacts/{}/notes", api.person("Zoe"));
    let body = json!({ "text": "Prefiere las tardes", "by": REP }).to_string();
    let first = api.call("POST", &path, &[("Idempotency-Key", "\"a-1\"")], &body);
    assert_eq!(first.status, 201, "{first:?}");
    let after = api.events();
    for _ in 0..2 {
        // Bare, as most send it, or quoted, as the draft says: it is the same key.
        let again = api.call("POST", &path, &[("Idempotency-Key", "a-1")], &body);
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.headers["idempotent-replayed"], "true");
    }
    assert_eq!(api.events(), after, "nothing was done twice");

    let other =
        api.call("POST", &path, &[("Idempotency-Key", "a-1")], &json!({ "text": "x" }).to_string());
    assert_eq!(
        (other.status.as_u16(), &other.json()["code"]),
        (422, &json!("idempotency_key_reused"))
    );
    let elsewhere = format!("/contacts/{}/notes", api.person("Ana"));
    let other = api.call("POST", &elsewhere, &[("Idempotency-Key", "a-1")], &body);
    assert_eq!(other.json()["code"], "idempotency_key_reused");
    let without = api.call("POST", &path, &[], &body);
    assert_eq!(without.status, 201);
    assert_ne!(without.body, first.body, "without a key each call is one of its own");

    let missing = "/contacts/0192f0c1-2345-7000-8000-000000000000/notes";
    for _ in 0..2 {
        let seen = api.call("POST", missing, &[("Idempotency-Key", "b")], &body);
        assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (404, &json!("not_found")));
    }
    let seen = api.call("POST", &path, &[("Idempotency-Key", "")], &body);
    assert_eq!(seen.json()["code"], "invalid_idempotency_key");
    // After two days the key is anybody's again.
    api.house.criba.clock().advance(Span::DAY.times(3));
    let later = api.call("POST", &elsewhere, &[("Idempotency-Key", "c")], &body);
    assert_eq!(later.status, 201);
    let again = api.call("POST", &elsewhere, &[("Idempotency-Key", "a-1")], &body);
    assert_eq!(again.status, 201, "{again:?}");
}

#[test]
fn of_many_at_once_under_a_key_one_is_done() {
    let api = Api::new();
    let path = format!("/contacts/{}/notes", api.person("Zoe"));
    let before = api.events();
    let body = json!({ "text": "x" }).to_string();
    let seen: Vec<Seen> = std::thread::scope(|threads| {
        let call = || api.call("POST", &path, &[("Idempotency-Key", "many")], &body);
        let calls: Vec<_> = (0..8).map(|_| threads.spawn(call)).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    assert_eq!(api.events(), before + 1);
    let answer = api.call("POST", &path, &[("Idempotency-Key", "many")], &body);
    for seen in seen {
        match seen.status.as_u16() {
            201 => assert_eq!(seen.body, answer.body),
            409 => assert_eq!(seen.json()["code"], "idempotency_key_in_use"),
            _ => panic!("{seen:?}"),
        }
    }
}

#[test]
fn the_same_list_under_a_key_comes_in_once() {
    let api = Api::new();
    let list = "Nombre,Correo\nLeo Paz,leo@lista.example\nEva Gil,eva@lista.example\n";
    let key = [("Idempotency-Key", "feria")];
    let first = api.call("POST", "/imports?name=feria.csv", &key, list);
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(first.json()["counts"]["new"], 2);
    let again = api.call("POST", "/imports?name=feria.csv", &key, list);
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    let form = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"feria.csv\"\r\n\r\n{list}\r\n--b--\r\n"
    );
    let form_headers =
        [("Idempotency-Key", "feria"), ("Content-Type", "multipart/form-data; boundary=b")];
    let again = api.call("POST", "/imports?name=feria.csv", &form_headers, &form);
    assert_eq!(again.body, first.body, "the same file in a form is the same call");
    let other = api.call("POST", "/imports?name=feria.csv", &key, "Nombre,Correo\nX,x@y.example\n");
    assert_eq!(other.json()["code"], "idempotency_key_reused");
    assert_eq!(api.get("/imports")["imports"].as_array().unwrap().len(), 1);

    // Seen at once, and gone once it is undone.
    let leo = api.get("/contacts?email=LEO@lista.example");
    assert_eq!(leo["contacts"][0]["name"], "Leo Paz");
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let found = api.get(&format!("/events?q={id}"));
    assert!(found["events"].as_array().unwrap().iter().all(|event| event["import"] == json!(id)));
    let undone = api.call("DELETE", &format!("/imports/{id}?by={REP}"), &[], "");
    assert_eq!(undone.json()["status"], "undone", "{undone:?}");
    assert_eq!(api.get("/contacts")["contacts"], json!([]));
    let no_list = api.call("POST", "/imports", &[], "\u{0}\u{0}\u{0}");
    assert_eq!(
        (no_list.status.as_u16(), &no_list.json()["code"]),
        (422, &json!("invalid_content"))
    );
    let empty = api.call("POST", "/imports", &[], "");
    assert_eq!(empty.status, 422);
}

#[test]
fn a_key_may_call_so_often_and_is_told_when_again() {
    let api = Api::with(Settings { api_per_second: 3, ..Settings::default() });
    for _ in 0..3 {
        api.get("/agreements");
    }
    let seen = api.call("GET", "/agreements", &[], "");
    assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (429, &json!("too_many_requests")));
    assert_eq!(seen.headers[header::RETRY_AFTER], "1");
    api.house.criba.clock().advance(Span::SECOND);
    api.get("/agreements");
}

#[test]
fn pages_leave_nothing_out_and_nothing_twice_while_more_comes_in() {
    let api = Api::new();
    let people: Vec<ContactId> = (0..7).map(|n| api.person(&format!("Persona{n}"))).collect();
    let zoe = people[0];
    for _ in 0..3 {
        for name in ["met_at_event", "demo_requested"] {
            api.house.criba.clock().advance(Span::MINUTE);
            let act =
                engine::event::Act::Happened { name: name.to_owned(), properties: Vec::new() };
            let message = format!("{name} {}", api.workspace.now());
            support::tell(&api.workspace, zoe, &message, act, Vec::new());
        }
    }
    for stage in ["sal", "mql", "sal"] {
        api.call(
            "POST",
            &format!("/contacts/{zoe}/stage"),
            &[],
            &json!({ "to": stage, "why": "x" }).to_string(),
        );
    }
    for (path, noun) in [
        ("/contacts".to_owned(), "contacts"),
        ("/events".to_owned(), "events"),
        ("/events?q=persona".to_owned(), "events"),
        (format!("/events?q={zoe}"), "events"),
        (format!("/contacts/{zoe}/timeline"), "timeline"),
        ("/transitions".to_owned(), "transitions"),
    ] {
        let whole = api.all(&path, noun, 200);
        assert!(whole.len() > 2, "{path}: {whole:?}");
        assert_eq!(api.all(&path, noun, 2), whole, "{path}");
    }
    let first = api.get("/contacts?limit=3");
    let newcomer = api.person("Nueva");
    let cursor = first["cursor"].as_str().unwrap();
    let second = api.get(&format!("/contacts?limit=200&cursor={cursor}"));
    let ids = |page: &Value| -> Vec<String> {
        let rows = page["contacts"].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let both = [ids(&first), ids(&second)].concat();
    let mut expected: Vec<String> = people.iter().map(ToString::to_string).collect();
    expected.reverse();
    assert_eq!(both, expected);
    assert_eq!(ids(&api.get("/contacts?limit=1")), [newcomer.to_string()], "seen at once");

    for wrong in [
        format!("/contacts?q=x&cursor={cursor}"),
        format!("/events?cursor={cursor}"),
        "/contacts?cursor=00".to_owned(),
    ] {
        let seen = api.call("GET", &wrong, &[], "");
        assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (400, &json!("invalid_cursor")));
    }
    for wrong in [
        "/contacts?limit=0",
        "/contacts?limit=201",
        "/contacts?emial=a@b.example",
        "/transitions?since=ayer",
    ] {
        let seen = api.call("GET", wrong, &[], "");
        assert_eq!(
            (seen.status.as_u16(), &seen.json()["code"]),
            (400, &json!("invalid_parameter"))
        );
    }
}

#[test]
fn why_adds_up_at_every_moment_and_times_have_six_places() {
    let api = Api::new();
    let zoe = api.person("Zoe");
    let before = api.workspace.now();
    api.house.criba.clock().advance(Span::HOUR);
    happened(&api.workspace, zoe, "demo_requested");
    let now = api.get(&format!("/contacts/{zoe}/why"));
    let then = api.get(&format!("/contacts/{zoe}/why?at={before}&known_at={before}"));
    for why in [&now, &then] {
        let mut total = 0;
        for score in ["fit", "engagement"] {
            let lines = why["scores"][score]["lines"].as_array().unwrap();
            let sum: i64 = lines.iter().map(|line| line["points"].as_i64().unwrap()).sum();
            assert_eq!(json!(sum), why["scores"][score]["value"], "{why}");
            total += sum;
        }
        assert_eq!(json!(total), why["total"]);
    }
    assert!(now["total"].as_i64() > then["total"].as_i64(), "{now} {then}");
    assert_eq!(then["at"], "2026-03-02T09:00:00.000000Z");
    let line = &now["scores"]["engagement"]["lines"][0];
    let event = line["events"][0].as_str().unwrap();
    let found = api.get(&format!("/events?q={event}"));
    assert_eq!(found["events"][0]["name"], "demo_requested", "{found}");
    assert_eq!(found["events"][0]["known_at"], "2026-03-02T10:00:00.000000Z");
    let queue = api.get(&format!("/queue?for={REP}"));
    let first = &queue["queue"][0];
    assert_eq!((&first["rank"], &first["reason"]), (&json!(1), &json!("now")), "{queue}");
    assert_eq!(first["contact"]["id"], json!(zoe.to_string()));
    let missing = api.call("GET", &format!("/contacts/{zoe}/why?version=9"), &[], "");
    assert_eq!(missing.status, 404);
}

#[test]
fn what_people_did_stands_under_their_names_and_what_they_may_not_is_refused() {
    let api = Api::new();
    let zoe = api.person("Zoe");
    let path = |what: &str| format!("/contacts/{zoe}/{what}");
    let called = api.post(
        &path("calls"),
        &json!({ "outcome": "talked", "text": "Quiere una demo", "by": REP }),
    );
    assert!(called["next"]["at"].is_string(), "an open lead is left with a next step: {called}");
    api.post(
        &path("consent"),
        &json!({ "purpose": "email", "given": false, "evidence": "por teléfono" }),
    );
    let told = api.get(&format!("/events?q={}", called["events"][0].as_str().unwrap()));
    let call = &told["events"][0];
    assert_eq!((&call["by"], &call["name"]), (&json!(REP), &json!("call_made")));
    assert_eq!(call["raw"]["properties"]["text"], "Quiere una demo");
    let found = api.get("/events?q=QUIERE%20UNA");
    assert_eq!(found["events"][0]["id"], call["id"]);
    let contact = api.get(&format!("/contacts/{zoe}"));
    let consent = &contact["consent"][0];
    assert_eq!((&consent["given"], &consent["evidence"]), (&json!(false), &json!("por teléfono")));
    let by_key = api.get("/events?q=consent_withdrawn");
    assert_eq!(by_key["events"][0]["by"], "api:crm", "the key itself where nobody is named");

    let refused = |what: &str, body: Value, status: u16, code: &str| {
        let seen = api.call("POST", &path(what), &[], &body.to_string());
        assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (status, &json!(code)), "{body}");
        seen
    };
    let before = api.events();
    refused("notes", json!({ "text": "x", "by": "nadie@otra.example" }), 422, "unknown_person");
    let eva = "eva@tecnoclima.example";
    refused("notes", json!({ "text": "x", "by": eva }), 422, "person_not_allowed");
    refused("notes", json!({ "text": " " }), 422, "invalid_content");
    refused("notes", json!({ "txt": "x" }), 422, "invalid_content");
    let seen = refused("calls", json!({ "outcome": "hecho" }), 422, "invalid_content");
    assert_eq!(seen.json()["errors"][0]["pointer"], "/outcome");
    let broken = api.call("POST", &path("notes"), &[], "{");
    assert_eq!((broken.status.as_u16(), &broken.json()["code"]), (400, &json!("invalid_body")));
    assert_eq!(api.events(), before, "nothing of it is in the log");
    let seen = refused("stage", json!({ "to": "jefe" }), 422, "refused");
    assert_eq!(seen.json()["refusal"], "not_in_agreement");
}

#[test]
fn two_are_joined_and_are_two_again() {
    let api = Api::new();
    let (ana, twin) = (api.person("Ana"), api.person("Anna"));
    let body = json!({ "other": twin.to_string(), "by": REP });
    let joined = api.post(&format!("/contacts/{ana}/join"), &body);
    assert_eq!(api.get(&format!("/contacts/{twin}"))["id"], json!(ana.to_string()));
    assert_eq!(
        api.get("/contacts?email=anna@cliente.example")["contacts"][0]["id"],
        json!(ana.to_string())
    );
    let again = api.call("POST", &format!("/contacts/{ana}/join"), &[], &body.to_string());
    assert_eq!(again.json()["code"], "same_contact");
    let join = format!("/joins/{}", joined["id"].as_str().unwrap());
    for _ in 0..2 {
        let undone = api.call("DELETE", &join, &[("Idempotency-Key", "u")], "");
        assert_eq!((undone.status.as_u16(), undone.json()), (200, joined.clone()));
    }
    assert_eq!(api.get(&format!("/contacts/{twin}"))["id"], json!(twin.to_string()));
    assert_eq!(api.call("DELETE", &join, &[], "").status, 404, "it was undone");
    assert_eq!(api.call("DELETE", "/joins/1", &[], "").status, 404, "it is no join");
}

#[test]
fn problems_are_said_in_the_language_that_is_asked_for() {
    let api = Api::new();
    let said = |language: &str| {
        let seen = api.call("GET", "/contacts/x", &[("Accept-Language", language)], "");
        assert_eq!(seen.json()["code"], "not_found");
        seen.json()["title"].as_str().unwrap().to_owned()
    };
    assert_eq!((said("es-ES"), said("en-GB,es")), ("No existe".to_owned(), "Not there".to_owned()));
    let wrong_method = api.call("DELETE", "/queue", &[], "");
    assert_eq!(wrong_method.status, 405);
    assert!(wrong_method.headers.contains_key(header::ALLOW), "{wrong_method:?}");
    let request = Request::get("/api/v1/queue").body(Body::empty()).unwrap();
    let nobody = api.house.send(request);
    assert_eq!((nobody.status.as_u16(), &nobody.json()["code"]), (401, &json!("no_key")));
    assert_eq!(nobody.headers[header::WWW_AUTHENTICATE], "Bearer");
}

#[test]
fn figures_count_what_was_asked_and_what_came_in() {
    let api = Api::new();
    happened(&api.workspace, api.person("Zoe"), "met_at_event");
    api.get("/contacts");
    let seen = api.house.send(Request::get("/metrics").body(Body::empty()).unwrap());
    for line in [
        "criba_events_total{outcome=\"applied\"} 2",
        "criba_requests_total{method=\"GET\",route=\"/api/v1/contacts\",status=\"200\"} 1",
        "criba_orders_waiting 0",
    ] {
        assert!(seen.body.contains(line), "{line} is not in\n{}", seen.body);
    }
}
