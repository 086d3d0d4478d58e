#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Whose an event is that says by what somebody is known, and what becomes of it when more is known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::starters;
use engine::event::{Act, Fact, Origin};
use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::doctor;
use runtime::writer::{Became, Came, Handle, Intake, Limits, Saw, Whom, create};
use store::ids::ContactId;
use store::workspace::rows::{Key, Keys};
use store::workspace::screens::{Filter, Order};

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
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        create(&path, &starters::default_for("ES"), "ana@ejemplo.es", start()).unwrap();
        let mut world = World { folder, clock: Clock::manual(start()), handle: None, told: 0 };
        world.open();
        world
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("w.db")
    }

    fn open(&mut self) {
        let limits = Limits { cards: 4, cards_a_save: 2, ..Limits::default() };
        drop(self.handle.take());
        self.handle = Some(Handle::start(&self.path(), self.clock.clone(), limits).unwrap());
    }

    /// Goes on from what is on disk at this moment, as after the machine went down.
    fn tear(&mut self) {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let from = entry.unwrap().path();
            if !from.to_string_lossy().ends_with("-shm") {
                std::fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
            }
        }
        drop(self.handle.take());
        self.folder = folder;
        self.open();
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
        came: Came { raw: Some(Arc::from("{}")), machine: Some("crawler".to_owned()) },
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

/// A small generator, so that a failure names its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Something done on a browser, by a user where one was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Done {
    id: usize,
    at: i64,
    browser: usize,
    user: Option<usize>,
}

impl Done {
    fn keys(self, is_on_browser: bool) -> Keys {
        let browser = anonymous(&format!("b{}", self.browser));
        match self.user {
            Some(user) if is_on_browser => both(&format!("u{user}"), &format!("b{}", self.browser)),
            Some(user_id) => user(&format!("u{user_id}")),
            None => browser,
        }
    }
}

/// Whose each is, by the definition: of who is named, else of whoever was last named on the browser
/// by then, else of the first who was, else of the browser.
fn defined(all: &[Done], parted: Option<(usize, usize)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut whose: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for done in all {
        let mut named: Vec<(i64, usize)> = all
            .iter()
            .filter(|other| other.browser == done.browser)
            .filter_map(|other| Some((other.at, other.user?)))
            .filter(|(_, user)| parted != Some((done.browser, *user)))
            .collect();
        named.sort_unstable();
        let by_then = named.iter().rev().find(|(at, _)| *at <= done.at);
        let owner = done.user.or(by_then.or(named.first()).map(|(_, user)| *user));
        let owner = match owner {
            Some(user) => format!("u{user}"),
            None => format!("b{}", done.browser),
        };
        whose.entry(owner).or_default().insert(format!("d{}", done.id));
    }
    whose
}

/// Whose each is in a world.
fn found(world: &World, all: &[Done]) -> BTreeMap<String, BTreeSet<String>> {
    let mut whose: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let users: BTreeSet<usize> = all.iter().filter_map(|done| done.user).collect();
    for user in users {
        let name = format!("u{user}");
        let holders = world.found("user_id", &name);
        assert_eq!(holders.len(), 1, "{name}");
        whose.insert(name, world.messages(holders[0]));
    }
    let browsers: BTreeSet<usize> = all.iter().map(|done| done.browser).collect();
    for browser in browsers {
        let name = format!("b{browser}");
        for id in world.found("anonymous_id", &name) {
            if world.saw(id).id == id {
                whose.insert(name.clone(), world.messages(id));
            }
        }
    }
    whose.retain(|_, messages| !messages.is_empty());
    whose
}

fn drawn(chance: &mut Chance) -> Vec<Done> {
    let count = 4 + chance.below(14);
    let mut minutes: Vec<i64> = (0..60).collect();
    (0..count)
        .map(|id| Done {
            id,
            at: minutes.swap_remove(chance.below(minutes.len())),
            browser: chance.below(2),
            user: Some(chance.below(3)).filter(|_| chance.below(3) == 0),
        })
        .collect()
}

fn rounds(few: u64, many: u64) -> std::ops::Range<u64> {
    0..if std::env::var_os("CRIBA_FULL").is_some() { many } else { few }
}

/// Things done on two browsers by three people and by nobody in particular, told in any order, with
/// the writer stopped or torn away between: each is whose the definition says, whatever the order.
#[test]
fn whose_an_event_is_follows_from_what_happened_in_whichever_order_it_is_told() {
    for seed in rounds(40, 2_000) {
        let mut chance = Chance(seed);
        let all = drawn(&mut chance);
        let mut world = World::new();
        let mut left = all.clone();
        while !left.is_empty() {
            let done = left.swap_remove(chance.below(left.len()));
            world.tell_as(&format!("d{}", done.id), done.keys(true), done.at, page(), &[]);
            match chance.below(9) {
                0 => world.open(),
                1 => world.tear(),
                _ => {}
            }
        }
        assert_eq!(found(&world, &all), defined(&all, None), "seed {seed}: {all:?}");
        world.is_sound(&format!("seed {seed}"));
    }
}

/// The same, where somebody says at a random moment that a browser is not one person's: afterwards
/// it is as if that person had never been named on it.
#[test]
fn a_browser_that_was_parted_is_as_if_they_had_never_used_it() {
    for seed in rounds(30, 1_000) {
        let mut chance = Chance(seed + 7_000_000);
        let all = drawn(&mut chance);
        let mut world = World::new();
        let mut left = all.clone();
        let mut parted: Option<(usize, usize)> = None;
        while !left.is_empty() {
            let done = left.swap_remove(chance.below(left.len()));
            world.tell_as(&format!("d{}", done.id), done.keys(true), done.at, page(), &[]);
            if let Some(user) = done.user
                && parted.is_none()
                && chance.below(2) == 0
            {
                let id = world.found("user_id", &format!("u{user}"))[0];
                let browser = world.found("anonymous_id", &format!("b{}", done.browser))[0];
                let joins = world.joins();
                let join = joins.iter().find(|(_, who, what)| (*who, *what) == (id, browser));
                world.undo(join.unwrap().0);
                parted = Some((done.browser, user));
            }
            if chance.below(9) == 0 {
                world.tear();
            }
        }
        assert_eq!(found(&world, &all), defined(&all, parted), "seed {seed}: {all:?} {parted:?}");
        world.is_sound(&format!("seed {seed}"));
        same_as_never(&world, &all, parted, &format!("seed {seed}: {all:?} {parted:?}"));
    }
}

/// Compares what everybody has come to with a world in which they were never named on the browser.
fn same_as_never(world: &World, all: &[Done], parted: Option<(usize, usize)>, what: &str) {
    let mut never = World::new();
    for done in all {
        let is_parted = done.user.is_some_and(|user| parted == Some((done.browser, user)));
        never.tell_as(&format!("d{}", done.id), done.keys(!is_parted), done.at, page(), &[]);
    }
    let users: BTreeSet<usize> = all.iter().filter_map(|done| done.user).collect();
    for user in users {
        let name = format!("u{user}");
        let (one, other) = (world.found("user_id", &name)[0], never.found("user_id", &name)[0]);
        assert_eq!(score(&world.saw(one)), score(&never.saw(other)), "{what}");
    }
}

/// What a contact's deeds are worth, and where it stands.
fn score(saw: &Saw) -> (i64, i64, String) {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let stage = saw.card.contact.standings[0].stage.clone();
    (scene.fit().value, scene.engagement().value, stage)
}
