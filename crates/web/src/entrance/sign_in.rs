//! Signing in and out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use engine::time::Span;
use serde::Deserialize;

use super::{agent, farewell, refused, welcome};
use crate::app::App;
use crate::error::{PageError, PageResult, local, see_other};
use crate::layout::page;
use crate::machine::Machine;
use crate::posted::{Open, Posted};
use crate::routes::Table;
use crate::seat::{Guest, Seat, session_cookie, waiting};
use crate::throttle::{ADDRESS_MAX, MACHINE_MAX};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/entrar", get(show));
    table.post("/entrar", post(create));
    table.post("/salir", post(destroy));
}

#[derive(Template)]
#[template(path = "entrance/sign_in.html")]
struct SignIn {
    w: Words,
    back: String,
    email: String,
    error: Option<String>,
    is_sample: bool,
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    volver: String,
}

async fn show(
    guest: Guest,
    seat: Result<Seat, crate::error::PageError>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let criba = std::sync::Arc::clone(guest.app.criba());
    if waiting(move || Ok(criba.house().is_empty()?)).await? {
        return Ok(see_other("/empezar"));
    }
    if seat.is_ok() {
        return Ok(see_other(local(&wanted.volver)));
    }
    page(&SignIn {
        is_sample: guest.app.settings().is_sample,
        w: guest.words,
        back: wanted.volver,
        email: String::new(),
        error: None,
    })
}

#[derive(Deserialize)]
struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    volver: String,
}

/// `POST /entrar`. Whether it was the address or the password is not said.
async fn create(
    guest: Guest,
    machine: Machine,
    headers: HeaderMap,
    Open(form): Open<Credentials>,
) -> PageResult {
    let Guest { app, words } = guest;
    let machine = machine.counted();
    // As sign-in itself reads it: another way to write an address is no other address.
    let address = import::values::emails::address(&form.email);
    let address = address.unwrap_or_else(|| form.email.trim().to_lowercase());
    // Somebody elsewhere who guesses must not lock the owner of an address out.
    let here = format!("{address} {machine}");
    let now = app.criba().clock().now();
    let throttle = app.throttle();
    let wait = throttle.wait(&here, ADDRESS_MAX, now);
    let wait = wait.max(throttle.wait(&machine, MACHINE_MAX, now));
    let error = match wait {
        Some(wait) => words.t1("sign-in-wait", "length", words.length(wait)),
        None => {
            let (criba, agent) = (std::sync::Arc::clone(app.criba()), agent(&headers));
            let (email, password) = (form.email.clone(), form.password);
            // Counted before it is tried, so that many at once count too.
            throttle.wrong(&here, now);
            throttle.wrong(&machine, now);
            let Ok(_turn) = app.hashing().acquire().await else {
                return Err(crate::error::PageError::Busy);
            };
            match waiting(move || criba.sign_in(&email, &password, &agent)).await? {
                Some(cookie) => {
                    throttle.right(&here);
                    throttle.forgive(&machine);
                    return Ok(welcome(&app, &cookie, local(&form.volver)));
                }
                None => words.t("sign-in-wrong"),
            }
        }
    };
    let refused = refused(page(&SignIn {
        is_sample: app.settings().is_sample,
        w: words,
        back: form.volver,
        email: form.email,
        error: Some(error),
    }))?;
    Ok(match wait {
        Some(wait) => come_back(refused, wait),
        None => refused,
    })
}

/// Says to programs too for how long nothing is tried any more.
fn come_back(mut page: Response, wait: Span) -> Response {
    let seconds = wait.micros().unsigned_abs().div_ceil(1_000_000);
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    page
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /salir`: without a seat, since theirs may be before a workspace that cannot be opened.
/// Who is signed in no longer, has signed out.
async fn destroy(
    State(app): State<App>,
    parts: Parts,
    posted: Result<Posted<Nothing>, PageError>,
) -> PageResult {
    let Some(cookie) = session_cookie(&parts) else { return Ok(farewell(&app)) };
    let Posted(Nothing {}) = posted?;
    let criba = Arc::clone(app.criba());
    waiting(move || criba.sign_out(&cookie)).await?;
    Ok(farewell(&app))
}
