//! What the agreement says that the rows of a list are, before anybody decides.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::event::{Act, Origin};
use import::columns::Columns;
use import::events::Telling;
use import::record;
use import::table::Table;

use super::plan::Batch;
use super::prepare::reading;
use super::tell::SOURCE;
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// Rows that are looked at, spread over the list.
const LOOKED_AT: usize = 1_000;

impl Workspace {
    /// The events that rows of a list are as the agreement says it; `None` where none of those that
    /// were looked at is one and the list has more.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn agreed_of(
        &self,
        batch: &Batch,
        table: &Table,
        columns: &Columns,
    ) -> Result<Option<BTreeSet<String>>, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let step = table.rows.len().div_ceil(LOOKED_AT).max(1);
        let some = Table {
            header: table.header.clone(),
            rows: table.rows.iter().step_by(step).cloned().collect(),
            skipped: Vec::new(),
            format: table.format.clone(),
        };
        let reading = reading(&self.row.country, &agreement, batch.made_at)?;
        let telling = Telling {
            agreement: &agreement,
            event: None,
            source: Arc::from(SOURCE),
            at: batch.made_at,
            undated_at: batch.made_at,
            is_known_at_date: batch.plan.is_known_at_date,
            origin: Origin::Imported,
        };
        let records = record::read(&some, columns, &reading);
        let events = records.iter().flat_map(|record| telling.events(record, 0));
        let names: BTreeSet<String> = events
            .filter_map(|event| match event.act {
                Act::Happened { name, .. } => Some(name),
                _ => None,
            })
            .collect();
        Ok((!names.is_empty() || step == 1).then_some(names))
    }
}
