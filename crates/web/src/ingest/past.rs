//! What a program told, called as people say by now.
//!
//! Of what came only the names are for people to say: who it is of, when it was and what it says of
//! them stay as they were read.

use std::sync::Arc;

use engine::catalogue::{OUTCOMES, also_named};
use engine::event::Act;
use runtime::sources::SecondNames;
use runtime::writer::{Came, Intake, Whom};
use serde_json::Value as Json;
use store::workspace::rows::EventRow;

use super::event::{Kind, act};
use super::json::Object;

/// An event under the names that are said now; as it is where what came says otherwise, or where
/// it would become a sale or a loss that its source may not tell.
pub(crate) fn named(
    row: &EventRow,
    raw: &str,
    names: &SecondNames,
    takes_outcomes: bool,
) -> Intake {
    let known = read(row, raw, names).filter(|act| takes_outcomes || !is_outcome(act));
    Intake {
        whom: row.keys.clone().map_or(Whom::Known(row.contact), Whom::Keyed),
        at: Some(row.event.at),
        known_at: None,
        source: Arc::clone(&row.event.source),
        message_id: Arc::clone(&row.event.message_id),
        act: known.unwrap_or_else(|| row.event.act.clone()),
        facts: row.event.facts.clone(),
        who: row.who.clone(),
        batch: row.batch,
        came: Came::raw(Some(Arc::from(raw))),
    }
}

fn read(row: &EventRow, raw: &str, names: &SecondNames) -> Option<Act> {
    let Act::Happened { name, .. } = &row.event.act else { return None };
    let item: Object = serde_json::from_str(raw).ok()?;
    let context = match item.get("context") {
        Some(Json::Object(context)) => context.clone(),
        _ => Object::new(),
    };
    let said = item.get("type").and_then(Json::as_str).and_then(Kind::named);
    // What was sent to the address of one call need not say which it is.
    let by_name = || match item.get("event") {
        Some(_) => Some(Kind::Track),
        None => Kind::named(name),
    };
    act(said.or_else(by_name)?, &item, &context, names).ok().filter(|act| match act {
        Act::Happened { name: read, .. } => read == name,
        _ => false,
    })
}

fn is_outcome(act: &Act) -> bool {
    let Act::Happened { properties, .. } = act else { return false };
    also_named(properties).is_some_and(|second| OUTCOMES.contains(&second))
}
