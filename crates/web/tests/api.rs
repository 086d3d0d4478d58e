#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The API against a real workspace: what it answers is what its description says, and pages of
//! lists leave nothing out.

#[path = "api/calls.rs"]
mod calls;
mod support;

use std::collections::BTreeSet;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use engine::time::Span;
use runtime::office::{What, Written};
use serde_json::{Value, json};
use store::ids::ContactId;
use support::api::{Api, REP};
use support::happened;

#[test]
fn every_route_is_described_and_answers_as_it_is_described() {
    let api = Api::new();
    let document = api.get("/openapi.json");
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for route in web::routes().iter().filter(|route| route.path.starts_with("/api/")) {
        let operation = &document["paths"][route.path][route.method.to_lowercase()];
        assert!(operation.is_object(), "{} {} is not described", route.method, route.path);
        let id = operation["operationId"].as_str().unwrap().to_owned();
        assert!(ids.insert(id), "{operation} has the id of another");
        for parameter in operation["parameters"].as_array().unwrap() {
            let says = parameter["in"] == "path" || parameter["description"].is_string();
            assert!(says, "{} {}: {parameter}", route.method, route.path);
        }
    }

    let zoe = api.person("Zoe");
    happened(&api.workspace, zoe, "demo_requested");
    happened(&api.workspace, zoe, "met_at_event");
    let (ana, twin) = (api.person("Ana"), api.person("Anna"));
    let step = json!({ "at": "2026-03-09T09:00:00Z", "what": "call" });
    let joined = api.post(&format!("/contacts/{ana}/join"), &json!({ "other": twin.to_string() }));
    let list = "Nombre,Correo,Empresa\nLeo Paz,leo@lista.example,Acme\n,,\n";
    let import = api.call("POST", "/imports?name=feria.csv", &[("content-type", "text/csv")], list);
    assert_eq!(import.status, 201, "{import:?}");
    let import = import.json()["id"].as_str().unwrap().to_owned();

    // Of whom a clause found something, who was put aside, and what is undone.
    let text = api.workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let clause = "qualify:\n  - { id: look, suggest: mql, because: Look, when: { event: \
                  content_downloaded } }";
    let text = text.replacen("\nqualify:", &format!("\n{clause}"), 1);
    api.workspace.writer.put_in_force(text, "ana".to_owned()).wait().unwrap();
    let (lia, aside) = (api.person("Lia"), api.person("Aside"));
    happened(&api.workspace, lia, "content_downloaded");
    let agreement = api.workspace.writer.agreement().wait().unwrap();
    let reason = json!({ "reason": agreement.document.reasons[0].id });
    api.post(&format!("/contacts/{aside}/stage"), &reason);
    let noted = api.post(&format!("/contacts/{lia}/notes"), &json!({ "text": "x" }));
    let noted = noted["events"][0].as_str().unwrap().to_owned();
    let (told, doubt) = (calls::told_before(&api), calls::doubted(&api));
    let contact = format!("/contacts/{zoe}");
    let sent = |body: Value| body.to_string();
    let mut calls: Vec<(&str, &str, String, String)> = vec![
        ("GET", "/queue", format!("/queue?for={REP}"), String::new()),
        ("GET", "/contacts", "/contacts".to_owned(), String::new()),
        ("GET", "/contacts/{id}", contact.clone(), String::new()),
        ("GET", "/joins", "/joins".to_owned(), String::new()),
        ("GET", "/contacts/{id}/company", format!("{contact}/company"), String::new()),
        ("GET", "/contacts/{id}/why", format!("{contact}/why"), String::new()),
        ("GET", "/contacts/{id}/questions", format!("{contact}/questions"), String::new()),
        ("GET", "/contacts/{id}/timeline", format!("{contact}/timeline"), String::new()),
        (
            "POST",
            "/contacts/{id}/notes",
            format!("{contact}/notes"),
            sent(json!({ "text": "x", "by": REP, "mentions": ["sales", REP], "next": step })),
        ),
        (
            "POST",
            "/contacts/{id}/calls",
            format!("{contact}/calls"),
            sent(json!({ "outcome": "no_answer", "by": REP })),
        ),
        (
            "POST",
            "/contacts/{id}/consent",
            format!("{contact}/consent"),
            sent(json!({ "purpose": "email", "given": true, "evidence": "stand 4B" })),
        ),
        (
            "POST",
            "/contacts/{id}/stage",
            format!("{contact}/stage"),
            sent(json!({ "to": "sal", "by": REP, "why": "we talked" })),
        ),
        (
            "POST",
            "/contacts/{id}/join",
            format!("{contact}/join"),
            sent(json!({ "other": api.person("Zoé").to_string() })),
        ),
        (
            "DELETE",
            "/joins/{id}",
            format!("/joins/{}", joined["id"].as_str().unwrap()),
            String::new(),
        ),
        (
            "POST",
            "/contacts/{id}/owner",
            format!("{contact}/owner"),
            sent(json!({ "to": REP, "by": REP })),
        ),
        (
            "POST",
            "/contacts/{id}/profile",
            format!("{contact}/profile"),
            sent(json!({ "person": { "city": "Lugo" }, "account": { "employees": 50 } })),
        ),
        (
            "POST",
            "/contacts/{id}/suggestions",
            format!("/contacts/{lia}/suggestions"),
            sent(json!({ "clause": "look", "confirmed": false, "by": REP })),
        ),
        (
            "POST",
            "/contacts/{id}/reactivation",
            format!("/contacts/{aside}/reactivation"),
            String::new(),
        ),
        ("DELETE", "/events/{id}", format!("/events/{noted}"), String::new()),
        ("GET", "/segments", "/segments".to_owned(), String::new()),
        ("GET", "/events", "/events".to_owned(), String::new()),
        ("GET", "/transitions", "/transitions".to_owned(), String::new()),
        ("GET", "/agreements", "/agreements".to_owned(), String::new()),
        ("GET", "/agreements/{version}", "/agreements/1".to_owned(), String::new()),
        ("POST", "/imports", "/imports?dry_run=true".to_owned(), list.to_owned()),
        ("POST", "/imports", "/imports".to_owned(), list.to_owned()),
        ("GET", "/imports", "/imports".to_owned(), String::new()),
        ("GET", "/imports/{id}", format!("/imports/{import}"), String::new()),
        ("DELETE", "/imports/{id}", format!("/imports/{import}"), String::new()),
        (
            "DELETE",
            "/contacts/{id}",
            format!("/contacts/{aside}?requested_by=person"),
            String::new(),
        ),
        ("GET", "/erasures", "/erasures".to_owned(), String::new()),
        ("GET", "/openapi.json", "/openapi.json".to_owned(), String::new()),
    ];
    let more = calls::CALLS.iter();
    calls.extend(
        more.map(|(method, route, path, sent)| {
            (*method, *route, path.to_string(), sent.to_string())
        }),
    );
    for (method, route, path, body) in &calls {
        let cost = || api.workspace.costs().unwrap().first().map(|cost| cost.id.clone());
        let path = path.replace("[told]", &told.to_string()).replace("[hint]", &calls::hint(&api));
        let path = path.replace("[zoe]", &zoe.to_string());
        let path = &path.replace("[doubt]", &doubt).replace("[cost]", &cost().unwrap_or_default());
        let seen = api.call(method, path, &[], body);
        assert!(seen.status.is_success(), "{method} {path}: {seen:?}");
        let operation = &document["paths"][format!("/api/v1{route}")][method.to_lowercase()];
        let status =
            operation["responses"].as_object().unwrap().keys().find(|s| s.starts_with('2'));
        let content = &operation["responses"][status.unwrap()]["content"]["application/json"];
        valid(&document, &content["schema"], &seen.json(), &format!("{method} {path}"));
    }
    let covered = |path: &str, method: &str| {
        calls.iter().any(|(m, route, ..)| format!("/api/v1{route}") == path && *m == method)
    };
    for route in web::routes().iter().filter(|route| route.path.starts_with("/api/")) {
        assert!(covered(route.path, route.method), "{} {} is not tried", route.method, route.path);
    }
    for (method, path) in [("GET", "/contacts/x"), ("GET", "/nowhere"), ("DELETE", "/queue")] {
        let seen = api.call(method, path, &[], "");
        assert_eq!(seen.headers[header::CONTENT_TYPE], "application/problem+json", "{path}");
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        valid(&document, &schema, &seen.json(), path);
    }
}

