//! What lists of contacts say of each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;
use store::workspace::rows::{Columns, Play};

use super::moment::{Moment, moment};

/// A contact in a list. What is not known is null.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ContactRow")]
pub(super) struct Row {
    id: String,
    name: Option<String>,
    company: Option<String>,
    job_title: Option<String>,
    email: Option<String>,
    /// In E.164.
    phone: Option<String>,
    city: Option<String>,
    /// ISO 3166 code.
    country: Option<String>,
    /// The stage's id in the agreement.
    stage: String,
    /// `open`, `recycled` or `disqualified`.
    state: String,
    /// Who they are, in points.
    fit: i64,
    /// What they do, in points.
    engagement: i64,
    /// Both.
    total: i64,
    /// Such as `B1`; null without bands.
    grade: Option<String>,
    /// The one reason that says most.
    because: Option<String>,
    /// When Criba first heard of them.
    since: Moment,
    /// Their latest act.
    latest_at: Option<Moment>,
    /// Who answers for them: an e-mail address.
    owner: Option<String>,
    /// When they asked for something that nobody has answered yet.
    requested_at: Option<Moment>,
    /// When somebody last tried to reach them.
    attempted_at: Option<Moment>,
    /// What comes next.
    next: Option<Step>,
    /// Why they are not called: `asked`, `withdrawn`, or `unreachable` where neither a telephone
    /// nor an e-mail is known; null where they are.
    blocked: Option<String>,
    /// How many suggestions wait for a person.
    suggestions: i64,
    /// The source that first told of them.
    source: Option<String>,
}

/// A next step.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NextStep")]
pub(super) struct Step {
    /// When it is due.
    pub(super) at: Moment,
    /// What it is: `call`, `meeting`, `email`, `whatsapp`, `task`, … or words of a colleague.
    pub(super) what: String,
    /// What is to be done, in the words of who planned it; null where they said no more.
    #[serde(default)]
    pub(super) text: Option<String>,
}

impl Row {
    pub(super) fn of(id: ContactId, columns: Columns) -> Row {
        Row {
            id: id.to_string(),
            name: known(columns.name),
            company: known(columns.company),
            job_title: known(columns.job_title),
            email: known(columns.email),
            phone: known(columns.phone),
            city: known(columns.city),
            country: known(columns.country),
            stage: columns.stage,
            state: state(columns.play).to_owned(),
            fit: columns.fit,
            engagement: columns.engagement,
            total: columns.total,
            grade: known(columns.grade),
            because: known(columns.because),
            since: Moment(columns.since),
            latest_at: moment(columns.latest_at),
            owner: known(columns.owner),
            requested_at: moment(columns.requested_at),
            attempted_at: moment(columns.attempted_at),
            next: columns.next_at.map(|at| Step {
                at: Moment(at),
                what: columns.next_what,
                text: known(columns.next_text),
            }),
            blocked: known(columns.blocked),
            suggestions: columns.suggestions,
            source: known(columns.source),
        }
    }
}

/// A text that says something.
pub(super) fn known(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn state(play: Play) -> &'static str {
    match play {
        Play::Open => "open",
        Play::Recycled => "recycled",
        Play::Disqualified => "disqualified",
    }
}
