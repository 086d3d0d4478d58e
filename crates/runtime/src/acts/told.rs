//! Deeds as the log tells them.

use engine::agreement::condition::Whose;
use engine::contact::consents::evidence_of;
use engine::event::{Act, Fact, Origin};
use engine::said::Said;
use engine::time::Timestamp;
use engine::value::Value;

use super::{By, Deed, Outcome, STEP_TEXT_MAX, TEXT_MAX};
use crate::card::Next;
use crate::error::RuntimeError;

/// What a deed tells.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) act: Act,
    pub(super) at: Option<Timestamp>,
    pub(super) facts: Vec<Fact>,
}

impl From<Act> for Told {
    fn from(act: Act) -> Told {
        Told { act, at: None, facts: Vec::new() }
    }
}

/// The events that tell of a deed.
///
/// # Errors
///
/// A text is too long.
pub(super) fn told(deed: &Deed, by: &By) -> Result<Vec<Told>, RuntimeError> {
    Ok(match deed {
        Deed::Called { outcome, text, next } => called(*outcome, short(text)?, next.as_ref())?,
        Deed::Wrote { channel, text, is_talk, next } => {
            wrote(channel, text, *is_talk, next.as_ref())?
        }
        Deed::Pasted { channel, said, next } => pasted(channel, said, next.as_ref())?,
        Deed::Noted { text, mentions, next } => {
            let mut properties = vec![property("text", short(text)?)];
            if !mentions.is_empty() {
                let whom = mentions.iter().map(|whom| Value::text(whom.as_str()));
                properties.push(("mentions".to_owned(), Value::List(whom.collect())));
            }
            properties.extend(planned(next.as_ref())?);
            vec![happened("note_added", properties).into()]
        }
        Deed::Planned { next } => vec![happened("task_added", planned(Some(next))?).into()],
        Deed::Done { mention, step, next } => {
            let mention = mention.iter().map(|whom| property("mention", whom));
            let step = step.iter().map(|step| property("step", &step.to_string()));
            let properties = mention.chain(step).chain(planned(next.as_ref())?).collect();
            vec![happened("task_done", properties).into()]
        }
        Deed::Happened { name, at, properties } => {
            let act = Act::Happened { name: name.clone(), properties: properties.clone() };
            vec![Told { act, at: *at, facts: Vec::new() }]
        }
        Deed::Declined { reason, until, note } => vec![
            Act::Declined {
                line: MAIN.to_owned(),
                reason: reason.clone(),
                by: by.actor(),
                until: *until,
                note: note.as_deref().map(short).transpose()?.map(str::to_owned),
            }
            .into(),
        ],
        Deed::Moved { to, evidence } => vec![
            Act::Moved {
                line: MAIN.to_owned(),
                to: to.clone(),
                by: by.actor(),
                evidence: evidence.as_deref().map(short).transpose()?.map(str::to_owned),
            }
            .into(),
        ],
        Deed::Reactivated => {
            vec![Act::Reactivated { line: MAIN.to_owned(), by: by.actor() }.into()]
        }
        Deed::Answered { clause, is_confirmed } => vec![
            Act::SuggestionAnswered {
                line: MAIN.to_owned(),
                clause: clause.clone(),
                is_confirmed: *is_confirmed,
                by: by.actor(),
            }
            .into(),
        ],
        Deed::Assigned { to } => {
            vec![happened("handoff_assigned", vec![property("to", to)]).into()]
        }
        Deed::Learned { facts } => {
            let facts = facts.iter().map(|(of, id, text)| {
                let value =
                    if text.trim().is_empty() { Value::Null } else { Value::text(text.trim()) };
                Ok(Fact { of: *of, id: id.clone(), value, origin: Origin::Typed })
            });
            let facts: Result<Vec<Fact>, RuntimeError> = facts.collect();
            vec![Told { act: Act::Learned, at: None, facts: facts? }]
        }
        Deed::Consented { purpose, is_given, evidence } => {
            let (id, purpose) = (evidence_of(purpose), purpose.clone());
            let act = match is_given {
                true => Act::ConsentGiven { purpose },
                false => Act::ConsentWithdrawn { purpose },
            };
            known_by(act, id, evidence)?
        }
        Deed::Based { basis, stands, evidence } => {
            let act = Act::BasisStated { basis: *basis, stands: *stands };
            known_by(act, basis.evidence_id().to_owned(), evidence)?
        }
        Deed::Joined { other } => {
            vec![happened("joined", vec![property("other", &other.to_string())]).into()]
        }
    })
}

