//! The client: it brings lists in and logs the outcomes of calls at the same time, and writes down
//! what was acknowledged, a line each, once it was.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

use engine::agreement::funnel::SideName;
use runtime::acts::{By, Deed, OUTCOMES};
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::imports::{Plan, Status};
use runtime::writer::{Became, Limits};
use store::ids::ContactId;
use store::workspace::screens::{Filter, Order};

use crate::lists;

/// How a client in a process of its own is told what to do.
pub(crate) const FOLDER: &str = "CRIBA_KILLED_FOLDER";
/// The first list to bring.
pub(crate) const LIST: &str = "CRIBA_KILLED_LIST";
/// The first call to log.
pub(crate) const CALL: &str = "CRIBA_KILLED_CALL";
/// The seed of its life.
pub(crate) const SEED: &str = "CRIBA_KILLED_SEED";

/// Until somebody kills it, or nobody reads any more.
pub(crate) const FOR_EVER: usize = usize::MAX;

/// The name of the only workspace.
pub(crate) const WORKSPACE: &str = "Tecnoclima";

/// What a client does.
pub(crate) struct Task {
    pub(crate) folder: PathBuf,
    pub(crate) list: usize,
    pub(crate) call: usize,
}

impl Task {
    /// The task of this process, where it is a client.
    pub(crate) fn given() -> Option<Task> {
        let number = |name| std::env::var_os(name)?.to_str()?.parse().ok();
        let folder = PathBuf::from(std::env::var_os(FOLDER)?);
        Some(Task { folder, list: number(LIST)?, call: number(CALL)? })
    }
}

/// What the client keeps in memory and saves at once: in every other life so little that saving happens all
/// the time.
fn limits() -> Limits {
    let seed = std::env::var_os(SEED).and_then(|seed| seed.to_str()?.parse::<usize>().ok());
    match seed {
        Some(seed) if seed % 2 == 1 => {
            Limits { cards: 40, cards_a_save: 10, notes: 60, ..Limits::default() }
        }
        _ => Limits::default(),
    }
}

/// Works until it has logged so many calls and brought a list in.
pub(crate) fn work(task: &Task, calls: usize, out: impl Write + Send) {
    let criba = Criba::open(&task.folder, Clock::System, limits()).unwrap();
    let workspace = criba.workspace_called(WORKSPACE).unwrap();
    let notebook = Mutex::new(out);
    let write = |line: String| {
        let mut out = notebook.lock().unwrap();
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).is_ok()
    };
    // What the test's own binary prints stands before the first line.
    write("\n".to_owned());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let last = if calls == FOR_EVER { FOR_EVER } else { task.list + 1 };
            (task.list..last).all(|list| bring(&workspace, list, &write))
        });
        let people = people(&workspace);
        let mut calls = task.call..task.call.saturating_add(calls);
        calls.all(|call| log(&workspace, people[call % people.len()], call, &write));
    });
}

/// Brings a list in, or goes on where another client was cut off; whether anybody still reads.
fn bring(workspace: &Workspace, list: usize, write: &impl Fn(String) -> bool) -> bool {
    let name = format!("list {list}");
    let batches = workspace.batches(1_000).unwrap();
    let begun = batches.into_iter().find(|batch| {
        batch.plan.name == name && matches!(batch.status, Status::Waiting | Status::Running)
    });
    let batch = begun.unwrap_or_else(|| {
        let plan = Plan { name, ..Plan::default() };
        workspace.bring(plan, lists::text(list).as_bytes(), "ana@tecnoclima.example").unwrap()
    });
    let mut is_read = true;
    let done =
        workspace.bring_in(batch, |people, _| is_read &= write(format!("list {list} {people}\n")));
    done.unwrap();
    is_read
}

/// Logs the outcome of a call; whether anybody still reads.
fn log(
    workspace: &Workspace,
    contact: ContactId,
    call: usize,
    write: &impl Fn(String) -> bool,
) -> bool {
    let outcome = OUTCOMES[call % OUTCOMES.len()];
    let deed = Deed::Called { outcome, text: format!("llamada {call}"), next: None };
    let by = By { email: "ana@tecnoclima.example".to_owned(), side: SideName::Sales };
    let became = workspace.act(contact, &deed, &by, &key(call)).unwrap();
    let at = became.iter().map(|became| match became {
        Became::Applied { position, .. }
        | Became::Repeated { position }
        | Became::Refused { position, .. }
        | Became::Kept { position } => format!(" {position}"),
        Became::Nowhere => panic!("call {call} came to nobody"),
    });
    write(format!("call {call}{}\n", at.collect::<String>()))
}

/// The key under which a call is logged.
pub(crate) fn key(call: usize) -> String {
    format!("call-{call}")
}

/// Those who are called: the first that were known.
fn people(workspace: &Workspace) -> Vec<ContactId> {
    workspace.writer.settle().wait().unwrap();
    let known = workspace.read(|read| Ok(read.list(&Filter::default(), Order::Name, 20, 0)?));
    known.unwrap().into_iter().map(|listed| listed.id).collect()
}
