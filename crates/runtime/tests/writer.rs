#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The writer of a workspace: what it acknowledges stays, and what it derives is what the log says.

use std::path::Path;
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::starters;
use engine::event::{Act, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::doctor;
use runtime::writer::{Became, Came, Handle, Intake, Limits, Whom, create};
use store::ids::ContactId;
use store::workspace::Batch;
use store::workspace::rows::{Key, Saved, StateRow, VersionRow};
use store::workspace::screens::{Filter, Order};

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn made(folder: &Path) -> (std::path::PathBuf, Clock) {
    let path = folder.join("w.db");
    create(&path, &starters::default_for("ES"), "ana@ejemplo.es", start()).unwrap();
    (path, Clock::manual(start()))
}

fn open(path: &Path, clock: &Clock) -> Handle {
    Handle::start(path, clock.clone(), Limits::default()).unwrap()
}

fn happened(contact: ContactId, id: &str, name: &str, properties: &[(&str, &str)]) -> Intake {
    let properties = properties.iter().map(|(id, value)| ((*id).to_owned(), Value::text(*value)));
    intake(contact, id, Act::Happened { name: name.to_owned(), properties: properties.collect() })
}

fn intake(contact: ContactId, id: &str, act: Act) -> Intake {
    Intake {
        whom: Whom::Made(contact),
        at: None,
        known_at: None,
        source: Arc::from("test"),
        message_id: Arc::from(id),
        act,
        facts: Vec::new(),
        who: Some("ana@ejemplo.es".to_owned()),
        batch: None,
        came: Came::default(),
    }
}

fn person(contact: ContactId, id: &str, facts: &[(&str, &str)]) -> Intake {
    let facts = facts.iter().map(|(id, value)| Fact {
        of: Whose::Person,
        id: (*id).to_owned(),
        value: Value::text(*value),
        origin: Origin::Imported,
    });
    Intake { facts: facts.collect(), ..intake(contact, id, Act::Learned) }
}

fn positions(became: &[Became]) -> Vec<u64> {
    became
        .iter()
        .map(|became| match became {
            Became::Applied { position, .. } | Became::Refused { position, .. } => *position,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn i5_a_message_is_taken_once_across_batches_and_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let ana = ContactId::make();
    let told = || happened(ana, "m-1", "demo_requested", &[]);
    let became = handle.take(vec![told(), told()]).wait().unwrap();
    assert_eq!(became[0], Became::Applied { contact: ana, position: 1 });
    assert_eq!(became[1], Became::Repeated { position: 1 });
    drop(handle);
    let handle = open(&path, &clock);
    assert_eq!(handle.take(vec![told()]).wait().unwrap(), [Became::Repeated { position: 1 }]);
}

#[test]
fn i1_each_event_has_one_outcome_and_a_bad_one_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let (ana, eva) = (ContactId::make(), ContactId::make());
    let void = Act::Voided { position: 99, why: "nothing stands there".to_owned() };
    let became = handle.take(vec![
        happened(ana, "m-1", "demo_requested", &[]),
        intake(ana, "m-2", void),
        happened(ana, "m-1", "demo_requested", &[]),
        happened(eva, "m-3", "demo_requested", &[]),
    ]);
    assert_eq!(
        became.wait().unwrap(),
        [
            Became::Applied { contact: ana, position: 1 },
            Became::Nowhere,
            Became::Repeated { position: 1 },
            Became::Applied { contact: eva, position: 2 },
        ]
    );
}

#[test]
fn i7_a_contact_has_so_many_events_and_what_was_done_can_still_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let limits = Limits { events_a_contact: 2, ..Limits::default() };
    let handle = Handle::start(&path, clock.clone(), limits).unwrap();
    let ana = ContactId::make();
    let void = Act::Voided { position: 2, why: "by mistake".to_owned() };
    let became = handle.take(vec![
        person(ana, "1", &[("name", "Ana Núñez"), ("job_title", "Directora general")]),
        happened(ana, "2", "demo_requested", &[]),
        happened(ana, "3", "demo_requested", &[]),
        intake(ana, "4", void),
    ]);
    assert_eq!(
        became.wait().unwrap(),
        [
            Became::Applied { contact: ana, position: 1 },
            Became::Applied { contact: ana, position: 2 },
            Became::Nowhere,
            Became::Applied { contact: ana, position: 3 },
        ]
    );
    // What time moves is written down too: whom it could not be written for would stay due.
    clock.advance(Span::DAY.times(400));
    handle.settle().wait().unwrap();
    let read = handle.reader().unwrap();
    assert_eq!(read.read().due(clock.now(), 10).unwrap(), []);
}

#[test]
fn i4_a_version_stays_as_it_was_and_a_move_names_the_clause_that_made_it() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let ana = ContactId::make();
    let told = vec![
        person(ana, "1", &[("name", "Ana Núñez"), ("job_title", "Directora general")]),
        happened(ana, "2", "demo_requested", &[]),
    ];
    handle.take(told).wait().unwrap();
    let kept = || {
        handle.settle().wait().unwrap();
        let reader = handle.reader().unwrap();
        let first = reader.read().versions().unwrap().remove(0);
        let moves = reader.read().moves_of(ana).unwrap();
        let clauses = moves.into_iter().filter_map(|row| row.moved.clause);
        (first.text, first.hash, clauses.collect::<Vec<_>>())
    };
    let before = kept();
    assert!(before.2.iter().all(|clause| clause.version == 1) && !before.2.is_empty());
    let text = starters::default_for("MX");
    assert_ne!(text, before.0);
    assert_eq!(handle.put_in_force(text, "ana@ejemplo.es".to_owned()).wait().unwrap(), 2);
    let after = kept();
    assert_eq!((&after.0, &after.1), (&before.0, &before.1));
    assert_eq!(
        after.2.get(..before.2.len()),
        Some(&before.2[..]),
        "what was decided stays decided"
    );
}

