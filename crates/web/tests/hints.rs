#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What is said to each person once, the shortcuts of a page, and what is left to set up.

mod support;

use support::visit::Place;

#[test]
fn a_hint_that_was_seen_is_not_shown_again_to_the_same_person() {
    let place = Place::new();
    place.person("luis@tecnoclima.example", "Luis Paz", "work");
    let ana = place.ana();
    let page = format!("/contactos/{}", place.lead("Eva Gil", "ana@tecnoclima.example"));
    ana.get(&page).says("Cada número se abre");
    let fields = [("hint", "numbers"), ("hint", "nothing-of-the-kind"), ("back", page.as_str())];
    assert_eq!(ana.post("/ajustes/pistas", &fields).to(), page);
    ana.get(&page).hides("Cada número se abre");
    place.enter("luis@tecnoclima.example").get(&page).says("Cada número se abre");
}

#[test]
fn the_sheet_of_shortcuts_lists_those_of_its_page() {
    let place = Place::new();
    let ana = place.ana();
    let contact = format!("/contactos/{}?de=/contactos", place.lead("Eva Gil", ""));
    let keys = |path: &str| {
        let page = ana.get(path);
        page.between("id=\"keys\"", "</dialog>").to_owned()
    };
    for (path, own, others) in [
        ("/hoy", "Resultado de la llamada", "Elegir toda la página"),
        ("/contactos?orden=nombre", "Elegir toda la página", "Rechazar…"),
        (&contact, "Rechazar…", "Resultado de la llamada"),
        ("/por-revisar", "No procede", "Rechazar…"),
        ("/ajustes/preferencias", "Ir a Contactos", "En esta página"),
    ] {
        let sheet = keys(path);
        assert!(sheet.contains(own) && sheet.contains("Copiar el enlace"), "{path}: {sheet}");
        assert!(!sheet.contains(others), "{path}: {sheet}");
    }
}

#[test]
fn what_is_left_to_set_up_is_told_by_what_is_there() {
    let place = Place::new();
    let ana = place.ana();
    let (title, page) = ("Para que funcione solo", "/ajustes/personas");
    let before = ana.get(page);
    before.says(title).says("1 de 3").says("Conectar un formulario").says("Invitar a marketing");
    before.says("Firmar el Acuerdo v1").says("por llegar");
    ana.post("/ajustes/claves", &[("name", "crm"), ("kind", "api")]);
    ana.get(page).says("1 de 3");
    ana.post("/ajustes/claves", &[("name", "web"), ("kind", "source")]);
    ana.get(page).says("2 de 3");
    place.person("luis@tecnoclima.example", "Luis Paz", "work");
    ana.get(page).says("2 de 3").says(title);
    let luis = place.enter("luis@tecnoclima.example");
    luis.get(page).hides(title);
    place.person("eva@tecnoclima.example", "Eva Gil", "propose");
    ana.get(page).hides(title);
    let eva = place.enter("eva@tecnoclima.example");
    eva.get(page).hides(title);

    let version = place.agreement().0.to_string();
    let empty = [("holidays", ""), ("closed", ""), ("after", version.as_str())];
    eva.post("/ajustes/horario", &empty).to();
    eva.get(page).says("2 de 3").says("Poner los festivos").says("href=\"/ajustes/horario\"");
    ana.get(page).says(title);
    let hidden = [("hint", "setup"), ("back", page)];
    assert_eq!(ana.post("/ajustes/pistas", &hidden).to(), page);
    ana.get(page).hides(title);
    eva.get(page).says(title);
}
