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
}
