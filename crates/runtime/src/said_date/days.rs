//! Single days: today and tomorrow, weekdays, days of a month, dates in figures, and spans from
//! today such as "dentro de dos semanas".

use jiff::civil::Date;

use super::periods;
use super::stretch::{Stretch, later, months_later};
use super::words::{Gap, Note, days_of, month_of};

/// The day that is named at a word. After an edge ("después del …") a bare number is a day too.
pub(super) fn read(note: &Note<'_>, at: usize, is_after_edge: bool) -> Option<Stretch> {
    near(note, at)
        .or_else(|| weekday(note, at))
        .or_else(|| in_figures(note, at, is_after_edge))
        .or_else(|| of_month(note, at, is_after_edge))
}

/// Today, tomorrow and the day after.
fn near(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let day = |days, to| Some(Stretch::day(vec![later(note.today, days)?], to).sure());
    if let Some(to) = note.reads_any(at, &["pasado manana", "day after tomorrow"]) {
        return day(2, to);
    }
    if let Some(to) = note.reads_any(at, &["manana", "tomorrow"]) {
        let before = at.checked_sub(1).map_or("", |before| note.word(before));
        // "por la mañana" and "esta mañana" are parts of a day.
        let is_part = matches!(before, "la" | "esta" | "media" | "una" | "cada" | "toda" | "buena");
        return if is_part { None } else { day(1, to) };
    }
    let later_today = ["esta tarde", "esta noche", "this afternoon", "this evening", "tonight"];
    if let Some(to) = note.reads_any(at, &later_today) {
        // The part of the day is read again as its hour.
        return day(0, to - usize::from(to > at + 1))
            .map(|read| Stretch { is_sure: false, ..read });
    }
    let to = note.reads_any(at, &["hoy mismo", "hoy", "today"])?;
    // "de hoy en ocho" is a week from today.
    if let Some(to) = note.reads_any(to, &["en ocho dias", "en ocho"]) {
        return day(7, to);
    }
    if let Some(to) = note.reads_any(to, &["en quince dias", "en quince"]) {
        return day(14, to);
    }
    day(0, to).map(|read| Stretch { is_sure: false, ..read })
}

/// So long from today: "en quince días", "dentro de 2 meses", "three weeks from now".
pub(super) fn span(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let within =
        ["dentro de", "de aqui a", "de aqui en", "within the next", "en otros", "en", "in"];
    let begun = note.reads_any(at, &within);
    let is_sure = note.reads_any(at, &["dentro de", "de aqui a", "de aqui en"]).is_some();
    let (date, to) = length(note, begun.unwrap_or(at))?;
    let from_now = note.reads_any(to, &["from now", "from today"]);
    if begun.is_none() && from_now.is_none() {
        return None;
    }
    // Before a length, "in" may count something else: "in 2 months' time" is still a date.
    let to = from_now.unwrap_or_else(|| note.skips(to, &["time", "mas"]));
    let roughly = Stretch::period(vec![(date, later(date, 14)?)], to);
    Some(Stretch { is_vague: false, is_sure: is_sure || from_now.is_some(), ..roughly })
}

/// The day after a length of time that is named at a word.
fn length(note: &Note<'_>, at: usize) -> Option<(Date, usize)> {
    let today = note.today;
    let halves = [
        ("mes y medio", 45, 0),
        ("un mes y medio", 45, 0),
        ("a month and a half", 45, 0),
        ("medio ano", 0, 6),
        ("half a year", 0, 6),
        ("ano y medio", 0, 18),
        ("un ano y medio", 0, 18),
        ("semana y media", 10, 0),
        ("una semana y media", 10, 0),
        ("nada", 2, 0),
    ];
    for (phrase, days, months) in halves {
        if let Some(to) = note.reads(at, phrase).filter(|_| phrase != "nada") {
            return Some((later(months_later(today, months)?, days)?, to));
        }
    }
    let (count, unit) = note.number(at)?;
    let count = i32::try_from(count).ok().filter(|count| (1..=400).contains(count))?;
    let to = unit + 1;
    Some(match note.word(unit) {
        "dia" | "dias" | "day" | "days" => {
            let working = ["habiles", "laborables", "utiles"];
            if let Some(to) = note.reads_any(to, &working) {
                return Some((workdays_later(note, count)?, to));
            }
            // In words, eight days are a week and fifteen are two.
            let count = match note.word(unit.checked_sub(1)?) {
                "ocho" => 7,
                "quince" => 14,
                _ => count,
            };
            (later(today, count)?, to)
        }
        "business" | "working" if matches!(note.word(to), "day" | "days") => {
            (workdays_later(note, count)?, to + 1)
        }
        "semana" | "semanas" | "week" | "weeks" => (later(today, count * 7)?, to),
        "quincena" | "quincenas" | "fortnight" | "fortnights" => (later(today, count * 14)?, to),
        "mes" | "meses" | "month" | "months" => (months_later(today, count)?, to),
        "trimestre" | "trimestres" | "quarter" | "quarters" => {
            (months_later(today, count * 3)?, to)
        }
        "ano" | "anos" | "year" | "years" if count < 6 => (months_later(today, count * 12)?, to),
        "hora" | "horas" | "hour" | "hours" if matches!(count, 24 | 48 | 72) => {
            (later(today, count / 24)?, to)
        }
        _ => return None,
    })
}

