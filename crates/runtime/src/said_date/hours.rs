//! The time of day that is named beside a date: "a las 10", "a primera hora", "por la tarde".

use jiff::civil::Time;

use super::words::{Gap, Note};

/// Words between a date and its time at most.
const APART_MAX: usize = 4;

/// The time that is named beside the date from a word up to another, whether it is one by the
/// clock, and its own place.
pub(super) fn beside(
    note: &Note<'_>,
    from: usize,
    to: usize,
) -> Option<(Time, bool, usize, usize)> {
    let mut at = to;
    while at < to + APART_MAX && at < note.len() && (at == to || note.gap(at) != Gap::Stop) {
        if at == to && note.gap(at) == Gap::Stop {
            break;
        }
        if let Some((time, is_exact, end)) = read(note, at) {
            return Some((time, is_exact, from, end));
        }
        at += 1;
    }
    // "a las 10 del martes", "at 10 on Tuesday".
    (1..=6).filter_map(|back| from.checked_sub(back)).find_map(|start| {
        let (time, is_exact, end) = read(note, start)?;
        let is_one_breath = (start + 1..=from).all(|at| note.gap(at) != Gap::Stop);
        (end <= from && from - end <= 1 && is_one_breath).then_some((time, is_exact, start, to))
    })
}

/// A time of day at a word, whether it is one by the clock, and the place after it.
fn read(note: &Note<'_>, at: usize) -> Option<(Time, bool, usize)> {
    let part = PARTS.iter().find_map(|(phrase, hour)| Some((*hour, note.reads(at, phrase)?)));
    if let Some((hour, to)) = part {
        // "por la tarde, a las 5" says more.
        let more = clock(note, to, true).map(|(time, to)| (time, true, to));
        return more.or_else(|| Some((Time::new(hour, 0, 0, 0).ok()?, false, to)));
    }
    clock(note, at, false).map(|(time, to)| (time, true, to))
}

/// Parts of a day, with the hour at which people are called in them.
#[rustfmt::skip]
const PARTS: &[(&str, i8)] = &[
    ("a primera hora de la tarde", 15), ("primera hora de la tarde", 15), ("a primera hora", 9),
    ("primera hora", 9), ("a ultima hora", 17), ("ultima hora", 17), ("a media manana", 11),
    ("media manana", 11), ("a media tarde", 17), ("por la manana", 10), ("en la manana", 10),
    ("de manana", 10), ("por la tarde", 16), ("en la tarde", 16), ("por la noche", 20),
    ("en la noche", 20), ("a mediodia", 12), ("al mediodia", 12), ("a medio dia", 12),
    ("temprano", 9), ("tempranito", 9), ("first thing", 9), ("in the morning", 10),
    ("early morning", 9), ("morning", 10), ("in the afternoon", 15), ("afternoon", 15),
    ("in the evening", 18), ("evening", 18), ("at noon", 12), ("at midday", 12), ("tarde", 16),
    ("noche", 20), ("end of the day", 17), ("end of day", 17),
];

/// "a las 10 y media", "a las 5 de la tarde", "10:30", "at 3pm", "tipo 11".
fn clock(note: &Note<'_>, at: usize, is_afternoon: bool) -> Option<(Time, usize)> {
    let before = [
        "a eso de las",
        "sobre las",
        "hacia las",
        "a partir de las",
        "tipo las",
        "desde las",
        "despues de las",
        "antes de las",
        "a las",
        "a la",
        "tipo",
        "at about",
        "at around",
        "around",
        "at",
        "a",
        "las",
    ];
    let told = note.reads_any(at, &before);
    let place = told.unwrap_or(at);
    let word = note.word(place);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let mut ending = word.strip_prefix(digits).unwrap_or_default().to_owned();
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        _ if digits.is_empty() => (in_words(word)?, 0),
        _ => (digits.parse::<i8>().ok()?, 0),
    };
    if digits.is_empty() {
        ending.clear();
    }
    let mut to = place + 1;
    let mut minute: i8 = minute;
    let mut hour: i8 = hour;
    for (phrase, minutes) in
        [("y media", 30), ("y cuarto", 15), ("menos cuarto", -15), ("en punto", 0)]
    {
        if let Some(next) = note.reads(to, phrase) {
            (minute, to) = (minutes, next);
        }
    }
    if minute < 0 {
        (hour, minute) = (hour - 1, minute + 60);
    }
    let half = [
        ("de la tarde", "pm"),
        ("de la noche", "pm"),
        ("de la manana", "am"),
        ("del mediodia", "pm"),
        ("por la tarde", "pm"),
        ("en la tarde", "pm"),
        ("por la manana", "am"),
        ("en la manana", "am"),
        ("p m", "pm"),
        ("a m", "am"),
        ("pm", "pm"),
        ("am", "am"),
        ("hrs", "h"),
        ("hs", "h"),
        ("h", "h"),
        ("horas", "h"),
        ("in the morning", "am"),
        ("in the afternoon", "pm"),
        ("o clock", ""),
    ];
    for (phrase, is) in half {
        if let Some(next) = note.reads(to, phrase).filter(|_| ending.is_empty()) {
            (ending, to) = (is.to_owned(), next);
        }
    }
    let is_time = matches!(ending.as_str(), "am" | "pm" | "h" | "hs" | "hrs");
    if (told.is_none() && !is_time && !digits.contains(':')) || (!ending.is_empty() && !is_time) {
        return None;
    }
    // "a" alone needs a time that is sure: "a 30 días" is none.
    let is_bare = told.is_some() && matches!(note.word(place - 1), "a" | "las" | "tipo" | "around");
    if is_bare
        && !is_time
        && !digits.contains(':')
        && note.word(place - 1) != "tipo"
        && note.word(place - 1) != "las"
    {
        return None;
    }
    let hour = match ending.as_str() {
        "pm" if hour < 12 => hour + 12,
        "am" if hour == 12 => 0,
        "am" | "pm" | "h" | "hs" | "hrs" => hour,
        // Nobody is called at four in the morning.
        _ if (1..8).contains(&hour) || (is_afternoon && hour < 12) => hour + 12,
        _ => hour,
    };
    Some((Time::new(hour, minute, 0, 0).ok()?, to))
}

fn in_words(word: &str) -> Option<i8> {
    let hours = [
        "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
        "doce",
    ];
    (1..).zip(hours).find(|(_, name)| *name == word).map(|(hour, _)| hour)
}
