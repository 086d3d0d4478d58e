//! `criba source`.

use std::path::Path;
use std::process::ExitCode;

use engine::said::Said;
use runtime::office::{Request, WithPast};
use serde_json::Value;

use super::{done, number, rows, text};
use crate::command::{Shape, SourceCommand};
use crate::output::Output;
use crate::said::spoken;

/// `criba source …`.
///
/// # Errors
///
/// The work failed.
pub(crate) fn source(
    data: &Path,
    command: SourceCommand,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    match command {
        SourceCommand::Add {
            kind,
            workspace,
            name,
            secret,
            verify_token,
            thanks,
            token,
            graph,
        } => {
            let request = Request::SourceAdd {
                workspace,
                kind,
                name,
                secret,
                verify_token,
                thanks,
                token,
                graph,
            };
            let answer = done(data, &request, output)?;
            output.result(&format!("{}\n", text(&answer, "path")))?;
            // What was made is shown this once; what was given is known to who gave it.
            for key in ["secret", "verify_token"] {
                let made = text(&answer, key);
                if !made.is_empty() {
                    output.result(&format!("{}: {made}\n", key.replace('_', "-")))?;
                }
            }
        }
        SourceCommand::List { format } => {
            let answer = done(data, &Request::SourceList, output)?;
            match format {
                Shape::Json => output.result(&format!("{answer}\n"))?,
                Shape::Table => {
                    for row in rows(&answer, "sources") {
                        output.result(&line(row))?;
                    }
                }
            }
        }
        SourceCommand::Token { name, token, graph } => {
            done(data, &Request::SourceToken { name, token, graph }, output)?;
        }
        SourceCommand::Replay { name } => {
            let answer = done(data, &Request::SourceReplay { name }, output)?;
            output.result(&format!("{answer}\n"))?;
        }
        SourceCommand::Reread { name, apply, undo } => {
            let what = match (apply, undo) {
                (true, _) => WithPast::Apply,
                (_, true) => WithPast::Undo,
                _ => WithPast::Look,
            };
            let answer = done(data, &Request::SourcePast { name, what }, output)?;
            output.result(&format!("{answer}\n"))?;
        }
        SourceCommand::Rotate { name, secret, hours } => {
            let answer = done(data, &Request::SourceRotate { name, secret, hours }, output)?;
            for key in ["secret", "previous_until"] {
                let said = text(&answer, key);
                if !said.is_empty() {
                    output.result(&format!("{}: {said}\n", key.replace('_', "-")))?;
                }
            }
        }
        SourceCommand::Disable { name } => {
            done(data, &Request::SourceTurn { name, is_on: false }, output)?;
        }
        SourceCommand::Enable { name } => {
            done(data, &Request::SourceTurn { name, is_on: true }, output)?;
        }
    }
    Ok(output.finish()?)
}

fn line(row: &Value) -> String {
    let (path, kind) = (text(row, "path"), text(row, "kind"));
    let (workspace, waiting) = (text(row, "workspace_name"), number(row, "waiting"));
    let waits = match waiting {
        0 => String::new(),
        _ => spoken(Said::new(format!("  {waiting} en espera"), format!("  {waiting} waiting"))),
    };
    let problem = match said(row) {
        Some(said) => format!(": {}", spoken(said)),
        None => String::new(),
    };
    let off = match text(row, "disabled_at") {
        "" => String::new(),
        _ => spoken(Said::new("  desactivada", "  disabled")),
    };
    format!("{path}  {kind}  {workspace}{waits}{off}{problem}\n")
}

/// What went wrong with asking its provider, where something did.
fn said(row: &Value) -> Option<Said> {
    serde_json::from_value(row.get("problem_said")?.clone()).ok()
}
