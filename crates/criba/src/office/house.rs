//! `criba workspace`, `criba user`, `criba key`.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use engine::said::Said;
use runtime::office::Request;

use super::{done, rows, text};
use crate::command::{KeyCommand, KeyKind, Shape, UserCommand, WorkspaceCommand};
use crate::output::{Output, WrongWords};
use crate::said::{Attempt, spoken, unread};

/// `criba workspace …`.
///
/// # Errors
///
/// The work failed.
pub(crate) fn workspace(
    data: &Path,
    command: WorkspaceCommand,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    match command {
        WorkspaceCommand::Add { name, country, agreement } => {
            let agreement = match agreement {
                None => None,
                Some(file) => Some(
                    fs::read_to_string(&file)
                        .attempted(|| unread("el acuerdo", "the agreement", &file))?,
                ),
            };
            let answer = done(data, &Request::WorkspaceAdd { name, country, agreement }, output)?;
            output.result(&format!("{}\n", text(&answer, "workspace")))?;
        }
        WorkspaceCommand::List { format } => {
            let answer = done(data, &Request::WorkspaceList, output)?;
            match format {
                Shape::Json => output.result(&format!("{answer}\n"))?,
                Shape::Table => {
                    for row in rows(&answer, "workspaces") {
                        let line = format!(
                            "{}  {}  {}\n",
                            text(row, "workspace"),
                            text(row, "country"),
                            text(row, "name")
                        );
                        output.result(&line)?;
                    }
                }
            }
        }
    }
    Ok(output.finish()?)
}

/// `criba user …`.
///
/// # Errors
///
/// The work failed.
pub(crate) fn user(
    data: &Path,
    command: UserCommand,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Add { email, workspace, name, can, password_stdin: _ } => {
            let password = password()?;
            let request = Request::UserAdd { workspace, email: email.clone(), name, can, password };
            done(data, &request, output)?;
            output.result(&format!("{email}\n"))?;
        }
        UserCommand::Passwd { email, password_stdin: _ } => {
            let password = password()?;
            done(data, &Request::UserPasswd { email: email.clone(), password }, output)?;
            output.tell(&spoken(Said::new(
                format!("{email} tiene otra contraseña y ninguna sesión abierta"),
                format!("{email} has another password and is signed out everywhere"),
            )));
        }
    }
    Ok(output.finish()?)
}

/// The first line of standard input.
fn password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().take(PASSWORD_BYTES_MAX).read_to_string(&mut text).attempted(|| {
        Said::new(
            "no se pudo leer la contraseña de la entrada estándar",
            "could not read the password from standard input",
        )
    })?;
    let password = text.lines().next().unwrap_or_default();
    // What was typed is wrong, whatever there is to do with it.
    runtime::people::check_password(password).map_err(|error| WrongWords(error.said()))?;
    Ok(password.to_owned())
}

const PASSWORD_BYTES_MAX: u64 = 4_096;

/// `criba key …`.
///
/// # Errors
///
/// The work failed.
pub(crate) fn key(
    data: &Path,
    command: KeyCommand,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let KeyCommand::Add { workspace, kind, name, can, public } = command;
    // What is said of another kind of key than is made would be left out in silence.
    let is_misplaced = can.is_some() && kind != KeyKind::Api || public && kind != KeyKind::Source;
    if is_misplaced {
        return Err(WrongWords(Said::new(
            "--can es de las claves de la API (--kind api) y --public de las de una fuente (--kind source)",
            "--can is for keys of the API (--kind api) and --public for those of a source (--kind source)",
        ))
        .into());
    }
    let kind = match kind {
        KeyKind::Source => "source",
        KeyKind::Api => "api",
        KeyKind::Metrics => "metrics",
    };
    let request =
        Request::KeyAdd { workspace, kind: kind.to_owned(), name, can, is_public: public };
    let answer = done(data, &request, output)?;
    output.result(&format!("{}\n", text(&answer, "key")))?;
    Ok(output.finish()?)
}
