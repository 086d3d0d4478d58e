#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What people write down by hand that happened elsewhere, from a page and from a program: asked as
//! its kind asks, seen by rules, told in the history, and undone.

mod support;

use engine::time::Span;
use serde_json::{Value, json};
use store::ids::ContactId;
use support::api::{Api, REP};
use support::visit::Place;

/// Rules that ask what is written down by hand.
const RULES: &str = "
  - { id: feria_genera, name: Pasó por Genera, when: { event: met_at_event, where: { event_name: { is: genera 2026 }, wants_demo: { is: true } } }, points: 7 }
  - { id: propuesta_grande, name: Propuesta de más de diez mil, when: { event: proposal_sent, where: { amount: { at_least: 10000 }, currency: { is: EUR } } }, points: 11 }
  - { id: comento, name: Comentó en LinkedIn, when: { event: social_engaged, where: { network: { is: linkedin }, kind: { is: comment } } }, points: 3 }
";

/// An agreement with those rules among its own.
fn with_rules(workspace: &runtime::criba::Workspace) {
    let text = workspace.read(|read| Ok(read.versions()?)).unwrap().remove(0).text;
    let (before, rest) = text.split_once("\nengagement:").unwrap();
    let (head, rest) = rest.split_once("rules:\n").unwrap();
    let indent = rest.len() - rest.trim_start().len();
    let rules = RULES.trim_start_matches('\n');
    let rules = rules.lines().map(|line| format!("{}{}\n", " ".repeat(indent), line.trim_start()));
    let rules: String = rules.collect();
    let text = format!("{before}\nengagement:{head}rules:\n{rules}{rest}");
    workspace.writer.put_in_force(text, "ana".to_owned()).wait().unwrap();
}

fn gave(workspace: &runtime::criba::Workspace, contact: ContactId, rule: &str) -> i64 {
    let saw = workspace.writer.look(contact).wait().unwrap().unwrap();
    let positions: Vec<u64> = saw.card.history.to_vec();
    let rows = workspace.events(&positions).unwrap();
    // What was undone is still in the log, and counts no longer.
    let counts = |position: u64| !workspace.read(|read| Ok(read.is_voided(position)?)).unwrap();
    let given = rows.values().filter(|row| counts(row.event.position));
    let given = given.flat_map(|row| row.given.iter());
    given.filter(|given| *given.rule == *rule).map(|given| given.points).sum()
}

#[test]
fn a_page_asks_first_which_event_it_was_and_then_only_what_that_one_is_asked() {
    let place = Place::new();
    let page = format!("/contactos/{}", place.lead("Eva Gil", ""));
    let ana = place.ana();
    let all = ana.get(&format!("{page}?anotar=otro"));
    all.says("Lo que hizo").says("Lo que hicimos").hides("name=\"p.");
    for name in ["met_at_event", "social_engaged", "email_replied", "sample_sent", "proposal_sent"]
    {
        all.says(&format!("anotar=otro&amp;que={name}#como"));
    }
    let stand = ana.get(&format!("{page}?anotar=otro&que=met_at_event"));
    stand.says("name=\"p.event_name\"").says("name=\"p.wants_demo\"").hides("name=\"p.amount\"");
    let proposal = ana.get(&format!("{page}?anotar=otro&que=proposal_sent"));
    proposal.says("name=\"p.currency\" value=\"EUR\"").says("name=\"p.expires\"");
    proposal.hides("name=\"p.event_name\"");
    // What is no event of the catalogue is none to write down.
    ana.get(&format!("{page}?anotar=otro&que=won")).hides("name=\"p.").says("que=met_at_event");
    assert!(proposal.body.len() < 50_000, "{}", proposal.body.len());
}

