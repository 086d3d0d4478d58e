//! The first attempt that is promised to who asked for something: until when, and how soon that is.

use engine::agreement::handing::{Clock, FollowUp};
use engine::agreement::hours::{Term, TermUnit};
use engine::agreement::sealed::Agreement;
use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use engine::working::WorkingTime;
use store::workspace::rows::Play;
use store::workspace::screens::Listed;

use crate::queue::{Entry, FRESH, Place};
use crate::writer::Saw;

/// The last part of a term in which a request is due soon, where the agreement does not say.
const DUE_SOON: (u32, u32) = (1, 3);

/// Somebody who asked for something that nobody has answered, with the deadline of it, whoever
/// answers for them; `None` for who waits for nothing.
#[must_use]
pub fn promised_to(saw: &Saw) -> Option<Entry> {
    let asked_at = saw.card.desk.requested_at?;
    let columns = crate::card::columns(&saw.agreement, &saw.card, saw.now)?;
    let is_open = columns.play == Play::Open && !columns.is_held;
    let listed = Listed { id: saw.id, columns };
    is_open.then(|| request(&saw.agreement, Some(saw), listed, asked_at, saw.now))
}

/// Who asked for something at a moment, with the first attempt that is promised to them.
pub(crate) fn request(
    agreement: &Agreement,
    saw: Option<&Saw>,
    listed: Listed,
    asked_at: Timestamp,
    now: Timestamp,
) -> Entry {
    let document = agreement.document.queue.clone().unwrap_or_default();
    let due_soon = document.due_soon.unwrap_or(DUE_SOON);
    let promised = saw.and_then(|saw| {
        let scene = Scene::new(agreement, &saw.card.contact, 0, now);
        let (index, promise) = scene.follow_up()?;
        let owner = saw.card.desk.owner.as_deref();
        Some((index, Promised::of(agreement, promise, owner, asked_at)?))
    });
    let place = if now - asked_at < document.fresh.unwrap_or(FRESH) {
        Place::Now
    } else {
        promised.as_ref().map_or(Place::OnTime, |(_, one)| one.place(now, due_soon))
    };
    Entry {
        due_at: promised.as_ref().map(|(_, one)| one.due),
        soon_at: promised.as_ref().map(|(_, one)| one.soon_at(due_soon)),
        promise: promised.map(|(index, _)| index),
        ..Entry::new(listed, place)
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
        let (part, whole) = (i64::from(soon.0), i64::from(soon.1.max(1)));
        let (left, term) = (self.length(now, self.due), self.length(self.from, self.due));
        if left.times(whole) < term.times(part) { Place::DueSoon } else { Place::OnTime }
    }

    /// The first whole minute of the term at which less than a part of it is left.
    fn soon_at(&self, soon: (u32, u32)) -> Timestamp {
        let (part, whole) = (i64::from(soon.0), i64::from(soon.1.max(1)));
        let term = self.length(self.from, self.due).micros() / Span::MINUTE.micros();
        let minutes = (term - term * part / whole).max(0) + 1;
        let count = u32::try_from(minutes).unwrap_or(u32::MAX);
        let at = match &self.working {
            Some(working) => working.after(self.from, Term { count, unit: TermUnit::Minute }),
            None => self.from + Span::MINUTE.times(minutes),
        };
        at.min(self.due)
    }

    fn length(&self, from: Timestamp, to: Timestamp) -> Span {
        match &self.working {
            Some(working) => working.between(from, to),
            None => to - from,
        }
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
