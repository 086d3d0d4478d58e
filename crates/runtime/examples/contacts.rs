//! Makes a data folder with a workspace of many contacts, through the writer: `cargo xtask bench
//! start` and `pages` serve it. `contacts DIR COUNT [EVENTS]`, so many events of each.

use std::path::Path;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::writer::{Came, Intake, Limits, Whom};
use store::ids::ContactId;

/// Contacts that the writer is told at once.
const AT_ONCE: usize = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    let (data, count, events) = match words.as_slice() {
        [_, data, count] => (data, count.parse()?, 0),
        [_, data, count, events] => (data, count.parse()?, events.parse()?),
        _ => return Err("contacts DIR COUNT [EVENTS]".into()),
    };
    let count: usize = count;
    let criba = Criba::open(Path::new(data), Clock::System, Limits::default())?;
    let id = criba.add_workspace("Bench", "ES", None, "bench@criba.example")?;
    let workspace = criba.workspace(id)?;
    let people = (AT_ONCE / (1 + events)).max(1);
    let now = workspace.now();
    for first in (0..count).step_by(people) {
        let numbers = first..(first + people).min(count);
        let intakes = numbers.flat_map(|number| {
            let id = ContactId::make();
            let happened = (0..events).map(move |event| happened(id, number, event, now));
            std::iter::once(person(id, number)).chain(happened)
        });
        workspace.writer.take_when_free(intakes.collect()).wait()?;
    }
    workspace.writer.settle_all().wait()?;
    Ok(())
}

/// Something that they did, on one of the last ninety days.
fn happened(id: ContactId, number: usize, event: usize, now: Timestamp) -> Intake {
    let name = ["page_viewed", "product_viewed", "email_clicked", "content_downloaded"];
    let days = i64::try_from((number + event * 7) % 90).unwrap_or(0);
    Intake {
        whom: Whom::Known(id),
        at: Some(now - Span::DAY.times(days)),
        known_at: None,
        source: Arc::from("bench"),
        message_id: format!("{number} {event}").into(),
        act: Act::Happened {
            name: name[(number * 3 + event) % 4].to_owned(),
            properties: vec![("path".to_owned(), Value::text(format!("/productos/{event}")))],
        },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    }
}

fn person(id: ContactId, number: usize) -> Intake {
    let title = ["Gerente", "Técnico", "Directora de compras", "Comercial"][number % 4];
    let said = [
        ("name", format!("Persona{} Apellido{}", number % 5_000, number % 70_001)),
        ("email", format!("persona{number}@empresa{}.example", number / 3)),
        ("company", format!("Talleres {}", number / 3)),
        ("job_title", title.to_owned()),
        ("country", "ES".to_owned()),
    ];
    let facts = said.into_iter().map(|(id, value)| Fact {
        of: if id == "company" { Whose::Account } else { Whose::Person },
        id: id.to_owned(),
        value: Value::text(value),
        origin: Origin::Imported,
    });
    Intake {
        whom: Whom::Made(id),
        at: None,
        known_at: None,
        source: Arc::from("bench"),
        message_id: number.to_string().into(),
        act: Act::Learned,
        facts: facts.collect(),
        who: None,
        batch: None,
        came: Came::default(),
    }
}
