//! Who is away when, written into the agreement.

use axum::routing::post;
use engine::agreement::teams::Absence;
use jiff::civil::Date;
use serde::Deserialize;

use super::frame::{Frame, refused};
use super::teams::{Teams, Typed, amend};
use crate::entrance::Errors;
use crate::error::PageResult;
use crate::layout::page;
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.post("/ajustes/ausencias", post(create));
    table.post("/ajustes/ausencias/quitar", post(remove));
}

/// Days on which somebody is away, as the forms carry them.
#[derive(Deserialize)]
struct Away {
    after: u32,
    #[serde(default)]
    user: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

impl Away {
    /// The absence, or which message says what is wrong.
    fn read(&self) -> Result<Absence, &'static str> {
        let (Ok(from), Ok(to)) = (self.from.parse::<Date>(), self.to.parse::<Date>()) else {
            return Err("absence-day-missing");
        };
        if self.user.is_empty() {
            return Err("absence-who-missing");
        }
        if to < from {
            Err("absence-backwards")
        } else {
            Ok(Absence { user: self.user.clone(), from, to })
        }
    }
}

/// `POST /ajustes/ausencias`.
async fn create(seat: Can<Propose>, Posted(form): Posted<Away>) -> PageResult {
    let error = match form.read() {
        Err(words) => seat.words.t(words),
        Ok(absence) => {
            let add = move |document: &mut engine::agreement::Document| {
                if !document.absences.contains(&absence) {
                    document.absences.push(absence);
                }
            };
            match amend(&seat, form.after, add).await? {
                Ok(done) => return Ok(done),
                Err(error) => error,
            }
        }
    };
    again(&seat, form, error).await
}

/// `POST /ajustes/ausencias/quitar`.
async fn remove(seat: Can<Propose>, Posted(form): Posted<Away>) -> PageResult {
    let error = match form.read() {
        Err(words) => seat.words.t(words),
        Ok(gone) => {
            let change = move |document: &mut engine::agreement::Document| {
                document.absences.retain(|absence| *absence != gone);
            };
            match amend(&seat, form.after, change).await? {
                Ok(done) => return Ok(done),
                Err(error) => error,
            }
        }
    };
    again(&seat, form, error).await
}

async fn again(seat: &Seat, form: Away, error: String) -> PageResult {
    let mut errors = Errors::default();
    errors.add("absence", error);
    let Away { user, from, to, .. } = form;
    let typed = Typed { user, from, to, ..Typed::default() };
    refused(page(&Teams::of(seat, Frame::plain("teams"), typed, errors).await?))
}
