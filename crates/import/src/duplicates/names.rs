//! Names of people, taken apart.
//!
//! Spanish names have one or two given names and one or two surnames; lists leave the second
//! surname out, swap given names and surnames, and write both in one cell. How two names agree is
//! decided elsewhere.

use engine::text::fold;

use super::{given, surnames};
use crate::record::Record;
use crate::values::text::PARTICLES;

/// A name in parts, folded, without particles. Several readings where the list does not tell
/// given names from surnames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Given names and surnames, the likeliest reading first; never empty.
    pub(super) readings: Vec<Parts>,
    /// Every letter in order, particles too: blanks get lost and doubled as letters do.
    pub(super) letters: String,
    /// How often each letter or digit is among them: names that differ in more than the slips
    /// allowed are told apart without comparing them letter by letter.
    pub(super) counts: [u8; 36],
    /// How many words it was written in.
    pub(super) words: usize,
}

/// One reading of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) given: Vec<String>,
    pub(super) surnames: Vec<String>,
}

impl Name {
    /// The name of a record; `None` where it has none.
    pub(super) fn of(record: &Record) -> Option<Name> {
        let first = tokens(record.first_name.as_deref().unwrap_or_default());
        let last = tokens(record.last_name.as_deref().unwrap_or_default());
        let mut readings: Vec<Parts> = Vec::new();
        match (first.is_empty(), last.is_empty()) {
            (false, false) => {
                readings.push(Parts { given: first.clone(), surnames: last.clone() });
                readings.push(Parts { given: last, surnames: first });
            }
            (true, true) => whole(record.name.as_deref().unwrap_or_default(), &mut readings),
            (false, true) => {
                whole(record.first_name.as_deref().unwrap_or_default(), &mut readings);
            }
            (true, false) => {
                readings.push(Parts { given: Vec::new(), surnames: last.clone() });
                whole(record.last_name.as_deref().unwrap_or_default(), &mut readings);
            }
        }
        let written = match (&record.first_name, &record.last_name) {
            (None, None) => record.name.clone().unwrap_or_default(),
            (first, last) => {
                let parts: Vec<&str> =
                    [first, last].into_iter().flatten().map(String::as_str).collect();
                parts.join(" ")
            }
        };
        let words = written.split_whitespace().count();
        let letters = fold(&written).replace('ñ', "n");
        let letters: String = letters.chars().filter(|c| c.is_alphanumeric()).collect();
        let counts = counts(&letters);
        (!readings.is_empty()).then_some(Name { readings, letters, counts, words })
    }

    /// Every part, whatever it is.
    pub(super) fn parts(&self) -> Vec<&str> {
        let first = self.readings.first();
        let parts = first.into_iter().flat_map(|parts| parts.given.iter().chain(&parts.surnames));
        parts.map(String::as_str).collect()
    }
}

/// How often each letter or digit is in a text.
fn counts(letters: &str) -> [u8; 36] {
    let mut counts = [0u8; 36];
    for byte in letters.bytes() {
        let place = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => 26 + byte - b'0',
            _ => continue,
        };
        if let Some(count) = counts.get_mut(usize::from(place)) {
            *count = count.saturating_add(1);
        }
    }
    counts
}

/// Parts of a text, folded, without particles, titles and marks; ñ counts as n, since lists in
/// capitals lose it.
fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text).replace('ñ', "n");
    let words = folded.split(|c: char| !(c.is_alphanumeric() || c == 'ª' || c == 'º'));
    let words = words
        .filter(|word| !word.is_empty() && !PARTICLES.contains(word) && !TITLES.contains(word));
    words.map(|word| if word == "mª" || word == "ma" { "maria" } else { word }.to_owned()).collect()
}

const TITLES: [&str; 16] = [
    "sr", "sra", "srta", "don", "dona", "d", "dr", "dra", "ing", "lic", "arq", "prof", "mr", "mrs",
    "ms", "phd",
];

/// Readings of a name that the list does not take apart.
fn whole(text: &str, readings: &mut Vec<Parts>) {
    if let Some((surnames, given)) = text.split_once(',') {
        let (given, surnames) = (tokens(given), tokens(surnames));
        if !given.is_empty() && !surnames.is_empty() {
            readings.push(Parts { given, surnames });
            return;
        }
    }
    let parts = tokens(text);
    let split = |at: usize| {
        let (given, surnames) = parts.split_at_checked(at)?;
        Some(Parts { given: given.to_vec(), surnames: surnames.to_vec() })
    };
    // García is nobody's given name.
    let is_surname = |at: usize| {
        parts.get(at).is_some_and(|part| surnames::is_common(part) && given::sex(part).is_none())
    };
    let two_given = if is_surname(1) { None } else { split(2) };
    match parts.len() {
        0 => {}
        1 => readings.extend(split(1)),
        2 | 3 => readings.extend(
            [split(1), two_given].into_iter().flatten().filter(|parts| !parts.surnames.is_empty()),
        ),
        _ => readings.extend([two_given, split(1)].into_iter().flatten()),
    }
    // Surnames first, as some lists sort.
    if parts.len() >= 2
        && !is_surname(parts.len() - 1)
        && let Some((given, surnames)) = parts.split_last()
    {
        readings.push(Parts { given: vec![given.clone()], surnames: surnames.to_vec() });
    }
}
