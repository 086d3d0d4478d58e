//! Views of the list of contacts that somebody saved, for everybody.

use engine::said::Said;
use serde::{Deserialize, Serialize};

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// A view that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its id in addresses.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The query of its address: what it filters and how it sorts.
    pub query: String,
    /// Who saved it.
    pub by: String,
}

/// The name under which they are kept.
const KEPT: &str = "views";
/// How many a workspace has at most.
const VIEWS_MAX: usize = 20;

impl Workspace {
    /// The views that were saved, in the order they were.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn saved_views(&self) -> Result<Vec<SavedView>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(KEPT)?))?;
        match kept {
            Some(text) => Ok(serde_json::from_str(&text).map_err(store::StoreError::from)?),
            None => Ok(Vec::new()),
        }
    }

    /// Saves a view behind the others, in place of one with the same id.
    ///
    /// # Errors
    ///
    /// There are too many, or the disk does not take it.
    pub fn save_view(&self, view: SavedView) -> Result<(), RuntimeError> {
        let mut views = self.saved_views()?;
        views.retain(|known| known.id != view.id);
        if views.len() >= VIEWS_MAX {
            return Err(RuntimeError::Wrong(Said::new(
                format!("ya hay {VIEWS_MAX} vistas guardadas; antes hay que quitar una"),
                format!("there are {VIEWS_MAX} saved views; remove one first"),
            )));
        }
        views.push(view);
        self.keep(&views)
    }

    /// Forgets a view.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn remove_view(&self, id: &str) -> Result<(), RuntimeError> {
        let mut views = self.saved_views()?;
        views.retain(|view| view.id != id);
        self.keep(&views)
    }

    fn keep(&self, views: &[SavedView]) -> Result<(), RuntimeError> {
        let text = serde_json::to_string(views).map_err(store::StoreError::from)?;
        self.writer.save_note(KEPT.to_owned(), Some(text)).wait()
    }
}
