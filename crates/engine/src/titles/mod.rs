//! Job level and area from Spanish and English titles.
//!
//! "Dir. Compras", "Responsable de mantenimiento" and "Head of Marketing" say who decides and
//! where. Words are looked up as prefixes of folded tokens, so that gender, plural and
//! abbreviations need no entries of their own.

mod lists;

use crate::text::{fold, is_one_of};

use lists::{
    AREAS, DEPUTIES, DIRECTORS, DIRECTORS_AND_OWNERS, DIRECTORS_IN_ONE_WORD, FORMER, HELPERS,
    MANAGERS, NOT_WORKING, OF_THINGS, OWNERS, STUDENTS,
};

/// The level that a title says: `owner`, `director`, `manager`, `staff`, `student` or `none`.
///
/// `None` where the title is empty; a title that says nothing known is `staff`, and who does not
/// work or looks for work is `none`.
#[must_use]
pub fn level(title: &str) -> Option<&'static str> {
    let folded = initials(&of_one_gender(&fold(title)));
    if words(&folded).is_empty() {
        return None;
    }
    let mut today = of_today(&folded);
    for (director, word) in DIRECTORS_IN_ONE_WORD {
        today = today.replace(director, word);
    }
    let words = words(&today);
    if is_not_working(&words) {
        return Some("none");
    }
    if contains_any(&words, STUDENTS) {
        return Some("student");
    }
    // "Hijo del dueño", "owner's son": near who decides.
    let words = themselves(&words);
    // "Assistant to the director", "secretaria de dirección": they help who decides. A "director
    // comercial adjunto" decides.
    let deputy = words.iter().position(|word| is_one_of(word, DEPUTIES));
    let is_deputy =
        deputy.is_some_and(|at| !contains_any(words.get(..at).unwrap_or_default(), DIRECTORS));
    if is_deputy || contains_any(&words, HELPERS) {
        return Some("staff");
    }
    let words = without_things(&words);
    if contains_any(&words, OWNERS) {
        return Some("owner");
    }
    // A "subdirector" or "vice president" decides as directors do.
    if contains_any(&words, DIRECTORS) {
        return Some("director");
    }
    if contains_any(&words, MANAGERS) {
        return Some("manager");
    }
    Some("staff")
}

/// The area that a title says, such as `marketing`, `purchasing` or `general`.
///
/// `None` where the title names no area, or says that somebody does not work.
#[must_use]
pub fn area(title: &str) -> Option<&'static str> {
    let folded = initials(&of_one_gender(&fold(title)));
    let words = words(&folded);
    if is_not_working(&words) {
        return None;
    }
    let words = without_things(&words);
    let found = AREAS.iter().find(|(_, prefixes)| contains_any(&words, prefixes));
    found.map(|(area, _)| *area)
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The title of one of several genders: "administrador/a" is administrador, "gestor(a)" gestor.
fn of_one_gender(folded: &str) -> String {
    const ENDINGS: [&str; 4] = ["/a", "/o", "(a)", "(o)"];
    let words = folded.split(' ');
    let words = words
        .map(|word| ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word));
    words.collect::<Vec<&str>>().join(" ")
}

