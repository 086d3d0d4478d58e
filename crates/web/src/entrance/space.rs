//! Another of one's workspaces, for whoever stands before one that cannot be opened.

use std::sync::Arc;

use axum::extract::State;
use axum::http::request::Parts;
use axum::routing::post;
use runtime::people::SignedIn;
use serde::Deserialize;
use store::ids::WorkspaceId;

use crate::app::App;
use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{session_cookie, waiting};

pub(super) fn routes(table: &mut Table) {
    table.post("/espacio", post(look));
}

/// The workspaces that somebody may look at instead.
#[derive(Debug, Clone)]
pub(crate) struct Others {
    /// What every form of theirs carries.
    pub(crate) csrf: String,
    /// Each with what it is called.
    pub(crate) spaces: Vec<(WorkspaceId, String)>,
}

/// Those of whoever asks; none where they have no other, or nobody is signed in.
pub(crate) async fn others(app: &App, parts: &Parts) -> Option<Others> {
    let (criba, cookie) = (Arc::clone(app.criba()), session_cookie(parts)?);
    let found = waiting(move || {
        let Some(signed) = criba.signed_in(&cookie)? else { return Ok(None) };
        let others = criba.other_spaces(&signed)?;
        Ok(Some((signed.csrf, others)))
    });
    // Where the house cannot be read, the page says what it says without them.
    let (csrf, rows) = found.await.ok()??;
    Some(Others { csrf, spaces: rows.into_iter().map(|row| (row.id, row.name)).collect() })
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    workspace: String,
}

/// `POST /espacio`: without a seat, since theirs may be before a workspace that cannot be opened.
async fn look(State(app): State<App>, parts: Parts, Posted(wanted): Posted<Wanted>) -> PageResult {
    let (criba, cookie) = (Arc::clone(app.criba()), session_cookie(&parts).unwrap_or_default());
    let asked = Arc::clone(&criba);
    let signed: Option<SignedIn> = waiting(move || asked.signed_in(&cookie)).await?;
    let Some(signed) = signed else {
        return Err(PageError::SignedOut { path: "/hoy".to_owned() });
    };
    let id: WorkspaceId = wanted.workspace.parse().map_err(|_| PageError::NotFound)?;
    match waiting(move || criba.look_at_space(&signed, id)).await? {
        true => Ok(see_other("/hoy")),
        false => Err(PageError::NotFound),
    }
}
