//! Names of people, compared as people compare them.
//!
//! Spanish names have one or two given names and one or two surnames; lists leave the second
//! surname out, swap given names and surnames, shorten, and mistype.

use std::collections::HashMap;

use engine::text::fold;

use super::nicknames::canonical;
use crate::record::Record;
use crate::values::text::PARTICLES;

/// A name in parts, folded, without particles. Several readings where the list does not tell
/// given names from surnames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Given names and surnames, the likeliest reading first; never empty.
    pub(super) readings: Vec<Parts>,
    /// Every letter in order, particles too: blanks get lost and doubled as letters do.
    letters: String,
    /// How often each letter or digit is among them: names that differ in more than the slips
    /// allowed are told apart without comparing them letter by letter.
    counts: [u8; 36],
}

/// One reading of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) given: Vec<String>,
    pub(super) surnames: Vec<String>,
}

/// How two given names, or two surnames, agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// They are different names.
    Different,
    /// Nothing to compare.
    Unknown,
    /// One is the initial of the other.
    Initial,
    /// One has a name more than the other.
    Partly,
    /// One is mistyped.
    Mistyped,
    /// One is the short form of the other.
    Short,
    /// They are the same.
    Same,
}

/// How often each part of a name occurs in a list: what occurs often is a name of its own and no
/// typing error of another.
#[derive(Debug, Default)]
pub(super) struct Frequencies {
    given: HashMap<String, u32>,
    surnames: HashMap<String, u32>,
    names: u32,
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
            (first, last) => [first.as_deref(), last.as_deref()].into_iter().flatten().collect(),
        };
        let letters = fold(&written).replace('ñ', "n");
        let letters: String = letters.chars().filter(|c| c.is_alphanumeric()).collect();
        let counts = counts(&letters);
        (!readings.is_empty()).then_some(Name { readings, letters, counts })
    }

    /// Every part, whatever it is.
    pub(super) fn parts(&self) -> Vec<&str> {
        let first = self.readings.first();
        let parts = first.into_iter().flat_map(|parts| parts.given.iter().chain(&parts.surnames));
        parts.map(String::as_str).collect()
    }
}

impl Frequencies {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a Name>) -> Frequencies {
        let mut frequencies = Frequencies::default();
        for name in names {
            let Some(parts) = name.readings.first() else { continue };
            frequencies.names += 1;
            if let Some(given) = parts.given.first() {
                *frequencies.given.entry(canonical(given).to_owned()).or_default() += 1;
            }
            for given in &parts.given {
                *frequencies.surnames.entry(format!("given {given}")).or_default() += 1;
            }
            for surname in &parts.surnames {
                *frequencies.surnames.entry(surname.clone()).or_default() += 1;
            }
        }
        frequencies
    }

    /// How much it says that two records share a given name, in tenths of a bit.
    pub(super) fn given_bits(&self, given: &str) -> i32 {
        bits(self.given.get(canonical(given)).copied(), self.names)
    }

    /// How much it says that two records share a surname, in tenths of a bit.
    pub(super) fn surname_bits(&self, surname: &str) -> i32 {
        bits(self.surnames.get(surname).copied(), self.names)
    }

    fn is_given(&self, given: &str) -> bool {
        self.surnames.get(&format!("given {given}")).is_some_and(|count| *count >= KNOWN_FROM)
    }

    fn is_surname(&self, surname: &str) -> bool {
        self.surnames.get(surname).is_some_and(|count| *count >= KNOWN_FROM)
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

/// The best agreement of two names over their readings: given names, surnames, and how many bits
/// it says.
pub(super) fn compare(a: &Name, b: &Name, frequencies: &Frequencies) -> Compared {
    let mut best: Option<Compared> = None;
    for (i, one) in a.readings.iter().enumerate() {
        for (j, other) in b.readings.iter().enumerate() {
            // Both swapped says no more than neither.
            if i > 0 && j > 0 && a.readings.len() == 2 && b.readings.len() == 2 {
                continue;
            }
            let compared = compare_parts(one, other, frequencies);
            if best.is_none_or(|best| compared.rank() > best.rank()) {
                best = Some(compared);
            }
        }
    }
    let best = best.unwrap_or(Compared {
        given: Agreement::Unknown,
        surnames: Agreement::Unknown,
        bits: 0,
    });
    if best.is_conflict() { compare_letters(a, b, frequencies).unwrap_or(best) } else { best }
}

/// Names that differ by slips over their whole length, lost blanks among them: `FerrerGarrido` for
/// "Ferrer Garrido". What remains on both sides must not be names of their own: "Mario" is no slip
/// for "María".
fn compare_letters(a: &Name, b: &Name, frequencies: &Frequencies) -> Option<Compared> {
    let length = a.letters.chars().count().min(b.letters.chars().count());
    let slips_max = match length {
        0..=9 => return None,
        10..=17 => 2,
        _ => 3,
    };
    if least_slips(&a.counts, &b.counts) > slips_max
        || strsim::osa_distance(&a.letters, &b.letters) > slips_max
    {
        return None;
    }
    let (ones, others) = (a.parts(), b.parts());
    let known = |part: &&str| frequencies.is_given(part) || frequencies.is_surname(part);
    let only = |parts: &[&str], other: &[&str]| -> Vec<String> {
        parts.iter().filter(|part| !other.contains(part)).map(|part| (*part).to_owned()).collect()
    };
    let (only_a, only_b) = (only(&ones, &others), only(&others, &ones));
    let all_known =
        |parts: &[String]| !parts.is_empty() && parts.iter().all(|part| known(&part.as_str()));
    if all_known(&only_a) && all_known(&only_b) {
        return None;
    }
    let shared = ones.iter().filter(|part| others.contains(part));
    let bits: i32 = shared.map(|part| frequencies.surname_bits(part)).sum();
    Some(Compared { given: Agreement::Mistyped, surnames: Agreement::Mistyped, bits: bits + 40 })
}

/// How two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) given: Agreement,
    pub(super) surnames: Agreement,
    /// Tenths of a bit.
    pub(super) bits: i32,
}

