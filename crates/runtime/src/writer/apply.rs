//! Orders, done.

use engine::event::{Act, Event};
use engine::step::{Outcome, Taken};
use engine::time::{Span, Timestamp};
use std::sync::Arc;
use store::ids::ContactId;
use store::workspace::message_key;
use store::workspace::rows::{EventRow, Key, MoveRow};

use super::Writer;
use super::anew::RELEASED;
use super::counts::Counters;
use super::folded::{Absorbed, Special, special};
use super::identity;
use super::order::{Became, Came, Intake, Order, Saw, Whom};
use super::passing::{is_said_first, is_worked_out, takes_back};
use crate::card::{APPLIED, ASIDE, Card, is_aside};
use crate::error::RuntimeError;

/// What is said once an order's transaction is committed.
pub(super) type Answered = Box<dyn FnOnce(Result<(), RuntimeError>) + Send>;

/// An answer that goes out once its transaction has.
fn then<T: Send + 'static>(
    answer: super::order::Answer<T>,
    result: Result<T, RuntimeError>,
) -> Option<Answered> {
    Some(Box::new(move |committed: Result<(), RuntimeError>| {
        // Who asked may have gone away.
        // Its own failure says more than that its transaction was given up.
        answer.send(result.and_then(|value| committed.map(|()| value))).ok();
    }))
}

/// The outcome of what is kept and gives nothing, whoever it is about.
fn kept_only(came: &Came) -> Option<String> {
    match &came.aside {
        Some(why) => Some(format!("{ASIDE}{why}")),
        None => (!came.human.is_person()).then(|| came.human.outcome()),
    }
}

impl Writer {
    /// Does an order in memory; what it returns answers once that is on disk.
    pub(super) fn begin(&mut self, order: Order) -> Option<Answered> {
        match order {
            Order::Take { intakes, notes, answer } => {
                self.pending.notes.extend(notes);
                let became: Result<Vec<Became>, RuntimeError> =
                    intakes.into_iter().map(|intake| self.take_one(intake)).collect();
                let became = became.and_then(|became| self.tell_companies().map(|()| became));
                // What was half done must not be committed.
                if let Err(error) = &became {
                    tracing::error!(%error, "an order could not be done");
                    if let RuntimeError::Store(error) = error {
                        self.aside.look_at(&self.path, error);
                    }
                    self.is_broken = true;
                }
                then(answer, became)
            }
            Order::Retell { retelling, answer } => {
                let steps = self.retell(retelling);
                self.is_broken |= steps.is_err();
                then(answer, steps)
            }
            Order::Look { contact, answer } => {
                // Whom that concerns is noted with it.
                let seen = self.look(contact);
                let seen = seen.and_then(|seen| self.tell_found_later().map(|()| seen));
                // What time made due of it is written whole or not at all.
                self.is_broken |= seen.is_err();
                then(answer, seen)
            }
            Order::Find { key, answer } => {
                let found = self.find(&key);
                then(answer, found)
            }
            Order::Places { keys, answer } => {
                let places: Result<Vec<Option<u64>>, RuntimeError> =
                    keys.iter().map(|key| self.place(key)).collect();
                then(answer, places.map(|places| places.into_iter().flatten().collect()))
            }
            Order::Settle { is_whole, answer } => {
                let settled = self.settle(is_whole);
                if settled.is_err() {
                    // A disk that takes nothing keeps nobody from reading what it has.
                    self.is_broken = self.is_lost;
                    let stands = self.store.read().in_rows().map_err(RuntimeError::from);
                    return Some(Box::new(move |_| _ = answer.send(stands).ok()));
                }
                then(answer, settled)
            }
            Order::PutInForce { text, by, after, answer } => {
                let number = self.put_in_force(text, by, after);
                then(answer, number)
            }
            Order::Agreement { answer } => {
                then(answer, Ok(Arc::clone(&self.versions.current().agreement)))
            }
            Order::SaveBatch { row, answer } => {
                self.pending.batches.push(row);
                then(answer, Ok(()))
            }
            Order::SaveNote { name, body, answer } => {
                self.pending.notes.push((name, body));
                then(answer, Ok(()))
            }
            Order::SaveAnswer { row, answer } => {
                self.pending.answers.push(row);
                then(answer, Ok(()))
            }
            Order::CopyTo { path, answer } => {
                let copied = self.settle(true).and_then(|_| Ok(self.store.copy_to(&path)?));
                then(answer, copied)
            }
            Order::Tick { answer } => {
                self.wake_all();
                self.judge_all();
                self.tell_all();
                self.fold_all();
                then(answer, Ok(()))
            }
            Order::Erase { asked, answer } => {
                let erased = self.erase(asked);
                // Half of it must not be written.
                self.is_broken |= erased.is_err();
                then(answer, erased)
            }
            Order::Ended | Order::Stop => None,
        }
    }