fn workdays_later(note: &Note<'_>, count: i32) -> Option<Date> {
    let mut day = note.today;
    for _ in 0..count.min(120) {
        day = note.workday(day.tomorrow().ok()?)?;
    }
    Some(day)
}

/// "el martes", "el próximo martes", "next Tuesday", "el martes de la semana que viene".
fn weekday(note: &Note<'_>, at: usize) -> Option<Stretch> {
    let start = note.after_article(at);
    let next = ["proximo", "prox", "siguiente", "next", "this coming", "coming", "este proximo"];
    let named = note.skips(start, &["este", "this"]);
    let is_next = note.reads_any(named, &next);
    let place = is_next.unwrap_or(named);
    let index = days_of(note.word(place))?;
    let before = at.checked_sub(1).map_or("", |before| note.word(before));
    if matches!(before, "last" | "ultimo" | "pasado" | "past") && note.gap(at) == Gap::None {
        return None;
    }
    let mut to = place + 1;
    // "de lunes a viernes", "Monday to Friday".
    let range = note.reads_any(to, &["a", "to", "hasta", "through"]);
    if range.is_some_and(|next| days_of(note.word(note.after_article(next))).is_some()) {
        return None;
    }
    let ends_range = at >= 2
        && matches!(before, "a" | "to" | "hasta" | "through")
        && days_of(note.word(at - 2)).is_some();
    if ends_range || (days_of(note.word(to)).is_some() && note.sign_after(place) == Some('-')) {
        return None;
    }
    if note.reads_any(to, &["pasado", "anterior", "negro", "santo"]).is_some() {
        return None;
    }
    // "martes 15", "martes 15 de marzo": the number says more.
    if let Some(dated) = of_month(note, to, true).or_else(|| in_figures(note, to, true)) {
        return Some(dated);
    }
    let mut day = coming(note.today, index)?;
    let mut is_sure = is_next.is_some();
    let is_english = matches!(note.word(place.wrapping_sub(1)), "next");
    let monday = periods::monday(later(note.today, 7)?)?;
    if is_english && day < monday {
        day = later(day, 7)?;
    }
    let of = note.skips(to, &["de", "of", "de la", "the"]);
    if let Some(week) = periods::week(note, of).filter(|week| week.is_sure) {
        let (monday, _) = week.choices.first().copied()?;
        return Some(Stretch::day(vec![later(monday, i32::from(index))?], week.to).sure());
    }
    if let Some(after) = note.reads_any(to, &["en ocho dias", "en ocho", "week"]) {
        (day, to, is_sure) = (later(day, 7)?, after, true);
    } else if let Some(after) =
        note.reads_any(to, &["que viene", "que entra", "proximo", "siguiente", "entrante"])
    {
        (to, is_sure) = (after, true);
    }
    let read = Stretch::day(vec![day], to);
    Some(if is_sure { read.sure() } else { read })
}

/// The next day of a weekday, after a day.
pub(super) fn coming(today: Date, index: i8) -> Option<Date> {
    let days = i32::from(index) - i32::from(today.weekday().to_monday_zero_offset());
    later(today, if days <= 0 { days + 7 } else { days })
}

