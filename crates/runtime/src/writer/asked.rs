//! An order on its way to the writer, and its answer on the way back.

use tokio::sync::oneshot;

use crate::error::RuntimeError;

/// An order on its way, to be awaited or waited for.
#[derive(Debug)]
#[must_use = "an order that nobody waits for may have failed"]
pub struct Asked<T> {
    pub(super) asked: oneshot::Receiver<Result<T, RuntimeError>>,
    pub(super) refused: Option<RuntimeError>,
}

impl<T> Asked<T> {
    /// Waits for the answer on this thread.
    ///
    /// # Errors
    ///
    /// The order could not be done; nothing of it was.
    pub fn wait(self) -> Result<T, RuntimeError> {
        match self.refused {
            Some(refused) => Err(refused),
            None => self.asked.blocking_recv().unwrap_or(Err(RuntimeError::Stopped)),
        }
    }

    /// Waits for the answer without holding a thread.
    ///
    /// # Errors
    ///
    /// The order could not be done; nothing of it was.
    pub async fn answer(self) -> Result<T, RuntimeError> {
        match self.refused {
            Some(refused) => Err(refused),
            None => self.asked.await.unwrap_or(Err(RuntimeError::Stopped)),
        }
    }
}
