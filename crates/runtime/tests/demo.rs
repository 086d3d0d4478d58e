#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The sample company: the same every time, whole, and as the pages show it.

use std::sync::Arc;

use engine::agreement::Language;
use engine::event::Act;
use engine::time::{Span, Timestamp};
use runtime::RuntimeError;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::demo;
use runtime::doctor::examine;
use runtime::people::PERMISSIONS;
use runtime::queue::{Place, Queue, View};
use runtime::staff::Denial;
use runtime::writer::Limits;
use store::ids::WorkspaceId;
use store::workspace::screens::{Breakdown, Filter};
use tempfile::TempDir;

struct Made {
    workspace: Arc<Workspace>,
    _criba: Criba,
    _folder: TempDir,
}

/// The sample company as it is at a moment.
fn made(now: &str, seed: u64) -> Made {
    let folder = TempDir::new().unwrap();
    let clock = Clock::manual(now.parse().unwrap());
    let criba = Criba::open(folder.path(), clock, Limits::default()).unwrap();
    let id = criba.add_workspace(demo::NAME, "CO", Some(demo::AGREEMENT), "ana@b.example").unwrap();
    let workspace = criba.workspace(id).unwrap();
    let desk = demo::WORKERS[0].email;
    demo::fill(&workspace, seed, workspace.now(), desk, |_, _| {}).unwrap();
    Made { workspace, _criba: criba, _folder: folder }
}

/// Monday at 10:42 in Bogotá, as in the pictures.
const MONDAY: &str = "2026-11-23T15:42:00Z";

fn queue(workspace: &Workspace) -> Queue {
    let mine = vec![demo::WORKERS[0].email.to_owned(), String::new()];
    let filter = Filter { owners: mine, ..Filter::default() };
    workspace.queue(&View { reader: vec![demo::WORKERS[0].email.to_owned()], filter }).unwrap()
}

fn rows(queue: &Queue) -> Vec<(&str, i64, &str, Place)> {
    let rows = queue.entries.iter().map(|entry| {
        let columns = &entry.columns;
        (columns.name.as_str(), columns.total, columns.stage.as_str(), entry.place)
    });
    rows.collect()
}

/// The log as text, without what a workspace's own id makes.
fn log(workspace: &Workspace) -> Vec<String> {
    workspace
        .read(|read| {
            let (last, _) = read.last()?;
            let positions: Vec<u64> = (1..=last).collect();
            let rows = read.events_at(&positions)?;
            Ok(rows.iter().map(|row| format!("{row:?}")).collect())
        })
        .unwrap()
}

#[test]
fn the_list_is_the_one_of_the_pictures() {
    let made = made(MONDAY, 7);
    let queue = queue(&made.workspace);
    let expected = [
        ("Ximena Ordóñez Peña", 78, "mql", Place::DueSoon),
        ("Julián Echeverri", 71, "mql", Place::DueSoon),
        ("Rodrigo Sepúlveda", 69, "mql", Place::Overdue),
        ("Noelia Ferreyra", 64, "mql", Place::OnTime),
        ("Arnau Vilaplana", 62, "mql", Place::OnTime),
        ("Patricia Huamán", 74, "sal", Place::FollowUp),
        ("Óscar Tlapale", 66, "sal", Place::FollowUp),
        ("Beatriz Cárdenas Ruiz", 63, "sal", Place::FollowUp),
    ];
    let rows = rows(&queue);
    assert_eq!(&rows[..expected.len().min(rows.len())], expected);
    let due = |index: usize| (queue.entries[index].due_at.unwrap() - made.workspace.now()).micros();
    let minutes = |index| due(index) / Span::MINUTE.micros();
    assert_eq!([0, 1, 2, 3, 4].map(minutes), [18, 34, -82, 65, 108]);
    let ximena = &queue.entries[0].columns;
    assert_eq!((ximena.fit, ximena.engagement), (38, 40));
    assert_eq!((queue.reached_today, queue.tomorrow), (7, 4));
}

#[test]
fn the_figures_are_those_of_the_design() {
    let made = made(MONDAY, 7);
    let now = made.workspace.now();
    made.workspace
        .read(|read| {
            assert_eq!(read.count(&Filter::default())?, demo::CONTACTS as u64);
            let mut qualified = 0;
            let mut refused = 0;
            for id in read.contacts()? {
                let moves = read.moves_of(id)?;
                let quarter = |at: Timestamp| now - at < Span::DAY.times(91);
                let is_one = moves.iter().any(|row| {
                    let moved = &row.moved;
                    moved.to == "mql" && moved.from != "mql" && quarter(moved.at)
                });
                qualified += usize::from(is_one);
            }
            for row in read.events_at(&(1..=read.last()?.0).collect::<Vec<u64>>())? {
                refused += usize::from(row.outcome != "applied");
            }
            assert_eq!((qualified, refused), (demo::MQL_OF_QUARTER, 0));
            let findings = examine(read, now, |_, _| {})?;
            assert_eq!(findings.problems, Vec::new());
            assert_eq!(findings.contacts, demo::CONTACTS as u64);
            Ok(())
        })
        .unwrap();
    assert!(made.workspace.is_sample().unwrap());
}

#[test]
fn the_same_seed_and_moment_give_the_same_log() {
    let logs = [7, 7].map(|seed| log(&made(MONDAY, seed).workspace));
    assert!(logs[0].len() > 7_000, "{}", logs[0].len());
    assert!(logs[0] == logs[1], "the same seed told another story");
}

