//! The one place where the program reads the clock.

use engine::time::Timestamp;

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn now() -> Timestamp {
    Timestamp::from_jiff(jiff::Timestamp::now())
}
