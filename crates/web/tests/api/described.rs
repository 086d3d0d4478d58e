//! Each call of the API answers as its description says.

use super::*;

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

    let contact = format!("/contacts/{zoe}");
    let sent = |body: Value| body.to_string();
    let calls: Vec<(&str, &str, String, String)> = vec![
        ("GET", "/queue", format!("/queue?for={REP}"), String::new()),
        ("GET", "/contacts", "/contacts".to_owned(), String::new()),
        ("GET", "/contacts/{id}", contact.clone(), String::new()),
        ("GET", "/contacts/{id}/why", format!("{contact}/why"), String::new()),
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
        ("GET", "/events", "/events".to_owned(), String::new()),
        ("GET", "/transitions", "/transitions".to_owned(), String::new()),
        ("GET", "/agreements", "/agreements".to_owned(), String::new()),
        ("GET", "/agreements/{version}", "/agreements/1".to_owned(), String::new()),
        ("POST", "/imports", "/imports?dry_run=true".to_owned(), list.to_owned()),
        ("POST", "/imports", "/imports".to_owned(), list.to_owned()),
        ("GET", "/imports", "/imports".to_owned(), String::new()),
        ("GET", "/imports/{id}", format!("/imports/{import}"), String::new()),
        ("DELETE", "/imports/{id}", format!("/imports/{import}"), String::new()),
        ("GET", "/openapi.json", "/openapi.json".to_owned(), String::new()),
    ];
    for (method, route, path, body) in &calls {
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
