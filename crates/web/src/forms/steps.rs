//! `POST /f/{form}/paso`: a browser says that somebody began to answer, or left, and after which
//! question. It is counted, of nobody: nothing of who it was is looked at or kept.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;

use super::received::{field, fields};
use crate::app::App;
use crate::error::{PageError, PageResult};
use crate::machine::Machine;
use crate::routes::Table;
use crate::seat::waiting;

pub(super) fn routes(table: &mut Table) {
    table.post("/f/{form}/paso", post(take));
}

/// What one address may say in a quarter of an hour: twice for each form that it may send, and room
/// for those that it does not.
const SAID_MAX: u32 = 300;

async fn take(
    State(app): State<App>,
    Path(name): Path<String>,
    from: Machine,
    request: Request,
) -> PageResult {
    let (parts, body) = request.into_parts();
    let now = app.criba().clock().now();
    let counted = format!("form step {}", from.counted());
    // Whoever says too much is not heard, and not told.
    let is_heard = app.form_throttle().wait(&counted, SAID_MAX, now).is_none();
    app.form_throttle().wrong(&counted, now);
    let said = fields(&parts.headers, body).await.map(|said| said.fields).unwrap_or_default();
    let criba = Arc::clone(app.criba());
    let known = waiting(move || {
        let Some((workspace, kept)) = criba.form(&name)? else { return Ok(false) };
        let left = field(&said, "quedo");
        if is_heard && !left.is_empty() {
            workspace.form_left(&kept.form, left)?;
        } else if is_heard && !field(&said, "empezado").is_empty() {
            workspace.form_started(&kept.form.slug)?;
        }
        Ok(true)
    });
    match known.await? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(PageError::NotFound),
    }
}
