//! The segments of the agreement in force, and how many each holds.

use store::workspace::screens::Filter;

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
        self.read(|read| {
            let all = agreement.document.segments.iter().map(|segment| {
                let (id, name) = (segment.id.clone(), segment.name.clone());
                let filter = Filter { segments: vec![id.clone()], ..Filter::default() };
                Ok(Segment { id, name, count: read.count(&filter)? })
            });
            all.collect()
        })
    }
}
