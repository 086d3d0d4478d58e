//! What a source told before what is said of it was changed, told again.

use axum::Json;
use axum::response::Response;
use axum::routing::{delete, get, post};
use runtime::sources::{Differs, Past};
use schemars::JsonSchema;
use serde::Serialize;

use super::asked::Id;
use super::caller::May;
use super::moment::Moment;
use super::once::{Sent, done};
use super::operation::Operation;
use super::problem::ApiResult;
use crate::seat::Administer;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/sources/{source}/past", get(show))
            .needs::<Administer>()
            .says("How many of a source's latest 10,000 events would be read otherwise by now")
            .answers::<Looked>(200),
        Operation::post("/api/v1/sources/{source}/past", post(apply))
            .needs::<Administer>()
            .says("Tells them again, 1,000 at once: the same again goes on with those before them")
            .answers::<Applied>(200),
        Operation::delete("/api/v1/sources/{source}/past", delete(undo))
            .needs::<Administer>()
            .says("Puts back what was told again last")
            .answers::<Undone>(200),
    ]
}

/// What of a source would be read otherwise.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePast")]
struct Looked {
    source: String,
    /// Events that were read again.
    looked: usize,
    /// Of these, those that would be otherwise.
    differ: usize,
    /// Those that nobody could be told of any more: they stay as they are.
    nobodys: usize,
    /// A few of those that differ, the latest first.
    examples: Vec<Example>,
    /// What was told again last, where that can be undone.
    last: Option<LastTold>,
}

/// An event that would be read otherwise.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePastExample")]
struct Example {
    event: String,
    contact: String,
    at: Moment,
    /// What it is called.
    name: String,
    /// What it would be called.
    becomes: String,
    changes: Vec<Change>,
}

/// What of it would be otherwise.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePastChange")]
struct Change {
    /// The field or the property.
    field: String,
    /// What it says; empty where it says nothing.
    is: String,
    /// What it would say.
    becomes: String,
}

/// What was told again last.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePastLast")]
struct LastTold {
    at: Moment,
    by: String,
    /// How many events.
    events: usize,
}

/// What was told again.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePastApplied")]
struct Applied {
    source: String,
    /// How many events.
    told: usize,
    /// How many more would be read otherwise.
    left: usize,
}

/// What was put back.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePastUndone")]
struct Undone {
    source: String,
    /// How many events.
    undone: usize,
}

impl Looked {
    fn of(source: String, past: Past) -> Looked {
        Looked {
            source,
            looked: past.looked,
            differ: past.differ,
            nobodys: past.nobodys,
            examples: past.shown.into_iter().map(Example::of).collect(),
            last: past.last.map(|last| LastTold {
                at: Moment(last.at),
                by: last.by,
                events: last.events,
            }),
        }
    }
}

impl Example {
    fn of(differs: Differs) -> Example {
        let Differs { row, name: becomes, said } = differs;
        let changes = said.into_iter().map(|(field, is, becomes)| Change { field, is, becomes });
        Example {
            event: row.event.position.to_string(),
            contact: row.contact.to_string(),
            at: Moment(row.event.at),
            name: row.name().to_owned(),
            becomes,
            changes: changes.collect(),
        }
    }
}

async fn show(caller: May<Administer>, Id(source): Id<String>) -> ApiResult<Json<Looked>> {
    let slug = source.clone();
    let past = caller.ask_criba(move |criba, id| criba.past_of_source(id, &slug)).await?;
    Ok(Json(Looked::of(source, past)))
}

async fn apply(caller: May<Administer>, Id(source): Id<String>, sent: Sent<()>) -> Response {
    let answer = sent.once.answer(&caller, async |_| {
        let (slug, by) = (source.clone(), caller.by(None).await?);
        let told = caller.ask_criba(move |criba, id| criba.tell_past_again(id, &slug, &by));
        let (told, left) = told.await?;
        done(Applied { source: source.clone(), told, left })
    });
    answer.await
}

async fn undo(caller: May<Administer>, Id(source): Id<String>, sent: Sent<()>) -> Response {
    let answer = sent.once.answer(&caller, async |_| {
        let (slug, by) = (source.clone(), caller.by(None).await?);
        let undone = caller.ask_criba(move |criba, id| criba.untell_past(id, &slug, &by)).await?;
        done(Undone { source: source.clone(), undone })
    });
    answer.await
}
