//! Keeping the write-ahead log within its bound.
//!
//! A thread beside the writer moves what is in the log into the database, but the log begins again
//! from its front only where nothing was added meanwhile and nobody reads what was before. While
//! the writer is busy that never comes by itself: past the bound it makes it come, between two
//! transactions.

use std::time::Duration;

use super::Writer;

/// How long a writer waits for those who read what was before the log begins again: they are
/// quick, and whoever is not is waited for again a little later.
const READERS_WAIT: Duration = Duration::from_millis(100);

/// How long one who erases somebody waits for those who read what was before.
const ERASED_WAIT: Duration = Duration::from_secs(2);

/// Pages of the log at which something is next done about it.
#[derive(Debug)]
pub(super) struct Marks {
    /// Pages that it had when it was last looked at.
    seen: u64,
    /// Where the thread beside is told to move it.
    move_at: u64,
    /// Where it is made to begin again.
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

    /// The marks of a log that begins.
    pub(super) fn of(pages_max: u64) -> Marks {
        Marks {
            seen: 0,
            move_at: pages_max / 2,
            restart_at: pages_max,
            is_unmoved: false,
            must_empty: false,
        }
    }
}

impl Writer {
    /// Looks at the log after a transaction.
    pub(super) fn mind_log(&mut self) {
        self.log.is_unmoved = true;
        self.empty_log();
        let pages = match self.store.log_pages() {
            Ok(pages) => pages,
            Err(error) => return tracing::warn!(%error, "the write-ahead log cannot be looked at"),
        };
        let most = self.limits.log_pages;
        if pages < self.log.seen {
            let must_empty = self.log.must_empty;
            self.log = Marks { is_unmoved: true, must_empty, ..Marks::of(most) };
        }
        self.log.seen = pages;
        if pages >= self.log.restart_at {
            // It begins again with the next transaction, or it is tried again when it has grown by
            // some more.
            self.log.restart_at = pages + (most / 8).max(1);
            self.restart_log(pages);
        } else if pages >= self.log.move_at {
            self.log.move_at = pages + (most / 2).max(1);
            self.move_log();
        }
    }

    fn restart_log(&self, pages: u64) {
        // Two do not move it at once. A disk that is slower than what comes in is waited for only
        // where the log would grow on and on.
        let turn = match self.moving.try_turn() {
            Some(turn) => turn,
            None if pages < self.limits.log_pages * 2 => return,
            None => self.moving.turn(),
        };
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
