//! The thread that commits, beside the writer's: while one transaction goes to the disk, the next
//! one is made.
//!
//! At most one is under way. Until it has ended, what it writes is looked up in memory, and nobody
//! who asked for it is answered; where it fails, so does what was made after it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;

use engine::said::Said;
use store::StoreError;
use store::ids::ContactId;
use store::workspace::rows::EventRow;
use store::workspace::{Batch, Workspace};

use super::apply::Answered;
use super::behind::{Save, rows};
use super::order::Order;
use crate::error::RuntimeError;

/// What the thread is told.
enum Job {
    Commit {
        written: Arc<Written>,
        answers: Vec<Answered>,
        /// What was written before, of no use any more: this thread has the time to let go of it.
        spent: Option<Box<Batch>>,
    },
    /// Leaves the files as they are, when they are closed too.
    Leave,
}

/// What a transaction writes.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) batch: Batch,
    pub(super) saves: Vec<Save>,
    /// Whose rows it writes that were noted before, each with the number.
    pub(super) noted: Vec<(ContactId, u64)>,
    /// The events that it voids.
    pub(super) voids: BTreeSet<u64>,
}

/// A transaction that was not written, and who is to be told so.
pub(super) struct Failed {
    /// Why; `None` where the thread is gone.
    pub(super) error: Option<StoreError>,
    pub(super) answers: Vec<Answered>,
}

/// The thread, and what it does.
#[derive(Debug)]
pub(super) struct Committing {
    jobs: Option<SyncSender<Job>>,
    ended: Receiver<Result<(), Failed>>,
    /// Whether the writer was let know of an end and has not looked yet.
    told: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    /// Whether the thread ended as it should not: nothing is written any more.
    is_gone: bool,
    underway: Option<Arc<Written>>,
    /// What was written last.
    spent: Option<Box<Batch>>,
}

impl Committing {
    /// Starts the thread; `wake` lets the writer know that a transaction has ended.
    pub(super) fn start(
        mut store: Workspace,
        wake: SyncSender<Order>,
    ) -> Result<Committing, RuntimeError> {
        let (jobs, inbox): (SyncSender<Job>, Receiver<Job>) = sync_channel(1);
        let (tell, ended) = sync_channel(1);
        let told: Arc<AtomicBool> = Arc::default();
        let waking = Waking { wake, told: Arc::clone(&told) };
        let run = move || {
            // Also where the thread ends as it should not: then nobody else would say so.
            let waking = waking;
            for job in &inbox {
                let Job::Commit { written, answers, spent } = job else {
                    if let Err(error) = store.leave() {
                        tracing::error!(%error, "a damaged file could not be left as it is");
                    }
                    continue;
                };
                let committed =
                    rows(&written.saves).and_then(|states| store.commit(&written.batch, &states));
                let result = match committed {
                    Ok(()) => {
                        answers.into_iter().for_each(|answer| answer(Ok(())));
                        Ok(())
                    }
                    Err(error) => Err(Failed { error: Some(error), answers }),
                };
                // Let go first: a card that nobody else holds is changed where it is.
                drop(written);
                if tell.send(result).is_err() {
                    break;
                }
                waking.wake();
                drop(spent);
            }
        };
        let thread = std::thread::Builder::new().name("committer".to_owned()).spawn(run);
        let thread = thread.map_err(|error| {
            RuntimeError::Wrong(Said::new(
                format!("el sistema no da otro hilo para guardar: {error}"),
                format!("the system gives no thread for saving: {error}"),
            ))
        })?;
        Ok(Committing {
            jobs: Some(jobs),
            ended,
            told,
            thread: Some(thread),
            underway: None,
            spent: None,
            is_gone: false,
        })
    }

    /// Hands over a transaction, the one before having ended; whoever waits for it is answered once
    /// it is on disk.
    pub(super) fn begin(&mut self, written: Arc<Written>, answers: Vec<Answered>) {
        debug_assert!(self.underway.is_none(), "one transaction at a time");
        let spent = self.spent.take();
        let job = Job::Commit { written: Arc::clone(&written), answers, spent };
        // Where the thread is gone, the end says so.
        self.jobs.as_ref().map(|jobs| jobs.send(job).ok());
        self.underway = Some(written);
    }

    /// Lets go of what was written. Its cards go at once: one that nobody else holds is changed where
    /// it is.
    pub(super) fn let_go(&mut self, written: Arc<Written>) {
        self.spent = Arc::into_inner(written).map(|written| Box::new(written.batch));
    }

    /// Lets go of what was written last, where nothing follows.
    pub(super) fn forget_spent(&mut self) {
        self.spent = None;
    }

    /// Whether a transaction is under way.
    pub(super) fn is_underway(&self) -> bool {
        self.underway.is_some()
    }

    /// How the transaction ended that was under way; `None` where none has.
    pub(super) fn ended(&mut self) -> Option<Result<Arc<Written>, Failed>> {
        self.underway.as_ref()?;
        match self.ended.try_recv() {
            Ok(result) => self.take(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => self.gone(),
        }
    }

    /// The same, once it has.
    pub(super) fn end(&mut self) -> Option<Result<Arc<Written>, Failed>> {
        self.underway.as_ref()?;
        match self.ended.recv() {
            Ok(result) => self.take(result),
            Err(_) => self.gone(),
        }
    }

    /// Whether the thread ended as it should not.
    pub(super) fn is_gone(&self) -> bool {
        self.is_gone
    }

    /// Takes note that the writer was let know of an end.
    pub(super) fn heard(&self) {
        self.told.store(false, Ordering::SeqCst);
    }

    fn gone(&mut self) -> Option<Result<Arc<Written>, Failed>> {
        self.is_gone = true;
        self.take(Err(Failed { error: None, answers: Vec::new() }))
    }

    fn take(&mut self, result: Result<(), Failed>) -> Option<Result<Arc<Written>, Failed>> {
        let underway = self.underway.take()?;
        Some(result.map(|()| underway))
    }

    /// The row at a position, where it is under way.
    pub(super) fn event(&self, position: u64) -> Option<&EventRow> {
        let events = &self.underway.as_ref()?.batch.events;
        let index = events.binary_search_by_key(&position, |row| row.event.position).ok()?;
        events.get(index).map(|row| &**row)
    }

    /// What came word for word at a position, where it is under way.
    pub(super) fn raw(&self, position: u64) -> Option<&Arc<str>> {
        let raws = &self.underway.as_ref()?.batch.raws;
        raws.iter().find(|(at, _)| *at == position).map(|(_, raw)| raw)
    }

    /// Whether an event is being voided.
    pub(super) fn voids(&self, position: u64) -> bool {
        self.underway.as_ref().is_some_and(|written| written.voids.contains(&position))
    }

    /// Has the files left as they are.
    pub(super) fn leave(&self) {
        self.jobs.as_ref().map(|jobs| jobs.send(Job::Leave).ok());
    }
}

/// Lets the writer know that a transaction has ended, or the thread.
struct Waking {
    wake: SyncSender<Order>,
    told: Arc<AtomicBool>,
}

impl Waking {
    fn wake(&self) {
        // One that waits is enough, and a writer with orders to take looks by itself.
        if !self.told.swap(true, Ordering::SeqCst) && self.wake.try_send(Order::Ended).is_err() {
            self.told.store(false, Ordering::SeqCst);
        }
    }
}

impl Drop for Waking {
    fn drop(&mut self) {
        self.wake();
    }
}

impl Drop for Committing {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
