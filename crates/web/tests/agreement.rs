#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Acuerdo as people read it, compare it, and put another text in force.

mod support;

use axum::http::{StatusCode, header};
use engine::agreement::sentences::sentences;
use engine::agreement::vocabulary::Pack;
use engine::agreement::{Language, print::print};
use support::Seen;
use support::visit::Place;

const LUIS: &str = "luis@tecnoclima.example";

/// The agreement in force as text, with one rule about the hours added.
fn changed(place: &Place) -> String {
    let (_, mut document) = place.agreement();
    document.hours.as_mut().unwrap().holidays = vec!["ES-MD".to_owned()];
    document.main.qualify.pop();
    print(&document)
}

/// Checks a text and returns the page with what it would be put in force by.
fn check(place: &Place, text: &str) -> Seen {
    place.ana().post_parts("/acuerdo/proponer", &[("text", text), ("after", "1"), ("do", "check")])
}

#[test]
fn every_clause_is_read_at_its_own_address() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "view");
    let page = place.enter(LUIS).get("/acuerdo");
    assert_eq!(page.status, StatusCode::OK);
    let (_, document) = place.agreement();
    let pack = Pack::for_country("ES", Language::Es);
    let mut clauses = 0;
    for section in sentences(&document, &pack) {
        page.says(&format!("id=\"s{}\"", section.number)).says(&section.title);
        for clause in section.clauses {
            page.says(&format!(
                "id=\"c{0}\"><a class=\"no\" href=\"#c{0}\">{0}</a>",
                clause.number
            ));
            clauses += 1;
        }
    }
    assert!(clauses > 20, "{clauses}");
    page.says("Rige desde").says("sin firmar").says("disabled aria-describedby=\"who-may\"");
    assert!(page.body.len() < 50 << 10, "{} bytes", page.body.len());
    for (path, status) in
        [("/acuerdo/v1", 200), ("/acuerdo/1", 200), ("/acuerdo/v2", 404), ("/acuerdo/otra", 404)]
    {
        assert_eq!(place.ana().get(path).status.as_u16(), status, "{path}");
    }
    assert_eq!(place.guest().get("/acuerdo").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_text_is_downloaded_as_it_was_written() {
    let place = Place::new();
    let seen = place.ana().get("/acuerdo/v1/texto.yaml");
    let text =
        place.open().read(|read| Ok(read.versions()?)).unwrap().first().unwrap().text.clone();
    assert_eq!(seen.body, text);
    let name = seen.headers.get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
    assert_eq!(name, "attachment; filename=\"acuerdo-v1.yaml\"");
}

#[test]
fn every_problem_of_a_text_is_shown_in_its_place_and_the_text_stays() {
    let place = Place::new();
    let text = changed(&place).replacen("language: es", "language: klingon", 1).replacen(
        "currency: EUR",
        "moneda: EUR",
        1,
    );
    let page = check(&place, &text);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("El texto tiene 2 errores").says("<mark>klingon</mark>").says("<mark>moneda</mark>");
    let line = 1 + text.lines().position(|line| line.starts_with("moneda")).unwrap();
    page.says(&format!("línea {line}, columna 1"));
    page.says("language: klingon\n").hides("value=\"force\"");

    let broken = check(&place, "name: [Uno\nlanguage: es\n");
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    broken.says("deja de ser YAML");
    let nothing = place.ana().post_parts("/acuerdo/proponer", &[("text", " "), ("do", "check")]);
    nothing.says("No hay nada que comprobar");
    assert_eq!(place.agreement().0, 1);
}

#[test]
fn what_is_put_in_force_is_what_was_read() {
    let place = Place::new();
    let ana = place.ana();
    let text = changed(&place);
    let page = check(&place, &text);
    assert_eq!(page.status, StatusCode::OK);
    page.says("Sin errores. Frente a la versión 1:").says("<ins>").says("<del>");
    page.says("Comunidad de Madrid");
    let sum = page.between("name=\"sum\" value=\"", "\"").to_owned();
    let force = |text: &str, after: &str| {
        let fields = [("text", text), ("after", after), ("sum", &sum), ("do", "force")];
        ana.post_parts("/acuerdo/proponer", &fields)
    };
    let other = text.replacen("ES-MD", "ES-CT", 1);
    force(&other, "1").says("Cataluña").says("Sin errores");
    assert_eq!(place.agreement().0, 1, "a text that was changed since is checked again");

    // Browsers end lines of a form in their own way.
    let done = force(&text.replace('\n', "\r\n"), "1");
    assert_eq!(done.to(), "/acuerdo?hecho=2");
    ana.get(done.to()).says("Rige la versión 2, sin firmar.").says("Volver a la versión 1");
    assert_eq!(ana.get("/acuerdo/v2/texto.yaml").body, text);
    let late = force(&text, "1");
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    late.says("Entretanto entró en vigor la versión 2").says("ES-MD");
    check(&place, &text).says("Dice lo mismo que la versión 2").hides("value=\"force\"");
}

#[test]
fn a_file_goes_before_what_was_pasted() {
    let place = Place::new();
    let text = format!("\u{feff}{}", changed(&place));
    let fields = [("file", text.as_str()), ("text", "name: pegado aparte"), ("do", "check")];
    place.ana().post_parts("/acuerdo/proponer", &fields).says("Sin errores").hides("pegado aparte");
}

#[test]
fn versions_are_compared_and_an_earlier_one_comes_back() {
    let place = Place::new();
    let ana = place.ana();
    let (_, first) = place.agreement();
    let text = changed(&place);
    let workspace = place.open();
    workspace.put_text_in_force(1, "ana@tecnoclima.example", &text).unwrap();
    ana.get("/acuerdo/versiones").says("v2").says("v1").says("rige hoy").says("Ana Ruiz");
    let page = ana.get("/acuerdo/v2/cambios");
    page.says("Versión 2 frente a la 1").says("Se quita").says("<ins>Comunidad de Madrid</ins>");
    ana.get("/acuerdo/v1/cambios?contra=2").says("Versión 1 frente a la 2").says("Nueva");
    ana.get("/acuerdo/v1").says("ya no rige").says("/acuerdo/v1/vigor");
    let stale = ana.post("/acuerdo/v1/vigor", &[("after", "1")]);
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ana.post("/acuerdo/v1/vigor", &[("after", "2")]).to(), "/acuerdo?hecho=3");
    assert_eq!(place.agreement(), (3, first));
    ana.get("/acuerdo/v3/cambios?contra=1").says("Sin cambios.");
}

