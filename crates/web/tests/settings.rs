#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Ajustes as people use it: invited by a link, let go with their leads, undone.

mod support;

use axum::http::StatusCode;
use engine::time::Span;
use runtime::acts::SOURCE;
use store::ids::PersonId;
use support::Seen;
use support::visit::{PASSWORD, Place, Visitor};

const LUIS: &str = "luis@tecnoclima.example";
const EVA: &str = "eva@tecnoclima.example";

fn invite(ana: &Visitor<'_>, email: &str, can: &str) -> Seen {
    ana.post("/ajustes/personas/invitar", &[("email", email), ("can", can)])
}

/// The path of a link that a page shows.
fn link(page: &Seen) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    format!("/invitacion/{}", page.between("http://criba.example/invitacion/", "\""))
}

#[test]
fn somebody_comes_in_by_a_link_that_opens_once() {
    let place = Place::new();
    let ana = place.ana();
    let link = link(&invite(&ana, " Luis@Tecnoclima.example ", "work"));
    let token = link.rsplit('/').next().unwrap();
    let kept = place.criba.house().invitations(place.workspace).unwrap();
    assert!(kept.iter().all(|row| !format!("{row:?}").contains(token)), "only a hash is kept");
    ana.get("/ajustes/personas").says(LUIS).says("trabajar").hides(token);

    let guest = place.guest();
    guest.get(&link).says("Tecnoclima te invita a Criba").says(LUIS);
    let short = guest.post(&link, &[("name", "Luis Paz"), ("password", "corta")]);
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    short.says("al menos 8 caracteres").says("value=\"Luis Paz\"").hides("value=\"corta\"");

    let came = guest.post(&link, &[("name", "Luis Paz"), ("password", "otra frase larga")]);
    assert_eq!(came.to(), "/hoy");
    let luis = place.with_cookie(came.cookie());
    luis.get("/ajustes/personas").says("Luis Paz").says("Ana Ruiz");
    assert_eq!(luis.get("/ajustes/personas/invitar").status, StatusCode::FORBIDDEN);
    assert_eq!(invite(&luis, EVA, "administer").status, StatusCode::FORBIDDEN);

    let again = guest.post(&link, &[("name", "Otro"), ("password", "otra frase larga")]);
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(guest.get(&link).status, StatusCode::GONE);
    assert!(place.criba.sign_in(LUIS, "otra frase larga", "").unwrap().is_some());
    ana.get("/ajustes/cambios").says("entró con su enlace");
}

#[test]
fn a_link_stops_opening_when_it_is_old_withdrawn_or_made_anew() {
    let place = Place::new();
    let (ana, guest) = (place.ana(), place.guest());
    let first = link(&invite(&ana, LUIS, "work"));
    let second = link(&invite(&ana, LUIS, "work"));
    assert_eq!(guest.get(&first).status, StatusCode::GONE, "another was made");
    assert_eq!(guest.get(&second).status, StatusCode::OK);
    let id = place.criba.invitations(place.workspace).unwrap().first().unwrap().id;
    ana.post(&format!("/ajustes/invitaciones/{id}/retirar"), &[]).to();
    assert_eq!(guest.get(&second).status, StatusCode::GONE, "it was withdrawn");
    let third = link(&invite(&ana, LUIS, "work"));
    place.criba.clock().advance(Span::DAY.times(7));
    assert_eq!(guest.get(&third).status, StatusCode::GONE, "it is too old");
}

#[test]
fn who_cannot_be_invited_is_said_and_what_was_typed_stays() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "work");
    let ana = place.ana();
    let check = |email: &str, can: &[&str], words: &str| {
        let mut fields = vec![("email", email)];
        fields.extend(can.iter().map(|can| ("can", *can)));
        let refused = ana.post("/ajustes/personas/invitar", &fields);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(words).says(&format!("value=\"{email}\""));
        for can in can {
            refused.says(&format!("value=\"{can}\" checked"));
        }
    };
    check("luis.tecnoclima", &["edit"], "No parece una dirección de correo");
    check(LUIS, &["edit"], "ya tiene sitio");
    check(EVA, &["sign_sales", "sign_marketing"], "firma por una sola parte");
    assert!(place.criba.invitations(place.workspace).unwrap().is_empty());
}

