//! The third step: what will happen, before it does.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use import::duplicates::Reason;
use import::record::{ProblemCode, Record};
use import::values::phones;
use runtime::imports::{Batch, Counts, Fix, Plan, Prepared, Rejected, Unreachable};
use serde::Deserialize;
use store::ids::BatchId;

use super::{attempt, batch, is_waiting, running};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/importar/{id}/revisar", get(show));
    table.post("/importar/{id}", post(create));
    table.post("/importar/{id}/correcciones", post(fix));
    table.post("/importar/{id}/sin-contacto", post(unreachable));
    table.post("/importar/{id}/borrados", post(erased));
}

/// The page.
#[derive(Template)]
#[template(path = "imports/review.html")]
struct Review {
    shell: Shell,
    id: BatchId,
    batch: Batch,
    is_first: bool,
    counts: Counts,
    suggested: usize,
    rows: Vec<Row>,
    problems: Vec<(String, usize, String)>,
    fixable: Vec<Fixable>,
    joins: Vec<Pair>,
    pairs: Vec<Pair>,
    rejected: Vec<Rejected>,
    /// Rows of people whom nothing says how to reach.
    unreachable: usize,
    /// Rows of people who asked to be erased.
    erased: usize,
}

/// A row as it will look.
struct Row {
    number: u32,
    name: String,
    company: String,
    job_title: String,
    email: String,
    phone: String,
    is_known: bool,
    problems: String,
}

/// Two rows side by side, and why they are one person.
struct Pair {
    first: Row,
    second: Row,
    because: String,
    confidence: u8,
}

/// What a kind of problem is called.
fn key(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::PhoneUnreadable => "problem-phone",
        ProblemCode::EmailUnreadable => "problem-email",
        ProblemCode::DateUnreadable => "problem-date",
        ProblemCode::CountryUnknown => "problem-country",
        ProblemCode::IdWrong => "problem-id",
        ProblemCode::ConsentUnclear => "problem-consent",
        ProblemCode::TextUnreadable => "problem-letters",
        ProblemCode::Formula => "problem-formula",
        ProblemCode::Unreachable => "problem-unreachable",
    }
}

/// A cell that could not be read, to be put right.
struct Fixable {
    row: u32,
    name: String,
    problem: String,
    words: String,
}

/// Cells that can be put right on the page; more of them are put right in the file.
const FIXABLE: usize = 20;
/// Rows, pairs and numbers of rows that the page shows of each kind.
const ROWS_SHOWN: usize = 20;
const PAIRS_SHOWN: usize = 10;
const NUMBERS_SHOWN: usize = 12;

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    primera: String,
}

async fn show(seat: Can<Edit>, Path(id): Path<BatchId>, Query(asked): Query<Asked>) -> PageResult {
    let batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    let wanted = batch.clone();
    let prepared = attempt(&seat, move |workspace| {
        let prepared = workspace.prepare(&wanted)?;
        Ok((workspace.foresee(&wanted, &prepared)?, prepared))
    });
    let w = &seat.words;
    let (foreseen, prepared) = match prepared.await? {
        Ok(foreseen) => foreseen,
        Err(error) => return Err(PageError::Said(error.said())),
    };
    let people = prepared.people();
    let known = people.iter().filter(|person| person.contact.is_some());
    let known: BTreeSet<usize> = known.flat_map(|person| &person.records).copied().collect();
    let is_known = |index: usize| known.contains(&index) || foreseen.told.contains(&index);
    let first = prepared.known..prepared.records.len();
    let rows = first.take(ROWS_SHOWN).filter_map(|index| {
        let record = prepared.record(index)?;
        Some(row(record, is_known(index), w))
    });
    let both = |pair: (usize, usize), because: &[Reason], confidence: u8| {
        let shown = |index: usize| Some(row(prepared.record(index)?, index < prepared.known, w));
        let words = because.iter().map(|reason| match w.lang() {
            "es" => reason.es(),
            _ => reason.en(),
        });
        let words: Vec<String> = words.collect();
        let (first, second) = (shown(pair.0)?, shown(pair.1)?);
        Some(Pair { first, second, because: words.join(", "), confidence })
    };
    let joins = &prepared.duplicates.joins;
    // The least sure of the sure ones are those that a person wants to look at.
    let joins =
        joins.iter().rev().filter_map(|pair| both(pair.records, &pair.because, pair.confidence));
    let suggested = &prepared.duplicates.suggested;
    let pairs = suggested.iter().filter_map(|one| both(one.pair, &one.because, one.confidence));
    page(&Review {
        rows: rows.collect(),
        problems: problems(&prepared, w),
        joins: joins.take(PAIRS_SHOWN).collect(),
        pairs: pairs.take(PAIRS_SHOWN).collect(),
        rejected: prepared.rejected().into_iter().take(ROWS_SHOWN).collect(),
        unreachable: prepared.unreachable.len(),
        erased: prepared.erased.len(),
        counts: foreseen.counts,
        fixable: fixable(&prepared, w),
        suggested: suggested.len(),
        is_first: !asked.primera.is_empty(),
        shell: Shell::of(&seat, Nav::Imports).await?,
        id,
        batch,
    })
}

