//! What can go wrong with a store.

use std::path::PathBuf;

use engine::said::Said;
use rusqlite::ErrorCode;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says so.
    #[error("the database says: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// A file of the data folder cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A row does not hold what this release writes.
    #[error("a stored row cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    /// The file was written by a newer release.
    #[error(
        "{path} was written by a newer release of Criba (its schema is {found}, this one knows \
         {known}); run that release, or restore a backup made before it"
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: usize,
        /// The last schema that this release knows.
        known: usize,
    },
    /// A step of the schema that the file went through is not the one this release knows.
    #[error(
        "{path} went through another step {step} of the schema than the one this release has; \
         it was changed by hand or by a build that was never released"
    )]
    Changed {
        /// The database.
        path: PathBuf,
        /// The step, from 1.
        step: usize,
    },
    /// Another process has the data folder.
    #[error("{0} is in use by another Criba; stop it, or let it do the work through its socket")]
    Taken(PathBuf),
    /// Something of this name is already there.
    #[error("{0} is already there; choose another")]
    Repeated(String),
}

/// Every error of SQLite comes by here, whoever met it.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        crate::sync::look_at(&error);
        StoreError::Sqlite(error)
    }
}

impl StoreError {
    /// The same for a person.
    #[must_use]
    pub fn said(&self) -> Said {
        let es = match self {
            StoreError::Sqlite(error) => format!("la base de datos dice: {error}"),
            StoreError::File { path, source } => {
                let system = Said::system(source.kind());
                return Said::new(format!("{}: {}", path.display(), system.es), self.to_string());
            }
            StoreError::Row(error) => format!("no se puede leer una fila guardada: {error}"),
            StoreError::Newer { path, found, known } => format!(
                "{} es de una versión más nueva de Criba (su esquema es el {found}, esta conoce el \
                 {known}); hay que usar esa versión o restaurar una copia anterior",
                path.display()
            ),
            StoreError::Changed { path, step } => format!(
                "{} pasó por otro paso {step} del esquema que el de esta versión; lo cambió \
                 alguien a mano o un programa que nunca se publicó",
                path.display()
            ),
            StoreError::Taken(path) => format!(
                "{} lo usa otra Criba; hay que pararla o dejar que lo haga ella por su socket",
                path.display()
            ),
            StoreError::Repeated(what) => format!("{what} ya existe; hay que elegir otro"),
        };
        Said::new(es, self.to_string())
    }

    /// An error of a file, with the file.
    pub fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> StoreError {
        let path = path.to_owned();
        move |source| StoreError::File { path, source }
    }

    /// Whether a database's file does not hold what it should: nothing more may be written there.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        let StoreError::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) = self else {
            return false;
        };
        matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    }

    /// Whether the disk has no room left: reads still work, and writing may work again later.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) => {
                failure.code == ErrorCode::DiskFull
            }
            StoreError::File { source, .. } => source.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}
