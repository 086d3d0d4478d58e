//! What something that a provider sent is read as, without telling anybody: for who looks at what
//! became of it.

use import::record::Reading;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::sources::{FieldMap, Kind};
use serde_json::Value as Json;
use store::house::SourceRow;
use store::workspace::rows::EventRow;

use super::take::{map, reading};
use super::told::Body;
use crate::pieces::Becomes;

/// How a source is read today.
#[derive(Debug)]
pub(crate) struct Reader {
    kind: Kind,
    reading: Reading,
    /// What people say that its fields are.
    pub(crate) map: FieldMap,
}

impl Reader {
    /// The reader of a source, for an event of it; `None` for a source of a kind that is not known.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub(crate) fn of(
        workspace: &Workspace,
        source: &SourceRow,
        row: &EventRow,
    ) -> Result<Option<Reader>, RuntimeError> {
        let Some(kind) = Kind::with_id(&source.kind) else { return Ok(None) };
        // Where nothing says when it happened, it happened when it did.
        let reading = Reading { at: row.event.at, ..reading(workspace, row.event.at)? };
        Ok(Some(Reader { kind, reading, map: map(workspace, kind, source)? }))
    }

    /// What it is read as; nothing where it would be of nobody, or is several things.
    pub(crate) fn becomes(&self, came: &Json) -> Option<Becomes> {
        let raw = came.to_string();
        let body = Body {
            raw: raw.as_bytes(),
            // What is kept of a form is its fields as an object.
            content_type: "application/json",
            reading: &self.reading,
            map: &self.map,
        };
        let mut told = super::read(self.kind, &body).told;
        let one = told.pop().filter(|_| told.is_empty())?;
        let ids = [("user_id", one.keys.user_id), ("anonymous_id", one.keys.anonymous_id)];
        Some(Becomes {
            act: Some(one.act),
            at: one.at,
            keys: ids.into_iter().filter_map(|(kind, id)| Some((kind, id?))).collect(),
            facts: one.facts,
            consents: one.consents,
        })
    }
}
