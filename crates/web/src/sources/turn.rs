//! Another key or secret for a source, without a gap: both count until a moment that is shown.

use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::post;
use engine::time::Span;
use runtime::sources::Way;
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;

use super::shown::{Given, made_now, whole_moment};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can};

pub(super) fn routes(table: &mut Table) {
    table.post("/fuentes/{source}/clave", post(turn));
    table.post("/fuentes/{source}/clave/fin", post(end));
}

#[derive(Deserialize)]
struct Turn {
    hours: i64,
    #[serde(default)]
    secret: String,
}

/// `POST /fuentes/{source}/clave`: another, which is shown this once.
async fn turn(
    seat: Can<Administer>,
    Path(source): Path<String>,
    parts: Parts,
    Posted(form): Posted<Turn>,
) -> PageResult<Response> {
    let (name, by) = (source.clone(), seat.email().to_owned());
    let turned = seat.ask_house(move |criba, id| {
        let seen = criba.source_seen(id, &name)?;
        let wait = Span::HOUR.times(form.hours.clamp(-1, HOURS_MAX));
        let (secret, until) = match &seen.way {
            Way::Keys(_) => {
                let called = name.strip_prefix("v1:").unwrap_or(&name);
                let (key, until) = criba.rotate_key(id, called, wait)?;
                (Some(key), until)
            }
            _ => {
                let given = Some(form.secret);
                let (made, until) = criba.rotate_source(id, &name, given, wait)?;
                (made.secret, until)
            }
        };
        let change = Change::Source { name, what: SourceChange::Rotated };
        criba.record_change(id, &by, &change)?;
        Ok((secret, until))
    });
    let w = &seat.words;
    let given = match turned.await {
        Ok((secret, until)) => {
            let said = w.t1("source-turned", "when", whole_moment(until, w));
            Given { secret, notice: Some((false, said)), ..Given::default() }
        }
        Err(PageError::Said(said)) => {
            Given { notice: Some((true, w.said(&said))), ..Given::default() }
        }
        Err(error) => return Err(error),
    };
    made_now(&seat, &parts, &source, given).await
}

/// More hours than anybody may ask for: what is longer is refused in words.
const HOURS_MAX: i64 = 10_000;

#[derive(Deserialize)]
struct End {
    #[serde(default)]
    hint: String,
}

/// `POST /fuentes/{source}/clave/fin`: the one before counts no more, from now on.
async fn end(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<End>,
) -> PageResult {
    let name = source.clone();
    seat.ask_house(move |criba, id| match form.hint.as_str() {
        "" => criba.end_turn(id, &name),
        hint => criba.end_key(id, hint),
    })
    .await?;
    Ok(see_other(&format!("{}?hecho=ended", super::at(&source))))
}
