//! A contact's page and what people do there.

mod deeds;
mod lines;
mod sheet;

use crate::routes::Table;

pub(crate) use lines::{Shown, said_next, text};
pub(crate) use sheet::{Sheet, bars_label};

pub(crate) fn routes(table: &mut Table) {
    deeds::routes(table);
}
