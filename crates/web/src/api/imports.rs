//! Lists that programs bring: a file in, what became of it out, and undone again.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::{delete, get, post};
use engine::said::Said;
use runtime::criba::Workspace;
use runtime::imports::{Batch, Consent, Plan, Status, Unreachable};
use runtime::{RuntimeError, imports};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::BatchId;

use super::asked::{Asked, Id, limit};
use super::caller::{Caller, May, waiting};
use super::came::Came;
use super::misread::misread_parameter;
use super::moment::Moment;
use super::once::{Answer, Sent, created, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::seat::Edit;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        // The file is counted as it comes: its own maximum is the readers'.
        Operation::post("/api/v1/imports", post(create).layer(DefaultBodyLimit::disable()))
            .needs::<Edit>()
            .says("Brings a list in: the file as the body, or as the field `file` of a form")
            .asks::<Query>()
            .takes_file()
            .answers::<Import>(201),
        Operation::get("/api/v1/imports", get(index))
            .says("The latest lists that were brought, the latest first")
            .asks::<LatestQuery>()
            .answers::<Imports>(200),
        Operation::get("/api/v1/imports/{id}", get(show))
            .says("A list that was brought, and what became of it")
            .answers::<Import>(200),
        Operation::delete("/api/v1/imports/{id}", delete(undo))
            .needs::<Edit>()
            .says("Undoes a list, for 30 days: its contacts are what they would be without it")
            .asks::<UndoQuery>()
            .answers::<Import>(200),
    ]
}

/// What is decided about a list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Query {
    /// What people call it; the file's name where left out.
    name: Option<String>,
    /// Of a workbook, the sheet; of a ZIP, the file in it.
    part: Option<String>,
    /// Header to field or trait id, `-` to leave a column out, as a JSON object; the rest are taken
    /// as usual. `"capitals": "keep"` leaves names in capitals as they are.
    map: Option<String>,
    /// What every row is, such as `met_at_event`, in place of what the agreement says.
    event: Option<String>,
    /// Whether dated rows count as known at their date.
    known_at_date: bool,
    /// Whether the list's values go before what is known.
    over: bool,
    /// What the people may be reached on the strength of: `given` (their consent, mail in bulk),
    /// `contract` or `legitimate_interest` (calls and mail from one person to another), `unknown` or
    /// `refused` (nothing); `unknown` where left out.
    consent: Option<String>,
    /// With the first three: how it is known, that is what, where and when.
    evidence: Option<String>,
    /// What becomes of people without an e-mail address or a telephone: `people` (they go in, as
    /// where it is left out), `companies` (their company goes in, without them) or `out`.
    unreachable: Option<String>,
    /// Whether people who asked to be erased gave their consent anew: they go in; left out otherwise.
    takes_erased: bool,
    /// Whether only to say what would become of it.
    dry_run: bool,
    /// The address of the person who brings it; the key itself where left out.
    by: Option<String>,
}

/// A list that was brought.
#[derive(Debug, Serialize, JsonSchema)]
struct Import {
    /// Its id; null where it was only looked at.
    id: Option<String>,
    name: String,
    /// `waiting`, `running`, `done`, `undone` or `dropped`.
    status: String,
    /// Whether it was only looked at.
    dry_run: bool,
    made_at: Moment,
    made_by: String,
    /// What the people may be reached on the strength of, as it was said.
    consent: &'static str,
    /// How that is known.
    evidence: Option<String>,
    /// How many of each; null until it is done.
    counts: Option<Counts>,
    /// Rows that are nobody.
    rejected: Vec<Rejected>,
    /// Pairs of contacts that are probably one person, the surest first.
    suggested_joins: Vec<Suggested>,
    /// Names of those that stayed when it was undone, since somebody had worked with them.
    kept: Vec<String>,
}

/// How many of each.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ImportCounts")]
struct Counts {
    /// Rows of the list.
    rows: usize,
    /// People that were not known before.
    new: usize,
    /// People that were known and of whom something new was told.
    updated: usize,
    /// People that were known and of whom nothing new was told.
    unchanged: usize,
    /// Rows that were another row's person.
    joined: usize,
    /// Rows that are nobody.
    rejected: usize,
    /// Rows with something that could not be read.
    with_problems: usize,
    /// Contacts that are no more since it was undone.
    removed: usize,
    /// Contacts that are again what they were before.
    restored: usize,
}

/// A row that is nobody.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RejectedRow")]
struct Rejected {
    /// Its number as a spreadsheet program shows it.
    row: u32,
    /// Why, in the language that was asked for.
    because: String,
}

