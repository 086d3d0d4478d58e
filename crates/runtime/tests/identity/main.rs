#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Whose an event is that says by what somebody is known, and what becomes of it when more is known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::starters;
use engine::event::{Act, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::doctor;
use runtime::likelihood::{Human, Signal};
use runtime::writer::{Became, Came, Handle, Intake, Limits, Saw, Whom, create};
use store::ids::ContactId;
use store::workspace::rows::{Key, Keys};
use store::workspace::screens::{Filter, Order};

mod companies;
mod doubts;
mod folding;
mod joins;
mod orders;
mod passing;
mod people;

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// A moment of the test, in minutes.
fn minute(minute: i64) -> Timestamp {
    start() - Span::DAY.times(3) + Span::from_micros(minute * 60_000_000)
}

struct World {
    folder: tempfile::TempDir,
    clock: Clock,
    handle: Option<Handle>,
    told: usize,
    limits: Limits,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        create(&path, &starters::default_for("ES"), "ana@ejemplo.es", start()).unwrap();
        let limits = Limits { cards: 4, cards_a_save: 2, notes: 5, ..Limits::default() };
        let clock = Clock::manual(start());
        let mut world = World { folder, clock, handle: None, told: 0, limits };
        world.open();
        world
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("w.db")
    }

    fn open(&mut self) {
        drop(self.handle.take());
        self.handle = Some(Handle::start(&self.path(), self.clock.clone(), self.limits).unwrap());
    }

    /// Goes on from what is on disk at this moment, as after the machine went down.
    fn tear(&mut self) {
        let folder = tempfile::tempdir().unwrap();
        // At one moment: the writer goes on by itself while one file is read after the other.
        let mut files = self.files();
        loop {
            let again = self.files();
            if again == files {
                break;
            }
            files = again;
        }
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        drop(self.handle.take());
        self.folder = folder;
        self.open();
    }

    /// What stands in each file now, but for what nothing is read from after a fall.
    fn files(&self) -> BTreeMap<std::ffi::OsString, Vec<u8>> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap());
        let names = entries.map(|entry| entry.file_name());
        let names = names.filter(|name| !name.to_string_lossy().ends_with("-shm"));
        names
            .map(|name| {
                let bytes = std::fs::read(self.folder.path().join(&name)).unwrap();
                (name, bytes)
            })
            .collect()
    }

    fn handle(&self) -> &Handle {
        self.handle.as_ref().unwrap()
    }

    fn tell(&mut self, keys: Keys, at: i64, act: Act, facts: &[(&str, &str)]) -> Became {
        self.told += 1;
        let id = format!("m{}", self.told);
        self.tell_as(&id, keys, at, act, facts)
    }

    fn tell_as(
        &mut self,
        id: &str,
        keys: Keys,
        at: i64,
        act: Act,
        facts: &[(&str, &str)],
    ) -> Became {
        let facts = facts.iter().map(|(id, value)| Fact {
            of: Whose::Person,
            id: (*id).to_owned(),
            value: Value::text(*value),
            origin: Origin::Said,
        });
        let intake = Intake {
            whom: Whom::Keyed(keys),
            at: Some(minute(at)),
            known_at: None,
            source: Arc::from("web"),
            message_id: Arc::from(id),
            act,
            facts: facts.collect(),
            who: None,
            batch: None,
            came: Came::default(),
        };
        self.handle().take(vec![intake]).wait().unwrap().remove(0)
    }

    fn page(&mut self, keys: Keys, at: i64) -> ContactId {
        whose(&self.tell(keys, at, page(), &[]))
    }

    fn identify(&mut self, keys: Keys, at: i64, facts: &[(&str, &str)]) -> ContactId {
        whose(&self.tell(keys, at, Act::Learned, facts))
    }

    /// A contact that a list brought.
    fn imported(&mut self, facts: &[(&str, &str)]) -> ContactId {
        self.told += 1;
        let facts = facts.iter().map(|(id, value)| Fact {
            of: Whose::Person,
            id: (*id).to_owned(),
            value: Value::text(*value),
            origin: Origin::Imported,
        });
        let id = ContactId::make();
        let intake = Intake {
            whom: Whom::Made(id),
            at: Some(minute(0)),
            known_at: None,
            source: Arc::from("import"),
            message_id: format!("row {}", self.told).into(),
            act: Act::Learned,
            facts: facts.collect(),
            who: None,
            batch: None,
            came: Came::default(),
        };
        self.handle().take(vec![intake]).wait().unwrap();
        id
    }

    fn undo(&self, position: u64) {
        let intake = Intake {
            whom: Whom::Made(ContactId::make()),
            at: None,
            known_at: None,
            source: Arc::from("criba"),
            message_id: format!("undo {position}").into(),
            act: Act::Voided { position, why: "undone".to_owned() },
            facts: Vec::new(),
            who: Some("ana@ejemplo.es".to_owned()),
            batch: None,
            came: Came::default(),
        };
        self.handle().take(vec![intake]).wait().unwrap();
    }

    fn saw(&self, id: ContactId) -> Box<Saw> {
        self.handle().look(id).wait().unwrap().unwrap()
    }

    fn found(&self, kind: &str, value: &str) -> Vec<ContactId> {
        self.handle().find(Key::new(kind, value)).wait().unwrap()
    }

    /// The joins that were made by themselves, with their places in the log.
    fn joins(&self) -> Vec<(u64, ContactId, ContactId)> {
        self.handle().settle().wait().unwrap();
        let reader = self.handle().reader().unwrap();
        let mut joins = Vec::new();
        for position in 1..=reader.read().last().unwrap().0 {
            let row = reader.read().event(position).unwrap().unwrap();
            if let Act::Happened { name, properties } = &row.event.act
                && name == "joined"
            {
                joins.push((position, row.contact, properties[0].1.to_string().parse().unwrap()));
            }
        }
        joins
    }

    /// The messages of a contact that say something, by their ids.
    fn messages(&self, id: ContactId) -> BTreeSet<String> {
        let reader = self.handle().reader().unwrap();
        let history = self.saw(id).card.history;
        let rows = reader.read().events_at(&history).unwrap().into_iter();
        let rows = rows.filter(|row| row.keys.is_some());
        rows.map(|row| row.event.message_id.to_string()).collect()
    }

    /// How many people the lists show.
    fn listed(&self) -> usize {
        self.handle().settle().wait().unwrap();
        let reader = self.handle().reader().unwrap();
        reader.read().list(&Filter::default(), Order::Best, 100, 0).unwrap().len()
    }

    fn is_sound(&self, what: &str) {
        self.handle().settle().wait().unwrap();
        let reader = self.handle().reader().unwrap();
        let found = doctor::examine(reader.read(), self.clock.now(), |_, _| {}).unwrap();
        assert_eq!(found.problems, Vec::new(), "{what}");
    }
}

