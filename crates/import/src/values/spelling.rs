//! Which of several spellings of a name is the one to show.

use engine::text::fold;
use strsim::normalized_damerau_levenshtein as likeness;

/// The fullest of several spellings: two surnames say more than one, accents more than none, small
/// letters more than capitals. The first of equally full ones.
#[must_use]
pub fn fullest<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fullness = |text: &str| {
        let words = text.split_whitespace().count();
        let is_mixed = text.chars().any(char::is_lowercase);
        (is_mixed, words, text.chars().filter(|c| !c.is_ascii()).count())
    };
    let texts = texts.into_iter();
    texts.reduce(|best, text| if fullness(text) > fullness(best) { text } else { best })
}

/// How like each other two words are that differ by a slip, from 0 to 1: one letter in five.
const SLIP: f64 = 0.8;

/// Whether two texts spell one name: in whatever order, each word of the shorter one is, but for a
/// slip, one of the longer.
#[must_use]
pub fn are_one(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text).replace('ñ', "n");
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (mut one, mut other) = (words(a), words(b));
    if one.len() > other.len() {
        std::mem::swap(&mut one, &mut other);
    }
    let is_there = |word: &String| {
        let alike = other.iter().position(|known| likeness(word, known) >= SLIP);
        alike.map(|at| other.swap_remove(at)).is_some()
    };
    !one.is_empty() && one.iter().all(is_there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_spelling_is_the_one_to_show() {
        let names = ["RAMIREZ RUBEN", "Rubén Ramírez", "Ramírez Santana Rubén", "Ruben Ramirez"];
        assert_eq!(fullest(names), Some("Ramírez Santana Rubén"));
        assert_eq!(fullest(["Rubén Ramírez", "Ramírez Rubén"]), Some("Rubén Ramírez"));
        assert_eq!(fullest([]), None);
    }

    #[test]
    fn spellings_of_one_name_differ_by_slips_order_and_surnames_that_are_missing() {
        for (a, b) in [
            ("Rubén Ramírez Santana", "Ramírez Santana Rubén"),
            ("Ingeniería Tecnoclima S.L.U.", "INGrNIERIA TECNOCLIMA S.L.U."),
            ("Joaquín Muñoz", "JOAQUIN MUNOZ PARDO"),
        ] {
            assert!(are_one(a, b) && are_one(b, a), "{a} and {b}");
        }
        for (a, b) in [("Ana Gil", "Eva Gil"), ("Acme SL", "Zeta SL"), ("", "Ana")] {
            assert!(!are_one(a, b) && !are_one(b, a), "{a} and {b}");
        }
    }
}
