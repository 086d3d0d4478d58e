#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Erasing a person: nothing that was said of them is left, the counts stand, and nobody else is
//! touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::Contact;
use engine::event::{Act, Fact, Origin};
use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::doctor;
use runtime::erasure::{Request, Requester};
use runtime::imports::Plan;
use runtime::writer::{Became, Came, Intake, Limits, Whom};
use store::ids::{ContactId, WorkspaceId};
use store::workspace::rows::{Key, Keys};
use store::workspace::screens::{Filter, Order};

const EMAIL: &str = "ana.ruiz.gil@tecnoclima.example";
const PHONE: &str = "+34612345678";
const NAME: &str = "Ana Ruiz Gil";
const LOOKED_AT: &str = "bomba de calor modelo zafiro";

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

struct World {
    folder: tempfile::TempDir,
    clock: Clock,
    criba: Option<Criba>,
    workspace: WorkspaceId,
    told: usize,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(start());
        let criba = Criba::open(folder.path(), clock.clone(), Limits::default()).unwrap();
        let workspace = criba.add_workspace("Tecnoclima", "ES", None, "eva@ejemplo.es").unwrap();
        World { folder, clock, criba: Some(criba), workspace, told: 0 }
    }

    fn criba(&self) -> &Criba {
        self.criba.as_ref().unwrap()
    }

    fn open(&self) -> Arc<Workspace> {
        self.criba().workspace(self.workspace).unwrap()
    }

    fn restart(&mut self) {
        drop(self.criba.take());
        let criba = Criba::open(self.folder.path(), self.clock.clone(), Limits::default());
        self.criba = Some(criba.unwrap());
    }

    fn tell(&mut self, whom: Whom, act: Act, facts: &[(&str, &str)], came: Came) -> Became {
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

    fn identify(&mut self, keys: Keys, facts: &[(&str, &str)]) -> ContactId {
        whose(&self.tell(Whom::Keyed(keys), Act::Learned, facts, Came::default()))
    }

    fn page(&mut self, keys: Keys) -> ContactId {
        // Short and long ones, which take pages of their own.
        let rest = "x".repeat(self.told * 37 % 6_000);
        let raw = format!(r#"{{"title":"{LOOKED_AT}","rest":"{rest}","email":"{EMAIL}"}}"#);
        let came = Came { raw: Some(raw.into()), machine: None };
        whose(&self.tell(Whom::Keyed(keys), page(), &[], came))
    }

    fn erase(&self, id: ContactId) -> runtime::erasure::Done {
        let request = Request {
            by: Requester::Person,
            on: "2026-03-01".to_owned(),
            reference: "correo, expediente 12".to_owned(),
        };
        let done = self.criba().erase(self.workspace, id, &request, "eva@ejemplo.es").unwrap();
        done.unwrap()
    }

    fn found(&self, kind: &str, value: &str) -> Vec<ContactId> {
        self.open().writer.find(Key::new(kind, value)).wait().unwrap()
    }

    fn contact(&self, id: ContactId) -> Option<Contact> {
        let saw = self.open().writer.look(id).wait().unwrap();
        saw.map(|saw| saw.card.contact.clone())
    }

    fn is_sound(&self, what: &str) {
        let open = self.open();
        open.writer.settle().wait().unwrap();
        let found = open.read(|read| doctor::examine(read, self.clock.now(), |_, _| {})).unwrap();
        assert_eq!(found.problems, Vec::new(), "{what}");
    }

    /// Which of these words the files of the workspace hold, byte for byte.
    fn left(&self, words: &[&str]) -> Vec<String> {
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

fn whose(became: &Became) -> ContactId {
    match became {
        Became::Applied { contact, .. } => *contact,
        other => panic!("{other:?}"),
    }
}

fn page() -> Act {
    let properties = vec![("title".to_owned(), Value::text(LOOKED_AT))];
    Act::Happened { name: "page".to_owned(), properties }
}

fn anonymous(id: &str) -> Keys {
    Keys { anonymous_id: Some(id.to_owned()), ..Keys::default() }
}

fn both(user: &str, anonymous: &str) -> Keys {
    Keys {
        user_id: Some(user.to_owned()),
        anonymous_id: Some(anonymous.to_owned()),
        ..Keys::default()
    }
}

fn by() -> runtime::acts::By {
    let side = engine::agreement::funnel::SideName::Sales;
    runtime::acts::By { email: "eva@ejemplo.es".to_owned(), side }
}

/// Ana with everything that a person can have, among others.
fn ana(world: &mut World, others: usize) -> ContactId {
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
    let robot = Came { machine: Some("crawler".to_owned()), raw: Some(EMAIL.into()) };
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
    id
}

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
    let robot = Came { machine: Some("crawler".to_owned()), raw: Some(EMAIL.into()) };
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

/// Numbers that look drawn and are the same every time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn whatever_happened_before_one_is_erased_and_nobody_else_is_touched() {
    for seed in 0..12 {
        let mut world = World::new();
        let mut drawn = Drawn(seed);
        let mut people: BTreeSet<ContactId> = BTreeSet::new();
        for _ in 0..40 {
            world.clock.advance(Span::from_micros(3_600_000_000));
            let (user, browser) = (format!("u{}", drawn.below(4)), format!("b{}", drawn.below(3)));
            let email = format!("persona{}@casa.example", drawn.below(4));
            match drawn.below(6) {
                0 | 1 => _ = people.insert(world.page(anonymous(&browser))),
                2 => _ = people.insert(world.identify(both(&user, &browser), &[])),
                3 => _ = people.insert(world.identify(anonymous(&browser), &[("email", &email)])),
                4 => _ = people.insert(world.identify(both(&user, &browser), &[("email", &email)])),
                _ => {
                    let known: Vec<ContactId> = people.iter().copied().collect();
                    let (one, other) = (
                        known.get(drawn.below(known.len().max(1))),
                        known.get(drawn.below(known.len().max(1))),
                    );
                    if let (Some(one), Some(other)) = (one, other) {
                        let open = world.open();
                        let look = |id: &ContactId| {
                            open.writer.look(*id).wait().unwrap().map(|saw| saw.id)
                        };
                        if let (Some(one), Some(other)) = (look(one), look(other))
                            && one != other
                        {
                            let deed = runtime::acts::Deed::Joined { other };
                            open.act(one, &deed, &by(), &format!("{one} {other} {}", world.told))
                                .unwrap();
                            world.told += 1;
                        }
                    }
                }
            }
        }
        world.is_sound(&format!("before, seed {seed}"));
        let now: BTreeMap<ContactId, Contact> = people
            .iter()
            .filter_map(|id| {
                let saw = world.open().writer.look(*id).wait().unwrap()?;
                Some((saw.id, saw.card.contact.clone()))
            })
            .collect();
        let one = *now.keys().nth(drawn.below(now.len())).unwrap();
        world.erase(one);
        world.is_sound(&format!("after, seed {seed}"));
        for (id, contact) in now.iter().filter(|(id, _)| **id != one) {
            assert_eq!(world.contact(*id).as_ref(), Some(contact), "seed {seed}");
        }
        world.restart();
        world.is_sound(&format!("opened again, seed {seed}"));
        for _ in 0..10 {
            world.clock.advance(Span::from_micros(3_600_000_000));
            let (user, browser) = (format!("u{}", drawn.below(4)), format!("b{}", drawn.below(3)));
            assert_ne!(world.page(anonymous(&browser)), one);
            assert_ne!(world.identify(both(&user, &browser), &[]), one);
        }
        world.is_sound(&format!("went on, seed {seed}"));
    }
}

#[test]
fn who_refuses_profiling_has_no_score_and_is_moved_by_no_rule_at_once_and_after_a_restart() {
    let mut world = World::new();
    for keys in [anonymous("b"), both("ana", "c")] {
        let facts: &[(&str, &str)] = if keys.user_id.is_some() {
            &[("email", EMAIL), ("name", NAME), ("job_title", "Directora general")]
        } else {
            &[]
        };
        let id = whose(&world.tell(Whom::Keyed(keys.clone()), page(), facts, Came::default()));
        let no = Act::ConsentWithdrawn { purpose: "profiling".to_owned() };
        world.tell(Whom::Keyed(keys.clone()), no, &[], Came::default());
        let scored = |world: &World| {
            let saw = world.open().writer.look(id).wait().unwrap().unwrap();
            let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
            (
                scene.fit().value,
                scene.engagement().value,
                saw.card.contact.standings[0].stage.clone(),
            )
        };
        let (_, _, stage) = scored(&world);
        let moves = |world: &World| world.open().read(|read| Ok(read.moves_of(id)?.len())).unwrap();
        let moved = moves(&world);
        for round in 0..2 {
            for name in ["demo_requested", "quote_requested", "call_requested"] {
                let act = Act::Happened { name: name.to_owned(), properties: Vec::new() };
                world.tell(Whom::Keyed(keys.clone()), act, facts, Came::default());
            }
            world.clock.advance(Span::DAY.times(2));
            world.open().writer.settle().wait().unwrap();
            assert_eq!(scored(&world), (0, 0, stage.clone()), "round {round}");
            assert_eq!(moves(&world), moved, "round {round}");
            world.restart();
        }
        assert_eq!(scored(&world), (0, 0, stage));
        let yes = Act::ConsentGiven { purpose: "profiling".to_owned() };
        world.tell(Whom::Keyed(keys), yes, &[], Came::default());
        let (_, engagement, _) = scored(&world);
        assert!(engagement > 0, "what happened counts again where they allow it");
    }
    world.is_sound("refused");
}

#[test]
fn what_is_exported_is_all_that_is_known() {
    let mut world = World::new();
    let id = ana(&mut world, 2);
    let open = world.open();
    open.writer.settle().wait().unwrap();
    let mut text = String::new();
    let is_there = open.everything(id, &mut |piece| {
        text.push_str(&piece);
        true
    });
    assert!(is_there.unwrap());
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut said: BTreeSet<String> = BTreeSet::new();
    strings(&all, &mut said);
    let path = world.folder.path().join("workspaces").join(format!("{}.db", world.workspace));
    let found = holding(&path, EMAIL);
    let tables: BTreeSet<&str> = found.iter().map(|(table, _)| table.as_str()).collect();
    for table in ["events", "raws", "states", "contacts", "keys", "searched"] {
        assert!(tables.contains(table), "{table} holds it: {tables:?}");
    }
    for (place, value) in &found {
        // What is JSON is there value by value.
        let mut parts: BTreeSet<String> = BTreeSet::new();
        match serde_json::from_str::<serde_json::Value>(value) {
            // Of a state, what was said: the rest is worked out, and says when it next changes.
            Ok(value) if place == "states" => {
                let contact = &value["contact"];
                [&contact["profile"], &contact["consents"], &value["desk"], &value["ids"]]
                    .into_iter()
                    .for_each(|value| strings(value, &mut parts));
            }
            Ok(value) if place != "raws" => strings(&value, &mut parts),
            _ => _ = parts.insert(value.clone()),
        }
        for part in parts {
            assert!(said.contains(&part), "{place} holds what is not exported: {part}");
        }
    }
}

/// Every text of a value.
fn strings(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => _ = into.insert(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, into)),
        serde_json::Value::Object(all) => all.values().for_each(|one| strings(one, into)),
        _ => {}
    }
}

/// Every text of every table that holds a word, with the table.
fn holding(path: &Path, word: &str) -> Vec<(String, String)> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    // The index has three letters at a time, and no text.
    let tables = texts(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'searched_parts%'",
    );
    let mut found: Vec<(String, String)> = Vec::new();
    for table in tables {
        for column in texts(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            let sql = format!(
                "SELECT CAST({column} AS TEXT) FROM {table} WHERE instr(lower(CAST({column} AS TEXT)), '{word}')"
            );
            found.extend(texts(&sql).into_iter().map(|text| (table.clone(), text)));
        }
    }
    found
}
