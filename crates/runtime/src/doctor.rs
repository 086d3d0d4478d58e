//! Proving that a workspace is what its log says (invariants I2 and I4).

use engine::replay::InForce;
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::Read;
use store::workspace::rows::EventRow;

use crate::card::Card;
use crate::error::RuntimeError;
use crate::writer::sealed_versions;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Contacts that were folded again from the log and compared.
    pub contacts: u64,
    /// Events that were read.
    pub events: u64,
    /// What is not as it should be, in words.
    pub problems: Vec<String>,
}

/// Problems that are listed; beyond, they are only counted.
const LISTED_MAX: usize = 100;

/// Folds every contact again from the log and compares it with what is saved of it.
///
/// Everything must have been saved: ask the writer to settle first. `now` is the writer's present
/// moment; `progress` is told how many contacts are done, of how many.
///
/// # Errors
///
/// The workspace cannot be read.
pub fn examine(
    read: Read<'_>,
    now: Timestamp,
    mut progress: impl FnMut(usize, usize),
) -> Result<Findings, RuntimeError> {
    let mut findings = Findings::default();
    let mut report = |words: String| {
        if findings.problems.len() < LISTED_MAX {
            findings.problems.push(words);
        }
    };
    read.integrity()?.into_iter().for_each(&mut report);
    let rows = read.versions()?;
    let mut previous = String::new();
    for row in rows.iter().filter(|row| row.in_force_at.is_some()) {
        let expected = crate::writer::version_hash(&previous, row.number, &row.text, &row.made_by);
        if expected != row.hash {
            report(format!(
                "version {} of the agreement was changed after it was saved",
                row.number
            ));
        }
        previous.clone_from(&row.hash);
    }
    let versions = sealed_versions(&rows)?;
    let versions: Vec<InForce<'_>> =
        versions.iter().map(|(agreement, from)| InForce { agreement, from: *from }).collect();
    let (last, known_at) = read.last()?;
    let from = versions.last().map_or(known_at, |version| version.from);
    let now = now.max(known_at).max(from);
    let contacts = read.contacts()?;
    let count = contacts.len();
    let (mut seen, mut events) = (0, 0);
    for (index, id) in contacts.into_iter().enumerate() {
        events += one(read, &versions, id, last, now, &mut report)?;
        seen += 1;
        progress(index + 1, count);
    }
    findings.contacts = seen;
    findings.events = events;
    Ok(findings)
}

fn one(
    read: Read<'_>,
    versions: &[InForce<'_>],
    id: ContactId,
    last: u64,
    now: Timestamp,
    report: &mut impl FnMut(String),
) -> Result<u64, RuntimeError> {
    let Some((as_of, state)) = read.state(id)? else { return Ok(0) };
    let saved: Card = serde_json::from_str(&state).map_err(store::StoreError::from)?;
    if as_of > last {
        report(format!("contact {id} stands for event {as_of}, and the log ends at {last}"));
    }
    if saved.joined_into.is_some() {
        return Ok(0);
    }
    let rows = read.events_at(&saved.history)?;
    let events = rows.len() as u64;
    if rows.len() != saved.history.len() {
        report(format!("contact {id} has events that the log does not have"));
    }
    let mut counting: Vec<EventRow> = Vec::with_capacity(rows.len());
    for row in rows {
        if !read.is_voided(row.event.position)? {
            counting.push(row);
        }
    }
    let mut rows = counting;
    rows.sort_by_key(|row| (row.event.known_at, row.event.position));
    let agreement = versions.last().map(|version| version.agreement);
    let Some(agreement) = agreement else { return Ok(events) };
    // Both are taken to the same moment: no result depends on when anybody looked.
    let mut live = saved.clone();
    live.catch_up(agreement, now);
    let mut again = Card { history: saved.history.clone(), ..saved.clone() };
    again.fold(versions, &rows, now);
    if live.contact != again.contact {
        report(format!("contact {id} is not what its {events} events come to"));
    } else if live.desk != again.desk {
        report(format!("the next step or owner of contact {id} is not what its events come to"));
    }
    Ok(events)
}
