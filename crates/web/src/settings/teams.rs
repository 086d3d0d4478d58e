//! Teams, working hours and absences, as the agreement in force holds them.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use engine::agreement::Document;
use engine::agreement::hours::Hours;
use engine::agreement::teams::{Pick, Team};
use engine::text::slug;
use runtime::amend::Amended;
use runtime::people::Permission;
use serde::Deserialize;
use store::house::MemberRow;

use super::frame::{Asked, Frame, mendable, refused, shell, who_may};
use super::hours::{region, times};
use crate::entrance::Errors;
use crate::error::{PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/equipos", get(show));
    table.post("/ajustes/equipos", post(create));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/teams.html")]
pub(super) struct Teams {
    shell: Shell,
    frame: Frame,
    /// The version that was read: what is changed is changed in it.
    version: u32,
    zone: String,
    /// Days in a row with the same hours: which, and when; nothing where nobody works.
    week: Vec<(String, Vec<String>)>,
    holidays: Vec<String>,
    closed: Vec<String>,
    calendars: Vec<String>,
    teams: Vec<Shown>,
    absences: Vec<Away>,
    /// Who can be away: address and name.
    people: Vec<(String, String)>,
    can_propose: bool,
    who_may: String,
    /// What was typed, where it was not taken.
    pub(super) typed: Typed,
    pub(super) errors: Errors,
}

/// A team.
struct Shown {
    id: String,
    name: String,
    pick: String,
    members: Vec<String>,
    calendar: Option<String>,
}

/// Days on which somebody is away.
struct Away {
    user: String,
    name: String,
    from: String,
    to: String,
    /// The days as forms carry them.
    from_day: String,
    to_day: String,
    is_past: bool,
}

/// What was typed in the page's forms.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) team: String,
    pub(super) user: String,
    pub(super) from: String,
    pub(super) to: String,
}

impl Teams {
    pub(super) async fn of(
        seat: &Seat,
        frame: Frame,
        typed: Typed,
        errors: Errors,
    ) -> PageResult<Teams> {
        let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
        let document = &agreement.document;
        let members = seat.members().await?;
        let w = &seat.words;
        let none = Hours::default();
        let hours = document.hours.as_ref().unwrap_or(&none);
        let today = w.local(seat.now()).date();
        let absences = document.absences.iter().map(|absence| Away {
            name: name_of(&members, &absence.user),
            user: absence.user.clone(),
            from: w.date(absence.from),
            to: w.date(absence.to),
            from_day: absence.from.to_string(),
            to_day: absence.to.to_string(),
            is_past: absence.to < today,
        });
        Ok(Teams {
            shell: shell(seat).await?,
            frame,
            version: agreement.version,
            zone: super::zones::name(&document.time_zone, w),
            week: week(hours, w),
            holidays: hours.holidays.iter().map(|code| region(code, w)).collect(),
            closed: hours.closed.iter().map(|day| w.date(*day)).collect(),
            calendars: document.calendars.iter().map(|calendar| calendar.id.clone()).collect(),
            teams: document.teams.iter().map(|team| shown(team, &members, w)).collect(),
            absences: absences.collect(),
            people: people(document, &members),
            can_propose: seat.may(Permission::Propose),
            who_may: who_may(seat, Permission::Propose).await?,
            typed,
            errors,
        })
    }
}

fn shown(team: &Team, members: &[MemberRow], w: &Words) -> Shown {
    let said = team.members.iter().map(|member| {
        let name = name_of(members, &member.user);
        match member.per_day {
            Some(per_day) => w.t2("team-member-a-day", "who", name, "count", w.number(per_day)),
            None => name,
        }
    });
    Shown {
        id: team.id.clone(),
        name: team.name.clone(),
        pick: w.t(pick_words(team.pick)),
        members: said.collect(),
        calendar: team.calendar.clone(),
    }
}

/// The message that says how a team chooses.
pub(super) fn pick_words(pick: Pick) -> &'static str {
    match pick {
        Pick::RoundRobin => "pick-round-robin",
        Pick::LeastLoaded => "pick-least-loaded",
        Pick::Weighted => "pick-weighted",
    }
}

