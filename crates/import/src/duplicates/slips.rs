//! Mailboxes that differ by a slip of the hand.
//!
//! A slip is told from another mailbox by what it leaves: short domains are all a letter or two
//! apart and belong to different companies, and so do the same name under two countries.

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

/// One slip in a local part or a domain.
pub(super) fn is_email_mistyped(a: &str, b: &str) -> bool {
    let (Some((local_a, domain_a)), Some((local_b, domain_b))) =
        (a.split_once('@'), b.split_once('@'))
    else {
        return false;
    };
    let length = local_a.len().min(local_b.len());
    let is_local = domain_a == domain_b
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
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    ending_a == ending_b
        && letters(name_a).min(letters(name_b)) >= NAME_LETTERS_MIN
        && digits(name_a) == digits(name_b)
        && strsim::osa_distance(name_a, name_b) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(is_email_mistyped(a, b), expected, "{a} {b}");
            assert_eq!(is_email_mistyped(b, a), expected, "{b} {a}");
        }
    }
}
