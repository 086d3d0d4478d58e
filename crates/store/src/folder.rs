//! The data folder: which files it holds, and who may open them.
//!
//! One process owns a data folder; others speak to it through its socket.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::StoreError;
use crate::ids::WorkspaceId;

/// A data folder that this process owns until it is dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held locked for as long as the folder is owned.
    _lock: File,
}

impl Folder {
    /// Takes a data folder for this process, making it where it is missing.
    ///
    /// # Errors
    ///
    /// Another process owns it, or it cannot be made or written.
    pub fn take(path: &Path) -> Result<Folder, StoreError> {
        make_private(&path.join("workspaces")).map_err(StoreError::file(path))?;
        let lock_path = path.join("criba.lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(StoreError::file(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Folder { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Taken(path.to_owned())),
            Err(TryLockError::Error(source)) => Err(StoreError::File { path: lock_path, source }),
        }
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database of people, sessions, workspaces and keys.
    #[must_use]
    pub fn house(&self) -> PathBuf {
        self.path.join("criba.db")
    }

    /// The database of a workspace.
    #[must_use]
    pub fn workspace(&self, id: WorkspaceId) -> PathBuf {
        self.path.join("workspaces").join(format!("{id}.db"))
    }

    /// Where the lists that were brought to a workspace are kept.
    #[must_use]
    pub fn uploads(&self, id: WorkspaceId) -> PathBuf {
        self.path.join("uploads").join(id.to_string())
    }

    /// Removes the files of a workspace; those that are not there are removed already.
    ///
    /// # Errors
    ///
    /// The folder cannot be written.
    pub fn remove_workspace(&self, id: WorkspaceId) -> Result<(), StoreError> {
        let database = self.workspace(id);
        let beside = ["db-wal", "db-shm"].map(|end| database.with_extension(end));
        for path in beside.iter().chain([&database]) {
            is_gone(fs::remove_file(path)).map_err(StoreError::file(path))?;
        }
        let uploads = self.uploads(id);
        is_gone(fs::remove_dir_all(&uploads)).map_err(StoreError::file(&uploads))
    }
}

/// What was not there is gone too.
fn is_gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Where commands reach the process that owns a data folder.
#[must_use]
pub fn socket(data: &Path) -> PathBuf {
    data.join("criba.sock")
}

/// Makes a folder, and those above it that are missing, for this user of the machine alone.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_has_one_owner() {
        let data = tempfile::tempdir().unwrap();
        let owned = Folder::take(data.path()).unwrap();
        assert!(matches!(Folder::take(data.path()), Err(StoreError::Taken(_))));
        drop(owned);
        Folder::take(data.path()).unwrap();
    }
}
