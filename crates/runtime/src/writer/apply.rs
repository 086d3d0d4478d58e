//! Orders, done.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::contact::standing::Move;
use engine::event::{Act, Event};
use engine::step::{Given, Outcome};
use engine::time::{Span, Timestamp};
use store::ids::ContactId;
use store::workspace::message_key;
use store::workspace::rows::{EventRow, Key, MoveRow, StateRow, VersionRow};

use super::order::{Became, Intake, Order, Saw, Whom};
use super::versions::{Version, seal, version_hash};
use super::{Loaded, Writer};
use crate::card::{self, APPLIED, Card};
use crate::error::RuntimeError;

/// What is said once an order's transaction is committed.
pub(super) type Answered = Box<dyn FnOnce(Result<(), RuntimeError>)>;

/// An answer that goes out once its transaction has.
fn then<T: 'static>(
    answer: super::order::Answer<T>,
    result: Result<T, RuntimeError>,
) -> Option<Answered> {
    Some(Box::new(move |committed: Result<(), RuntimeError>| {
        // Who asked may have gone away.
        answer.send(committed.and(result)).ok();
    }))
}

impl Writer {
    /// Does an order in memory; what it returns answers once that is on disk.
    pub(super) fn begin(&mut self, order: Order) -> Option<Answered> {
        match order {
            Order::Take { intakes, answer } => {
                let became: Result<Vec<Became>, RuntimeError> =
                    intakes.into_iter().map(|intake| self.take(intake)).collect();
                // What was half done must not be committed.
                self.is_broken |= became.is_err();
                then(answer, became)
            }
            Order::Look { contact, answer } => {
                let seen = self.look(contact);
                then(answer, seen)
            }
            Order::Find { key, answer } => {
                let found = self.find(&key);
                then(answer, found)
            }
            Order::Settle { answer } => {
                let settled = self.settle();
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
            Order::CopyTo { path, answer } => {
                let copied = self.settle().and_then(|_| Ok(self.store.copy_to(&path)?));
                then(answer, copied)
            }
            Order::Tick { answer } => {
                self.wake();
                then(answer, Ok(()))
            }
            Order::Stop => None,
        }
    }

    /// Takes something that happened: one outcome for each (invariant I1).
    fn take(&mut self, intake: Intake) -> Result<Became, RuntimeError> {
        if let Some(position) = self.came_before(&intake)? {
            return Ok(Became::Repeated { position });
        }
        let whom = match &intake.act {
            Act::Voided { position, .. } => match self.voidable(*position)? {
                Some(whom) => whom,
                None => return Ok(Became::Nowhere),
            },
            _ => intake.whom.clone(),
        };
        let Some(id) = self.whose(&whom)? else { return Ok(Became::Nowhere) };
        let events = self.card(id)?.history.len();
        if events >= self.limits.events_a_contact {
            return Ok(Became::Nowhere);
        }
        let now = self.next_moment();
        let known_at = intake.known_at.map_or(now, |declared| declared.min(now));
        self.position += 1;
        let position = self.position;
        let mut row = EventRow {
            event: Event {
                position,
                at: intake.at.unwrap_or(known_at),
                known_at,
                source: intake.source,
                message_id: intake.message_id,
                act: intake.act,
                facts: intake.facts,
            },
            contact: id,
            who: intake.who,
            batch: intake.batch,
            outcome: APPLIED.to_owned(),
            given: Vec::new(),
        };
        if let Act::Voided { position, .. } = &row.event.act {
            self.uncommitted.voids.insert(*position);
        }
        let absorbed = self.absorb(&mut row)?;
        let moves = (0..).zip(absorbed.moves);
        self.pending.moves.extend(moves.map(|(ordinal, moved)| MoveRow {
            position,
            ordinal,
            contact: id,
            moved,
        }));
        row.given = absorbed.given;
        let key = message_key(&row.event.source, &row.event.message_id);
        self.uncommitted.messages.insert(key, position);
        self.pending.events.push(row);
        match absorbed.outcome {
            Outcome::Applied => Ok(Became::Applied { contact: id, position }),
            Outcome::Refused(why) => Ok(Became::Refused { why, contact: id, position }),
        }
    }

    /// Takes a row of the log again when the tail is replayed; what it moved is in the log already.
    pub(super) fn replay_row(&mut self, mut row: EventRow) -> Result<(), RuntimeError> {
        self.absorb(&mut row)?;
        Ok(())
    }

    /// What a row of the log does to the cards it touches. The same whether it comes in now or is
    /// replayed.
    fn absorb(&mut self, row: &mut EventRow) -> Result<Absorbed, RuntimeError> {
        let (id, position) = (row.contact, row.event.position);
        self.touch_other(row)?;
        if self.card(id)?.as_of >= position {
            // The saved state holds it already.
            return Ok(Absorbed::default());
        }
        let mut moves = self.bring_up(id, position)?;
        let agreement = Arc::clone(&self.versions.at(position).agreement);
        let mut absorbed = match special(&row.event.act) {
            Some(Special::Void(target)) => self.void(id, target, row)?,
            Some(Special::Join(other)) => self.join(id, other, row)?,
            None => {
                let card = self.card(id)?;
                let is_old = card.contact.judged_at.is_some_and(|at| row.event.known_at < at);
                if is_old {
                    self.fold_with(id, row)?
                } else {
                    let taken = card.take(&agreement, row);
                    Absorbed { moves: taken.moves, given: taken.given, outcome: taken.outcome }
                }
            }
        };
        if let Outcome::Refused(why) = absorbed.outcome {
            row.outcome = format!("refused: {why}");
        }
        self.card(id)?.as_of = position;
        self.cache.changed(id, position);
        moves.append(&mut absorbed.moves);
        Ok(Absorbed { moves, ..absorbed })
    }

    /// Old history, learned late: the card is folded again with it in its place.
    fn fold_with(&mut self, id: ContactId, row: &EventRow) -> Result<Absorbed, RuntimeError> {
        let judged_at = self.card(id)?.contact.judged_at.unwrap_or(Timestamp::MIN);
        self.fold_again(id, Some(row), row.event.known_at.max(judged_at), row)
    }

    /// An event counts no longer: the cards it touched are folded again without it.
    fn void(
        &mut self,
        id: ContactId,
        target: u64,
        row: &EventRow,
    ) -> Result<Absorbed, RuntimeError> {
        if let Some((_, other)) = self.joined_by(target)? {
            // What people did since the join stays here.
            let back = self.history_before(other, target)?;
            self.card(id)?.history.retain(|position| !back.contains(position));
        }
        self.fold_again(id, Some(row), row.event.known_at, row)
    }

    /// What a join, or the undoing of one, does to the contact that was joined: it points to the
    /// one it was joined into, or goes on with the events it had by then.
    fn touch_other(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        let position = row.event.position;
        match special(&row.event.act) {
            Some(Special::Join(other)) => {
                let card = self.card(other)?;
                if card.as_of < position {
                    card.as_of = position;
                    card.joined_into = Some(row.contact);
                    self.touched(other, position);
                    self.through.insert(row.contact);
                }
            }
            Some(Special::Void(target)) => {
                let Some((first, other)) = self.joined_by(target)? else { return Ok(()) };
                let back = self.history_before(other, target)?;
                // Where it was joined into others since, each of them hands the events back.
                let mut holder = first;
                while holder != row.contact {
                    let card = self.card(holder)?;
                    let next = card.joined_into;
                    if card.as_of < position {
                        card.as_of = position;
                        card.history.retain(|position| !back.contains(position));
                        self.fold_again(holder, None, row.event.known_at, row)?;
                        self.touched(holder, position);
                    }
                    match next {
                        Some(next) => holder = next,
                        None => break,
                    }
                }
                let card = self.card(other)?;
                if card.as_of < position {
                    card.as_of = position;
                    card.joined_into = None;
                    self.fold_again(other, None, row.event.known_at, row)?;
                    self.touched(other, position);
                    self.through.insert(row.contact);
                }
            }
            None => {}
        }
        Ok(())
    }

    /// A card that an event of another changed: it is saved in the same transaction, so that no
    /// replay has to know in which order several cards were saved.
    fn touched(&mut self, id: ContactId, position: u64) {
        self.cache.changed(id, position);
        self.through.insert(id);
    }

    /// The contact that went on and the one it took in, if the event at a position is a join.
    fn joined_by(&self, position: u64) -> Result<Option<(ContactId, ContactId)>, RuntimeError> {
        let row = self.event_at(position)?;
        Ok(row.and_then(|row| match special(&row.event.act) {
            Some(Special::Join(other)) => Some((row.contact, other)),
            _ => None,
        }))
    }

    /// Two contacts are one: the first goes on with the events of both.
    fn join(
        &mut self,
        id: ContactId,
        other: ContactId,
        row: &EventRow,
    ) -> Result<Absorbed, RuntimeError> {
        let position = row.event.position;
        let joined = self.history_before(other, position)?;
        let card = self.card(id)?;
        card.history.extend(joined);
        card.history.sort_unstable();
        card.history.dedup();
        self.fold_again(id, Some(row), row.event.known_at, row)
    }

    /// The events that a card had before one of the log. A joined card keeps its own, so that the
    /// join can be replayed and undone whatever was saved of it.
    fn history_before(&mut self, id: ContactId, position: u64) -> Result<Vec<u64>, RuntimeError> {
        let history = &self.card(id)?.history;
        Ok(history.iter().copied().filter(|earlier| *earlier < position).collect())
    }

    /// Folds a card again as of a moment. Where that puts it elsewhere, that is a move of its own:
    /// what was decided before stays as it was decided.
    fn fold_again(
        &mut self,
        id: ContactId,
        with: Option<&EventRow>,
        now: Timestamp,
        cause: &EventRow,
    ) -> Result<Absorbed, RuntimeError> {
        let before = self.card(id)?.contact.standings.clone();
        if let Some(row) = with {
            self.card(id)?.history.push(row.event.position);
        }
        let rows = self.rows_of(id, with)?;
        let mut card = Card::clone(self.card(id)?);
        card.fold(&self.versions.in_force(), &rows, now);
        let agreement = Arc::clone(&self.versions.with_number(card.contact.version).agreement);
        let mut moves: Vec<Move> = Vec::new();
        for (index, line) in agreement.lines.iter().enumerate() {
            let (Some(old), Some(new)) = (before.get(index), card.contact.standings.get(index))
            else {
                continue;
            };
            if old.stage == new.stage && old.state == new.state {
                continue;
            }
            moves.push(Move {
                line: line.id.clone(),
                at: cause.event.known_at,
                from: old.stage.clone(),
                to: new.stage.clone(),
                state: new.state.clone(),
                cycle: new.cycle,
                clause: None,
                by: None,
                why: cause.name().to_owned(),
            });
        }
        **self.card(id)? = card;
        Ok(Absorbed { moves, given: Vec::new(), outcome: Outcome::Applied })
    }

    /// The rows of a card that still count, in the order they were learned; `with` is one that is not in the log yet.
    fn rows_of(
        &mut self,
        id: ContactId,
        with: Option<&EventRow>,
    ) -> Result<Vec<EventRow>, RuntimeError> {
        let history = self.card(id)?.history.clone();
        let mut rows: Vec<EventRow> = Vec::with_capacity(history.len());
        for position in history {
            let row = match with.filter(|row| row.event.position == position) {
                Some(row) => Some(row.clone()),
                None => self.event_at(position)?,
            };
            if !self.is_voided(position)? {
                rows.extend(row);
            }
        }
        rows.sort_by_key(|row| (row.event.known_at, row.event.position));
        Ok(rows)
    }

    /// Takes the versions that came into force before an event, each at its own time.
    fn bring_up(&mut self, id: ContactId, position: u64) -> Result<Vec<Move>, RuntimeError> {
        let number = self.card(id)?.contact.version;
        let later = self.versions.after(number, position);
        if later.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.rows_of(id, None)?;
        let mut moves: Vec<Move> = Vec::new();
        for version in later {
            let number = self.card(id)?.contact.version;
            let before = Arc::clone(&self.versions.with_number(number).agreement);
            let after =
                engine::replay::InForce { agreement: &version.agreement, from: version.from };
            moves.append(&mut self.card(id)?.adopt(&before, &after, &rows));
        }
        self.cache.changed(id, u64::MAX);
        Ok(moves)
    }

    /// Has a card take the version in force, as the event that time passed where that moves it.
    pub(super) fn adopt_now(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        let number = self.card(id)?.contact.version;
        if self.versions.after(number, self.position + 1).is_empty() {
            return Ok(());
        }
        let mut trial = Card::clone(self.card(id)?);
        let rows = self.rows_of(id, None)?;
        let mut moves: Vec<Move> = Vec::new();
        for version in self.versions.after(number, self.position + 1) {
            let before = Arc::clone(&self.versions.with_number(trial.contact.version).agreement);
            let after =
                engine::replay::InForce { agreement: &version.agreement, from: version.from };
            moves.append(&mut trial.adopt(&before, &after, &rows));
        }
        if moves.is_empty() {
            **self.card(id)? = trial;
            self.cache.changed(id, u64::MAX);
            return Ok(());
        }
        self.time_passed(id)
    }

    /// Records that time passed for a contact, with what that moved.
    pub(super) fn time_passed(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        let message_id: Arc<str> = format!("{}", self.position + 1).into();
        let intake = Intake {
            whom: Whom::Known(id),
            at: None,
            known_at: None,
            source: "criba:time".into(),
            message_id,
            act: Act::TimePassed,
            facts: Vec::new(),
            who: None,
            batch: None,
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
    fn find(&mut self, key: &Key) -> Result<Vec<ContactId>, RuntimeError> {
        let mut found: BTreeSet<ContactId> = self.cache.with_key(key).collect();
        for id in self.store.read().with_key(key)? {
            // What is not saved yet says itself which keys it has.
            if !self.cache.is_unsaved(id) {
                found.insert(id);
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Saves everything that was written behind.
    fn settle(&mut self) -> Result<u64, RuntimeError> {
        self.wake();
        while !self.sweep.is_empty() {
            self.sweep_some();
        }
        while self.cache.has_unsaved() || !self.pending.is_empty() {
            self.stage_saves();
            self.commit()?;
        }
        Ok(self.position)
    }

    fn put_in_force(
        &mut self,
        text: String,
        by: String,
        after: Option<u32>,
    ) -> Result<u32, RuntimeError> {
        let now = self.versions.current().agreement.version;
        if after.is_some_and(|after| after != now) {
            return Err(RuntimeError::Overtaken { now });
        }
        let (previous, number) = {
            let current = self.versions.current();
            (current.hash.clone(), current.agreement.version + 1)
        };
        let agreement = Arc::new(seal(&text, number)?);
        let from = self.next_moment();
        let hash = version_hash(&previous, number, &text, &by);
        self.versions.push(Version {
            agreement,
            from,
            position: self.position,
            hash: hash.clone(),
        });
        self.pending.versions.push(VersionRow {
            number,
            text,
            made_at: from,
            made_by: by,
            in_force_at: Some(from),
            position: self.position,
            hash,
        });
        if let Err(error) = self.commit() {
            self.versions.pop();
            return Err(error);
        }
        self.sweep = self.not_adopted()?;
        Ok(number)
    }

    /// Every contact that has not taken the version in force yet.
    pub(super) fn not_adopted(&mut self) -> Result<Vec<ContactId>, RuntimeError> {
        let swept = self.store.read().note(SWEPT)?.and_then(|text| text.parse::<u32>().ok());
        let number = self.versions.current().agreement.version;
        if number <= 1 || swept.is_some_and(|swept| swept >= number) {
            return Ok(Vec::new());
        }
        let mut contacts: BTreeSet<ContactId> = self.store.read().contacts()?.into_iter().collect();
        contacts.extend(self.cache.unsaved(usize::MAX));
        Ok(contacts.into_iter().collect())
    }

    /// Stages the saving of some cards that were written behind.
    pub(super) fn stage_saves(&mut self) {
        let ids = self.cache.unsaved(self.limits.cards_a_save);
        self.stage(&ids);
    }

    /// Stages the saving of cards that must be saved with the events of this transaction.
    pub(super) fn stage_through(&mut self) {
        let ids: Vec<ContactId> = std::mem::take(&mut self.through).into_iter().collect();
        self.stage(&ids);
    }

    fn stage(&mut self, ids: &[ContactId]) {
        if ids.is_empty() {
            return;
        }
        let agreement = Arc::clone(&self.versions.current().agreement);
        let now = self.clock.now().max(self.known_at);
        let saving: BTreeSet<ContactId> = ids.iter().copied().collect();
        self.pending.states.retain(|row| !saving.contains(&row.contact));
        for &id in ids {
            let Some(card) = self.cache.get(id) else { continue };
            match state(&agreement, id, card, self.position, now) {
                Ok(row) => self.pending.states.push(row),
                Err(error) => tracing::error!(%error, contact = %id, "a card cannot be written"),
            }
        }
        let saving = self.pending.states.iter().map(|row| row.contact).collect();
        let settled = self.cache.first_unsaved(&saving).map_or(self.position, |first| first - 1);
        self.pending.settled = Some(settled);
    }

    /// The contact that an intake is about, joins followed; `None` where there is none.
    fn whose(&mut self, whom: &Whom) -> Result<Option<ContactId>, RuntimeError> {
        let (mut id, is_made) = match whom {
            Whom::Known(id) => (*id, false),
            Whom::Made(id) => (*id, true),
        };
        if !is_made && !self.cache.holds(id) && self.store.read().state(id)?.is_none() {
            return Ok(None);
        }
        while let Some(into) = self.card(id)?.joined_into {
            id = into;
        }
        Ok(Some(id))
    }

    /// Whom the voiding of an event is about: who has it now. `None` where there is no such event,
    /// it was voided before, or it voids another.
    fn voidable(&self, position: u64) -> Result<Option<Whom>, RuntimeError> {
        let Some(row) = self.event_at(position)? else { return Ok(None) };
        if matches!(row.event.act, Act::Voided { .. }) || self.is_voided(position)? {
            return Ok(None);
        }
        Ok(Some(Whom::Known(row.contact)))
    }

    fn is_voided(&self, position: u64) -> Result<bool, RuntimeError> {
        Ok(self.uncommitted.voids.contains(&position) || self.store.read().is_voided(position)?)
    }

    /// Where the same message of the same source stands, unless it was voided since.
    fn came_before(&self, intake: &Intake) -> Result<Option<u64>, RuntimeError> {
        let key = message_key(&intake.source, &intake.message_id);
        let found = match self.uncommitted.messages.get(&key) {
            Some(position) => Some(*position),
            None => self.store.read().message(&intake.source, &intake.message_id)?,
        };
        let Some(position) = found else { return Ok(None) };
        let is_voided =
            self.uncommitted.voids.contains(&position) || self.store.read().is_voided(position)?;
        Ok((!is_voided).then_some(position))
    }

    /// A card, read where it is not in memory and made where it is nowhere.
    pub(super) fn card(&mut self, id: ContactId) -> Result<&mut Loaded, RuntimeError> {
        if !self.cache.holds(id) {
            let saved = self.store.read().state(id)?;
            let card: Card = match saved {
                Some((_, state)) => {
                    serde_json::from_str(&state).map_err(store::StoreError::from)?
                }
                None => Card::new(&self.versions.current().agreement),
            };
            self.cache.insert(id, Box::new(card));
        }
        self.cache.get(id).ok_or_else(|| RuntimeError::Missing("card".to_owned()))
    }

    /// The row at a position, whether it is on disk yet or not.
    fn event_at(&self, position: u64) -> Result<Option<EventRow>, RuntimeError> {
        let pending = &self.pending.events;
        match pending.binary_search_by_key(&position, |row| row.event.position) {
            Ok(index) => Ok(pending.get(index).cloned()),
            Err(_) => Ok(self.store.read().event(position)?),
        }
    }

    /// The next moment of learning: the clock's, and later than every one before it.
    fn next_moment(&mut self) -> Timestamp {
        self.known_at = self.clock.now().max(self.known_at + Span::from_micros(1));
        self.known_at
    }
}

/// The name under which the last version is kept that reached every contact.
pub(super) const SWEPT: &str = "swept";

/// What a row did.
struct Absorbed {
    moves: Vec<Move>,
    given: Vec<Given>,
    outcome: Outcome,
}

impl Default for Absorbed {
    fn default() -> Absorbed {
        Absorbed { moves: Vec::new(), given: Vec::new(), outcome: Outcome::Applied }
    }
}

/// Acts that touch more than one card or more than the present.
enum Special {
    Void(u64),
    Join(ContactId),
}

fn special(act: &Act) -> Option<Special> {
    match act {
        Act::Voided { position, .. } => Some(Special::Void(*position)),
        Act::Happened { name, properties } if name == "joined" => {
            let other = properties.iter().find(|(id, _)| id == "other")?;
            other.1.to_string().parse().ok().map(Special::Join)
        }
        _ => None,
    }
}

/// A card as it is saved.
fn state(
    agreement: &engine::agreement::sealed::Agreement,
    id: ContactId,
    card: &Card,
    position: u64,
    now: Timestamp,
) -> Result<StateRow, serde_json::Error> {
    let columns = if card.history.is_empty() { None } else { card::columns(agreement, card, now) };
    let keys = if columns.is_some() { card::keys(&card.contact.profile) } else { Vec::new() };
    Ok(StateRow {
        contact: id,
        as_of: position,
        state: serde_json::to_string(card)?,
        columns,
        keys,
    })
}
