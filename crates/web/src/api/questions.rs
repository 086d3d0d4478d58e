//! What is to be asked of somebody: the queue that forms, calls and messages take from.

use axum::Json;
use axum::routing::get;
use runtime::forms::{Topic, topics};
use schemars::JsonSchema;
use serde::Serialize;
use store::ids::ContactId;

use super::asked::Id;
use super::caller::Caller;
use super::operation::Operation;
use super::problem::ApiResult;
use crate::words::Words;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/contacts/{id}/questions", get(index))
            .says("What is to be asked of a contact, what is worth most first")
            .answers::<Questions>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Questions {
    questions: Vec<Question>,
    /// Always null: there are few.
    cursor: Option<String>,
}

/// Something to ask.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ContactQuestion")]
struct Question {
    /// The trait that the answer tells, as `person.timeframe` or `account.employees`.
    tells: String,
    /// What is asked.
    ask: String,
    /// Why, in words for the person; empty where nobody wrote any.
    why: String,
    /// The values that can be chosen; empty where anything can be said.
    choices: Vec<String>,
    /// The most that the score would rise.
    up_to: i64,
    /// The clauses that give the points.
    clauses: Vec<String>,
    /// Of how many people the answer is missing, and of how many that were looked at.
    missing: u64,
    of: u64,
    /// Whether it is answered; such ones come last.
    is_answered: bool,
}

impl Question {
    fn of(topic: Topic, w: &Words) -> Question {
        let (of, id) = &topic.told;
        Question {
            tells: of.field(id),
            ask: topic.ask.of(w.language()).to_owned(),
            why: topic.why.of(w.language()).to_owned(),
            choices: topic.choices.into_iter().map(|choice| choice.value).collect(),
            up_to: topic.worth.points,
            clauses: topic.worth.clauses.iter().map(|clause| clause.to_string()).collect(),
            missing: topic.worth.missing,
            of: topic.worth.of,
            is_answered: topic.is_answered,
        }
    }
}

async fn index(caller: Caller, Id(id): Id<ContactId>) -> ApiResult<Json<Questions>> {
    let saw = caller.contact(id).await?;
    let words = caller.words().await?;
    let worths = caller.ask(|workspace| workspace.worths()).await?;
    let topics = topics(&saw.agreement, &saw.card.contact, &worths, saw.now);
    let questions = topics.into_iter().map(|topic| Question::of(topic, &words)).collect();
    Ok(Json(Questions { questions, cursor: None }))
}
