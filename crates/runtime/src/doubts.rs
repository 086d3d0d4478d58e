//! Joins that Criba made by an address or a number which turned out to be several people's: for
//! somebody to look at, who parts them or says that they are one.

use engine::event::Act;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::joins::joined;
use crate::writer::Saw;

/// What a join says by which kind of key it was made: `email` or `phone`.
pub(crate) const BY: &str = "by";
/// What it says by which one.
pub(crate) const VALUE: &str = "value";

/// What the name of a doubt's note begins with.
const NOTED: &str = "doubt ";
/// Doubts that are read.
const DOUBTS_MAX: usize = 200;

/// What is noted of a join that may be wrong.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Doubt {
    /// Who has the address or the number too.
    pub(crate) with: ContactId,
    /// Whether somebody looked and left it as it is.
    pub(crate) is_kept: bool,
}

/// The name under which the doubt about the join at a place of the log is noted.
pub(crate) fn note_of(position: u64) -> String {
    format!("{NOTED}{position:020}")
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

impl Workspace {
    /// The joins that may be wrong and that nobody has looked at, the latest first; of one contact,
    /// or of all.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn doubted(&self, of: Option<&Saw>) -> Result<Vec<Doubted>, RuntimeError> {
        let noted = self.read(|read| Ok(read.notes_from(NOTED, DOUBTS_MAX)?))?;
        let mut doubted: Vec<Doubted> = Vec::new();
        for (name, body) in noted {
            let Some(position) = position_of(&name) else { continue };
            if of.is_some_and(|saw| !saw.card.history.contains(&position)) {
                continue;
            }
            let Ok(doubt) = serde_json::from_str::<Doubt>(&body) else { continue };
            if !doubt.is_kept {
                doubted.extend(self.doubt(position, &doubt)?);
            }
        }
        doubted.reverse();
        Ok(doubted)
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
        let missing = || RuntimeError::missing("la unión", "join", position);
        let body = self.read(|read| Ok(read.note(&note_of(position))?))?.ok_or_else(missing)?;
        let doubt: Doubt = serde_json::from_str(&body).map_err(store::StoreError::from)?;
        let kept = Doubt { is_kept: true, ..doubt };
        let body = serde_json::to_string(&kept).map_err(store::StoreError::from)?;
        self.writer.save_note(note_of(position), Some(body)).wait()
    }
}

fn position_of(name: &str) -> Option<u64> {
    name.strip_prefix(NOTED)?.parse().ok()
}
