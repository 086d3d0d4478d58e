//! A look at the sample company, beside one's own workspace.

use std::sync::Arc;

use axum::routing::post;
use serde::Deserialize;

use crate::error::{PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Seat, waiting};

pub(super) fn routes(table: &mut Table) {
    table.post("/ejemplo", post(enter));
    table.post("/ejemplo/salida", post(leave));
}

#[derive(Debug, Deserialize)]
struct Nothing {}

/// `POST /ejemplo`: the session goes to the person's own sample company, made where there is none.
async fn enter(seat: Seat, Posted(Nothing {}): Posted<Nothing>) -> PageResult {
    if seat.ask(|workspace| workspace.is_sample()).await? {
        return Ok(see_other("/hoy"));
    }
    let (criba, language) = (Arc::clone(seat.app.criba()), seat.words.language());
    waiting(move || criba.enter_sample(&seat.signed.place.person, &seat.signed.session, language))
        .await?;
    Ok(see_other("/hoy"))
}

/// `POST /ejemplo/salida`: the session goes back to where it came from, and the sample is removed.
async fn leave(seat: Seat, Posted(Nothing {}): Posted<Nothing>) -> PageResult {
    let criba = Arc::clone(seat.app.criba());
    waiting(move || criba.leave_sample(&seat.signed.session)).await?;
    Ok(see_other("/hoy"))
}
