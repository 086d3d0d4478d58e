//! Public holidays of European countries, and of the communities of Spain.

use jiff::civil::Weekday::Monday;

use super::{AFTER_WEEKEND, PAIR, Row, Rule, easter_plus, moved, nth, on};

/// The holidays of a country; `None` for one that is not in the table.
pub(super) fn national(country: &str) -> Option<&'static [Row]> {
    Some(match country {
        "DE" => DE,
        "ES" => ES,
        "FR" => FR,
        "GB" => GB,
        "IE" => IE,
        "IT" => IT,
        "PT" => PT,
        _ => return None,
    })
}

/// What a part of a country has beside the national ones.
pub(super) fn of_region(country: &str, part: &str) -> Option<&'static [Row]> {
    let row = SPAIN.iter().find(|(code, _)| country == "ES" && *code == part)?;
    Some(row.1)
}

const HOLY_THURSDAY: Row = easter_plus(-3);
const GOOD_FRIDAY: Row = easter_plus(-2);
const EASTER_MONDAY: Row = easter_plus(1);
const ASCENSION: Row = easter_plus(39);
const WHIT_MONDAY: Row = easter_plus(50);
const CORPUS_CHRISTI: Row = easter_plus(60);

#[rustfmt::skip]
const DE: &[Row] = &[
    on(1, 1), GOOD_FRIDAY, EASTER_MONDAY, on(5, 1), ASCENSION, WHIT_MONDAY, on(10, 3), on(12, 25),
    on(12, 26),
];

/// Estatuto de los Trabajadores, artículo 37.2, and those that every community keeps.
#[rustfmt::skip]
const ES: &[Row] = &[
    on(1, 1), on(1, 6), GOOD_FRIDAY, on(5, 1), on(8, 15), on(10, 12), on(11, 1), on(12, 6),
    on(12, 8), on(12, 25),
];

#[rustfmt::skip]
const FR: &[Row] = &[
    on(1, 1), EASTER_MONDAY, on(5, 1), on(5, 8), ASCENSION, WHIT_MONDAY, on(7, 14), on(8, 15),
    on(11, 1), on(11, 11), on(12, 25),
];

/// England and Wales.
#[rustfmt::skip]
const GB: &[Row] = &[
    moved(1, 1, AFTER_WEEKEND), GOOD_FRIDAY, EASTER_MONDAY, nth(5, 1, Monday), nth(5, -1, Monday),
    nth(8, -1, Monday), moved(12, 25, PAIR), moved(12, 26, PAIR),
];

#[rustfmt::skip]
const IE: &[Row] = &[
    moved(1, 1, AFTER_WEEKEND), (2023, Rule::Nth(2, 1, Monday)), moved(3, 17, AFTER_WEEKEND),
    EASTER_MONDAY, nth(5, 1, Monday), nth(6, 1, Monday), nth(8, 1, Monday), nth(10, -1, Monday),
    moved(12, 25, PAIR), moved(12, 26, PAIR),
];

#[rustfmt::skip]
const IT: &[Row] = &[
    on(1, 1), on(1, 6), EASTER_MONDAY, on(4, 25), on(5, 1), on(6, 2), on(8, 15), on(11, 1),
    on(12, 8), on(12, 25), on(12, 26),
];

/// Código do Trabalho, artigo 234.
#[rustfmt::skip]
const PT: &[Row] = &[
    on(1, 1), GOOD_FRIDAY, on(4, 25), on(5, 1), CORPUS_CHRISTI, on(6, 10), on(8, 15), on(10, 5),
    on(11, 1), on(12, 1), on(12, 8), on(12, 25),
];

/// The communities of Spain by ISO 3166-2: the days that each keeps every year.
#[rustfmt::skip]
const SPAIN: &[(&str, &[Row])] = &[
    ("AN", &[HOLY_THURSDAY, on(2, 28)]),
    ("AR", &[HOLY_THURSDAY, on(4, 23)]),
    ("AS", &[HOLY_THURSDAY, on(9, 8)]),
    ("CB", &[HOLY_THURSDAY, on(7, 28), on(9, 15)]),
    ("CE", &[HOLY_THURSDAY, on(9, 2)]),
    ("CL", &[HOLY_THURSDAY, on(4, 23)]),
    ("CM", &[HOLY_THURSDAY, on(5, 31), CORPUS_CHRISTI]),
    ("CN", &[HOLY_THURSDAY, on(5, 30)]),
    ("CT", &[EASTER_MONDAY, on(6, 24), on(9, 11), on(12, 26)]),
    ("EX", &[HOLY_THURSDAY, on(9, 8)]),
    ("GA", &[HOLY_THURSDAY, on(7, 25)]),
    ("IB", &[HOLY_THURSDAY, EASTER_MONDAY, on(3, 1)]),
    ("MC", &[HOLY_THURSDAY, on(6, 9)]),
    ("MD", &[HOLY_THURSDAY, on(5, 2)]),
    ("ML", &[HOLY_THURSDAY, on(9, 17)]),
    ("NC", &[HOLY_THURSDAY, EASTER_MONDAY, on(12, 3)]),
    ("PV", &[HOLY_THURSDAY, EASTER_MONDAY, on(7, 25)]),
    ("RI", &[HOLY_THURSDAY, EASTER_MONDAY, on(6, 9)]),
    ("VC", &[on(3, 19), EASTER_MONDAY, on(6, 24), on(10, 9)]),
];
