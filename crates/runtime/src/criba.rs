//! A running Criba: the data folder it owns, its house, and its workspaces.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use engine::agreement::{Language, starters};
use engine::said::Said;
use import::values::countries;
use store::folder::Folder;
use store::house::{House, WorkspaceRow};
use store::ids::WorkspaceId;
use store::workspace::{Read, Reader};

use crate::arrivals::Counting;
use crate::calls::Calls;
use crate::clock::Clock;
use crate::committee::Usual;
use crate::contents::Cataloguing;
use crate::error::RuntimeError;
use crate::forms::{Viewing, Worths};
use crate::hourly::Hourly;
use crate::imports::turns::Turns;
use crate::sources::{Again, Reread};
use crate::stays::Stay;
use crate::writer::{self, Counts, Handle, Limits};

/// A running Criba.
#[derive(Debug)]
pub struct Criba {
    // Declared before the folder: writers stop before the folder is given up.
    open: Mutex<BTreeMap<WorkspaceId, Arc<Workspace>>>,
    /// Those whose files are damaged, and what to do: their files are not opened again.
    aside: Mutex<BTreeMap<WorkspaceId, Said>>,
    house: Mutex<House>,
    /// Sample companies are made and removed one after another.
    pub(crate) sampling: Mutex<()>,
    /// How often keys of programs were added or taken away since it was opened.
    key_changes: AtomicU64,
    /// How what waits of a source is read again.
    pub(crate) again: OnceLock<Again>,
    /// How what a source told is read again.
    pub(crate) reread: OnceLock<Reread>,
    clock: Clock,
    limits: Limits,
    folder: Folder,
}

/// A workspace that is open.
#[derive(Debug)]
pub struct Workspace {
    /// Its name and country.
    pub row: WorkspaceRow,
    // Declared before the writer: the last who closes a file moves its log, and a reader cannot.
    readers: Mutex<Vec<Reader>>,
    /// Its writer.
    pub writer: Arc<Handle>,
    /// Lists that are brought in at once take turns.
    pub(crate) turns: Arc<Turns>,
    /// Lists are undone one after another.
    pub(crate) undoing: Arc<Mutex<()>>,
    /// What is decided about a list is read and written by one at a time.
    pub(crate) deciding: Arc<Mutex<()>>,
    /// The calls that are being answered, by who makes each and its key.
    pub(crate) answering: Arc<Mutex<BTreeSet<(String, String)>>>,
    /// Who is calling whom.
    pub(crate) calls: Arc<Calls>,
    /// Which parts in a purchase companies usually have, by the version that says who went far.
    pub(crate) usual: Hourly<u32, Vec<Usual>>,
    /// How long people stay in each stage, by their grade.
    pub(crate) stays: Hourly<String, BTreeMap<String, Stay>>,
    /// What answers to the questions of forms are worth, by the version that says so.
    pub(crate) worths: Hourly<u32, Worths>,
    /// How often forms were seen.
    pub(crate) viewing: Arc<Viewing>,
    /// What came in of each source.
    pub(crate) counting: Arc<Counting>,
    /// What people look at.
    pub(crate) cataloguing: Arc<Cataloguing>,
    uploads: PathBuf,
    clock: Clock,
}

/// Readers that are kept for the next who asks.
const READERS_KEPT: usize = 8;

impl Criba {
    /// Takes a data folder and opens its house.
    ///
    /// # Errors
    ///
    /// Another process owns the folder, or it cannot be read.
    pub fn open(data: &Path, clock: Clock, limits: Limits) -> Result<Criba, RuntimeError> {
        let folder = Folder::take(data)?;
        let house = House::open(&folder.house())?;
        Ok(Criba {
            open: Mutex::default(),
            aside: Mutex::default(),
            house: Mutex::new(house),
            sampling: Mutex::default(),
            key_changes: AtomicU64::new(0),
            again: OnceLock::new(),
            reread: OnceLock::new(),
            clock,
            limits,
            folder,
        })
    }

    /// The present moment.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How often keys of programs were added or taken away since it was opened: who remembers what
    /// a key opens forgets it when this has moved. All of it goes through this process, which owns
    /// the folder.
    #[must_use]
    pub fn key_changes(&self) -> u64 {
        self.key_changes.load(Ordering::SeqCst)
    }

