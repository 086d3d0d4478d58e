//! A browser or device, and whose it was when.

use std::collections::BTreeSet;

use engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

/// Turns of a browser; one that was used by more tells nobody apart, and the last of them keeps it.
const TURNS_MAX: usize = 1_000;

/// A browser or device, which several people may use one after another.
///
/// What is done on it without saying who does it is at each moment of the person who was last known
/// on it by then, and before anybody was, of the first of them. That follows from what happened
/// alone, in whichever order it is learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browser {
    /// What programs call it (`anonymousId`).
    pub id: String,
    /// Who was known on it from when, in order; no two in a row are the same person.
    turns: Vec<(Timestamp, ContactId)>,
    /// Whom it was joined to: their turns are among those above.
    people: BTreeSet<ContactId>,
    /// Whom somebody said that it is not of.
    #[serde(default)]
    apart: BTreeSet<ContactId>,
}

impl Browser {
    /// A browser on which nobody was known.
    #[must_use]
    pub fn new(id: &str) -> Browser {
        Browser {
            id: id.to_owned(),
            turns: Vec::new(),
            people: BTreeSet::new(),
            apart: BTreeSet::new(),
        }
    }

    /// Whose it is at a moment; nobody's where nobody was ever known on it.
    #[must_use]
    pub fn owner(&self, at: Timestamp) -> Option<ContactId> {
        self.turn(at).or(self.turns.first()).map(|(_, who)| *who)
    }

    /// Who was known on it, in the order of their first turns.
    pub(crate) fn owners(&self) -> impl Iterator<Item = ContactId> {
        self.turns.iter().map(|(_, who)| *who)
    }

    /// Whom it was joined to and who was known on it last, and since when.
    pub(crate) fn last_turn(&self) -> Option<(Timestamp, ContactId)> {
        self.turns.last().copied().filter(|(_, who)| self.is_of(*who))
    }

    /// Whom it was joined to.
    pub(crate) fn people(&self) -> impl Iterator<Item = ContactId> {
        self.people.iter().copied()
    }

    /// Whom it is or was joined to.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = ContactId> {
        self.people.union(&self.apart).copied()
    }

    /// Whether it was joined to somebody.
    pub(crate) fn is_of(&self, who: ContactId) -> bool {
        self.people.contains(&who)
    }

    /// Whether somebody said that it is not theirs.
    pub(crate) fn is_apart(&self, who: ContactId) -> bool {
        self.apart.contains(&who)
    }

    /// Whether it changes nothing that somebody was known on it at a moment.
    pub(crate) fn is_turn_of(&self, at: Timestamp, who: ContactId) -> bool {
        self.turn(at).is_some_and(|(_, owner)| *owner == who)
    }

    /// It is theirs from a moment on, where nobody was known on it before.
    pub(crate) fn join(&mut self, at: Timestamp, who: ContactId) {
        self.people.insert(who);
        if self.turns.is_empty() {
            self.turns.push((at, who));
        }
    }

    /// It is not theirs.
    pub(crate) fn part(&mut self, who: ContactId) {
        self.people.remove(&who);
        self.apart.insert(who);
        self.turns.retain(|(_, owner)| *owner != who);
        self.turns.dedup_by_key(|(_, owner)| *owner);
    }

    /// Whether nobody else was ever known on it.
    pub(crate) fn is_of_none_but(&self, who: &BTreeSet<ContactId>) -> bool {
        self.people.is_subset(who) && self.turns.iter().all(|(_, owner)| who.contains(owner))
    }

    /// What some did on it was somebody's of whom nothing is known.
    pub(crate) fn forget(&mut self, who: &BTreeSet<ContactId>, nobody: ContactId) {
        let named = |id: ContactId| if who.contains(&id) { nobody } else { id };
        self.people = self.people.iter().map(|id| named(*id)).collect();
        self.apart.retain(|id| !who.contains(id));
        for (_, owner) in &mut self.turns {
            *owner = named(*owner);
        }
        self.turns.dedup_by_key(|(_, owner)| *owner);
    }

    /// Whether so many people used it that it tells nobody apart.
    pub(crate) fn is_full(&self) -> bool {
        self.turns.len() >= TURNS_MAX
    }

    /// Somebody was known on it, after everybody before.
    pub(crate) fn turn_to(&mut self, at: Timestamp, who: ContactId) {
        self.turns.push((at, who));
        self.turns.sort_unstable();
        self.turns.dedup_by_key(|(_, owner)| *owner);
    }

    /// Takes every moment at which one of its people was known on it.
    pub(crate) fn know(&mut self, mut known: Vec<(Timestamp, ContactId)>) {
        known.sort_unstable();
        known.dedup_by_key(|(_, who)| *who);
        self.turns = known;
    }

    fn turn(&self, at: Timestamp) -> Option<&(Timestamp, ContactId)> {
        let after = self.turns.partition_point(|(from, _)| *from <= at);
        self.turns.get(after.checked_sub(1)?)
    }
}
