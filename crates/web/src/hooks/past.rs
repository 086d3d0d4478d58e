//! What a source told, read again from what it came as, under what is said of it now.

use std::sync::Arc;

use engine::time::Timestamp;
use import::record::Reading;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::sources::{Kind, Mapped};
use runtime::writer::Intake;
use store::house::SourceRow;
use store::workspace::rows::EventRow;

use super::take::reading;
use super::told::Body;

/// What each event would be now, with what is consented to with it; nothing where it would be of
/// nobody, or cannot be read any more. Under the id that it has: it is the same event. Where nothing
/// says when it happened, it happened when it did.
///
/// # Errors
///
/// The workspace cannot be read.
pub fn reread(
    workspace: &Workspace,
    mapped: &Mapped,
    events: &[(EventRow, String)],
) -> Result<Vec<Vec<Intake>>, RuntimeError> {
    match mapped {
        Mapped::Fields(row) => fields(workspace, row, events),
        Mapped::Names { source, takes_outcomes } => {
            let names = workspace.second_names(source)?;
            let named = |(row, raw): &(EventRow, String)| {
                vec![crate::ingest::named(row, raw, &names, *takes_outcomes)]
            };
            Ok(events.iter().map(named).collect())
        }
    }
}

fn fields(
    workspace: &Workspace,
    source: &SourceRow,
    events: &[(EventRow, String)],
) -> Result<Vec<Vec<Intake>>, RuntimeError> {
    let Some(kind) = Kind::with_id(&source.kind) else { return Ok(Vec::new()) };
    let map = workspace.source_fields(&source.slug)?;
    let general = reading(workspace, workspace.now())?;
    let name: Arc<str> = source.slug.as_str().into();
    let read = events.iter().map(|(row, raw)| {
        let reading = Reading { at: row.event.at, ..general.clone() };
        // What is kept of a form is its fields as an object.
        let body = Body {
            raw: raw.as_bytes(),
            content_type: "application/json",
            reading: &reading,
            map: &map,
        };
        let mut told = super::read(kind, &body).told;
        let Some(mut one) = told.pop().filter(|_| told.is_empty()) else { return Vec::new() };
        one.message_id = row.event.message_id.to_string();
        one.intakes(&name, Timestamp::MAX)
    });
    Ok(read.collect())
}
