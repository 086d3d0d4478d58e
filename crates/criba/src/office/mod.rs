//! The commands that work on a data folder: each asks the server that owns it, or does the same here.

mod care;
mod house;
mod lists;

use std::path::Path;

use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::office::{Request, ask};
use runtime::writer::Limits;
use serde_json::Value;

pub(crate) use care::{backup, doctor, migrate, restore};
pub(crate) use house::{key, user, workspace};
pub(crate) use lists::{export, import};

use crate::output::Output;
use crate::progress::Counted;

/// Has a request done that takes no time worth telling.
fn done(data: &Path, request: &Request, output: &mut Output) -> anyhow::Result<Value> {
    done_with(data, request, &[], "", output)
}

/// Has a request done, with what comes behind it; `what` names the work to who waits.
fn done_with(
    data: &Path,
    request: &Request,
    bytes: &[u8],
    what: &'static str,
    output: &mut Output,
) -> anyhow::Result<Value> {
    let mut counted = Counted::start(what, output);
    let mut progress = |done: usize, all: usize| counted.count(done, all);
    if let Some(answer) = ask(data, request, bytes, &mut progress)? {
        return Ok(answer);
    }
    let criba = Criba::open(data, Clock::System, Limits::default())?;
    Ok(criba.serve_request(request.clone(), bytes, &mut progress)?)
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
