//! What sources have to be asked for: with what, when next, and what went wrong the last time.
//!
//! What waits are rows of the quarantine; here stands only when each is asked for. A row that is not
//! here is asked for at once, and goes with what it is of.

use engine::time::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::House;
use super::quarantine::KeptRow;
use crate::StoreError;
use crate::ids::SourceId;

/// With what a source's provider is asked.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AccessRow {
    /// What shows that one may ask; empty where nobody gave it.
    pub token: String,
    /// Where the provider is asked; empty where it is as usual.
    pub base: String,
}

/// Everything but what is secret.
impl std::fmt::Debug for AccessRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccessRow({})", self.base)
    }
}

/// Something that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskRow {
    /// The part of its source's path.
    pub slug: String,
    /// What waits.
    pub kept: KeptRow,
}

impl House {
    /// With what a source's provider is asked; empty where nobody said.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn access(&self, source: SourceId) -> Result<AccessRow, StoreError> {
        let sql = "SELECT token, base FROM source_access WHERE source = ?1";
        let row = self
            .connection
            .prepare_cached(sql)?
            .query_row([source], |row| Ok(AccessRow { token: row.get(0)?, base: row.get(1)? }));
        Ok(row.optional()?.unwrap_or_default())
    }

    /// Says with what a source's provider is asked; everything that waits is asked for at once.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn save_access(
        &mut self,
        source: SourceId,
        token: &str,
        base: &str,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO source_access (source, token, base) VALUES (?1, ?2, ?3) \
             ON CONFLICT (source) DO UPDATE SET token = ?2, base = ?3",
            params![source, token, base],
        )?;
        self.ask_at_once(source)
    }

    /// Has everything that waits of a source asked for at once.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn ask_at_once(&mut self, source: SourceId) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "DELETE FROM asked WHERE kept IN (SELECT id FROM quarantine WHERE source = ?1)",
            [source],
        )?;
        transaction.execute(
            "UPDATE source_access SET paused_until = 0, problem = '', detail = '' \
             WHERE source = ?1",
            [source],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Asks nothing of a source's provider until a moment, and keeps why.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn pause_asking(
        &mut self,
        source: SourceId,
        until: Timestamp,
        problem: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO source_access (source, token, base, paused_until, problem, detail) \
             VALUES (?1, '', '', ?2, ?3, ?4) \
             ON CONFLICT (source) DO UPDATE SET paused_until = ?2, problem = ?3, detail = ?4",
            params![source, until.micros(), problem, detail],
        )?;
        Ok(())
    }

    /// Asks for something no earlier than at a moment, and keeps why.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn ask_later(
        &mut self,
        kept: i64,
        due_at: Timestamp,
        problem: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        // It may have been forgotten while it was asked for.
        self.connection.execute(
            "INSERT OR REPLACE INTO asked (kept, due_at, problem, detail) \
             SELECT id, ?2, ?3, ?4 FROM quarantine WHERE id = ?1",
            params![kept, due_at.micros(), problem, detail],
        )?;
        Ok(())
    }

    /// What is to be asked for by now, the oldest first. A subscription is confirmed only where the
    /// source has no certificate of its own; of a source that is off nothing is asked.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn to_ask(&self, now: Timestamp, limit: usize) -> Result<Vec<AskRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.slug, q.id, q.received_at, q.why, q.content_type, q.raw \
             FROM quarantine q JOIN sources s ON s.id = q.source \
             LEFT JOIN asked a ON a.kept = q.id \
             LEFT JOIN source_access o ON o.source = q.source \
             WHERE q.why IN ('needs_fetch', 'needs_confirmation') \
             AND (q.why = 'needs_fetch' OR s.secret = '') AND s.disabled_at IS NULL \
             AND coalesce(a.due_at, 0) <= ?1 AND coalesce(o.paused_until, 0) <= ?1 \
             ORDER BY q.received_at, q.id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![now.micros(), limit], |row| {
            let kept = KeptRow {
                id: row.get(1)?,
                received_at: Timestamp::from_micros(row.get(2)?),
                why: row.get(3)?,
                content_type: row.get(4)?,
                raw: row.get(5)?,
            };
            Ok(AskRow { slug: row.get(0)?, kept })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// What went wrong the last time that something was asked for a source, in a word, and what the
    /// provider said of it; `None` where nothing did, or nothing waits for it any more.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn asking_problem(
        &self,
        source: SourceId,
        now: Timestamp,
    ) -> Result<Option<(String, String)>, StoreError> {
        // What stops everything now goes before what one was answered, and that before what stopped
        // everything once and may be over.
        let mut statement = self.connection.prepare_cached(
            "SELECT problem, detail FROM ( \
             SELECT problem, detail, paused_until <= ?2 AS over, 0 AS is_one, 0 AS received_at \
             FROM source_access WHERE source = ?1 AND problem <> '' \
             AND (paused_until > ?2 OR EXISTS (SELECT 1 FROM quarantine WHERE source = ?1 \
             AND why IN ('needs_fetch', 'needs_confirmation'))) \
             UNION ALL SELECT a.problem, a.detail, 1, 1, q.received_at \
             FROM asked a JOIN quarantine q ON q.id = a.kept WHERE q.source = ?1) \
             ORDER BY over, is_one DESC, received_at DESC LIMIT 1",
        )?;
        let row = statement
            .query_row(params![source, now.micros()], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(row.optional()?)
    }
}