#[test]
fn what_is_written_down_on_a_page_reaches_rules_the_history_and_the_events_page() {
    let place = Place::new();
    let workspace = place.open();
    with_rules(&workspace);
    let id = place.lead("Eva Gil", "");
    let page = format!("/contactos/{id}");
    let ana = place.ana();
    let send = |key: &str, fields: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> =
            [("key", key), ("back", &page)].into_iter().chain(fields.iter().copied()).collect();
        ana.post(&format!("{page}/eventos"), &fields)
    };
    let stand = [
        ("name", "met_at_event"),
        ("p.event_name", "Genera 2026"),
        ("p.interest", "Bombas de calor"),
        ("p.wants_demo", "yes"),
        ("text", "Trajo a su jefa de planta"),
        ("at", "2026-11-20"),
    ];
    let to = send("stand", &stand).to().to_owned();
    assert_eq!(to, format!("{page}?hecho=stand"));
    let seen = ana.get(&to);
    seen.says("Pasó por el stand «Genera 2026»").says("Trajo a su jefa de planta");
    seen.says("Interés en el stand: Bombas de calor · Quiere una demo · Ana Ruiz").says("Deshacer");
    assert_eq!(gave(&workspace, id, "feria_genera"), 7);
    let amounts = [
        ("name", "proposal_sent"),
        ("p.product", "Bomba B3"),
        ("p.amount", "12.500,50"),
        ("p.currency", "EUR"),
        ("p.expires", "2026-12-31"),
    ];
    send("proposal", &amounts).to();
    let seen = ana.get(&page);
    seen.says("Le enviamos una propuesta «Bomba B3»");
    seen.says("Importe: 12.500,5\u{a0}€ · Vale hasta: 31/12/2026 · Ana Ruiz");
    assert_eq!(gave(&workspace, id, "propuesta_grande"), 11);
    let comment = [("name", "social_engaged"), ("p.network", "linkedin"), ("p.kind", "comment")];
    send("comment", &comment).to();
    assert_eq!(gave(&workspace, id, "comento"), 3);
    ana.get(&page).says("Participó en LinkedIn</a>").says("Qué hizo: un comentario");
    // Sent twice it is one; undone it counts no more.
    send("proposal", &amounts).to();
    assert_eq!(workspace.done_under("proposal").unwrap().len(), 1);
    ana.post("/deshacer", &[("key", "proposal")]).to();
    assert_eq!(gave(&workspace, id, "propuesta_grande"), 0);
    ana.get(&page).hides("Importe: 12.500,5\u{a0}€");
}

#[test]
fn a_form_that_was_not_taken_is_shown_again_with_what_was_written_and_why() {
    let place = Place::new();
    let page = format!("/contactos/{}", place.lead("Eva Gil", ""));
    let ana = place.ana();
    let send = |fields: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> =
            [("key", "k"), ("back", &page)].into_iter().chain(fields.iter().copied()).collect();
        ana.post(&format!("{page}/eventos"), &fields)
    };
    let wrong = [
        ("name", "proposal_sent"),
        ("p.product", "Bomba B3"),
        ("p.amount", "bastante"),
        ("p.currency", "USD"),
        ("text", "Por correo"),
    ];
    let again = send(&wrong);
    assert_eq!(again.status, 422);
    again.says("Importe: «bastante» no es un importe; se escribe como 12000");
    again.says("value=\"bastante\"").says("value=\"Bomba B3\"").says("value=\"USD\"");
    again.says("value=\"Por correo\"").says("name=\"p.amount\"");
    let amount = again.between("id=\"p.amount\"", ">");
    assert!(amount.contains("aria-invalid"), "{amount}");
    // What is to come has not happened: before, it became today without a word.
    let late = send(&[("name", "demo_given"), ("at", "2026-11-24")]);
    assert_eq!(late.status, 422);
    late.says("Todavía no ha pasado").says("value=\"2026-11-24\"");
    send(&[("name", "demo_given"), ("at", "2026-11-23")]).to();
    assert_eq!(send(&[("name", "won")]).status, 404);
    let english = [("name", "Ana Ruiz"), ("language", "en")];
    ana.post("/ajustes/preferencias", &english).to();
    let proposal = ana.get(&format!("{page}?anotar=otro&que=proposal_sent"));
    proposal.says("Amount").says("Valid until").says("What was seen or said");
}

