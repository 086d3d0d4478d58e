#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Fuentes as people use it: made and set up, looked at, turned, replayed and taken away.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use engine::time::Span;
use runtime::contents::{CONTENTS_MAX, ContentKind};
use runtime::keys::Opens;
use runtime::writer::Became;
use store::ids::ContactId;
use support::Seen;
use support::visit::{Place, Visitor};

/// Sends JSON to a source as a program does that knows the secret.
fn post(place: &Place, slug: &str, secret: &str, body: &str) -> Seen {
    let request = Request::post(format!("/hooks/{slug}"))
        .header(header::HOST, "criba.example")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-criba-secret", secret);
    place.send(request.body(Body::from(body.to_owned())).unwrap())
}

/// Sends an event under a write key.
fn track(place: &Place, key: &str, id: &str) -> Seen {
    let body = format!(
        r#"{{"messageId":"{id}","userId":"{id}","event":"demo_requested","context":{{"traits":{{"email":"{id}@empresa.example"}}}}}}"#
    );
    let request = Request::post("/v1/track")
        .header(header::HOST, "criba.example")
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    place.send(request.body(Body::from(body)).unwrap())
}

/// Sends a page view under a write key.
fn view(place: &Place, key: &str, id: &str, path: &str) {
    let body = format!(
        r#"{{"messageId":"{id}","userId":"{id}","properties":{{"path":"{path}"}},"context":{{"traits":{{"email":"{id}@empresa.example"}}}}}}"#
    );
    let request = Request::post("/v1/page")
        .header(header::HOST, "criba.example")
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    assert_eq!(place.send(request.body(Body::from(body)).unwrap()).status, StatusCode::OK);
}

/// The value that is shown once under a label's place.
fn shown_once(page: &Seen, index: usize) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.between(&format!("id=\"m{index}\" value=\""), "\"").to_owned()
}

fn made(ana: &Visitor<'_>, fields: &[(&str, &str)]) -> String {
    shown_once(&ana.post("/fuentes", fields), 0)
}

const EVA: &str = r#"{"nombre":"Eva Ruiz","correo":"eva@empresa.example","empresa":"Acme"}"#;

