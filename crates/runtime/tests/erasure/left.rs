//! What is left of who was erased, and what becomes of who comes back.

use std::collections::BTreeSet;

use engine::event::Act;
use engine::time::Span;
use runtime::doctor;
use runtime::erasure::{Request, Requester};
use runtime::imports::Plan;
use runtime::likelihood::{Human, Signal};
use runtime::writer::{Became, Came, Intake, Whom};
use store::ids::{BatchId, ContactId};
use store::workspace::rows::BatchRow;
use store::workspace::screens::{Filter, Order};

use crate::world::*;

#[test]
fn nothing_of_who_is_erased_is_left_in_the_files_and_the_counts_stand() {
    let mut world = World::new();
    let id = ana(&mut world, 300);
    let before = world.open().read(|read| Ok((read.last()?, read.moves_of(id)?))).unwrap();
    assert!(!world.left(&[EMAIL, PHONE, NAME, LOOKED_AT]).is_empty());
    world.erase(id);
    assert_eq!(world.left(&[EMAIL, PHONE, NAME, LOOKED_AT]), Vec::<String>::new());
    world.is_sound("erased");
    let (events, moves) = world.open().read(|read| Ok((read.last()?, read.moves_of(id)?))).unwrap();
    assert_eq!(events.0, before.0.0 + 1, "the log has one event more and none less");
    let stays =
        |rows: &[store::workspace::rows::MoveRow]| -> Vec<(String, String, Option<String>)> {
            rows.iter()
                .map(|row| {
                    let clause = row.moved.clause.as_ref().map(|clause| clause.id.clone());
                    (row.moved.from.clone(), row.moved.to.clone(), clause)
                })
                .collect()
        };
    assert!(!moves.is_empty());
    assert_eq!(stays(&moves), stays(&before.1));
    world.restart();
    assert_eq!(world.left(&[EMAIL, PHONE, NAME, LOOKED_AT]), Vec::<String>::new());
    world.is_sound("erased and opened again");
}

#[test]
fn who_is_erased_is_nobody_and_who_comes_back_is_somebody_new() {
    let mut world = World::new();
    let id = ana(&mut world, 3);
    let open = world.open();
    let first = open.writer.look(id).wait().unwrap().unwrap().card.history[0];
    let message = open.read(|read| Ok(read.event(first)?)).unwrap().unwrap().event;
    world.erase(id);
    assert!(world.contact(id).is_none());
    for (kind, value) in [
        ("email", EMAIL),
        ("phone", PHONE),
        ("user_id", "user of ana"),
        ("anonymous_id", "browser of ana"),
    ] {
        assert_eq!(world.found(kind, value), Vec::new(), "{kind}");
    }
    open.writer.settle().wait().unwrap();
    let listed = open.read(|read| Ok(read.list(&Filter::default(), Order::Best, 100, 0)?)).unwrap();
    assert!(listed.iter().all(|listed| listed.id != id));
    // What came before comes once more.
    let again = Intake {
        whom: Whom::Keyed(both("user of ana", "browser of ana")),
        at: None,
        known_at: None,
        source: message.source,
        message_id: message.message_id,
        act: Act::Learned,
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    };
    let became = open.writer.take(vec![again]).wait().unwrap();
    assert!(matches!(became[0], Became::Repeated { .. }), "{became:?}");
    assert_eq!(world.tell(Whom::Made(id), page(), &[], Came::default()), Became::Nowhere);
    let new = world.identify(both("user of ana", "browser of ana"), &[("email", EMAIL)]);
    assert_ne!(new, id);
    assert_eq!(world.page(anonymous("browser of ana")), new);
    let record = open.erased(id).unwrap().unwrap();
    assert_eq!((record.who.as_str(), record.requested_by.as_str()), ("eva@ejemplo.es", "person"));
    assert_eq!(
        (record.requested_on.as_str(), record.reference.as_str()),
        ("2026-03-01", "correo, expediente 12")
    );
    assert_eq!(open.erasures().unwrap(), [record]);
    assert!(open.erased(new).unwrap().is_none());
    let text = runtime_agreement(&world);
    open.writer.put_in_force(text, "eva@ejemplo.es".to_owned()).wait().unwrap();
    open.writer.settle().wait().unwrap();
    world.is_sound("a version came into force since");
    world.restart();
    world.is_sound("and it was opened again");
    assert!(world.open().erased(id).unwrap().is_some());
}

fn runtime_agreement(world: &World) -> String {
    let versions = world.open().read(|read| Ok(read.versions()?)).unwrap();
    versions.last().unwrap().text.clone()
}

