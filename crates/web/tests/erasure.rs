#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Erasing a person from their page and by the API, and what stands there after.

mod support;

use std::sync::Arc;

use engine::event::Act;
use runtime::acts::{By, Deed};
use runtime::erasure::{Request, Requester};
use runtime::imports::Plan;
use runtime::likelihood::{Human, Signal};
use runtime::sources::{Kind, NewSource};
use runtime::writer::{Became, Came, Intake, Whom};
use serde_json::json;
use store::workspace::rows::Keys;
use support::api::Api;
use support::visit::Place;
use support::{fact, start};

#[test]
fn who_may_administer_erases_a_person_and_their_page_says_who_asked() {
    let place = Place::new();
    place.person("luis@tecnoclima.example", "Luis Vega", "work,edit");
    let id = place.lead("Eva Soto Prieto", "ana@tecnoclima.example");
    let other = place.lead("Marta Gil", "ana@tecnoclima.example");
    let by = By {
        email: "ana@tecnoclima.example".to_owned(),
        side: engine::agreement::funnel::SideName::Sales,
    };
    let text = format!("preguntó por {id}@empresa.example");
    let note = Deed::Noted { text, mentions: Vec::new(), next: None };
    place.open().act(other, &note, &by, "n").unwrap();
    let list = format!("Nombre,Correo\nEva,{id}@empresa.example\n");
    let plan = Plan { name: "otra feria.csv".to_owned(), ..Plan::default() };
    let waits = place.open().bring(plan, list.as_bytes(), "ana@tecnoclima.example").unwrap();
    let (ana, luis) = (place.ana(), place.enter("luis@tecnoclima.example"));
    let (page, erase) = (format!("/contactos/{id}"), format!("/contactos/{id}/borrar"));
    ana.get(&page).says("Borrar a esta persona…");
    luis.get(&page).hides("Borrar a esta persona…");
    assert_eq!(luis.get(&erase).status, 403);
    ana.get(&erase)
        .says("Borrar a Eva Soto Prieto")
        .says("No se puede deshacer")
        .says("Una autoridad");
    let send = |sure: &str, reference: &str| {
        let fields = [
            ("requested_by", "authority"),
            ("requested_on", "2026-11-20"),
            ("reference", reference),
            ("sure", sure),
        ];
        ana.post(&erase, &fields)
    };
    let seen = send("Eva", "AEPD 77/2026");
    assert_eq!(seen.status, 422);
    seen.says("nada").says("AEPD 77/2026");
    let seen = send("BORRAR", "lo pidió Eva Soto Prieto");
    assert_eq!(seen.status, 422);
    seen.says("La referencia lleva datos de la persona");
    let seen = send("eva soto prieto", "AEPD 77/2026");
    let to = format!("{page}?nombran={other}&listas={}", waits.id);
    assert_eq!((seen.status.as_u16(), seen.to()), (303, to.as_str()));
    let seen = ana.get(seen.to());
    assert_eq!(seen.status, 410);
    seen.says("Persona borrada")
        .says("Se borró a petición de una autoridad")
        .says("por Ana Ruiz")
        .says("AEPD 77/2026")
        .says("Marta Gil")
        .says("otra feria.csv");
    seen.hides("Eva Soto");
    for path in ["/todo.json", "/borrar", "/cita.ics"] {
        assert_eq!(ana.get(&format!("{page}{path}")).status, 404, "{path}");
    }
    ana.get("/contactos?q=soto").hides("Eva Soto");
    let seen = luis.get(&page);
    assert_eq!(seen.status, 410, "everybody reads that they were erased");
}

#[test]
fn what_is_downloaded_is_whole_and_says_what_came() {
    let place = Place::new();
    let id = place.lead("Eva Soto Prieto", "ana@tecnoclima.example");
    let seen = place.ana().get(&format!("/contactos/{id}/todo.json"));
    assert_eq!(seen.status, 200);
    let all = seen.json();
    assert_eq!(all["contact"], json!(id));
    assert_eq!(all["profile"]["person"]["name"][0]["value"], "Eva Soto Prieto");
    let order: Vec<usize> = ["profile", "keys", "consent", "scores", "moves", "events", "lists"]
        .map(|part| seen.body.find(&format!("  \"{part}\":")).unwrap())
        .to_vec();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(all["events"].as_array().unwrap().len(), 2);
}

