//! Which rows are the same person.
//!
//! Pairs that share something are weighed by what they agree and disagree on, each by how rare it
//! is in the list (Fellegi and Sunter, "A Theory for Record Linkage", 1969): a shared surname says
//! more where few have it. What is surely one person is joined, what is probably one is suggested,
//! and the rest is left alone. Given names that are each a name of their own are two people's:
//! relatives share surnames, colleagues share switchboards, couples share mailboxes, and assistants
//! answer for others. Where the names do not agree for another reason, only an id, or a mailbox and
//! a mobile that nobody else uses, join.

mod given;
mod nicknames;
mod surnames;
mod slips;
mod names;
mod frequencies;
mod compare;
mod companies;
mod face;
mod pairs;
mod weigh;
mod groups;

pub use weigh::Reason;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::record::Record;
use face::Faces;
use weigh::Weighed;

/// Who is who in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duplicates {
    /// Every record once: the ones that are one person together, by their index, in order.
    pub groups: Vec<Vec<usize>>,
    /// The joins that made the groups, the surest first.
    pub joins: Vec<Pair>,
    /// Groups that are probably one person, the surest first: at most one for every ten records.
    pub suggested: Vec<Suggestion>,
}

/// Two records that are one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The records' indexes, the smaller first.
    pub records: (usize, usize),
    /// How surely, in hundredths.
    pub confidence: u8,
    /// Why.
    pub because: Vec<Reason>,
}

/// Two groups that are probably one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Every record of both, in order.
    pub records: Vec<usize>,
    /// The two that are most alike.
    pub pair: (usize, usize),
    /// How surely, in hundredths.
    pub confidence: u8,
    /// Why.
    pub because: Vec<Reason>,
}

/// One suggestion for so many records at most.
const RECORDS_A_SUGGESTION: usize = 10;

/// Finds who is who. The first `known` records are people that are already told apart: no two of
/// them are joined or suggested.
#[must_use]
pub fn find(records: &[Record], known: usize) -> Duplicates {
    let faces = Faces::of(records);
    let pairs = pairs::candidates(&faces).into_par_iter();
    let weighed = pairs.filter_map(|(a, b)| {
        let (a, b) = (usize::try_from(a).ok()?, usize::try_from(b).ok()?);
        if b < known { None } else { weigh::weigh(&faces, a, b) }
    });
    let mut scored: Vec<Weighed> = weighed.collect();
    // The surest first; ties in the order of the file, so that the same list gives the same people.
    scored.sort_by_key(|weighed| (std::cmp::Reverse(weighed.bits), weighed.pair));
    groups::group(&faces, &scored, known, records.len() / RECORDS_A_SUGGESTION)
}

impl Duplicates {
    /// Puts each record into the group of another that it is known to be, whatever it looks like:
    /// its whole group where none of that is among the first `known`, else the record alone.
    pub fn put(&mut self, known: usize, same: &[(usize, usize)]) {
        let places = self.groups.iter().enumerate();
        let places =
            places.flat_map(|(place, group)| group.iter().map(move |index| (*index, place)));
        let mut of: BTreeMap<usize, usize> = places.collect();
        for (record, other) in same {
            let (Some(from), Some(to)) = (of.get(record).copied(), of.get(other).copied()) else {
                continue;
            };
            let (true, Some(group)) = (from != to, self.groups.get_mut(from)) else { continue };
            let has_known = group.iter().any(|index| *index < known);
            let moved: Vec<usize> =
                group.extract_if(.., |index| !has_known || index == record).collect();
            of.extend(moved.iter().map(|index| (*index, to)));
            if let Some(group) = self.groups.get_mut(to) {
                group.extend(moved);
                group.sort_unstable();
            }
        }
        self.suggested.retain(|one| of.get(&one.pair.0) != of.get(&one.pair.1));
        self.groups.retain(|group| !group.is_empty());
        self.groups.sort_unstable();
    }
}

/// A company's name as people of one company share it: folded, legal forms and small words left
/// out.
#[must_use]
pub fn company_key(company: &str) -> String {
    companies::core(company).join(" ")
}
