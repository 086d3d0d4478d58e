//! A workspace with Ana in it, with everything that a person can have.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::Contact;
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::doctor;
use runtime::erasure::{Request, Requester};
use runtime::imports::Plan;
use runtime::likelihood::{Human, Signal};
use runtime::writer::{Became, Came, Intake, Limits, Whom};
use store::ids::{ContactId, WorkspaceId};
use store::workspace::answers::AnswerRow;
use store::workspace::rows::{Key, Keys};

pub(crate) const EMAIL: &str = "ana.ruiz.gil@tecnoclima.example";
pub(crate) const PHONE: &str = "+34612345678";
pub(crate) const NAME: &str = "Ana Ruiz Gil";
pub(crate) const LOOKED_AT: &str = "bomba de calor modelo zafiro";

pub(crate) fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Clock,
    pub(crate) criba: Option<Criba>,
    pub(crate) workspace: WorkspaceId,
    pub(crate) told: usize,
}

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(start());
        let criba = Criba::open(folder.path(), clock.clone(), Limits::default()).unwrap();
        let workspace = criba.add_workspace("Tecnoclima", "ES", None, "eva@ejemplo.es").unwrap();
        World { folder, clock, criba: Some(criba), workspace, told: 0 }
    }

    pub(crate) fn criba(&self) -> &Criba {
        self.criba.as_ref().unwrap()
    }

    pub(crate) fn open(&self) -> Arc<Workspace> {
        self.criba().workspace(self.workspace).unwrap()
    }

    pub(crate) fn restart(&mut self) {
        drop(self.criba.take());
        let criba = Criba::open(self.folder.path(), self.clock.clone(), Limits::default());
        self.criba = Some(criba.unwrap());
    }

    pub(crate) fn tell(
        &mut self,
        whom: Whom,
        act: Act,
        facts: &[(&str, &str)],
        came: Came,
    ) -> Became {
        self.told += 1;
        let facts = facts.iter().map(|(id, value)| Fact {
            of: Whose::Person,
            id: (*id).to_owned(),
            value: Value::text(*value),
            origin: Origin::Said,
        });
        // Sources name their messages as they like.
        let of = if format!("{whom:?}").contains("of ana") { EMAIL } else { "" };
        let intake = Intake {
            whom,
            at: None,
            known_at: None,
            source: Arc::from("web"),
            message_id: format!("m{} {of}", self.told).into(),
            act,
            facts: facts.collect(),
            who: None,
            batch: None,
            came,
        };
        self.open().writer.take(vec![intake]).wait().unwrap().remove(0)
    }

    pub(crate) fn identify(&mut self, keys: Keys, facts: &[(&str, &str)]) -> ContactId {
        whose(&self.tell(Whom::Keyed(keys), Act::Learned, facts, Came::default()))
    }

    pub(crate) fn page(&mut self, keys: Keys) -> ContactId {
        // Short and long ones, which take pages of their own.
        let rest = "x".repeat(self.told * 37 % 6_000);
        let raw = format!(r#"{{"title":"{LOOKED_AT}","rest":"{rest}","email":"{EMAIL}"}}"#);
        let came = Came::raw(Some(raw.into()));
        whose(&self.tell(Whom::Keyed(keys), page(), &[], came))
    }

    pub(crate) fn erase(&self, id: ContactId) -> runtime::erasure::Done {
        let request = Request {
            by: Requester::Person,
            on: "2026-03-01".to_owned(),
            reference: "correo, expediente 12".to_owned(),
        };
        let done = self.criba().erase(self.workspace, id, &request, "eva@ejemplo.es").unwrap();
        done.unwrap()
    }

    pub(crate) fn found(&self, kind: &str, value: &str) -> Vec<ContactId> {
        self.open().writer.find(Key::new(kind, value)).wait().unwrap()
    }

    pub(crate) fn contact(&self, id: ContactId) -> Option<Contact> {
        let saw = self.open().writer.look(id).wait().unwrap();
        saw.map(|saw| saw.card.contact.clone())
    }

    pub(crate) fn is_sound(&self, what: &str) {
        let open = self.open();
        open.writer.settle().wait().unwrap();
        let found = open.read(|read| doctor::examine(read, self.clock.now(), |_, _| {})).unwrap();
        assert_eq!(found.problems, Vec::new(), "{what}");
    }

    /// Which of these words the files of the workspace hold, byte for byte.
    pub(crate) fn left(&self, words: &[&str]) -> Vec<String> {
        let folder = self.folder.path().join("workspaces");
        let mut left: Vec<String> = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
            for word in words {
                let word = word.to_ascii_lowercase().into_bytes();
                if bytes.windows(word.len()).any(|window| window == word) {
                    let end = path.extension().unwrap_or_default().to_string_lossy().into_owned();
                    left.push(format!("{} in {end}", String::from_utf8_lossy(&word)));
                }
            }
        }
        left
    }
}

