//! Weeks, fortnights, months, quarters and years, this one or the next.

use jiff::civil::Date;

use super::days::coming;
use super::stretch::{Stretch, later, months_later};
use super::words::{Note, days_of, month_of};

/// The period that is named at a word.
pub(super) fn read(note: &Note<'_>, at: usize) -> Option<Stretch> {
    weekend(note, at)
        .or_else(|| week_of_month(note, at))
        .or_else(|| week(note, at).map(|week| with_weekday(note, week)))
        .or_else(|| fortnight(note, at))
        .or_else(|| month(note, at))
        .or_else(|| part_of_year(note, at))
        .or_else(|| year(note, at))
}

/// What says that the next one is meant, before its name and after it.
const NEXT_BEFORE: &[&str] = &["proximo", "proxima", "prox", "siguiente", "next", "otra", "coming"];
#[rustfmt::skip]
const NEXT_AFTER: &[&str] = &[
    "que viene", "que entra", "proxima", "proximo", "entrante", "siguiente", "venidero",
    "venidera",
];
const THIS: &[&str] = &["este", "esta", "this", "el", "la", "the"];
const NEVER: &[&str] = &["pasado", "pasada", "anterior", "ultimo", "ultima", "last"];

/// A name at a word, with whether the next of it is meant.
fn named(note: &Note<'_>, at: usize, names: &[&str]) -> Option<(bool, usize)> {
    let start = note.skips(at, THIS);
    let before = note.reads_any(start, NEXT_BEFORE);
    let name = before.unwrap_or(start);
    let to = note.reads_any(name, names)?;
    if note.reads_any(to, NEVER).is_some() || NEVER.contains(&note.word(at.wrapping_sub(1))) {
        return None;
    }
    match note.reads_any(to, NEXT_AFTER) {
        Some(to) => Some((true, to)),
        None => Some((before.is_some(), to)),
    }
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Option<Date> {
    later(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

/// "la semana que viene", "esta semana", "the week of the 15th".
pub(super) fn week(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let (is_next, to) = named(note, at, &["semana", "sem", "week"])?;
    let this = monday(note.today)?;
    let stretch = |weeks: i32| {
        let first = later(this, weeks * 7)?;
        Some((first, later(first, 4)?))
    };
    if is_next {
        return Some(Stretch::period(vec![stretch(1)?], to).sure());
    }
    let of = note.reads_any(to, &["del dia", "del", "of the", "of"]);
    if let Some(day) = of.and_then(|of| super::days::read(note, of, true)) {
        let weeks = day.choices.iter().filter_map(|(day, _)| {
            let first = monday(*day)?;
            Some((first, later(first, 4)?))
        });
        return Some(Stretch { is_vague: false, ..Stretch::period(weeks.collect(), day.to) });
    }
    Some(Stretch::period(vec![stretch(0)?, stretch(1)?], to))
}

/// A day of the week that is named beside it: "la semana que viene, el martes".
fn with_weekday(note: &Note<'_>, week: Stretch) -> Stretch {
    let place = note.skips(week.to, &["sobre el", "el", "on", "hacia el", "para el"]);
    let named = days_of(note.word(place)).filter(|_| week.is_sure);
    let day = named.and_then(|index| {
        let (monday, _) = week.choices.first()?;
        later(*monday, i32::from(index))
    });
    match day {
        Some(day) => Stretch::day(vec![day], place + 1).sure(),
        None => week,
    }
}

/// "el fin de semana", "the weekend".
fn weekend(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let (_, to) = named(note, at, &["fin de semana", "finde", "weekend"])?;
    let saturday = coming(note.today, 5)?;
    Some(Stretch::period(vec![(saturday, later(saturday, 1)?)], to))
}

/// "la primera semana de marzo", "the first week of March".
fn week_of_month(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let start = note.skips(at, THIS);
    let (weeks, place) = ordinal(note, start)?;
    let to = note.reads_any(place, &["semana de", "week of", "semana del", "week in"])?;
    let month = month(note, note.after_article(to))?;
    let choices = month.choices.iter().filter_map(|(first, last)| {
        let begin = if weeks < 0 { later(*last, -6)? } else { later(*first, weeks * 7)? };
        Some((begin, later(begin, 6)?))
    });
    Some(Stretch { is_vague: false, ..Stretch::period(choices.collect(), month.to) })
}

/// Counts from zero; −1 is the last.
fn ordinal(note: &Note<'_>, at: usize) -> Option<(i32, usize)> {
    let number = match note.word(at) {
        "primer" | "primera" | "first" | "1er" | "1" => 0,
        "segundo" | "segunda" | "second" | "2o" | "2" => 1,
        "tercer" | "tercera" | "third" | "3er" | "3" => 2,
        "cuarto" | "cuarta" | "fourth" | "4o" | "4" => 3,
        "ultima" | "ultimo" | "last" => -1,
        _ => return None,
    };
    Some((number, at + 1))
}

/// "la segunda quincena de enero"; "la quincena" alone is the day on which people are paid.
fn fortnight(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let start = note.skips(at, THIS);
    if let Some((half, place)) = ordinal(note, start) {
        let to = note.reads(place, "quincena de")?;
        let month = month(note, note.after_article(to))?;
        let choices = month.choices.iter().filter_map(|(first, last)| {
            let middle = later(*first, 14)?;
            Some(if half == 0 { (*first, middle) } else { (later(middle, 1)?, *last) })
        });
        return Some(Stretch { is_vague: false, ..Stretch::period(choices.collect(), month.to) });
    }
    let (_, to) = named(note, at, &["quincena"])?;
    let first = note.today.first_of_month();
    let middle = later(first, 14)?;
    let (end, next) = (first.last_of_month(), later(months_later(first, 1)?, 14)?);
    Some(Stretch::period(vec![(middle, middle), (end, end), (next, next)], to))
}

/// "el mes que viene", "este mes", "septiembre", "enero de 2027", "next March".
pub(super) fn month(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let whole = |first: Date| (first, first.last_of_month());
    let this = note.today.first_of_month();
    if let Some((is_next, to)) = named(note, at, &["mes", "month"]) {
        let next = whole(months_later(this, 1)?);
        if is_next {
            return Some(Stretch::period(vec![next], to).sure());
        }
        return Some(Stretch::period(vec![whole(this), next], to));
    }
    let start = note
        .skips(at, &["este proximo", "el proximo", "proximo", "el mes de", "next", "este", "this"]);
    let month = month_of(note.word(start))?;
    let to = start + 1;
    let of = |year: i16| Date::new(year, month, 1).ok().map(whole);
    let year_at = note.skips(to, &["de", "del", "of"]);
    if let Ok(year @ 1900..=2200) = note.word(year_at).parse::<i16>() {
        return Some(Stretch::period(vec![of(year)?], year_at + 1));
    }
    let year = note.today.year();
    let next = [
        "del ano que viene",
        "del proximo ano",
        "del ano proximo",
        "del otro ano",
        "next year",
        "of next year",
    ];
    if let Some(to) = note.reads_any(to, &next) {
        return Some(Stretch::period(vec![of(year + 1)?], to).sure());
    }
    let to = note.skips(to, &["que viene", "proximo"]);
    Some(Stretch::period(vec![of(year)?, of(year + 1)?], to))
}

/// "el próximo trimestre", "Q2", "el segundo semestre".
fn part_of_year(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let year = note.today.year();
    let part = |year: i16, months: i32, index: i32| {
        let first = months_later(Date::new(year, 1, 1).ok()?, months * index)?;
        Some((first, later(months_later(first, months)?, -1)?))
    };
    let both = |months, index, to| {
        Some(Stretch::period(vec![part(year, months, index)?, part(year + 1, months, index)?], to))
    };
    let start = note.skips(at, THIS);
    if let Some(quarter) = note.word(start).strip_prefix('q').and_then(|q| q.parse::<i32>().ok()) {
        return (1..=4).contains(&quarter).then(|| both(3, quarter - 1, start + 1))?;
    }
    if let Some((index, place)) = ordinal(note, start) {
        let parts = [("trimestre", 3), ("quarter", 3), ("semestre", 6), ("half of the year", 6)];
        let (months, to) = parts
            .into_iter()
            .find_map(|(name, months)| Some((months, note.reads(place, name)?)))?;
        let index = if index < 0 { 12 / months - 1 } else { index };
        let to = note.skips(to, &["del ano", "de ano", "of the year"]);
        return (index < 12 / months).then(|| both(months, index, to))?;
    }
    let names = [("trimestre", 3), ("quarter", 3), ("semestre", 6)];
    names.into_iter().find_map(|(name, months)| {
        let (is_next, to) = named(note, at, &[name])?;
        let index = (i32::from(note.today.month()) - 1) / months;
        let this = part(year, months, index)?;
        let next = part(year, months, index + 1)?;
        Some(match is_next {
            true => Stretch::period(vec![next], to).sure(),
            false => Stretch::period(vec![this, next], to),
        })
    })
}

/// "el año que viene", "a finales de año"; a year begins when the feasts are over.
fn year(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let (is_next, to) = named(note, at, &["ano", "year"])?;
    let feasts_end = if note.country == "ES" { 7 } else { 2 };
    let whole =
        |year: i16| Some((Date::new(year, 1, feasts_end).ok()?, Date::new(year, 12, 31).ok()?));
    let (this, next) = (whole(note.today.year())?, whole(note.today.year() + 1)?);
    Some(match is_next {
        true => Stretch::period(vec![next], to).sure(),
        false => Stretch::period(vec![this, next], to),
    })
}

/// "in the new year": once it has begun, and not on its eve.
pub(super) fn new_year(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let names = ["in the new year", "early in the new year", "en el ano nuevo", "en el nuevo ano"];
    let to = note.reads_any(at, &names)?;
    let first = Date::new(note.today.year() + 1, 1, 2).ok()?;
    Some(Stretch::period(vec![(first, first.last_of_month())], to).sure())
}
