//! How many leads of a source sales accepted in a time, for what each of them cost.

use engine::time::Timestamp;
use rusqlite::params;

use super::Read;
use crate::StoreError;

impl Read<'_> {
    /// How many contacts that one of these sources first told of came in a time to one of these
    /// stages from one that is none of them; each once.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn came_to(
        &self,
        stages: &[&str],
        sources: &[String],
        from: Timestamp,
        until: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(DISTINCT moves.contact) FROM moves INDEXED BY moves_at \
             JOIN contacts ON contacts.id = moves.contact \
             WHERE moves.at >= ?1 AND moves.at < ?2 \
             AND moves.target IN (SELECT value FROM json_each(?3)) \
             AND moves.origin NOT IN (SELECT value FROM json_each(?3)) \
             AND contacts.source IN (SELECT value FROM json_each(?4))",
        )?;
        let (stages, sources) = (serde_json::to_string(stages)?, serde_json::to_string(sources)?);
        let values = params![from.micros(), until.micros(), stages, sources];
        Ok(statement.query_row(values, |row| row.get(0))?)
    }

    /// By the source, among those whose names begin so: how many contacts came to one of these
    /// stages from one that is none of them, whom the source first told of or who came to it by what
    /// the source told. Each once.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn brought_to(
        &self,
        stages: &[&str],
        beginning: &str,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "WITH came AS (SELECT position, contact FROM moves \
             WHERE target IN (SELECT value FROM json_each(?1)) \
             AND origin NOT IN (SELECT value FROM json_each(?1)) \
             AND NOT EXISTS (SELECT 1 FROM voids WHERE voids.position = moves.position)) \
             SELECT source, count(DISTINCT contact) FROM ( \
             SELECT events.source AS source, came.contact AS contact \
             FROM came JOIN events ON events.position = came.position \
             UNION ALL SELECT contacts.source, came.contact \
             FROM came JOIN contacts ON contacts.id = came.contact) \
             WHERE substr(source, 1, length(?2)) = ?2 GROUP BY source",
        )?;
        let stages = serde_json::to_string(stages)?;
        let rows = statement
            .query_map(params![stages, beginning], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }
}
