//! Opening a database and bringing its schema up to date.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::StoreError;

/// How long a connection waits for another that writes.
pub(crate) const WAIT: Duration = Duration::from_secs(10);

/// Opens a database to write, with the schema of this release.
///
/// # Errors
///
/// The file cannot be opened, is no database, or was written by a newer release.
pub(crate) fn open(path: &Path, steps: &[&str]) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path)?;
    // Until it is known to be one: what is no database is left as it is.
    move_log_at_close(&connection, false)?;
    connection.busy_timeout(WAIT)?;
    // FULL: without it a power cut loses acknowledged rows.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA cache_size = -16000;
         PRAGMA wal_autocheckpoint = 0;
         -- What a reader that took its time made the log grow to is given back.
         PRAGMA journal_size_limit = 67108864;",
    )?;
    plan_once(&connection)?;
    migrate(&mut connection, path, steps)?;
    move_log_at_close(&connection, true)?;
    Ok(connection)
}

/// Whether the last connection that is closed moves the write-ahead log into the database.
pub(crate) fn move_log_at_close(connection: &Connection, moves: bool) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !moves)?;
    Ok(())
}

/// Moves what can be moved of the write-ahead log into the database without keeping anybody waiting.
pub(crate) fn move_log(connection: &Connection) -> Result<(), StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    Ok(())
}

/// Has a statement keep the plan that it was prepared with. SQLite would prepare it anew for the
/// values of each use, in hope of statistics that these files do not have; the search index alone
/// spent a third of taking contacts out of it so.
fn plan_once(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Opens a database to read only; it must have been opened to write before.
///
/// # Errors
///
/// The file cannot be opened.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(WAIT)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")?;
    plan_once(&connection)?;
    Ok(connection)
}

/// Takes the steps of the schema that the file has not taken yet, each in its own transaction with
/// its checksum.
fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), StoreError> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY, checksum TEXT NOT NULL)",
    )?;
    let taken: usize =
        connection.query_row("SELECT count(*) FROM schema_steps", [], |row| row.get(0))?;
    if taken > steps.len() {
        return Err(StoreError::Newer { path: path.to_owned(), found: taken, known: steps.len() });
    }
    for (step, sql) in (1..).zip(steps) {
        let checksum = checksum(sql);
        let known: Option<String> = connection
            .query_row("SELECT checksum FROM schema_steps WHERE step = ?1", [step], |row| {
                row.get(0)
            })
            .optional()?;
        match known {
            Some(known) if known == checksum => {}
            Some(_) => return Err(StoreError::Changed { path: path.to_owned(), step }),
            None => {
                let transaction = connection.transaction()?;
                transaction.execute_batch(sql)?;
                transaction
                    .execute("INSERT INTO schema_steps VALUES (?1, ?2)", params![step, checksum])?;
                transaction.commit()?;
            }
        }
    }
    Ok(())
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE a (x INTEGER)";

    #[test]
    fn a_newer_file_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        open(&path, &[FIRST, "CREATE TABLE b (x INTEGER)"]).unwrap();
        let refused = open(&path, &[FIRST]).unwrap_err();
        assert!(matches!(refused, StoreError::Newer { found: 2, known: 1, .. }), "{refused}");
        open(&path, &[FIRST, "CREATE TABLE b (x INTEGER)"]).unwrap();
    }

    #[test]
    fn a_step_that_was_changed_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        open(&path, &[FIRST]).unwrap();
        let refused = open(&path, &["CREATE TABLE a (x TEXT)"]).unwrap_err();
        assert!(matches!(refused, StoreError::Changed { step: 1, .. }), "{refused}");
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let broken = "CREATE TABLE b (x INTEGER); CREATE TABLE a (x INTEGER)";
        assert!(open(&path, &[FIRST, broken]).is_err());
        let connection = open(&path, &[FIRST]).unwrap();
        let tables: usize = connection
            .query_row("SELECT count(*) FROM sqlite_master WHERE name = 'b'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 0);
    }
}