/// "el 15", "el día 15 de marzo", "March 15th", "el 15 del mes que viene".
fn of_month(note: &Note<'_>, at: usize, is_after_edge: bool) -> Option<Stretch> {
    if let Some(month) = month_of(note.word(at)) {
        // "March 15", and not "May 2027".
        let day = note.day_number(note.skips(at + 1, &["the"]))?;
        let is_english = !note.word(at).ends_with('o') && !matches!(note.word(at), "abril");
        let to = note.skips(at + 1, &["the"]) + 1;
        return is_english.then(|| dated(note, day, month, to))?;
    }
    let articled = note.reads_any(
        at,
        &["el dia", "el proximo dia", "el proximo", "el", "the", "dia", "al", "al dia"],
    );
    let place = articled.unwrap_or(at);
    let day = note.day_number(place)?;
    let is_figure = note.word(place).starts_with(|c: char| c.is_ascii_digit());
    if matches!(note.sign_after(place), Some('%' | '€' | '$' | '°')) {
        return None;
    }
    let to = place + 1;
    let of = note.skips(to, &["de", "del", "of"]);
    if let Some(month) = month_of(note.word(of)) {
        return dated(note, day, month, of + 1);
    }
    let is_ordinal = note.word(place).ends_with(['t', 'd', 'h']) && is_figure;
    if articled.is_none() && !is_after_edge {
        return None;
    }
    if (note.reads(at, "the").is_some() && !is_ordinal)
        || (!is_figure && note.reads(at, "el").is_none())
    {
        return None;
    }
    if of > to {
        let month = periods::month(note, note.after_article(of))
            .filter(|month| month.is_sure || note.word(of) == "este")?;
        let choices = month.choices.iter().filter_map(|(first, _)| day_in(*first, day)).collect();
        return Some(Stretch { is_sure: month.is_sure, ..Stretch::day(choices, month.to) });
    }
    if is_counted(note.word(to)) && note.gap(to) == Gap::None {
        return None;
    }
    let first = note.today.first_of_month();
    let choices = (0..3).filter_map(|months| day_in(months_later(first, months)?, day));
    Some(Stretch::day(choices.collect(), to))
}

/// What is counted: a number before it is no day.
fn is_counted(word: &str) -> bool {
    #[rustfmt::skip]
    const COUNTED: &[&str] = &[
        "por", "porciento", "percent", "per", "euros", "eur", "dolares", "usd", "pesos", "mil",
        "millones", "k", "m", "veces", "times", "camiones", "unidades", "vehiculos", "personas",
        "empleados", "people", "units", "trucks", "dias", "days", "semanas", "weeks", "meses",
        "months", "anos", "years", "horas", "hours", "minutos", "minutes", "km", "kg", "plazas",
        "ejes", "licencias", "usuarios", "users", "seats", "puntos", "o", "or",
    ];
    COUNTED.contains(&word)
}

fn day_in(first: Date, day: i8) -> Option<Date> {
    Date::new(first.year(), first.month(), day).ok()
}

/// A day of a month, with its year where one follows: else the next that is not over.
fn dated(note: &Note<'_>, day: i8, month: i8, to: usize) -> Option<Stretch> {
    let year_at = note.skips(to, &["de", "del"]);
    if let Ok(year @ 1900..=2200) = note.word(year_at).parse::<i16>() {
        return Some(Stretch::day(vec![Date::new(year, month, day).ok()?], year_at + 1));
    }
    let next_year = ["que viene", "del ano que viene", "del proximo ano", "next year"];
    let year = note.today.year();
    if let Some(to) = note.reads_any(to, &next_year) {
        return Some(Stretch::day(vec![Date::new(year + 1, month, day).ok()?], to).sure());
    }
    let years = [year, year + 1, year + 2];
    let choices = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
    Some(Stretch::day(choices.collect(), to))
}

/// "el 15/3", "15/03/2027", "2027-03-15"; without a year only after an article or an edge.
fn in_figures(note: &Note<'_>, at: usize, is_after_edge: bool) -> Option<Stretch> {
    let articled = note.reads_any(at, &["el dia", "el", "al", "dia", "the"]);
    let place = articled.unwrap_or(at);
    let parts: Vec<&str> = note.word(place).split(['/', '-', '.']).collect();
    let number = |text: &&str| text.parse::<i16>().ok().filter(|_| text.len() <= 4);
    let parts: Option<Vec<i16>> = parts.iter().map(number).collect();
    let is_monthly_first = matches!(note.country, "US" | "PA" | "PR");
    let ordered = |first: i16, second: i16| {
        let (day, month) = if is_monthly_first { (second, first) } else { (first, second) };
        // Where only one order is a date, it is that one.
        let (day, month) = if 12 < month && day <= 12 { (month, day) } else { (day, month) };
        Some((i8::try_from(day).ok()?, i8::try_from(month).ok()?))
    };
    match parts?.as_slice() {
        [year @ 1900..=2200, month, day] => {
            let date = Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?);
            Some(Stretch::day(vec![date.ok()?], place + 1))
        }
        [first, second, year] => {
            let (day, month) = ordered(*first, *second)?;
            let year = if *year < 100 { year + 2_000 } else { *year };
            Some(Stretch::day(vec![Date::new(year, month, day).ok()?], place + 1))
        }
        [first, second]
            if (articled.is_some() || is_after_edge) && note.word(place).contains('/') =>
        {
            if note.reads_any(place + 1, &["de", "of", "partes", "parts"]).is_some() {
                return None;
            }
            let (day, month) = ordered(*first, *second)?;
            dated(note, day, month, place + 1)
        }
        _ => None,
    }
}
