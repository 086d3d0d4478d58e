//! Joins that may be wrong, for programs; undoing one is `DELETE /api/v1/joins/{id}`.

use axum::Json;
use axum::response::Response;
use axum::routing::{get, post};
use runtime::doubts::Doubted;
use schemars::JsonSchema;
use serde::Serialize;
use store::ids::ContactId;

use super::asked::{Asked, Id, Paged, limit};
use super::caller::{Caller, May};
use super::cursor;
use super::once::{Sent, done};
use super::operation::Operation;
use super::problem::ApiResult;
use crate::seat::Edit;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/joins", get(index))
            .says("Joins by an address or a number that turned out to be somebody else's too, which nobody has looked at, the latest first")
            .asks::<Paged>()
            .answers::<Page>(200),
        Operation::post("/api/v1/joins/{id}/confirmation", post(confirm))
            .needs::<Edit>()
            .says("Leaves a join that may be wrong as it is: somebody looked, and they are one person")
            .answers::<Confirmed>(200),
    ]
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DoubtedJoins")]
struct Page {
    joins: Vec<Join>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
}

/// A join that may be wrong.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DoubtedJoin")]
struct Join {
    /// By which it is undone or confirmed.
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

/// A join that stays as it is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ConfirmedJoin")]
struct Confirmed {
    id: String,
}

async fn index(caller: Caller, Asked(query): Asked<Paged>) -> ApiResult<Json<Page>> {
    let limit = limit(query.limit)?;
    let name = caller.list("joins", &ContactId::NOBODY);
    let before: Option<u64> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let doubted = caller.ask(move |workspace| workspace.doubted(before, limit)).await?;
    let cursor = doubted.next.and_then(|next| cursor::seal(&name, &next));
    Ok(Json(Page { joins: doubted.joins.into_iter().map(Join::of).collect(), cursor }))
}

async fn confirm(caller: May<Edit>, Id(position): Id<u64>, sent: Sent<()>) -> Response {
    let answer = sent.once.answer(&caller, async |_| {
        caller.ask(move |workspace| workspace.keep_joined(position)).await?;
        done(Confirmed { id: position.to_string() })
    });
    answer.await
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
