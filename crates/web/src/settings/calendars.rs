//! Calendars beside the agreement's own hours, and single closed days, written into the agreement.

use axum::routing::post;
use engine::agreement::Document;
use engine::agreement::hours::Calendar;
use engine::text::slug;
use serde::Deserialize;

use super::hours::{Typed, address, again, change_hours, date, hours_of};
use super::teams::{amend, amend_at};
use crate::entrance::Errors;
use crate::error::PageResult;
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose};

pub(crate) fn routes(table: &mut Table) {
    table.post("/ajustes/horario/dias", post(close));
    table.post("/ajustes/horario/dias/quitar", post(open));
    table.post("/ajustes/calendarios", post(create));
    table.post("/ajustes/calendarios/quitar", post(remove));
}

/// A closed day of a calendar, or of the agreement's own hours where it has no id.
#[derive(Deserialize)]
struct Day {
    after: u32,
    #[serde(default)]
    calendario: String,
    #[serde(default)]
    day: String,
}

/// `POST /ajustes/horario/dias`: nobody works on a day.
async fn close(seat: Can<Propose>, Posted(form): Posted<Day>) -> PageResult {
    let w = &seat.words;
    let error = match date(form.day.trim()) {
        None if form.day.trim().is_empty() => w.t("closed-day-missing"),
        None => w.t1("closed-wrong", "day", &form.day),
        Some(day) => {
            let calendar = form.calendario.clone();
            let change = move |document: &mut Document| {
                change_hours(document, &calendar, |hours| {
                    if !hours.closed.contains(&day) {
                        hours.closed.push(day);
                        hours.closed.sort();
                    }
                });
            };
            match amend_at(&seat, form.after, &address(&form.calendario), change).await? {
                Ok(done) => return Ok(done),
                Err(error) => error,
            }
        }
    };
    let mut errors = Errors::default();
    errors.add("closed-day", error);
    let typed = Typed { day: form.day, ..Typed::default() };
    again(&seat, &form.calendario, typed, errors).await
}

/// `POST /ajustes/horario/dias/quitar`: it is a day like any other.
async fn open(seat: Can<Propose>, Posted(form): Posted<Day>) -> PageResult {
    let (calendar, day) = (form.calendario.clone(), date(&form.day));
    let change = move |document: &mut Document| {
        change_hours(document, &calendar, |hours| {
            hours.closed.retain(|closed| Some(*closed) != day);
        });
    };
    match amend_at(&seat, form.after, &address(&form.calendario), change).await? {
        Ok(done) => Ok(done),
        Err(error) => {
            let mut errors = Errors::default();
            errors.add("closed-day", error);
            again(&seat, &form.calendario, Typed::default(), errors).await
        }
    }
}

/// A calendar: its name where it is new, its id where it is there.
#[derive(Deserialize)]
struct Named {
    after: u32,
    #[serde(default)]
    name: String,
    #[serde(default)]
    calendario: String,
}

/// `POST /ajustes/calendarios`: another calendar, with the agreement's own hours to begin with.
async fn create(seat: Can<Propose>, Posted(form): Posted<Named>) -> PageResult {
    let w = &seat.words;
    let id = slug(&form.name);
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let error = if id.is_empty() {
        w.t("calendar-name-missing")
    } else if hours_of(&agreement.document, &id).is_some() {
        w.t1("calendar-is-there", "calendar", &id)
    } else {
        let to = address(&id);
        let change = move |document: &mut Document| {
            let hours = document.hours.clone().unwrap_or_default();
            document.calendars.push(Calendar { id, hours });
        };
        match amend_at(&seat, form.after, &to, change).await? {
            Ok(done) => return Ok(done),
            Err(error) => error,
        }
    };
    let mut errors = Errors::default();
    errors.add("calendar", error);
    let typed = Typed { name: form.name, ..Typed::default() };
    again(&seat, "", typed, errors).await
}

/// `POST /ajustes/calendarios/quitar`: a calendar by which nobody works.
async fn remove(seat: Can<Propose>, Posted(form): Posted<Named>) -> PageResult {
    let id = form.calendario.clone();
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let is_of = |calendar: &Option<String>| calendar.as_ref() == Some(&form.calendario);
    let teams = agreement.document.teams.iter().filter(|team| {
        is_of(&team.calendar) || team.members.iter().any(|member| is_of(&member.calendar))
    });
    let teams: Vec<&str> = teams.map(|team| team.name.as_str()).collect();
    let error = if teams.is_empty() {
        let change = move |document: &mut Document| document.calendars.retain(|one| one.id != id);
        match amend(&seat, form.after, change).await? {
            Ok(done) => return Ok(done),
            Err(error) => error,
        }
    } else {
        seat.words.t1("calendar-in-use", "teams", teams.join(", "))
    };
    let mut errors = Errors::default();
    errors.add("calendar", error);
    again(&seat, &form.calendario, Typed::default(), errors).await
}
