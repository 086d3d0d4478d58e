//! Dates and times as lists write them; the order of day and month is decided for a whole column.

use std::cmp::Ordering;

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

/// Decides the order of day and month for a column from all its cells; without evidence it is
/// `usual`, the order of the list's country.
#[must_use]
pub fn order<'a>(cells: impl Iterator<Item = &'a str>, usual: Order) -> OrderFound {
    let mut votes = [(0u32, None), (0u32, None)];
    for cell in cells {
        let Some((first, second, _)) = numbers(cell.split_whitespace().next().unwrap_or_default())
        else {
            continue;
        };
        if first > 31 {
            // "2026-03-12" begins with its year and says nothing of the others.
            continue;
        }
        let decided = match (first > 12, second > 12) {
            (true, false) => 0,
            (false, true) => 1,
            _ => continue,
        };
        if let Some((count, evidence)) = votes.get_mut(decided) {
            *count += 1;
            evidence.get_or_insert_with(|| cell.to_owned());
        }
    }
    let [(day_first, day_cell), (month_first, month_cell)] = votes;
    if day_first == 0 && month_first == 0 {
        return OrderFound { order: usual, evidence: None };
    }
    // A column with both has typing errors: the many decide, and the others cannot be read. Where
    // they are as many, the country does.
    match (day_first.cmp(&month_first), usual) {
        (Ordering::Greater, _) | (Ordering::Equal, Order::DayMonth) => {
            OrderFound { order: Order::DayMonth, evidence: day_cell }
        }
        (Ordering::Less, _) | (Ordering::Equal, Order::MonthDay) => {
            OrderFound { order: Order::MonthDay, evidence: month_cell }
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
    if let Some(date) = serial(cell) {
        return Some(date);
    }
    // "2026-03-12T10:00:00" and "12/03/2026 10:00" and "Sep 26, 2026 7:05 PM".
    let spaced = cell.replace(['T', ','], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let first = words.first()?;
    if let Some((first, second, third)) = numbers(first) {
        let date = from_numbers(first, second, third, digits_of_first(cell), order)?;
        return Some(Local { date, time: time_of(words.get(1..)?), offset: None });
    }
    let (date, used) = in_words(cell)?;
    let rest: Vec<&str> = words.iter().copied().skip(used).collect();
    Some(Local { date, time: time_of(&rest), offset: None })
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

/// "11 mar 2026", "23 de noviembre de 2026", "Sep 26, 2026", "07 Dec 2025": the date and how many
/// words it took.
fn in_words(cell: &str) -> Option<(Date, usize)> {
    let folded = fold(cell);
    let words: Vec<&str> =
        folded.split([' ', ',', '-', '/']).filter(|word| !word.is_empty()).collect();
    let mut used = 0;
    let mut numbers: Vec<u32> = Vec::new();
    let mut named: Option<u32> = None;
    for word in &words {
        if named.is_some() && numbers.len() == 2 {
            break;
        }
        used += 1;
        let word = word.trim_matches('.');
        if matches!(word, "de" | "del" | "of") || WEEKDAYS.contains(&word) {
            continue;
        }
        if let Some(month) = month(word) {
            named = Some(month);
        } else {
            let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
            numbers.push(digits.parse().ok()?);
        }
    }
    let [first, second] = *numbers.as_slice() else { return None };
    let (day, year) = if first > 31 { (second, first) } else { (first, second) };
    Some((civil(full_year(year)?, named?, day)?, used))
}

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
    fn a_column_decides_the_order() {
        let found = order(["01/02/2026", "13/02/2026"].into_iter(), Order::MonthDay);
        assert_eq!(
            found,
            OrderFound { order: Order::DayMonth, evidence: Some("13/02/2026".to_owned()) }
        );
        let found = order(["1/2/2026", "2/28/2026"].into_iter(), Order::DayMonth);
        assert_eq!(found.order, Order::MonthDay);
        assert_eq!(order(["1/2/2026"].into_iter(), Order::DayMonth).evidence, None);
        let odd = ["15/03/2026", "03/15/2026"];
        assert_eq!(order(odd.into_iter(), Order::DayMonth).order, Order::DayMonth);
        assert_eq!(order(odd.into_iter(), Order::MonthDay).order, Order::MonthDay);
        let mixed = ["2026-03-12", "02/13/2026"];
        assert_eq!(order(mixed.into_iter(), Order::DayMonth).order, Order::MonthDay);
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
