#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! People say what the events of a program with a key are: the name stays as it came, the other stands
//! beside it, from the next that comes on and, where it is asked for, in what came before.

mod support;

use axum::body::Body;
use axum::http::{Request, header};
use engine::event::Act;
use runtime::keys::Opens;
use serde_json::{Value, json};
use store::workspace::rows::EventRow;
use support::api::Api;
use support::visit::Place;

/// A program that tells under a name with a key of its own.
struct Shop {
    api: Api,
    key: String,
}

impl Shop {
    fn new(takes_outcomes: bool) -> Shop {
        let api = Api::new();
        let opens = Opens::Source { takes_outcomes };
        let key = api.house.criba.make_key(api.workspace.row.id, &opens, "tienda").unwrap();
        Shop { api, key }
    }

    fn tells(&self, id: &str, name: &str, properties: &Value) -> EventRow {
        let body = json!({
            "userId": "u1", "event": name, "messageId": id, "properties": properties,
            "context": { "traits": { "email": "eva@acme.example" }, "page": { "path": "/precios" } },
            "timestamp": "2026-03-01T08:00:00Z",
        });
        let request = Request::post("/v1/track")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::CONTENT_TYPE, "application/json");
        let seen = self.api.house.send(request.body(Body::from(body.to_string())).unwrap());
        assert_eq!(seen.status, 200, "{seen:?}");
        self.latest()
    }

    fn rows(&self) -> Vec<EventRow> {
        self.api.workspace.writer.settle().wait().unwrap();
        let rows =
            self.api.workspace.read(|read| Ok(read.events_of_source(SOURCE, u64::MAX, 99)?));
        rows.unwrap()
    }

    fn latest(&self) -> EventRow {
        self.rows().remove(0)
    }

    fn say(&self, names: &Value) -> support::Seen {
        let body = json!({ "names": names }).to_string();
        self.api.call("PUT", &format!("/sources/{SOURCE}"), &[], &body)
    }

    fn points(&self) -> i64 {
        let found = self.api.get("/contacts?email=eva@acme.example");
        let id = found["contacts"][0]["id"].as_str().unwrap().to_owned();
        self.api.get(&format!("/contacts/{id}/why"))["total"].as_i64().unwrap()
    }
}

const SOURCE: &str = "v1:tienda";

fn second(row: &EventRow) -> Option<String> {
    let Act::Happened { properties, .. } = &row.event.act else { return None };
    engine::catalogue::also_named(properties).map(str::to_owned)
}

#[test]
fn a_name_that_somebody_maps_counts_from_then_on_and_in_the_past_where_asked() {
    let shop = Shop::new(true);
    let first = shop.tells("1", "Pidió demostración", &json!({ "plan": "pro" }));
    shop.tells("2", "Demo Requested", &json!({}));
    assert_eq!(second(&first), None);
    let before = shop.points();
    let listed = shop.api.get(&format!("/sources/{SOURCE}/names"));
    let names = listed["names"].as_array().unwrap();
    let known =
        json!({ "name": "Demo Requested", "events": 1, "is": "demo_requested", "said": false });
    assert!(names.contains(&known), "{listed}");

    assert_eq!(shop.say(&json!({ "Pidió demostración": "demo_requested" })).status, 200);
    let new = shop.tells("3", "Pidió demostración", &json!({}));
    assert_eq!(
        (new.name(), second(&new).as_deref()),
        ("Pidió demostración", Some("demo_requested"))
    );
    let after_new = shop.points();

    let past = shop.api.get(&format!("/sources/{SOURCE}/past"));
    assert_eq!((&past["looked"], &past["differ"]), (&json!(3), &json!(1)), "{past}");
    let change = json!({ "field": "also_named", "is": "", "becomes": "demo_requested" });
    assert_eq!(past["examples"][0]["changes"], json!([change]), "{past}");
    let applied = shop.api.call("POST", &format!("/sources/{SOURCE}/past"), &[], "").json();
    assert_eq!((&applied["told"], &applied["left"]), (&json!(1), &json!(0)), "{applied}");
    let again = shop.latest();
    assert_eq!((again.event.message_id.as_ref(), again.event.at), ("1", first.event.at));
    assert_eq!(second(&again).as_deref(), Some("demo_requested"));
    assert_eq!(again.event.facts, first.event.facts);
    assert_ne!(shop.points(), before, "the demo counts");
    let repeated = shop.tells("1", "Pidió demostración", &json!({}));
    assert_eq!(repeated.event.position, again.event.position, "it is the same message");
    assert_eq!(shop.api.get(&format!("/sources/{SOURCE}/past"))["differ"], 0);

    let undone = shop.api.call("DELETE", &format!("/sources/{SOURCE}/past"), &[], "").json();
    assert_eq!(undone["undone"], 1);
    assert_eq!(shop.points(), after_new);
    assert_eq!(second(&shop.latest()), None);
    // What is said no longer is as Criba knows it.
    assert_eq!(shop.say(&json!({ "Demo Requested": "-" })).status, 200);
    assert_eq!(second(&shop.tells("4", "Demo Requested", &json!({}))), None);
    assert_eq!(shop.say(&json!({})).status, 200);
    let known = shop.tells("5", "Demo Requested", &json!({}));
    assert_eq!(second(&known).as_deref(), Some("demo_requested"));
}

