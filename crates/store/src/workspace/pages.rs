//! Pages of long lists, each from where the one before ended: what comes in between moves nothing.

use engine::time::Timestamp;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Row, ToSql, params, params_from_iter};

use super::Read;
use super::log::integer;
use super::read::{EVENT, MOVE, event, moved};
use super::rows::{EventRow, MoveRow};
use super::screens::{COLUMNS, Filter, Listed, listed};
use crate::StoreError;
use crate::ids::ContactId;

/// The text of an event as a search looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'a> {
    /// Its place in the log.
    pub position: u64,
    /// Its name.
    pub name: &'a str,
    /// Which source told it.
    pub source: &'a str,
    /// Its id in that source.
    pub message_id: &'a str,
    /// Who of ours did it; empty for what came by itself.
    pub who: &'a str,
    /// What it holds, as JSON.
    pub body: &'a str,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The events, newest first.
    pub events: Vec<EventRow>,
    /// The last place of the log that was looked at; `None` once there is nothing before it.
    pub reached: Option<u64>,
}

/// Which moves between stages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// At or after this moment.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// From this stage.
    pub from: Option<String>,
    /// To this stage.
    pub to: Option<String>,
    /// Before this one: its moment, its event and its place among that event's moves.
    pub before: Option<(Timestamp, u64, u32)>,
}

