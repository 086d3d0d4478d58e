//! Working hours, holidays and closed days, written into the agreement.

use std::borrow::Cow;

use askama::Template;
use axum::extract;
use axum::routing::{get, post};
use engine::agreement::Document;
use engine::agreement::hours::Hours;
use engine::agreement::sentences::region_name;
use jiff::civil::Date;
use serde::Deserialize;

use super::feasts;
use super::frame::{Asked, Frame, refused, shell};
use super::teams::amend;
use crate::entrance::Errors;
use crate::error::{PageError, PageResult, encoded};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/horario", get(show));
    table.post("/ajustes/horario", post(update));
}

/// The fields of the days, from Monday on, by which errors find them.
const DAYS: [&str; 7] = ["day-1", "day-2", "day-3", "day-4", "day-5", "day-6", "day-7"];

/// The page.
#[derive(Template)]
#[template(path = "settings/hours.html")]
pub(super) struct Page {
    shell: Shell,
    frame: Frame,
    form: Form,
    /// Each day: its field, its name and what stands in it.
    days: Vec<(&'static str, String, String)>,
    /// The other calendars, by their ids.
    calendars: Vec<String>,
    /// Days that are closed beside public holidays: as forms carry them, and as people read them.
    closed: Vec<(String, String)>,
    /// The public holidays of the next year: when, and what they are called.
    feasts: Vec<(String, String)>,
    typed: Typed,
    errors: Errors,
}

/// What was typed in the page's small forms.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) day: String,
    pub(super) name: String,
}

/// Which hours are meant, and what was just done.
#[derive(Debug, Default, Deserialize)]
struct Query {
    #[serde(default)]
    calendario: String,
    #[serde(default)]
    hecho: String,
}

/// The address of the hours of a calendar, up to where what was done is said; the agreement's own
/// hours where it has no id.
pub(super) fn address(calendar: &str) -> String {
    match calendar {
        "" => "/ajustes/horario?".to_owned(),
        id => format!("/ajustes/horario?calendario={}&", encoded(id)),
    }
}

/// The hours of a calendar, or the agreement's own; `None` where there is no such calendar.
pub(super) fn hours_of<'a>(document: &'a Document, calendar: &str) -> Option<Cow<'a, Hours>> {
    match calendar {
        "" => Some(document.hours.as_ref().map_or_else(Cow::default, Cow::Borrowed)),
        id => {
            let found = document.calendars.iter().find(|calendar| calendar.id == id);
            found.map(|calendar| Cow::Borrowed(&calendar.hours))
        }
    }
}

/// Changes the hours of a calendar, or the agreement's own.
pub(super) fn change_hours(
    document: &mut Document,
    calendar: &str,
    change: impl FnOnce(&mut Hours),
) {
    if calendar.is_empty() {
        change(document.hours.get_or_insert_default());
    } else if let Some(found) = document.calendars.iter_mut().find(|one| one.id == calendar) {
        change(&mut found.hours);
    }
}

/// The form, as it was typed.
#[derive(Debug, Clone, Deserialize)]
struct Form {
    after: u32,
    /// Whose hours these are; empty for the agreement's own.
    #[serde(default)]
    calendario: String,
    /// From Monday to Sunday.
    #[serde(default)]
    day: Vec<String>,
    #[serde(default)]
    holidays: String,
    #[serde(default)]
    closed: String,
}

impl Form {
    fn of(hours: &Hours, calendario: String, version: u32) -> Form {
        let closed: Vec<String> = hours.closed.iter().map(|day| day.to_string()).collect();
        Form {
            after: version,
            calendario,
            day: hours.week.iter().map(|open| times(open)).collect(),
            holidays: hours.holidays.join(", "),
            closed: closed.join("\n"),
        }
    }

    /// The hours that the form says; what is wrong with each field goes to `errors`.
    fn read(&self, errors: &mut Errors, w: &Words) -> Hours {
        let mut hours = Hours::default();
        for ((open, typed), field) in hours.week.iter_mut().zip(&self.day).zip(DAYS) {
            match intervals(typed) {
                Some(read) => *open = read,
                None => errors.add(field, w.t("hours-wrong")),
            }
        }
        let codes = self.holidays.split([',', ';', ' ', '\n']).map(str::trim);
        for code in codes.filter(|code| !code.is_empty()) {
            let code = code.to_ascii_uppercase();
            if !is_region(&code) {
                errors.add("holidays", w.t1("holidays-wrong", "code", &code));
            } else if !hours.holidays.contains(&code) {
                hours.holidays.push(code);
            }
        }
        let days = self.closed.split([',', ';', '\n']).map(str::trim);
        for typed in days.filter(|day| !day.is_empty()) {
            match date(typed) {
                Some(day) if hours.closed.contains(&day) => {}
                Some(day) => hours.closed.push(day),
                None => errors.add("closed", w.t1("closed-wrong", "day", typed)),
            }
        }
        hours.closed.sort();
        hours
    }
}

/// The page again with what could not be done; the forms beside the hours are as they were typed.
pub(super) async fn again(seat: &Seat, calendar: &str, typed: Typed, errors: Errors) -> PageResult {
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let hours = hours_of(&agreement.document, calendar).ok_or(PageError::NotFound)?;
    let form = Form::of(&hours, calendar.to_owned(), agreement.version);
    let made = made(seat, Frame::plain("teams"), form, typed, errors).await?;
    refused(page(&made))
}

