//! A workspace's database: the log, what is derived from it, and what screens ask for.

mod accepted;
pub mod answers;
pub mod erasures;
pub mod folding;
pub mod found;
mod log;
pub mod messages;
mod noted;
pub mod pages;
mod proof;
mod reach;
mod read;
pub mod rows;
mod schema;
pub mod screens;
mod search;
mod states;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use crate::{StoreError, sqlite};

pub use log::Batch;
pub use messages::{MessageKey, message_key};
pub use noted::Noted;

/// A workspace that is open to write. There is one for each workspace and process.
#[derive(Debug)]
pub struct Workspace {
    connection: Connection,
    path: PathBuf,
}

/// Moves what was committed from the write-ahead log into the database.
#[derive(Debug)]
pub struct Mover {
    connection: Connection,
}

impl Mover {
    /// Moves what can be moved without keeping anybody waiting; the log file starts again from its
    /// beginning once all of it was moved.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn move_log(&self) -> Result<(), StoreError> {
        sqlite::move_log(&self.connection)
    }

    /// Leaves the files as they are from now on, when it is closed too.
    ///
    /// # Errors
    ///
    /// SQLite does not take it.
    pub fn leave(&self) -> Result<(), StoreError> {
        sqlite::move_log_at_close(&self.connection, false)
    }

    /// Moves everything and leaves no log file behind, before a workspace is closed.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn finish(&self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// A workspace that is open to read: what its writer has committed.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
}

impl Workspace {
    /// Opens a workspace, making it where it is missing.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, is no database, or was written by a newer release.
    pub fn open(path: &Path) -> Result<Workspace, StoreError> {
        let connection = sqlite::open(path, schema::STEPS)?;
        // Lines of contacts are written by which of their columns changed.
        connection.set_prepared_statement_cache_capacity(256);
        Ok(Workspace { connection, path: path.to_owned() })
    }

    /// Keeps more of the database in memory: for who alone writes it, and so need not read again
    /// what others changed.
    ///
    /// # Errors
    ///
    /// SQLite does not take it.
    pub fn keep_more(&self) -> Result<(), StoreError> {
        self.connection.execute_batch("PRAGMA cache_size = -32000")?;
        Ok(())
    }

    /// A reader beside this writer.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        Reader::open(&self.path)
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the writer itself reads.
    pub fn read(&self) -> Read<'_> {
        Read { connection: &self.connection }
    }

    /// What moves the write-ahead log into the database, on a thread of its own.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    pub fn mover(&self) -> Result<Mover, StoreError> {
        Ok(Mover { connection: sqlite::open(&self.path, schema::STEPS)? })
    }

    /// Leaves the files as they are from now on, when it is closed too.
    ///
    /// # Errors
    ///
    /// SQLite does not take it.
    pub fn leave(&self) -> Result<(), StoreError> {
        sqlite::move_log_at_close(&self.connection, false)
    }

    /// The pages that the write-ahead log holds, and how many of them are in the database.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn log_pages(&self) -> Result<(u64, u64), StoreError> {
        let mut statement = self.connection.prepare_cached("PRAGMA wal_checkpoint(NOOP)")?;
        let pages =
            statement.query_row([], |row| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))?;
        let natural = |count: i64| u64::try_from(count).unwrap_or(0);
        Ok((natural(pages.0), natural(pages.1)))
    }

    /// Moves what can be moved of the write-ahead log into the database without keeping anybody
    /// waiting.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn move_log(&self) -> Result<(), StoreError> {
        sqlite::move_log(&self.connection)
    }

    /// Moves all of the write-ahead log into the database, so that the next transaction begins it
    /// again from its front. Those who read what was before are waited for, at most so long;
    /// whether that came to be.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn restart_log(&self, wait: Duration) -> Result<bool, StoreError> {
        self.connection.busy_timeout(wait)?;
        let restart = "PRAGMA wal_checkpoint(RESTART)";
        let is_busy = self.connection.query_row(restart, [], |row| row.get::<_, bool>(0));
        self.connection.busy_timeout(sqlite::WAIT)?;
        Ok(!is_busy?)
    }

    /// Copies the workspace as it is now into a new file.
    ///
    /// # Errors
    ///
    /// The file is there already or cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.release()?;
        self.connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
        Ok(())
    }
}

impl Reader {
    /// Opens a workspace that its writer has open.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    pub fn open(path: &Path) -> Result<Reader, StoreError> {
        let connection = sqlite::open_reader(path)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Reader { connection })
    }

    /// What may be asked.
    pub fn read(&self) -> Read<'_> {
        Read { connection: &self.connection }
    }
}

/// Everything that may be asked of a workspace.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    connection: &'a Connection,
}
