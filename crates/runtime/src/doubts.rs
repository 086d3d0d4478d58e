//! Joins that Criba made by an address or a number which turned out to be several people's: for
//! somebody to look at, who parts them or says that they are one.

use engine::event::Act;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::joins::joined;
use crate::writer::{Retelling, Saw};

/// What a join says by which kind of key it was made: `email` or `phone`.
pub(crate) const BY: &str = "by";
/// What it says by which one.
pub(crate) const VALUE: &str = "value";

/// What the name of a doubt's note begins with; the note goes when the join is undone or kept.
const NOTED: &str = "doubt ";
/// What the name of the note begins with that says that somebody looked and left a join as it is.
const KEPT: &str = "doubt-kept ";
/// Notes that are read at once, and how often: a release before this one left those of joins that
/// were undone or kept.
const NOTES_A_READ: usize = 200;
const READS_MAX: usize = 50;

/// What is noted of a join that may be wrong.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Doubt {
    /// Who has the address or the number too.
    pub(crate) with: ContactId,
    /// Whether somebody looked and left it as it is, as a release before this one kept it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_kept: bool,
}

/// The name under which the doubt about the join at a place of the log is noted.
pub(crate) fn note_of(position: u64) -> String {
    format!("{NOTED}{position:020}")
}

/// The name of the note that the join at a place of the log was left as it is.
pub(crate) fn kept_note_of(position: u64) -> String {
    format!("{KEPT}{position:020}")
}

/// A join that may be wrong.
#[derive(Debug)]
pub struct Doubted {
    /// Its place in the log, by which it is undone.
    pub position: u64,
    /// Who goes on.
    pub saw: Box<Saw>,
    /// The contact that was joined into them.
    pub other: ContactId,
    /// The kind of key by which they were joined: `email` or `phone`.
    pub kind: String,
    /// That address or number.
    pub value: String,
    /// Who has it too.
    pub with: Box<Saw>,
}

/// Joins that may be wrong, the latest first.
#[derive(Debug)]
pub struct Doubts {
    /// Those of a page: few or none where many were looked at already.
    pub joins: Vec<Doubted>,
    /// The place of the log before which the next page begins; `None` at the end.
    pub next: Option<u64>,
}

impl Workspace {
    /// At most `limit` joins that may be wrong and that nobody has looked at, from before a place of
    /// the log.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn doubted(&self, before: Option<u64>, limit: usize) -> Result<Doubts, RuntimeError> {
        let mut joins: Vec<Doubted> = Vec::new();
        let mut before = before.map(note_of);
        let mut read_to: Option<u64> = None;
        for _ in 0..READS_MAX {
            let noted =
                self.read(|read| Ok(read.notes_before(NOTED, before.as_deref(), NOTES_A_READ)?))?;
            let is_last = noted.len() < NOTES_A_READ;
            before = noted.last().map(|(name, _)| name.clone());
            for (name, body) in noted {
                let Some(position) = position_of(&name) else { continue };
                if let Some(join) = self.noted(position, &body)? {
                    if joins.len() == limit {
                        let next = joins.last().map(|last| last.position);
                        return Ok(Doubts { joins, next });
                    }
                    joins.push(join);
                }
                read_to = Some(position);
            }
            if is_last {
                return Ok(Doubts { joins, next: None });
            }
        }
        Ok(Doubts { joins, next: read_to })
    }

    /// The latest `limit` of one contact's.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn doubted_of(&self, saw: &Saw, limit: usize) -> Result<Vec<Doubted>, RuntimeError> {
        let names: Vec<String> = saw.card.history.iter().copied().map(note_of).collect();
        let mut joins: Vec<Doubted> = Vec::new();
        for (name, body) in self.read(|read| Ok(read.notes_named(&names)?))? {
            if let Some(position) = position_of(&name).filter(|_| joins.len() < limit) {
                joins.extend(self.noted(position, &body)?);
            }
        }
        Ok(joins)
    }

    /// The join at a place of the log, where somebody has still to look at what is noted of it.
    fn noted(&self, position: u64, body: &str) -> Result<Option<Doubted>, RuntimeError> {
        match serde_json::from_str::<Doubt>(body) {
            Ok(doubt) if !doubt.is_kept => self.doubt(position, &doubt),
            Ok(_) | Err(_) => Ok(None),
        }
    }

    fn doubt(&self, position: u64, doubt: &Doubt) -> Result<Option<Doubted>, RuntimeError> {
        let row = self.read(|read| {
            Ok(if read.is_voided(position)? { None } else { read.event(position)? })
        })?;
        let Some(row) = row else { return Ok(None) };
        let Some(other) = joined(&row.event.act) else { return Ok(None) };
        let Act::Happened { properties, .. } = &row.event.act else { return Ok(None) };
        let said = |wanted: &str| {
            let said = properties.iter().find(|(id, _)| id == wanted);
            said.map(|(_, value)| value.to_string()).unwrap_or_default()
        };
        let (kind, value) = (said(BY), said(VALUE));
        let saw = self.writer.look(row.contact).wait()?;
        let with = self.writer.look(doubt.with).wait()?;
        let (Some(saw), Some(with)) = (saw, with) else { return Ok(None) };
        if saw.id == with.id || !with.card.is_anybody() {
            return Ok(None);
        }
        Ok(Some(Doubted { position, saw, other, kind, value, with }))
    }

    /// Leaves the join at a place of the log as it is: somebody looked, and they are one.
    ///
    /// # Errors
    ///
    /// There is no doubt about it, or the disk does not take it.
    pub fn keep_joined(&self, position: u64) -> Result<(), RuntimeError> {
        let note = note_of(position);
        let is_doubted = self.read(|read| Ok(read.note(&note)?.is_some()))?;
        if !is_doubted {
            return Err(RuntimeError::missing("la unión", "join", position));
        }
        // Both in one transaction: it is neither asked again nor forgotten that it was.
        let notes = vec![(note, None), (kept_note_of(position), Some(String::new()))];
        self.writer.retell(Retelling { notes, ..Retelling::default() }).wait()?;
        Ok(())
    }
}

fn position_of(name: &str) -> Option<u64> {
    name.strip_prefix(NOTED)?.parse().ok()
}