fn whose(became: &Became) -> ContactId {
    match became {
        Became::Applied { contact, .. } => *contact,
        other => panic!("{other:?}"),
    }
}

fn page() -> Act {
    let properties = vec![("path".to_owned(), Value::text("/precios"))];
    Act::Happened { name: "page".to_owned(), properties }
}

fn anonymous(id: &str) -> Keys {
    Keys { anonymous_id: Some(id.to_owned()), ..Keys::default() }
}

fn user(id: &str) -> Keys {
    Keys { user_id: Some(id.to_owned()), ..Keys::default() }
}

fn both(user: &str, anonymous: &str) -> Keys {
    Keys {
        user_id: Some(user.to_owned()),
        anonymous_id: Some(anonymous.to_owned()),
        ..Keys::default()
    }
}

#[test]
fn what_was_done_before_somebody_was_known_is_theirs_and_they_keep_their_id() {
    let mut world = World::new();
    let ana = world.imported(&[("name", "Ana Ruiz"), ("email", "ana@tecnoclima.es")]);
    let browser = world.page(anonymous("b1"), 1);
    assert_eq!(world.page(anonymous("b1"), 2), browser);
    assert_eq!(world.listed(), 1, "a browser is nobody to be called");
    let known = world.identify(anonymous("b1"), 3, &[("email", "ANA@tecnoclima.es")]);
    assert_eq!(known, ana);
    assert_eq!(world.page(anonymous("b1"), 4), ana);
    assert_eq!(world.saw(browser).id, ana, "the browser leads to her");
    assert_eq!(world.messages(ana).len(), 4);
    world.is_sound("joined");
    world.tear();
    assert_eq!(world.messages(ana).len(), 4);
    world.is_sound("after the machine went down");
}

#[test]
fn two_people_on_one_computer_stay_two() {
    let mut world = World::new();
    let before = world.page(anonymous("b"), 1);
    let ana = world.identify(both("ana", "b"), 10, &[("email", "ana@tecnoclima.es")]);
    let with_ana = world.page(anonymous("b"), 11);
    let luis = world.identify(both("luis", "b"), 20, &[("email", "luis@tecnoclima.es")]);
    let with_luis = world.page(anonymous("b"), 21);
    // It was done while Ana was there, and comes late.
    let late = world.page(anonymous("b"), 12);
    assert_ne!(ana, luis);
    assert_eq!((with_ana, with_luis, late), (ana, luis, ana));
    assert_eq!(world.saw(before).id, ana, "who was known first was there before");
    world.is_sound("a shared computer");
}

