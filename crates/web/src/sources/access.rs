//! With what a source's provider is asked: Meta sends the number of a lead alone.

use axum::response::Response;
use axum::routing::post;
use runtime::sources::{Kind, Way};
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;

use crate::address::Path;
use crate::error::{PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can};

pub(super) fn routes(table: &mut Table) {
    table.post("/fuentes/{source}/acceso", post(give));
}

/// Whether a source's provider is asked with a token.
pub(super) fn is_asked(way: &Way) -> bool {
    matches!(way, Way::Hook(Kind::Meta, _))
}

#[derive(Deserialize)]
struct Access {
    token: String,
}

/// `POST /fuentes/{source}/acceso`: what waits of it is asked for at once.
async fn give(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<Access>,
) -> PageResult<Response> {
    let (name, by) = (source.clone(), seat.email().to_owned());
    seat.ask_house(move |criba, id| {
        // Only what is of this workspace is found.
        let seen = criba.source_seen(id, &name)?;
        let slug = match &seen.way {
            Way::Hook(_, row) => row.slug.clone(),
            _ => name.clone(),
        };
        criba.give_access(&slug, Some(form.token.trim()), None)?;
        let change = Change::Source { name, what: SourceChange::Rotated };
        criba.record_change(id, &by, &change)
    })
    .await?;
    Ok(see_other(&format!("{}?hecho=asked", super::at(&source))))
}