#[test]
fn a_list_shows_what_was_acknowledged_before() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let (ana, eva) = (ContactId::make(), ContactId::make());
    handle
        .take(vec![
            person(ana, "1", &[("name", "Ana Núñez Peña"), ("email", "ana@tecnoclima.es")]),
            person(eva, "2", &[("name", "Eva Ordóñez"), ("job_title", "Directora de compras")]),
        ])
        .wait()
        .unwrap();
    let by_mail = Key::new("email", "ana@tecnoclima.es");
    assert_eq!(handle.find(by_mail.clone()).wait().unwrap(), [ana], "before it is saved");
    handle.settle().wait().unwrap();
    assert_eq!(handle.find(by_mail).wait().unwrap(), [ana], "and after");
    let reader = handle.reader().unwrap();
    let names = |filter: &Filter| -> Vec<String> {
        let listed = reader.read().list(filter, Order::Name, 10, 0).unwrap();
        listed.into_iter().map(|listed| listed.columns.name).collect()
    };
    assert_eq!(names(&Filter::default()), ["Ana Núñez Peña", "Eva Ordóñez"]);
    let words = vec!["ordonez".to_owned()];
    assert_eq!(names(&Filter { words, ..Filter::default() }), ["Eva Ordóñez"]);
}

#[test]
fn a_voided_event_counts_no_longer_and_may_be_told_again() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let ana = ContactId::make();
    let told = || happened(ana, "m-1", "demo_requested", &[]);
    let position = positions(&handle.take(vec![told()]).wait().unwrap())[0];
    let engagement = || {
        let saw = handle.look(ana).wait().unwrap().unwrap();
        engine::judge::Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now).engagement().value
    };
    let before = engagement();
    assert!(before > 0, "the starter gives points for asking for a demo");
    let void = Act::Voided { position, why: "a robot".to_owned() };
    handle.take(vec![intake(ana, "void", void)]).wait().unwrap();
    assert_eq!(engagement(), 0);
    let again = handle.take(vec![told()]).wait().unwrap();
    assert!(matches!(again[0], Became::Applied { .. }), "{again:?}");
    assert_eq!(engagement(), before);
}

#[test]
fn a_join_is_undone_without_a_trace() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let (ana, twin) = (ContactId::make(), ContactId::make());
    handle
        .take(vec![
            person(ana, "1", &[("name", "Ana Núñez")]),
            person(twin, "2", &[("email", "ana@tecnoclima.es")]),
            happened(twin, "3", "demo_requested", &[]),
        ])
        .wait()
        .unwrap();
    let look = |id: ContactId| handle.look(id).wait().unwrap().unwrap();
    let (ana_before, twin_before) = (look(ana).card.contact, look(twin).card.contact);
    let join = happened(ana, "join", "joined", &[("other", &twin.to_string())]);
    let position = positions(&handle.take(vec![join]).wait().unwrap())[0];
    assert_eq!(look(twin).id, ana, "the joined one leads to the other");
    assert_eq!(look(ana).card.history, [1, 2, 3, 4]);
    let undo = Act::Voided { position, why: "two people".to_owned() };
    handle.take(vec![intake(ana, "undo", undo)]).wait().unwrap();
    assert_eq!(look(ana).card.contact.profile, ana_before.profile);
    assert_eq!(look(twin).card.contact.profile, twin_before.profile);
    assert_eq!(look(twin).card.contact.tallies, twin_before.tallies);
    assert_eq!(look(twin).id, twin);
}

