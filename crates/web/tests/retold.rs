#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What was told is told again under other words or another verdict, and put back as it was.

mod support;

use std::collections::BTreeMap;

use engine::event::Act;
use runtime::retold::Again;
use runtime::sources::FieldMap;
use runtime::writer::{Became, Came, Intake, Whom};
use serde_json::{Value, json};
use store::ids::ContactId;
use store::workspace::rows::{EventRow, Key, Keys};
use support::api::{Api, REP};
use support::visit::Place;
use support::{fact, start};

/// What somebody says that the fields of the shop are.
fn say(api: &Api, event: &str, fields: &[(&str, &str)]) {
    let fields = fields.iter().map(|(field, target)| ((*field).to_owned(), (*target).to_owned()));
    let map = FieldMap { event: event.to_owned(), fields: fields.collect() };
    api.house.criba.say_fields(api.workspace.row.id, "tienda", &map).unwrap();
}

fn row(api: &Api, position: u64) -> EventRow {
    api.workspace.read(|read| Ok(read.event(position)?)).unwrap().unwrap()
}

fn latest(api: &Api) -> EventRow {
    row(api, api.latest_of("tienda"))
}

/// What is known of the one with an address, and their points.
fn known(api: &Api, email: &str) -> (Value, i64) {
    let found = api.get(&format!("/contacts?email={email}"));
    let id = found["contacts"][0]["id"].as_str().unwrap().to_owned();
    let why = api.get(&format!("/contacts/{id}/why"));
    let profile = api.get(&format!("/contacts/{id}"));
    (profile["profile"].clone(), why["total"].as_i64().unwrap())
}

#[test]
fn a_mapping_that_changes_is_applied_to_what_came_before_and_put_back() {
    let api = Api::new();
    let came = [
        json!({ "correo": "eva@acme.example", "campo_x": "Lugo", "consentimiento_email": "sí" }),
        json!({ "correo": "leo@acme.example", "campo_x": "Vigo" }),
    ];
    let first = api.told_by("tienda", &came[0]);
    api.told_by("tienda", &came[1]);
    let before = (known(&api, "eva@acme.example"), known(&api, "leo@acme.example"));
    let past = api.get("/sources/tienda/past");
    assert_eq!((&past["looked"], &past["differ"]), (&json!(2), &json!(0)), "{past}");

    say(&api, "demo_requested", &[("campo_x", "city")]);
    let past = api.get("/sources/tienda/past");
    assert_eq!((&past["differ"], &past["last"]), (&json!(2), &Value::Null), "{past}");
    let example = &past["examples"][1];
    assert_eq!(example["event"], first.to_string());
    assert_eq!(
        (&example["name"], &example["becomes"]),
        (&json!("form_submitted"), &json!("demo_requested"))
    );
    let change = json!({ "field": "person.city", "is": "", "becomes": "Lugo" });
    assert!(example["changes"].as_array().unwrap().contains(&change), "{example}");

    let applied = api.call("POST", "/sources/tienda/past", &[], "").json();
    assert_eq!((&applied["told"], &applied["left"]), (&json!(2), &json!(0)), "{applied}");
    let (profile, points) = known(&api, "eva@acme.example");
    assert!(profile.to_string().contains("\"city\""), "{profile}");
    assert_ne!(points, before.0.1, "the demo counts");
    let old = row(&api, first);
    let again = api.workspace.told_again(first).unwrap();
    let new = row(&api, again.after.unwrap());
    assert_eq!(new.name(), "demo_requested");
    assert_eq!((&new.event.message_id, new.event.at), (&old.event.message_id, old.event.at));
    let back = api.workspace.told_again(new.event.position).unwrap();
    assert_eq!(back, Again { before: Some(first), after: None });
    // Told again it is the same message, and what is the same is not told again.
    let repeated = api.told_by("tienda", &came[1]);
    assert_eq!(repeated, latest(&api).event.position);
    assert_eq!(api.get("/sources/tienda/past")["differ"], 0);
    assert_eq!(api.call("POST", "/sources/tienda/past", &[], "").json()["told"], 0);

    let undone = api.call("DELETE", "/sources/tienda/past", &[], "");
    assert_eq!((undone.status.as_u16(), &undone.json()["undone"]), (200, &json!(2)), "{undone:?}");
    assert_eq!((known(&api, "eva@acme.example"), known(&api, "leo@acme.example")), before);
    let past = api.get("/sources/tienda/past");
    assert_eq!((&past["differ"], &past["last"]), (&json!(2), &Value::Null));
    assert_eq!(api.call("DELETE", "/sources/tienda/past", &[], "").status, 422);
}

