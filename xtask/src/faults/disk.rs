//! A disk as a power cut leaves it.
//!
//! What a program made sure of is there. Of the rest anything may be: each write may be there, be
//! gone, or be there in some of its sectors, whatever came before or after it. A name in a folder
//! is there once the folder was made sure; before, the first of its changes may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::chance::Chance;
use super::journal::Did;

/// Bytes that a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What becomes of what was not made sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// All of it is gone.
    Nothing,
    /// All of it is there, as after `kill -9`.
    Everything,
    /// Some writes are there, some are not.
    Some,
    /// The later ones are there and the earlier are not.
    Reordered,
    /// Some sectors are there, some are not.
    Torn,
}

impl Cut {
    pub(super) const ALL: [Cut; 5] =
        [Cut::Nothing, Cut::Everything, Cut::Some, Cut::Reordered, Cut::Torn];
}

#[derive(Debug, Clone)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Truncate { length: usize },
}

/// A file: what is sure of it, and what is not yet.
#[derive(Debug, Default)]
struct Stored {
    sure: Vec<u8>,
    unsure: Vec<Change>,
    /// Of those, how many each call that is making them sure began with.
    asked: Vec<usize>,
}

/// A change of a folder.
#[derive(Debug, Clone)]
enum Naming {
    Name { path: String, file: u64 },
    Move { from: String, to: String },
    Forget { path: String },
    Folder { path: String },
}

#[derive(Debug, Default)]
struct Names {
    unsure: Vec<Naming>,
    asked: Vec<usize>,
}

/// Names that stand: files by their paths, and folders.
#[derive(Debug, Default, Clone)]
struct Standing {
    files: BTreeMap<String, u64>,
    folders: BTreeSet<String>,
}

/// A disk while a program works on it.
#[derive(Debug, Default)]
pub(super) struct Disk {
    files: BTreeMap<u64, Stored>,
    sure: Standing,
    /// Names as the program sees them.
    seen: Standing,
    /// Changes of folders that are not sure, by their paths.
    folders: BTreeMap<String, Names>,
    /// Folders that were opened.
    opened: BTreeMap<u64, String>,
    /// Numbers for files that nobody opened yet.
    next: u64,
}

impl Disk {
    /// A disk with the files of a folder, all of which are sure.
    ///
    /// # Errors
    ///
    /// They cannot be read.
    pub(super) fn with(folder: &Path) -> anyhow::Result<Disk> {
        let mut disk = Disk { next: 1 << 62, ..Disk::default() };
        disk.take(folder, "")?;
        disk.seen = disk.sure.clone();
        Ok(disk)
    }

