//! How many steps the engine takes in a second: `cargo xtask bench engine` runs it.
//!
//! Each contact lives through twenty events of half a year under the starter agreement, one step
//! each: what web pages, mails, a trade show and calls tell. Prints one line of JSON.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Instant;

use engine::agreement::condition::Whose;
use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::starters;
use engine::contact::Contact;
use engine::event::{Act, Event, Fact, Origin};
use engine::step::step;
use engine::time::{Span, Timestamp};
use engine::value::Value;

const CONTACTS: u64 = 5_000;
const EVENTS: u64 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (document, _) = parse(&starters::default_for("ES"));
    let agreement = Agreement::seal(document, 1)?;
    let start: Timestamp = "2026-01-05T08:00:00Z".parse()?;
    let mut draw = Draw(7);
    let histories: Vec<Vec<Event>> =
        (0..CONTACTS).map(|contact| history(start, contact, &mut draw)).collect();
    let (mut points, mut moves) = (0, 0);
    let began = now();
    for history in &histories {
        let mut contact = Contact::new(&agreement);
        for event in history {
            let taken = step(&agreement, contact, None, event);
            moves += taken.moves.len();
            points += taken.given.iter().map(|given| given.points).sum::<i64>();
            contact = taken.contact;
        }
    }
    let took = began.elapsed().as_secs_f64();
    let rules: usize = agreement.lines.iter().map(|line| line.fit.len()).sum::<usize>()
        + agreement.engagement_rules().count();
    let steps = CONTACTS * EVENTS;
    let a_second = steps as f64 / took;
    // The sums show that nothing was left out, and that another run did the same.
    writeln!(
        std::io::stdout(),
        "{{\"steps\": {steps}, \"a_second\": {a_second:.0}, \"rules\": {rules}, \
         \"moves\": {moves}, \"points\": {points}}}"
    )?;
    Ok(())
}

fn history(start: Timestamp, contact: u64, draw: &mut Draw) -> Vec<Event> {
    let source: Arc<str> = Arc::from("bench");
    let mut at = start + Span::MINUTE.times(draw.below(60 * 24 * 30));
    let mut history: Vec<Event> = Vec::new();
    for number in 0..EVENTS {
        at = at + Span::MINUTE.times(draw.below(60 * 24 * 14));
        let happened = |name: &str, properties: &[(&str, &str)]| {
            let properties =
                properties.iter().map(|(id, value)| ((*id).to_owned(), Value::text(*value)));
            Act::Happened { name: name.to_owned(), properties: properties.collect() }
        };
        let act = match (number, draw.below(20)) {
            (0, _) => Act::Learned,
            (_, 0..=5) => happened("page", &[("path", "/productos/prensas")]),
            (_, 6..=8) => happened("product_viewed", &[("product", "prensa")]),
            (_, 9..=11) => happened("email_clicked", &[("campaign", "feria")]),
            (_, 12..=13) => happened("content_downloaded", &[("name", "catálogo")]),
            (_, 14..=15) => happened("call_made", &[("outcome", "no_answer")]),
            (_, 16) => happened("message_received", &[("text", "¿Qué plazo tienen?")]),
            (_, 17) => happened("demo_requested", &[]),
            _ => happened("met_at_event", &[("interest", "alto"), ("notes", "Pide catálogo")]),
        };
        let facts = if number == 0 { facts(contact, draw) } else { Vec::new() };
        history.push(Event {
            position: contact * EVENTS + number + 1,
            at,
            known_at: at,
            source: Arc::clone(&source),
            message_id: format!("{contact}-{number}").into(),
            act,
            facts,
        });
    }
    history
}

fn facts(contact: u64, draw: &mut Draw) -> Vec<Fact> {
    let titles = ["Gerente", "Directora de compras", "Técnico", "Estudiante", "Jefe de producción"];
    let title = titles.get(usize::try_from(draw.below(5)).unwrap_or(0)).copied().unwrap_or("CEO");
    let email = format!("persona{contact}@empresa{}.example", contact / 3);
    let said =
        [("name", "Ana Núñez Peña"), ("job_title", title), ("email", &email), ("country", "ES")];
    let facts = said.iter().map(|(id, value)| Fact {
        of: Whose::Person,
        id: (*id).to_owned(),
        value: Value::text(*value),
        origin: Origin::Imported,
    });
    facts.collect()
}

#[expect(clippy::disallowed_methods, reason = "what is measured is time")]
fn now() -> Instant {
    Instant::now()
}

/// A small generator: the same histories everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}
