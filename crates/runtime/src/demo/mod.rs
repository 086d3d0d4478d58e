//! The sample company: Cargavía, fleet management sold from Bogotá, with eighteen months behind it.
//!
//! Everything comes in through the one door, as it would have: visits, forms, calls, decisions. The
//! same seed and the same moment give the same log. Nobody in it exists: addresses are of the
//! domains and telephones of the numbers that are kept for examples.

mod dice;
mod story;
mod places;
mod crowd;
mod today;
mod visit;
mod visits;

use engine::time::Timestamp;
use store::ids::WorkspaceId;

use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::people::Permission;
use crate::writer::{Became, Intake};
pub use visit::SEED;

use dice::Dice;
use story::Story;

/// What the sample company is called.
pub const NAME: &str = "Cargavía (ejemplo)";
/// The password of everybody in it.
pub const PASSWORD: &str = "cargavia-de-ejemplo";
/// The agreement between its marketing and its sales.
pub const AGREEMENT: &str = include_str!("acuerdo.yaml");
/// The note that marks a workspace as one of sample data.
pub const MARK: &str = "sample";
/// What it says while the company is being made.
const UNFINISHED: &str = "unfinished";
/// Contacts that it has.
pub const CONTACTS: usize = 1_284;
/// Those of them that became MQL in the last quarter.
pub const MQL_OF_QUARTER: usize = 214;
/// How often what time made due is asked for at most.
const WAKES_MAX: usize = 50;

/// Somebody who works at the sample company.
#[derive(Debug, Clone, Copy)]
pub struct Worker {
    /// Their address, with which they sign in.
    pub email: &'static str,
    /// What they are called.
    pub name: &'static str,
    /// What they do, in Spanish.
    pub role: &'static str,
    permissions: &'static [Permission],
}

/// Who works there; the first is whose list the pages show.
pub const WORKERS: [Worker; 5] = [
    Worker {
        email: "daniela@cargavia.example",
        name: "Daniela Ríos",
        role: "Ventas, Cono Norte",
        permissions: &[Permission::Work, Permission::Edit],
    },
    Worker {
        email: "mateo@cargavia.example",
        name: "Mateo Guzmán",
        role: "Ventas, Cono Norte",
        permissions: &[Permission::Work, Permission::Edit],
    },
    Worker {
        email: "ines@cargavia.example",
        name: "Inés Lagos",
        role: "Ventas, Cono Sur",
        permissions: &[Permission::Work, Permission::Edit],
    },
    Worker {
        email: "paula@cargavia.example",
        name: "Paula Restrepo",
        role: "Dirección de Ventas",
        permissions: &[
            Permission::Work,
            Permission::Edit,
            Permission::Propose,
            Permission::SignSales,
            Permission::Administer,
        ],
    },
    Worker {
        email: "lucia@cargavia.example",
        name: "Lucía Ferrer",
        role: "Dirección de Marketing",
        permissions: &[
            Permission::Work,
            Permission::Edit,
            Permission::Propose,
            Permission::SignMarketing,
            Permission::Administer,
        ],
    },
];

/// Makes the sample company in a house: its workspace, its people and their eighteen months up to
/// the clock's present. `progress` is told how many events are in, of how many.
///
/// # Errors
///
/// The house has one already, or the disk does not take it.
pub fn make(
    criba: &Criba,
    seed: u64,
    progress: impl FnMut(usize, usize),
) -> Result<WorkspaceId, RuntimeError> {
    let founder = WORKERS.last().map_or(NAME, |worker| worker.email);
    let id = criba.add_workspace(NAME, "CO", Some(AGREEMENT), founder)?;
    for worker in WORKERS {
        criba.add_person(id, worker.email, worker.name, PASSWORD, worker.permissions)?;
    }
    let workspace = criba.workspace(id)?;
    fill(&workspace, seed, workspace.now(), WORKERS[0].email, progress)?;
    Ok(id)
}

/// Tells an empty workspace what happened at the sample company up to a moment, and marks it as
/// one of sample data. What Daniela did there, `desk` did: whoever sits at her desk. `progress` is
/// told how many events are in, of how many.
///
/// # Errors
///
/// The disk does not take it.
pub fn fill(
    workspace: &Workspace,
    seed: u64,
    now: Timestamp,
    desk: &str,
    mut progress: impl FnMut(usize, usize),
) -> Result<(), RuntimeError> {
    let agreement = workspace.writer.agreement().wait()?;
    workspace.writer.save_note(MARK.to_owned(), Some(UNFINISHED.to_owned())).wait()?;
    let mut intakes = history(seed, now, &agreement);
    for intake in &mut intakes {
        visit::sit(intake, desk);
    }
    let of = intakes.len();
    // All of it is one order, and what is asked next is in the queue behind it: a writer that had
    // a moment to itself in between would let time pass for people whose story is half told.
    let told = workspace.writer.take_when_free(intakes);
    let settled = workspace.writer.settle_all();
    progress(0, of);
    for became in told.wait()? {
        if let Became::Refused { why, position, .. } = became {
            tracing::warn!(%why, position, "the agreement refuses an event of the sample");
        }
    }
    progress(of, of);
    let mut position = settled.wait()?;
    for _ in 0..WAKES_MAX {
        workspace.writer.tick().wait()?;
        let after = workspace.writer.settle_all().wait()?;
        if after == position {
            break;
        }
        position = after;
    }
    workspace.writer.save_note(MARK.to_owned(), Some(seed.to_string())).wait()?;
    Ok(())
}

/// Everything that happened, in the order in which it did.
fn history(
    seed: u64,
    now: Timestamp,
    agreement: &engine::agreement::sealed::Agreement,
) -> Vec<Intake> {
    let mut dice = Dice::new(seed);
    let moments = story::Moments::of(agreement, now);
    let mut stories: Vec<Story> = today::stories(&moments, &mut dice);
    crowd::fill(&mut stories, &moments, &mut dice);
    let mut intakes: Vec<Intake> = stories.into_iter().flat_map(Story::told).collect();
    intakes.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.message_id.cmp(&b.message_id)));
    intakes
}

impl Workspace {
    /// Whether what the workspace holds is sample data.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn is_sample(&self) -> Result<bool, RuntimeError> {
        self.read(|read| Ok(read.note(MARK)?.is_some()))
    }
}
