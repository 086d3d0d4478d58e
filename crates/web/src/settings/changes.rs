//! What was changed in the settings, by whom, and undoing it.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use runtime::people::Permission;
use serde::Deserialize;
use store::ids::ChangeId;

use super::frame::{Asked, Frame, is_undoable, said, shell};
use super::teams::name_of;
use crate::address::Path;
use crate::error::{PageResult, local, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/cambios", get(show));
    table.post("/ajustes/cambios/{change}/deshacer", post(undo));
}

/// Changes that the page shows.
const SHOWN: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "settings/changes.html")]
struct Changes {
    shell: Shell,
    frame: Frame,
    rows: Vec<Row>,
}

/// A change in the list.
struct Row {
    id: ChangeId,
    when: String,
    by: String,
    what: String,
    undone: Option<String>,
    is_undoable: bool,
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let changes = seat.ask_house(|criba, workspace| criba.changes(workspace, SHOWN)).await?;
    let members = seat.members().await?;
    let (w, now) = (&seat.words, seat.now());
    let can_administer = seat.may(Permission::Administer);
    let rows = changes.into_iter().map(|recorded| Row {
        id: recorded.id,
        when: w.moment(recorded.at, now),
        by: name_of(&members, &recorded.by),
        what: said(&recorded.change, w),
        undone: recorded.undone_at.map(|at| w.moment(at, now)),
        is_undoable: can_administer && is_undoable(&recorded),
    });
    page(&Changes {
        rows: rows.collect(),
        frame: Frame::of(&seat, "changes", &asked).await?,
        shell: shell(&seat).await?,
    })
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// `POST /ajustes/cambios/{change}/deshacer`.
async fn undo(
    seat: Can<Administer>,
    Path(change): Path<ChangeId>,
    Posted(form): Posted<Back>,
) -> PageResult {
    let by = seat.by();
    seat.ask_house(move |criba, workspace| criba.undo_change(workspace, change, &by)).await?;
    let back = if form.back.is_empty() { "/ajustes/cambios" } else { local(&form.back) };
    Ok(see_other(&format!("{back}?hecho={change}")))
}
