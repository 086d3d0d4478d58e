//! Lists that are brought in at once: they take turns, and each gets to know whom the others
//! bring meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use store::ids::{BatchId, ContactId};

/// Lists that are in memory at once; more of them wait.
const LISTS_MAX: usize = 4;

/// Whose turn it is, in the order in which turns were asked for: a small list gets in after a few
/// people of a large one.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    /// Turns that were asked for, and turns that are over.
    asked: u64,
    over: u64,
    /// The lists, each with the contacts that others told of since it began to look who is known.
    lists: BTreeMap<BatchId, BTreeSet<ContactId>>,
}

impl Turns {
    /// Begins with a list, once there is room for it and nobody else is at the same list.
    pub(super) fn enter(&self, list: BatchId) -> Running<'_> {
        let mut queue = self.queue();
        while queue.lists.len() >= LISTS_MAX || queue.lists.contains_key(&list) {
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        queue.lists.insert(list, BTreeSet::new());
        Running { turns: self, list }
    }

    /// Waits for a turn in which something becomes of a list that nobody brings in.
    pub(super) fn turn(&self, list: BatchId) -> Turn<'_> {
        let mut queue = self.queue();
        let mine = queue.asked;
        queue.asked += 1;
        while queue.over != mine {
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        Turn { turns: self, list }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A list that is being brought in.
#[derive(Debug)]
pub(super) struct Running<'a> {
    turns: &'a Turns,
    list: BatchId,
}

impl Running<'_> {
    /// Waits for a turn. Within it nobody else tells of anybody; who looked before hears of them by
    /// [`Turn::newcomers`].
    pub(super) fn turn(&self) -> Turn<'_> {
        self.turns.turn(self.list)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.turns.queue().lists.remove(&self.list);
        self.turns.changed.notify_all();
    }
}

/// The turn of one list.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    list: BatchId,
}

impl Turn<'_> {
    /// The contacts that other lists told of since the last turn of this one.
    pub(super) fn newcomers(&self) -> BTreeSet<ContactId> {
        self.turns.queue().lists.get_mut(&self.list).map(std::mem::take).unwrap_or_default()
    }

    /// Says to the others of whom this list tells in its turn.
    pub(super) fn tells_of(&self, contacts: &BTreeSet<ContactId>) {
        let mut queue = self.turns.queue();
        for (list, newcomers) in &mut queue.lists {
            if *list != self.list {
                newcomers.extend(contacts);
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.queue().over += 1;
        self.turns.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    /// Waits until so many turns were asked for.
    fn until_asked(turns: &Turns, asked: u64) {
        while turns.queue().asked < asked {
            std::thread::yield_now();
        }
    }

    #[test]
    fn who_asked_first_is_served_before_who_goes_on() {
        let turns = Turns::default();
        let (large, small) = (turns.enter(BatchId::make()), turns.enter(BatchId::make()));
        let (served, order) = channel();
        std::thread::scope(|threads| {
            let turn = large.turn();
            let told = served.clone();
            let small = &small;
            threads.spawn(move || {
                let turn = small.turn();
                told.send("small").unwrap();
                drop(turn);
            });
            until_asked(&turns, 2);
            drop(turn);
            let turn = large.turn();
            served.send("large").unwrap();
            drop(turn);
        });
        drop(served);
        assert_eq!(order.iter().collect::<Vec<&str>>(), ["small", "large"]);
    }

    #[test]
    fn a_list_hears_of_whom_others_told_once() {
        let turns = Turns::default();
        let (first, second) = (turns.enter(BatchId::make()), turns.enter(BatchId::make()));
        let told = BTreeSet::from([ContactId::make(), ContactId::make()]);
        first.turn().tells_of(&told);
        assert!(first.turn().newcomers().is_empty(), "its own are no news");
        assert_eq!(second.turn().newcomers(), told);
        assert!(second.turn().newcomers().is_empty());
    }

    #[test]
    fn nobody_is_at_a_list_that_somebody_else_is_at() {
        let turns = Turns::default();
        let list = BatchId::make();
        let first = turns.enter(list);
        let (entered, order) = channel();
        std::thread::scope(|threads| {
            let told = entered.clone();
            let turns = &turns;
            threads.spawn(move || {
                let second = turns.enter(list);
                told.send("second").unwrap();
                drop(second);
            });
            entered.send("first").unwrap();
            drop(first);
        });
        drop(entered);
        assert_eq!(order.iter().collect::<Vec<&str>>(), ["first", "second"]);
    }
}
