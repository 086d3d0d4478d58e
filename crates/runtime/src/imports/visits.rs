//! Visits that a list tells again with their row put right: an hour that was missing, a mailbox that
//! was not known. One visit is one, however often its row is mended.

use engine::agreement::sealed::Agreement;
use engine::event::Act;
use engine::text::fold;
use engine::time::Timestamp;
use engine::value::Value;
use store::ids::ContactId;

use super::run::SOURCE;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Intake;

/// The latest events of somebody among which a visit is looked for.
const EVENTS_MAX: usize = 200;

impl Workspace {
    /// What a list tells of somebody who is known, without the visits that lists told before.
    pub(super) fn not_told_before(
        &self,
        id: ContactId,
        intakes: Vec<Intake>,
        agreement: &Agreement,
    ) -> Result<Vec<Intake>, RuntimeError> {
        if !intakes.iter().any(|intake| matches!(intake.act, Act::Happened { .. })) {
            return Ok(intakes);
        }
        let Some(saw) = self.writer.look(id).wait()? else { return Ok(intakes) };
        let history = &saw.card.history;
        let latest = history.get(history.len().saturating_sub(EVENTS_MAX)..).unwrap_or_default();
        let rows = self.read(|read| Ok(read.events_at(latest)?))?;
        let told: Vec<Visit<'_>> = rows
            .iter()
            .filter(|row| &*row.event.source == SOURCE)
            .filter_map(|row| Visit::of(&row.event.act, row.event.at, &row.event.message_id))
            .collect();
        let is_new = |intake: &Intake| {
            let at = intake.at.unwrap_or(saw.now);
            let Some(visit) = Visit::of(&intake.act, at, &intake.message_id) else { return true };
            !told.iter().any(|before| visit.is_of_a_mended_row(before, agreement))
        };
        Ok(intakes.into_iter().filter(is_new).collect())
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
