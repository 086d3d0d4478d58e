#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What comes next with somebody, as Hoy and a contact's page say it and as it is done there.

mod support;

use engine::event::Act;
use engine::time::Span;
use store::ids::ContactId;
use support::api::Api;
use support::visit::{Place, Visitor};
use support::{Seen, fact, tell};

fn callable(place: &Place, name: &str) -> ContactId {
    let id = ContactId::make();
    let facts = [("name", name), ("mobile", "+34612345678"), ("country", "ES")];
    let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
    tell(&place.open(), id, &id.to_string(), Act::Learned, facts);
    id
}

/// Plans a step for an hour of this Monday or the days after it.
fn plans(ana: &Visitor<'_>, id: ContactId, key: &str, what: &str, text: &str, at: (&str, &str)) {
    let fields = [
        ("key", key),
        ("back", "/hoy"),
        ("next_what", what),
        ("next_text", text),
        ("next_date", at.0),
        ("next_time", at.1),
    ];
    ana.post(&format!("/contactos/{id}/tareas"), &fields).to();
}

fn to_stage(ana: &Visitor<'_>, id: ContactId, to: &str) -> String {
    let fields = [("key", to), ("back", "/hoy"), ("to", to), ("evidence", "lo dijo en el stand")];
    ana.post(&format!("/contactos/{id}/etapa"), &fields).to().to_owned()
}

/// The step that a page's form does.
fn planned(page: &Seen) -> String {
    page.between("name=\"planned\" value=\"", "\"").to_owned()
}

#[test]
fn a_task_says_what_it_is_and_is_done_on_hoy_and_on_the_page() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let own = format!("/contactos/{eva}");
    ana.get(&format!("{own}?anotar=tarea")).says("name=\"next_text\"").says("maxlength=\"200\"");
    plans(&ana, eva, "plan", "task", "enviar caso", ("2026-11-23", "10:30"));
    let page = ana.get(&format!("/hoy?c={eva}"));
    page.says("<span class=\"t2\">tarea: enviar caso</span>");
    page.says("Siguiente: tarea: enviar caso, hoy 10:30").says(">Hecho</button>");
    ana.get(&own).says("Siguiente: tarea: enviar caso, hoy 10:30").says(">Hecho</button>");
    ana.get(&own).says("Se planeó: tarea: enviar caso");
    ana.get("/contactos").says("tarea: enviar caso, hoy 10:30");
    // To put it off does not make it a call.
    let snooze = ana.get(&format!("/hoy?c={eva}&paso=snooze"));
    snooze
        .says("name=\"next_what\" value=\"task\"")
        .says("name=\"next_text\" value=\"enviar caso\"");
    let toast = ana.get("/hoy?hecho=plan");
    toast.says("<span>Eva Gil: Se planeó: tarea: enviar caso, hoy 10:30</span>");
    let at = planned(&page);
    let done = [("key", "done"), ("back", "/hoy"), ("planned", &at)];
    let to = ana.post(&format!("{own}/hecho"), &done).to().to_owned();
    ana.get(&to).says("Eva Gil: Se hizo lo previsto. Siguiente: llamada,");
    ana.post(&format!("{own}/hecho"), &done).to();
    // A page of before says what was done since, and does nothing.
    let late = [("key", "late"), ("back", "/hoy"), ("planned", &at)];
    let refused = ana.post(&format!("{own}/hecho"), &late);
    assert_eq!(refused.status, 409);
    refused.says("Se hizo lo previsto");
    ana.post("/deshacer", &[("key", "done"), ("back", "/hoy")]).to();
    ana.get(&own).says("Siguiente: tarea: enviar caso, hoy 10:30");
    let long = "x".repeat(201);
    let fields = [("key", "long"), ("back", &own), ("paso", "tarea"), ("next_text", &long)];
    let fields: Vec<(&str, &str)> =
        fields.into_iter().chain([("next_date", "2026-11-24")]).collect();
    let refused = ana.post(&format!("{own}/tareas"), &fields);
    assert_eq!(refused.status, 422);
    refused.says("como mucho 200 caracteres").says(&long);
}

