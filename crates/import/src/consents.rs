//! What the rows of a person say about reaching them.

use std::collections::{BTreeMap, BTreeSet};

use engine::contact::bases::Basis;
use engine::event::Act;
use engine::text::fold;
use engine::time::Timestamp;
use engine::value::{Value, permission};

use crate::events::content_id;
use crate::record::Record;

/// The columns in which a list says whether somebody may be reached, and for what.
const FIELDS: [(&str, &str); 4] = [
    ("consent_general", "email"),
    ("consent_email", "email"),
    ("consent_phone", "phone"),
    ("consent_whatsapp", "whatsapp"),
];

/// What was said for a purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether consent was given.
    pub is_given: bool,
    /// When, where the row has a date.
    pub at: Option<Timestamp>,
    /// What tells it from another time that it was said.
    pub told_by: String,
}

/// What the rows of one person say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// For each purpose, what was said.
    pub said: BTreeMap<&'static str, Said>,
    /// Purposes of which a row says neither yes nor no: nobody's yes stands for it.
    pub unclear: BTreeSet<&'static str>,
    /// For each legal basis that is not consent, when a row states it.
    pub bases: BTreeMap<Basis, Said>,
}

/// The column in which a list says why its people may be reached.
const BASIS: &str = "legal_basis";

impl Said {
    /// The act of having said it for a purpose.
    #[must_use]
    pub fn act(&self, purpose: &str) -> Act {
        let purpose = purpose.to_owned();
        match self.is_given {
            true => Act::ConsentGiven { purpose },
            false => Act::ConsentWithdrawn { purpose },
        }
    }

    /// Whether this counts before what another row says: the later of two with dates,
    /// else the no; one without a date is taken back by nothing.
    fn goes_before(&self, other: &Said) -> bool {
        match (self.at, other.at) {
            (Some(at), Some(before)) if at != before => at > before,
            _ => !self.is_given && (other.is_given || self.at.is_none()),
        }
    }
}

/// What rows say; `now` is when they were brought, after which no row can have said anything.
pub fn of_rows<'a>(records: impl IntoIterator<Item = &'a Record>, now: Timestamp) -> Words {
    let mut words = Words::default();
    for record in records {
        for (field, purpose) in FIELDS {
            let is_given = match record.values.get(field) {
                Some(Value::Bool(yes)) => *yes,
                Some(Value::Text(text)) => match permission(text) {
                    Some(yes) => yes,
                    None => {
                        words.unclear.insert(purpose);
                        continue;
                    }
                },
                _ => continue,
            };
            let at = record.visited_at.filter(|at| *at <= now);
            let said = Said { is_given, at, told_by: content_id(record) };
            if words.said.get(purpose).is_none_or(|before| said.goes_before(before)) {
                words.said.insert(purpose, said);
            }
        }
        let Some(Value::Text(text)) = record.values.get(BASIS) else { continue };
        let at = record.visited_at.filter(|at| *at <= now);
        let said = Said { is_given: true, at, told_by: content_id(record) };
        match basis(text) {
            Some(Named::Basis(basis)) => {
                words.bases.entry(basis).or_insert(said);
            }
            Some(Named::Consent) => {
                words.said.entry("email").or_insert(said);
            }
            // Whatever it is, it is not what the list says of everybody.
            None => {
                words.unclear.insert("email");
            }
        }
    }
    words.said.retain(|purpose, said| !said.is_given || !words.unclear.contains(purpose));
    words
}

/// What a cell of a column of legal bases names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// A basis that is not their consent.
    Basis(Basis),
    /// Their consent.
    Consent,
}

/// The basis that a cell names, in the words of `HubSpot` and of people; `None` where it names none
/// that stands: "Sin consentimiento", "No aplica", "Pendiente de contrato".
fn basis(text: &str) -> Option<Named> {
    let folded = fold(text).replace('_', " ");
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_doubtful = |word: &&str| DOUBTS.contains(word);
    if words.iter().any(is_doubtful) {
        return None;
    }
    let has = |begin: &str| words.iter().any(|word| word.starts_with(begin));
    if has("legitim") && has("inter") {
        // "Interés legítimo: cliente actual" is an interest, not the contract.
        return Some(Named::Basis(Basis::LegitimateInterest));
    }
    if has("contra") || has("cliente") || has("customer") {
        return Some(Named::Basis(Basis::Contract));
    }
    let is_given = permission(text) == Some(true) || has("consent");
    is_given.then_some(Named::Consent)
}

/// Words that take back whatever stands beside them.
const DOUBTS: [&str; 17] = [
    "no",
    "not",
    "sin",
    "without",
    "ni",
    "non",
    "ex",
    "former",
    "antiguo",
    "pendiente",
    "pending",
    "retirado",
    "withdrawn",
    "revocado",
    "denegado",
    "denied",
    "vencido",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_is_read_as_lists_write_it_and_never_guessed() {
        let (contract, interest) = (Basis::Contract, Basis::LegitimateInterest);
        for (text, named) in [
            ("Legitimate interest – existing customer", Some(Named::Basis(interest))),
            ("Interés legítimo", Some(Named::Basis(interest))),
            ("legitimate_interest", Some(Named::Basis(interest))),
            ("Performance of a contract", Some(Named::Basis(contract))),
            ("Ejecución de un contrato", Some(Named::Basis(contract))),
            ("Cliente", Some(Named::Basis(contract))),
            ("Freely given consent from contact", Some(Named::Consent)),
            ("Consentimiento", Some(Named::Consent)),
            ("Sin consentimiento", None),
            ("Pendiente de contrato", None),
            ("Antiguo cliente", None),
            ("Not applicable", None),
            ("Obligación legal", None),
        ] {
            assert_eq!(basis(text), named, "{text}");
        }
    }
}
