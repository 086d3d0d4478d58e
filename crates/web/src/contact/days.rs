//! The history under the days that it happened on.

use runtime::writer::Saw;

use super::lines::Shown;
use crate::words::Words;

/// The lines of a day.
pub(super) struct Day {
    pub(super) title: String,
    pub(super) lines: Vec<Shown>,
}

/// Lines under the day that they belong to.
pub(super) fn days(lines: Vec<Shown>, saw: &Saw, w: &Words) -> Vec<Day> {
    let today = w.local(saw.now).date();
    let mut days: Vec<Day> = Vec::new();
    for mut line in lines {
        let date = w.local(line.at).date();
        let age = (today - date).get_days();
        let title = match age {
            0 => w.t1("day-today", "date", w.long_date(date)),
            1 => w.t1("day-yesterday", "date", w.long_date(date)),
            2..=6 => w.t("day-this-week"),
            7..=13 => w.t("day-last-week"),
            _ => w.t("day-before"),
        };
        line.when = match age {
            0 | 1 => w.clock(line.at),
            _ if date.year() == today.year() => w.short_date(date),
            _ => w.date(date),
        };
        for one in &mut line.within {
            one.when = w.clock(one.at);
        }
        match days.last_mut().filter(|day| day.title == title) {
            Some(day) => day.lines.push(line),
            None => days.push(Day { title, lines: vec![line] }),
        }
    }
    days
}