async fn made(
    seat: &Seat,
    frame: Frame,
    form: Form,
    typed_beside: Typed,
    errors: Errors,
) -> PageResult<Page> {
    let w = &seat.words;
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let document = &agreement.document;
    let hours = hours_of(document, &form.calendario).ok_or(PageError::NotFound)?;
    let today = w.local(seat.now()).date();
    let closed = hours.closed.iter().map(|day| (day.to_string(), w.date(*day)));
    let feasts = feasts::coming(&hours.holidays, today, w).into_iter().map(|feast| {
        let weekday = w.chosen("weekday", "day", feast.day.weekday().to_monday_one_offset());
        (format!("{weekday} {}", w.date(feast.day)), feast.name)
    });
    let typed = (1_i64..).zip(DAYS).map(|(number, field)| {
        let text = usize::try_from(number - 1).ok().and_then(|index| form.day.get(index));
        (field, w.chosen("weekday", "day", number), text.cloned().unwrap_or_default())
    });
    Ok(Page {
        shell: shell(seat).await?,
        frame,
        days: typed.collect(),
        calendars: document.calendars.iter().map(|calendar| calendar.id.clone()).collect(),
        closed: closed.collect(),
        feasts: feasts.collect(),
        typed: typed_beside,
        form,
        errors,
    })
}

async fn show(seat: Can<Propose>, extract::Query(query): extract::Query<Query>) -> PageResult {
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let hours = hours_of(&agreement.document, &query.calendario).ok_or(PageError::NotFound)?;
    let form = Form::of(&hours, query.calendario.clone(), agreement.version);
    let frame = Frame::of(&seat, "teams", &Asked { hecho: query.hecho }).await?;
    page(&made(&seat, frame, form, Typed::default(), Errors::default()).await?)
}

/// `POST /ajustes/horario`: the agreement with these hours, as its next version.
async fn update(seat: Can<Propose>, Posted(form): Posted<Form>) -> PageResult {
    let mut errors = Errors::default();
    let hours = form.read(&mut errors, &seat.words);
    if errors.is_empty() {
        let calendar = form.calendario.clone();
        let change = move |document: &mut Document| {
            change_hours(document, &calendar, |was| *was = hours);
        };
        match amend(&seat, form.after, change).await? {
            Ok(done) => return Ok(done),
            Err(error) => errors.add("all", error),
        }
    }
    let frame = Frame::plain("teams");
    refused(page(&made(&seat, frame, form, Typed::default(), errors).await?))
}

/// Intervals of work as they are typed and shown: `09:00-14:00, 15:30-18:30`.
pub(super) fn times(open: &[(u16, u16)]) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let said: Vec<String> =
        open.iter().map(|(from, to)| format!("{}-{}", clock(*from), clock(*to))).collect();
    said.join(", ")
}

/// Intervals of work that were typed, in order and apart; none where nothing was.
fn intervals(typed: &str) -> Option<Vec<(u16, u16)>> {
    let mut read: Vec<(u16, u16)> = Vec::new();
    for part in typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once(['-', '–'])?;
        let (from, to) = (clock(from)?, clock(to)?);
        let is_apart = read.last().is_none_or(|(_, before)| *before <= from);
        if from >= to || !is_apart {
            return None;
        }
        read.push((from, to));
    }
    Some(read)
}

/// A time of day in minutes: `9`, `9:30`, `09.30`, `24:00`.
fn clock(typed: &str) -> Option<u16> {
    let typed = typed.trim().trim_end_matches('h').trim_end();
    let (hours, minutes) = typed.split_once([':', '.']).unwrap_or((typed, "0"));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_clock = minutes < 60 && (hours < 24 || (hours == 24 && minutes == 0));
    is_clock.then_some(hours * 60 + minutes)
}

/// A day: `2026-12-24` or `24/12/2026`.
pub(super) fn date(typed: &str) -> Option<Date> {
    if let Ok(date) = typed.parse() {
        return Some(date);
    }
    let mut parts = typed.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether a text is a country or one of its regions by ISO 3166.
fn is_region(code: &str) -> bool {
    let (country, region) = code.split_once('-').unwrap_or((code, "A"));
    let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    is_country
        && (1..=3).contains(&region.len())
        && region.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// What a region of holidays is called; its code where nobody here knows its name.
pub(super) fn region(code: &str, w: &Words) -> String {
    region_name(code, w.language()).map_or_else(|| code.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_they_are_shown() {
        let check = |typed: &str, shown: Option<&str>| {
            let read = intervals(typed).map(|open| times(&open));
            assert_eq!(read.as_deref(), shown, "{typed}");
        };
        check("09:00-14:00, 15:30-18:30", Some("09:00-14:00, 15:30-18:30"));
        check("9–14; 15.30 - 18.30h", Some("09:00-14:00, 15:30-18:30"));
        check("", Some(""));
        check("0-24", Some("00:00-24:00"));
        for wrong in ["14-9", "9-14, 13-18", "9", "mañana", "9-24:30", "25-26"] {
            check(wrong, None);
        }
    }

    #[test]
    fn days_and_regions_are_told_from_other_words() {
        assert_eq!(date("24/12/2026"), date("2026-12-24"));
        assert!(date("2026-12-24").is_some());
        assert_eq!(date("31/02/2026"), None);
        assert!(is_region("ES") && is_region("ES-MD") && is_region("MX-CMX"));
        assert!(!is_region("MADRID") && !is_region("E-MD") && !is_region("ES-"));
    }
}
