//! The three questions of the first run, between the review and Hoy.

use std::collections::BTreeSet;

use askama::Template;
use axum::routing::{get, post};
use runtime::questions::{Answers, Choice, Questions, Topic, Within};
use store::ids::BatchId;

use super::{attempt, batch, is_waiting, running};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Propose};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/importar/{id}/preguntas", get(show));
    table.post("/importar/{id}/preguntas", post(create));
}

/// The page.
#[derive(Template)]
#[template(path = "imports/questions.html")]
struct Asked {
    shell: Shell,
    id: BatchId,
    name: String,
    who: Vec<Group>,
    what: Vec<Group>,
    /// What is said where the list tells how leads ended.
    learnt: Option<String>,
    withins: [(&'static str, &'static str); 3],
}

/// A topic's choices.
struct Group {
    title: String,
    chips: Vec<Chip>,
}

/// One of them.
struct Chip {
    /// Topic and value as the form carries them.
    value: String,
    words: String,
    count: String,
    /// How many of its rows were won, in words.
    won: Option<String>,
    is_proposed: bool,
}

/// The names under which the form carries how fast sales calls.
const WITHINS: [(&str, &str); 3] =
    [("hour", "questions-hour"), ("two-hours", "questions-two-hours"), ("day", "questions-day")];

async fn show(seat: Can<Propose>, Path(id): Path<BatchId>) -> PageResult {
    let batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    let wanted = batch.clone();
    let questions = attempt(&seat, move |workspace| workspace.questions(&wanted)).await?;
    let w = &seat.words;
    let questions = questions.map_err(|error| PageError::Said(error.said()))?;
    page(&Asked {
        who: groups(&questions.who, w),
        what: groups(&questions.what, w),
        learnt: learnt(&questions, w),
        withins: WITHINS,
        name: batch.plan.name,
        shell: Shell::of(&seat, Nav::Imports).await?,
        id,
    })
}

fn learnt(questions: &Questions, w: &Words) -> Option<String> {
    let outcomes = questions.outcomes.as_ref()?;
    Some(w.t2("questions-outcomes", "won", w.number(outcomes.won), "of", w.number(outcomes.of)))
}

fn groups(topics: &[Topic], w: &Words) -> Vec<Group> {
    topics.iter().map(|topic| group(topic, w)).collect()
}

fn group(topic: &Topic, w: &Words) -> Group {
    let chips = topic.chips.iter().map(|chip| Chip {
        value: format!("{} {}", topic.id, chip.choice.id()),
        words: match &chip.choice {
            Choice::Yes => w.t("yes"),
            Choice::Amount => w.t("questions-anything"),
            Choice::Text(text) => w.trait_value(&topic.id, text),
        },
        count: w.number(chip.count),
        won: chip
            .ended
            .filter(|(_, of)| *of > 0)
            .map(|(won, of)| w.t2("questions-lift", "won", w.number(won), "of", w.number(of))),
        is_proposed: chip.is_proposed,
    });
    let title =
        if topic.header.is_empty() { w.trait_name(&topic.id) } else { topic.header.clone() };
    Group { title, chips: chips.collect() }
}

/// `POST /importar/{id}/preguntas`: writes the agreement and brings the list in. `skip`
/// leaves the agreement as it is.
async fn create(
    seat: Can<Propose>,
    Path(id): Path<BatchId>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult {
    let batch = batch(&seat, id).await?;
    if !is_waiting(&batch) {
        return Ok(see_other(&format!("/importar/{id}")));
    }
    if !form.iter().any(|(name, _)| name == "skip") {
        let answers = answers(&form);
        let (list, by) = (batch.clone(), seat.email().to_owned());
        let written = attempt(&seat, move |workspace| workspace.answer(&list, &answers, &by));
        written.await?.map_err(|error| PageError::Said(error.said()))?;
    }
    running::start(&seat.app, seat.shared_workspace(), batch);
    Ok(see_other(&format!("/importar/{id}?primera=si")))
}

fn answers(form: &[(String, String)]) -> Answers {
    let chosen: BTreeSet<(String, Choice)> = form
        .iter()
        .filter(|(name, _)| name == "chosen")
        .filter_map(|(_, chosen)| {
            let (topic, choice) = chosen.split_once(' ')?;
            Some((topic.to_owned(), Choice::with_id(choice)?))
        })
        .collect();
    let within = form.iter().find(|(name, _)| name == "within");
    let within = match within.map(|(_, value)| value.as_str()) {
        Some("hour") => Some(Within::Hour),
        Some("two-hours") => Some(Within::TwoHours),
        Some("day") => Some(Within::Day),
        _ => None,
    };
    Answers { chosen, within }
}
