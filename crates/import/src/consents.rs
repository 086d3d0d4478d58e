//! What the rows of a person say about reaching them.

use std::collections::{BTreeMap, BTreeSet};

use engine::event::Act;
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
}

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
    }
    words.said.retain(|purpose, said| !said.is_given || !words.unclear.contains(purpose));
    words
}