#[test]
fn without_sources_one_is_told_how_to_begin_and_a_new_one_shows_its_secret_once() {
    let place = Place::new();
    let ana = place.ana();
    ana.get("/fuentes").says("http://criba.example/v1/track").says("curl").says("Crear el webhook");
    let secret = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    let page = ana.get("/fuentes/zapier");
    page.says("http://criba.example/hooks/zapier").says("sin estrenar").hides(&secret);
    assert_eq!(post(&place, "zapier", &secret, EVA).status, StatusCode::OK);
    let page = ana.get("/fuentes/zapier");
    page.says("funciona").says("eva@empresa.example").says("Eva Ruiz").says("Acme");
    let list = ana.get("/fuentes");
    list.says("1 evento en 24 horas. Por hora: 0, 0").says("/fuentes/zapier").hides(&secret);
    // What is wrong is said, and what was typed stays.
    let again = ana.post("/fuentes", &[("tipo", "json"), ("name", "zapier")]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("Ya hay una fuente").says("value=\"zapier\"");
    let none = ana.post("/fuentes", &[("tipo", "meta"), ("name", "meta-feria")]);
    none.says("el secreto de la app");
    assert_eq!(ana.get("/fuentes/nada").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_secret_is_changed_without_a_gap_and_the_old_one_ends_at_its_moment() {
    let place = Place::new();
    let ana = place.ana();
    let old = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    let page = ana.post("/fuentes/zapier/clave", &[("hours", "24")]);
    let new = shown_once(&page, 0);
    page.says("24/11/2026 10:00");
    let send = |secret: &str, n: u32| {
        let body = format!(r#"{{"correo":"eva{n}@empresa.example"}}"#);
        post(&place, "zapier", secret, &body).status
    };
    assert_eq!((send(&old, 1), send(&new, 2)), (StatusCode::OK, StatusCode::OK));
    assert_eq!(send("another", 3), StatusCode::FORBIDDEN);
    place.criba.clock().advance(Span::HOUR.times(24));
    assert_eq!((send(&old, 4), send(&new, 5)), (StatusCode::FORBIDDEN, StatusCode::OK));
    place.criba.clock().advance(Span::MINUTE);
    ana.get("/fuentes/zapier").says("funciona");
    assert_eq!(send(&old, 6), StatusCode::FORBIDDEN);
    place.criba.clock().advance(Span::MINUTE.times(2));
    ana.get("/fuentes").says("caducada").says("<span class=\"cnt w\">1");
    // It may be ended before its moment as well.
    let page = ana.post("/fuentes/zapier/clave", &[("hours", "720")]);
    let newest = shown_once(&page, 0);
    assert_eq!(send(&new, 7), StatusCode::OK);
    ana.post("/fuentes/zapier/clave/fin", &[("slug", "zapier")]).to();
    assert_eq!((send(&new, 8), send(&newest, 9)), (StatusCode::FORBIDDEN, StatusCode::OK));
    let long = ana.post("/fuentes/zapier/clave", &[("hours", "9000")]);
    long.says("como mucho 90 días");
    ana.get("/ajustes/cambios").says("Se cambió la clave de la fuente «zapier».");
}

#[test]
fn a_write_key_is_changed_without_a_gap_and_stays_one_source() {
    let place = Place::new();
    let ana = place.ana();
    let old = made(&ana, &[("tipo", "key"), ("name", "Web / tienda")]);
    assert_eq!(track(&place, &old, "a").status, StatusCode::OK);
    let href = "/fuentes/v1%3AWeb%20%2F%20tienda";
    ana.get("/fuentes").says(href);
    ana.get(href).says("funciona").says("a@empresa.example");
    let new = shown_once(&ana.post(&format!("{href}/clave"), &[("hours", "1")]), 0);
    assert_ne!(old, new);
    let both = [track(&place, &old, "b").status, track(&place, &new, "c").status];
    assert_eq!(both, [StatusCode::OK, StatusCode::OK]);
    place.criba.clock().advance(Span::HOUR);
    // A key that was remembered a moment ago is refused as well.
    assert_eq!(track(&place, &old, "d").status, StatusCode::UNAUTHORIZED);
    assert_eq!(track(&place, &new, "e").status, StatusCode::OK);
    ana.get(href).says("dejó de valer").says("funciona");
    ana.get("/fuentes").hides("desde=");
    let rows = place.criba.sources_seen(place.workspace).unwrap();
    assert_eq!(
        rows.iter().map(|seen| seen.source.as_str()).collect::<Vec<_>>(),
        ["v1:Web / tienda"]
    );
}

#[test]
fn another_write_key_opens_what_those_before_it_open() {
    let place = Place::new();
    let ana = place.ana();
    let server = Opens::Source { takes_outcomes: true };
    let page = Opens::Source { takes_outcomes: false };
    let make =
        |opens: &Opens, name: &str| place.criba.make_key(place.workspace, opens, name).unwrap();
    let hour = Span::HOUR;
    make(&page, "tienda");
    let (key, _) = place.criba.rotate_key(place.workspace, "tienda", hour).unwrap();
    let opens = |key: &str| Opens::of(&place.criba.key(key).unwrap().unwrap()).unwrap();
    assert_eq!(opens(&key), page);
    // A key of the same name that may more: which of them is replaced is for a person to say.
    let strong = make(&server, "tienda");
    let refused = ana.post("/fuentes/v1%3Atienda/clave", &[("hours", "1")]);
    let hint: String = strong.chars().take(21).collect();
    refused.says("no pueden lo mismo").says(&hint);
    let counted =
        |key: &str| place.criba.key(key).unwrap().is_some_and(|row| row.expires_at.is_none());
    assert!(counted(&key) && counted(&strong), "nothing was replaced");
    // Once those of the page are gone, what they opened says nothing of the next.
    let rows = place.criba.house().keys(place.workspace).unwrap();
    let now = place.criba.clock().now();
    for row in rows.iter().filter(|row| Opens::of(row).unwrap() == page) {
        place.criba.house().expire_key(&row.hash, now).unwrap();
    }
    let (next, _) = place.criba.rotate_key(place.workspace, "tienda", hour).unwrap();
    assert_eq!(opens(&next), server);
}

#[test]
fn what_waits_says_field_value_and_fix_and_is_read_again_one_by_one_or_all() {
    let place = Place::new();
    let ana = place.ana();
    let secret = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    for body in [r#"{"apodo":"Evita","ciudad":"Lugo"}"#, "no es json", r#"{"ciudad":"Vigo"}"#] {
        assert_eq!(post(&place, "zapier", &secret, body).status, StatusCode::OK);
    }
    let page = ana.get("/fuentes/zapier");
    page.says("Correo o teléfono").says("apodo: Evita · ciudad: Lugo").says("Corresponder campos");
    page.says("3 entregas").says("No es JSON");
    ana.get("/fuentes").says("</span>3</td>");
    let id = page.between("name=\"uno\" value=\"", "\"").to_owned();
    let still = ana.post("/fuentes/zapier/cuarentena", &[("uno", &id)]);
    still.says("0 contados, 1 siguen en espera").says("3 entregas");
    ana.post("/fuentes/zapier/cuarentena", &[("uno", &id), ("borrar", "1")]).to();
    ana.get("/fuentes/zapier").says("2 entregas");
    ana.post("/fuentes/zapier/cuarentena", &[]).says("0 contados, 2 siguen en espera");
    // A replay is nothing that came.
    place.criba.clock().advance(Span::HOUR);
    let before = place.criba.source_seen(place.workspace, "zapier").unwrap().arrivals;
    ana.post("/fuentes/zapier/cuarentena", &[]);
    assert_eq!(place.criba.source_seen(place.workspace, "zapier").unwrap().arrivals, before);
}

#[test]
fn a_source_is_named_stopped_taken_again_and_removed_by_who_administers() {
    let place = Place::new();
    place.person("luis@tecnoclima.example", "Luis Paz", "work");
    let (ana, luis) = (place.ana(), place.enter("luis@tecnoclima.example"));
    let secret = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    luis.get("/fuentes/zapier").hides("Quitar la fuente").hides("/clave\"");
    assert_eq!(luis.post("/fuentes/zapier/quitar", &[]).status, StatusCode::FORBIDDEN);
    let about = [("name", "Zapier de ferias"), ("owner", "luis@tecnoclima.example")];
    ana.post("/fuentes/zapier", &about).to();
    ana.get("/fuentes").says("Zapier de ferias").says("Luis Paz");
    ana.post("/fuentes/zapier/estado", &[("on", "")]).to();
    assert_eq!(post(&place, "zapier", &secret, EVA).status, StatusCode::NOT_FOUND);
    ana.get("/fuentes/zapier").says("detenida").says("Volver a tomarla");
    ana.post("/fuentes/zapier/estado", &[("on", "1")]).to();
    assert_eq!(post(&place, "zapier", &secret, EVA).status, StatusCode::OK);
    assert_eq!(ana.post("/fuentes/zapier/quitar", &[]).to(), "/fuentes");
    assert_eq!(post(&place, "zapier", &secret, EVA).status, StatusCode::NOT_FOUND);
    assert_eq!(ana.get("/fuentes/zapier").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_source_that_falls_silent_is_marked_on_every_page_and_at_night_it_is_not() {
    let place = Place::new();
    let ana = place.ana();
    let secret = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    // Five weeks of working days from nine to six in Madrid, twice an hour.
    for half in 0..5 * 7 * 48 {
        let (day, hour) = ((half / 48) % 7, (half % 48) / 2);
        if day < 5 && (0..9).contains(&hour) {
            let body = format!(r#"{{"correo":"eva{half}@empresa.example"}}"#);
            assert_eq!(post(&place, "zapier", &secret, &body).status, StatusCode::OK);
        }
        place.criba.clock().advance(Span::MINUTE.times(30));
    }
    // It begins on a Monday at ten, and it is a Monday at ten again: the weekend was no silence.
    let ana = place.ana();
    ana.get("/fuentes").says("funciona").hides("cnt w");
    place.criba.clock().advance(Span::HOUR.times(4));
    let page = ana.get("/fuentes/zapier");
    page.says("detenida").says("Normalmente llega algo cada 30 min");
    ana.get("/contactos").says("<span class=\"cnt w\">1").says("fuentes que mirar");
    post(&place, "zapier", &secret, EVA);
    place.criba.clock().advance(Span::MINUTE.times(2));
    ana.get("/contactos").hides("fuentes que mirar");
}

#[test]
fn what_was_counted_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = runtime::clock::Clock::manual(support::start());
    let open = || {
        let limits = runtime::writer::Limits::default();
        runtime::criba::Criba::open(folder.path(), clock.clone(), limits).unwrap()
    };
    let criba = open();
    let id = criba.add_workspace("W", "ES", None, "ana").unwrap();
    let workspace = criba.workspace(id).unwrap();
    let became = Became::Repeated { position: 1 };
    workspace.count_arrival("zapier", std::slice::from_ref(&became));
    clock.advance(Span::SECOND);
    workspace.count_arrival("zapier", &[became]);
    let before = workspace.arrivals().unwrap();
    drop(workspace);
    drop(criba);
    let criba = open();
    assert_eq!(criba.workspace(id).unwrap().arrivals().unwrap(), before);
    assert_eq!(before["zapier"].last_at, Some(support::start() + Span::SECOND));
}

#[test]
fn what_each_field_is_is_said_on_a_real_sample_and_holds_from_then_on() {
    let place = Place::new();
    let ana = place.ana();
    let secret = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    ana.get("/fuentes/zapier/campos").says("Aún no llegó nada");
    let body = r#"{"apodo":"Eva Ruiz","user_key":"eva@empresa.example","equipo":"Bomba de calor"}"#;
    assert!(post(&place, "zapier", &secret, body).body.contains("\"kept\":1"));
    let page = ana.get("/fuentes/zapier/campos");
    page.says("user_key").says("eva@empresa.example").says("adivinado").says("Nada dice quién es");
    let fields = [
        ("event", "quote_requested"),
        ("h", "apodo"),
        ("g0", "apodo"),
        ("c0", "name"),
        ("h", "user_key"),
        ("g1", "-"),
        ("c1", "email"),
        ("h", "equipo"),
        ("g2", "equipo"),
        ("c2", "event.product"),
    ];
    let seen = ana.post("/fuentes/zapier/campos", &[&fields[..], &[("ver", "1")]].concat());
    assert_eq!(seen.status, StatusCode::OK);
    seen.says("Esto sería").says("<td>Eva Ruiz</td>").hides("Nada dice quién es");
    // It was only looked at.
    ana.post("/fuentes/zapier/cuarentena", &[]).says("1 siguen en espera");
    ana.post("/fuentes/zapier/campos", &fields).to();
    ana.get("/fuentes/zapier/campos").says("decidido");
    ana.post("/fuentes/zapier/cuarentena", &[]).says("1 contados, 0 siguen en espera");
    let next = body.replace("eva@", "luz@");
    assert!(post(&place, "zapier", &secret, &next).body.contains("\"taken\":1"));
    let page = ana.get("/fuentes/zapier");
    page.says("luz@empresa.example").says("Bomba de calor").says("resupuesto");
    let wrong = [("h", "apodo"), ("g0", "apodo"), ("c0", "no es un dato")];
    let wrong = ana.post("/fuentes/zapier/campos", &wrong);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("no puede ser «no es un dato»");
    // Anybody may send a form of a page, and goes on being let.
    let form = ana.post("/fuentes", &[("tipo", "form"), ("name", "web")]);
    form.hides("/fuentes/web/clave");
    ana.post("/fuentes/web/clave", &[("hours", "24")]).says("puede enviar cualquiera");
    // What a provider says itself is nobody's to say.
    made(&ana, &[("tipo", "typeform"), ("name", "encuesta")]);
    assert_eq!(ana.get("/fuentes/encuesta/campos").status, StatusCode::NOT_FOUND);
}

#[test]
fn what_a_source_costs_is_divided_by_its_leads_that_sales_accepted() {
    let place = Place::new();
    let ana = place.ana();
    let secret = made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    for n in 0..3 {
        post(&place, "zapier", &secret, &EVA.replace("eva@", &format!("eva{n}@")));
    }
    let cost = |amount: &str, currency: &str, from: &str, to: &str| {
        let fields = [("amount", amount), ("currency", currency), ("from", from), ("to", to)];
        ana.post("/fuentes/zapier/costes", &fields)
    };
    cost("1.250,50", "eur", "2026-11-01", "2026-11-30").to();
    cost("300", "EUR", "2026-10-01", "2026-10-31").to();
    let page = ana.get("/fuentes/zapier");
    page.says("01/11/2026 – 30/11/2026").says("1250,5\u{a0}EUR").says("sin dato");
    let workspace = place.open();
    workspace.writer.settle().wait().unwrap();
    let leads = workspace.read(|read| Ok(read.contacts()?)).unwrap();
    assert_eq!(leads.len(), 3);
    for id in leads.iter().take(2).map(ToString::to_string) {
        let to = [("key", id.as_str()), ("to", "sal"), ("back", "/hoy"), ("evidence", "sí")];
        ana.post(&format!("/contactos/{id}/etapa"), &to).to();
    }
    ana.get("/fuentes/zapier").says("625,25\u{a0}EUR").says("sin dato");
    for (amount, currency, from, to, words) in [
        ("mucho", "EUR", "2026-11-01", "2026-11-30", "no es un número"),
        ("1", "euros", "2026-11-01", "2026-11-30", "tres letras"),
        ("1", "EUR", "2026-11-30", "2026-11-01", "termina antes de empezar"),
        ("1", "EUR", "", "2026-11-01", "Faltan las dos fechas"),
    ] {
        cost(amount, currency, from, to).says(words).says(&format!("value=\"{amount}\""));
    }
    let known = workspace.costs().unwrap();
    let id = known[0].id.as_str();
    let fields = [
        ("id", id),
        ("amount", "100"),
        ("currency", "EUR"),
        ("from", "2026-11-01"),
        ("to", "2026-11-30"),
    ];
    ana.post("/fuentes/zapier/costes", &fields).to();
    ana.get("/fuentes/zapier").says("50\u{a0}EUR").hides("625,25");
    ana.post("/fuentes/zapier/costes/borrar", &[("id", id)]).to();
    assert_eq!(workspace.costs().unwrap().len(), 1);
}

#[test]
fn contents_are_counted_as_they_are_seen_and_what_is_said_of_one_goes_along() {
    let place = Place::new();
    let ana = place.ana();
    ana.get("/fuentes/contenidos").says("Aún no se ha visto nada");
    let key = made(&ana, &[("tipo", "key"), ("name", "web")]);
    for (n, path) in
        [(1, "/guia?utm_source=x"), (1, "/guia?utm_source=x"), (2, "/guia#top"), (3, "/precios")]
    {
        view(&place, &key, &n.to_string(), path);
    }
    // What came twice was seen once.
    let guide = place.open().contents().unwrap().of["/guia"].clone();
    assert_eq!(guide.times, 2);
    ana.get("/fuentes/contenidos").says("<code>/guia</code>").says("sin decir").says("2 de 2");
    let said = [
        ("id", "/guia"),
        ("topic", "aerotermia"),
        ("product", "Bombas"),
        ("journey_stage", "compara"),
    ];
    ana.post("/fuentes/contenidos", &said).to();
    ana.get("/fuentes/contenidos?q=AEROTERMIA").says("Tema: aerotermia").hides("/precios");
    view(&place, &key, "4", "/guia");
    ana.get("/fuentes/v1%3Aweb").says("aerotermia").says("Bombas");
    ana.post("/fuentes/contenidos/borrar", &[("id", "/guia")]).to();
    ana.get("/fuentes/contenidos").hides("/guia</code>");
    let none = ana.post("/fuentes/contenidos", &[("id", " ")]);
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);

    // What is more than fits is said, and what is known goes on being counted.
    let workspace = place.open();
    let became = Became::Applied { contact: ContactId::make(), position: 1 };
    let many = (0..=CONTENTS_MAX).map(|n| Some((ContentKind::Page, format!("/p{n:04}"))));
    workspace.count_contents(many.collect(), &vec![became.clone(); CONTENTS_MAX + 1]);
    workspace.count_contents(vec![Some((ContentKind::Page, "/p0001".to_owned()))], &[became]);
    let contents = workspace.contents().unwrap();
    assert_eq!((contents.of.len(), contents.of["/p0001"].times), (CONTENTS_MAX, 2));
    ana.get("/fuentes/contenidos").says("Se llegó al máximo de 2000").says("50 de 2000");
    ana.post("/fuentes/contenidos/borrar", &[("id", "/p0002")]).to();
    ana.get("/fuentes/contenidos").hides("Se llegó al máximo");
}

#[test]
fn meta_is_asked_with_a_token_that_is_given_on_its_page_and_no_other_source_is() {
    let place = Place::new();
    let ana = place.ana();
    let facts = [("tipo", "meta"), ("name", "meta-feria"), ("secret", "el secreto de la app")];
    assert_eq!(ana.post("/fuentes", &facts).status, StatusCode::OK);
    made(&ana, &[("tipo", "json"), ("name", "zapier")]);
    ana.get("/fuentes/meta-feria").says("Token de la página");
    ana.get("/fuentes/zapier").hides("Token de la página");
    let given = ana.post("/fuentes/meta-feria/acceso", &[("token", " EAAB123 ")]);
    ana.get(given.to()).says("lo que espera se pide ahora").hides("EAAB123");
    let row = place.criba.house().source("meta-feria").unwrap().unwrap();
    assert_eq!(place.criba.house().access(row.id).unwrap().token, "EAAB123");
    let refused = ana.post("/fuentes/zapier/acceso", &[("token", "EAAB123")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_long_list_of_sources_is_paged_and_no_page_weighs_too_much() {
    let place = Place::new();
    let ana = place.ana();
    for n in 0..45 {
        place.criba.add_key(place.workspace, "source", &format!("web {n:02}")).unwrap();
    }
    let first = ana.get("/fuentes");
    assert!(first.body.len() < 50 * 1024, "{} bytes", first.body.len());
    first.says("web 39").hides("web 40").says("/fuentes?desde=40");
    ana.get("/fuentes?desde=40").says("web 40").says("web 44").hides("web 39").hides("?desde=");
}
