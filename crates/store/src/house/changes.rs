//! What was changed of people, keys and the space itself, by whom and when.

use engine::time::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::House;
use crate::StoreError;
use crate::ids::{ChangeId, WorkspaceId};

/// A change that somebody made in a workspace's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its id.
    pub id: ChangeId,
    /// Where.
    pub workspace: WorkspaceId,
    /// When.
    pub made_at: Timestamp,
    /// By whom: their address.
    pub made_by: String,
    /// What, as JSON.
    pub body: String,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

const CHANGE: &str = "id, workspace, made_at, made_by, body, undone_at";

impl House {
    /// Keeps a change.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn add_change(&mut self, row: &ChangeRow) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO changes VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                row.id,
                row.workspace,
                row.made_at.micros(),
                row.made_by,
                row.body,
                row.undone_at.map(Timestamp::micros)
            ],
        )?;
        Ok(())
    }

    /// A change of a workspace.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn change(
        &self,
        workspace: WorkspaceId,
        id: ChangeId,
    ) -> Result<Option<ChangeRow>, StoreError> {
        let sql = format!("SELECT {CHANGE} FROM changes WHERE workspace = ?1 AND id = ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params![workspace, id], change).optional()?)
    }

    /// At most `limit` changes of a workspace, the latest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn changes(
        &self,
        workspace: WorkspaceId,
        limit: usize,
    ) -> Result<Vec<ChangeRow>, StoreError> {
        let sql = format!(
            "SELECT {CHANGE} FROM changes WHERE workspace = ?1 ORDER BY made_at DESC, id DESC \
             LIMIT ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![workspace, limit], change)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Notes that a change was undone: whether it had not been yet.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn undo_change(&mut self, id: ChangeId, at: Timestamp) -> Result<bool, StoreError> {
        let undone = self.connection.execute(
            "UPDATE changes SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL",
            params![id, at.micros()],
        )?;
        Ok(undone > 0)
    }
}

fn change(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    Ok(ChangeRow {
        id: row.get(0)?,
        workspace: row.get(1)?,
        made_at: Timestamp::from_micros(row.get(2)?),
        made_by: row.get(3)?,
        body: row.get(4)?,
        undone_at: row.get::<_, Option<i64>>(5)?.map(Timestamp::from_micros),
    })
}
