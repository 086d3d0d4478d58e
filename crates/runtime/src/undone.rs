//! Undoing what somebody did, by one of the events that tell of it.

use store::ids::ContactId;

use crate::acts::{By, key_of};
use crate::criba::Workspace;
use crate::error::RuntimeError;

impl Workspace {
    /// Undoes the act that the event at a place of the log tells of, with everything that was done
    /// under its key: the events that count no longer, and whose they are. What was undone before
    /// stays so.
    ///
    /// # Errors
    ///
    /// There is no such event, nobody did it (it came by itself, from a list or from a source), or
    /// the disk does not take it.
    pub fn undo_event(
        &self,
        position: u64,
        by: &By,
    ) -> Result<Vec<(u64, ContactId)>, RuntimeError> {
        let missing = || RuntimeError::missing("el acto", "act", position);
        let row = self.read(|read| Ok(read.event(position)?))?.ok_or_else(missing)?;
        let key = key_of(&row.event).ok_or_else(missing)?;
        if !self.done_under(key)?.is_empty() {
            self.undo(key, by)?;
        }
        self.undone_under(key)
    }
}