#[test]
fn a_lead_of_whom_nothing_is_planned_shows_the_first_step_of_its_cadence() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let own = format!("/contactos/{eva}");
    ana.get(&own).says("Sin próximo paso");
    to_stage(&ana, eva, "mql");
    let words = "Siguiente: llamada (paso 1 de la cadencia)";
    ana.get(&own).says(words).hides("Sin próximo paso").hides("form=\"step-done\"");
    ana.get(&format!("/hoy?c={eva}")).says(words);
    let blocked =
        [("key", "no"), ("back", "/hoy"), ("purpose", "phone"), ("given", "no"), ("evidence", "x")];
    ana.post(&format!("{own}/permisos"), &blocked).to();
    ana.get(&own).says("Siguiente: WhatsApp (paso 1 de la cadencia)");
    // Hoy's figure counts whom sales has accepted, and says so.
    let page = ana.get("/hoy");
    page.says("Sin paso</span></dt><dd>0").says("1 que no quiere llamadas");
}

#[test]
fn an_appointment_is_proposed_for_a_free_hour_and_leads_to_the_calendar() {
    let place = Place::new();
    let ana = place.ana();
    let (eva, leo) = (callable(&place, "Eva Gil"), callable(&place, "Leo Paz"));
    // A Monday at ten in Madrid: eleven is taken, and the rest of the day is not.
    let to = [("key", "own"), ("back", "/hoy"), ("to", "ana@tecnoclima.example")];
    ana.post(&format!("/contactos/{leo}/responsable"), &to).to();
    plans(&ana, leo, "taken", "meeting", "", ("2026-11-23", "11:00"));
    let page = ana.get(&format!("/hoy?c={eva}&paso=booked"));
    page.says("name=\"next_date\" type=\"date\" value=\"2026-11-23\"");
    page.says("name=\"next_time\" type=\"time\" value=\"12:00\"");
    let page = ana.get(&format!("/hoy?c={eva}&paso=snooze"));
    page.says("value=\"2026-11-24\"").says("value=\"11:00\"");
    // At twenty past one no whole hour is left before lunch.
    place.criba.clock().advance(Span::MINUTE.times(200));
    let page = place.ana().get(&format!("/hoy?c={eva}&paso=booked"));
    page.says("name=\"next_time\" type=\"time\" value=\"16:00\"");
    let ana = place.ana();
    let booked = [
        ("key", "booked"),
        ("back", "/hoy"),
        ("outcome", "booked"),
        ("next_date", "2026-11-25"),
        ("next_time", "10:00"),
    ];
    let to = ana.post(&format!("/contactos/{eva}/llamadas"), &booked).to().to_owned();
    let page = ana.get(&to);
    page.says("Eva Gil: reunión concertada para el 25/11, 10:00");
    page.says(&format!("href=\"/contactos/{eva}/cita.ics\""));
    ana.get(&format!("/contactos/{eva}/cita.ics")).says("DTSTART:20261125T090000Z");
}

#[test]
fn what_was_undone_is_no_step_of_the_path_and_what_lies_ahead_says_no_more_than_its_name() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let path = || {
        let page = ana.get(&format!("/contactos/{eva}"));
        let path = page.between("<ol class=\"path\"", "</ol>");
        let stops = path.split("<li class=\"").skip(1);
        let stops = stops.map(|stop| {
            let (class, rest) = stop.split_once('"').unwrap();
            let (name, text) = rest.split_once("<b>").unwrap().1.split_once("</b>").unwrap();
            (class.to_owned(), name.to_owned(), text.contains("<span>"))
        });
        stops.collect::<Vec<(String, String, bool)>>()
    };
    let before = path();
    assert!(before.iter().any(|(class, ..)| class == "fut"), "{before:?}");
    assert!(before.iter().all(|(class, _, says)| *says == (class != "fut")), "{before:?}");
    place.criba.clock().advance(Span::HOUR);
    to_stage(&ana, eva, "sal");
    let accepted = path();
    assert_ne!(accepted, before);
    place.criba.clock().advance(Span::HOUR);
    ana.post("/deshacer", &[("key", "sal"), ("back", "/hoy")]).to();
    assert_eq!(path(), before);
    // Undone is said in the reader's language, whatever it was.
    let no = [("key", "no"), ("back", "/hoy"), ("reason", "no_encaja")];
    ana.post(&format!("/contactos/{eva}/rechazo"), &no).to();
    ana.post("/deshacer", &[("key", "no"), ("back", "/hoy")]).to();
    ana.get(&format!("/contactos/{eva}")).says("Se deshizo: Rechazo").hides("Declined");
    assert_eq!(path(), before);
}

