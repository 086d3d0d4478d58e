#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a program changes of a contact as people do on their pages, and undoes as they do.

mod support;

use runtime::acts::{By, Deed};
use serde_json::json;
use support::api::{Api, REP};
use support::happened;

#[test]
fn a_program_gives_a_contact_to_somebody_once_and_undoes_it() {
    let api = Api::new();
    let id = api.person("Eva");
    let path = format!("/contacts/{id}");
    let headers = [("idempotency-key", "take")];
    let body = json!({ "to": REP, "by": REP }).to_string();
    let told = api.call("POST", &format!("{path}/owner"), &headers, &body);
    let again = api.call("POST", &format!("{path}/owner"), &headers, &body);
    assert_eq!((told.status.as_u16(), &told.body), (201, &again.body));
    assert_eq!(api.get(&path)["owner"], REP);
    let nobody = api.call("POST", &format!("{path}/owner"), &[], r#"{"to":"x@otra.example"}"#);
    assert_eq!(nobody.status, 422, "{nobody:?}");
    let viewer = json!({ "to": "", "by": "eva@tecnoclima.example" }).to_string();
    assert_eq!(api.call("POST", &format!("{path}/owner"), &[], &viewer).status, 422);
    // What was told is undone by the event that it stands in the log as.
    let event = told.json()["events"][0].as_str().unwrap().to_owned();
    let undone = api.call("DELETE", &format!("/events/{event}?by={REP}"), &[], "");
    assert_eq!((undone.status.as_u16(), &undone.json()["events"]), (200, &json!([event])));
    assert_eq!(undone.json()["contacts"], json!([id.to_string()]));
    assert_eq!(api.get(&path)["owner"], json!(null));
    // Undone is undone; and what nobody did is not.
    let again = api.call("DELETE", &format!("/events/{event}"), &[], "");
    assert_eq!((again.status.as_u16(), again.body), (200, undone.body));
    let position = happened(&api.workspace, id, "demo_requested");
    assert_eq!(api.call("DELETE", &format!("/events/{position}"), &[], "").status, 404);
    assert_eq!(api.call("DELETE", "/events/987654", &[], "").status, 404);
}

#[test]
fn a_program_undoes_the_outcome_of_a_call_that_somebody_wrote_down() {
    let api = Api::new();
    let id = api.person("Eva");
    let by = By { email: REP.to_owned(), side: engine::agreement::funnel::SideName::Sales };
    let deed = Deed::Called {
        outcome: runtime::acts::Outcome::CalledBack,
        text: String::new(),
        next: None,
    };
    api.workspace.act(id, &deed, &by, "page").unwrap();
    let timeline = api.get(&format!("/contacts/{id}/timeline")).to_string();
    assert!(timeline.contains("call_made") && timeline.contains("call_received"), "{timeline}");
    let done = api.workspace.done_under("page").unwrap();
    let (position, _) = *done.first().unwrap();
    let undone = api.call("DELETE", &format!("/events/{position}"), &[], "");
    // Both events of it: the call, and that they called.
    assert_eq!(undone.json()["events"].as_array().unwrap().len(), 2, "{undone:?}");
    assert!(api.workspace.done_under("page").unwrap().is_empty());
}

#[test]
fn a_program_tells_values_as_they_are_typed() {
    let api = Api::new();
    let id = api.person("Eva");
    let path = format!("/contacts/{id}/profile");
    let body = json!({
        "person": { "mobile": "612 34 56 78", "job_title": "Gerente", "decisor": true },
        "account": { "employees": 50 },
        "by": REP,
    });
    api.post(&path, &body);
    let contact = api.get(&format!("/contacts/{id}"));
    assert_eq!(contact["phone"], "+34612345678");
    assert_eq!(contact["job_title"], "Gerente");
    let known = |of: &str, trait_id: &str| {
        let profile = contact["profile"].as_array().unwrap();
        let found = profile.iter().find(|known| known["of"] == of && known["id"] == trait_id);
        found.unwrap().clone()
    };
    assert_eq!(known("account", "employees")["origin"], "typed");
    assert_eq!(known("person", "decisor")["value"], "yes");
    api.post(&path, &json!({ "person": { "job_title": null } }));
    assert_eq!(api.get(&format!("/contacts/{id}"))["job_title"], json!(null));
    for wrong in [
        json!({ "person": { "email": "nada" } }),
        json!({ "person": { "country": "Narnia" } }),
        json!({ "person": { "Cargo": "x" } }),
        json!({ "person": { "tags": ["a"] } }),
        json!({ "account": { "employees": "muchos" } }),
        json!({}),
    ] {
        let refused = api.call("POST", &path, &[], &wrong.to_string());
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["code"]),
            (422, &json!("invalid_content")),
            "{wrong}"
        );
    }
}

