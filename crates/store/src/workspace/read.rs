//! What the writer and a contact's page ask for.

use std::borrow::Cow;

use engine::event::Event;
use engine::time::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::Read;
use super::log::{KNOWN_AT, SETTLED, integer};
use super::rows::{BatchRow, EventBody, EventRow, Key, MoveRow, VersionRow};
use crate::StoreError;
use crate::ids::{BatchId, ContactId};

pub(super) const EVENT: &str = "position, contact, at, known_at, source, message_id, who, batch, body, \
                     outcome, given";

impl Read<'_> {
    /// The last position of the log and the last moment of learning; 0 and the earliest moment
    /// where nothing has happened.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn last(&self) -> Result<(u64, Timestamp), StoreError> {
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(position) FROM events")?
            .query_row([], |row| row.get(0))?;
        let known_at = self.note(KNOWN_AT)?.and_then(|text| text.parse().ok());
        Ok((last.map_or(0, natural), known_at.map_or(Timestamp::MIN, Timestamp::from_micros)))
    }

    /// Up to which position every event is in the saved states.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn settled(&self) -> Result<u64, StoreError> {
        Ok(self.note(SETTLED)?.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// At most `limit` events after a position, oldest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn events_after(&self, position: u64, limit: usize) -> Result<Vec<EventRow>, StoreError> {
        let sql =
            format!("SELECT {EVENT} FROM events WHERE position > ?1 ORDER BY position LIMIT ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_and_then(params![integer(position), limit], event)?;
        rows.collect()
    }

    /// The event at a position.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn event(&self, position: u64) -> Result<Option<EventRow>, StoreError> {
        let sql = format!("SELECT {EVENT} FROM events WHERE position = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query_and_then([integer(position)], event)?;
        rows.next().transpose()
    }

    /// The events at these positions, in their order; a position that is not there is left out.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn events_at(&self, positions: &[u64]) -> Result<Vec<EventRow>, StoreError> {
        let mut events: Vec<EventRow> = Vec::with_capacity(positions.len());
        for position in positions {
            events.extend(self.event(*position)?);
        }
        Ok(events)
    }

    /// At most `limit` events that are kept and give nothing, newest first, from before a position;
    /// those that were voided since are left out.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn asides(&self, before: Option<u64>, limit: usize) -> Result<Vec<EventRow>, StoreError> {
        let sql = format!(
            "SELECT {EVENT} FROM events INDEXED BY asides \
             WHERE outcome >= 'aside: ' AND outcome < 'aside;' AND position < ?1 \
             AND NOT EXISTS (SELECT 1 FROM voids WHERE voids.position = events.position) \
             ORDER BY position DESC LIMIT ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let before = before.map_or(i64::MAX, integer);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        statement.query_and_then(params![before, limit], event)?.collect()
    }

    /// What came from outside, word for word, and became the event at a position.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn raw(&self, position: u64) -> Result<Option<String>, StoreError> {
        let raw = self
            .connection
            .prepare_cached("SELECT raw FROM raws WHERE position = ?1")?
            .query_row([integer(position)], |row| row.get(0))
            .optional()?;
        Ok(raw)
    }

    /// The events at these positions that have a name, happened from `from` on and before `until`,
    /// and that nothing voided.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn standing_at(
        &self,
        positions: &[u64],
        name: &str,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<EventRow>, StoreError> {
        let sql = format!(
            "SELECT {EVENT} FROM events \
             WHERE position IN (SELECT value FROM json_each(?1)) \
             AND name = ?2 AND at >= ?3 AND at < ?4 \
             AND NOT EXISTS (SELECT 1 FROM voids WHERE voids.position = events.position)"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let positions = serde_json::to_string(positions)?;
        let values = params![positions, name, from.micros(), until.micros()];
        let rows = statement.query_and_then(values, event)?;
        rows.collect()
    }

    /// Whether a later event voided the one at a position.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn is_voided(&self, position: u64) -> Result<bool, StoreError> {
        Ok(self.voided_by(position)?.is_some())
    }

    /// Which event voided the one at a position, if one did.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn voided_by(&self, position: u64) -> Result<Option<u64>, StoreError> {
        let found: Option<i64> = self
            .connection
            .prepare_cached("SELECT voided_by FROM voids WHERE position = ?1")?
            .query_row([integer(position)], |row| row.get(0))
            .optional()?;
        Ok(found.map(natural))
    }

    /// A contact's saved state and the position that it stands for.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn state(&self, contact: ContactId) -> Result<Option<(u64, String)>, StoreError> {
        let state: Option<(i64, String)> = self
            .connection
            .prepare_cached("SELECT as_of, state FROM states WHERE contact = ?1")?
            .query_row([contact], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(state.map(|(as_of, state)| (natural(as_of), state)))
    }

    /// Every contact that has a saved state.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn contacts(&self) -> Result<Vec<ContactId>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT contact FROM states")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The contacts that have a key, in order of their ids.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn with_key(&self, key: &Key) -> Result<Vec<ContactId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT contact FROM keys WHERE kind = ?1 AND value = ?2 ORDER BY contact",
        )?;
        let rows = statement.query_map([&key.kind, &key.value], |row| row.get(0))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The first of the contacts that have a key, in order of their ids, which is that in which they
    /// were made.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn first_with_key(&self, key: &Key, limit: usize) -> Result<Vec<ContactId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT contact FROM keys WHERE kind = ?1 AND value = ?2 ORDER BY contact LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows =
            statement.query_map(rusqlite::params![key.kind, key.value, limit], |row| row.get(0))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The contacts that stand for a company and nobody in it, by the company's key, in order of
    /// their ids.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn companies_alone(&self, company_key: &str) -> Result<Vec<ContactId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM contacts
             WHERE company_key = ?1 AND name = company AND email = '' AND phone = '' ORDER BY id",
        )?;
        let rows = statement.query_map([company_key], |row| row.get(0))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// At most `limit` contacts that are due at a moment, the longest due first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<ContactId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM contacts WHERE wake_at <= ?1 ORDER BY wake_at LIMIT ?2",
        )?;
        let rows = statement.query_map(params![now.micros(), limit], |row| row.get(0))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The earliest moment at which a saved contact is due.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let due: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(wake_at) FROM contacts")?
            .query_row([], |row| row.get(0))?;
        Ok(due.map(Timestamp::from_micros))
    }

    /// A contact's moves, oldest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn moves_of(&self, contact: ContactId) -> Result<Vec<MoveRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {MOVE} FROM moves WHERE contact = ?1 ORDER BY position, ordinal"
        ))?;
        let rows = statement.query_and_then([contact], moved)?;
        rows.collect()
    }

    /// The moves of contacts that were taken for qualified with a grade and whose story has an end,
    /// the latest known first and of each ending at most `contacts`; each contact's moves together,
    /// oldest first. What was undone is left out.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn moves_of_alike(
        &self,
        grade: &str,
        endings: &[&str],
        contacts: usize,
    ) -> Result<Vec<MoveRow>, StoreError> {
        let mut alike: Vec<ContactId> = Vec::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM contacts WHERE qualified_as = ?1 AND ending = ?2 \
             ORDER BY rowid DESC LIMIT ?3",
        )?;
        for ending in endings {
            let rows = statement.query_map(params![grade, ending, contacts], |row| row.get(0))?;
            alike.extend(rows.collect::<Result<Vec<ContactId>, rusqlite::Error>>()?);
        }
        let mut moves: Vec<MoveRow> = Vec::new();
        for contact in alike {
            for row in self.moves_of(contact)? {
                if !self.is_voided(row.position)? {
                    moves.push(row);
                }
            }
        }
        Ok(moves)
    }

    /// Every version of the agreement, oldest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn versions(&self) -> Result<Vec<VersionRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, text, made_at, made_by, in_force_at, position, hash FROM versions \
             ORDER BY number",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(VersionRow {
                number: row.get(0)?,
                text: row.get(1)?,
                made_at: Timestamp::from_micros(row.get(2)?),
                made_by: row.get(3)?,
                in_force_at: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_micros),
                position: natural(row.get(5)?),
                hash: row.get(6)?,
            })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// A list that was brought in.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn batch(&self, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT id, made_at, made_by, status, body FROM batches WHERE id = ?1")?
            .query_row([id], batch)
            .optional()?;
        Ok(row)
    }

    /// At most `limit` lists that were brought in, the latest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn batches(&self, limit: usize) -> Result<Vec<BatchRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, made_at, made_by, status, body FROM batches ORDER BY made_at DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], batch)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// The events that a list brought, oldest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn events_of_batch(&self, id: BatchId, from: u64) -> Result<Vec<EventRow>, StoreError> {
        let sql = format!(
            "SELECT {EVENT} FROM events WHERE position >= ?1 AND batch = ?2 ORDER BY position"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_and_then(params![integer(from), id], event)?;
        rows.collect()
    }

    /// Something small by its name.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<String>, StoreError> {
        let body = self
            .connection
            .prepare_cached("SELECT body FROM notes WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(body)
    }

    /// How the stories of those who were qualified ended: by the grade with which they were and by
    /// the ending, how many. Stories without an end are left out.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn endings(&self) -> Result<Vec<(String, String, u64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT qualified_as, ending, count(*) FROM contacts \
             WHERE qualified_as > '' AND ending > '' GROUP BY qualified_as, ending",
        )?;
        let rows = statement.query_map([], |row| {
            let count: i64 = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, u64::try_from(count).unwrap_or(0)))
        })?;
        Ok(rows.collect::<Result<_, rusqlite::Error>>()?)
    }

    /// Whether the database's pages are whole, and contacts are searched by what they say.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        // What this connection remembers of the index is of when it last searched; the check of
        // SQLite 3.54 reads by it and takes what was written since for damage. A search forgets it.
        self.connection
            .prepare("SELECT rowid FROM searched_parts WHERE searched_parts MATCH '\"   \"'")?
            .exists([])?;
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let words: Result<Vec<String>, rusqlite::Error> = rows.collect();
        let mut words: Vec<String> = words?.into_iter().filter(|words| words != "ok").collect();
        let astray: i64 = self.connection.query_row(
            "SELECT count(*) FROM contacts FULL JOIN searched ON searched.contact = contacts.id \
             WHERE searched.search IS NOT contacts.search",
            [],
            |row| row.get(0),
        )?;
        if astray > 0 {
            words.push(format!("{astray} contacts are searched by other than what they say"));
        }
        Ok(words)
    }
}

