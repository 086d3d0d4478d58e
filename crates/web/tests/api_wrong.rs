#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Calls of the API that cannot be read: what of them is wrong is named, with what would be taken.

mod support;

use serde_json::{Value, json};
use support::api::Api;

#[test]
fn what_of_a_body_cannot_be_used_is_pointed_to_with_what_can() {
    let api = Api::new();
    let notes = format!("/contacts/{}/notes", api.person("Zoe"));
    let said = |body: Value| {
        let seen = api.call("POST", &notes, &[], &body.to_string());
        assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (422, &json!("invalid_content")));
        let place = seen.json()["errors"][0].clone();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&place["pointer"]), text(&place["detail"]))
    };
    let is_at = |body: Value, pointer: &str, detail: &str| {
        assert_eq!(said(body), (pointer.to_owned(), detail.to_owned()));
    };
    is_at(json!({ "text": 5 }), "/text", "un número donde hace falta un texto");
    is_at(json!([]), "", "una lista donde hace falta un objeto");
    is_at(json!(["x"]), "", "una lista donde hace falta un objeto");
    let step = |at: Value, what: &str| json!({ "text": "x", "next": { "at": at, what: "call" } });
    let moment = "«ayer» no vale; hace falta un momento como 2026-03-12T18:00:00Z (RFC 3339)";
    is_at(step(json!("ayer"), "what"), "/next/at", moment);
    let moment = "un número donde hace falta un momento como 2026-03-12T18:00:00Z (RFC 3339)";
    is_at(step(json!(5), "what"), "/next/at", moment);
    is_at(step(json!("2026-03-12T18:00:00Z"), "que"), "/next", "falta «what»");
    let list = "una lista donde hace falta un objeto";
    is_at(json!({ "text": "x", "next": [] }), "/next", list);
    is_at(
        json!({ "text": "x", "mentions": "ventas" }),
        "/mentions",
        "un texto donde hace falta una lista",
    );
    is_at(
        json!({ "text": "x", "mentions": ["ventas", {}] }),
        "/mentions/1",
        "un objeto donde hace falta un texto",
    );
}

#[test]
fn what_of_a_query_cannot_be_used_is_named_with_what_can() {
    let api = Api::new();
    let moment = "no vale; hace falta un momento como 2026-03-12T18:00:00Z (RFC 3339)";
    let list = "/imports?name=x.csv";
    for (method, path, parameter, detail) in [
        ("GET", "/contacts?nadie=x", "nadie", "«nadie» no es un campo de esta llamada; los hay: "),
        ("GET", "/contacts?limit=muchos", "limit", "hace falta un número entero, como 50"),
        ("GET", "/contacts?limit=-1", "limit", "hace falta un número entero, como 50"),
        ("GET", "/contacts?limit=99999999999", "limit", "es un número demasiado grande"),
        ("GET", "/contacts?q=a&q=b", "q", "viene varias veces; hay que dejar una"),
        ("GET", "/transitions?since=ayer", "since", moment),
        ("POST", &format!("{list}&dry_run=quizá"), "dry_run", "hace falta true o false"),
        ("POST", &format!("{list}&map=%7B"), "map", "deja de ser JSON en la línea 1, columna 1"),
        (
            "POST",
            &format!("{list}&map=%7B%22a%22:5%7D"),
            "map",
            "/a: un número donde hace falta un texto",
        ),
    ] {
        let path = path.replace("quizá", "quiz%C3%A1");
        let seen = api.call(method, &path, &[("content-type", "text/csv")], "Nombre\nAna\n");
        let said = seen.json();
        assert_eq!(
            (seen.status.as_u16(), &said["code"]),
            (400, &json!("invalid_parameter")),
            "{path}"
        );
        assert_eq!(said["errors"][0]["parameter"], parameter, "{path}: {said}");
        let told = said["errors"][0]["detail"].as_str().unwrap();
        assert!(told.contains(detail), "{path}: {told}");
    }
    let english = api.call("GET", "/transitions?until=x", &[("Accept-Language", "en")], "");
    let told = english.json()["errors"][0]["detail"].clone();
    assert_eq!(told, "«x» is no use; a moment such as 2026-03-12T18:00:00Z (RFC 3339) is needed");
}

#[test]
fn an_id_that_is_none_is_not_there_whatever_is_done_with_it() {
    let api = Api::new();
    for route in web::routes().iter().filter(|route| route.path.starts_with("/api/v1/")) {
        let path = route.path.trim_start_matches("/api/v1");
        for id in ["x", "%FF"] {
            let asked = path.replace("{id}", id).replace("{version}", id);
            if asked == path {
                continue;
            }
            for body in ["", "{", "{\"text\": 5}"] {
                let seen = api.call(route.method, &asked, &[], body);
                assert_eq!(seen.status, 404, "{} {asked} {body}: {seen:?}", route.method);
            }
        }
    }
}