#[test]
fn a_shared_mailbox_joins_nobody_by_itself() {
    let mut world = World::new();
    let ana = world.imported(&[("name", "Ana Ruiz"), ("email", "info@tecnoclima.es")]);
    let luis =
        world.identify(user("luis"), 1, &[("name", "Luis Vega"), ("email", "info@tecnoclima.es")]);
    let nobody = world.identify(anonymous("b"), 2, &[("email", "info@tecnoclima.es")]);
    let again = world.identify(anonymous("c"), 3, &[("email", "info@tecnoclima.es")]);
    assert_eq!(BTreeSet::from([ana, luis, nobody]).len(), 3);
    assert_eq!(again, nobody, "what the mailbox tells is the mailbox's own");
    let other = world.identify(user("eva"), 4, &[("email", "ana@tecnoclima.es")]);
    let two = world.identify(user("iker"), 5, &[("email", "ana@tecnoclima.es")]);
    assert_ne!(other, two, "two ids are two people, whatever they share");
    world.is_sound("a shared mailbox");
}

#[test]
fn who_turns_out_to_be_known_is_joined_and_parted_for_good() {
    let mut world = World::new();
    let ana = world.imported(&[("name", "Ana Ruiz"), ("email", "ana@tecnoclima.es")]);
    let visitor = world.page(user("u1"), 1);
    assert_ne!(visitor, ana);
    let facts = [("name", "Ana Ruiz Gil"), ("email", "ana@tecnoclima.es")];
    world.identify(user("u1"), 2, &facts);
    assert_eq!(world.saw(visitor).id, ana, "the one who was known first goes on");
    assert_eq!(world.page(user("u1"), 3), ana);
    let joins = world.joins();
    assert_eq!(joins.len(), 1);
    world.undo(joins[0].0);
    assert_eq!(world.saw(visitor).id, visitor);
    assert_eq!(world.page(user("u1"), 4), visitor);
    world.identify(user("u1"), 5, &facts);
    assert_eq!(world.joins().len(), 1, "somebody said that they are two");
    assert_eq!(world.messages(ana), BTreeSet::new());
    assert_eq!(world.messages(visitor).len(), 5, "each event is of its strongest key");
    world.is_sound("parted");
}

#[test]
fn a_browser_that_is_not_theirs_takes_back_what_was_done_on_it() {
    let mut world = World::new();
    let browser = world.page(anonymous("b"), 1);
    let ana = world.identify(both("ana", "b"), 2, &[("email", "ana@tecnoclima.es")]);
    world.page(anonymous("b"), 3);
    let joins = world.joins();
    assert_eq!(joins.len(), 1);
    world.undo(joins[0].0);
    assert_eq!(world.saw(browser).id, browser);
    assert_eq!(world.messages(browser), BTreeSet::from(["m1".to_owned(), "m3".to_owned()]));
    assert_eq!(world.messages(ana), BTreeSet::from(["m2".to_owned()]));
    // She is there again, and is not joined again.
    assert_eq!(world.page(both("ana", "b"), 4), ana);
    assert_eq!(world.page(anonymous("b"), 5), browser);
    world.tear();
    assert_eq!(world.page(anonymous("b"), 6), browser);
    world.is_sound("parted");
}

#[test]
fn whose_a_browser_is_for_sure_is_looked_at_again_once_that_changes() {
    let mut world = World::new();
    let browser = world.page(anonymous("b"), 1);
    let ana = world.identify(both("ana", "b"), 2, &[("email", "ana@tecnoclima.es")]);
    // From here on nothing new follows from her being there.
    for at in 3..6 {
        assert_eq!(world.page(both("ana", "b"), at), ana);
    }
    let luis = world.identify(both("luis", "b"), 10, &[("email", "luis@tecnoclima.es")]);
    assert_eq!(world.page(both("luis", "b"), 11), luis);
    assert_eq!(world.page(both("ana", "b"), 20), ana);
    assert_eq!(world.page(both("luis", "b"), 13), luis);
    let times = [4, 12, 14, 21];
    let by = times.map(|at| world.page(anonymous("b"), at));
    assert_eq!(by, [ana, luis, luis, ana]);
    let of_ana = world.joins().into_iter().find(|(_, who, _)| *who == ana).unwrap();
    world.undo(of_ana.0);
    assert_eq!(world.page(both("ana", "b"), 30), ana);
    assert_eq!(world.page(anonymous("b"), 31), luis, "it is not hers any more");
    assert_eq!(world.saw(browser).id, luis);
    world.tear();
    assert_eq!(world.page(anonymous("b"), 32), luis);
    world.is_sound("taken from her");
}

#[test]
fn an_alias_joins_in_whichever_order_it_comes() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut world = World::new();
        for what in order {
            match what {
                0 => world.page(anonymous("b"), 1),
                1 => world.identify(user("ana"), 2, &[("email", "ana@tecnoclima.es")]),
                _ => {
                    let keys = Keys { previous_id: Some("b".to_owned()), ..user("ana") };
                    world.identify(keys, 3, &[])
                }
            };
        }
        let ana = world.found("user_id", "ana");
        assert_eq!(ana.len(), 1, "{order:?}");
        assert_eq!(world.messages(ana[0]).len(), 3, "{order:?}");
        world.is_sound(&format!("{order:?}"));
    }
}

