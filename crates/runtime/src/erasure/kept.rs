//! Who was erased, as it is kept beside the data and beside each backup: by ids and hashes, so that
//! whoever restores an older copy has them erased again.
//!
//! Each workspace holds the same in its own table, so that a line that a power cut took is written
//! again when the workspace is next opened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use engine::event::Act;
use engine::time::Timestamp;
use engine::value::Value;
use serde::{Deserialize, Serialize};
use store::StoreError;
use store::ids::{ContactId, WorkspaceId};
use store::workspace::erasures::ErasedRow;
use store::workspace::rows::Key;
use store::workspace::{Read, Reader};

use super::{Known, erase, hashed};
use crate::card::{BROWSER, USER, WrittenAt, is_of_company};
use crate::clock::Clock;
use crate::error::RuntimeError;
use crate::forms::{forget_confirmations, owed};
use crate::writer::{Handle, Limits};

/// The name of the file, in the data folder and in each backup.
pub const FILE: &str = "erasures.jsonl";
/// The name of the file in the data folder that says where backups were made.
const BACKUPS: &str = "backups.txt";

/// Somebody who was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Of which workspace.
    pub workspace: WorkspaceId,
    /// The contact that stays, of nobody.
    pub contact: ContactId,
    /// When.
    pub at: Timestamp,
    /// Who of ours did it.
    pub who: String,
    /// By whose request, and what else was noted.
    pub properties: Vec<(String, Value)>,
    /// The contacts that they were.
    pub contacts: Vec<ContactId>,
    /// The hashes of what they were found by.
    pub keys: Vec<String>,
}

/// Keeps in a data folder, and in the backups that were made of it, who was erased of workspaces.
///
/// # Errors
///
/// A workspace cannot be read, or the data folder cannot be written. A backup that is out of reach
/// stops nothing: it is told of in the log.
pub fn keep(data: &Path, workspaces: &[(WorkspaceId, &Handle)]) -> Result<(), RuntimeError> {
    let mut lines: Vec<Line> = Vec::new();
    for (id, handle) in workspaces {
        let reader = handle.reader()?;
        for row in reader.read().erasures()? {
            lines.extend(line(reader.read(), *id, &row)?);
        }
    }
    keep_lines(data, &lines)
}

/// Keeps lines in a data folder and in its backups.
fn keep_lines(data: &Path, lines: &[Line]) -> Result<(), RuntimeError> {
    if lines.is_empty() {
        return Ok(());
    }
    add(&data.join(FILE), lines, kept_here)?;
    for backup in backups(data) {
        let is_there = backup.join("criba.db").try_exists().unwrap_or(false);
        if is_there && let Err(error) = add(&backup.join(FILE), lines, kept_there) {
            tracing::warn!(backup = %backup.display(), %error, "who was erased cannot be kept there");
        }
    }
    Ok(())
}

/// Takes note of a backup that was made: it holds who was erased until now, and whoever is from
/// now on is kept there too.
///
/// # Errors
///
/// One of the folders cannot be written.
pub(crate) fn backed_up(data: &Path, to: &Path) -> Result<(), RuntimeError> {
    let lines = read(&data.join(FILE))?;
    if !lines.is_empty() {
        add(&to.join(FILE), &lines, kept_there)?;
    }
    let to = std::path::absolute(to).map_err(StoreError::file(to))?;
    if !backups(data).contains(&to) {
        let path = data.join(BACKUPS);
        let mut file = fs::File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(StoreError::file(&path))?;
        writeln!(file, "{}", to.display()).map_err(StoreError::file(&path))?;
    }
    Ok(())
}

fn backups(data: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(data.join(BACKUPS)).unwrap_or_default();
    text.lines().map(PathBuf::from).collect()
}

