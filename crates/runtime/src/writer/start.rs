//! Opening a workspace: from what is saved and the tail of the log to cards as they were.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use engine::said::Said;
use store::workspace::{Batch, Mover, Workspace};

use super::cache::Cache;
use super::log::Marks;
use super::versions::Versions;
use super::{Limits, Uncommitted, Writer};
use crate::clock::Clock;
use crate::error::RuntimeError;

/// Events that are read at once when the tail of the log is replayed.
const TAIL_AT_ONCE: usize = 5_000;

impl Writer {
    /// A writer whose memory is as the log says.
    pub(super) fn open(
        store: Workspace,
        clock: Clock,
        limits: Limits,
    ) -> Result<Writer, RuntimeError> {
        let read = store.read();
        let versions = Versions::of(&read.versions()?)?;
        let (position, known_at) = read.last()?;
        let known_at = known_at.max(versions.current().from);
        let moving = Arc::default();
        let mover = start_mover(store.mover()?, Arc::clone(&moving))?;
        let mut writer = Writer {
            store,
            clock,
            limits,
            versions,
            cache: Cache::default(),
            counters: Arc::default(),
            position,
            known_at,
            pending: Batch::default(),
            uncommitted: Uncommitted::default(),
            through: BTreeSet::new(),
            is_broken: false,
            sweep: Vec::new(),
            log: Marks::of(limits.log_pages),
            mover,
            moving,
        };
        writer.replay_tail()?;
        writer.sweep = writer.not_adopted()?;
        Ok(writer)
    }

    /// Takes the events again that no saved state holds.
    fn replay_tail(&mut self) -> Result<(), RuntimeError> {
        let mut after = self.store.read().settled()?;
        loop {
            let rows = self.store.read().events_after(after, TAIL_AT_ONCE)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.event.position;
            for row in rows {
                self.replay_row(row)?;
            }
            // What was replayed is saved as it goes, so that memory stays bounded.
            if self.cache.unsaved_count() > self.limits.cards / 2 {
                self.stage_saves();
                self.commit()?;
                self.cache.drop_oldest(self.limits.cards);
            }
        }
    }

    /// Forgets what memory holds and reads it again from the disk, after a transaction that failed.
    pub(super) fn forget(&mut self) {
        self.cache.clear();
        self.pending = Batch::default();
        self.uncommitted = Uncommitted::default();
        self.through.clear();
        let again = (|| {
            let (position, known_at) = self.store.read().last()?;
            self.versions = Versions::of(&self.store.read().versions()?)?;
            self.position = position;
            self.known_at = known_at.max(self.versions.current().from);
            self.replay_tail()
        })();
        if let Err(error) = again {
            tracing::error!(%error, "the workspace could not be read again");
        }
    }
}

/// A thread that moves the log whenever it is told, and once more before it ends.
fn start_mover(mover: Mover, moving: Arc<Mutex<()>>) -> Result<SyncSender<()>, RuntimeError> {
    let (told, inbox): (SyncSender<()>, Receiver<()>) = sync_channel(1);
    let run = move || {
        for () in &inbox {
            let _moving = moving.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = mover.move_log() {
                tracing::warn!(%error, "the write-ahead log could not be moved");
            }
        }
        if let Err(error) = mover.finish() {
            tracing::debug!(%error, "the write-ahead log was left in place");
        }
    };
    std::thread::Builder::new().name("mover".to_owned()).spawn(run).map_err(|error| {
        RuntimeError::Wrong(Said::new(
            format!("el sistema no da otro hilo para el registro: {error}"),
            format!("the system gives no thread for the log: {error}"),
        ))
    })?;
    Ok(told)
}
