//! What a writer counts while it runs, for who watches the server.

use std::ops::Add;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counted by the writer's thread and by those who ask it, since the workspace was opened.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) applied: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) repeated: AtomicU64,
    pub(super) kept: AtomicU64,
    pub(super) nowhere: AtomicU64,
    pub(super) woken: AtomicU64,
    pub(super) commits: AtomicU64,
    pub(super) turned_away: AtomicU64,
    pub(super) asked: AtomicU64,
    pub(super) begun: AtomicU64,
}

/// What was counted until a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Events that came in and count.
    pub applied: u64,
    /// Events that the agreement refused.
    pub refused: u64,
    /// Events that had come before.
    pub repeated: u64,
    /// Events that are kept and give nothing: machines' doings, and more than a contact may have.
    pub kept: u64,
    /// Events that are nobody's.
    pub nowhere: u64,
    /// Contacts that were looked at because time had made them due.
    pub woken: u64,
    /// Transactions.
    pub commits: u64,
    /// Orders that found no place to wait.
    pub turned_away: u64,
    /// Orders that wait now.
    pub waiting: u64,
}

impl Counters {
    /// One more.
    pub(super) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            applied: read(&self.applied),
            refused: read(&self.refused),
            repeated: read(&self.repeated),
            kept: read(&self.kept),
            nowhere: read(&self.nowhere),
            woken: read(&self.woken),
            commits: read(&self.commits),
            turned_away: read(&self.turned_away),
            waiting: read(&self.asked).saturating_sub(read(&self.begun)),
        }
    }
}

impl Add for Counts {
    type Output = Counts;
    fn add(self, other: Counts) -> Counts {
        Counts {
            applied: self.applied + other.applied,
            refused: self.refused + other.refused,
            repeated: self.repeated + other.repeated,
            kept: self.kept + other.kept,
            nowhere: self.nowhere + other.nowhere,
            woken: self.woken + other.woken,
            commits: self.commits + other.commits,
            turned_away: self.turned_away + other.turned_away,
            waiting: self.waiting + other.waiting,
        }
    }
}
