//! The list as a file for spreadsheets.

use axum::extract::RawQuery;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::time::Timestamp;
use runtime::sheet::{Dialect, Sheet};
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::rows::Columns;

use super::Within;
use super::asked::Asked;
use crate::error::{PageError, PageResult};
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/contactos.csv", get(export));
}

/// Rows of one file.
const ROWS_MAX: usize = 200_000;

/// Contacts that were chosen one by one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    id: Vec<ContactId>,
}

/// `GET /contactos.csv?…`: those whose ids are given, else everybody of the list of the same
/// query.
async fn export(seat: Seat, RawQuery(query): RawQuery) -> PageResult {
    let query = query.unwrap_or_default();
    let chosen: Chosen = serde_html_form::from_str(&query).unwrap_or_default();
    let asked = Asked::of(&query);
    let (within, order) = (Within::of(&asked, &seat), asked.order());
    let words = seat.words.clone();
    let written = seat.ask(move |workspace| {
        workspace.writer.settle().wait()?;
        let filter = within.filter(workspace)?;
        let dialect = Dialect::excel(&words.country);
        let mut sheet = Sheet::new(dialect);
        sheet.row(HEADER.map(|id| words.t(id)));
        if chosen.id.is_empty() {
            workspace.read(|read| {
                Ok(read.each(&filter, order, ROWS_MAX, |listed| {
                    sheet.row(row(&listed.columns, dialect, &words));
                })?)
            })?;
        }
        for id in &chosen.id {
            let Some(saw) = workspace.writer.look(*id).wait()? else { continue };
            if let Some(columns) = runtime::card::columns(&saw.agreement, &saw.card, saw.now) {
                sheet.row(row(&columns, dialect, &words));
            }
        }
        Ok(sheet)
    });
    attached(written.await?, "contactos.csv")
}

/// The columns, by the ids of their words.
const HEADER: [&str; 17] = [
    "trait-name",
    "trait-job-title",
    "trait-company",
    "trait-email",
    "trait-phone",
    "trait-city",
    "trait-country",
    "column-stage",
    "column-score",
    "score-fit",
    "score-engagement",
    "column-grade",
    "column-because",
    "trait-owner",
    "column-latest",
    "column-next",
    "trait-source",
];

fn row(columns: &Columns, dialect: Dialect, w: &Words) -> [String; 17] {
    let moment = |at: Option<Timestamp>| {
        at.map(|at| w.local(at).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    };
    [
        dialect.text(&columns.name),
        dialect.text(&columns.job_title),
        dialect.text(&columns.company),
        dialect.text(&columns.email),
        dialect.text(&columns.phone),
        dialect.text(&columns.city),
        columns.country.clone(),
        columns.stage.clone(),
        columns.total.to_string(),
        columns.fit.to_string(),
        columns.engagement.to_string(),
        columns.grade.clone(),
        dialect.text(&columns.because),
        columns.owner.clone(),
        moment(columns.latest_at),
        moment(columns.next_at),
        dialect.text(&columns.source),
    ]
}

/// A sheet as a file to be kept.
pub(crate) fn attached(sheet: Sheet, name: &str) -> PageResult<Response> {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| PageError::Failed(error.to_string()))?;
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, sheet.text()).into_response())
}
