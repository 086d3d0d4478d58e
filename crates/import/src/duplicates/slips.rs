//! Words and mailboxes that differ by a slip of the hand.
//!
//! A slip is told from another word by what it leaves: short names and short domains are all a
//! letter or two apart and belong to different people and companies.

/// Sites at which so many have their mailbox that a domain a letter away is a slip.
const PROVIDERS: [&str; 12] = [
    "gmail.com",
    "hotmail.com",
    "hotmail.es",
    "outlook.com",
    "outlook.es",
    "yahoo.com",
    "yahoo.es",
    "icloud.com",
    "live.com",
    "telefonica.net",
    "msn.com",
    "googlemail.com",
];

/// What a hand makes of `com`; `co` and `cm` are countries.
const COM_SLIPS: [&str; 8] = ["con", "cmo", "ocm", "comm", "coom", "vom", "xom", "cpm"];

/// A name of fewer letters is a letter away from many others.
const NAME_LETTERS_MIN: usize = 6;

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

/// A slip in a given name. An ending that makes a woman's name of a man's is none.
pub(super) fn is_name_mistyped(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 2 || are_man_and_woman(a, b) {
        return false;
    }
    match a.chars().count().min(b.chars().count()) {
        0..=2 => false,
        3..=7 => strsim::osa_distance(a, b) <= 1,
        _ => strsim::osa_distance(a, b) <= 2,
    }
}

/// A slip between given names that may both be right. Short ones are a letter apart from many
/// others, so that only letters swapped or doubled are a slip there.
pub(super) fn is_rare_name_mistyped(a: &str, b: &str) -> bool {
    let is_short = a.chars().count().min(b.chars().count()) <= SHORT_LETTERS;
    let are_same_letters = || {
        let sorted = |text: &str| {
            let mut bytes: Vec<u8> = text.bytes().collect();
            bytes.sort_unstable();
            bytes.dedup();
            bytes
        };
        sorted(a) == sorted(b)
    };
    is_name_mistyped(a, b) && (!is_short || are_same_letters())
}

/// A given name of so many letters is short.
const SHORT_LETTERS: usize = 4;

/// "Fulgencio" and "Fulgencia", "Daniel" and "Daniela".
fn are_man_and_woman(a: &str, b: &str) -> bool {
    let is_pair = |man: &str, woman: &str| {
        let Some(stem) = woman.strip_suffix('a') else { return false };
        man == stem || man.strip_suffix(['o', 'e']) == Some(stem)
    };
    is_pair(a, b) || is_pair(b, a)
}

/// Whether two folded words are said alike across the Atlantic, roughly: what is spelt in two ways
/// and said in one is one name.
pub(super) fn sound_alike(a: &str, b: &str) -> bool {
    a.len().abs_diff(b.len()) <= 2 && sounds(a).eq(sounds(b))
}

fn sounds(word: &str) -> impl Iterator<Item = u8> {
    let bytes = word.as_bytes();
    let after = move |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let mut last = b' ';
    let sounds = bytes.iter().enumerate().filter_map(move |(at, byte)| {
        Some(match byte {
            // "ch" is a sound of its own but before a consonant: Christian.
            b'c' if after(at + 1) == b'h' && is_vowel(after(at + 2)) => b'h',
            b'h' => return None,
            b'z' => b's',
            b'c' if matches!(after(at + 1), b'e' | b'i') => b's',
            b'c' | b'q' => b'k',
            b'v' | b'w' => b'b',
            b'y' => b'i',
            b'x' => b'j',
            b'g' if matches!(after(at + 1), b'e' | b'i') => b'j',
            other => *other,
        })
    });
    // Letters doubled are said once.
    sounds.filter(move |sound| std::mem::replace(&mut last, *sound) != *sound)
}

