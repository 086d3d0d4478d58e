#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! A call under a key is done once, whoever is cut short and whenever.

use std::path::Path;
use std::sync::Arc;

use engine::time::{Span, Timestamp};
use runtime::answers::Under;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::writer::Limits;

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn open(folder: &Path) -> (Criba, Arc<Workspace>) {
    let criba = Criba::open(folder, Clock::manual(start()), Limits::default()).unwrap();
    let first = criba.house().workspaces().unwrap().first().map(|row| row.id);
    let id = first.unwrap_or_else(|| criba.add_workspace("Tecnoclima", "ES", None, "").unwrap());
    let workspace = criba.workspace(id).unwrap();
    (criba, workspace)
}

#[test]
fn an_answer_outlives_the_process_and_what_was_cut_short_is_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (criba, workspace) = open(folder.path());
    let Under::New(done) = workspace.claim("crm", "done", b"a").unwrap() else { panic!() };
    done.keep(201, "{}").unwrap();
    let Under::New(cut_short) = workspace.claim("crm", "cut", b"a").unwrap() else { panic!() };
    drop(cut_short);
    drop(workspace);
    drop(criba);

    let (_criba, workspace) = open(folder.path());
    let again = workspace.claim("crm", "done", b"a").unwrap();
    assert!(matches!(again, Under::Again(201, body) if body == "{}"));
    assert!(matches!(workspace.claim("crm", "done", b"b").unwrap(), Under::Other));
    // What it asked for is known though it was never answered.
    assert!(matches!(workspace.claim("crm", "cut", b"b").unwrap(), Under::Other));
    assert!(matches!(workspace.claim("crm", "cut", b"a").unwrap(), Under::New(_)));
    assert!(matches!(workspace.claim("erp", "done", b"b").unwrap(), Under::New(_)));
}

#[test]
fn of_two_at_once_one_does_the_work_and_answers_are_forgotten_after_days() {
    let folder = tempfile::tempdir().unwrap();
    let (criba, workspace) = open(folder.path());
    let Under::New(first) = workspace.claim("crm", "k", b"a").unwrap() else { panic!() };
    assert!(matches!(workspace.claim("crm", "k", b"a").unwrap(), Under::Running));
    first.keep(200, "{}").unwrap();
    assert!(matches!(workspace.claim("crm", "k", b"a").unwrap(), Under::Again(200, _)));
    criba.clock().advance(Span::DAY.times(3));
    let Under::New(later) = workspace.claim("crm", "other", b"a").unwrap() else { panic!() };
    later.keep(200, "{}").unwrap();
    assert!(matches!(workspace.claim("crm", "k", b"b").unwrap(), Under::New(_)));
}