/// Days in a row with the same hours, as one line each.
fn week(hours: &Hours, w: &Words) -> Vec<(String, Vec<String>)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in 0..hours.week.len() {
        match runs.last_mut() {
            Some((first, last)) if hours.week.get(*first) == hours.week.get(day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let day = |index: usize| w.chosen("weekday", "day", i64::try_from(index + 1).unwrap_or(7));
    let lines = runs.into_iter().map(|(first, last)| {
        let days = match last - first {
            0 => day(first),
            1 => w.t2("days-two", "first", day(first), "last", day(last)),
            _ => w.t2("days-run", "first", day(first), "last", day(last)),
        };
        let open = hours.week.get(first).map_or(&[][..], Vec::as_slice);
        let open = open.iter().map(|one| times(&[*one]).replace('-', "–"));
        (days, open.collect())
    });
    lines.collect()
}

/// The name of somebody by their address; the address where nobody here has it.
pub(super) fn name_of(members: &[MemberRow], email: &str) -> String {
    let member = members.iter().find(|member| member.person.email == email);
    member.map_or_else(|| email.to_owned(), |member| member.person.name.clone())
}

/// Everybody who may stand in a team or be away: those who are here, and whom the agreement names.
pub(super) fn people(document: &Document, members: &[MemberRow]) -> Vec<(String, String)> {
    let here = members.iter().map(|member| member.person.email.clone());
    let mut people: Vec<String> = here.collect();
    let named = document.teams.iter().flat_map(|team| &team.members);
    for member in named {
        if !people.contains(&member.user) {
            people.push(member.user.clone());
        }
    }
    people.into_iter().map(|email| (name_of(members, &email), email)).map(|(n, e)| (e, n)).collect()
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let frame = Frame::of(&seat, "teams", &asked).await?;
    page(&Teams::of(&seat, frame, Typed::default(), Errors::default()).await?)
}

/// Changes the agreement from a version on: where the browser goes then, or what is wrong.
pub(super) async fn amend(
    seat: &Seat,
    after: u32,
    change: impl FnOnce(&mut Document) + Send + 'static,
) -> PageResult<Result<axum::response::Response, String>> {
    amend_at(seat, after, "/ajustes/equipos?", change).await
}

/// The same from a page whose address this is, up to where what was done is said.
pub(super) async fn amend_at(
    seat: &Seat,
    after: u32,
    address: &str,
    change: impl FnOnce(&mut Document) + Send + 'static,
) -> PageResult<Result<axum::response::Response, String>> {
    let by = seat.email().to_owned();
    match seat.ask(move |workspace| workspace.amend(after, &by, change)).await {
        Ok(Amended::InForce(version)) => Ok(Ok(see_other(&format!("{address}hecho=v{version}")))),
        Ok(Amended::Unchanged) => Ok(Ok(see_other(&format!("{address}hecho=same")))),
        Err(error) => mendable(error, &seat.words).map(Err),
    }
}

#[derive(Deserialize)]
struct New {
    #[serde(default)]
    name: String,
    after: u32,
}

/// `POST /ajustes/equipos`: a team without anybody yet.
async fn create(seat: Can<Propose>, Posted(form): Posted<New>) -> PageResult {
    let name = form.name.trim().to_owned();
    let error = if name.is_empty() {
        seat.words.t("team-name-missing")
    } else {
        let team = Team {
            id: slug(&name),
            name,
            pick: Pick::LeastLoaded,
            members: Vec::new(),
            overflow: None,
            calendar: None,
        };
        match amend(&seat, form.after, move |document| document.teams.push(team)).await? {
            Ok(done) => return Ok(done),
            Err(error) => error,
        }
    };
    let mut errors = Errors::default();
    errors.add("team", error);
    let typed = Typed { team: form.name, ..Typed::default() };
    refused(page(&Teams::of(&seat, Frame::plain("teams"), typed, errors).await?))
}
