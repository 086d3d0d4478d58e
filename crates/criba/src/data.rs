//! The commands that work on a data folder, beside a running server too.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use import::columns::mapping::Mapping;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::imports::Plan;
use runtime::office::{Request, What, Written, ask};
use runtime::writer::Limits;
use serde_json::Value;
use store::folder::Folder;

use crate::command::{self, Exported, KeyCommand, KeyKind, Shape, UserCommand, WorkspaceCommand};
use crate::output::Output;

/// Has a request done: by the server that owns the folder, or here.
fn done(data: &Path, request: Request, bytes: &[u8], output: &Output) -> anyhow::Result<Value> {
    let bar = output.is_watched().then(|| indicatif::ProgressBar::new(0));
    let mut progress = |done: usize, all: usize| {
        if let Some(bar) = &bar {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    };
    let answer = match ask(data, &request, bytes, &mut progress)? {
        Some(answer) => answer,
        None => {
            let criba = Criba::open(data, Clock::System, Limits::default())?;
            criba.serve_request(request, bytes, &mut progress)?
        }
    };
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Ok(answer)
}

fn text<'a>(answer: &'a Value, key: &str) -> &'a str {
    answer.get(key).and_then(Value::as_str).unwrap_or_default()
}

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
            let agreement =
                match agreement {
                    None => None,
                    Some(file) => Some(fs::read_to_string(&file).with_context(|| {
                        format!("could not read the agreement {}", file.display())
                    })?),
                };
            let answer =
                done(data, Request::WorkspaceAdd { name, country, agreement }, &[], output)?;
            output.result(&format!("{}\n", text(&answer, "workspace")))?;
        }
        WorkspaceCommand::List { format } => {
            let answer = done(data, Request::WorkspaceList, &[], output)?;
            match format {
                Shape::Json => output.result(&format!("{answer}\n"))?,
                Shape::Table => {
                    for row in
                        answer.get("workspaces").and_then(Value::as_array).into_iter().flatten()
                    {
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
            done(data, request, &[], output)?;
            output.result(&format!("{email}\n"))?;
        }
        UserCommand::Passwd { email, password_stdin: _ } => {
            let password = password()?;
            done(data, Request::UserPasswd { email: email.clone(), password }, &[], output)?;
            output.tell(&format!("{email} has another password and is signed out everywhere"));
        }
    }
    Ok(output.finish()?)
}

/// The first line of standard input.
fn password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .take(PASSWORD_BYTES_MAX)
        .read_to_string(&mut text)
        .context("could not read the password from standard input")?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
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
    let KeyCommand::Add { workspace, kind, name } = command;
    let kind = match kind {
        KeyKind::Source => "source",
        KeyKind::Api => "api",
    };
    let request = Request::KeyAdd { workspace, kind: kind.to_owned(), name };
    let answer = done(data, request, &[], output)?;
    output.result(&format!("{}\n", text(&answer, "key")))?;
    Ok(output.finish()?)
}

/// `criba import`.
///
/// # Errors
///
/// The list cannot be read or brought in.
pub(crate) fn import(
    data: &Path,
    args: &command::Import,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let bytes = fs::read(&args.file)
        .with_context(|| format!("could not open the list {}", args.file.display()))?;
    let columns: BTreeMap<String, String> = match &args.map {
        None => BTreeMap::new(),
        Some(file) => {
            let text = fs::read_to_string(file)
                .with_context(|| format!("could not read the mapping {}", file.display()))?;
            Mapping::parse(&text)?.entries().iter().cloned().collect()
        }
    };
    let file_name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let plan = Plan {
        name: args.source.clone().or(file_name).unwrap_or_default(),
        part: args.sheet.clone(),
        columns,
        event: args.event.clone(),
        is_known_at_date: args.known_at_date,
        ..Plan::default()
    };
    let request =
        Request::Import { workspace: args.workspace.clone(), plan, is_dry_run: args.dry_run };
    let answer = done(data, request, &bytes, output)?;
    match args.format {
        Shape::Json => output.result(&format!("{answer}\n"))?,
        Shape::Table => {
            let count = |key: &str| {
                answer
                    .pointer(&format!("/counts/{key}"))
                    .and_then(Value::as_u64)
                    .unwrap_or_default()
            };
            output.result(&format!(
                "{} rows: {} new, {} updated, {} unchanged, {} joined to another row, {} rejected\n",
                count("rows"),
                count("new"),
                count("updated"),
                count("unchanged"),
                count("joined"),
                count("rejected"),
            ))?;
            for row in answer.get("rejected").and_then(Value::as_array).into_iter().flatten() {
                let number = row.get("row").and_then(Value::as_u64).unwrap_or_default();
                let because = row.pointer("/because/1").and_then(Value::as_str).unwrap_or_default();
                output.result(&format!("row {number}: {because}\n"))?;
            }
        }
    }
    Ok(output.finish()?)
}

