//! Who may be there twice: the pairs that no list was sure about, side by side; and whom Criba joined
//! by an address or a number that turned out to be several people's.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use runtime::people::Permission;
use serde::Deserialize;
use store::ids::BatchId;

use crate::contact::Doubt;
use crate::error::{PageError, PageResult, encoded};
use crate::imports::{PAIRS_SHOWN, Pair, open_pairs};
use crate::layout::{Done, Nav, Shell, page};
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
    count: usize,
    doubted: Vec<Doubt>,
    has_more_doubted: bool,
    /// This page, for the answers to lead back to.
    back: String,
    previous: Option<String>,
    next: Option<String>,
    can_edit: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The list whose pairs are asked for; every list's where there is none.
    lista: String,
    pagina: String,
    /// The key of what was just done.
    hecho: String,
}

impl Asked {
    fn href(&self, number: usize) -> String {
        match self.lista.as_str() {
            "" => format!("/contactos/parecidos?pagina={number}"),
            list => format!("/contactos/parecidos?lista={}&pagina={number}", encoded(list)),
        }
    }
}

async fn index(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let list: Option<BatchId> = match asked.lista.as_str() {
        "" => None,
        list => Some(list.parse().map_err(|_| PageError::NotFound)?),
    };
    let done = Done::of(&seat, &asked.hecho).await?;
    let pairs = open_pairs(&seat, list).await?;
    let count = pairs.len();
    let (doubted, has_more_doubted) = Doubt::latest(&seat).await?;
    let last = count.div_ceil(PAIRS_SHOWN).max(1);
    let number = asked.pagina.parse().unwrap_or(1).clamp(1, last);
    page(&Twice {
        pairs: pairs.into_iter().skip((number - 1) * PAIRS_SHOWN).take(PAIRS_SHOWN).collect(),
        count,
        doubted,
        has_more_doubted,
        back: asked.href(number),
        previous: (number > 1).then(|| asked.href(number - 1)),
        next: (number < last).then(|| asked.href(number + 1)),
        can_edit: seat.may(Permission::Edit),
        shell: Shell::of(&seat, Nav::Contacts).await?.with(done),
    })
}
