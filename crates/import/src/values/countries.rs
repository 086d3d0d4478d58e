//! Countries by name, in the languages that lists are written in.

use std::collections::HashMap;
use std::sync::LazyLock;

use engine::agreement::Language;
use engine::text::fold;

/// Every country of ISO 3166-1, one a line: alpha-2, alpha-3, its name in Spanish and in English as
/// CLDR has them, then ISO's own and what else people write.
const COUNTRIES: &str = include_str!("countries.txt");

/// ISO 3166-1 alpha-2 of a country by its name or code.
#[must_use]
pub fn country(cell: &str) -> Option<&'static str> {
    BY_NAME.get(&plain(cell)).copied()
}

/// The name of a country by its alpha-2 code in capitals.
#[must_use]
pub fn name(code: &str, language: Language) -> Option<&'static str> {
    let mut names = COUNTRIES.lines().map(|line| line.split('|'));
    let mut names = names.find_map(|mut names| (names.next()? == code).then_some(names))?;
    match language {
        Language::Es => names.nth(1),
        Language::En => names.nth(2),
    }
}

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for line in COUNTRIES.lines() {
        let Some((code, _)) = line.split_once('|') else { continue };
        for written in line.split('|') {
            let plain = plain(written);
            by_name.insert(plain.replace('ñ', "n"), code);
            by_name.insert(plain.replace('&', "and"), code);
            by_name.insert(plain, code);
        }
    }
    by_name
});

/// A name as it is looked up: folded, without marks around.
fn plain(cell: &str) -> String {
    let folded = fold(cell).replace('’', "'");
    folded.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_countries() {
        for (cell, expected) in [
            ("España ", Some("ES")),
            ("Espana", Some("ES")),
            ("Méjico", Some("MX")),
            ("mx", Some("MX")),
            ("ARG", Some("AR")),
            ("EE.UU.", Some("US")),
            ("NO", Some("NO")),
            ("Singapur", Some("SG")),
            ("Emiratos", Some("AE")),
            ("Corea del Sur", Some("KR")),
            ("Rusia", Some("RU")),
            ("Turquía", Some("TR")),
            ("Guinea Ecuatorial", Some("GQ")),
            ("Kuwait", Some("KW")),
            ("Qatar", Some("QA")),
            ("Catar", Some("QA")),
            ("Oman", Some("OM")),
            ("Saudi Arabia", Some("SA")),
            ("Ghana", Some("GH")),
            ("Trinidad and Tobago", Some("TT")),
            ("Costa de Marfil", Some("CI")),
            ("Cote d’Ivoire", Some("CI")),
            ("Valencia", None),
            ("", None),
        ] {
            assert_eq!(country(cell), expected, "{cell}");
        }
    }

    #[test]
    fn every_name_is_one_countrys() {
        assert_eq!(COUNTRIES.lines().count(), 249);
        for line in COUNTRIES.lines() {
            let code = line.get(..2).unwrap();
            assert!(line.split('|').count() >= 4, "{line}");
            for written in line.split('|') {
                assert!(!written.is_empty(), "{line}");
                assert_eq!(country(written), Some(code), "{written}");
            }
        }
        assert_eq!(name("AE", Language::Es), Some("Emiratos Árabes Unidos"));
        assert_eq!(name("AE", Language::En), Some("United Arab Emirates"));
        assert_eq!(name("XX", Language::Es), None);
    }
}
