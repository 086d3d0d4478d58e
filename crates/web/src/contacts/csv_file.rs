//! The list as a file for spreadsheets.

use axum::extract::RawQuery;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::said::Said;
use engine::time::Timestamp;
use runtime::RuntimeError;
use runtime::office::harmless;
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::rows::Columns;

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
    let (filter, order) = (asked.filter(&seat), asked.order());
    let words = seat.words.clone();
    let written = seat.ask(move |workspace| {
        workspace.writer.settle().wait()?;
        let failed = |error: csv::Error| RuntimeError::Wrong(Said::machine(error));
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(HEADER.map(|id| words.t(id))).map_err(failed)?;
        let mut result = Ok(());
        if chosen.id.is_empty() {
            workspace.read(|read| {
                Ok(read.each(&filter, order, ROWS_MAX, |listed| {
                    if result.is_ok() {
                        result = out.write_record(row(&listed.columns, &words));
                    }
                })?)
            })?;
        }
        for id in &chosen.id {
            let Some(saw) = workspace.writer.look(*id).wait()? else { continue };
            if let Some(columns) = runtime::card::columns(&saw.agreement, &saw.card, saw.now) {
                out.write_record(row(&columns, &words)).map_err(failed)?;
            }
        }
        result.map_err(failed)?;
        Ok(out.into_inner().unwrap_or_default())
    });
    let bytes = written.await?;
    attached(bytes, "contactos.csv")
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

fn row(columns: &Columns, w: &Words) -> [String; 17] {
    let moment = |at: Option<Timestamp>| {
        at.map(|at| w.local(at).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    };
    [
        harmless(&columns.name),
        harmless(&columns.job_title),
        harmless(&columns.company),
        harmless(&columns.email),
        // A number with its plus sign is no formula; it is written as spreadsheets keep it whole.
        columns.phone.clone(),
        harmless(&columns.city),
        columns.country.clone(),
        columns.stage.clone(),
        columns.total.to_string(),
        columns.fit.to_string(),
        columns.engagement.to_string(),
        columns.grade.clone(),
        harmless(&columns.because),
        columns.owner.clone(),
        moment(columns.latest_at),
        moment(columns.next_at),
        harmless(&columns.source),
    ]
}

/// Bytes of a CSV as a file, marked so that spreadsheets read its accents.
pub(crate) fn attached(bytes: Vec<u8>, name: &str) -> PageResult<Response> {
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(bytes);
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| PageError::Failed(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], marked)
        .into_response())
}
