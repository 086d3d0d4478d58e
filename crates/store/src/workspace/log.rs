//! Writing a transaction to a workspace.

use std::sync::Arc;

use engine::event::Act;
use engine::time::Timestamp;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::Workspace;
use super::answers::{self, AnswerRow};
use super::erasures::{self, Erasure};
use super::rows::{BatchRow, EventBody, EventRow, MoveRow, StateRow, VersionRow};
use super::search;
use crate::StoreError;

/// What one transaction writes: whole or not at all.
#[derive(Debug, Default)]
pub struct Batch {
    /// New events, in order of position.
    pub events: Vec<EventRow>,
    /// The moves they made.
    pub moves: Vec<MoveRow>,
    /// States that are written behind.
    pub states: Vec<StateRow>,
    /// Every event up to this position is in the saved states, once this is committed.
    pub settled: Option<u64>,
    /// The last moment of learning that was handed out: declared old history is learned earlier.
    pub known_at: Option<Timestamp>,
    /// A new version of the agreement, or one that comes into force.
    pub versions: Vec<VersionRow>,
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
}

impl Batch {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.moves.is_empty()
            && self.states.is_empty()
            && self.settled.is_none()
            && self.known_at.is_none()
            && self.versions.is_empty()
            && self.batches.is_empty()
            && self.notes.is_empty()
            && self.answers.is_empty()
            && self.raws.is_empty()
            && self.erasures.is_empty()
    }
}

impl Workspace {
    /// Commits a batch; when this returns, it is on disk.
    ///
    /// # Errors
    ///
    /// The database refuses it; nothing of it is written.
    pub fn commit(&mut self, batch: &Batch) -> Result<(), StoreError> {
        // It waits for its turn to write at once: one that began by reading would be refused where
        // the log was moved meanwhile.
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        events(&transaction, &batch.events)?;
        moves(&transaction, &batch.moves)?;
        for state in &batch.states {
            save(&transaction, state)?;
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
            note(&transaction, name, body.as_deref())?;
        }
        for answer in &batch.answers {
            answers::save(&transaction, answer)?;
        }
        for (position, raw) in &batch.raws {
            transaction
                .prepare_cached("INSERT INTO raws VALUES (?1, ?2)")?
                .execute(params![integer(*position), raw])?;
        }
        for erasure in &batch.erasures {
            erasures::erase(&transaction, erasure)?;
        }
        if let Some(known_at) = batch.known_at {
            note(&transaction, KNOWN_AT, Some(&known_at.micros().to_string()))?;
        }
        if let Some(settled) = batch.settled {
            note(&transaction, SETTLED, Some(&settled.to_string()))?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The name under which the position is kept up to which states are saved.
pub(super) const SETTLED: &str = "settled";

/// The name under which the last moment of learning is kept.
pub(super) const KNOWN_AT: &str = "known_at";

fn events(transaction: &Transaction<'_>, rows: &[EventRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = transaction
        .prepare_cached("INSERT INTO events VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")?;
    let mut remember = transaction.prepare_cached(
        // A message whose event was voided may be told again.
        "INSERT INTO messages VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET position = ?2",
    )?;
    for row in rows {
        let event = &row.event;
        let body = EventBody {
            act: event.act.clone(),
            facts: event.facts.clone(),
            keys: row.keys.clone(),
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
        let id = message_key(&event.source, &event.message_id);
        remember.execute(params![id.as_slice(), integer(event.position)])?;
        if let Act::Voided { position, .. } = &event.act {
            transaction
                .prepare_cached("INSERT INTO voids VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute([integer(*position), integer(event.position)])?;
        }
    }
    Ok(())
}

fn moves(transaction: &Transaction<'_>, rows: &[MoveRow]) -> Result<(), StoreError> {
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

/// What is forgotten of a contact before its new state is written.
const FORGETTING: [&str; 3] = [
    "DELETE FROM states WHERE contact = ?1",
    "DELETE FROM keys WHERE contact = ?1",
    "DELETE FROM contacts WHERE id = ?1",
];

fn save(transaction: &Transaction<'_>, row: &StateRow) -> Result<(), StoreError> {
    let known: Option<i64> = transaction
        .prepare_cached("SELECT 1 FROM states WHERE contact = ?1")?
        .query_row([row.contact], |row| row.get(0))
        .optional()?;
    if known.is_some() {
        for table in FORGETTING {
            transaction.prepare_cached(table)?.execute([row.contact])?;
        }
    }
    transaction.prepare_cached("INSERT INTO states VALUES (?1, ?2, ?3)")?.execute(params![
        row.contact,
        integer(row.as_of),
        row.state
    ])?;
    let mut key = transaction
        .prepare_cached("INSERT INTO keys VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
    for each in &row.keys {
        key.execute(params![each.kind, each.value, row.contact])?;
    }
    let searched = row.columns.as_ref().map(|columns| columns.search.as_str());
    search::keep(transaction, row.contact, searched)?;
    let Some(columns) = &row.columns else { return Ok(()) };
    transaction
        .prepare_cached(
            "INSERT INTO contacts VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,\
             ?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28,?29,?30,?31,?32,?33,?34,?35,?36)",
        )?
        .execute(params![
            row.contact,
            columns.wake_at.micros(),
            columns.since.micros(),
            columns.name,
            columns.sort_name,
            columns.company,
            columns.company_key,
            columns.job_title,
            columns.email,
            columns.phone,
            columns.city,
            columns.country,
            columns.stage,
            columns.stage_rank,
            columns.play.id(),
            columns.fit,
            columns.engagement,
            columns.total,
            columns.grade,
            columns.because,
            moment(columns.latest_at),
            columns.owner,
            moment(columns.requested_at),
            moment(columns.attempted_at),
            moment(columns.next_at),
            columns.next_what,
            columns.blocked,
            columns.suggestions,
            columns.source,
            columns.search,
            columns.mentioned,
            columns.qualified_as,
            columns.ending,
            columns.next_text,
            columns.is_held,
            columns.segments,
        ])?;
    Ok(())
}

fn note(transaction: &Transaction<'_>, name: &str, body: Option<&str>) -> Result<(), StoreError> {
    transaction.prepare_cached("DELETE FROM notes WHERE name = ?1")?.execute([name])?;
    if let Some(body) = body {
        transaction
            .prepare_cached("INSERT INTO notes VALUES (?1, ?2)")?
            .execute(params![name, body])?;
    }
    Ok(())
}

/// 128 bits that stand for a message of a source: no two of a billion share them by chance.
#[must_use]
pub fn message_key(source: &str, message_id: &str) -> [u8; 16] {
    let mut digest = Sha256::new();
    digest.update(source.as_bytes());
    digest.update([0]);
    digest.update(message_id.as_bytes());
    let digest = digest.finalize();
    let mut key = [0; 16];
    key.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    key
}

/// A moment as the columns keep it: 0 for none, so that indexes stay in order.
pub(super) fn moment(moment: Option<Timestamp>) -> i64 {
    moment.map_or(0, Timestamp::micros)
}

/// A position as SQLite keeps it.
pub(super) fn integer(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
