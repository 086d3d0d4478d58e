//! What clients told and what they were answered: the oracle, which knows nothing else.
//!
//! A thing is an event's message or a person's address. Each leaves a known number of rows in the
//! log; what was acknowledged has to have left them, and what was only tried may have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::http::{Answer, Request, between};

/// What all clients of a data folder told.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// When each was acknowledged, in nanoseconds of the clock; `None` where nobody said so yet.
    things: Mutex<BTreeMap<String, Option<u64>>>,
    /// What was sent, in the order in which it was first.
    sent: Mutex<Vec<Sent>>,
    /// What was answered to what was not taken, without its numbers, and how often.
    refused: Mutex<BTreeMap<String, usize>>,
}

/// Something that was sent.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) request: Request,
    /// What it tells.
    pub(super) things: Vec<String>,
    /// When it was sent first, and when it was acknowledged.
    at: u64,
    acknowledged: Option<u64>,
}

/// How a log compares with what was told.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Compared {
    /// What was acknowledged by then.
    pub(super) acknowledged: usize,
    /// Of that, what is not there.
    pub(super) lost: Vec<String>,
    /// What is there more than once.
    pub(super) doubled: Vec<String>,
}

impl Compared {
    /// Both together.
    pub(super) fn add(&mut self, other: Compared) {
        self.acknowledged += other.acknowledged;
        self.lost.extend(other.lost);
        self.doubled.extend(other.doubled);
    }
}

/// The rows that a thing leaves in the log.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Leaves {
    /// Somebody who sent a form.
    pub(super) form: usize,
    /// Somebody of a list.
    pub(super) list: usize,
}

impl Leaves {
    fn of(self, thing: &str) -> usize {
        match thing.split_once('@') {
            None => 1,
            Some((_, "form.example")) => self.form,
            Some(_) => self.list,
        }
    }
}

impl Told {
    /// Notes that something is about to be told at a moment; its place among all that is.
    pub(super) fn tries(&self, request: &Request, things: &[String], at: u64) -> usize {
        let mut known = self.things();
        for thing in things {
            known.entry(thing.clone()).or_insert(None);
        }
        drop(known);
        let (request, things) = (request.clone(), things.to_vec());
        let mut sent = self.sent();
        sent.push(Sent { request, things, at, acknowledged: None });
        sent.len() - 1
    }

    /// Notes that what stands at a place was acknowledged at a moment.
    pub(super) fn acknowledged(&self, place: usize, at: u64) {
        let mut sent = self.sent();
        let Some(sent) = sent.get_mut(place) else { return };
        sent.acknowledged = Some(at);
        let mut known = self.things();
        for thing in &sent.things {
            known.insert(thing.clone(), Some(at));
        }
    }

    /// Notes an answer that says that nothing was taken.
    pub(super) fn refused(&self, request: &Request, answer: &Answer) {
        let path = request.path.split('?').next().unwrap_or_default();
        let when = match answer.header("retry-after") {
            Some(_) => "with Retry-After",
            None => "without Retry-After",
        };
        let mut said = format!("{} {path}: {} {when}", request.method, answer.status);
        if matches!(answer.status, 400 | 422 | 500) {
            // What is no passing want of room says what it is.
            said.push_str(&format!(": {}", answer.body));
        }
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused.entry(said).or_default() += 1;
    }

    /// The answers that said so since it was last asked.
    pub(super) fn refusals(&self) -> BTreeMap<String, usize> {
        std::mem::take(&mut *self.refused.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What had been sent and not been answered at a moment.
    pub(super) fn waiting(&self, at: u64) -> Vec<Sent> {
        let sent = self.sent();
        let is_waiting = |sent: &&Sent| {
            sent.at < at && sent.acknowledged.is_none_or(|acknowledged| acknowledged >= at)
        };
        sent.iter().filter(is_waiting).cloned().collect()
    }

    /// How much was acknowledged.
    pub(super) fn count(&self) -> usize {
        self.things().values().flatten().count()
    }

    /// Compares a log, as `criba export` writes it, with what had been acknowledged before a moment,
    /// and what was when it was sent again afterwards.
    pub(super) fn compare(
        &self,
        log: &str,
        leaves: Leaves,
        before: u64,
        again: &[Sent],
    ) -> Compared {
        let found = found(log);
        let again: BTreeSet<&str> =
            again.iter().flat_map(|sent| &sent.things).map(String::as_str).collect();
        let mut compared = Compared::default();
        for (thing, at) in self.things().iter() {
            let is_acknowledged =
                at.is_some_and(|at| at < before) || again.contains(thing.as_str());
            compared.acknowledged += usize::from(is_acknowledged);
            let (count, expected) =
                (found.get(thing.as_str()).copied().unwrap_or(0), leaves.of(thing));
            if count > expected {
                compared.doubled.push(thing.clone());
            }
            if count < expected && is_acknowledged {
                compared.lost.push(thing.clone());
            }
        }
        compared
    }

    fn sent(&self) -> MutexGuard<'_, Vec<Sent>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn things(&self) -> MutexGuard<'_, BTreeMap<String, Option<u64>>> {
        self.things.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many rows of a log are about each thing.
pub(super) fn found(log: &str) -> BTreeMap<&str, usize> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for line in log.lines() {
        let source = between(line, "\"source\":\"", "\"").unwrap_or_default();
        if source.starts_with("v1:") {
            let message = between(line, "\"message_id\":\"", "\"").unwrap_or_default();
            *found.entry(message).or_default() += 1;
            continue;
        }
        let mut words: Vec<&str> =
            line.split('"').filter(|word| word.ends_with(".example")).collect();
        words.retain(|word| word.contains('@'));
        words.sort_unstable();
        words.dedup();
        for word in words {
            *found.entry(word).or_default() += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_and_what_is_twice_is_found() {
        let told = Told::default();
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let first = told.tries(&Request::get("/"), &names(&["e1", "e2", "a@form.example"]), 1);
        told.tries(&Request::get("/"), &names(&["e3", "b@list.example"]), 2);
        told.acknowledged(first, 10);
        let log = "{\"source\":\"v1:web\",\"message_id\":\"e1\"}\n\
                   {\"source\":\"v1:web\",\"message_id\":\"e1\"}\n\
                   {\"source\":\"form:x\",\"facts\":[\"a@form.example\",\"a@form.example\"]}\n\
                   {\"source\":\"import\",\"facts\":[\"b@list.example\"]}\n";
        let leaves = Leaves { form: 1, list: 2 };
        let compared = told.compare(log, leaves, 11, &[]);
        assert_eq!(compared.acknowledged, 3);
        assert_eq!(compared.lost, ["e2"]);
        assert_eq!(compared.doubled, ["e1"]);
        assert_eq!(told.compare(log, leaves, 10, &[]).lost, [""; 0]);
        let again = told.waiting(11);
        assert_eq!(told.compare(log, leaves, 11, &again).lost, ["b@list.example", "e2", "e3"]);
    }
}