impl Compared {
    /// Whether they are surely names of two people.
    pub(super) fn is_conflict(self) -> bool {
        self.given == Agreement::Different || self.surnames == Agreement::Different
    }

    fn rank(self) -> (bool, i32) {
        (!self.is_conflict(), self.bits)
    }
}

fn compare_parts(a: &Parts, b: &Parts, frequencies: &Frequencies) -> Compared {
    let (given, given_bits) = compare_given(&a.given, &b.given, frequencies);
    let (surnames, surname_bits) = compare_surnames(&a.surnames, &b.surnames, frequencies);
    Compared { given, surnames, bits: given_bits + surname_bits }
}

fn compare_given(a: &[String], b: &[String], frequencies: &Frequencies) -> (Agreement, i32) {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return (Agreement::Unknown, 0);
    };
    let joined = |given: &[String]| given.join(" ");
    if canonical(&joined(a)) == canonical(&joined(b)) {
        let agreement = if a == b { Agreement::Same } else { Agreement::Short };
        // A compound says more than its first name.
        let compound = 15 * i32::try_from(a.len().min(b.len()).saturating_sub(1)).unwrap_or(0);
        let cost = if agreement == Agreement::Short { 10 } else { 0 };
        return (agreement, frequencies.given_bits(first_a) + compound - cost);
    }
    let (agreement, bits) = compare_one(first_a, first_b, frequencies);
    match agreement {
        // "Ángeles" for "María Ángeles": any of the one is any of the other.
        Agreement::Different if a.len() + b.len() > 2 => {
            let is_shared =
                a.iter().any(|one| b.iter().any(|other| canonical(one) == canonical(other)));
            // "María José" and "José María" share names and are two.
            let is_part = a.len() != b.len();
            if is_shared && is_part {
                (Agreement::Partly, 20)
            } else {
                (Agreement::Different, -100)
            }
        }
        Agreement::Different => (Agreement::Different, -100),
        _ => {
            let (rest_a, rest_b) = (a.get(1..).unwrap_or_default(), b.get(1..).unwrap_or_default());
            match (rest_a.first(), rest_b.first()) {
                (None, None) => (agreement, bits),
                // "José" for "José Antonio".
                (None, Some(_)) | (Some(_), None) => (agreement.min(Agreement::Partly), bits - 20),
                (Some(second_a), Some(second_b)) => {
                    let (second, more) = compare_one(second_a, second_b, frequencies);
                    if second == Agreement::Different {
                        return (Agreement::Different, -100);
                    }
                    (agreement.min(second), bits + more / 3)
                }
            }
        }
    }
}

fn compare_one(a: &str, b: &str, frequencies: &Frequencies) -> (Agreement, i32) {
    if a == b {
        return (Agreement::Same, frequencies.given_bits(a));
    }
    if canonical(a) == canonical(b) {
        return (Agreement::Short, frequencies.given_bits(a) - 10);
    }
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if is_initial(a, b) || is_initial(b, a) {
        return (Agreement::Initial, 20);
    }
    let are_names = frequencies.is_given(a) && frequencies.is_given(b);
    if !are_names && is_mistyped(a, b) {
        return (
            Agreement::Mistyped,
            frequencies.given_bits(a).min(frequencies.given_bits(b)) - 15,
        );
    }
    // "Fern." and "Fern" for Fernando: a beginning of four letters or more.
    let is_beginning = |short: &str, long: &str| {
        short.chars().count() >= 3 && long.starts_with(short) && !frequencies.is_given(short)
    };
    if is_beginning(a, b) || is_beginning(b, a) {
        return (Agreement::Short, 30);
    }
    (Agreement::Different, -100)
}