/// Everybody who is known to have been erased, by whoever restores `src` into `data`: it is kept in
/// the data folder, in the backup, and in those that lie beside it.
///
/// # Errors
///
/// A file cannot be read.
pub fn gather(data: &Path, src: &Path) -> Result<Vec<Line>, RuntimeError> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::from([data.to_owned(), src.to_owned()]);
    let src = std::path::absolute(src).map_err(StoreError::file(src))?;
    let beside = src.parent().map(fs::read_dir).transpose();
    for entry in beside.into_iter().flatten().flatten().filter_map(Result::ok) {
        let is_backup = entry.path().join("criba.db").try_exists().unwrap_or(false);
        folders.extend(is_backup.then(|| entry.path()));
    }
    let mut lines: BTreeMap<(WorkspaceId, ContactId), Line> = BTreeMap::new();
    for folder in folders {
        for line in read(&folder.join(FILE))? {
            lines.entry((line.workspace, line.contact)).or_insert(line);
        }
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by_key(|line| (line.at, line.contact));
    Ok(lines)
}

/// Erases in a restored workspace whoever was erased since it was copied, before anybody opens it,
/// with the consents of theirs that waited; how many contacts that were.
///
/// # Errors
///
/// The workspace cannot be opened or written.
pub fn apply(
    path: &Path,
    workspace: WorkspaceId,
    lines: &[Line],
    clock: &Clock,
) -> Result<usize, RuntimeError> {
    let lines: Vec<&Line> = lines.iter().filter(|line| line.workspace == workspace).collect();
    // What was owed when the copy was made may have gone out since: nobody is asked twice.
    let is_owing = owed::owes(Reader::open(path)?.read())?;
    if lines.is_empty() && !is_owing {
        return Ok(0);
    }
    let handle = Handle::start(path, clock.clone(), Limits::default())?;
    handle.settle_all().wait()?;
    owed::forget(&handle, None)?;
    let mut count = 0;
    let mut gone: Vec<ContactId> = Vec::new();
    let found = meant(&handle.reader()?, workspace, &lines)?;
    for (line, contact) in found {
        gone.push(contact);
        let Some(saw) = handle.look(contact).wait()? else { continue };
        gone.push(saw.id);
        let (properties, who) = (line.properties.clone(), line.who.as_str());
        let done = erase(&handle, workspace, &saw, properties, who, Some(line.at))?;
        count += usize::from(done.is_some());
    }
    forget_confirmations(&handle, &gone)?;
    Ok(count)
}

/// Keeps in a restored data folder what it was told of those who were erased.
///
/// # Errors
///
/// The folder cannot be written.
pub fn restored(data: &Path, lines: &[Line]) -> Result<(), RuntimeError> {
    keep_lines(data, lines)
}

/// The contacts of a workspace whom lines mean: by their ids, and by everything that they are found
/// by where that is all of somebody who was erased later than they were first heard of.
fn meant<'a>(
    reader: &Reader,
    workspace: WorkspaceId,
    lines: &[&'a Line],
) -> Result<Vec<(&'a Line, ContactId)>, RuntimeError> {
    let read = reader.read();
    let mut meant: Vec<(&Line, ContactId)> = Vec::new();
    let mut by_key: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        meant.extend(line.contacts.iter().map(|contact| (*line, *contact)));
        for key in &line.keys {
            by_key.entry(key).or_default().push(line);
        }
    }
    for contact in read.contacts()? {
        let mut keys = read.keys_of(contact)?;
        // Of which company somebody is says nobody.
        keys.retain(|key| !is_of_company(key));
        let names_somebody = keys.iter().any(|key| STRONG.contains(&key.kind.as_str()));
        if !names_somebody {
            continue;
        }
        let hashes: Vec<String> = keys.iter().map(|key: &Key| hashed(workspace, key)).collect();
        let Some(first) = hashes.first() else { continue };
        let lines = by_key.get(first.as_str()).into_iter().flatten();
        for line in lines {
            if hashes.iter().all(|hash| line.keys.contains(hash))
                && is_before(read, contact, line.at)?
            {
                meant.push((line, contact));
            }
        }
    }
    Ok(meant)
}

