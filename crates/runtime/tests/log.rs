#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The write-ahead log stays within its bound, whoever reads meanwhile.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact, Origin};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::doctor;
use runtime::writer::{Came, Intake, Limits, Whom};
use store::ids::ContactId;
use store::workspace::screens::{Filter, Order};

/// The bound: 256 KiB, so that a test need not write much.
const PAGES: u64 = 64;
const BOUND: u64 = PAGES * 4_096;
/// What is added to it before it is tried again, and while a slow disk is waited for.
const SLACK: u64 = 2 * BOUND;

fn criba(folder: &Path) -> (Criba, Arc<Workspace>) {
    let limits = Limits { log_pages: PAGES, cards_a_save: AT_ONCE, ..Limits::default() };
    let clock = Clock::manual("2026-03-16T09:00:00Z".parse().unwrap());
    let criba = Criba::open(folder, clock, limits).unwrap();
    let id = criba.add_workspace("Tecnoclima", "ES", None, "ana@ejemplo.es").unwrap();
    let workspace = criba.workspace(id).unwrap();
    (criba, workspace)
}

/// The bytes of the workspace's files that end so.
fn bytes(folder: &Path, ending: &str) -> u64 {
    let files = std::fs::read_dir(folder.join("workspaces")).unwrap().map(|entry| entry.unwrap());
    let named = files.filter(|file| file.file_name().to_string_lossy().ends_with(ending));
    named.map(|file| file.metadata().unwrap().len()).sum()
}

/// People that are told of at once.
const AT_ONCE: usize = 2;
/// The bytes of a text about each: few people fill the log.
const TEXT: usize = 10_000;

/// Tells of people, on disk when it returns.
fn tell(workspace: &Workspace, from: usize) {
    let intakes = (from..from + AT_ONCE).map(|number| {
        let said = [("name", format!("Persona {number}")), ("notes", "x".repeat(TEXT))];
        let facts = said.into_iter().map(|(id, value)| Fact {
            of: Whose::Person,
            id: id.to_owned(),
            value: Value::text(value),
            origin: Origin::Imported,
        });
        Intake {
            whom: Whom::Made(ContactId::make()),
            at: None,
            known_at: None,
            source: Arc::from("test"),
            message_id: number.to_string().into(),
            act: Act::Learned,
            facts: facts.collect(),
            who: None,
            batch: None,
            came: Came::default(),
        }
    });
    workspace.writer.take_when_free(intakes.collect()).wait().unwrap();
}

/// Tells of people until so many bytes of events went through the log; the most that the log had.
fn written(workspace: &Workspace, folder: &Path, from: &mut usize, most: u64) -> u64 {
    let mut longest = 0;
    for _ in 0..most / (TEXT * AT_ONCE) as u64 {
        tell(workspace, *from);
        *from += AT_ONCE;
        longest = longest.max(bytes(folder, "-wal"));
    }
    longest
}

#[test]
fn the_log_stays_within_its_bound_while_people_read() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let (mut from, is_over) = (0, AtomicBool::new(false));
    let longest = std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let all = Filter::default();
                    workspace.read(|read| Ok(read.list(&all, Order::Name, 50, 0)?)).unwrap();
                }
            });
        }
        let longest = written(&workspace, folder.path(), &mut from, 8 * BOUND);
        is_over.store(true, Ordering::Relaxed);
        longest
    });
    assert!(longest <= BOUND + SLACK, "{longest} bytes of log");
    assert!(bytes(folder.path(), ".db") > 4 * BOUND, "it went through the log");
    workspace.writer.settle().wait().unwrap();
    let found = workspace.read(|read| doctor::examine(read, workspace.now(), |_, _| {})).unwrap();
    assert_eq!((found.contacts, found.problems), (from as u64, Vec::new()));
}

#[test]
fn who_reads_for_long_delays_it_and_prevents_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let mut from = 0;
    tell(&workspace, from);
    from += AT_ONCE;
    workspace.writer.settle().wait().unwrap();
    let (begun, reads) = channel();
    let (end, is_ended) = channel::<()>();
    let grown = std::thread::scope(|threads| {
        let workspace = &workspace;
        threads.spawn(move || {
            // Holds the moment at which it began until it may go on.
            let mut is_first = true;
            let mut hold = || {
                if std::mem::take(&mut is_first) {
                    begun.send(()).unwrap();
                    is_ended.recv().unwrap();
                }
            };
            let all = Filter::default();
            workspace.read(|read| Ok(read.each(&all, Order::Best, 10, |_| hold())?)).unwrap();
        });
        reads.recv().unwrap();
        let grown = written(workspace, folder.path(), &mut from, 3 * BOUND);
        end.send(()).unwrap();
        grown
    });
    assert!(grown > 3 * BOUND, "nothing of what is read was overwritten: {grown}");
    let longest = written(&workspace, folder.path(), &mut from, 8 * BOUND);
    assert!(longest <= grown + SLACK, "{longest} bytes of log after {grown}");
}