#[test]
fn who_may_not_propose_reads_and_changes_nothing() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "work,edit,administer");
    let luis = place.enter(LUIS);
    assert_eq!(luis.get("/acuerdo/proponer").status, StatusCode::FORBIDDEN);
    let text = changed(&place);
    let refused = luis.post_parts("/acuerdo/proponer", &[("text", &text), ("do", "check")]);
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = luis.post("/acuerdo/v1/vigor", &[("after", "1")]);
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(place.agreement().0, 1);
}

#[test]
fn every_page_is_there_in_both_languages() {
    let place = Place::new();
    let ana = place.ana();
    let text = changed(&place);
    place.open().put_text_in_force(1, "ana@tecnoclima.example", &text).unwrap();
    for language in ["es", "en"] {
        ana.post("/ajustes/preferencias", &[("name", "Ana Ruiz"), ("language", language)]).to();
        for path in [
            "/acuerdo",
            "/acuerdo?hecho=2",
            "/acuerdo/v1",
            "/acuerdo/versiones",
            "/acuerdo/v2/cambios",
            "/acuerdo/proponer",
            "/acuerdo/proponer?desde=v1",
        ] {
            let seen = ana.get(path);
            assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
            seen.says(&format!("<html lang=\"{language}\""));
            assert!(seen.body.len() < 50 << 10, "{path} has {} bytes", seen.body.len());
        }
    }
}

#[test]
fn the_text_can_begin_as_a_model_of_a_trade() {
    let place = Place::new();
    let ana = place.ana();
    let page = ana.get("/acuerdo/proponer");
    page.says("<option value=\"saas\">SaaS</option>").says("value=\"acceptance\" selected");
    let model = ana.get("/acuerdo/proponer?modelo=education&etapas=prospect");
    model.says("currency: EUR").says("Cliente potencial").hides("name=\"modelo\"");
    ana.get("/acuerdo/proponer?modelo=nada").says("name=\"modelo\"");
}
