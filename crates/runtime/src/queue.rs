//! Whom to call now, in order, and why in that order.
//!
//! The order is the one of the clause `queue`: direct requests while they are fresh, then those due
//! soon, those overdue, those on time, what was planned for today, and then everybody else, best
//! first. Who is better not called now is counted; where it is only the hour, they stand behind
//! the others. A clock runs only for what somebody asked for: a lead that nobody was offered yet
//! is late for nobody.

use std::collections::BTreeMap;

use engine::agreement::funnel::StandardStage;
use engine::agreement::handing::{Clock, FollowUp};
use engine::agreement::hours::{Term, TermUnit};
use engine::agreement::sealed::Agreement;
use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use engine::working::WorkingTime;
use store::ids::ContactId;
use store::workspace::rows::{Columns, Play};
use store::workspace::screens::{Filter, Listed, Order};

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::local_time;

/// Which part of the call list somebody looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Who looks: what mentions them is theirs. An address, and the side they are on.
    pub reader: Vec<String>,
    /// Further conditions; those of the queue itself go before them.
    pub filter: Filter,
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

/// Somebody on the call list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub id: ContactId,
    /// What the list shows of them.
    pub columns: Columns,
    /// Why they stand there.
    pub place: Place,
    /// Until when the first attempt is promised, for who asked for something.
    pub due_at: Option<Timestamp>,
    /// Which of the agreement's promises that is.
    pub promise: Option<usize>,
    /// When it will be an hour to call there, for who is asleep.
    pub awake_at: Option<Timestamp>,
}

impl Entry {
    fn new(listed: Listed, place: Place) -> Entry {
        let Listed { id, columns } = listed;
        Entry { id, columns, place, due_at: None, promise: None, awake_at: None }
    }

    /// The same, behind the others where it is no hour to call there.
    fn at_their_hours(self, hours: &mut Hours<'_>) -> Entry {
        match hours.opens(&self.columns) {
            Some(at) => Entry { place: Place::Asleep, awake_at: Some(at), ..self },
            None => self,
        }
    }
}

/// The call list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queue {
    /// Who is on it, in order.
    pub entries: Vec<Entry>,
    /// Who stands behind or is left out because it is no hour to call there.
    pub asleep: usize,
    /// The first moment at which one of those may be called.
    pub awake_at: Option<Timestamp>,
    /// Who is left out because a colleague is calling them at this moment.
    pub in_call: usize,
    /// Who is left out because somebody tried to reach them just now.
    pub resting: u64,
    /// How many may not be called at all.
    pub blocked: u64,
    /// How many somebody tried to reach today.
    pub reached_today: u64,
    /// What is planned for tomorrow.
    pub tomorrow: u64,
    /// What is planned after today, the first of it.
    pub next_at: Option<Timestamp>,
    /// Open leads that sales has accepted and that have no next step.
    pub without_step: u64,
    /// Open leads on no place above, more than the list shows.
    pub waiting: u64,
}