    fn take(&mut self, folder: &Path, within: &str) -> anyhow::Result<()> {
        self.sure.folders.insert(within.to_owned());
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if within.is_empty() { name } else { format!("{within}/{name}") };
            if entry.path().is_dir() {
                self.take(&entry.path(), &path)?;
            } else {
                self.next += 1;
                self.sure.files.insert(path, self.next);
                let sure = fs::read(entry.path())?;
                self.files.insert(self.next, Stored { sure, ..Stored::default() });
            }
        }
        Ok(())
    }

    /// Does what the program did.
    pub(super) fn does(&mut self, did: &Did) {
        match did {
            Did::Open { file, path, is_new: true } => {
                self.files.insert(*file, Stored::default());
                self.name(Naming::Name { path: path.clone(), file: *file });
            }
            Did::Open { file, path, is_new: false } => self.meets(*file, path),
            Did::OpenFolder { file, path } => {
                self.opened.insert(*file, path.clone());
            }
            Did::Write { file, offset, bytes } => {
                let change = Change::Write { offset: *offset, bytes: bytes.clone() };
                self.files.entry(*file).or_default().unsure.push(change);
            }
            Did::Truncate { file, length } => {
                let change = Change::Truncate { length: *length };
                self.files.entry(*file).or_default().unsure.push(change);
            }
            Did::Sync { file } => match self.opened.get(file) {
                Some(path) => {
                    let names = self.folders.entry(path.clone()).or_default();
                    names.asked.push(names.unsure.len());
                }
                None => {
                    let stored = self.files.entry(*file).or_default();
                    stored.asked.push(stored.unsure.len());
                }
            },
            Did::Synced { file } => self.sure(*file),
            Did::Rename { from, to } => {
                self.name(Naming::Move { from: from.clone(), to: to.clone() });
            }
            Did::Unlink { path } => self.name(Naming::Forget { path: path.clone() }),
            Did::MakeFolder { path } => self.name(Naming::Folder { path: path.clone() }),
        }
    }

    /// A file that was there before has a number from now on.
    fn meets(&mut self, file: u64, path: &str) {
        if self.files.contains_key(&file) {
            return;
        }
        let known = self.seen.files.get(path).copied();
        let Some(stored) = known.and_then(|known| self.files.remove(&known)) else { return };
        self.files.insert(file, stored);
        for standing in [&mut self.sure, &mut self.seen] {
            for number in standing.files.values_mut().filter(|number| Some(**number) == known) {
                *number = file;
            }
        }
    }

    fn name(&mut self, naming: Naming) {
        let (Naming::Name { path, .. }
        | Naming::Move { to: path, .. }
        | Naming::Forget { path }
        | Naming::Folder { path }) = &naming;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        self.seen.take(&naming);
        self.folders.entry(folder).or_default().unsure.push(naming);
    }

    /// What one who was asked to has made sure.
    fn sure(&mut self, file: u64) {
        if let Some(names) = self.opened.get(&file).and_then(|path| self.folders.get_mut(path)) {
            let count = names.asked.first().copied().unwrap_or(0);
            names.unsure.drain(..count).for_each(|naming| self.sure.take(&naming));
            left(&mut names.asked, count);
        } else if let Some(stored) = self.files.get_mut(&file) {
            let count = stored.asked.first().copied().unwrap_or(0);
            for change in stored.unsure.drain(..count) {
                change.apply(&mut stored.sure, |_| true);
            }
            left(&mut stored.asked, count);
        }
    }

    /// Makes a folder with what a power cut leaves.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(super) fn cut(&self, cut: Cut, chance: &mut Chance, to: &Path) -> anyhow::Result<()> {
        let mut names = self.sure.clone();
        for Names { unsure, .. } in self.folders.values() {
            let count = match cut {
                Cut::Nothing => 0,
                Cut::Everything => unsure.len(),
                _ => usize::try_from(chance.below(unsure.len() as u64 + 1))?,
            };
            unsure.iter().take(count).for_each(|naming| names.take(naming));
        }
        if to.try_exists()? {
            fs::remove_dir_all(to)?;
        }
        fs::create_dir_all(to)?;
        for folder in names.folders.iter().filter(|folder| names.stands(folder)) {
            fs::create_dir_all(to.join(folder))?;
        }
        for (path, file) in &names.files {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(stored) = self.files.get(file).filter(|_| names.stands(folder)) {
                fs::write(to.join(path), stored.cut(cut, chance))?;
            }
        }
        Ok(())
    }
}

/// What those who still wait began with, once so many changes are sure.
fn left(asked: &mut Vec<usize>, count: usize) {
    asked.drain(..1.min(asked.len()));
    asked.iter_mut().for_each(|begun| *begun = begun.saturating_sub(count));
}

impl Standing {
    fn take(&mut self, naming: &Naming) {
        match naming {
            Naming::Name { path, file } => _ = self.files.insert(path.clone(), *file),
            Naming::Move { from, to } => {
                if let Some(file) = self.files.remove(from) {
                    self.files.insert(to.clone(), file);
                }
            }
            Naming::Forget { path } => _ = self.files.remove(path),
            Naming::Folder { path } => _ = self.folders.insert(path.clone()),
        }
    }