/// Kinds of keys that say by themselves who somebody is.
const STRONG: [&str; 5] = ["email", "phone", "national_id", USER, BROWSER];

/// Whether somebody was first heard of before a moment: who comes back later came back by
/// themselves.
fn is_before(read: Read<'_>, contact: ContactId, at: Timestamp) -> Result<bool, RuntimeError> {
    let Some((_, state)) = read.state(contact)? else { return Ok(false) };
    // A copy may be of any release, and of its states no more is needed.
    #[derive(Deserialize)]
    struct Bones {
        contact: Heard,
    }
    #[derive(Deserialize)]
    struct Heard {
        since: Option<WrittenAt>,
    }
    let bones: Bones = serde_json::from_str(&state).map_err(StoreError::from)?;
    Ok(bones.contact.since.is_some_and(|since| Timestamp::from(since) < at))
}

/// What is kept of somebody who was erased.
fn line(
    read: Read<'_>,
    workspace: WorkspaceId,
    row: &ErasedRow,
) -> Result<Option<Line>, RuntimeError> {
    let Known { contacts, keys } = serde_json::from_str(&row.body).map_err(StoreError::from)?;
    let Some(event) = read.event(row.position)? else { return Ok(None) };
    let properties = match event.event.act {
        Act::Happened { properties, .. } => properties,
        _ => Vec::new(),
    };
    Ok(Some(Line {
        workspace,
        contact: row.contact,
        at: event.event.at,
        who: event.who.unwrap_or_default(),
        properties,
        contacts,
        keys,
    }))
}

/// The lines of a file; none where it is not there. One that was cut short is left out.
fn read(path: &Path) -> Result<Vec<Line>, RuntimeError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::file(path)(error).into()),
    };
    let lines = text.lines().filter_map(|line| match serde_json::from_str(line) {
        Ok(line) => Some(line),
        Err(error) => {
            tracing::warn!(file = %path.display(), %error, "a line cannot be read and is left out");
            None
        }
    });
    Ok(lines.collect())
}

/// Makes sure of a file of the data folder: where that fails the process ends.
fn kept_here(file: &fs::File, folder: &Path) -> io::Result<()> {
    store::sync::file(file);
    store::sync::folder(folder)
}

/// Makes sure of a file beside a backup, which may be on a disk that is gone.
fn kept_there(file: &fs::File, folder: &Path) -> io::Result<()> {
    file.sync_all()?;
    fs::File::open(folder)?.sync_all()
}

/// Adds the lines that a file does not have; they are on disk when this returns, as `sure` makes
/// it.
fn add(
    path: &Path,
    lines: &[Line],
    sure: fn(&fs::File, &Path) -> io::Result<()>,
) -> Result<(), RuntimeError> {
    let there: BTreeSet<(WorkspaceId, ContactId)> =
        read(path)?.iter().map(|line| (line.workspace, line.contact)).collect();
    let mut text = String::new();
    for line in lines.iter().filter(|line| !there.contains(&(line.workspace, line.contact))) {
        text.push_str(&serde_json::to_string(line).map_err(StoreError::from)?);
        text.push('\n');
    }
    if text.is_empty() {
        return Ok(());
    }
    let failed = || StoreError::file(path);
    let file = fs::File::options().create(true).append(true).open(path);
    let mut file = file.map_err(failed())?;
    // A line that was cut short ends here.
    let is_cut = fs::read(path).map_err(failed())?.last().is_some_and(|last| *last != b'\n');
    let text = if is_cut { format!("\n{text}") } else { text };
    file.write_all(text.as_bytes()).map_err(failed())?;
    // Its name too: it may have been made just now.
    sure(&file, path.parent().unwrap_or(path)).map_err(failed())?;
    Ok(())
}
