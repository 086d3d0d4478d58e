//! Events that are sent: one by itself, or several together.
//!
//! The body is read whole before anything is refused, so that a client that is still sending gets
//! to see the answer. A faulty event among several is left out and the rest taken; nothing is
//! answered before it is on disk.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use engine::time::Timestamp;
use runtime::contents::About;
use runtime::writer::{Became, Intake};
use serde_json::Value as Json;

use super::event::{self, Call, Connection, Kind, LeftOut};
use super::json::{Object, object, text};
use super::refusal::{Refusal, Taken};
use super::robots::Connected;
use super::settings;
use super::source::{Source, key_of};
use crate::app::App;
use crate::machine::Machine;

/// Bytes of several events together, uncompressed.
const BATCH_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Events that are written in one transaction.
const EVENTS_A_TAKE: usize = 500;

/// One event, sent by itself.
///
/// # Errors
///
/// Why it was not taken.
pub(super) async fn one(app: &App, kind: Kind, request: Request) -> Taken {
    let (mut parts, body) = request.into_parts();
    let received = app.criba().clock().now();
    let came = app.ingest().room.read(&parts.headers, body, event::BYTES_MAX).await?;
    let pass = app.ingest().gate.enter(came.len(), app.criba().clock().now())?;
    let keyed = keyed(app, &parts.headers).await?;
    let event = object(&came.plain(event::BYTES_MAX)?)?;
    let source = match keyed {
        Some(source) => source,
        None => Source::with_key(app, key_within(&event, &parts)?).await?,
    };
    let own_host = match is_a_browsers(&parts.headers) {
        true => settings::address(&app.settings().base_url, &parts.headers),
        false => None,
    };
    let own_host = own_host.map(|(_, host)| host);
    let connection = match is_a_browsers(&parts.headers) {
        true => Some(connection(app, &mut parts).await),
        false => None,
    };
    let call = Call {
        source: &source,
        received,
        sent: None,
        context: Object::new(),
        connection,
        is_history: false,
        own_host,
    };
    let intakes = event::intakes(Json::Object(event), Some(kind), &call);
    if let Err(why) = &intakes {
        source.workspace.count_left_out(&source.name, 1, why.id());
    }
    match intakes {
        Ok(intakes) => {
            take(&source, intakes).await?;
            pass.answered(app.criba().clock().now());
        }
        Err(LeftOut::Nobody | LeftOut::Unknown) => {}
        Err(LeftOut::NoEvent) => return Err(Refusal::NoEvent),
        Err(LeftOut::TooLarge) => return Err(Refusal::TooLarge { bytes_max: event::BYTES_MAX }),
        Err(LeftOut::TooDeep) => return Err(Refusal::TooDeep),
    }
    Ok(success())
}

/// Several events together.
///
/// # Errors
///
/// Why none of them was taken.
pub(super) async fn several(app: &App, is_history: bool, request: Request) -> Taken {
    let (parts, body) = request.into_parts();
    let received = app.criba().clock().now();
    let came = app.ingest().room.read(&parts.headers, body, BATCH_BYTES_MAX).await?;
    let pass = app.ingest().gate.enter(came.len(), app.criba().clock().now())?;
    let keyed = keyed(app, &parts.headers).await?;
    // Closed by nobody: the server would have to have ended.
    let turn = app.ingest().batches.acquire().await.map_err(|_| Refusal::Busy)?;
    let batch = beside(move || object(&came.plain(BATCH_BYTES_MAX)?)).await?;
    let source = match keyed {
        Some(source) => source,
        None => Source::with_key(app, key_within(&batch, &parts)?).await?,
    };
    let told = source.clone();
    let intakes = beside(move || intakes(batch, &told, received, is_history)).await?;
    drop(turn);
    take(&source, intakes).await?;
    pass.answered(app.criba().clock().now());
    Ok(success())
}

