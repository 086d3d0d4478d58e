//! The list of contacts.

use store::workspace::screens::Filter;

use crate::routes::Table;

pub(crate) fn routes(_table: &mut Table) {}

/// What the query of an address filters.
pub(crate) fn filter_of(_query: &str) -> Filter {
    Filter::default()
}
