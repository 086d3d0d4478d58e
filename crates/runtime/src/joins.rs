//! Undoing that two contacts are one.

use std::sync::Arc;

use engine::event::{Act, Event};
use engine::value::Value;
use store::ids::ContactId;

use crate::acts::{By, SOURCE};
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::voids::Void;
use crate::writer::{Came, IDENTITY, Intake, Whom};

impl Workspace {
    /// Undoes the join that stands at a place of the log: the contact that went on, and the one
    /// that is there again.
    ///
    /// # Errors
    ///
    /// There is no such join, it was undone before under another key, or the disk does not take it.
    pub fn unjoin(
        &self,
        position: u64,
        by: &By,
        key: &str,
    ) -> Result<(ContactId, ContactId), RuntimeError> {
        let missing = || RuntimeError::missing("la unión", "join", position);
        let message_id = format!("{key}.0");
        let (row, undone) = self.read(|read| {
            let is_ours = read.message(SOURCE, &message_id)?.is_some();
            Ok((read.event(position)?, read.is_voided(position)? && !is_ours))
        })?;
        let row = row.ok_or_else(missing)?;
        let other = joined(&row.event.act).ok_or_else(missing)?;
        if undone {
            return Err(missing());
        }
        let void = Intake {
            whom: Whom::Known(row.contact),
            at: None,
            known_at: None,
            source: Arc::from(SOURCE),
            message_id: message_id.into(),
            act: Act::Voided { position, why: Void::Undone.id().to_owned() },
            facts: Vec::new(),
            who: Some(by.email.clone()),
            batch: None,
            came: Came::default(),
        };
        self.writer.take(vec![void]).wait()?;
        Ok((row.contact, other))
    }
}

/// Whether an event is a join that Criba made by itself.
#[must_use]
pub fn joined_by_itself(event: &Event) -> bool {
    *event.source == *IDENTITY && joined(&event.act).is_some()
}

/// The contact that an act joined, if it joined one.
pub(crate) fn joined(act: &Act) -> Option<ContactId> {
    let Act::Happened { name, properties } = act else { return None };
    let (_, other) = properties.iter().find(|(id, _)| name == "joined" && id == "other")?;
    let Value::Text(other) = other else { return None };
    other.parse().ok()
}
