//! The versions of the agreement.

use axum::Json;
use axum::routing::get;
use engine::agreement::parse::parse;
use engine::agreement::sentences::{sentences, to_line};
use engine::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::workspace::rows::VersionRow;

use super::asked::{Asked, Id, limit};
use super::caller::Caller;
use super::cursor;
use super::moment::{Moment, moment};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/agreements", get(index))
            .says("The versions of the agreement, the newest first")
            .asks::<Query>()
            .answers::<Page>(200),
        Operation::get("/api/v1/agreements/{version}", get(show))
            .says("A version of the agreement: its text, and its clauses in words")
            .answers::<Whole>(200),
    ]
}

/// Which page.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Query {
    /// How many, from 1 to 200; 50 where left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// A page of versions.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Agreements")]
struct Page {
    agreements: Vec<Version>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
}

/// A version of the agreement.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AgreementVersion")]
struct Version {
    /// Its number, from 1.
    version: u32,
    /// Whether it is the one in force.
    in_force: bool,
    /// Since when it is or was in force; null for a draft.
    in_force_at: Option<Moment>,
    /// When it was saved.
    made_at: Moment,
    /// Who saved it.
    made_by: String,
    /// SHA-256 over the version before it and this one's number, text and maker.
    hash: String,
}

/// A version with what it says.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Agreement")]
struct Whole {
    #[serde(flatten)]
    version: Version,
    /// As it was written, in YAML.
    text: String,
    /// Its clauses, in the language of the agreement.
    clauses: Vec<Clause>,
}

/// A clause.
#[derive(Debug, Serialize, JsonSchema)]
struct Clause {
    /// Such as `2.1`.
    number: String,
    /// Where it stands in the text.
    path: String,
    /// In words.
    text: String,
}

async fn index(caller: Caller, Asked(query): Asked<Query>) -> ApiResult<Json<Page>> {
    let limit = limit(query.limit)?;
    let name = caller.list("agreements", &());
    let before: Option<u32> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let rows = versions(&caller).await?;
    let in_force = in_force(&rows);
    let mut rows: Vec<VersionRow> =
        rows.into_iter().rev().filter(|row| before.is_none_or(|b| row.number < b)).collect();
    let is_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| is_more).and_then(|row| cursor::seal(&name, &row.number));
    let agreements = rows.into_iter().map(|row| Version::of(&row, in_force));
    Ok(Json(Page { agreements: agreements.collect(), cursor: last }))
}

async fn show(caller: Caller, Id(number): Id<u32>) -> ApiResult<Json<Whole>> {
    let rows = versions(&caller).await?;
    let in_force = in_force(&rows);
    let row = rows.into_iter().find(|row| row.number == number).ok_or(Problem::NotFound)?;
    let words = caller.words().await?;
    let (document, _) = parse(&row.text);
    let sections = sentences(&document, &words.pack);
    let clauses = sections.into_iter().flat_map(|section| section.clauses).map(|clause| Clause {
        text: to_line(&clause.tokens),
        number: clause.number,
        path: clause.path,
    });
    let clauses = clauses.collect();
    Ok(Json(Whole { version: Version::of(&row, in_force), text: row.text, clauses }))
}

async fn versions(caller: &Caller) -> ApiResult<Vec<VersionRow>> {
    caller.ask(|workspace| workspace.read(|read| Ok(read.versions()?))).await
}

/// The number of the version in force: the last that came into it.
fn in_force(rows: &[VersionRow]) -> Option<u32> {
    let since = |row: &VersionRow| row.in_force_at.unwrap_or(Timestamp::MIN);
    let came = rows.iter().filter(|row| row.in_force_at.is_some());
    came.max_by_key(|row| (since(row), row.number)).map(|row| row.number)
}

impl Version {
    fn of(row: &VersionRow, in_force: Option<u32>) -> Version {
        Version {
            version: row.number,
            in_force: in_force == Some(row.number),
            in_force_at: moment(row.in_force_at),
            made_at: Moment(row.made_at),
            made_by: row.made_by.clone(),
            hash: row.hash.clone(),
        }
    }
}
