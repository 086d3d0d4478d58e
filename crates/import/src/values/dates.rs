//! Dates and times as lists write them; the order of day and month is decided for a whole column.

use std::borrow::Cow;

use engine::text::fold;
use jiff::civil::{Date, Time, date};

/// In which order a column writes day and month where both are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Day before month, as everywhere but in the United States.
    DayMonth,
    /// Month before day.
    MonthDay,
}

/// How a column's order was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFound {
    /// The order.
    pub order: Order,
    /// The cell that leaves no doubt; `None` where every cell can be read both ways.
    pub evidence: Option<String>,
}

/// Decides the order of day and month for a column from all its cells, none of which is of a day
/// after `until`; without evidence it is `usual`, the order of the list's country.
#[must_use]
pub fn order<'a>(cells: impl Iterator<Item = &'a str>, usual: Order, until: Date) -> OrderFound {
    let (mut day_first, mut month_first) = (Votes::default(), Votes::default());
    let mut count = 0u32;
    for cell in cells {
        let word = cell.split_whitespace().next().unwrap_or_default();
        let Some((first, second, third)) = numbers(word) else { continue };
        if first > 31 {
            // "2026-03-12" begins with its year and says nothing of the others.
            continue;
        }
        count += 1;
        let can_be = |order| {
            let date = from_numbers(first, second, third, digits_of_first(word), order);
            date.is_some_and(|date| date <= until)
        };
        let is_plain = first > 12 || second > 12;
        match (can_be(Order::DayMonth), can_be(Order::MonthDay)) {
            (true, false) => day_first.add(cell, is_plain),
            (false, true) => month_first.add(cell, is_plain),
            _ => {}
        }
    }
    // A column with both has typing errors: the many decide, and the others cannot be read. Where
    // they are as many the country does, and one cell in many does not speak against it.
    let (for_usual, against) = match usual {
        Order::DayMonth => (&day_first, &month_first),
        Order::MonthDay => (&month_first, &day_first),
    };
    let is_against =
        against.count > for_usual.count && against.count.saturating_mul(CELLS_A_VOTE) >= count;
    let order = match (usual, is_against) {
        (Order::DayMonth, false) | (Order::MonthDay, true) => Order::DayMonth,
        (Order::MonthDay, false) | (Order::DayMonth, true) => Order::MonthDay,
    };
    let votes = if is_against { against } else { for_usual };
    OrderFound { order, evidence: votes.evidence.clone() }
}

/// Against the order of its country a list has at least one cell in so many.
const CELLS_A_VOTE: u32 = 10;

/// The cells that can be read in one order alone.
#[derive(Debug, Default)]
struct Votes {
    count: u32,
    /// The first in which anybody sees it: the other order would need a thirteenth month.
    evidence: Option<String>,
}

impl Votes {
    fn add(&mut self, cell: &str, is_plain: bool) {
        self.count += 1;
        if is_plain && self.evidence.is_none() {
            self.evidence = Some(cell.to_owned());
        }
    }
}

/// A moment on a wall clock: the day, and the time where one is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// The day.
    pub date: Date,
    /// The time of the day.
    pub time: Option<Time>,
    /// The offset from UTC in seconds, where the cell gives one.
    pub offset: Option<i32>,
}

/// The date that a cell says, if it says one.
#[must_use]
pub fn local(cell: &str, order: Order) -> Option<Local> {
    let cell = cell.trim();
    if let Ok(moment) = cell.parse::<jiff::Timestamp>() {
        let utc = jiff::tz::TimeZone::UTC.to_datetime(moment);
        return Some(Local { date: utc.date(), time: Some(utc.time()), offset: Some(0) });
    }
    if let Some(date) = serial(cell).or_else(|| packed(cell)) {
        return Some(date);
    }
    // "2026-03-12T10:00:00", "12 / 03 / 2026 10:00", "jue 12/03/2026", "Sep 26, 2026 7:05 PM".
    let spaced = closed_up(cell).replace(['T', ','], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let words = match words.as_slice() {
        [day, rest @ ..] if is_weekday(&fold(day)) => rest,
        words => words,
    };
    let first = words.first()?;
    if let Some((first_number, second, third)) = numbers(first) {
        let date = from_numbers(first_number, second, third, digits_of_first(first), order)?;
        let rest = words.get(1..)?;
        return Some(Local { date, time: time_of(rest), offset: offset_of(rest) });
    }
    let (date, rest) = in_words(cell)?;
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    Some(Local { date, time: time_of(&rest), offset: offset_of(&rest) })
}

/// Without the blanks around what sets numbers apart: "12 / 03 / 2026".
fn closed_up(cell: &str) -> Cow<'_, str> {
    if !cell.contains(" /") && !cell.contains("/ ") && !cell.contains(" - ") {
        return cell.into();
    }
    let mut closed = String::with_capacity(cell.len());
    let mut letters = cell.chars().filter(|c| !c.is_whitespace() || *c == ' ').peekable();
    while let Some(letter) = letters.next() {
        let is_apart = |c: char| matches!(c, '/' | '-');
        if letter == ' ' && letters.peek().copied().is_some_and(is_apart) {
            continue;
        }
        closed.push(letter);
        if is_apart(letter) {
            while letters.next_if_eq(&' ').is_some() {}
        }
    }
    closed.into()
}

