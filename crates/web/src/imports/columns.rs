//! The second step: what each column is, and what holds for the whole list.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use engine::agreement::sealed::Agreement;
use engine::agreement::sentences::sentences;
use import::columns::fields::{FIELDS, Field};
use import::columns::mapping::{CAPITALS, KEEP};
use import::columns::{Because, Column, Columns, Program, Target};
use import::table::{ReadError, Table as List};
use import::values::dates::Order;
use import::values::numbers::Mark;
use runtime::RuntimeError;
use runtime::imports::{Batch, Consent};
use serde::Deserialize;
use store::ids::BatchId;

use super::{attempt, batch, is_waiting, refused};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/importar/{id}/columnas", get(show));
    table.post("/importar/{id}/columnas", post(create));
    table.post("/importar/{id}/descartar", post(destroy));
}

/// The page.
#[derive(Template)]
#[template(path = "imports/columns.html")]
struct ColumnsPage {
    shell: Shell,
    id: BatchId,
    batch: Batch,
    is_first: bool,
    error: Option<String>,
    /// What was found out about the file, in words.
    found: Vec<String>,
    columns: Vec<Shown>,
    fields: Vec<(String, String)>,
    rows: usize,
    /// The sheets or files to choose from, the one that is read first.
    parts: Vec<String>,
    events: Vec<(&'static str, String)>,
    /// What every row is; empty where the agreement says.
    event: String,
    /// The numbers of the clauses that say what the rows of lists are.
    agreed: Vec<String>,
    /// What they say of this list, in words.
    agreement_says: String,
    /// Whether these are people's connections on LinkedIn, who gave no permission.
    is_of_linkedin: bool,
    /// Whether names in capitals stay so.
    keeps_capitals: bool,
    /// Whether no column says when: what happened counts from today.
    is_undated: bool,
    /// Whether every column offers every field; else a script adds them when one is opened.
    is_whole: bool,
}

/// A column.
struct Shown {
    header: String,
    examples: Vec<String>,
    target: String,
    /// The id of a value of its own; empty where its header is a field's.
    own: String,
    /// How surely, in words.
    sure: String,
    is_unsure: bool,
    /// How its dates or numbers are read.
    reading: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    primera: String,
    #[serde(default)]
    parte: String,
    #[serde(default)]
    todos: String,
}

/// What a row may stand for.
const EVENTS: [&str; 5] =
    ["met_at_event", "form_submitted", "webinar_attended", "lead_ad_submitted", "quote_requested"];

async fn show(seat: Can<Edit>, Path(id): Path<BatchId>, Query(asked): Query<Asked>) -> PageResult {
    let mut batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    if !asked.parte.is_empty() && batch.plan.part.as_deref() != Some(&asked.parte) {
        // Another sheet has other columns, and other cells.
        batch.plan.part = Some(asked.parte.clone());
        batch.plan.columns.clear();
        batch.plan.fixes.clear();
        let decided = batch.clone();
        seat.ask(move |workspace| workspace.decide(&decided)).await?;
    }
    let mut shown = filled(&seat, batch, !asked.primera.is_empty(), None).await?;
    shown.is_whole |= !asked.todos.is_empty();
    page(&shown)
}

async fn filled(
    seat: &Seat,
    batch: Batch,
    is_first: bool,
    error: Option<String>,
) -> PageResult<ColumnsPage> {
    let w = &seat.words;
    let wanted = batch.clone();
    let read = attempt(seat, move |workspace| {
        let (table, mut columns) = workspace.table(&wanted)?;
        workspace.say_how_sure(&table, &mut columns)?;
        let told = workspace.agreed_of(&wanted, &table, &columns)?;
        Ok((table, columns, told))
    });
    let read = read.await?;
    let (table, columns, told, parts, error) = match read {
        Ok((table, columns, told)) => {
            let parts = parts(&table);
            (table, columns, told, parts, error)
        }
        Err(RuntimeError::List(ReadError::SeveralLists { names })) => {
            let words = w.t("columns-several");
            (
                List::default(),
                Columns { columns: Vec::new(), keeps_capitals: false, may_say_who: false },
                None,
                names,
                Some(words),
            )
        }
        Err(problem) => {
            // What was decided does not fit: the page is shown as the list itself says.
            let mut plain = batch.clone();
            plain.plan.columns.clear();
            let (table, columns) = seat.ask(move |workspace| workspace.table(&plain)).await?;
            let parts = parts(&table);
            (table, columns, None, parts, Some(error.unwrap_or_else(|| w.said(&problem.said()))))
        }
    };
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    Ok(ColumnsPage {
        id: batch.id,
        event: batch.plan.event_of(&columns).unwrap_or_default().to_owned(),
        agreed: agreed(&agreement, w),
        agreement_says: agreement_says(told.as_ref(), w),
        is_of_linkedin: columns.program() == Some(Program::LinkedIn),
        keeps_capitals: columns.keeps_capitals,
        is_undated: columns.of(Field::VisitDate).next().is_none(),
        is_whole: columns.columns.len() <= WHOLE_MAX,
        found: found(&table, w),
        columns: columns.columns.iter().map(|column| shown(column, w)).collect(),
        fields: fields(w),
        rows: table.rows.len(),
        events: EVENTS.map(|id| (id, w.event(id, ""))).to_vec(),
        shell: Shell::of(seat, Nav::Imports).await?,
        batch,
        is_first,
        error,
        parts,
    })
}

/// Columns from which each shows only what it is until it is opened: forty fields for each of
/// thirty columns weigh more than a page may.
const WHOLE_MAX: usize = 18;

/// The clauses that say what the rows of lists are, by their number: their sentences are long, and
/// one link away.
fn agreed(agreement: &Agreement, w: &Words) -> Vec<String> {
    let sections = sentences(&agreement.document, &w.pack);
    let clauses = sections.iter().flat_map(|section| &section.clauses);
    let of_lists = clauses.filter(|clause| clause.path.starts_with("import"));
    of_lists.map(|clause| clause.number.clone()).collect()
}

/// What the agreement says that the rows of this list are, where it was found out.
fn agreement_says(told: Option<&BTreeSet<String>>, w: &Words) -> String {
    let Some(told) = told else { return w.t("plan-event-agreement") };
    let called = |name: &String| {
        let is_known = w.has(&format!("event-{}", name.replace('_', "-")));
        let title = if is_known { w.event(name, "") } else { name.clone() };
        let mut letters = title.chars();
        letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
    };
    match told.iter().map(called).collect::<Vec<String>>().as_slice() {
        [] => w.t("plan-event-agreement-nothing"),
        told => w.t1("plan-event-agreement-says", "what", told.join(", ")),
    }
}

fn parts(table: &List) -> Vec<String> {
    let read = table.format.sheet.iter().chain(&table.format.member);
    let mut parts: Vec<String> = read.cloned().collect();
    parts.truncate(1);
    if !parts.is_empty() {
        parts.extend(table.format.others.iter().cloned());
    }
    parts
}

/// What was found out about a file.
fn found(table: &List, w: &Words) -> Vec<String> {
    let format = &table.format;
    let mut found = vec![format.kind.name().to_owned()];
    found.extend(format.encoding.map(|encoding| encoding.name().to_owned()));
    let separator = format.separator.map(|separator| match separator {
        '\t' => w.t("columns-tab"),
        other => format!("«{other}»"),
    });
    found.extend(separator.map(|separator| w.t1("columns-separator", "separator", separator)));
    match format.header_row {
        Some(row) => found.push(w.t1("columns-header", "row", row)),
        None if !table.header.is_empty() => found.push(w.t("columns-no-header")),
        None => {}
    }
    let skipped = table.skipped.len();
    if skipped > 0 {
        found.push(w.count("columns-skipped", skipped as u64));
    }
    found
}

fn shown(column: &Column, w: &Words) -> Shown {
    let sure = match (column.because, column.confidence) {
        (Because::Unknown, _) => w.t("columns-own"),
        (Because::Mapping, _) => w.t("columns-decided"),
        (_, confidence) => w.t1("columns-sure", "percent", w.percent(confidence)),
    };
    let order = column.order.as_ref().map(|found| {
        let key = match found.order {
            Order::DayMonth => "columns-day-first",
            Order::MonthDay => "columns-month-first",
        };
        match &found.evidence {
            Some(evidence) => w.t1(&format!("{key}-since"), "date", evidence),
            None => w.t(key),
        }
    });
    let (comma, point) = (w.t("columns-comma"), w.t("columns-point"));
    let mark = column.mark.map(|mark| match mark {
        Mark::Comma => (',', comma),
        Mark::Point => ('.', point),
    });
    // Of whole numbers it says nothing.
    let has = |mark: char| column.examples.iter().any(|example| example.contains(mark));
    let mark = mark.filter(|(mark, _)| has(*mark)).map(|(_, words)| words);
    Shown {
        header: column.header.clone(),
        examples: column.examples.clone(),
        target: match &column.target {
            Target::Field(field) => field.row().id.to_owned(),
            Target::Trait(id) => id.clone(),
            Target::Left => "-".to_owned(),
        },
        // A header that is called as a field is has no other value to be.
        own: Some(column.own_id.to_string())
            .filter(|own| !FIELDS.iter().any(|row| row.id == own))
            .unwrap_or_default(),
        is_unsure: column.because == Because::Content && column.confidence < UNSURE_BELOW,
        sure,
        reading: order.or(mark),
    }
}

/// A guess by content that is looked at twice.
const UNSURE_BELOW: u8 = 80;

fn fields(w: &Words) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> =
        FIELDS.iter().map(|row| (row.id.to_owned(), w.trait_name(row.id))).collect();
    fields.sort_by(|a, b| a.1.cmp(&b.1));
    fields.dedup_by(|a, b| a.0 == b.0);
    fields
}

