//! How two names agree, as people compare them: missing surnames, short forms, initials, slips.
//!
//! A slip is one of a part of the name, never of the whole, and of two names that are each a name
//! of their own none is a slip for the other: Juan and Juana are two people.

use super::frequencies::Frequencies;
use super::given::{self, Sex};
use super::names::{Name, Parts};
use super::nicknames::{canonical, forms_of, is_short_form, may_be_same, meanings};
use super::slips::{is_mistyped, is_name_mistyped, is_rare_name_mistyped, sound_alike};

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

/// How two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) given: Agreement,
    pub(super) surnames: Agreement,
    /// Tenths of a bit.
    pub(super) bits: i32,
}

impl Compared {
    /// Whether they are names of two people, as far as names tell.
    pub(super) fn is_conflict(self) -> bool {
        self.given == Agreement::Different || self.surnames == Agreement::Different
    }

    fn rank(self) -> (bool, i32) {
        (!self.is_conflict(), self.bits)
    }
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

/// Whether two names have given names of two people: each has one that is a name of its own and not
/// the other's. A word that nobody knows may be what friends call somebody.
pub(super) fn are_two(a: &Name, b: &Name, frequencies: &Frequencies) -> bool {
    let (Some(one), Some(other)) = (a.readings.first(), b.readings.first()) else { return false };
    let has_own = |given: &[String], others: &Name| {
        let others = others.parts();
        given.iter().filter(|given| frequencies.is_given(given)).any(|given| {
            !others.iter().any(|other| {
                may_be_same(given, other)
                    || sound_alike(given, other)
                    || (!frequencies.is_given(other) && is_name_mistyped(given, other))
            })
        })
    };
    let are_of_two_sexes = || {
        let firsts = one.given.first().zip(other.given.first());
        firsts.is_some_and(|(one, other)| are_of_two_sexes(one, other))
    };
    (has_own(&one.given, b) && has_own(&other.given, a)) || are_of_two_sexes()
}

/// Whether two names have surnames of two families: each has one that many have and the other has
/// not.
pub(super) fn are_two_families(a: &Name, b: &Name, frequencies: &Frequencies) -> bool {
    let (Some(one), Some(other)) = (a.readings.first(), b.readings.first()) else { return false };
    let has_own = |surnames: &[String], others: &Name| {
        let others = others.parts();
        surnames.iter().filter(|surname| frequencies.is_surname(surname)).any(|surname| {
            !others.iter().any(|other| {
                surname == other
                    || sound_alike(surname, other)
                    || (!frequencies.is_surname(other) && is_mistyped(surname, other))
            })
        })
    };
    has_own(&one.surnames, b) && has_own(&other.surnames, a)
}

/// Names whose blanks were lost, moved or mistyped: `FerrerGarrido` for "Ferrer Garrido",
/// "Rodrígue zSoto". Beside a blank there may be slips; one word for another is no blank.
fn compare_letters(a: &Name, b: &Name, frequencies: &Frequencies) -> Option<Compared> {
    let length = a.letters.chars().count().min(b.letters.chars().count());
    let slips_max = match length {
        0..LETTERS_MIN => return None,
        LETTERS_MIN..LONG_LETTERS_MIN => 2,
        _ => 3,
    };
    if least_slips(&a.counts, &b.counts) > slips_max {
        return None;
    }
    let (ones, others) = (a.parts(), b.parts());
    let are_blanks_lost = ones.len() != others.len() || a.words != b.words;
    let slips_max = if are_blanks_lost { slips_max } else { 0 };
    if strsim::osa_distance(&a.letters, &b.letters) > slips_max {
        return None;
    }
    // What remains on both sides must not be names of their own: "Juan A." is not Juana.
    let only = |parts: &[&str], other: &[&str]| -> Vec<String> {
        parts.iter().filter(|part| !other.contains(part)).map(|part| (*part).to_owned()).collect()
    };
    let (only_a, only_b) = (only(&ones, &others), only(&others, &ones));
    let known = |part: &String| frequencies.is_given(part) || frequencies.is_surname(part);
    let all_known = |parts: &[String]| !parts.is_empty() && parts.iter().all(known);
    if (all_known(&only_a) && all_known(&only_b)) || are_two(a, b, frequencies) {
        return None;
    }
    let shared = ones.iter().filter(|part| others.contains(part));
    let bits: i32 = shared.map(|part| frequencies.surname_bits(part)).sum();
    Some(Compared { given: Agreement::Mistyped, surnames: Agreement::Mistyped, bits: bits + 40 })
}

/// Names of fewer letters are each other's with a blank moved too often.
const LETTERS_MIN: usize = 10;
/// From here on three slips, a lost blank's among them, leave enough to know a name by.
const LONG_LETTERS_MIN: usize = 18;

fn compare_parts(a: &Parts, b: &Parts, frequencies: &Frequencies) -> Compared {
    let (surnames, surname_bits) = compare_surnames(&a.surnames, &b.surnames, frequencies);
    if surnames == Agreement::Different {
        return Compared { given: Agreement::Unknown, surnames, bits: surname_bits };
    }
    let (given, given_bits) = compare_given(&a.given, &b.given, frequencies);
    Compared { given, surnames, bits: given_bits + surname_bits }
}

fn compare_given(a: &[String], b: &[String], frequencies: &Frequencies) -> (Agreement, i32) {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return (Agreement::Unknown, 0);
    };
    if a.len() + b.len() == 2 {
        let compared = compare_one(first_a, first_b, frequencies);
        let is_several = |given| meanings(given).any(is_compound);
        if compared != DIFFERENT || !(is_several(first_a) || is_several(first_b)) {
            return compared;
        }
    }
    if may_be_same(&a.join(" "), &b.join(" ")) {
        let agreement = if a == b { Agreement::Same } else { Agreement::Short };
        // A compound says more than its first name.
        let compound = 15 * i32::try_from(a.len().min(b.len()).saturating_sub(1)).unwrap_or(0);
        let cost = if agreement == Agreement::Short { 10 } else { 0 };
        return (agreement, frequencies.given_bits(first_a) + compound - cost);
    }
    let (a, b) = (written_out(a), written_out(b));
    compare_several(&a, &b, frequencies)
}

