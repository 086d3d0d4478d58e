//! How often each part of a name occurs in a list, and which parts are names of their own.

use std::collections::HashMap;

use super::given;
use super::names::Name;
use super::nicknames::{canonical, is_short_form};
use super::surnames;

/// How often each part of a name occurs in a list: what occurs often is a name of its own and no
/// typing error of another.
#[derive(Debug, Default)]
pub(super) struct Frequencies {
    /// First given names, short forms under the name they stand for.
    first: HashMap<String, u32>,
    given: HashMap<String, u32>,
    surnames: HashMap<String, u32>,
    names: u32,
}

impl Frequencies {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a Name>) -> Frequencies {
        let mut frequencies = Frequencies::default();
        for name in names {
            let Some(parts) = name.readings.first() else { continue };
            frequencies.names += 1;
            if let Some(given) = parts.given.first() {
                *frequencies.first.entry(canonical(given).to_owned()).or_default() += 1;
            }
            for given in &parts.given {
                *frequencies.given.entry(given.clone()).or_default() += 1;
            }
            for surname in &parts.surnames {
                *frequencies.surnames.entry(surname.clone()).or_default() += 1;
            }
        }
        frequencies
    }

    /// How much it says that two records share a given name, in tenths of a bit.
    pub(super) fn given_bits(&self, given: &str) -> i32 {
        bits(self.first.get(canonical(given)).copied(), self.names)
    }

    /// How much it says that two records share a surname, in tenths of a bit.
    pub(super) fn surname_bits(&self, surname: &str) -> i32 {
        bits(self.surnames.get(surname).copied(), self.names)
    }

    /// Whether a given name is one of its own and no slip for another: everybody's, or repeated.
    pub(super) fn is_given(&self, given: &str) -> bool {
        given::sex(given).is_some()
            || is_short_form(given)
            || self.given.get(given).is_some_and(|count| *count >= KNOWN_FROM)
    }

    /// Whether a surname is one of its own.
    pub(super) fn is_surname(&self, surname: &str) -> bool {
        surnames::is_common(surname)
            || self.surnames.get(surname).is_some_and(|count| *count >= KNOWN_FROM)
    }
}

/// What occurs this often in a list is a name and no typing error.
const KNOWN_FROM: u32 = 4;

/// `−log₂(count / all)` in tenths of a bit, between 3 and 10 bits.
fn bits(count: Option<u32>, all: u32) -> i32 {
    let count = f64::from(count.unwrap_or(1).max(1));
    let rarity = (f64::from(all.max(1)) / count).log2().clamp(3.0, 10.0);
    tenths(rarity)
}

/// A number of bits in tenths.
pub(super) fn tenths(bits: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "bits lie between −100 and 100")]
    let tenths = (bits * 10.0).round() as i32;
    tenths
}