/// Requests, plans and others that a list shows at most.
const REQUESTS_MAX: usize = 50;
const PLANS_MAX: usize = 60;
const MENTIONS_MAX: usize = 20;
const NEXT_MAX: usize = 30;
/// Rows that are looked at for those who may be called now.
const LOOKED_AT_MAX: usize = 1_000;
const LOOKED_AT_ONCE: usize = 250;
/// An appointment comes first so long before its hour.
const APPOINTMENT_NEAR: Span = Span::MINUTE.times(5);
/// How long a lead rests after an attempt where the agreement does not say.
const QUIET: Span = Span::HOUR;
/// How long a request is fresh where the agreement does not say.
const FRESH: Span = Span::MINUTE.times(10);
/// The last part of a term in which a request is due soon, where the agreement does not say.
const DUE_SOON: (u32, u32) = (1, 3);

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
        let mut taken: Vec<ContactId> = self.calls.of_others(&view.reader, now);
        let mut hours = Hours::of(&agreement, now);
        let in_call = taken.len();
        self.requests(view, &mut hours, &mut queue, &mut taken)?;
        self.plans(view, &mut hours, &mut queue, &mut taken)?;
        self.mentions(view, &mut queue, &mut taken)?;
        self.others(view, &mut hours, &mut queue, &taken)?;
        self.counts(view, &agreement, now, &mut queue)?;
        queue.in_call = in_call;
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
        let filter = Filter {
            play: Some(Play::Open),
            requested_since: Some(Timestamp::from_micros(1)),
            ..view.filter.clone()
        };
        let listed = self.read(|r| Ok(r.list(&filter, Order::Requested, REQUESTS_MAX, 0)?))?;
        let document = agreement.document.queue.clone().unwrap_or_default();
        let fresh = document.fresh.unwrap_or(FRESH);
        for listed in listed {
            let Some(asked_at) = listed.columns.requested_at else { continue };
            if taken.contains(&listed.id) {
                continue;
            }
            let promised = match self.writer.look(listed.id).wait()? {
                Some(saw) => {
                    let scene = Scene::new(agreement, &saw.card.contact, 0, now);
                    let owner = saw.card.desk.owner.as_deref();
                    scene.follow_up().and_then(|(index, promise)| {
                        Some((index, Promised::of(agreement, promise, owner, asked_at)?))
                    })
                }
                None => None,
            };
            let due_soon = document.due_soon.unwrap_or(DUE_SOON);
            let place = if now - asked_at < fresh {
                Place::Now
            } else {
                promised.as_ref().map_or(Place::OnTime, |(_, one)| one.place(now, due_soon))
            };
            taken.push(listed.id);
            let entry = Entry {
                due_at: promised.as_ref().map(|(_, one)| one.due),
                promise: promised.map(|(index, _)| index),
                ..Entry::new(listed, place)
            };
            // Who asked minutes ago is awake, whatever the hour.
            queue.put(if place == Place::Now { entry } else { entry.at_their_hours(hours) });
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
        let midnight = hours.agreement.next_day(now);
        let filter = Filter {
            play: Some(Play::Open),
            next_until: Some(midnight - Span::from_micros(1)),
            ..view.filter.clone()
        };
        let listed = self.read(|r| Ok(r.list(&filter, Order::Next, PLANS_MAX, 0)?))?;
        for listed in listed {
            if taken.contains(&listed.id) {
                continue;
            }
            taken.push(listed.id);
            let columns = &listed.columns;
            let is_appointment = columns.next_what == MEETING;
            let is_near = columns
                .next_at
                .is_some_and(|at| at - now <= APPOINTMENT_NEAR && now - at < Span::HOUR);
            let place = if is_appointment && is_near { Place::Now } else { Place::FollowUp };
            // Whoever planned something for an unusual hour agreed on it with them.
            let is_at_its_hour = columns.next_at.is_some_and(|at| now - at < Span::HOUR);
            let is_agreed = is_appointment || is_at_its_hour;
            let entry = Entry::new(listed, place);
            queue.put(if is_agreed { entry } else { entry.at_their_hours(hours) });
        }
        Ok(())
    }

    fn mentions(
        &self,
        view: &View,
        queue: &mut Queue,
        taken: &mut Vec<ContactId>,
    ) -> Result<(), RuntimeError> {
        // A mention is in the reader's own list, not in a list of others'.
        let owners = &view.filter.owners;
        let is_own = owners.is_empty() || owners.iter().any(|owner| view.reader.contains(owner));
        if view.reader.is_empty() || !is_own {
            return Ok(());
        }
        let filter = Filter { mentioned: view.reader.clone(), ..Filter::default() };
        let listed = self.read(|r| Ok(r.list(&filter, Order::Latest, MENTIONS_MAX, 0)?))?;
        for listed in listed {
            if !taken.contains(&listed.id) {
                taken.push(listed.id);
                queue.put(Entry::new(listed, Place::Mention));
            }
        }
        Ok(())
    }

    /// Everybody else who may be called now, best first.
    fn others(
        &self,
        view: &View,
        hours: &mut Hours<'_>,
        queue: &mut Queue,
        taken: &[ContactId],
    ) -> Result<(), RuntimeError> {
        let (agreement, now) = (hours.agreement, hours.now);
        let quiet = agreement.document.queue.as_ref().and_then(|queue| queue.quiet_after_call);
        let filter = Filter {
            is_callable: true,
            not_attempted_since: Some(now - quiet.unwrap_or(QUIET)),
            ..unplanned(view, agreement)
        };
        let mut asleep: Vec<Entry> = Vec::new();
        let (mut offset, mut count) = (0, 0);
        while count < NEXT_MAX && offset < LOOKED_AT_MAX {
            let page =
                self.read(|r| Ok(r.list(&filter, Order::Best, LOOKED_AT_ONCE, offset)?))?;
            offset += LOOKED_AT_ONCE;
            let is_last = page.len() < LOOKED_AT_ONCE;
            for listed in page {
                if count >= NEXT_MAX {
                    break;
                }
                if taken.contains(&listed.id) {
                    continue;
                }
                let entry = Entry::new(listed, Place::Next).at_their_hours(hours);
                if entry.place == Place::Next {
                    count += 1;
                    queue.put(entry);
                } else if asleep.len() < NEXT_MAX {
                    asleep.push(entry);
                } else {
                    queue.sleeps(entry.awake_at);
                }
            }
            if is_last {
                break;
            }
        }
        // At night too it is to be seen whom to call first, once they may be.
        for (index, entry) in asleep.into_iter().enumerate() {
            if index < NEXT_MAX - count {
                queue.put(entry);
            } else {
                queue.sleeps(entry.awake_at);
            }
        }
        Ok(())
    }

    fn counts(
        &self,
        view: &View,
        agreement: &Agreement,
        now: Timestamp,
        queue: &mut Queue,
    ) -> Result<(), RuntimeError> {
        let document = agreement.document.queue.clone().unwrap_or_default();
        let today = agreement.start_of(agreement.day(now)).unwrap_or(now);
        let midnight = agreement.next_day(now);
        let after = agreement.next_day(midnight + Span::HOUR);
        let open = unplanned(view, agreement);
        let quiet = now - document.quiet_after_call.unwrap_or(QUIET);
        let accepted = agreement.stage_counting_as(StandardStage::Sal);
        self.read(|read| {
            let mine = view.filter.clone();
            let planned = |until: Timestamp| Filter {
                play: Some(Play::Open),
                next_until: Some(until - Span::from_micros(1)),
                ..mine.clone()
            };
            queue.reached_today =
                read.count(&Filter { attempted_since: Some(today), ..mine.clone() })?;
            queue.resting = read.count(&Filter { attempted_since: Some(quiet), ..open.clone() })?;
            let (all, callable) = read.count_callable(&open)?;
            queue.waiting = callable;
            queue.blocked = all.saturating_sub(callable);
            let today_count = read.count(&planned(midnight))?;
            queue.tomorrow = read.count(&planned(after))?.saturating_sub(today_count);
            let later = Filter { has_next: Some(true), play: Some(Play::Open), ..mine.clone() };
            let offset = usize::try_from(today_count).unwrap_or(usize::MAX);
            let next = read.list(&later, Order::Next, 1, offset)?;
            queue.next_at = next.first().and_then(|listed| listed.columns.next_at);
            if let Some(rank) = accepted.and_then(|index| i64::try_from(index).ok()) {
                let rank = Some(open.stage_rank_min.unwrap_or(rank).max(rank));
                queue.without_step =
                    read.count(&Filter { stage_rank_min: rank, ..open.clone() })?;
            }
            Ok(())
        })
    }
}

