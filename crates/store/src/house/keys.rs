//! Keys of programs: only their hashes are kept.

use engine::time::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::House;
use crate::StoreError;
use crate::ids::WorkspaceId;

/// A key of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// SHA-256 of the key.
    pub hash: Vec<u8>,
    /// Whose data it opens.
    pub workspace: WorkspaceId,
    /// `api` or `source`.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// Its first characters, to tell it from others.
    pub hint: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
    /// From when on it opens nothing; `None` where it stays.
    pub expires_at: Option<Timestamp>,
    /// What it opens beside its kind, separated by commas.
    pub scopes: String,
}

const KEY: &str = "hash, workspace, kind, name, hint, made_at, used_at, expires_at, scopes";

impl House {
    /// Adds a key of a program.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn add_key(&mut self, row: &KeyRow) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO keys ({KEY}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        self.connection.execute(
            &sql,
            params![
                row.hash,
                row.workspace,
                row.kind,
                row.name,
                row.hint,
                row.made_at.micros(),
                row.used_at.map(Timestamp::micros),
                row.expires_at.map(Timestamp::micros),
                row.scopes
            ],
        )?;
        Ok(())
    }

    /// The key with a hash.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn key(&self, hash: &[u8]) -> Result<Option<KeyRow>, StoreError> {
        let sql = format!("SELECT {KEY} FROM keys WHERE hash = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([hash], key).optional()?)
    }

    /// The keys of a workspace, the newest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn keys(&self, workspace: WorkspaceId) -> Result<Vec<KeyRow>, StoreError> {
        let sql = format!("SELECT {KEY} FROM keys WHERE workspace = ?1 ORDER BY made_at DESC");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([workspace], key)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Notes that a key was used.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn touch_key(&mut self, hash: &[u8], at: Timestamp) -> Result<(), StoreError> {
        self.connection
            .execute("UPDATE keys SET used_at = ?2 WHERE hash = ?1", params![hash, at.micros()])?;
        Ok(())
    }

    /// Says from when on a key opens nothing.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn expire_key(&mut self, hash: &[u8], at: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE keys SET expires_at = ?2 WHERE hash = ?1",
            params![hash, at.micros()],
        )?;
        Ok(())
    }

    /// Forgets a key of a workspace.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn remove_key(&mut self, workspace: WorkspaceId, hint: &str) -> Result<(), StoreError> {
        self.connection.execute(
            "DELETE FROM keys WHERE workspace = ?1 AND hint = ?2",
            params![workspace, hint],
        )?;
        Ok(())
    }
}

fn key(row: &Row<'_>) -> rusqlite::Result<KeyRow> {
    Ok(KeyRow {
        hash: row.get(0)?,
        workspace: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        hint: row.get(4)?,
        made_at: Timestamp::from_micros(row.get(5)?),
        used_at: row.get::<_, Option<i64>>(6)?.map(Timestamp::from_micros),
        expires_at: row.get::<_, Option<i64>>(7)?.map(Timestamp::from_micros),
        scopes: row.get(8)?,
    })
}
