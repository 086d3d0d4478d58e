//! How many calls a key may make, and what each answer says of it.
//!
//! Each key has room for a second's worth of calls at once, which fills again as time passes (the
//! generic cell rate algorithm: one moment is all that is kept of a key).

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use engine::time::{Span, Timestamp};

/// For each key, the moment at which all its room is free again.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    free_at: Mutex<HashMap<Vec<u8>, Timestamp>>,
}

/// How much room a key has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// Calls that it may make in a second.
    per_second: u32,
    /// Calls that it may make at once from now on.
    calls: i64,
    /// In how long all its room is free again. When the next call may come after one that was
    /// refused, `Retry-After` says.
    after: Span,
}

tokio::task_local! {
    /// What the call that is being answered leaves of its key's room. The key is found deep within
    /// a request, and it is the answer that tells, whatever became of the request in between.
    static LEFT: Cell<Option<Left>>;
}

impl Rates {
    /// Takes note of a call under a key, of which there may be `per_second`; 0 is no limit.
    ///
    /// # Errors
    ///
    /// There is no room; how long until there is.
    pub(crate) fn take(&self, key: &[u8], per_second: u32, now: Timestamp) -> Result<(), Span> {
        // More than one in a microsecond are as many as anybody likes.
        let one = Span::SECOND.micros().checked_div(i64::from(per_second)).unwrap_or_default();
        if one == 0 {
            return Ok(());
        }
        let one = Span::from_micros(one);
        let whole = one.times(i64::from(per_second));
        let mut all = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let free_at = all.entry(key.to_vec()).or_insert(now);
        let free_with_this = (*free_at).max(now) + one;
        let wait = free_with_this - (now + whole);
        if wait > Span::ZERO {
            say(Left { per_second, calls: 0, after: free_with_this - one - now });
            return Err(wait);
        }
        *free_at = free_with_this;
        let taken = free_with_this - now;
        let calls = (whole.micros() - taken.micros()) / one.micros();
        say(Left { per_second, calls, after: taken });
        Ok(())
    }
}

fn say(left: Left) {
    // Outside of a request nobody is told.
    LEFT.try_with(|kept| kept.set(Some(left))).ok();
}

/// The answer to a request, with how many calls its key may still make where it has a limit:
/// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10), and the three
/// `X-RateLimit-…` that clients of today read, the last of them in seconds.
pub(crate) async fn metered(answer: impl Future<Output = Response>) -> Response {
    let told = LEFT.scope(Cell::new(None), async {
        let response = answer.await;
        (response, LEFT.with(Cell::get))
    });
    let (mut response, left) = told.await;
    if let Some(left) = left {
        left.tell(response.headers_mut());
    }
    response
}

impl Left {
    fn tell(self, headers: &mut HeaderMap) {
        let Left { per_second, calls, .. } = self;
        // Whole seconds, and one more where a part of one is left.
        let seconds = (self.after.micros() + 999_999) / 1_000_000;
        let mut put = |name: &'static str, value: String| {
            // Digits and marks alone are a header's value.
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        put("ratelimit-policy", format!("\"default\";q={per_second};w=1"));
        put("ratelimit", format!("\"default\";r={calls};t={seconds}"));
        put("x-ratelimit-limit", per_second.to_string());
        put("x-ratelimit-remaining", calls.to_string());
        put("x-ratelimit-reset", seconds.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_refused_call_is_told_when_all_is_free_again_as_any_other_is() {
        let (rates, start) = (Rates::default(), Timestamp::from_micros(0));
        let told = LEFT.scope(Cell::new(None), async {
            for _ in 0..10 {
                rates.take(b"a", 10, start).unwrap();
            }
            let of_the_last = LEFT.with(Cell::get).unwrap();
            assert_eq!(rates.take(b"a", 10, start), Err(Span::from_micros(100_000)));
            (of_the_last, LEFT.with(Cell::get).unwrap())
        });
        let (of_the_last, of_the_refused) = told.await;
        assert_eq!(of_the_refused, of_the_last);
        assert_eq!((of_the_refused.calls, of_the_refused.after), (0, Span::SECOND));
    }

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
