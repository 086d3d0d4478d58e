//! A workspace with a call list, and people who come in and are worked.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use engine::event::{Act, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::acts::{By, Deed};
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::queue::{Part, Place, Queue, View};
use runtime::writer::{Came, Intake, Limits, Whom};
use store::ids::ContactId;
use store::workspace::screens::{Filter, Order};

/// A Monday at ten in Madrid.
pub(crate) fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

pub(crate) struct Desk {
    criba: Criba,
    pub(crate) workspace: Arc<Workspace>,
    _folder: tempfile::TempDir,
}

pub(crate) fn desk() -> Desk {
    desk_under(None)
}

/// A workspace under an agreement; the starter where none is given.
pub(crate) fn desk_under(agreement: Option<&str>) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let criba = Criba::open(folder.path(), Clock::manual(start()), Limits::default()).unwrap();
    let id = criba.add_workspace("Tecnoclima", "ES", agreement, "ana@tecnoclima.example").unwrap();
    let workspace = criba.workspace(id).unwrap();
    Desk { criba, workspace, _folder: folder }
}

pub(crate) fn by() -> By {
    By { email: "ana@tecnoclima.example".to_owned(), side: SideName::Sales }
}

impl Desk {
    /// Somebody with a name, a country and a telephone.
    pub(crate) fn person(&self, name: &str, country: &str) -> ContactId {
        self.knows(&[("name", name), ("country", country), ("mobile", "+34600000001")])
    }

    /// Somebody of whom this is known.
    pub(crate) fn knows(&self, facts: &[(&str, &str)]) -> ContactId {
        let id = ContactId::make();
        self.learns(id, facts);
        id
    }

    /// That this is known of somebody as well.
    pub(crate) fn learns(&self, id: ContactId, facts: &[(&str, &str)]) {
        let facts = facts.iter().map(|(id, value)| Fact {
            of: Whose::Person,
            id: (*id).to_owned(),
            value: Value::text(*value),
            origin: Origin::Imported,
        });
        let facts: Vec<Fact> = facts.collect();
        self.tell(id, &format!("{id} learned {facts:?}"), Act::Learned, facts);
    }

    /// How many a number of the list opens.
    pub(crate) fn rows(&self, part: Part) -> u64 {
        self.workspace.writer.settle().wait().unwrap();
        let view = View { reader: vec![by().email], filter: Filter::default() };
        let filter = self.workspace.part(&view, part).unwrap();
        self.workspace.read(|read| Ok(read.list(&filter, Order::Best, 500, 0)?)).unwrap().len()
            as u64
    }

    pub(crate) fn asks(&self, id: ContactId, name: &str) {
        let act = Act::Happened { name: name.to_owned(), properties: Vec::new() };
        self.tell(id, &format!("{id} {name} {}", self.workspace.now()), act, Vec::new());
    }

    fn tell(&self, id: ContactId, message: &str, act: Act, facts: Vec<Fact>) {
        let intake = Intake {
            whom: Whom::Made(id),
            at: None,
            known_at: None,
            source: Arc::from("test"),
            message_id: Arc::from(message),
            act,
            facts,
            who: None,
            batch: None,
            came: Came::default(),
        };
        self.workspace.writer.take(vec![intake]).wait().unwrap();
    }

    pub(crate) fn does(&self, id: ContactId, deed: &Deed) {
        let key = format!("{id} {deed:?} {}", self.workspace.now());
        self.workspace.act(id, deed, &by(), &key).unwrap();
    }

    pub(crate) fn after(&self, span: Span) {
        self.criba.clock().advance(span);
        self.workspace.writer.tick().wait().unwrap();
    }

    pub(crate) fn queue(&self) -> Queue {
        let view = View { reader: vec![by().email], filter: Filter::default() };
        self.workspace.queue(&view).unwrap()
    }

    pub(crate) fn order(&self) -> Vec<(String, Place)> {
        let queue = self.queue();
        queue.entries.into_iter().map(|entry| (entry.columns.name, entry.place)).collect()
    }
}

pub(crate) fn said(order: &[(String, Place)]) -> Vec<(&str, Place)> {
    order.iter().map(|(name, place)| (name.as_str(), *place)).collect()
}