/// One slip in a local part or a domain.
pub(super) fn is_email_mistyped(a: &str, b: &str) -> bool {
    let (Some((local_a, domain_a)), Some((local_b, domain_b))) =
        (a.split_once('@'), b.split_once('@'))
    else {
        return false;
    };
    let length = local_a.len().min(local_b.len());
    // Providers tell namesakes apart by numbers: another number is another person's.
    let is_local = domain_a == domain_b
        && digits(local_a) == digits(local_b)
        && length >= 5
        && strsim::osa_distance(local_a, local_b) <= 1 + usize::from(length >= 10);
    is_local || (local_a == local_b && is_domain_mistyped(domain_a, domain_b))
}

fn is_domain_mistyped(a: &str, b: &str) -> bool {
    let is_provider = |domain: &str| PROVIDERS.contains(&domain);
    if is_provider(a) != is_provider(b) {
        return strsim::osa_distance(a, b) == 1;
    }
    let (Some((name_a, ending_a)), Some((name_b, ending_b))) =
        (a.rsplit_once('.'), b.rsplit_once('.'))
    else {
        return false;
    };
    if name_a == name_b {
        let is_slip = |one: &str, other: &str| one == "com" && COM_SLIPS.contains(&other);
        return is_slip(ending_a, ending_b) || is_slip(ending_b, ending_a);
    }
    // A digit more or another one is another branch, server or company.
    let letters = |name: &str| name.chars().filter(|c| c.is_alphabetic()).count();
    ending_a == ending_b
        && letters(name_a).min(letters(name_b)) >= NAME_LETTERS_MIN
        && digits(name_a) == digits(name_b)
        && strsim::osa_distance(name_a, name_b) == 1
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_given_name_is_told_from_another_name() {
        for (a, b, expected, expected_of_rare) in [
            ("rikcy", "ricky", true, true),
            ("aan", "ana", true, true),
            ("annna", "anna", true, true),
            ("iran", "ivan", true, false),
            ("fulgencio", "fulgencia", false, false),
            ("clemente", "clementa", false, false),
            ("gonzlao", "gonzalo", true, true),
            ("ana", "eva", false, false),
        ] {
            assert_eq!(is_name_mistyped(a, b), expected, "{a} {b}");
            assert_eq!(is_rare_name_mistyped(a, b), expected_of_rare, "{a} {b}");
        }
    }

    #[test]
    fn spellings_of_one_sound() {
        for (a, b) in [
            ("vasquez", "vazquez"),
            ("gimenez", "jimenez"),
            ("henriquez", "enriquez"),
            ("esther", "ester"),
            ("jhon", "john"),
            ("christian", "cristian"),
            ("xavier", "javier"),
        ] {
            assert!(sound_alike(a, b), "{a} {b}");
        }
        for (a, b) in [("chavez", "cavez"), ("rojas", "rosas"), ("luis", "luisa")] {
            assert!(!sound_alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_slip_is_told_from_another_domain() {
        for (a, b, expected) in [
            ("ana@sap.com", "ana@sas.com", false),
            ("luis@t1.es", "luis@t2.es", false),
            ("luis@talleres1.es", "luis@talleres2.es", false),
            ("ana@acme.es", "ana@acme.mx", false),
            ("ana@sierraalta.es", "ana@sierraalta.mx", false),
            ("ana@acme.com", "ana@acme.con", true),
            ("ana@acme.com", "ana@acme.co", false),
            ("ana@gmail.com", "ana@gmial.com", true),
            ("ana@hotmail.com", "ana@hotmial.com", true),
            ("ana@hotmail.com", "ana@hotmail.es", false),
            ("ana@gmail.com", "ana@gmail.co", true),
            ("ana@sierraalta.example", "ana@siera-alta.example", false),
            ("ana@sierraalta.example", "ana@sieraalta.example", true),
            ("ana@sierraalta.example", "ana@sierarlta.example", false),
            ("ana.gil@acme.es", "ana.gli@acme.es", true),
            ("isabelromero431@gmail.com", "isabelromero791@gmail.com", false),
            ("hector.cruz@acme.es", "hector.cruz2@acme.es", false),
        ] {
            assert_eq!(is_email_mistyped(a, b), expected, "{a} {b}");
            assert_eq!(is_email_mistyped(b, a), expected, "{b} {a}");
        }
    }
}