    /// Takes something that happened and counts what became of it.
    pub(super) fn take_one(&mut self, intake: Intake) -> Result<Became, RuntimeError> {
        let became = self.take(intake)?;
        Counters::add(match &became {
            Became::Applied { .. } => &self.counters.applied,
            Became::Refused { .. } => &self.counters.refused,
            Became::Repeated { .. } => &self.counters.repeated,
            Became::Kept { .. } => &self.counters.kept,
            Became::Nowhere => &self.counters.nowhere,
        });
        Ok(became)
    }

    /// Takes something that happened: one outcome for each (invariant I1).
    pub(super) fn take(&mut self, mut intake: Intake) -> Result<Became, RuntimeError> {
        if let Some(position) = self.came_before(&intake)? {
            return Ok(Became::Repeated { position });
        }
        self.doubt_open(&mut intake)?;
        if let Some(outcome) = kept_only(&intake.came) {
            let whose = self.known_by(&intake)?;
            return self.keep_aside(intake, whose, outcome);
        }
        if let Act::Voided { position, .. } = intake.act
            && self.is_nobodys(position)?
        {
            self.voids.insert(position);
            let (row, raw) = self.row(intake, ContactId::NOBODY, APPLIED.to_owned());
            let position = row.event.position;
            self.log(Arc::new(row), raw);
            return Ok(Became::Kept { position });
        }
        let Some(id) = self.found(&mut intake)? else { return Ok(Became::Nowhere) };
        if let Some(Special::Join(other)) = special(&intake.act)
            && self.card(other)?.erased.is_some()
        {
            return Ok(Became::Nowhere);
        }
        // What was done can be undone, time passes, and what was worked out of them or told of their
        // company lapses, for whoever has all the events they can have.
        let is_bounded = !matches!(intake.act, Act::Voided { .. } | Act::TimePassed)
            && *intake.source != *identity::SOURCE;
        let max = self.limits.events_a_contact;
        let card = self.card(id)?;
        if is_bounded && card.history.len() >= max && !takes_back(&intake, &card.contact.profile) {
            return match intake.whom {
                Whom::Keyed(_) => self.keep_aside(intake, None, format!("{ASIDE}too_many")),
                _ => Ok(Became::Nowhere),
            };
        }
        if !is_said_first(&intake) {
            self.pass_before(id)?;
        }
        let outcome = intake.came.human.outcome();
        let (mut row, raw) = self.row(intake, id, outcome);
        if let Act::Voided { position, .. } = &row.event.act {
            self.voids.insert(*position);
            self.forget_doubt(*position)?;
        }
        let before = self.before(&row)?;
        let absorbed = self.absorb(&mut row)?;
        let position = row.event.position;
        let own = absorbed.moves.into_iter().map(|moved| (id, moved));
        for (ordinal, (contact, moved)) in (0..).zip(own.chain(absorbed.others)) {
            let who = row.who.clone();
            self.pending.moves.push(MoveRow { position, ordinal, contact, who, moved });
        }
        row.given = absorbed.given;
        let row = Arc::new(row);
        self.log(Arc::clone(&row), raw);
        // What people do they see in their lists, however much else waits.
        if row.who.is_some() && row.batch.is_none() && self.is_far_behind() {
            self.through.insert(id);
        }
        self.note_companies(&row, before)?;
        self.tell_who(&row)?;
        self.judge_mail(&row)?;
        self.pass_after(&row)?;
        match absorbed.outcome {
            Outcome::Applied => Ok(Became::Applied { contact: id, position }),
            Outcome::Refused(why) => Ok(Became::Refused { why, contact: id, position }),
        }
    }