#[test]
fn a_program_tells_what_people_saw_elsewhere_once_with_who_and_why() {
    let api = Api::new();
    with_rules(&api.workspace);
    let id = api.person("Eva");
    let path = format!("/contacts/{id}/events");
    let body = json!({
        "name": "proposal_sent",
        "at": "2026-02-27T12:30:00Z",
        "properties": { "product": "Bomba B3", "amount": 12500.5, "campaign": "Feria" },
        "why": "La pidió por teléfono",
        "by": REP,
    });
    let key = [("idempotency-key", "propuesta-117")];
    let told = api.call("POST", &path, &key, &body.to_string());
    assert_eq!(told.status, 201, "{told:?}");
    let again = api.call("POST", &path, &key, &body.to_string());
    assert_eq!(told.body, again.body);
    let timeline = api.get(&format!("/contacts/{id}/timeline"));
    let lines = timeline["timeline"].as_array().unwrap();
    let sent: Vec<&Value> = lines.iter().filter(|line| line["name"] == "proposal_sent").collect();
    assert_eq!(sent.len(), 1, "{timeline}");
    let text = sent[0].to_string();
    for said in [
        "\"amount\":12500.5",
        "\"currency\":\"EUR\"",
        "\"notes\":\"La pidió por teléfono\"",
        "\"at\":\"2026-02-27T12:30:00.000000Z\"",
        &format!("\"by\":\"{REP}\""),
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(gave(&api.workspace, id, "propuesta_grande"), 11);
    let event = told.json()["events"][0].as_str().unwrap().to_owned();
    assert_eq!(api.call("DELETE", &format!("/events/{event}?by={REP}"), &[], "").status, 200);
    assert_eq!(gave(&api.workspace, id, "propuesta_grande"), 0);
}

#[test]
fn what_a_program_tells_wrong_is_refused_with_its_place_and_what_there_is() {
    let api = Api::new();
    let id = api.person("Eva");
    let path = format!("/contacts/{id}/events");
    let tomorrow = api.house.criba.clock().now() + Span::DAY;
    let wrong = [
        (json!({ "name": "won" }), "/name", "proposal_sent"),
        (json!({ "name": "demo_given", "at": tomorrow.to_string() }), "/at", "todavía no"),
        (
            json!({ "name": "demo_given", "properties": { "amount": 3 } }),
            "/properties/amount",
            "product",
        ),
        (
            json!({ "name": "social_engaged", "properties": { "kind": "comentario" } }),
            "/properties/kind",
            "comment, like",
        ),
        (
            json!({ "name": "demo_given", "properties": { "a/b~c": 3 } }),
            "/properties/a~1b~0c",
            "product",
        ),
        (json!({ "name": "demo_given", "why": "x".repeat(20_001) }), "/why", "20000"),
    ];
    for (body, place, said) in wrong {
        let refused = api.call("POST", &path, &[], &body.to_string());
        let problem = refused.json();
        assert_eq!((refused.status.as_u16(), &problem["code"]), (422, &json!("invalid_content")));
        assert_eq!(problem["errors"][0]["pointer"], place, "{problem}");
        let detail = problem["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{said}: {detail}");
    }
    let strange = api.call("POST", &path, &[], r#"{"name":"demo_given","text":"x"}"#);
    assert_eq!(strange.status, 422, "{strange:?}");
    let viewer = json!({ "name": "demo_given", "by": "eva@tecnoclima.example" }).to_string();
    assert_eq!(api.call("POST", &path, &[], &viewer).status, 422);
    let only_views = Api::new().only("view");
    let id = only_views.person("Eva");
    let body = r#"{"name":"demo_given"}"#;
    let refused = only_views.call("POST", &format!("/contacts/{id}/events"), &[], body);
    assert_eq!((refused.status.as_u16(), &refused.json()["scope"]), (403, &json!("work")));
}

#[test]
fn the_description_says_which_events_there_are_and_what_each_says() {
    let api = Api::new();
    let description = api.get("/openapi.json");
    let event = &description["components"]["schemas"]["SeenEvent"]["properties"];
    let names = event["name"]["enum"].as_array().unwrap();
    assert_eq!(names.len(), runtime::manual::MANUAL.len(), "{event}");
    let said = event["properties"]["description"].as_str().unwrap();
    assert!(said.contains("`proposal_sent`: amount, currency, product, expires"), "{said}");
}

#[test]
fn a_program_tells_of_a_conversation_by_whatsapp() {
    let api = Api::new();
    let id = api.person("Eva");
    let path = format!("/contacts/{id}/messages");
    let body =
        json!({ "channel": "whatsapp", "text": "Le mando el precio", "talked": true, "by": REP });
    let told = api.post(&path, &body);
    assert!(told["next"].is_object() || told["next"].is_null(), "{told}");
    let timeline = api.get(&format!("/contacts/{id}/timeline")).to_string();
    for said in ["message_sent", "\"channel\":\"whatsapp\"", "\"outcome\":\"talked\"", REP] {
        assert!(timeline.contains(said), "{said}: {timeline}");
    }
    let wrong = api.call("POST", &path, &[], r#"{"channel":"Mi canal"}"#);
    assert_eq!(wrong.json()["errors"][0]["pointer"], "/channel");
}
