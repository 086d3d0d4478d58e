#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a program does under a key of its own is done once, and no more often than it may.

mod support;

use axum::http::header;
use engine::time::Span;
use serde_json::json;
use store::workspace::answers::AnswerRow;
use support::Seen;
use support::api::{Api, REP};
use web::app::Settings;

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
fn how_surely_two_are_one_is_said_as_a_share() {
    let api = Api::new();
    let pair = "Carmen,Ruiz Gil,Acme,carmen.ruiz@acme.example,600111222,12345678Z\n\
                Pedro,López Sanz,Beta,plopez@gmail.com,677888999,12345678Z\n";
    let others = (0..60)
        .map(|n| format!("Iker,Zabala{n} Sanz,Otra {n},p{n}@otra{n}.example,6002{n:02}{n:02}9,\n"));
    let others: String = others.collect();
    let list = format!("Nombre,Apellidos,Empresa,Correo,Móvil,DNI\n{pair}{others}");
    let seen = api.call("POST", "/imports?name=feria.csv", &[], &list).json();
    let confidence = seen["suggested_joins"][0]["confidence"].as_f64().unwrap();
    assert!(confidence > 0.0 && confidence < 1.0, "{seen}");
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
    let said = |seen: &Seen, status: u16, left: &str| {
        assert_eq!(seen.status, status, "{seen:?}");
        for (name, value) in [
            ("ratelimit", format!("\"default\";r={left};t=1")),
            ("ratelimit-policy", "\"default\";q=3;w=1".to_owned()),
            ("x-ratelimit-limit", "3".to_owned()),
            ("x-ratelimit-remaining", left.to_owned()),
            ("x-ratelimit-reset", "1".to_owned()),
        ] {
            assert_eq!(seen.headers[name], value, "{name}");
        }
    };
    // Whatever an answer says, it says how many calls are left: what is not there costs as well.
    for (path, status, left) in [("/agreements", 200, "2"), ("/contacts/x", 404, "1")] {
        said(&api.call("GET", path, &[], ""), status, left);
    }
    said(&api.call("POST", "/imports", &[], ""), 422, "0");
    let seen = api.call("GET", "/agreements", &[], "");
    said(&seen, 429, "0");
    assert_eq!(seen.json()["code"], "too_many_requests");
    assert_eq!(seen.headers[header::RETRY_AFTER], "1");
    api.house.criba.clock().advance(Span::SECOND);
    said(&api.call("GET", "/agreements", &[], ""), 200, "2");
    // The description needs no key, and a key without a limit is told of none.
    let open = api.call("GET", "/openapi.json", &[], "");
    assert!(!open.headers.contains_key("ratelimit"), "{:?}", open.headers);
    let described = &open.json()["paths"]["/api/v1/contacts"]["get"]["responses"]["200"]["headers"];
    assert_eq!(described["RateLimit"]["$ref"], "#/components/headers/RateLimit");
    let free = Api::with(Settings { api_per_second: 0, ..Settings::default() });
    let seen = free.call("GET", "/agreements", &[], "");
    assert!(!seen.headers.contains_key("x-ratelimit-limit"), "{:?}", seen.headers);
}

#[test]
fn a_list_whose_answer_was_lost_in_a_crash_is_found_again_under_its_key() {
    let api = Api::new();
    let list = "Nombre,Correo\nLeo Paz,leo@lista.example\nEva Gil,eva@lista.example\n";
    let call = || api.call("POST", "/imports?name=feria.csv", &[("Idempotency-Key", "f")], list);
    let first = call();
    assert_eq!(first.status, 201, "{first:?}");
    // As the process leaves it where it ends between the list and the answer, and later the next.
    let row = api.workspace.read(|read| Ok(read.answer(&api.caller(), "f")?)).unwrap().unwrap();
    let begun = AnswerRow { answer: None, ..row };
    api.workspace.writer.save_answer(begun).wait().unwrap();
    api.house.criba.clock().advance(Span::MINUTE);
    let again = call();
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(api.get("/imports")["imports"].as_array().unwrap().len(), 1);
    let uploads = api.workspace.incoming();
    let left = std::fs::read_dir(uploads.parent().unwrap()).unwrap().count();
    assert_eq!(left, 0, "what came again is not kept beside what is there");
}
