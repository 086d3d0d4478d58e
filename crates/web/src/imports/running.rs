//! The lists that are being brought in by this process, and how far each is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine::said::Said;
use runtime::criba::Workspace;
use runtime::imports::Batch;
use store::ids::BatchId;

use crate::app::App;

/// How far a list is, and what went wrong with one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) done: usize,
    pub(crate) all: usize,
    pub(crate) error: Option<Said>,
}

/// The lists that are being brought in.
#[derive(Debug, Default)]
pub(crate) struct Running {
    lists: Mutex<BTreeMap<BatchId, Progress>>,
}

impl Running {
    /// How far a list is; `None` where this process is not at it.
    pub(crate) fn progress(&self, id: BatchId) -> Option<Progress> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn set(&self, id: BatchId, progress: Option<Progress>) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => lists.insert(id, progress),
            None => lists.remove(&id),
        };
    }

    /// Takes a list unless somebody is at it already.
    fn take(&self, id: BatchId) -> bool {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let is_free = lists.get(&id).is_none_or(|progress| progress.error.is_some());
        if is_free {
            lists.insert(id, Progress::default());
        }
        is_free
    }
}

/// Brings a list in beside the requests; it goes on though nobody waits for it.
pub(crate) fn start(app: &App, workspace: Arc<Workspace>, batch: Batch) {
    if !app.running().take(batch.id) {
        return;
    }
    let app = app.clone();
    tokio::task::spawn_blocking(move || {
        let id = batch.id;
        let done = workspace.bring_in(batch, |done, all| {
            app.running().set(id, Some(Progress { done, all, error: None }));
        });
        match done {
            Ok(_) => app.running().set(id, None),
            Err(error) => {
                tracing::error!(%error, import = %id, "a list could not be brought in");
                let error = Some(error.said());
                app.running().set(id, Some(Progress { error, ..Progress::default() }));
            }
        }
    });
}
