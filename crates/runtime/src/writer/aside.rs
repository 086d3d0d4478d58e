//! A workspace whose file is damaged is set aside: from the moment at which anybody meets it, nothing
//! more is written there, and everybody who asks for it is told what to do.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use engine::said::Said;
use store::StoreError;

use super::order::again;
use super::{Handle, Writer};
use crate::error::RuntimeError;

/// Whether a workspace is set aside, and why; shared by all who work on it.
#[derive(Debug, Clone, Default)]
pub struct Aside {
    why: Arc<OnceLock<Said>>,
}

impl Aside {
    /// Looks at what went wrong with a file, and sets the workspace aside where it is damaged.
    pub fn look_at(&self, path: &Path, error: &StoreError) {
        if error.is_damaged() && self.why.set(said(path, &error.said())).is_ok() {
            tracing::error!(
                file = %path.display(),
                %error,
                "a workspace's file is damaged and is set aside: nothing more is written there; \
                 stop Criba, move the file away and put one from a backup in its place"
            );
        }
    }

    /// Why it is set aside; `None` where it is not.
    #[must_use]
    pub fn why(&self) -> Option<RuntimeError> {
        self.why.get().cloned().map(RuntimeError::SetAside)
    }
}

impl Handle {
    /// Looks at what went wrong with the workspace's file for one who read it.
    pub fn look_at(&self, error: &RuntimeError) {
        if let RuntimeError::Store(error) = error {
            self.aside.look_at(&self.path, error);
        }
    }

    /// Why the workspace is set aside; `None` where it is not.
    #[must_use]
    pub fn set_aside(&self) -> Option<RuntimeError> {
        self.aside.why()
    }
}

impl Writer {
    /// Ends without another write: the file is damaged.
    pub(super) fn leave(&mut self) {
        self.moving.leave();
        self.committing.leave();
        if let (Some(Err(failed)), Some(why)) = (self.committing.end(), self.aside.why()) {
            failed.answers.into_iter().for_each(|answer| answer(Err(again(&why))));
        }
        if let Err(error) = self.store.leave() {
            tracing::error!(%error, "a damaged file could not be left as it is");
        }
    }
}

/// What is wrong with a file and what to do.
pub(crate) fn said(path: &Path, why: &Said) -> Said {
    let file = path.display();
    Said::new(
        format!(
            "el archivo {file} está dañado ({}) y se ha apartado: no se escribe más en él; quien \
             lleva el servidor debe parar Criba, guardarlo aparte y poner en su lugar el de una copia",
            why.es
        ),
        format!(
            "the file {file} is damaged ({}) and is set aside: nothing more is written there; who \
             runs the server should stop Criba, move it away and put one from a backup in its place",
            why.en
        ),
    )
}