#[test]
fn the_doctor_finds_what_is_left_of_somebody() {
    let mut world = World::new();
    let id = ana(&mut world, 1);
    world.erase(id);
    world.is_sound("erased");
    let path = world.folder.path().join("workspaces").join(format!("{}.db", world.workspace));
    for damage in [
        "UPDATE moves SET body = json_set(body, '$.why', 'Ana lo dijo') WHERE contact = x'ID'",
        "UPDATE events SET body = json_set(body, '$.keys', json('{}')) WHERE position = \
         (SELECT min(position) FROM events WHERE contact = x'ID')",
        "INSERT INTO raws SELECT min(position), 'Ana' FROM events WHERE contact = x'ID'",
        "INSERT INTO keys VALUES ('email', 'ana@x.es', x'ID')",
        "UPDATE states SET state = json_set(state, '$.ids', json('[\"u\"]')) WHERE contact = x'ID'",
        "DELETE FROM erasures",
    ] {
        drop(world.criba.take());
        let sound = std::fs::read(&path).unwrap();
        let connection = rusqlite::Connection::open(&path).unwrap();
        let damage = damage.replace("ID", &id.to_string().replace('-', ""));
        connection.execute_batch(&damage).unwrap();
        connection.close().unwrap();
        world.restart();
        let open = world.open();
        let found = open.read(|read| doctor::examine(read, world.clock.now(), |_, _| {})).unwrap();
        assert!(!found.problems.is_empty(), "{damage}");
        drop(open);
        drop(world.criba.take());
        std::fs::write(&path, sound).unwrap();
        world.restart();
    }
    world.is_sound("as it was");
}

#[test]
fn what_cannot_be_erased_whole_is_not_erased_by_half() {
    let mut world = World::new();
    let id = ana(&mut world, 3);
    let list = BatchRow {
        id: BatchId::make(),
        made_at: start(),
        made_by: "eva@ejemplo.es".to_owned(),
        status: "done".to_owned(),
        body: "what no release wrote".to_owned(),
    };
    world.open().writer.save_batch(list).wait().unwrap();
    let request =
        Request { by: Requester::Person, on: "2026-03-02".to_owned(), reference: String::new() };
    let refused = world.criba().erase(world.workspace, id, &request, "eva@ejemplo.es");
    assert!(refused.is_err());
    assert!(world.contact(id).is_some(), "they are there, and can be asked for again");
    assert!(!world.left(&[EMAIL]).is_empty());
    world.is_sound("not erased");
}

#[test]
fn a_reference_says_nothing_of_the_person() {
    let mut world = World::new();
    let id = ana(&mut world, 1);
    for reference in [EMAIL, "llamó desde el 612 34 56 78", "Ruiz Gil, Ana"] {
        let request =
            Request { by: Requester::Other, on: String::new(), reference: reference.to_owned() };
        let refused = world.criba().erase(world.workspace, id, &request, "eva@ejemplo.es");
        assert!(refused.is_err(), "{reference}");
    }
    assert!(world.contact(id).is_some());
}

#[test]
fn on_a_browser_that_two_used_what_the_other_did_stays_theirs() {
    let mut world = World::new();
    let luis = world.identify(both("luis", "b"), &[("email", "luis@tecnoclima.example")]);
    let before = world.page(anonymous("b"));
    world.clock.advance(Span::DAY);
    let ana = world.identify(both("ana", "b"), &[("email", EMAIL)]);
    world.clock.advance(Span::DAY);
    assert_eq!((before, world.page(anonymous("b"))), (luis, ana));
    let seen = world.contact(luis);
    world.erase(ana);
    world.is_sound("erased");
    assert_eq!(world.contact(luis), seen);
    let since = world.page(anonymous("b"));
    assert!(since != luis && since != ana, "nobody knows who is there since");
    world.is_sound("somebody went on there");
    world.clock.advance(Span::DAY);
    assert_eq!(world.identify(both("luis", "b"), &[]), luis);
    assert_eq!(world.page(anonymous("b")), luis);
    world.is_sound("and the other came back");
    world.restart();
    world.is_sound("opened again");
}

#[test]
fn what_an_undone_list_told_and_what_machines_did_goes_too() {
    let mut world = World::new();
    let open = world.open();
    let list = format!("Nombre,Correo\n{NAME},{EMAIL}\n");
    let plan = Plan { name: "vieja.csv".to_owned(), ..Plan::default() };
    let batch = open.bring(plan, list.as_bytes(), "eva@ejemplo.es").unwrap();
    let batch = open.bring_in(batch, &mut |_, _| {}).unwrap();
    open.undo_batch(batch, "eva@ejemplo.es").unwrap();
    let human = Human::with([Signal::Crawler]);
    let robot = Came { human, ..Came::raw(Some(EMAIL.into())) };
    world.tell(Whom::Keyed(both("u", "b")), page(), &[("email", EMAIL)], robot);
    let luis = world.identify(both("luis", "c"), &[("email", "luis@tecnoclima.example")]);
    let note = runtime::acts::Deed::Noted {
        text: format!("pregunta por {EMAIL}"),
        mentions: Vec::new(),
        next: None,
    };
    open.act(luis, &note, &by(), "n").unwrap();
    let ana = world.identify(both("ana", "d"), &[("email", EMAIL)]);
    let done = world.erase(ana);
    let mentioned: Vec<ContactId> = done.mentions.iter().map(|(_, whose)| *whose).collect();
    assert!(mentioned.contains(&luis) && mentioned.iter().all(|whose| *whose == luis), "{done:?}");
    world.is_sound("erased");
    let naming = open.read(|read| Ok(read.naming(&[EMAIL.to_owned()], 0)?)).unwrap();
    let others: BTreeSet<ContactId> = naming.iter().map(|(_, whose)| *whose).collect();
    assert_eq!(others, BTreeSet::from([luis]), "only what is said of somebody else is left");
}
