//! How many calls a key may make.
//!
//! Each key has room for a second's worth of calls at once, which fills again as time passes (the
//! generic cell rate algorithm: one moment is all that is kept of a key).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use engine::time::{Span, Timestamp};

/// For each key, the moment at which all its room is free again.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    free_at: Mutex<HashMap<Vec<u8>, Timestamp>>,
}

impl Rates {
    /// Takes note of a call under a key, of which there may be `per_second`; 0 is no limit.
    ///
    /// # Errors
    ///
    /// There is no room; how long until there is.
    pub(crate) fn take(&self, key: &[u8], per_second: u32, now: Timestamp) -> Result<(), Span> {
        if per_second == 0 {
            return Ok(());
        }
        let one = Span::from_micros(Span::SECOND.micros() / i64::from(per_second));
        let mut all = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let free_at = all.entry(key.to_vec()).or_insert(now);
        let free_with_this = (*free_at).max(now) + one;
        let wait = free_with_this - (now + one.times(i64::from(per_second)));
        if wait > Span::ZERO {
            return Err(wait);
        }
        *free_at = free_with_this;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seconds_worth_at_once_and_then_as_time_passes() {
        let (rates, start) = (Rates::default(), Timestamp::from_micros(0));
        for _ in 0..10 {
            assert_eq!(rates.take(b"a", 10, start), Ok(()));
        }
        let tenth = Span::from_micros(100_000);
        assert_eq!(rates.take(b"a", 10, start), Err(tenth));
        assert_eq!(rates.take(b"b", 10, start), Ok(()), "another key has its own room");
        assert_eq!(rates.take(b"a", 10, start + tenth), Ok(()));
        assert_eq!(rates.take(b"a", 10, start + tenth), Err(tenth));
        assert_eq!(rates.take(b"a", 10, start + Span::HOUR), Ok(()));
        assert_eq!(rates.take(b"a", 0, start), Ok(()), "0 is no limit");
    }
}
