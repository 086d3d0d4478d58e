//! From pairs to people.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{are_two, are_two_families, compare};
use super::face::Faces;
use super::weigh::Reason::SameCompany;
use super::weigh::{JOIN_BITS, SUGGEST_BITS, Weighed, are_ids_two, share_enough, share_id};
use super::{Duplicates, Pair, Suggestion, company_key};

/// A person has at most so many rows; beyond that a key is shared that nobody knows to be.
const GROUP_MAX: usize = 50;

/// Joins the sure pairs, the surest first, and suggests the probable ones.
pub(super) fn group(
    faces: &Faces<'_>,
    scored: &[Weighed],
    known: usize,
    suggestions_max: usize,
) -> Duplicates {
    let mut groups = Groups::new(faces.faces.len());
    let mut joins: Vec<Pair> = Vec::new();
    for (a, b) in same_companies(faces) {
        if groups.of(a) != groups.of(b) && groups.may_join(faces, a, b, known) {
            groups.join(a, b);
            joins.push(Pair { records: (a, b), confidence: SURE, because: vec![SameCompany] });
        }
    }
    let rivals = Rivals::of(scored);
    for weighed in scored.iter().filter(|weighed| weighed.bits >= JOIN_BITS && !weighed.is_doubtful)
    {
        let (a, b) = weighed.pair;
        if groups.of(a) == groups.of(b)
            || !groups.may_join(faces, a, b, known)
            || rivals.are_there(faces, weighed)
        {
            continue;
        }
        groups.join(a, b);
        joins.push(pair(weighed));
    }
    let suggested = suggest(&groups, scored, known, suggestions_max);
    Duplicates { groups: groups.all(), joins, suggested }
}

/// The confidence of what cannot be told apart by anybody, in hundredths.
const SURE: u8 = 99;

/// Rows that are each a company and nobody in it, where they name the same one: each with the first
/// of them.
fn same_companies(faces: &Faces<'_>) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let alone = faces.faces.iter().enumerate().filter(|(_, face)| face.record.is_company_alone());
    let same = alone.filter_map(|(index, face)| {
        let key = company_key(face.record.company.as_deref()?);
        match first.get(&key) {
            Some(before) => Some((*before, index)),
            None => {
                first.insert(key, index);
                None
            }
        }
    });
    same.collect()
}

fn suggest(groups: &Groups, scored: &[Weighed], known: usize, most: usize) -> Vec<Suggestion> {
    let mut suggested: Vec<Suggestion> = Vec::new();
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for weighed in scored.iter().filter(|weighed| weighed.bits >= SUGGEST_BITS) {
        let (a, b) = weighed.pair;
        let (group_a, group_b) = (groups.of(a), groups.of(b));
        let are_known = groups.has_known(group_a, known) && groups.has_known(group_b, known);
        let key = (group_a.min(group_b), group_a.max(group_b));
        if group_a == group_b || are_known || suggested.len() >= most || !seen.insert(key) {
            continue;
        }
        let mut records: Vec<usize> =
            groups.members(group_a).iter().chain(groups.members(group_b)).copied().collect();
        records.sort_unstable();
        let (pair, because) = (weighed.pair, weighed.because.clone());
        let confidence = confidence(doubted(weighed));
        suggested.push(Suggestion { records, pair, confidence, because });
    }
    suggested.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.confidence));
    suggested
}

fn pair(weighed: &Weighed) -> Pair {
    Pair {
        records: weighed.pair,
        confidence: confidence(weighed.bits),
        because: weighed.because.clone(),
    }
}

/// What a pair that is not joined weighs. What would be enough to join it, and was kept apart by a
/// doubt, is what relatives and colleagues share as well: a twentieth of it says that they are one,
/// which gives such pairs of the list of the fair, of which five of seven are, 60 to 74 hundredths.
fn doubted(weighed: &Weighed) -> i32 {
    let bits = weighed.bits;
    let is_doubted = weighed.is_doubtful || bits >= JOIN_BITS;
    let bits = if is_doubted { bits.min(bits / DOUBTED) } else { bits };
    bits.min(SUGGESTED_BITS_MAX)
}

/// What a doubt leaves of a weight: one part in so many.
const DOUBTED: i32 = 20;

/// Odds of 2⁴ to one, 94 hundredths: what is left to a person is less sure than what is joined,
/// which begins at 2⁶.
const SUGGESTED_BITS_MAX: i32 = 40;