/// Two contacts that are probably one person.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SuggestedJoin")]
struct Suggested {
    contact: String,
    other: String,
    /// Why, in the language that was asked for.
    because: String,
    /// How surely, between 0 and 1.
    confidence: f64,
}

async fn create(
    caller: May<Edit>,
    Asked(query): Asked<Query>,
    came: Came,
) -> Result<Response, Problem> {
    came.check()?;
    let plan = plan(&query, &came.name)?;
    let (path, once) = (came.path.clone(), came.once.clone());
    let answer = once.answer(&caller, async |known_by| {
        let by = caller.by(query.by.as_deref()).await?.email;
        let workspace = caller.workspace();
        if query.dry_run {
            let looked = waiting(move || look(&workspace, plan, &path, &by)).await?;
            return done(Import { dry_run: true, id: None, ..Import::of(&looked, &caller) });
        }
        let id = known_by.batch;
        let batch = waiting(move || bring(&workspace, id, plan, &path, &by)).await?;
        created(Import::of(&batch, &caller))
    });
    Ok(answer.await)
}

/// Bytes of a list's name, and of the event that its rows stand for.
const NAME_MAX: usize = 200;

fn plan(query: &Query, file: &str) -> ApiResult<Plan> {
    let wrong = |name: &'static str, detail: Said| Problem::Parameter { name: name.into(), detail };
    let columns: BTreeMap<String, String> = match query.map.as_deref() {
        None | Some("") => BTreeMap::new(),
        Some(map) => {
            let mut map = serde_json::Deserializer::from_str(map);
            let columns = serde_path_to_error::deserialize(&mut map);
            columns.map_err(|error| misread_parameter("map", &error))?
        }
    };
    let evidence = query.evidence.as_deref().unwrap_or_default();
    let consent = query.consent.as_deref().unwrap_or("unknown");
    let consent = Consent::with_id(consent, evidence).ok_or_else(|| {
        wrong(
            "consent",
            Said::new(
                format!(
                    "«{consent}» no vale; es unknown, refused, given, contract o legitimate_interest"
                ),
                format!(
                    "«{consent}» is no use; it is unknown, refused, given, contract or legitimate_interest"
                ),
            ),
        )
    })?;
    if consent.is_unproved() {
        return Err(wrong(
            "evidence",
            Said::new(
                "falta; hay que decir cómo consta: qué, dónde y cuándo",
                "it is missing; say how it is known: what, where and when",
            ),
        ));
    }
    let unreachable = query.unreachable.as_deref().unwrap_or(Unreachable::People.id());
    let unreachable = Unreachable::with_id(unreachable).ok_or_else(|| {
        wrong(
            "unreachable",
            Said::new(
                format!("«{unreachable}» no vale; es people, companies u out"),
                format!("«{unreachable}» is no use; it is people, companies or out"),
            ),
        )
    })?;
    let event = query.event.clone().filter(|event| !event.is_empty());
    let is_name = |event: &String| {
        event.len() <= NAME_MAX
            && event.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
    };
    if let Some(event) = event.as_ref().filter(|event| !is_name(event)) {
        let event: String = event.chars().take(NAME_MAX).collect();
        return Err(wrong(
            "event",
            Said::new(
                format!(
                    "«{event}» no es un nombre; lleva letras, cifras, espacios y _ - . hasta {NAME_MAX} bytes"
                ),
                format!(
                    "«{event}» is no name; it has letters, digits, spaces and _ - . up to {NAME_MAX} bytes"
                ),
            ),
        ));
    }
    if query.name.as_ref().is_some_and(|name| name.len() > NAME_MAX) {
        return Err(wrong(
            "name",
            Said::new(
                format!("tiene más de {NAME_MAX} bytes; hay que acortarlo"),
                format!("it has more than {NAME_MAX} bytes; shorten it"),
            ),
        ));
    }
    Ok(Plan {
        name: query.name.clone().filter(|name| !name.is_empty()).unwrap_or(file.to_owned()),
        part: query.part.clone(),
        columns,
        event,
        is_known_at_date: query.known_at_date,
        is_over: query.over,
        consent,
        unreachable,
        takes_erased: query.takes_erased,
        fixes: Vec::new(),
    })
}

/// Says what would become of a list.
fn look(
    workspace: &Workspace,
    plan: Plan,
    path: &std::path::Path,
    by: &str,
) -> Result<Batch, RuntimeError> {
    let mut batch = workspace.bring_file(plan, path, by)?;
    let foreseen = workspace
        .prepare(&batch)
        .and_then(|prepared| Ok((workspace.foresee(&batch, &prepared)?, prepared)));
    workspace.forget_batch(batch.clone())?;
    let (foreseen, prepared) = foreseen?;
    batch.report = Some(imports::Report {
        counts: foreseen.counts,
        rejected: prepared.rejected(),
        ..imports::Report::default()
    });
    Ok(batch)
}