    /// The contact that an intake is about; `None` where it is nobody.
    fn found(&mut self, intake: &mut Intake) -> Result<Option<ContactId>, RuntimeError> {
        if let Act::Voided { position, .. } = &intake.act {
            return match self.voidable(*position)? {
                Some(whom) => self.held_by(&whom, *position),
                None => Ok(None),
            };
        }
        match intake.whom.clone() {
            Whom::Keyed(keys) => self.keyed(&keys, intake),
            whom => self.whose(&whom),
        }
    }

    /// Keeps in the log what gives nothing: among the events of whom it is about, where that is
    /// somebody.
    fn keep_aside(
        &mut self,
        intake: Intake,
        whose: Option<ContactId>,
        outcome: String,
    ) -> Result<Became, RuntimeError> {
        let contact = whose.unwrap_or(ContactId::NOBODY);
        let (mut row, raw) = self.row(intake, contact, outcome);
        let position = row.event.position;
        if whose.is_some() {
            self.absorb(&mut row)?;
        }
        self.log(Arc::new(row), raw);
        Ok(Became::Kept { position })
    }

    /// The next row of the log, and what came word for word.
    pub(super) fn row(
        &mut self,
        intake: Intake,
        contact: ContactId,
        outcome: String,
    ) -> (EventRow, Option<Arc<str>>) {
        let now = self.next_moment();
        let known_at = intake.known_at.map_or(now, |declared| declared.min(now));
        self.position += 1;
        let row = EventRow {
            event: Event {
                position: self.position,
                at: intake.at.unwrap_or(known_at),
                known_at,
                source: intake.source,
                message_id: intake.message_id,
                act: intake.act,
                facts: intake.facts,
            },
            contact,
            who: intake.who,
            batch: intake.batch,
            outcome,
            given: Vec::new(),
            keys: match intake.whom {
                Whom::Keyed(keys) => Some(keys),
                _ => None,
            },
        };
        (row, intake.came.raw)
    }

    /// Puts a row into the log with the next transaction.
    pub(super) fn log(&mut self, row: Arc<EventRow>, raw: Option<Arc<str>>) {
        let key = message_key(&row.event.source, &row.event.message_id);
        self.messages.remember(key, row.event.position, raw.is_some());
        self.pending.raws.extend(raw.map(|raw| (row.event.position, raw)));
        self.pending.events.push(row);
    }

    /// Takes a row of the log again when the tail is replayed; what it moved is in the log already.
    pub(super) fn replay_row(&mut self, mut row: EventRow) -> Result<(), RuntimeError> {
        if row.contact != ContactId::NOBODY {
            self.absorb(&mut row)?;
        }
        Ok(())
    }

    /// What a row of the log does to the cards it touches. The same whether it comes in now or is
    /// replayed.
    fn absorb(&mut self, row: &mut EventRow) -> Result<Absorbed, RuntimeError> {
        let (id, position) = (row.contact, row.event.position);
        let mut others = self.touch_other(row)?;
        if self.card(id)?.as_of >= position {
            // The saved state holds it already.
            return Ok(Absorbed::default());
        }
        // What was worked out late of a moment before a version is judged by the one before it.
        let known_at = if is_worked_out(row) { row.event.known_at } else { Timestamp::MAX };
        let mut moves = self.bring_up(id, position, known_at)?;
        let agreement = match is_worked_out(row) {
            true => {
                let number = self.card(id)?.contact.version;
                self.versions.with_number(number)
            }
            false => self.versions.at(position),
        };
        let agreement = Arc::clone(&agreement.agreement);
        let mut absorbed = match special(&row.event.act) {
            _ if is_aside(row) => self.keep(id, row)?,
            None if *row.event.source == *RELEASED => self.fold_with(id, row)?,
            Some(Special::Void(_)) => self.void(id, row)?,
            Some(Special::Join(other)) => self.join(id, other, row)?,
            Some(Special::Browser(..)) | None => {
                let card = self.card(id)?;
                let is_old = card.contact.judged_at.is_some_and(|at| row.event.known_at < at);
                if is_old {
                    self.fold_with(id, row)?
                } else {
                    let taken = card.take(&agreement, row);
                    let Taken { moves, given, outcome } = taken;
                    Absorbed { moves, given, outcome, ..Absorbed::default() }
                }
            }
        };
        if let Outcome::Refused(why) = &absorbed.outcome {
            row.outcome = format!("refused: {why}");
        }
        self.card(id)?.as_of = position;
        self.cache.changed(id, position);
        if !is_aside(row) {
            self.mark_browser(row)?;
            others.extend(self.know_browser(row)?);
        }
        moves.append(&mut absorbed.moves);
        Ok(Absorbed { moves, others, ..absorbed })
    }

