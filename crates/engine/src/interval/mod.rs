//! What a text says as a number, an interval of numbers, or a date.
//!
//! "70-80", "+500", "menos de 10" and "4 a 6 millones" say less than a number, but enough to
//! decide some questions. Which mark is the decimal one is decided here for one text alone; an
//! import decides it for a whole column and hands in numbers.

mod bounds;

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::text::fold;
use bounds::{Bound, bound};

/// Numbers from `low` to `high`; an end that is `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The least it may be.
    pub low: Option<End>,
    /// The most it may be.
    pub high: Option<End>,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Where.
    pub value: Decimal,
    /// Whether the value itself belongs to the interval.
    pub is_included: bool,
}

impl Interval {
    /// The interval of one number.
    #[must_use]
    pub fn exactly(value: Decimal) -> Interval {
        let end = Some(End { value, is_included: true });
        Interval { low: end, high: end }
    }

    /// The number, if the interval is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high && low.is_included => Some(low.value),
            _ => None,
        }
    }

    /// Whether every number of the interval is at least `least`; `None` where some are and some
    /// are not.
    #[must_use]
    pub fn at_least(&self, least: Decimal) -> Option<bool> {
        if self.low.is_some_and(|low| low.value >= least) {
            return Some(true);
        }
        let is_below = |high: End| high.value < least || (high.value == least && !high.is_included);
        self.high.is_some_and(is_below).then_some(false)
    }

    /// Whether every number of the interval is at most `most`; `None` where some are and some are
    /// not.
    #[must_use]
    pub fn at_most(&self, most: Decimal) -> Option<bool> {
        if self.high.is_some_and(|high| high.value <= most) {
            return Some(true);
        }
        let is_above = |low: End| low.value > most || (low.value == most && !low.is_included);
        self.low.is_some_and(is_above).then_some(false)
    }
}

/// The interval that a text says, or `None` where it says no number.
///
/// Currency signs, units and other words around the numbers are passed over ("50 empleados",
/// "120.000 €"), and so is a year in brackets behind ("51 - 200 (2024)"), but a text with words and
/// no number is none.
#[must_use]
pub fn interval(text: &str) -> Option<Interval> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let folded = fold(text);
    if is_part_of_a_year(&folded) {
        return None;
    }
    let tokens = tokens(&ungrouped(without_year_behind(&folded)));
    let mut numbers: Vec<Decimal> = Vec::with_capacity(2);
    let mut bound = Bound::None;
    let mut is_negative = false;
    let mut is_scaled = false;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Number(value) => {
                let value = if is_negative { -*value } else { *value };
                is_negative = false;
                numbers.push(value);
            }
            Token::Times(factor) => {
                let (last, earlier) = numbers.split_last_mut()?;
                *last = last.checked_mul(*factor)?;
                // "4 a 6 millones": the factor stands for both numbers, but not in "10k-1M".
                for value in earlier {
                    let scaled = value.checked_mul(*factor)?;
                    if !is_scaled && scaled <= *last {
                        *value = scaled;
                    }
                }
                is_scaled = true;
            }
            Token::Minus if numbers.is_empty() => {
                is_negative = matches!(tokens.get(index + 1), Some(Token::Number(_)));
            }
            Token::Bound(found) => bound = *found,
            Token::Minus | Token::Word => {}
        }
    }
    let end = |value, is_included| Some(End { value, is_included });
    match (numbers.as_slice(), bound) {
        (&[value], Bound::None) => Some(Interval::exactly(value)),
        (&[value], Bound::AtLeast) => Some(Interval { low: end(value, true), high: None }),
        (&[value], Bound::MoreThan) => Some(Interval { low: end(value, false), high: None }),
        (&[value], Bound::AtMost) => Some(Interval { low: None, high: end(value, true) }),
        (&[value], Bound::LessThan) => Some(Interval { low: None, high: end(value, false) }),
        (&[low, high], _) if low <= high => {
            Some(Interval { low: end(low, true), high: end(high, true) })
        }
        _ => None,
    }
}

/// The text without the blanks that group digits by three: `1 234,56`, with whichever blank.
#[must_use]
pub fn ungrouped(text: &str) -> Cow<'_, str> {
    if !(text.contains(char::is_whitespace) && text.contains(|c: char| c.is_ascii_digit())) {
        return text.into();
    }
    let chars: Vec<char> = text.chars().collect();
    let digits =
        |run: &mut dyn Iterator<Item = &char>| run.take_while(|c| c.is_ascii_digit()).count();
    let is_group = |index: usize| {
        let (before, after) = chars.split_at(index);
        (1..=3).contains(&digits(&mut before.iter().rev()))
            && digits(&mut after.iter().skip(1)) == 3
    };
    let kept =
        chars.iter().enumerate().filter(|(index, c)| !c.is_whitespace() || !is_group(*index));
    kept.map(|(_, c)| *c).collect::<String>().into()
}

