//! Erasing somebody from a workspace: what was said of them is overwritten wherever it stands, and
//! what counts are made of stays, of nobody.
//!
//! The connection overwrites what is freed (`secure_delete`); what the write-ahead log still holds
//! of it is gone once that was emptied ([`Workspace::empty_log`](super::Workspace::empty_log)).

use std::borrow::Cow;

use engine::contact::standing::Move;
use engine::event::{Act, Actor};
use rusqlite::{Connection, OptionalExtension, params};

use super::log::integer;
use super::read::{bad, natural};
use super::rows::{EventBody, MoveRow, name};
use super::{Read, Workspace};
use crate::error::StoreError;
use crate::ids::ContactId;

/// Somebody who is erased, and what is overwritten of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The contact that stays, of nobody.
    pub contact: ContactId,
    /// The event that tells of it.
    pub position: u64,
    /// Every contact that was them, that one among them.
    pub contacts: Vec<ContactId>,
    /// Their events, each with what stays of it.
    pub events: Vec<(u64, Act)>,
    /// What answers to programs name them by, in small letters.
    pub words: Vec<String>,
    /// What they are told by where a backup is restored, as its writer wrote it.
    pub body: String,
}

/// Somebody who was erased, as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedRow {
    /// The contact that stays, of nobody.
    pub contact: ContactId,
    /// The event that tells of it.
    pub position: u64,
    /// What they are told by where a backup is restored.
    pub body: String,
}

/// What stays of an act: which it was, and what it was about in the words of the agreement.
#[must_use]
pub fn erased_act(act: &Act) -> Act {
    let nobody = |by: &Actor| Actor { name: String::new(), side: by.side };
    match act {
        Act::Happened { name, .. } => Act::Happened { name: name.clone(), properties: Vec::new() },
        Act::Learned => Act::Learned,
        Act::Moved { line, to, by, .. } => {
            Act::Moved { line: line.clone(), to: to.clone(), by: nobody(by), evidence: None }
        }
        Act::Declined { line, reason, by, .. } => Act::Declined {
            line: line.clone(),
            reason: reason.clone(),
            by: nobody(by),
            until: None,
            note: None,
        },
        Act::Reactivated { line, by } => Act::Reactivated { line: line.clone(), by: nobody(by) },
        Act::SuggestionAnswered { line, clause, is_confirmed, by } => Act::SuggestionAnswered {
            line: line.clone(),
            clause: clause.clone(),
            is_confirmed: *is_confirmed,
            by: nobody(by),
        },
        Act::ConsentGiven { purpose } => Act::ConsentGiven { purpose: purpose.clone() },
        Act::ConsentWithdrawn { purpose } => Act::ConsentWithdrawn { purpose: purpose.clone() },
        Act::BasisStated { basis, stands } => Act::BasisStated { basis: *basis, stands: *stands },
        Act::Voided { position, .. } => Act::Voided { position: *position, why: String::new() },
        Act::TimePassed => Act::TimePassed,
    }
}

/// What stays of a move: from where to where, when, and by which clause of which version.
#[must_use]
pub fn erased_move(moved: &Move) -> Move {
    let by = moved.by.as_ref().map(|by| Actor { name: String::new(), side: by.side });
    Move { by, why: String::new(), ..moved.clone() }
}

/// The id that stands in place of the one under which a source told an erased event: that it came
/// is known by its hash in `messages`.
#[must_use]
pub fn erased_message(position: u64) -> String {
    format!("erased {position}")
}

/// Overwrites what stands of somebody.
pub(super) fn erase(transaction: &Connection, erasure: &Erasure) -> Result<(), StoreError> {
    let mut event = transaction.prepare_cached(
        "UPDATE events SET message_id = ?2, name = ?3, body = ?4 WHERE position = ?1",
    )?;
    let mut raw = transaction.prepare_cached("DELETE FROM raws WHERE position = ?1")?;
    for (position, act) in &erasure.events {
        let body = EventBody { act: Cow::Borrowed(act), facts: Cow::Borrowed(&[]), keys: None };
        let body = serde_json::to_string(&body)?;
        event.execute(params![integer(*position), erased_message(*position), name(act), body])?;
        raw.execute([integer(*position)])?;
    }
    let mut moves = transaction
        .prepare_cached("UPDATE moves SET body = ?3 WHERE position = ?1 AND ordinal = ?2")?;
    for contact in &erasure.contacts {
        for MoveRow { position, ordinal, moved, .. } in moves_of(transaction, *contact)? {
            let body = serde_json::to_string(&erased_move(&moved))?;
            moves.execute(params![integer(position), ordinal, body])?;
        }
    }
    let mut answers =
        transaction.prepare_cached("DELETE FROM answers WHERE instr(lower(body), ?1) > 0")?;
    for word in &erasure.words {
        answers.execute([word])?;
    }
    transaction.prepare_cached("INSERT INTO erasures VALUES (?1, ?2, ?3)")?.execute(params![
        erasure.contact,
        integer(erasure.position),
        erasure.body
    ])?;
    Ok(())
}