/// Checks an answer by the schema that the description gives it.
fn valid(document: &Value, schema: &Value, answer: &Value, what: &str) {
    if schema.is_null() {
        return;
    }
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&whole).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{what}: {errors:?} in {answer}");
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
    let based = json!({ "basis": "contract", "given": true, "evidence": "pedido 4711" });
    api.post(&path("consent"), &based);
    let contact = api.get(&format!("/contacts/{zoe}"));
    let basis = &contact["legal_basis"][0];
    assert_eq!((&basis["basis"], &basis["evidence"]), (&json!("contract"), &json!("pedido 4711")));
    let reach = json!({ "phone": "one_to_one", "email": "refused", "whatsapp": "unknown" });
    assert_eq!(contact["reach"], reach, "a no wins over a contract");
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
    let said = |body: Value| {
        let seen = refused("notes", body, 422, "invalid_content").json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&seen["errors"][0]["pointer"]), text(&seen["errors"][0]["detail"]))
    };
    let fields = "los hay: text, mentions, next, by";
    let unknown = format!("«txt» no es un campo de esta llamada; {fields}");
    assert_eq!(said(json!({ "txt": "x" })), ("/txt".to_owned(), unknown));
    assert_eq!(said(json!({})), (String::new(), "falta «text»".to_owned()));
    for (basis, evidence, pointer) in [("amistad", "x", "/basis"), ("contract", " ", "/evidence")] {
        let body = json!({ "basis": basis, "given": true, "evidence": evidence });
        let seen = refused("consent", body, 422, "invalid_content");
        assert_eq!(seen.json()["errors"][0]["pointer"], pointer);
    }
    let seen = refused("calls", json!({ "outcome": "hecho" }), 422, "invalid_content");
    assert_eq!(seen.json()["errors"][0]["pointer"], "/outcome");
    let broken = api.call("POST", &path("notes"), &[], "{");
    assert_eq!((broken.status.as_u16(), &broken.json()["code"]), (400, &json!("invalid_body")));
    assert_eq!(api.events(), before, "nothing of it is in the log");
    let seen = refused("stage", json!({ "to": "jefe" }), 422, "refused");
    assert_eq!(seen.json()["refusal"], "not_in_agreement");
    let seen = refused("stage", json!({ "to": "sql", "why": "Hablamos" }), 422, "refused");
    assert_eq!(seen.json()["refusal"], "need_missing");
    assert_eq!(
        seen.json()["detail"],
        "Esa etapa pide datos que faltan: su necesidad, su papel en la compra y su plazo de compra; hay que anotarlos antes."
    );
}

