//! Formularios: forms as they are edited, and as whoever they are for fills them in.
//!
//! A form stands at `/f/{form}` for everybody, on any site. Who looks at it is known by a cookie
//! that only sending sets, and by nothing that an address can carry; what is known of them decides
//! which questions are shown, and no answer is ever shown.

mod confirm;
mod edited;
mod editor;
mod hosted;
mod list;
mod mail;
mod plain;
mod received;
mod script;
mod shown;
mod steps;
mod worth;

pub(crate) use mail::put_owed;
pub(crate) use worth::worth;

use crate::routes::Table;

pub(crate) fn routes(table: &mut Table) {
    list::routes(table);
    editor::routes(table);
    hosted::routes(table);
    confirm::routes(table);
    mail::routes(table);
    steps::routes(table);
}