fn wrote(
    channel: &str,
    text: &str,
    is_talk: bool,
    next: Option<&Next>,
) -> Result<Vec<Told>, RuntimeError> {
    let name = if channel == "email" { "email_sent" } else { "message_sent" };
    let mut properties = vec![property("channel", channel)];
    properties.extend(said(short(text)?));
    if is_talk {
        properties.push(property("outcome", "talked"));
    }
    properties.extend(planned(next)?);
    Ok(vec![happened(name, properties).into()])
}

fn pasted(
    channel: &str,
    said: &[(bool, Timestamp, String)],
    next: Option<&Next>,
) -> Result<Vec<Told>, RuntimeError> {
    let mut told: Vec<Told> = Vec::with_capacity(said.len());
    for (is_theirs, at, text) in said {
        let name = if *is_theirs { "message_received" } else { "message_sent" };
        let mut properties = vec![property("channel", channel)];
        properties.push(property("text", short(text)?));
        // Where both said something, it was a conversation.
        if !is_theirs && said.iter().any(|(theirs, _, _)| *theirs) {
            properties.push(property("outcome", "talked"));
        }
        if told.len() + 1 == said.len() {
            properties.extend(planned(next)?);
        }
        told.push(Told { act: happened(name, properties), at: Some(*at), facts: Vec::new() });
    }
    Ok(told)
}

/// A permission; how it is known is kept as a value of its own, with its origin and date.
fn known_by(act: Act, id: String, evidence: &str) -> Result<Vec<Told>, RuntimeError> {
    let value = Value::text(short(evidence)?);
    let fact = Fact { of: Whose::Person, id, value, origin: Origin::Typed };
    Ok(vec![Told { act, at: None, facts: vec![fact] }])
}

/// The product line that people work on by hand.
const MAIN: &str = "main";

fn called(outcome: Outcome, text: &str, next: Option<&Next>) -> Result<Vec<Told>, RuntimeError> {
    let mut told: Vec<Told> = Vec::new();
    let mut properties: Vec<(String, Value)> = Vec::new();
    if outcome == Outcome::CalledBack {
        // They called, which is theirs; that we talked is ours.
        told.push(happened("call_received", vec![property("channel", "phone")]).into());
        properties.push(property("outcome", Outcome::Talked.id()));
        properties.push(property("direction", "inbound"));
    } else {
        properties.push(property("outcome", outcome.id()));
    }
    properties.extend(said(text));
    properties.extend(planned(next)?);
    told.push(happened("call_made", properties).into());
    Ok(told)
}

fn happened(name: &str, properties: Vec<(String, Value)>) -> Act {
    Act::Happened { name: name.to_owned(), properties }
}

fn property(id: &str, text: &str) -> (String, Value) {
    (id.to_owned(), Value::text(text))
}

fn said(text: &str) -> Option<(String, Value)> {
    (!text.is_empty()).then(|| property("text", text))
}

/// The next step, as events carry it.
fn planned(next: Option<&Next>) -> Result<Vec<(String, Value)>, RuntimeError> {
    let Some(next) = next else { return Ok(Vec::new()) };
    let mut properties =
        vec![property("next_at", &next.at.to_string()), property("next_what", &next.what)];
    let text = at_most(&next.text, STEP_TEXT_MAX)?;
    if !text.is_empty() {
        properties.push(property("next_text", text));
    }
    Ok(properties)
}

fn short(text: &str) -> Result<&str, RuntimeError> {
    at_most(text, TEXT_MAX)
}

fn at_most(text: &str, chars_max: usize) -> Result<&str, RuntimeError> {
    if text.chars().count() > chars_max {
        return Err(RuntimeError::Wrong(Said::new(
            format!("un texto tiene como mucho {chars_max} caracteres; hay que acortarlo"),
            format!("a text has at most {chars_max} characters; shorten it"),
        )));
    }
    Ok(text.trim())
}