#[test]
fn at_any_hour_of_any_day_the_same_people_are_first() {
    // A Saturday night, and the first minutes of a Monday: nobody works at either.
    for now in ["2026-11-29T01:20:00Z", "2026-03-02T05:03:00Z"] {
        let made = made(now, 8);
        let queue = queue(&made.workspace);
        let rows = rows(&queue);
        let names: Vec<(&str, Place)> = rows.iter().map(|row| (row.0, row.3)).take(8).collect();
        let expected = [
            ("Ximena Ordóñez Peña", Place::DueSoon),
            ("Julián Echeverri", Place::DueSoon),
            ("Rodrigo Sepúlveda", Place::Overdue),
            ("Noelia Ferreyra", Place::OnTime),
            ("Arnau Vilaplana", Place::OnTime),
            ("Patricia Huamán", Place::FollowUp),
            ("Óscar Tlapale", Place::FollowUp),
            ("Beatriz Cárdenas Ruiz", Place::FollowUp),
        ];
        assert_eq!(names, expected, "{now}");
    }
}

/// A house with one workspace of its own, whose founder is signed in.
fn house() -> (Criba, String, TempDir) {
    let folder = TempDir::new().unwrap();
    let clock = Clock::manual(MONDAY.parse().unwrap());
    let criba = Criba::open(folder.path(), clock, Limits::default()).unwrap();
    let id = criba.add_workspace("Tecnoclima", "ES", None, ANA).unwrap();
    criba.add_person(id, ANA, "Ana", "una frase larga", &PERMISSIONS).unwrap();
    let cookie = criba.sign_in(ANA, "una frase larga", "test").unwrap().unwrap();
    (criba, cookie, folder)
}

const ANA: &str = "ana@tecnoclima.example";

#[test]
fn who_looks_at_the_sample_sits_at_a_desk_of_it_and_leaves_nothing_behind() {
    let (criba, cookie, folder) = house();
    let is_file_of = |id: WorkspaceId| {
        let files = std::fs::read_dir(folder.path().join("workspaces")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.into_iter().any(|name| name.starts_with(&id.to_string()))
    };
    let here = || criba.signed_in(&cookie).unwrap().unwrap();
    let enter = |language| {
        let signed = here();
        criba.enter_sample(&signed.place.person, &signed.session, language).unwrap();
        here().place.workspace
    };
    let own = here().place.workspace;
    let sample = enter(Language::En);
    assert_ne!(sample, own);
    let workspace = criba.workspace(sample).unwrap();
    assert!(workspace.is_sample().unwrap());
    let mine = Filter { owners: vec![ANA.to_owned()], ..Filter::default() };
    let queue = workspace.queue(&View { reader: vec![ANA.to_owned()], filter: mine }).unwrap();
    assert_eq!(queue.entries[0].columns.name, "Ximena Ordóñez Peña", "Daniela's list is hers");
    let document = workspace.writer.agreement().wait().unwrap().document.clone();
    assert_eq!(document.language, Language::En, "pages speak her language");
    let guest = criba.invite(sample, "eva@uno.example", &PERMISSIONS[..2], ANA);
    assert!(matches!(guest, Err(RuntimeError::Denied(Denial::Sample))));
    // Who signs in again is at home, and goes back to the same sample.
    let again = criba.sign_in(ANA, "una frase larga", "test").unwrap().unwrap();
    assert_eq!(criba.signed_in(&again).unwrap().unwrap().place.workspace, own);
    assert_eq!(enter(Language::En), sample);
    criba.leave_sample(&here().session).unwrap();
    assert_eq!(here().place.workspace, own);
    assert_eq!(criba.house().workspaces().unwrap().len(), 1);
    assert_eq!(criba.house().person_with_email("mateo@cargavia.example").unwrap(), None);
    assert!(is_file_of(own) && !is_file_of(sample));
    // Tomorrow it is another one, told from that day.
    let first = enter(Language::Es);
    criba.clock().advance(Span::DAY);
    assert_ne!(enter(Language::Es), first);
    assert_eq!(criba.house().workspaces().unwrap().len(), 2);
}

#[test]
fn every_screen_has_something_to_show() {
    let made = made(MONDAY, 7);
    let queue = queue(&made.workspace);
    let ximena = made.workspace.writer.look(queue.entries[0].id).wait().unwrap().unwrap();
    let chances = made.workspace.chances(&ximena).unwrap().unwrap();
    let (reached, of) = (chances.reached, chances.of);
    assert!(of >= 30 && reached > 0 && reached < of, "{reached} of {of}");
    made.workspace
        .read(|read| {
            let suggested = Filter { is_suggested: true, ..Filter::default() };
            assert!((5..=20).contains(&read.count(&suggested)?), "{}", read.count(&suggested)?);
            let sources = read.count_by(Breakdown::Source, &Filter::default())?;
            assert!(sources.len() >= 5, "{sources:?}");
            let rows = read.events_at(&(1..=read.last()?.0).collect::<Vec<u64>>())?;
            let is_visit = |act: &Act| matches!(act, Act::Happened { name, .. } if name == "page");
            let visits = rows.iter().filter(|row| is_visit(&row.event.act)).count();
            assert!((16_000..=20_000).contains(&visits), "{visits}");
            Ok(())
        })
        .unwrap();
}
