//! One team: who is in it, how much each takes, and how one is chosen.

use askama::Template;
use axum::routing::{get, post};
use engine::agreement::Document;
use engine::agreement::handing::RouteTo;
use engine::agreement::teams::{Member, Pick, Team};
use serde::Deserialize;

use super::frame::{Frame, refused, shell};
use super::teams::{amend, people, pick_words};
use crate::address::Path;
use crate::entrance::Errors;
use crate::error::{PageError, PageResult};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/equipos/{team}", get(show));
    table.post("/ajustes/equipos/{team}", post(update));
    table.post("/ajustes/equipos/{team}/quitar", post(remove));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/team.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    id: String,
    form: Form,
    rows: Vec<Row>,
    picks: Vec<(&'static str, String)>,
    /// Teams that may take what this one cannot: id and name.
    others: Vec<(String, String)>,
    calendars: Vec<String>,
    errors: Errors,
}

/// A person who may be in the team.
struct Row {
    email: String,
    name: String,
    is_in: bool,
    per_day: String,
    open: String,
    weight: String,
}

/// The form, as it was typed: the numbers of people stand in the order of `user`.
#[derive(Debug, Clone, Default, Deserialize)]
struct Form {
    after: u32,
    #[serde(default)]
    name: String,
    #[serde(default)]
    pick: String,
    #[serde(default)]
    overflow: String,
    #[serde(default)]
    calendar: String,
    #[serde(default)]
    member: Vec<String>,
    #[serde(default)]
    user: Vec<String>,
    #[serde(default)]
    per_day: Vec<String>,
    #[serde(default)]
    open: Vec<String>,
    #[serde(default)]
    weight: Vec<String>,
}

const PICKS: [(&str, Pick); 3] = [
    ("round_robin", Pick::RoundRobin),
    ("least_loaded", Pick::LeastLoaded),
    ("weighted", Pick::Weighted),
];

impl Form {
    fn of(team: &Team, version: u32) -> Form {
        let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        let members = &team.members;
        Form {
            after: version,
            name: team.name.clone(),
            pick: PICKS.iter().find(|(_, p)| *p == team.pick).map_or("", |(id, _)| *id).to_owned(),
            overflow: team.overflow.clone().unwrap_or_default(),
            calendar: team.calendar.clone().unwrap_or_default(),
            member: members.iter().map(|member| member.user.clone()).collect(),
            user: members.iter().map(|member| member.user.clone()).collect(),
            per_day: members.iter().map(|member| number(member.per_day)).collect(),
            open: members.iter().map(|member| number(member.open)).collect(),
            weight: members.iter().map(|member| number(member.weight)).collect(),
        }
    }

    fn row(&self, email: &str, name: String) -> Row {
        let at = self.user.iter().position(|user| user == email);
        let typed = |list: &[String]| at.and_then(|at| list.get(at)).cloned().unwrap_or_default();
        Row {
            is_in: self.member.iter().any(|member| member == email),
            per_day: typed(&self.per_day),
            open: typed(&self.open),
            weight: typed(&self.weight),
            email: email.to_owned(),
            name,
        }
    }

    /// The team as the form says, from what it was.
    fn read(&self, was: &Team, errors: &mut Errors, w: &Words) -> Team {
        if self.name.trim().is_empty() {
            errors.add("name", w.t("team-name-missing"));
        }
        let chosen = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let mut members: Vec<Member> = Vec::new();
        for email in self.user.iter().filter(|user| self.member.contains(user)) {
            let row = self.row(email, String::new());
            let mut number = |text: &str| match text.trim() {
                "" => None,
                text => {
                    let read = text.parse::<u32>().ok().filter(|n| (1..=NUMBER_MAX).contains(n));
                    if read.is_none() && errors.of("members").is_none() {
                        errors.add("members", w.t1("team-number-wrong", "text", text));
                    }
                    read
                }
            };
            members.push(Member {
                user: email.clone(),
                per_day: number(&row.per_day),
                open: number(&row.open),
                weight: number(&row.weight),
                calendar: was
                    .members
                    .iter()
                    .find(|m| m.user == *email)
                    .and_then(|m| m.calendar.clone()),
            });
        }
        Team {
            id: was.id.clone(),
            name: self.name.trim().to_owned(),
            pick: PICKS.iter().find(|(id, _)| *id == self.pick).map_or(was.pick, |(_, pick)| *pick),
            members,
            overflow: chosen(&self.overflow),
            calendar: chosen(&self.calendar),
        }
    }
}

