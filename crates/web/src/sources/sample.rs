//! The last that came of a source, as it came and what became of it.

use engine::event::Act;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::sources::Seen;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use crate::words::Words;

/// Something that came, with what it became.
pub(super) struct Sample {
    pub(super) raw: Option<String>,
    pub(super) when: String,
    /// What happened, in words.
    pub(super) what: String,
    /// Whose it is; `None` where it is nobody's.
    pub(super) contact: Option<String>,
    /// What it said of them: trait and value.
    pub(super) facts: Vec<(String, String)>,
    /// What it said of the event.
    pub(super) properties: Vec<(String, String)>,
}

/// Something that came, as the log has it.
pub(super) type Came = Option<(EventRow, Option<String>)>;

/// Characters that are shown of what came.
const RAW_MAX: usize = 4_000;
/// Of what it said, how much is shown.
const SAID_MAX: usize = 20;

/// The last that came of a source and is still there.
pub(super) fn last_of(workspace: &Workspace, seen: &Seen) -> Result<Came, RuntimeError> {
    for position in seen.arrivals.latest.iter().rev() {
        let Some(row) = workspace.events(&[*position])?.remove(position) else { continue };
        let raw = workspace.came(*position)?;
        return Ok(Some((row, raw)));
    }
    Ok(None)
}

impl Sample {
    pub(super) fn of(came: Came, now: engine::time::Timestamp, w: &Words) -> Option<Sample> {
        let (row, raw) = came?;
        let facts = row.event.facts.iter().take(SAID_MAX);
        let facts = facts.map(|fact| (fact.id.as_str(), fact.value.to_string()));
        let facts = said_once(facts, w);
        let properties = match &row.event.act {
            Act::Happened { properties, .. } => properties
                .iter()
                .filter(|(id, _)| id != FIELDS)
                .take(SAID_MAX)
                .map(|(id, value)| (w.trait_name(id), value.to_string()))
                .collect(),
            _ => Vec::new(),
        };
        let key = format!("event-{}", row.name().replace('_', "-"));
        Some(Sample {
            raw: raw.map(|raw| shown(&raw)),
            when: w.moment(row.event.known_at, now),
            what: if w.has(&key) { w.event(row.name(), "") } else { row.name().to_owned() },
            contact: (row.contact != ContactId::NOBODY)
                .then(|| format!("/contactos/{}", row.contact)),
            facts,
            properties,
        })
    }
}

/// The property that names what was filled in: the fields themselves stand beside it.
pub(super) const FIELDS: &str = "fields";

/// What is said of somebody, each value once: a field is kept under its own name too.
pub(super) fn said_once<'a>(
    facts: impl Iterator<Item = (&'a str, String)>,
    w: &Words,
) -> Vec<(String, String)> {
    let mut said: Vec<(String, String)> = Vec::new();
    for (id, value) in facts {
        let value = w.trait_value(id, &value);
        if said.iter().all(|(_, known)| *known != value) {
            said.push((w.trait_name(id), value));
        }
    }
    said
}

/// What came, each part on a line of its own where it is JSON, and cut where it is long.
pub(super) fn shown(raw: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(raw);
    let spread = value.and_then(|value| serde_json::to_string_pretty(&value));
    let text = spread.unwrap_or_else(|_| raw.to_owned());
    match text.char_indices().nth(RAW_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