#[test]
fn a_move_by_a_conversation_names_who_logged_it() {
    let api = Api::new();
    let zoe = api.person("Zoe");
    happened(&api.workspace, zoe, "demo_requested");
    let path = |what: &str| format!("/contacts/{zoe}/{what}");
    let talk = json!({ "outcome": "talked", "text": "Quiere una demo", "by": REP });
    let key = api.post(&path("calls"), &talk)["events"][0].as_str().unwrap().to_owned();
    let moves = api.get("/transitions?to=sal");
    assert_eq!(moves["transitions"].as_array().unwrap().len(), 1, "{moves}");
    let by_talk = moves["transitions"][0].clone();
    assert_eq!((&by_talk["event"], &by_talk["by"]), (&json!(key), &json!(REP)));
    let told = api.get(&path("timeline"));
    let told = told["timeline"].as_array().unwrap().iter();
    let moved: Vec<&Value> = told.filter(|line| line["kind"] == "transition").collect();
    assert_eq!(moved[0]["by"], json!(REP), "{moved:?}");
    // Whom a clause moved, nobody did, whoever told what the clause saw.
    let by_clause = moved.iter().find(|moved| moved["by"].is_null());
    assert!(by_clause.is_some_and(|moved| moved["clause"].is_string()), "{moved:?}");
    let out = api.workspace.export(What::Transitions, Written::Json, &mut |_, _| {}).unwrap();
    let out: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let to_sal = out.iter().find(|moved| moved["to"] == "sal").unwrap();
    assert_eq!(to_sal["by"], json!(REP), "and the file says the same");
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
    let notes = format!("/contacts/{}/notes", api.person("Zoe"));
    let long = json!({ "text": "a".repeat(20_001) }).to_string();
    let detail = |headers: &[(&str, &str)], path: &str, body: &str| {
        let seen = api.call("POST", path, headers, body);
        assert_eq!(seen.json()["code"], "invalid_content", "{seen:?}");
        seen.json()["detail"].as_str().unwrap().to_owned()
    };
    let es = "Un texto tiene como mucho 20000 caracteres; hay que acortarlo.";
    let en = "A text has at most 20000 characters; shorten it.";
    assert_eq!(detail(&[], &notes, &long), es, "Spanish where nobody says");
    assert_eq!(detail(&[("Accept-Language", "en-GB,es")], &notes, &long), en);
    let calls = notes.replace("notes", "calls");
    let said = detail(&[("Accept-Language", "en")], &calls, r#"{"outcome": "sung"}"#);
    assert!(said.contains("«sung» is no outcome; there are talked, "), "{said}");
    let said = detail(&[("Accept-Language", "es")], &calls, r#"{"outcome": "sung"}"#);
    assert!(said.contains("«sung» no es un resultado; los hay: talked, "), "{said}");
    let said = detail(&[("Accept-Language", "en")], &calls, "{}");
    assert!(said.contains("cannot be used: the body: «outcome» is missing"), "{said}");
    let said = detail(&[("Accept-Language", "es")], &calls, "{}");
    assert!(said.contains("no se puede usar: el cuerpo: falta «outcome»"), "{said}");
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
    let ask = |key: Option<&str>, from: &str| {
        let peer: SocketAddr = from.parse().unwrap();
        let mut request = Request::get("/metrics").extension(ConnectInfo(peer));
        if let Some(key) = key {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        api.house.send(request.body(Body::empty()).unwrap())
    };
    let key = api.house.criba.add_key(api.workspace.row.id, "metrics", "prometheus").unwrap();
    for (key, from, status) in [
        (None, "203.0.113.7:9", 401),
        (Some("criba_metrics_none"), "203.0.113.7:9", 401),
        (Some(key.as_str()), "203.0.113.7:9", 200),
        (None, "[::1]:9", 200),
    ] {
        assert_eq!(ask(key, from).status, status, "{from}");
    }
    let opened =
        Request::get("/api/v1/contacts").header(header::AUTHORIZATION, format!("Bearer {key}"));
    let opened = api.house.send(opened.body(Body::empty()).unwrap());
    assert_eq!(opened.status, 403, "it opens nothing else");
    let seen = ask(None, "127.0.0.1:9");
    for line in [
        "criba_events_total{outcome=\"applied\"} 2",
        "criba_requests_total{method=\"GET\",route=\"/api/v1/contacts\",status=\"200\"} 1",
        "criba_orders_waiting 0",
    ] {
        assert!(seen.body.contains(line), "{line} is not in\n{}", seen.body);
    }
}
