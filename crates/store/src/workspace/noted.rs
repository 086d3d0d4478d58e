//! States that are noted one after another while a lot comes in, before their rows are written.
//!
//! The rows of contacts lie in no order that they change in: each that is written changes pages of
//! its own, in its tables and their indexes. A note is added at the end of one table and costs a
//! part of a page. The rows follow many at once, in the order in which they lie.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::Read;
use super::log::integer;
use super::read::natural;
use super::rows::StateRow;
use crate::StoreError;
use crate::ids::ContactId;

/// A note of which the rows say less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// Its number.
    pub number: u64,
    /// Whose state it is.
    pub contact: ContactId,
    /// Every event up to this one is in the rows of the contact.
    pub settled: u64,
}

/// Notes a state under a number.
pub(super) fn note(
    connection: &Connection,
    number: u64,
    row: &StateRow,
    state: &[u8],
) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO noted VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        integer(number),
        row.contact,
        integer(row.as_of),
        state
    ])?;
    Ok(())
}

/// Removes the notes up to a number.
pub(super) fn forget(connection: &Connection, to: u64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM noted WHERE number <= ?1")?.execute([integer(to)])?;
    Ok(())
}

/// Removes every note of some contacts.
pub(super) fn forget_of(
    connection: &Connection,
    contacts: impl Iterator<Item = ContactId>,
) -> Result<(), StoreError> {
    let contacts: HashSet<ContactId> = contacts.collect();
    let mut select = connection.prepare_cached("SELECT number, contact FROM noted")?;
    let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    let mut numbers: Vec<i64> = Vec::new();
    for row in rows {
        let (number, contact) = row?;
        numbers.extend(contacts.contains(&contact).then_some(number));
    }
    let mut delete = connection.prepare_cached("DELETE FROM noted WHERE number = ?1")?;
    for number in numbers {
        delete.execute([number])?;
    }
    Ok(())
}

impl Read<'_> {
    /// The notes of which the rows say less, the last of each contact, in order of their numbers.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn noted(&self) -> Result<Vec<Noted>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT max(noted.number) AS number, noted.contact, coalesce(max(states.as_of), 0) \
             FROM noted LEFT JOIN states ON states.contact = noted.contact \
             WHERE noted.as_of > coalesce(states.as_of, -1) \
             GROUP BY noted.contact ORDER BY number",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Noted {
                number: natural(row.get(0)?),
                contact: row.get(1)?,
                settled: natural(row.get(2)?),
            })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The state that is noted under a number.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn noted_state(&self, number: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT state FROM noted WHERE number = ?1")?;
        Ok(statement.query_row([integer(number)], |row| row.get(0)).optional()?)
    }

    /// Every event up to this position is in the rows of the contacts, whatever is noted.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn in_rows(&self) -> Result<u64, StoreError> {
        let noted = self.noted()?.into_iter().map(|note| note.settled).min();
        Ok(noted.into_iter().chain([self.settled()?]).min().unwrap_or_default())
    }

    /// Whether a note begins otherwise than with a byte: it is of another program.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn is_noted_otherwise(&self, form: u8) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM noted WHERE substr(state, 1, 1) <> ?1)",
        )?;
        Ok(statement.query_row([[form].as_slice()], |row| row.get(0))?)
    }

    /// The numbers of the first and the last note; nothing where there is none.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn noted_numbers(&self) -> Result<Option<(u64, u64)>, StoreError> {
        let ends: (Option<i64>, Option<i64>) = self
            .connection
            .prepare_cached(
                "SELECT (SELECT min(number) FROM noted), (SELECT max(number) FROM noted)",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(ends.0.zip(ends.1).map(|(first, last)| (natural(first), natural(last))))
    }
}