/// Whether a text names a quarter or a half of a year: "Q1 2026", "2T 2026", "segundo trimestre".
fn is_part_of_a_year(folded: &str) -> bool {
    let is_part = |word: &str| match word.as_bytes() {
        [b'q' | b't', b'1'..=b'4'] | [b'1'..=b'4', b'q' | b't'] => true,
        [b'h' | b's', b'1' | b'2'] | [b'1' | b'2', b'h' | b's'] => true,
        _ => matches!(word, "trimestre" | "semestre" | "cuatrimestre" | "quarter"),
    };
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let part = words.clone().find(|word| is_part(word));
    // "2h" alone is two hours, and "2000 € por trimestre" an amount.
    part.is_some_and(|part| {
        let is_alone = folded.len() == part.len() && part.starts_with(|c: char| c.is_alphabetic());
        is_alone || words.skip_while(|word| *word != part).any(is_year)
    })
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("20") || word.starts_with("19"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The text without the year in brackets that says of when its number is: "51 - 200 (en 2024)".
fn without_year_behind(folded: &str) -> &str {
    /// What may stand beside the year; with other words it may be an amount.
    const BESIDE: &[&str] = &[
        "a",
        "en",
        "de",
        "del",
        "año",
        "datos",
        "dato",
        "ejercicio",
        "cierre",
        "in",
        "of",
        "as",
        "year",
        "data",
        "fy",
    ];
    let inside = folded.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let Some((before, note)) = inside.or_else(|| folded.strip_suffix(']')?.rsplit_once('[')) else {
        return folded;
    };
    let mut words = note.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_of_a_year = words.clone().filter(|word| is_year(word)).count() == 1
        && words.all(|word| is_year(word) || BESIDE.contains(&word));
    let is_behind = before.contains(|c: char| c.is_ascii_digit());
    if is_of_a_year && is_behind { before } else { folded }
}

/// The number that a text says and nothing else but a unit, or `None`.
#[must_use]
pub fn number(text: &str) -> Option<Decimal> {
    interval(text)?.number()
}

/// The day that a text names: ISO 8601 (with or without a time) or day/month/year.
///
/// Month before day is never read here: an import decides that for a whole column and hands in
/// ISO dates.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, second, third] = *parts.as_slice() else { return None };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(|part| is_digits(part)) {
        return None;
    }
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (first, second, third),
        (1 | 2, 4) => (third, second, first),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Number(Decimal),
    Times(Decimal),
    Minus,
    Bound(Bound),
    Word,
}

fn tokens(folded: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let is_behind = tokens.iter().any(|token| matches!(token, Token::Number(_)));
        if let Some((bound, after)) = bound(rest, is_behind) {
            tokens.push(Token::Bound(bound));
            rest = after;
        } else if first.is_ascii_digit() {
            let length = rest.find(|c: char| !is_part_of_number(c)).unwrap_or(rest.len());
            let (digits, after) = rest.split_at(length);
            let trimmed = digits.trim_end_matches(['.', ',', '\'']);
            match plain_number(trimmed) {
                Some(value) => tokens.push(Token::Number(value)),
                // A date, a version, a telephone: not a number.
                None => return Vec::new(),
            }
            rest = after;
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            let follows_number = matches!(tokens.last(), Some(Token::Number(_)));
            tokens.push(match factor(word) {
                Some(factor) if follows_number => Token::Times(factor),
                _ => Token::Word,
            });
            rest = after;
        } else {
            if matches!(first, '-' | '–' | '—' | '−') {
                tokens.push(Token::Minus);
            }
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    tokens
}

fn is_part_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')
}

fn factor(word: &str) -> Option<Decimal> {
    match word {
        "k" | "mil" | "thousand" | "miles" => Some(Decimal::ONE_THOUSAND),
        "m" | "mm" | "mill" | "millon" | "millones" | "million" | "millions" => {
            Some(Decimal::from(1_000_000))
        }
        _ => None,
    }
}

/// Digits with group and decimal marks to a number.
///
/// With both marks the last one is the decimal one. One mark that comes once and leaves exactly
/// three digits behind groups thousands ("1.284"), unless a zero stands before it ("0.125").
fn plain_number(text: &str) -> Option<Decimal> {
    let last_mark = text.rfind(['.', ',']);
    let decimal_mark = last_mark.filter(|&at| {
        let mark = text.as_bytes().get(at);
        let is_repeated = text.bytes().filter(|byte| Some(byte) == mark).count() > 1;
        let has_other = text.bytes().any(|byte| matches!(byte, b'.' | b',') && Some(&byte) != mark);
        let after = text.len() - at - 1;
        let groups = after == 3 && (1..=3).contains(&at) && !text.starts_with('0');
        !is_repeated && (has_other || !groups)
    });
    let (whole, fraction) = match decimal_mark {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',', '\'']).collect();
    let is_grouped_well = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    if !is_grouped_well || groups.iter().any(|group| group.is_empty()) {
        return None;
    }
    let plain = if fraction.is_empty() {
        groups.concat()
    } else {
        format!("{}.{fraction}", groups.concat())
    };
    Decimal::from_str_exact(&plain).ok()
}

#[cfg(test)]
mod tests;
