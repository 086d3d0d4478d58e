//! What must hold after a restart, looked at from outside: in the log, by the keys that people are
//! found by, and by what `criba doctor` does.

use std::collections::BTreeMap;
use std::path::Path;

use runtime::acts::SOURCE;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::imports::{Plan, Status};
use runtime::office::Request;
use runtime::writer::Limits;
use serde_json::Value;
use store::workspace::rows::{EventRow, Key};

use crate::client::{WORKSPACE, key};
use crate::lists::{self, PEOPLE};
use crate::written::Written;

/// A data folder that goes through several kills.
pub(crate) struct Life {
    folder: tempfile::TempDir,
    /// Events that the log has for somebody of a list that was brought in once, in peace.
    events_a_person: usize,
}

/// The list that is brought in before anybody is killed, far from the others.
const FIRST: usize = 900;

impl Life {
    /// A workspace with a list in it.
    pub(crate) fn begin(seed: usize) -> Life {
        let folder = tempfile::tempdir().unwrap();
        let criba = Criba::open(folder.path(), Clock::System, Limits::default()).unwrap();
        let id = criba.add_workspace(WORKSPACE, "ES", None, "ana@tecnoclima.example").unwrap();
        let workspace = criba.workspace(id).unwrap();
        let head: Vec<String> =
            lists::text(FIRST + seed).lines().take(21).map(str::to_owned).collect();
        let plan = Plan { name: "first".to_owned(), ..Plan::default() };
        let list = head.join("\n");
        let batch = workspace.bring(plan, list.as_bytes(), "ana@tecnoclima.example").unwrap();
        workspace.bring_in(batch, |_, _| {}).unwrap();
        let events = log(&workspace).len();
        assert_eq!(events % 20, 0, "everybody has as many events");
        drop(workspace);
        drop(criba);
        Life { folder, events_a_person: events / 20 }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Fails where something that was acknowledged is missing, or anything is there twice; how many
    /// lists were cut off half way.
    pub(crate) fn holds(&self, written: &Written, when: &str) -> usize {
        let criba = Criba::open(self.folder(), Clock::System, Limits::default()).unwrap();
        let workspace = criba.workspace_called(WORKSPACE).unwrap();
        let log = log(&workspace);
        told_once(&log, when);
        for (call, positions) in &written.calls {
            for (index, position) in positions.iter().enumerate() {
                let message_id = format!("{}.{index}", key(*call));
                let found = log.iter().find(|row| row.event.position == *position);
                let found = found.unwrap_or_else(|| panic!("{when}: call {call} is missing"));
                let event = &found.event;
                assert_eq!((&*event.source, &*event.message_id), (SOURCE, &*message_id), "{when}");
            }
        }
        self.people_are_once(&workspace, &log, written, when);
        let examined = criba.serve_request(Request::Doctor, &[], &mut |_, _| {}).unwrap();
        let problems = examined.pointer("/workspaces/0/problems");
        assert_eq!(problems, Some(&Value::Array(Vec::new())), "{when}");
        let batches = workspace.batches(1_000).unwrap();
        batches.iter().filter(|batch| batch.status == Status::Running).count()
    }

    fn people_are_once(
        &self,
        workspace: &Workspace,
        log: &[EventRow],
        written: &Written,
        when: &str,
    ) {
        let mut imported: BTreeMap<String, usize> = BTreeMap::new();
        for row in log.iter().filter(|row| row.batch.is_some()) {
            *imported.entry(row.contact.to_string()).or_default() += 1;
        }
        let last = written.people.keys().next_back().map_or(0, |list| list + 1);
        for list in 0..=last {
            let acknowledged = written.people.get(&list).copied().unwrap_or(0);
            for index in 0..PEOPLE {
                let email = lists::email(list, index);
                let found = workspace.writer.find(Key::new("email", email.clone()));
                let found = found.wait().unwrap();
                match found.as_slice() {
                    [] => assert!(index >= acknowledged, "{when}: {email} is missing"),
                    [id] => {
                        let events = imported.get(&id.to_string());
                        assert_eq!(events, Some(&self.events_a_person), "{when}: {email}");
                    }
                    several => panic!("{when}: {email} is {} contacts", several.len()),
                }
            }
        }
    }
}

/// Every message of every source stands in the log once.
fn told_once(log: &[EventRow], when: &str) {
    let mut seen: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for row in log {
        let message = (&*row.event.source, &*row.event.message_id);
        if let Some(before) = seen.insert(message, row.event.position) {
            panic!("{when}: {message:?} is in the log at {before} and {}", row.event.position);
        }
    }
}

fn log(workspace: &Workspace) -> Vec<EventRow> {
    workspace.writer.settle().wait().unwrap();
    workspace.read(|read| Ok(read.events_after(0, usize::MAX >> 1)?)).unwrap()
}
