//! How much of what programs tell is let in at once, so that whoever is let in is answered soon.
//!
//! What waits before a disk that cannot keep up only makes everybody wait: beyond what it takes in
//! [`TAKES`] the rest is turned away at once, to come again. How much that is no one knows
//! beforehand. So it is found as TCP finds the width of a way: what is let in grows while answers
//! come soon, and is halved once they do not (Chiu and Jain, 1989).

use std::sync::{Arc, Mutex, PoisonError};

use engine::time::{Span, Timestamp};

use super::refusal::{Refusal, Taken};

/// How long what is let in may take to be on disk before less of it is.
const TAKES: Span = Span::from_micros(60_000);
/// Bytes that are always let in.
const BYTES_MIN: usize = 64 << 10;
/// Bytes that are let in at most.
const BYTES_MAX: usize = 64 << 20;
/// Bytes that are let in before anything is known.
const BYTES_AT_FIRST: usize = 1 << 20;

/// Of what was answered soon, the part by which more is let in: an eighth more once all that is
/// inside was. Where it is more, it is far too wide by the time that the first is late.
const WIDENS: usize = 8;

/// Lets in what can be answered soon.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug)]
struct Inside {
    /// Bytes that were let in and are not answered yet.
    bytes: usize,
    /// How many may be.
    most: usize,
    /// When that last became less: who was let in before says nothing about it.
    narrowed: Timestamp,
}

impl Default for Gate {
    fn default() -> Gate {
        let inside = Inside { bytes: 0, most: BYTES_AT_FIRST, narrowed: Timestamp::MIN };
        Gate { inside: Arc::new(Mutex::new(inside)) }
    }
}

/// Something that was let in, until it is answered.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Gate,
    bytes: usize,
    since: Timestamp,
}

impl Gate {
    /// Lets so many bytes in; what comes to an empty server always is.
    ///
    /// # Errors
    ///
    /// More is inside than is answered soon.
    pub(super) fn enter(&self, bytes: usize, since: Timestamp) -> Taken<Pass> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.bytes > 0 && inside.bytes.saturating_add(bytes) > inside.most {
            return Err(Refusal::Busy);
        }
        inside.bytes += bytes;
        drop(inside);
        Ok(Pass { gate: self.clone(), bytes, since })
    }
}

impl Pass {
    /// Learns how long it took from what is on disk now.
    pub(super) fn answered(self, now: Timestamp) {
        let mut inside = self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if now - self.since <= TAKES {
            // Only where there was need of the room is it known to be had.
            if inside.bytes > inside.most / 2 {
                inside.most = (inside.most + self.bytes / WIDENS).min(BYTES_MAX);
            }
        } else if self.since >= inside.narrowed {
            inside.most = (inside.most / 2).max(BYTES_MIN);
            inside.narrowed = now;
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut inside = self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.bytes = inside.bytes.saturating_sub(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A_PIECE: usize = 32 << 10;

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    /// Fills the gate; what was let in.
    fn filled(gate: &Gate, now: Timestamp) -> Vec<Pass> {
        std::iter::from_fn(|| gate.enter(A_PIECE, now).ok()).take(10_000).collect()
    }

    #[test]
    fn it_narrows_while_answers_are_late_and_widens_while_they_come_soon() {
        let gate = Gate::default();
        let first = filled(&gate, at(0));
        assert_eq!(first.len(), BYTES_AT_FIRST / A_PIECE);
        let late = at(TAKES.micros() + 1);
        first.into_iter().for_each(|pass| pass.answered(late));
        // All of them were late for one reason.
        let second = filled(&gate, late);
        assert_eq!(second.len(), BYTES_AT_FIRST / 2 / A_PIECE);
        second.into_iter().for_each(|pass| pass.answered(late));
        assert!(filled(&gate, late).len() > BYTES_AT_FIRST / 2 / A_PIECE);
    }

    #[test]
    fn one_is_let_in_whatever_it_is_and_the_next_once_it_is_answered() {
        let gate = Gate::default();
        let large = gate.enter(BYTES_MAX * 2, at(0)).unwrap();
        assert_eq!(gate.enter(1, at(0)).unwrap_err(), Refusal::Busy);
        drop(large);
        gate.enter(1, at(0)).unwrap();
    }
}
