//! Bringing a list in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::event::{Act, Event, Fact, Origin};
use engine::said::Said;
use engine::time::Timestamp;
use engine::value::Value;
use import::events::Telling;
use import::record::Record;
use store::ids::ContactId;

use super::met::Strangers;
use super::plan::{Batch, Rejected, Report, Status, Suggested};
use super::prepare::{Person, Prepared};
use crate::card::LIST;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Became, Intake, Whom};

/// People whose rows are told to the writer at once: what a list takes in its turn.
const AT_ONCE: usize = 250;

/// The source of every row: its content is its id, whatever the file is called.
pub(super) const SOURCE: &str = "import";

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
        let running = self.turns.enter(batch.id);
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
        let mut strangers = Strangers::default();
        let mut suggested: Vec<Suggested> = Vec::new();
        let mut also: BTreeSet<ContactId> = BTreeSet::new();
        let mut done = 0;
        let all = people.len();
        for (some, ids) in people.chunks_mut(AT_ONCE).zip(contacts.chunks_mut(AT_ONCE)) {
            let turn = running.turn();
            strangers.take(self, turn.newcomers())?;
            suggested.append(&mut self.meet(&prepared, some, ids, &strangers)?);
            // Before: what of it is committed stands, even where the rest fails.
            turn.told(&ids.iter().copied().collect());
            let told = self.tell(&batch, &agreement, &prepared, some, ids)?;
            turn.told(&told.heard);
            drop(turn);
            heard.extend(told.heard);
            also.extend(told.also);
            done += some.len();
            progress(done, all);
        }
        let mut report = report(&prepared, &people, &contacts, &heard, after);
        report.suggested.append(&mut suggested);
        if is_resumed {
            self.count_earlier(&batch, &people, &heard, &mut report)?;
        }
        batch.report = Some(report);
        batch.status = Status::Done;
        self.save_also(batch.id, &also)?;
        self.remember_columns(&prepared.table.header, &batch.plan)?;
        self.save(&batch)?;
        self.writer.settle().wait()?;
        drop(running);
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
    ) -> Result<Told, RuntimeError> {
        let mut heard: BTreeSet<ContactId> = BTreeSet::new();
        let mut also: BTreeSet<ContactId> = BTreeSet::new();
        let mut intakes: Vec<Intake> = Vec::new();
        let mut whose: Vec<usize> = Vec::new();
        for (index, (person, id)) in people.iter().zip(&*ids).enumerate() {
            let mut rows = rows_of(batch, agreement, prepared, person, *id);
            if person.contact.is_some() {
                (rows, _) = self.not_told_before(*id, rows, agreement)?;
            }
            intakes.append(&mut rows);
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
            let Some(row) = self.read(|read| Ok(read.event(position)?))? else { continue };
            if person.contact.is_none() && !heard.contains(id) {
                person.contact = Some(row.contact);
                *id = row.contact;
            }
            if row.batch != Some(batch.id) {
                also.insert(row.contact);
            }
        }
        let consents = self.consents(batch, prepared, people.iter().zip(&*ids))?;
        for became in self.writer.take_when_free(consents).wait()? {
            if let Became::Applied { contact, .. } = became {
                heard.insert(contact);
            }
        }
        Ok(Told { heard, also })
    }
}

/// What became of some people of a list.
struct Told {
    /// The contacts that heard something new.
    heard: BTreeSet<ContactId>,
    /// Those of whom another list had said the same before.
    also: BTreeSet<ContactId>,
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
        Some(Suggested::of(suggestion, first, second))
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