impl Read<'_> {
    /// At most `limit` events of a source that nothing voided, newest first, among the latest
    /// `places` of the log.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn events_of_source(
        &self,
        source: &str,
        places: u64,
        limit: usize,
    ) -> Result<Vec<EventRow>, StoreError> {
        let (last, _) = self.last()?;
        let sql = format!(
            "SELECT {EVENT} FROM events WHERE source = ?1 AND position > ?2 \
             AND NOT EXISTS (SELECT 1 FROM voids WHERE voids.position = events.position) \
             ORDER BY position DESC LIMIT ?3"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let from = integer(last.saturating_sub(places));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        statement.query_and_then(params![source, from, limit], event)?.collect()
    }

    /// What is kept by names that begin so, in the order of the names.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn notes_from(
        &self,
        begins: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        self.notes_after(begins, "", limit)
    }

    /// The same, from after a name.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn notes_after(
        &self,
        begins: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, body FROM notes WHERE name >= max(?1, ?2) AND name > ?2 \
             AND substr(name, 1, length(?1)) = ?1 ORDER BY name LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![begins, after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// What is kept by names that begin so, those behind first, from before a name.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn notes_before(
        &self,
        begins: &str,
        before: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, body FROM notes WHERE name >= ?1 AND name < ?2 \
             ORDER BY name DESC LIMIT ?3",
        )?;
        let end = format!("{begins}{}", char::MAX);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![begins, before.unwrap_or(&end), limit], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// What is kept by some names, those behind first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn notes_named(&self, names: &[String]) -> Result<Vec<(String, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, body FROM notes WHERE name IN (SELECT value FROM json_each(?1)) \
             ORDER BY name DESC",
        )?;
        let rows = statement
            .query_map([serde_json::to_string(names)?], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// At most `limit` contacts, the newest first, from before one of them.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn list_before(
        &self,
        filter: &Filter,
        before: Option<ContactId>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreError> {
        let (mut wheres, values) = self.conditions(filter)?;
        let mut values: Vec<rusqlite::types::ToSqlOutput<'_>> =
            values.into_iter().map(ToSqlOutput::Owned).collect();
        if let Some(before) = &before {
            values.push(before.to_sql()?);
            wheres = format!("{wheres} AND id < ?{}", values.len());
        }
        let sql =
            format!("SELECT {COLUMNS} FROM contacts WHERE {wheres} ORDER BY id DESC LIMIT {limit}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), listed)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Events that came in, newest first, from before a place of the log: those of which `is_wanted`
    /// says so, until there are `limit` of them or `is_over` says that it takes too long. The
    /// passing of time is none.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn search_events(
        &self,
        before: Option<u64>,
        limit: usize,
        mut is_wanted: impl FnMut(Searched<'_>) -> bool,
        mut is_over: impl FnMut() -> bool,
    ) -> Result<Found, StoreError> {
        let sql = format!(
            "SELECT {EVENT}, name FROM events WHERE position < ?1 AND name <> 'time_passed' \
             ORDER BY position DESC"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![before.map_or(i64::MAX, integer)])?;
        let mut found = Found::default();
        let mut looked_at = 0_u64;
        while let Some(row) = rows.next()? {
            let searched = searched(row)?;
            found.reached = Some(searched.position);
            if is_wanted(searched) {
                found.events.push(event(row)?);
            }
            looked_at += 1;
            if found.events.len() >= limit || (looked_at.is_multiple_of(BETWEEN_LOOKS) && is_over())
            {
                return Ok(found);
            }
        }
        Ok(Found { reached: None, ..found })
    }

    /// At most `limit` moves between stages and states, newest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn moves_before(&self, moves: &Moves, limit: usize) -> Result<Vec<MoveRow>, StoreError> {
        let mut parts: Vec<&str> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        let micros = |moment: Option<Timestamp>| moment.map(|at| Value::from(at.micros()));
        let text = |text: &Option<String>| text.clone().map(Value::from);
        for (sql, value) in [
            ("at >= ?", micros(moves.since)),
            ("at < ?", micros(moves.until)),
            ("origin = ?", text(&moves.from)),
            ("target = ?", text(&moves.to)),
        ] {
            if let Some(value) = value {
                parts.push(sql);
                values.push(value);
            }
        }
        if let Some((at, position, ordinal)) = moves.before {
            parts.push("(at, position, ordinal) < (?, ?, ?)");
            values.extend([at.micros(), integer(position), i64::from(ordinal)].map(Value::from));
        }
        let wheres = if parts.is_empty() { "1 = 1".to_owned() } else { parts.join(" AND ") };
        let sql = format!(
            "SELECT {MOVE} FROM moves WHERE {wheres} \
             ORDER BY at DESC, position DESC, ordinal DESC LIMIT {limit}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_and_then(params_from_iter(values), moved)?;
        rows.collect()
    }
}

/// Events that are looked at before the clock is.
const BETWEEN_LOOKS: u64 = 64;

/// What of a row of [`EVENT`] is searched; the name stands behind the others.
fn searched<'a>(row: &'a Row<'_>) -> Result<Searched<'a>, StoreError> {
    let text = |index: usize| -> Result<&'a str, StoreError> {
        let text = row.get_ref(index)?.as_str_or_null();
        Ok(text.map_err(|error| StoreError::Sqlite(error.into()))?.unwrap_or_default())
    };
    Ok(Searched {
        position: super::read::natural(row.get(0)?),
        source: text(4)?,
        message_id: text(5)?,
        who: text(6)?,
        body: text(8)?,
        name: text(11)?,
    })
}

#[cfg(test)]
mod tests {
    use engine::event::{Act, Event};

    use super::*;
    use crate::workspace::{Batch, Workspace};

    const EVENTS: u64 = 1_000;

    fn row(position: u64) -> EventRow {
        let act = match position % 3 {
            0 => Act::TimePassed,
            _ => Act::Happened { name: "page".to_owned(), properties: Vec::new() },
        };
        EventRow {
            event: Event {
                position,
                at: Timestamp::from_micros(0),
                known_at: Timestamp::from_micros(0),
                source: "test".into(),
                message_id: format!("m{position}.").into(),
                act,
                facts: Vec::new(),
            },
            contact: ContactId::make(),
            who: None,
            batch: None,
            outcome: "applied".to_owned(),
            given: Vec::new(),
            keys: None,
        }
    }

    #[test]
    fn a_search_that_is_cut_short_goes_on_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = Workspace::open(&folder.path().join("a.db")).unwrap();
        let events = (1..=EVENTS).map(row).map(std::sync::Arc::new).collect();
        workspace.commit(&Batch { events, ..Batch::default() }, &[]).unwrap();
        let wanted = |row: Searched<'_>| row.message_id.ends_with("00.");
        let mut found: Vec<u64> = Vec::new();
        let (mut before, mut pages) = (None, 0);
        loop {
            // Every page takes too long at the first look at the clock.
            let page = workspace.read().search_events(before, 10, wanted, || true).unwrap();
            found.extend(page.events.iter().map(|row| row.event.position));
            pages += 1;
            match page.reached {
                Some(reached) => before = Some(reached),
                None => break,
            }
        }
        // The passing of time is none: 300, 600 and 900 are.
        assert_eq!(found, [1_000, 800, 700, 500, 400, 200, 100]);
        assert!(pages > 5, "{pages}");
    }
}
