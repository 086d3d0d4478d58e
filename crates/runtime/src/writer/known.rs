//! Who is known on which browsers, of those that were used lately: most of what somebody does on
//! theirs says nothing new of it, and the browser's card need not be read for that.

use engine::time::Timestamp;
use store::ids::ContactId;

use super::lately::{Lately, Seeds, Short};

/// Browsers that are remembered.
const BROWSERS: usize = 400_000;

/// For each browser, who was known on it last, and since when.
#[derive(Debug)]
pub(super) struct Known {
    seeds: Seeds,
    last: Lately<Short, (ContactId, Timestamp)>,
}

impl Default for Known {
    fn default() -> Known {
        Known { seeds: Seeds::default(), last: Lately::of(BROWSERS) }
    }
}

impl Known {
    /// Whether it is known that somebody was known on a browser at a moment, and nobody after them.
    pub(super) fn is_theirs(&mut self, browser: &str, who: ContactId, at: Timestamp) -> bool {
        let last = self.last.get(self.seeds.short(browser));
        last.is_some_and(|(last, since)| *last == who && *since <= at)
    }

    /// Remembers who was known on a browser last, and since when; `None` where it is nobody's.
    pub(super) fn remember(&mut self, browser: &str, last: Option<(Timestamp, ContactId)>) {
        match last {
            Some((since, who)) => self.last.insert(self.seeds.short(browser), (who, since)),
            None => self.forget(browser),
        }
    }

    /// Forgets a browser of which something changed.
    pub(super) fn forget(&mut self, browser: &str) {
        self.last.remove(&self.seeds.short(browser));
    }

    /// Forgets all of them.
    pub(super) fn forget_all(&mut self) {
        self.last.clear();
    }
}
