//! Business hours, holidays and closed days in words.

use super::Kind;
use super::handing::clock_time;
use super::places::region_name;
use super::prose::{Join, Prose, joined};
use crate::agreement::Language;
use crate::agreement::hours::{Calendar, Hours};

const DAYS: [(&str, &str); 7] = [
    ("lunes", "Monday"),
    ("martes", "Tuesday"),
    ("miércoles", "Wednesday"),
    ("jueves", "Thursday"),
    ("viernes", "Friday"),
    ("sábado", "Saturday"),
    ("domingo", "Sunday"),
];

/// The day's name, from 1 for Monday to 7 for Sunday.
pub(super) fn weekday(number: u8, language: Language) -> &'static str {
    let index = usize::from(number).saturating_sub(1).min(6);
    match language {
        Language::Es => DAYS[index].0,
        Language::En => DAYS[index].1,
    }
}

impl Prose<'_> {
    pub(super) fn calendar(&mut self, calendar: &Calendar) {
        self.say("calendario ", "calendar ");
        let name = self.quoted(&calendar.id);
        self.value(Kind::Name, "", name);
        self.text(": ");
        self.hours(&calendar.hours);
    }

    pub(super) fn hours(&mut self, hours: &Hours) {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for day in 0..hours.week.len() {
            if hours.week[day].is_empty() {
                continue;
            }
            match runs.last_mut() {
                Some((first, last))
                    if *last + 1 == day && hours.week[*first] == hours.week[day] =>
                {
                    *last = day;
                }
                _ => runs.push((day, day)),
            }
        }
        if runs.is_empty() {
            self.say("no hay horario de trabajo", "there are no business hours");
        } else {
            self.say("se trabaja ", "business hours are ");
            let mut items = Vec::with_capacity(runs.len());
            for (first, last) in runs {
                let text = self.run(first, last, &hours.week[first]);
                items.push(self.apart(|p| p.value(Kind::Text, "", text)));
            }
            self.list(items, Join::And);
        }
        if !hours.holidays.is_empty() {
            self.say(", salvo los festivos de ", ", except the public holidays of ");
            let language = self.pack.language();
            let names: Vec<String> = hours
                .holidays
                .iter()
                .map(|code| region_name(code, language).map_or_else(|| code.clone(), str::to_owned))
                .collect();
            let text = joined(&names, Join::And, self.is_spanish());
            self.value(Kind::List, "holidays", text);
        }
        if !hours.closed.is_empty() {
            self.say(". Además se cierra ", ". Also closed on ");
            let days: Vec<String> = hours
                .closed
                .iter()
                .map(|day| self.day_text(&day.to_string()).unwrap_or_else(|| day.to_string()))
                .map(|day| format!("{}{day}", self.either("el ", "")))
                .collect();
            let text = joined(&days, Join::And, self.is_spanish());
            self.value(Kind::List, "closed", text);
        }
    }

    fn run(&self, first: usize, last: usize, intervals: &[(u16, u16)]) -> String {
        let day = |index: usize| self.either(DAYS[index].0, DAYS[index].1);
        let days = match (last - first, self.is_spanish()) {
            (0, true) => format!("el {}", day(first)),
            (0, false) => format!("on {}", day(first)),
            (1, true) => format!("{} y {}", day(first), day(last)),
            (1, false) => format!("{} and {}", day(first), day(last)),
            (_, true) => format!("de {} a {}", day(first), day(last)),
            (_, false) => format!("{} to {}", day(first), day(last)),
        };
        let times: Vec<String> = intervals
            .iter()
            .map(|(from, to)| {
                let (from, to) = (clock_time(*from), clock_time(*to));
                if self.is_spanish() {
                    format!("de {from} a {to}")
                } else {
                    format!("{from} to {to}")
                }
            })
            .collect();
        let times = joined(&times, Join::And, self.is_spanish());
        format!("{days}, {times}")
    }
}