/// "20260312": year, month and day in eight digits.
fn packed(cell: &str) -> Option<Local> {
    let digits = (cell.len() == 8).then_some(cell)?;
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let date = (1980..=2079).contains(&year).then(|| civil(year, month, day)).flatten()?;
    Some(Local { date, time: None, offset: None })
}

/// The offset from UTC behind a time: "-0600", "+01:00", "GMT+0100", "Z".
fn offset_of(words: &[&str]) -> Option<i32> {
    let clock = words.iter().position(|word| word.contains(':'))?;
    let behind = words.get(clock..)?.join(" ");
    if behind.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let at = behind.rfind(['+', '-'])?;
    let (before, behind) = behind.split_at_checked(at)?;
    let (sign, digits) = behind.split_at_checked(1)?;
    let is_of_a_clock = before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == 'T');
    let is_named = ["GMT", "UTC"].iter().any(|name| before.ends_with(name));
    let digits = digits.split([' ', '(']).next()?.replace(':', "");
    if !(is_of_a_clock || is_named) || digits.len() != 4 {
        return None;
    }
    let (hours, minutes) = digits.split_at_checked(2)?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let is_offset = seconds <= 14 * 3600;
    is_offset.then_some(if sign == "-" { -seconds } else { seconds })
}

/// The time that a cell says: `18:24`, `9.30 h`, `7:05 PM`.
#[must_use]
pub fn time(cell: &str) -> Option<Time> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    time_of(&words)
}

fn time_of(words: &[&str]) -> Option<Time> {
    let first = words.iter().find(|word| word.contains(':') || word.contains('.'))?;
    let lower = first.to_ascii_lowercase();
    let digits = lower.trim_end_matches(|c: char| c.is_alphabetic());
    let digits = digits.split(['+', 'z']).next()?;
    let mut parts = digits.splitn(3, [':', '.']);
    let (hour, minute): (i8, i8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second: i8 =
        parts.next().and_then(|part| part.split('.').next()?.parse().ok()).unwrap_or(0);
    let marker = fold(&words.join(" "));
    let is_afternoon = marker.contains("pm") || marker.contains("p. m") || marker.contains("p.m");
    let is_morning = marker.contains("am") || marker.contains("a. m") || marker.contains("a.m");
    let hour = match hour {
        12 if is_morning => 0,
        1..=11 if is_afternoon => hour + 12,
        hour => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// Three numbers apart by `/`, `-` or `.`.
fn numbers(word: &str) -> Option<(u32, u32, u32)> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, second, third] = *parts.as_slice() else { return None };
    let number = |part: &str| (part.len() <= 4).then(|| part.parse::<u32>().ok()).flatten();
    Some((number(first)?, number(second)?, number(third)?))
}

fn digits_of_first(cell: &str) -> usize {
    cell.chars().take_while(char::is_ascii_digit).count()
}

fn from_numbers(
    first: u32,
    second: u32,
    third: u32,
    digits_of_first: usize,
    order: Order,
) -> Option<Date> {
    let (year, month, day) = match (digits_of_first, order) {
        (4, _) => (first, second, third),
        (_, Order::DayMonth) => (third, second, first),
        (_, Order::MonthDay) => (third, first, second),
    };
    civil(full_year(year)?, month, day)
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()?;
    // Lists of contacts do not reach beyond these.
    (1900..=2100).contains(&date.year()).then_some(date)
}

/// Two digits are of this century up to 68, as POSIX has it.
fn full_year(year: u32) -> Option<u32> {
    match year {
        0..=68 => Some(2000 + year),
        69..=99 => Some(1900 + year),
        1900..=2100 => Some(year),
        _ => None,
    }
}

/// Days since 1899-12-30, as spreadsheets count them, with the time as a fraction.
fn serial(cell: &str) -> Option<Local> {
    let (whole, fraction) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    let days: i32 = whole.parse().ok().filter(|_| whole.len() == 5)?;
    let epoch = date(1899, 12, 30);
    let date = epoch.checked_add(jiff::Span::new().days(days)).ok()?;
    let is_likely = (1980..=2079).contains(&date.year());
    let digits: String = fraction.chars().take(9).collect();
    let time = match digits.parse::<i64>() {
        Ok(part) => {
            let scale = 10i64.checked_pow(u32::try_from(digits.len()).ok()?)?;
            let seconds = (part * 86_400 + scale / 2) / scale;
            let part = |seconds: i64| i8::try_from(seconds).ok();
            Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0).ok()
        }
        Err(_) => None,
    };
    is_likely.then_some(Local { date, time, offset: None })
}

