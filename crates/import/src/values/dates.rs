//! Dates and times as lists write them; the order of day and month is decided for a whole column.

use engine::text::fold;
use jiff::civil::{Date, Time, date};

use super::times::{is_stretch, offset_of, time_of};

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
        let Some((written, _)) = Written::of(cell) else { continue };
        let Written { first, second, .. } = written;
        if first > 31 {
            // "2026-03-12" begins with its year and says nothing of the others.
            continue;
        }
        count += 1;
        let can_be = |order| written.date(order).is_some_and(|date| date <= until);
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
    // ISO would read "10:00-11:00" as ten o'clock eleven hours west of Greenwich.
    if !is_stretch(cell)
        && let Ok(moment) = cell.parse::<jiff::Timestamp>()
    {
        let utc = jiff::tz::TimeZone::UTC.to_datetime(moment);
        return Some(Local { date: utc.date(), time: Some(utc.time()), offset: Some(0) });
    }
    if let Some(date) = serial(cell).or_else(|| packed(cell)) {
        return Some(date);
    }
    let (date, behind) = match Written::of(cell) {
        Some((written, behind)) => (written.date(order)?, behind.to_owned()),
        None => in_words(cell)?,
    };
    let words = behind.split(|c: char| c.is_whitespace() || c == ',');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let time = time_of(&words);
    Some(Local { date, time, offset: time.and_then(|time| offset_of(&words, time)) })
}

/// "20260312": year, month and day in eight digits.
fn packed(cell: &str) -> Option<Local> {
    let digits = (cell.len() == 8).then_some(cell)?;
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let date = (1980..=2079).contains(&year).then(|| civil(year, month, day)).flatten()?;
    Some(Local { date, time: None, offset: None })
}

/// A date that is three numbers apart by `/`, `-` or `.`, as it is written.
#[derive(Debug, Clone, Copy)]
struct Written {
    first: u32,
    second: u32,
    third: u32,
    is_year_first: bool,
}

impl Written {
    /// The date that a cell begins with, behind a day of the week or not, and what stands behind
    /// it: "jue 12/03/2026 10:30", "12 / 03 / 2026", "2026-03-12T10:00:00".
    fn of(cell: &str) -> Option<(Written, &str)> {
        let cell = cell.trim_start();
        let between = |c: char| c.is_whitespace() || c == ',';
        // "mar" is a month as well: before three numbers it is Tuesday.
        let day = cell.split(between).next().unwrap_or_default();
        let folded = fold(day);
        let is_day = is_weekday(&folded) || folded.trim_end_matches('.') == "mar";
        let dated = cell.strip_prefix(day).filter(|_| is_day).unwrap_or(cell);
        let (first, rest) = digits(dated.trim_start_matches(between))?;
        let (second, rest) = digits(apart(rest)?)?;
        let (third, behind) = digits(apart(rest)?)?;
        let time = behind.strip_prefix('T').filter(|time| digits(time).is_some());
        if time.is_none() && !behind.is_empty() && !behind.starts_with(between) {
            return None;
        }
        let number = |digits: &str| digits.parse::<u32>().ok();
        let written = Written {
            first: number(first)?,
            second: number(second)?,
            third: number(third)?,
            is_year_first: first.len() == 4,
        };
        Some((written, time.unwrap_or(behind)))
    }

    /// The day that it is in an order of day and month.
    fn date(self, order: Order) -> Option<Date> {
        let Written { first, second, third, is_year_first } = self;
        let (year, month, day) = match (is_year_first, order) {
            (true, _) => (first, second, third),
            (false, Order::DayMonth) => (third, second, first),
            (false, Order::MonthDay) => (third, first, second),
        };
        civil(full_year(year)?, month, day)
    }
}
/// The digits that a text begins with, a year's at most, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(digits, _)| (1..=4).contains(&digits.len()))
}

