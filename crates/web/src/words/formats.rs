//! How numbers, days and moments are written for a reader.

use std::borrow::Borrow;

use engine::agreement::Language;
use engine::time::{Span, Timestamp};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::Words;

/// A minus sign that is as wide as a plus (U+2212).
const MINUS: char = '\u{2212}';

/// What can be written as a number; templates hand figures over by reference.
pub trait Figure {
    /// The number.
    fn figure(&self) -> Decimal;
}

macro_rules! figures {
    ($($kind:ty),+) => {$(
        impl Figure for $kind {
            fn figure(&self) -> Decimal {
                Decimal::from(*self)
            }
        }
    )+};
}

figures!(i64, u64, u32, u8, usize);

impl Figure for Decimal {
    fn figure(&self) -> Decimal {
        *self
    }
}

impl<T: Figure> Figure for &T {
    fn figure(&self) -> Decimal {
        (*self).figure()
    }
}

impl Words {
    /// A number as the country writes it.
    #[must_use]
    pub fn number(&self, number: impl Figure) -> String {
        self.pack.numbers().decimal(number.figure())
    }

    /// So many of a hundred: `61 %` in Spain, with a space that does not break, `61%` in America.
    #[must_use]
    pub fn percent(&self, number: impl Figure) -> String {
        self.pack.numbers().percent(number.figure())
    }

    /// Points with their sign.
    #[must_use]
    pub fn points(&self, points: impl Borrow<i64>) -> String {
        match *points.borrow() {
            0 => "0".to_owned(),
            points @ 1.. => format!("+{}", self.number(points)),
            points => format!("{MINUS}{}", self.number(points.unsigned_abs())),
        }
    }

    /// The reader's day and clock at a moment.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at.to_jiff())
    }

    /// `09:42`; `9:42 a. m.` where the reader says hours from 1 to 12.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        self.hour(self.local(at))
    }

    /// `09:42` by another clock.
    #[must_use]
    pub fn clock_in(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.hour(zone.to_datetime(at.to_jiff()))
    }

    fn hour(&self, at: DateTime) -> String {
        if !self.is_of_12_hours {
            return at.strftime("%H:%M").to_string();
        }
        let half = self.t(if at.hour() < 12 { "clock-am" } else { "clock-pm" });
        // A space at which no line breaks.
        format!("{}\u{a0}{half}", at.strftime("%-I:%M"))
    }

    /// The hour as it is said, by which its article goes: "la 1:00", "las 13:00".
    #[must_use]
    pub fn hour_said(&self, at: DateTime) -> u64 {
        let hour = u64::from(at.hour().unsigned_abs());
        if self.is_of_12_hours { hour % 12 } else { hour }
    }

    /// `23/11/2026`; `11/23/2026` for English in the United States.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        self.date(self.local(at).date())
    }

    /// The same of a calendar date.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let pattern = if self.is_month_first() { "%m/%d/%Y" } else { "%d/%m/%Y" };
        date.strftime(pattern).to_string()
    }

    /// `23/11`.
    #[must_use]
    pub fn short_date(&self, date: Date) -> String {
        date.strftime(if self.is_month_first() { "%m/%d" } else { "%d/%m" }).to_string()
    }

    /// `lunes 23 de noviembre`.
    #[must_use]
    pub fn long_date(&self, date: Date) -> String {
        let weekday = self.chosen("weekday", "day", date.weekday().to_monday_one_offset());
        self.with(
            "long-date",
            &[
                ("weekday", weekday),
                ("day", date.day().to_string()),
                ("month", self.chosen("month", "month", date.month())),
            ],
        )
    }

    /// `hoy 09:00`, `ayer 17:20`, `mañana 10:30`, `19/11`, `19/11/2025`: as near as it is. What is
    /// known by its day alone is kept at its first moment, and has no hour.
    #[must_use]
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        self.moment_with("weekday", 2, at, now)
    }

    /// The same where there is little room, tomorrow by its name too: `jue 10:30`.
    #[must_use]
    pub fn brief(&self, at: Timestamp, now: Timestamp) -> String {
        self.moment_with("weekday-brief", 1, at, now)
    }

    /// A moment, of which days from one on are called by these names of weekdays.
    fn moment_with(&self, weekday: &str, from: i32, at: Timestamp, now: Timestamp) -> String {
        let (then, today) = (self.local(at), self.local(now).date());
        let days = (then.date() - today).get_days();
        let clock = self.clock(at);
        let is_day = then.time() == Time::midnight();
        match days {
            0 if is_day => self.t("moment-day-today"),
            -1 if is_day => self.t("moment-day-yesterday"),
            1 if is_day && from > 1 => self.t("moment-day-tomorrow"),
            1..=6 if is_day => self.chosen(weekday, "day", then.weekday().to_monday_one_offset()),
            0 => self.t1("moment-today", "clock", clock),
            -1 => self.t1("moment-yesterday", "clock", clock),
            1 if from > 1 => self.t1("moment-tomorrow", "clock", clock),
            1..=6 => self.t2(
                "moment-weekday",
                "weekday",
                self.chosen(weekday, "day", then.weekday().to_monday_one_offset()),
                "clock",
                clock,
            ),
            _ if then.year() == today.year() => self.short_date(then.date()),
            _ => self.date(then.date()),
        }
    }

    /// A length of time as people say it: `18 min`, `1 h 05`, `3 días`.
    #[must_use]
    pub fn length(&self, span: Span) -> String {
        let minutes = span.micros().max(0) / Span::MINUTE.micros();
        let (hours, days) = (minutes / 60, minutes / (24 * 60));
        if minutes < 60 {
            return format!("{minutes} min");
        }
        if hours < 8 {
            return format!("{hours} h {:02}", minutes % 60);
        }
        if days < 1 {
            return format!("{hours} h");
        }
        self.count("length-days", days.unsigned_abs())
    }

    /// `Quedan 18 min`; what is later says when it is: `Hasta mañana 08:18`.
    #[must_use]
    pub fn left(&self, at: Timestamp, now: Timestamp) -> String {
        let key = if is_far(at - now) { "left-until" } else { "left" };
        self.t1(key, "length", self.until(at, now))
    }

    /// `hace 1 h 22`, in the least room; what is longer ago says when it was.
    #[must_use]
    pub fn ago(&self, at: Timestamp, now: Timestamp) -> String {
        if is_far(now - at) {
            return self.moment(at, now);
        }
        self.t1("ago", "length", self.length(now - at))
    }

    /// `18 min`, `1 h 05`; what is later says when it is: `mañana 08:18`.
    #[must_use]
    pub fn until(&self, at: Timestamp, now: Timestamp) -> String {
        if is_far(at - now) { self.moment(at, now) } else { self.length(at - now) }
    }

    /// Whether dates put the month first.
    fn is_month_first(&self) -> bool {
        self.language() == Language::En && self.country == "US"
    }
}