#[test]
fn what_would_be_nobodys_stays_and_consents_come_and_go_with_their_words() {
    let api = Api::new();
    api.told_by("tienda", &json!({ "correo": "eva@acme.example", "publicidad": "sí" }));
    let (_, before) = known(&api, "eva@acme.example");
    say(&api, "", &[("publicidad", "consent_whatsapp")]);
    api.call("POST", "/sources/tienda/past", &[], "");
    let whatsapp = |api: &Api| {
        let rows = api.workspace.read(|read| Ok(read.events_of_source("tienda", u64::MAX, 9)?));
        rows.unwrap().iter().any(
            |row| matches!(&row.event.act, Act::ConsentGiven { purpose } if purpose == "whatsapp"),
        )
    };
    assert!(whatsapp(&api));
    say(&api, "", &[]);
    api.call("POST", "/sources/tienda/past", &[], "");
    assert!(!whatsapp(&api), "who did not say so did not consent");
    assert_eq!(known(&api, "eva@acme.example").1, before);
    // Without its address nobody could be told of it.
    say(&api, "", &[("correo", "-")]);
    let past = api.get("/sources/tienda/past");
    assert_eq!((&past["differ"], &past["nobodys"]), (&json!(0), &json!(1)), "{past}");
}

#[test]
fn the_page_shows_what_changes_and_the_event_what_it_was() {
    let place = Place::new();
    let ana = place.ana();
    let made = ana.post("/fuentes", &[("tipo", "json"), ("name", "tienda")]);
    let secret = made.between("id=\"m0\" value=\"", "\"").to_owned();
    let request = axum::http::Request::post("/hooks/tienda")
        .header("host", "criba.example")
        .header("content-type", "application/json")
        .header("x-criba-secret", secret);
    let body = json!({ "correo": "eva@acme.example", "campo_x": "Lugo" }).to_string();
    place.send(request.body(axum::body::Body::from(body)).unwrap());
    let fields = [("event", "demo_requested"), ("h", "campo_x"), ("c0", "city"), ("g0", "campo_x")];
    let next = ana.post("/fuentes/tienda/campos", &fields).to().to_owned();
    let page = ana.get(&next);
    page.says("Guardado: así se lee").says("1 se leería de otro modo").says("Ciudad").says("Lugo");
    let next = ana.post("/fuentes/tienda/antes", &[]).to().to_owned();
    let page = ana.get(&next);
    page.says("Contado otra vez")
        .says("Todos se leen igual")
        .says("Ana Ruiz contó otra vez 1 evento");
    let workspace = place.open();
    let rows = workspace.read(|read| Ok(read.events_of_source("tienda", u64::MAX, 1)?)).unwrap();
    let (id, position) = (rows[0].contact, rows[0].event.position);
    let event = ana.get(&format!("/contactos/{id}/eventos/{position}"));
    event.says("Es el mismo evento contado otra vez");
    let was = event.between("Es el mismo evento contado otra vez. <a href=\"", "\"").to_owned();
    ana.get(&was).says("Así ya no cuenta").says(&format!("/eventos/{position}"));
    ana.post("/fuentes/tienda/antes", &[("undo", "1")]).to();
    ana.get("/fuentes/tienda/antes").says("1 se leería de otro modo").hides("contó otra vez");
    ana.get("/ajustes/cambios").says("Se dejó como estaba lo que la fuente «tienda» había contado");
}

fn identify(id: &str, keys: &Keys, email: &str) -> Intake {
    Intake {
        whom: Whom::Keyed(keys.clone()),
        at: Some(start()),
        known_at: None,
        source: "v1:web".into(),
        message_id: id.into(),
        act: Act::Learned,
        facts: vec![fact("email", email)],
        who: None,
        batch: None,
        came: Came::raw(Some("{}".into())),
    }
}

fn with(api: &Api, kind: &str, value: &str) -> Vec<ContactId> {
    let key = Key { kind: kind.to_owned(), value: value.to_owned() };
    api.workspace.writer.find(key).wait().unwrap()
}

