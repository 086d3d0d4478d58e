//! The segments of the agreement in force, and how many each holds.

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// A segment of the agreement in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its id, by which lists are filtered.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How many contacts are in it.
    pub count: u64,
}

impl Workspace {
    /// The segments of the agreement in force, in its order.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn segments(&self) -> Result<Vec<Segment>, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let counts = self.read(|read| Ok(read.count_segments()?))?;
        let all = agreement.document.segments.iter().map(|segment| {
            let holding =
                counts.iter().filter(|(ids, _)| ids.split(',').any(|id| id == segment.id));
            Segment {
                id: segment.id.clone(),
                name: segment.name.clone(),
                count: holding.map(|(_, count)| count).sum(),
            }
        });
        Ok(all.collect())
    }
}
