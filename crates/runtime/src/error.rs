//! What can go wrong while Criba runs.

use engine::stage::Refusal;
use store::StoreError;

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The store says so.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The agreement does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
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