#[test]
fn somebody_whom_another_workspace_knows_shows_their_own_password() {
    let place = Place::new();
    let other = place.criba.add_workspace("Agencia", "ES", None, EVA).unwrap();
    let can = runtime::people::permissions("work,administer").unwrap();
    let eva = place.criba.add_person(other, EVA, "Eva Gil", PASSWORD, &can).unwrap();
    let ana = place.ana();
    let link = link(&invite(&ana, EVA, "work"));
    let guest = place.guest();
    guest.get(&link).says("La que ya usas").hides("id=\"name\"");
    let wrong = guest.post(&link, &[("password", "no es esta")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(guest.post(&link, &[("password", PASSWORD)]).to(), "/hoy");

    // Who administers one of her workspaces must not open the other.
    let refused = ana.post(&format!("/ajustes/personas/{eva}/contrasena"), &[]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("También trabaja en otro espacio");
}

#[test]
fn permissions_change_and_change_back() {
    let place = Place::new();
    let luis = place.person(LUIS, "Luis Paz", "work");
    let ana = place.ana();
    let can = || place.criba.member(place.workspace, luis).unwrap().permissions;
    let path = format!("/ajustes/personas/{luis}");
    let done = ana.post(&path, &[("can", "edit"), ("can", "sign_sales")]);
    assert_eq!(can(), "view,edit,sign_sales");
    let page = ana.get(done.to());
    page.says("editar, firmar por Ventas (antes: trabajar)").says("Deshacer");
    let undo = format!("/ajustes/cambios/{}", page.between("action=\"/ajustes/cambios/", "\""));
    ana.post(&undo, &[]).to();
    assert_eq!(can(), "view,work");
    assert_eq!(ana.post(&undo, &[]).status, StatusCode::UNPROCESSABLE_ENTITY, "only once");

    let done = ana.post(&path, &[("can", "edit")]);
    let page = ana.get(done.to());
    let undo = format!("/ajustes/cambios/{}", page.between("action=\"/ajustes/cambios/", "\""));
    ana.post(&path, &[("can", "propose")]).to();
    let late = ana.post(&undo, &[]);
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(can(), "view,propose", "what was changed since stays");
}

#[test]
fn somebody_always_administers_and_nobody_signs_for_both_sides() {
    let place = Place::new();
    let luis = place.person(LUIS, "Luis Paz", "work");
    let ana = place.ana();
    let id = place.criba.house().person_with_email("ana@tecnoclima.example").unwrap().unwrap().id;
    let refused = ana.post(&format!("/ajustes/personas/{id}"), &[("can", "work")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Alguien tiene que administrar");
    let refused = ana.post(&format!("/ajustes/personas/{id}/salida"), &[("heir", LUIS)]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Alguien tiene que administrar");
    let both = [("can", "sign_sales"), ("can", "sign_marketing")];
    let refused = ana.post(&format!("/ajustes/personas/{luis}"), &both);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("firma por una sola parte").says("value=\"sign_sales\" checked");
    assert_eq!(ana.get("/hoy").status, StatusCode::OK, "nobody left");
}

#[test]
fn who_leaves_is_out_at_once_and_their_leads_pass_on_and_come_back() {
    let place = Place::new();
    let luis = place.person(LUIS, "Luis Paz", "work");
    place.person(EVA, "Eva Gil", "work");
    let theirs: Vec<_> = (0..3).map(|n| place.lead(&format!("Lead {n}"), LUIS)).collect();
    let evas = place.lead("De Eva", EVA);
    let (ana, session) = (place.ana(), place.enter(LUIS));
    let path = format!("/ajustes/personas/{luis}/salida");
    ana.get(&path).says("Luis Paz tiene 3 leads abiertos").says("Eva Gil");
    let viewer = place.person("vera@tecnoclima.example", "Vera", "view");
    let refused = ana.post(&path, &[("heir", "vera@tecnoclima.example")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{viewer} works no leads");
    assert_eq!(session.get("/hoy").status, StatusCode::OK);

    let done = ana.post(&path, &[("heir", EVA)]);
    assert!(session.get("/hoy").to().starts_with("/entrar"));
    assert!(place.criba.sign_in(LUIS, PASSWORD, "").unwrap().is_some_and(|cookie| {
        place.with_cookie(cookie).get("/hoy").status == StatusCode::SEE_OTHER
    }));
    let page = ana.get(done.to());
    page.says("luis@tecnoclima.example se fue y 3 leads pasaron a eva@tecnoclima.example");
    for lead in &theirs {
        assert_eq!(place.owner(*lead), EVA);
    }
    assert_eq!(passed_on(&place), 3, "each by an event of its own, beside those that gave them");

    let undo = format!("/ajustes/cambios/{}", page.between("action=\"/ajustes/cambios/", "\""));
    ana.post(&undo, &[]).to();
    for lead in &theirs {
        assert_eq!(place.owner(*lead), LUIS);
    }
    assert_eq!(place.owner(evas), EVA, "hers were never touched");
    place.enter(LUIS).get("/hoy").says("Luis Paz");
}

/// Events in the log that gave a lead to somebody in the name of somebody who left.
fn passed_on(place: &Place) -> usize {
    place
        .open()
        .read(|read| Ok(read.events_after(0, 1_000)?))
        .unwrap()
        .iter()
        .filter(|row| row.name() == "handoff_assigned" && &*row.event.source == SOURCE)
        .filter(|row| !row.event.message_id.starts_with("given "))
        .count()
}

#[test]
fn leads_may_be_left_to_nobody() {
    let place = Place::new();
    let luis = place.person(LUIS, "Luis Paz", "work");
    let lead = place.lead("Sola", LUIS);
    let ana = place.ana();
    let done = ana.post(&format!("/ajustes/personas/{luis}/salida"), &[("heir", "")]);
    ana.get(done.to()).says("1 lead quedó sin responsable");
    assert_eq!(place.owner(lead), "");
}

#[test]
fn nothing_of_another_workspace_is_reached() {
    let place = Place::new();
    let other = place.criba.add_workspace("Otra", "ES", None, EVA).unwrap();
    let can = runtime::people::permissions("work").unwrap();
    let eva: PersonId = place.criba.add_person(other, EVA, "Eva Gil", PASSWORD, &can).unwrap();
    let invited = place.criba.invite(other, "otro@otra.example", &can, EVA).unwrap();
    let change = place.criba.changes(other, 1).unwrap().first().unwrap().id;
    let key = place.criba.add_key(other, "api", "suya").unwrap();
    let hint = place.criba.house().keys(other).unwrap().first().unwrap().hint.clone();
    let ana = place.ana();
    let missing = [
        ana.get(&format!("/ajustes/personas/{eva}")),
        ana.post(&format!("/ajustes/personas/{eva}"), &[("can", "administer")]),
        ana.post(&format!("/ajustes/personas/{eva}/salida"), &[("heir", "")]),
        ana.post(&format!("/ajustes/personas/{eva}/contrasena"), &[]),
        ana.post(&format!("/ajustes/cambios/{change}/deshacer"), &[]),
        ana.post("/ajustes/claves/revocar", &[("hint", &hint)]),
    ];
    for seen in &missing {
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{}", seen.body);
    }
    let spent = ana.post(&format!("/ajustes/invitaciones/{}/retirar", invited.row.id), &[]);
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(place.criba.key(&key).unwrap().is_some());
    ana.get("/ajustes/personas").hides("Eva Gil").hides("otro@otra.example");
    ana.get(&format!("/ajustes/cambios?hecho={change}")).hides("otro@otra.example");
}

#[test]
fn hours_are_changed_in_the_agreement_and_changed_back() {
    let place = Place::new();
    let ana = place.ana();
    let (_, before) = place.agreement();
    let form = |monday: &'static str, holidays: &'static str| {
        let mut fields = vec![("after", "1"), ("day", monday)];
        fields.extend([("day", "09:00-14:00"); 4]);
        fields.extend([("day", ""); 2]);
        fields.extend([("holidays", holidays), ("closed", "24/12/2026\r\n2026-12-31")]);
        fields
    };
    let wrong = ana.post("/ajustes/horario", &form("9 a 14", "MADRID"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"9 a 14\"").says("id=\"day-1-error\"").says("«MADRID» no es un código");
    assert_eq!(place.agreement().0, 1);

    let done = ana.post("/ajustes/horario", &form("9-14, 15:30-18:30", "es, ES-MD"));
    assert_eq!(done.to(), "/ajustes/equipos?hecho=v2");
    let (version, document) = place.agreement();
    let hours = document.hours.unwrap();
    assert_eq!((version, &hours.week[0]), (2, &vec![(540, 840), (930, 1110)]));
    assert_eq!(hours.holidays, ["ES", "ES-MD"]);
    assert_eq!(hours.closed.len(), 2);
    let page = ana.get(done.to());
    page.says("Rige la versión 2, sin firmar").says("Comunidad de Madrid").says("24/12/2026");

    let stale = ana.post("/ajustes/horario", &form("10-14", ""));
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "it was made from version 1");
    stale.says("rige la versión 2").says("value=\"10-14\"");
    assert_eq!(ana.post("/acuerdo/v1/vigor", &[("after", "2")]).to(), "/acuerdo?hecho=3");
    assert_eq!(place.agreement(), (3, before));
}

#[test]
fn a_team_and_an_absence_are_written_and_taken_out() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "work");
    let ana = place.ana();
    ana.post("/ajustes/equipos", &[("after", "1"), ("name", "Guardia de tarde")]).to();
    let team = [
        ("after", "2"),
        ("name", "Guardia"),
        ("pick", "round_robin"),
        ("overflow", "ventas"),
        ("member", LUIS),
        ("user", "ana@tecnoclima.example"),
        ("per_day", "4"),
        ("open", ""),
        ("weight", ""),
        ("user", LUIS),
        ("per_day", "muchos"),
        ("open", "30"),
        ("weight", ""),
    ];
    let wrong = ana.post("/ajustes/equipos/guardia_de_tarde", &team);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("«muchos» no es un número").says("value=\"muchos\"").says("value=\"30\"");
    let team = team.map(|(name, value)| (name, if value == "muchos" { "10" } else { value }));
    ana.post("/ajustes/equipos/guardia_de_tarde", &team).to();
    let (_, document) = place.agreement();
    let written = document.teams.iter().find(|team| team.id == "guardia_de_tarde").unwrap();
    assert_eq!((written.name.as_str(), written.overflow.as_deref()), ("Guardia", Some("ventas")));
    let member = written.members.first().unwrap();
    assert_eq!((written.members.len(), member.per_day, member.open), (1, Some(10), Some(30)));
    place.enter(LUIS).get("/hoy").says("Ventas · Guardia</small>");
    ana.get("/hoy").says("Ventas</small>");

    let away = |after, from, to| {
        ana.post(
            "/ajustes/ausencias",
            &[("after", after), ("user", LUIS), ("from", from), ("to", to)],
        )
    };
    let wrong = away("3", "2026-12-10", "2026-12-01");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("anterior al primero").says("value=\"2026-12-10\"");
    ana.get(away("3", "2026-12-01", "2026-12-10").to()).says("del 01/12/2026 al 10/12/2026");
    let gone = [("after", "4"), ("user", LUIS), ("from", "2026-12-01"), ("to", "2026-12-10")];
    ana.post("/ajustes/ausencias/quitar", &gone).to();
    assert!(place.agreement().1.absences.is_empty());

    ana.post("/ajustes/equipos/guardia_de_tarde/quitar", &[("after", "5")]).to();
    let kept = ana.post("/ajustes/equipos/ventas/quitar", &[("after", "6")]);
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "a route names it");
    kept.says("da leads al equipo Ventas");
    assert_eq!(place.agreement().0, 6);
}

#[test]
fn preferences_change_the_pages_of_one_person() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "view");
    let (ana, luis) = (place.ana(), place.enter(LUIS));
    luis.get("/ajustes/preferencias").says("<html lang=\"es\" data-shortcuts>");
    let chosen = [
        ("name", "Luis Paz Gil"),
        ("language", "en"),
        ("theme", "dark"),
        ("compact", "yes"),
        ("zone", "America/Bogota"),
    ];
    let page = luis.get(luis.post("/ajustes/preferencias", &chosen).to());
    page.says("<html lang=\"en\" data-theme=\"dark\" data-density=\"compact\">").says("Saved.");
    page.says("value=\"America/Bogota\" selected").says("value=\"Luis Paz Gil\"");
    ana.get("/ajustes/preferencias").says("<html lang=\"es\" data-shortcuts>");
    let wrong = luis.post("/ajustes/preferencias", &[("name", ""), ("zone", "Luna/Mar")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("There is no clock").says("value=\"Luna/Mar\" selected");
}

#[test]
fn what_cannot_be_done_is_said_in_the_language_of_who_reads() {
    let place = Place::new();
    let ana = place.ana();
    let note = format!("/contactos/{}/notas", place.lead("Eva Gil", "ana@tecnoclima.example"));
    let long = "a".repeat(20_001);
    let refused = |path: &str, fields: &[(&str, &str)], said: &str| {
        let page = ana.post(path, fields);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        page.says(said);
    };
    let key = [("kind", "door"), ("name", "Web")];
    let text = [("text", long.as_str()), ("key", "k")];
    refused("/ajustes/claves", &key, "No hay claves de esa clase; hay que elegir una");
    refused(&note, &text, "Un texto tiene como mucho 20000 caracteres; hay que acortarlo.");
    let chosen = [("name", "Ana Ruiz"), ("language", "en"), ("zone", "Europe/Madrid")];
    ana.post("/ajustes/preferencias", &chosen).to();
    refused("/ajustes/claves", &key, "There is no such kind of key; choose one that is offered.");
    refused(&note, &text, "A text has at most 20000 characters; shorten it.");
}

#[test]
fn a_key_is_shown_once_and_opens_until_it_is_revoked() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "edit");
    let (ana, luis) = (place.ana(), place.enter(LUIS));
    let nameless = ana.post("/ajustes/claves", &[("kind", "source"), ("name", " ")]);
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    nameless.says("value=\"source\" selected");
    let made = ana.post("/ajustes/claves", &[("kind", "source"), ("name", "La web")]);
    let key = made.between("id=\"made\" value=\"", "\"").to_owned();
    assert!(place.criba.key(&key).unwrap().is_some_and(|row| row.kind == "source"));
    let page = luis.get("/ajustes/claves");
    page.says("La web").hides(&key).hides("/ajustes/claves/revocar");
    let hint = page.between("<code>", "…").to_owned();
    let forbidden = luis.post("/ajustes/claves/revocar", &[("hint", &hint)]);
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    ana.get(ana.post("/ajustes/claves/revocar", &[("hint", &hint)]).to()).says("se revocó");
    assert!(place.criba.key(&key).unwrap().is_none());
    ana.get("/ajustes/cambios").says("Se revocó la clave «La web»");
}

#[test]
fn the_space_is_renamed_for_everybody_at_once() {
    let place = Place::new();
    let ana = place.ana();
    let wrong = ana.post("/ajustes/espacio", &[("name", ""), ("country", "XX")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let renamed = ana.post("/ajustes/espacio", &[("name", "Clima Sur"), ("country", "CO")]);
    let page = ana.get(renamed.to());
    page.says("<small>Clima Sur</small>").says("de Tecnoclima (España) a Clima Sur (Colombia)");
    assert_eq!(place.open().row.country, "CO");
    let undo = format!("/ajustes/cambios/{}", page.between("action=\"/ajustes/cambios/", "\""));
    ana.get(ana.post(&undo, &[]).to()).says("<small>Tecnoclima</small>");

    let zone = ana.post("/ajustes/espacio/hora", &[("after", "1"), ("zone", "Atlantic/Canary")]);
    assert_eq!(zone.to(), "/ajustes/espacio?hecho=v2");
    assert_eq!(place.agreement().1.time_zone, "Atlantic/Canary");
}

#[test]
fn every_page_is_there_in_both_languages_and_light() {
    let place = Place::new();
    let luis = place.person(LUIS, "Luis Paz", "view");
    let ana = place.ana();
    link(&invite(&ana, EVA, "work"));
    ana.post("/ajustes/claves", &[("kind", "api"), ("name", "CRM")]);
    ana.post("/ajustes/horario", &[("after", "1"), ("day", "9-14"), ("holidays", "ES-MD")]).to();
    let away = [("after", "2"), ("user", LUIS), ("from", "2026-12-01"), ("to", "2026-12-10")];
    ana.post("/ajustes/ausencias", &away).to();
    let paths = [
        "/ajustes/personas".to_owned(),
        "/ajustes/personas/invitar".to_owned(),
        format!("/ajustes/personas/{luis}"),
        format!("/ajustes/personas/{luis}/salida"),
        "/ajustes/equipos".to_owned(),
        "/ajustes/equipos?hecho=v3".to_owned(),
        "/ajustes/equipos/ventas".to_owned(),
        "/ajustes/horario".to_owned(),
        "/ajustes/espacio".to_owned(),
        "/ajustes/claves".to_owned(),
        "/ajustes/cambios".to_owned(),
        "/ajustes/preferencias?hecho=saved".to_owned(),
        "/ajustes/sesiones".to_owned(),
    ];
    for language in ["es", "en"] {
        ana.post("/ajustes/preferencias", &[("name", "Ana Ruiz"), ("language", language)]).to();
        for path in &paths {
            let seen = ana.get(path);
            assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
            seen.says(&format!("<html lang=\"{language}\"")).says("aria-current=\"page\"");
            assert!(seen.body.len() < 50 << 10, "{path} has {} bytes", seen.body.len());
        }
    }
    assert_eq!(place.guest().get("/ajustes/personas").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_forgotten_password_is_chosen_anew_and_ends_every_session() {
    let place = Place::new();
    let luis = place.person(LUIS, "Luis Paz", "work");
    let (ana, before) = (place.ana(), place.enter(LUIS));
    let page = ana.post(&format!("/ajustes/personas/{luis}/contrasena"), &[]);
    let link = link(&page);
    let came = place.guest().post(&link, &[("password", "la nueva frase")]);
    assert_eq!(came.to(), "/hoy");
    assert!(before.get("/hoy").to().starts_with("/entrar"));
    assert!(place.criba.sign_in(LUIS, PASSWORD, "").unwrap().is_none());
    assert_eq!(place.criba.member(place.workspace, luis).unwrap().person.name, "Luis Paz");
}
