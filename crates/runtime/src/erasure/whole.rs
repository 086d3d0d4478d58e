//! Everything that is known of somebody, for them: written piece by piece, so that fifty thousand
//! events with what came of each are never in memory at once.

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::condition::Whose;
use engine::contact::bases::CHANNELS;
use engine::contact::colleagues::COLLEAGUE;
use engine::judge::Scene;
use engine::score::ledger::ledger;
use engine::time::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use store::ids::{BatchId, ContactId};
use store::workspace::Read;
use store::workspace::rows::{EventRow, Key};

use super::{Names, names_of};
use crate::card::BROWSER;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::imports;
use crate::writer::Saw;

/// Lists that are looked at.
const LISTS_MAX: usize = 100_000;

/// Takes a piece of the text; says whether anybody still wants the next.
type Take<'a> = dyn FnMut(String) -> bool + 'a;

/// A value with where it comes from.
#[derive(Serialize)]
struct Told {
    value: Value,
    at: Timestamp,
    origin: engine::event::Origin,
    source: String,
    message_id: String,
}

/// An event, with what came word for word.
#[derive(Serialize)]
struct Event {
    id: String,
    name: String,
    at: Timestamp,
    known_at: Timestamp,
    source: String,
    message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<BatchId>,
    outcome: String,
    is_voided: bool,
    given: Value,
    act: Value,
    traits: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<Value>,
    /// Word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    came: Option<String>,
}

/// A list that told of somebody, and what is kept of its rows beside their events.
#[derive(Serialize)]
struct List {
    id: BatchId,
    name: String,
    made_at: Timestamp,
    made_by: String,
    status: &'static str,
    /// How many of the events above it brought.
    events: usize,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    row: Option<u32>,
    because: String,
    cells: Vec<String>,
}