impl Queue {
    /// Somebody is on it.
    fn put(&mut self, entry: Entry) {
        self.sleeps(entry.awake_at);
        self.entries.push(entry);
    }

    /// Somebody's hours begin at a moment; there is none where it is an hour to call there.
    fn sleeps(&mut self, until: Option<Timestamp>) {
        let Some(at) = until else { return };
        self.asleep += 1;
        self.awake_at = Some(self.awake_at.map_or(at, |first| first.min(at)));
    }
}

/// What a next step is called that is a date with somebody.
pub const MEETING: &str = "meeting";

/// Open leads without a next step, customers aside.
fn unplanned(view: &View, agreement: &Agreement) -> Filter {
    let customer = agreement.stage_counting_as(StandardStage::Customer);
    Filter {
        play: Some(Play::Open),
        has_next: Some(false),
        stage_rank_below: customer.and_then(|index| i64::try_from(index).ok()),
        ..view.filter.clone()
    }
}

/// Who may be called at a moment, by the clock where each is.
struct Hours<'a> {
    agreement: &'a Agreement,
    now: Timestamp,
    /// Of each country and city that was asked for, when it opens; `None` where it is open.
    asked: BTreeMap<(String, String), Option<Timestamp>>,
}

impl Hours<'_> {
    fn of(agreement: &Agreement, now: Timestamp) -> Hours<'_> {
        Hours { agreement, now, asked: BTreeMap::new() }
    }

    /// When somebody may be called; `None` where it is now.
    fn opens(&mut self, columns: &Columns) -> Option<Timestamp> {
        let key = (columns.country.clone(), columns.city.clone());
        let (agreement, now) = (self.agreement, self.now);
        *self.asked.entry(key).or_insert_with_key(|(country, city)| {
            local_time::Place { country, city, postal_code: "" }.awake_at(agreement, now)
        })
    }
}

