//! What a text says about yes or no, and about a permission.
//!
//! What says neither clearly says neither: nobody is written to on the strength of a guess.

use crate::text::{fold, is_one_of};

/// What a text says about yes or no, in the spellings that spreadsheets and forms use.
///
/// `x` and `1` are yes and `0` is no; so are both with something polite behind ("Sí, claro", "No,
/// gracias"). "No sabe", "?", "-", "Sí, pero no ahora" and everything else say neither.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    let folded = fold(text);
    let bare = folded.trim_end_matches(['.', '!']).trim_start_matches('¡').trim();
    alone(bare).or_else(|| with_words_behind(bare))
}

/// What a text says about a permission: to be written to, to be called, to have one's data kept.
///
/// More words than [`yes_or_no`] knows, since in a column of permissions "baja" and "opt-out" are
/// no, where in another they can be a low interest or a kind of ticket. A permission with a
/// reservation ("solo por correo", "pendiente") is none that can be relied on and says neither.
#[must_use]
pub fn permission(text: &str) -> Option<bool> {
    if let Some(said) = yes_or_no(text) {
        return Some(said);
    }
    let folded = fold(text);
    if folded.contains('?') {
        return None;
    }
    // "opt-out" and "opted_out" are two words as "opt out" is.
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let holds = |words: &[&str], list: &[&str]| words.iter().any(|word| is_one_of(word, list));
    let has = |list: &[&str]| holds(&words, list);
    match words.as_slice() {
        // "Dado de baja", "opt out", "sin permiso": whoever says so at all says no.
        ["opt" | "opts" | "opted" | "opting", "out", ..] | ["optout" | "optedout", ..] => {
            Some(false)
        }
        ["dado" | "dada" | "de" | "solicita" | "pide" | "quiere", .., "baja"] | ["baja", ..] => {
            (!has(DENIALS)).then_some(false)
        }
        ["no" | "not" | "sin" | "nao", rest @ ..] => {
            let is_of_consent = |word: &&str| is_one_of(word, GIVEN) || is_one_of(word, ASKED);
            rest.iter().take(WORDS_TO_VERB).any(is_of_consent).then_some(false)
        }
        ["se", "opone" | "niega", ..] => Some(false),
        // "Permiso denegado", "consentimiento retirado": what gives one is taken back.
        [first, rest @ ..] if is_one_of(first, GIVEN) && holds(rest, REFUSED) => Some(false),
        [first, ..] if is_one_of(first, REFUSED) => (!has(DENIALS)).then_some(false),
        ["si" | "yes" | "yo" | "i" | "estoy" | "esta" | "ha", rest @ ..] => {
            let first = rest.first()?;
            let is_given = is_one_of(first, GIVEN) || rest.starts_with(&["de", "acuerdo"]);
            (is_given && !holds(rest, RESERVATIONS)).then_some(true)
        }
        ["opt" | "opted", "in"] | ["optin"] => Some(true),
        ["de", "acuerdo", ..] if !has(RESERVATIONS) => Some(true),
        [first, ..] if is_one_of(first, GIVEN) => (!has(RESERVATIONS)).then_some(true),
        _ => None,
    }
}

/// Words between "no" and what is not given: "no, no doy mi permiso".
const WORDS_TO_VERB: usize = 4;

fn alone(folded: &str) -> Option<bool> {
    match folded {
        "si" | "s" | "yes" | "y" | "true" | "t" | "verdadero" | "v" | "1" | "x" | "✓" | "✔"
        | "✔\u{fe0f}" | "☑" | "☑\u{fe0f}" | "✅" | "ok" | "on" | "sim" | "acepto" | "acepta"
        | "aceptado" | "aceptada" => Some(true),
        "no" | "n" | "false" | "f" | "falso" | "0" | "✗" | "✘" | "☐" | "❌" | "off" | "nao"
        | "no acepto" | "no acepta" | "no aceptado" | "no aceptada" => Some(false),
        _ => None,
    }
}

/// A yes or a no in a word, and something behind it that does not take it back.
fn with_words_behind(folded: &str) -> Option<bool> {
    let (head, rest) = folded.split_at(folded.find([',', ';', '(', '.', ':', '!', '–', '—'])?);
    // "No. 5" is a number.
    if rest.starts_with('.') && rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let said = match head.trim() {
        "si" | "yes" | "sim" | "ok" => true,
        "no" | "nao" => false,
        _ => return None,
    };
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let takes_back = |word: &str| match said {
        true => is_one_of(word, RESERVATIONS) || is_one_of(word, REFUSED),
        false => is_one_of(word, DENIALS),
    };
    (!rest.contains('?') && !words.any(takes_back)).then_some(said)
}

