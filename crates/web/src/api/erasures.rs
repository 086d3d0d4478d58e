//! People who are erased, and who asked for it.

use axum::Json;
use axum::response::Response;
use axum::routing::{delete, get};
use engine::said::Said;
use runtime::erasure::{Record, Request, Requester};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use super::asked::{Asked, Id, limit};
use super::caller::{Caller, May};
use super::cursor;
use super::moment::Moment;
use super::once::{KnownBy, Sent, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use super::row::known;
use crate::seat::Administer;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::delete("/api/v1/contacts/{id}", delete(erase))
            .needs::<Administer>()
            .says("Erases a person for good: what counts are made of stays, of nobody")
            .asks::<EraseQuery>()
            .answers::<Erased>(200),
        Operation::get("/api/v1/erasures", get(index))
            .says("Who was erased, by whose request and by whom, the latest first")
            .asks::<Query>()
            .answers::<Page>(200),
    ]
}

/// By whose request somebody is erased.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct EraseQuery {
    /// `person` (they themselves), `authority` or `other`.
    requested_by: String,
    /// The date on which it was asked for, such as `2026-03-01`.
    requested_on: String,
    /// How it came and under which number, without anything of the person's.
    reference: String,
    /// The address of the person who erases, who may administer; the key itself where left out.
    by: Option<String>,
}

/// What erasing somebody came to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ErasedContact")]
struct Erased {
    /// The contact that stays, of nobody.
    contact: String,
    /// The event that tells of it.
    event: String,
    /// How many events were overwritten.
    events: usize,
    /// Events of others in which an address or a number of theirs stands, for people to look at.
    mentions: Vec<Mention>,
    /// Lists that wait for somebody to decide and in which they stand: they would bring them back.
    waiting_imports: Vec<String>,
}

/// An event of somebody else.
#[derive(Debug, Serialize, JsonSchema)]
struct Mention {
    event: String,
    contact: String,
}

async fn erase(
    caller: May<Administer>,
    Id(id): Id<ContactId>,
    Asked(query): Asked<EraseQuery>,
    sent: Sent<()>,
) -> Response {
    let answer = sent.once.answer(&caller, async |KnownBy { .. }| {
        let who = caller.by(query.by.as_deref()).await?.email;
        let by = Requester::with_id(&query.requested_by).ok_or_else(|| Problem::Parameter {
            name: "requested_by".into(),
            detail: Said::new(
                "falta quién lo pide; es person, authority u other",
                "who asks is missing; it is person, authority or other",
            ),
        })?;
        let request = Request { by, on: query.requested_on, reference: query.reference };
        let erased =
            caller.ask_criba(move |criba, workspace| criba.erase(workspace, id, &request, &who));
        let erased_of = erased.await?.ok_or(Problem::NotFound)?;
        let mentions = erased_of.mentions.iter().map(|(event, contact)| Mention {
            event: event.to_string(),
            contact: contact.to_string(),
        });
        done(Erased {
            contact: erased_of.erased.contact.to_string(),
            event: erased_of.erased.position.to_string(),
            events: erased_of.erased.events,
            mentions: mentions.collect(),
            waiting_imports: erased_of.waiting.iter().map(|(id, _)| id.to_string()).collect(),
        })
    });
    answer.await
}

/// Which of them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Query {
    /// How many, from 1 to 200; 50 where left out.
    limit: Option<u32>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
}

/// Who was erased.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Erasures")]
struct Page {
    erasures: Vec<Row>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
}

/// That somebody was erased.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Erasure")]
struct Row {
    /// The contact that stays, of nobody.
    contact: String,
    /// The event that tells of it.
    event: String,
    at: Moment,
    /// Who of ours did it.
    by: String,
    /// `person`, `authority` or `other`.
    requested_by: Option<String>,
    /// The date on which it was asked for.
    requested_on: Option<String>,
    /// How it came.
    reference: Option<String>,
}

async fn index(caller: Caller, Asked(query): Asked<Query>) -> ApiResult<Json<Page>> {
    let limit = limit(query.limit)?;
    let name = caller.list("erasures", &());
    let before: Option<u64> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let mut records = caller.ask(|workspace| workspace.erasures()).await?;
    records.retain(|record| before.is_none_or(|before| record.position < before));
    records.reverse();
    let more_after = records.get(limit).and(records.get(limit - 1)).map(|record| record.position);
    records.truncate(limit);
    let cursor = more_after.and_then(|position| cursor::seal(&name, &position));
    Ok(Json(Page { erasures: records.into_iter().map(Row::of).collect(), cursor }))
}

impl Row {
    fn of(record: Record) -> Row {
        Row {
            contact: record.contact.to_string(),
            event: record.position.to_string(),
            at: Moment(record.at),
            by: record.who,
            requested_by: known(record.requested_by),
            requested_on: known(record.requested_on),
            reference: known(record.reference),
        }
    }
}