/// The title with its initials as words: "c.e.o." is ceo, "rr.hh." rrhh.
fn initials(folded: &str) -> String {
    const LETTERS_MAX: usize = 2;
    let is_initials = |word: &str| {
        let mut parts = word.trim_end_matches('.').split('.');
        word.trim_end_matches('.').contains('.')
            && parts.all(|part| (1..=LETTERS_MAX).contains(&part.chars().count()))
    };
    let words = folded.split(' ').map(|word| match is_initials(word) {
        true => word.replace('.', ""),
        false => word.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}

/// What a title says of today: "Ex-director general" and "Consultora, antigua gerente de Acme" no
/// more than "Consultora".
fn of_today(folded: &str) -> String {
    let parts = folded.split([',', ';', '|', '/', '(', ')', '·', '•', '&']);
    let today = parts.flat_map(|part| part.split(" - ")).map(|part| {
        let words = words(part).into_iter().take_while(|word| {
            let post = word.strip_prefix("ex").unwrap_or_default();
            !is_one_of(word, FORMER) && !contains_any(&[post], DIRECTORS_AND_OWNERS)
        });
        words.collect::<Vec<&str>>().join(" ")
    });
    today.collect::<Vec<String>>().join(" ")
}

/// The words that are of the person and not of somebody near: "hijo del dueño" is no "dueño".
fn themselves<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let before = |at: usize, back: usize| at.checked_sub(back).and_then(|at| words.get(at));
    let is_of_another = |at: usize| match before(at, 1) {
        Some(&("del" | "al")) => true,
        Some(&"la") => matches!(before(at, 2), Some(&("de" | "a"))),
        Some(&"the") => matches!(before(at, 2), Some(&("of" | "to"))),
        Some(&"to") => true,
        _ => words.get(at + 1) == Some(&"s"),
    };
    let kept = words
        .iter()
        .enumerate()
        .filter(|(at, word)| !(contains_any(&[word], DIRECTORS_AND_OWNERS) && is_of_another(*at)));
    kept.map(|(_, word)| *word).collect()
}

fn is_not_working(words: &[&str]) -> bool {
    // A "dueña de casa" keeps house, a "dueña de casa rural" lets rooms.
    let keeps_house = matches!(words, [.., owner, "de", "casa"] if owner.starts_with("dueñ"));
    keeps_house || contains_phrase(words, NOT_WORKING)
}

fn contains_any(words: &[&str], entries: &[&str]) -> bool {
    words.iter().any(|word| is_one_of(word, entries))
}

fn contains_phrase(words: &[&str], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| places(words, phrase).next().is_some())
}

/// Where a phrase begins among words.
fn places(words: &[&str], phrase: &str) -> impl Iterator<Item = usize> {
    let begins = move |at: &usize| {
        let mut words = words.iter().skip(*at);
        phrase.split(' ').all(|said| words.next().is_some_and(|word| is_one_of(word, &[said])))
    };
    (0..words.len()).filter(begins)
}