impl Workspace {
    /// Writes everything that is known of somebody as JSON; whether there is such a contact.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn everything(&self, id: ContactId, take: &mut Take<'_>) -> Result<bool, RuntimeError> {
        let Some(saw) = self.writer.look(id).wait()? else { return Ok(false) };
        let mut keys: BTreeSet<Key> = saw.card.keys().into_iter().collect();
        let mut joined: BTreeSet<String> = BTreeSet::new();
        self.read(|read| {
            for position in &saw.card.history {
                let Some(row) = read.event(*position)? else { continue };
                let browser = row.keys.as_ref().and_then(|keys| keys.anonymous_id.as_deref());
                keys.extend(browser.map(|browser| Key::new(BROWSER, browser)));
                if let engine::event::Act::Happened { name, properties } = &row.event.act
                    && name == "joined"
                {
                    let other = properties.iter().find(|(id, _)| id == "other");
                    joined.extend(other.map(|(_, value)| value.to_string()));
                }
            }
            Ok(())
        })?;
        let names = names_of(&saw);
        let mut sections: Vec<(&str, Value)> = vec![
            ("contact", json!(saw.id)),
            ("exported_at", json!(saw.now)),
            (
                "profile",
                json!({ "person": profile(&saw, Whose::Person), "account": profile(&saw, Whose::Account) }),
            ),
            ("keys", json!(keys)),
            ("joined", json!(joined)),
            ("consent", consents(&saw)),
            ("scores", scores(&saw)),
            ("desk", json!(saw.card.desk)),
        ];
        let columns = crate::card::columns(&saw.agreement, &saw.card, saw.now);
        sections.push(("lists_show", columns.map_or(Value::Null, |c| shown(&c))));
        let moves = self.read(|read| Ok(read.moves_of(saw.id)?))?;
        sections.push(("moves", moves.iter().map(|row| {
            json!({ "event": row.position.to_string(), "by": row.by(), "move": row.moved })
        }).collect()));
        if !take("{\n".to_owned()) {
            return Ok(true);
        }
        for (name, value) in sections {
            if !take(format!("  \"{name}\": {},\n", spread(&value)?)) {
                return Ok(true);
            }
        }
        let mut lists: BTreeMap<BatchId, usize> = BTreeMap::new();
        let own = saw.card.history.iter().copied();
        if !self.told_out(own, "events", &mut lists, take)? {
            return Ok(true);
        }
        let aside = self.nobodys(&names)?;
        if !self.told_out(aside.into_iter(), "machine_events", &mut lists, take)? {
            return Ok(true);
        }
        let lists = self.lists_out(&lists, &names)?;
        let answers = self.read(|read| answers(read, saw.id, &names))?;
        take(format!("  \"lists\": {},\n", spread(&json_of(&lists)?)?));
        take(format!("  \"answers_to_programs\": {}\n}}\n", spread(&answers)?));
        Ok(true)
    }

    /// Writes events; whether anybody still wants more.
    fn told_out(
        &self,
        positions: impl Iterator<Item = u64>,
        name: &str,
        lists: &mut BTreeMap<BatchId, usize>,
        take: &mut Take<'_>,
    ) -> Result<bool, RuntimeError> {
        let mut between = format!("  \"{name}\": [\n");
        for position in positions {
            let piece = self.read(|read| {
                let Some(row) = read.event(position)? else { return Ok(None) };
                if let Some(batch) = row.batch {
                    *lists.entry(batch).or_default() += 1;
                }
                Ok(Some(event(read, row)?))
            })?;
            let Some(event) = piece else { continue };
            let text = serde_json::to_string_pretty(&event).map_err(store::StoreError::from)?;
            if !take(format!("{between}    {}", text.replace('\n', "\n    "))) {
                return Ok(false);
            }
            ",\n".clone_into(&mut between);
        }
        let begun = if between == ",\n" { "\n".to_owned() } else { between };
        Ok(take(format!("{begun}  ],\n")))
    }

    /// The events of nobody's that name somebody.
    fn nobodys(&self, names: &Names) -> Result<Vec<u64>, RuntimeError> {
        self.read(|read| {
            let mut found: Vec<u64> = Vec::new();
            for (position, contact) in read.naming(names.in_log(), 0)? {
                if contact == ContactId::NOBODY
                    && let Some(row) = read.event(position)?
                    && names.stand_in(&row, read.raw(position)?.as_deref())
                {
                    found.push(position);
                }
            }
            Ok(found)
        })
    }

    /// The lists that told of somebody or in which something of them is kept.
    fn lists_out(
        &self,
        told: &BTreeMap<BatchId, usize>,
        names: &Names,
    ) -> Result<Vec<List>, RuntimeError> {
        let mut lists: Vec<List> = Vec::new();
        for batch in self.batches(LISTS_MAX)? {
            let events = told.get(&batch.id).copied().unwrap_or_default();
            let rows = rows(&batch, names);
            if events > 0 || !rows.is_empty() {
                lists.push(List {
                    id: batch.id,
                    name: batch.plan.name.clone(),
                    made_at: batch.made_at,
                    made_by: batch.made_by.clone(),
                    status: batch.status.id(),
                    events,
                    rows,
                });
            }
        }
        Ok(lists)
    }
}

/// What is kept of a list's rows that is of somebody.
fn rows(batch: &imports::Batch, names: &Names) -> Vec<Row> {
    let fixes = batch.plan.fixes.iter().map(|fix| Row {
        row: Some(fix.row),
        because: "put right".to_owned(),
        cells: vec![fix.was.clone(), fix.is.clone()],
    });
    let report = batch.report.iter();
    let rejected = report.clone().flat_map(|report| &report.rejected).map(|rejected| Row {
        row: Some(rejected.row),
        because: rejected.because.0.clone(),
        cells: rejected.cells.clone(),
    });
    let kept = report.flat_map(|report| &report.kept).map(|name| Row {
        row: None,
        because: "stayed when the list was undone".to_owned(),
        cells: vec![name.clone()],
    });
    let rows = fixes.chain(rejected).chain(kept);
    rows.filter(|row| names.are_of_cells(&row.cells)).collect()
}

