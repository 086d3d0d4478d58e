//! Several lists at once: each is in as if it had come alone.

use std::collections::BTreeSet;

use runtime::criba::Workspace;
use runtime::imports::{Batch, Plan, Status};
use store::ids::BatchId;
use store::workspace::rows::Key;

use super::{HEADER, LIST, criba, healthy, names};

/// The rows of people who share nothing, each with a job title.
pub(crate) fn many(numbers: std::ops::Range<usize>, title: &str) -> Vec<String> {
    let syllables = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su"];
    let row = |number: usize| {
        let digits = format!("{number:05}");
        let name: String =
            digits.bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect();
        format!("Don{name} Del{name};{name}@{name}.example;Talleres {name};{title}\n")
    };
    numbers.map(row).collect()
}

pub(crate) fn waiting(workspace: &Workspace, rows: &[String]) -> Batch {
    let text = format!("{HEADER}{}", rows.concat());
    workspace.bring(Plan::default(), text.as_bytes(), "ana@ejemplo.es").unwrap()
}

/// Of each contact with an address, the lists that told of it.
fn told_of(workspace: &Workspace, email: &str) -> Vec<BTreeSet<BatchId>> {
    let key = Key::new("email", email);
    let contacts = workspace.writer.find(key).wait().unwrap();
    let lists = contacts.into_iter().map(|id| {
        let saw = workspace.writer.look(id).wait().unwrap().unwrap();
        let history = saw.card.history.clone();
        let rows = workspace.read(|read| Ok(read.events_at(&history)?)).unwrap();
        rows.into_iter().filter_map(|row| row.batch).collect()
    });
    lists.collect()
}

#[test]
fn two_lists_at_once_find_each_others_people() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let plan = Plan { name: "feria.csv".to_owned(), ..Plan::default() };
                let batch = workspace.bring(plan, LIST.as_bytes(), "ana@ejemplo.es").unwrap();
                workspace.bring_in(batch, |_, _| {}).unwrap()
            });
        }
    });
    assert_eq!(names(&workspace).len(), 2);
    healthy(&workspace);
}

#[test]
fn a_small_list_is_in_before_a_large_one_that_began_earlier() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let everybody = many(0..1_000, "Gerente");
    let large = waiting(&workspace, &everybody);
    // Somebody whom the large list has told of already, somebody of whom it will, and somebody new.
    let somebody = "Ana Roca;ana@otra.example;Uno;\n".to_owned();
    let last = many(999..1_000, "Directora").concat();
    let small = [everybody[0].clone(), last, somebody];
    let small = waiting(&workspace, &small);
    let mut done = None;
    // The large list waits here for the small one: were it not in by then, it never would be.
    let large = workspace.bring_in(large, |_, _| {
        done.get_or_insert_with(|| workspace.bring_in(small.clone(), |_, _| {}).unwrap());
    });
    let (large, small) = (large.unwrap(), done.unwrap());
    assert_eq!((large.status, small.status), (Status::Done, Status::Done));
    let counts = small.report.unwrap().counts;
    assert_eq!((counts.rows, counts.new, counts.unchanged), (3, 2, 1), "{counts:?}");
    let counts = large.report.unwrap().counts;
    assert_eq!((counts.new, counts.updated), (999, 1), "{counts:?}");
    let (large, small) = (large.id, small.id);
    assert_eq!(told_of(&workspace, "bababababa@bababababa.example"), [BTreeSet::from([large])]);
    assert_eq!(
        told_of(&workspace, "babasususu@babasususu.example"),
        [BTreeSet::from([large, small])]
    );
    assert_eq!(workspace.read(|read| Ok(read.contacts()?)).unwrap().len(), 1_001);
    healthy(&workspace);
}

#[test]
fn who_stands_in_two_lists_at_once_is_one_contact_whichever_tells_first() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    // The same people with something else to say.
    let lists = [many(0..600, "Gerente"), many(300..900, "Directora")];
    let lists = lists.map(|rows| waiting(&workspace, &rows));
    let ids = lists.each_ref().map(|list| list.id);
    // Each waits for the other's first people to be in: both look who is known before that.
    let both = std::sync::Barrier::new(lists.len());
    let done: Vec<Batch> = std::thread::scope(|threads| {
        let running = lists.map(|list| {
            let (both, workspace) = (&both, &workspace);
            threads.spawn(move || {
                let mut has_met = false;
                let met = |_, _| {
                    if !std::mem::replace(&mut has_met, true) {
                        both.wait();
                    }
                };
                workspace.bring_in(list, met).unwrap()
            })
        });
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let counts = done.iter().map(|batch| batch.report.as_ref().unwrap().counts);
    let (new, updated) = counts.fold((0, 0), |sum, one| (sum.0 + one.new, sum.1 + one.updated));
    assert_eq!((new, updated), (900, 300));
    assert_eq!(workspace.read(|read| Ok(read.contacts()?)).unwrap().len(), 900);
    for met in ["babagosusu@babagosusu.example", "babamasusu@babamasusu.example"] {
        assert_eq!(told_of(&workspace, met), [BTreeSet::from(ids)], "{met}");
    }
    healthy(&workspace);
}
