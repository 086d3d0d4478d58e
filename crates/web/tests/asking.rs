#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What has to be asked of others: the answers of Meta's leads, from a server that answers as Meta
//! does, through restarts and whatever goes wrong; and nothing of where nobody should go.

mod support;

#[path = "../../runtime/tests/egress/hostile.rs"]
mod hostile;
#[path = "../../runtime/tests/egress/outside.rs"]
mod outside;

use std::io::Write;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use engine::event::Act;
use engine::time::Span;
use outside::{AUTHORITY, Outside, answer};
use ring::hmac::{self, HMAC_SHA256};
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::egress::{Egress, Rules, certificates};
use runtime::office::Request as Asked;
use runtime::sources::{Kind, NewSource};
use runtime::writer::Limits;
use serde_json::{Value, json};
use store::workspace::rows::EventRow;
use support::{House, start};
use web::app::{App, Settings};

const LEAD: &str = r#"{"object":"page","entry":[{"id":"P","time":1772441000,"changes":[{"field":"leadgen","value":{"leadgen_id":90071992547409931,"page_id":"P","form_id":"F","adgroup_id":"G","ad_id":"A","created_time":1772441000}}]}]}"#;

/// What Meta answers of it.
const ANSWERED: &str = r#"{"id":"90071992547409931","created_time":"2026-03-02T08:43:20+0000","ad_id":"23851","adset_id":"23852","campaign_id":"23853","form_id":"F","is_organic":false,"platform":"ig","field_data":[{"name":"nombre_completo","values":["Ana Mu\u00f1oz P\u00e9rez"]},{"name":"correo_electr\u00f3nico","values":["Ana@Acme.example"]},{"name":"n\u00famero_de_tel\u00e9fono","values":["+34612345678"]},{"name":"nombre_de_la_empresa","values":["Acme"]},{"name":"\u00bfcu\u00e1ntos_empleados_sois?","values":["25"]}],"custom_disclaimer_responses":[{"checkbox_key":"acepto_whatsapp","is_checked":"1"}]}"#;

fn allowing(servers: &[&Outside]) -> Rules {
    let allowed = servers.iter().map(|server| server.named().parse().unwrap()).collect();
    Rules { allowed, certificates: certificates(AUTHORITY).unwrap(), ..Rules::default() }
}

