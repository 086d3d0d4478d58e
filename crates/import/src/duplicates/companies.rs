//! Names of companies, without what does not tell them apart.

use engine::text::fold;

use super::slips::is_mistyped;

/// The words of a company's name that tell it apart, folded: legal forms and small words left
/// out.
#[must_use]
pub(super) fn core(company: &str) -> Vec<String> {
    let folded = fold(company).replace('ñ', "n");
    // "S. de R.L. de C.V.", "S.L.U." and "S. L." are one word each: letters apart by dots and
    // blanks grow together.
    let words: Vec<&str> =
        folded.split(|c: char| !(c.is_alphanumeric())).filter(|word| !word.is_empty()).collect();
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut letters = String::new();
    for word in words {
        let is_small = matches!(
            word,
            "de" | "del" | "la" | "las" | "los" | "el" | "y" | "e" | "and" | "the" | "en"
        );
        if word.chars().count() == 1 && word != "y" && word != "e" {
            letters.push_str(word);
            continue;
        }
        // "s de rl de cv": the small words stand within the form.
        if !letters.is_empty() && (matches!(word, "rl" | "cv" | "de") || FORMS.contains(&word)) {
            if word != "de" {
                letters.push_str(word);
            }
            continue;
        }
        if !letters.is_empty() {
            joined.push(std::mem::take(&mut letters));
        }
        if !is_small {
            joined.push(word.to_owned());
        }
    }
    if !letters.is_empty() {
        joined.push(letters);
    }
    let kept: Vec<String> =
        joined.iter().filter(|word| !FORMS.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { joined } else { kept }
}

/// Legal forms and the words around them, folded and without dots.
const FORMS: &[&str] = &[
    "sl",
    "slu",
    "sll",
    "slne",
    "slp",
    "sa",
    "sau",
    "sad",
    "sal",
    "sc",
    "scp",
    "cb",
    "scoop",
    "coop",
    "cooperativa",
    "sdad",
    "soc",
    "sociedad",
    "limitada",
    "anonima",
    "unipersonal",
    "laboral",
    "sas",
    "srl",
    "sadecv",
    "sacv",
    "srlcv",
    "sderldecv",
    "sapi",
    "sapicv",
    "sapidecv",
    "srldecv",
    "cv",
    "rl",
    "decv",
    "ltda",
    "ltd",
    "limited",
    "inc",
    "llc",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "bv",
    "nv",
    "eirl",
    "spa",
    "sca",
    "aie",
    "ute",
    "ac",
    "sdecv",
    "plc",
    "co",
    "cia",
    "compania",
    "company",
    "hnos.",
    "sac",
    "saa",
    "saic",
    "saci",
    "sacif",
    "sab",
];

/// How two companies agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// They are two.
    Different,
    /// Nothing to compare.
    Unknown,
    /// One is mistyped or shortened.
    Alike,
    /// They are the same.
    Same,
}

/// Compares two companies by their words.
#[must_use]
pub(super) fn compare(a: &[String], b: &[String]) -> Agreement {
    if a.is_empty() || b.is_empty() {
        return Agreement::Unknown;
    }
    if a == b {
        return Agreement::Same;
    }
    let (whole_a, whole_b) = (a.concat(), b.concat());
    if whole_a == whole_b {
        return Agreement::Same;
    }
    if a.len() == b.len() {
        let differing: Vec<(&String, &String)> =
            a.iter().zip(b).filter(|(one, other)| one != other).collect();
        if let [(one, other)] = *differing.as_slice()
            && is_mistyped(one, other)
        {
            return Agreement::Alike;
        }
    }
    if whole_a.chars().count() >= 8 && is_mistyped(&whole_a, &whole_b) {
        return Agreement::Alike;
    }
    // One has words more: "Transportes Sierra" for "Transportes Sierra Alta".
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= 2 && short.iter().all(|word| long.contains(word)) {
        return Agreement::Alike;
    }
    Agreement::Different
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_company() {
        for (a, b) in [
            ("Talleres García Díaz S. de R.L. de C.V.", "TALLERES GARCIA DIAZ"),
            ("Frutas Ibermetal SLL", "Frutas Ibermetal, S.L."),
            (
                "Informática Rodríguez e Hijos S.A.P.I. de C.V.",
                "Informatica Rodriguez e Hijos SA de CV",
            ),
            ("Grupo Hnos. Suárez Sdad. Coop.", "Grupo Hnos Suárez S. Coop."),
            ("Suministros Eurofrut S. L.", "Suministros Eurofrut SLU"),
            ("Conservas C.B.", "Conservas"),
        ] {
            assert_eq!(
                compare(&core(a), &core(b)),
                Agreement::Same,
                "{a} {b}: {:?} {:?}",
                core(a),
                core(b)
            );
        }
    }

    #[test]
    fn alike_and_different() {
        let check = |a, b, expected| assert_eq!(compare(&core(a), &core(b)), expected, "{a} {b}");
        check("Transportes Siera Alta", "Transportes Sierra Alta SA", Agreement::Alike);
        check("Transportes Sierra Alta", "Transportes Sierra", Agreement::Alike);
        check("Talleres García", "Talleres Gómez", Agreement::Different);
        check("", "Talleres Gómez", Agreement::Unknown);
    }
}