#[test]
fn a_line_of_the_profile_shows_the_value_and_the_event_that_told_it() {
    let place = Place::new();
    let ana = place.ana();
    let id = ContactId::make();
    let facts = vec![fact("name", "Eva Gil"), fact("job_title", "Directora de Operaciones")];
    let position = tell(&place.open(), id, "row 1", Act::Learned, facts);
    let page = ana.get(&format!("/contactos/{id}"));
    let rule = page.between(&format!("/contactos/{id}/porque/"), "\"").to_owned();
    let page = ana.get(&format!("/contactos/{id}/porque/{rule}"));
    page.says("«Directora de Operaciones»").says("lista, hoy 10:00");
    page.says(&format!("/contactos/{id}/eventos/{position}"));
    // What is said of it is worked out from what the list says, and both are shown.
    page.says("deducido, hoy 10:00");
}

#[test]
fn who_may_only_see_is_told_who_works_and_finds_nothing_that_leads_nowhere() {
    let place = Place::new();
    let eva = callable(&place, "Eva Gil");
    place.person("iris@tecnoclima.example", "Iris Sol", "view");
    let iris = place.enter("iris@tecnoclima.example");
    let said = "Aquí puedes ver, pero no anotar. Trabajan los contactos: Ana Ruiz. El permiso lo da \
                Ana Ruiz.";
    let page = iris.get(&format!("/hoy?c={eva}"));
    page.says(said).hides("paso=snooze").hides("<kbd>1</kbd>–<kbd>6</kbd>");
    page.hides("/ajustes/personas/invitar");
    let page = iris.get(&format!("/contactos/{eva}"));
    page.says(said).hides("panel=editar").hides("id=\"como\"");
    let ana = place.ana();
    ana.get(&format!("/hoy?c={eva}")).hides("Aquí puedes ver").says("paso=snooze");
    // Ana works, so that marketing is missing; who plans is of marketing, and then nobody is.
    ana.get("/hoy").says("href=\"/ajustes/personas/invitar\">Invitar a marketing<");
    place.person("luz@tecnoclima.example", "Luz Paz", "propose");
    ana.get("/hoy").hides("/ajustes/personas/invitar");
}

#[test]
fn a_question_of_yes_or_no_is_chosen_and_a_number_that_is_none_is_refused_beside_it() {
    let place = Place::new();
    let ana = place.ana();
    let eva = callable(&place, "Eva Gil");
    let hoy = format!("/hoy?c={eva}");
    let page = ana.get(&hoy);
    let choice = page.between("<select name=\"person.decisor\">", "</select>");
    assert_eq!(choice.matches("<option").count(), 4, "{choice}");
    assert!(
        ["Sin dato", "Sí", "No", "Prefiere no decir"].iter().all(|word| choice.contains(word)),
        "{choice}"
    );
    page.says("name=\"person.budget\" value=\"\" autocomplete=\"off\" inputmode=\"decimal\"");
    let facts = format!("/contactos/{eva}/datos");
    let wrong = [
        ("key", "one"),
        ("back", hoy.as_str()),
        ("person.budget", "creo que sí"),
        ("person.decisor", "Sí"),
    ];
    let page = ana.post(&facts, &wrong);
    assert_eq!(page.status, 422);
    let asked = page.between("class=\"ask\"", "</section>");
    assert!(asked.contains("«creo que sí» no es un número"), "{asked}");
    assert!(asked.contains("value=\"creo que sí\"") && asked.contains("aria-invalid"), "{asked}");
    assert_eq!(page.body.matches("id=\"wrong\"").count(), 1, "it is said once");
    let there = format!("/contactos/{eva}?de=");
    let fields = [("key", "two"), ("back", there.as_str()), ("person.budget", "creo que sí")];
    let page = ana.post(&facts, &fields);
    assert_eq!(page.status, 422);
    page.says("«creo que sí» no es un número").says("id=\"f-person.budget\"");
    let right = [
        ("key", "three"),
        ("back", hoy.as_str()),
        ("person.budget", "12.000 €"),
        ("person.decisor", "Sí"),
    ];
    ana.post(&facts, &right).to();
    let saw = place.open().writer.look(eva).wait().unwrap().unwrap();
    let held = |id: &str| {
        let of = engine::agreement::condition::Whose::Person;
        saw.card.contact.profile.at(of, id, saw.now).map(|held| held.value.to_string())
    };
    assert_eq!(
        (held("budget").as_deref(), held("decisor").as_deref()),
        (Some("12.000 €"), Some("Sí"))
    );
    ana.get(&format!("/contactos/{eva}")).says("Participa en la decisión");
}