/// Brings a list in; what is no list is not kept. One that is there already, since the server ended
/// before it could answer, goes on where it was.
fn bring(
    workspace: &Workspace,
    id: BatchId,
    plan: Plan,
    path: &std::path::Path,
    by: &str,
) -> Result<Batch, RuntimeError> {
    let batch = workspace.bring_file_as(id, plan, path, by)?;
    if matches!(batch.status, Status::Done | Status::Undone) {
        return Ok(batch);
    }
    match workspace.bring_in(batch.clone(), |_, _| {}) {
        Ok(batch) => Ok(batch),
        Err(error) => {
            // One that had begun goes on where it was: a full disk makes no list a wrong one.
            if workspace.batch(batch.id)?.status == Status::Waiting {
                workspace.forget_batch(batch)?;
            }
            Err(error)
        }
    }
}

impl Import {
    fn of(batch: &Batch, caller: &Caller) -> Import {
        let w = &caller.asked_words;
        let report = batch.report.clone().unwrap_or_default();
        let said = |(es, en): &(String, String)| w.choose(es, en).to_owned();
        let rejected = report.rejected.iter();
        let suggested = report.suggested.iter().filter(|pair| !pair.is_answered);
        Import {
            id: Some(batch.id.to_string()),
            name: batch.plan.name.clone(),
            status: batch.status.id().to_owned(),
            dry_run: false,
            made_at: Moment(batch.made_at),
            made_by: batch.made_by.clone(),
            consent: batch.plan.consent.id(),
            evidence: batch.plan.consent.evidence().map(str::to_owned),
            rejected: rejected
                .map(|row| Rejected { row: row.row, because: said(&row.because) })
                .collect(),
            suggested_joins: suggested
                .map(|pair| Suggested {
                    contact: pair.first.to_string(),
                    other: pair.second.to_string(),
                    because: said(&pair.because),
                    confidence: f64::from(pair.confidence) / 100.0,
                })
                .collect(),
            kept: report.kept.clone(),
            counts: batch.report.as_ref().map(Counts::of),
        }
    }
}

impl Counts {
    fn of(report: &imports::Report) -> Counts {
        let counts = report.counts;
        Counts {
            rows: counts.rows,
            new: counts.new,
            updated: counts.updated,
            unchanged: counts.unchanged,
            joined: counts.joined,
            rejected: counts.rejected,
            with_problems: counts.with_problems,
            removed: report.removed,
            restored: report.restored,
        }
    }
}

/// How many lists.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct LatestQuery {
    /// How many, from 1 to 200; 50 where left out.
    limit: Option<u32>,
}

/// The latest lists.
#[derive(Debug, Serialize, JsonSchema)]
struct Imports {
    imports: Vec<Import>,
    /// Always null: the latest are one page.
    cursor: Option<String>,
}

async fn index(caller: Caller, Asked(query): Asked<LatestQuery>) -> ApiResult<Json<Imports>> {
    let limit = limit(query.limit)?;
    let batches = caller.ask(move |workspace| workspace.batches(limit)).await?;
    let imports = batches.iter().map(|batch| Import::of(batch, &caller)).collect();
    Ok(Json(Imports { imports, cursor: None }))
}

async fn show(caller: Caller, Id(id): Id<BatchId>) -> ApiResult<Json<Import>> {
    let batch = caller.ask(move |workspace| workspace.batch(id)).await?;
    Ok(Json(Import::of(&batch, &caller)))
}

/// Who undoes a list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct UndoQuery {
    /// The address of the person who undoes it; the key itself where left out.
    by: Option<String>,
}

async fn undo(
    caller: May<Edit>,
    Id(id): Id<BatchId>,
    Asked(query): Asked<UndoQuery>,
    sent: Sent<()>,
) -> Response {
    let answer = sent.once.answer(&caller, async |_| -> ApiResult<Answer<Import>> {
        let by = caller.by(query.by.as_deref()).await?.email;
        let batch = caller.ask(move |workspace| {
            let batch = workspace.batch(id)?;
            if batch.status == Status::Undone {
                return Ok(batch);
            }
            Ok(workspace.undo_batch(batch, &by)?.0)
        });
        done(Import::of(&batch.await?, &caller))
    });
    answer.await
}
