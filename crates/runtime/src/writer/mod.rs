//! The one writer of a workspace.
//!
//! A thread that takes orders one after another, commits what has gathered in one transaction, and
//! answers only then. Between orders it saves what was written behind and takes what is due.

mod anew;
mod apply;
mod aside;
mod asked;
mod behind;
mod browsers;
mod cache;
mod commit;
mod committing;
mod companies;
mod counts;
mod doubts;
mod due;
mod erase;
mod folded;
mod folding;
mod found;
mod holders;
mod identity;
mod known;
mod lately;
mod limits;
mod log;
mod mails;
mod messages;
mod mover;
mod noted;
mod order;
mod packed;
mod passing;
mod retelling;
mod start;
mod steps;
mod sweep;
mod versions;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use engine::agreement::sealed::Agreement;
use engine::said::Said;
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::answers::AnswerRow;
use store::workspace::rows::{BatchRow, Key, VersionRow};
use store::workspace::{Batch, Reader, Workspace, message_key};
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::error::RuntimeError;
pub use anew::RELEASED;
pub use aside::Aside;
pub(crate) use aside::said as damaged;
pub use asked::Asked;
use behind::Save;
use cache::Cache;
use committing::Committing;
pub use companies::PEOPLE_TOLD_MAX;
use counts::Counters;
pub use counts::Counts;
use holders::Holders;
pub use identity::SOURCE as IDENTITY;
use known::Known;
pub use limits::Limits;
use messages::Messages;
use noted::Noted;
use order::{Answer, Order};
pub use order::{Became, Came, Erase, Erased, Intake, Retelling, Retold, Saw, Step, Whom};
pub use steps::AT_ONCE as PEOPLE_TOLD_AT_ONCE;
use versions::Versions;
pub use versions::{seal, sealed_versions, version_hash};

/// The longest that the writer sleeps without looking at the clock.
const SLEEP_MAX: Duration = Duration::from_secs(60);

/// How long nobody gives an order before what was written behind is saved: whoever gives the next
/// one would wait for that.
const LULL: Duration = Duration::from_millis(5);

/// How long what nobody waits for rests where the disk took nothing.
const AFTER_REFUSAL: Duration = Duration::from_secs(1);

/// How to reach a workspace's writer, and how to read beside it.
#[derive(Debug)]
pub struct Handle {
    orders: SyncSender<Order>,
    counters: Arc<Counters>,
    path: PathBuf,
    aside: Aside,
    thread: Option<JoinHandle<()>>,
}

/// Makes the database of a new workspace, with a text of the agreement in force as version 1.
///
/// # Errors
///
/// The agreement does not judge, or the file cannot be written.
pub fn create(path: &Path, text: &str, by: &str, now: Timestamp) -> Result<(), RuntimeError> {
    versions::seal(text, 1)?;
    let mut store = Workspace::open(path)?;
    let version = VersionRow {
        number: 1,
        text: text.to_owned(),
        made_at: now,
        made_by: by.to_owned(),
        in_force_at: Some(now),
        position: 0,
        hash: versions::version_hash("", 1, text, by),
    };
    let notes = vec![anew::judged()];
    store.commit(&Batch { versions: vec![version], notes, ..Batch::default() }, &[])?;
    Ok(())
}

