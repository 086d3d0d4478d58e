//! How numbers are written in each country (CLDR 48: decimal sign, grouping, percent pattern).

use rust_decimal::Decimal;

use super::Country;
use crate::agreement::Language;

/// How one country writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFormat {
    decimal: char,
    group: char,
    /// A whole part of fewer digits stands ungrouped.
    grouped_digits_min: usize,
    is_percent_spaced: bool,
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// The format of `country`; of most readers of `language` where the country is unknown.
pub(super) fn format_of(country: Country, language: Language) -> NumberFormat {
    let format = |decimal, group, grouped_digits_min, is_percent_spaced| NumberFormat {
        decimal,
        group,
        grouped_digits_min,
        is_percent_spaced,
    };
    match (country.code(), language) {
        ("ES" | "AD" | "GQ", _) => format(',', '.', 5, true),
        ("PT", _) => format(',', NO_BREAK_SPACE, 5, false),
        ("AR" | "UY" | "CL" | "PY" | "BO" | "CO" | "EC" | "VE" | "BR", _) => {
            format(',', '.', 4, false)
        }
        ("CR", _) => format(',', NO_BREAK_SPACE, 4, false),
        _ => format('.', ',', 4, false),
    }
}

impl NumberFormat {
    /// What stands before decimals.
    #[must_use]
    pub fn decimal_sign(&self) -> char {
        self.decimal
    }

    /// `number` with the country's signs; a minus is U+2212.
    ///
    /// 1284.5 is "1284,5" in Spain, "1.284,5" in Colombia and "1,284.5" in Mexico.
    #[must_use]
    pub fn decimal(&self, number: Decimal) -> String {
        let digits = number.abs().normalize().to_string();
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut text = String::with_capacity(digits.len() + 8);
        if number.is_sign_negative() && !number.is_zero() {
            text.push('\u{2212}');
        }
        let is_grouped = whole.len() >= self.grouped_digits_min;
        for (index, digit) in whole.chars().enumerate() {
            if is_grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }

    /// `number` of a hundred: "61 %" in Spain, "61%" in America.
    #[must_use]
    pub fn percent(&self, number: Decimal) -> String {
        let mut text = self.decimal(number);
        if self.is_percent_spaced {
            text.push(NO_BREAK_SPACE);
        }
        text.push('%');
        text
    }

    /// An amount of money with its currency (ISO 4217): "12.000 €", "12,000 MXN".
    #[must_use]
    pub fn money(&self, amount: Decimal, currency: &str) -> String {
        let sign = if currency == "EUR" { "€" } else { currency };
        format!("{}{NO_BREAK_SPACE}{sign}", self.decimal(amount))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pack;
    use super::*;

    #[test]
    fn writes_numbers_as_the_country_does() {
        #[track_caller]
        fn check(country: &str, small: &str, large: &str, percent: &str) {
            let numbers = Pack::for_country(country, Language::Es).numbers();
            assert_eq!(numbers.decimal(Decimal::new(12845, 1)), small);
            assert_eq!(numbers.decimal(Decimal::new(128_405, 1)), large);
            assert_eq!(numbers.percent(Decimal::from(61)), percent);
        }
        check("ES", "1284,5", "12.840,5", "61\u{a0}%");
        check("CO", "1.284,5", "12.840,5", "61%");
        check("CL", "1.284,5", "12.840,5", "61%");
        check("CR", "1\u{a0}284,5", "12\u{a0}840,5", "61%");
        check("MX", "1,284.5", "12,840.5", "61%");
        check("PA", "1,284.5", "12,840.5", "61%");
    }

    #[test]
    fn a_minus_is_a_minus_and_no_zero_is_written_for_nothing() {
        let numbers = Pack::for_country("ES", Language::Es).numbers();
        assert_eq!(numbers.decimal(Decimal::from(-10)), "\u{2212}10");
        assert_eq!(numbers.decimal(Decimal::new(2500, 3)), "2,5");
        assert_eq!(numbers.money(Decimal::from(12_000), "EUR"), "12.000\u{a0}€");
    }
}
