//! Whom to call now, in order, and why in that order.
//!
//! The order is the one of the clause `queue`: direct requests while they are fresh, then those due
//! soon, those overdue, those on time, what was planned for today, and then everybody else, best
//! first. Who is better not called now is counted; where it is only the hour, they stand behind
//! the others. A clock runs only for what somebody asked for: a lead that nobody was offered yet
//! is late for nobody.

use std::cmp::Ordering;

use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use store::ids::ContactId;
use store::workspace::rows::Columns;
use store::workspace::screens::{Filter, Listed, Order};

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::expected::{Expected, Shares};
use crate::parts::{Hours, Places, asked, asleep_rest, places, planned, rest};
use crate::promised::request;
use crate::writer::Saw;

pub use crate::parts::Part;
pub use crate::promised::promised_to;

/// Which part of the call list somebody looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Who looks: what mentions them is theirs. An address, and the side they are on.
    pub reader: Vec<String>,
    /// Further conditions; those of the queue itself go before them.
    pub filter: Filter,
}

impl View {
    /// Who is named in notes whose contacts the list shows, whatever else holds of them: whoever
    /// looks, in their own list and not in a list of others'.
    pub(crate) fn named(&self) -> &[String] {
        let owners = &self.filter.owners;
        let is_own = owners.is_empty() || owners.iter().any(|owner| self.reader.contains(owner));
        if is_own { &self.reader } else { &[] }
    }
}

/// Why somebody stands where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Asked for something minutes ago, or has an appointment in minutes.
    Now,
    /// Asked for something, and its term is nearly over.
    DueSoon,
    /// Asked for something, and its term is over.
    Overdue,
    /// Asked for something, and there is time.
    OnTime,
    /// What was planned for today, at its hour.
    FollowUp,
    /// A note names who looks.
    Mention,
    /// Everybody else, best first.
    Next,
    /// Whose hours to be called are not now: those who asked for something, what was planned, and
    /// where few others are the best of the rest.
    Asleep,
}

/// The places, in order.
pub const PLACES: [Place; 8] = [
    Place::Now,
    Place::DueSoon,
    Place::Overdue,
    Place::OnTime,
    Place::FollowUp,
    Place::Mention,
    Place::Next,
    Place::Asleep,
];

/// Whose turn it is, whatever group they stand in: the earlier goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// They may be called now.
    Now,
    /// It is no hour to call them.
    AtTheirHours,
    /// What is planned with them is for later, or somebody tried to reach them just now.
    Later,
}

/// Somebody on the call list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub id: ContactId,
    /// What the list shows of them.
    pub columns: Columns,
    /// Why they stand there.
    pub place: Place,
    /// Whether it is their turn.
    pub turn: Turn,
    /// Until when the first attempt is promised, for who asked for something.
    pub due_at: Option<Timestamp>,
    /// From when on that is soon.
    pub soon_at: Option<Timestamp>,
    /// Which of the agreement's promises that is.
    pub promise: Option<usize>,
    /// When they are to be met, where that is in minutes: it goes before all else about them.
    pub meets_at: Option<Timestamp>,
    /// When they may next be called, for who is asleep: an hour of theirs at which who answers for
    /// them works.
    pub awake_at: Option<Timestamp>,
    /// What it may come to, for who asked for something.
    pub expected: Option<Expected>,
}

impl Entry {
    pub(crate) fn new(listed: Listed, place: Place) -> Entry {
        let Listed { id, columns } = listed;
        Entry {
            id,
            columns,
            place,
            turn: Turn::Now,
            due_at: None,
            soon_at: None,
            promise: None,
            meets_at: None,
            awake_at: None,
            expected: None,
        }
    }

    /// Whose turn it is. What was planned for an hour that has come is due, however shortly before
    /// it they were tried.
    fn turn(&self, hours: &Hours<'_>) -> Turn {
        let is_planned = self.columns.next_at.is_some_and(|at| at > hours.now);
        let rests = self.columns.attempted_at.is_some_and(|at| at >= hours.quiet_since());
        match self.place {
            Place::FollowUp if is_planned => Turn::Later,
            Place::Asleep if is_planned || rests => Turn::Later,
            Place::Asleep => Turn::AtTheirHours,
            _ => Turn::Now,
        }
    }