/// What stands behind the sign that sets two numbers of a date apart, with the blanks around it.
fn apart(text: &str) -> Option<&str> {
    match text.strip_prefix('.') {
        Some(rest) => Some(rest),
        None => Some(text.trim_start().strip_prefix(['/', '-'])?.trim_start()),
    }
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
/// the date, and what stands behind it.
fn in_words(cell: &str) -> Option<(Date, String)> {
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
    Some((date, words.collect::<Vec<&str>>().join(" ")))
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
    // "mar" is a month as well: it is Tuesday before three numbers alone.
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
            ("12 - 03 - 2026", Some("2026-03-12")),
            ("mar 10/03/2026", Some("2026-03-10")),
            ("Mar. 10/03/2026 9:15", Some("2026-03-10")),
            ("martes, 10/03/2026", Some("2026-03-10")),
            ("mar 10 mar 2026", Some("2026-03-10")),
            ("mar 10 2026", Some("2026-03-10")),
            ("12/03/2026 - 10:30", Some("2026-03-12")),
            ("600-111-222-333", None),
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
            ("12/03/2026 10:00 GMT+0100", "10:00:00", Some(3600)),
            ("12/03/2026 10:00 UTC+01:00", "10:00:00", Some(3600)),
            ("12/03/2026 10:00 UTC", "10:00:00", Some(0)),
            ("12/03/2026T10:00:00-06:00", "10:00:00", Some(-6 * 3600)),
            ("12/03/2026 7:05 p. m. -0500", "19:05:00", Some(-5 * 3600)),
            ("12/03/2026 - 10:30", "10:30:00", None),
            ("12/03/2026 10:00 - 11:00", "10:00:00", None),
            ("12/03/2026 10:00-11:00", "10:00:00", None),
            ("2026-03-12 10:00-11:00", "10:00:00", None),
            ("2026-03-12 10:00 - 11:30", "10:00:00", None),
            ("2026-03-12 9:30–10:15", "09:30:00", None),
            // Until noon or midnight; ISO takes the hour alone for an offset as well.
            ("2026-03-12 10:00-12", "10:00:00", None),
            ("2026-03-12 18:00-20:00", "18:00:00", None),
            ("12/03/2026 18:00-13:00", "18:00:00", None),
            // What ends before it begins is far in the west, and so is what a program wrote, to the
            // second or with its T.
            ("2026-03-12 10:00-06:00", "16:00:00", Some(0)),
            ("2026-03-12 05:00:00-06:00", "11:00:00", Some(0)),
            ("2026-03-12 05:00:00-06", "11:00:00", Some(0)),
            ("2026-03-12T05:00-06:00", "11:00:00", Some(0)),
            ("12/03/2026 05:00:00-06:00", "05:00:00", Some(-6 * 3600)),
            ("12/03/2026T05:00:00-06:00", "05:00:00", Some(-6 * 3600)),
            ("12/03/2026 10:30 - Stand 4", "10:30:00", None),
            ("12/03/2026 10:30 - RPM Motor", "10:30:00", None),
            ("Sep 26, 2026 7:05 PM", "19:05:00", None),
            ("lunes, 2 de marzo de 2026 9:30 h", "09:30:00", None),
        ] {
            let found = local(cell, Order::DayMonth).unwrap();
            assert_eq!(found.time.map(|time| time.to_string()).as_deref(), Some(time), "{cell}");
            assert_eq!(found.offset, offset, "{cell}");
        }
        for cell in ["12/03/2026", "12/03/2026 25:00 -0600"] {
            let found = local(cell, Order::DayMonth).unwrap();
            assert_eq!((found.time, found.offset), (None, None), "{cell}");
        }
    }

    #[test]
    fn what_stands_around_a_date_does_not_take_its_vote() {
        for cells in [["Thu 3/12/2026", "Fri 3/13/2026"], ["3 / 12 / 2026", "3 / 13 / 2026"]] {
            let found = order(cells.into_iter(), Order::DayMonth, date(2026, 4, 1));
            let evidence = Some(cells[1].to_owned());
            assert_eq!(found, OrderFound { order: Order::MonthDay, evidence });
        }
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
}
