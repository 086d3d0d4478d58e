#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! How people come in and stay in: passwords, sessions, and too many attempts.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use runtime::people::csrf;
use support::House;
use support::visit::{PASSWORD, Place};
use web::app::Settings;

const LUIS: &str = "luis@tecnoclima.example";

#[test]
fn who_tries_too_often_is_told_when_to_come_back() {
    let place = Place::new();
    let guest = place.guest();
    let wrong = [("email", "ana@tecnoclima.example"), ("password", "no es esta frase")];
    for _ in 0..10 {
        assert_eq!(guest.post("/entrar", &wrong).status, 422);
    }
    let seen = guest.post("/entrar", &wrong);
    assert_eq!(seen.status, 429);
    seen.says("Demasiados intentos.");
    assert_eq!(seen.headers.get("retry-after").unwrap(), "900");
}

#[test]
fn sessions_are_listed_and_ended_one_or_all() {
    let place = Place::new();
    place.person(LUIS, "Luis Paz", "view");
    let (ana, luis, phone, desk) =
        (place.ana(), place.enter(LUIS), place.enter(LUIS), place.enter(LUIS));
    let page = luis.get("/ajustes/sesiones");
    assert_eq!(page.body.matches("Firefox en Linux</b>").count(), 3);
    assert_eq!(page.body.matches(">esta<").count(), 1);
    let id = page.between("name=\"id\" value=\"", "\"").to_owned();
    ana.post("/ajustes/sesiones/cerrar", &[("id", &id)]).to();
    let still = [&phone, &desk].map(|at| at.get("/hoy").status);
    assert_eq!(still, [StatusCode::OK; 2], "nobody ends another's session");
    luis.post("/ajustes/sesiones/cerrar", &[("id", &id)]).to();
    let still = [&phone, &desk].map(|at| at.get("/hoy").status);
    assert!(still.contains(&StatusCode::SEE_OTHER) && still.contains(&StatusCode::OK));
    luis.post("/ajustes/sesiones/cerrar-otras", &[]).to();
    let still = [&luis, &phone, &desk].map(|at| at.get("/hoy").status);
    assert_eq!(still, [StatusCode::OK, StatusCode::SEE_OTHER, StatusCode::SEE_OTHER]);
}

#[test]
fn a_password_is_changed_by_who_knows_it() {
    let place = Place::new();
    let (ana, other) = (place.ana(), place.ana());
    let change = |present: &str, new: &str| {
        ana.post("/ajustes/sesiones/contrasena", &[("present", present), ("new", new)])
    };
    change("no es esta", "la nueva frase").says("No es la contraseña de ahora");
    change(PASSWORD, "corta").says("al menos 8 caracteres");
    change(PASSWORD, "la nueva frase").to();
    assert_eq!(ana.get("/hoy").status, StatusCode::OK);
    assert_eq!(other.get("/hoy").status, StatusCode::SEE_OTHER);
}

#[test]
fn whose_workspace_is_set_aside_signs_out() {
    let house = House::new(Settings::default());
    let broken = house.damaged("Tecnoclima");
    let ana = house.person(broken, "ana@tecnoclima.example", "view,work");
    let cookie = house.sign_in(ana, broken);
    let ask = |method: &str, path: &str, body: String| {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header(header::COOKIE, format!("criba={cookie}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        house.send(request.body(Body::from(body)).unwrap())
    };
    ask("GET", "/hoy", String::new()).says("action=\"/salir\"");
    assert_eq!(ask("POST", "/salir", "csrf=x".to_owned()).status, StatusCode::FORBIDDEN);
    assert_eq!(ask("GET", "/hoy", String::new()).status, StatusCode::SERVICE_UNAVAILABLE);
    let leaves = || ask("POST", "/salir", format!("csrf={}", csrf(&cookie)));
    let left = leaves();
    assert_eq!((left.to(), left.cookie().as_str()), ("/entrar", ""));
    assert_eq!(ask("GET", "/hoy", String::new()).to(), "/entrar?volver=/hoy");
    // Who is out already is out.
    assert_eq!(leaves().to(), "/entrar");
}

#[test]
fn whose_workspace_is_set_aside_goes_on_in_another_of_theirs() {
    let house = House::new(Settings::default());
    let (broken, whole) = (house.damaged("Tecnoclima"), house.workspace("Otra & Cía"));
    let ana = house.person(broken, "ana@tecnoclima.example", "view,work");
    let cookie = house.sign_in(ana, broken);
    let ask = |method: &str, path: &str, body: String| {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header(header::COOKIE, format!("criba={cookie}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        house.send(request.body(Body::from(body)).unwrap())
    };
    let alone = ask("GET", "/hoy", String::new());
    assert_eq!(alone.status, StatusCode::SERVICE_UNAVAILABLE);
    alone.says("Este espacio está apartado").hides("Tus otros espacios");
    let looks =
        |id: String| ask("POST", "/espacio", format!("csrf={}&workspace={id}", csrf(&cookie)));
    assert_eq!(looks(whole.row.id.to_string()).status, StatusCode::NOT_FOUND, "it is not theirs");

    house.criba.house().save_member(whole.row.id, ana, "view", None).unwrap();
    let page = ask("GET", "/hoy", String::new());
    page.says("Tus otros espacios").says("Otra &#38; Cía").hides("Tecnoclima");
    let id = page.between("name=\"workspace\" value=\"", "\"").to_owned();
    let forged = ask("POST", "/espacio", format!("csrf=x&workspace={id}"));
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(looks(id).to(), "/hoy");
    assert_eq!(ask("GET", "/hoy", String::new()).status, StatusCode::OK);
    // Who left it cannot go back.
    house.criba.house().save_member(broken, ana, "view", Some(support::start())).unwrap();
    assert_eq!(looks(broken.to_string()).status, StatusCode::NOT_FOUND);
}
