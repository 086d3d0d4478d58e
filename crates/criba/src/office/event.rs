//! `criba event`.

use std::path::Path;
use std::process::ExitCode;

use engine::said::Said;
use runtime::office::Request;
use serde_json::Value;

use super::{done, rows, text};
use crate::command::{EventCommand, Shape};
use crate::output::Output;
use crate::said::spoken;

/// `criba event …`.
///
/// # Errors
///
/// The work failed.
pub(crate) fn event(
    data: &Path,
    command: EventCommand,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let (request, format) = match command {
        EventCommand::Machines { workspace, top, format } => {
            (Request::EventMachines { workspace, top }, format)
        }
        EventCommand::Judge { event, workspace, was, format } => {
            let was = was.id().to_owned();
            (Request::EventJudge { workspace, event, was }, format)
        }
    };
    let answer = done(data, &request, output)?;
    if format == Shape::Json {
        output.result(&format!("{answer}\n"))?;
        return Ok(output.finish()?);
    }
    for row in rows(&answer, "events") {
        let (event, at, name) = (text(row, "id"), text(row, "at"), text(row, "name"));
        let (because, contact) = (text(row, "because"), text(row, "contact"));
        output.result(&format!("{event}  {at}  {name}  {because}  {contact}\n"))?;
    }
    for row in rows(&answer, "contacts") {
        output.result(&touched(row))?;
    }
    Ok(output.finish()?)
}

/// What became of a contact, and the stages that it was moved to.
fn touched(row: &Value) -> String {
    let points = |key: &str| row.get(key).and_then(Value::as_i64).unwrap_or_default();
    let (before, after) = (points("before"), points("after"));
    let points = spoken(Said::new(
        format!("de {before} a {after} puntos"),
        format!("from {before} to {after} points"),
    ));
    let moves = rows(row, "moves").map(|moved| format!("  → {}", text(moved, "to")));
    format!("{}  {points}{}\n", text(row, "contact"), moves.collect::<String>())
}