/// What gives a permission.
const GIVEN: &[&str] = &[
    "acept*",
    "accept*",
    "autoriz*",
    "authori*",
    "consient*",
    "consent*",
    "conforme",
    "agree*",
    "permit*",
    "conced*",
    "otorg*",
    "grant*",
    "suscrit*",
    "subscribed",
    "given",
    "confirmad*",
    "opt",
    "optin",
    "optedin",
    "permis*",
    "doy",
    "da",
    "dio",
];

/// What refuses one or takes it back.
const REFUSED: &[&str] = &[
    "rechaz*",
    "deneg*",
    "denied",
    "deny",
    "declin*",
    "refus*",
    "reject*",
    "retirad*",
    "revoc*",
    "revok*",
    "withdr*",
    "desuscri*",
    "unsubscri*",
    "cancelad*",
    "nunca",
    "never",
    "ningun*",
    "negativ*",
    "niego",
    "excluid*",
    "desautoriz*",
    "oposicion",
    "robinson",
    "bloquead*",
    "baja",
    "caducad*",
    "expir*",
    "optout",
    "optedout",
];

/// What somebody who says no does not want.
const ASKED: &[&str] = &[
    "quier*", "dese*", "gracias", "thank*", "recib*", "contact*", "llam*", "envi*", "molest*",
    "interes*", "want*",
];

/// What makes a yes less than one.
const RESERVATIONS: &[&str] = &[
    "no",
    "not",
    "sin",
    "pero",
    "salvo",
    "excepto",
    "menos",
    "solo",
    "solamente",
    "unicamente",
    "but",
    "except",
    "only",
    "si",
    "if",
    "cuando",
    "when",
    "hasta",
    "until",
    "pendiente",
    "pending",
    "falta",
    "depende",
    "quizas",
    "tal",
    "maybe",
    "creo",
    "igual",
];

/// What makes a no less than one: "No: sí".
const DENIALS: &[&str] = &["si", "yes", "no", "sabe", "se", "consta", "know"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_is_read_in_the_words_people_give_it_in() {
        for yes in [
            "Sí",
            "sí, acepto",
            "Sí (verbal)",
            "Si acepto",
            "aceptado",
            "Aceptada",
            "ACEPTO",
            "opt-in",
            "Opted in",
            "☑",
            "✓",
            "sim",
            "autoriza",
            "De acuerdo",
            "Estoy de acuerdo",
            "Autorizo el tratamiento",
            "consiente",
            "x",
            "1",
            "I agree",
            "Subscribed",
            "Sí, por teléfono",
            "Sí.",
            "ha aceptado",
            "Granted",
        ] {
            assert_eq!(permission(yes), Some(true), "{yes}");
        }
        for no in [
            "No",
            "No, gracias",
            "no gracias",
            "Rechaza",
            "rechazado",
            "denegado",
            "opt-out",
            "Opted Out",
            "optout",
            "no acepto",
            "No autoriza",
            "No autorizado",
            "baja",
            "De baja",
            "Dado de baja",
            "Baja 2024",
            "no consiente",
            "No quiere",
            "no desea recibir nada",
            "unsubscribed",
            "☐",
            "❌",
            "0",
            "falso",
            "NO (por correo)",
            "se opone",
            "revocado",
            "Sin consentimiento",
            "not accepted",
            "No doy mi consentimiento",
            "Nunca",
            "não",
            "Permiso denegado",
            "Consentimiento retirado",
            "Consent withdrawn",
            "autorización revocada",
            "acepta (cancelado)",
            "OptedOut",
            "opts out",
            "Da de baja",
            "aceptado, caducado",
        ] {
            assert_eq!(permission(no), Some(false), "{no}");
        }
        for neither in [
            "",
            "?",
            "¿Sí?",
            "no sabe",
            "no consta",
            "N/A",
            "pendiente",
            "aceptación pendiente",
            "Sí, pero no por teléfono",
            "autoriza solo correo",
            "acepta si hay oferta",
            "quizás",
            "12/03/2026",
            "Ver formulario",
            "no lo sé",
            "si llama Juan",
            "No: sí",
            "Sí, rechaza publicidad",
            "Sí (baja)",
            "Óptimo",
            "Sí (revocado)",
            "Da igual",
            "Ana",
        ] {
            assert_eq!(permission(neither), None, "{neither}");
        }
    }

    #[test]
    fn yes_and_no_take_polite_words_and_nothing_that_is_something_else() {
        for (text, expected) in [
            ("Sí, la semana que viene", Some(true)),
            ("No, gracias", Some(false)),
            ("sim", Some(true)),
            ("☑", Some(true)),
            ("Baja", None),
            ("No. 5", None),
            ("no sabe", None),
            ("Silla, mesa", None),
            ("Noria (grande)", None),
            ("Sí, pero más adelante", None),
        ] {
            assert_eq!(yes_or_no(text), expected, "{text}");
        }
    }
}
