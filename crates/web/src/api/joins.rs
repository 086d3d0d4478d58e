//! Joins that may be wrong, for programs; undoing one is `DELETE /api/v1/joins/{id}`.

use axum::Json;
use axum::routing::get;
use runtime::doubts::Doubted;
use schemars::JsonSchema;
use serde::Serialize;

use super::caller::Caller;
use super::operation::Operation;
use super::problem::ApiResult;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/joins", get(index))
            .says("Joins by an address or a number that turned out to be somebody else's too, which nobody has looked at, the latest first")
            .answers::<Page>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DoubtedJoins")]
struct Page {
    joins: Vec<Join>,
    /// Always null: all are answered at once.
    cursor: Option<String>,
}

/// A join that may be wrong.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DoubtedJoin")]
struct Join {
    /// By which it is undone.
    id: String,
    /// The contact that goes on.
    contact: String,
    /// The one that was joined into it.
    other: String,
    /// By what they were joined: `email` or `phone`.
    by: String,
    /// That address or number.
    value: String,
    /// The contact that has it too.
    shared_with: String,
}

async fn index(caller: Caller) -> ApiResult<Json<Page>> {
    let doubted = caller.ask(|workspace| workspace.doubted(None)).await?;
    Ok(Json(Page { joins: doubted.into_iter().map(Join::of).collect(), cursor: None }))
}

impl Join {
    fn of(one: Doubted) -> Join {
        Join {
            id: one.position.to_string(),
            contact: one.saw.id.to_string(),
            other: one.other.to_string(),
            by: one.kind,
            value: one.value,
            shared_with: one.with.id.to_string(),
        }
    }
}
