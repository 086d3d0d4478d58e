//! Writing a transaction to a workspace.

use std::borrow::Cow;
use std::sync::Arc;

use engine::event::Act;
use engine::time::Timestamp;
use rusqlite::{Connection, params};

use super::Workspace;
use super::answers::{self, AnswerRow};
use super::erasures::{self, Erasure};
use super::folding::{self, Fold};
use super::messages::{self, MessageKey};
use super::noted;
use super::rows::{BatchRow, EventBody, EventRow, MoveRow, StateRow, VersionRow};
use super::states;
use crate::StoreError;

/// What one transaction writes: whole or not at all.
#[derive(Debug, Default)]
pub struct Batch {
    /// New events, in order of position.
    pub events: Vec<Arc<EventRow>>,
    /// The moves they made.
    pub moves: Vec<MoveRow>,
    /// Every event up to this position is in the saved states, once this is committed.
    pub settled: Option<u64>,
    /// The last moment of learning that was handed out: declared old history is learned earlier.
    pub known_at: Option<Timestamp>,
    /// A new version of the agreement, or one that comes into force.
    pub versions: Vec<VersionRow>,
    /// By what messages are known that came before, each with its place.
    pub messages: Vec<(MessageKey, u64)>,
    /// Every message up to this position is known so, once this is committed.
    pub known_to: Option<u64>,
    /// Lists that were brought in.
    pub batches: Vec<BatchRow>,
    /// Small things by name; `None` forgets.
    pub notes: Vec<(String, Option<String>)>,
    /// What programs were answered.
    pub answers: Vec<AnswerRow>,
    /// What came in from outside word for word, by the position of the event it became.
    pub raws: Vec<(u64, Arc<str>)>,
    /// Who is erased.
    pub erasures: Vec<Erasure>,
    /// Who is folded into counts.
    pub folds: Vec<Fold>,
    /// The notes of states up to this number are of no use any more.
    pub spent: Option<u64>,
}

impl Batch {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.moves.is_empty()
            && self.settled.is_none()
            && self.known_at.is_none()
            && self.versions.is_empty()
            && self.messages.is_empty()
            && self.known_to.is_none()
            && self.batches.is_empty()
            && self.notes.is_empty()
            && self.answers.is_empty()
            && self.raws.is_empty()
            && self.erasures.is_empty()
            && self.folds.is_empty()
            && self.spent.is_none()
    }
}

impl Workspace {
    /// Commits a batch, and with it states that are written behind; when this returns, it is on disk.
    ///
    /// # Errors
    ///
    /// The database refuses it; nothing of it is written.
    pub fn commit(&mut self, batch: &Batch, states: &[StateRow]) -> Result<(), StoreError> {
        self.release()?;
        // It waits for its turn to write at once: one that began by reading would be refused where
        // the log was moved meanwhile.
        self.end("BEGIN IMMEDIATE")?;
        let written = self.write(batch, states).and_then(|()| self.end("COMMIT"));
        if written.is_err() {
            // A failure to go back says no more than the failure itself.
            self.release().ok();
        }
        written
    }

    /// Begins to read: until [`Workspace::release`], what is read is as it was when the first of it
    /// was read, and no reading takes locks of its own.
    ///
    /// # Errors
    ///
    /// The database is not to be had.
    pub fn begin_reading(&self) -> Result<(), StoreError> {
        if self.connection.is_autocommit() {
            self.end("BEGIN")?;
        }
        Ok(())
    }

