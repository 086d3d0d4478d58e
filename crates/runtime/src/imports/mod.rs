//! Bringing a list into a workspace: looked at first, then done, and undone within 30 days.
//!
//! A list waits as a file beside the workspace until somebody decides; what was decided and what
//! became of it is kept with its batch. Every row is accounted for. Lists that are brought in at
//! once take turns, and come out as if one had come after the other.

mod agreed;
mod consents;
mod erased;
mod fates;
mod foresee;
mod known;
mod met;
mod plan;
pub(crate) mod prepare;
mod run;
mod tell;
pub(crate) mod turns;
mod undo;
mod visits;

use std::path::PathBuf;
use std::sync::PoisonError;

use engine::said::Said;
use store::StoreError;
use store::ids::BatchId;
use store::workspace::rows::BatchRow;

pub use fates::{FATES, Fate};
pub use foresee::Foreseen;
pub use plan::{
    Batch, Consent, Counts, Fix, Plan, Rejected, Report, Status, Suggested, Unreachable,
};
pub use prepare::{Person, Prepared};
pub use undo::Undone;

use crate::criba::{LIST_FILE, Workspace};
use crate::erasure::Names;
use crate::error::RuntimeError;

/// Lists among which those that wait are looked for.
const WAITING_MAX: usize = 10_000;

/// How long a list can be undone.
pub const UNDO_LASTS: engine::time::Span = engine::time::Span::DAY.times(30);

