//! What made a move that no clause made: something that was logged, or a deed that was undone.

use std::collections::BTreeMap;

use engine::event::Act;
use store::workspace::rows::{EventRow, MoveRow};

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What made a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The event.
    pub row: EventRow,
    /// What it took back, where it was an undoing.
    pub undone: Option<EventRow>,
}

/// Moves whose causes are looked up; of a longer history, those of the latest.
const MOVES_MAX: usize = 200;

impl Workspace {
    /// What made each of the moves that cite no clause, by the event's place in the log.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn causes<'a>(
        &self,
        moves: impl DoubleEndedIterator<Item = &'a MoveRow>,
    ) -> Result<BTreeMap<u64, Cause>, RuntimeError> {
        let uncited = moves.rev().filter(|row| row.moved.clause.is_none());
        let positions: Vec<u64> = uncited.map(|row| row.position).take(MOVES_MAX).collect();
        self.read(|read| {
            let mut causes = BTreeMap::new();
            for position in positions {
                let Some(row) = read.event(position)? else { continue };
                let undone = match &row.event.act {
                    Act::Voided { position, .. } => read.event(*position)?,
                    _ => None,
                };
                causes.insert(position, Cause { row, undone });
            }
            Ok(causes)
        })
    }
}
