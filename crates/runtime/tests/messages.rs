#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What comes from outside is taken once, wherever it is known that it came (invariant I5).

use std::path::Path;
use std::sync::Arc;

use engine::agreement::starters;
use engine::event::Act;
use engine::time::Timestamp;
use runtime::clock::Clock;
use runtime::doctor;
use runtime::writer::{Became, Came, Handle, Intake, Limits, Whom, create};
use store::ids::ContactId;
use store::workspace::Reader;

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// A workspace that gathers so many messages before it writes what they are known by.
fn open(path: &Path, messages: usize) -> Handle {
    if !path.try_exists().unwrap() {
        create(path, &starters::default_for("ES"), "ana@ejemplo.es", start()).unwrap();
    }
    Handle::start(path, Clock::manual(start()), Limits { messages, ..Limits::default() }).unwrap()
}

fn told(contact: ContactId, number: usize) -> Intake {
    Intake {
        whom: Whom::Made(contact),
        at: None,
        known_at: None,
        source: Arc::from("v1:web"),
        message_id: format!("m-{number}").into(),
        act: Act::Happened { name: "page".to_owned(), properties: Vec::new() },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::raw(Some("{}".into())),
    }
}

/// What becomes of so many messages, told one by one and all in one order.
fn all(handle: &Handle, contact: ContactId, count: usize) -> [Vec<Became>; 2] {
    let one = |number| handle.take(vec![told(contact, number)]).wait().unwrap().remove(0);
    let each: Vec<Became> = (0..count).map(one).collect();
    let at_once = handle.take((0..count).map(|number| told(contact, number)).collect());
    [each, at_once.wait().unwrap()]
}

fn repeated(count: usize) -> Vec<Became> {
    (1..=count as u64).map(|position| Became::Repeated { position }).collect()
}

#[test]
fn i5_a_message_is_taken_once_while_what_it_is_known_by_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ana) = (folder.path().join("w.db"), ContactId::make());
    // Written after three, so that some are gathered, some half written, some written.
    let handle = open(&path, 3);
    for number in 0..50 {
        let became = handle.take(vec![told(ana, number), told(ana, number)]).wait().unwrap();
        let position = number as u64 + 1;
        let expected = [Became::Applied { contact: ana, position }, Became::Repeated { position }];
        assert_eq!(became, expected);
        assert_eq!(all(&handle, ana, number + 1), [repeated(number + 1), repeated(number + 1)]);
    }
    drop(handle);
    let reader = Reader::open(&path).unwrap();
    assert_eq!(reader.read().messages_known_to().unwrap(), 50, "who ends in order writes all");
    let handle = open(&path, 1_000);
    assert_eq!(all(&handle, ana, 50), [repeated(50), repeated(50)]);
}

#[test]
fn i5_a_message_is_taken_once_though_the_program_ended_before_what_it_is_known_by_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ana) = (folder.path().join("w.db"), ContactId::make());
    let handle = open(&path, 1_000);
    handle.take((0..20).map(|number| told(ana, number)).collect()).wait().unwrap();
    // With everything else at rest, the files are what a machine that stopped would leave.
    handle.settle().wait().unwrap();
    let stopped = folder.path().join("stopped.db");
    for end in ["", "-wal"] {
        let of = |path: &Path| format!("{}{end}", path.display());
        std::fs::copy(of(&path), of(&stopped)).unwrap();
    }
    let again = open(&stopped, 1_000);
    let known_to = Reader::open(&stopped).unwrap().read().messages_known_to().unwrap();
    assert_eq!(known_to, 0, "or the case is not tried");
    assert_eq!(all(&again, ana, 20), [repeated(20), repeated(20)]);
    let found = doctor::examine(Reader::open(&stopped).unwrap().read(), start(), |_, _| ());
    assert_eq!(found.unwrap().problems, []);
}

#[test]
fn a_message_that_was_voided_may_be_told_again_and_is_found_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ana) = (folder.path().join("w.db"), ContactId::make());
    for gathered in [1, 1_000] {
        let handle = open(&path, gathered);
        let number = gathered;
        let became = handle.take(vec![told(ana, number)]).wait().unwrap();
        let [Became::Applied { position, .. }] = became[..] else { panic!("{became:?}") };
        let void = Act::Voided { position, why: "a mistake".to_owned() };
        let void =
            Intake { act: void, message_id: format!("void {number}").into(), ..told(ana, 0) };
        handle.take(vec![void]).wait().unwrap();
        let id = format!("m-{number}");
        let place = || handle.places([("v1:web", id.as_str())]).wait().unwrap();
        assert_eq!(place(), [position]);
        let became = handle.take(vec![told(ana, number), told(ana, number)]).wait().unwrap();
        let second = position + 2;
        let expected = [
            Became::Applied { contact: ana, position: second },
            Became::Repeated { position: second },
        ];
        assert_eq!(became, expected);
        assert_eq!(place(), [second]);
    }
}

#[test]
fn what_criba_tells_itself_is_taken_once_though_it_was_voided_and_told_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ana) = (folder.path().join("w.db"), ContactId::make());
    let own = |number| Intake { came: Came::default(), ..told(ana, number) };
    let void = |position, id: &str| Intake {
        act: Act::Voided { position, why: "a mistake".to_owned() },
        message_id: id.into(),
        ..own(0)
    };
    // A message from outside among them is gathered, so that the end of the log is read again.
    open(&path, 1_000).take(vec![own(1), told(ana, 2)]).wait().unwrap();
    for (round, position) in [1, 4, 6].into_iter().enumerate() {
        let handle = open(&path, 1_000);
        let before = handle.take(vec![own(1)]).wait().unwrap();
        assert_eq!(before, [Became::Repeated { position }], "{round}");
        handle.take(vec![void(position, &format!("void {round}"))]).wait().unwrap();
        let again = handle.take(vec![own(1), own(1)]).wait().unwrap();
        let [Became::Applied { position, .. }, Became::Repeated { position: same }] = again[..]
        else {
            panic!("{again:?}")
        };
        assert_eq!(position, same);
        assert_eq!(handle.take(vec![own(1)]).wait().unwrap(), [Became::Repeated { position }]);
    }
}
