//! Where a person is signed in, and their password.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use runtime::people::PASSWORD_MIN;
use runtime::staff::{Denial, Device, browser_of};
use serde::Deserialize;

use super::frame::{Asked, Frame, refused, shell};
use crate::entrance::Errors;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/sesiones", get(show));
    table.post("/ajustes/sesiones/cerrar", post(end));
    table.post("/ajustes/sesiones/cerrar-otras", post(end_others));
    table.post("/ajustes/sesiones/contrasena", post(change_password));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/sessions.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    rows: Vec<Row>,
    email: String,
    errors: Errors,
}

/// Where they are signed in.
struct Row {
    id: String,
    what: String,
    is_this: bool,
    since: String,
    seen: String,
}

async fn made(seat: &Seat, frame: Frame, errors: Errors) -> PageResult<Page> {
    let person = seat.signed.session.person;
    let devices = seat.ask_house(move |criba, _| criba.devices(person)).await?;
    Ok(Page {
        shell: shell(seat).await?,
        frame,
        rows: devices.into_iter().map(|device| row(seat, device)).collect(),
        email: seat.email().to_owned(),
        errors,
    })
}

fn row(seat: &Seat, device: Device) -> Row {
    let w = &seat.words;
    let what = match browser_of(&device.session.agent) {
        ("", "") => w.t("session-unknown"),
        (browser, "") => browser.to_owned(),
        ("", system) => system.to_owned(),
        (browser, system) => w.t2("session-on", "browser", browser, "system", system),
    };
    Row {
        id: device.id,
        what,
        is_this: device.session.hash == seat.signed.session.hash,
        since: w.moment(device.session.made_at, seat.now()),
        seen: w.moment(device.session.seen_at, seat.now()),
    }
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let frame = Frame::of(&seat, "sessions", &asked).await?;
    page(&made(&seat, frame, Errors::default()).await?)
}

#[derive(Deserialize)]
struct One {
    id: String,
}

/// `POST /ajustes/sesiones/cerrar`: one of their own; another's is not found.
async fn end(seat: Seat, Posted(form): Posted<One>) -> PageResult {
    let person = seat.signed.session.person;
    seat.ask_house(move |criba, _| criba.end_device(person, &form.id)).await?;
    Ok(see_other("/ajustes/sesiones?hecho=ended"))
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /ajustes/sesiones/cerrar-otras`.
async fn end_others(seat: Seat, Posted(Nothing {}): Posted<Nothing>) -> PageResult {
    let kept = seat.signed.session.clone();
    seat.ask_house(move |criba, _| criba.end_other_devices(&kept)).await?;
    Ok(see_other("/ajustes/sesiones?hecho=ended-others"))
}

#[derive(Deserialize)]
struct Passwords {
    #[serde(default)]
    present: String,
    #[serde(default)]
    new: String,
}

/// `POST /ajustes/sesiones/contrasena`. Guesses wait as they do at the door.
async fn change_password(seat: Seat, Posted(form): Posted<Passwords>) -> PageResult {
    let w = &seat.words;
    let (throttle, now) = (seat.app.throttle(), seat.now());
    let mut errors = Errors::default();
    if form.new.chars().count() < PASSWORD_MIN {
        errors.add("new", w.count("first-password-short", PASSWORD_MIN as u64));
    } else if let Some(wait) = throttle.wait(seat.email(), crate::throttle::ADDRESS_MAX, now) {
        errors.add("present", w.t1("sign-in-wait", "length", w.length(wait)));
    } else {
        let kept = seat.signed.session.clone();
        let changed = seat
            .ask_house(move |criba, _| criba.change_own_password(&kept, &form.present, &form.new))
            .await;
        match changed {
            Ok(()) => return Ok(see_other("/ajustes/sesiones?hecho=password")),
            Err(PageError::Denied(Denial::WrongPassword)) => {
                throttle.wrong(seat.email(), now);
                errors.add("present", w.t("password-wrong"));
            }
            Err(error) => return Err(error),
        }
    }
    refused(page(&made(&seat, Frame::plain("sessions"), errors).await?))
}
