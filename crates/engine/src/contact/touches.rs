//! Where a person came from: the first touch, the latest, and the one before they left their data.

use serde::{Deserialize, Serialize};

use crate::agreement::condition::Touch;
use crate::catalogue;
use crate::event::Event;
use crate::time::{Timestamp, micros};
use crate::value::Value;

/// The variables that touches are broken down by.
pub const VARIABLES: [&str; 12] = [
    "channel",
    "campaign",
    "content",
    "format",
    "page",
    "segment",
    "cta",
    "message",
    "topic",
    "product",
    "journey_stage",
    "source",
];

/// The touches that attribution knows, with their variables.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Touches {
    first: Option<TouchMade>,
    last: Option<TouchMade>,
    /// The earliest moment at which the person left their data.
    #[serde(with = "micros::option")]
    converted_at: Option<Timestamp>,
    converting: Option<TouchMade>,
}

/// Something they did, and the variables it came with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TouchMade {
    #[serde(with = "micros")]
    at: Timestamp,
    source: String,
    message_id: String,
    variables: Vec<(String, Value)>,
}

impl Touches {
    /// Takes an event if it is one of theirs.
    pub(crate) fn take(&mut self, event: &Event, name: &str, properties: &[(String, Value)]) {
        if !catalogue::is_theirs_by_either(name, properties) {
            return;
        }
        let is_identifying = event.facts.iter().any(|fact| {
            matches!(fact.id.as_str(), "email" | "phone" | "mobile") && fact.value.is_present()
        });
        let touch = TouchMade {
            at: event.at,
            source: event.source.to_string(),
            message_id: event.message_id.to_string(),
            variables: variables(properties),
        };
        let is_before = |a: &TouchMade, b: &Option<TouchMade>| {
            b.as_ref()
                .is_none_or(|b| (a.at, &a.source, &a.message_id) < (b.at, &b.source, &b.message_id))
        };
        let is_earlier_conversion = self.converted_at.is_none_or(|before| event.at < before);
        if is_identifying && is_earlier_conversion {
            self.converted_at = Some(event.at);
            self.converting = Some(touch.clone());
        }
        if is_before(&touch, &self.first) {
            self.first = Some(touch.clone());
        }
        if self.last.is_none() || !is_before(&touch, &self.last) {
            self.last = Some(touch);
        }
    }

    /// A variable of a touch; `None` where there is no such touch or it came without.
    #[must_use]
    pub fn variable(&self, which: Touch, name: &str) -> Option<&Value> {
        let touch = match which {
            Touch::First => &self.first,
            Touch::Last => &self.last,
            Touch::Converting => &self.converting,
        };
        let variables = &touch.as_ref()?.variables;
        variables.iter().find(|(id, _)| id == name).map(|(_, value)| value)
    }
}

fn variables(properties: &[(String, Value)]) -> Vec<(String, Value)> {
    properties.iter().filter(|(id, _)| VARIABLES.contains(&id.as_str())).cloned().collect()
}
