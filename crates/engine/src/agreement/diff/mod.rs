//! What changes between two versions, in words.
//!
//! Statements are matched by their ids, never by their place, so that a clause that was edited is
//! "changed" and not "removed and added". A promise's sentence does not say which side owes it, the
//! title of its section does: of one that changes side both are read. Every difference between two
//! documents is a change: where it cannot be read in the sentence, the change says that it reads the
//! same.

mod matching;
mod text;
mod words;

pub use text::{summary, to_text};
pub use words::{Mark, marks};

use super::Document;
use super::sentences::parts::{Part, Statement, statements};
use super::sentences::sections::{Read, read, section_title};
use super::vocabulary::Pack;

/// One statement that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The section it is read in, 1 to 9: the new one where it has one.
    pub section: u8,
    /// What happened to it.
    pub kind: Kind,
    /// Its number before; `None` where it is new or has no number.
    pub number_before: Option<String>,
    /// Its number after; `None` where it is gone or has no number.
    pub number_after: Option<String>,
    /// Where it stands in the new document, or stood in the old one where it is gone.
    pub path: String,
    /// Its words before and after, marked.
    pub words: Vec<Mark>,
}

/// What happened to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same in another place.
    Moved,
    /// It is written in another way and reads the same.
    Rewritten,
}

/// Every difference between two documents, in the order of the new one; what is gone stands where
/// its section ends.
#[must_use]
pub fn diff(old: &Document, new: &Document, pack: &Pack) -> Vec<Change> {
    let before = read(old, statements(old), pack);
    let after = read(new, statements(new), pack);
    let pairs = matching::pairs(&before, &after);
    let mut changes: Vec<Change> = Vec::new();
    for pair in &pairs {
        let change = match (pair.before, pair.after) {
            (Some(before), Some(after)) => {
                let is_of_other_side = before.statement.section != after.statement.section;
                let kind = if is_of_other_side || before.words != after.words {
                    Kind::Changed
                } else if !is_same(&before.statement, &after.statement) {
                    Kind::Rewritten
                } else if pair.is_moved {
                    Kind::Moved
                } else {
                    continue;
                };
                Change {
                    section: after.statement.section,
                    kind,
                    number_before: before.number.clone(),
                    number_after: after.number.clone(),
                    path: after.statement.path.clone(),
                    words: if is_of_other_side {
                        let owed = |document: &Document, read: &Read<'_>| {
                            let title = section_title(document, read.statement.section, pack);
                            format!("{title}: {}", read.words)
                        };
                        marks(&owed(old, before), &owed(new, after))
                    } else {
                        marks(&before.words, &after.words)
                    },
                }
            }
            (None, Some(after)) => Change {
                section: after.statement.section,
                kind: Kind::Added,
                number_before: None,
                number_after: after.number.clone(),
                path: after.statement.path.clone(),
                words: vec![Mark::Inserted(after.words.clone())],
            },
            (Some(before), None) => Change {
                section: before.statement.section,
                kind: Kind::Removed,
                number_before: before.number.clone(),
                number_after: None,
                path: before.statement.path.clone(),
                words: vec![Mark::Deleted(before.words.clone())],
            },
            (None, None) => continue,
        };
        changes.push(change);
    }
    if changes.is_empty()
        && old != new
        && let Some(frame) = after.first()
    {
        // What is left is order that no reader sees, such as a promise of one side written
        // before one of the other.
        changes.push(Change {
            section: frame.statement.section,
            kind: Kind::Rewritten,
            number_before: None,
            number_after: None,
            path: String::new(),
            words: vec![Mark::Kept(frame.words.clone())],
        });
    }
    changes.sort_by_key(|change| change.section);
    changes
}

/// Whether two statements say the same, wherever they stand.
fn is_same(before: &Statement<'_>, after: &Statement<'_>) -> bool {
    let is_same = match (before.part, after.part) {
        // Whether there are others beside it is nothing that it says itself.
        (Part::FollowUp(before, _), Part::FollowUp(after, _)) => before == after,
        (Part::Value(before, _), Part::Value(after, _)) => before == after,
        (before, after) => before == after,
    };
    is_same && before.line == after.line
}

#[cfg(test)]
mod tests;
