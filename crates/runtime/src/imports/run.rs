//! Bringing a list in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::event::{Act, Event, Fact, Origin};
use engine::said::Said;
use engine::time::Timestamp;
use engine::value::{Value, permission};
use import::events::{Telling, content_id};
use import::record::Record;
use store::ids::ContactId;

use super::plan::{Batch, Consent, Rejected, Report, Status, Suggested};
use super::prepare::{Person, Prepared};
use crate::card::LIST;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Became, Intake, Whom};

/// People whose rows are told to the writer at once.
const AT_ONCE: usize = 250;

/// The source of every row: its content is its id, whatever the file is called.
const SOURCE: &str = "import";

impl Workspace {
    /// Brings a list in. After a crash the same call goes on where it was: rows that are in
    /// already change nothing. `progress` is told how many people are in, of how many.
    ///
    /// # Errors
    ///
    /// It is no list, it was undone, or the disk does not take it; what is in stays in.
    pub fn bring_in(
        &self,
        mut batch: Batch,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Batch, RuntimeError> {
        if !matches!(batch.status, Status::Waiting | Status::Running) {
            return Err(RuntimeError::Wrong(Said::new(
                "esta lista ya se trajo antes; hay que abrirla para ver qué fue de ella",
                "this list was brought in before; open it to see what became of it",
            )));
        }
        let is_resumed = batch.status == Status::Running;
        if !is_resumed {
            // A list that waits for another is not forgotten when the server ends meanwhile.
            batch.status = Status::Running;
            self.decide(&batch)?;
        }
        let bringing = self.bringing.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.batch(batch.id)?;
        if now.status == Status::Done {
            // Somebody else went on with it after a crash, and was first.
            return Ok(now);
        }
        let prepared = match self.prepare(&batch) {
            Ok(prepared) => prepared,
            Err(error) => {
                batch.status = Status::Waiting;
                self.save(&batch)?;
                return Err(error);
            }
        };
        let agreement = self.writer.agreement().wait()?;
        let after = match &batch.report {
            Some(report) => report.after,
            None => self.read(|read| Ok(read.last()?.0))?,
        };
        batch.report = Some(Report { after, ..Report::default() });
        self.save(&batch)?;

        let mut people = prepared.people();
        let mut contacts: Vec<ContactId> =
            people.iter().map(|person| person.contact.unwrap_or_else(ContactId::make)).collect();
        let mut heard: BTreeSet<ContactId> = BTreeSet::new();
        let mut done = 0;
        let all = people.len();
        for (some, ids) in people.chunks_mut(AT_ONCE).zip(contacts.chunks_mut(AT_ONCE)) {
            self.tell(&batch, &agreement, &prepared, some, ids, &mut heard)?;
            done += some.len();
            progress(done, all);
        }
        let mut report = report(&prepared, &people, &contacts, &heard, after);
        if is_resumed {
            self.count_earlier(&batch, &people, &heard, &mut report)?;
        }
        batch.report = Some(report);
        batch.status = Status::Done;
        self.remember_columns(&prepared.table.header, &batch.plan)?;
        self.save(&batch)?;
        self.writer.settle().wait()?;
        drop(bringing);
        self.drop_upload(batch.id);
        Ok(batch)
    }
}

impl Workspace {
    /// Counts as new whom this very list brought before the server ended.
    fn count_earlier(
        &self,
        batch: &Batch,
        people: &[Person],
        heard: &BTreeSet<ContactId>,
        report: &mut Report,
    ) -> Result<(), RuntimeError> {
        for id in people.iter().filter_map(|person| person.contact) {
            let saw = self.writer.look(id).wait()?;
            if saw.is_some_and(|saw| saw.card.desk.batch == Some(batch.id)) {
                report.counts.new += 1;
                match heard.contains(&id) {
                    true => report.counts.updated -= 1,
                    false => report.counts.unchanged -= 1,
                }
            }
        }
        Ok(())
    }

