//! What a source costs, time by time, and what each lead of it cost that sales accepted.

use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::post;
use import::values::numbers::{mark, number, usual};
use jiff::civil::Date;
use runtime::sources::{Cost, Spent};
use serde::Deserialize;
use store::ids::ChangeId;

use super::shown::{Given, made_now};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.post("/fuentes/{source}/costes", post(save));
    table.post("/fuentes/{source}/costes/borrar", post(forget));
}

/// A cost, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// Empty for a new one.
    pub(super) id: String,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// A cost in the list.
pub(super) struct CostRow {
    pub(super) period: String,
    pub(super) amount: String,
    pub(super) accepted: String,
    /// What each accepted lead cost; `None` where there was none.
    pub(super) each: Option<String>,
    pub(super) typed: Typed,
}

/// Times that are shown.
pub(super) const SHOWN_MAX: usize = 24;

impl CostRow {
    pub(super) fn of(spent: Spent, w: &Words) -> CostRow {
        let Spent { cost, accepted, each } = spent;
        let money = |amount| format!("{}\u{a0}{}", w.number(amount), cost.currency);
        CostRow {
            period: format!("{} – {}", w.date(cost.from), w.date(cost.to)),
            amount: money(cost.amount),
            accepted: w.number(accepted),
            each: each.map(money),
            typed: Typed {
                id: cost.id,
                amount: w.number(cost.amount),
                currency: cost.currency.clone(),
                from: cost.from.to_string(),
                to: cost.to.to_string(),
            },
        }
    }
}

/// What was typed as a cost; what is wrong with it where it is none.
fn read(typed: &Typed, source: &str, seat: &Seat) -> Result<Cost, String> {
    let w = &seat.words;
    let cells = std::iter::once(typed.amount.as_str());
    let amount = number(&typed.amount, mark(cells, usual(seat.country())));
    let day = |text: &str| text.trim().parse::<Date>();
    let (Ok(from), Ok(to)) = (day(&typed.from), day(&typed.to)) else {
        return Err(w.t("cost-dates-wrong"));
    };
    let is_known = !typed.id.is_empty();
    Ok(Cost {
        id: if is_known { typed.id.clone() } else { ChangeId::make().to_string() },
        source: source.to_owned(),
        amount: amount.ok_or_else(|| w.t("cost-amount-wrong"))?,
        currency: typed.currency.trim().to_uppercase(),
        from,
        to,
        by: seat.email().to_owned(),
        at: seat.now(),
    })
}

/// `POST /fuentes/{source}/costes`: a cost more, or one that is put right.
async fn save(
    seat: Can<Administer>,
    Path(source): Path<String>,
    parts: Parts,
    Posted(typed): Posted<Typed>,
) -> PageResult<Response> {
    let wrong = match read(&typed, &source, &seat) {
        Err(wrong) => wrong,
        Ok(cost) => {
            let name = source.clone();
            let saved = seat.ask_house(move |criba, id| {
                criba.source_seen(id, &name)?;
                criba.workspace(id)?.save_cost(cost)
            });
            match saved.await {
                Ok(()) => {
                    return Ok(see_other(&format!("{}?hecho=saved#coste", super::at(&source))));
                }
                Err(PageError::Said(said)) => seat.words.said(&said),
                Err(error) => return Err(error),
            }
        }
    };
    let given = Given { notice: Some((true, wrong)), cost: Some(typed), ..Given::default() };
    made_now(&seat, &parts, &source, given).await
}

#[derive(Deserialize)]
struct Forgotten {
    id: String,
}

/// `POST /fuentes/{source}/costes/borrar`: it was not so.
async fn forget(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<Forgotten>,
) -> PageResult {
    seat.ask(move |workspace| workspace.forget_cost(&form.id)).await?;
    Ok(see_other(&format!("{}?hecho=discarded#coste", super::at(&source))))
}
