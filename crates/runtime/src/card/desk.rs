//! What sales has to do with a contact: who answers for it, what was tried, and what comes next.

use std::collections::BTreeSet;

use engine::agreement::funnel::SideName;
use engine::catalogue::{also_named, is_theirs_by_either};
use engine::contact::consents::{Consents, is_of_calls};
use engine::event::{Act, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use serde::{Deserialize, Serialize};
use store::ids::BatchId;
use store::workspace::rows::EventRow;

use crate::queue::MEETING;

/// A contact as the desk of a rep sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Desk {
    /// Who answers for it: an e-mail address.
    pub owner: Option<String>,
    /// When they asked for something directly that nobody has answered since.
    pub requested_at: Option<Timestamp>,
    /// When we last tried to reach them.
    pub attempted_at: Option<Timestamp>,
    /// How often we have tried since the last conversation.
    pub attempts: u32,
    /// How many steps of the cadence are done since the last conversation: attempts, and steps that
    /// were ticked off.
    pub steps_done: u32,
    /// What comes next.
    pub next: Option<Next>,
    /// What comes behind it, where one of the two is an appointment: no other plan takes one away.
    pub then: Option<Next>,
    /// Why they may not be called.
    pub blocked: Option<Blocked>,
    /// Their latest act.
    pub latest_at: Option<Timestamp>,
    /// The source that first told of it, and the list, where one brought it.
    pub source: Option<String>,
    /// The list that first brought it.
    pub batch: Option<BatchId>,
    /// Whether a colleague has done anything with it.
    pub is_touched: bool,
    /// When the current run of attempts began: since then nobody has talked to them.
    pub tried_since: Option<Timestamp>,
    /// Who is named in notes that they have not seen: addresses, `marketing`, `sales`.
    pub mentions: BTreeSet<String>,
}

/// The next step with a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// When it is due.
    pub at: Timestamp,
    /// What it is: `call`, `meeting`, `task`, …, or words of a colleague.
    pub what: String,
    /// What is to be done, in the words of who planned it; empty where they said no more.
    #[serde(default)]
    pub text: String,
}

impl Next {
    /// A step of which nothing more is said.
    #[must_use]
    pub fn new(at: Timestamp, what: impl Into<String>) -> Next {
        Next { at, what: what.into(), text: String::new() }
    }
}

/// Why a contact may not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blocked {
    /// They asked not to be called.
    Asked,
    /// They withdrew their consent to calls.
    Withdrawn,
}

impl Blocked {
    /// As lists keep it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Blocked::Asked => "asked",
            Blocked::Withdrawn => "withdrawn",
        }
    }
}

/// What people ask for directly: it comes before everything else while it is fresh.
pub const REQUESTS: [&str; 7] = [
    "demo_requested",
    "quote_requested",
    "sample_requested",
    "trial_started",
    "message_received",
    "call_received",
    "email_replied",
];

/// The name of the list that first told of somebody: where they come from, since the source of
/// every list is the same, by which a row that is brought again is known.
pub(crate) const LIST: &str = "list";

/// What counts as trying to reach somebody.
const ATTEMPTS: [&str; 4] = ["call_made", "message_sent", "email_sent", "visit_made"];

impl Desk {
    /// Takes a row that counts; rows come in the order they were learned, and `consents` is what
    /// the person has said with this row.
    pub(super) fn take(&mut self, row: &EventRow, consents: &Consents) {
        if self.source.is_none() {
            let list = row.event.facts.iter().find(|fact| fact.id == LIST && row.batch.is_some());
            let source = list.map_or_else(|| row.event.source.to_string(), |f| f.value.to_string());
            self.source = Some(source);
            self.batch = row.batch;
        }
        let typed = row.event.facts.iter().any(|fact| fact.origin == Origin::Typed);
        self.is_touched |= row.batch.is_none() && (row.who.is_some() || typed);
        match &row.event.act {
            Act::Happened { name, properties } => self.happened(row, name, properties),
            // Who said no waits for nothing more.
            Act::Declined { .. } => {
                (self.next, self.then) = (None, None);
                self.requested_at = None;
            }
            // So does who of sales takes them to another stage.
            Act::Moved { by, .. } if by.side == Some(SideName::Sales) => {
                self.owner = self.owner.take().or_else(|| row.who.clone());
            }
            // What was said since stands, whenever this is told.
            Act::ConsentWithdrawn { purpose }
                if is_of_calls(purpose) && consents.is_latest(&row.event) =>
            {
                self.blocked = Some(Blocked::Withdrawn);
            }
            Act::ConsentGiven { purpose }
                if is_of_calls(purpose) && consents.is_latest(&row.event) =>
            {
                self.blocked = None;
            }
            _ => {}
        }
    }