fn row(record: &Record, is_known: bool, w: &Words) -> Row {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let problems = record.problems.iter().map(|problem| match w.lang() {
        "es" => problem.es(),
        _ => problem.en(),
    });
    let problems: Vec<String> = problems.collect();
    Row {
        number: record.row,
        name: text(&record.name),
        company: text(&record.company),
        job_title: text(&record.job_title),
        email: record.emails.first().cloned().unwrap_or_default(),
        phone: record.phones.first().map(|phone| phones::shown(&phone.e164)).unwrap_or_default(),
        is_known,
        problems: problems.join("; "),
    }
}

/// Problems of the rows that come in all the same by their kind, with how many rows have each and the first of them.
fn problems(prepared: &Prepared, w: &Words) -> Vec<(String, usize, String)> {
    let mut rows: BTreeMap<ProblemCode, Vec<(u32, String)>> = BTreeMap::new();
    let rejected: BTreeSet<u32> = prepared.rejected().iter().map(|one| one.row).collect();
    for record in prepared.rows().iter().filter(|record| !rejected.contains(&record.row)) {
        for problem in &record.problems {
            rows.entry(problem.code).or_default().push((record.row, problem.words.clone()));
        }
    }
    let kinds = rows.into_iter().map(|(code, rows)| {
        let key = key(code);
        let shown = rows.iter().take(NUMBERS_SHOWN).map(|(row, words)| {
            if words.is_empty() { row.to_string() } else { format!("{row} ({words})") }
        });
        let shown: Vec<String> = shown.collect();
        let mut shown = shown.join(", ");
        if rows.len() > NUMBERS_SHOWN {
            shown.push_str(", …");
        }
        (w.t(key), rows.len(), shown)
    });
    kinds.collect()
}

/// The first cells that could not be read.
fn fixable(prepared: &Prepared, w: &Words) -> Vec<Fixable> {
    let all = prepared.rows().iter().flat_map(|record| {
        let cells = record.problems.iter().filter(|problem| !problem.words.is_empty());
        cells.map(move |problem| Fixable {
            row: record.row,
            name: record.name.clone().or_else(|| record.company.clone()).unwrap_or_default(),
            problem: w.t(key(problem.code)),
            words: problem.words.clone(),
        })
    });
    all.take(FIXABLE).collect()
}

/// `POST /importar/{id}/correcciones`: cells that were put right, three fields each.
async fn fix(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult {
    let of = |name: &str| {
        let name = name.to_owned();
        form.iter().filter(move |(key, _)| *key == name).map(|(_, value)| value)
    };
    let cells = of("row").zip(of("was")).zip(of("is")).filter_map(|((row, was), is)| {
        let row = row.parse().ok().filter(|_| !was.is_empty() && was != is)?;
        Some(Fix { row, was: was.clone(), is: is.trim().to_owned() })
    });
    let fixes: Vec<Fix> = cells.collect();
    let is_first = form.iter().any(|(name, value)| name == "primera" && !value.is_empty());
    decided(&seat, id, is_first, |plan| plan.fixes.extend(fixes)).await
}

#[derive(Deserialize)]
struct Without {
    #[serde(default)]
    rows: String,
    #[serde(default)]
    primera: String,
}

/// `POST /importar/{id}/sin-contacto`: what becomes of people whom nothing says how to reach.
async fn unreachable(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(form): Posted<Without>,
) -> PageResult {
    let unreachable = Unreachable::with_id(&form.rows).unwrap_or_default();
    decided(&seat, id, !form.primera.is_empty(), |plan| plan.unreachable = unreachable).await
}

/// `POST /importar/{id}/borrados`: whether who was erased gave their consent anew.
async fn erased(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(form): Posted<Without>,
) -> PageResult {
    let takes_erased = form.rows == "anew";
    decided(&seat, id, !form.primera.is_empty(), |plan| plan.takes_erased = takes_erased).await
}

/// Changes what is planned with a list that waits, and looks at it again; one that was brought in
/// meanwhile is shown as it went.
async fn decided(
    seat: &Seat,
    id: BatchId,
    is_first: bool,
    change: impl FnOnce(&mut Plan),
) -> PageResult {
    let mut batch = batch(seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    change(&mut batch.plan);
    seat.ask(move |workspace| workspace.decide(&batch)).await?;
    let first = if is_first { "?primera=si" } else { "" };
    Ok(see_other(&format!("/importar/{id}/revisar{first}")))
}

/// A form without fields of its own.
#[derive(Deserialize)]
struct Nothing {}

/// `POST /importar/{id}`: brings the list in, beside this request.
async fn create(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    running::start(&seat.app, seat.shared_workspace(), batch);
    Ok(see_other(&format!("/importar/{id}")))
}