#[test]
fn time_alone_moves_a_contact_and_the_move_is_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let handle = open(&path, &clock);
    let ana = ContactId::make();
    handle
        .take(vec![
            person(ana, "1", &[("name", "Ana Núñez"), ("job_title", "Directora general")]),
            happened(ana, "2", "demo_requested", &[]),
        ])
        .wait()
        .unwrap();
    handle.settle().wait().unwrap();
    let total = |handle: &Handle| {
        let reader = handle.reader().unwrap();
        reader.read().list(&Filter::default(), Order::Best, 1, 0).unwrap()[0].columns.total
    };
    let before = total(&handle);
    clock.advance(Span::DAY.times(200));
    handle.tick().wait().unwrap();
    handle.settle().wait().unwrap();
    assert!(total(&handle) < before, "points fade, and the list shows it");
}

/// A small generator, so that a failure names its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Random acts on few contacts, with joins, voids, versions, old history, days going by and the
/// writer stopped or torn away: afterwards every contact is what the log says.
#[test]
fn i2_a_contact_equals_the_replay_of_its_events_whatever_happens() {
    let rounds = if std::env::var_os("CRIBA_FULL").is_some() { 200 } else { 12 };
    for seed in 0..rounds {
        let folder = tempfile::tempdir().unwrap();
        let (path, clock) = made(folder.path());
        let limits = Limits {
            cards: 4,
            cards_a_save: 2,
            notes: 5,
            packed_bytes: 4_000,
            ..Limits::default()
        };
        let mut handle = Handle::start(&path, clock.clone(), limits).unwrap();
        let people: Vec<ContactId> = (0..6).map(|_| ContactId::make()).collect();
        let mut chance = Chance(seed);
        let mut log: Vec<(ContactId, u64)> = Vec::new();
        for turn in 0..60 {
            let who = people[usize::try_from(chance.below(6)).unwrap()];
            let id = format!("{turn}");
            let intake = match chance.below(12) {
                0 | 1 => person(who, &id, &[("name", "Ana Núñez"), ("job_title", "Gerente")]),
                2 => happened(who, &id, "demo_requested", &[]),
                3 => happened(who, &id, "page", &[("path", "/precios")]),
                4 => happened(who, &id, "call_made", &[("outcome", "talked")]),
                5 => happened(who, &id, "met_at_event", &[("interest", "alto")]),
                6 => {
                    let other = people[usize::try_from(chance.below(6)).unwrap()];
                    if other == who {
                        continue;
                    }
                    // The same way that a person would join them: both must be there, apart.
                    let (Some(a), Some(b)) =
                        (handle.look(who).wait().unwrap(), handle.look(other).wait().unwrap())
                    else {
                        continue;
                    };
                    if a.id == b.id {
                        continue;
                    }
                    happened(a.id, &id, "joined", &[("other", &b.id.to_string())])
                }
                7 if !log.is_empty() => {
                    let index = usize::try_from(chance.below(log.len() as u64)).unwrap();
                    let (contact, position) = log[index];
                    let act = Act::Voided { position, why: "prueba".to_owned() };
                    intake(contact, &id, act)
                }
                8 => {
                    let mut old = happened(who, &id, "webinar_attended", &[]);
                    old.known_at = Some(start() - Span::DAY.times(30));
                    old.at = old.known_at;
                    old
                }
                9 => {
                    clock.advance(Span::DAY.times(9));
                    handle.tick().wait().unwrap();
                    continue;
                }
                10 => {
                    let text = starters::default_for(
                        ["ES", "MX"][usize::try_from(chance.below(2)).unwrap()],
                    );
                    handle.put_in_force(text, "ana@ejemplo.es".to_owned()).wait().unwrap();
                    continue;
                }
                _ => {
                    drop(handle);
                    handle = Handle::start(&path, clock.clone(), limits).unwrap();
                    continue;
                }
            };
            let became = handle.take(vec![intake]).wait().unwrap();
            if let Became::Applied { contact, position } = became[0] {
                log.push((contact, position));
            }
        }
        handle.settle().wait().unwrap();
        let reader = handle.reader().unwrap();
        let found = doctor::examine(reader.read(), clock.now(), |_, _| {}).unwrap();
        assert_eq!(found.problems, Vec::new(), "seed {seed}");
    }
}

