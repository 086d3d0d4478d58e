//! What the rows of some people tell, and what becomes of it: new, or said by another list before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::contact::consents::Consent;
use engine::event::{Act, Event, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use import::events::Telling;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use store::ids::ContactId;

use super::plan::Batch;
use super::prepare::{Person, Prepared};
use crate::card::LIST;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::{Became, Came, Intake, Whom};

/// The source of every row: its content is its id, whatever the file is called.
pub(super) const SOURCE: &str = "import";

impl Workspace {
    /// Tells the writer some people, and puts right the ids of those whose every row came before
    /// under nothing that a list finds people by.
    pub(super) fn tell(
        &self,
        batch: &Batch,
        agreement: &Agreement,
        prepared: &Prepared,
        people: &mut [Person],
        ids: &mut [ContactId],
    ) -> Result<Told, RuntimeError> {
        let mut told = Told::default();
        let mut intakes: Vec<Intake> = Vec::new();
        let mut whose: Vec<usize> = Vec::new();
        let pairs = people.par_iter().zip(ids.par_iter());
        let rows: Vec<Vec<Intake>> =
            pairs.map(|(person, id)| rows_of(batch, agreement, prepared, person, *id)).collect();
        for (index, ((person, id), mut rows)) in people.iter().zip(&*ids).zip(rows).enumerate() {
            if person.contact.is_some() {
                let (new, before) = self.not_told_before(*id, rows, agreement)?;
                rows = new;
                told.also.extend(before);
            }
            intakes.append(&mut rows);
            whose.resize(intakes.len(), index);
        }
        let messages: Vec<Arc<str>> =
            intakes.iter().map(|intake| Arc::clone(&intake.message_id)).collect();
        let mut before: BTreeMap<usize, u64> = BTreeMap::new();
        let became = self.writer.take_when_free(intakes).wait()?;
        self.count_arrival(SOURCE, &became);
        for ((became, index), message) in became.into_iter().zip(whose).zip(messages) {
            match became {
                Became::Applied { contact, .. } | Became::Refused { contact, .. } => {
                    told.heard.insert(contact);
                }
                Became::Repeated { position } => {
                    before.insert(index, position);
                    told.also.insert(message);
                }
                Became::Kept { .. } | Became::Nowhere => {}
            }
        }
        for (index, position) in before {
            let (Some(person), Some(id)) = (people.get_mut(index), ids.get_mut(index)) else {
                continue;
            };
            if person.contact.is_some() || told.heard.contains(id) {
                continue;
            }
            if let Some(row) = self.read(|read| Ok(read.event(position)?))? {
                person.contact = Some(row.contact);
                *id = row.contact;
            }
        }
        let consents = self.consents(batch, prepared, people.iter().zip(&*ids))?;
        self.tell_consents(batch, consents, &mut told)?;
        Ok(told)
    }

    /// Tells what was said of being reached. A no that was told before counts again where a yes has
    /// come since: whoever brings a list of those who said no says so today.
    fn tell_consents(
        &self,
        batch: &Batch,
        consents: Vec<Intake>,
        told: &mut Told,
    ) -> Result<(), RuntimeError> {
        let mut again: Vec<Intake> = Vec::new();
        let became = self.writer.take_when_free(consents.clone()).wait()?;
        for (became, intake) in became.into_iter().zip(consents) {
            match became {
                Became::Applied { contact, .. } => {
                    told.heard.insert(contact);
                }
                Became::Repeated { .. } => {
                    let Act::ConsentWithdrawn { purpose } = &intake.act else { continue };
                    told.also.insert(Arc::clone(&intake.message_id));
                    // What has a date of its own was said then, and not today.
                    if intake.at != Some(batch.made_at) {
                        continue;
                    }
                    match self.said_last(&intake.whom, purpose)? {
                        Some(last) if last.is_given => {
                            let message_id = format!("{} {}", intake.message_id, batch.id).into();
                            again.push(Intake { message_id, ..intake });
                        }
                        Some(no) => told.also.extend(self.message_at(no.position)?),
                        None => {}
                    }
                }
                Became::Refused { .. } | Became::Kept { .. } | Became::Nowhere => {}
            }
        }
        for became in self.writer.take_when_free(again).wait()? {
            if let Became::Applied { contact, .. } = became {
                told.heard.insert(contact);
            }
        }
        Ok(())
    }

    /// What somebody said last for a purpose.
    pub(super) fn said_last(
        &self,
        whom: &Whom,
        purpose: &str,
    ) -> Result<Option<Consent>, RuntimeError> {
        let (Whom::Known(id) | Whom::Made(id)) = whom else { return Ok(None) };
        let Some(saw) = self.writer.look(*id).wait()? else { return Ok(None) };
        let mut consents = saw.card.contact.consents.iter();
        Ok(consents.find(|(of, _)| *of == purpose).map(|(_, consent)| consent.clone()))
    }

    fn message_at(&self, position: u64) -> Result<Option<Arc<str>>, RuntimeError> {
        let row = self.read(|read| Ok(read.event(position)?))?;
        Ok(row.map(|row| row.event.message_id))
    }
}

/// What became of some people of a list.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The contacts that heard something new.
    pub(super) heard: BTreeSet<ContactId>,
    /// The messages that had been told before, which this list says too.
    pub(super) also: BTreeSet<Arc<str>>,
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
        undated_at: prepared.undated_at,
        is_known_at_date: batch.plan.is_known_at_date,
        origin: if batch.plan.is_over { Origin::ImportedOver } else { Origin::Imported },
    };
    // What was told of who was erased came before: with their consent anew it is told anew.
    let is_anew = person.records.iter().any(|index| prepared.is_erased(*index));
    let mut intakes: Vec<Intake> = Vec::new();
    for record in person.records.iter().filter_map(|index| prepared.record(*index)) {
        for mut event in telling.events(record, 0) {
            if event.act == Act::Learned {
                let (value, origin) = (Value::text(&batch.plan.name), Origin::Imported);
                event.facts.push(Fact { of: Whose::Person, id: LIST.to_owned(), value, origin });
            }
            if is_anew {
                event.message_id = format!("{} {}", event.message_id, batch.id).into();
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
        came: Came::default(),
    }
}
