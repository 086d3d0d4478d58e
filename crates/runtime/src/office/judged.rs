//! Verdicts of machines and persons, as commands read them.

use engine::agreement::funnel::SideName;
use serde_json::{Value, json};
use store::ids::ContactId;

use crate::acts::By;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::likelihood::{Human, why_aside};
use crate::verdicts::{Verdict, given_to};

impl Workspace {
    /// What machines did, newest first.
    pub(super) fn machines_told(&self, top: usize) -> Result<Value, RuntimeError> {
        let rows = self.machines(None, top)?;
        let events = rows.iter().map(|row| {
            json!({
                "id": row.event.position.to_string(),
                "at": row.event.at,
                "name": row.name(),
                "source": row.event.source,
                "because": why_aside(row),
                "human": Human::of(row).map(|human| human.likelihood),
                "contact": Some(row.contact).filter(|id| *id != ContactId::NOBODY),
            })
        });
        Ok(json!({ "events": events.collect::<Vec<Value>>() }))
    }

    /// Says who did something; every contact that it touched.
    pub(super) fn judged_told(
        &self,
        event: u64,
        verdict: Verdict,
        by: &str,
    ) -> Result<Value, RuntimeError> {
        let by = By { email: by.to_owned(), side: SideName::Marketing };
        let revised = self.judge(event, verdict, &by)?;
        let touched = match revised.voided_by {
            Some(voided_by) => self.touched_by(voided_by)?,
            None => Vec::new(),
        };
        let contacts = touched.iter().map(|one| {
            let moves = one.moves.iter().map(
                |row| json!({ "line": row.moved.line, "from": row.moved.from, "to": row.moved.to }),
            );
            let handoffs = one.handoffs.iter().map(|row| {
                json!({ "event": row.event.position.to_string(), "at": row.event.at, "to": given_to(row) })
            });
            json!({
                "contact": one.contact,
                "before": one.before,
                "after": one.after,
                "moves": moves.collect::<Vec<Value>>(),
                "handoffs": handoffs.collect::<Vec<Value>>(),
            })
        });
        Ok(json!({
            "event": revised.position.to_string(),
            "contacts": contacts.collect::<Vec<Value>>(),
        }))
    }
}
