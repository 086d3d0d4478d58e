//! Whether the dates of a conversation begin with the day or the month.

use engine::time::{Span, Timestamp};
use jiff::tz::TimeZone;

use super::header::{Header, Order};

/// The order in which most of the headers are dates, run forward and are not to come; as it is
/// usual in a country where both do as well.
pub(super) fn of(headers: &[Header], country: &str, zone: &TimeZone, now: Timestamp) -> Order {
    if headers.iter().any(|header| header.date.first().is_some_and(|year| 31 < *year)) {
        return Order::YearMonthDay;
    }
    let usual = match country {
        "US" | "PA" | "PR" | "PH" => Order::MonthDayYear,
        _ => Order::DayMonthYear,
    };
    let other = match usual {
        Order::MonthDayYear => Order::DayMonthYear,
        _ => Order::MonthDayYear,
    };
    if wrong(headers, other, zone, now) < wrong(headers, usual, zone, now) { other } else { usual }
}

/// How many of the headers an order makes no sense of.
fn wrong(headers: &[Header], order: Order, zone: &TimeZone, now: Timestamp) -> usize {
    let mut count = 0;
    let mut last: Option<Timestamp> = None;
    for header in headers {
        match header.moment(order, zone) {
            // The clock of a telephone may be ahead.
            Some(at) if at <= now + Span::DAY => {
                count += usize::from(last.is_some_and(|last| at < last));
                last = Some(at);
            }
            _ => count += 1,
        }
    }
    count
}
