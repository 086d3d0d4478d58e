//! The data folder: which files it holds, and who may open them.
//!
//! One process owns a data folder; others speak to it through its socket.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::ids::WorkspaceId;
use crate::{StoreError, sync};

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
        make_kept(&path.join("workspaces")).map_err(StoreError::file(path))?;
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

    /// Makes the folder of a workspace's lists where it is missing.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub fn make_uploads(&self, id: WorkspaceId) -> Result<PathBuf, StoreError> {
        let uploads = self.uploads(id);
        make_kept(&uploads).map_err(StoreError::file(&uploads))?;
        Ok(uploads)
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

/// Makes a folder, and those above it that are missing, for this user of the machine alone; each is
/// on disk when this returns.
fn make_kept(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = match path.parent() {
        Some(above) if above.as_os_str().is_empty() => Path::new("."),
        Some(above) => above,
        None => return Ok(()),
    };
    make_kept(above)?;
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        // Somebody else made it meanwhile.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    sync::folder(above)
}

/// Gives a file that is whole its name for good: both are on disk when this returns, whatever
/// becomes of the machine.
///
/// # Errors
///
/// It cannot be opened or renamed.
pub fn keep(part: &Path, path: &Path) -> Result<(), StoreError> {
    File::open(part).map(|file| sync::file(&file)).map_err(StoreError::file(part))?;
    fs::rename(part, path).map_err(StoreError::file(path))?;
    path.parent().map_or(Ok(()), sync::folder).map_err(StoreError::file(path))
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
