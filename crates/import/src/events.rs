//! What the rows of a list say as events.
//!
//! A row is what it says about the person and the company, and, where the agreement or the
//! importer says so, also something that happened: a visit to the stand at its date. The id of each
//! is its own content, so that the same row brought twice is the same events, and a row with a
//! telephone put right tells something new about the person and no second visit.

use std::sync::Arc;

use engine::agreement::ImportClause;
use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::event::{Act, Event, Fact, Origin};
use engine::interval;
use engine::judge::Scene;
use engine::text::fold;
use engine::time::Timestamp;
use engine::value::Value;
use sha2::{Digest, Sha256};

use crate::duplicates::company_key;
use crate::record::Record;

/// How the rows of one list become events.
#[derive(Debug, Clone)]
pub struct Telling<'a> {
    /// The agreement whose `import` part says what a row stands for.
    pub agreement: &'a Agreement,
    /// An event that every row is, in place of what the agreement says.
    pub event: Option<&'a str>,
    /// The source that the events name.
    pub source: Arc<str>,
    /// When the list was brought.
    pub at: Timestamp,
    /// When something happened of which the row does not say when: see [`undated_at`].
    pub undated_at: Timestamp,
    /// Whether dated rows count as known at their date.
    pub is_known_at_date: bool,
    /// Whether the list's values go before what is known.
    pub origin: Origin,
}

/// When visits were of which a list does not say when: where most of its rows have a date, the
/// middle one of those, since a blank cell in the list of a fair is of that fair; else the moment at
/// which it is brought.
#[must_use]
pub fn undated_at(records: &[Record], at: Timestamp) -> Timestamp {
    let mut dates: Vec<Timestamp> =
        records.iter().filter_map(|record| record.visited_at).filter(|date| *date <= at).collect();
    if dates.len() * 2 <= records.len() {
        return at;
    }
    dates.sort_unstable();
    dates.get(dates.len() / 2).copied().unwrap_or(at)
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
        // Who gave their ticket back is somebody to know, and was not there.
        if record.is_absent {
            return events;
        }
        let (clauses, is_whole_row) = match self.event {
            Some(name) => self.said_by_importer(name, record),
            None => (self.clauses_that_hold(&events), false),
        };
        for (position, clause) in (position + 1..).zip(&clauses) {
            events.push(self.happened(record, clause, is_whole_row, position));
        }
        events
    }

    /// What every row is where the importer says so: as the agreement tells such an event, for
    /// whatever rows it does, else with all that the row says; and whether it is the latter.
    fn said_by_importer(&self, name: &str, record: &Record) -> (Vec<ImportClause>, bool) {
        let mut clauses = self.agreement.import.iter().map(|sealed| &sealed.clause);
        match clauses.find(|clause| clause.gives == name) {
            Some(clause) => (vec![clause.clone()], false),
            None => {
                let clause = ImportClause {
                    when: None,
                    gives: name.to_owned(),
                    at: Some("visit_date".to_owned()),
                    with: record.values.keys().map(ToString::to_string).collect(),
                };
                (vec![clause], true)
            }
        }
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
        clause: &ImportClause,
        is_whole_row: bool,
        position: u64,
    ) -> Event {
        let dated = clause.at.as_deref().and_then(|field| self.moment(record, field));
        let at = dated.unwrap_or(self.undated_at);
        let carried = clause.with.iter().filter_map(|id| {
            let value = record.values.get(id.as_str()).filter(|value| value.is_present())?;
            Some((id.clone(), value.clone()))
        });
        let carried: Vec<(String, Value)> = carried.collect();
        // A whole row carries the person's telephone too: only what was said at the visit tells it
        // from another.
        let said = carried.iter().filter(|(id, _)| !is_whole_row || SAID.contains(&id.as_str()));
        let mut told = vec![clause.gives.clone()];
        told.extend(who(record));
        // An undated visit is the same one however often its list is brought.
        told.push(dated.map(|at| at.to_string()).unwrap_or_default());
        for (id, value) in said {
            let whole = match value {
                // A text shows 25,000 where its workbook holds 25,000.5.
                Value::Number(number) => number.trunc().to_string(),
                value => fold(&value.to_string()),
            };
            told.extend([id.clone(), whole]);
        }
        Event {
            position,
            at,
            known_at: if self.is_known_at_date { at.min(self.at) } else { self.at },
            source: Arc::clone(&self.source),
            message_id: format!("{} {}", hashed(&told), clause.gives).as_str().into(),
            act: Act::Happened { name: clause.gives.clone(), properties: carried },
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
#[must_use]
pub fn facts(record: &Record, origin: Origin) -> Vec<Fact> {
    let present = record.values.iter().filter(|(_, value)| value.is_present());
    let mut facts: Vec<Fact> = present
        .map(|(id, value)| Fact { of: whose(id), id: id.to_string(), value: value.clone(), origin })
        .collect();
    if let Some(company) = &record.company {
        let name = Value::text(company);
        facts.push(Fact { of: Whose::Account, id: "name".to_owned(), value: name, origin });
    }
    facts
}

/// Whether a field says something of the person or of their company.
#[must_use]
pub fn whose(id: &str) -> Whose {
    if ACCOUNT_FIELDS.contains(&id) { Whose::Account } else { Whose::Person }
}

/// Fields of the list that say something of the company; `company` itself is kept with the person
/// and names the account.
const ACCOUNT_FIELDS: [&str; 5] = ["employees", "industry", "revenue", "website", "tax_id"];

/// What was said at a visit, as the agreements that Criba brings carry it.
const SAID: [&str; 5] = ["interest", "wants_demo", "timeframe", "budget", "notes"];

/// Who a row is, by what of it changes least: the mailbox, else the telephone, else the company,
/// and the given name, since colleagues share mailboxes and an order of several tickets has its
/// buyer's.
fn who(record: &Record) -> [String; 2] {
    let name = record.name.as_deref().or(record.first_name.as_deref()).unwrap_or_default();
    let email = record.emails.first();
    let key = email.or_else(|| Some(&record.phones.first()?.e164));
    match key {
        Some(key) => {
            let given = fold(record.first_name.as_deref().unwrap_or(name));
            let given = given.split([' ', ',']).next().unwrap_or_default();
            [key.clone(), given.to_owned()]
        }
        None => [fold(name), company_key(record.company.as_deref().unwrap_or_default())],
    }
}

/// An id that says what the row says, whatever its place in the file.
#[must_use]
pub fn content_id(record: &Record) -> String {
    let said = record.values.iter();
    let said = said.flat_map(|(id, value)| [id.to_string(), value.to_json().to_string()]);
    hashed(&said.collect::<Vec<String>>())
}

/// An id that says what some texts say.
#[must_use]
pub fn hashed(parts: &[String]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let digest = digest.finalize();
    let bytes = digest.iter().take(ID_BYTES).map(|byte| format!("{byte:02x}"));
    bytes.collect()
}

/// 128 bits: no two of a billion rows that differ share an id by chance.
const ID_BYTES: usize = 16;
