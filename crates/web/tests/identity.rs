#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a contact's page says of what programs told, and how what was joined is parted.

mod support;

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact, Origin};
use engine::time::Span;
use engine::value::Value;
use runtime::erasure::{Request, Requester};
use runtime::likelihood::{Human, Signal};
use runtime::writer::{Became, Came, Intake, Whom};
use serde_json::json;
use store::ids::ContactId;
use store::workspace::rows::Keys;
use support::api::Api;
use support::visit::Place;
use support::{fact, start};

fn told(id: &str, keys: &Keys, act: Act, came: Came) -> Intake {
    Intake {
        whom: Whom::Keyed(keys.clone()),
        at: Some(start()),
        known_at: None,
        source: Arc::from("web"),
        message_id: Arc::from(id),
        facts: if act == Act::Learned {
            vec![fact("email", "ana@tecnoclima.es"), fact("name", "Ana Ruiz")]
        } else {
            Vec::new()
        },
        act,
        who: None,
        batch: None,
        came,
    }
}

#[test]
fn a_page_says_what_came_and_parts_what_was_joined_by_itself() {
    let place = Place::new();
    let (workspace, ana) = (place.open(), place.ana());
    let browser = Keys { anonymous_id: Some("b1".to_owned()), ..Keys::default() };
    let known = Keys { user_id: Some("u1".to_owned()), ..browser.clone() };
    let page = |path: &str| Act::Happened {
        name: "page".to_owned(),
        properties: vec![("title".to_owned(), Value::text(path))],
    };
    let raw = Came::raw(Some(Arc::from(r#"{"anónimo":"b1"}"#)));
    let robot = Came { human: Human::with([Signal::Crawler]), ..Came::default() };
    let intakes = vec![
        told("1", &browser, page("Precios"), raw),
        told("2", &known, Act::Learned, Came::default()),
        told("3", &known, page("Robots"), robot),
    ];
    let became = workspace.writer.take(intakes).wait().unwrap();
    let Became::Applied { contact: id, .. } = became[1] else { panic!("{became:?}") };
    let page = format!("/contactos/{id}");
    let seen = ana.get(&page);
    seen.says("Miró Precios").says("Dijo quién es").says("Se le reconoce en un navegador");
    seen.says("Lo hizo un buscador");
    let history = workspace.writer.look(id).wait().unwrap().unwrap().card.history;
    let [first, _, join, _] = history.as_slice() else { panic!("{history:?}") };
    let seen = ana.get(&format!("{page}/eventos/{first}"));
    seen.says("&#34;anónimo&#34;: &#34;b1&#34;").says("Lo que se guardó de él");
    let part = format!("{page}/separacion");
    ana.get(&format!("{page}/eventos/{join}")).says(&part);
    let seen = ana.post(&part, &[("position", &join.to_string())]);
    assert_eq!(seen.to(), page);
    let look = |id: ContactId| workspace.writer.look(id).wait().unwrap().unwrap();
    assert!(!look(id).card.history.contains(first), "what was done on the browser is not hers");
}

#[test]
fn a_verdict_is_revised_from_the_list_and_from_the_event() {
    let place = Place::new();
    let (workspace, ana) = (place.open(), place.ana());
    let known = Keys { user_id: Some("u1".to_owned()), ..Keys::default() };
    let nobody = Keys { anonymous_id: Some("b9".to_owned()), ..Keys::default() };
    let robot = || Came { human: Human::with([Signal::Script]), ..Came::default() };
    let asked = || Act::Happened { name: "demo_requested".to_owned(), properties: Vec::new() };
    let mut intakes = vec![
        told("1", &known, Act::Learned, Came::default()),
        told("2", &known, asked(), robot()),
        told("3", &nobody, asked(), robot()),
    ];
    for intake in &mut intakes {
        intake.at = Some(workspace.now());
    }
    let became = workspace.writer.take(intakes).wait().unwrap();
    let [
        Became::Applied { contact: id, .. },
        Became::Kept { position },
        Became::Kept { position: of_nobody },
    ] = became.as_slice()
    else {
        panic!("{became:?}")
    };
    ana.get("/contactos").says("/contactos/maquinas");
    let seen = ana.get("/contactos/maquinas");
    seen.says("Lo hizo un programa").says("Ana Ruiz").says("De nadie conocido");

    ana.get(&format!("/contactos/{id}/eventos/{position}"))
        .says("Más bien una máquina (5 de 100 de que fuera una persona); cuenta con más de 50")
        .says("Lo hizo un programa");

    let judge = |position: u64, verdict: &str| {
        let position = position.to_string();
        ana.post("/contactos/maquinas", &[("position", &position), ("verdict", verdict)])
    };
    let seen = judge(*position, "person");
    let event = seen.to().to_owned();
    assert!(event.starts_with(&format!("/contactos/{id}/eventos/")), "{event}");
    let seen = ana.get(&event);
    seen.says("Alguien dijo que lo hizo una persona");
    seen.says("Qué ha cambiado").says("puntos").says("Fue una máquina").says("Pasa a");
    // The event that took the other back says why, in the reader's language.
    let (_, voided_by) = event.split_once("?revisado=").unwrap();
    let void = format!("/contactos/{id}/eventos/{voided_by}");
    ana.get(&void).says("Lo hizo una persona, no una máquina");
    let hers = format!("/contactos/{id}/");
    ana.get("/contactos/maquinas").hides(&hers).says("De nadie conocido");
    // Who was nobody is somebody then.
    assert!(judge(*of_nobody, "person").to().starts_with("/contactos/"));
    ana.get("/contactos/maquinas").says("Ninguna máquina ha hecho nada");

    let at = event.split(['/', '?']).nth(4).unwrap().parse().unwrap();
    let seen = judge(at, "machine");
    ana.get(seen.to()).says("Alguien dijo que lo hizo una máquina").says("Fue una persona");
    ana.get("/contactos/maquinas").says(&hers);
    assert_eq!(judge(at, "robot").status, 404);
}

#[test]
fn the_pages_of_a_visit_and_what_was_done_with_a_mail_are_one_line_each() {
    let place = Place::new();
    let (workspace, ana) = (place.open(), place.ana());
    let known = Keys { user_id: Some("u1".to_owned()), ..Keys::default() };
    let minute = |minute: i64| Some(workspace.now() - Span::HOUR + Span::MINUTE.times(minute));
    let happened = |name: &str, (id, value): (&str, &str)| Act::Happened {
        name: name.to_owned(),
        properties: vec![(id.to_owned(), Value::text(value))],
    };
    let mut intakes = vec![told("0", &known, Act::Learned, Came::default())];
    for (at, name, what) in [
        (0, "page", ("title", "Inicio")),
        (2, "page", ("title", "Calderas")),
        (3, "form_started", ("form", "contacto")),
        (4, "page", ("title", "Precios")),
        (5, "page", ("title", "Contacto")),
        (6, "page_left", ("title", "Contacto")),
        (40, "page", ("title", "Casos")),
        (41, "email_sent", ("mail", "m7")),
        (50, "email_sent", ("mail", "m8")),
        (51, "email_opened", ("mail", "m7")),
        (52, "email_clicked", ("mail", "m7")),
    ] {
        let intake = told(&format!("{at} {name}"), &known, happened(name, what), Came::default());
        intakes.push(Intake { at: minute(at), ..intake });
    }
    let became = workspace.writer.take(intakes).wait().unwrap();
    let Became::Applied { contact: id, .. } = became[0] else { panic!("{became:?}") };
    let seen = ana.get(&format!("/contactos/{id}"));
    let history = &seen.body;
    let count = |text: &str| history.matches(text).count();
    // Two visits with more than a line, cut by the form; the last page stands by itself.
    assert_eq!(count("<summary>Visita: 2 páginas</summary>"), 2, "{history}");
    assert_eq!(count("y 2 pasos más con ese correo"), 1, "{history}");
    for title in ["Inicio", "Calderas", "Precios", "Contacto", "Casos"] {
        assert!(history.contains(title), "{title}");
    }
}

/// What somebody says of themselves and of their company.
fn of_company(id: &str, email: &str, employees: Option<i64>) -> Intake {
    let keys = Keys { user_id: Some(email.to_owned()), ..Keys::default() };
    let mut intake = told(id, &keys, Act::Learned, Came::default());
    intake.facts = vec![fact("email", email), fact("name", email)];
    intake.facts.extend(employees.map(|count| Fact {
        of: Whose::Account,
        id: "employees".to_owned(),
        value: Value::Number(count.into()),
        origin: Origin::Said,
    }));
    intake
}

#[test]
fn who_else_of_the_company_there_is_stands_on_the_page_until_they_are_erased() {
    let place = Place::new();
    let (workspace, ana) = (place.open(), place.ana());
    let intakes = vec![
        of_company("1", "luz@ventas.acme.es", None),
        of_company("2", "eva@acme.es", Some(120)),
        of_company("3", "pia@gmail.com", None),
    ];
    let became = workspace.writer.take(intakes).wait().unwrap();
    let ids = became.iter().map(|one| match one {
        Became::Applied { contact, .. } => *contact,
        other => panic!("{other:?}"),
    });
    let ids: Vec<ContactId> = ids.collect();
    workspace.writer.settle().wait().unwrap();
    let seen = ana.get(&format!("/contactos/{}", ids[0]));
    seen.says("Empresa de acme.es").says(&format!("/contactos/{}\"", ids[1]));
    seen.says("de su empresa, ").says("120");
    seen.hides(&format!("/contactos/{}\"", ids[2]));
    let request = Request { by: Requester::Person, on: String::new(), reference: String::new() };
    let id = workspace.row.id;
    place.criba.erase(id, ids[1], &request, "ana@tecnoclima.es").unwrap().unwrap();
    let seen = ana.get(&format!("/contactos/{}", ids[0]));
    seen.hides(&format!("/contactos/{}\"", ids[1]));
    seen.hides("de su empresa, ");
}

#[test]
fn a_program_reads_a_company_and_its_people() {
    let api = Api::new();
    let intakes =
        vec![of_company("1", "luz@acme.es", None), of_company("2", "eva@acme.es", Some(120))];
    let became = api.workspace.writer.take(intakes).wait().unwrap();
    let Became::Applied { contact: luz, .. } = became[0] else { panic!("{became:?}") };
    let company = api.get(&format!("/contacts/{luz}/company"));
    assert_eq!(company["keys"], json!([{ "kind": "domain", "value": "acme.es" }]));
    assert_eq!(company["traits"], json!({ "employees": 120 }));
    let people = company["people"].as_array().unwrap();
    let names: Vec<&str> = people.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["luz@acme.es", "eva@acme.es"]);
}

#[test]
fn a_join_by_a_number_that_another_has_too_is_looked_at() {
    let place = Place::new();
    let (workspace, ana) = (place.open(), place.ana());
    let tell = |id: &str, user: &str, facts: &[(&str, &str)]| {
        let keys = Keys { user_id: Some(user.to_owned()), ..Keys::default() };
        let mut intake = told(id, &keys, Act::Learned, Came::default());
        intake.facts = facts.iter().map(|(id, value)| fact(id, value)).collect();
        let became = workspace.writer.take(vec![intake]).wait().unwrap().remove(0);
        let Became::Applied { contact, .. } = became else { panic!("{became:?}") };
        contact
    };
    let number = ("mobile", "+34600111222");
    for (first, second) in [("a", "b"), ("c", "d")] {
        // Two records without an id are one by the number that both say.
        let mut row = told(first, &Keys::default(), Act::Learned, Came::default());
        row.whom = Whom::Made(ContactId::make());
        row.facts = vec![fact("name", "Luz Paz"), fact("mobile", &format!("{}{first}", number.1))];
        workspace.writer.take(vec![row]).wait().unwrap();
        tell(second, second, &[]);
        tell(&format!("{second}2"), second, &[("mobile", &format!("{}{first}", number.1))]);
        tell(
            &format!("{second}3"),
            &format!("other {second}"),
            &[("name", "Leo Vega"), ("mobile", &format!("{}{first}", number.1))],
        );
    }
    // However many notes a release before this one left, the latest are found.
    for number in 0..250 {
        let kept = Some(r#"{"with":"x","is_kept":true}"#.to_owned());
        for name in [format!("doubt !{number:019}"), format!("doubt {:020}", 900_000 + number)] {
            workspace.writer.save_note(name, kept.clone()).wait().unwrap();
        }
    }
    let doubted = workspace.doubted(None, 9).unwrap().joins;
    assert_eq!(doubted.len(), 2);
    assert!(doubted[0].position > doubted[1].position, "the latest first");
    let page = workspace.doubted(None, 1).unwrap();
    assert_eq!(page.joins[0].position, doubted[0].position);
    let next = workspace.doubted(page.next, 9).unwrap();
    let places: Vec<u64> = next.joins.iter().map(|one| one.position).collect();
    assert_eq!((places, next.next), (vec![doubted[1].position], None));
    // Also where there are more than one call reads: the next page is there, and the contact's own
    // are found at once.
    let of_a_release_before = |body: Option<&str>| {
        for numbers in (0..10_000).collect::<Vec<u64>>().chunks(500) {
            let names = numbers.iter().map(|number| format!("doubt {:020}", 1_000_000 + number));
            let saved = names.map(|name| workspace.writer.save_note(name, body.map(str::to_owned)));
            saved.collect::<Vec<_>>().into_iter().for_each(|saved| saved.wait().unwrap());
        }
    };
    of_a_release_before(Some(r#"{"with":"x","is_kept":true}"#));
    let page = workspace.doubted(None, 9).unwrap();
    assert!(page.joins.is_empty());
    assert_eq!(workspace.doubted(page.next, 9).unwrap().joins.len(), 2);
    ana.get(&format!("/contactos/{}", doubted[0].saw.id)).says("Una unión puede no ser suya");
    of_a_release_before(None);
    let noted = |position: u64| {
        let name = format!("doubt {position:020}");
        workspace.read(|read| Ok(read.note(&name)?.is_some())).unwrap()
    };
    let seen = ana.get("/contactos/parecidos");
    seen.says("Uniones que pueden estar mal").says("Leo Vega").says("Es la misma persona");
    let page = format!("/contactos/{}", doubted[0].saw.id);
    ana.get(&page).says("Una unión puede no ser suya").says(number.1);
    let back = "/contactos/parecidos";
    let position = doubted[0].position.to_string();
    let done = ana.post(&format!("{page}/separacion"), &[("position", &position), ("back", back)]);
    assert_eq!(done.to(), back);
    let (page, position) =
        (format!("/contactos/{}", doubted[1].saw.id), doubted[1].position.to_string());
    let done = ana.post(&format!("{page}/union/duda"), &[("position", &position), ("back", back)]);
    assert_eq!(done.to(), back);
    assert!(workspace.doubted(None, 9).unwrap().joins.is_empty());
    assert!(!noted(doubted[0].position) && !noted(doubted[1].position), "nobody has to look");
    // What was left as it is is not asked again, whoever says so next.
    let said = [("name", "Ona Sanz"), ("mobile", "+34600111222c")];
    tell("again", "somebody else", &said);
    assert!(workspace.doubted(None, 9).unwrap().joins.is_empty());
    ana.get(&page).hides("Una unión puede no ser suya");
}
