#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! A workspace as a program of before left it: it is opened, judged by this one, and goes on.
//!
//! `workspace.db` was written by a program of four schema steps ago: a list that brought Ana, browsers,
//! a version that came into force, a join by an address, an event that was undone.

use std::sync::Arc;

use engine::event::Act;
use engine::judge::Scene;
use engine::time::Timestamp;
use runtime::clock::Clock;
use runtime::doctor;
use runtime::writer::{Became, Came, Handle, Intake, Limits, Saw, Whom};
use store::ids::ContactId;
use store::workspace::rows::{Key, Keys};
use store::workspace::screens::{Filter, Order};

const LEFT: &[u8] = include_bytes!("workspace.db");

/// The moment at which it was left.
fn left_at() -> Timestamp {
    "2026-03-04T09:00:00Z".parse().unwrap()
}

struct Opened {
    folder: tempfile::TempDir,
    handle: Handle,
}

impl Opened {
    fn new() -> Opened {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        std::fs::write(&path, LEFT).unwrap();
        let clock = Clock::manual(left_at());
        Opened { handle: Handle::start(&path, clock, Limits::default()).unwrap(), folder }
    }

    fn again(self) -> Opened {
        let Opened { folder, handle } = self;
        drop(handle);
        let path = folder.path().join("w.db");
        let handle = Handle::start(&path, Clock::manual(left_at()), Limits::default());
        Opened { handle: handle.unwrap(), folder }
    }

    fn with_email(&self, email: &str) -> Box<Saw> {
        let [id] = self.handle.find(Key::new("email", email)).wait().unwrap().try_into().unwrap();
        self.handle.look(id).wait().unwrap().unwrap()
    }

    fn is_sound(&self, what: &str) {
        self.handle.tick().wait().unwrap();
        self.handle.settle().wait().unwrap();
        let reader = self.handle.reader().unwrap();
        let found = doctor::examine(reader.read(), left_at(), |_, _| {}).unwrap();
        assert_eq!(found.problems, Vec::new(), "{what}");
    }
}

/// What somebody has come to: what fits, what they did, where they stand, and of how many events.
fn came_to(saw: &Saw) -> (i64, i64, &str, usize) {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let stage = saw.card.contact.standings[0].stage.as_str();
    (scene.fit().value, scene.engagement().value, stage, saw.card.history.len())
}

#[test]
fn a_workspace_that_a_program_of_before_left_is_opened_judged_and_goes_on() {
    let opened = Opened::new();
    let ana = opened.with_email("ana@acme.es");
    assert_eq!(came_to(&ana), (20, 29, "mql", 6));
    let eva = opened.with_email("eva@acme.es");
    assert_eq!(came_to(&eva), (0, 4, "lead", 4));
    opened.is_sound("it is judged by this program");
    // Whoever asked her for a quote is known, by the id of before.
    let asked = Intake {
        whom: Whom::Keyed(Keys { user_id: Some("u2".to_owned()), ..Keys::default() }),
        at: Some(left_at()),
        known_at: None,
        source: Arc::from("web"),
        message_id: Arc::from("asked"),
        act: Act::Happened { name: "demo_requested".to_owned(), properties: Vec::new() },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    };
    // What came before is known, though it was written down otherwise.
    let before = Intake { message_id: Arc::from("m2"), ..asked.clone() };
    let [told, known] = opened.handle.take(vec![asked, before]).wait().unwrap().try_into().unwrap();
    assert!(matches!(told, Became::Applied { contact, .. } if contact == eva.id), "{told:?}");
    assert!(matches!(known, Became::Repeated { .. }), "{known:?}");
    assert_eq!(came_to(&opened.with_email("eva@acme.es")).2, "mql");
    opened.is_sound("it goes on");
    let opened = opened.again();
    assert_eq!(came_to(&opened.with_email("eva@acme.es")).2, "mql");
    assert_eq!(came_to(&opened.with_email("ana@acme.es")).2, "mql");
    let reader = opened.handle.reader().unwrap();
    let listed = reader.read().list(&Filter::default(), Order::Best, 9, 0).unwrap();
    let listed: Vec<ContactId> = listed.iter().map(|one| one.id).collect();
    assert_eq!(listed.len(), 2);
    assert!(listed.contains(&ana.id) && listed.contains(&eva.id));
    opened.is_sound("opened once more");
}
