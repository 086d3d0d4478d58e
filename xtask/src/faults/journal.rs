//! What a program did to its files, as the shim wrote it down.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};

use super::shim::Call;

/// A call that was made.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// When, in nanoseconds of the system's clock.
    pub(super) at: u64,
    pub(super) did: Did,
}

/// What it did. Files are known by their number in the file system.
#[derive(Debug, Clone)]
pub(super) enum Did {
    /// Opened a file; whether it made it.
    Open {
        file: u64,
        path: String,
        is_new: bool,
    },
    /// Opened a folder.
    OpenFolder {
        file: u64,
        path: String,
    },
    Write {
        file: u64,
        offset: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        file: u64,
        length: usize,
    },
    /// Asked that all before be made sure.
    Sync {
        file: u64,
    },
    /// Was told that it is.
    Synced {
        file: u64,
    },
    Rename {
        from: String,
        to: String,
    },
    Unlink {
        path: String,
    },
    MakeFolder {
        path: String,
    },
}

/// The calls of a journal by their kind and what they were made on, as the shim numbers both, and
/// how often each was made.
pub(super) fn calls(records: &[Record]) -> BTreeMap<Call, u64> {
    let mut paths: BTreeMap<u64, &str> = BTreeMap::new();
    let mut calls: BTreeMap<Call, u64> = BTreeMap::new();
    for record in records {
        let (kind, role) = match &record.did {
            Did::Open { file, path, is_new } => {
                paths.insert(*file, path);
                if !is_new {
                    continue;
                }
                (1, role(path))
            }
            Did::OpenFolder { file, .. } => {
                paths.remove(file);
                continue;
            }
            Did::Write { file, .. } => (2, paths.get(file).map_or(FOLDER, |path| role(path))),
            Did::Truncate { file, .. } => (3, paths.get(file).map_or(FOLDER, |path| role(path))),
            Did::Sync { file } => (4, paths.get(file).map_or(FOLDER, |path| role(path))),
            Did::Synced { .. } => continue,
            Did::Rename { to, .. } => (6, role(to)),
            Did::Unlink { path } => (7, role(path)),
            Did::MakeFolder { .. } => (8, FOLDER),
        };
        *calls.entry(Call { kind, role }).or_default() += 1;
    }
    calls
}

/// The number of folders among what calls are made on.
const FOLDER: u64 = 6;

/// What calls on a file are made on, as `role_of` of the shim tells it.
fn role(path: &str) -> u64 {
    let is_log = u64::from(path.ends_with("-wal"));
    match path {
        path if path.starts_with("criba.db") => 1 + is_log,
        path if path.starts_with("workspaces/") => 3 + is_log,
        path if path.starts_with("uploads/") => 5,
        _ => 7,
    }
}

/// Bytes of a record before its text.
const HEAD: usize = 40;

/// Reads a journal; a last record that was cut short is left out.
///
/// # Errors
///
/// It cannot be read, or is no journal.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Record>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let mut records = Vec::new();
    let mut rest = bytes.as_slice();
    while let Some((head, after)) = rest.split_at_checked(HEAD) {
        let word = |index: usize| {
            let bytes = head.get(index * 8..index * 8 + 8).and_then(|some| some.try_into().ok());
            bytes.map_or(0, u64::from_le_bytes)
        };
        let (kind, file, at, offset) = (word(0), word(1), word(2), word(3));
        let Some((text, after)) = after.split_at_checked(usize::try_from(word(4))?) else { break };
        rest = after;
        let path = || String::from_utf8_lossy(text).into_owned();
        let offset = usize::try_from(offset)?;
        let did = match kind {
            1 if offset == 2 => Did::OpenFolder { file, path: path() },
            1 => Did::Open { file, path: path(), is_new: offset == 1 },
            2 => Did::Write { file, offset, bytes: text.to_vec() },
            3 => Did::Truncate { file, length: offset },
            4 => Did::Sync { file },
            5 => Did::Synced { file },
            6 => {
                let both = path();
                let (from, to) = both.split_once('\0').context("a rename has two names")?;
                Did::Rename { from: from.to_owned(), to: to.to_owned() }
            }
            7 => Did::Unlink { path: path() },
            8 => Did::MakeFolder { path: path() },
            other => bail!("the journal has a record of kind {other}"),
        };
        records.push(Record { at, did });
    }
    Ok(records)
}