pub(super) fn event(row: &Row<'_>) -> Result<EventRow, StoreError> {
    let body: EventBody<'_> = serde_json::from_str(row.get_ref(8)?.as_str().map_err(bad)?)?;
    Ok(EventRow {
        event: Event {
            position: natural(row.get(0)?),
            at: Timestamp::from_micros(row.get(2)?),
            known_at: Timestamp::from_micros(row.get(3)?),
            source: row.get::<_, String>(4)?.into(),
            message_id: row.get::<_, String>(5)?.into(),
            act: body.act.into_owned(),
            facts: body.facts.into_owned(),
        },
        contact: row.get(1)?,
        who: row.get(6)?,
        batch: row.get(7)?,
        outcome: row.get(9)?,
        given: serde_json::from_str(row.get_ref(10)?.as_str().map_err(bad)?)?,
        keys: body.keys.map(Cow::into_owned),
    })
}

/// What [`moved`] reads of a row of `moves`.
pub(super) const MOVE: &str = "position, ordinal, contact, body, \
     (SELECT who FROM events WHERE events.position = moves.position)";

pub(super) fn moved(row: &Row<'_>) -> Result<MoveRow, StoreError> {
    Ok(MoveRow {
        position: natural(row.get(0)?),
        ordinal: row.get(1)?,
        contact: row.get(2)?,
        who: row.get(4)?,
        moved: serde_json::from_str(row.get_ref(3)?.as_str().map_err(bad)?)?,
    })
}

fn batch(row: &Row<'_>) -> rusqlite::Result<BatchRow> {
    Ok(BatchRow {
        id: row.get(0)?,
        made_at: Timestamp::from_micros(row.get(1)?),
        made_by: row.get(2)?,
        status: row.get(3)?,
        body: row.get(4)?,
    })
}

/// A position as SQLite kept it.
pub(super) fn natural(position: i64) -> u64 {
    u64::try_from(position).unwrap_or(0)
}

pub(super) fn bad(error: rusqlite::types::FromSqlError) -> StoreError {
    StoreError::Sqlite(error.into())
}
