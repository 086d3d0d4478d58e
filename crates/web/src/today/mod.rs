//! Hoy: whom to call now, why, and what comes next.

mod page;
mod panels;
mod rows;
mod views;

use std::str::FromStr;

use axum::extract::Query;
use axum::routing::get;
use runtime::acts::Outcome;
use serde::{Deserialize, Deserializer};
use store::ids::ContactId;

pub(crate) use page::{Due, Reason, due, no_data, proposals, reasons};

pub(crate) use views::reader;

use crate::contact::Again;
use crate::error::PageResult;
use crate::layout::{Done, Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/hoy", get(index));
    table.get("/hoy/orden", get(order));
}

/// What the address of the page says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Whom to show.
    #[serde(deserialize_with = "where_readable")]
    c: Option<ContactId>,
    /// Which place of the list to show where nobody is named: where a decision left off.
    #[serde(deserialize_with = "where_readable")]
    n: Option<usize>,
    /// Which view of the list.
    vista: String,
    /// Which outcome is being filled in.
    paso: String,
    /// The key of what was just done.
    hecho: Option<String>,
    /// Whom a note names that is nobody of the team.
    nadie: String,
}

/// A part of the address, or nothing where it says something else: an old or mended link still leads
/// to Hoy, where there is something to do.
fn where_readable<'de, D: Deserializer<'de>, T: FromStr>(text: D) -> Result<Option<T>, D::Error> {
    Ok(String::deserialize(text)?.parse().ok())
}

async fn index(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let done = match &asked.hecho {
        Some(key) => Done::of(&seat, key).await?,
        None => None,
    };
    let shell = Shell::of(&seat, Nav::Today).await?.with(done);
    let today = page::Today::of(&seat, shell, &asked, Again::default()).await?;
    page(&today)
}

/// The page with a form that was not taken, where its forms lead `back`.
pub(crate) async fn again(seat: &Seat, id: ContactId, back: &str, again: Again) -> PageResult {
    let query = back.split_once('?').map_or("", |(_, query)| query);
    let asked: Asked = serde_html_form::from_str(query).unwrap_or_default();
    let asked = Asked { c: Some(id), paso: again.panel.clone(), hecho: None, ..asked };
    let shell = Shell::of(seat, Nav::Today).await?.at(back);
    page(&page::Today::of(seat, shell, &asked, again).await?)
}

/// `GET /hoy/orden`: why the list stands in this order.
async fn order(seat: Seat) -> PageResult {
    let shell = Shell::of(&seat, Nav::Today).await?;
    page(&page::OrderSaid::of(&seat, shell).await?)
}

/// The outcomes that one key or tap records, with the id of their words.
pub(crate) const QUICK: [(Outcome, &str); 2] =
    [(Outcome::Talked, "outcome-talked"), (Outcome::NoAnswer, "outcome-no-answer")];
