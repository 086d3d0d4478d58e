//! Inviting somebody by a link that is shown once.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::routing::{get, post};
use runtime::people::Permission;
use runtime::staff::{Denial, Link};
use serde::Deserialize;
use store::house::InvitationKind;
use store::ids::InvitationId;

use super::frame::{Box, Frame, boxes, mendable, refused, shell, ticked};
use crate::address::Path;
use crate::entrance::Errors;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/personas/invitar", get(show));
    table.post("/ajustes/personas/invitar", post(create));
    table.post("/ajustes/invitaciones/{invitation}/retirar", post(withdraw));
}

/// The form.
#[derive(Template)]
#[template(path = "settings/invite.html")]
struct Invite {
    shell: Shell,
    frame: Frame,
    email: String,
    boxes: Vec<Box>,
    errors: Errors,
}

/// A link, shown once.
#[derive(Template)]
#[template(path = "settings/link.html")]
pub(super) struct LinkMade {
    shell: Shell,
    frame: Frame,
    address: String,
    email: String,
    until: String,
    is_password: bool,
}

impl LinkMade {
    /// The page of a link that was just made.
    pub(super) async fn of(seat: &Seat, link: &Link, headers: &HeaderMap) -> PageResult<LinkMade> {
        Ok(LinkMade {
            address: format!("{}/invitacion/{}", base(seat, headers), link.token),
            email: link.row.email.clone(),
            until: seat.words.moment(link.row.expires_at, seat.now()),
            is_password: link.row.kind == InvitationKind::Password,
            frame: Frame::plain("people"),
            shell: shell(seat).await?,
        })
    }
}

/// Where people reach this server: as it was told, else as this browser does.
fn base(seat: &Seat, headers: &HeaderMap) -> String {
    let told = seat.app.settings().base_url.trim_end_matches('/');
    if !told.is_empty() {
        return told.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("localhost"))
}

#[derive(Deserialize)]
struct Known {
    #[serde(default)]
    correo: String,
}

async fn show(seat: Can<Administer>, Query(known): Query<Known>) -> PageResult {
    let usual = [Permission::View, Permission::Work];
    page(&Invite {
        frame: Frame::plain("people"),
        email: known.correo,
        boxes: boxes(&usual, &seat.words),
        errors: Errors::default(),
        shell: shell(&seat).await?,
    })
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    email: String,
    #[serde(default)]
    can: Vec<String>,
}

/// `POST /ajustes/personas/invitar`: makes the link and shows it, this once.
async fn create(
    seat: Can<Administer>,
    headers: HeaderMap,
    Posted(form): Posted<Wanted>,
) -> PageResult {
    let wanted = ticked(&form.can);
    let mut errors = Errors::default();
    if import::values::emails::address(form.email.trim()).is_none() {
        errors.add("email", seat.words.t("first-email-wrong"));
    } else {
        let (email, wanted) = (form.email.clone(), wanted.clone());
        let by = seat.email().to_owned();
        let made = seat
            .ask_house(move |criba, workspace| criba.invite(workspace, &email, &wanted, &by))
            .await;
        match made {
            Ok(link) => return page(&LinkMade::of(&seat, &link, &headers).await?),
            Err(error) => {
                let is_of_boxes = matches!(error, PageError::Denied(Denial::BothSides));
                let field = if is_of_boxes { "can" } else { "email" };
                errors.add(field, mendable(error, &seat.words)?);
            }
        }
    }
    refused(page(&Invite {
        frame: Frame::plain("people"),
        email: form.email,
        boxes: boxes(&wanted, &seat.words),
        errors,
        shell: shell(&seat).await?,
    }))
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /ajustes/invitaciones/{invitation}/retirar`.
async fn withdraw(
    seat: Can<Administer>,
    Path(invitation): Path<InvitationId>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let by = seat.email().to_owned();
    seat.ask_house(move |criba, workspace| criba.withdraw_invitation(workspace, invitation, &by))
        .await?;
    Ok(see_other("/ajustes/personas?hecho=withdrawn"))
}
