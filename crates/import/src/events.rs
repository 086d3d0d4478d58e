//! What the rows of a list say as events.
//!
//! A row is what it says about the person and the company, and, where the agreement or the
//! importer says so, also something that happened: a visit to the stand at its date. Its id is its
//! content, so that the same row brought twice is the same event.

use std::sync::Arc;

use engine::agreement::ImportClause;
use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::event::{Act, Event, Fact, Origin};
use engine::interval;
use engine::judge::Scene;
use engine::time::Timestamp;
use engine::value::Value;
use sha2::{Digest, Sha256};

use crate::record::Record;

/// How the rows of one list become events.
#[derive(Debug, Clone)]
pub struct Telling<'a> {
    /// The agreement whose `import` part says what a row stands for.
    pub agreement: &'a Agreement,
    /// An event that every row is, whatever the agreement says.
    pub event: Option<&'a str>,
    /// The source that the events name.
    pub source: Arc<str>,
    /// When the list was brought.
    pub at: Timestamp,
    /// Whether dated rows count as known at their date.
    pub is_known_at_date: bool,
    /// Whether the list's values go before what is known.
    pub origin: Origin,
}

impl Telling<'_> {
    /// The events of a row: what it says, then what happened. The first takes `position`, each
    /// next one the place after.
    #[must_use]
    pub fn events(&self, record: &Record, position: u64) -> Vec<Event> {
        let content = content_id(record);
        // What a row says is so from its date on; a date to come says nothing yet.
        let at = record.visited_at.filter(|visited| *visited <= self.at).unwrap_or(self.at);
        let mut events = vec![Event {
            position,
            at,
            known_at: if self.is_known_at_date { at } else { self.at },
            source: Arc::clone(&self.source),
            message_id: content.as_str().into(),
            act: Act::Learned,
            facts: facts(record, self.origin),
        }];
        let mut clauses = self.clauses_that_hold(&events);
        if let Some(name) = self.event
            && !clauses.iter().any(|clause| clause.gives == name)
        {
            clauses.push(ImportClause {
                when: None,
                gives: name.to_owned(),
                at: Some("visit_date".to_owned()),
                with: record.values.keys().map(ToString::to_string).collect(),
            });
        }
        for (position, clause) in (position + 1..).zip(&clauses) {
            events.push(self.happened(record, &content, clause, position));
        }
        events
    }

    /// The clauses of the agreement's `import` part that a row passes.
    fn clauses_that_hold(&self, learned: &[Event]) -> Vec<ImportClause> {
        let mut row: Option<Contact> = None;
        let mut clauses: Vec<ImportClause> = Vec::new();
        for sealed in &self.agreement.import {
            let is_held = sealed.check.as_ref().is_none_or(|check| {
                let row = row.get_or_insert_with(|| {
                    let mut row = Contact::new(self.agreement);
                    learned.iter().for_each(|event| row.profile.learn(event));
                    row
                });
                Scene::new(self.agreement, row, 0, self.at).judge(check).holds()
            });
            if is_held {
                clauses.push(sealed.clause.clone());
            }
        }
        clauses
    }

    fn happened(
        &self,
        record: &Record,
        content: &str,
        clause: &ImportClause,
        position: u64,
    ) -> Event {
        let at =
            clause.at.as_deref().and_then(|field| self.moment(record, field)).unwrap_or(self.at);
        let carried = clause.with.iter().filter_map(|id| {
            let value = record.values.get(id.as_str()).filter(|value| value.is_present())?;
            Some((id.clone(), value.clone()))
        });
        Event {
            position,
            at,
            known_at: if self.is_known_at_date { at.min(self.at) } else { self.at },
            source: Arc::clone(&self.source),
            message_id: format!("{content} {}", clause.gives).as_str().into(),
            act: Act::Happened { name: clause.gives.clone(), properties: carried.collect() },
            facts: Vec::new(),
        }
    }

    fn moment(&self, record: &Record, field: &str) -> Option<Timestamp> {
        if field == "visit_date" {
            return record.visited_at;
        }
        let day = interval::date(&record.values.get(field)?.to_string())?;
        self.agreement.start_of(day)
    }
}

/// What a row says, as facts of the person and of the company.
fn facts(record: &Record, origin: Origin) -> Vec<Fact> {
    let of = |id: &str| if ACCOUNT_FIELDS.contains(&id) { Whose::Account } else { Whose::Person };
    let present = record.values.iter().filter(|(_, value)| value.is_present());
    let mut facts: Vec<Fact> = present
        .map(|(id, value)| Fact { of: of(id), id: id.to_string(), value: value.clone(), origin })
        .collect();
    if let Some(company) = &record.company {
        let name = Value::text(company);
        facts.push(Fact { of: Whose::Account, id: "name".to_owned(), value: name, origin });
    }
    facts
}

/// Fields of the list that say something of the company; `company` itself is kept with the person
/// and names the account.
const ACCOUNT_FIELDS: [&str; 5] = ["employees", "industry", "revenue", "website", "tax_id"];

/// An id that says what the row says, whatever its place in the file.
#[must_use]
pub fn content_id(record: &Record) -> String {
    let mut digest = Sha256::new();
    for (id, value) in &record.values {
        digest.update(id.as_bytes());
        digest.update([0]);
        digest.update(value.to_json().to_string().as_bytes());
        digest.update([0]);
    }
    let digest = digest.finalize();
    let bytes = digest.iter().take(ID_BYTES).map(|byte| format!("{byte:02x}"));
    bytes.collect()
}

/// 128 bits: no two of a billion rows that differ share an id by chance.
const ID_BYTES: usize = 16;
