//! The commands that work on a data folder: each asks the server that owns it, or does the same here.

mod care;
mod event;
mod house;
mod lists;
mod source;

use std::path::Path;

use engine::said::Said;
use runtime::RuntimeError;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::office::{Request, ask};
use runtime::writer::Limits;
use serde_json::Value;

pub(crate) use care::{backup, doctor, migrate, restore};
pub(crate) use event::event;
pub(crate) use house::{key, user, workspace};
pub(crate) use lists::{export, import};
pub(crate) use source::source;

use crate::output::{Output, WrongWords};
use crate::progress::Counted;
use crate::said::failed;

/// Has a request done that takes no time worth telling.
fn done(data: &Path, request: &Request, output: &mut Output) -> anyhow::Result<Value> {
    done_with(data, request, &[], Said::new("", ""), output)
}

/// Has a request done, with what comes behind it; `what` names the work to who waits.
fn done_with(
    data: &Path,
    request: &Request,
    bytes: &[u8],
    what: Said,
    output: &mut Output,
) -> anyhow::Result<Value> {
    let mut counted = Counted::start(what, output);
    let mut progress = |done: usize, all: usize| counted.count(done, all);
    if let Some(answer) = ask(data, request, bytes, &mut progress).map_err(or_wrong_words)? {
        return Ok(answer);
    }
    if !makes_a_folder(request) {
        holds_data(data)?;
    }
    let criba = Criba::open(data, Clock::System, Limits::default())?;
    criba.reads_again_with(web::again);
    criba.rereads_with(web::reread);
    criba.serve_request(request.clone(), bytes, &mut progress).map_err(or_wrong_words)
}

/// Why a request was not done: the words of the command, where they do not fit what it brought.
fn or_wrong_words(error: RuntimeError) -> anyhow::Error {
    match error {
        RuntimeError::Misnamed(said) => WrongWords(said).into(),
        error => error.into(),
    }
}

/// Whether a request may be the first of its data folder.
fn makes_a_folder(request: &Request) -> bool {
    matches!(request, Request::WorkspaceAdd { .. } | Request::WorkspaceList)
}

/// A folder without data is probably another than was meant: nothing is made there, and nobody is
/// told that all is well with it.
fn holds_data(data: &Path) -> anyhow::Result<()> {
    if data.join("criba.db").try_exists()? {
        return Ok(());
    }
    let data = data.display();
    Err(failed(
        format!("en {data} no hay datos de Criba; hay que dar la carpeta con --data o CRIBA_DATA"),
        format!("there is no data of Criba in {data}; give the folder with --data or CRIBA_DATA"),
    ))
}

fn text<'a>(answer: &'a Value, key: &str) -> &'a str {
    answer.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn number(answer: &Value, key: &str) -> u64 {
    answer.get(key).and_then(Value::as_u64).unwrap_or_default()
}

fn rows<'a>(answer: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    answer.get(key).and_then(Value::as_array).into_iter().flatten()
}
