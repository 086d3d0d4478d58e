//! The segments of the agreement in force.

use axum::Json;
use axum::routing::get;
use schemars::JsonSchema;
use serde::Serialize;

use super::caller::Caller;
use super::operation::Operation;
use super::problem::ApiResult;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/segments", get(index))
            .says("The segments of the agreement in force, with how many contacts are in each")
            .answers::<Segments>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Segments {
    segments: Vec<Segment>,
    /// Always null: an agreement has few.
    cursor: Option<String>,
}

/// A segment.
#[derive(Debug, Serialize, JsonSchema)]
struct Segment {
    /// Its id, by which contacts are asked for with `segment`.
    id: String,
    /// What people call it.
    name: String,
    /// How many contacts are in it.
    contacts: u64,
}

async fn index(caller: Caller) -> ApiResult<Json<Segments>> {
    let segments = caller.ask(|workspace| {
        workspace.writer.settle().wait()?;
        workspace.segments()
    });
    let segments = segments.await?.into_iter().map(|segment| Segment {
        id: segment.id,
        name: segment.name,
        contacts: segment.count,
    });
    Ok(Json(Segments { segments: segments.collect(), cursor: None }))
}