/// Given names where one of the two has several.
fn compare_several(a: &[&str], b: &[&str], frequencies: &Frequencies) -> (Agreement, i32) {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return (Agreement::Unknown, 0);
    };
    if a.len() != b.len() && are_of_two_sexes(first_a, first_b) {
        return DIFFERENT;
    }
    let (agreement, bits) = compare_one(first_a, first_b, frequencies);
    if agreement == Agreement::Different {
        // "Ángeles" for "María Ángeles": any of the one is any of the other. "María José" and
        // "José María" share names and are two.
        let is_shared = a.iter().any(|one| b.iter().any(|other| may_be_same(one, other)));
        return if is_shared && a.len() != b.len() { (Agreement::Partly, 20) } else { DIFFERENT };
    }
    match (a.get(1), b.get(1)) {
        (None, None) => (agreement, bits),
        // "José" for "José Antonio".
        (None, Some(_)) | (Some(_), None) => (agreement.min(Agreement::Partly), bits - 20),
        (Some(second_a), Some(second_b)) => {
            let (second, more) = compare_one(second_a, second_b, frequencies);
            if second == Agreement::Different {
                return DIFFERENT;
            }
            (agreement.min(second), bits + more / 3)
        }
    }
}

const DIFFERENT: (Agreement, i32) = (Agreement::Different, -100);

fn is_compound(name: &str) -> bool {
    name.contains(' ')
}

/// Given names with a short form of several written out: Juanjo as Juan and José.
fn written_out(given: &[String]) -> Vec<&str> {
    let words = given.iter().flat_map(|name| {
        let stands_for = if is_short_form(name) { canonical(name) } else { name };
        let is_written = is_compound(stands_for) && meanings(name).all(is_compound);
        let written = if is_written { stands_for } else { name };
        written.split(' ')
    });
    words.collect()
}

/// José is not María José's short form, nor María José María's.
fn are_of_two_sexes(a: &str, b: &str) -> bool {
    let one_of = |given: &str| match given::sex(given) {
        Some(Sex::Either) => None,
        sex => sex,
    };
    matches!((one_of(a), one_of(b)), (Some(one), Some(other)) if one != other)
}