    /// Whether a folder is there, with all above it.
    fn stands(&self, folder: &str) -> bool {
        let is_here = self.folders.contains(folder);
        is_here && folder.rsplit_once('/').is_none_or(|(above, _)| self.stands(above))
    }
}

impl Stored {
    fn cut(&self, cut: Cut, chance: &mut Chance) -> Vec<u8> {
        let mut bytes = self.sure.clone();
        let from = match cut {
            Cut::Reordered => chance.below(self.unsure.len() as u64 + 1),
            _ => 0,
        };
        for (index, change) in (0..).zip(&self.unsure) {
            match cut {
                Cut::Nothing => {}
                Cut::Everything => change.apply(&mut bytes, |_| true),
                Cut::Some if chance.one_in(2) => {}
                Cut::Reordered if index < from => {}
                Cut::Some | Cut::Reordered => change.apply(&mut bytes, |_| true),
                Cut::Torn => change.apply(&mut bytes, |_| chance.one_in(2)),
            }
        }
        bytes
    }
}

impl Change {
    /// Applies it to a file, in the sectors that are asked for.
    fn apply(&self, to: &mut Vec<u8>, mut takes: impl FnMut(usize) -> bool) {
        match self {
            Change::Truncate { length } => {
                if takes(*length / SECTOR) {
                    to.resize(*length, 0);
                }
            }
            Change::Write { offset, bytes } => {
                let (mut at, mut rest) = (*offset, bytes.as_slice());
                while !rest.is_empty() {
                    let (some, after) = rest.split_at((SECTOR - at % SECTOR).min(rest.len()));
                    if takes(at / SECTOR) {
                        to.resize(to.len().max(at + some.len()), 0);
                        if let Some(place) = to.get_mut(at..at + some.len()) {
                            place.copy_from_slice(some);
                        }
                    }
                    (at, rest) = (at + some.len(), after);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(disk: &Disk, cut: Cut) -> BTreeMap<String, Vec<u8>> {
        let folder = std::env::temp_dir().join(format!("cut-{}-{cut:?}", std::process::id()));
        disk.cut(cut, &mut Chance::of(1), &folder).unwrap();
        let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap());
        let files = entries.map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        });
        let files = files.collect();
        fs::remove_dir_all(&folder).unwrap();
        files
    }

    fn write(file: u64, offset: usize, byte: u8, count: usize) -> Did {
        Did::Write { file, offset, bytes: vec![byte; count] }
    }

    #[test]
    fn what_was_not_made_sure_is_lost() {
        let mut disk = Disk::default();
        disk.sure.folders.insert(String::new());
        disk.does(&Did::OpenFolder { file: 1, path: String::new() });
        disk.does(&Did::Open { file: 2, path: "a".to_owned(), is_new: true });
        disk.does(&write(2, 0, 1, 4));
        // Its bytes are sure, its name is not.
        disk.does(&Did::Sync { file: 2 });
        disk.does(&write(2, 4, 2, 4));
        disk.does(&Did::Synced { file: 2 });
        assert_eq!(left(&disk, Cut::Nothing), BTreeMap::new());
        disk.does(&Did::Sync { file: 1 });
        disk.does(&Did::Rename { from: "a".to_owned(), to: "b".to_owned() });
        disk.does(&Did::Synced { file: 1 });
        // What came while it was being made sure is not.
        assert_eq!(left(&disk, Cut::Nothing), BTreeMap::from([("a".to_owned(), vec![1; 4])]));
        let all = BTreeMap::from([("b".to_owned(), vec![1, 1, 1, 1, 2, 2, 2, 2])]);
        assert_eq!(left(&disk, Cut::Everything), all);
    }

    #[test]
    fn sectors_are_whole() {
        let change = Change::Write { offset: 500, bytes: vec![7; 1_000] };
        let mut bytes = vec![0; 2_000];
        change.apply(&mut bytes, |sector| sector == 1);
        assert_eq!(bytes[512..1_024], [7; 512]);
        assert_eq!(bytes.iter().filter(|byte| **byte == 7).count(), 512);
    }
}