    /// Keeps an event among a contact's that gives nothing.
    fn keep(&mut self, id: ContactId, row: &EventRow) -> Result<Absorbed, RuntimeError> {
        self.card(id)?.history.push(row.event.position);
        Ok(Absorbed::default())
    }

    /// Records that time passed for a contact, with what that moved.
    pub(super) fn time_passed(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        self.told_by_ourselves(id, "criba:time")
    }

    /// Records that something became of a contact by itself, with what that moved.
    pub(super) fn told_by_ourselves(
        &mut self,
        id: ContactId,
        source: &str,
    ) -> Result<(), RuntimeError> {
        let message_id: Arc<str> = format!("{}", self.position + 1).into();
        let intake = Intake {
            whom: Whom::Known(id),
            at: None,
            known_at: None,
            source: source.into(),
            message_id,
            act: Act::TimePassed,
            facts: Vec::new(),
            who: None,
            batch: None,
            came: Came::default(),
        };
        self.take(intake)?;
        Ok(())
    }

    /// A contact as it is now.
    fn look(&mut self, contact: ContactId) -> Result<Option<Box<Saw>>, RuntimeError> {
        let Some(id) = self.whose(&Whom::Known(contact))? else { return Ok(None) };
        self.adopt_now(id)?;
        let now = self.clock.now().max(self.known_at);
        let agreement = Arc::clone(&self.versions.current().agreement);
        let mut card = Card::clone(self.card(id)?);
        // What is due is seen at once; the waker records it.
        card.catch_up(&agreement, now);
        Ok(Some(Box::new(Saw { id, card, agreement, now })))
    }

    /// The contacts that have a key by now.
    pub(super) fn find(&mut self, key: &Key) -> Result<Vec<ContactId>, RuntimeError> {
        let mut found: Vec<ContactId> = self.cache.with_key(key).collect();
        let read;
        let saved = match self.holders.get(key) {
            Some(saved) => saved,
            None => {
                read = self.store.read().with_key(key)?;
                self.holders.remember(key, &read);
                &read
            }
        };
        // One whose keys are not saved yet says itself which it has.
        found.extend(saved.iter().filter(|id| self.cache.new_keys(**id).is_none()));
        found.sort_unstable();
        Ok(found)
    }

    /// Saves what was written behind; the position up to which rows then say all.
    pub(super) fn settle(&mut self, is_whole: bool) -> Result<u64, RuntimeError> {
        let most = if is_whole { usize::MAX } else { self.limits.rows_a_read };
        let was_unwritten = self.has_unwritten();
        self.save(most)?;
        if was_unwritten {
            // What was not saved could not be woken, and may be due as well.
            self.save(most)?;
        }
        let first = [self.cache.first_unsaved(), self.noted.first()].into_iter().flatten().min();
        Ok(first.map_or(self.position, |first| self.position.min(first.saturating_sub(1))))
    }

    pub(super) fn save_all(&mut self) -> Result<(), RuntimeError> {
        self.save(usize::MAX)
    }

    /// Saves the rows of at least so many, if there are, and takes what is due.
    fn save(&mut self, most: usize) -> Result<(), RuntimeError> {
        self.wake();
        self.sweep_all()?;
        let mut left = most;
        while left > 0 && self.has_unwritten() || self.has_pending() {
            self.stage_saves(self.limits.cards_a_save.min(left));
            left -= self.limits.cards_a_save.min(left);
            self.commit()?;
        }
        Ok(())
    }

    /// The next moment of learning: the clock's, and later than every one before it.
    pub(super) fn next_moment(&mut self) -> Timestamp {
        self.known_at = self.clock.now().max(self.known_at + Span::from_micros(1));
        self.known_at
    }
}
