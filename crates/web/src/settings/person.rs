//! What one person may do, and a link for another password.

use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use runtime::people::permissions;
use serde::Deserialize;
use store::house::MemberRow;
use store::ids::PersonId;

use super::frame::{Asked, Box, Frame, boxes, mendable, refused, shell, ticked};
use super::invite::LinkMade;
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/personas/{person}", get(show));
    table.post("/ajustes/personas/{person}", post(update));
    table.post("/ajustes/personas/{person}/contrasena", post(password));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/person.html")]
struct Person {
    shell: Shell,
    frame: Frame,
    id: PersonId,
    name: String,
    email: String,
    is_you: bool,
    boxes: Vec<Box>,
    error: Option<String>,
}

/// Somebody who has a place in the workspace now.
pub(super) async fn member(seat: &Seat, person: PersonId) -> PageResult<MemberRow> {
    let member = seat.ask_house(move |criba, workspace| criba.member(workspace, person)).await?;
    if member.left_at.is_some() { Err(PageError::NotFound) } else { Ok(member) }
}

async fn show(
    seat: Can<Administer>,
    Path(person): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let member = member(&seat, person).await?;
    let frame = Frame::of(&seat, "people", &asked).await?;
    let given = permissions(&member.permissions)?;
    page(&of(&seat, frame, member, boxes(&given, &seat.words), None).await?)
}

async fn of(
    seat: &Seat,
    frame: Frame,
    member: MemberRow,
    boxes: Vec<Box>,
    error: Option<String>,
) -> PageResult<Person> {
    Ok(Person {
        shell: shell(seat).await?,
        frame,
        id: member.person.id,
        is_you: member.person.email == seat.email(),
        name: member.person.name,
        email: member.person.email,
        boxes,
        error,
    })
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    can: Vec<String>,
}

/// `POST /ajustes/personas/{person}`: what they may do from now on.
async fn update(
    seat: Can<Administer>,
    Path(person): Path<PersonId>,
    Posted(form): Posted<Wanted>,
) -> PageResult {
    let (wanted, by) = (ticked(&form.can), seat.email().to_owned());
    let asked = wanted.clone();
    let changed = seat
        .ask_house(move |criba, workspace| criba.change_permissions(workspace, person, &asked, &by))
        .await;
    match changed {
        Ok(Some(change)) => Ok(see_other(&format!("/ajustes/personas?hecho={change}"))),
        Ok(None) => Ok(see_other("/ajustes/personas?hecho=same")),
        Err(error) => {
            let error = mendable(error, &seat.words)?;
            let member = member(&seat, person).await?;
            let boxes = boxes(&wanted, &seat.words);
            let frame = Frame::plain("people");
            refused(page(&of(&seat, frame, member, boxes, Some(error)).await?))
        }
    }
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /ajustes/personas/{person}/contrasena`: a link that is shown once.
async fn password(
    seat: Can<Administer>,
    Path(person): Path<PersonId>,
    headers: HeaderMap,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let by = seat.email().to_owned();
    let made =
        seat.ask_house(move |criba, workspace| criba.password_link(workspace, person, &by)).await;
    match made {
        Ok(link) => page(&LinkMade::of(&seat, &link, &headers).await?),
        Err(error) => {
            let error = mendable(error, &seat.words)?;
            let member = member(&seat, person).await?;
            let given = boxes(&permissions(&member.permissions)?, &seat.words);
            let frame = Frame::plain("people");
            refused(page(&of(&seat, frame, member, given, Some(error)).await?))
        }
    }
}
