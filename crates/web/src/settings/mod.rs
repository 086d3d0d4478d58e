//! Ajustes: the people of the workspace, its teams and hours, its keys and itself; and, for each
//! person, how they like their pages and where they are signed in.
//!
//! Everybody sees everything; permissions limit what they can change. What belongs to the
//! agreement is changed in the agreement, as a new version.

mod absences;
mod changes;
mod erased;
mod forgetting;
mod frame;
mod feasts;
mod hours;
mod calendars;
mod invitation;
mod invite;
mod keys;
mod leaving;
mod people;
mod person;
mod preferences;
mod sessions;
mod setup;
mod space;
mod team;
mod teams;
mod treatment;
mod zones;

use axum::routing::get;

pub(crate) use frame::only_sees;
pub(crate) use setup::missing_side;

use crate::error::{PageResult, see_other};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes", get(first));
    people::routes(table);
    person::routes(table);
    leaving::routes(table);
    invite::routes(table);
    invitation::routes(table);
    teams::routes(table);
    team::routes(table);
    hours::routes(table);
    calendars::routes(table);
    absences::routes(table);
    preferences::routes(table);
    sessions::routes(table);
    keys::routes(table);
    space::routes(table);
    treatment::routes(table);
    forgetting::routes(table);
    erased::routes(table);
    changes::routes(table);
}

async fn first(seat: Seat) -> PageResult {
    // What everybody may change comes first for who may not change the rest.
    let is_administrator = seat.may(runtime::people::Permission::Administer);
    Ok(see_other(if is_administrator { "/ajustes/personas" } else { "/ajustes/preferencias" }))
}