/// Writes to the file of a workspace that nobody has open.
fn written(path: &Path, batch: &Batch, states: &[StateRow]) {
    store::workspace::Workspace::open(path).unwrap().commit(batch, states).unwrap();
}

#[test]
fn a_workspace_opens_whose_agreement_would_not_be_accepted_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let text = starters::default_for("ES");
    let hours = "\nhours:\n  monday-friday: 09:00-18:00\n  friday: 09:00-14:00\n";
    let lines: Vec<&str> = text.lines().collect();
    let is_of_hours = |index: usize| {
        let above = lines[..=index].iter().rev().find(|line| !line.starts_with([' ', '#']));
        above.is_some_and(|line| line.starts_with("hours:"))
    };
    let others = (0..lines.len()).filter(|index| !is_of_hours(*index));
    let kept: Vec<&str> = others.map(|index| lines[index]).collect();
    let text = kept.join("\n") + hours;
    assert!(runtime::writer::seal(&text, 2).is_err(), "two hours for a day");
    let by = "ana@ejemplo.es".to_owned();
    let first = open(&path, &clock).reader().unwrap().read().versions().unwrap().remove(0);
    let version = VersionRow {
        number: 2,
        hash: runtime::writer::version_hash(&first.hash, 2, &text, &by),
        text,
        made_at: start(),
        made_by: by,
        in_force_at: Some(start()),
        position: 0,
    };
    written(&path, &Batch { versions: vec![version], ..Batch::default() }, &[]);
    let handle = open(&path, &clock);
    let agreement = handle.agreement().wait().unwrap();
    assert_eq!(agreement.version, 2);
    let hours = agreement.document.hours.clone().unwrap();
    assert!(hours.week.iter().take(5).all(|day| !day.is_empty()), "{hours:?}");
}

#[test]
fn another_release_judges_everybody_once_and_what_that_moves_is_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let (path, clock) = made(folder.path());
    let (ana, eva) = (ContactId::make(), ContactId::make());
    let moved = |handle: &Handle, id: ContactId| {
        handle.settle().wait().unwrap();
        let moves = handle.reader().unwrap().read().moves_of(id).unwrap();
        moves.into_iter().map(|row| row.moved.to).collect::<Vec<_>>()
    };
    let (before, stage) = {
        let handle = open(&path, &clock);
        for (id, name) in [(ana, "Ana Núñez"), (eva, "Eva Ordóñez")] {
            let told = vec![
                person(id, name, &[("name", name), ("job_title", "Directora general")]),
                happened(id, &format!("{name} 2"), "demo_requested", &[]),
            ];
            handle.take(told).wait().unwrap();
        }
        let stage = handle.look(ana).wait().unwrap().unwrap();
        (moved(&handle, ana), stage.card.contact.standings[0].stage.clone())
    };
    // An earlier release put Ana back, and kept less of Eva than this one.
    let reader = store::workspace::Reader::open(&path).unwrap();
    let mut last = reader.read().moves_of(ana).unwrap().pop().unwrap();
    last.ordinal += 1;
    last.moved.from = stage.clone();
    last.moved.to = "lead".to_owned();
    let state = |id: ContactId| reader.read().state(id).unwrap().unwrap();
    let (as_of, text) = state(eva);
    let mut older: serde_json::Value = serde_json::from_str(&text).unwrap();
    older["desk"].as_object_mut().unwrap().remove("steps_done").unwrap();
    // It wrote moments as texts.
    let judged_at = older["contact"]["judged_at"].as_i64().unwrap();
    older["contact"]["judged_at"] = Timestamp::from_micros(judged_at).to_string().into();
    let lacking = StateRow {
        contact: eva,
        as_of,
        keys: None,
        saved: Saved::Rows { state: older.to_string(), columns: None },
    };
    drop(reader);
    let notes = vec![("release".to_owned(), Some("0.0.1".to_owned()))];
    written(&path, &Batch { notes, moves: vec![last], ..Batch::default() }, &[lacking]);
    let handle = open(&path, &clock);
    handle.tick().wait().unwrap();
    let after = moved(&handle, ana);
    assert_eq!(after.last(), Some(&stage), "{after:?}");
    assert_eq!(after.len(), before.len() + 2, "back, and where she stands now");
    let row = handle.look(eva).wait().unwrap().unwrap();
    assert_eq!(row.card.desk.steps_done, 0);
    drop(handle);
    let reader = store::workspace::Reader::open(&path).unwrap();
    let found = doctor::examine(reader.read(), start(), |_, _| ()).unwrap();
    assert_eq!(found.problems, []);
}
