//! Why a contact stands where it stands, at any moment, as far as was known at another.

use axum::Json;
use axum::routing::get;
use engine::judge::Scene;
use engine::score::ledger::{LedgerLine, Missing, ScoreLedger};
use engine::time::Span;
use engine::why::next_change;
use runtime::writer::Saw;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use super::act;
use super::asked::{Asked, Id};
use super::caller::Caller;
use super::moment::Moment;
use super::operation::Operation;
use super::problem::ApiResult;
use crate::words::Words;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/contacts/{id}/why", get(show))
            .says("The lines of each score at a moment, as far as was known at another")
            .asks::<Query>()
            .answers::<Why>(200),
    ]
}

/// At which moment.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Query {
    /// From what had happened by then; `known_at` where left out.
    at: Option<Moment>,
    /// As far as was known then; now where left out.
    known_at: Option<Moment>,
    /// Under this version of the agreement; the one in force at `known_at` where left out.
    version: Option<u32>,
}

/// Why a contact stands where it stands.
#[derive(Debug, Serialize, JsonSchema)]
struct Why {
    contact: String,
    at: Moment,
    known_at: Moment,
    /// The version that judges.
    agreement: u32,
    stage: String,
    /// `open`, `recycled` or `disqualified`.
    state: &'static str,
    /// The product line.
    line: String,
    /// Fit and engagement.
    total: i64,
    grade: Option<String>,
    scores: Scores,
    /// What is not known and would add points, the most first.
    missing: Vec<Gap>,
    /// The next change by time alone; null for another moment than now, and where there is none
    /// within a year.
    next: Option<Change>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Scores {
    /// Who they are.
    fit: Score,
    /// What they do.
    engagement: Score,
}

/// A score: the points of its lines sum to its value.
#[derive(Debug, Serialize, JsonSchema)]
struct Score {
    value: i64,
    /// The most it can be.
    cap: Option<i64>,
    lines: Vec<Line>,
}

/// What one rule gives.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreLine")]
struct Line {
    /// The rule's id; `cap` or `floor` for the difference made by holding the score.
    rule: String,
    /// The number of the rule's clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    /// The reason as people read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    points: i64,
    /// How many times, for what somebody does.
    #[serde(skip_serializing_if = "Option::is_none")]
    awards: Option<usize>,
    /// When it was last done.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_at: Option<Moment>,
    /// The events behind it, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<String>>,
}

/// What is not known.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Missing")]
struct Gap {
    rule: String,
    /// What to ask.
    ask: String,
    /// The most that the score would rise.
    up_to: i64,
}

/// The next change.
#[derive(Debug, Serialize, JsonSchema)]
struct Change {
    at: Moment,
    /// In words.
    what: String,
}

/// How far ahead the next change is looked for.
const AHEAD: Span = Span::DAY.times(365);

async fn show(
    caller: Caller,
    Id(id): Id<ContactId>,
    Asked(query): Asked<Query>,
) -> ApiResult<Json<Why>> {
    let saw = caller.contact(id).await?;
    let words = caller.words().await?;
    let (at, known_at) = (query.at.map(|at| at.0), query.known_at.map(|at| at.0));
    let is_now = at.is_none() && known_at.is_none() && query.version.is_none();
    let (id, version) = (saw.id, query.version);
    let why = caller.ask(move |workspace| workspace.why(id, at, known_at, version)).await?;
    Ok(Json(Why {
        contact: id.to_string(),
        at: Moment(why.at),
        known_at: Moment(why.known_at),
        agreement: why.agreement,
        stage: why.stage,
        state: act::state(&why.state),
        line: why.line,
        total: why.total,
        grade: why.grade,
        scores: Scores { fit: why.scores.fit.into(), engagement: why.scores.engagement.into() },
        missing: why.missing.iter().map(|missing| gap(&saw, missing)).collect(),
        next: if is_now { change(&saw, &words) } else { None },
    }))
}

impl From<ScoreLedger> for Score {
    fn from(ledger: ScoreLedger) -> Score {
        let lines = ledger.lines.into_iter().map(Line::from).collect();
        Score { value: ledger.value, cap: ledger.cap, lines }
    }
}

impl From<LedgerLine> for Line {
    fn from(line: LedgerLine) -> Line {
        let is_clause = line.clause.is_some();
        let awards = line.awards;
        Line {
            rule: line.rule.to_string(),
            clause: line.clause.map(|clause| clause.to_string()),
            because: is_clause.then(|| line.because.to_string()),
            points: line.points,
            awards: awards.as_ref().map(|awards| awards.count),
            last_at: awards.as_ref().map(|awards| Moment(awards.last_at)),
            events: awards.map(|awards| awards.events.iter().map(u64::to_string).collect()),
        }
    }
}

/// What to ask for a fact that is not known: the question of their playbook that sets it, where
/// it has one.
fn gap(saw: &Saw, missing: &Missing) -> Gap {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let questions = scene.playbook().map(|playbook| playbook.questions.as_slice());
    let question = questions.unwrap_or_default().iter().find(|question| {
        let sets = question.sets.as_deref();
        missing.traits.iter().any(|(_, id)| Some(id.as_str()) == sets)
    });
    Gap {
        rule: missing.rule.to_string(),
        ask: question.map_or_else(|| missing.name.to_string(), |question| question.ask.clone()),
        up_to: missing.up_to,
    }
}

fn change(saw: &Saw, w: &Words) -> Option<Change> {
    let contact = &saw.card.contact;
    let change = next_change(&saw.agreement, contact, None, 0, saw.now, saw.now + AHEAD)?;
    let what = match change.moves.last() {
        Some(moved) => w.t1("turn-moves", "stage", w.stage(&saw.agreement.document, &moved.to)),
        None => w.t1("turn-becomes", "total", w.number(change.total_after)),
    };
    Some(Change { at: Moment(change.at), what })
}
