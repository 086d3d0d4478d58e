//! What stands before each message: `[12/3/26, 10:05:22]`, `12/3/2026, 10:05 a. m. -`, or, from
//! WhatsApp Web, `[10:05, 12/3/2026]`.

use engine::time::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The three numbers of a date as they stand, and a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) date: [i16; 3],
    hour: i8,
    minute: i8,
    second: i8,
}

/// Which number of a date is which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

/// A line without the marks of direction that WhatsApp puts in, and with plain spaces.
pub(super) fn plain(line: &str) -> String {
    line.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') { ' ' } else { c })
        .collect()
}

impl Header {
    /// The header of a line, with what follows it.
    pub(super) fn read(line: &str) -> Option<(Header, &str)> {
        let mut scan = Scan(line.trim_start());
        let is_bracketed = scan.takes('[');
        let (date, time) = match scan.date() {
            Some(date) => {
                scan.takes(',');
                scan.spaces();
                (date, scan.time()?)
            }
            None if is_bracketed => {
                let time = scan.time()?;
                scan.takes(',');
                scan.spaces();
                (scan.date()?, time)
            }
            None => return None,
        };
        scan.spaces();
        if is_bracketed {
            scan.takes(']').then_some(())?;
        } else {
            (scan.takes('-') || scan.takes('–')).then_some(())?;
        }
        scan.spaces();
        let (hour, minute, second) = time;
        Some((Header { date, hour, minute, second }, scan.0))
    }

    /// The date by an order.
    pub(super) fn day(&self, order: Order) -> Option<Date> {
        let [first, second, third] = self.date;
        let (year, month, day) = match order {
            Order::DayMonthYear => (third, second, first),
            Order::MonthDayYear => (third, first, second),
            Order::YearMonthDay => (first, second, third),
        };
        let year = if year < 100 { year + 2_000 } else { year };
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// The moment by an order and a clock.
    pub(super) fn moment(&self, order: Order, zone: &TimeZone) -> Option<Timestamp> {
        let local = self.day(order)?.at(self.hour, self.minute, self.second, 0);
        zone.to_timestamp(local).ok().map(Timestamp::from_jiff)
    }
}

/// What is left of a line.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    fn takes(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches(' ');
    }

    /// A number of as many digits at most.
    fn number(&mut self, digits_max: usize) -> Option<i16> {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (number, rest) = self.0.split_at_checked(end)?;
        if number.is_empty() || number.len() > digits_max {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    /// Three numbers with the same separator; nothing is taken where there is none.
    fn date(&mut self) -> Option<[i16; 3]> {
        let mut ahead = Scan(self.0);
        let first = ahead.number(4)?;
        let separator = ahead.0.chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
        ahead.takes(separator);
        let second = ahead.number(2)?;
        ahead.takes(separator).then_some(())?;
        let third = ahead.number(4)?;
        self.0 = ahead.0;
        Some([first, second, third])
    }

    /// `10:05`, `10:05:22`, `10.05`, `1:05 p. m.`
    fn time(&mut self) -> Option<(i8, i8, i8)> {
        let hour = self.number(2)?;
        (self.takes(':') || self.takes('.')).then_some(())?;
        let minute = self.number(2)?;
        let second = if self.takes(':') || self.takes('.') { self.number(2)? } else { 0 };
        let is_afternoon = self.half_of_day();
        let hour = match is_afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let is_time = hour < 24 && minute < 60 && second < 60;
        let time =
            (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?);
        is_time.then_some(time)
    }

    /// `a. m.`, `PM`, `p.m.`: whether it is after noon.
    fn half_of_day(&mut self) -> Option<bool> {
        let mut ahead = Scan(self.0);
        ahead.spaces();
        let letter = ahead.0.chars().next()?.to_ascii_lowercase();
        let is_afternoon = match letter {
            'a' => false,
            'p' => true,
            _ => return None,
        };
        ahead.0 = ahead.0.get(1..)?;
        ahead.takes('.');
        ahead.spaces();
        (ahead.takes('m') || ahead.takes('M')).then_some(())?;
        ahead.takes('.');
        self.0 = ahead.0;
        Some(is_afternoon)
    }
}
