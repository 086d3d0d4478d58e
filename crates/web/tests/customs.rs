#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! How hours are said, and how people are addressed who are written to.

mod support;

use engine::event::Act;
use store::ids::ContactId;
use support::visit::Place;
use support::{fact, tell};

#[test]
fn hours_are_said_as_their_reader_says_them() {
    let place = Place::new();
    let ana = place.ana();
    let eva = place.lead("Eva Gil", "ana@tecnoclima.example");
    let fields = [
        ("key", "plan"),
        ("back", "/hoy"),
        ("next_what", "call"),
        ("next_date", "2026-11-23"),
        ("next_time", "16:30"),
    ];
    ana.post(&format!("/contactos/{eva}/tareas"), &fields).to();
    ana.get("/contactos").says("hoy 16:30");
    let chosen = [("name", "Ana Ruiz"), ("language", "es"), ("twelve", "yes")];
    ana.post("/ajustes/preferencias", &chosen).to();
    ana.get("/ajustes/preferencias").says("name=\"twelve\" value=\"yes\" checked");
    ana.get("/contactos").says("hoy 4:30\u{a0}p.\u{a0}m.").hides("16:30");
    // What is typed is as browsers take it.
    ana.get(&format!("/hoy?c={eva}&paso=snooze")).says("type=\"time\" value=\"");
}

#[test]
fn a_message_addresses_people_as_in_the_country_or_as_was_chosen() {
    let place = Place::new();
    let ana = place.ana();
    let eva = ContactId::make();
    let facts = [("name", "Eva Gil"), ("mobile", "+34612345678"), ("country", "ES")];
    let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
    tell(&place.open(), eva, "eva", Act::Learned, facts);
    let page = || ana.get(&format!("/contactos/{eva}"));
    page().says("%C2%BFTienes%20un%20momento%3F");
    ana.get("/ajustes/espacio").says("Como es usual en el país: de tú");
    let to = ana.post("/ajustes/espacio/trato", &[("treatment", "usted")]).to().to_owned();
    ana.get(&to).says("value=\"usted\" checked");
    page().says("%C2%BFTiene%20un%20momento%3F");
    let wrong = ana.post("/ajustes/espacio/trato", &[("treatment", "thou")]);
    assert_eq!(wrong.status, 422);
    ana.post("/ajustes/espacio/trato", &[("treatment", "")]).to();
    page().says("Tienes");
}

#[test]
fn a_contact_may_be_addressed_in_a_way_of_their_own() {
    let place = Place::new();
    let ana = place.ana();
    let eva = ContactId::make();
    let facts = [("name", "Eva Gil"), ("mobile", "+34612345678"), ("country", "ES")];
    let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
    tell(&place.open(), eva, "eva", Act::Learned, facts);
    let at = format!("/contactos/{eva}");
    let form = || ana.get(&format!("{at}?panel=editar"));
    form().says("<option value=\"\" selected>Como a los demás: de tú");
    let post = |chosen: &str, key: &str| {
        ana.post(&format!("{at}/datos"), &[("person.treatment", chosen), ("key", key)])
    };
    post("usted", "k1").to();
    ana.get(&at).says("<dt>Trato</dt><dd>de usted").says("%C2%BFTiene%20un%20momento%3F");
    ana.get("/hoy").says("%C2%BFTiene%20un%20momento%3F");
    form().says("<option value=\"usted\" selected>de usted");
    assert_eq!(post("thou", "k2").status, 422);
    post("", "k3").to();
    ana.get(&at).hides("<dt>Trato</dt>").says("%C2%BFTienes%20un%20momento%3F");
}
