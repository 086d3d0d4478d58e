//! Which pairs are worth weighing: those that share a key.
//!
//! Each key brings together few records; one that brings together many says little, and is left
//! to the keys that say more.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::face::{Face, Faces};
use super::nicknames::meanings;

/// Records with a key that says who they are.
const STRONG_BLOCK_MAX: usize = 60;
/// Records with a key that many share.
const WEAK_BLOCK_MAX: usize = 30;

/// A key by its hash, and whether it says who somebody is. Two keys with one hash bring together
/// records that the weighing tells apart.
type Key = (u64, bool);

/// Every pair of records that shares a key, the smaller index first, each once, in order.
pub(super) fn candidates(faces: &Faces<'_>) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(Key, u32)> = Vec::new();
    for (index, face) in (0u32..).zip(&faces.faces) {
        keyed.extend(keys(face).into_iter().map(|key| (hashed(&key), index)));
    }
    keyed.sort_unstable();
    keyed.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for block in keyed.chunk_by(|(a, _), (b, _)| a == b) {
        let is_strong = block.first().is_some_and(|((_, is_strong), _)| *is_strong);
        if block.len() > if is_strong { STRONG_BLOCK_MAX } else { WEAK_BLOCK_MAX } {
            continue;
        }
        for (at, (_, a)) in block.iter().enumerate() {
            pairs.extend(block.iter().skip(at + 1).map(|(_, b)| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The hash of a key, the same on every machine.
fn hashed(key: &str) -> Key {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    (hasher.finish(), key.starts_with('!'))
}

/// A name of more parts has enough in its first.
const PARTS_MAX: usize = 5;
/// A short form of more names says too little by the rest.
const MEANINGS_MAX: usize = 3;

fn keys(face: &Face<'_>) -> Vec<String> {
    let record = face.record;
    let mut keys: Vec<String> = Vec::new();
    keys.extend(face.emails.iter().map(|email| format!("!e {email}")));
    keys.extend(face.phones().map(|number| format!("!p {number}")));
    keys.extend(face.id.iter().map(|id| format!("!i {id}")));
    keys.extend(face.profile.iter().map(|page| format!("!u {page}")));
    // The same person with another domain, or with a slip in it.
    for email in face.own_emails() {
        if let Some((local, _)) = email.split_once('@').filter(|(local, _)| local.len() >= 6) {
            keys.push(format!("l {local}"));
        }
    }
    let Some(name) = &face.name else { return keys };
    let parts = name.parts().into_iter().take(PARTS_MAX);
    // Dani may be Daniel and Daniela.
    let parts: Vec<&str> = parts.flat_map(|part| meanings(part).take(MEANINGS_MAX)).collect();
    for (at, a) in parts.iter().enumerate() {
        for b in parts.iter().skip(at + 1) {
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            keys.push(format!("n {a} {b}"));
        }
    }
    // Any part of the name within the company: enough for a slip in another part of either.
    let company = face.company.join("");
    for part in &parts {
        if !company.is_empty() {
            keys.push(format!("!c {company} {part}"));
        }
        if let Some(tax_id) = &record.tax_id {
            keys.push(format!("!t {tax_id} {part}"));
        }
        for word in face.company.iter().filter(|word| word.len() >= 4) {
            keys.push(format!("w {word} {part}"));
        }
        // Two slips in a name: its first letters within the company.
        let start: String = part.chars().take(2).collect();
        if !company.is_empty() && start.len() >= 2 {
            keys.push(format!("s {company} {start}"));
        }
    }
    keys
}
