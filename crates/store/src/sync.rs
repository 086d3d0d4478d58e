//! Making sure that something is on disk.
//!
//! A system that could not write something may forget it, and say the next time that all is well
//! (PostgreSQL met this in 2018, as «fsyncgate»). Nothing is asked twice, then: who cannot be sure
//! ends the process before anything is acknowledged, and the next start reads what the disk has.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use rusqlite::ffi;

/// Makes sure of a file's bytes.
pub fn file(file: &File) {
    if let Err(error) = file.sync_all() {
        end(&error);
    }
}

/// Makes sure of the names in a folder.
///
/// # Errors
///
/// The folder cannot be opened.
pub fn folder(path: &Path) -> io::Result<()> {
    file(&File::open(path)?);
    Ok(())
}

/// Ends the process where SQLite could not make sure of what it had written.
pub(crate) fn look_at(error: &rusqlite::Error) {
    let failed = [ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_IOERR_DIR_FSYNC];
    if let rusqlite::Error::SqliteFailure(failure, _) = error
        && failed.contains(&failure.extended_code)
    {
        end(error);
    }
}

/// Ends the process at once: no thread of it answers anybody any more.
fn end(error: &dyn Display) -> ! {
    let said = "what was written could not be made sure on disk, and asking again would not tell \
                whether it is there; nothing of it was acknowledged, and the next start goes on \
                from what the disk has; look at the disk first";
    writeln!(io::stderr(), "criba: {said}: {error}").ok();
    std::process::abort()
}
