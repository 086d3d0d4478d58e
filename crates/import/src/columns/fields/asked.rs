//! Questions of forms that ask whether somebody may be reached.
//!
//! No two forms ask in the same words. A question is one of permission where it has a verb that
//! gives one and says what for; terms and conditions, and a policy that was read, are none.

use engine::text::is_one_of;

use super::Field;
use super::header::words_of;

/// The permission that a header asks for, if it asks for one.
pub(super) fn permission(name: &str) -> Option<Field> {
    let text = words_of(name);
    let words: Vec<&str> = text.split(' ').collect();
    if !asks(&words) || (has(&words, TERMS) && !has(&words, REACHES)) {
        return None;
    }
    let by = |list: &[&str]| has(&words, list);
    let (mail, phone, whatsapp) = (by(BY_MAIL), by(BY_PHONE), by(BY_WHATSAPP));
    Some(match (is_refusal(name, &words), mail, phone, whatsapp) {
        (true, true, true, _) | (true, _, _, true) => Field::DoNotContact,
        (true, _, true, false) => Field::DoNotCall,
        (true, true, false, false) => Field::DoNotEmail,
        (true, false, false, false) => Field::DoNotEmail,
        (false, true, false, false) => Field::ConsentEmail,
        (false, false, true, false) => Field::ConsentPhone,
        (false, false, false, true) => Field::ConsentWhatsapp,
        (false, ..) => Field::ConsentGeneral,
    })
}

fn has(words: &[&str], list: &[&str]) -> bool {
    words.iter().any(|word| is_one_of(word, list))
}

/// Whether words ask for a permission: a verb that gives one, and what for.
fn asks(words: &[&str]) -> bool {
    if has(words, GIVES) {
        return has(words, REACHES) || has(words, DATA);
    }
    // To want information is to be interested; to want a newsletter is to be written to.
    has(words, WISHES) && (has(words, MAILINGS) || has(words, REACHED))
}

/// Whether who says yes refuses: "No deseo recibir…", "Quiero dejar de recibir…". What is said
/// around the question refuses nothing: that one may unsubscribe, that no data are passed on, that
/// nobody has to answer.
fn is_refusal(name: &str, words: &[&str]) -> bool {
    // "(sí/no)" is what may be answered.
    let question = ANSWERS.iter().fold(name.to_owned(), |text, answers| text.replace(answers, ";"));
    let clauses = question.split(['.', ',', ';', ':', '(', ')', '[', ']', '?', '!', '¿', '¡']);
    let clauses: Vec<String> = clauses.map(words_of).collect();
    let mut clauses = clauses.iter().map(|clause| clause.split(' ').collect::<Vec<&str>>());
    let deciding = clauses.find(|words| asks(words));
    let words = deciding.as_deref().unwrap_or(words);
    let is_verb = |word: &&str| is_one_of(word, GIVES) || is_one_of(word, WISHES);
    let Some(verb) = words.iter().position(is_verb) else { return false };
    let (before, after) = words.split_at(verb);
    // What stands between is of the verb: "no me gustaría", "I do not wish", "quiero darme de baja".
    let not_between = |word: &&&str| !is_one_of(word, BETWEEN);
    let before = before.iter().rev().find(not_between);
    let after = after.iter().skip(1).find(not_between);
    let is_against = |word: &&str| is_one_of(word, DENIES) || is_one_of(word, STOPS);
    before.is_some_and(is_against) || after.is_some_and(is_against)
}

/// What may be answered to a question, as headers write it behind.
const ANSWERS: [&str; 6] = ["si/no", "si / no", "si o no", "yes/no", "yes / no", "yes or no"];
const DENIES: &[&str] = &["no", "not", "don", "dont", "nunca", "never"];
/// What may stand between a verb and what denies it, or what it is about to end.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "me", "te", "le", "les", "nos", "os", "se", "lo", "la", "mi", "mis", "su", "el", "que", "a", "de", "dar", "darme",
    "darse", "ser", "ya", "mas", "i", "t", "do", "does", "my", "your", "the", "to", "be", "that", "would", "give",
    "hereby", "longer", "any", "expresamente",
];

const GIVES: &[&str] = &[
    "acept*",
    "accept*",
    "autoriz*",
    "authori*",
    "consient*",
    "consent*",
    "permit*",
    "permis*",
    "agree",
    "doy",
    "optin",
];
const WISHES: &[&str] =
    &["quier*", "dese*", "gustaria", "like", "want", "wish", "suscrib*", "subscribe"];
/// What ends being reached.
const STOPS: &[&str] =
    &["baja", "dejar", "stop", "unsubscri*", "desuscri*", "withdraw*", "retir*", "revoc*"];
/// What one is reached with.
const REACHES: &[&str] = &[
    "comunicacion*",
    "informacion",
    "publicidad",
    "newsletter*",
    "boletin*",
    "novedades",
    "ofertas",
    "promocion*",
    "marketing",
    "comerciales",
    "correos",
    "emails",
    "mails",
    "communication*",
    "updates",
    "news",
    "offers",
    "contact*",
    "llam*",
    "whatsapp",
    "sms",
    "recibir",
    "receive",
    "calls",
    "called",
];
const DATA: &[&str] = &["datos", "data", "rgpd", "gdpr", "lopd*"];
const MAILINGS: &[&str] = &[
    "comunicaciones",
    "publicidad",
    "newsletter*",
    "boletin*",
    "novedades",
    "ofertas",
    "promociones",
    "updates",
    "offers",
    "marketing",
    "news",
];
const REACHED: &[&str] = &["contactemos", "contacten", "llamemos", "llamen", "contacted", "called"];
const TERMS: &[&str] =
    &["terminos", "condiciones", "terms", "conditions", "bases", "politica", "policy"];
const BY_MAIL: &[&str] =
    &["correo", "correos", "email", "emails", "mail", "mails", "newsletter*", "boletin*"];
const BY_PHONE: &[&str] = &["llam*", "telefono", "telefonica*", "phone", "call", "calls", "called"];
const BY_WHATSAPP: &[&str] = &["whatsapp", "sms"];
