//! Fuentes: every way by which something comes in, whether it does, and what people do about it.

mod access;
mod contents;
mod costs;
mod deeds;
mod fields;
mod list;
mod made;
mod marks;
mod names;
mod past;
mod sample;
mod setup;
mod shown;
mod turn;
mod waits;

use crate::error::encoded;
use crate::routes::Table;

pub(crate) fn routes(table: &mut Table) {
    list::routes(table);
    made::routes(table);
    shown::routes(table);
    turn::routes(table);
    deeds::routes(table);
    fields::routes(table);
    names::routes(table);
    past::routes(table);
    costs::routes(table);
    contents::routes(table);
    access::routes(table);
}

/// Where the page of a source stands.
pub(crate) fn at(source: &str) -> String {
    format!("/fuentes/{}", encoded(source).replace('/', "%2F"))
}
