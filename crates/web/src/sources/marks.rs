//! How a source does, in shape and word, and what came of it in a day as a line.

use std::fmt::Write as _;

use engine::time::{Span, Timestamp};
use runtime::sources::{Kind, Seen, State, Stop, Way};

use crate::words::Words;

/// How a source does, as it is drawn.
pub(super) struct Mark {
    /// The class of its colour.
    pub(super) tone: &'static str,
    /// The class of its shape.
    pub(super) shape: &'static str,
    pub(super) word: String,
    /// Why, in a sentence; empty where nothing is to be said.
    pub(super) why: String,
}

impl Mark {
    pub(super) fn of(seen: &Seen, now: Timestamp, w: &Words) -> Mark {
        let (tone, shape) = match seen.state {
            State::Works => ("ok", "kept"),
            State::Slow => ("warn", "soon"),
            State::Stopped(Stop::Silent) | State::Expired => ("late", "late"),
            State::Stopped(Stop::Off) => ("ok", "late"),
            State::Unused => ("ok", "time"),
        };
        let why = match (seen.state, &seen.rhythm) {
            (State::Slow | State::Stopped(Stop::Silent), Some(rhythm)) => {
                let since = seen.arrivals.last_at.map_or(Span::ZERO, |last| now - last);
                // Nothing is said more finely than it is known.
                let usual = rhythm.usual.max(Span::MINUTE);
                w.t2("source-silent", "usual", w.length(usual), "now", w.length(since))
            }
            (State::Expired, _) => w.t("source-expired-why"),
            (State::Stopped(Stop::Off), _) => match &seen.way {
                Way::Keys(_) => w.t("source-off-key"),
                _ => w.t("source-off-why"),
            },
            _ => String::new(),
        };
        Mark { tone, shape, word: w.t(&format!("source-state-{}", seen.state.id())), why }
    }
}

/// What came in 24 hours, as a line and in words.
pub(super) struct Day {
    pub(super) line: String,
    pub(super) said: String,
    pub(super) total: String,
}

/// How wide and high the line is.
const WIDTH: u32 = 96;
const HEIGHT: u64 = 18;

impl Day {
    pub(super) fn of(seen: &Seen, now: Timestamp, w: &Words) -> Day {
        let hours = seen.arrivals.day(now);
        let most = u64::from(hours.iter().copied().max().unwrap_or_default().max(1));
        let mut line = String::new();
        for (x, events) in (2..WIDTH).step_by(4).zip(hours) {
            let y = HEIGHT + 1 - u64::from(events) * HEIGHT / most;
            let pen = if line.is_empty() { 'M' } else { 'L' };
            // A String takes everything that is written to it.
            write!(line, "{pen}{x} {y}").unwrap_or_default();
        }
        let total: u64 = hours.iter().copied().map(u64::from).sum();
        let each: Vec<String> = hours.iter().map(|events| w.number(u64::from(*events))).collect();
        let said = w.count_with("source-day-said", total, &[("hours", each.join(", "))]);
        Day { line, said, total: w.number(total) }
    }
}

/// What kind of source it is, in words.
pub(super) fn kind_said(way: &Way, w: &Words) -> String {
    match way {
        Way::Keys(_) => w.t("source-kind-key"),
        Way::Hook(kind, _) => hook_said(*kind, w),
        Way::Form { .. } => w.t("source-kind-hosted"),
        Way::Lists => w.t("source-kind-lists"),
    }
}

pub(super) fn hook_said(kind: Kind, w: &Words) -> String {
    w.t(&format!("source-kind-{}", kind.id().replace('_', "-")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_has_a_point_for_each_hour() {
        assert_eq!((2..super::WIDTH).step_by(4).count(), 24);
    }
}
