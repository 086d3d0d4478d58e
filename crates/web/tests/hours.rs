#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Whom to call at which hour: who is outside theirs, who was tried just now, and what is for later.

mod support;

use engine::event::Act;
use engine::time::Span;
use serde_json::json;
use store::ids::ContactId;
use support::api::{Api, REP};
use support::visit::Place;
use support::{fact, happened, tell};

/// Somebody of whom this is known.
fn knows(place: &Place, facts: &[(&str, &str)]) -> ContactId {
    let id = ContactId::make();
    let facts = facts.iter().map(|(id, value)| fact(id, value)).collect();
    tell(&place.open(), id, &id.to_string(), Act::Learned, facts);
    id
}

fn callable(place: &Place, name: &str) -> ContactId {
    knows(place, &[("name", name), ("mobile", "+34612345678"), ("country", "ES")])
}

#[test]
fn who_is_outside_their_hours_is_counted_once() {
    let place = Place::new();
    callable(&place, "Eva Gil");
    let ximena =
        knows(&place, &[("name", "Ximena Peña"), ("mobile", "+573001234567"), ("country", "CO")]);
    let page = place.ana().get(&format!("/hoy?c={ximena}"));
    page.says("1 espera a que sea hora allí").hides("1 fuera de su horario");
    // The row and the page of the contact propose the same hour.
    page.says("hoy 15:30").says("se propone");
    let there = |contact: ContactId| {
        let page = place.ana().get(&format!("/hoy?c={contact}"));
        page.between("<p class=\"sm b\">", "</p>").to_owned()
    };
    assert_eq!(there(ximena), "En Bogotá son las 04:00. Se propone a las 15:30.");
    let clock = place.criba.clock();
    clock.advance(Span::DAY.times(5));
    assert_eq!(there(ximena), "En Bogotá son las 04:00. Se propone el lunes a las 15:30.");
    clock.advance(Span::HOUR.times(21));
    assert_eq!(there(ximena), "En Bogotá es la 01:00. Se propone mañana a las 15:30.");
    let english = [("name", "Ana Ruiz"), ("language", "en")];
    place.ana().post("/ajustes/preferencias", &english).to();
    assert_eq!(there(ximena), "It is 01:00 in Bogotá. Suggested tomorrow at 15:30.");
}

#[test]
fn where_nobody_is_awake_whoever_was_tried_comes_after_the_others() {
    let place = Place::new();
    let ana = place.ana();
    for name in ["Ximena", "Wilson", "Yaneth"] {
        let id = knows(&place, &[("name", name), ("mobile", "+573001234567"), ("country", "CO")]);
        happened(&place.open(), id, "demo_requested");
    }
    place.criba.clock().advance(Span::HOUR);
    let shown = |page: &str| ana.get(page).between("data-contact=\"", "\"").to_owned();
    let mut tried = Vec::new();
    for key in ["a", "b", "c"] {
        let first = shown("/hoy?n=0");
        assert!(!tried.contains(&first), "{first} was tried just now: {tried:?}");
        let form = [("outcome", "no_answer"), ("key", key), ("back", "/hoy?n=0")];
        ana.post(&format!("/contactos/{first}/llamadas"), &form).to();
        tried.push(first);
    }
    // Their steps of later today stay in their group.
    ana.get("/hoy").says("Seguimientos de hoy");
}

#[test]
fn no_hour_is_proposed_to_call_who_may_not_be_called() {
    let place = Place::new();
    let ana = place.ana();
    let ximena =
        knows(&place, &[("name", "Ximena"), ("mobile", "+573001234567"), ("country", "CO")]);
    let own = format!("/contactos/{ximena}");
    ana.get(&own).says("son las 04:00. Se propone");
    let refused =
        [("key", "no"), ("back", "/hoy"), ("purpose", "phone"), ("given", "no"), ("evidence", "x")];
    ana.post(&format!("{own}/permisos"), &refused).to();
    for page in [own.clone(), format!("/hoy?c={ximena}")] {
        ana.get(&page).says("No llamar: dijo que no").says("son las 04:00.").hides("Se propone");
    }
}

#[test]
fn a_step_of_later_today_comes_after_who_may_be_called_now() {
    let api = Api::new();
    let person = |name: &str, mobile: &str| {
        let id = ContactId::make();
        let facts = [("name", name), ("mobile", mobile), ("country", "ES")];
        let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
        tell(&api.workspace, id, &id.to_string(), Act::Learned, facts);
        id
    };
    let (later, now) = (person("Eva", "+34612345678"), person("Leo", "+34612345679"));
    let step = json!({ "what": "call", "at": "2026-03-02T16:00:00Z" });
    let told = json!({ "text": "later", "by": REP, "next": step });
    api.post(&format!("/contacts/{later}/notes"), &told);
    let queue = api.get(&format!("/queue?for={REP}"));
    let ids: Vec<&str> = queue["queue"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["contact"]["id"].as_str().unwrap())
        .collect();
    let at = |id: ContactId| ids.iter().position(|one| *one == id.to_string());
    assert!(at(now).is_some() && at(now) < at(later), "{queue}");
    assert_eq!(at(later), Some(ids.len() - 1), "{queue}");
}
