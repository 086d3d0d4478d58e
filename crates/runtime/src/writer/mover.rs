//! The thread beside the writer that moves the write-ahead log into the database.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;

use engine::said::Said;
use store::workspace::Mover;

use crate::error::RuntimeError;

/// The thread that moves the log whenever it is told, and once more before it ends.
#[derive(Debug)]
pub(super) struct Moving {
    told: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Held by whoever moves the log: two do not at once.
    turn: Arc<Mutex<()>>,
    /// Whether nothing is moved any more.
    leaves: Arc<AtomicBool>,
}

impl Moving {
    pub(super) fn start(mover: Mover) -> Result<Moving, RuntimeError> {
        let (told, inbox): (SyncSender<()>, Receiver<()>) = sync_channel(1);
        let turn: Arc<Mutex<()>> = Arc::default();
        let taken = Arc::clone(&turn);
        let leaves: Arc<AtomicBool> = Arc::default();
        let is_left = Arc::clone(&leaves);
        let run = move || {
            for () in &inbox {
                if is_left.load(Ordering::SeqCst) {
                    break;
                }
                let _turn = taken.lock().unwrap_or_else(PoisonError::into_inner);
                if let Err(error) = mover.move_log() {
                    tracing::warn!(%error, "the write-ahead log could not be moved");
                }
            }
            let finished = match is_left.load(Ordering::SeqCst) {
                true => mover.leave(),
                false => mover.finish(),
            };
            if let Err(error) = finished {
                tracing::debug!(%error, "the write-ahead log was left in place");
            }
        };
        let thread =
            std::thread::Builder::new().name("mover".to_owned()).spawn(run).map_err(|error| {
                RuntimeError::Wrong(Said::new(
                    format!("el sistema no da otro hilo para el registro: {error}"),
                    format!("the system gives no thread for the log: {error}"),
                ))
            })?;
        Ok(Moving { told: Some(told), thread: Some(thread), turn, leaves })
    }

    /// Has the log moved. Where that is being done already, the next time will do.
    pub(super) fn tell(&self) {
        if let Some(told) = &self.told {
            told.try_send(()).ok();
        }
    }

    /// Has nothing moved any more, at the end either.
    pub(super) fn leave(&self) {
        self.leaves.store(true, Ordering::SeqCst);
    }

    /// The right to move the log, where nobody else does.
    pub(super) fn try_turn(&self) -> Option<MutexGuard<'_, ()>> {
        match self.turn.try_lock() {
            Ok(turn) => Some(turn),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// The right to move the log, once nobody else does.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Moving {
    fn drop(&mut self) {
        drop(self.told.take());
        // Waited for: whoever opens the workspace next finds a file that is whole by itself.
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