/// Whether a length says less than the moment at its end.
#[must_use]
pub fn is_far(span: Span) -> bool {
    span >= Span::HOUR.times(8)
}

/// A word with a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The initials of a name: of its first word and its first surname.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let second = if words.len() > 3 { words.get(2) } else { words.get(1) };
    let both = words.first().into_iter().chain(second);
    both.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Catalogue;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn moments_are_as_near_as_they_are() {
        let bogota = TimeZone::get("America/Bogota").unwrap();
        let words = Catalogue::load().words("CO", Language::Es, bogota);
        let now = at("2026-11-23T15:42:00Z");
        let check = |moment: &str, said: &str| assert_eq!(words.moment(at(moment), now), said);
        check("2026-11-23T14:00:00Z", "hoy 09:00");
        check("2026-11-23T03:00:00Z", "ayer 22:00");
        check("2026-11-24T15:30:00Z", "mañana 10:30");
        check("2026-11-26T15:30:00Z", "jueves 10:30");
        let brief = |moment: &str| words.brief(at(moment), now);
        assert_eq!(brief("2026-11-26T15:30:00Z"), "jue 10:30");
        assert_eq!(brief("2026-11-24T15:30:00Z"), "mar 10:30");
        assert_eq!(brief("2026-11-23T14:00:00Z"), "hoy 09:00");
        check("2026-11-02T15:30:00Z", "02/11");
        check("2025-11-02T15:30:00Z", "02/11/2025");
        assert_eq!(words.long_date(words.local(now).date()), "lunes 23 de noviembre");
        let minutes = |n: i64| words.length(Span::MINUTE.times(n));
        assert_eq!([minutes(18), minutes(65), minutes(600)], ["18 min", "1 h 05", "10 h"]);
        assert_eq!(minutes(3 * 24 * 60), "3 días");
        assert_eq!(words.ago(now - Span::MINUTE.times(82), now), "hace 1 h 22");
        // From eight hours on the moment says more than the length.
        let later = |minutes: i64| words.until(now + Span::MINUTE.times(minutes), now);
        assert_eq!([later(479), later(480)], ["7 h 59", "hoy 18:42"]);
        assert_eq!(later(23 * 60), "mañana 09:42");
        assert_eq!(words.left(now + Span::HOUR.times(23), now), "Hasta mañana 09:42");
        assert_eq!(words.ago(now - Span::HOUR.times(23), now), "ayer 11:42");
        // A day without an hour has none.
        check("2026-11-23T05:00:00Z", "hoy");
        check("2026-11-22T05:00:00Z", "ayer");
        check("2026-11-26T05:00:00Z", "jueves");
        assert_eq!(words.points(-2), "−2");
        let american = Catalogue::load().words("US", Language::En, TimeZone::UTC);
        assert_eq!(american.day(now), "11/23/2026");
        let visited = |words: &Words| words.trait_value("visit_date", "2026-03-14");
        assert_eq!([visited(&american), visited(&words)], ["03/14/2026", "14/03/2026"]);
        assert_eq!(words.trait_value("reference", "2026-99-14"), "2026-99-14");
    }

    /// Numbers go by the country (CLDR 48). Dates have all their digits everywhere, the day first
    /// but in the United States, also where CLDR has them otherwise (Chile, Panama).
    #[test]
    fn each_country_writes_numbers_shares_and_days_its_own_way() {
        let catalogue = Catalogue::load();
        let at = at("2026-11-05T15:04:00Z");
        #[rustfmt::skip]
        let table: [(&str, Language, [&str; 5]); 9] = [
            ("ES", Language::Es, ["1284,5", "12.840,5", "61\u{a0}%", "37,9\u{a0}%", "05/11/2026"]),
            ("CO AR UY EC VE BO PY CL", Language::Es, ["1.284,5", "12.840,5", "61%", "37,9%", "05/11/2026"]),
            ("CR", Language::Es, ["1\u{a0}284,5", "12\u{a0}840,5", "61%", "37,9%", "05/11/2026"]),
            ("MX PE GT SV HN NI DO", Language::Es, ["1,284.5", "12,840.5", "61%", "37.9%", "05/11/2026"]),
            ("PA", Language::Es, ["1,284.5", "12,840.5", "61%", "37.9%", "05/11/2026"]),
            ("GB IE", Language::En, ["1,284.5", "12,840.5", "61%", "37.9%", "05/11/2026"]),
            ("US", Language::En, ["1,284.5", "12,840.5", "61%", "37.9%", "11/05/2026"]),
            // The region decides, not the reader's language.
            ("ES", Language::En, ["1284,5", "12.840,5", "61\u{a0}%", "37,9\u{a0}%", "05/11/2026"]),
            ("US", Language::Es, ["1,284.5", "12,840.5", "61%", "37.9%", "05/11/2026"]),
        ];
        for (countries, language, expected) in table {
            for country in countries.split(' ') {
                let words = catalogue.words(country, language, TimeZone::UTC);
                let written = [
                    words.number(Decimal::new(12_845, 1)),
                    words.number(Decimal::new(128_405, 1)),
                    words.percent(61_u8),
                    words.percent(Decimal::new(379, 1)),
                    words.day(at),
                ];
                assert_eq!(written, expected, "{country} {language:?}");
                assert_eq!(words.clock(at), "15:04");
                let half = if words.lang() == "es" { "p.\u{a0}m." } else { "PM" };
                let words = words.of_12_hours(true);
                assert_eq!(words.clock(at), format!("3:04\u{a0}{half}"));
                let short = words.short_date(words.local(at).date());
                assert_eq!(expected[4].strip_suffix("/2026"), Some(&*short), "{country}");
            }
        }
    }

    #[test]
    fn lengths_and_shares_stand_in_sentences_as_the_country_has_them() {
        let catalogue = Catalogue::load();
        let said = |country: &str, language: Language| {
            let words = catalogue.words(country, language, TimeZone::UTC);
            words.t1("columns-sure", "percent", words.percent(98_u8))
        };
        assert_eq!(said("ES", Language::Es), "98\u{a0}% de seguridad");
        assert_eq!(said("MX", Language::Es), "98% de seguridad");
        assert_eq!(said("GB", Language::En), "98% sure");
        let spain = catalogue.words("ES", Language::Es, TimeZone::UTC);
        let minutes = |n: i64| spain.length(Span::MINUTE.times(n));
        assert_eq!([minutes(59), minutes(60), minutes(479)], ["59 min", "1 h 00", "7 h 59"]);
    }

    #[test]
    fn initials_are_of_the_name_and_the_first_surname() {
        assert_eq!(initials("Ximena Ordóñez Peña"), "XO");
        assert_eq!(initials("José Luis Heredia Marcos"), "JH");
        assert_eq!(initials("Cher"), "C");
    }
}