#[test]
fn who_has_no_name_yet_signs_with_the_company_alone() {
    let place = Place::new();
    let eva = callable(&place, "Eva Gil");
    place.person("luz@tecnoclima.example", "", "work,edit");
    let page = place.enter("luz@tecnoclima.example").get(&format!("/hoy?c={eva}"));
    page.says("text=Hola%2C%20Eva%20Gil.%20Un%20saludo%20de%20Tecnoclima.").hides("luz%40");
    place.ana().get(&format!("/hoy?c={eva}")).says("Soy%20Ana%20Ruiz%2C%20de%20Tecnoclima.");
}

#[test]
fn a_program_plans_what_is_to_be_done_and_reads_it() {
    let api = Api::new();
    let eva = api.person("Eva");
    let next = serde_json::json!({
        "at": "2026-03-02T09:30:00Z", "what": "task", "text": "enviar caso",
    });
    let note = serde_json::json!({ "text": "quiere un caso", "next": next });
    let told = api.post(&format!("/contacts/{eva}/notes"), &note);
    assert_eq!(told["next"]["text"], "enviar caso");
    assert_eq!(api.get(&format!("/contacts/{eva}"))["next"]["text"], "enviar caso");
    assert_eq!(api.get("/queue")["queue"][0]["contact"]["next"]["text"], "enviar caso");
    // Who says no more says nothing.
    let next = serde_json::json!({ "at": "2026-03-02T09:30:00Z", "what": "call" });
    let note = serde_json::json!({ "text": "mejor llamar", "next": next });
    let told = api.post(&format!("/contacts/{eva}/notes"), &note);
    assert_eq!(told["next"]["text"], serde_json::Value::Null);
}

#[test]
fn who_is_to_be_joined_is_seen_side_by_side_first() {
    let place = Place::new();
    let ana = place.ana();
    let (eva, twin) = (callable(&place, "Eva Gil"), ContactId::make());
    let facts = [("name", "Eva Gil Paz"), ("email", "eva@gil.example")];
    let facts = facts.map(|(id, value)| fact(id, value)).to_vec();
    tell(&place.open(), twin, "twin", Act::Learned, facts);
    let own = format!("/contactos/{eva}");
    let found = ana.get(&format!("{own}?panel=unir"));
    found.says(&format!("panel=unir&amp;con={twin}#panel")).hides("name=\"other\"");
    let page = ana.get(&format!("{own}?panel=unir&con={twin}"));
    page.says("¿Unir con Eva Gil Paz?").says("<td>Eva Gil</td><td><b>Eva Gil Paz</b></td>");
    page.says("<td></td><td><b>eva@gil.example</b></td>");
    page.says(&format!("name=\"other\" value=\"{twin}\""));
    ana.post(
        &format!("{own}/union"),
        &[("key", "join"), ("back", &own), ("other", &twin.to_string())],
    )
    .to();
    ana.get(&own).says("<h1>Eva Gil Paz</h1>").says("eva@gil.example");
    // Somebody who is not there, or themselves, is nobody to compare with.
    for other in [eva, ContactId::make()] {
        ana.get(&format!("{own}?panel=unir&con={other}")).says("¿Con quién se une?");
    }
}