/// The words without ranks over things: "Founder & Product Owner" is a founder, "Head of Product
/// Owners" a head.
fn without_things<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut kept: Vec<Option<&'a str>> = words.iter().copied().map(Some).collect();
    for phrase in OF_THINGS {
        let length = phrase.split(' ').count();
        for place in places(words, phrase) {
            for word in kept.iter_mut().skip(place).take(length) {
                let is_rank = |word: &&str| {
                    [OWNERS, DIRECTORS, MANAGERS].iter().any(|ranks| is_one_of(word, ranks))
                };
                *word = word.filter(|word| !is_rank(word));
            }
        }
    }
    kept.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels() {
        for (title, expected) in [
            ("Propietario", "owner"),
            ("Socia fundadora", "owner"),
            ("Autónomo", "owner"),
            ("Founder & CEO", "owner"),
            ("Directora General", "director"),
            ("Dir. Compras", "director"),
            ("GERENTE", "director"),
            ("Administrador único", "director"),
            ("CFO", "director"),
            ("Head of Marketing", "director"),
            ("VP Sales", "director"),
            ("Jefe de Compras", "manager"),
            ("Resp. Informática", "manager"),
            ("Responsable de mantenimiento", "manager"),
            ("Marketing Manager", "manager"),
            ("Encargada de tienda", "manager"),
            ("Project Manager", "staff"),
            ("Key Account Manager", "staff"),
            ("Asistente de dirección", "staff"),
            ("Secretaria del director general", "staff"),
            ("Administrativo", "staff"),
            ("Ingeniero de procesos", "staff"),
            ("Técnico comercial", "staff"),
            ("Becario", "student"),
            ("Estudiante, TFG", "student"),
            ("Jubilado", "none"),
            ("Astronauta", "staff"),
            ("C.E.O.", "director"),
            ("C.E.O. & Founder", "owner"),
            ("D.G.", "director"),
            ("Gerenta", "director"),
            ("Gerenta de ventas", "director"),
            ("Director Comercial Adjunto", "director"),
            ("Directora general adjunta", "director"),
            ("Adjunto a dirección", "staff"),
            ("Adjunta al director comercial", "staff"),
            ("Product Owner", "staff"),
            ("Senior Product Owner", "staff"),
            ("Dueño de producto", "staff"),
            ("HR Business Partner", "staff"),
            ("Head of Product Owners", "director"),
            ("Business Owner", "owner"),
            ("Socio director", "owner"),
            ("Hijo del dueño", "staff"),
            ("Esposa del propietario", "staff"),
            ("Owner's son", "staff"),
            ("Chófer del director general", "staff"),
            ("Advisor to the CEO", "staff"),
            ("Jefa de gabinete de la presidenta", "manager"),
            ("Ex-director general", "staff"),
            ("Exgerente", "staff"),
            ("Former CEO", "staff"),
            ("Antiguo propietario", "staff"),
            ("Ex CEO, ahora director de Acme", "director"),
            ("Founder, ex-Google", "owner"),
            ("Director de exportación", "director"),
            ("Executive Director", "director"),
            ("Gestora empresarial", "manager"),
            ("Empresaria", "owner"),
            ("Asist. Gerencia", "staff"),
            ("Administrador de sistemas", "staff"),
            ("Administradora de redes", "staff"),
            ("Administrador de bases de datos", "staff"),
            ("Administrador/a de sistemas", "staff"),
            ("Administradora", "director"),
            ("Gerente de proyecto", "staff"),
            ("Gerente de proyectos", "staff"),
            ("Jefa de proyecto", "staff"),
            ("Jefe de producto", "staff"),
            ("Gerente de cuenta", "staff"),
            ("Gerente de cuentas clave", "staff"),
            ("Gerente general y jefe de proyectos", "director"),
            ("Head hunter", "staff"),
            ("Headhunter", "staff"),
            ("Social media manager", "staff"),
            ("Community manager", "staff"),
            ("Lead generation specialist", "staff"),
            ("Head of lead generation", "director"),
            ("Director de project managers", "director"),
            // Who runs an office buys for it.
            ("Office manager", "manager"),
            ("Founder & Product Owner", "owner"),
            ("General Manager", "director"),
            ("Country manager Iberia", "director"),
            ("Managing director", "director"),
            ("Advisor to the General Manager", "staff"),
            ("En paro", "none"),
            ("Desempleada", "none"),
            ("Buscando empleo", "none"),
            ("Busco trabajo", "none"),
            ("Ama de casa", "none"),
            ("Dueña de casa", "none"),
            ("Dueña de casa rural", "owner"),
        ] {
            assert_eq!(level(title), Some(expected), "{title}");
        }
        assert_eq!(level("  - "), None);
    }

    #[test]
    fn areas() {
        for (title, expected) in [
            ("Directora de Marketing", Some("marketing")),
            ("Jefa de compras", Some("purchasing")),
            ("Director Financiero", Some("finance")),
            ("Técnico comercial", Some("sales")),
            ("Resp. Informática", Some("technology")),
            ("Responsable de mantenimiento", Some("maintenance")),
            ("Jefe de taller", Some("production")),
            ("Ingeniero de procesos", Some("production")),
            ("Director de operaciones", Some("production")),
            ("Gerente", Some("general")),
            ("Head of People", Some("people")),
            ("Astronauta", None),
            ("Responsable de RR.HH.", Some("people")),
            ("C.F.O.", Some("finance")),
            ("Jubilado", None),
            ("En paro", None),
            ("Busco trabajo de comercial", None),
            ("Dueña de casa", None),
            ("Product Owner", None),
            ("Administrador de redes", None),
            ("Administrador de sistemas", Some("technology")),
            ("Gerente de proyectos", Some("engineering")),
            ("General Manager", Some("general")),
        ] {
            assert_eq!(area(title), expected, "{title}");
        }
    }
}
