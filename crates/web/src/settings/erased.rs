//! Who was erased: when, by whom and by whose request. Nothing says who they were.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;

use super::frame::{Asked, Frame, shell};
use super::teams::name_of;
use crate::error::PageResult;
use crate::layout::{Shell, page};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/borrados", get(show));
}

/// Erasures that the page shows, the latest; all of them are exported.
const SHOWN: usize = 200;

/// The page.
#[derive(Template)]
#[template(path = "settings/erased.html")]
struct Erased {
    shell: Shell,
    frame: Frame,
    rows: Vec<Row>,
    /// How many were erased in all.
    count: u64,
}

/// Somebody who was erased.
struct Row {
    /// The page that stays of them.
    contact: String,
    when: String,
    by: String,
    requested_by: String,
    requested_on: String,
    reference: String,
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let records = seat.ask(|workspace| workspace.erasures()).await?;
    let members = seat.members().await?;
    let (w, now) = (&seat.words, seat.now());
    let count = records.len() as u64;
    let rows = records.into_iter().rev().take(SHOWN).map(|record| Row {
        contact: record.contact.to_string(),
        when: w.moment(record.at, now),
        by: name_of(&members, &record.who),
        requested_by: match record.requested_by.as_str() {
            "" => String::new(),
            by => w.t(&format!("erase-by-{by}")),
        },
        requested_on: record.requested_on,
        reference: record.reference,
    });
    page(&Erased {
        rows: rows.collect(),
        count,
        frame: Frame::of(&seat, "erased", &asked).await?,
        shell: shell(&seat).await?,
    })
}
