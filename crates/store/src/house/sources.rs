//! Sources: at which path which provider tells what happened, and what it signs with.
//!
//! A secret is kept in clear, as no signature can be verified against a hash. Nothing of it is
//! shown: who reads the file is the user of the server.

use std::fmt;

use engine::time::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::House;
use crate::StoreError;
use crate::ids::{SourceId, WorkspaceId};

/// A source.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its id.
    pub id: SourceId,
    /// To whom it tells.
    pub workspace: WorkspaceId,
    /// Which provider it is.
    pub kind: String,
    /// Its part of the path; each once on a server.
    pub slug: String,
    /// What people call it.
    pub name: String,
    /// What the provider signs or authenticates with; empty where nothing is asked for.
    pub secret: String,
    /// What the provider shows when it is set up; of Amazon SES, the ARN of the topic.
    pub verify_token: String,
    /// Where a browser that sent a form may go, an address a line.
    pub thanks: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Since when nothing is taken of it.
    pub disabled_at: Option<Timestamp>,
    /// What it signed with before; empty where that never changed.
    pub previous_secret: String,
    /// Until when that counts too.
    pub previous_until: Option<Timestamp>,
}

/// Everything but what is secret.
impl fmt::Debug for SourceRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceRow({} {} {})", self.id, self.kind, self.slug)
    }
}

const SOURCE: &str = "id, workspace, kind, slug, name, secret, verify_token, thanks, made_at, \
                      disabled_at, previous_secret, previous_until";

impl House {
    /// Adds a source.
    ///
    /// # Errors
    ///
    /// There is one with this path, in whichever workspace.
    pub fn add_source(&mut self, row: &SourceRow) -> Result<(), StoreError> {
        if self.source(&row.slug)?.is_some() {
            return Err(StoreError::Repeated(row.slug.clone()));
        }
        let sql = format!(
            "INSERT INTO sources ({SOURCE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        );
        self.connection.execute(
            &sql,
            params![
                row.id,
                row.workspace,
                row.kind,
                row.slug,
                row.name,
                row.secret,
                row.verify_token,
                row.thanks,
                row.made_at.micros(),
                row.disabled_at.map(Timestamp::micros),
                row.previous_secret,
                row.previous_until.map(Timestamp::micros)
            ],
        )?;
        Ok(())
    }

    /// Writes what a source signs with, what it signed with before, and until when that counts.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn save_secrets(&mut self, row: &SourceRow) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE sources SET secret = ?2, previous_secret = ?3, previous_until = ?4 WHERE id = ?1",
            params![
                row.id,
                row.secret,
                row.previous_secret,
                row.previous_until.map(Timestamp::micros)
            ],
        )?;
        Ok(())
    }

    /// Forgets a source with what waits of it.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn remove_source(&mut self, id: SourceId) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM quarantine WHERE source = ?1", [id])?;
        transaction.execute("DELETE FROM sources WHERE id = ?1", [id])?;
        transaction.commit()?;
        Ok(())
    }

    /// The source at a path.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn source(&self, slug: &str) -> Result<Option<SourceRow>, StoreError> {
        let sql = format!("SELECT {SOURCE} FROM sources WHERE slug = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([slug], source).optional()?)
    }

    /// Every source, by its path.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>, StoreError> {
        let sql = format!("SELECT {SOURCE} FROM sources ORDER BY slug");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], source)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Takes nothing more of a source from a moment on, or takes it again.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn disable_source(
        &mut self,
        id: SourceId,
        at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE sources SET disabled_at = ?2 WHERE id = ?1",
            params![id, at.map(Timestamp::micros)],
        )?;
        Ok(())
    }
}

fn source(row: &Row<'_>) -> rusqlite::Result<SourceRow> {
    Ok(SourceRow {
        id: row.get(0)?,
        workspace: row.get(1)?,
        kind: row.get(2)?,
        slug: row.get(3)?,
        name: row.get(4)?,
        secret: row.get(5)?,
        verify_token: row.get(6)?,
        thanks: row.get(7)?,
        made_at: Timestamp::from_micros(row.get(8)?),
        disabled_at: row.get::<_, Option<i64>>(9)?.map(Timestamp::from_micros),
        previous_secret: row.get(10)?,
        previous_until: row.get::<_, Option<i64>>(11)?.map(Timestamp::from_micros),
    })
}
