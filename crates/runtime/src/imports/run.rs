//! Bringing a list in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use engine::agreement::sealed::Agreement;
use engine::event::{Act, Event, Origin};
use engine::time::Timestamp;
use import::events::Telling;
use import::record::Record;
use store::ids::ContactId;

use super::plan::{Batch, Consent, Rejected, Report, Status, Suggested};
use super::prepare::{Person, Prepared};
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
            return Err(RuntimeError::Wrong("this list was brought in before".to_owned()));
        }
        let bringing = self.bringing.lock().unwrap_or_else(PoisonError::into_inner);
        let prepared = self.prepare(&batch)?;
        let agreement = self.writer.agreement().wait()?;
        let after = match &batch.report {
            Some(report) => report.after,
            None => self.read(|read| Ok(read.last()?.0))?,
        };
        batch.status = Status::Running;
        batch.report = Some(Report { after, ..Report::default() });
        self.decide(&batch)?;

        let people = prepared.people();
        let contacts: Vec<ContactId> =
            people.iter().map(|person| person.contact.unwrap_or_else(ContactId::make)).collect();
        let mut heard: BTreeSet<ContactId> = BTreeSet::new();
        let mut done = 0;
        for (some, ids) in people.chunks(AT_ONCE).zip(contacts.chunks(AT_ONCE)) {
            let mut intakes: Vec<Intake> = Vec::new();
            for (person, id) in some.iter().zip(ids) {
                intakes.extend(intakes_of(&batch, &agreement, &prepared, person, *id));
            }
            for became in self.writer.take_when_free(intakes).wait()? {
                if let Became::Applied { contact, .. } | Became::Refused { contact, .. } = became {
                    heard.insert(contact);
                }
            }
            done += some.len();
            progress(done, people.len());
        }
        batch.report = Some(report(&prepared, &people, &contacts, &heard, after));
        batch.status = Status::Done;
        self.remember_columns(&prepared.table.header, &batch.plan)?;
        self.decide(&batch)?;
        self.writer.settle().wait()?;
        drop(bringing);
        self.drop_upload(batch.id);
        Ok(batch)
    }
}

/// What the rows of a person tell.
fn intakes_of(
    batch: &Batch,
    agreement: &Agreement,
    prepared: &Prepared,
    person: &Person,
    id: ContactId,
) -> Vec<Intake> {
    let telling = Telling {
        agreement,
        event: batch.plan.event.as_deref(),
        source: Arc::from(SOURCE),
        at: batch.made_at,
        is_known_at_date: batch.plan.is_known_at_date,
        origin: if batch.plan.is_over { Origin::ImportedOver } else { Origin::Imported },
    };
    let mut intakes: Vec<Intake> = Vec::new();
    for record in person.records.iter().filter_map(|index| prepared.record(*index)) {
        for event in telling.events(record, 0) {
            intakes.push(intake(batch, id, event));
        }
    }
    let purpose = "email".to_owned();
    let act = match &batch.plan.consent {
        Consent::Given { .. } => Act::ConsentGiven { purpose },
        Consent::Refused => Act::ConsentWithdrawn { purpose },
        Consent::Unknown => return intakes,
    };
    intakes.push(Intake {
        whom: Whom::Made(id),
        at: Some(batch.made_at),
        known_at: None,
        source: Arc::from(SOURCE),
        message_id: format!("{} consent {id}", batch.id).into(),
        act,
        facts: Vec::new(),
        who: Some(batch.made_by.clone()),
        batch: Some(batch.id),
    });
    intakes
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
    let known = people.iter().filter(|person| person.contact.is_some()).count();
    let is_heard =
        |(person, id): (&Person, &ContactId)| (person.contact.is_some(), heard.contains(id));
    let outcomes: Vec<(bool, bool)> = people.iter().zip(contacts).map(is_heard).collect();
    counts.updated = outcomes.iter().filter(|outcome| **outcome == (true, true)).count();
    counts.unchanged = known - counts.updated;

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
