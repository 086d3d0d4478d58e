//! An appointment as a file that every calendar reads (RFC 5545).

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use engine::time::{Span, Timestamp};
use ics::properties::{Description, DtEnd, DtStart, Summary};
use ics::{Event, ICalendar, escape_text};
use store::ids::ContactId;

use super::sheet::Sheet;
use crate::address::Path;
use crate::error::{PageError, PageResult, attachment};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/contactos/{id}/cita.ics", get(show));
}

/// How long an appointment lasts where nobody says.
const LASTS: Span = Span::MINUTE.times(30);

async fn show(seat: Seat, Path(id): Path<ContactId>) -> PageResult {
    let saw = seat.ask(move |workspace| workspace.writer.look(id).wait()).await?;
    let saw = saw.ok_or(PageError::NotFound)?;
    let next = saw.card.desk.appointment().ok_or(PageError::NotFound)?;
    let sheet = Sheet::of(&saw, &seat.words);
    let stamp = |at: Timestamp| at.to_jiff().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut event = Event::new(format!("{}@criba", saw.id), stamp(saw.now));
    event.push(DtStart::new(stamp(next.at)));
    event.push(DtEnd::new(stamp(next.at + LASTS)));
    let title = seat.words.t1("appointment-with", "who", &sheet.name);
    event.push(Summary::new(escape_text(title)));
    let reach = [sheet.company, sheet.reach.phone_shown, sheet.reach.email];
    let known: Vec<String> = reach.into_iter().filter(|text| !text.is_empty()).collect();
    event.push(Description::new(escape_text(known.join("\n"))));
    let mut calendar = ICalendar::new("2.0", "-//Criba//ES");
    calendar.add_event(event);
    file(&calendar.to_string(), &seat.words.t("appointment-file"))
}

fn file(text: &str, name: &str) -> PageResult {
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attachment(name)?)];
    Ok((headers, text.to_owned()).into_response())
}
