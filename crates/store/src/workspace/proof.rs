//! What `criba doctor` compares: the log as it stands, and the tables that are derived from it.

use rusqlite::OptionalExtension;

use super::Read;
use super::read::natural;
use super::rows::{Columns, Key};
use super::screens::{COLUMNS, listed};
use crate::error::StoreError;
use crate::ids::ContactId;

/// Where an event stands in the log and in the tables beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its place in the log.
    pub position: u64,
    /// The contact that it was told of.
    pub contact: ContactId,
    /// The source that told it.
    pub source: String,
    /// Its id in that source.
    pub message_id: String,
}

impl Read<'_> {
    /// Reads everything as it is now, whatever is written meanwhile, until what it gives is dropped.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn hold(&self) -> Result<impl Drop + use<'_>, StoreError> {
        Ok(self.connection.unchecked_transaction()?)
    }

    /// Hands over every event of the log, in order.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn each_logged(&self, mut take: impl FnMut(Logged)) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, contact, source, message_id FROM events ORDER BY position",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(Logged {
                position: natural(row.get(0)?),
                contact: row.get(1)?,
                source: row.get(2)?,
                message_id: row.get(3)?,
            });
        }
        Ok(())
    }

    /// What lists show of a contact; `None` where it is in none.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn columns_of(&self, contact: ContactId) -> Result<Option<Columns>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM contacts WHERE id = ?1");
        let found =
            self.connection.prepare_cached(&sql)?.query_row([contact], listed).optional()?;
        Ok(found.map(|listed| listed.columns))
    }

    /// What a contact is found by, in order.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn keys_of(&self, contact: ContactId) -> Result<Vec<Key>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, value FROM keys WHERE contact = ?1 ORDER BY 1, 2")?;
        let rows = statement
            .query_map([contact], |row| Ok(Key { kind: row.get(0)?, value: row.get(1)? }))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }
}
