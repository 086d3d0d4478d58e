//! Visits that a list tells again with their row put right: an hour that was missing, a mailbox that
//! was not known. One visit is one, however often its row is mended.

use std::sync::Arc;

use engine::agreement::sealed::Agreement;
use engine::event::Act;
use engine::text::fold;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use store::ids::ContactId;

use super::tell::SOURCE;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Intake;

impl Workspace {
    /// What a list tells of somebody who is known, without the visits that lists told before; the
    /// messages that told those.
    pub(super) fn not_told_before(
        &self,
        id: ContactId,
        intakes: Vec<Intake>,
        agreement: &Agreement,
    ) -> Result<(Vec<Intake>, Vec<Arc<str>>), RuntimeError> {
        let mut before: Vec<Arc<str>> = Vec::new();
        if !intakes.iter().any(|intake| matches!(intake.act, Act::Happened { .. })) {
            return Ok((intakes, before));
        }
        let Some(saw) = self.writer.look(id).wait()? else { return Ok((intakes, before)) };
        let mut new: Vec<Intake> = Vec::with_capacity(intakes.len());
        for intake in intakes {
            let at = intake.at.unwrap_or(saw.now);
            let Some(visit) = Visit::of(&intake.act, at, &intake.message_id) else {
                new.push(intake);
                continue;
            };
            // By any clock its day is within these.
            let around = (at - Span::DAY, at + Span::DAY);
            let rows =
                self.read(|read| Ok(read.standing_at(&saw.card.history, visit.name, around)?))?;
            let told = rows.iter().map(|row| &row.event).find(|event| {
                let told = Visit::of(&event.act, event.at, &event.message_id);
                &*event.source == SOURCE
                    && told.is_some_and(|told| visit.is_of_a_mended_row(&told, agreement))
            });
            match told {
                Some(event) => before.push(Arc::clone(&event.message_id)),
                None => new.push(intake),
            }
        }
        Ok((new, before))
    }
}

/// Something that a row says happened.
struct Visit<'a> {
    name: &'a str,
    properties: &'a [(String, Value)],
    at: Timestamp,
    message_id: &'a str,
}

impl Visit<'_> {
    fn of<'a>(act: &'a Act, at: Timestamp, message_id: &'a str) -> Option<Visit<'a>> {
        let Act::Happened { name, properties } = act else { return None };
        Some(Visit { name, properties, at, message_id })
    }

    /// Whether another row told the same: on the same day, with the same said, and at no other hour.
    /// The very same message is the log's to know.
    fn is_of_a_mended_row(&self, before: &Visit<'_>, agreement: &Agreement) -> bool {
        let day = agreement.day(self.at);
        let begins = agreement.start_of(day);
        let has_hour = |at: Timestamp| Some(at) != begins;
        self.message_id != before.message_id
            && self.name == before.name
            && day == agreement.day(before.at)
            && (self.at == before.at || !has_hour(self.at) || !has_hour(before.at))
            && said(self.properties) == said(before.properties)
    }
}

/// What was said, as two spellings of it are one.
fn said(properties: &[(String, Value)]) -> Vec<(&str, String)> {
    properties.iter().map(|(id, value)| (id.as_str(), fold(&value.to_string()))).collect()
}
