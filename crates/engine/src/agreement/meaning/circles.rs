//! Personas and segments that lead back to themselves, or say so much that nobody could judge it.

use std::collections::BTreeMap;

use super::Found;
use super::walk::{conditions, meant, throughout, within};
use crate::agreement::Document;
use crate::agreement::condition::Condition;

/// Parts of a condition with the personas and segments that it names written out. The longest
/// agreements of people have some hundreds; personas that each name another twice have a million
/// after twenty of them.
const PARTS_MAX: u64 = 20_000;
/// Personas and segments that lead on from one to the next: each is a call within a call.
const CHAIN_MAX: usize = 64;

pub(super) fn look(document: &Document, found: &mut Found<'_>) {
    for named in circles(document) {
        let (path, es, en) = match named {
            Named::Persona(index, id) => (
                format!("personas[{index}].when"),
                format!("la persona «{id}» se nombra a sí misma; quita ese camino"),
                format!("the persona «{id}» names itself; take that way out"),
            ),
            Named::Segment(index, id) => (
                format!("segments[{index}].when"),
                format!("el segmento «{id}» se nombra a sí mismo; quita ese camino"),
                format!("the segment «{id}» names itself; take that way out"),
            ),
        };
        found.error("circle", &path, es, en);
    }
    if let Some(path) = endless(document) {
        found.error(
            "endless",
            &path,
            format!("con las personas y los segmentos que nombra tiene más de {PARTS_MAX} partes; nombra menos"),
            format!("with the personas and segments that it names it has more than {PARTS_MAX} parts; name fewer"),
        );
    }
}

/// What needs itself to be judged, by its place in the document and its id.
enum Named<'a> {
    Persona(usize, &'a str),
    Segment(usize, &'a str),
}

fn circles(document: &Document) -> Vec<Named<'_>> {
    let leads_back = |when: &Condition, to: &Condition| {
        let mut is_back = false;
        throughout(document, when, &mut |part| is_back |= part == to);
        is_back
    };
    let personas = document.personas.iter().enumerate();
    let personas = personas
        .filter(|(_, one)| leads_back(&one.when, &Condition::Persona(one.id.clone())))
        .map(|(index, one)| Named::Persona(index, &one.id));
    let segments = document.segments.iter().enumerate();
    let segments = segments
        .filter(|(_, one)| leads_back(&one.when, &Condition::Segment(one.id.clone())))
        .map(|(index, one)| Named::Segment(index, &one.id));
    personas.chain(segments).collect()
}

/// The first persona or segment that leads back to itself.
pub(super) fn first(document: &Document) -> Option<&str> {
    circles(document).into_iter().next().map(|named| match named {
        Named::Persona(_, id) | Named::Segment(_, id) => id,
    })
}

/// Where the first condition stands that says too much; of one in a circle nothing is said.
pub(super) fn endless(document: &Document) -> Option<String> {
    let mut weights = Weights { document, known: BTreeMap::new(), inside: Vec::new() };
    let all = conditions(document).into_iter();
    all.filter(|(_, when)| weights.of(when) > PARTS_MAX).map(|(path, _)| path).next()
}

struct Weights<'a> {
    document: &'a Document,
    /// By kind and id.
    known: BTreeMap<(bool, &'a str), u64>,
    inside: Vec<(bool, &'a str)>,
}

impl<'a> Weights<'a> {
    fn of(&mut self, condition: &'a Condition) -> u64 {
        let mut parts: Vec<&'a Condition> = Vec::new();
        within(condition, &mut |part| parts.push(part));
        let named = parts.iter().map(|part| self.named(part));
        named.fold(0, |sum: u64, weight| sum.saturating_add(weight).saturating_add(1))
    }

    fn named(&mut self, part: &'a Condition) -> u64 {
        let key = match part {
            Condition::Persona(id) => (true, id.as_str()),
            Condition::Segment(id) => (false, id.as_str()),
            _ => return 0,
        };
        if let Some(weight) = self.known.get(&key) {
            return *weight;
        }
        let Some(when) = meant(self.document, part).filter(|_| !self.inside.contains(&key)) else {
            return 0;
        };
        if self.inside.len() >= CHAIN_MAX {
            return PARTS_MAX + 1;
        }
        self.inside.push(key);
        let weight = self.of(when);
        self.inside.pop();
        self.known.insert(key, weight);
        weight
    }
}