    /// Tells the writer some people, and puts right the ids of those whose every row came before
    /// under nothing that a list finds people by.
    fn tell(
        &self,
        batch: &Batch,
        agreement: &Agreement,
        prepared: &Prepared,
        people: &mut [Person],
        ids: &mut [ContactId],
        heard: &mut BTreeSet<ContactId>,
    ) -> Result<(), RuntimeError> {
        let mut intakes: Vec<Intake> = Vec::new();
        let mut whose: Vec<usize> = Vec::new();
        for (index, (person, id)) in people.iter().zip(&*ids).enumerate() {
            intakes.extend(rows_of(batch, agreement, prepared, person, *id));
            whose.resize(intakes.len(), index);
        }
        let mut before: BTreeMap<usize, u64> = BTreeMap::new();
        let told = self.writer.take_when_free(intakes).wait()?;
        for (became, index) in told.into_iter().zip(whose) {
            match became {
                Became::Applied { contact, .. } | Became::Refused { contact, .. } => {
                    heard.insert(contact);
                }
                Became::Repeated { position } => {
                    before.insert(index, position);
                }
                Became::Nowhere => {}
            }
        }
        for (index, position) in before {
            let (Some(person), Some(id)) = (people.get_mut(index), ids.get_mut(index)) else {
                continue;
            };
            if person.contact.is_none() && !heard.contains(id) {
                person.contact =
                    self.read(|read| Ok(read.event(position)?))?.map(|row| row.contact);
                *id = person.contact.unwrap_or(*id);
            }
        }
        let both = people.iter().zip(&*ids);
        let consents = both.flat_map(|(person, id)| consents(batch, prepared, person, *id));
        let consents: Vec<Intake> = consents.collect();
        for became in self.writer.take_when_free(consents).wait()? {
            if let Became::Applied { contact, .. } = became {
                heard.insert(contact);
            }
        }
        Ok(())
    }
}

/// What the rows of a person tell.
fn rows_of(
    batch: &Batch,
    agreement: &Agreement,
    prepared: &Prepared,
    person: &Person,
    id: ContactId,
) -> Vec<Intake> {
    let telling = Telling {
        agreement,
        event: batch.plan.event_of(&prepared.columns),
        source: Arc::from(SOURCE),
        at: batch.made_at,
        is_known_at_date: batch.plan.is_known_at_date,
        origin: if batch.plan.is_over { Origin::ImportedOver } else { Origin::Imported },
    };
    let mut intakes: Vec<Intake> = Vec::new();
    for record in person.records.iter().filter_map(|index| prepared.record(*index)) {
        for mut event in telling.events(record, 0) {
            if event.act == Act::Learned {
                let (value, origin) = (Value::text(&batch.plan.name), Origin::Imported);
                event.facts.push(Fact { of: Whose::Person, id: LIST.to_owned(), value, origin });
            }
            intakes.push(intake(batch, id, event));
        }
    }
    intakes
}

/// The columns in which a list says whether somebody may be reached, and for what.
const CONSENTS: [(&str, &str); 4] = [
    ("consent_general", "email"),
    ("consent_email", "email"),
    ("consent_phone", "phone"),
    ("consent_whatsapp", "whatsapp"),
];

/// What was said about reaching a person: for the whole list, and in their own rows, which go
/// before it; of two rows, the one that says no. Where their own says neither yes nor no, what was
/// said for the whole list is no yes of theirs.
fn consents(batch: &Batch, prepared: &Prepared, person: &Person, id: ContactId) -> Vec<Intake> {
    // Whether it was given, and what tells it from another time that it was said.
    let mut said: BTreeMap<&str, (bool, String)> = BTreeMap::new();
    let mut evidence = batch.plan.name.clone();
    match &batch.plan.consent {
        Consent::Given { evidence: shown } => {
            said.insert("email", (true, batch.id.to_string()));
            if !shown.trim().is_empty() {
                evidence = format!("{} ({evidence})", shown.trim());
            }
        }
        Consent::Refused => {
            said.insert("email", (false, batch.id.to_string()));
        }
        Consent::Unknown => {}
    }
    let records = person.records.iter().filter_map(|index| prepared.record(*index));
    let mut own: BTreeMap<&str, (bool, String)> = BTreeMap::new();
    let mut unclear: BTreeSet<&str> = BTreeSet::new();
    for record in records {
        for (field, purpose) in CONSENTS {
            let yes = match record.values.get(field) {
                Some(Value::Bool(yes)) => Some(*yes),
                Some(Value::Text(text)) => {
                    let said = permission(text);
                    unclear.extend(said.is_none().then_some(purpose));
                    said
                }
                _ => None,
            };
            let is_later = own.get(purpose).is_none_or(|(before, _)| *before);
            if let Some(yes) = yes.filter(|yes| is_later || !yes) {
                own.insert(purpose, (yes, content_id(record)));
            }
        }
    }
    said.extend(own);
    said.retain(|purpose, (is_given, _)| !*is_given || !unclear.contains(purpose));
    let told = said.into_iter().map(|(purpose, (is_given, told_by))| {
        let fact = Fact {
            of: Whose::Person,
            id: format!("consent_{purpose}_evidence"),
            value: Value::text(&evidence),
            origin: Origin::Imported,
        };
        let purpose = purpose.to_owned();
        Intake {
            whom: Whom::Known(id),
            at: Some(batch.made_at),
            known_at: None,
            source: Arc::from(SOURCE),
            message_id: format!("{told_by} consent {id} {purpose}").into(),
            act: match is_given {
                true => Act::ConsentGiven { purpose },
                false => Act::ConsentWithdrawn { purpose },
            },
            facts: vec![fact],
            who: Some(batch.made_by.clone()),
            batch: Some(batch.id),
        }
    });
    told.collect()
}

fn intake(batch: &Batch, id: ContactId, event: Event) -> Intake {
    let declared: Option<Timestamp> = batch.plan.is_known_at_date.then_some(event.known_at);
    Intake {
        whom: Whom::Made(id),
        at: Some(event.at),
        known_at: declared,
        source: event.source,
        message_id: event.message_id,
        act: event.act,
        facts: event.facts,
        who: Some(batch.made_by.clone()),
        batch: Some(batch.id),
    }
}

fn report(
    prepared: &Prepared,
    people: &[Person],
    contacts: &[ContactId],
    heard: &BTreeSet<ContactId>,
    after: u64,
) -> Report {
    let mut counts = prepared.counts();
    let outcomes = people.iter().zip(contacts);
    let outcomes = outcomes.map(|(person, id)| (person.contact.is_some(), heard.contains(id)));
    let outcomes: Vec<(bool, bool)> = outcomes.collect();
    let count = |wanted: (bool, bool)| outcomes.iter().filter(|one| **one == wanted).count();
    counts.new = count((false, true));
    counts.updated = count((true, true));
    counts.unchanged = outcomes.len() - counts.new - counts.updated;

    let mut whose: BTreeMap<usize, ContactId> =
        (0..).zip(prepared.contacts.iter().copied()).collect();
    for (person, id) in people.iter().zip(contacts) {
        whose.extend(person.records.iter().map(|index| (*index, *id)));
    }
    let suggested = prepared.duplicates.suggested.iter().filter_map(|suggestion| {
        let (a, b) = suggestion.pair;
        let (first, second) = (*whose.get(&a)?, *whose.get(&b)?);
        let words = |say: fn(&import::duplicates::Reason) -> String| {
            let words: Vec<String> = suggestion.because.iter().map(say).collect();
            words.join(", ")
        };
        Some(Suggested {
            first,
            second,
            confidence: suggestion.confidence,
            because: (words(import::duplicates::Reason::es), words(import::duplicates::Reason::en)),
            is_answered: false,
        })
    });
    Report {
        counts,
        rejected: prepared.rejected(),
        suggested: suggested.collect(),
        header: prepared.table.header.clone(),
        after,
        kept: Vec::new(),
        removed: 0,
        restored: 0,
    }
}

impl Prepared {
    /// Rows that are nobody, with why.
    #[must_use]
    pub fn rejected(&self) -> Vec<Rejected> {
        let cells: BTreeMap<u32, &Vec<String>> =
            self.table.rows.iter().map(|row| (row.number, &row.cells)).collect();
        let says_nothing = |record: &&Record| record.values.is_empty();
        let rejected = self.rows().iter().filter(says_nothing).map(|record| Rejected {
            row: record.row,
            because: (
                "ninguna celda dice nada que se pueda usar".to_owned(),
                "no cell says anything that can be used".to_owned(),
            ),
            cells: cells.get(&record.row).map(|cells| (*cells).clone()).unwrap_or_default(),
        });
        rejected.collect()
    }
}