/// `POST /importar/{id}/columnas`: what was decided; columns come as `c0`, `c1`, … in order.
async fn create(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult {
    let mut batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    let value = |name: &str| {
        form.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let headers: Vec<&str> =
        form.iter().filter(|(key, _)| key == "h").map(|(_, value)| value.as_str()).collect();
    let mut columns: BTreeMap<String, String> = BTreeMap::new();
    for (index, header) in headers.iter().enumerate() {
        let target = value(&format!("c{index}"));
        if !header.is_empty() && !target.is_empty() {
            columns.insert((*header).to_owned(), target.to_owned());
        }
    }
    let has = |name: &str, said: &str| form.iter().any(|(key, value)| key == name && value == said);
    if has(CAPITALS, KEEP) && !has(CAPITALS, "names") && !columns.contains_key(CAPITALS) {
        columns.insert(CAPITALS.to_owned(), KEEP.to_owned());
    }
    let twice = twice(&headers, &columns, &seat.words);
    batch.plan.columns = columns;
    if !value("name").is_empty() {
        batch.plan.name = value("name").to_owned();
    }
    batch.plan.event = Some(value("event").to_owned());
    batch.plan.is_known_at_date = !value("known").is_empty();
    batch.plan.is_over = value("over") == "yes";
    batch.plan.consent = Consent::with_id(value("consent"), value("evidence")).unwrap_or_default();
    let is_first = !value("primera").is_empty();
    let error = match batch.plan.consent.is_unproved() {
        true => Some(seat.words.t("columns-evidence-missing")),
        false => twice,
    };
    if error.is_some() {
        return refused(page(&filled(&seat, batch, is_first, error).await?));
    }
    let decided = batch.clone();
    let fits = attempt(&seat, move |workspace| {
        workspace.table(&decided)?;
        workspace.decide(&decided)
    });
    if let Err(problem) = fits.await? {
        let words = seat.words.said(&problem.said());
        return refused(page(&filled(&seat, batch, is_first, Some(words)).await?));
    }
    let first = if is_first { "?primera=si" } else { "" };
    Ok(see_other(&format!("/importar/{id}/revisar{first}")))
}

/// What is said where two columns are to be one field that a row has only once.
fn twice(headers: &[&str], columns: &BTreeMap<String, String>, w: &Words) -> Option<String> {
    let once = FIELDS.iter().filter(|row| !row.is_repeatable);
    for row in once {
        let mut same =
            headers.iter().filter(|header| columns.get(**header).is_some_and(|id| id == row.id));
        if let (Some(first), Some(second)) = (same.next(), same.next()) {
            return Some(w.with(
                "columns-twice",
                &[
                    ("first", (*first).to_owned()),
                    ("second", (*second).to_owned()),
                    ("field", w.trait_name(row.id)),
                ],
            ));
        }
    }
    None
}

#[derive(Deserialize)]
struct Nothing {}

/// `POST /importar/{id}/descartar`: nobody wants it.
async fn destroy(
    seat: Can<Edit>,
    Path(id): Path<BatchId>,
    Posted(Nothing {}): Posted<Nothing>,
) -> PageResult {
    let batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Err(PageError::NotFound);
    }
    seat.ask(move |workspace| workspace.forget_batch(batch)).await?;
    Ok(see_other("/importar"))
}