impl Workspace {
    /// Keeps a list that somebody brings until they decide about it.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn bring(&self, plan: Plan, bytes: &[u8], by: &str) -> Result<Batch, RuntimeError> {
        let part = self.incoming();
        std::fs::write(&part, bytes)
            .map_err(|source| StoreError::File { path: part.clone(), source })?;
        // Renamed in place, so that a list is there whole or not at all.
        self.bring_file(plan, &part, by)
    }

    /// A new file for a list that is on its way, beside the workspace: it is brought by
    /// [`Workspace::bring_file`], or removed by who began it.
    #[must_use]
    pub fn incoming(&self) -> PathBuf {
        self.uploads().join(format!("{}.part", BatchId::make()))
    }

    /// Keeps a list that came as a file of [`Workspace::incoming`]: it is there whole.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn bring_file(
        &self,
        plan: Plan,
        file: &std::path::Path,
        by: &str,
    ) -> Result<Batch, RuntimeError> {
        self.bring_file_as(BatchId::make(), plan, file, by)
    }

    /// The same under an id. Where the list with that id is there already, it is that one, as it
    /// stands; one that was dropped begins anew.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn bring_file_as(
        &self,
        id: BatchId,
        plan: Plan,
        file: &std::path::Path,
        by: &str,
    ) -> Result<Batch, RuntimeError> {
        let known = self.read(|read| Ok(read.batch(id)?))?.map(batch).transpose()?;
        if let Some(known) = known.filter(|known| known.status != Status::Dropped) {
            return Ok(known);
        }
        let batch = Batch {
            id,
            made_at: self.now(),
            made_by: by.to_owned(),
            status: Status::Waiting,
            plan,
            report: None,
        };
        // Before it is told of: a list that a power cut took would never come in.
        store::folder::keep(file, &self.upload(batch.id))?;
        self.save(&batch)?;
        Ok(batch)
    }

    /// Notes that a person answered whether two contacts of a list are one.
    ///
    /// # Errors
    ///
    /// There is no such list or pair, or the disk does not take it.
    pub fn answer_suggested(&self, id: BatchId, index: usize) -> Result<Suggested, RuntimeError> {
        // Two answers at once, or an answer while the list is undone, must not undo one another.
        let deciding = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = self.batch(id)?;
        let report = batch.report.as_mut();
        let pair = report.and_then(|report| report.suggested.get_mut(index));
        let pair = pair.ok_or_else(|| RuntimeError::missing("la pareja", "pair", index))?;
        pair.is_answered = true;
        let answered = pair.clone();
        self.save(&batch)?;
        drop(deciding);
        Ok(answered)
    }

    /// A list that was brought.
    ///
    /// # Errors
    ///
    /// There is none with this id.
    pub fn batch(&self, id: BatchId) -> Result<Batch, RuntimeError> {
        let row = self.read(|read| Ok(read.batch(id)?))?;
        batch(row.ok_or_else(|| RuntimeError::missing("la lista", "import", id))?)
    }

    /// The latest lists that were brought, the latest first.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn batches(&self, limit: usize) -> Result<Vec<Batch>, RuntimeError> {
        let rows = self.read(|read| Ok(read.batches(limit)?))?;
        rows.into_iter().map(batch).collect()
    }

    /// The lists that wait for somebody to decide and in which somebody stands, by their names.
    pub(crate) fn waiting_with(
        &self,
        names: &Names,
    ) -> Result<Vec<(BatchId, String)>, RuntimeError> {
        let mut found: Vec<(BatchId, String)> = Vec::new();
        for batch in self.batches(WAITING_MAX)? {
            if batch.status != Status::Waiting {
                continue;
            }
            // One that cannot be read is nobody's list.
            let Ok((table, _)) = self.table(&batch) else { continue };
            if table.rows.iter().any(|row| names.are_of_cells(&row.cells)) {
                found.push((batch.id, batch.plan.name));
            }
        }
        Ok(found)
    }

    /// Keeps what was decided about a list, and remembers its columns for the next like it.
    ///
    /// # Errors
    ///
    /// It waits no longer, or the disk does not take it.
    pub fn decide(&self, batch: &Batch) -> Result<(), RuntimeError> {
        self.save_waiting(batch)
    }

    /// Forgets a list that nobody decided about.
    ///
    /// # Errors
    ///
    /// It waits no longer, or the disk does not take it.
    pub fn forget_batch(&self, mut batch: Batch) -> Result<(), RuntimeError> {
        batch.status = Status::Dropped;
        self.save_waiting(&batch)?;
        self.drop_upload(batch.id);
        Ok(())
    }

    /// Saves a list that waits in the row that is kept: what somebody decides about a list that is
    /// brought in meanwhile must not make it wait again.
    fn save_waiting(&self, batch: &Batch) -> Result<(), RuntimeError> {
        let deciding = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        if self.batch(batch.id)?.status != Status::Waiting {
            return Err(RuntimeError::Wrong(Said::new(
                "esta lista ya no espera; hay que abrirla otra vez para ver dónde está",
                "this list waits no longer; open it again to see where it is",
            )));
        }
        let saved = self.save(batch);
        drop(deciding);
        saved
    }

    fn save(&self, batch: &Batch) -> Result<(), RuntimeError> {
        let row = BatchRow {
            id: batch.id,
            made_at: batch.made_at,
            made_by: batch.made_by.clone(),
            status: batch.status.id().to_owned(),
            body: serde_json::to_string(batch).map_err(StoreError::from)?,
        };
        self.writer.save_batch(row).wait()
    }

    fn upload(&self, id: BatchId) -> PathBuf {
        self.uploads().join(format!("{id}.{LIST_FILE}"))
    }

    fn drop_upload(&self, id: BatchId) {
        // What is left behind takes room and does no harm.
        std::fs::remove_file(self.upload(id)).ok();
    }
}

/// What is said of a row of somebody who was erased.
const GONE: (&str, &str) = ("se borró a petición", "erased on request");

/// Takes somebody who is erased out of what is kept of a list; whether anything was of them.
pub(crate) fn forget_in(row: &mut BatchRow, names: &Names) -> Result<bool, RuntimeError> {
    let mut batch: Batch = serde_json::from_str(&row.body).map_err(StoreError::from)?;
    let before = batch.clone();
    batch.plan.fixes.retain(|fix| {
        let cells = [fix.was.clone(), fix.is.clone()];
        !names.are_of_cells(&cells)
    });
    if let Some(report) = &mut batch.report {
        for rejected in &mut report.rejected {
            if names.are_of_cells(&rejected.cells) {
                rejected.cells.iter_mut().for_each(String::clear);
                rejected.because = (GONE.0.to_owned(), GONE.1.to_owned());
            }
        }
        report.kept.retain(|name| !names.are_of_cells(std::slice::from_ref(name)));
    }
    let is_changed = batch != before;
    if is_changed {
        row.body = serde_json::to_string(&batch).map_err(StoreError::from)?;
    }
    Ok(is_changed)
}

fn batch(row: BatchRow) -> Result<Batch, RuntimeError> {
    Ok(serde_json::from_str(&row.body).map_err(StoreError::from)?)
}
