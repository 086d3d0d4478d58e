//! Which statement of the new version is which of the old one.

use std::collections::BTreeMap;
use std::mem::discriminant;

use crate::agreement::sentences::sections::Read;

/// A statement before and after.
pub(super) struct Pair<'r, 'a> {
    pub(super) before: Option<&'r Read<'a>>,
    pub(super) after: Option<&'r Read<'a>>,
    /// Whether it stands in another order among those that both versions have.
    pub(super) is_moved: bool,
}

/// Pairs in the order of the new version, then what is gone in the order of the old one.
///
/// First by key; what is left is paired where the words, the reason or what it does are the same,
/// or most of its words at the same place: an id that was only given by sealing must not read as
/// "removed and added".
pub(super) fn pairs<'r, 'a>(before: &'r [Read<'a>], after: &'r [Read<'a>]) -> Vec<Pair<'r, 'a>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, read) in before.iter().enumerate() {
        places.insert(&read.statement.key, index);
    }
    let mut partners: Vec<Option<usize>> =
        after.iter().map(|read| places.get(read.statement.key.as_str()).copied()).collect();
    let mut is_taken = vec![false; before.len()];
    for partner in partners.iter().flatten() {
        is_taken[*partner] = true;
    }
    let is_alike: [fn(&Read<'_>, &Read<'_>) -> bool; 4] = [
        |old, new| old.words == new.words,
        |old, new| {
            old.statement.part.reason().is_some()
                && old.statement.part.reason() == new.statement.part.reason()
        },
        |old, new| deed(old) == deed(new),
        |old, new| old.number == new.number && is_mostly(old, new),
    ];
    for is_alike in is_alike {
        for (new, partner) in after.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            *partner = before.iter().enumerate().position(|(index, old)| {
                !is_taken[index]
                    && discriminant(&old.statement.part) == discriminant(&new.statement.part)
                    && old.statement.line == new.statement.line
                    && is_alike(old, new)
            });
            if let Some(index) = partner {
                is_taken[*index] = true;
            }
        }
    }
    let stayed = stayed(&partners);
    let mut pairs: Vec<Pair<'r, 'a>> = Vec::with_capacity(after.len());
    for ((new, partner), stays) in after.iter().zip(&partners).zip(stayed) {
        let old = partner.and_then(|index| before.get(index));
        pairs.push(Pair { before: old, after: Some(new), is_moved: old.is_some() && !stays });
    }
    let gone = before.iter().zip(is_taken).filter(|(_, is_taken)| !is_taken);
    pairs.extend(gone.map(|(old, _)| Pair { before: Some(old), after: None, is_moved: false }));
    pairs
}

/// What a statement does, without the reason that people gave it.
fn deed<'r>(read: &'r Read<'_>) -> &'r str {
    let reason = read.statement.part.reason().map_or("", |(_, reason)| reason);
    read.words.strip_prefix(reason.trim_end_matches('.')).unwrap_or(&read.words)
}

/// Whether most words of one are in the other.
fn is_mostly(old: &Read<'_>, new: &Read<'_>) -> bool {
    let old: Vec<&str> = old.words.split_whitespace().collect();
    let mut new: Vec<&str> = new.words.split_whitespace().collect();
    let longest = old.len().max(new.len());
    let shared = old.iter().filter(|word| {
        let found = new.iter().position(|other| other == *word);
        found.map(|at| new.swap_remove(at)).is_some()
    });
    shared.count() * 4 > longest * 3
}

/// Which of the paired keep their order: the longest run of rising places, so that one clause
/// that jumps over ten reads as one move and not as ten.
fn stayed(partners: &[Option<usize>]) -> Vec<bool> {
    let mut best: Vec<usize> = vec![0; partners.len()];
    let mut previous: Vec<Option<usize>> = vec![None; partners.len()];
    for (index, partner) in partners.iter().enumerate() {
        let Some(place) = partner else { continue };
        best[index] = 1;
        for earlier in 0..index {
            let rises = partners[earlier].is_some_and(|other| other < *place);
            if rises && best[earlier] >= best[index] {
                best[index] = best[earlier] + 1;
                previous[index] = Some(earlier);
            }
        }
    }
    let mut stayed = vec![false; partners.len()];
    let mut last = (0..partners.len()).rev().max_by_key(|index| best[*index]);
    while let Some(index) = last {
        stayed[index] = partners[index].is_some();
        last = previous[index];
    }
    stayed
}