    /// Has whoever remembers what a key opens forget it; told once the house has been written.
    pub(crate) fn keys_changed(&self) {
        self.key_changes.fetch_add(1, Ordering::SeqCst);
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// The house, for as long as the guard is held: short questions only.
    pub fn house(&self) -> MutexGuard<'_, House> {
        self.house.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a workspace, with the agreement in force as version 1: the starter of the country
    /// where none is given.
    ///
    /// # Errors
    ///
    /// The agreement does not judge, or the folder cannot be written.
    pub fn add_workspace(
        &self,
        name: &str,
        country: &str,
        agreement: Option<&str>,
        by: &str,
    ) -> Result<WorkspaceId, RuntimeError> {
        let country = country.trim().to_ascii_uppercase();
        if countries::name(&country, Language::En).is_none() {
            return Err(RuntimeError::Wrong(Said::new(
                format!("«{country}» no es un país; hay que escribir sus dos letras, como ES o MX"),
                format!("«{country}» is no country; write its two letters, such as ES or MX"),
            )));
        }
        if name.trim().is_empty() {
            return Err(RuntimeError::Wrong(Said::new(
                "un espacio necesita un nombre; hay que escribirlo",
                "a workspace needs a name; write one",
            )));
        }
        let id = WorkspaceId::make();
        let now = self.clock.now();
        let starter = starters::default_for(&country);
        writer::create(&self.folder.workspace(id), agreement.unwrap_or(&starter), by, now)?;
        let row = WorkspaceRow { id, name: name.trim().to_owned(), country, made_at: now };
        self.house().add_workspace(&row)?;
        Ok(id)
    }

    /// A workspace, opened where it is not yet.
    ///
    /// # Errors
    ///
    /// There is none with this id, or it cannot be opened.
    pub fn workspace(&self, id: WorkspaceId) -> Result<Arc<Workspace>, RuntimeError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(workspace) = open.get(&id) {
            let Some(why) = workspace.writer.set_aside() else { return Ok(Arc::clone(workspace)) };
            open.remove(&id);
            return Err(self.set_aside(id, why));
        }
        if let Some(said) = self.aside.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Err(RuntimeError::SetAside(said.clone()));
        }
        let row = self
            .house()
            .workspace(id)?
            .ok_or_else(|| RuntimeError::missing("el espacio", "workspace", id))?;
        let path = self.folder.workspace(id);
        // A workspace is made with its file: where that is gone, an empty one in its place would
        // hide it.
        if !path.try_exists().unwrap_or(true) {
            return Err(RuntimeError::SetAside(Said::new(
                format!(
                    "falta el archivo {} del espacio «{}»; hay que traerlo de una copia",
                    path.display(),
                    row.name
                ),
                format!(
                    "the file {} of the workspace «{}» is missing; bring it back from a backup",
                    path.display(),
                    row.name
                ),
            )));
        }
        if std::fs::metadata(&path).is_ok_and(|file| file.len() == 0) {
            let why = writer::damaged(&path, &Said::new("está vacío", "it is empty"));
            return Err(self.set_aside(id, RuntimeError::SetAside(why)));
        }
        let uploads = self.folder.make_uploads(id)?;
        forget_parts(&uploads);
        let writer = Handle::start(&path, self.clock.clone(), self.limits);
        let workspace = Arc::new(Workspace {
            row,
            writer: Arc::new(writer.map_err(|error| self.set_aside(id, error))?),
            turns: Arc::default(),
            undoing: Arc::default(),
            deciding: Arc::default(),
            answering: Arc::default(),
            calls: Arc::default(),
            usual: Hourly::default(),
            stays: Hourly::default(),
            worths: Hourly::default(),
            viewing: Arc::default(),
            counting: Arc::default(),
            cataloguing: Arc::default(),
            readers: Mutex::default(),
            uploads,
            clock: self.clock.clone(),
        });
        // A line that a power cut took is written again.
        crate::erasure::keep(self.folder.path(), &[(id, workspace.writer.as_ref())])?;
        open.insert(id, Arc::clone(&workspace));
        Ok(workspace)
    }

    /// Remembers a workspace whose file is damaged: only another start looks at it again.
    fn set_aside(&self, id: WorkspaceId, error: RuntimeError) -> RuntimeError {
        if let RuntimeError::SetAside(said) = &error {
            let mut aside = self.aside.lock().unwrap_or_else(PoisonError::into_inner);
            aside.insert(id, said.clone());
        }
        error
    }

    /// Whether the server can do its work: the house can be read, and the writer of every open
    /// workspace takes what comes.
    ///
    /// # Errors
    ///
    /// It cannot, and why.
    pub fn is_well(&self) -> Result<(), RuntimeError> {
        self.house().is_empty()?;
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let does = |writer: &Handle| writer.is_running() || writer.set_aside().is_some();
        match open.values().all(|workspace| does(&workspace.writer)) {
            true => Ok(()),
            false => Err(RuntimeError::Stopped),
        }
    }

    /// What the writers of all open workspaces have counted.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = open.values().map(|workspace| workspace.writer.counts());
        counts.fold(Counts::default(), std::ops::Add::add)
    }

    /// Writes a workspace's name and country, and shows them to whoever asks for it next.
    pub(crate) fn save_workspace(&self, row: WorkspaceRow) -> Result<(), RuntimeError> {
        self.house().save_workspace(&row)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = open.get(&row.id) {
            let workspace = Workspace {
                row: row.clone(),
                writer: Arc::clone(&known.writer),
                turns: Arc::clone(&known.turns),
                undoing: Arc::clone(&known.undoing),
                deciding: Arc::clone(&known.deciding),
                answering: Arc::clone(&known.answering),
                calls: Arc::clone(&known.calls),
                usual: Hourly::default(),
                stays: Hourly::default(),
                worths: Hourly::default(),
                viewing: Arc::clone(&known.viewing),
                counting: Arc::clone(&known.counting),
                cataloguing: Arc::clone(&known.cataloguing),
                readers: Mutex::default(),
                uploads: known.uploads.clone(),
                clock: known.clock.clone(),
            };
            open.insert(row.id, Arc::new(workspace));
        }
        Ok(())
    }

    /// Takes a workspace away with everything in it.
    ///
    /// # Errors
    ///
    /// The house or the folder cannot be written.
    pub(crate) fn remove_workspace(&self, id: WorkspaceId) -> Result<(), RuntimeError> {
        self.house().remove_workspace(id)?;
        self.keys_changed();
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        Ok(self.folder.remove_workspace(id)?)
    }

    /// The workspace with an id or a name, as commands give it.
    ///
    /// # Errors
    ///
    /// There is none, or several have the name.
    pub fn workspace_called(&self, words: &str) -> Result<Arc<Workspace>, RuntimeError> {
        let rows = self.house().workspaces()?;
        let called: Vec<&WorkspaceRow> =
            rows.iter().filter(|row| row.id.to_string() == words || row.name == words).collect();
        match called.as_slice() {
            [row] => self.workspace(row.id),
            [] => {
                let names: Vec<String> =
                    rows.iter().map(|row| format!("{} ({})", row.name, row.id)).collect();
                let there = match names.as_slice() {
                    [] => Said::new(
                        "no hay ninguno aún; se crea con criba workspace add",
                        "there is none yet; make one with criba workspace add",
                    ),
                    names => {
                        let names = names.join(", ");
                        Said::new(format!("los hay: {names}"), format!("there are {names}"))
                    }
                };
                Err(RuntimeError::Wrong(Said::new(
                    format!("no hay ningún espacio «{words}»; {}", there.es),
                    format!("there is no workspace «{words}»; {}", there.en),
                )))
            }
            _ => Err(RuntimeError::Wrong(Said::new(
                format!("varios espacios se llaman «{words}»; hay que dar el identificador"),
                format!("several workspaces are called «{words}»; give the id"),
            ))),
        }
    }

    /// Copies everything as it is now into a new folder.
    ///
    /// # Errors
    ///
    /// The folder is there already or cannot be written.
    pub fn back_up(&self, to: &Path) -> Result<u64, RuntimeError> {
        let made = |path: &Path| {
            std::fs::create_dir_all(path).map_err(|source| {
                RuntimeError::Store(store::StoreError::File { path: path.to_owned(), source })
            })
        };
        if to.join("criba.db").try_exists().unwrap_or(true) {
            return Err(RuntimeError::Wrong(Said::new(
                format!("{} ya tiene una copia; hay que dar una carpeta nueva", to.display()),
                format!("{} holds a backup already; give a new folder", to.display()),
            )));
        }
        made(&to.join("workspaces"))?;
        let mut count = 0;
        // The house goes first, under another name: a workspace that is made meanwhile is in
        // neither. It has its own name last, since a folder without it is no backup.
        let part = to.join("criba.db.part");
        self.house().copy_to(&part)?;
        let mut copied = House::open(&part)?;
        for row in copied.workspaces()? {
            if self.house().workspace(row.id)?.is_none() {
                copied.remove_workspace(row.id)?;
                continue;
            }
            let workspace = self.workspace(row.id)?;
            let path = to.join("workspaces").join(format!("{}.db", row.id));
            let uploads = to.join("uploads").join(row.id.to_string());
            // Before and after: a list may come, and another be in, while the file is copied.
            copy_lists(workspace.uploads(), &uploads)?;
            workspace.writer.copy_to(path).wait()?;
            copy_lists(workspace.uploads(), &uploads)?;
            count += 1;
        }
        // A power cut right after must not leave a folder that looks like a backup and is none.
        store::sync::copy(to)?;
        copied.copy_to(&to.join("criba.db"))?;
        drop(copied);
        crate::erasure::backed_up(self.folder.path(), to)?;
        for part in ["criba.db.part", "criba.db.part-wal", "criba.db.part-shm"] {
            let path = to.join(part);
            if let Err(source) = std::fs::remove_file(&path)
                && source.kind() != std::io::ErrorKind::NotFound
            {
                return Err(RuntimeError::Store(store::StoreError::File { path, source }));
            }
        }
        store::sync::copy(to)?;
        Ok(count)
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.rest_arrivals();
        self.rest_contents();
    }
}