fn moves_of(transaction: &Connection, contact: ContactId) -> Result<Vec<MoveRow>, StoreError> {
    Read { connection: transaction }.moves_of(contact)
}

impl Workspace {
    /// Moves all of the write-ahead log into the database and empties it, so that nothing that was
    /// overwritten stands there any more; whether nobody was reading it.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn empty_log(&self, wait: std::time::Duration) -> Result<bool, StoreError> {
        self.connection.busy_timeout(wait)?;
        let empty = "PRAGMA wal_checkpoint(TRUNCATE)";
        let is_busy = self.connection.query_row(empty, [], |row| row.get::<_, bool>(0));
        self.connection.busy_timeout(crate::sqlite::WAIT)?;
        Ok(!is_busy?)
    }
}

impl Read<'_> {
    /// Everybody who was erased, in the order in which they were.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn erasures(&self) -> Result<Vec<ErasedRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT contact, position, body FROM erasures ORDER BY position")?;
        let rows = statement.query_map([], erased)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// How somebody was erased; `None` where they were not.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn erasure(&self, contact: ContactId) -> Result<Option<ErasedRow>, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT contact, position, body FROM erasures WHERE contact = ?1")?
            .query_row([contact], erased)
            .optional()?;
        Ok(row)
    }

    /// The events after a place of the log in which one of these stands, as it is kept or as it
    /// came, each with whom it was told of. Small letters are meant.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn naming(
        &self,
        words: &[String],
        after: u64,
    ) -> Result<Vec<(u64, ContactId)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT events.position, contact FROM events \
             LEFT JOIN raws ON raws.position = events.position \
             WHERE events.position > ?1 AND EXISTS (SELECT 1 FROM json_each(?2) AS word \
             WHERE instr(lower(body), word.value) > 0 \
             OR instr(lower(coalesce(raw, '')), word.value) > 0) ORDER BY events.position",
        )?;
        let words = serde_json::to_string(words)?;
        let rows = statement.query_map(params![integer(after), words], |row| {
            Ok((natural(row.get(0)?), row.get(1)?))
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Hands over the events after a place of the log that a source told, by their places and the
    /// ids of their messages.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn told_by(
        &self,
        source: &str,
        after: u64,
        mut take: impl FnMut(u64, &str),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, message_id FROM events WHERE position > ?1 AND source = ?2",
        )?;
        let mut rows = statement.query(params![integer(after), source])?;
        while let Some(row) = rows.next()? {
            take(natural(row.get(0)?), row.get_ref(1)?.as_str().map_err(bad)?);
        }
        Ok(())
    }

    /// What programs were answered in which one of these stands: when, the status and the body.
    /// Small letters are meant.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn answers_naming(
        &self,
        words: &[String],
    ) -> Result<Vec<(engine::time::Timestamp, Option<u16>, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT made_at, status, body FROM answers WHERE EXISTS (SELECT 1 \
             FROM json_each(?1) AS word WHERE instr(lower(body), word.value) > 0) \
             ORDER BY made_at",
        )?;
        let words = serde_json::to_string(words)?;
        let rows = statement.query_map([words], |row| {
            let made_at = engine::time::Timestamp::from_micros(row.get(0)?);
            Ok((made_at, row.get(1)?, row.get(2)?))
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }
}

fn erased(row: &rusqlite::Row<'_>) -> rusqlite::Result<ErasedRow> {
    Ok(ErasedRow { contact: row.get(0)?, position: natural(row.get(1)?), body: row.get(2)? })
}
