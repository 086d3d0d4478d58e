//! What programs were answered, under the keys that they send with what changes something: the
//! same call again is answered the same, and nothing is done twice.

use engine::time::{Span, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::Read;
use crate::StoreError;

/// How long an answer is kept.
pub const KEPT: Span = Span::DAY.times(2);

/// A call that changes something, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// Who calls: the beginning of the hash of a program's key.
    pub caller: String,
    /// The key that came with the call.
    pub key: String,
    /// SHA-256 of what was asked for.
    pub request: Vec<u8>,
    /// When it was asked.
    pub made_at: Timestamp,
    /// The status and the body that were answered; `None` while the work is being done.
    pub answer: Option<(u16, String)>,
}

impl Read<'_> {
    /// What is kept under a key.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn answer(&self, caller: &str, key: &str) -> Result<Option<AnswerRow>, StoreError> {
        let sql =
            "SELECT request, made_at, status, body FROM answers WHERE caller = ?1 AND key = ?2";
        let row = self
            .connection
            .prepare_cached(sql)?
            .query_row([caller, key], |row| {
                let status: Option<u16> = row.get(2)?;
                let body: String = row.get(3)?;
                Ok(AnswerRow {
                    caller: caller.to_owned(),
                    key: key.to_owned(),
                    request: row.get(0)?,
                    made_at: Timestamp::from_micros(row.get(1)?),
                    answer: status.map(|status| (status, body)),
                })
            })
            .optional()?;
        Ok(row)
    }
}

/// Writes an answer in place of what was kept under its key, and forgets the oldest.
pub(super) fn save(transaction: &Connection, row: &AnswerRow) -> Result<(), StoreError> {
    let (status, body) = match &row.answer {
        Some((status, body)) => (Some(*status), body.as_str()),
        None => (None, ""),
    };
    transaction
        .prepare_cached("DELETE FROM answers WHERE made_at < ?1 OR (caller = ?2 AND key = ?3)")?
        .execute(params![(row.made_at - KEPT).micros(), row.caller, row.key])?;
    transaction
        .prepare_cached("INSERT INTO answers VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![row.caller, row.key, row.request, row.made_at.micros(), status, body])?;
    Ok(())
}