#[test]
fn a_program_erases_once_and_reads_who_was() {
    let api = Api::new();
    let (id, other) = (api.person("Eva"), api.person("Marta"));
    let path = format!("/contacts/{id}");
    assert_eq!(api.call("DELETE", &path, &[], "").status, 400, "who asks is not said");
    let may_not = format!("{path}?requested_by=person&by={}", support::api::REP);
    assert_eq!(api.call("DELETE", &may_not, &[], "").status, 422);
    let call = format!("{path}?requested_by=person&requested_on=2026-03-01&reference=carta%207");
    let headers = [("idempotency-key", "erase")];
    let done = api.call("DELETE", &call, &headers, "");
    assert_eq!(done.status, 200, "{done:?}");
    let again = api.call("DELETE", &call, &headers, "");
    assert_eq!((again.status.as_u16(), &again.body), (200, &done.body));
    assert_eq!(api.call("DELETE", &call, &[], "").status, 404);
    assert_eq!(api.call("GET", &path, &[], "").status, 404);
    let listed = api.get("/erasures");
    let row = &listed["erasures"][0];
    assert_eq!((&row["contact"], &row["by"]), (&json!(id), &json!("api:crm")));
    assert_eq!((&row["requested_by"], &row["reference"]), (&json!("person"), &json!("carta 7")));
    api.call("DELETE", &format!("/contacts/{other}?requested_by=other"), &[], "");
    let all = api.all("/erasures", "erasures", 1);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["contact"], json!(other), "the latest first");
    let joined =
        api.call("POST", &format!("{path}/join"), &[], &json!({ "other": other }).to_string());
    assert_eq!(joined.status, 404);
}

#[test]
fn what_waits_of_a_source_and_what_machines_did_on_their_browser_goes_too() {
    let place = Place::new();
    let open = place.open();
    let new = NewSource {
        workspace: place.workspace,
        kind: Kind::Form,
        slug: "web".to_owned(),
        secret: None,
        verify_token: None,
        thanks: Vec::new(),
    };
    place.criba.add_source(new).unwrap();
    let source = place.criba.house().source("web").unwrap().unwrap().id;
    for form in ["email=Eva%40acme.example&_gotcha=1", "email=otra%40acme.example&_gotcha=1"] {
        place.criba.house().keep(source, start(), "spam", "", form.as_bytes()).unwrap();
    }
    let browser = Keys { anonymous_id: Some("solo-nav".to_owned()), ..Keys::default() };
    let known = Keys { user_id: Some("eva".to_owned()), ..browser.clone() };
    let page = || Act::Happened { name: "page".to_owned(), properties: Vec::new() };
    let told = |id: &str, keys: &Keys, act: Act, machine: Option<Signal>| Intake {
        whom: Whom::Keyed(keys.clone()),
        at: None,
        known_at: None,
        source: Arc::from("web"),
        message_id: Arc::from(id),
        facts: match act {
            Act::Learned => vec![fact("email", "eva@acme.example")],
            _ => Vec::new(),
        },
        act,
        who: None,
        batch: None,
        came: Came {
            raw: Some(Arc::from(r#"{"ip":"203.0.113.55"}"#)),
            human: Human::with(machine),
            aside: None,
        },
    };
    let intakes = vec![
        told("1", &browser, page(), Some(Signal::Script)),
        told("2", &browser, page(), None),
        told("3", &known, Act::Learned, None),
    ];
    let became = open.writer.take(intakes).wait().unwrap();
    let (Became::Kept { position }, Became::Applied { contact, .. }) = (&became[0], &became[2])
    else {
        panic!("{became:?}")
    };
    assert!(open.came(*position).unwrap().is_some());
    let asked = Request { by: Requester::Person, on: String::new(), reference: String::new() };
    let done = place.criba.erase(place.workspace, *contact, &asked, "ana@tecnoclima.example");
    assert!(done.unwrap().is_some());
    assert_eq!(open.came(*position).unwrap(), None, "what a machine did on their browser");
    assert_eq!(place.criba.house().kept_count(source).unwrap(), 1, "what names others stays");
}