/// The histories of everybody who has one of these keys.
fn histories(api: &Api) -> BTreeMap<ContactId, usize> {
    let ids = with(api, "user_id", "u1").into_iter().chain(with(api, "anonymous_id", "b1"));
    let ids = ids.chain(with(api, "email", "eva@acme.example"));
    ids.filter_map(|id| api.workspace.writer.look(id).wait().unwrap())
        .map(|saw| (saw.id, saw.card.history.len()))
        .collect()
}

#[test]
fn an_identify_that_was_a_machines_parts_what_it_joined_and_joins_it_again() {
    let api = Api::new();
    let browser = Keys { anonymous_id: Some("b1".to_owned()), ..Keys::default() };
    let known = Keys { user_id: Some("u1".to_owned()), ..Keys::default() };
    let both = Keys { user_id: Some("u1".to_owned()), ..browser.clone() };
    let visit = Intake {
        act: Act::Happened { name: "page".to_owned(), properties: Vec::new() },
        facts: Vec::new(),
        ..identify("1", &browser, "")
    };
    let intakes = vec![visit, identify("2", &known, "eva@acme.example")];
    api.workspace.writer.take(intakes).wait().unwrap();
    assert_eq!(histories(&api).len(), 2, "a browser, and somebody");
    let became = api.workspace.writer.take(vec![identify("3", &both, "eva@acme.example")]).wait();
    let [Became::Applied { position, .. }] = became.unwrap()[..] else { panic!() };
    let of_browser = |api: &Api| {
        let rows = api.workspace.read(|read| Ok(read.events_of_source("v1:web", u64::MAX, 9)?));
        let page = rows.unwrap().into_iter().find(|row| row.name() == "page").unwrap();
        let id = with(api, "user_id", "u1")[0];
        let saw = api.workspace.writer.look(id).wait().unwrap().unwrap();
        saw.card.history.contains(&page.event.position)
    };
    assert!(of_browser(&api), "the visit is theirs");

    let judged = |position: &str, was: &str| {
        let body = json!({ "was": was, "by": REP }).to_string();
        let seen = api.call("POST", &format!("/events/{position}/verdict"), &[], &body);
        assert_eq!(seen.status, 200, "{seen:?}");
        seen.json()
    };
    let machine = judged(&position.to_string(), "machine");
    assert!(!of_browser(&api), "nothing but the machine said so");
    let listed = api.get("/machines");
    assert_eq!(listed["machines"][0]["id"], machine["event"]);
    let human = json!({ "likelihood": 0, "signals": ["judged"] });
    assert_eq!(listed["machines"][0]["human"], human);
    assert_eq!(listed["machines"][0]["outcome"], "aside: judged");
    let person = judged(machine["event"].as_str().unwrap(), "person");
    assert!(of_browser(&api));
    assert_eq!(api.get("/machines")["machines"], json!([]));

    // Where somebody else says the same, a verdict on one of the two parts nobody.
    let became = api.workspace.writer.take(vec![identify("4", &both, "eva@acme.example")]).wait();
    assert!(matches!(became.unwrap()[..], [Became::Applied { .. }]));
    judged(person["event"].as_str().unwrap(), "machine");
    assert!(of_browser(&api));
}

#[test]
fn a_verdict_says_to_whom_they_were_given_meanwhile() {
    let api = Api::new();
    let position =
        api.told_by("tienda", &json!({ "correo": "eva@acme.example", "event": "demo_requested" }));
    let id = row(&api, position).contact;
    let owner = json!({ "to": REP, "by": REP }).to_string();
    let given = api.call("POST", &format!("/contacts/{id}/owner"), &[], &owner);
    let body = json!({ "was": "machine" }).to_string();
    let judged = api.call("POST", &format!("/events/{position}/verdict"), &[], &body).json();
    let touched = &judged["contacts"][0];
    assert_eq!(touched["contact"], id.to_string());
    assert!(touched["after"].as_i64() < touched["before"].as_i64(), "{touched}");
    assert_eq!(touched["handoffs"][0]["to"], REP, "{touched} {given:?}");
    let again = api.call("POST", &format!("/events/{position}/verdict"), &[], &body).json();
    assert_eq!(again["contacts"], json!([]), "it was judged so already");
    let wrong = api.call("POST", &format!("/events/{position}/verdict"), &[], r#"{"was":"dog"}"#);
    assert_eq!(wrong.status, 422);
}
