//! By what a message of a source is known that came before.
//!
//! A message is found by a hash of its name, and those come in no order: written one by one, each
//! changes a page of its own. What comes from outside, which is most, is gathered in memory and
//! written many at once, in order; until then the end of the log says what was told.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::Read;
use super::log::integer;
use super::read::{bad, natural};
use crate::StoreError;

/// 128 bits that stand for a message of a source.
pub type MessageKey = [u8; 16];

/// The name under which the position is kept up to which every message is known by its hash.
pub(super) const KNOWN_TO: &str = "messages_known_to";

/// 128 bits that stand for a message of a source: no two of a billion share them by chance.
#[must_use]
pub fn message_key(source: &str, message_id: &str) -> MessageKey {
    let mut digest = Sha256::new();
    digest.update(source.as_bytes());
    digest.update([0]);
    digest.update(message_id.as_bytes());
    let digest = digest.finalize();
    let mut key = [0; 16];
    key.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    key
}

/// Keeps where messages stand in the log.
pub(super) fn keep(
    connection: &Connection,
    messages: &[(MessageKey, u64)],
) -> Result<(), StoreError> {
    if messages.is_empty() {
        return Ok(());
    }
    let mut remember = connection.prepare_cached(
        // A message whose event was voided may be told again.
        "INSERT INTO messages VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET position = ?2",
    )?;
    for (key, position) in messages {
        remember.execute(params![key.as_slice(), integer(*position)])?;
    }
    Ok(())
}

impl Read<'_> {
    /// Where a message of a source stands in the log, if it came before. What came word for word
    /// from outside is known up to [`Read::messages_known_to`] only.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn message(&self, source: &str, message_id: &str) -> Result<Option<u64>, StoreError> {
        self.message_with(&message_key(source, message_id))
    }

    /// The same by what stands for the message.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn message_with(&self, key: &MessageKey) -> Result<Option<u64>, StoreError> {
        let position: Option<i64> = self
            .connection
            .prepare_cached("SELECT position FROM messages WHERE id = ?1")?
            .query_row([key.as_slice()], |row| row.get(0))
            .optional()?;
        Ok(position.map(natural))
    }

    /// The position up to which every message is known by its hash.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn messages_known_to(&self) -> Result<u64, StoreError> {
        let known_to = self.note(KNOWN_TO)?.and_then(|text| text.parse().ok());
        Ok(known_to.unwrap_or_default())
    }

    /// Hands over the messages after a position that came word for word from outside, in order.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn messages_after(
        &self,
        position: u64,
        mut take: impl FnMut(MessageKey, u64),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT events.position, source, message_id FROM raws \
             CROSS JOIN events ON events.position = raws.position \
             WHERE raws.position > ?1 ORDER BY raws.position",
        )?;
        let mut rows = statement.query([integer(position)])?;
        while let Some(row) = rows.next()? {
            let source = row.get_ref(1)?.as_str().map_err(bad)?;
            let id = row.get_ref(2)?.as_str().map_err(bad)?;
            take(message_key(source, id), natural(row.get(0)?));
        }
        Ok(())
    }
}
