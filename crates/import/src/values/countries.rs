//! Countries by name, in the languages that lists are written in.

use engine::text::fold;

/// ISO 3166-1 alpha-2 of a country by its name or code.
#[must_use]
pub fn country(cell: &str) -> Option<&'static str> {
    let folded = fold(cell);
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let is_named = |names: &&(&str, &[&str])| {
        names.0.eq_ignore_ascii_case(folded) || names.1.contains(&folded)
    };
    COUNTRIES.iter().find(is_named).map(|(code, _)| *code)
}

/// Code, then alpha-3 and names, folded.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("ES", &["esp", "españa", "espana", "spain", "espanya", "espagne", "reino de españa"]),
    ("MX", &["mex", "mexico", "mejico", "estados unidos mexicanos"]),
    ("AR", &["arg", "argentina", "republica argentina"]),
    ("CO", &["col", "colombia"]),
    ("CL", &["chl", "chile"]),
    ("PE", &["per", "peru"]),
    ("EC", &["ecu", "ecuador"]),
    ("VE", &["ven", "venezuela"]),
    ("BO", &["bol", "bolivia"]),
    ("PY", &["pry", "paraguay"]),
    ("UY", &["ury", "uruguay"]),
    ("CR", &["cri", "costa rica"]),
    ("PA", &["pan", "panama"]),
    ("GT", &["gtm", "guatemala"]),
    ("SV", &["slv", "el salvador", "salvador"]),
    ("HN", &["hnd", "honduras"]),
    ("NI", &["nic", "nicaragua"]),
    ("DO", &["dom", "republica dominicana", "dominican republic", "rep. dominicana"]),
    ("CU", &["cub", "cuba"]),
    ("PR", &["pri", "puerto rico"]),
    ("PT", &["prt", "portugal"]),
    ("AD", &["and", "andorra"]),
    ("FR", &["fra", "francia", "france"]),
    ("IT", &["ita", "italia", "italy"]),
    ("DE", &["deu", "ger", "alemania", "germany", "deutschland"]),
    (
        "GB",
        &["gbr", "uk", "reino unido", "united kingdom", "inglaterra", "england", "great britain"],
    ),
    ("IE", &["irl", "irlanda", "ireland"]),
    ("NL", &["nld", "paises bajos", "holanda", "netherlands", "the netherlands"]),
    ("BE", &["bel", "belgica", "belgium"]),
    ("CH", &["che", "suiza", "switzerland"]),
    ("AT", &["aut", "austria"]),
    ("SE", &["swe", "suecia", "sweden"]),
    ("NO", &["nor", "noruega", "norway"]),
    ("DK", &["dnk", "dinamarca", "denmark"]),
    ("FI", &["fin", "finlandia", "finland"]),
    ("PL", &["pol", "polonia", "poland"]),
    ("RO", &["rou", "rumania", "romania"]),
    ("MA", &["mar", "marruecos", "morocco"]),
    (
        "US",
        &[
            "usa",
            "estados unidos",
            "united states",
            "united states of america",
            "ee.uu",
            "eeuu",
            "ee. uu",
        ],
    ),
    ("CA", &["can", "canada"]),
    ("BR", &["bra", "brasil", "brazil"]),
    ("CN", &["chn", "china"]),
    ("JP", &["jpn", "japon", "japan"]),
    ("IN", &["ind", "india"]),
    ("AU", &["aus", "australia"]),
];

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
            ("Valencia", None),
            ("", None),
        ] {
            assert_eq!(country(cell), expected, "{cell}");
        }
    }
}
