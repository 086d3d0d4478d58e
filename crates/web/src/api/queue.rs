//! Whom to call now.

use axum::Json;
use axum::routing::get;
use engine::agreement::funnel::SideName;
use engine::agreement::sealed::Agreement;
use engine::agreement::sentences::sentences;
use runtime::people::{permissions, side};
use runtime::queue::{Entry, Place, View};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::workspace::screens::Filter;

use super::asked::{Asked, limit};
use super::caller::Caller;
use super::moment::{Moment, moment};
use super::operation::Operation;
use super::problem::ApiResult;
use super::row::Row;
use crate::words::Words;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/queue", get(index))
            .says("Whom to call now, in order, with why, until when, and the clause that says so")
            .asks::<Query>()
            .answers::<Queue>(200),
    ]
}

/// Whose list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Query {
    /// The address of a person of the workspace: what they answer for, and what nobody does.
    /// Everybody's list where left out.
    r#for: Option<String>,
    /// How many, from 1 to 200; 50 where left out. The list is short: it has no further pages.
    limit: Option<u32>,
}

/// The call list.
#[derive(Debug, Serialize, JsonSchema)]
struct Queue {
    queue: Vec<Call>,
    /// Always null: the list has one page.
    cursor: Option<String>,
    /// The moment it is for.
    at: Moment,
    /// Who is left out, and why.
    left_out: LeftOut,
    /// Open leads without a next step that may be called at this hour, however many the list holds.
    waiting: u64,
}

/// Somebody on the call list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueuePlace")]
struct Call {
    /// From 1.
    rank: usize,
    /// Why they stand there: `now`, `due_soon`, `overdue`, `on_time`, `follow_up`, `mention` or
    /// `next`.
    reason: &'static str,
    /// The same in words, in the language of the agreement.
    because: String,
    /// Until when they are to be called.
    deadline: Option<Moment>,
    /// The number of the clause that sets the deadline, or the order where there is none.
    clause: Option<String>,
    contact: Row,
}

/// Who is left out of the call list.
#[derive(Debug, Serialize, JsonSchema)]
struct LeftOut {
    /// It is no hour to call them where they are.
    asleep: u64,
    /// When the first of those may be called.
    awake_at: Option<Moment>,
    /// A colleague is calling them at this moment.
    in_call: u64,
    /// Somebody tried to reach them just now.
    resting: u64,
    /// They do not want to be called.
    blocked: u64,
    /// Nothing is known by which they may be reached.
    unreachable: u64,
}

async fn index(caller: Caller, Asked(query): Asked<Query>) -> ApiResult<Json<Queue>> {
    let limit = limit(query.limit)?;
    let view = match &query.r#for {
        Some(email) => own(&caller, email).await?,
        None => View::default(),
    };
    let words = caller.words().await?;
    let asked = caller
        .ask(move |workspace| Ok((workspace.queue(&view)?, workspace.writer.agreement().wait()?)));
    let (queue, agreement) = asked.await?;
    let clauses = Clauses::of(&agreement, &words);
    // Whose hours are not now is counted above, not listed among those to call now.
    let awake = queue.entries.into_iter().filter(|entry| entry.place != Place::Asleep);
    let mut awake: Vec<Entry> = awake.collect();
    // What is planned for later today is not what to do first until then.
    awake.sort_by_key(|entry| entry.turn);
    let entries = awake.into_iter().take(limit).zip(1..);
    let places = entries.map(|(entry, rank)| place(entry, rank, &clauses, &words));
    Ok(Json(Queue {
        queue: places.collect(),
        cursor: None,
        at: Moment(caller.now()),
        left_out: LeftOut {
            asleep: queue.asleep,
            awake_at: moment(queue.awake_at),
            in_call: queue.in_call,
            resting: queue.resting,
            blocked: queue.blocked,
            unreachable: queue.unreachable,
        },
        waiting: queue.waiting,
    }))
}

/// The list of a person, as their page shows it.
async fn own(caller: &Caller, email: &str) -> ApiResult<View> {
    let member = caller.person(email).await?;
    let email = member.person.email;
    let side = match side(&permissions(&member.permissions)?) {
        SideName::Marketing => "marketing",
        SideName::Sales => "sales",
    };
    let filter = Filter { owners: vec![email.clone(), String::new()], ..Filter::default() };
    Ok(View { reader: vec![email, side.to_owned()], filter })
}

fn place(entry: Entry, rank: usize, clauses: &Clauses, w: &Words) -> Call {
    let (reason, words) = match entry.place {
        Place::Now => ("now", "group-now"),
        Place::DueSoon => ("due_soon", "group-due-soon"),
        Place::Overdue => ("overdue", "group-overdue"),
        Place::OnTime => ("on_time", "group-on-time"),
        Place::FollowUp => ("follow_up", "group-follow-up"),
        Place::Mention => ("mention", "group-mention"),
        Place::Next | Place::Asleep => ("next", "group-next"),
    };
    let because = &entry.columns.because;
    let planned = entry.columns.next_at.filter(|_| entry.place == Place::FollowUp);
    Call {
        rank,
        reason,
        because: match because.is_empty() {
            true => w.t(words),
            false => format!("{}: {because}", w.t(words)),
        },
        deadline: moment(entry.due_at.or(planned)),
        clause: entry
            .promise
            .and_then(|index| clauses.promise(index))
            .or_else(|| clauses.queue.clone()),
        contact: Row::of(entry.id, entry.columns),
    }
}

/// The numbers of the clauses that put people on the list.
struct Clauses {
    queue: Option<String>,
    /// Where each promise stands in the agreement, with its number.
    promises: Vec<(String, String)>,
}

impl Clauses {
    fn of(agreement: &Agreement, w: &Words) -> Clauses {
        let sections = sentences(&agreement.document, &w.pack);
        let clauses = sections.into_iter().flat_map(|section| section.clauses);
        let mut found = Clauses { queue: None, promises: Vec::new() };
        for clause in clauses {
            if clause.path == "queue" {
                found.queue = Some(clause.number);
            } else if clause.path.starts_with("follow_up[") {
                found.promises.push((clause.path, clause.number));
            }
        }
        found
    }

    fn promise(&self, index: usize) -> Option<String> {
        let path = format!("follow_up[{index}]");
        let found = self.promises.iter().find(|(at, _)| *at == path);
        found.map(|(_, number)| number.clone())
    }
}
