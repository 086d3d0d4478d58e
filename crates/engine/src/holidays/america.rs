//! Public holidays of American countries, as their labour laws give them.

use jiff::civil::Weekday::{Friday, Monday, Thursday, Wednesday};

use super::{
    CHILEAN, ECUADORIAN, NEAR_MONDAY, NEAREST, NEXT_MONDAY, OFF_SUNDAY, Row, Rule, always,
    easter_plus, moved, nth, on,
};

/// The holidays of a country; `None` for one that is not in the table.
pub(super) fn national(country: &str) -> Option<&'static [Row]> {
    Some(match country {
        "AR" => AR,
        "BO" => BO,
        "BR" => BR,
        "CL" => CL,
        "CO" => CO,
        "CR" => CR,
        "DO" => DO,
        "EC" => EC,
        "GT" => GT,
        "HN" => HN,
        "MX" => MX,
        "NI" => NI,
        "PA" => PA,
        "PE" => PE,
        "PR" => PR,
        "PY" => PY,
        "SV" => SV,
        "US" => US,
        "UY" => UY,
        "VE" => VE,
        _ => return None,
    })
}

/// Days before Easter Sunday: carnival, Holy Thursday, Good Friday.
const CARNIVAL: [Row; 2] = [easter_plus(-48), easter_plus(-47)];
const HOLY_THURSDAY: Row = easter_plus(-3);
const GOOD_FRIDAY: Row = easter_plus(-2);
const HOLY_SATURDAY: Row = easter_plus(-1);
const CORPUS_CHRISTI: Row = easter_plus(60);

/// Ley 27.399.
#[rustfmt::skip]
const AR: &[Row] = &[
    on(1, 1), CARNIVAL[0], CARNIVAL[1], on(3, 24), on(4, 2), GOOD_FRIDAY, on(5, 1), on(5, 25),
    moved(6, 17, NEAR_MONDAY), on(6, 20), on(7, 9), moved(8, 17, NEAR_MONDAY),
    moved(10, 12, NEAR_MONDAY), moved(11, 20, NEAR_MONDAY), on(12, 8), on(12, 25),
];

/// Decreto Supremo 2750.
#[rustfmt::skip]
const BO: &[Row] = &[
    moved(1, 1, OFF_SUNDAY), moved(1, 22, OFF_SUNDAY), CARNIVAL[0], CARNIVAL[1], GOOD_FRIDAY,
    moved(5, 1, OFF_SUNDAY), CORPUS_CHRISTI, moved(6, 21, OFF_SUNDAY), moved(8, 6, OFF_SUNDAY),
    moved(11, 2, OFF_SUNDAY), moved(12, 25, OFF_SUNDAY),
];

/// Lei 662 and Lei 14.759.
#[rustfmt::skip]
const BR: &[Row] = &[
    on(1, 1), GOOD_FRIDAY, on(4, 21), on(5, 1), on(9, 7), on(10, 12), on(11, 2), on(11, 15),
    (2024, Rule::Fixed(11, 20)), on(12, 25),
];

/// Leyes 19.668, 20.215, 20.299, 20.983 and 21.357.
#[rustfmt::skip]
const CL: &[Row] = &[
    on(1, 1), always(Rule::Only(1, 2, Monday)), GOOD_FRIDAY, HOLY_SATURDAY, on(5, 1), on(5, 21),
    (2021, Rule::Solstice), moved(6, 29, CHILEAN), on(7, 16), on(8, 15),
    always(Rule::Only(9, 17, Monday)), always(Rule::Only(9, 17, Friday)), on(9, 18), on(9, 19),
    always(Rule::Only(9, 20, Friday)), moved(10, 12, CHILEAN),
    moved(10, 31, [0, -4, 2, 0, 0, 0, 0]), on(11, 1), on(12, 8), on(12, 25),
];

/// Ley 51 de 1983.
#[rustfmt::skip]
const CO: &[Row] = &[
    on(1, 1), moved(1, 6, NEXT_MONDAY), moved(3, 19, NEXT_MONDAY), HOLY_THURSDAY, GOOD_FRIDAY,
    on(5, 1), easter_plus(43), easter_plus(64), easter_plus(71), moved(6, 29, NEXT_MONDAY),
    on(7, 20), on(8, 7), moved(8, 15, NEXT_MONDAY), moved(10, 12, NEXT_MONDAY),
    moved(11, 1, NEXT_MONDAY), moved(11, 11, NEXT_MONDAY), on(12, 8), on(12, 25),
];

/// Código de Trabajo, artículo 148.
#[rustfmt::skip]
const CR: &[Row] = &[
    on(1, 1), HOLY_THURSDAY, GOOD_FRIDAY, on(4, 11), on(5, 1), on(7, 25), on(8, 2), on(8, 15),
    on(8, 31), on(9, 15), on(12, 1), on(12, 25),
];

/// Ley 139-97.
#[rustfmt::skip]
const DO: &[Row] = &[
    on(1, 1), moved(1, 6, NEAR_MONDAY), on(1, 21), moved(1, 26, NEAR_MONDAY), on(2, 27),
    GOOD_FRIDAY, moved(5, 1, [0, -1, -2, 4, 3, 0, 1]), CORPUS_CHRISTI, on(8, 16), on(9, 24),
    moved(11, 6, NEAR_MONDAY), on(12, 25),
];

