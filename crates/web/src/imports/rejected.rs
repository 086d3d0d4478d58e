//! The rows of a list that are nobody, with why: on a page, and as a file to be mended and brought
//! again.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use runtime::imports::Rejected;
use runtime::sheet::{Dialect, Sheet};
use serde::Deserialize;
use store::ids::BatchId;

use super::batch;
use crate::address::Path;
use crate::contacts::attached;
use crate::error::{PageError, PageResult};
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/importar/{id}/rechazadas", get(index));
    table.get("/importar/{id}/rechazadas.csv", get(file));
}

/// Rows of a page.
const ROWS: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "imports/rejected.html")]
struct RejectedPage {
    shell: Shell,
    id: BatchId,
    name: String,
    count: usize,
    rows: Vec<Rejected>,
    first: usize,
    previous: Option<usize>,
    next: Option<usize>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    pagina: String,
}

/// `GET /importar/{id}/rechazadas`: the rows, a page at a time.
async fn index(seat: Seat, Path(id): Path<BatchId>, Query(asked): Query<Asked>) -> PageResult {
    let batch = batch(&seat, id).await?;
    let report = batch.report.ok_or(PageError::NotFound)?;
    let count = report.rejected.len();
    let last = count.div_ceil(ROWS).max(1);
    let number = asked.pagina.parse().unwrap_or(1).clamp(1, last);
    let first = (number - 1) * ROWS;
    page(&RejectedPage {
        shell: Shell::of(&seat, Nav::Imports).await?,
        id,
        name: batch.plan.name,
        count,
        rows: report.rejected.into_iter().skip(first).take(ROWS).collect(),
        first: first + 1,
        previous: (number > 1).then(|| number - 1),
        next: (number < last).then(|| number + 1),
    })
}

/// `GET /importar/{id}/rechazadas.csv`: the rows that are nobody, with why, to be mended and
/// brought again.
async fn file(seat: Seat, Path(id): Path<BatchId>) -> PageResult {
    let batch = batch(&seat, id).await?;
    let report = batch.report.ok_or(PageError::NotFound)?;
    let w = &seat.words;
    let dialect = Dialect::excel(&w.country);
    let mut sheet = Sheet::new(dialect);
    let mut header: Vec<String> = report.header.iter().map(|cell| dialect.text(cell)).collect();
    header.push(w.t("rejected-why"));
    sheet.row(&header);
    for row in &report.rejected {
        let mut cells: Vec<String> = row.cells.iter().map(|cell| dialect.text(cell)).collect();
        cells.resize(report.header.len(), String::new());
        cells.push(w.choose(&row.because.0, &row.because.1).to_owned());
        sheet.row(&cells);
    }
    attached(sheet, &w.t("rejected-file"))
}