/// The chance that odds of 2^(bits/10) to one mean, in hundredths, never quite 0 or 1.
fn confidence(bits: i32) -> u8 {
    let odds = (f64::from(bits) / 10.0).exp2();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between 1 and 99"
    )]
    let hundredths = (100.0 * odds / (1.0 + odds)).round().clamp(1.0, 99.0) as u8;
    hundredths
}

/// Whom else each record may be: "Ana Ruiz" may be Ana Ruiz Gil and Ana Ruiz Sol, and without
/// something of her own nobody can tell which.
struct Rivals {
    partners: BTreeMap<usize, Vec<(usize, i32)>>,
}

/// A rival that weighs so much less, in tenths of a bit, is none.
const RIVAL_BITS: i32 = 40;
/// Of more rivals the surest tell enough.
const RIVALS_MAX: usize = 8;

impl Rivals {
    fn of(scored: &[Weighed]) -> Rivals {
        let mut partners: BTreeMap<usize, Vec<(usize, i32)>> = BTreeMap::new();
        for Weighed { pair: (a, b), bits, .. } in scored {
            for (one, other) in [(*a, *b), (*b, *a)] {
                let these = partners.entry(one).or_default();
                if these.len() < RIVALS_MAX {
                    these.push((other, *bits));
                }
            }
        }
        Rivals { partners }
    }

    fn are_there(&self, faces: &Faces<'_>, weighed: &Weighed) -> bool {
        let (a, b) = weighed.pair;
        !weighed.has_own_key
            && [(a, b), (b, a)].into_iter().any(|(one, other)| {
                let partners = self.partners.get(&one).into_iter().flatten();
                partners
                    .filter(|(rival, bits)| *rival != other && *bits + RIVAL_BITS >= weighed.bits)
                    .any(|(rival, _)| !may_be_one(faces, *rival, other))
            })
    }
}

struct Groups {
    of: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups {
            of: (0..count).collect(),
            members: (0..count).map(|index| (index, vec![index])).collect(),
        }
    }

    fn of(&self, index: usize) -> usize {
        self.of.get(index).copied().unwrap_or(index)
    }

    fn members(&self, group: usize) -> &[usize] {
        self.members.get(&group).map_or(&[], Vec::as_slice)
    }

    fn has_known(&self, group: usize, known: usize) -> bool {
        self.members(group).iter().any(|index| *index < known)
    }

    /// No two of the joined group may be surely two people.
    fn may_join(&self, faces: &Faces<'_>, a: usize, b: usize, known: usize) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        let (ones, others) = (self.members(a), self.members(b));
        if ones.len() + others.len() > GROUP_MAX
            || (self.has_known(a, known) && self.has_known(b, known))
        {
            return false;
        }
        // Who is one by what is their own may have two names: that one of them fits is enough.
        let is_vouched = |one: usize, other: usize, others: &[usize]| {
            let mut same = others.iter().filter(|same| **same != other);
            same.any(|same| are_linked(faces, *same, other) && may_be_one(faces, one, *same))
        };
        ones.iter().all(|one| {
            others.iter().all(|other| {
                may_be_one(faces, *one, *other)
                    || is_vouched(*one, *other, others)
                    || is_vouched(*other, *one, ones)
            })
        })
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        let (kept, gone) = (a.min(b), a.max(b));
        let moved = self.members.remove(&gone).unwrap_or_default();
        for index in &moved {
            if let Some(of) = self.of.get_mut(*index) {
                *of = kept;
            }
        }
        let members = self.members.entry(kept).or_default();
        members.extend(moved);
        members.sort_unstable();
    }

    fn all(self) -> Vec<Vec<usize>> {
        self.members.into_values().collect()
    }
}

/// Whether nothing says that two records are two people: names may disagree where what is a
/// person's own is one.
fn may_be_one(faces: &Faces<'_>, a: usize, b: usize) -> bool {
    let (Some(one), Some(other)) = (faces.get(a), faces.get(b)) else { return false };
    if are_ids_two(one, other) {
        return false;
    }
    let (Some(a_name), Some(b_name)) = (&one.name, &other.name) else { return true };
    let compared = compare(a_name, b_name, &faces.frequencies);
    if !compared.is_conflict() {
        return true;
    }
    let frequencies = &faces.frequencies;
    !are_two(a_name, b_name, frequencies)
        && (share_id(one, other)
            || (share_enough(one, other) && !are_two_families(a_name, b_name, frequencies)))
}

fn are_linked(faces: &Faces<'_>, a: usize, b: usize) -> bool {
    matches!((faces.get(a), faces.get(b)), (Some(one), Some(other)) if share_enough(one, other))
}
