//! Figures that take a while to count and change slowly: each is counted at most once an hour.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine::time::{Span, Timestamp};

use crate::error::RuntimeError;

/// Figures by what they are of, each with when it was counted.
#[derive(Debug)]
pub(crate) struct Hourly<K, V> {
    counted: Mutex<BTreeMap<K, (Timestamp, Arc<V>)>>,
}

impl<K, V> Default for Hourly<K, V> {
    fn default() -> Hourly<K, V> {
        Hourly { counted: Mutex::default() }
    }
}

/// How long a figure stands.
const STANDS: Span = Span::HOUR;

impl<K: Ord, V> Hourly<K, V> {
    /// The figure as it was counted within the last hour, or as it is now. Who asks meanwhile waits
    /// for the one count.
    pub(crate) fn of(
        &self,
        key: K,
        now: Timestamp,
        count: impl FnOnce() -> Result<V, RuntimeError>,
    ) -> Result<Arc<V>, RuntimeError> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.retain(|_, (at, _)| now - *at < STANDS);
        if let Some((_, figure)) = counted.get(&key) {
            return Ok(Arc::clone(figure));
        }
        let figure = Arc::new(count()?);
        counted.insert(key, (now, Arc::clone(&figure)));
        Ok(figure)
    }

    /// Has every figure counted again when it is asked for next.
    pub(crate) fn forget(&self) {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