#[test]
fn what_a_machine_does_is_kept_and_gives_nothing() {
    let mut world = World::new();
    let ana = world.identify(user("ana"), 1, &[("email", "ana@tecnoclima.es")]);
    let before = world.saw(ana).card.contact;
    let machine = |id: &str, keys: Keys| Intake {
        whom: Whom::Keyed(keys),
        at: Some(minute(2)),
        known_at: None,
        source: Arc::from("web"),
        message_id: Arc::from(id),
        act: Act::Happened { name: "email_opened".to_owned(), properties: Vec::new() },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came { human: Human::with([Signal::Crawler]), ..Came::raw(Some(Arc::from("{}"))) },
    };
    let by_mail = Keys { email: Some("ana@tecnoclima.es".to_owned()), ..Keys::default() };
    let told = vec![machine("r1", by_mail), machine("r2", anonymous("robot"))];
    let became = world.handle().take(told.clone()).wait().unwrap();
    assert!(became.iter().all(|one| matches!(one, Became::Kept { .. })), "{became:?}");
    assert_eq!(world.saw(ana).card.contact, before);
    assert_eq!(world.saw(ana).card.history.len(), 2, "it stands among what she did");
    assert!(world.found("anonymous_id", "robot").is_empty(), "a robot is nobody");
    let again = world.handle().take(told).wait().unwrap();
    assert!(again.iter().all(|one| matches!(one, Became::Repeated { .. })), "{again:?}");
    world.is_sound("kept");
}

fn alias(user_id: &str, before: &str) -> Keys {
    Keys { previous_id: Some(before.to_owned()), ..user(user_id) }
}

#[test]
fn undoing_a_join_leaves_no_event_with_nobody() {
    let mut world = World::new();
    let new = [("email", "nuevo@v.example")];
    world.identify(user("o3"), 1, &[("email", "o3@v.example")]);
    world.identify(user("o0"), 2, &[]);
    world.identify(alias("o3", "o0"), 3, &[]);
    world.identify(user("o0"), 4, &new);
    world.identify(anonymous("obr"), 5, &new);
    world.tell(anonymous("obr"), 6, page(), &new);
    let joins = world.joins();
    world.undo(joins[0].0);
    let (o3, o0) = (world.found("user_id", "o3")[0], world.found("user_id", "o0")[0]);
    assert_ne!(o3, o0);
    let all: BTreeSet<String> = &world.messages(o3) | &world.messages(o0);
    assert_eq!(all.len(), 6, "each is somebody's");
    assert!(world.messages(o0).contains("m4"), "what o0 said is theirs");
    world.is_sound("after the undoing");
}

#[test]
fn an_alias_that_was_undone_gives_nobody_anothers_id() {
    let mut world = World::new();
    let three = world.identify(user("a3"), 1, &[("email", "a3@v.example")]);
    let zero = world.identify(both("a0", "abr"), 2, &[]);
    world.identify(alias("a3", "a0"), 3, &[]);
    let joins = world.joins();
    let join = joins.iter().find(|(_, one, other)| (*one, *other) == (three, zero)).unwrap();
    world.undo(join.0);
    assert_eq!(world.identify(both("a0", "abr"), 4, &[]), zero);
    assert_eq!(world.page(user("a0"), 5), zero);
    assert_eq!(world.page(anonymous("abr"), 6), zero);
    world.is_sound("after the undoing");
}

#[test]
fn a_browser_whose_id_is_somebodys_user_id_is_not_theirs() {
    let mut world = World::new();
    let pepa = world.identify(user("78"), 1, &[("email", "pepa@v.example")]);
    assert_ne!(world.page(anonymous("78"), 2), pepa);
    world.is_sound("the same text");
}

#[test]
fn a_mailbox_of_many_has_one_contact_for_itself() {
    let mut world = World::new();
    let home = [("email", "casa@familia.example")];
    let one = world.identify(user("q1"), 1, &home);
    let two = world.identify(user("q2"), 2, &home);
    let either = world.identify(anonymous("qb"), 3, &home);
    assert_eq!(BTreeSet::from([one, two, either]).len(), 3);
    for number in 0..45 {
        world.identify(user(&format!("u{number}")), 4 + number, &home);
    }
    let before = world.found("email", "casa@familia.example").len();
    let first = world.identify(anonymous("x1"), 60, &home);
    assert_eq!(world.identify(anonymous("x2"), 61, &home), first);
    assert!(world.found("email", "casa@familia.example").len() <= before + 1);
    world.is_sound("a mailbox of many");
}