    fn happened(&mut self, row: &EventRow, name: &str, properties: &[(String, Value)]) {
        let at = row.event.at;
        let text = |id: &str| {
            let found = properties.iter().find(|(key, _)| key == id);
            found.map(|(_, value)| value.to_string()).filter(|text| !text.is_empty())
        };
        if is_theirs_by_either(name, properties) {
            self.latest_at = self.latest_at.max(Some(at));
            let named = [Some(name), also_named(properties)];
            let is_request = named.into_iter().flatten().any(|name| REQUESTS.contains(&name));
            if is_request && self.attempted_at.is_none_or(|tried| tried < at) {
                self.requested_at = self.requested_at.max(Some(at));
            }
        }
        if ATTEMPTS.contains(&name) && row.who.is_some() {
            self.attempted_at = self.attempted_at.max(Some(at));
            if self.requested_at.is_some_and(|requested| requested <= at) {
                self.requested_at = None;
            }
            if matches!(text("outcome").as_deref(), Some("talked" | "booked")) {
                self.attempts = 0;
                self.steps_done = 0;
                self.tried_since = None;
                // Who talks with somebody that is nobody's takes them.
                self.owner = self.owner.take().or_else(|| row.who.clone());
            } else {
                self.attempts = self.attempts.saturating_add(1);
                self.steps_done = self.steps_done.saturating_add(1);
                self.tried_since = self.tried_since.or(Some(at));
            }
            if text("outcome").as_deref() == Some("asked_not_to_be_called") {
                self.blocked = Some(Blocked::Asked);
            }
            // What was planned has been done; an appointment still to come stands.
            (self.next, self.then) = (self.appointment_after(at), None);
        }
        match name {
            "handoff_assigned" => self.owner = text("to"),
            "task_done" => match text("mention") {
                Some(whom) => {
                    self.mentions.remove(&whom);
                }
                None => {
                    self.next = self.then.take();
                    let step = text("step").and_then(|text| text.parse().ok());
                    self.steps_done = self.steps_done.max(step.unwrap_or(0));
                }
            },
            "note_added" => self.mentions.extend(named(properties)),
            _ => {}
        }
        if let Some(at) = text("next_at").and_then(|text| text.parse().ok()) {
            let what = text("next_what").unwrap_or_default();
            let text = text("next_text").unwrap_or_default();
            self.plan(Next { at, what, text }, row.event.at);
        }
    }

    /// Plans a step. An appointment still to come stays beside it, whichever of the two is first.
    fn plan(&mut self, step: Next, now: Timestamp) {
        let kept = self.appointment_after(now).filter(|_| step.what != MEETING);
        (self.next, self.then) = match kept {
            Some(kept) if kept.at <= step.at => (Some(kept), Some(step)),
            kept => (Some(step), kept),
        };
    }

    /// The appointment that is planned, if one is.
    #[must_use]
    pub fn appointment(&self) -> Option<&Next> {
        [&self.next, &self.then].into_iter().flatten().find(|step| step.what == MEETING)
    }

    fn appointment_after(&self, now: Timestamp) -> Option<Next> {
        self.appointment().filter(|step| step.at > now).cloned()
    }

    /// Who is named and has not seen it, as lists keep it.
    pub(super) fn mentioned(&self) -> String {
        if self.mentions.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = self.mentions.iter().map(String::as_str).collect();
        format!(",{},", names.join(","))
    }
}

/// Whom a note names.
fn named(properties: &[(String, Value)]) -> Vec<String> {
    match properties.iter().find(|(id, _)| id == "mentions") {
        Some((_, Value::List(whom))) => whom.iter().map(Value::to_string).collect(),
        _ => Vec::new(),
    }
}