/// `criba export`.
///
/// # Errors
///
/// The workspace cannot be read.
pub(crate) fn export(
    data: &Path,
    args: &command::Export,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let what = match args.what {
        Exported::Contacts => What::Contacts,
        Exported::Events => What::Events,
        Exported::Handoffs => What::Handoffs,
        Exported::Ledger => What::Ledger,
    };
    let written = match args.format {
        command::Written::Csv => Written::Csv,
        command::Written::Json => Written::Json,
    };
    let request = Request::Export { workspace: args.workspace.clone(), what, written };
    let answer = done(data, request, &[], output)?;
    output.result(text(&answer, "text"))?;
    Ok(output.finish()?)
}

/// `criba doctor`: exit 1 where something is not as it should be.
///
/// # Errors
///
/// The folder cannot be read.
pub(crate) fn doctor(data: &Path, format: Shape, output: &mut Output) -> anyhow::Result<ExitCode> {
    let answer = done(data, Request::Doctor, &[], output)?;
    let rows: Vec<&Value> =
        answer.get("workspaces").and_then(Value::as_array).into_iter().flatten().collect();
    let problems = |row: &Value| row.get("problems").and_then(Value::as_array).map_or(0, Vec::len);
    let is_well = rows.iter().all(|row| problems(row) == 0);
    if format == Shape::Json {
        output.result(&format!("{answer}\n"))?;
    } else {
        for row in &rows {
            let count = |key: &str| row.get(key).and_then(Value::as_u64).unwrap_or_default();
            let verdict = match problems(row) {
                0 => "each is what its events come to".to_owned(),
                problems => format!("{problems} problems"),
            };
            let line = format!(
                "{}: {} contacts, {} events, {verdict}\n",
                text(row, "name"),
                count("contacts"),
                count("events")
            );
            output.result(&line)?;
            for problem in row.get("problems").and_then(Value::as_array).into_iter().flatten() {
                output.result(&format!("  {}\n", problem.as_str().unwrap_or_default()))?;
            }
        }
    }
    output.finish()?;
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `criba backup`.
///
/// # Errors
///
/// The new folder cannot be written.
pub(crate) fn backup(data: &Path, dest: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    // The server has another working folder.
    let to = std::path::absolute(dest)?;
    let answer = done(data, Request::Backup { to }, &[], output)?;
    let count = answer.get("workspaces").and_then(Value::as_u64).unwrap_or_default();
    output.result(&format!("{}: {count} workspaces\n", dest.display()))?;
    Ok(output.finish()?)
}

/// `criba restore`: a backup in place of an empty data folder.
///
/// # Errors
///
/// The folder holds something, or the backup is not whole.
pub(crate) fn restore(data: &Path, src: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    if !src.join("criba.db").try_exists()? {
        bail!("{} is no backup: it has no criba.db", src.display());
    }
    let folder = Folder::take(data)?;
    if folder.house().try_exists()? {
        bail!("{} holds data already; move it away first, nothing was restored", data.display());
    }
    let mut count = 0;
    for entry in fs::read_dir(src.join("workspaces"))? {
        let entry = entry?;
        let to = data.join("workspaces").join(entry.file_name());
        fs::copy(entry.path(), &to)
            .with_context(|| format!("could not restore {}", entry.path().display()))?;
        count += 1;
    }
    // Last: a folder without it is an empty one, and may be restored again.
    fs::copy(src.join("criba.db"), folder.house()).context("could not restore criba.db")?;
    drop(folder);
    output.result(&format!("{}: {count} workspaces\n", data.display()))?;
    doctor(data, Shape::Table, output)
}

/// `criba migrate`: opening every database brings it up to this release.
///
/// # Errors
///
/// A database was written by a newer release.
pub(crate) fn migrate(data: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    let criba = Criba::open(data, Clock::System, Limits::default())?;
    let rows = criba.house().workspaces()?;
    for row in &rows {
        criba.workspace(row.id)?;
    }
    output.result(&format!("{}: {} workspaces, up to date\n", data.display(), rows.len()))?;
    Ok(output.finish()?)
}
