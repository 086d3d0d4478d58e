//! Following a link: who was invited says what they are called and chooses a password.

use askama::Template;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use engine::agreement::Language;
use runtime::people::PASSWORD_MIN;
use runtime::staff::{Denial, Invited};
use serde::Deserialize;
use store::house::InvitationKind;

use super::frame::{kept_permission_words, refused};
use crate::address::Path;
use crate::entrance::{Errors, agent, welcome};
use crate::error::{PageError, PageResult};
use crate::layout::page;
use crate::posted::Open;
use crate::routes::Table;
use crate::seat::{Guest, waiting};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/invitacion/{token}", get(show));
    table.post("/invitacion/{token}", post(accept));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/invitation.html")]
struct Invitation {
    w: Words,
    token: String,
    /// `None` where the link works no more.
    offer: Option<Offer>,
    name: String,
    errors: Errors,
}

/// What the link offers.
struct Offer {
    workspace: String,
    email: String,
    can: String,
    is_password: bool,
    /// The person is known and shows who they are by the password they have.
    is_known: bool,
}

impl Offer {
    fn of(invited: &Invited, w: &Words) -> Offer {
        Offer {
            workspace: invited.workspace.clone(),
            email: invited.row.email.clone(),
            can: kept_permission_words(&invited.row.permissions, w),
            is_password: invited.row.kind == InvitationKind::Password,
            is_known: invited.is_with_own_password(),
        }
    }
}

/// The words of a guest in the country of the workspace.
fn words(guest: &Guest, invited: Option<&Invited>) -> Words {
    match (invited, guest.words.language()) {
        (Some(invited), Language::Es) => {
            let zone = guest.words.zone.clone();
            guest.app.catalogue().words(&invited.country, Language::Es, zone)
        }
        (Some(_), Language::En) | (None, _) => guest.words.clone(),
    }
}

async fn invited(guest: &Guest, token: &str) -> PageResult<Option<Invited>> {
    let (criba, token) = (std::sync::Arc::clone(guest.app.criba()), token.to_owned());
    waiting(move || criba.invited(&token)).await
}

async fn show(guest: Guest, Path(token): Path<String>) -> PageResult {
    let invited = invited(&guest, &token).await?;
    let w = words(&guest, invited.as_ref());
    let Some(offer) = invited.as_ref().map(|invited| Offer::of(invited, &w)) else {
        return spent(w, token);
    };
    let errors = Errors::default();
    page(&Invitation { w, token, offer: Some(offer), name: String::new(), errors })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    name: String,
    password: String,
}

/// `POST /invitacion/{token}`: they are in, and the link works no more.
async fn accept(
    guest: Guest,
    Path(token): Path<String>,
    headers: HeaderMap,
    Open(form): Open<Answer>,
) -> PageResult {
    let invited = invited(&guest, &token).await?;
    let w = words(&guest, invited.as_ref());
    let Some(offer) = invited.as_ref().map(|invited| Offer::of(invited, &w)) else {
        return spent(w, token);
    };
    let now = guest.app.criba().clock().now();
    let throttle = guest.app.throttle();
    let mut errors = Errors::default();
    if offer.is_known {
        if let Some(wait) = throttle.wait(&offer.email, crate::throttle::ADDRESS_MAX, now) {
            errors.add("password", w.t1("sign-in-wait", "length", w.length(wait)));
        }
    } else {
        if !offer.is_password && form.name.trim().is_empty() {
            errors.add("name", w.t("first-name-missing"));
        }
        if form.password.chars().count() < PASSWORD_MIN {
            errors.add("password", w.count("first-password-short", PASSWORD_MIN as u64));
        }
    }
    if errors.is_empty() {
        let criba = std::sync::Arc::clone(guest.app.criba());
        let (key, name) = (token.clone(), form.name.clone());
        let (password, agent) = (form.password, agent(&headers));
        match waiting(move || criba.use_link(&key, &name, &password, &agent)).await {
            Ok(cookie) => return Ok(welcome(&guest.app, &cookie, "/hoy")),
            Err(PageError::Denied(Denial::WrongPassword)) => {
                throttle.wrong(&offer.email, now);
                errors.add("password", w.t("invitation-wrong"));
            }
            Err(PageError::Denied(Denial::LinkSpent)) => return spent(w, token),
            Err(error) => return Err(error),
        }
    }
    refused(page(&Invitation { w, token, offer: Some(offer), name: form.name, errors }))
}

/// The page of a link that works no more.
fn spent(w: Words, token: String) -> PageResult {
    let errors = Errors::default();
    page(&Invitation { w, token, offer: None, name: String::new(), errors }).map(|mut page| {
        *page.status_mut() = axum::http::StatusCode::GONE;
        page
    })
}