fn intakes(
    mut batch: Object,
    source: &Source,
    received: Timestamp,
    is_history: bool,
) -> Taken<Vec<Intake>> {
    let Some(Json::Array(items)) = batch.remove("batch") else { return Err(Refusal::NoBatch) };
    let context = match batch.remove("context") {
        Some(context @ Json::Object(_)) if super::json::is_too_deep(&context) => Object::new(),
        Some(Json::Object(context)) => context,
        _ => Object::new(),
    };
    let sent = batch.remove("sentAt").filter(Json::is_string);
    let call =
        Call { source, received, sent, context, connection: None, is_history, own_host: None };
    let mut intakes: Vec<Intake> = Vec::with_capacity(items.len());
    let mut left_out: Vec<LeftOut> = Vec::new();
    for item in items {
        match event::intakes(item, None, &call) {
            Ok(told) => intakes.extend(told),
            Err(why) => left_out.push(why),
        }
    }
    if let Some(last) = left_out.last() {
        let count = left_out.len();
        tracing::warn!(source = %source.name, count, ?last, "events of a batch were left out");
        source.workspace.count_left_out(&source.name, count, last.id());
    }
    Ok(intakes)
}

/// `POST /v1/m`: what a client counts of itself, which nobody asked for.
pub(super) async fn discarded(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // Whatever comes is thrown away, and so is what is wrong with it.
    app.ingest().room.read(&parts.headers, body, event::BYTES_MAX).await.ok();
    success()
}

/// Has the writer take events, all of which are on disk when this ends.
///
/// The first of them are turned away where too much is waiting, and nothing is written; those
/// behind wait their turn, so that no client has to send again what was taken in part.
///
/// # Errors
///
/// They were not written.
pub(super) async fn take(source: &Source, intakes: Vec<Intake>) -> Taken<()> {
    let mut rest = intakes.into_iter();
    let mut first: Vec<Intake> = rest.by_ref().take(EVENTS_A_TAKE).collect();
    if first.is_empty() {
        return Ok(());
    }
    let abouts = source.workspace.know_contents(&mut first);
    note(source, abouts, &source.workspace.writer.take(first).answer().await?);
    loop {
        let mut some: Vec<Intake> = rest.by_ref().take(EVENTS_A_TAKE).collect();
        if some.is_empty() {
            return Ok(());
        }
        let workspace = Arc::clone(&source.workspace);
        let abouts = workspace.know_contents(&mut some);
        let taken = beside(move || Ok(workspace.writer.take_when_free(some).wait()?)).await?;
        note(source, abouts, &taken);
    }
}

/// Counts what came, and says in the log what has no place in the other one: a contact that has all
/// the events it can have.
fn note(source: &Source, abouts: Vec<About>, became: &[Became]) {
    source.workspace.count_contents(abouts, became);
    source.workspace.count_arrival(&source.name, became);
    let count = became.iter().filter(|became| matches!(became, Became::Nowhere)).count();
    if count > 0 {
        tracing::warn!(source = %source.name, count, "events had no contact to go to");
        source.workspace.count_left_out(&source.name, count, "nowhere");
    }
}

/// Runs what takes long or waits for the disk beside the threads that serve requests.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> Taken<T> + Send + 'static) -> Taken<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Refusal::Failed(format!("a batch was not read: {error}")))?
}

/// The source whose key stands in the head, which goes before any other.
async fn keyed(app: &App, headers: &HeaderMap) -> Taken<Option<Source>> {
    match key_of(headers) {
        Some(key) => Ok(Some(Source::with_key(app, key).await?)),
        None => Ok(None),
    }
}

/// The key within a body, or in its address.
fn key_within(body: &Object, parts: &Parts) -> Taken<String> {
    let asked = || {
        let query: Vec<(String, String)> =
            serde_html_form::from_str(parts.uri.query()?).unwrap_or_default();
        let key = query.into_iter().find(|(name, _)| name == "writeKey").map(|(_, key)| key);
        key.filter(|key| !key.is_empty())
    };
    text(body.get("writeKey")).or_else(asked).ok_or(Refusal::NoKey)
}

/// Whether a browser sends: it says from where, which no server's library does.
fn is_a_browsers(headers: &HeaderMap) -> bool {
    let site = HeaderName::from_static("sec-fetch-site");
    headers.contains_key(header::ORIGIN) || headers.contains_key(site)
}

/// The connection of a person's own program.
pub(super) async fn connection(app: &App, parts: &mut Parts) -> Connection {
    let address = match Machine::from_request_parts(parts, app).await {
        Ok(machine) => machine.address,
        Err(never) => match never {},
    };
    let looks = Connected::of(&parts.method, &parts.headers);
    Connection { address, looks }
}

/// What every client takes for done: one of them sends again on any other status of success.
fn success() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], r#"{"success":true}"#).into_response()
}
