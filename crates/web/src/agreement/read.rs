//! A version in sentences, with an address for each clause.

use askama::Template;
use axum::extract::Query;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use engine::agreement::Document;
use engine::agreement::diff::diff;
use runtime::people::Permission;
use serde::Deserialize;

use super::prose::{Part, parts};
use super::{called, current, versions};
use crate::address::Path;
use crate::error::{PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/acuerdo", get(show_current));
    table.get("/acuerdo/{version}", get(show));
    table.get("/acuerdo/{version}/texto.yaml", get(download));
    table.post("/acuerdo/{version}/vigor", post(put_back));
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/read.html")]
struct Read {
    shell: Shell,
    name: String,
    number: u32,
    is_in_force: bool,
    in_force: u32,
    /// Since when, and by whom.
    since: String,
    by: String,
    sides: [Side; 2],
    parts: Vec<Part>,
    /// The clauses that the version changed, by number.
    changed: Vec<String>,
    changes: u64,
    /// The version before it.
    before: Option<u32>,
    can_propose: bool,
    /// The version that was just put in force.
    done: Option<u32>,
}

/// A side as it stands beside the text.
struct Side {
    class: &'static str,
    name: String,
    signs: String,
}

impl Read {
    /// How many changes a section has against the version before.
    fn changes_in(&self, part: &Part) -> usize {
        part.clauses.iter().filter(|clause| self.is_changed(&clause.number)).count()
    }

    fn is_changed(&self, number: &str) -> bool {
        self.changed.iter().any(|changed| changed == number)
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    hecho: String,
}

async fn show_current(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    read(&seat, None, asked.hecho.parse().ok()).await
}

async fn show(seat: Seat, Path(version): Path<String>) -> PageResult {
    read(&seat, Some(&version), None).await
}

async fn read(seat: &Seat, asked: Option<&str>, done: Option<u32>) -> PageResult {
    let versions = versions(seat).await?;
    let in_force = current(&versions)?;
    let version = match asked {
        Some(words) => called(&versions, words)?,
        None => in_force,
    };
    let w = &seat.words;
    let document = version.document();
    let before = versions.iter().rev().find(|before| before.number < version.number);
    let changes = before.map(|before| diff(&before.document(), &document, &w.pack));
    let changes = changes.unwrap_or_default();
    page(&Read {
        name: document.name.clone(),
        number: version.number,
        is_in_force: version.number == in_force.number,
        in_force: in_force.number,
        since: w.moment(version.from, seat.now()),
        by: version.by.clone(),
        sides: sides(&document, w),
        parts: parts(&document, w),
        changed: changes.iter().filter_map(|change| change.number_after.clone()).collect(),
        changes: changes.len() as u64,
        before: before.map(|before| before.number),
        can_propose: seat.may(Permission::Propose),
        done: done.filter(|number| *number == in_force.number),
        shell: Shell::of(seat, Nav::Agreement).await?,
    })
}

fn sides(document: &Document, w: &Words) -> [Side; 2] {
    let side = |side: &engine::agreement::Side, class, words: &str| Side {
        class,
        name: side.name.clone().unwrap_or_else(|| w.t(words)),
        signs: side.signs.join(", "),
    };
    [
        side(&document.sides.marketing, "mkt", "nav-marketing"),
        side(&document.sides.sales, "vta", "nav-sales"),
    ]
}

/// The text of a version, as it was written.
async fn download(seat: Seat, Path(version): Path<String>) -> PageResult {
    let versions = versions(&seat).await?;
    let version = called(&versions, &version)?;
    let name = seat.words.t1("agreement-file", "version", version.number);
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, "application/yaml; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, version.text.clone()).into_response())
}

#[derive(Deserialize)]
struct PutBack {
    /// The version in force when the page was made.
    after: u32,
}

/// `POST /acuerdo/{version}/vigor`: an earlier text in force again, as the next version.
async fn put_back(
    seat: Can<Propose>,
    Path(version): Path<String>,
    Posted(form): Posted<PutBack>,
) -> PageResult {
    let versions = versions(&seat).await?;
    let text = called(&versions, &version)?.text.clone();
    let by = seat.email().to_owned();
    let number =
        seat.ask(move |workspace| workspace.put_text_in_force(form.after, &by, &text)).await?;
    Ok(see_other(&format!("/acuerdo?hecho={number}")))
}
