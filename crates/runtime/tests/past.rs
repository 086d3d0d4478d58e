#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a source told is told again under what is said of it by now: what was undone meanwhile stays
//! undone, all of it is put back, and at no moment is something told again that cannot be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::agreement::funnel::SideName;
use engine::agreement::starters;
use engine::event::Act;
use runtime::RuntimeError;
use runtime::acts::By;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::sources::{FieldMap, Kind, MAPPING, Mapped, NewSource, Reread};
use runtime::writer::{Came, Intake, Limits, Whom};
use store::ids::WorkspaceId;
use store::workspace::rows::{EventRow, Keys};

struct House {
    criba: Criba,
    id: WorkspaceId,
    workspace: Arc<Workspace>,
    _folder: tempfile::TempDir,
}

fn house(reread: Reread, events: usize) -> House {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual("2026-03-02T09:00:00Z".parse().unwrap());
    let criba = Criba::open(folder.path(), clock, Limits::default()).unwrap();
    let text = starters::default_for("ES");
    let id = criba.add_workspace("Tecnoclima", "ES", Some(&text), "ana@ejemplo.es").unwrap();
    let workspace = criba.workspace(id).unwrap();
    let (secret, kind, slug) = (Some("s".to_owned()), Kind::Json, "tienda".to_owned());
    let source =
        NewSource { workspace: id, kind, slug, secret, verify_token: None, thanks: Vec::new() };
    criba.add_source(source).unwrap();
    criba.rereads_with(reread);
    let intakes: Vec<Intake> = (0..events).map(told).collect();
    for some in intakes.chunks(500) {
        workspace.writer.take(some.to_vec()).wait().unwrap();
    }
    House { criba, id, workspace, _folder: folder }
}

fn told(number: usize) -> Intake {
    Intake {
        // A few events each.
        whom: Whom::Keyed(Keys {
            email: Some(format!("persona{0}@acme{0}.example", number / 4)),
            ..Keys::default()
        }),
        at: None,
        known_at: None,
        source: Arc::from("tienda"),
        message_id: number.to_string().into(),
        act: Act::Happened { name: "form_submitted".to_owned(), properties: Vec::new() },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::raw(Some("{}".into())),
    }
}

fn by() -> By {
    By { email: "ana@ejemplo.es".to_owned(), side: SideName::Marketing }
}

/// Everything is what is said of a delivery, by name.
fn renamed(
    workspace: &Workspace,
    mapped: &Mapped,
    events: &[(EventRow, String)],
) -> Result<Vec<Vec<Intake>>, RuntimeError> {
    let name = workspace.source_fields(mapped.source())?.event;
    let name = if name.is_empty() { "form_submitted".to_owned() } else { name };
    let again = events.iter().map(|(row, raw)| {
        vec![Intake {
            whom: Whom::Keyed(row.keys.clone().unwrap()),
            at: Some(row.event.at),
            act: Act::Happened { name: name.clone(), properties: Vec::new() },
            message_id: Arc::clone(&row.event.message_id),
            came: Came::raw(Some(Arc::from(raw.as_str()))),
            ..told(0)
        }]
    });
    Ok(again.collect())
}

/// The same, and somebody undoes the latest event while it is read.
fn renamed_while_undone(
    workspace: &Workspace,
    mapped: &Mapped,
    events: &[(EventRow, String)],
) -> Result<Vec<Vec<Intake>>, RuntimeError> {
    let (row, _) = &events[0];
    let position = row.event.position;
    let undone = Intake {
        whom: Whom::Known(row.contact),
        source: Arc::from("criba:desk"),
        message_id: "undone".into(),
        act: Act::Voided { position, why: "a mistake".to_owned() },
        came: Came::default(),
        ..told(0)
    };
    workspace.writer.take(vec![undone]).wait()?;
    renamed(workspace, mapped, events)
}

impl House {
    fn say(&self, event: &str) {
        let map = FieldMap { event: event.to_owned(), ..FieldMap::default() };
        self.criba.say_fields(self.id, "tienda", &map).unwrap();
    }

    fn tell(&self) -> (usize, usize) {
        self.criba.tell_past_again(self.id, "tienda", &by()).unwrap()
    }

    /// How many events count under each name.
    fn names(&self, name: &str) -> usize {
        let rows =
            self.workspace.read(|read| Ok(read.events_of_source("tienda", u64::MAX, 9_999)?));
        rows.unwrap().iter().filter(|row| row.name() == name).count()
    }
}

#[test]
fn what_is_undone_while_it_is_told_again_does_not_come_back() {
    let house = house(renamed_while_undone, 3);
    house.say("demo_requested");
    assert_eq!(house.tell(), (2, 0));
    assert_eq!((house.names("demo_requested"), house.names("form_submitted")), (2, 0));
    assert_eq!(house.workspace.writer.counts().repeated, 0);
}

#[test]
fn all_that_was_told_again_is_put_back_however_often_that_took() {
    let house = house(renamed, 1_060);
    house.say("demo_requested");
    assert_eq!(house.tell(), (1_000, 60));
    assert_eq!(house.tell(), (60, 0));
    assert_eq!(house.tell(), (0, 0));
    let last = house.criba.past_of_source(house.id, "tienda").unwrap().last.unwrap();
    assert_eq!((last.events, last.by.as_str()), (1_060, "ana@ejemplo.es"));
    assert_eq!(house.names("demo_requested"), 1_060);
    assert_eq!(house.criba.untell_past(house.id, "tienda", &by()).unwrap(), 1_060);
    assert_eq!(house.names("form_submitted"), 1_060);
    assert!(house.criba.past_of_source(house.id, "tienda").unwrap().last.is_none());
    assert!(house.criba.untell_past(house.id, "tienda", &by()).is_err());

    // What was said in between is another matter: the last is put back, to what it was before it.
    house.say("demo_requested");
    house.tell();
    house.say("quote_requested");
    assert_eq!(house.tell(), (1_000, 60));
    assert_eq!(house.criba.untell_past(house.id, "tienda", &by()).unwrap(), 1_000);
    assert_eq!((house.names("demo_requested"), house.names("form_submitted")), (1_000, 60));
}

#[test]
fn at_no_moment_something_is_told_again_that_cannot_be_undone() {
    let house = house(renamed, 400);
    house.say("demo_requested");
    let is_done = AtomicBool::new(false);
    let looked = std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            let mut looked = 0;
            while !is_done.load(Ordering::SeqCst) {
                // In this order: what is told after the first look makes the second one larger.
                let voided = house
                    .workspace
                    .read(|read| Ok(read.events_of_source(MAPPING, u64::MAX, 9_999)?.len()));
                let past = house.workspace.read(|read| Ok(read.notes_from("sources/retold/", 99)?));
                let noted: usize =
                    past.unwrap().iter().map(|(_, b)| b.matches("voided").count()).sum();
                let voided = voided.unwrap();
                assert!(voided <= noted, "{voided} are told again, and {noted} can be undone");
                looked += 1;
            }
            looked
        });
        house.tell();
        is_done.store(true, Ordering::SeqCst);
        looking.join().unwrap()
    });
    assert!(looked > 0);
    assert_eq!(house.criba.untell_past(house.id, "tienda", &by()).unwrap(), 400);
}
