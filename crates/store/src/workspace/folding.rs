//! Folding people of whom nothing but a browser is known into counts, once they are long gone.
//!
//! Their events, moves, state and what they are found by are removed; by which messages those came
//! in stays, so that none is taken twice. The connection overwrites what is freed.

use rusqlite::{Connection, OptionalExtension, params};

use super::Read;
use super::log::integer;
use super::read::natural;
use crate::StoreError;
use crate::ids::ContactId;

/// Somebody who is folded into counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Who.
    pub contact: ContactId,
    /// All of their events.
    pub events: Vec<u64>,
    /// What those count for.
    pub counts: Vec<Count>,
}

/// So many events of a month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// The month, such as `2026-03`.
    pub month: String,
    /// Which source told them.
    pub source: String,
    /// What happened, or [`PEOPLE`].
    pub name: String,
    /// On which page or with which asset; empty where the event says none.
    pub what: String,
    /// How many.
    pub count: u64,
}

/// The name under which the people themselves are counted, in the month of their first event.
pub const PEOPLE: &str = "anonymous";

/// Removes what stands of somebody and counts it.
pub(super) fn fold(transaction: &Connection, fold: &Fold) -> Result<(), StoreError> {
    let mut add = transaction.prepare_cached(
        "INSERT INTO folded VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (month, source, name, what) DO UPDATE SET count = count + ?5",
    )?;
    for one in &fold.counts {
        add.execute(params![one.month, one.source, one.name, one.what, integer(one.count)])?;
    }
    for position in &fold.events {
        for sql in [
            "DELETE FROM events WHERE position = ?1",
            "DELETE FROM raws WHERE position = ?1",
            "DELETE FROM voids WHERE position = ?1",
        ] {
            transaction.prepare_cached(sql)?.execute([integer(*position)])?;
        }
    }
    for sql in [
        "DELETE FROM moves WHERE contact = ?1",
        "DELETE FROM keys WHERE contact = ?1",
        "DELETE FROM states WHERE contact = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([fold.contact])?;
    }
    Ok(())
}

impl Read<'_> {
    /// The holders of keys of a kind after a value of it, each with its value, in the order of the
    /// values.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn holders_after(
        &self,
        kind: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(String, ContactId)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT value, contact FROM keys WHERE kind = ?1 AND value > ?2 \
             ORDER BY value, contact LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![kind, after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Everything that was folded into counts, by month.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn folded(&self) -> Result<Vec<Count>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT month, source, name, what, count FROM folded \
             ORDER BY month, source, name, what",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Count {
                month: row.get(0)?,
                source: row.get(1)?,
                name: row.get(2)?,
                what: row.get(3)?,
                count: natural(row.get(4)?),
            })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// How many people and how many of their events were folded into counts.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn folded_in_all(&self) -> Result<(u64, u64), StoreError> {
        let sums = self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(count) FILTER (WHERE name = ?1), 0), \
                 coalesce(sum(count) FILTER (WHERE name <> ?1), 0) FROM folded",
            )?
            .query_row([PEOPLE], |row| Ok((natural(row.get(0)?), natural(row.get(1)?))))
            .optional()?;
        Ok(sums.unwrap_or_default())
    }
}
