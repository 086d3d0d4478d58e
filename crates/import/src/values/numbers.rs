//! Numbers and amounts, the decimal mark decided for a whole column.

use engine::interval::{self, Interval};
use engine::value::Value;
use rust_decimal::Decimal;

/// Which mark a column writes before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// `1.234,56`.
    Comma,
    /// `1,234.56`.
    Point,
}

/// The decimal mark of a country: by region, not by language (CLDR), as Mexico and Central America
/// write a point.
#[must_use]
pub fn usual(country: &str) -> Mark {
    match country {
        "MX" | "GT" | "HN" | "NI" | "SV" | "PA" | "DO" | "PE" | "PR" | "US" | "GB" | "IE" => {
            Mark::Point
        }
        _ => Mark::Comma,
    }
}

/// Decides the decimal mark of a column from all its cells; without evidence it is `usual`.
///
/// Evidence is a mark that comes after another, one that does not leave three digits behind, or
/// one that comes twice (and so groups).
#[must_use]
pub fn mark<'a>(cells: impl Iterator<Item = &'a str>, usual: Mark) -> Mark {
    let (mut comma, mut point) = (0u32, 0u32);
    for cell in cells {
        let digits: String =
            cell.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let digits = digits.trim_matches(['.', ',']);
        let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
        let after = |mark: char| digits.rsplit(mark).next().map_or(0, str::len);
        match (commas, points) {
            (0, 0) => {}
            (1, 0) if after(',') != 3 => comma += 1,
            (0, 1) if after('.') != 3 => point += 1,
            (0, 2..) => comma += 1,
            (2.., 0) => point += 1,
            (1.., 1..) if digits.rfind(',') > digits.rfind('.') => comma += 1,
            (1.., 1..) => point += 1,
            _ => {}
        }
    }
    match comma.cmp(&point) {
        std::cmp::Ordering::Greater => Mark::Comma,
        std::cmp::Ordering::Less => Mark::Point,
        std::cmp::Ordering::Equal => usual,
    }
}

/// A cell of a column of numbers: a number where it says one, else its text, which may still be an
/// interval such as "70-80".
///
/// `unit` is what a number stands for, such as 1,000,000 where the header says "(M€)".
#[must_use]
pub fn value(cell: &str, mark: Mark, unit: Decimal) -> Value {
    match number(cell, mark) {
        Some(number) => number
            .checked_mul(unit)
            .map_or_else(|| Value::text(cell), |value| Value::Number(value.normalize())),
        None => Value::text(cell),
    }
}

/// The number that a cell of a column says.
#[must_use]
pub fn number(cell: &str, mark: Mark) -> Option<Decimal> {
    let plain = cell.trim();
    let plain = &*interval::ungrouped(plain);
    if let Ok(number) = Decimal::from_str_exact(plain)
        && (mark == Mark::Point || !plain.contains('.'))
    {
        return Some(number);
    }
    interval(cell, mark)?.number()
}

/// The interval that a cell of a column says.
#[must_use]
pub fn interval(cell: &str, mark: Mark) -> Option<Interval> {
    interval::interval(&plain(cell, mark))
}

/// The text with its group marks removed and its decimal mark a point that cannot be misread.
fn plain(cell: &str, mark: Mark) -> String {
    let (group, decimal) = match mark {
        Mark::Comma => ('.', ','),
        Mark::Point => (',', '.'),
    };
    let chars: Vec<char> = interval::ungrouped(cell).chars().collect();
    let is_digit = |index: Option<usize>| {
        index.and_then(|index| chars.get(index)).is_some_and(char::is_ascii_digit)
    };
    let mut plain = String::with_capacity(cell.len() + 1);
    for (index, c) in chars.iter().copied().enumerate() {
        let is_inside = is_digit(index.checked_sub(1)) && is_digit(index.checked_add(1));
        if c == group && is_inside && groups_three(&chars, index) {
            continue;
        }
        if (c == decimal || c == group) && is_inside {
            plain.push('.');
            // "0.125" is read as decimals; "12.500" as well, once a digit more stands behind.
            let behind = chars.iter().skip(index + 1).take_while(|c| c.is_ascii_digit()).count();
            if behind == 3 {
                let end = plain.len();
                plain.insert(end, '\u{1}');
            }
            continue;
        }
        plain.push(c);
    }
    lengthen(&plain)
}

/// Adds a zero behind three decimals, so that they cannot be read as a group.
fn lengthen(marked: &str) -> String {
    let mut lengthened = String::with_capacity(marked.len() + 1);
    let mut pending: Option<u32> = None;
    for c in marked.chars() {
        if c == '\u{1}' {
            pending = Some(3);
            continue;
        }
        lengthened.push(c);
        if let Some(left) = pending {
            pending = if left > 1 { Some(left - 1) } else { None };
            if left == 1 {
                lengthened.push('0');
            }
        }
    }
    lengthened
}

fn groups_three(chars: &[char], index: usize) -> bool {
    let behind = chars.iter().skip(index + 1).take_while(|c| c.is_ascii_digit()).count();
    behind == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, mark: Mark, expected: Option<&str>) {
        let found = number(cell, mark).map(|number| number.normalize().to_string());
        assert_eq!(found.as_deref(), expected, "{cell}");
    }

    #[test]
    fn reads_numbers_by_the_columns_mark() {
        check("1.284", Mark::Comma, Some("1284"));
        check("1.284", Mark::Point, Some("1.284"));
        check("1,284", Mark::Comma, Some("1.284"));
        check("1,284", Mark::Point, Some("1284"));
        check("21,87", Mark::Comma, Some("21.87"));
        check("1.250.000,00 €", Mark::Comma, Some("1250000"));
        check("1250k", Mark::Comma, Some("1250000"));
        check("120.000 €", Mark::Comma, Some("120000"));
        check("25.000 eur", Mark::Comma, Some("25000"));
        check("$ 1,200.50", Mark::Point, Some("1200.5"));
        check("0.72", Mark::Comma, Some("0.72"));
        check("1 234,56", Mark::Comma, Some("1234.56"));
        check("1 234 567", Mark::Comma, Some("1234567"));
        check("1\u{a0}234,5 €", Mark::Comma, Some("1234.5"));
        check("1\u{202f}234.5", Mark::Point, Some("1234.5"));
        check("Q1 2026", Mark::Comma, None);
        check("2º trimestre 2026", Mark::Comma, None);
        check("70-80", Mark::Comma, None);
        check("YA", Mark::Comma, None);
        assert_eq!(
            value("0,72", Mark::Comma, Decimal::from(1_000_000)),
            Value::Number(Decimal::from(720_000))
        );
        assert_eq!(value("70-80", Mark::Comma, Decimal::ONE), Value::text("70-80"));
    }

    #[test]
    fn a_column_decides_its_mark() {
        assert_eq!(mark(["1.284", "21,87"].into_iter(), Mark::Point), Mark::Comma);
        assert_eq!(mark(["1,284", "1,284,500"].into_iter(), Mark::Comma), Mark::Point);
        assert_eq!(mark(["1.284"].into_iter(), Mark::Comma), Mark::Comma);
    }
}
