//! What happened and what moved, as the API says it.

use engine::contact::standing::State;
use engine::event::{Act, Fact};
use runtime::likelihood::{Human, Signal, outcome};
use runtime::verdicts::Verdict;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::workspace::rows::{EventRow, MoveRow};

use super::moment::Moment;

/// Something that came in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Event {
    /// Its place in the workspace's log.
    id: String,
    /// `track`, `page`, `identify`, `consent`, `act` or `void`.
    r#type: &'static str,
    /// Its name in the catalogue of events.
    name: String,
    /// When it happened.
    at: Moment,
    /// When Criba learned it.
    known_at: Moment,
    /// Which source told it.
    source: String,
    /// Its id in that source.
    message_id: String,
    /// Whose it was when it came.
    contact: String,
    /// Who of ours did it.
    by: Option<String>,
    /// The list that brought it.
    import: Option<String>,
    /// `applied`, `aside: ` and why it is kept and gives nothing, or why it was refused.
    outcome: String,
    /// How likely it is that a person did it, of what came from outside; what is not more likely
    /// than 50 is kept and gives nothing.
    human: Option<Likelihood>,
    /// What it gave when it came.
    points: i64,
    /// What it holds.
    raw: Value,
}

/// How likely it is that a person did something.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Likelihood {
    /// From 0, a machine for sure, to 100, where nothing speaks for one.
    likelihood: u8,
    /// What speaks for a machine, the strongest first: `crawler`, `headless`, `script`,
    /// `mail_gateway`, `mail_proxy`, `image_proxy`, `mail_at_once`, `mail_soon`, `mail_together`,
    /// `mail_burst`, `mail_trap`, `head_request`, `prefetch`, `no_language`, `auto_reply`,
    /// `message_server`, `honeypot`, `too_fast`, `never_opened`; `judged` and `judged_person` where
    /// somebody said so.
    signals: Vec<&'static str>,
}

impl Likelihood {
    fn of(human: Human) -> Likelihood {
        let signals = human.signals.into_iter().map(Signal::id).collect();
        Likelihood { likelihood: human.likelihood, signals }
    }
}

/// A move between stages or states.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Transition {
    contact: String,
    /// The product line.
    line: String,
    /// The stage before.
    from: String,
    /// The stage after; the same where only the state changed.
    to: String,
    /// The state after: `open`, `recycled` or `disqualified`.
    state: &'static str,
    /// The id of the reason, where it is not open.
    reason: Option<String>,
    /// When it was decided.
    at: Moment,
    /// Which time round, from 1.
    cycle: u32,
    /// The number of the clause that says so, where one does.
    clause: Option<String>,
    /// The version of the agreement that the clause is of.
    version: Option<u32>,
    /// Who did it, where somebody did.
    by: Option<String>,
    /// Why, in the words of the agreement or the person.
    why: String,
    /// The event that made it.
    event: String,
}

impl Event {
    pub(super) fn of(row: &EventRow) -> Event {
        let event = &row.event;
        Event {
            id: event.position.to_string(),
            r#type: kind(row),
            name: row.name().to_owned(),
            at: Moment(event.at),
            known_at: Moment(event.known_at),
            source: event.source.to_string(),
            message_id: event.message_id.to_string(),
            contact: row.contact.to_string(),
            by: row.who.clone(),
            import: row.batch.map(|batch| batch.to_string()),
            outcome: outcome(row),
            human: Verdict::on(row).and_then(|_| Human::of(row)).map(Likelihood::of),
            points: row.given.iter().map(|given| given.points).sum(),
            raw: raw(&event.act, &event.facts),
        }
    }
}

impl Transition {
    pub(super) fn of(row: &MoveRow) -> Transition {
        let moved = &row.moved;
        Transition {
            contact: row.contact.to_string(),
            line: moved.line.clone(),
            from: moved.from.clone(),
            to: moved.to.clone(),
            state: state(&moved.state),
            reason: match &moved.state {
                State::Open => None,
                State::Disqualified { reason, .. } | State::Recycled { reason, .. } => {
                    Some(reason.clone())
                }
            },
            at: Moment(moved.at),
            cycle: moved.cycle,
            clause: moved.clause.as_ref().map(|clause| clause.number.clone()),
            version: moved.clause.as_ref().map(|clause| clause.version),
            by: row.by().map(str::to_owned),
            why: moved.why.clone(),
            event: row.position.to_string(),
        }
    }
}

/// The id of a state.
pub(super) fn state(state: &State) -> &'static str {
    match state {
        State::Open => "open",
        State::Disqualified { .. } => "disqualified",
        State::Recycled { .. } => "recycled",
    }
}

fn kind(row: &EventRow) -> &'static str {
    match &row.event.act {
        Act::Happened { name, .. } if name == "page" => "page",
        Act::Happened { .. } => "track",
        Act::Learned => "identify",
        Act::ConsentGiven { .. } | Act::ConsentWithdrawn { .. } | Act::BasisStated { .. } => {
            "consent"
        }
        Act::Voided { .. } => "void",
        Act::Moved { .. }
        | Act::Declined { .. }
        | Act::Reactivated { .. }
        | Act::SuggestionAnswered { .. }
        | Act::TimePassed => "act",
    }
}

/// What an event holds: its properties, or what an act says, and the traits that it tells.
fn raw(act: &Act, facts: &[Fact]) -> Value {
    let mut raw: Map<String, Value> = Map::new();
    match act {
        Act::Happened { properties, .. } => {
            let properties = properties.iter().map(|(id, value)| (id.clone(), value.to_json()));
            raw.insert("properties".into(), Value::Object(properties.collect()));
        }
        Act::Learned | Act::TimePassed => {}
        act => {
            // An act is written as its name over what it says.
            let said = serde_json::to_value(act).unwrap_or_default();
            let said = said.as_object().and_then(|said| said.values().next()).cloned();
            raw.insert("act".into(), said.unwrap_or_default());
        }
    }
    if !facts.is_empty() {
        let facts = facts.iter().map(|fact| {
            json!({
                "of": fact.of,
                "id": fact.id,
                "value": fact.value.to_json(),
                "origin": fact.origin,
            })
        });
        raw.insert("traits".into(), facts.collect());
    }
    Value::Object(raw)
}
