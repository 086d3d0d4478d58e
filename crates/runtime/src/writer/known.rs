//! Who is known on which browsers, of those that were used lately: most of what somebody does on
//! theirs says nothing new of it, and the browser's card need not be read for that.

use std::collections::HashMap;

use engine::time::Timestamp;
use store::ids::ContactId;

/// Browsers that are remembered; beyond, it begins anew.
const BROWSERS_MAX: usize = 262_144;

/// For each browser, who was known on it last, and since when.
#[derive(Debug, Default)]
pub(super) struct Known {
    last: HashMap<String, (ContactId, Timestamp)>,
}

impl Known {
    /// Whether it is known that somebody was known on a browser at a moment, and nobody after them.
    pub(super) fn is_theirs(&self, browser: &str, who: ContactId, at: Timestamp) -> bool {
        self.last.get(browser).is_some_and(|(last, since)| *last == who && *since <= at)
    }

    /// Remembers who was known on a browser last, and since when; `None` where it is nobody's.
    pub(super) fn remember(&mut self, browser: &str, last: Option<(Timestamp, ContactId)>) {
        let Some((since, who)) = last else { return self.forget(browser) };
        if self.last.len() >= BROWSERS_MAX {
            self.forget_all();
        }
        self.last.insert(browser.to_owned(), (who, since));
    }

    /// Forgets a browser of which something changed.
    pub(super) fn forget(&mut self, browser: &str) {
        self.last.remove(browser);
    }

    /// Forgets all of them.
    pub(super) fn forget_all(&mut self) {
        self.last = HashMap::new();
    }
}
