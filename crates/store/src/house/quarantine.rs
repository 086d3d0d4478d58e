//! What sources sent that was theirs and could not be read: kept until it is, for as long and as
//! much as is said here.

use engine::time::{Span, Timestamp};
use rusqlite::params;
use sha2::{Digest, Sha256};

use super::House;
use crate::StoreError;
use crate::ids::SourceId;

/// Something that waits to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// Its number.
    pub id: i64,
    /// When it came.
    pub received_at: Timestamp,
    /// Why it was put aside, in a word.
    pub why: String,
    /// What it said it was.
    pub content_type: String,
    /// What came, byte for byte.
    pub raw: Vec<u8>,
}

/// Of a source, the most that waits, the most bytes of it, and for how long.
const KEPT_MAX: usize = 1_000;
const KEPT_BYTES_MAX: i64 = 64 << 20;
const KEPT_FOR: Span = Span::DAY.times(30);
/// Leads that are still to be asked for are small, and kept for as long as Meta has them.
const LEADS_MAX: usize = 10_000;
const LEADS_FOR: Span = Span::DAY.times(90);

impl House {
    /// Puts something aside; the oldest of the source goes where there is too much, and how many of
    /// them did.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn keep(
        &mut self,
        source: SourceId,
        received_at: Timestamp,
        why: &str,
        content_type: &str,
        raw: &[u8],
    ) -> Result<usize, StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "INSERT OR IGNORE INTO quarantine (source, hash, received_at, why, content_type, raw) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                source,
                Sha256::digest(raw).to_vec(),
                received_at.micros(),
                why,
                content_type,
                raw
            ],
        )?;
        transaction.execute(
            "DELETE FROM quarantine WHERE source = ?1 AND received_at < ?2 \
             AND (why <> 'needs_fetch' OR received_at < ?3)",
            params![source, (received_at - KEPT_FOR).micros(), (received_at - LEADS_FOR).micros()],
        )?;
        let gone = transaction.execute(
            "DELETE FROM quarantine WHERE id IN (SELECT id FROM (SELECT id, \
             count(*) OVER newest AS place, sum(length(raw)) OVER newest AS bytes, \
             CASE WHEN why = 'needs_fetch' THEN ?4 ELSE ?2 END AS most \
             FROM quarantine WHERE source = ?1 \
             WINDOW newest AS \
             (PARTITION BY why = 'needs_fetch' ORDER BY received_at DESC, id DESC)) \
             WHERE place > most OR bytes > ?3)",
            params![source, KEPT_MAX, KEPT_BYTES_MAX, LEADS_MAX],
        )?;
        transaction.commit()?;
        Ok(gone)
    }

    /// What waits of a source, the oldest first.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn kept(&self, source: SourceId) -> Result<Vec<KeptRow>, StoreError> {
        self.kept_by("received_at, id", source, KEPT_MAX)
    }

    /// The newest that wait of a source.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn kept_newest(&self, source: SourceId, limit: usize) -> Result<Vec<KeptRow>, StoreError> {
        self.kept_by("received_at DESC, id DESC", source, limit)
    }

    fn kept_by(
        &self,
        order: &str,
        source: SourceId,
        limit: usize,
    ) -> Result<Vec<KeptRow>, StoreError> {
        let sql = format!(
            "SELECT id, received_at, why, content_type, raw FROM quarantine WHERE source = ?1 \
             ORDER BY {order} LIMIT ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![source, limit], |row| {
            Ok(KeptRow {
                id: row.get(0)?,
                received_at: Timestamp::from_micros(row.get(1)?),
                why: row.get(2)?,
                content_type: row.get(3)?,
                raw: row.get(4)?,
            })
        })?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// How much waits of a source.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn kept_count(&self, source: SourceId) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM quarantine WHERE source = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([source], |row| row.get(0))?)
    }

    /// Moves the write-ahead log into the database and empties it: what was forgotten is nowhere.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn empty_log(&mut self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Forgets what waits of a source and nobody wants.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn forget_kept_of(&mut self, source: SourceId, id: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM quarantine WHERE id = ?1 AND source = ?2";
        self.connection.execute(sql, params![id, source])?;
        Ok(())
    }

    /// Forgets what has been read.
    ///
    /// # Errors
    ///
    /// The database refuses it.
    pub fn forget_kept(&mut self, id: i64) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM quarantine WHERE id = ?1", [id])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::{SourceRow, WorkspaceRow};
    use crate::ids::WorkspaceId;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_micros(1_772_442_000_000_000) + Span::DAY.times(day)
    }

    fn source(house: &mut House, workspace: WorkspaceId, slug: &str) -> SourceId {
        let row = SourceRow {
            id: SourceId::make(),
            workspace,
            kind: "json".to_owned(),
            slug: slug.to_owned(),
            name: String::new(),
            secret: "hidden".to_owned(),
            verify_token: String::new(),
            thanks: String::new(),
            made_at: at(0),
            disabled_at: None,
            previous_secret: String::new(),
            previous_until: None,
        };
        assert!(!format!("{row:?}").contains("hidden"));
        house.add_source(&row).unwrap();
        assert_eq!(house.source(slug).unwrap(), Some(row.clone()));
        row.id
    }

    #[test]
    fn what_waits_is_bounded_and_goes_with_its_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let mut house = House::open(&folder.path().join("criba.db")).unwrap();
        let workspace = WorkspaceId::make();
        let (name, country) = ("W".to_owned(), "ES".to_owned());
        let row = WorkspaceRow { id: workspace, name, country, made_at: at(0) };
        house.add_workspace(&row).unwrap();
        let (one, other) = (source(&mut house, workspace, "a"), source(&mut house, workspace, "b"));
        house.keep(other, at(0), "nobody", "", b"other").unwrap();
        house.keep(one, at(0), "nobody", "", b"old").unwrap();
        house.keep(one, at(31), "no_json", "text/plain", b"new").unwrap();
        house.keep(one, at(31), "no_json", "text/plain", b"new").unwrap();
        let kept = house.kept(one).unwrap();
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert_eq!((kept[0].why.as_str(), kept[0].raw.as_slice()), ("no_json", &b"new"[..]));
        let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) \
                    INSERT INTO quarantine (source, hash, received_at, why, content_type, raw) \
                    SELECT ?1, i, ?3, 'nobody', '', 'x' FROM n";
        house.connection.execute(many, params![one, KEPT_MAX + 5, at(31).micros()]).unwrap();
        house.keep(one, at(31), "nobody", "", b"one more").unwrap();
        assert_eq!(house.kept_count(one).unwrap(), KEPT_MAX as u64);
        let big = "INSERT INTO quarantine (source, hash, received_at, why, content_type, raw) \
                   VALUES (?1, ?2, ?2, 'nobody', '', zeroblob(41943040))";
        for day in [32, 33] {
            house.connection.execute(big, params![one, at(day).micros()]).unwrap();
        }
        house.keep(one, at(34), "nobody", "", b"the newest").unwrap();
        assert_eq!(house.kept_count(one).unwrap(), 2);
        assert_eq!(house.kept_count(other).unwrap(), 1);
        // Leads that Meta still has are not crowded out by the rest, nor by each other.
        let leads = many.replace("'nobody'", "'needs_fetch'").replace("i, ?3", "-i, ?3");
        house.connection.execute(&leads, params![one, KEPT_MAX + 5, at(34).micros()]).unwrap();
        house.keep(one, at(34 + 89), "nobody", "", b"much later").unwrap();
        assert_eq!(house.kept_count(one).unwrap(), KEPT_MAX as u64 + 6);
        house.keep(one, at(34 + 91), "needs_fetch", "", b"too late for those").unwrap();
        assert_eq!(house.kept_count(one).unwrap(), 2);
        house.forget_kept(house.kept(other).unwrap()[0].id).unwrap();
        assert_eq!(house.kept_count(other).unwrap(), 0);
        house.disable_source(one, Some(at(1))).unwrap();
        assert_eq!(house.sources().unwrap()[0].disabled_at, Some(at(1)));
        house.remove_workspace(workspace).unwrap();
        assert!(house.sources().unwrap().is_empty());
    }
}
