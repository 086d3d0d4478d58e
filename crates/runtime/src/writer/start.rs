//! Opening a workspace: from what is saved and the tail of the log to cards as they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use store::workspace::{Batch, Workspace};

use super::cache::Cache;
use super::committing::Committing;
use super::companies::Changed;
use super::folding::Folding;
use super::holders::Holders;
use super::known::Known;
use super::log::Marks;
use super::messages::Messages;
use super::mover::Moving;
use super::noted::Noted;
use super::order::Order;
use super::steps::Behind;
use super::versions::Versions;
use super::{Aside, Limits, Writer};
use crate::card::FORM;
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
        aside: &Aside,
        wake: SyncSender<Order>,
    ) -> Result<Writer, RuntimeError> {
        let path = store.path().to_owned();
        let read = store.read();
        let versions = Versions::of(&read.versions()?)?;
        let (position, known_at) = read.last()?;
        let known_at = known_at.max(versions.current().from);
        let committed = Workspace::open(&path)?;
        committed.keep_more()?;
        let committing = Committing::start(committed, wake)?;
        let moving = Moving::start(store.mover()?)?;
        let messages = Messages::of(store.read())?;
        let noted = Noted::of(store.read())?;
        let mut writer = Writer {
            store,
            committing,
            clock,
            limits,
            versions,
            cache: Cache::default(),
            noted,
            counters: Arc::default(),
            position,
            known_at,
            pending: Batch::default(),
            saves: BTreeMap::new(),
            voids: BTreeSet::new(),
            messages,
            holders: Holders::default(),
            known: Known::default(),
            latest: HashMap::new(),
            opens: super::mails::Opens::default(),
            companies: Changed::default(),
            through: BTreeSet::new(),
            is_broken: false,
            is_lost: false,
            is_refused: false,
            is_lull: true,
            behind: Behind::default(),
            sweep: super::sweep::Sweep::default(),
            anew: Vec::new(),
            folding: Folding::default(),
            log: Marks::of_old(limits.log_pages),
            moving,
            aside: aside.clone(),
            path,
        };
        if let Err(error) = writer.catch_up() {
            if matches!(&error, RuntimeError::Store(error) if error.is_damaged()) {
                writer.leave();
            }
            return Err(error);
        }
        Ok(writer)
    }

    /// Makes good what the last server left undone.
    fn catch_up(&mut self) -> Result<(), RuntimeError> {
        self.replay_tail()?;
        self.opens = self.opens_of_late()?;
        self.behind.waiting = self.not_told()?;
        self.begin_sweep()?;
        self.anew = self.not_judged()?;
        Ok(())
    }

    /// Takes the events again that no saved state holds. Until the last of them, what is saved
    /// stands for no more than was taken.
    fn replay_tail(&mut self) -> Result<(), RuntimeError> {
        let end = self.position;
        let replayed = self.replay_to_end();
        self.position = end;
        replayed
    }

    fn replay_to_end(&mut self) -> Result<(), RuntimeError> {
        let mut after = self.settled()?;
        loop {
            let rows = self.store.read().events_after(after, TAIL_AT_ONCE)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.event.position;
            for row in rows {
                self.position = row.event.position;
                self.replay_row(row)?;
            }
            // What was replayed is saved as it goes, so that memory stays bounded; not where it is
            // replayed because nothing can be saved.
            let can_save = !self.is_broken && self.aside.why().is_none();
            if can_save && self.cache.unsaved_count() > self.limits.cards / 2 {
                self.stage_saves(self.limits.cards_a_save);
                self.commit()?;
                self.cache.drop_oldest(self.limits.cards, self.limits.packed_bytes);
            }
        }
    }

    /// The event up to which everything is in what is saved. Notes of another program cannot be
    /// read: what they say is taken again from the log.
    fn settled(&mut self) -> Result<u64, RuntimeError> {
        let read = self.store.read();
        if !read.is_noted_otherwise(FORM)? {
            return Ok(read.settled()?);
        }
        let in_rows = read.in_rows()?;
        self.noted.give_up();
        Ok(in_rows)
    }

    /// Forgets what memory holds and reads it again from the disk, after a transaction that failed.
    pub(super) fn forget(&mut self) {
        self.cache.clear();
        self.pending = Batch::default();
        self.saves.clear();
        self.voids.clear();
        self.through.clear();
        self.companies = Changed::default();
        self.behind.waiting.clear();
        self.holders = Holders::default();
        self.known.forget_all();
        self.latest.clear();
        let again = (|| {
            self.store.release()?;
            self.messages = Messages::of(self.store.read())?;
            self.noted = Noted::of(self.store.read())?;
            let (position, known_at) = self.store.read().last()?;
            self.versions = Versions::of(&self.store.read().versions()?)?;
            self.position = position;
            self.known_at = known_at.max(self.versions.current().from);
            // Whoever was to be looked at next with what was lost is looked at again.
            self.catch_up()
        })();
        self.is_lost = again.is_err();
        if let Err(error) = again {
            tracing::error!(%error, "the workspace could not be read again");
        }
    }
}