    /// The same where an appointment with them is in minutes.
    fn met_at(self, at: Timestamp) -> Entry {
        Entry { place: Place::Now, meets_at: Some(at), ..self }
    }
}

/// The appointment of somebody, whatever else is planned with them, where it is in minutes.
fn near_appointment(saw: &Saw, now: Timestamp) -> Option<Timestamp> {
    saw.card.desk.appointment().map(|step| step.at).filter(|at| is_near(*at, now))
}

/// Whether an appointment is in minutes, or was to begin less than an hour ago.
fn is_near(at: Timestamp, now: Timestamp) -> bool {
    at - now <= APPOINTMENT_NEAR && now - at < Span::HOUR
}

/// The call list. Each number opens as the list that [`Workspace::part`] says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queue {
    /// Who is on it, in order.
    pub entries: Vec<Entry>,
    /// Who stands behind or is left out because it is no hour to call there.
    pub asleep: u64,
    /// The first moment at which one of those may be called.
    pub awake_at: Option<Timestamp>,
    /// Who is left out because a colleague is calling them at this moment.
    pub in_call: u64,
    /// Who is left out because somebody tried to reach them just now.
    pub resting: u64,
    /// How many do not want to be called.
    pub blocked: u64,
    /// Of how many nothing is known by which they may be reached.
    pub unreachable: u64,
    /// How many somebody tried to reach today.
    pub reached_today: u64,
    /// What is planned for tomorrow.
    pub tomorrow: u64,
    /// What is planned after today, the first of it.
    pub next: Option<Listed>,
    /// Open leads that sales has accepted and that have no next step.
    pub without_step: u64,
    /// Open leads that may be called at this hour and have no next step, however many the list
    /// holds.
    pub waiting: u64,
    /// Those of them who wait for no answer.
    pub rest: u64,
    /// Who asked for something that nobody has answered, however many the list holds.
    pub asked: u64,
    /// What is planned for today or was before, however much the list holds.
    pub planned: u64,
}

impl Queue {
    /// Who comes after whom: those who may be called now in the order of the list, or where nobody
    /// may, those who have to wait for their hours, and after them who was tried just now and whose
    /// step is for later.
    #[must_use]
    pub fn in_turn(&self) -> Vec<ContactId> {
        let first = self.entries.iter().map(|entry| entry.turn).min();
        let is_now = first == Some(Turn::Now);
        let callable = self.entries.iter().filter(|entry| !is_now || entry.turn == Turn::Now);
        let mut callable: Vec<&Entry> = callable.collect();
        callable.sort_by_key(|entry| entry.turn);
        callable.into_iter().map(|entry| entry.id).collect()
    }

    /// How many asked for something beyond those whom the list holds.
    #[must_use]
    pub fn asked_beyond(&self) -> u64 {
        let held = self.entries.iter().filter(|entry| entry.columns.requested_at.is_some()).count();
        if held < OLDEST_MAX { 0 } else { self.asked.saturating_sub(held as u64) }
    }

    /// How many plans there are beyond those that the list holds.
    #[must_use]
    pub fn planned_beyond(&self) -> u64 {
        let held = self.entries.iter().filter(|entry| entry.columns.next_at.is_some()).count();
        if held < PLANS_MAX { 0 } else { self.planned.saturating_sub(held as u64) }
    }
}

/// Requests that a list holds at most: those that have waited longest, and the latest.
const OLDEST_MAX: usize = 150;
const LATEST_MAX: usize = 50;
/// Plans, notes and others that a list holds at most.
const PLANS_MAX: usize = 200;
const MENTIONS_MAX: usize = 200;
const NEXT_MAX: usize = 30;
/// An appointment comes first so long before its hour.
pub(crate) const APPOINTMENT_NEAR: Span = Span::MINUTE.times(5);
/// How long a lead rests after an attempt where the agreement does not say.
pub(crate) const QUIET: Span = Span::HOUR;
/// How long a request is fresh where the agreement does not say.
pub(crate) const FRESH: Span = Span::MINUTE.times(10);

