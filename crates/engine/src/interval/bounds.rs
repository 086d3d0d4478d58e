//! The words that say on which side of a number a value lies: "más de 500", "60 o menos".

/// On which side of its number a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    None,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl Bound {
    /// What is left where it is denied: "no más de 20" is at most 20.
    fn denied(self) -> Bound {
        match self {
            Bound::None => Bound::None,
            Bound::AtLeast => Bound::LessThan,
            Bound::MoreThan => Bound::AtMost,
            Bound::AtMost => Bound::MoreThan,
            Bound::LessThan => Bound::AtLeast,
        }
    }
}

/// The bound that a folded text begins with, and what follows it.
///
/// `is_behind` where a number stands before: "mín. 30" is a bound and "30 min" half an hour, and
/// "50 from Madrid" are fifty.
pub(super) fn bound(text: &str, is_behind: bool) -> Option<(Bound, &str)> {
    let denied = ["no ", "not "].into_iter().find_map(|no| text.strip_prefix(no));
    if let Some((bound, rest)) = denied.and_then(|rest| said(rest, is_behind)) {
        return Some((bound.denied(), rest));
    }
    said(text, is_behind)
}

/// The longest words that a text begins with: "mayor o igual" is more than "mayor".
fn said(text: &str, is_behind: bool) -> Option<(Bound, &str)> {
    let all = if is_behind { BEHIND } else { BEFORE }.iter().chain(ANYWHERE);
    let found = all.flat_map(|(bound, words)| words.iter().map(move |words| (*bound, *words)));
    let found = found.filter(|(_, words)| begins_with_word(text, words));
    let (bound, words) = found.max_by_key(|(_, words)| words.len())?;
    Some((bound, text.strip_prefix(words)?))
}

fn begins_with_word(text: &str, words: &str) -> bool {
    let Some(after) = text.strip_prefix(words) else { return false };
    let ends_in_letter = words.ends_with(|c: char| c.is_alphabetic());
    !(ends_in_letter && after.starts_with(|c: char| c.is_alphabetic()))
}

/// Before the number, folded.
const BEFORE: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "min",
            "a partir de",
            "a partir del",
            "desde",
            "mayor o igual",
            "mayores o iguales",
            "superior o igual",
            "superiores o iguales",
            "igual o mayor",
            "igual o superior",
            "from",
            "starting at",
            "greater than or equal",
            "more than or equal",
            "equal to or greater",
            "equal to or more",
        ],
    ),
    (
        Bound::MoreThan,
        &[
            ">",
            "+ de",
            "+de",
            "mas de",
            "mas del",
            "mas que",
            "mayor a",
            "mayor al",
            "mayor de",
            "mayor que",
            "mayores a",
            "mayores de",
            "mayores que",
            "superior a",
            "superior al",
            "superiores a",
            "encima de",
            "encima del",
            "arriba de",
            "arriba del",
            "more than",
            "greater than",
            "higher than",
            "larger than",
            "bigger than",
            "over",
            "above",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "hasta",
            "menor o igual",
            "menores o iguales",
            "inferior o igual",
            "inferiores o iguales",
            "igual o menor",
            "igual o inferior",
            "up to",
            "less than or equal",
            "equal to or less",
        ],
    ),
    (
        Bound::LessThan,
        &[
            "<",
            "- de",
            "-de",
            "menos de",
            "menos del",
            "menos que",
            "menor a",
            "menor al",
            "menor de",
            "menor que",
            "menores a",
            "menores de",
            "menores que",
            "inferior a",
            "inferior al",
            "inferiores a",
            "debajo de",
            "debajo del",
            "abajo de",
            "abajo del",
            "less than",
            "fewer than",
            "lower than",
            "smaller than",
            "under",
            "below",
        ],
    ),
];

/// Behind the number, folded.
const BEHIND: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "en adelante",
            "para arriba",
            "hacia arriba",
            "o mas",
            "y mas",
            "a mas",
            "o mayor",
            "o mayores",
            "o superior",
            "o superiores",
            "or more",
            "and more",
            "or over",
            "and over",
            "or above",
            "and above",
            "or higher",
            "or greater",
            "or larger",
            "and up",
            "upwards",
            "onwards",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "o menos",
            "y menos",
            "o menor",
            "o menores",
            "o inferior",
            "o inferiores",
            "or less",
            "and less",
            "or fewer",
            "and fewer",
            "or under",
            "and under",
            "or below",
            "and below",
            "or lower",
            "or smaller",
        ],
    ),
];

/// On either side of the number, folded.
const ANYWHERE: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "+",
            ">=",
            "=>",
            "≥",
            "al menos",
            "por lo menos",
            "como poco",
            "minimo",
            "minima",
            "at least",
            "minimum",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "<=",
            "=<",
            "≤",
            "como mucho",
            "a lo sumo",
            "maximo",
            "maxima",
            "max",
            "at most",
            "maximum",
        ],
    ),
];
