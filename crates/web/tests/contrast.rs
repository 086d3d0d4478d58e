#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The colours are told apart by whoever sees them badly: contrast by WCAG 2.2, 1.4.3 and 1.4.11,
//! of every pair that the style puts together, in light and in dark.

use std::collections::BTreeMap;

/// The least contrast of a text with what it stands on.
const TEXT: f64 = 4.5;
/// The least contrast of a mark, a bar or the frame of a field.
const MARK: f64 = 3.0;

/// What stands on what, and how well it must be seen.
const PAIRS: [(&[&str], &[&str], f64); 8] = [
    (&["ink", "ink2"], &["bg", "surface", "sunken", "act-bg", "warn-bg", "late-bg"], TEXT),
    (&["ink3", "act"], &["bg", "surface", "sunken", "act-bg"], TEXT),
    (&["mkt"], &["bg", "surface", "mkt-bg"], TEXT),
    (&["vta"], &["bg", "surface", "vta-bg"], TEXT),
    (&["warn"], &["bg", "surface", "warn-bg"], TEXT),
    (&["late"], &["bg", "surface", "late-bg"], TEXT),
    (&["int-ink", "neg"], &["bg", "surface"], TEXT),
    (&["line2", "focus", "fit", "int", "warn-mark", "late-mark", "s6"], &["bg", "surface"], MARK),
];

/// Red, green and blue, each from 0 to 1.
type Colour = [f64; 3];

fn colour(text: &str) -> Colour {
    let digits = text.trim().strip_prefix('#').unwrap();
    let wide = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    assert_eq!(wide.len(), 6, "{text}");
    [0, 2, 4].map(|at| {
        let part = wide.get(at..at + 2).unwrap();
        f64::from(u8::from_str_radix(part, 16).unwrap()) / 255.0
    })
}

/// The tokens of the style: their colours in light and in dark.
fn tokens() -> BTreeMap<&'static str, (Colour, Colour)> {
    let style = include_str!("../src/assets/base.css");
    let told = style.split("--").filter_map(|part| part.split_once(":light-dark("));
    told.map(|(name, rest)| {
        let (light, rest) = rest.split_once(',').unwrap();
        let (dark, _) = rest.split_once(')').unwrap();
        (name, (colour(light), colour(dark)))
    })
    .collect()
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| match part {
        part if part <= 0.04045 => part / 12.92,
        part => ((part + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_and_every_mark_stands_out_in_light_and_in_dark() {
    let tokens = tokens();
    let of = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("no token --{name}"));
    let mut faint = Vec::new();
    let mut check = |above: &str, below: &str, least: f64| {
        let (one, other) = (of(above), of(below));
        for (theme, seen) in
            [("light", contrast(one.0, other.0)), ("dark", contrast(one.1, other.1))]
        {
            if seen < least {
                faint.push(format!("{above} on {below}, {theme}: {seen:.2}, needs {least}"));
            }
        }
    };
    for (above, below, least) in PAIRS {
        for above in above {
            for below in below {
                check(above, below, least);
            }
        }
    }
    check("btn-ink", "btn", TEXT);
    check("ins-ink", "ins", TEXT);
    check("del", "surface", TEXT);
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn contrast_is_as_wcag_computes_it() {
    let of = |one, other| (contrast(colour(one), colour(other)) * 100.0).round() / 100.0;
    assert_eq!(of("#000", "#fff"), 21.0);
    assert_eq!(of("#767676", "#fff"), 4.54, "the lightest grey that passes on white");
}
