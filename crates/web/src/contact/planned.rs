//! When something is planned: as forms say it, and as texts suggest it.

use engine::time::{Span, Timestamp};
use jiff::civil::{Date, DateTime, Time};
use runtime::cadence;
use runtime::card::Next;
use runtime::said_date::Said;
use runtime::writer::Saw;

use crate::error::PageError;
use crate::seat::Seat;
use crate::words::Words;

/// The next step, as forms send it; what is left empty is proposed.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    pub(super) next_what: String,
    pub(super) next_date: String,
    pub(super) next_time: String,
    pub(super) next_text: String,
}

impl Planned {
    /// The step, where a date was given: at the first hour for both sides where no time was. It is
    /// of a day to come, and not of one that nobody lives by yet.
    pub(super) fn step(
        &self,
        default: &str,
        saw: &Saw,
        seat: &Seat,
    ) -> Result<Option<Next>, PageError> {
        if self.next_date.is_empty() {
            return Ok(None);
        }
        let (w, now) = (&seat.words, seat.now());
        let what = if self.next_what.is_empty() { default } else { &self.next_what };
        let mut at = moment(&self.next_date, &self.next_time, w)?;
        if self.next_time.is_empty() {
            at =
                cadence::on_day(&saw.agreement, &saw.card, what, &day(w.local(at).date()), &w.zone)
                    .unwrap_or(at);
        }
        if w.local(at).date() < w.local(now).date() {
            return Err(PageError::Wrong(w.t1("deed-date-past", "date", w.day(at))));
        }
        if at > now + PLANNED_AHEAD_MAX {
            return Err(PageError::Wrong(w.t1("deed-date-far", "date", w.day(at))));
        }
        Ok(Some(Next { at, what: what.to_owned(), text: self.next_text.trim().to_owned() }))
    }
}

/// A day of which no hour was said.
fn day(date: Date) -> Said {
    Said { date, time: None, is_exact: false, words: String::new() }
}

/// How far ahead a next step lies at most: a longer one is a slip of the pen.
const PLANNED_AHEAD_MAX: Span = Span::DAY.times(3 * 365);
/// The hour of a day for which nobody gave one.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// A date and a time by the reader's clock.
pub(crate) fn moment(date: &str, time: &str, w: &Words) -> Result<Timestamp, PageError> {
    let day: Date =
        date.parse().map_err(|_| PageError::Wrong(w.t1("deed-date-wrong", "date", date)))?;
    let time = if time.is_empty() {
        MORNING
    } else {
        time.parse().map_err(|_| PageError::Wrong(w.t1("deed-date-wrong", "date", time)))?
    };
    let local = DateTime::from_parts(day, time);
    w.zone
        .to_timestamp(local)
        .map(Timestamp::from_jiff)
        .map_err(|_| PageError::Wrong(w.t1("deed-date-wrong", "date", date)))
}

/// The date that a text suggests for the next step.
pub(super) fn suggested(text: &str, saw: &Saw, seat: &Seat) -> Option<Timestamp> {
    suggested_with_words(text, saw, seat).map(|(at, _)| at)
}

/// The same with the words that name it. What is over is not suggested.
pub(super) fn suggested_with_words(
    text: &str,
    saw: &Saw,
    seat: &Seat,
) -> Option<(Timestamp, String)> {
    let w = &seat.words;
    let today = w.local(seat.now()).date();
    let said = runtime::said_date::said(text, today, seat.country())?;
    let at = cadence::on_day(&saw.agreement, &saw.card, "call", &said, &w.zone)?;
    (seat.now() < at).then_some((at, said.words))
}