#[rustfmt::skip]
const EC: &[Row] = &[
    on(1, 1), CARNIVAL[0], CARNIVAL[1], GOOD_FRIDAY, moved(5, 1, ECUADORIAN),
    moved(5, 24, ECUADORIAN), moved(8, 10, ECUADORIAN), moved(10, 9, ECUADORIAN), on(11, 2),
    on(11, 3), on(12, 25),
];

/// Código de Trabajo, artículo 127.
#[rustfmt::skip]
const GT: &[Row] = &[
    on(1, 1), HOLY_THURSDAY, GOOD_FRIDAY, HOLY_SATURDAY, on(5, 1), on(6, 30), on(9, 15),
    on(10, 20), on(11, 1), on(12, 25),
];

/// Three days of October are taken together, from a Wednesday on.
#[rustfmt::skip]
const HN: &[Row] = &[
    on(1, 1), HOLY_THURSDAY, GOOD_FRIDAY, HOLY_SATURDAY, on(4, 14), on(5, 1), on(9, 15),
    always(Rule::Nth(10, 1, Wednesday)), always(Rule::AfterNth(10, 1, Wednesday, 1)),
    always(Rule::AfterNth(10, 1, Wednesday, 2)), on(12, 25),
];

/// Ley Federal del Trabajo, artículo 74.
#[rustfmt::skip]
const MX: &[Row] = &[
    on(1, 1), nth(2, 1, Monday), nth(3, 3, Monday), on(5, 1), on(9, 16), nth(11, 3, Monday),
    (2024, Rule::Every(10, 1, 2024, 6)), on(12, 25),
];

#[rustfmt::skip]
const NI: &[Row] = &[
    on(1, 1), HOLY_THURSDAY, GOOD_FRIDAY, on(5, 1), on(7, 19), on(9, 14), on(9, 15), on(12, 8),
    on(12, 25),
];

#[rustfmt::skip]
const PA: &[Row] = &[
    moved(1, 1, OFF_SUNDAY), moved(1, 9, OFF_SUNDAY), CARNIVAL[1], GOOD_FRIDAY,
    moved(5, 1, OFF_SUNDAY), on(11, 3), on(11, 4), moved(11, 5, OFF_SUNDAY),
    moved(11, 10, OFF_SUNDAY), moved(11, 28, OFF_SUNDAY), moved(12, 8, OFF_SUNDAY),
    (2022, Rule::Moved(12, 20, OFF_SUNDAY)), moved(12, 25, OFF_SUNDAY),
];

/// Decreto Legislativo 713 and the laws that added to it.
#[rustfmt::skip]
const PE: &[Row] = &[
    on(1, 1), HOLY_THURSDAY, GOOD_FRIDAY, on(5, 1), (2024, Rule::Fixed(6, 7)), on(6, 29),
    (2024, Rule::Fixed(7, 23)), on(7, 28), on(7, 29), (2022, Rule::Fixed(8, 6)), on(8, 30),
    on(10, 8), on(11, 1), on(12, 8), (2022, Rule::Fixed(12, 9)), on(12, 25),
];

#[rustfmt::skip]
const PR: &[Row] = &[
    on(1, 1), on(1, 6), nth(1, 3, Monday), nth(2, 3, Monday), on(3, 22), GOOD_FRIDAY,
    nth(5, -1, Monday), on(6, 19), on(7, 4), on(7, 25), nth(9, 1, Monday), nth(10, 2, Monday),
    on(11, 11), on(11, 19), nth(11, 4, Thursday), on(12, 25),
];

#[rustfmt::skip]
const PY: &[Row] = &[
    on(1, 1), on(3, 1), HOLY_THURSDAY, GOOD_FRIDAY, on(5, 1), on(5, 14), on(5, 15), on(6, 12),
    on(8, 15), on(9, 29), on(12, 8), on(12, 25),
];

/// Código de Trabajo, artículo 190.
#[rustfmt::skip]
const SV: &[Row] = &[
    on(1, 1), HOLY_THURSDAY, GOOD_FRIDAY, HOLY_SATURDAY, on(5, 1), on(5, 10), on(6, 17), on(8, 6),
    on(9, 15), on(11, 2), on(12, 25),
];

/// 5 U.S.C. 6103.
#[rustfmt::skip]
const US: &[Row] = &[
    moved(1, 1, NEAREST), nth(1, 3, Monday), nth(2, 3, Monday), nth(5, -1, Monday),
    (2021, Rule::Moved(6, 19, NEAREST)), moved(7, 4, NEAREST), nth(9, 1, Monday),
    nth(10, 2, Monday), moved(11, 11, NEAREST), nth(11, 4, Thursday), moved(12, 25, NEAREST),
];

/// The days on which nobody works; on the others of its calendar people do.
const UY: &[Row] = &[on(1, 1), on(5, 1), on(7, 18), on(8, 25), on(12, 25)];

#[rustfmt::skip]
const VE: &[Row] = &[
    on(1, 1), CARNIVAL[0], CARNIVAL[1], HOLY_THURSDAY, GOOD_FRIDAY, on(4, 19), on(5, 1), on(6, 24),
    on(7, 5), on(7, 24), on(10, 12), on(12, 24), on(12, 25), on(12, 31),
];
