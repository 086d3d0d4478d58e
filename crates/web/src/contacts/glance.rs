//! What the list shows beside its rows once they are there: how many each view holds, and what would
//! become of those that are chosen.

use axum::Json;
use axum::extract::RawQuery;
use axum::routing::get;
use engine::agreement::sealed::Agreement;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;
use store::workspace::screens::{Filter, Listed, Order};

use super::Within;
use super::asked::ROWS;
use super::asked::{Asked, NOBODY};
use super::list::own_tabs;
use super::whole::Whole;
use crate::error::PageResult;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/contactos/cuentas", get(counts));
    table.get("/contactos/efecto", get(effects));
}

/// How many a tab holds.
#[derive(Serialize)]
struct Counted {
    href: String,
    count: String,
}

/// `GET /contactos/cuentas`: how many each tab of the list holds. The page does not wait for them:
/// a team saves views that take their time.
async fn counts(seat: Seat) -> PageResult<Json<Vec<Counted>>> {
    let saved = seat.ask(|workspace| workspace.saved_views()).await?;
    let own = own_tabs(&seat.words).into_iter().map(|(href, _)| href);
    let saved = saved.iter().take(VIEWS_MAX).map(super::list::href_of_view);
    let tabs: Vec<(String, Within)> = own
        .chain(saved)
        .map(|href| {
            let query = href.split_once('?').map_or("", |(_, query)| query);
            let within = Within::of(&Asked::of(query), &seat);
            (href, within)
        })
        .collect();
    let counted = seat.ask(move |workspace| {
        workspace.writer.settle().wait()?;
        let mut counted: Vec<(String, u64)> = Vec::with_capacity(tabs.len());
        for (href, within) in tabs {
            let filter = within.filter(workspace)?;
            counted.push((href, workspace.read(|read| Ok(read.count(&filter)?))?));
        }
        Ok(counted)
    });
    let shown = counted
        .await?
        .into_iter()
        .map(|(href, count)| Counted { href, count: seat.words.number(count) });
    Ok(Json(shown.collect()))
}

/// Saved views that are counted.
const VIEWS_MAX: usize = 12;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chosen {
    id: Vec<ContactId>,
    to: String,
    stage: String,
    /// Whether everybody of the list at `back` is meant.
    todos: String,
    back: String,
}

/// What each deed would do, in words.
#[derive(Serialize)]
struct Effects {
    assign: String,
    plan: String,
    stage: String,
}

/// `GET /contactos/efecto?id=…&to=…&stage=…`: what would become of those that are chosen.
async fn effects(seat: Can<Work>, RawQuery(query): RawQuery) -> PageResult<Json<Effects>> {
    let chosen: Chosen = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let ids: Vec<ContactId> = chosen.id.iter().copied().take(ROWS).collect();
    let Whole { agreement, rows } = match chosen.todos.as_str() {
        "" => {
            let loaded = seat.ask(move |workspace| {
                workspace.writer.settle().wait()?;
                let agreement = workspace.writer.agreement().wait()?;
                let filter = Filter { ids: Some(ids), ..Filter::default() };
                let rows =
                    workspace.read(|read| Ok(read.list(&filter, Order::Best, ROWS, 0)?))?;
                Ok(Whole { agreement, rows })
            });
            loaded.await?
        }
        _ => Whole::of(&seat, &chosen.back).await?,
    };
    let w = &seat.words;
    Ok(Json(Effects {
        assign: assigned(&rows, &chosen.to, w),
        plan: planned(&rows, w),
        stage: moved(&rows, &chosen.stage, &agreement, w),
    }))
}

/// The words of an effect: how many change, how many are so already, and of how many it takes
/// something away.
fn said(w: &Words, changed: usize, same: usize, lost: Option<(&str, usize)>) -> String {
    let count = |id: &str, n: usize| w.count(id, u64::try_from(n).unwrap_or(u64::MAX));
    let mut parts = vec![count("effect-changed", changed)];
    if same > 0 {
        parts.push(count("effect-same", same));
    }
    if let Some((id, n)) = lost.filter(|(_, n)| *n > 0) {
        parts.push(count(id, n));
    }
    parts.join(" ")
}

pub(super) fn assigned(rows: &[Listed], to: &str, w: &Words) -> String {
    let to = match to {
        "" => return String::new(),
        NOBODY => "",
        address => address,
    };
    let same = rows.iter().filter(|row| row.columns.owner == to).count();
    let others = rows.iter().filter(|row| !row.columns.owner.is_empty() && row.columns.owner != to);
    said(w, rows.len() - same, same, Some(("effect-from-others", others.count())))
}

pub(super) fn planned(rows: &[Listed], w: &Words) -> String {
    let replaced = rows.iter().filter(|row| row.columns.next_at.is_some()).count();
    said(w, rows.len(), 0, Some(("effect-replaced", replaced)))
}

pub(super) fn moved(rows: &[Listed], to: &str, agreement: &Agreement, w: &Words) -> String {
    let Some(target) = agreement.stage_index(to) else { return String::new() };
    let at = |row: &Listed| agreement.stage_index(&row.columns.stage);
    let same = rows.iter().filter(|row| at(row) == Some(target)).count();
    let back = rows.iter().filter(|row| at(row).is_some_and(|at| at > target)).count();
    said(w, rows.len() - same, same, Some(("effect-back", back)))
}
