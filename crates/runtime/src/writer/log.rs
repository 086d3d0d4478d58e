//! Keeping the write-ahead log within its bound.
//!
//! A thread beside the writer moves what is in the log into the database, but the log begins again
//! from its front only where nothing was added meanwhile and nobody reads what was before. While
//! the writer is busy that never comes by itself: past half the bound it moves the last few pages
//! itself, between two transactions, and waits a little for those who read.

use std::time::Duration;

use super::Writer;

/// How long a writer waits for those who read what was before the log begins again: they are
/// quick, and whoever is not is waited for again a little later.
const READERS_WAIT: Duration = Duration::from_millis(100);

/// Pages that are few however small the bound is: those of a transaction or two.
const FEW: u64 = 32;

/// How long one who erases somebody waits for those who read what was before.
const ERASED_WAIT: Duration = Duration::from_secs(2);

/// What is next done about the log, in its pages.
#[derive(Debug)]
pub(super) struct Marks {
    /// Pages that it had when it was last looked at.
    seen: u64,
    /// Where it is next tried to have it begin again, if little of it is unmoved.
    begin_at: u64,
    /// Where that is made to come.
    restart_at: u64,
    /// Whether anything was written since the thread beside was last told.
    is_unmoved: bool,
    /// Whether it may hold what was erased: it does where a server ended at once after that.
    must_empty: bool,
}

impl Marks {
    /// The marks of a log that was there before.
    pub(super) fn of_old(pages_max: u64) -> Marks {
        Marks { must_empty: true, ..Marks::of(pages_max) }
    }

    /// Whether anything waits to be moved that the thread beside was not told of.
    pub(super) fn is_unmoved(&self) -> bool {
        self.is_unmoved
    }

    /// The marks of a log that begins.
    pub(super) fn of(pages_max: u64) -> Marks {
        Marks {
            seen: 0,
            begin_at: pages_max / 2,
            restart_at: pages_max,
            is_unmoved: false,
            must_empty: false,
        }
    }
}

impl Writer {
    /// Looks at the log after a transaction, while none is under way.
    pub(super) fn mind_log(&mut self) {
        self.log.is_unmoved = true;
        self.empty_log();
        let (pages, moved) = match self.store.log_pages() {
            Ok(pages) => pages,
            Err(error) => return tracing::warn!(%error, "the write-ahead log cannot be looked at"),
        };
        let most = self.limits.log_pages;
        if pages < self.log.seen {
            let must_empty = self.log.must_empty;
            self.log = Marks { is_unmoved: true, must_empty, ..Marks::of(most) };
        }
        self.log.seen = pages;
        let left = pages.saturating_sub(moved);
        let few = (most / 32).max(FEW);
        if pages >= self.log.restart_at {
            // Or it is tried again when it has grown by some more.
            self.log.restart_at = pages + (most / 8).max(1);
            self.restart_log(pages);
        } else if pages >= self.log.begin_at && left <= few {
            if self.move_rest() {
                self.log.begin_at = pages + few;
            }
        } else if pages >= most / 2 && left > few {
            self.move_log();
        }
    }

    /// Moves the little that is unmoved: with the next transaction the log begins again, unless
    /// somebody reads what was before. Whether it was to be moved, which two do not at once.
    fn move_rest(&self) -> bool {
        let Some(_turn) = self.moving.try_turn() else { return false };
        if let Err(error) = self.store.move_log() {
            tracing::warn!(%error, "the write-ahead log could not be moved");
        }
        true
    }

    /// Has the log begin again with the next transaction. Two do not move it at once: whoever does
    /// is waited for, who has moved most of it by now unless the disk is slower than what comes in.
    fn restart_log(&self, pages: u64) {
        let turn = self.moving.turn();
        match self.store.restart_log(READERS_WAIT) {
            Ok(true) => {}
            Ok(false) => tracing::debug!(pages, "the write-ahead log is still being read"),
            Err(error) => tracing::warn!(%error, "the write-ahead log could not begin again"),
        }
        drop(turn);
    }

    /// Somebody was erased: what the log holds of them has to go.
    pub(super) fn must_empty_log(&mut self) {
        self.log.must_empty = true;
        self.empty_log_within(ERASED_WAIT);
    }

    /// Empties the log where it holds what was erased. While somebody reads it that is not to be
    /// had, and is tried again.
    pub(super) fn empty_log(&mut self) {
        if self.log.must_empty {
            self.empty_log_within(Duration::ZERO);
        }
    }

    fn empty_log_within(&mut self, wait: Duration) {
        let turn = self.moving.turn();
        match self.store.empty_log(wait) {
            Ok(is_empty) => self.log.must_empty = !is_empty,
            Err(error) => tracing::warn!(%error, "the write-ahead log could not be emptied"),
        }
        drop(turn);
    }

    /// Has the log moved into the database, beside this thread.
    pub(super) fn move_log(&mut self) {
        if self.log.is_unmoved {
            self.moving.tell();
            self.log.is_unmoved = false;
        }
    }
}
