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
    let position = |list: &[&str]| words.iter().position(|word| is_one_of(word, list));
    let verb = position(GIVES);
    let wish = position(WISHES);
    let asks = match (verb, wish) {
        (Some(_), _) => position(REACHES).is_some() || position(DATA).is_some(),
        // To want information is to be interested; to want a newsletter is to be written to.
        (None, Some(_)) => position(MAILINGS).is_some() || position(REACHED).is_some(),
        (None, None) => false,
    };
    if !asks || (position(TERMS).is_some() && position(REACHES).is_none()) {
        return None;
    }
    // "(sí/no)" behind a question is what may be answered.
    let denies = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        matches!(words.get(at), Some(&("no" | "not" | "don" | "dont")))
            && !matches!(before, Some(&("si" | "yes" | "o" | "or")))
    };
    let is_refusal = (0..words.len()).any(denies) || position(STOPS).is_some();
    let by = |list: &[&str]| position(list).is_some();
    let (mail, phone, whatsapp) = (by(BY_MAIL), by(BY_PHONE), by(BY_WHATSAPP));
    Some(match (is_refusal, mail, phone, whatsapp) {
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
