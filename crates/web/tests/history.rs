#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! A contact's page says what moved it, the clause or who did what, and what can be done.

mod support;

use support::visit::Place;

#[test]
fn a_move_says_which_conversation_or_which_undoing_made_it() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    let page = format!("/contactos/{lead}");
    let forward = [("to", "mql"), ("evidence", "Nos lo pidió en persona"), ("key", "a-mano-1")];
    ana.post(&format!("{page}/etapa"), &forward).to();
    ana.get(&page).says("MQL").hides("Conversación de");
    let talked = [("outcome", "talked"), ("key", "llamada-1")];
    ana.post(&format!("{page}/llamadas"), &talked).to();
    let seen = ana.get(&page);
    seen.says("Pasa a SAL").says("Conversación de Ana");
    ana.get(&format!("/hoy?c={lead}")).says("Lo último").says("Conversación de Ana");
    let path = seen.between("aria-label=\"Recorrido real de etapas\"", "</ol>").to_owned();
    assert!(path.contains("Conversación de Ana"), "{path}");
    ana.post("/deshacer", &[("key", "llamada-1")]).to();
    ana.get(&page).says("Se deshizo: Llamada: hablamos · Ana");
}

#[test]
fn what_was_done_is_undone_from_its_own_page_however_long_ago() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    let page = format!("/contactos/{lead}");
    let talked = [("outcome", "talked"), ("key", "llamada-1")];
    ana.post(&format!("{page}/llamadas"), &talked).to();
    let position = ana.get(&page).between("/eventos/", "\"").to_owned();
    let event = format!("{page}/eventos/{position}");
    ana.get(&event).says("Llamada: hablamos").says("name=\"key\" value=\"llamada-1\"");
    ana.post("/deshacer", &[("key", "llamada-1"), ("back", &page)]).to();
    ana.get(&event).hides("action=\"/deshacer\"");
    ana.get(&page).hides("Llamada: hablamos");
}

#[test]
fn what_follows_an_outcome_goes_with_the_note_while_it_is_written() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let ana = place.ana();
    let then = |note: &str| {
        let asked = format!("/sugerencias/fecha?texto={note}&c={lead}");
        let said: serde_json::Value = serde_json::from_str(&ana.get(&asked).body).unwrap();
        said["then"].as_str().unwrap_or_default().to_owned()
    };
    let usual = then("");
    assert!(ana.get(&format!("/hoy?c={lead}")).body.contains("data-then"));
    assert_ne!(then("El%20martes%20a%20las%2012:30"), usual);
    assert!(then("El%20martes%20a%20las%2012:30").contains("12:30"), "{usual}");
    assert_eq!(then("Nada%20nuevo"), usual);
    let nobody = ana.get("/sugerencias/fecha?texto=el%20martes");
    nobody.says("\"then\":null");
}

#[test]
fn a_task_is_proposed_for_the_next_hour_that_the_reader_has_free() {
    let place = Place::new();
    let lead = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let other = place.lead("Leo Paz", "ana@tecnoclima.example");
    let ana = place.ana();
    let proposed = |page: &str| {
        let seen = ana.get(page);
        let count = |tag: &str| seen.body.matches(tag).count();
        assert_eq!(count("<div"), count("</div>"), "the form ends where its frame does");
        let part = |id: &str| {
            let input = seen.between(&format!("<input id=\"{id}\""), ">");
            input.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        (part("next_date"), part("next_time"))
    };
    let page = format!("/contactos/{lead}?anotar=tarea");
    let (date, time) = proposed(&page);
    assert!(time.ends_with(":00"), "{date} {time}");
    let busy = [("key", "t"), ("next_what", "meeting"), ("next_date", &date), ("next_time", &time)];
    ana.post(&format!("/contactos/{other}/tareas"), &busy).to();
    let (later_date, later) = proposed(&page);
    assert!((later_date, later) > (date, time));
}

#[test]
fn who_has_no_telephone_is_refused_for_it_or_given_one() {
    let place = Place::new();
    let ana = place.ana();
    let id = place.lead("Marta Sanz", "ana@tecnoclima.example");
    let page = ana.get(&format!("/contactos/{id}"));
    page.says("Falta el teléfono").says("value=\"datos\"").says("href=\"mailto:");
    assert_eq!(page.body.matches("data-press=\"r\"").count(), 1, "{}", page.body);
    let edit = ana.get(&format!("/contactos/{id}?panel=editar&campo=person.mobile"));
    assert_eq!(edit.body.matches(" data-focus").count(), 1);
    let field = edit.between("name=\"person.mobile\"", ">");
    assert!(field.contains("data-focus"), "{field}");
    // Who may only look can do neither.
    place.person("luis@tecnoclima.example", "Luis Paz", "");
    let seen = place.enter("luis@tecnoclima.example").get(&format!("/contactos/{id}"));
    seen.says("Falta el teléfono").hides("campo=person.mobile").hides("value=\"datos\"");
    let fields = [("reason", "datos"), ("key", "no"), ("back", "/hoy")];
    ana.post(&format!("/contactos/{id}/rechazo"), &fields).to();
    ana.get(&format!("/contactos/{id}")).says("Sin datos válidos");
}
