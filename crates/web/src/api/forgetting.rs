//! For how long people are kept of whom nothing but a browser is known, for programs: the same as
//! stands in the settings of the space.

use axum::Json;
use axum::response::Response;
use axum::routing::{get, put};
use runtime::RuntimeError;
use runtime::criba::Workspace;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::{Caller, May};
use super::once::{Sent, done};
use super::operation::Operation;
use super::problem::ApiResult;
use crate::seat::Administer;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/forgetting", get(show))
            .says("For how long people are kept of whom nothing but a browser is known, and how many were folded into counts")
            .answers::<Forgetting>(200),
        Operation::put("/api/v1/forgetting", put(update))
            .needs::<Administer>()
            .says("Says for how long they are kept")
            .takes::<Months>()
            .answers::<Forgetting>(200),
    ]
}

/// For how long they are kept, and what became of those who were long gone.
#[derive(Debug, Serialize, JsonSchema)]
struct Forgetting {
    /// Months after what they did last; 0 for ever.
    months: u32,
    /// How many people were folded into counts.
    people: u64,
    /// And how many events of theirs.
    events: u64,
}

/// For how long they are kept.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "ForgettingMonths")]
#[serde(deny_unknown_fields)]
struct Months {
    /// Months after what they did last, 120 at most; 0 for ever.
    months: u32,
}

fn now(workspace: &Workspace) -> Result<Forgetting, RuntimeError> {
    let (people, events) = workspace.folded_in_all()?;
    Ok(Forgetting { months: workspace.anonymous_months()?, people, events })
}

async fn show(caller: Caller) -> ApiResult<Json<Forgetting>> {
    Ok(Json(caller.ask(now).await?))
}

async fn update(caller: May<Administer>, sent: Sent<Months>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let asked = caller.ask(move |workspace| {
            workspace.keep_anonymous(body.months)?;
            now(workspace)
        });
        done(asked.await?)
    });
    answer.await
}
