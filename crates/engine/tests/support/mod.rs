//! What several tests need: agreements from their text, and histories drawn at random.

#![allow(dead_code, reason = "each test uses its part")]

use engine::agreement::condition::Whose;
use engine::agreement::diagnostic::Severity;
use engine::agreement::funnel::SideName;
use engine::agreement::sealed::Agreement;
use engine::agreement::{Document, parse};
use engine::event::{Act, Actor, Event, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use proptest::prelude::*;

/// The document of a text without errors.
pub(crate) fn document(text: &str) -> Document {
    let (document, diagnostics) = parse::parse(text);
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let shown: Vec<String> = errors.map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    document
}

/// The agreement that the properties are tried on.
pub(crate) fn agreement() -> Agreement {
    Agreement::seal(document(include_str!("../agreements/properties.yaml")), 1).unwrap()
}

/// When every history begins.
pub(crate) fn start() -> Timestamp {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

/// How many cases a property is tried on: the ordinary number, or the full one.
pub(crate) fn cases(ordinary: u32, full: u32) -> ProptestConfig {
    let cases = if is_full() { full } else { ordinary };
    println!("{cases} cases");
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Whether the checks run at their full size.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration to read it from")]
pub(crate) fn is_full() -> bool {
    std::env::var("CRIBA_FULL").is_ok()
}

/// A history of up to `most` events over forty days, in the order in which it was learned, some
/// of it late.
pub(crate) fn history(most: usize) -> impl Strategy<Value = Vec<Event>> {
    let drawn = (0i64..40 * 24 * 60, 0i64..3 * 24 * 60, 0u8..4, act());
    prop::collection::vec(drawn, 1..=most).prop_map(|drawn| {
        let mut drawn: Vec<(Timestamp, Timestamp, Act, Vec<Fact>)> = drawn
            .into_iter()
            .map(|(minute, delay, late, (act, facts))| {
                let at = start() + Span::MINUTE.times(minute);
                // Three of four are learned at once, the fourth up to three days later.
                let delay = if late == 0 { delay } else { 0 };
                (at, at + Span::MINUTE.times(delay), act, facts)
            })
            .collect();
        drawn.sort_by_key(|(_, known_at, _, _)| *known_at);
        let mut last = Timestamp::MIN;
        let events = drawn.into_iter().enumerate().map(|(index, (at, known_at, act, facts))| {
            // `known_at` strictly increases within a workspace.
            last = known_at.max(last + Span::from_micros(1));
            event(index as u64, at, last, act, facts)
        });
        events.collect()
    })
}

/// An event of the test source.
pub(crate) fn event(
    position: u64,
    at: Timestamp,
    known_at: Timestamp,
    act: Act,
    facts: Vec<Fact>,
) -> Event {
    Event {
        position,
        at,
        known_at,
        source: "test".into(),
        message_id: format!("m{position}").as_str().into(),
        act,
        facts,
    }
}

/// A fact about the person.
pub(crate) fn fact(id: &str, value: &str) -> Fact {
    Fact { of: Whose::Person, id: id.into(), value: Value::text(value), origin: Origin::Said }
}

fn act() -> impl Strategy<Value = (Act, Vec<Fact>)> {
    let happened = |name: &str, properties: Vec<(String, Value)>| {
        (Act::Happened { name: name.to_owned(), properties }, Vec::new())
    };
    let page = prop::sample::select(vec!["/precios", "/blog", "/precios/pro"]);
    let page =
        page.prop_map(move |path| happened("page", vec![("path".into(), Value::text(path))]));
    let plain = prop::sample::select(vec![
        "demo_requested",
        "quote_requested",
        "webinar_attended",
        "unsubscribed",
        "won",
        "email_sent",
    ]);
    let plain = plain.prop_map(move |name| happened(name, Vec::new()));
    let call = prop::sample::select(vec!["talked", "no_answer"]);
    let call = call.prop_map(move |outcome| {
        happened("call_made", vec![("outcome".into(), Value::text(outcome))])
    });
    let learned = prop::sample::select(vec![
        ("job_title", "Directora de compras"),
        ("job_title", "Técnico"),
        ("job_title", "Estudiante"),
        ("email", "ana@acme.example"),
        ("email", "ana@gmail.com"),
        ("email", "ana@rival.example"),
        ("city", "cadiz"),
        ("needed_by", "2026-03-30"),
        ("needed_by", "20/04/2026"),
    ]);
    let learned = learned.prop_map(|(id, value)| (Act::Learned, vec![fact(id, value)]));
    let employees = prop::sample::select(vec!["70-80", "12", "+500", "menos de 60", "200"]);
    let employees = employees.prop_map(|value| {
        let fact = Fact { of: Whose::Account, ..fact("employees", value) };
        (Act::Learned, vec![fact])
    });
    let by = Actor { name: "luis@acme.example".into(), side: Some(SideName::Sales) };
    let decided = prop::sample::select(vec![
        Act::Moved { line: "main".into(), to: "lead".into(), by: by.clone(), evidence: None },
        Act::Moved { line: "main".into(), to: "mql".into(), by: by.clone(), evidence: None },
        Act::Declined {
            line: "main".into(),
            reason: "momento".into(),
            by: by.clone(),
            until: None,
            note: None,
        },
        Act::Declined {
            line: "main".into(),
            reason: "datos".into(),
            by: by.clone(),
            until: None,
            note: None,
        },
        Act::Reactivated { line: "main".into(), by: by.clone() },
        Act::SuggestionAnswered {
            line: "main".into(),
            clause: "lee".into(),
            is_confirmed: false,
            by,
        },
        Act::ConsentWithdrawn { purpose: "profiling".into() },
        Act::ConsentGiven { purpose: "profiling".into() },
    ]);
    let decided = decided.prop_map(|act| (act, Vec::new()));
    prop_oneof![6 => page, 4 => plain, 1 => call, 4 => learned, 1 => employees, 1 => decided]
}
