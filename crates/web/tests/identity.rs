#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a contact's page says of what programs told, and how what was joined is parted.

mod support;

use std::sync::Arc;

use engine::event::Act;
use engine::value::Value;
use runtime::writer::{Became, Came, Intake, Whom};
use store::ids::ContactId;
use store::workspace::rows::Keys;
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
    let raw = Came { raw: Some(Arc::from(r#"{"anónimo":"b1"}"#)), machine: None };
    let robot = Came { machine: Some("crawler".to_owned()), ..Came::default() };
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
