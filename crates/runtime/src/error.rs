//! What can go wrong while Criba runs.

use engine::agreement::diagnostic::Diagnostic;
use engine::stage::Refusal;
use store::StoreError;

use crate::staff::Denial;

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The store says so.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The agreement does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The rules about who may do what do not allow it.
    #[error(transparent)]
    Denied(#[from] Denial),
    /// The agreement that was to be changed is no longer the one in force.
    #[error(
        "the agreement was changed meanwhile: version {now} is in force; look at it and try again"
    )]
    Overtaken {
        /// The version in force.
        now: u32,
    },
    /// The text of an agreement cannot judge; these are its errors.
    #[error("the agreement has errors: {}", first(.0))]
    Problems(Vec<Diagnostic>),
    /// More is waiting than the disk takes; nothing was written.
    #[error("too much is waiting to be written; try again in a moment")]
    Busy,
    /// The workspace has stopped; nothing was written.
    #[error("the workspace has stopped")]
    Stopped,
    /// What was brought is no list.
    #[error("{}", .0.en())]
    List(import::table::ReadError),
    /// What was asked for is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// What was given cannot be used.
    #[error("{0}")]
    Wrong(String),
}

fn first(problems: &[Diagnostic]) -> &str {
    problems.first().map_or("", |problem| problem.en.as_str())
}
