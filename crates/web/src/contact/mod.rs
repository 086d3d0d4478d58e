//! A contact's page and what people do there.

mod again;
mod answers;
mod appointment;
mod asks;
mod cause;
mod colleagues;
mod coming;
mod days;
mod deeds;
mod doubts;
mod edits;
mod erase;
mod event;
mod expect;
mod joining;
mod lines;
mod loaded;
mod manual;
mod messages;
mod notes;
mod offered;
mod page;
mod parts;
mod path;
mod planned;
mod profile;
mod sheet;
mod standing;
mod together;
mod translated;
mod who;
mod whole;

use crate::routes::Table;

pub(crate) use again::{Again, seen};
pub(crate) use asks::asks;
pub(crate) use cause::Causes;
pub(crate) use deeds::{Way, act};
pub(crate) use doubts::Doubt;
pub(crate) use expect::Expect;
pub(crate) use lines::{Shown, moves, said_next, shown, step_words, text};
pub(crate) use planned::moment;
pub(crate) use sheet::Sheet;

pub(crate) fn routes(table: &mut Table) {
    page::routes(table);
    event::routes(table);
    appointment::routes(table);
    deeds::routes(table);
    edits::routes(table);
    manual::routes(table);
    doubts::routes(table);
    erase::routes(table);
    whole::routes(table);
    messages::routes(table);
    notes::routes(table);
}
