//! The clock, which tests own.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use engine::time::{Span, Timestamp};

/// Where the present moment comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// A clock that stands still until it is moved.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at a moment until it is moved.
    #[must_use]
    pub fn manual(at: Timestamp) -> Clock {
        Clock::Manual(Arc::new(AtomicI64::new(at.micros())))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place of the runtime that reads it")]
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::from_jiff(jiff::Timestamp::now()),
            Clock::Manual(micros) => Timestamp::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock on; the machine's own goes by itself.
    pub fn advance(&self, by: Span) {
        if let Clock::Manual(micros) = self {
            micros.fetch_add(by.micros(), Ordering::SeqCst);
        }
    }
}