impl Workspace {
    /// Asks something of what is committed. Lists show everything that was acknowledged before
    /// once the writer has settled.
    ///
    /// # Errors
    ///
    /// What is asked fails.
    pub fn read<T>(
        &self,
        ask: impl FnOnce(Read<'_>) -> Result<T, RuntimeError>,
    ) -> Result<T, RuntimeError> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match kept {
            Some(reader) => reader,
            None => self.writer.reader()?,
        };
        let answer = ask(reader.read());
        if let Err(error) = &answer {
            self.writer.look_at(error);
        }
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_KEPT {
            readers.push(reader);
        }
        answer
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> engine::time::Timestamp {
        self.clock.now()
    }

    /// Where the lists that were brought are kept while they wait.
    pub(crate) fn uploads(&self) -> &Path {
        &self.uploads
    }
}

/// Copies the lists that wait for somebody to decide, or are on their way in.
///
/// # Errors
///
/// They cannot be read, or the folder cannot be written.
pub fn copy_lists(from: &Path, to: &Path) -> Result<(), RuntimeError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| RuntimeError::Store(store::StoreError::File { path, source })
    };
    let is_gone = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    let entries = match std::fs::read_dir(from) {
        Ok(entries) => entries,
        Err(error) if is_gone(&error) => return Ok(()),
        Err(error) => return Err(failed(from)(error)),
    };
    for entry in entries {
        let path = entry.map_err(failed(from))?.path();
        let Some(name) =
            path.file_name().filter(|_| path.extension().is_some_and(|of| of == LIST_FILE))
        else {
            continue;
        };
        std::fs::create_dir_all(to).map_err(failed(to))?;
        match std::fs::copy(&path, to.join(name)) {
            // It is in meanwhile.
            Err(error) if !is_gone(&error) => return Err(failed(&path)(error)),
            _ => {}
        }
    }
    Ok(())
}

/// What files of lists end with.
pub(crate) const LIST_FILE: &str = "list";

/// Removes what was on its way in when a server ended: nobody can go on with it.
fn forget_parts(uploads: &Path) {
    let Ok(entries) = std::fs::read_dir(uploads) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension().is_some_and(|end| end == "part") {
            // One that cannot be removed is in nobody's way.
            std::fs::remove_file(&path).ok();
        }
    }
}