fn event(read: Read<'_>, row: EventRow) -> Result<Event, RuntimeError> {
    let position = row.event.position;
    let traits = row.event.facts.iter().map(|fact| {
        json!({ "of": fact.of, "id": fact.id, "value": fact.value.to_json(), "origin": fact.origin })
    });
    Ok(Event {
        id: position.to_string(),
        name: row.name().to_owned(),
        traits: traits.collect(),
        act: json!(row.event.act),
        at: row.event.at,
        known_at: row.event.known_at,
        source: row.event.source.to_string(),
        message_id: row.event.message_id.to_string(),
        by: row.who,
        import: row.batch,
        outcome: row.outcome,
        is_voided: read.is_voided(position)?,
        given: json!(row.given),
        keys: row.keys.map(|keys| json!(keys)),
        came: read.raw(position)?,
    })
}

/// Every value that was ever said, by trait.
fn profile(saw: &Saw, of: Whose) -> BTreeMap<String, Vec<Told>> {
    let profile = &saw.card.contact.profile;
    // What the others of their company pass is the others'.
    let said = profile.ids(of).filter(|id| !id.starts_with(COLLEAGUE)).map(|id| {
        let told = profile.said(of, id).iter().map(|held| Told {
            value: held.value.to_json(),
            at: held.at,
            origin: held.origin,
            source: held.source.to_string(),
            message_id: held.message_id.to_string(),
        });
        (id.to_owned(), told.collect())
    });
    said.collect()
}

fn consents(saw: &Saw) -> Value {
    let contact = &saw.card.contact;
    let purposes = contact.consents.iter().map(|(purpose, consent)| {
        json!({
            "purpose": purpose,
            "given": consent.is_given,
            "at": consent.at,
            "first_given_at": consent.first_given_at,
            "evidence": consent.evidence,
            "event": consent.position.to_string(),
        })
    });
    let bases = contact.bases.iter().map(|(basis, stated)| {
        json!({
            "basis": basis.id(),
            "stands": stated.stands,
            "at": stated.at,
            "evidence": stated.evidence,
            "event": stated.position.to_string(),
        })
    });
    let reach = CHANNELS.map(|channel| (channel.to_owned(), json!(saw.card.reach(channel).id())));
    json!({
        "purposes": purposes.collect::<Vec<Value>>(),
        "legal_basis": bases.collect::<Vec<Value>>(),
        "reach": reach.into_iter().collect::<serde_json::Map<String, Value>>(),
        "is_profiling_refused": contact.is_profiling_refused,
    })
}

fn scores(saw: &Saw) -> Value {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let ledger = ledger(&scene);
    json!({
        "agreement": saw.agreement.version,
        "grade": scene.grade(),
        "fit": ledger.fit,
        "engagement": ledger.engagement,
        "lines": saw.card.contact.standings,
    })
}

/// What lists show of somebody, and what they are searched by.
fn shown(columns: &store::workspace::rows::Columns) -> Value {
    json!({
        "name": columns.name,
        "sort_name": columns.sort_name,
        "company": columns.company,
        "job_title": columns.job_title,
        "email": columns.email,
        "phone": columns.phone,
        "city": columns.city,
        "country": columns.country,
        "source": columns.source,
        "because": columns.because,
        "next_text": columns.next_text,
        "search": columns.search,
        "segments": columns.segments,
        "owner": columns.owner,
        "latest_at": columns.latest_at,
    })
}

/// What programs were answered of somebody in the last days.
fn answers(read: Read<'_>, id: ContactId, names: &Names) -> Result<Value, RuntimeError> {
    let words: Vec<String> = names.words().iter().cloned().chain([id.to_string()]).collect();
    let answers = read.answers_naming(&words)?.into_iter();
    Ok(answers
        .map(|(at, status, body)| json!({ "at": at, "status": status, "body": body }))
        .collect())
}

fn json_of(value: &impl Serialize) -> Result<Value, RuntimeError> {
    Ok(serde_json::to_value(value).map_err(store::StoreError::from)?)
}

/// A value over several lines, as part of a text.
fn spread(value: &Value) -> Result<String, RuntimeError> {
    let text = serde_json::to_string_pretty(value).map_err(store::StoreError::from)?;
    Ok(text.replace('\n', "\n  "))
}