impl Handle {
    /// Opens a workspace and starts its writer: what was written behind when it last stopped is
    /// made good first.
    ///
    /// # Errors
    ///
    /// The workspace cannot be opened or its agreement does not judge.
    pub fn start(path: &Path, clock: Clock, limits: Limits) -> Result<Handle, RuntimeError> {
        let (orders, inbox) = sync_channel(limits.orders);
        let aside = Aside::default();
        let opened = Workspace::open(path).map_err(RuntimeError::from);
        let opened =
            opened.and_then(|store| Writer::open(store, clock, limits, &aside, orders.clone()));
        let mut writer = opened.map_err(|error| {
            if let RuntimeError::Store(error) = &error {
                aside.look_at(path, error);
            }
            aside.why().unwrap_or(error)
        })?;
        let counters = Arc::clone(&writer.counters);
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run(&inbox))
            .map_err(|error| {
                RuntimeError::Wrong(Said::new(
                    format!("el sistema no da otro hilo para quien escribe: {error}"),
                    format!("the system gives no thread for the writer: {error}"),
                ))
            })?;
        Ok(Handle { orders, counters, path: path.to_owned(), aside, thread: Some(thread) })
    }

    /// A reader of what the writer has committed.
    ///
    /// # Errors
    ///
    /// The workspace cannot be opened.
    pub fn reader(&self) -> Result<Reader, RuntimeError> {
        Ok(Reader::open(&self.path)?)
    }

    /// Tells what happened. Each intake has exactly one outcome (invariant I1), known once all of
    /// them are on disk (invariant I5).
    pub fn take(&self, intakes: Vec<Intake>) -> Asked<Vec<Became>> {
        self.take_with(intakes, Vec::new())
    }

    /// The same for work of Criba's own, which waits for its turn instead of being turned away.
    pub fn take_when_free(&self, intakes: Vec<Intake>) -> Asked<Vec<Became>> {
        let (answer, asked) = oneshot::channel();
        Counters::add(&self.counters.asked);
        let sent = self.orders.send(Order::Take { intakes, notes: Vec::new(), answer });
        Asked { asked, refused: sent.is_err().then_some(RuntimeError::Stopped) }
    }

    /// What a contact has come to by now, with everything that was acknowledged before.
    pub fn look(&self, contact: ContactId) -> Asked<Option<Box<Saw>>> {
        self.ask(|answer| Order::Look { contact, answer })
    }

    /// The contacts that have a key, with everything that was acknowledged before.
    pub fn find(&self, key: Key) -> Asked<Vec<ContactId>> {
        self.ask(|answer| Order::Find { key, answer })
    }

    /// Where messages stand in the log, each by its source and its id there; one that never came
    /// is left out.
    pub fn places<'a>(
        &self,
        messages: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Asked<Vec<u64>> {
        let keys = messages.into_iter().map(|(source, id)| message_key(source, id)).collect();
        self.ask(|answer| Order::Places { keys, answer })
    }

    /// Saves what was written behind, so that lists show it; the position that they then stand for.
    /// Where more waits than whoever reads can wait for, it is an earlier one.
    pub fn settle(&self) -> Asked<u64> {
        self.ask(|answer| Order::Settle { is_whole: false, answer })
    }

    /// The same for whoever must see all of it, however much that is.
    pub fn settle_all(&self) -> Asked<u64> {
        self.ask(|answer| Order::Settle { is_whole: true, answer })
    }

    /// Puts a text of the agreement in force as the next version; its number.
    pub fn put_in_force(&self, text: String, by: String) -> Asked<u32> {
        self.ask(|answer| Order::PutInForce { text, by, after: None, answer })
    }

    /// The same for a text that was made from a version: refused where another came between.
    pub fn put_in_force_after(&self, text: String, by: String, after: u32) -> Asked<u32> {
        self.ask(|answer| Order::PutInForce { text, by, after: Some(after), answer })
    }

    /// The agreement that is in force.
    pub fn agreement(&self) -> Asked<Arc<Agreement>> {
        self.ask(|answer| Order::Agreement { answer })
    }

    /// Keeps what becomes of a list.
    pub fn save_batch(&self, row: BatchRow) -> Asked<()> {
        self.ask(|answer| Order::SaveBatch { row, answer })
    }

    /// Keeps something small by name; `None` forgets it.
    pub fn save_note(&self, name: String, body: Option<String>) -> Asked<()> {
        self.ask(|answer| Order::SaveNote { name, body, answer })
    }

    /// The same for what nobody waits for; whether it found a place to wait.
    pub(crate) fn leave_note(&self, name: String, body: String) -> bool {
        self.save_note(name, Some(body)).refused.is_none()
    }

    /// Forgets something that nobody waits for; whether it found a place to wait.
    pub(crate) fn drop_note(&self, name: String) -> bool {
        self.save_note(name, None).refused.is_none()
    }

    /// Keeps what a program was answered.
    pub fn save_answer(&self, row: AnswerRow) -> Asked<()> {
        self.ask(|answer| Order::SaveAnswer { row, answer })
    }

    /// Erases somebody, and empties the write-ahead log of them; `None` where there is no such
    /// contact, or they were erased before.
    pub fn erase(&self, asked: Erase) -> Asked<Option<Erased>> {
        self.ask(|answer| Order::Erase { asked, answer })
    }

    /// What was counted since the workspace was opened.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counters.read()
    }

    /// Whether the writer's thread is there to take what comes.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Copies the workspace as it is into a new file.
    pub fn copy_to(&self, path: PathBuf) -> Asked<()> {
        self.ask(|answer| Order::CopyTo { path, answer })
    }

    /// Has the writer look at the clock now: who moves a manual clock says so.
    pub fn tick(&self) -> Asked<()> {
        self.ask(|answer| Order::Tick { answer })
    }

    fn ask<T>(&self, order: impl FnOnce(Answer<T>) -> Order) -> Asked<T> {
        let (answer, asked) = oneshot::channel();
        let refused = match self.orders.try_send(order(answer)) {
            Ok(()) => {
                Counters::add(&self.counters.asked);
                None
            }
            Err(TrySendError::Full(_)) => {
                Counters::add(&self.counters.turned_away);
                Some(RuntimeError::Busy)
            }
            Err(TrySendError::Disconnected(_)) => Some(RuntimeError::Stopped),
        };
        Asked { asked, refused }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // A writer that has stopped already needs no telling.
        self.orders.send(Order::Stop).ok();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// What the writer's thread holds.
#[derive(Debug)]
struct Writer {
    /// What it reads; what it writes goes through `committing`.
    store: Workspace,
    committing: Committing,
    clock: Clock,
    limits: Limits,
    versions: Versions,
    cache: Cache,
    /// Cards whose rows are written later.
    noted: Noted,
    counters: Arc<Counters>,
    /// The last position that was handed out, and the last moment of learning.
    position: u64,
    known_at: Timestamp,
    /// What the next transaction writes.
    pending: Batch,
    /// The cards that it saves.
    saves: BTreeMap<ContactId, Save>,
    /// The events that it voids.
    voids: BTreeSet<u64>,
    /// Which messages came before.
    messages: Messages,
    /// Who has which keys on disk.
    holders: Holders,
    /// Who is known on which browsers.
    known: Known,
    /// The last that was said of browsers which several people used.
    latest: HashMap<String, browsers::Latest>,
    /// Mails that were opened of late, whoever opened them.
    opens: mails::Opens,
    /// Companies whose people may have to be told something.
    companies: companies::Changed,
    /// People of large companies who are still to be told of theirs.
    behind: steps::Behind,
    /// Cards that must be saved with the next transaction.
    through: BTreeSet<ContactId>,
    /// Whether something went wrong since the last transaction: nothing of the next is committed.
    is_broken: bool,
    /// Whether memory could not be made as the disk is since then: it is tried with each
    /// transaction, and nothing else is done.
    is_lost: bool,
    /// Whether the last transaction was refused by the disk: what nobody waits for rests a little.
    is_refused: bool,
    /// Whether nobody gave an order for a while.
    is_lull: bool,
    /// Contacts that a new version has not reached yet.
    sweep: sweep::Sweep,
    /// Contacts that this release has not judged yet.
    anew: Vec<ContactId>,
    /// How far long gone browsers were looked for.
    folding: folding::Folding,
    /// When something is next done about the write-ahead log.
    log: log::Marks,
    /// Moves the log; it ends with the writer.
    moving: mover::Moving,
    aside: Aside,
    path: PathBuf,
}

impl Writer {
    fn run(&mut self, inbox: &Receiver<Order>) {
        while self.aside.why().is_none() && !self.committing.is_gone() {
            let order = match inbox.recv_timeout(self.sleep()) {
                Ok(order) => Some(order),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let Some(order) = order else {
                self.idle();
                continue;
            };
            let mut orders = vec![order];
            orders.extend(inbox.try_iter().take(self.limits.orders_a_commit));
            orders.retain(|order| !matches!(order, Order::Ended));
            self.committing.heard();
            self.look_for_end();
            let is_stopping = orders.iter().any(|order| matches!(order, Order::Stop));
            // What only asks comes after: where nothing can be written it is answered all the same.
            let (asked, told): (Vec<Order>, Vec<Order>) =
                orders.into_iter().partition(Order::only_asks);
            for orders in [told, asked].into_iter().filter(|orders| !orders.is_empty()) {
                self.serve(orders);
            }
            if is_stopping {
                break;
            }
        }
        match self.aside.why() {
            None if self.committing.is_gone() => {
                tracing::error!("what writes to the disk has ended: the workspace is shut");
            }
            None => self.rest(),
            Some(_) => self.leave(),
        }
    }

    /// How long to wait for an order: not at all while there is work of its own to do.
    fn sleep(&self) -> Duration {
        if self.committing.is_underway() {
            // It says when it has ended.
            return SLEEP_MAX;
        }
        if self.is_refused {
            return AFTER_REFUSAL;
        }
        let is_busy = self.has_unwritten() || self.messages.are_being_written();
        let is_busy = is_busy || self.folding.is_on() || self.log.is_unmoved();
        let is_busy = is_busy || self.behind.is_any() || self.noted.are_any_spent();
        if is_busy || !self.sweep.is_over() || !self.anew.is_empty() {
            return if self.is_lull { Duration::ZERO } else { LULL };
        }
        let now = self.clock.now();
        let until = match (&self.clock, self.next_due()) {
            // A clock that stands still makes nothing due.
            (Clock::Manual(_), _) | (_, None) => return SLEEP_MAX,
            (Clock::System, Some(due)) => due - now,
        };
        let micros = u64::try_from(until.micros().max(0)).unwrap_or_default();
        // A millisecond more than asked: the due moment has then surely passed.
        (Duration::from_micros(micros) + Duration::from_millis(1)).min(SLEEP_MAX)
    }

    /// Work of its own while nobody asks for anything.
    fn idle(&mut self) {
        self.is_lull = true;
        self.wait_for_end();
        self.committing.forget_spent();
        self.empty_log();
        self.wake();
        self.sweep_some();
        self.judge_some();
        self.tell_some();
        self.fold_some();
        self.stage_saves(self.limits.cards_between.min(self.limits.cards_a_save));
        self.stage_spent();
        self.messages.stage_more(&mut self.pending);
        self.hand_in(Vec::new(), false);
        let is_busy = self.has_unwritten() || self.messages.are_being_written();
        if !is_busy && !self.committing.is_underway() {
            self.move_log();
        }
        self.cache.drop_oldest(self.limits.cards, self.limits.packed_bytes);
    }

    /// Saves everything before the thread ends.
    fn rest(&mut self) {
        self.wait_for_end();
        self.messages.stage_all(&mut self.pending, self.position);
        while self.has_unwritten() || self.noted.are_any_spent() || self.has_pending() {
            self.stage_saves(self.limits.cards_a_save);
            self.stage_spent();
            if let Err(error) = self.commit() {
                // The log has it all: the next start makes it good.
                tracing::error!(%error, "what was written behind could not be saved");
                return;
            }
        }
        self.move_log();
    }
}
