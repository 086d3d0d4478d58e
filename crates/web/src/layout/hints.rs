//! What is said once to each person, at the moment of use, and what they have put away for good.
//!
//! Whether a hint was seen is told by the page that shows it: a telephone does not show those about
//! keys, and only the browser knows how wide it is. Without a script it stays until it is put away.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::post;
use serde::Deserialize;

use crate::error::{PageResult, local, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::Seat;

/// Every hint: J and K in Hoy, that numbers open, undo, and what is left to set up.
const HINTS: [&str; 4] = ["keys", "numbers", "undo", "setup"];

pub(super) fn routes(table: &mut Table) {
    table.post("/ajustes/pistas", post(seen));
}

#[derive(Debug, Deserialize)]
struct Seen {
    #[serde(default)]
    hint: Vec<String>,
    #[serde(default)]
    back: String,
}

/// `POST /ajustes/pistas`: these hints were seen, and are not shown again.
async fn seen(seat: Seat, Posted(form): Posted<Seen>) -> PageResult {
    let mut chosen = seat.preferences.clone();
    for hint in HINTS {
        let is_told = form.hint.iter().any(|told| told == hint);
        if is_told && !chosen.seen.iter().any(|seen| seen == hint) {
            chosen.seen.push(hint.to_owned());
        }
    }
    if chosen != seat.preferences {
        let person = seat.signed.place.person.clone();
        seat.ask_house(move |criba, _| criba.save_preferences(&person, &chosen)).await?;
    }
    // A page that tells it by itself goes nowhere.
    if form.back.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(see_other(local(&form.back)))
}