#[cfg(test)]
mod tests {
    use engine::time::Span;

    use super::*;
    use crate::house::{SourceRow, WorkspaceRow};
    use crate::ids::WorkspaceId;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_micros(1_772_442_000_000_000) + Span::MINUTE.times(minute)
    }

    fn slugs(house: &House, now: Timestamp) -> Vec<String> {
        house.to_ask(now, 10).unwrap().into_iter().map(|row| row.slug).collect()
    }

    #[test]
    fn what_waits_is_asked_for_when_it_is_due_and_goes_with_what_it_is_of() {
        let folder = tempfile::tempdir().unwrap();
        let mut house = House::open(&folder.path().join("criba.db")).unwrap();
        let workspace = WorkspaceId::make();
        let (name, country) = ("W".to_owned(), "ES".to_owned());
        house
            .add_workspace(&WorkspaceRow { id: workspace, name, country, made_at: at(0) })
            .unwrap();
        let mut ids: Vec<SourceId> = Vec::new();
        for (kind, slug, secret) in
            [("meta", "meta", "app"), ("ses", "ses", ""), ("ses", "by-hand", "PEM")]
        {
            let row = SourceRow {
                id: SourceId::make(),
                workspace,
                kind: kind.to_owned(),
                slug: slug.to_owned(),
                name: String::new(),
                secret: secret.to_owned(),
                verify_token: String::new(),
                thanks: String::new(),
                made_at: at(0),
                disabled_at: None,
                previous_secret: String::new(),
                previous_until: None,
            };
            house.add_source(&row).unwrap();
            ids.push(row.id);
        }
        house.keep(ids[0], at(0), "needs_fetch", "", b"1").unwrap();
        house.keep(ids[0], at(1), "nobody", "", b"2").unwrap();
        house.keep(ids[1], at(2), "needs_confirmation", "", b"3").unwrap();
        house.keep(ids[2], at(3), "needs_confirmation", "", b"4").unwrap();
        assert_eq!(slugs(&house, at(3)), ["meta", "ses"]);
        let kept = house.to_ask(at(3), 1).unwrap()[0].kept.clone();
        house.ask_later(kept.id, at(10), "gone", "no such lead").unwrap();
        assert_eq!(slugs(&house, at(9)), ["ses"]);
        let problem = Some(("gone".to_owned(), "no such lead".to_owned()));
        assert_eq!(house.asking_problem(ids[0], at(3)).unwrap(), problem);
        house.pause_asking(ids[0], at(20), "throttled", "").unwrap();
        assert_eq!(slugs(&house, at(10)), ["ses"]);
        assert_eq!(slugs(&house, at(20)), ["meta", "ses"]);
        house.save_access(ids[0], "t0ken", "https://graph.example").unwrap();
        assert_eq!(slugs(&house, at(3)), ["meta", "ses"]);
        let access = house.access(ids[0]).unwrap();
        assert_eq!(
            (access.token.as_str(), access.base.as_str()),
            ("t0ken", "https://graph.example")
        );
        assert!(!format!("{access:?}").contains("t0ken"));
        assert_eq!(house.asking_problem(ids[0], at(3)).unwrap(), None);
        house.disable_source(ids[1], Some(at(1))).unwrap();
        house.ask_later(kept.id, at(10), "gone", "").unwrap();
        house.forget_kept(kept.id).unwrap();
        assert!(slugs(&house, at(20)).is_empty());
        house.ask_later(kept.id, at(10), "gone", "").unwrap();
        assert_eq!(house.asking_problem(ids[0], at(3)).unwrap(), None);
        // What is over is no problem once nothing waits for it.
        house.pause_asking(ids[0], at(20), "throttled", "").unwrap();
        assert!(house.asking_problem(ids[0], at(19)).unwrap().is_some());
        assert_eq!(house.asking_problem(ids[0], at(20)).unwrap(), None);
        house.remove_workspace(workspace).unwrap();
        let count = |table: &str| -> i64 {
            let sql = format!("SELECT count(*) FROM {table}");
            house.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!((count("source_access"), count("asked")), (0, 0));
    }
}
