//! What contacts are searched by: their texts beside their wide rows, and the parts of those.
//!
//! A word is found anywhere in a text, in the middle of another too. Which contacts have every
//! three letters of it is looked up; whether they stand side by side, and words of one letter or
//! two, the narrow texts themselves say.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::Read;
use crate::StoreError;
use crate::ids::ContactId;

/// Contacts that are looked up one by one. Where more are meant, a walk along the list's order
/// meets a page of them sooner.
pub(super) const FEW_MAX: usize = 4_000;

/// Keeps the text that a contact is searched by as it is now; `None` for one that is in no list.
pub(super) fn keep(
    transaction: &Connection,
    contact: ContactId,
    text: Option<&str>,
) -> Result<(), StoreError> {
    let known: Option<(i64, String)> = transaction
        .prepare_cached("SELECT number, search FROM searched WHERE contact = ?1")?
        .query_row([contact], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    // Most of what happens to a contact changes nothing that it is searched by.
    if known.as_ref().map(|(_, text)| text.as_str()) == text {
        return Ok(());
    }
    if let Some((number, before)) = known {
        transaction
            .prepare_cached(
                "INSERT INTO searched_parts (searched_parts, rowid, search) \
                 VALUES ('delete', ?1, ?2)",
            )?
            .execute(params![number, before])?;
        transaction.prepare_cached("DELETE FROM searched WHERE number = ?1")?.execute([number])?;
    }
    let Some(text) = text else { return Ok(()) };
    let number = transaction
        .prepare_cached("INSERT INTO searched (contact, search) VALUES (?1, ?2)")?
        .insert(params![contact, text])?;
    transaction
        .prepare_cached("INSERT INTO searched_parts (rowid, search) VALUES (?1, ?2)")?
        .execute(params![number, text])?;
    Ok(())
}

impl Read<'_> {
    /// The contacts whose text holds every word; `None` where they are more than a few.
    pub(super) fn holding(&self, words: &[String]) -> Result<Option<Vec<ContactId>>, StoreError> {
        let mut values: Vec<Value> = words.iter().map(|word| like(word).into()).collect();
        let alike: Vec<String> =
            (1..=words.len()).map(|n| format!("searched.search LIKE ?{n} ESCAPE '\\'")).collect();
        let parts = parts(words);
        let from = match parts.is_empty() {
            true => "searched WHERE ".to_owned(),
            false => {
                values.push(parts.into());
                // The parts first: SQLite is not left to choose.
                format!(
                    "searched_parts CROSS JOIN searched ON number = searched_parts.rowid \
                     WHERE searched_parts MATCH ?{} AND ",
                    values.len()
                )
            }
        };
        let sql =
            format!("SELECT contact FROM {from}{} LIMIT {}", alike.join(" AND "), FEW_MAX + 1);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        let found: Vec<ContactId> = rows.collect::<Result<_, rusqlite::Error>>()?;
        Ok((found.len() <= FEW_MAX).then_some(found))
    }
}

/// What a text must be like to hold a word; in it the signs of patterns stand for themselves.
pub(super) fn like(word: &str) -> String {
    format!("%{}%", escaped(word))
}

/// A word in which the signs of patterns stand for themselves.
pub(super) fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The parts of words that a text must have, as the index is asked for them; empty where no word is
/// long enough.
fn parts(words: &[String]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        // A pattern ends at its first NUL, so its word is one that the index does not know.
        if letters.len() < LETTERS || letters.contains(&'\0') {
            continue;
        }
        let last = letters.len() - LETTERS;
        // Side by side, and one that ends the word: more of them find hardly less.
        let starts = (0..last).step_by(LETTERS).chain([last]);
        parts.extend(starts.filter_map(|start| {
            let part: String = letters.get(start..start + LETTERS)?.iter().collect();
            Some(format!("\"{}\"", part.replace('"', "\"\"")))
        }));
    }
    parts.truncate(PARTS_MAX);
    parts.join(" AND ")
}

/// Letters of a part, as the index cuts texts.
const LETTERS: usize = 3;

/// Parts that the index is asked for at once.
const PARTS_MAX: usize = 32;