#[test]
fn a_name_is_no_decision_of_cribas_and_a_key_of_a_page_sells_nothing() {
    let page = Shop::new(false);
    for wrong in ["won", "stage_changed", "handoff_assigned", "Con acento", ""] {
        let refused = page.say(&json!({ "Compra": wrong }));
        assert_eq!(refused.status, 422, "{wrong}: {refused:?}");
    }
    let server = Shop::new(true);
    assert_eq!(server.say(&json!({ "Compra": "won" })).status, 200);
    let sold = server.tells("1", "Compra", &json!({}));
    assert_eq!(second(&sold).as_deref(), Some("won"));
    // A key of a page that gets the same name later tells no sale by it, and none in the past.
    let opens = Opens::Source { takes_outcomes: false };
    let api = &server.api;
    let key = api.house.criba.make_key(api.workspace.row.id, &opens, "tienda").unwrap();
    let server = Shop { key, ..server };
    let kept = server.tells("2", "Compra", &json!({}));
    assert_eq!(kept.outcome, "aside: public_key", "{kept:?}");
}

#[test]
fn the_page_says_what_came_and_the_event_both_its_names() {
    let place = Place::new();
    let workspace = place.open();
    let key = place.house.criba.add_key(workspace.row.id, "source", "web").unwrap();
    let body = json!({ "userId": "u1", "event": "Calculó ahorro", "messageId": "1" }).to_string();
    let request = Request::post("/v1/track")
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .header("content-type", "application/json");
    place.send(request.body(Body::from(body)).unwrap());
    let ana = place.ana();
    ana.get("/fuentes/v1:web").says("href=\"/fuentes/v1%3Aweb/nombres\"");
    let page = ana.get("/fuentes/v1:web/nombres");
    page.says("Calculó ahorro").says("1 de los últimos").says("solo su nombre").hides("adivinado");
    let wrong = [("otro", "Compra"), ("es", "voided")];
    ana.post("/fuentes/v1:web/nombres", &wrong).says("no puede ser «voided»");
    let said = [("h", "Calculó ahorro"), ("c0", "quote_requested")];
    let next = ana.post("/fuentes/v1:web/nombres", &said).to().to_owned();
    ana.get(&next).says("así se entiende").says("1 se leería de otro modo").says("Criba lo llama");
    ana.get("/fuentes/v1:web/nombres").says("decidido");
    ana.post("/fuentes/v1:web/antes", &[]).to();
    let rows = workspace.read(|read| Ok(read.events_of_source("v1:web", u64::MAX, 1)?)).unwrap();
    let (id, position) = (rows[0].contact, rows[0].event.position);
    let event = ana.get(&format!("/contactos/{id}/eventos/{position}"));
    event.says("Calculó ahorro").says("quote_requested").says("contado otra vez");
}
