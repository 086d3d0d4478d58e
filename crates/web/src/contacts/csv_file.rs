//! The list as a file for spreadsheets.

use axum::extract::RawQuery;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::agreement::Document;
use engine::time::Timestamp;
use runtime::sheet::{Dialect, Sheet};
use serde::Deserialize;
use store::ids::ContactId;
use store::workspace::rows::Columns;

use super::Within;
use super::asked::Asked;
use super::whole;
use crate::error::{PageResult, attachment};
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
    /// Whether everybody of the list at `back` is meant, and not those.
    todos: String,
    back: String,
}

/// `GET /contactos.csv?…`: the columns that the list of the same query shows, in its words, of those
/// whose ids are given, else of everybody in it.
async fn export(seat: Seat, RawQuery(query): RawQuery) -> PageResult {
    let query = query.unwrap_or_default();
    let mut chosen: Chosen = serde_html_form::from_str(&query).unwrap_or_default();
    let mut asked = Asked::of(&query);
    if !chosen.todos.is_empty() {
        chosen.id.clear();
        asked = Asked { col: asked.col, ..whole::asked(&chosen.back) };
    }
    let (within, order) = (Within::of(&asked, &seat), asked.order());
    let words = seat.words.clone();
    let written = seat.ask(move |workspace| {
        workspace.writer.settle_all().wait()?;
        let filter = within.filter(workspace)?;
        let dialect = Dialect::excel(&words.country);
        let agreement = workspace.writer.agreement().wait()?;
        let told = Told {
            dialect,
            w: &words,
            document: &agreement.document,
            parts: PARTS.iter().filter(|(id, ..)| asked.shows(id)).collect(),
        };
        let mut sheet = Sheet::new(dialect);
        sheet.row(told.header());
        if chosen.id.is_empty() {
            workspace.read(|read| {
                Ok(read.each(&filter, order, ROWS_MAX, |listed| {
                    sheet.row(told.row(&listed.columns));
                })?)
            })?;
        }
        for id in &chosen.id {
            let Some(saw) = workspace.writer.look(*id).wait()? else { continue };
            if let Some(columns) = runtime::card::columns(&saw.agreement, &saw.card, saw.now) {
                sheet.row(told.row(&columns));
            }
        }
        Ok(sheet)
    });
    attached(written.await?, &seat.words.t("contacts-file"))
}

/// A column of the list as columns of the file: the ids of their words, and what stands in them.
type Part = (&'static str, &'static [&'static str], fn(&Columns, &Told<'_>) -> Vec<String>);

/// What the file has for each column that the list can show.
const PARTS: [Part; 11] = [
    ("empresa", &["trait-company"], |c, told| vec![told.dialect.text(&c.company)]),
    ("etapa", &["column-stage"], |c, told| {
        vec![told.dialect.text(&told.w.stage(told.document, &c.stage))]
    }),
    ("puntos", &["column-score", "score-fit", "score-engagement"], |c, _| {
        [c.total, c.fit, c.engagement].map(|points| points.to_string()).to_vec()
    }),
    ("nota", &["column-grade"], |c, _| vec![c.grade.clone()]),
    ("responsable", &["trait-owner"], |c, told| vec![told.dialect.text(&told.w.person(&c.owner))]),
    ("reciente", &["column-latest"], |c, told| vec![told.moment(c.latest_at)]),
    ("paso", &["column-next"], |c, told| vec![told.moment(c.next_at)]),
    ("telefono", &["trait-phone"], |c, told| vec![told.dialect.text(&c.phone)]),
    ("correo", &["trait-email"], |c, told| vec![told.dialect.text(&c.email)]),
    ("lugar", &["trait-city", "trait-country"], |c, told| {
        let country = told.w.trait_value("country", &c.country);
        vec![told.dialect.text(&c.city), told.dialect.text(&country)]
    }),
    ("origen", &["trait-source"], |c, told| vec![told.dialect.text(&c.source)]),
];

/// How a file is told.
struct Told<'a> {
    dialect: Dialect,
    w: &'a Words,
    document: &'a Document,
    /// The columns that the list shows.
    parts: Vec<&'static Part>,
}

impl Told<'_> {
    fn header(&self) -> Vec<String> {
        let shown = self.parts.iter().flat_map(|(_, words, _)| words.iter());
        let all = ["trait-name", "trait-job-title"].iter().chain(shown);
        all.map(|id| self.w.t(id)).collect()
    }

    fn row(&self, columns: &Columns) -> Vec<String> {
        let mut row = vec![self.dialect.text(&columns.name), self.dialect.text(&columns.job_title)];
        row.extend(self.parts.iter().flat_map(|(_, _, cells)| cells(columns, self)));
        row
    }

    fn moment(&self, at: Option<Timestamp>) -> String {
        let local = at.map(|at| self.w.local(at).strftime("%Y-%m-%d %H:%M").to_string());
        local.unwrap_or_default()
    }
}

/// A sheet as a file to be kept.
pub(crate) fn attached(sheet: Sheet, name: &str) -> PageResult<Response> {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attachment(name)?)];
    Ok((headers, sheet.text()).into_response())
}