fn compare_surnames(a: &[String], b: &[String], frequencies: &Frequencies) -> (Agreement, i32) {
    if a.is_empty() || b.is_empty() {
        return (Agreement::Unknown, 0);
    }
    let mut agreement = Agreement::Same;
    let mut bits = 0;
    for (one, other) in a.iter().zip(b) {
        let (found, worth) = compare_surname(one, other, frequencies);
        if found == Agreement::Different {
            return (Agreement::Different, -100);
        }
        agreement = agreement.min(found);
        bits += worth;
    }
    if a.len() != b.len() {
        agreement = agreement.min(Agreement::Partly);
    }
    (agreement, bits)
}

fn compare_surname(a: &str, b: &str, frequencies: &Frequencies) -> (Agreement, i32) {
    if a == b {
        return (Agreement::Same, frequencies.surname_bits(a));
    }
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if is_initial(a, b) || is_initial(b, a) {
        return (Agreement::Initial, 15);
    }
    let are_names = frequencies.is_surname(a) && frequencies.is_surname(b);
    if !are_names && is_mistyped(a, b) {
        let worth = frequencies.surname_bits(a).min(frequencies.surname_bits(b));
        return (Agreement::Mistyped, worth - 15);
    }
    (Agreement::Different, -100)
}

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

/// The fewest slips that could lie between texts with these letters.
fn least_slips(a: &[u8; 36], b: &[u8; 36]) -> usize {
    let (mut more, mut fewer) = (0usize, 0usize);
    for (one, other) in a.iter().zip(b) {
        more += usize::from(one.saturating_sub(*other));
        fewer += usize::from(other.saturating_sub(*one));
    }
    more.max(fewer)
}

/// One slip of the finger in a short word, two in a long one.
pub(super) fn is_mistyped(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let length = a.chars().count().min(b.chars().count());
    let slips = strsim::osa_distance(a, b);
    match length {
        0..=2 => false,
        3..=6 => slips <= 1,
        _ => slips <= 2,
    }
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
    match parts.len() {
        0 => {}
        1 => readings.extend(split(1)),
        2 | 3 => readings.extend(
            [split(1), split(2)].into_iter().flatten().filter(|parts| !parts.surnames.is_empty()),
        ),
        _ => readings.extend([split(2), split(1)].into_iter().flatten()),
    }
    // Surnames first, as some lists sort.
    if parts.len() >= 2
        && let Some((given, surnames)) = parts.split_last()
    {
        readings.push(Parts { given: vec![given.clone()], surnames: surnames.to_vec() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(first: &str, last: &str) -> Name {
        let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let record = Record { first_name: part(first), last_name: part(last), ..Record::default() };
        Name::of(&record).unwrap()
    }

    fn check(a: (&str, &str), b: (&str, &str), is_same: bool) {
        let frequencies = Frequencies::default();
        let compared = compare(&name(a.0, a.1), &name(b.0, b.1), &frequencies);
        assert_eq!(
            !compared.is_conflict() && compared.bits > 0,
            is_same,
            "{a:?} {b:?}: {compared:?}"
        );
    }

    #[test]
    fn the_same_people() {
        check(("Mª Ángeles", "Martín Rubio"), ("MARIA ANGELES", "MARTIN RUBIO"), true);
        check(("Juan José", "Santos"), ("Juan José", "Santos Vázquez"), true);
        check(("Francisco", "de la Fuente"), ("Paco", "Fuente"), true);
        check(("Martín Rubio", "Elena"), ("Elena", "Martín Rubio"), true);
        check(("Gonzalo", "Ordóñez"), ("Gonzalo", "Ordonez"), true);
        check(("Fernando", "Gutiérrez"), ("Fernando", "Gutierrrez"), true);
        check(("J.", "Puig"), ("Jordi", "Puig"), true);
        check(("Juanjo", "Sanz"), ("Juan José", "Sanz"), true);
    }

    #[test]
    fn other_people() {
        check(("Luis", "García Díaz"), ("Ana", "García Díaz"), false);
        check(("Luis", "García"), ("Luis", "Pérez"), false);
        check(("Luis", "García Díaz"), ("Luis", "García Soler"), false);
        check(("José Antonio", "Gil"), ("José María", "Gil"), false);
    }
}
