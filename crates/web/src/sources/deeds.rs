//! What people do with a source: what it is called, whether it is taken, what waits of it, and
//! taking it away.

use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::post;
use runtime::sources::About;
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;
use serde_json::Value;

use super::shown::{Given, made_now};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can};

pub(super) fn routes(table: &mut Table) {
    table.post("/fuentes/{source}", post(say));
    table.post("/fuentes/{source}/estado", post(turn));
    table.post("/fuentes/{source}/cuarentena", post(replay));
    table.post("/fuentes/{source}/quitar", post(remove));
}

/// `POST /fuentes/{source}`: what it is called, and who looks after it.
async fn say(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(about): Posted<Said>,
) -> PageResult {
    let members = seat.members().await?;
    let owner = about.owner.trim().to_owned();
    if !owner.is_empty() && members.iter().all(|member| member.person.email != owner) {
        return Err(PageError::NotFound);
    }
    let name = source.clone();
    seat.ask_house(move |criba, id| {
        criba.source_seen(id, &name)?;
        let about = About { name: about.name, owner };
        criba.workspace(id)?.say_of_source(&name, about)
    })
    .await?;
    Ok(see_other(&format!("{}?hecho=saved", super::at(&source))))
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    name: String,
    #[serde(default)]
    owner: String,
}

#[derive(Deserialize)]
struct Turned {
    #[serde(default)]
    on: String,
}

/// `POST /fuentes/{source}/estado`: nothing more is taken of it, or it is taken again.
async fn turn(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<Turned>,
) -> PageResult {
    let is_on = !form.on.is_empty();
    let (name, by) = (source.clone(), seat.email().to_owned());
    seat.ask_house(move |criba, id| {
        criba.source_of(id, &name)?;
        criba.turn_source(&name, is_on)?;
        let what = if is_on { SourceChange::TurnedOn } else { SourceChange::TurnedOff };
        criba.record_change(id, &by, &Change::Source { name, what })
    })
    .await?;
    let done = if is_on { "on" } else { "off" };
    Ok(see_other(&format!("{}?hecho={done}", super::at(&source))))
}

#[derive(Deserialize)]
struct Replayed {
    uno: Option<i64>,
    #[serde(default)]
    borrar: String,
}

/// `POST /fuentes/{source}/cuarentena`: reads again what waits, all or one, or throws one away.
async fn replay(
    seat: Can<Administer>,
    Path(source): Path<String>,
    parts: Parts,
    Posted(form): Posted<Replayed>,
) -> PageResult<Response> {
    let name = source.clone();
    if let (Some(one), false) = (form.uno, form.borrar.is_empty()) {
        seat.ask_house(move |criba, id| {
            let row = criba.source_of(id, &name)?;
            Ok(criba.house().forget_kept_of(row.id, one)?)
        })
        .await?;
        return Ok(see_other(&format!("{}?hecho=discarded", super::at(&source))));
    }
    let read = seat
        .ask_house(move |criba, id| {
            criba.source_of(id, &name)?;
            criba.read_again(&name, form.uno)
        })
        .await?;
    let w = &seat.words;
    let count = |part: &Value, name: &str| part.get(name).and_then(Value::as_u64).unwrap_or(0);
    let told = read.get("told").cloned().unwrap_or_default();
    let (taken, kept) = (count(&told, "taken") + count(&told, "known"), count(&told, "kept"));
    let said = [("taken", w.number(taken)), ("kept", w.number(kept))];
    let notice = Some((taken == 0 && kept > 0, w.with("source-replayed", &said)));
    made_now(&seat, &parts, &source, Given { notice, ..Given::default() }).await
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /fuentes/{source}/quitar`: takes it away; confirmed on the page.
async fn remove(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let by = seat.email().to_owned();
    seat.ask_house(move |criba, id| {
        criba.remove_source(id, &source)?;
        let change = Change::Source { name: source, what: SourceChange::Removed };
        criba.record_change(id, &by, &change)
    })
    .await?;
    Ok(see_other("/fuentes"))
}