    /// Lets go of what is being read.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn release(&self) -> Result<(), StoreError> {
        if !self.connection.is_autocommit() {
            self.end("ROLLBACK")?;
        }
        Ok(())
    }

    fn end(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    fn write(&self, batch: &Batch, states: &[StateRow]) -> Result<(), StoreError> {
        let transaction = &self.connection;
        events(transaction, &batch.events)?;
        messages::keep(transaction, &batch.messages)?;
        moves(transaction, &batch.moves)?;
        if let Some(spent) = batch.spent {
            noted::forget(transaction, spent)?;
        }
        for state in states {
            states::save(transaction, state)?;
        }
        for version in &batch.versions {
            transaction
                .prepare_cached("DELETE FROM versions WHERE number = ?1")?
                .execute([version.number])?;
            transaction
                .prepare_cached("INSERT INTO versions VALUES (?1,?2,?3,?4,?5,?6,?7)")?
                .execute(params![
                    version.number,
                    version.text,
                    version.made_at.micros(),
                    version.made_by,
                    version.in_force_at.map(Timestamp::micros),
                    integer(version.position),
                    version.hash,
                ])?;
        }
        for row in &batch.batches {
            transaction.prepare_cached("DELETE FROM batches WHERE id = ?1")?.execute([row.id])?;
            transaction.prepare_cached("INSERT INTO batches VALUES (?1,?2,?3,?4,?5)")?.execute(
                params![row.id, row.made_at.micros(), row.made_by, row.status, row.body],
            )?;
        }
        for (name, body) in &batch.notes {
            note(transaction, name, body.as_deref())?;
        }
        for answer in &batch.answers {
            answers::save(transaction, answer)?;
        }
        for (position, raw) in &batch.raws {
            transaction
                .prepare_cached("INSERT INTO raws VALUES (?1, ?2)")?
                .execute(params![integer(*position), raw])?;
        }
        for erasure in &batch.erasures {
            erasures::erase(transaction, erasure)?;
        }
        if !batch.folds.is_empty() {
            noted::forget_of(transaction, batch.folds.iter().map(|fold| fold.contact))?;
        }
        for fold in &batch.folds {
            folding::fold(transaction, fold)?;
        }
        if let Some(known_at) = batch.known_at {
            note(transaction, KNOWN_AT, Some(&known_at.micros().to_string()))?;
        }
        if let Some(settled) = batch.settled {
            note(transaction, SETTLED, Some(&settled.to_string()))?;
        }
        if let Some(known_to) = batch.known_to {
            note(transaction, messages::KNOWN_TO, Some(&known_to.to_string()))?;
        }
        Ok(())
    }
}

/// The name under which the position is kept up to which states are saved.
pub(super) const SETTLED: &str = "settled";

/// The name under which the last moment of learning is kept.
pub(super) const KNOWN_AT: &str = "known_at";

fn events(transaction: &Connection, rows: &[Arc<EventRow>]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = transaction
        .prepare_cached("INSERT INTO events VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")?;
    for row in rows {
        let event = &row.event;
        let body = EventBody {
            act: Cow::Borrowed(&event.act),
            facts: Cow::Borrowed(&event.facts),
            keys: row.keys.as_ref().map(Cow::Borrowed),
        };
        insert.execute(params![
            integer(event.position),
            row.contact,
            event.at.micros(),
            event.known_at.micros(),
            event.source,
            event.message_id,
            row.name(),
            row.who,
            row.batch,
            serde_json::to_string(&body)?,
            row.outcome,
            serde_json::to_string(&row.given)?,
        ])?;
        if let Act::Voided { position, .. } = &event.act {
            transaction
                .prepare_cached("INSERT INTO voids VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute([integer(*position), integer(event.position)])?;
        }
    }
    Ok(())
}

fn moves(transaction: &Connection, rows: &[MoveRow]) -> Result<(), StoreError> {
    let mut insert =
        transaction.prepare_cached("INSERT INTO moves VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?;
    for row in rows {
        insert.execute(params![
            integer(row.position),
            row.ordinal,
            row.contact,
            row.moved.at.micros(),
            row.moved.line,
            row.moved.from,
            row.moved.to,
            serde_json::to_string(&row.moved)?,
        ])?;
    }
    Ok(())
}

fn note(transaction: &Connection, name: &str, body: Option<&str>) -> Result<(), StoreError> {
    transaction.prepare_cached("DELETE FROM notes WHERE name = ?1")?.execute([name])?;
    if let Some(body) = body {
        transaction
            .prepare_cached("INSERT INTO notes VALUES (?1, ?2)")?
            .execute(params![name, body])?;
    }
    Ok(())
}

/// A moment as the columns keep it: 0 for none, so that indexes stay in order.
pub(super) fn moment(moment: Option<Timestamp>) -> i64 {
    moment.map_or(0, Timestamp::micros)
}

/// A position as SQLite keeps it.
pub(super) fn integer(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