/// A first attempt that is promised.
struct Promised {
    from: Timestamp,
    due: Timestamp,
    /// The time that its clock counts; `None` where that is all time.
    working: Option<WorkingTime>,
}

impl Promised {
    /// What is promised to who asked at a moment and whom a colleague answers for.
    fn of(
        agreement: &Agreement,
        promise: &FollowUp,
        owner: Option<&str>,
        from: Timestamp,
    ) -> Option<Promised> {
        let term = promise.first_attempt_within?;
        Some(match promise.clock {
            Clock::Always => Promised { from, due: from + span(term), working: None },
            Clock::Working => {
                let working = crate::cadence::working_time(agreement, owner);
                Promised { from, due: working.after(from, term), working: Some(working) }
            }
        })
    }

    /// Where somebody stands by the part of the term that is left, by the clock that counts it.
    fn place(&self, now: Timestamp, soon: (u32, u32)) -> Place {
        if now >= self.due {
            return Place::Overdue;
        }
        let length = |from: Timestamp, to: Timestamp| match &self.working {
            Some(working) => working.between(from, to),
            None => to - from,
        };
        let (part, whole) = (i64::from(soon.0), i64::from(soon.1.max(1)));
        let (left, term) = (length(now, self.due), length(self.from, self.due));
        if left.times(whole) < term.times(part) { Place::DueSoon } else { Place::OnTime }
    }
}

/// A term in all time.
fn span(term: Term) -> Span {
    let one = match term.unit {
        TermUnit::Minute => Span::MINUTE,
        TermUnit::Hour => Span::HOUR,
        TermUnit::Day | TermUnit::BusinessDay => Span::DAY,
        TermUnit::Week => Span::WEEK,
    };
    one.times(i64::from(term.count))
}

/// The order within a place: those that can still be met by their deadline, those that cannot by
/// what they are worth, plans by their hour, the rest as they came.
fn within(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    let best = |entry: &Entry| (entry.columns.stage_rank, entry.columns.total, entry.columns.fit);
    match a.place {
        Place::DueSoon => a.due_at.cmp(&b.due_at),
        Place::Overdue => best(b).cmp(&best(a)),
        Place::OnTime => best(b).cmp(&best(a)).then_with(|| a.due_at.cmp(&b.due_at)),
        Place::FollowUp => a.columns.next_at.cmp(&b.columns.next_at),
        Place::Now => b.columns.requested_at.cmp(&a.columns.requested_at),
        Place::Mention | Place::Next | Place::Asleep => std::cmp::Ordering::Equal,
    }
}
