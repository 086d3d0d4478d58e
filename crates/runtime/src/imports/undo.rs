//! Undoing a list: its events are voided, and each contact is what it would be without them.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use engine::agreement::condition::Whose;
use engine::contact::consents::evidence_of;
use engine::event::Act;
use engine::said::Said;
use engine::value::Value;
use store::ids::{BatchId, ContactId};
use store::workspace::rows::EventRow;

use super::UNDO_LASTS;
use super::consents::evidence;
use super::plan::{Batch, Status};
use crate::card::LIST;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::voids::Void;
use crate::writer::{Came, Intake, Whom};

/// What undoing a list came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undone {
    /// Contacts that are no more: nothing but the list told of them.
    pub removed: usize,
    /// Contacts that are again what they were before.
    pub restored: usize,
    /// The names of those that came with the list and stay, since somebody has worked with them.
    pub kept: Vec<String>,
}

/// Lists that are asked whether they said the same.
const LISTS_MAX: usize = 10_000;

/// Events that are voided at once.
const AT_ONCE: usize = 500;

/// What was said, by the messages that said it.
type Messages = BTreeSet<Arc<str>>;

impl Workspace {
    /// Undoes a list.
    ///
    /// # Errors
    ///
    /// It is not in, or came in more than 30 days ago.
    pub fn undo_batch(&self, mut batch: Batch, by: &str) -> Result<(Batch, Undone), RuntimeError> {
        if batch.status != Status::Done {
            return Err(not_in());
        }
        if self.now() - batch.made_at > UNDO_LASTS {
            return Err(RuntimeError::Wrong(Said::new(
                "una lista se puede deshacer durante 30 días y esta es más antigua; lo que trajo se corrige contacto a contacto",
                "a list can be undone for 30 days, and this one is older; mend what it brought contact by contact",
            )));
        }
        let undoing = self.undoing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.batch(batch.id)?.status == Status::Undone {
            return Err(not_in());
        }
        // Other lists wait: what they said until now is known, and what they say from now on they
        // say of people as they are without this one.
        let turn = self.turns.turn(batch.id);
        let after = batch.report.as_ref().map_or(0, |report| report.after);
        let rows = self.read(|read| Ok(read.events_of_batch(batch.id, after)?))?;
        let contacts: BTreeSet<ContactId> = rows.iter().map(|row| row.contact).collect();
        let mut undone = Undone::default();
        let kept = self.worked_with(batch.id, &contacts, &mut undone)?;
        let rows: Vec<EventRow> =
            rows.into_iter().filter(|row| !kept.contains(&row.contact)).collect();
        let standing = self.standing(&batch)?;
        for some in rows.chunks(AT_ONCE) {
            let mut intakes: Vec<Intake> = Vec::with_capacity(some.len());
            for row in some {
                intakes.push(voided(&batch, row, by));
                let also = standing.iter().find(|(_, also)| also.contains(&row.event.message_id));
                intakes.extend(also.and_then(|(other, _)| told_again(other, row)));
            }
            self.writer.take_when_free(intakes).wait()?;
        }
        drop(turn);
        for id in contacts.difference(&kept) {
            match self.writer.look(*id).wait()? {
                Some(saw) if saw.card.is_anybody() => undone.restored += 1,
                _ => undone.removed += 1,
            }
        }
        // A pair may have been answered meanwhile.
        let deciding = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        batch.report = self.batch(batch.id)?.report;
        if let Some(report) = &mut batch.report {
            report.kept.clone_from(&undone.kept);
            (report.removed, report.restored) = (undone.removed, undone.restored);
        }
        batch.status = Status::Undone;
        self.save(&batch)?;
        drop(deciding);
        self.forget_fates(batch.id)?;
        self.writer.settle_all().wait()?;
        drop(undoing);
        Ok((batch, undone))
    }

    /// The lists that are in beside this one, or on their way, and said what others had said
    /// before, with the messages that said it.
    fn standing(&self, batch: &Batch) -> Result<Vec<(Batch, Messages)>, RuntimeError> {
        let mut standing: Vec<(Batch, Messages)> = Vec::new();
        for other in self.batches(LISTS_MAX)? {
            let is_in = matches!(other.status, Status::Done | Status::Running);
            if is_in && other.id != batch.id {
                let also = self.also(other.id)?;
                if !also.is_empty() {
                    standing.push((other, also));
                }
            }
        }
        Ok(standing)
    }

