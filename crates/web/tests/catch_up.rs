#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Leads of Meta that no delivery told of are asked for, each once, from a server that answers as
//! Meta does.

mod support;

#[path = "../../runtime/tests/egress/outside.rs"]
mod outside;

use std::sync::Mutex;

use engine::time::Span;
use outside::{AUTHORITY, Outside, answer};
use runtime::egress::{Egress, Rules, certificates};
use runtime::office::Request as Asked;
use store::workspace::rows::EventRow;
use support::House;
use web::app::Settings;

const FORMS: &str = r#"{"data":[{"id":"77"},{"id":"../me"}]}"#;
const FIRST: &str = r#"{"data":[{"id":"1001","created_time":"2026-03-02T08:10:00+0000","form_id":"77","field_data":[{"name":"email","values":["ana@acme.example"]}]}],"paging":{"cursors":{"before":"a","after":"Q2 x"},"next":"https://evil.example/next"}}"#;
const SECOND: &str = r#"{"data":[{"id":"1002","created_time":"2026-03-02T08:20:00+0000","form_id":"77","field_data":[{"name":"email","values":["leo@acme.example"]}]},{"id":"1003"}],"paging":{"cursors":{"after":"z"}}}"#;
const DEAD: &str = r#"{"error":{"message":"Session has expired","code":190}}"#;
const FORBIDDEN: &str = r#"{"error":{"message":"Requires pages_manage_ads","code":200}}"#;

struct World {
    house: House,
    egress: Egress,
    server: Outside,
}

impl World {
    fn new(answers: &[(&'static str, &'static str)]) -> World {
        let mut answers = answers.to_vec();
        answers.reverse();
        let answers = Mutex::new(answers);
        let server = Outside::secure(move |_, to| {
            let next = answers.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
            let (status, body) = next.unwrap_or(("500 Empty", ""));
            answer(status, "", body.as_bytes(), to)
        });
        let rules = Rules {
            allowed: vec![server.named().parse().unwrap()],
            certificates: certificates(AUTHORITY).unwrap(),
            ..Rules::default()
        };
        let house = House::new(Settings { egress: rules.clone(), ..Settings::default() });
        house.workspace("Tecnoclima");
        let graph = format!("https://{}/v24.0", server.address);
        let request = Asked::SourceAdd {
            workspace: "Tecnoclima".to_owned(),
            kind: "meta".to_owned(),
            name: "meta".to_owned(),
            secret: Some("app".to_owned()),
            verify_token: None,
            thanks: Vec::new(),
            token: Some("t0ken".to_owned()),
            graph: Some(graph),
        };
        house.criba.serve_request(request, &[], &mut |_, _| {}).unwrap();
        World { house, egress: Egress::new(rules), server }
    }

    fn catch_up(&self) -> usize {
        web::catch_up(&self.house.criba, &self.egress).unwrap()
    }

    fn leads(&self) -> Vec<EventRow> {
        let id = self.house.criba.house().workspaces().unwrap()[0].id;
        let workspace = self.house.criba.workspace(id).unwrap();
        workspace.writer.settle().wait().unwrap();
        workspace.read(|read| Ok(read.events_of_source("meta", u64::MAX, 100)?)).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        let heads = self.server.asked().into_iter();
        heads.map(|head| head.lines().next().unwrap_or_default().to_owned()).collect()
    }
}

#[test]
fn what_no_delivery_told_of_is_asked_for_page_by_page_and_taken_once() {
    let ok = "200 OK";
    let world = World::new(&[
        (ok, FORMS),
        (ok, FIRST),
        (ok, SECOND),
        (ok, FORMS),
        (ok, FIRST),
        (ok, SECOND),
    ]);
    let made = world.house.criba.clock().now();
    world.house.criba.clock().advance(Span::HOUR);
    assert_eq!(world.catch_up(), 2);
    let asked = world.asked();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(
        asked[0].starts_with("GET /v24.0/me/leadgen_forms?fields=id&limit=50&appsecret_proof=")
    );
    let since = made.micros() / 1_000_000;
    let filter = format!("%22GREATER_THAN%22%2C%22value%22%3A{since}%7D%5D");
    assert!(asked[1].starts_with("GET /v24.0/77/leads?fields=id,created_time,"), "{asked:?}");
    assert!(
        asked[1].replace("%2c", "%2C").contains("GREATER_THAN")
            && asked[1].contains(&since.to_string()),
        "{filter} {asked:?}"
    );
    // Its own place is gone on from, never the address that an answer names.
    assert!(asked[2].contains("/77/leads?") && asked[2].contains("&after=Q2%20x&"), "{asked:?}");
    let ids = |world: &World| -> Vec<String> {
        let mut ids: Vec<String> =
            world.leads().iter().map(|row| row.event.message_id.to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&world), ["1001", "1002"]);

    world.house.criba.clock().advance(Span::HOUR);
    assert_eq!(world.catch_up(), 0, "they are known");
    assert_eq!(ids(&world), ["1001", "1002"]);
}

#[test]
fn a_token_that_is_dead_stops_every_question_and_one_that_may_not_list_stops_none() {
    let world = World::new(&[("403 Forbidden", FORBIDDEN), ("400 Bad", DEAD), ("200 OK", FORMS)]);
    let problem = |world: &World| {
        let listed = world.house.criba.serve_request(Asked::SourceList, &[], &mut |_, _| {});
        listed.unwrap()["sources"][0]["problem"].clone()
    };
    assert_eq!(world.catch_up(), 0);
    assert_eq!(problem(&world), serde_json::Value::Null, "leads that wait can be asked for");
    assert_eq!(world.catch_up(), 0);
    assert_eq!(problem(&world), "token_dead");
    assert_eq!(world.catch_up(), 0);
    assert_eq!(world.asked().len(), 2, "nothing is asked with a dead token");
}
