//! Makes a data folder with a workspace of many contacts, through the writer: `cargo xtask bench
//! start` serves it. `contacts DIR COUNT`.

use std::path::Path;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact, Origin};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::writer::{Intake, Limits, Whom};
use store::ids::ContactId;

/// Contacts that the writer is told at once.
const AT_ONCE: usize = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, data, count] = words.as_slice() else { return Err("contacts DIR COUNT".into()) };
    let count: usize = count.parse()?;
    let criba = Criba::open(Path::new(data), Clock::System, Limits::default())?;
    let id = criba.add_workspace("Bench", "ES", None, "bench@criba.example")?;
    let workspace = criba.workspace(id)?;
    for first in (0..count).step_by(AT_ONCE) {
        let numbers = first..(first + AT_ONCE).min(count);
        workspace.writer.take_when_free(numbers.map(person).collect()).wait()?;
    }
    workspace.writer.settle().wait()?;
    Ok(())
}

fn person(number: usize) -> Intake {
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
        whom: Whom::Made(ContactId::make()),
        at: None,
        known_at: None,
        source: Arc::from("bench"),
        message_id: number.to_string().into(),
        act: Act::Learned,
        facts: facts.collect(),
        who: None,
        batch: None,
    }
}
