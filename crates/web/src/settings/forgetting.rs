//! For how long people are kept of whom nothing but a browser is known.

use axum::routing::post;
use runtime::anonymous::MONTHS_MAX;
use serde::Deserialize;

use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.post("/ajustes/espacio/anonimos", post(update));
}

/// For how long they are kept, and what became of those who were long gone.
#[derive(Debug, Clone)]
pub(super) struct Forgetting {
    pub(super) months: u32,
    /// How many were folded into counts, in words; empty where none were.
    pub(super) folded: String,
}

impl Forgetting {
    pub(super) async fn of(seat: &Seat) -> PageResult<Forgetting> {
        let asked =
            seat.ask(|workspace| Ok((workspace.anonymous_months()?, workspace.folded_in_all()?)));
        let (months, (people, events)) = asked.await?;
        let w = &seat.words;
        let folded = match people {
            0 => String::new(),
            _ => w.count_with("anonymous-folded", people, &[("events", w.number(events))]),
        };
        Ok(Forgetting { months, folded })
    }
}

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    months: String,
}

/// `POST /ajustes/espacio/anonimos`.
async fn update(seat: Can<Administer>, Posted(form): Posted<Form>) -> PageResult {
    let months: Option<u32> = form.months.trim().parse().ok();
    let Some(months) = months.filter(|months| *months <= MONTHS_MAX) else {
        return Err(PageError::Wrong(seat.words.count("anonymous-wrong", u64::from(MONTHS_MAX))));
    };
    seat.ask(move |workspace| workspace.keep_anonymous(months)).await?;
    Ok(see_other("/ajustes/espacio?hecho=saved"))
}
