//! Slowing down who guesses passwords, and who fills in forms without an end.
//!
//! Each address that is tried and each machine that tries has so many wrong answers in a quarter
//! of an hour. It is kept in memory: a restart forgives, and one process serves a house. What
//! everybody may send is counted in one of its own, so that nobody makes room there for passwords.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use engine::time::{Span, Timestamp};

/// Wrong answers that an address has from one machine before it must wait.
pub(crate) const ADDRESS_MAX: u32 = 10;
/// Wrong answers that a machine has, whoever it says it is: an office has one address.
pub(crate) const MACHINE_MAX: u32 = 60;
/// How long wrong answers are remembered.
const REMEMBERED: Span = Span::MINUTE.times(15);
/// Addresses and machines that are remembered; the oldest are forgotten beyond.
const KEPT_MAX: usize = 10_000;

/// Who answered wrong, how often, and since when.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    wrong: Mutex<HashMap<String, (u32, Timestamp)>>,
}

impl Throttle {
    /// How long somebody has to wait; `None` where they may try.
    pub(crate) fn wait(&self, who: &str, most: u32, now: Timestamp) -> Option<Span> {
        let wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, since) = wrong.get(who)?;
        let left = *since + REMEMBERED - now;
        (*count >= most && left > Span::ZERO).then_some(left)
    }

    /// Takes note of a wrong answer.
    pub(crate) fn wrong(&self, who: &str, now: Timestamp) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= KEPT_MAX {
            wrong.retain(|_, (_, since)| now - *since < REMEMBERED);
        }
        if wrong.len() >= KEPT_MAX {
            forget_the_older(&mut wrong);
        }
        let entry = wrong.entry(who.to_owned()).or_insert((0, now));
        if now - entry.1 >= REMEMBERED {
            *entry = (0, now);
        }
        entry.0 += 1;
    }

    /// Takes one note back: what was counted before it was tried was right.
    pub(crate) fn forgive(&self, who: &str) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((count, _)) = wrong.get_mut(who) {
            *count = count.saturating_sub(1);
        }
    }

    /// Forgives who answered right.
    pub(crate) fn right(&self, who: &str) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).remove(who);
    }
}

/// Forgets the older half: who comes with ever new addresses does not have everybody forgiven.
fn forget_the_older(wrong: &mut HashMap<String, (u32, Timestamp)>) {
    let mut oldest: Vec<(Timestamp, String)> =
        wrong.iter().map(|(who, (_, since))| (*since, who.clone())).collect();
    oldest.sort_unstable();
    for (_, who) in oldest.into_iter().take(KEPT_MAX / 2) {
        wrong.remove(&who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_answers_make_one_wait_and_a_right_one_forgives() {
        let throttle = Throttle::default();
        let now = Timestamp::from_micros(0);
        for _ in 0..ADDRESS_MAX {
            assert_eq!(throttle.wait("ana", ADDRESS_MAX, now), None);
            throttle.wrong("ana", now);
        }
        assert_eq!(throttle.wait("ana", ADDRESS_MAX, now), Some(REMEMBERED));
        assert_eq!(throttle.wait("eva", ADDRESS_MAX, now), None);
        assert_eq!(throttle.wait("ana", ADDRESS_MAX, now + REMEMBERED), None);
        throttle.forgive("ana");
        assert_eq!(throttle.wait("ana", ADDRESS_MAX, now), None);
        throttle.wrong("ana", now);
        throttle.right("ana");
        assert_eq!(throttle.wait("ana", ADDRESS_MAX, now), None);
    }

    #[test]
    fn whoever_comes_with_ever_new_addresses_makes_no_room_for_the_latest_guesses() {
        let throttle = Throttle::default();
        let at = |second: i64| Timestamp::from_micros(0) + Span::SECOND.times(second);
        for number in 0..KEPT_MAX - 1 {
            throttle.wrong(&number.to_string(), at(0));
        }
        for _ in 0..ADDRESS_MAX {
            throttle.wrong("ana", at(1));
        }
        for number in 0..KEPT_MAX / 2 {
            throttle.wrong(&format!("new {number}"), at(2));
        }
        assert!(throttle.wait("ana", ADDRESS_MAX, at(2)).is_some());
        assert!(throttle.wrong.lock().unwrap().len() <= KEPT_MAX);
    }
}
