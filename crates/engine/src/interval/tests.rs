//! What texts say as numbers, intervals and days.

use super::*;

fn check(text: &str, expected: &str) {
    let shown = match interval(text) {
        None => "none".to_owned(),
        Some(found) => match found.number() {
            Some(number) => number.normalize().to_string(),
            None => {
                let open = |end: Option<End>, included: char, excluded: char| match end {
                    Some(end) if end.is_included => (included, end.value.normalize().to_string()),
                    Some(end) => (excluded, end.value.normalize().to_string()),
                    None => (excluded, "∞".to_owned()),
                };
                let (left, low) = open(found.low, '[', '(');
                let (right, high) = open(found.high, ']', ')');
                format!("{left}{low}, {high}{right}")
            }
        },
    };
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn reads_numbers_and_intervals() {
    for (text, expected) in [
        ("50", "50"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.284", "1284"),
        ("1 234,56", "1234.56"),
        ("1 234 567 €", "1234567"),
        ("2 500 - 3 000", "[2500, 3000]"),
        ("Q1 2026", "none"),
        ("2º trimestre 2026", "none"),
        ("3 al trimestre", "3"),
        ("12,5", "12.5"),
        ("0.125", "0.125"),
        ("0,72", "0.72"),
        ("120.000,00 €", "120000"),
        ("1.250.000,00", "1250000"),
        ("1250k", "1250000"),
        ("50.000 eur", "50000"),
        ("$ 1,200", "1200"),
        ("2M", "2000000"),
        ("-5", "-5"),
        ("50 empleados", "50"),
        ("70-80", "[70, 80]"),
        ("70 – 80", "[70, 80]"),
        ("4 a 6 millones", "[4000000, 6000000]"),
        ("entre 10 y 20", "[10, 20]"),
        ("10k-50k", "[10000, 50000]"),
        ("10k-1M", "[10000, 1000000]"),
        ("10.000-50.000", "[10000, 50000]"),
        ("+500", "[500, ∞)"),
        ("500+", "[500, ∞)"),
        ("> 500", "(500, ∞)"),
        ("más de 500", "(500, ∞)"),
        ("menos de 10", "(∞, 10)"),
        ("hasta 10", "(∞, 10]"),
        ("at least 10", "[10, ∞)"),
        ("", "none"),
        ("muchos", "none"),
        ("12/03/2026", "none"),
        ("1.2.3", "none"),
        ("80-70", "none"),
        ("1 2 3", "none"),
    ] {
        check(text, expected);
    }
}

#[test]
fn reads_on_which_side_of_a_number_a_value_lies() {
    for (expected, texts) in [
        (
            "[500, ∞)",
            &[
                "500 o más",
                "500 y más",
                "500 a más",
                "500 empleados o más",
                "de 500 en adelante",
                "500 o superior",
                "mínimo 500",
                "mín. 500",
                "un mínimo de 500",
                "como mínimo 500",
                "500 mínimo",
                "al menos 500",
                "por lo menos 500",
                "a partir de 500",
                "desde 500",
                "mayor o igual a 500",
                "igual o superior a 500",
                "no menos de 500",
                "no inferior a 500",
                "at least 500",
                "500 or more",
                "500 and over",
                "500 or above",
                "minimum 500",
                "no less than 500",
                "not less than 500",
                "no fewer than 500",
                "not under 500",
                "greater than or equal to 500",
                ">= 500",
                "500 +",
            ][..],
        ),
        (
            "(500, ∞)",
            &[
                "más de 500",
                "Más de 500 empleados",
                "Mayor a 500",
                "mayor que 500",
                "superior a 500",
                "superiores a 500",
                "por encima de 500",
                "arriba de 500",
                "+ de 500",
                "over 500",
                "above 500",
                "more than 500",
                "greater than 500",
                ">500",
            ],
        ),
        (
            "(∞, 60]",
            &[
                "60 o menos",
                "60 empleados o menos",
                "máximo 60",
                "máx. 60",
                "60 máx",
                "un máximo de 60",
                "como máximo 60",
                "como mucho 60",
                "hasta 60",
                "60 o inferior",
                "menor o igual que 60",
                "no más de 60",
                "no mayor a 60",
                "no superior a 60",
                "60 or less",
                "60 or fewer",
                "60 and under",
                "at most 60",
                "up to 60",
                "maximum 60",
                "no more than 60",
                "not more than 60",
                "not over 60",
                "<= 60",
            ],
        ),
        (
            "(∞, 60)",
            &[
                "menos de 60",
                "Menor a 60",
                "inferior a 60",
                "por debajo de 60",
                "- de 60",
                "under 60",
                "below 60",
                "less than 60",
                "fewer than 60",
                "<60",
            ],
        ),
        ("[2000, ∞)", &["2.000 € o más", "€2,000 or more", "2 mil o más", "2k+"]),
        ("(1000000, ∞)", &["más de 1 millón", "over 1M"]),
        ("[50, 100]", &["desde 50 hasta 100", "de 50 a 100", "from 50 to 100"]),
        ("30", &["30 min", "30", "Calle Mayor 30"]),
    ] {
        texts.iter().for_each(|text| check(text, expected));
    }
}

#[test]
fn a_year_in_brackets_behind_is_a_note() {
    for (text, expected) in [
        ("51 - 200 empleados (2024)", "[51, 200]"),
        ("51-200 [2024]", "[51, 200]"),
        ("120 (datos de 2023)", "120"),
        ("más de 500 (en 2024)", "(500, ∞)"),
        ("1.500 (2.000 en verano)", "[1500, 2000]"),
        ("(2024)", "2024"),
        ("12 (300)", "[12, 300]"),
        ("500 (hasta 2000)", "[500, 2000]"),
    ] {
        check(text, expected);
    }
}

#[test]
fn an_interval_decides_what_it_can() {
    let some = interval("70-80").unwrap();
    assert_eq!(some.at_least(Decimal::from(70)), Some(true));
    assert_eq!(some.at_least(Decimal::from(81)), Some(false));
    assert_eq!(some.at_least(Decimal::from(75)), None);
    assert_eq!(some.at_most(Decimal::from(80)), Some(true));
    let few = interval("menos de 10").unwrap();
    assert_eq!(few.at_least(Decimal::from(10)), Some(false));
    assert_eq!(few.at_least(Decimal::from(9)), None);
    assert_eq!(interval("+500").unwrap().at_least(Decimal::from(50)), Some(true));
}

#[test]
fn reads_days() {
    let day = jiff::civil::date(2026, 3, 12);
    for text in
        ["2026-03-12", "12/03/2026", "12-3-2026", "2026-03-12T10:00:00Z", "12.03.2026 18:00"]
    {
        assert_eq!(date(text), Some(day), "{text}");
    }
    for text in ["31/02/2026", "12/03/26", "marzo", "70-80", "2026"] {
        assert_eq!(date(text), None, "{text}");
    }
}
