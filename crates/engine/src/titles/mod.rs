//! Job level and area from Spanish and English titles.
//!
//! "Dir. Compras", "Responsable de mantenimiento" and "Head of Marketing" say who decides and
//! where. Words are looked up as prefixes of folded tokens, so that gender, plural and
//! abbreviations need no entries of their own.

mod lists;

use crate::text::fold;

use lists::{
    AREAS, DIRECTORS, HELPERS, MANAGERS, MANAGERS_OF_THINGS, NOT_WORKING, OWNERS, STUDENTS,
};

/// The level that a title says: `owner`, `director`, `manager`, `staff`, `student` or `none`.
///
/// `None` where the title is empty; a title that says nothing known is `staff`.
#[must_use]
pub fn level(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let words = words(&folded);
    if words.is_empty() {
        return None;
    }
    if contains_any(&words, NOT_WORKING) {
        return Some("none");
    }
    if contains_any(&words, STUDENTS) {
        return Some("student");
    }
    // "Assistant to the director", "secretaria de dirección": they help who decides.
    if contains_any(&words, HELPERS) {
        return Some("staff");
    }
    if contains_any(&words, OWNERS) {
        return Some("owner");
    }
    // "Account manager", "project manager", "product manager": managers of things, not people.
    if contains_phrase(&folded, MANAGERS_OF_THINGS) {
        return Some("staff");
    }
    // A "subdirector" or "vice president" decides as directors do; "director de obra" and
    // "director de arte" are trades.
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
/// `None` where the title names no area.
#[must_use]
pub fn area(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let words = words(&folded);
    let found = AREAS.iter().find(|(_, prefixes)| contains_any(&words, prefixes));
    found.map(|(area, _)| *area)
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Whether a word matches an entry: entries that end in `*` are prefixes, others whole words.
fn contains_any(words: &[&str], entries: &[&str]) -> bool {
    words.iter().any(|word| {
        entries.iter().any(|entry| match entry.strip_suffix('*') {
            Some(prefix) => word.starts_with(prefix),
            None => word == entry,
        })
    })
}

fn contains_phrase(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| folded.contains(phrase))
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
        ] {
            assert_eq!(area(title), expected, "{title}");
        }
    }
}
