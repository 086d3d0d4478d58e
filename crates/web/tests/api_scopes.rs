#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a key does not allow is not done, and whoever asked is told what it would take.

mod support;

use runtime::acts::{By, Deed};
use runtime::people::PERMISSIONS;
use runtime::people::Permission;
use serde_json::{Value, json};
use store::ids::ContactId;
use support::Seen;
use support::api::{Api, REP};

/// Something of everybody's that is not there: a call that is allowed does not find it.
fn filled(path: &str) -> String {
    let parts = path.trim_start_matches("/api/v1").split('/').map(|part| match part {
        "{id}" => ContactId::make().to_string(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<String>>().join("/")
}

fn scope(seen: &Seen) -> Option<String> {
    let body: Value = serde_json::from_str(&seen.body).unwrap_or_default();
    (body["code"] == "scope_missing").then(|| body["scope"].as_str().unwrap().to_owned())
}

#[test]
fn i9_every_call_takes_of_its_key_what_its_description_says() {
    let api = Api::new();
    let document = api.get("/openapi.json");
    let mut needed: Vec<(String, String, String)> = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let Some(security) = operation["security"].get(0) else { continue };
            let needs = security["key"][0].as_str().unwrap().to_owned();
            needed.push((method.to_uppercase(), path.clone(), needs));
        }
    }
    let changing = needed.iter().filter(|(_, _, needs)| needs != "view").count();
    assert!(changing > 20, "{needed:?}");
    for (method, path, needs) in &needed {
        let is_reading = method == "GET" && !path.contains("keys") && !path.ends_with("/past");
        assert_eq!(is_reading, needs == "view", "{method} {path}");
    }

    let api = api.only("view");
    for (method, path, needs) in &needed {
        let seen = api.call(method, &filled(path), &[("content-type", "application/json")], "{}");
        let expected = (needs != "view").then(|| needs.clone());
        assert_eq!(scope(&seen), expected, "{method} {path}: {seen:?}");
        if let Some(scope) = expected {
            assert_eq!(seen.status, 403);
            let header = seen.headers["www-authenticate"].to_str().unwrap();
            assert_eq!(header, format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\""));
        }
    }
    for (method, path, needs) in &needed {
        let api = Api::new().only(needs);
        let seen = api.call(method, &filled(path), &[("content-type", "application/json")], "{}");
        assert_eq!(scope(&seen), None, "{method} {path}: {seen:?}");
    }
}

#[test]
fn a_key_borrows_no_hands_for_what_it_was_not_made_for() {
    let api = Api::new().only("work");
    let (zoe, ana) = (api.person("Zoe"), api.person("Ana"));
    let noted = json!({ "text": "x", "by": REP });
    api.post(&format!("/contacts/{zoe}/notes"), &noted);
    // Luis may join, and the key may not.
    let join = json!({ "other": ana.to_string(), "by": REP }).to_string();
    let seen = api.call("POST", &format!("/contacts/{zoe}/join"), &[], &join);
    assert_eq!(scope(&seen).as_deref(), Some("edit"), "{seen:?}");
    let said = seen.json()["detail"].as_str().unwrap().to_owned();
    assert_eq!(said, "A esta clave le falta «editar» (edit); hace falta otra que lo permita.");
    // What undoing takes is what doing took.
    let by = By { email: REP.to_owned(), side: engine::agreement::funnel::SideName::Sales };
    api.workspace.act(zoe, &Deed::Joined { other: ana }, &by, "k").unwrap();
    let saw = api.workspace.writer.look(zoe).wait().unwrap().unwrap();
    let joined = saw.card.history.last().unwrap();
    let seen = api.call("DELETE", &format!("/events/{joined}"), &[], "");
    assert_eq!(scope(&seen).as_deref(), Some("edit"), "{seen:?}");
}

#[test]
fn nobody_makes_a_key_that_signs() {
    let signs = [Permission::SignMarketing, Permission::SignSales, Permission::Propose];
    for permission in PERMISSIONS {
        let made = runtime::keys::Opens::api(permission.id());
        assert_eq!(made.is_err(), signs.contains(&permission), "{permission:?}");
    }
}

#[test]
fn a_program_makes_keys_that_tell_and_none_that_open() {
    let api = Api::new();
    let made = api.post("/keys", &json!({ "name": "tienda", "public": true }));
    assert_eq!(made["source"], "v1:tienda");
    let key = made["key"].as_str().unwrap().to_owned();
    let row = api.house.criba.key(&key).unwrap().unwrap();
    assert_eq!((row.kind.as_str(), row.scopes.as_str()), ("source", ""));
    let keys = api.get("/keys");
    let listed = keys["keys"].as_array().unwrap();
    let own = listed.iter().find(|row| row["name"] == "tienda").unwrap();
    assert_eq!((&own["kind"], &own["scopes"]), (&json!("source"), &json!([])));
    assert!(!keys.to_string().contains(&key));
    let crm = listed.iter().find(|row| row["name"] == "crm").unwrap();
    assert_eq!(crm["scopes"], json!(["view", "work", "edit", "administer"]));

    for body in [json!({ "name": "x", "kind": "api" }), json!({ "name": " " })] {
        let seen = api.call("POST", "/keys", &[], &body.to_string());
        assert_eq!(seen.status, 422, "{seen:?}");
    }
    let hint = own["hint"].as_str().unwrap();
    let gone = api.call("DELETE", &format!("/keys/{hint}"), &[], "");
    assert_eq!(gone.status, 200, "{gone:?}");
    assert!(api.house.criba.key(&key).unwrap().is_none());
}
