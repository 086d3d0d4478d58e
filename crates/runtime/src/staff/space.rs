//! The workspace itself: its name and its country.

use engine::said::Said;
use serde::{Deserialize, Serialize};
use store::house::WorkspaceRow;
use store::ids::{ChangeId, WorkspaceId};

use super::Denial;
use super::changes::Change;
use crate::criba::Criba;
use crate::error::RuntimeError;

/// What a workspace is called and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Space {
    /// Its name.
    pub name: String,
    /// ISO 3166 code: decides words, number formats and how telephone numbers are read.
    pub country: String,
}

impl Criba {
    /// Changes a workspace's name and country: the change, or nothing where they were so.
    ///
    /// # Errors
    ///
    /// The name is empty, the country no code, or the house cannot be written.
    pub fn change_space(
        &self,
        workspace: WorkspaceId,
        wanted: Space,
        by: &str,
    ) -> Result<Option<ChangeId>, RuntimeError> {
        let wanted = Space { name: wanted.name.trim().to_owned(), ..wanted };
        let is_country =
            wanted.country.len() == 2 && wanted.country.bytes().all(|b| b.is_ascii_uppercase());
        if wanted.name.is_empty() || !is_country {
            return Err(RuntimeError::Wrong(Said::new(
                "un espacio necesita un nombre y un país; hay que poner los dos",
                "a workspace needs a name and a country; give both",
            )));
        }
        let row = self.workspace(workspace)?.row.clone();
        let was = Space { name: row.name.clone(), country: row.country.clone() };
        if was == wanted {
            return Ok(None);
        }
        let became = wanted.clone();
        self.save_workspace(WorkspaceRow { name: wanted.name, country: wanted.country, ..row })?;
        self.record_change(workspace, by, &Change::Space { was, became }).map(Some)
    }

    /// Puts back what a change made, where it is still so.
    pub(super) fn exchange_space(
        &self,
        workspace: WorkspaceId,
        expected: &Space,
        wanted: &Space,
    ) -> Result<(), RuntimeError> {
        let row = self.workspace(workspace)?.row.clone();
        if row.name != expected.name || row.country != expected.country {
            return Err(Denial::NotUndoable.into());
        }
        let Space { name, country } = wanted.clone();
        self.save_workspace(WorkspaceRow { name, country, ..row })
    }
}
