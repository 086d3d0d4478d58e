//! Contactos: everybody, filtered by what stands in the address; views that are saved; what is
//! done with several at once; who may be there twice.

mod asked;
mod csv_file;
mod deeds;
mod list;
mod saved;
mod twice;

use store::workspace::screens::{Filter, Order};

use crate::routes::Table;
use crate::seat::Seat;
use asked::Asked;

pub(crate) use csv_file::attached;

pub(crate) fn routes(table: &mut Table) {
    list::routes(table);
    csv_file::routes(table);
    deeds::routes(table);
    saved::routes(table);
    twice::routes(table);
}

/// What the query of an address filters, for the seat's reader and clock.
pub(crate) fn filter_of(query: &str, seat: &Seat) -> Filter {
    Asked::of(query).filter(seat)
}

/// The page of the list that an address names: its filter, its order, how many and from which on.
pub(crate) fn page_of(query: &str, seat: &Seat) -> (Filter, Order, usize, usize) {
    let asked = Asked::of(query);
    (asked.filter(seat), asked.order(), list::ROWS, (asked.page() - 1) * list::ROWS)
}
