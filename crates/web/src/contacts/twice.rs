//! Who may be there twice: the pairs that no list was sure about, side by side.

use askama::Template;
use axum::routing::get;
use runtime::people::Permission;

use crate::error::PageResult;
use crate::imports::{Pair, open_pairs};
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;

pub(super) fn routes(table: &mut Table) {
    table.get("/contactos/parecidos", get(index));
}

/// The page.
#[derive(Template)]
#[template(path = "contacts/twice.html")]
struct Twice {
    shell: Shell,
    pairs: Vec<Pair>,
    can_edit: bool,
}

async fn index(seat: Seat) -> PageResult {
    page(&Twice {
        pairs: open_pairs(&seat).await?,
        can_edit: seat.may(Permission::Edit),
        shell: Shell::of(&seat, Nav::Contacts).await?,
    })
}
