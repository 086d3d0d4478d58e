//! How the workspace addresses the people it writes to.

use axum::routing::post;
use runtime::treatment::{TREATMENT, TREATMENTS, Treatment};
use serde::Deserialize;

use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.post("/ajustes/espacio/trato", post(update));
}

/// What can be chosen: its id, what it is called, and whether it is chosen. The first is as in the
/// country.
pub(super) async fn choices(seat: &Seat) -> PageResult<Vec<(&'static str, String, bool)>> {
    let w = &seat.words;
    let chosen = seat.ask(|workspace| workspace.chosen_treatment()).await?;
    let name = |treatment: Treatment| w.trait_value(TREATMENT, treatment.id());
    let usual = name(Treatment::of_country(seat.country()));
    let mut choices = vec![("", w.t1("treatment-usual", "usual", usual), chosen.is_none())];
    choices.extend(TREATMENTS.map(|one| (one.id(), name(one), chosen == Some(one))));
    Ok(choices)
}

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    treatment: String,
}

/// `POST /ajustes/espacio/trato`.
async fn update(seat: Can<Administer>, Posted(form): Posted<Form>) -> PageResult {
    let chosen = Treatment::with_id(&form.treatment);
    if chosen.is_none() && !form.treatment.is_empty() {
        return Err(PageError::Wrong(seat.words.t("treatment-wrong")));
    }
    seat.ask(move |workspace| workspace.choose_treatment(chosen)).await?;
    Ok(see_other("/ajustes/espacio?hecho=saved"))
}
