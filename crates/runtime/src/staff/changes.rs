//! What was changed in a workspace's settings: kept, read, and undone.

use engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::house::{ChangeRow, House};
use store::ids::{ChangeId, PersonId, WorkspaceId};

use super::space::Space;
use super::{Denial, leaving};
use crate::acts::By;
use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::people::Permission;

/// A change in a workspace's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields say what they are")]
pub enum Change {
    /// A link was made that lets somebody in.
    Invited { email: String, permissions: Vec<Permission> },
    /// The link was withdrawn.
    InvitationWithdrawn { email: String },
    /// A link was made that gives somebody another password.
    PasswordLink { email: String },
    /// Somebody came in by a link.
    CameIn { email: String },
    /// What somebody may do was changed.
    Permissions { person: PersonId, email: String, was: Vec<Permission>, became: Vec<Permission> },
    /// Somebody left, and their leads passed on.
    Left {
        person: PersonId,
        email: String,
        permissions: Vec<Permission>,
        heir: Option<String>,
        leads: u64,
    },
    /// A key of a program was made.
    KeyMade { kind: String, name: String },
    /// A key of a program was revoked.
    KeyRevoked { kind: String, name: String },
    /// A source was made, changed or taken away.
    Source { name: String, what: SourceChange },
    /// The space's own name or country was changed.
    Space { was: Space, became: Space },
}

/// What was done with a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum SourceChange {
    Made,
    Removed,
    TurnedOff,
    TurnedOn,
    Rotated,
    Mapped,
    Retold,
    Untold,
}

impl Change {
    /// Whether it can be undone at all.
    #[must_use]
    pub fn is_undoable(&self) -> bool {
        matches!(self, Change::Permissions { .. } | Change::Left { .. } | Change::Space { .. })
    }
}

/// A change as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its id.
    pub id: ChangeId,
    /// When.
    pub at: Timestamp,
    /// By whom: their address.
    pub by: String,
    /// What.
    pub change: Change,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

impl Recorded {
    fn of(row: ChangeRow) -> Result<Recorded, RuntimeError> {
        let change = serde_json::from_str(&row.body).map_err(store::StoreError::from)?;
        let ChangeRow { id, made_at, made_by, undone_at, .. } = row;
        Ok(Recorded { id, at: made_at, by: made_by, change, undone_at })
    }
}

/// Keeps a change that is being made, while the house is held.
pub(super) fn record(
    house: &mut House,
    workspace: WorkspaceId,
    id: ChangeId,
    at: Timestamp,
    by: &str,
    change: &Change,
) -> Result<(), RuntimeError> {
    let body = serde_json::to_string(change).map_err(store::StoreError::from)?;
    let made_by = by.to_owned();
    house.add_change(&ChangeRow { id, workspace, made_at: at, made_by, body, undone_at: None })?;
    Ok(())
}

impl Criba {
    /// Keeps a change that was made elsewhere in the settings.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn record_change(
        &self,
        workspace: WorkspaceId,
        by: &str,
        change: &Change,
    ) -> Result<ChangeId, RuntimeError> {
        let id = ChangeId::make();
        let now = self.clock().now();
        record(&mut self.house(), workspace, id, now, by, change)?;
        Ok(id)
    }

    /// The changes of a workspace's settings, the latest first.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn changes(
        &self,
        workspace: WorkspaceId,
        limit: usize,
    ) -> Result<Vec<Recorded>, RuntimeError> {
        let rows = self.house().changes(workspace, limit)?;
        rows.into_iter().map(Recorded::of).collect()
    }

    /// A change of a workspace's settings.
    ///
    /// # Errors
    ///
    /// There is no such change, or the house cannot be read.
    pub fn change(&self, workspace: WorkspaceId, id: ChangeId) -> Result<Recorded, RuntimeError> {
        let row = self.house().change(workspace, id)?;
        row.map_or_else(|| Err(RuntimeError::missing("el cambio", "change", id)), Recorded::of)
    }

    /// Undoes a change, where what it made is still so: the leads of who left come back with them.
    ///
    /// # Errors
    ///
    /// It cannot be undone, or not any more.
    pub fn undo_change(
        &self,
        workspace: WorkspaceId,
        id: ChangeId,
        by: &By,
    ) -> Result<Recorded, RuntimeError> {
        let recorded = self.change(workspace, id)?;
        if recorded.undone_at.is_some() {
            return Err(Denial::NotUndoable.into());
        }
        match &recorded.change {
            Change::Permissions { person, was, became, .. } => {
                self.exchange_permissions(workspace, *person, Some(became), was)?;
            }
            Change::Left { person, permissions, .. } => {
                self.come_back(workspace, *person, permissions)?;
                leaving::take_back(self.workspace(workspace)?.as_ref(), id, by)?;
            }
            Change::Space { was, became } => self.exchange_space(workspace, became, was)?,
            Change::Invited { .. }
            | Change::InvitationWithdrawn { .. }
            | Change::PasswordLink { .. }
            | Change::CameIn { .. }
            | Change::KeyMade { .. }
            | Change::KeyRevoked { .. }
            | Change::Source { .. } => return Err(Denial::NotUndoable.into()),
        }
        let now = self.clock().now();
        self.house().undo_change(id, now)?;
        Ok(Recorded { undone_at: Some(now), ..recorded })
    }
}