/// The most that a person may be said to take.
const NUMBER_MAX: u32 = 10_000;

async fn agreement(
    seat: &Seat,
) -> PageResult<std::sync::Arc<engine::agreement::sealed::Agreement>> {
    seat.ask(|workspace| workspace.writer.agreement().wait()).await
}

fn team<'a>(document: &'a Document, id: &str) -> PageResult<&'a Team> {
    document.teams.iter().find(|team| team.id == id).ok_or(PageError::NotFound)
}

async fn made(seat: &Seat, id: &str, form: Form, errors: Errors) -> PageResult<Page> {
    let agreement = agreement(seat).await?;
    let document = &agreement.document;
    let w = &seat.words;
    let people = people(document, &seat.members().await?);
    let rows = people.into_iter().map(|(email, name)| form.row(&email, name)).collect();
    let others = document.teams.iter().filter(|other| other.id != id);
    Ok(Page {
        shell: shell(seat).await?,
        frame: Frame::plain("teams"),
        id: id.to_owned(),
        rows,
        picks: PICKS.iter().map(|(id, pick)| (*id, w.t(pick_words(*pick)))).collect(),
        others: others.map(|other| (other.id.clone(), other.name.clone())).collect(),
        calendars: document.calendars.iter().map(|calendar| calendar.id.clone()).collect(),
        form,
        errors,
    })
}

async fn show(seat: Can<Propose>, Path(id): Path<String>) -> PageResult {
    let agreement = agreement(&seat).await?;
    let form = Form::of(team(&agreement.document, &id)?, agreement.version);
    page(&made(&seat, &id, form, Errors::default()).await?)
}

/// `POST /ajustes/equipos/{team}`: the agreement with this team, as its next version.
async fn update(
    seat: Can<Propose>,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> PageResult {
    let agreement = agreement(&seat).await?;
    let mut errors = Errors::default();
    let read = form.read(team(&agreement.document, &id)?, &mut errors, &seat.words);
    if errors.is_empty() {
        let change = move |document: &mut Document| {
            if let Some(team) = document.teams.iter_mut().find(|team| team.id == read.id) {
                *team = read;
            }
        };
        match amend(&seat, form.after, change).await? {
            Ok(done) => return Ok(done),
            Err(error) => errors.add("all", error),
        }
    }
    refused(page(&made(&seat, &id, form, errors).await?))
}

#[derive(Deserialize)]
struct Gone {
    after: u32,
}

/// `POST /ajustes/equipos/{team}/quitar`. A team that a clause names stays, and the page says so.
async fn remove(
    seat: Can<Propose>,
    Path(id): Path<String>,
    Posted(form): Posted<Gone>,
) -> PageResult {
    let agreement = agreement(&seat).await?;
    let was = Form::of(team(&agreement.document, &id)?, form.after);
    if is_named(&agreement.document, &id) {
        let mut errors = Errors::default();
        errors.add("all", seat.words.t1("team-is-named", "team", &was.name));
        return refused(page(&made(&seat, &id, was, errors).await?));
    }
    let gone = id.clone();
    let change = move |document: &mut Document| document.teams.retain(|team| team.id != gone);
    match amend(&seat, form.after, change).await? {
        Ok(done) => Ok(done),
        Err(error) => {
            let mut errors = Errors::default();
            errors.add("all", error);
            refused(page(&made(&seat, &id, was, errors).await?))
        }
    }
}

/// Whether a clause gives leads to a team, so that it cannot go.
fn is_named(document: &Document, id: &str) -> bool {
    let further = document.lines.iter().map(|named| &named.line);
    let in_lines = std::iter::once(&document.main).chain(further).any(|line| {
        let mut routes = line.handoff.iter().flat_map(|handoff| &handoff.route);
        let is_routed = routes.any(|route| matches!(&route.to, RouteTo::Team(team) if team == id));
        is_routed || line.follow_up.iter().any(|promise| promise.after_hours.as_deref() == Some(id))
    });
    in_lines || document.teams.iter().any(|team| team.overflow.as_deref() == Some(id))
}
