//! Events that tests of what is kept of a contact tell.

use std::sync::Arc;

use crate::event::{Act, Event, Fact};

/// What happened at a moment and was known at once; its place in the log names its message.
pub(super) fn told(position: u64, at: &str, act: Act, facts: Vec<Fact>) -> Event {
    let at = at.parse().unwrap();
    Event {
        position,
        at,
        known_at: at,
        source: Arc::from("test"),
        message_id: Arc::from(position.to_string()),
        act,
        facts,
    }
}