impl Workspace {
    /// Whom to call now.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn queue(&self, view: &View) -> Result<Queue, RuntimeError> {
        self.writer.settle().wait()?;
        let agreement = self.writer.agreement().wait()?;
        let now = self.now();
        let mut queue = Queue::default();
        let mut taken = self.calls.of_others(&view.reader, now);
        let mut hours = Hours::of(&agreement, now);
        self.requests(view, &mut hours, &mut queue, &mut taken)?;
        self.plans(view, &mut hours, &mut queue, &mut taken)?;
        self.mentions(view, &mut queue, &mut taken)?;
        let places = self.read(|read| places(&read, view, &hours))?;
        self.others(view, &mut hours, &places, &mut queue)?;
        self.counts(view, &mut hours, &places, &mut queue)?;
        for entry in &mut queue.entries {
            entry.turn = entry.turn(&hours);
        }
        queue.entries.sort_by(|a, b| a.place.cmp(&b.place).then_with(|| within(a, b)));
        Ok(queue)
    }

    /// Who asked for something that nobody has answered.
    fn requests(
        &self,
        view: &View,
        hours: &mut Hours<'_>,
        queue: &mut Queue,
        taken: &mut Vec<ContactId>,
    ) -> Result<(), RuntimeError> {
        let (agreement, now) = (hours.agreement, hours.now);
        let filter = asked(view);
        let listed = self.read(|read| {
            let mut listed = read.list(&filter, Order::Waiting, OLDEST_MAX, 0)?;
            if listed.len() == OLDEST_MAX {
                listed.extend(read.list(&filter, Order::Requested, LATEST_MAX, 0)?);
            }
            Ok(listed)
        })?;
        let shares = Shares::of(self)?;
        for listed in listed {
            let Some(asked_at) = listed.columns.requested_at else { continue };
            if taken.contains(&listed.id) {
                continue;
            }
            taken.push(listed.id);
            let saw = self.writer.look(listed.id).wait()?;
            let expected = saw
                .as_deref()
                .map(|saw| shares.expected(saw, &Scene::new(agreement, &saw.card.contact, 0, now)));
            let entry = request(agreement, saw.as_deref(), listed, asked_at, now);
            let entry = Entry { expected, ..entry };
            let meets_at = saw.as_deref().and_then(|saw| near_appointment(saw, now));
            // Who asked minutes ago is awake, whatever the hour, and who agreed to meet.
            queue.entries.push(match (meets_at, entry.place) {
                (Some(at), _) => entry.met_at(at),
                (None, Place::Now) => entry,
                (None, _) => entry.at_their_hours(hours),
            });
        }
        Ok(())
    }

    /// What was planned for today.
    fn plans(
        &self,
        view: &View,
        hours: &mut Hours<'_>,
        queue: &mut Queue,
        taken: &mut Vec<ContactId>,
    ) -> Result<(), RuntimeError> {
        let now = hours.now;
        let filter = planned(view, hours.agreement.next_day(now));
        let near = Some((now - Span::HOUR, now + APPOINTMENT_NEAR));
        let near = Filter { meets_between: near, ..filter.clone() };
        let listed = self.read(|read| {
            // However much else is overdue, an appointment is not missed behind it.
            let mut listed = read.list(&near, Order::Next, PLANS_MAX, 0)?;
            listed.extend(read.list(&filter, Order::Next, PLANS_MAX, 0)?);
            Ok(listed)
        })?;
        for listed in listed {
            if taken.contains(&listed.id) {
                continue;
            }
            taken.push(listed.id);
            let columns = &listed.columns;
            let is_appointment = columns.next_what == MEETING;
            let is_due = columns.next_at.is_some_and(|at| at - now <= APPOINTMENT_NEAR);
            // Behind a step that was not done an appointment may stand.
            let meets_at = match is_due {
                true => self.writer.look(listed.id).wait()?,
                false => None,
            };
            let meets_at = meets_at.and_then(|saw| near_appointment(&saw, now));
            // Whoever planned something for an unusual hour agreed on it with them.
            let is_at_its_hour = columns.next_at.is_some_and(|at| now - at < Span::HOUR);
            let entry = Entry::new(listed, Place::FollowUp);
            queue.entries.push(match meets_at {
                Some(at) => entry.met_at(at),
                None if is_appointment || is_at_its_hour => entry,
                None => entry.at_their_hours(hours),
            });
        }
        Ok(())
    }

    fn mentions(
        &self,
        view: &View,
        queue: &mut Queue,
        taken: &mut Vec<ContactId>,
    ) -> Result<(), RuntimeError> {
        let mentioned = view.named().to_vec();
        if mentioned.is_empty() {
            return Ok(());
        }
        let filter = Filter { mentioned, ..Filter::default() };
        let listed = self.read(|r| Ok(r.list(&filter, Order::Latest, MENTIONS_MAX, 0)?))?;
        for listed in listed {
            if !taken.contains(&listed.id) {
                taken.push(listed.id);
                queue.entries.push(Entry::new(listed, Place::Mention));
            }
        }
        Ok(())
    }

    /// Everybody else who may be called now, best first.
    fn others(
        &self,
        view: &View,
        hours: &mut Hours<'_>,
        places: &Places,
        queue: &mut Queue,
    ) -> Result<(), RuntimeError> {
        // Who asked or has a plan is none of the rest; these may be.
        let mut taken = self.calls.of_others(&view.reader, hours.now);
        let mentions = queue.entries.iter().filter(|entry| entry.place == Place::Mention);
        taken.extend(mentions.map(|entry| entry.id));
        let taken = &taken;
        let next = self.best(&rest(places, view, hours), NEXT_MAX, taken)?;
        let left = NEXT_MAX - next.len();
        queue.entries.extend(next.into_iter().map(|listed| Entry::new(listed, Place::Next)));
        // At night too it is to be seen whom to call first, once they may be.
        let asleep = self.best(&asleep_rest(places, view, hours), left, taken)?;
        let asleep = asleep.into_iter();
        queue
            .entries
            .extend(asleep.map(|listed| Entry::new(listed, Place::Next).at_their_hours(hours)));
        Ok(())
    }

    /// The best of a list without some, at most so many.
    fn best(
        &self,
        filter: &Filter,
        limit: usize,
        without: &[ContactId],
    ) -> Result<Vec<Listed>, RuntimeError> {
        let is_nowhere = filter.places.as_ref().is_some_and(Vec::is_empty);
        if limit == 0 || is_nowhere {
            return Ok(Vec::new());
        }
        let mut listed =
            self.read(|read| Ok(read.list(filter, Order::Best, limit + without.len(), 0)?))?;
        listed.retain(|one| !without.contains(&one.id));
        listed.truncate(limit);
        Ok(listed)
    }
}

