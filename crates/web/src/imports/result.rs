//! The last step: a list on its way in, and what became of it.

use askama::Template;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use engine::contact::bases::Basis;
use runtime::imports::{Batch, Consent, FATES, Report, Status, UNDO_LASTS};
use runtime::people::Permission;
use serde::Deserialize;
use serde_json::json;
use store::ids::BatchId;

use super::pairs::{OfList, Pair, of_list};
use super::running::{self, Progress};
use super::{batch, is_waiting};
use crate::address::Path;
use crate::contacts::{href_of_list, words_of_fate};
use crate::error::{PageResult, see_other};
use crate::layout::{Done, Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/importar/{id}", get(show));
    table.get("/importar/{id}/avance", get(progress));
    table.post("/importar/{id}/reanudar", post(resume));
    table.post("/importar/{id}/deshacer", post(undo));
}

/// The page.
#[derive(Template)]
#[template(path = "imports/result.html")]
struct ResultPage {
    shell: Shell,
    id: BatchId,
    batch: Batch,
    report: Report,
    progress: Option<Progress>,
    figures: Vec<Figure>,
    is_running: bool,
    is_undoable: bool,
    undo_until: String,
    /// What the people may be reached on the strength of, in words.
    permission: String,
    /// What undoing did, in words.
    undone: String,
    pairs: Vec<Pair>,
    /// Where an answer about a pair leads back to.
    back: String,
    can_edit: bool,
}

/// A count, with what it opens.
struct Figure {
    label: String,
    count: String,
    href: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    primera: String,
    /// The key of what was just done.
    #[serde(default)]
    hecho: String,
}

async fn show(seat: Seat, Path(id): Path<BatchId>, Query(asked): Query<Asked>) -> PageResult {
    let batch = batch(&seat, id).await?;
    let progress = seat.app.running().progress(id);
    if !asked.primera.is_empty() && batch.status == Status::Done {
        // The first list ends where the work begins.
        return Ok(see_other("/hoy"));
    }
    if is_waiting(&batch) && progress.is_none() {
        return Ok(see_other(&format!("/importar/{id}/columnas")));
    }
    let done = Done::of(&seat, &asked.hecho).await?;
    let report = batch.report.clone().unwrap_or_default();
    let pairs = match batch.status {
        Status::Done => of_list(&seat, id, &report).await?,
        _ => OfList::default(),
    };
    let figures = match batch.status {
        Status::Done => figures(&seat, id, &report, pairs.all).await?,
        _ => Vec::new(),
    };
    let is_running = progress.as_ref().is_some_and(|progress| progress.error.is_none());
    let until = batch.made_at + UNDO_LASTS;
    page(&ResultPage {
        is_running,
        is_undoable: batch.status == Status::Done && seat.now() <= until,
        undo_until: seat.words.day(until),
        permission: permission(&batch.plan.consent, &seat.words),
        undone: undone(&report, &seat.words),
        can_edit: seat.may(Permission::Edit),
        back: format!("/importar/{id}#parecidos"),
        shell: Shell::of(&seat, Nav::Imports).await?.with(done),
        id,
        batch,
        report,
        progress,
        pairs: pairs.shown,
        figures,
    })
}

/// What became of a list, each count with the list of those whom it counts.
async fn figures(
    seat: &Seat,
    id: BatchId,
    report: &Report,
    pairs: usize,
) -> PageResult<Vec<Figure>> {
    let w = &seat.words;
    // A list of before says how many they were and not who.
    let now = seat.ask(move |workspace| workspace.counts_of_list(id)).await?;
    let then = [report.counts.new, report.counts.updated, report.counts.unchanged];
    let mut figures: Vec<Figure> = Vec::with_capacity(FATES.len() + 2);
    for (index, fate) in FATES.into_iter().enumerate() {
        let (count, href) = match now.as_ref().and_then(|now| now.get(index)) {
            Some(count) => (w.number(*count), Some(href_of_list(id, fate))),
            None => match then.get(index) {
                Some(count) => (w.number(*count), None),
                None => continue,
            },
        };
        figures.push(Figure { label: w.t(words_of_fate(fate)), count, href });
    }
    let mut other = |label: &str, count: usize, href: String| {
        let href = (count > 0).then_some(href);
        figures.push(Figure { label: w.t(label), count: w.number(count), href });
    };
    other("review-suggested", pairs, format!("/contactos/parecidos?lista={id}"));
    other("review-rejected", report.counts.rejected, format!("/importar/{id}/rechazadas"));
    Ok(figures)
}

fn permission(consent: &Consent, w: &Words) -> String {
    let words = match consent {
        Consent::Given { .. } => w.t("result-consent-given"),
        Consent::Contract { .. } => w.basis(Basis::Contract),
        Consent::LegitimateInterest { .. } => w.basis(Basis::LegitimateInterest),
        Consent::Unknown => w.t("result-consent-unknown"),
        Consent::Refused => w.t("result-consent-refused"),
    };
    match consent.evidence() {
        Some(evidence) => format!("{words} ({evidence})"),
        None => words,
    }
}

fn undone(report: &Report, w: &Words) -> String {
    w.with(
        "result-undone",
        &[
            ("removed", report.removed.to_string()),
            ("restored", report.restored.to_string()),
            ("kept", report.kept.len().to_string()),
        ],
    )
}

/// `GET /importar/{id}/avance`: how far it is, for a page that looks without being made again.
async fn progress(seat: Seat, Path(id): Path<BatchId>) -> PageResult {
    // Of another workspace nothing is said.
    batch(&seat, id).await?;
    let progress = seat.app.running().progress(id);
    let is_over = progress.as_ref().is_none_or(|progress| progress.error.is_some());
    let progress = progress.unwrap_or_default();
    let w = &seat.words;
    let words = match progress.all {
        0 => w.t("result-reading"),
        all => w.t2("result-progress", "done", w.number(progress.done), "all", w.number(all)),
    };
    let (done, all) = (progress.done, progress.all);
    Ok(Json(json!({ "is_over": is_over, "done": done, "all": all, "words": words }))
        .into_response())
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /importar/{id}/reanudar`: goes on where a stopped server left it.
async fn resume(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let batch = batch(&seat, id).await?;
    if batch.status == Status::Running {
        running::start(&seat.app, seat.shared_workspace(), batch);
    }
    Ok(see_other(&format!("/importar/{id}")))
}

/// `POST /importar/{id}/deshacer`: the list is not in any more.
async fn undo(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let batch = batch(&seat, id).await?;
    if batch.status == Status::Done {
        let by = seat.email().to_owned();
        seat.ask(move |workspace| workspace.undo_batch(batch, &by)).await?;
    }
    Ok(see_other(&format!("/importar/{id}")))
}
