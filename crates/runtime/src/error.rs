//! What can go wrong while Criba runs.

use std::fmt::Display;

use engine::agreement::diagnostic::Diagnostic;
use engine::said::Said;
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
    /// The disk is full; nothing was written.
    #[error("the disk is full; make room and it goes on by itself")]
    DiskFull,
    /// The disk or the workspace's file does not take or give it; nothing was written.
    #[error("{0}")]
    Unwritten(Said),
    /// The workspace's file is damaged, and nothing is read from it or written to it any more.
    #[error("{0}")]
    SetAside(Said),
    /// The workspace has stopped; nothing was written.
    #[error("the workspace has stopped")]
    Stopped,
    /// What was brought is no list.
    #[error("{}", .0.en())]
    List(import::table::ReadError),
    /// What was asked for is not there.
    #[error("{0}")]
    Missing(Said),
    /// What was given cannot be used.
    #[error("{0}")]
    Wrong(Said),
    /// What was said of a list does not fit it: a part that it has not, columns that it has not.
    #[error("{0}")]
    Misnamed(Said),
}

impl RuntimeError {
    /// What is not there, called as each language does.
    pub(crate) fn missing(es: &str, en: &str, which: impl Display) -> RuntimeError {
        RuntimeError::Missing(Said::new(
            format!("no existe {es} {which}; hay que comprobar cómo se llama"),
            format!("there is no {en} {which}; check what it is called"),
        ))
    }

    /// Whether it is for want of room on the disk, and may be otherwise in a moment.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            RuntimeError::DiskFull => true,
            RuntimeError::Store(error) => error.is_disk_full(),
            _ => false,
        }
    }

    /// The same for a person.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            RuntimeError::Store(error) => error.said(),
            RuntimeError::Refused(refusal) => refusal.said(),
            RuntimeError::Denied(denial) => denial.said(),
            RuntimeError::Overtaken { now } => Said::new(
                format!(
                    "el acuerdo cambió entretanto: rige la versión {now}; no se cambió nada, hay que volver a abrir la página y repetirlo"
                ),
                format!(
                    "the agreement changed meanwhile: version {now} is in force; nothing was changed, open the page again and repeat it"
                ),
            ),
            RuntimeError::Problems(problems) => {
                // Who changed it by a form has not seen a line of it.
                let said = problems.iter().map(|problem| Said::new(&*problem.es, &*problem.en));
                Said::all(&said.collect::<Vec<Said>>())
            }
            RuntimeError::DiskFull => Said::new(
                "el disco está lleno y no se escribió nada; en cuanto haya sitio sigue solo",
                "the disk is full and nothing was written; once there is room it goes on by itself",
            ),
            RuntimeError::Busy => Said::new(
                "hay demasiado esperando a escribirse; hay que repetirlo dentro de un momento",
                "too much is waiting to be written; try again in a moment",
            ),
            RuntimeError::Stopped => Said::new(
                "el espacio se ha parado y no se escribió nada; hay que repetirlo",
                "the workspace has stopped and nothing was written; try again",
            ),
            RuntimeError::List(error) => error.said(),
            RuntimeError::Missing(said)
            | RuntimeError::SetAside(said)
            | RuntimeError::Unwritten(said)
            | RuntimeError::Wrong(said)
            | RuntimeError::Misnamed(said) => said.clone(),
        }
    }
}

fn first(problems: &[Diagnostic]) -> &str {
    problems.first().map_or("", |problem| problem.en.as_str())
}