fn compare_one(a: &str, b: &str, frequencies: &Frequencies) -> (Agreement, i32) {
    if a == b {
        return (Agreement::Same, frequencies.given_bits(a));
    }
    if may_be_same(a, b) {
        return (Agreement::Short, frequencies.given_bits(a).min(frequencies.given_bits(b)) - 10);
    }
    if is_initial(a, b) || is_initial(b, a) {
        return (Agreement::Initial, 20);
    }
    let worth = || frequencies.given_bits(a).min(frequencies.given_bits(b));
    // Jhon and John, Ester and Esther: one name in two spellings.
    if sound_alike(a, b) {
        return (Agreement::Short, worth() - 10);
    }
    let (is_name, is_other_name) = (frequencies.is_given(a), frequencies.is_given(b));
    if is_name && is_other_name {
        return DIFFERENT;
    }
    // Of two words that nobody knows, neither is more likely the slip.
    let is_slip = if is_name || is_other_name { is_name_mistyped } else { is_rare_name_mistyped };
    if is_slip(a, b) {
        return (Agreement::Mistyped, worth() - 15);
    }
    // "Fern." and "Fern" for Fernando: a beginning of three letters or more.
    let is_beginning = |short: &str, long: &str, is_name: bool| {
        short.chars().count() >= 3 && long.starts_with(short) && !is_name
    };
    if is_beginning(a, b, is_name) || is_beginning(b, a, is_other_name) {
        return (Agreement::Short, 30);
    }
    // "Ncaho" for Nacho is Ignacio.
    let is_form_mistyped = |written: &str, name: &str| {
        meanings(name).flat_map(forms_of).any(|form| is_name_mistyped(written, form))
    };
    if (!is_name && is_form_mistyped(a, b)) || (!is_other_name && is_form_mistyped(b, a)) {
        return (Agreement::Mistyped, 20);
    }
    DIFFERENT
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
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
            return DIFFERENT;
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
    if is_initial(a, b) || is_initial(b, a) {
        return (Agreement::Initial, 15);
    }
    let worth = || frequencies.surname_bits(a).min(frequencies.surname_bits(b)) - 15;
    // Where a list does not tell them apart, Fernando stands where Fernández does.
    let is_name = |part: &str| frequencies.is_surname(part) || given::sex(part).is_some();
    // Vásquez and Vázquez, Giménez and Jiménez: each common, and each other's misspelling.
    let is_misspelt = sound_alike(a, b) || (!(is_name(a) && is_name(b)) && is_mistyped(a, b));
    if is_misspelt { (Agreement::Mistyped, worth()) } else { DIFFERENT }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;

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
    fn slips_and_lost_blanks() {
        check(("Critsian", "Espionza"), ("Cristian", "Espinoza"), true);
        check(("Ncaho", "Castro"), ("Ignacio", "Castro"), true);
        check(("Juan", "Rodrígue zSánchez"), ("Juan", "Rodríguez Sánchez"), true);
        check(("Luis", "FerrerGarrido"), ("Luis", "Ferrer Garrido"), true);
        check(("Ester", "Vásquez"), ("Esther", "Vázquez"), true);
        check(("Juan A.", "Castillo"), ("Juana", "Castillo"), false);
        check(("Fulgencio", "Gil"), ("Fulgencia", "Gil"), false);
    }

    #[test]
    fn given_names_a_slip_apart_are_two() {
        for (one, other) in [
            ("Juan", "Juana"),
            ("Luis", "Luisa"),
            ("Pablo", "Paula"),
            ("Carlos", "Carla"),
            ("Ana", "Eva"),
            ("Sara", "Lara"),
            ("Óscar", "Omar"),
            ("Elena", "Elisa"),
            ("Daniel", "Daniela"),
            ("Ana", "Leo"),
            ("Hugo", "Paco"),
            ("Manuela", "Ángel"),
            ("Pedro", "Pablo"),
            ("Iván", "Juan"),
            ("José", "María José"),
            ("María", "José María"),
        ] {
            check((one, "Fernández Rodríguez"), (other, "Fernández Rodríguez"), false);
        }
        check(("Ana", "Rojas"), ("Ana", "Rosas"), false);
    }

    #[test]
    fn what_nobody_knows_is_no_proof_of_two() {
        let are_two =
            |a, b| are_two(&name(a, "Mamani Soto"), &name(b, "Mamani"), &Frequencies::default());
        assert!(are_two("Juan", "Juana") && are_two("Pedro", "Marta"));
        assert!(!are_two("Francisca", "Panchita") && !are_two("Ricardo", "Rikcyy"));
    }

    #[test]
    fn other_people() {
        check(("Luis", "García Díaz"), ("Ana", "García Díaz"), false);
        check(("Luis", "García"), ("Luis", "Pérez"), false);
        check(("Luis", "García Díaz"), ("Luis", "García Soler"), false);
        check(("José Antonio", "Gil"), ("José María", "Gil"), false);
    }
}
