//! What is known of who looks at a form: which traits, never which values.

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::condition::Whose;
use engine::contact::profile::Profile;
use engine::time::Timestamp;

use super::{Ticket, Visitor};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What the trait begins with that says that somebody would rather not say another.
const DECLINED: &str = "declined_";

/// The person's trait that says that they would rather not say another.
#[must_use]
pub fn declining(of: Whose, id: &str) -> String {
    format!("{DECLINED}{}", of.field(id))
}

/// The traits of a profile that are known, and those that a question about them would be the same.
#[must_use]
pub fn knows(profile: &Profile, now: Timestamp) -> BTreeSet<(Whose, String)> {
    let mut known: BTreeSet<(Whose, String)> = BTreeSet::new();
    for of in [Whose::Person, Whose::Account] {
        let ids = profile.ids(of).filter(|id| profile.at(of, id, now).is_some());
        known.extend(ids.map(|id| (of, id.to_owned())));
    }
    for alike in ALIKE {
        if alike.iter().any(|id| known.contains(&(Whose::Person, (*id).to_owned()))) {
            known.extend(alike.iter().map(|id| (Whose::Person, (*id).to_owned())));
        }
    }
    known
}

/// Traits that answer the same question.
const ALIKE: [&[&str]; 2] = [&["phone", "mobile"], &["name", "full_name"]];

/// What somebody would rather not say, and when they said so.
fn declined(profile: &Profile, now: Timestamp) -> BTreeMap<(Whose, String), Timestamp> {
    let ids = profile.ids(Whose::Person);
    let said = ids.filter_map(|id| {
        let of = Whose::of_field(id.strip_prefix(DECLINED)?)?;
        let held = profile.at(Whose::Person, id, now)?;
        Some(((of.0, of.1.to_owned()), held.at))
    });
    said.collect()
}

impl Visitor {
    /// What is known of somebody, and what they would rather not say.
    #[must_use]
    pub fn of(profile: &Profile, now: Timestamp) -> Visitor {
        Visitor {
            known: knows(profile, now),
            declined: declined(profile, now),
            ..Visitor::default()
        }
    }
}

impl Workspace {
    /// What decides which questions the holder of a ticket is asked; of who has none nothing is
    /// known.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn visitor(&self, ticket: Option<&Ticket>) -> Result<Visitor, RuntimeError> {
        let Some(ticket) = ticket else { return Ok(Visitor::default()) };
        let saw = self.writer.look(ticket.contact).wait()?;
        let Some(saw) = saw.filter(|saw| saw.card.is_anybody()) else {
            return Ok(Visitor::default());
        };
        let skipped = ticket.skipped.iter().cloned().collect();
        Ok(Visitor { skipped, ..Visitor::of(&saw.card.contact.profile, saw.now) })
    }
}
