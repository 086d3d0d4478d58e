//! The workspace itself: its name, its country, its clock, and how to keep a copy.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use runtime::amend::Amended;
use runtime::people::Permission;
use runtime::staff::Space;
use serde::Deserialize;

use super::forgetting::Forgetting;
use super::frame::{Asked, Frame, mendable, refused, shell, who_may};
use super::zones;
use crate::entrance::{COUNTRIES, Errors};
use crate::error::{PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Propose, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/espacio", get(show));
    table.post("/ajustes/espacio", post(update));
    table.post("/ajustes/espacio/hora", post(set_clock));
}

/// Characters of a workspace's name.
const NAME_MAX: usize = 80;

/// The page.
#[derive(Template)]
#[template(path = "settings/space.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    name: String,
    country: String,
    countries: Vec<(String, String)>,
    zone: String,
    zones: Vec<(String, String)>,
    version: u32,
    /// How people are addressed: id, name, and whether it is chosen.
    treatments: Vec<(&'static str, String, bool)>,
    forgetting: Forgetting,
    /// How a copy of everything is made.
    command: String,
    errors: Errors,
    can_administer: bool,
    can_propose: bool,
    who_may: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Form {
    name: String,
    country: String,
}

async fn made(
    seat: &Seat,
    frame: Frame,
    form: Form,
    zone: Option<String>,
    errors: Errors,
) -> PageResult<Page> {
    let w = &seat.words;
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let mut countries: Vec<(String, String)> =
        COUNTRIES.iter().map(|code| ((*code).to_owned(), w.country_name(code))).collect();
    if !COUNTRIES.contains(&form.country.as_str()) {
        countries.push((form.country.clone(), w.country_name(&form.country)));
    }
    let zone = zone.unwrap_or_else(|| agreement.document.time_zone.clone());
    let can_administer = seat.may(Permission::Administer);
    let data = seat.app.criba().data().display().to_string();
    Ok(Page {
        shell: shell(seat).await?,
        frame,
        name: form.name,
        country: form.country,
        countries,
        zones: zones::choices(&zone, w),
        zone,
        version: agreement.version,
        treatments: super::treatment::choices(seat).await?,
        forgetting: Forgetting::of(seat).await?,
        // Where the data lies is for those who keep it.
        command: if can_administer {
            format!("criba backup {} --data {data}", w.t("space-backup-folder"))
        } else {
            format!("criba backup {}", w.t("space-backup-folder"))
        },
        errors,
        can_administer,
        can_propose: seat.may(Permission::Propose),
        who_may: who_may(seat, Permission::Administer).await?,
    })
}

fn kept(seat: &Seat) -> Form {
    Form { name: seat.workspace_name().to_owned(), country: seat.country().to_owned() }
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let frame = Frame::of(&seat, "space", &asked).await?;
    page(&made(&seat, frame, kept(&seat), None, Errors::default()).await?)
}

/// `POST /ajustes/espacio`.
async fn update(seat: Can<Administer>, Posted(form): Posted<Form>) -> PageResult {
    let w = &seat.words;
    let mut errors = Errors::default();
    if form.name.trim().is_empty() || form.name.chars().count() > NAME_MAX {
        errors.add("name", w.count("space-name-wrong", NAME_MAX as u64));
    }
    if !COUNTRIES.contains(&form.country.as_str()) && form.country != seat.country() {
        errors.add("country", w.t("first-country-missing"));
    }
    if !errors.is_empty() {
        let frame = Frame::plain("space");
        return refused(page(&made(&seat, frame, form, None, errors).await?));
    }
    let wanted = Space { name: form.name, country: form.country };
    let by = seat.email().to_owned();
    let change =
        seat.ask_house(move |criba, workspace| criba.change_space(workspace, wanted, &by)).await?;
    let done = change.map_or_else(|| "same".to_owned(), |change| change.to_string());
    Ok(see_other(&format!("/ajustes/espacio?hecho={done}")))
}

#[derive(Deserialize)]
struct Clock {
    after: u32,
    zone: String,
}

/// `POST /ajustes/espacio/hora`: the agreement with this clock, as its next version.
async fn set_clock(seat: Can<Propose>, Posted(form): Posted<Clock>) -> PageResult {
    let error = if zones::is_known(&form.zone) {
        let (zone, by) = (form.zone.clone(), seat.email().to_owned());
        let amended = seat
            .ask(move |workspace| {
                workspace.amend(form.after, &by, |document| document.time_zone = zone)
            })
            .await;
        match amended {
            Ok(Amended::InForce(version)) => {
                return Ok(see_other(&format!("/ajustes/espacio?hecho=v{version}")));
            }
            Ok(Amended::Unchanged) => return Ok(see_other("/ajustes/espacio?hecho=same")),
            Err(error) => mendable(error, &seat.words)?,
        }
    } else {
        seat.words.t("zone-wrong")
    };
    let mut errors = Errors::default();
    errors.add("zone", error);
    let frame = Frame::plain("space");
    refused(page(&made(&seat, frame, kept(&seat), Some(form.zone), errors).await?))
}
