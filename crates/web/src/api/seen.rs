//! What a program tells that people saw or wrote elsewhere: an event of the catalogue with its
//! properties, and a message or a conversation. What each event is asked is `runtime::manual`'s.

use std::collections::BTreeMap;

use axum::response::Response;
use axum::routing::post;
use engine::said::Said;
use engine::value::Value;
use import::columns::mapping::is_trait_id;
use runtime::acts::{Deed, Outcome};
use runtime::cadence;
use runtime::manual::{COMMON, Desk, MANUAL, Part, Seen, Wrong};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;
use store::ids::ContactId;

use super::asked::Id;
use super::caller::May;
use super::deeds::{Told, next, tell};
use super::moment::Moment;
use super::once::{KnownBy, Sent};
use super::operation::Operation;
use super::problem::Problem;
use super::row::Step;
use crate::seat::Work;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/api/v1/contacts/{id}/events", post(event))
            .needs::<Work>()
            .says("Writes down something of the catalogue that happened elsewhere: a stand, a comment, a sample, a proposal")
            .takes::<Event>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/messages", post(message))
            .needs::<Work>()
            .says("Writes down what was written to a contact, and whether it was a conversation")
            .takes::<Message>()
            .answers::<Told>(201),
    ]
}

/// Something that happened elsewhere.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SeenEvent")]
struct Event {
    /// Its name in the catalogue.
    #[schemars(extend("enum" = MANUAL.map(|manual| manual.name)))]
    name: String,
    /// When it was; now where left out.
    #[serde(default)]
    at: Option<Moment>,
    /// What is said of it; null and an empty text say nothing.
    #[serde(default)]
    #[schemars(extend("description" = described()))]
    properties: BTreeMap<String, Json>,
    /// What was seen or said, in their words: why it is written down.
    #[serde(default)]
    why: String,
    /// The address of the person who saw it; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

/// Which properties each event has.
fn described() -> String {
    let events = MANUAL.iter().map(|manual| {
        let ids: Vec<&str> = manual.properties.iter().map(|property| property.id).collect();
        format!("`{}`: {}", manual.name, ids.join(", "))
    });
    let events = events.collect::<Vec<String>>().join("; ");
    let common = COMMON.join(", ");
    format!(
        "What is said of it; null and an empty text say nothing. {events}. Any of them: {common}. \
         Amounts are numbers, days are `2026-11-23`, minutes are whole, and an amount without \
         `currency` is in the agreement's."
    )
}

async fn event(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Event>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(body.by.as_deref()).await?;
        let agreement = caller.agreement().await?;
        let properties = body.properties.iter();
        let seen = Seen {
            name: body.name,
            at: body.at.map(|at| at.0),
            properties: properties.map(|(id, v)| (id.clone(), Value::from_json(v))).collect(),
            why: body.why,
        };
        let currency = agreement.document.currency.as_deref();
        let desk = Desk { country: caller.country(), currency, now: caller.now() };
        let deed = seen.deed(&desk).map_err(unusable)?;
        tell(&caller, id, deed, by, key).await
    });
    answer.await
}

/// What cannot be used, at its place in what was sent.
fn unusable(Wrong { part, said }: Wrong) -> Problem {
    match part {
        Part::Name => Problem::field("/name", said),
        Part::At => Problem::field("/at", said),
        Part::Why => Problem::field("/why", said),
        Part::Property(id) => {
            // A tilde and a slash are written otherwise in a pointer (RFC 6901).
            let id = id.replace('~', "~0").replace('/', "~1");
            Problem::field(format!("/properties/{id}"), said)
        }
    }
}

/// What was written to a contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WrittenMessage")]
struct Message {
    /// `whatsapp`, `email`, `sms`, `linkedin` or another, in lower case.
    channel: String,
    /// What was written.
    #[serde(default)]
    text: String,
    /// Whether they answered: it was a conversation.
    #[serde(default)]
    talked: bool,
    /// What comes next; where left out, what the text says, or else as the cadence goes.
    #[serde(default)]
    next: Option<Step>,
    /// The address of the person who wrote; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

/// The longest name of a channel, in characters.
const CHANNEL_CHARS_MAX: usize = 50;

async fn message(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Message>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let Message { channel, text, talked: is_talk, next: said, by } = body;
        if channel.len() > CHANNEL_CHARS_MAX || !is_trait_id(&channel) {
            return Err(Problem::field(
                "/channel",
                Said::new(
                    format!("«{channel}» no es un canal; hay que escribir whatsapp, email, sms u otro, en minúsculas"),
                    format!("«{channel}» is no channel; write whatsapp, email, sms or another, in lower case"),
                ),
            ));
        }
        let by = caller.by(by.as_deref()).await?;
        let saw = caller.contact(id).await?;
        let outcome = if is_talk { Outcome::Talked } else { Outcome::NoAnswer };
        let (zone, country) = (saw.agreement.time_zone(), caller.country());
        let following = || cadence::following(&saw, outcome, &text, "call", zone, country);
        let next = said.map(next).or_else(following);
        tell(&caller, id, Deed::Wrote { channel, text, is_talk, next }, by, key).await
    });
    answer.await
}
