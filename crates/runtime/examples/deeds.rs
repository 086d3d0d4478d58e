//! What a workspace's writer takes: `deeds DIR CONTACTS EVENTS [A_ORDER]` makes a data folder whose
//! agreement has forty scored rules, tells it of so many people under ids of a program, and then so
//! many page views of theirs in orders of so many (100 where left out), several at once. It prints
//! one line of JSON: how many events it took in a second, how many until all of them were in the
//! rows of their contacts, and the processor time of each. `cargo xtask bench ingest` serves the
//! folder.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use engine::agreement::condition::Whose;
use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::starters;
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::writer::{Came, Intake, Limits, Whom};
use store::workspace::rows::Keys;

// What it measures has the memory that the program has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Orders that are on their way at once.
const AT_ONCE: usize = 32;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, data, contacts, events, rest @ ..] = words.as_slice() else {
        return Err("deeds DIR CONTACTS EVENTS [A_ORDER]".into());
    };
    let (contacts, events): (usize, usize) = (contacts.parse()?, events.parse()?);
    let an_order: usize = rest.first().map_or(Ok(100), |count| count.parse())?;
    let criba = Criba::open(Path::new(data), Clock::System, Limits::default())?;
    let (text, rules) = agreement()?;
    let id = criba.add_workspace("Bench", "ES", Some(&text), "bench@criba.example")?;
    let workspace = criba.workspace(id)?;
    let now = workspace.now();
    let made = tell(&workspace, (0..contacts).map(|number| identify(number, now)), 1_000)?;
    workspace.writer.settle_all().wait()?;
    let mut draw = 42_u64;
    let deeds = (0..events).map(|event| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // A few people do most of it, as on any site.
        let share = u128::from(draw >> 33);
        let number = (contacts as u128 * share * share * share) >> 93;
        page(usize::try_from(number).unwrap_or(0), event, now)
    });
    let (began, worked) = (self::now(), worked()?);
    let took = tell(&workspace, deeds, an_order)?;
    workspace.writer.settle_all().wait()?;
    let each = (events as f64).max(1.0);
    let rested = each / began.elapsed().as_secs_f64();
    let worked = (self::worked()? - worked) * 1e6 / each;
    writeln!(
        std::io::stdout(),
        "{{\"identified\": {made:.0}, \"a_second\": {took:.0}, \"until_rest\": {rested:.0}, \
         \"micros_each\": {worked:.0}, \"rules\": {rules}}}"
    )?;
    Ok(())
}

/// Seconds of processor time that this process has had, of all its threads, by the two fields of
/// `/proc/self/stat` that say so in hundredths (proc(5)).
fn worked() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = 0.0;
    for field in fields.by_ref().take(2) {
        ticks += field.parse::<f64>()?;
    }
    Ok(ticks / 100.0)
}

/// The starter with so many more rules about pages that forty score.
fn agreement() -> Result<(String, usize), Box<dyn std::error::Error>> {
    let starter = starters::default_for("ES");
    let rules = |text: &str| -> Result<usize, Box<dyn std::error::Error>> {
        let agreement = Agreement::seal(parse(text).0, 1)?;
        let fit: usize = agreement.lines.iter().map(|line| line.fit.len()).sum();
        Ok(fit + agreement.engagement_rules().count())
    };
    let mut more = String::new();
    for number in rules(&starter)?..RULES {
        writeln!(
            more,
            "    - {{ id: pagina_{number}, name: Miró {number}, when: {{ event: page, where: {{ path: \
             {{ starts_with: /productos/{number} }} }} }}, points: 1, at_most: 5, every: 1 day }}"
        )?;
    }
    let before = "    - { id: catalogo,";
    let text = starter.replacen(before, &format!("{more}{before}"), 1);
    let count = rules(&text)?;
    Ok((text, count))
}

/// Rules that score, as the budget has them.
const RULES: usize = 40;

/// Tells all of them; how many in a second.
fn tell(
    workspace: &Workspace,
    intakes: impl Iterator<Item = Intake>,
    an_order: usize,
) -> Result<f64, Box<dyn std::error::Error>> {
    let began = now();
    let mut asked = std::collections::VecDeque::new();
    let mut order: Vec<Intake> = Vec::with_capacity(an_order);
    let mut count = 0_u32;
    for intake in intakes {
        count += 1;
        order.push(intake);
        if order.len() == an_order {
            asked.push_back(workspace.writer.take_when_free(std::mem::take(&mut order)));
        }
        if asked.len() > AT_ONCE
            && let Some(first) = asked.pop_front()
        {
            first.wait()?;
        }
    }
    asked.push_back(workspace.writer.take_when_free(order));
    for one in asked {
        one.wait()?;
    }
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}

fn keys(number: usize) -> Keys {
    Keys {
        user_id: Some(format!("user-{number}")),
        anonymous_id: Some(format!("browser-{number}")),
        ..Keys::default()
    }
}

fn identify(number: usize, now: Timestamp) -> Intake {
    let said = [
        ("name", format!("Persona{} Apellido{}", number % 5_000, number % 70_001)),
        ("email", format!("persona{number}@empresa{}.example", number / 3)),
        ("job_title", ["Gerente", "Técnico", "Comercial"][number % 3].to_owned()),
    ];
    let facts = said.into_iter().map(|(id, value)| Fact {
        of: Whose::Person,
        id: id.to_owned(),
        value: Value::text(value),
        origin: Origin::Said,
    });
    Intake { facts: facts.collect(), ..intake(number, format!("i{number}"), Act::Learned, now) }
}

fn page(number: usize, event: usize, now: Timestamp) -> Intake {
    let path = format!("/productos/{}", event % 50);
    let properties = [("path", path.as_str()), ("title", "Precios"), ("referrer", "")];
    let properties = properties.map(|(id, value)| (id.to_owned(), Value::text(value))).to_vec();
    let act = Act::Happened { name: "page".to_owned(), properties };
    intake(number, format!("node-next-1764489600000-{event}"), act, now)
}

fn intake(number: usize, id: String, act: Act, now: Timestamp) -> Intake {
    Intake {
        whom: Whom::Keyed(keys(number)),
        at: Some(now),
        known_at: None,
        source: Arc::from("v1:web"),
        message_id: id.into(),
        act,
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::raw(Some("x".repeat(800).into())),
    }
}

#[expect(clippy::disallowed_methods, reason = "what is measured is time")]
fn now() -> Instant {
    Instant::now()
}