/// A server that answers each question with the next of some answers, and the last for ever.
fn graph(answers: &[(&'static str, &'static str, &'static str)]) -> Outside {
    let mut answers = answers.to_vec();
    answers.reverse();
    let answers = Mutex::new(answers);
    Outside::secure(move |_, to| {
        let (status, headers, body) = {
            let mut left = answers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let next = if left.len() > 1 { left.pop() } else { left.last().copied() };
            next.unwrap_or(("500 Empty", "", ""))
        };
        answer(status, headers, body.as_bytes(), to)
    })
}

fn hex(secret: &str, message: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(HMAC_SHA256, secret.as_bytes()), message.as_bytes());
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

struct World {
    house: House,
    workspace: Arc<Workspace>,
    egress: Egress,
}

impl World {
    fn new(rules: Rules) -> World {
        let house = House::new(Settings { egress: rules.clone(), ..Settings::default() });
        let workspace = house.workspace("Tecnoclima");
        World { house, workspace, egress: Egress::new(rules) }
    }

    /// A world with a source of Meta that asks a server.
    fn of(server: &Outside) -> World {
        let world = World::new(allowing(&[server]));
        let base = format!("https://{}/v24.0", server.address);
        world.add(Some("t0ken"), Some(&base));
        world
    }

    fn add(&self, token: Option<&str>, graph: Option<&str>) {
        let request = Asked::SourceAdd {
            workspace: "Tecnoclima".to_owned(),
            kind: "meta".to_owned(),
            name: "meta".to_owned(),
            secret: Some("app".to_owned()),
            verify_token: None,
            thanks: Vec::new(),
            token: token.map(str::to_owned),
            graph: graph.map(str::to_owned),
        };
        self.office(request);
    }

    fn office(&self, request: Asked) -> Value {
        self.house.criba.serve_request(request, &[], &mut |_, _| {}).unwrap()
    }

    fn deliver(&self, body: &str) -> Value {
        let signed = format!("sha256={}", hex("app", body));
        let request = Request::post("/hooks/meta").header("x-hub-signature-256", signed);
        let seen = self.house.send(request.body(Body::from(body.to_owned())).unwrap());
        assert_eq!(seen.status, 200, "{seen:?}");
        seen.json()
    }

    fn ask(&self) -> usize {
        web::ask_waiting(&self.house.criba, &self.egress).unwrap()
    }

    fn events(&self) -> Vec<EventRow> {
        events(&self.workspace)
    }

    fn listed(&self) -> Value {
        self.office(Asked::SourceList)["sources"][0].clone()
    }

    fn advance(&self, span: Span) {
        self.house.criba.clock().advance(span);
    }
}

fn events(workspace: &Workspace) -> Vec<EventRow> {
    workspace.writer.settle().wait().unwrap();
    let events = workspace.read(|read| Ok(read.events_after(0, 1_000)?)).unwrap();
    events.into_iter().filter(|row| &*row.event.source == "meta").collect()
}

#[test]
fn a_lead_of_meta_is_asked_for_and_is_somebody_with_where_they_come_from() {
    let server = graph(&[("200 OK", "", ANSWERED)]);
    let world = World::of(&server);
    assert_eq!(world.deliver(LEAD)["kept"], 1);
    assert_eq!((world.ask(), world.ask()), (1, 0));
    let head = server.asked().remove(0);
    let proof = hex("app", "t0ken");
    assert!(head.starts_with("GET /v24.0/90071992547409931?fields=id,created_time,"), "{head}");
    assert!(head.contains(&format!("&appsecret_proof={proof} HTTP/1.1\r\n")), "{head}");
    assert!(head.contains("authorization: Bearer t0ken\r\n"), "{head}");
    assert!(!head.lines().next().unwrap().contains("t0ken"), "{head}");

    let events = world.events();
    let row = events.iter().find(|row| row.name() == "lead_ad_submitted").unwrap();
    let keys = row.keys.clone().unwrap();
    assert_eq!(keys.email.as_deref(), Some("ana@acme.example"));
    assert_eq!(keys.phone.as_deref(), Some("+34612345678"));
    let Act::Happened { properties, .. } = &row.event.act else { panic!("{row:?}") };
    let property = |id: &str| {
        properties.iter().find(|(name, _)| name == id).map(|(_, value)| value.to_string())
    };
    assert_eq!(property("ad").as_deref(), Some("23851"));
    assert_eq!(property("campaign").as_deref(), Some("23853"));
    assert_eq!(property("form").as_deref(), Some("F"));
    assert_eq!(property("platform").as_deref(), Some("instagram"));
    assert_eq!(row.event.at.to_string(), "2026-03-02T08:43:20Z");
    let saw = world.workspace.writer.look(row.contact).wait().unwrap().unwrap();
    let card = format!("{:?}", saw.card);
    for said in ["Ana Muñoz Pérez", "Acme", "25"] {
        assert!(card.contains(said), "{said}: {card}");
    }
    assert!(events.iter().any(
        |row| matches!(&row.event.act, Act::ConsentGiven { purpose } if purpose == "whatsapp")
    ));

    // Told again, it is asked for again and is one.
    let before = world.events().len();
    world.deliver(LEAD);
    assert_eq!(world.ask(), 1);
    assert_eq!(world.events().len(), before);
    assert_eq!(world.listed()["waiting"], 0);
    assert!(!world.office(Asked::SourceList).to_string().contains("t0ken"));
}

#[test]
fn what_goes_wrong_is_said_with_what_to_do_and_tried_again_when_it_may_help() {
    let good = ("200 OK", "", ANSWERED);
    let minutes = Span::MINUTE;
    // What Meta answers, what that is, and after how long it is asked again by itself.
    let cases: [(&'static str, &'static str, &'static str, &str, Option<Span>); 13] = [
        (
            "400 Bad Request",
            "",
            r#"{"error":{"message":"Error validating access token: Session has expired","type":"OAuthException","code":190,"error_subcode":463}}"#,
            "token_dead",
            Some(minutes),
        ),
        (
            "403 Forbidden",
            "",
            r#"{"error":{"message":"Requires leads_retrieval","code":200}}"#,
            "no_permission",
            Some(minutes),
        ),
        (
            "400 Bad Request",
            "",
            r#"{"error":{"message":"Application does not have permission","code":10}}"#,
            "no_permission",
            Some(minutes),
        ),
        (
            "400 Bad Request",
            "",
            r#"{"error":{"message":"Invalid appsecret_proof provided in the API argument","code":100}}"#,
            "wrong_secret",
            Some(minutes),
        ),
        (
            "400 Bad Request",
            "",
            r#"{"error":{"message":"Unsupported get request. Object with ID '9' does not exist","code":100,"error_subcode":33}}"#,
            "gone",
            None,
        ),
        (
            "400 Bad Request",
            "",
            r#"{"error":{"message":"Application request limit reached","code":4}}"#,
            "too_often",
            Some(minutes.times(5)),
        ),
        (
            "400 Bad Request",
            "x-business-use-case-usage: {\"1\":[{\"type\":\"leadgen\",\"estimated_time_to_regain_access\":19}]}\r\n",
            r#"{"error":{"message":"There have been too many leads api calls","code":80005}}"#,
            "too_often",
            Some(minutes.times(19)),
        ),
        (
            "500 Oops",
            "",
            r#"{"error":{"message":"An unknown error occurred","code":1}}"#,
            "down",
            Some(minutes),
        ),
        ("503 Unavailable", "", "<html>", "down", Some(minutes)),
        ("302 Found", "location: https://127.0.0.1/\r\n", "", "unreadable", Some(minutes)),
        ("200 OK", "", "<html>", "unreadable", Some(minutes)),
        ("200 OK", "", r#"{"id":"1","field_data":[]}"#, "unreadable", Some(minutes)),
        (
            "400 Bad Request",
            "",
            r#"{"error":{"message":"Something new","code":9999}}"#,
            "unreadable",
            Some(minutes),
        ),
    ];
    for (status, headers, body, trouble, after) in cases {
        let server = graph(&[(status, headers, body), good]);
        let world = World::of(&server);
        world.deliver(LEAD);
        world.advance(minutes);
        assert_eq!((world.ask(), world.ask()), (1, 0), "{trouble}: asked once");
        let listed = world.listed();
        assert_eq!(
            (listed["problem"].as_str(), &listed["waiting"]),
            (Some(trouble), &json!(1)),
            "{body}"
        );
        for language in ["es", "en"] {
            assert!(listed["problem_said"][language].as_str().unwrap().contains(';'), "{listed}");
        }
        let message = serde_json::from_str::<Value>(body).ok();
        let message = message.as_ref().and_then(|json| json["error"]["message"].as_str());
        if let Some(message) = message.filter(|_| trouble != "unreadable") {
            assert!(listed["problem_said"]["es"].as_str().unwrap().contains(message), "{listed}");
        }
        match after {
            Some(after) => {
                world.advance(Span::from_micros(after.micros() - Span::SECOND.micros()));
                assert_eq!(world.ask(), 0, "{trouble}: too early");
                world.advance(Span::SECOND);
            }
            None => {
                world.advance(Span::DAY);
                assert_eq!(world.ask(), 0, "{trouble}: no use");
                world.office(Asked::SourceReplay { name: "meta".to_owned() });
            }
        }
        assert_eq!(world.ask(), 1, "{trouble}: again");
        assert_eq!(world.events().first().map(EventRow::name), Some("lead_ad_submitted"));
        let listed = world.listed();
        assert_eq!(
            (&listed["problem"], &listed["waiting"]),
            (&Value::Null, &json!(0)),
            "{trouble}"
        );
        assert_eq!(server.asked().len(), 2);
    }
}

#[test]
fn one_that_waits_longer_is_asked_for_less_often_and_a_new_token_at_once() {
    let dead = ("400 Bad Request", "", r#"{"error":{"message":"Expired","code":190}}"#);
    let server = graph(&[dead]);
    let world = World::of(&server);
    world.deliver(LEAD);
    let mut asked = 0;
    // A day, looked at every minute.
    for _ in 0..24 * 60 {
        asked += world.ask();
        world.advance(Span::MINUTE);
    }
    assert!((9..=14).contains(&asked), "{asked} times in a day");
    assert_eq!(asked, server.asked().len());
    // Others that come meanwhile wait with it.
    world.deliver(&LEAD.replace("90071992547409931", "5"));
    world.office(Asked::SourceToken {
        name: "meta".to_owned(),
        token: Some("n3w".to_owned()),
        graph: None,
    });
    assert_eq!(world.ask(), 2, "both, at once");
    assert!(server.asked().last().unwrap().contains("Bearer n3w"));
}

#[test]
fn a_source_without_a_token_says_so_and_asks_nobody() {
    let trap = Outside::trap("127.0.0.1:0").unwrap();
    let world = World::new(allowing(&[&trap]));
    world.add(None, Some(&format!("https://{}/v24.0", trap.address)));
    world.deliver(LEAD);
    assert_eq!((world.ask(), world.ask()), (1, 0));
    assert_eq!(world.listed()["problem"], "no_token");
    // Nor does an id that is none become a part of an address.
    world.office(Asked::SourceToken {
        name: "meta".to_owned(),
        token: Some("t".to_owned()),
        graph: None,
    });
    let strange = LEAD.replace("90071992547409931", "\"../../me?x=\"");
    world.deliver(&strange);
    world.house.criba.turn_source("meta", false).unwrap();
    assert_eq!(world.ask(), 0, "one that is off");
    assert_eq!(trap.came(), 0);
}

#[test]
fn meta_asks_to_go_slower_and_is_heard() {
    let usage = "x-app-usage: {\"call_count\":97,\"total_time\":3,\"total_cputime\":1}\r\n";
    let other = ANSWERED.replace("90071992547409931", "5").replace("Ana@", "eva@").leak();
    let server = graph(&[("200 OK", usage, ANSWERED), ("200 OK", usage, other)]);
    let world = World::of(&server);
    world.deliver(LEAD);
    assert_eq!(world.ask(), 1);
    assert_eq!(world.events().first().map(EventRow::name), Some("lead_ad_submitted"));
    world.deliver(&LEAD.replace("90071992547409931", "5"));
    assert_eq!((world.ask(), world.listed()["problem"].as_str()), (0, Some("too_often")));
    world.advance(Span::MINUTE.times(5));
    assert_eq!(world.ask(), 1);
    world.advance(Span::MINUTE.times(5));
    assert_eq!(world.listed()["problem"], Value::Null, "nothing waits any more");
}

fn open(folder: &Path, clock: &Clock) -> Arc<Criba> {
    let criba = Arc::new(Criba::open(folder, clock.clone(), Limits::default()).unwrap());
    // A server hands in how deliveries are read.
    drop(web::router(App::new(Arc::clone(&criba), Settings::default())));
    criba
}

#[test]
fn what_waits_outlives_a_restart_and_so_does_when_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(start());
    let down = ("500 Oops", "", "");
    let server = graph(&[down, ("200 OK", "", ANSWERED)]);
    let egress = Egress::new(allowing(&[&server]));
    let base = format!("https://{}/v24.0", server.address);
    let id = {
        let criba = open(folder.path(), &clock);
        let id = criba.add_workspace("Tecnoclima", "ES", None, "ana@tecnoclima.example").unwrap();
        let new = NewSource {
            workspace: id,
            kind: Kind::Meta,
            slug: "meta".to_owned(),
            secret: Some("app".to_owned()),
            verify_token: None,
            thanks: Vec::new(),
        };
        criba.add_source(new).unwrap();
        criba.give_access("meta", Some("t0ken"), Some(&base)).unwrap();
        let source = criba.source("meta").unwrap().unwrap();
        criba.house().keep(source.id, start(), "needs_fetch", "", LEAD.as_bytes()).unwrap();
        clock.advance(Span::MINUTE);
        assert_eq!(web::ask_waiting(&criba, &egress).unwrap(), 1);
        id
    };
    let criba = open(folder.path(), &clock);
    assert_eq!(web::ask_waiting(&criba, &egress).unwrap(), 0, "not yet");
    clock.advance(Span::MINUTE);
    assert_eq!(web::ask_waiting(&criba, &egress).unwrap(), 1);
    let workspace = criba.workspace(id).unwrap();
    assert_eq!(events(&workspace).first().map(EventRow::name), Some("lead_ad_submitted"));
}

#[test]
fn a_lead_is_asked_for_as_soon_as_it_comes() {
    let (came, coming) = sync_channel(10);
    let server = Outside::secure(move |_, to| {
        came.send(()).ok();
        answer("200 OK", "", ANSWERED.as_bytes(), to)
    });
    let settings = Settings { egress: allowing(&[&server]), ..Settings::default() };
    let mut house = House::new(settings.clone());
    let workspace = house.workspace("Tecnoclima");
    let app = App::new(Arc::clone(&house.criba), settings.clone());
    app.keep_asking();
    house.router = web::router(app);
    let egress = Egress::new(settings.egress);
    let world = World { house, workspace, egress };
    world.add(Some("t0ken"), Some(&format!("https://{}/v24.0", server.address)));
    world.deliver(LEAD);
    coming.recv_timeout(Duration::from_secs(30)).unwrap();
}

#[test]
fn no_hostile_place_of_the_graph_is_reached() {
    let traps: Vec<Outside> = ["127.0.0.1:0", "127.0.0.1:443", "127.0.0.1:80", "[::1]:443"]
        .into_iter()
        .filter_map(Outside::trap)
        .collect();
    let world = World::new(hostile::rules());
    world.add(Some("t0ken"), None);
    world.deliver(LEAD);
    let urls = hostile::urls(traps[0].address.port());
    let mut asked = 0;
    for url in &urls {
        if world.house.criba.give_access("meta", None, Some(url)).is_ok() && !url.trim().is_empty()
        {
            assert_eq!(world.ask(), 1, "{url:?}");
            let listed = world.listed();
            let problem = listed["problem"].as_str().unwrap();
            assert!(["refused", "down"].contains(&problem), "{url:?}: {problem}");
            asked += 1;
        }
    }
    assert!(urls.len() >= 150 && asked >= 150, "{asked} of {}", urls.len());
    assert_eq!(traps.iter().map(Outside::came).sum::<usize>(), 0);
    assert_eq!(world.events(), []);
}

#[test]
fn whatever_the_graph_sends_the_lead_waits() {
    let huge: fn(&str, &mut dyn Write) -> std::io::Result<()> = |_, to| {
        write!(to, "HTTP/1.1 200 OK\r\ncontent-length: 1099511627776\r\n\r\n")?;
        loop {
            to.write_all(&[b' '; 65_536])?;
        }
    };
    let endless: fn(&str, &mut dyn Write) -> std::io::Result<()> = |_, to| {
        write!(to, "HTTP/1.1 200 OK\r\n")?;
        loop {
            write!(to, "x-{}: y\r\n", "a".repeat(50))?;
        }
    };
    let bomb: fn(&str, &mut dyn Write) -> std::io::Result<()> =
        |_, to| answer("200 OK", "content-encoding: gzip\r\n", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0], to);
    let nothing: fn(&str, &mut dyn Write) -> std::io::Result<()> = |_, _| Ok(());
    for answering in [huge, endless, bomb, nothing] {
        let server = Outside::secure(answering);
        let world = World::of(&server);
        world.deliver(LEAD);
        assert_eq!((world.ask(), world.ask()), (1, 0));
        let listed = world.listed();
        assert!(["down", "unreadable"].contains(&listed["problem"].as_str().unwrap()), "{listed}");
        assert_eq!(listed["waiting"], 1);
    }
}
