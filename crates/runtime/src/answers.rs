//! The same call twice is answered the same and does nothing twice.
//!
//! A program sends a key of its own with what changes something. Before the work begins the key is
//! kept with what was asked for; the answer is kept behind it. Where the process ends between the
//! two, the same call does the work again, which tells the log nothing new: its deeds have ids that
//! are made of the key.

use std::sync::{Arc, PoisonError};

use store::ids::BatchId;
use store::workspace::answers::AnswerRow;

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What is known of a call by its key.
#[derive(Debug)]
pub enum Under {
    /// Nothing: the work is to be done.
    New(Claim),
    /// It was answered before, with this status and body.
    Again(u16, String),
    /// The key came before with another call.
    Other,
    /// It is being done at this moment.
    Running,
}

/// The right to do the work of a call; given up when it is dropped.
#[derive(Debug)]
pub struct Claim {
    workspace: Arc<Workspace>,
    row: AnswerRow,
}

impl Workspace {
    /// Looks up a call by who makes it and its key; `request` is a digest of what is asked for.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take it.
    pub fn claim(
        self: &Arc<Workspace>,
        caller: &str,
        key: &str,
        request: &[u8],
    ) -> Result<Under, RuntimeError> {
        let name = (caller.to_owned(), key.to_owned());
        // Taken before it is looked up: of two calls at once, one does the work.
        if !self.answering.lock().unwrap_or_else(PoisonError::into_inner).insert(name) {
            return Ok(Under::Running);
        }
        let row = AnswerRow {
            caller: caller.to_owned(),
            key: key.to_owned(),
            request: request.to_vec(),
            made_at: self.now(),
            answer: None,
        };
        let mut claim = Claim { workspace: Arc::clone(self), row };
        let known = self.read(|read| Ok(read.answer(caller, key)?))?;
        match known {
            Some(known) if known.request != request => Ok(Under::Other),
            Some(AnswerRow { answer: Some((status, body)), .. }) => Ok(Under::Again(status, body)),
            // Begun before the process ended: what was done of it is found again.
            Some(known) => {
                claim.row.made_at = known.made_at;
                Ok(Under::New(claim))
            }
            None => {
                self.writer.save_answer(claim.row.clone()).wait()?;
                Ok(Under::New(claim))
            }
        }
    }
}

impl Claim {
    /// What the work is told to be known by in the log and among the lists: the same when it is
    /// done again, and another once the key has been forgotten.
    #[must_use]
    pub fn name(&self) -> String {
        format!("api {} {} {}", self.row.caller, self.row.made_at, self.row.key)
    }

    /// The id of the list that the call brings.
    #[must_use]
    pub fn batch(&self) -> BatchId {
        BatchId::named(&self.name(), self.row.made_at)
    }

    /// Keeps what was answered.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn keep(mut self, status: u16, body: &str) -> Result<(), RuntimeError> {
        self.row.answer = Some((status, body.to_owned()));
        self.workspace.writer.save_answer(self.row.clone()).wait()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let name = (std::mem::take(&mut self.row.caller), std::mem::take(&mut self.row.key));
        self.workspace.answering.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
    }
}