/// What a next step is called that is a date with somebody.
pub const MEETING: &str = "meeting";

/// The order within a place: those that can still be met by their deadline, those that cannot by
/// what they may be worth, those with time left by that and its probability, plans by their hour,
/// the rest as they came. What may come to the same goes by stage and points.
fn within(a: &Entry, b: &Entry) -> Ordering {
    let best = |entry: &Entry| (entry.columns.stage_rank, entry.columns.total, entry.columns.fit);
    let worth = |entry: &Entry| entry.expected.and_then(|expected| expected.worth);
    let value = |entry: &Entry| entry.expected.map(|expected| expected.value());
    match a.place {
        Place::DueSoon => a.due_at.cmp(&b.due_at),
        Place::Overdue => worth(b).cmp(&worth(a)).then_with(|| best(b).cmp(&best(a))),
        Place::OnTime => {
            let by_value = value(b).cmp(&value(a)).then_with(|| best(b).cmp(&best(a)));
            by_value.then_with(|| a.due_at.cmp(&b.due_at))
        }
        Place::FollowUp => a.columns.next_at.cmp(&b.columns.next_at),
        Place::Now => match (a.meets_at, b.meets_at) {
            (Some(first), Some(second)) => first.cmp(&second),
            (None, None) => b.columns.requested_at.cmp(&a.columns.requested_at),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
        },
        Place::Mention | Place::Next | Place::Asleep => Ordering::Equal,
    }
}
