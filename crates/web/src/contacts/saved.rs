//! Views of the list that are saved under a name, for everybody of the workspace.

use axum::routing::post;
use engine::text::slug;
use runtime::saved::SavedView;
use serde::Deserialize;

use super::asked::Asked;
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Work};

pub(super) fn routes(table: &mut Table) {
    table.post("/contactos/vistas", post(create));
    table.post("/contactos/vistas/{id}/quitar", post(destroy));
}

/// Letters of a view's name.
const NAME_MAX: usize = 60;

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    query: String,
}

/// `POST /contactos/vistas`: saves what the address of the list says.
async fn create(seat: Can<Work>, Posted(form): Posted<Named>) -> PageResult {
    let name: String = form.name.trim().chars().take(NAME_MAX).collect();
    let id = slug(&name);
    if id.is_empty() {
        return Err(PageError::Wrong(seat.words.t("view-name-missing")));
    }
    // Only what the list understands is kept.
    let query = Asked { vista: String::new(), ..Asked::of(&form.query) }.query();
    let view =
        SavedView { id: id.clone(), name, query: query.clone(), by: seat.email().to_owned() };
    seat.ask(move |workspace| workspace.save_view(view)).await?;
    Ok(see_other(&format!("/contactos?{query}&vista={id}")))
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /contactos/vistas/{id}/quitar`: the contacts stay, the view does not.
async fn destroy(
    seat: Can<Work>,
    Path(id): Path<String>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    seat.ask(move |workspace| workspace.remove_view(&id)).await?;
    Ok(see_other("/contactos"))
}
