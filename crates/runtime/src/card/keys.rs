//! What a contact is found by.

use engine::agreement::condition::Whose;
use engine::contact::profile::Profile;
use engine::text::fold;
use engine::time::Timestamp;
use import::values::websites;
use store::workspace::rows::Key;

use super::{Card, company_keys};

/// The kind of key that is a person's id in the programs that tell of them.
pub(crate) const USER: &str = "user_id";
/// The kind of key that an alias says somebody had before.
pub(crate) const ALIAS: &str = "alias";
/// The kind of key that is a browser's id.
pub(crate) const BROWSER: &str = "anonymous_id";

impl Card {
    /// What it is found by: nothing where it was joined into another, but that a browser is always
    /// found by its id.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        let browser = self.browser.iter().map(|browser| Key::new(BROWSER, browser.id.as_str()));
        let mut found: Vec<Key> = browser.collect();
        if self.joined_into.is_none() && !self.history.is_empty() && self.is_anybody() {
            found.extend(self.ids.iter().map(|id| Key::new(USER, id.as_str())));
            found.extend(self.aliases.iter().map(|id| Key::new(ALIAS, id.as_str())));
            found.extend(keys(&self.contact.profile));
            // Who is nobody by name yet is of no company.
            if self.browser.is_none() {
                found.extend(company_keys(&self.contact.profile, Timestamp::MAX));
            }
        }
        found.sort();
        found
    }
}

/// The keys of a profile: every address and number that was ever said, its ids, the person's own
/// page, and what look-alikes share.
#[must_use]
pub fn keys(profile: &Profile) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for (id, kind) in KEPT {
        for held in profile.said(Whose::Person, id) {
            let value = held.value.to_string();
            if !value.trim().is_empty() {
                keys.push(Key::new(kind, value.trim().to_lowercase()));
            }
        }
    }
    let pages = profile.said(Whose::Person, "linkedin");
    let pages = pages.iter().filter_map(|held| websites::of_a_person(&held.value.to_string()));
    keys.extend(pages.map(|page| Key::new("profile", page)));
    let names = ["full_name", "name"].into_iter().flat_map(|id| profile.said(Whose::Person, id));
    for held in names {
        keys.extend(look_alike_keys(&held.value.to_string()));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// Traits that identify, with the kind of key they make.
const KEPT: [(&str, &str); 4] =
    [("email", "email"), ("phone", "phone"), ("mobile", "phone"), ("national_id", "national_id")];

/// Keys that names share though one word of them is mistyped or missing: every two words of it.
#[must_use]
pub fn look_alike_keys(name: &str) -> Vec<Key> {
    let folded = fold(name).replace('ñ', "n");
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .take(WORDS_MAX)
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut keys: Vec<Key> = Vec::new();
    for (index, first) in words.iter().enumerate() {
        for second in words.iter().skip(index + 1) {
            keys.push(Key::new("name", format!("{first} {second}")));
        }
    }
    keys
}

/// Names have few words; more of them are no name.
const WORDS_MAX: usize = 5;
