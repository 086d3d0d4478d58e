//! What people put behind their names.

use engine::text::fold;

/// Degrees and certificates that follow a comma, folded and without dots.
const DEGREES: &[&str] = &[
    "phd", "mba", "emba", "msc", "bsc", "md", "mdes", "meng", "beng", "llm", "llb", "cpa", "cfa",
    "cfp", "cissp", "pmp", "psm", "csm", "itil", "acca", "frics", "mrics", "dba", "dds", "esq",
    "jr", "sr",
];

/// A name without the degrees behind it: "Ruiz, MBA, PMP" is Ruiz, and "Ruiz, Ana" stays.
#[must_use]
pub fn without_degrees(name: &str) -> &str {
    let Some((bare, behind)) = name.split_once(',') else { return name };
    let is_degree = |word: &str| {
        let letters: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
        DEGREES.contains(&letters.as_str())
    };
    let are_degrees = behind.split([',', '/']).all(|part| {
        let mut words = part.split_whitespace();
        words.all(|word| is_degree(word) || word == "®" || word == "™")
    });
    if are_degrees && !bare.trim().is_empty() { bare.trim_end() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_no_part_of_a_name() {
        for (name, expected) in [
            ("Ruiz, PhD", "Ruiz"),
            ("Ana Ruiz, Ph.D., MBA", "Ana Ruiz"),
            ("Ruiz, Ana", "Ruiz, Ana"),
            ("Ruiz Peña", "Ruiz Peña"),
            (", MBA", ", MBA"),
        ] {
            assert_eq!(without_degrees(name), expected);
        }
    }
}
