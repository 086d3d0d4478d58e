//! Whom Criba joined by an address or a number that turned out to be several people's.

use axum::routing::post;
use runtime::doubts::Doubted;
use serde::Deserialize;
use store::ids::ContactId;

use super::deeds::look;
use super::sheet::Sheet;
use crate::address::Path;
use crate::error::{PageError, PageResult, local, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/union/duda", post(keep));
}

/// A join that may be wrong, in words.
#[derive(Debug, Clone)]
pub(crate) struct Doubt {
    /// Who goes on.
    pub(crate) id: ContactId,
    pub(crate) name: String,
    /// By what they were joined, up to the name of who has it too.
    pub(crate) said: String,
    /// Who has the address or the number too.
    pub(crate) with: ContactId,
    pub(crate) with_name: String,
    /// The place in the log by which it is undone.
    pub(crate) position: u64,
}

impl Doubt {
    /// The latest that nobody has looked at, and whether there are more.
    pub(crate) async fn latest(seat: &Seat) -> PageResult<(Vec<Doubt>, bool)> {
        let doubted = seat.ask(|workspace| workspace.doubted(None, SHOWN_MAX)).await?;
        let shown = doubted.joins.iter().map(|one| Doubt::of(one, &seat.words));
        Ok((shown.collect(), doubted.next.is_some()))
    }

    pub(super) fn of(one: &Doubted, w: &Words) -> Doubt {
        Doubt {
            id: one.saw.id,
            name: Sheet::of(&one.saw, w).name,
            said: w.t1("doubt-by", "value", one.value.clone()),
            with: one.with.id,
            with_name: Sheet::of(&one.with, w).name,
            position: one.position,
        }
    }
}

/// Doubts on a page.
pub(super) const SHOWN_MAX: usize = 50;

#[derive(Debug, Deserialize)]
struct Kept {
    position: u64,
    #[serde(default)]
    back: String,
}

/// `POST /contactos/{id}/union/duda`: somebody looked, and they are one.
async fn keep(
    seat: Can<Edit>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Kept>,
) -> PageResult {
    let saw = look(&seat, id).await?;
    if !saw.card.history.contains(&form.position) {
        return Err(PageError::NotFound);
    }
    seat.ask(move |workspace| workspace.keep_joined(form.position)).await?;
    let back = if form.back.is_empty() { format!("/contactos/{id}") } else { form.back };
    Ok(see_other(local(&back)))
}