/// "11 mar 2026", "23 de noviembre de 2026", "Sep 26, 2026", "Thu Mar 12 2026 10:00:00 GMT+0100":
/// the date, and the words behind it.
fn in_words(cell: &str) -> Option<(Date, Vec<String>)> {
    let folded = fold(cell);
    let mut words = folded.split([' ', ',']).filter(|word| !word.is_empty());
    let mut numbers: Vec<u32> = Vec::new();
    let mut named: Option<u32> = None;
    for word in words.by_ref() {
        for word in word.split(['-', '/']).map(|word| word.trim_matches('.')) {
            if word.is_empty() || matches!(word, "de" | "del" | "of") || is_weekday(word) {
                continue;
            }
            if let Some(month) = month(word) {
                named = Some(month);
            } else {
                let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
                numbers.push(digits.parse().ok()?);
            }
        }
        if named.is_some() && numbers.len() == 2 {
            break;
        }
    }
    let [first, second] = *numbers.as_slice() else { return None };
    let (day, year) = if first > 31 { (second, first) } else { (first, second) };
    let date = civil(full_year(year)?, named?, day)?;
    Some((date, words.map(str::to_uppercase).collect()))
}

/// Whether a folded word is a day of the week, whole or by its first letters.
fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 14] = [
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = word.trim_end_matches('.');
    // "mar" is a month as well: which it is, what stands beside it says.
    WEEKDAYS.iter().any(|day| *day == word || (word != "mar" && day.get(..3) == Some(word)))
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["ene", "enero", "jan", "january"],
        &["feb", "febrero", "february"],
        &["mar", "marzo", "march"],
        &["abr", "abril", "apr", "april"],
        &["may", "mayo"],
        &["jun", "junio", "june"],
        &["jul", "julio", "july"],
        &["ago", "agosto", "aug", "august"],
        &["sep", "sept", "set", "septiembre", "setiembre", "september"],
        &["oct", "octubre", "october"],
        &["nov", "noviembre", "november"],
        &["dic", "diciembre", "dec", "december"],
    ];
    (1u32..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates() {
        for (cell, expected) in [
            ("11/03/2026", Some("2026-03-11")),
            ("11-3-26", Some("2026-03-11")),
            ("13-3-26", Some("2026-03-13")),
            ("2026-03-12", Some("2026-03-12")),
            ("46092", Some("2026-03-11")),
            ("11 mar 2026", Some("2026-03-11")),
            ("23 de noviembre de 2026", Some("2026-11-23")),
            ("5 sept. 2026", Some("2026-09-05")),
            ("Sep 26, 2026 7:05 PM", Some("2026-09-26")),
            ("07 Dec 2025", Some("2025-12-07")),
            ("lunes, 2 de marzo de 2026", Some("2026-03-02")),
            ("2024-03-12 09:14", Some("2024-03-12")),
            ("2026-03-12T10:00:00+01:00", Some("2026-03-12")),
            ("jue 12/03/2026", Some("2026-03-12")),
            ("Jue, 12 mar 2026", Some("2026-03-12")),
            ("lun 9 mar 2026", Some("2026-03-09")),
            ("mié. 11/03/2026 9:15", Some("2026-03-11")),
            ("Thu Mar 12 2026 10:00:00 GMT+0100", Some("2026-03-12")),
            ("12 / 03 / 2026", Some("2026-03-12")),
            ("20260312", Some("2026-03-12")),
            ("20261312", None),
            ("31/02/2026", None),
            ("03/15/2026", None),
            ("70-80", None),
            ("1-3 meses", None),
            ("12345", None),
            ("mañana", None),
        ] {
            let found = local(cell, Order::DayMonth).map(|local| local.date.to_string());
            assert_eq!(found.as_deref(), expected, "{cell}");
        }
        let american = local("3/15/2024 2:30 PM", Order::MonthDay).unwrap();
        assert_eq!(
            (american.date, american.time),
            (date(2024, 3, 15), Some(jiff::civil::time(14, 30, 0, 0)))
        );
    }

    #[test]
    fn a_time_behind_a_date_is_read_with_its_offset() {
        for (cell, time, offset) in [
            ("11-mar-2026 10:30", "10:30:00", None),
            ("12/03/2026 18:24", "18:24:00", None),
            ("2026-03-12 10:00:00 -0600", "10:00:00", Some(-6 * 3600)),
            ("2026-03-12T10:00:00+01:00", "09:00:00", Some(0)),
            ("2026-03-12 10:00+01:00", "09:00:00", Some(0)),
            ("12/03/2026 10:00 +0100", "10:00:00", Some(3600)),
            ("Thu Mar 12 2026 10:00:00 GMT+0100 (CET)", "10:00:00", Some(3600)),
            ("Sep 26, 2026 7:05 PM", "19:05:00", None),
            ("lunes, 2 de marzo de 2026 9:30 h", "09:30:00", None),
        ] {
            let found = local(cell, Order::DayMonth).unwrap();
            assert_eq!(found.time.map(|time| time.to_string()).as_deref(), Some(time), "{cell}");
            assert_eq!(found.offset, offset, "{cell}");
        }
        assert_eq!(local("12/03/2026", Order::DayMonth).unwrap().time, None);
    }

    #[test]
    fn one_slip_does_not_turn_a_column_round() {
        let ours = ["11/03/2026", "12/03/2026", "12/03/2026", "11/03/2026", "12/13/2026"];
        let found = order(ours.into_iter(), Order::DayMonth, date(2026, 4, 1));
        assert_eq!(found, OrderFound { order: Order::DayMonth, evidence: None });
        let long_ago = ["11/03/2019"; 30].into_iter().chain(["12/13/2019"]);
        let found = order(long_ago, Order::DayMonth, date(2026, 4, 1));
        assert_eq!(found.order, Order::DayMonth, "one in thirty-one");
        let theirs = ["3/11/2026", "3/12/2026", "3/13/2026"];
        let found = order(theirs.into_iter(), Order::DayMonth, date(2026, 4, 1));
        assert_eq!(found.order, Order::MonthDay, "and 11 March was before 1 April");
    }

    #[test]
    fn a_column_decides_the_order() {
        let until = date(2030, 1, 1);
        let order =
            |cells: &[&'static str], usual| super::order(cells.iter().copied(), usual, until);
        let found = order(&["01/02/2026", "13/02/2026"], Order::MonthDay);
        assert_eq!(
            found,
            OrderFound { order: Order::DayMonth, evidence: Some("13/02/2026".to_owned()) }
        );
        let found = order(&["1/2/2026", "2/28/2026"], Order::DayMonth);
        assert_eq!(found.order, Order::MonthDay);
        assert_eq!(order(&["1/2/2026"], Order::DayMonth).evidence, None);
        let odd = ["15/03/2026", "03/15/2026"];
        assert_eq!(order(&odd, Order::DayMonth).order, Order::DayMonth);
        assert_eq!(order(&odd, Order::MonthDay).order, Order::MonthDay);
        let mixed = ["2026-03-12", "02/13/2026"];
        assert_eq!(order(&mixed, Order::DayMonth).order, Order::MonthDay);
    }

    #[test]
    fn reads_times() {
        for (cell, expected) in [
            ("10:39", "10:39:00"),
            ("9:30", "09:30:00"),
            ("7:05 PM", "19:05:00"),
            ("12:10 a. m.", "00:10:00"),
            ("18:24:05", "18:24:05"),
            ("9.30 h", "09:30:00"),
        ] {
            assert_eq!(
                time(cell).map(|time| time.to_string()).as_deref(),
                Some(expected),
                "{cell}"
            );
        }
        assert_eq!(time("25:00"), None);
        assert_eq!(time("mañana"), None);
    }
}