#[test]
fn a_program_puts_a_contact_back_to_work() {
    let api = Api::new();
    let id = api.person("Eva");
    let agreement = api.workspace.writer.agreement().wait().unwrap();
    let reason = agreement.document.reasons.first().unwrap().id.clone();
    let path = format!("/contacts/{id}");
    let early = api.call("POST", &format!("{path}/reactivation"), &[], "");
    assert_eq!(early.status, 422, "{early:?}");
    api.post(&format!("{path}/stage"), &json!({ "reason": reason, "by": REP }));
    assert_ne!(api.get(&path)["state"], "open");
    api.post(&format!("{path}/reactivation"), &json!({ "by": REP }));
    assert_eq!(api.get(&path)["state"], "open");
}

const SUGGESTS: &str = "
segments:
  - id: pidio_demo
    name: Pidió una demo
    when: { event: demo_requested }
";

#[test]
fn the_segments_are_said_with_how_many_they_hold() {
    let api = Api::new();
    assert_eq!(api.get("/segments"), json!({ "segments": [], "cursor": null }));
    let text = api.workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let writer = &api.workspace.writer;
    writer.put_in_force(format!("{text}{SUGGESTS}"), "ana".to_owned()).wait().unwrap();
    for n in 0..3 {
        let id = api.person(&format!("P{n}"));
        if n > 0 {
            happened(&api.workspace, id, "demo_requested");
        }
    }
    let segments = api.get("/segments");
    let expected = json!([{ "id": "pidio_demo", "name": "Pidió una demo", "contacts": 2 }]);
    assert_eq!(segments["segments"], expected);
}

#[test]
fn a_program_answers_what_a_clause_found_once() {
    let api = Api::new();
    let text = api.workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let clause = "qualify:\n  - { id: mirar, suggest: mql, because: Mirar, when: { event: \
                  content_downloaded } }";
    let text = text.replacen("\nqualify:", &format!("\n{clause}"), 1);
    api.workspace.writer.put_in_force(text, "ana".to_owned()).wait().unwrap();
    let id = api.person("Eva");
    happened(&api.workspace, id, "content_downloaded");
    let path = format!("/contacts/{id}");
    let waits = || api.get(&path)["lines"][0]["suggestions"].clone();
    assert_eq!(waits(), json!(["mirar"]));
    let viewer = json!({ "clause": "mirar", "confirmed": true, "by": "eva@tecnoclima.example" });
    let refused = api.call("POST", &format!("{path}/suggestions"), &[], &viewer.to_string());
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["code"]),
        (422, &json!("person_not_allowed"))
    );
    let body = json!({ "clause": "mirar", "confirmed": true, "by": REP });
    let told = api.post(&format!("{path}/suggestions"), &body);
    assert_eq!((waits(), &told["stage"]), (json!([]), &json!("mql")));
    let again = api.call("POST", &format!("{path}/suggestions"), &[], &body.to_string());
    assert_eq!(again.status, 422, "nothing waits any more: {again:?}");
}

#[test]
fn a_program_undoes_for_somebody_what_they_may_do_and_no_more() {
    let api = Api::new();
    api.house.person(api.workspace.row.id, "mar@tecnoclima.example", "work");
    let id = api.person("Eva");
    let told = api.post(
        &format!("/contacts/{id}/profile"),
        &json!({ "person": { "job_title": "Gerente" }, "by": REP }),
    );
    let event = told["events"][0].as_str().unwrap();
    let by_mar = format!("/events/{event}?by=mar@tecnoclima.example");
    assert_eq!(api.call("DELETE", &by_mar, &[], "").status, 422, "who works may not edit");
    assert_eq!(api.get(&format!("/contacts/{id}"))["job_title"], "Gerente");
    let by_rep = format!("/events/{event}?by={REP}");
    assert_eq!(api.call("DELETE", &by_rep, &[], "").status, 200);
    let back = api.get(&format!("/contacts/{id}"));
    assert_eq!(back["job_title"], "Directora de compras");
}

#[test]
fn a_program_is_told_what_to_ask_and_tells_what_is_not_to_be_asked() {
    let api = Api::new();
    let id = api.person("Eva");
    let path = format!("/contacts/{id}/questions");
    let questions = |api: &Api| api.get(&path)["questions"].as_array().unwrap().clone();
    let first = questions(&api);
    let worth = |one: &serde_json::Value| one["up_to"].as_i64().unwrap();
    assert!(first.iter().any(|one| worth(one) > 0 && one["clauses"][0].is_string()), "{first:?}");
    let open: Vec<i64> =
        first.iter().filter(|one| one["is_answered"] == false).map(worth).collect();
    assert!(open.is_sorted_by(|a, b| a >= b), "of one person who lacks all of it: {open:?}");
    let tells = first[0]["tells"].as_str().unwrap().to_owned();
    api.post(&format!("/contacts/{id}/profile"), &json!({ "declines": [tells], "by": REP }));
    assert!(questions(&api).iter().all(|one| one["tells"] != *tells));
    let wrong = json!({ "declines": ["timeframe"] }).to_string();
    let answer = api.call("POST", &format!("/contacts/{id}/profile"), &[], &wrong);
    assert!(answer.status == 422 && answer.body.contains("/declines"), "{answer:?}");
}
