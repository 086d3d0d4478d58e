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

use crate::StoreError;

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

/// Makes sure of a copy that was made: of every file in a folder, and of their names. Nothing was
/// acknowledged of it yet, so that it may fail without ending anything.
///
/// # Errors
///
/// It cannot be made sure of, or it holds folders within folders beyond all measure.
pub fn copy(path: &Path) -> Result<(), StoreError> {
    copy_within(path, COPY_DEPTH_MAX).map_err(StoreError::file(path))
}

/// Folders within each other of a copy.
const COPY_DEPTH_MAX: usize = 8;

fn copy_within(path: &Path, depth: usize) -> io::Result<()> {
    let entries = std::fs::read_dir(path)?;
    for entry in entries {
        let (entry, within) = (entry?, depth.checked_sub(1));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_within(&entry.path(), within.ok_or(io::ErrorKind::InvalidInput)?)?;
        } else if kind.is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    File::open(path)?.sync_all()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_made_sure_of_with_all_that_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path().join("workspaces").join("lists");
        std::fs::create_dir_all(&within).unwrap();
        std::fs::write(within.join("a.list"), "x").unwrap();
        copy(folder.path()).unwrap();
        assert!(copy(&folder.path().join("nowhere")).is_err());
        let deep = (0..COPY_DEPTH_MAX).fold(within, |path, _| path.join("d"));
        std::fs::create_dir_all(deep).unwrap();
        assert!(copy(folder.path()).is_err());
    }
}