    /// Remembers what a list said in a turn that had been said before: it is its own where the list
    /// that said it first is undone.
    pub(super) fn save_also(
        &self,
        batch: BatchId,
        part: usize,
        also: &Messages,
    ) -> Result<(), RuntimeError> {
        let messages: Vec<&str> = also.iter().map(|message| &**message).collect();
        let body = serde_json::to_string(&messages).map_err(store::StoreError::from)?;
        self.writer.save_note(also_note(batch, part), Some(body)).wait()
    }

    /// What was remembered so, a part for each turn in which there was something.
    pub(super) fn also_parts(&self, batch: BatchId) -> Result<Vec<String>, RuntimeError> {
        self.read(|read| {
            let mut parts: Vec<String> = Vec::new();
            while let Some(part) = read.note(&also_note(batch, parts.len()))? {
                parts.push(part);
            }
            Ok(parts)
        })
    }

    fn also(&self, batch: BatchId) -> Result<Messages, RuntimeError> {
        let mut also: Messages = BTreeSet::new();
        for text in self.also_parts(batch)? {
            let messages: Vec<String> =
                serde_json::from_str(&text).map_err(store::StoreError::from)?;
            also.extend(messages.into_iter().map(Arc::from));
        }
        Ok(also)
    }

    /// The contacts that came with a list and that somebody has worked with since: what the list
    /// told of them stays, or the work would be on nobody.
    fn worked_with(
        &self,
        batch: BatchId,
        contacts: &BTreeSet<ContactId>,
        undone: &mut Undone,
    ) -> Result<BTreeSet<ContactId>, RuntimeError> {
        let mut kept: BTreeSet<ContactId> = BTreeSet::new();
        for id in contacts {
            let Some(saw) = self.writer.look(*id).wait()? else { continue };
            let desk = &saw.card.desk;
            if !desk.is_touched || desk.batch != Some(batch) {
                continue;
            }
            // Two of the list that were joined since are one.
            if !kept.insert(saw.id) {
                kept.insert(*id);
                continue;
            }
            let profile = &saw.card.contact.profile;
            let name = ["full_name", "name", "email", "mobile", "phone"]
                .into_iter()
                .find_map(|id| profile.at(Whose::Person, id, saw.now));
            undone.kept.push(name.map_or_else(|| id.to_string(), |held| held.value.to_string()));
            kept.insert(*id);
        }
        Ok(kept)
    }
}

fn also_note(batch: BatchId, part: usize) -> String {
    format!("also:{batch}:{part}")
}

/// Takes an event of a list back.
fn voided(batch: &Batch, row: &EventRow, by: &str) -> Intake {
    Intake {
        whom: Whom::Known(row.contact),
        at: None,
        known_at: None,
        source: Arc::from("criba:undo"),
        message_id: format!("{} {}", batch.id, row.event.position).into(),
        act: Act::Voided { position: row.event.position, why: Void::ImportUndone.id().to_owned() },
        facts: Vec::new(),
        who: Some(by.to_owned()),
        batch: Some(batch.id),
        came: Came::default(),
    }
}

/// The same event as one of a list that stands and said it too; a permission was the first's
/// alone, and a no is everybody's who heard it.
fn told_again(batch: &Batch, row: &EventRow) -> Option<Intake> {
    let event = &row.event;
    if matches!(event.act, Act::ConsentGiven { .. } | Act::BasisStated { .. }) {
        return None;
    }
    let mut facts = event.facts.clone();
    let known_by = match &event.act {
        Act::ConsentWithdrawn { purpose } => evidence_of(purpose),
        _ => String::new(),
    };
    for fact in &mut facts {
        if fact.id == LIST {
            fact.value = Value::text(&batch.plan.name);
        } else if fact.id == known_by {
            fact.value = Value::text(evidence(batch));
        }
    }
    Some(Intake {
        whom: Whom::Known(row.contact),
        at: Some(event.at),
        known_at: batch.plan.is_known_at_date.then_some(event.at),
        source: Arc::clone(&event.source),
        message_id: Arc::clone(&event.message_id),
        act: event.act.clone(),
        facts,
        who: Some(batch.made_by.clone()),
        batch: Some(batch.id),
        came: Came::default(),
    })
}

fn not_in() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "esta lista no está dentro; no hay nada que deshacer",
        "this list is not in; there is nothing to undo",
    ))
}
