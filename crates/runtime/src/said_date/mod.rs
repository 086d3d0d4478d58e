//! The date that a colleague's note suggests: "después de Semana Santa", "el martes a las 10",
//! "in two weeks".
//!
//! It reads Spanish, as it is spoken in Spain and in America, and English. It only suggests: what
//! is not said it does not guess, what has happened it leaves alone, and it never names a day that
//! is over. A day that was only meant roughly ("en dos meses") is one on which people work; one
//! that was named ("el sábado") stays as it is.

mod words;
mod stretch;
mod days;
mod periods;
mod feasts;
mod hours;
mod tense;

use engine::holidays::is_holiday;
use jiff::civil::{Date, Time, Weekday};

use stretch::{Edge, Stretch};
use words::Note;

/// A date that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The day: today at the earliest.
    pub date: Date,
    /// The time of day, where the text names one.
    pub time: Option<Time>,
    /// Whether that is a time by the clock, and not a part of the day.
    pub is_exact: bool,
    /// The words that name it, as they stand in the text.
    pub words: String,
}

/// Words of a note that are read; what comes after is left.
const WORDS_MAX: usize = 2_000;

/// The date that a text suggests, for a reader whose day is `today` in `country` (ISO 3166-1, two
/// letters), which decides the order of day and month, the feasts and the seasons. Of several, the
/// first. `None` where it suggests none.
#[must_use]
pub fn said(text: &str, today: Date, country: &str) -> Option<Said> {
    let note = Note::of(text, today, country, WORDS_MAX);
    let mut at = 0;
    while at < note.len() {
        let Some(found) = found(&note, at) else {
            at += 1;
            continue;
        };
        let is_past = !found.is_sure && tense::is_past(&note, found.from, found.to);
        let is_denied = found.is_within && tense::is_denied(&note, found.from, found.to);
        if !is_past && !is_denied && today <= found.date {
            let time = hours::beside(&note, found.from, found.to);
            let (from, to) = time.map_or((found.from, found.to), |(_, _, from, to)| {
                (from.min(found.from), to.max(found.to))
            });
            let words = note.slice(from, to).to_owned();
            let is_exact = time.is_some_and(|(_, is_exact, ..)| is_exact);
            let time = time.map(|(time, ..)| time);
            return Some(Said { date: found.date, time, is_exact, words });
        }
        at = found.to;
    }
    None
}

/// A date that stands in a note.
#[derive(Debug, Clone, Copy)]
struct Found {
    date: Date,
    /// The first word and the one after the last.
    from: usize,
    to: usize,
    /// Whether its words cannot mean the past.
    is_sure: bool,
    /// Whether the day itself is meant, and not one before it or after it.
    is_within: bool,
}

/// The date that begins at a word.
fn found(note: &Note<'_>, from: usize) -> Option<Found> {
    if note.is_habit(from) {
        return None;
    }
    // Some bring their own preposition: "en dos semanas".
    if let Some(read) = periods::new_year(note, from).or_else(|| days::span(note, from)) {
        return read.found(note, None, from);
    }
    let (edge, at) = match stretch::edge(note, from) {
        Some((edge, at)) => (Some(edge), at),
        None => (None, from),
    };
    stretch_at(note, at, edge)?.found(note, edge, from)
}

/// What is named at a word: a day, a period or a feast.
fn stretch_at(note: &Note<'_>, at: usize, edge: Option<Edge>) -> Option<Stretch> {
    let day = |at| days::read(note, at, edge.is_some());
    let other = |at| feasts::read(note, at).or_else(|| periods::read(note, at));
    let named = |at| day(at).or_else(|| other(at).filter(|read| edge.is_some() || !read.is_vague));
    named(at)
}

impl Stretch {
    /// The day that is meant by an edge of the stretch: the first that is not over.
    fn found(&self, note: &Note<'_>, edge: Option<Edge>, from: usize) -> Option<Found> {
        let date = self.choices.iter().find_map(|(first, last)| {
            day_of(note, edge.unwrap_or(Edge::In), *first, *last, self.is_exact)
        })?;
        let is_within = matches!(edge, None | Some(Edge::In));
        Some(Found { date, from, to: self.to, is_sure: self.is_sure, is_within })
    }
}

fn day_of(note: &Note<'_>, edge: Edge, first: Date, last: Date, is_exact: bool) -> Option<Date> {
    let tomorrow = note.today.tomorrow().ok()?;
    let within = |day: Date| (tomorrow <= day && day <= last).then_some(day);
    match edge {
        Edge::In if is_exact => (note.today <= first).then_some(first),
        // What has begun goes on: the next day of work of it.
        Edge::In => within(note.workday(first.max(tomorrow))?),
        Edge::Start => within(note.workday(first)?),
        Edge::Middle => {
            let days = first.until(last).ok()?.get_days();
            within(note.workday(stretch::later(first, days / 2)?)?)
        }
        Edge::End => within(note.workday_before(last)?),
        Edge::After => Some(note.workday(last.tomorrow().ok()?)?).filter(|day| tomorrow <= *day),
        Edge::Before => {
            Some(note.workday_before(first.yesterday().ok()?)?).filter(|day| tomorrow <= *day)
        }
    }
}

impl Note<'_> {
    /// The first day of work from one on.
    fn workday(&self, from: Date) -> Option<Date> {
        (0..15).filter_map(|days| stretch::later(from, days)).find(|day| self.is_workday(*day))
    }

    /// The last day of work up to one.
    fn workday_before(&self, to: Date) -> Option<Date> {
        (0..15).filter_map(|days| stretch::later(to, -days)).find(|day| self.is_workday(*day))
    }

    fn is_workday(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !is_holiday(self.country, day)
    }
}
