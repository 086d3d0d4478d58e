//! By what somebody is named: in events, in what came, in lists, and in free text.

use std::collections::BTreeSet;

use engine::text::fold;
use serde_json::json;
use store::workspace::rows::{EventRow, Key};

use crate::card::{ALIAS, Addresses, BROWSER, USER, look_alike_keys};

/// By what somebody is named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    keys: BTreeSet<Key>,
    /// Addresses, numbers and the like, which name nobody else wherever they stand; small letters.
    words: Vec<String>,
    /// Those and their ids as the log writes them.
    in_log: Vec<String>,
}

/// Kinds of keys that name somebody wherever they stand.
const WORDS: [&str; 4] = ["email", "phone", "national_id", "profile"];
/// Shorter ones may be anything.
const WORD_CHARS_MIN: usize = 6;
/// Digits at the end of a number by which it is the same without its prefix.
const NATIONAL_DIGITS: usize = 9;

impl Names {
    pub(crate) fn of(keys: &BTreeSet<Key>) -> Names {
        let words: Vec<String> = keys
            .iter()
            .filter(|key| WORDS.contains(&key.kind.as_str()))
            .map(|key| key.value.to_lowercase())
            .filter(|word| word.chars().count() >= WORD_CHARS_MIN)
            .collect();
        let ids = keys.iter().flat_map(|key| {
            let fields: &[&str] = match key.kind.as_str() {
                USER | ALIAS => &["user_id", "previous_id"],
                BROWSER => &["anonymous_id", "previous_id"],
                _ => &[],
            };
            fields.iter().map(|field| format!("\"{field}\":{}", json!(key.value)).to_lowercase())
        });
        let in_log = words.iter().cloned().chain(ids).collect();
        Names { keys: keys.clone(), words, in_log }
    }

    /// The same with more of what they are found by.
    pub(crate) fn with(self, more: Vec<Key>) -> Names {
        Names::of(&self.keys.into_iter().chain(more).collect())
    }

    /// What names them wherever it stands, in small letters.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The same, and their ids as the log writes them.
    pub(crate) fn in_log(&self) -> &[String] {
        &self.in_log
    }

    /// Whether an event is about them by what it says or by its keys.
    pub(crate) fn stand_in(&self, row: &EventRow, raw: Option<&str>) -> bool {
        let keys = row.keys.iter().flat_map(|keys| {
            let users = [USER, ALIAS]
                .into_iter()
                .flat_map(|kind| [(kind, &keys.user_id), (kind, &keys.previous_id)]);
            let browsers = [(BROWSER, &keys.anonymous_id), (BROWSER, &keys.previous_id)];
            let named = users.chain(browsers);
            named.filter_map(|(kind, id)| Some(Key::new(kind, id.as_deref()?)))
        });
        keys.into_iter().any(|key| self.keys.contains(&key)) || self.words_stand_in(row, raw)
    }

    /// Whether an address or a number of theirs stands in an event or in what came.
    pub(crate) fn words_stand_in(&self, row: &EventRow, raw: Option<&str>) -> bool {
        let event = &row.event;
        let body = json!({ "act": event.act, "facts": event.facts, "keys": row.keys }).to_string();
        self.words_in(&body) || raw.is_some_and(|raw| self.words_in(raw))
    }

    /// Whether an event says an address or a number of theirs as the person's own.
    pub(crate) fn identify(&self, row: &EventRow) -> bool {
        let keys = row.keys.clone().unwrap_or_default();
        Addresses::of(&keys, &row.event.facts).keys.iter().any(|key| self.keys.contains(key))
    }

    /// Whether somebody who reads a text knows who is meant.
    pub(crate) fn stand_in_text(&self, text: &str) -> bool {
        self.words_in(text) || self.numbers_in(text) || self.is_named(text)
    }

    /// Whether the name of a person is theirs.
    pub(crate) fn is_named(&self, text: &str) -> bool {
        look_alike_keys(text).iter().any(|key| self.keys.contains(key))
    }

    /// Whether a number of theirs stands in a text, however it is written.
    fn numbers_in(&self, text: &str) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let written = digits(text);
        let numbers = self.keys.iter().filter(|key| key.kind == "phone");
        numbers.map(|key| digits(&key.value)).any(|number| {
            let end = number.len().saturating_sub(NATIONAL_DIGITS);
            let end = number.get(end..).unwrap_or_default();
            end.len() == NATIONAL_DIGITS && written.contains(end)
        })
    }

    fn words_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().any(|word| stands_in(word, &text))
    }

    /// Whether a row of a list is about them.
    pub(crate) fn are_of_cells(&self, cells: &[String]) -> bool {
        cells.iter().any(|cell| !fold(cell).is_empty() && self.stand_in_text(cell))
    }
}

/// Whether a word stands in a text by itself: `ana@x.es` is not in `mariana@x.es`.
fn stands_in(word: &str, text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let mut after = text.get(at + word.len()..).unwrap_or_default().chars();
        let goes_on = match after.next() {
            // A full stop ends a sentence, or goes on with a longer name.
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            Some(c) => is_part(c),
            None => false,
        };
        !before.is_some_and(|c| is_part(c) || c == '.') && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_itself_and_however_a_number_is_written() {
        let keys = [
            Key::new("email", "ana@x.es"),
            Key::new("phone", "+34612345678"),
            Key::new("name", "ana ruiz"),
        ];
        let names = Names::of(&keys.into_iter().collect());
        for text in ["Escribió ANA@x.es.", "al 612 34 56 78", "+34612345678", "Ruiz, Ana"] {
            assert!(names.stand_in_text(text), "{text}");
        }
        for text in ["mariana@x.es", "ana@x.es.com", "612 34 56 79", "Ana Pérez", "Ticket 4123"] {
            assert!(!names.stand_in_text(text), "{text}");
        }
    }
}
