//! Links from elsewhere: what nobody sees in a mail, and those of other programs: a CRM knows an address or a telephone, and not who that is here.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderName, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use runtime::verdicts::TRAP;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::rows::Columns;

use crate::error::{PageResult, encoded, see_other};
use crate::finding;
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::{Guest, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/contacto", get(show));
    table.get(TRAP, get(nothing));
}

/// The link that nobody sees: whoever follows it finds that there is nothing, and what a provider of
/// mail tells of it says the rest.
async fn nothing(guest: Guest) -> impl IntoResponse {
    let robots = (HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    ([robots], guest.words.t("link-trap"))
}

/// What another program knows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// An e-mail address.
    correo: String,
    /// A telephone.
    telefono: String,
}

/// What is shown where it is not one contact.
#[derive(Template)]
#[template(path = "link/index.html")]
struct Several {
    shell: Shell,
    /// What was asked for, as it was written.
    asked: String,
    /// Where the search goes on.
    search: String,
    found: Vec<Found>,
}

/// Somebody who has it.
struct Found {
    id: ContactId,
    name: String,
    text: String,
}

/// `GET /contacto?correo=…` or `?telefono=…`: the contact's page, or a page that says why not.
async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let (email, phone) = (asked.correo.trim(), asked.telefono.trim_end());
    let mut keys = Vec::new();
    let mut is_known = !(email.is_empty() && phone.trim().is_empty());
    for (text, key) in
        [(email, finding::email(email)), (phone, finding::phone(phone, seat.country()))]
    {
        if !text.trim().is_empty() {
            // What is no address is nobody's.
            is_known &= key.is_some();
            keys.extend(key);
        }
    }
    let found = match is_known {
        true => seat.ask(move |workspace| finding::with_keys(workspace, &keys)).await?,
        false => Vec::new(),
    };
    if let [(id, _)] = found.as_slice() {
        return Ok(see_other(&format!("/contactos/{id}")));
    }
    let texts: Vec<&str> = [email, phone.trim()].into_iter().filter(|t| !t.is_empty()).collect();
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let is_nobody = found.is_empty();
    let text = |columns: &Columns| {
        let stage = seat.words.stage(&agreement.document, &columns.stage);
        let parts = [columns.company.clone(), columns.job_title.clone(), stage];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let found = found.iter().map(|(id, columns)| Found {
        id: *id,
        name: columns.name.clone(),
        text: text(columns),
    });
    let found = found.collect();
    let mut response = page(&Several {
        shell: Shell::of(&seat, Nav::Contacts).await?,
        asked: texts.join(", "),
        search: format!("/buscar?q={}", encoded(texts.first().copied().unwrap_or_default())),
        found,
    })?;
    if is_nobody {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}
