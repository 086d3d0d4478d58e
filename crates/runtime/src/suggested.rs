//! What `suggest` clauses found and a person should look at, with what speaks for it.

use std::collections::BTreeSet;

use engine::agreement::condition::Condition;
use engine::agreement::funnel::QualifyHow;
use engine::agreement::sealed::{Agreement, SealedQualify};
use engine::time::Timestamp;
use store::workspace::screens::{Filter, Order};

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::timeline::{Line, Part};
use crate::writer::Saw;

/// One thing to look at.
#[derive(Debug)]
pub struct Found {
    /// Whom it is about.
    pub saw: Box<Saw>,
    /// The clause's id.
    pub clause: String,
    /// Since when it holds.
    pub since: Timestamp,
    /// What they did that the clause asks about, the latest first.
    pub evidence: Vec<Line>,
}

/// What they did that is shown for each.
const EVIDENCE_SHOWN: usize = 4;
/// Of a history, how far back evidence is looked for.
const LINES_MAX: usize = 200;

impl Workspace {
    /// What waits for a person, of the best contacts first, and of how many contacts in all.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn to_review(&self, limit: usize) -> Result<(Vec<Found>, u64), RuntimeError> {
        self.writer.settle().wait()?;
        let filter = Filter { is_suggested: true, ..Filter::default() };
        let (listed, count) = self
            .read(|read| Ok((read.list(&filter, Order::Best, limit, 0)?, read.count(&filter)?)))?;
        let mut found = Vec::new();
        for one in listed {
            let Some(saw) = self.writer.look(one.id).wait()? else { continue };
            for (clause, since) in open(&saw) {
                let Some(qualify) = clause_of(&saw.agreement, &clause) else { continue };
                let evidence = self.evidence(&saw, qualify)?;
                found.push(Found { saw: saw.clone(), clause, since, evidence });
            }
        }
        found.truncate(limit);
        Ok((found, count))
    }

    fn evidence(&self, saw: &Saw, qualify: &SealedQualify) -> Result<Vec<Line>, RuntimeError> {
        let QualifyHow::Suggest(condition) = &qualify.how else { return Ok(Vec::new()) };
        let mut names = BTreeSet::new();
        asked(condition, &mut names);
        let lines = self.latest_lines(saw, Part::Theirs, LINES_MAX)?;
        let counts = |line: &Line| match line {
            // A clause about scores alone rests on everything they did.
            Line::Happened(row) => names.is_empty() || names.contains(row.name()),
            Line::Moved(_) => false,
        };
        Ok(lines.into_iter().filter(counts).take(EVIDENCE_SHOWN).collect())
    }
}

/// What was found of a contact in the line `main` and nobody has dismissed.
#[must_use]
pub fn open(saw: &Saw) -> Vec<(String, Timestamp)> {
    let standing = saw.card.contact.standings.first();
    let suggestions = standing.into_iter().flat_map(|standing| &standing.suggestions);
    suggestions
        .filter(|(_, suggestion)| !suggestion.is_dismissed)
        .map(|(clause, suggestion)| (clause.clone(), suggestion.since))
        .collect()
}

/// The clause of an id in the line `main`.
#[must_use]
pub fn clause_of<'a>(agreement: &'a Agreement, id: &str) -> Option<&'a SealedQualify> {
    agreement.lines.first()?.qualify.iter().find(|qualify| qualify.clause.id == id)
}

/// The events that a condition asks about.
fn asked(condition: &Condition, names: &mut BTreeSet<String>) {
    match condition {
        Condition::All(all) | Condition::Any(all) => {
            all.iter().for_each(|condition| asked(condition, names));
        }
        Condition::Not(inner) => asked(inner, names),
        Condition::Event(event) => names.extend(event.pattern.event.clone()),
        _ => {}
    }
}