pub(crate) fn whose(became: &Became) -> ContactId {
    match became {
        Became::Applied { contact, .. } => *contact,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn page() -> Act {
    let properties = vec![("title".to_owned(), Value::text(LOOKED_AT))];
    Act::Happened { name: "page".to_owned(), properties }
}

pub(crate) fn anonymous(id: &str) -> Keys {
    Keys { anonymous_id: Some(id.to_owned()), ..Keys::default() }
}

pub(crate) fn both(user: &str, anonymous: &str) -> Keys {
    Keys {
        user_id: Some(user.to_owned()),
        anonymous_id: Some(anonymous.to_owned()),
        ..Keys::default()
    }
}

pub(crate) fn by() -> runtime::acts::By {
    let side = engine::agreement::funnel::SideName::Sales;
    runtime::acts::By { email: "eva@ejemplo.es".to_owned(), side }
}

/// Ana with everything that a person can have, among others.
pub(crate) fn ana(world: &mut World, others: usize) -> ContactId {
    let mut told = 0;
    for other in 0..others {
        let (user, email) = (format!("other {other}"), format!("otra{other}@otra.example"));
        world.identify(
            both(&user, &format!("browser {other}")),
            &[("email", &email), ("name", "Otra Persona")],
        );
        told += 1;
        if told % 3 == 0 {
            world.page(anonymous("browser of ana"));
        }
        if told % 20 == 0 {
            // Rows are written, grow and move from page to page.
            world.open().writer.settle().wait().unwrap();
        }
    }
    world.page(anonymous("browser of ana"));
    let list =
        format!("Nombre,Correo,Móvil,Notas\n{NAME},{EMAIL},612 345 678,La vimos en la feria\n");
    let open = world.open();
    let batch = open
        .bring(
            Plan { name: "feria.csv".to_owned(), ..Plan::default() },
            list.as_bytes(),
            "eva@ejemplo.es",
        )
        .unwrap();
    open.bring_in(batch, &mut |_, _| {}).unwrap();
    let id = *world.found("email", EMAIL).first().unwrap();
    let facts =
        [("email", EMAIL), ("mobile", PHONE), ("name", NAME), ("job_title", "Directora general")];
    assert_eq!(world.identify(both("user of ana", "browser of ana"), &facts), id);
    let human = Human::with([Signal::Crawler]);
    let robot = Came { human, ..Came::raw(Some(EMAIL.into())) };
    world.tell(Whom::Keyed(both("user of ana", "browser of ana")), page(), &[], robot);
    let nobody = Keys { email: Some(EMAIL.to_owned()), ..Keys::default() };
    let act = |text: &str| runtime::acts::Deed::Noted {
        text: text.to_owned(),
        mentions: Vec::new(),
        next: None,
    };
    open.act(id, &act(&format!("{NAME} quiere la {LOOKED_AT}")), &by(), "n1").unwrap();
    let moved = runtime::acts::Deed::Moved {
        to: "sal".to_owned(),
        evidence: Some(format!("{NAME} lo dijo")),
    };
    open.act(id, &moved, &by(), "n2").unwrap();
    let consented = runtime::acts::Deed::Consented {
        purpose: "email".to_owned(),
        is_given: true,
        evidence: format!("formulario de {NAME}"),
    };
    open.act(id, &consented, &by(), "n3").unwrap();
    assert_eq!(world.page(nobody), id);
    // What is kept of a list whose row was left out, and what a program was answered.
    let list =
        format!("Nombre,Correo,Notas\nLuis Vega,luis@otra.example,\nEl de antes,,Va con {EMAIL}\n");
    let plan = Plan {
        name: "segunda.csv".to_owned(),
        unreachable: runtime::imports::Unreachable::Out,
        ..Plan::default()
    };
    let batch = open.bring(plan, list.as_bytes(), "eva@ejemplo.es").unwrap();
    open.bring_in(batch, &mut |_, _| {}).unwrap();
    let answer = AnswerRow {
        caller: "crm".to_owned(),
        key: "k".to_owned(),
        request: vec![1],
        made_at: world.clock.now(),
        answer: Some((200, format!(r#"{{"name":"{NAME}","email":"{EMAIL}"}}"#))),
    };
    open.writer.save_answer(answer).wait().unwrap();
    id
}
