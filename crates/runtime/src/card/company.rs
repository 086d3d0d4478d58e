//! Of which company somebody is, and what they say of it themselves.
//!
//! A company is found by what it registered, which an address of its people or its website tells,
//! and by the id that a program gives it (`groupId`). What people of one company are told of it by
//! Criba ([`TOLD`]) says neither.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use engine::agreement::condition::Whose;
use engine::contact::profile::{Held, Profile};
use engine::time::Timestamp;
use import::values::websites::company_domain;
use store::workspace::message_key;
use store::workspace::rows::Key;

/// The kind of key that is a company's domain.
const DOMAIN: &str = "company_domain";
/// The kind of key that is a company's id in the programs that tell of it.
const GROUP: &str = "company_group";
/// The source of what people are told of their company, which others of it said.
pub const TOLD: &str = "criba:company";

/// What says of which company somebody is: the kind of key, whose trait and its id.
const TELLING: [(&str, Whose, &str); 3] = [
    (DOMAIN, Whose::Person, "email"),
    (DOMAIN, Whose::Account, "website"),
    (GROUP, Whose::Person, "group_id"),
];

/// What a company is found by, as somebody's profile tells it at a moment; nothing where they are
/// of none that is known.
#[must_use]
pub fn company_keys(profile: &Profile, at: Timestamp) -> BTreeSet<Key> {
    let mut keys: BTreeSet<Key> = BTreeSet::new();
    for (kind, of, id) in TELLING {
        let Some(held) = stands(own(profile, of, id), at) else { continue };
        let said = held.value.to_string();
        let value = if kind == GROUP { Some(said) } else { company_domain(&said) };
        keys.extend(value.filter(|value| !value.is_empty()).map(|value| Key::new(kind, value)));
    }
    keys
}

/// Whether a key is a company's, which its people share.
pub(crate) fn is_of_company(key: &Key) -> bool {
    key.kind == DOMAIN || key.kind == GROUP
}

/// Whether what somebody said at a moment was of the company with a key: of the one that they were
/// of then, and where that is not known, of the one that they are of.
pub(crate) fn was_of(profile: &Profile, key: &Key, at: Timestamp) -> bool {
    // Most people were never of another.
    let is_always =
        TELLING.into_iter().all(|(_, of, id)| own(profile, of, id).take(2).count() <= 1);
    if is_always {
        return true;
    }
    let then = company_keys(profile, at);
    then.is_empty() || then.contains(key)
}

/// What was said of a trait by others than Criba.
pub(crate) fn own<'a>(
    profile: &'a Profile,
    of: Whose,
    id: &str,
) -> impl Iterator<Item = &'a Held> + use<'a> {
    profile.said(of, id).iter().filter(|held| *held.source != *TOLD)
}

/// What stands of several values at a moment, one that clears it too.
pub(crate) fn stands<'a>(said: impl Iterator<Item = &'a Held>, at: Timestamp) -> Option<&'a Held> {
    said.filter(|held| held.at <= at)
        .reduce(|best, held| if best.goes_before(held) { best } else { held })
}

/// The event that said something of a company, in a word: what is told of it is known by that, also
/// once whoever said it was erased.
pub(crate) fn origin_of(source: &str, message_id: &str) -> String {
    message_key(source, message_id).iter().fold(String::new(), |mut word, byte| {
        // Writing to a text does not fail.
        _ = write!(word, "{byte:02x}");
        word
    })
}

/// The word of the event that something told of a company was first said by.
pub(crate) fn origin_told(message_id: &str) -> &str {
    message_id.split(' ').nth(1).unwrap_or_default()
}
