//! What machines did, and that judged again.

use axum::Json;
use axum::response::Response;
use axum::routing::{get, post};
use engine::said::Said;
use runtime::verdicts::{Touched, Verdict, given_to};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use super::act::{Event, Transition};
use super::asked::{Asked, Id, Paged, limit};
use super::caller::{Caller, May};
use super::cursor;
use super::moment::Moment;
use super::once::{Sent, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::seat::Edit;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/machines", get(index))
            .says("What machines did, as far as it is judged so: kept, and giving nothing")
            .asks::<Paged>()
            .answers::<Machines>(200),
        Operation::post("/api/v1/events/{id}/verdict", post(judge))
            .needs::<Edit>()
            .says(
                "Says who did something that came from outside: whoever it touched is judged again",
            )
            .takes::<Judgement>()
            .answers::<Judged>(200),
    ]
}

/// What machines did.
#[derive(Debug, Serialize, JsonSchema)]
struct Machines {
    machines: Vec<Event>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
}

/// Who did something.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Judgement {
    /// `person` or `machine`.
    was: String,
    /// The address of the person who says so; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

/// An event that was judged again.
#[derive(Debug, Serialize, JsonSchema)]
struct Judged {
    /// Where it stands now.
    event: String,
    /// Whom that touched; nobody where it was judged so already.
    contacts: Vec<JudgedContact>,
}

/// A contact whom a verdict touched.
#[derive(Debug, Serialize, JsonSchema)]
struct JudgedContact {
    contact: String,
    /// Their points with the old verdict.
    before: i64,
    /// And with the new one.
    after: i64,
    /// Where it moved them.
    moves: Vec<Transition>,
    /// Whom they were given to since it happened: that stays, and may rest on it.
    handoffs: Vec<JudgedHandoff>,
}

/// Somebody who was given to a colleague.
#[derive(Debug, Serialize, JsonSchema)]
struct JudgedHandoff {
    event: String,
    at: Moment,
    /// To whom: an address.
    to: String,
}

impl JudgedContact {
    fn of(touched: Touched) -> JudgedContact {
        let handoff = |row: &EventRow| JudgedHandoff {
            event: row.event.position.to_string(),
            at: Moment(row.event.at),
            to: given_to(row),
        };
        JudgedContact {
            contact: touched.contact.to_string(),
            before: touched.before,
            after: touched.after,
            moves: touched.moves.iter().map(Transition::of).collect(),
            handoffs: touched.handoffs.iter().map(handoff).collect(),
        }
    }
}

async fn index(caller: Caller, Asked(query): Asked<Paged>) -> ApiResult<Json<Machines>> {
    let limit = limit(query.limit)?;
    let name = caller.list("machines", &ContactId::NOBODY);
    let before: Option<u64> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let mut rows = caller.ask(move |workspace| workspace.machines(before, limit + 1)).await?;
    let is_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| is_more).map(|row| row.event.position);
    let cursor = last.and_then(|last| cursor::seal(&name, &last));
    Ok(Json(Machines { machines: rows.iter().map(Event::of).collect(), cursor }))
}

async fn judge(caller: May<Edit>, Id(position): Id<u64>, sent: Sent<Judgement>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let verdict = Verdict::with_id(&body.was).ok_or_else(|| {
            Problem::field(
                "/was",
                Said::new(
                    format!("«{}» no es quien lo hizo; es person o machine", body.was),
                    format!("«{}» is not who did it; it is person or machine", body.was),
                ),
            )
        })?;
        let by = caller.by(body.by.as_deref()).await?;
        let judged = caller.ask(move |workspace| {
            let revised = workspace.judge(position, verdict, &by)?;
            let touched = match revised.voided_by {
                Some(voided_by) => workspace.touched_by(voided_by)?,
                None => Vec::new(),
            };
            Ok((revised, touched))
        });
        let (revised, touched) = judged.await?;
        done(Judged {
            event: revised.position.to_string(),
            contacts: touched.into_iter().map(JudgedContact::of).collect(),
        })
    });
    answer.await
}
