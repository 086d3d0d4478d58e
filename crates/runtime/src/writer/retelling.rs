//! Events that are told again: each voided and told in the order that looks whether it still counts,
//! so that what was undone, judged or erased meanwhile does not come back.
//!
//! What was done is kept in the same transaction: after a crash either both are there or neither.

use engine::event::Act;

use tokio::sync::oneshot;

use super::asked::Asked;
use super::counts::Counters;
use super::order::{Became, Intake, Order, Retelling, Step, Whom};
use super::{Handle, Writer};
use crate::error::RuntimeError;

impl Handle {
    /// Tells what happened, with notes that are on disk where it is and not otherwise.
    pub(crate) fn take_with(
        &self,
        intakes: Vec<Intake>,
        notes: Vec<(String, Option<String>)>,
    ) -> Asked<Vec<Became>> {
        self.ask(|answer| Order::Take { intakes, notes, answer })
    }

    /// Tells events again, those that still count once it is their turn; waits for its own. What was
    /// done of each that did.
    pub(crate) fn retell(&self, retelling: Retelling) -> Asked<Vec<Step>> {
        let (answer, asked) = oneshot::channel();
        Counters::add(&self.counters.asked);
        let sent = self.orders.send(Order::Retell { retelling, answer });
        Asked { asked, refused: sent.is_err().then_some(RuntimeError::Stopped) }
    }
}

impl Writer {
    /// Tells events again; what was done of each that still counted.
    pub(super) fn retell(&mut self, retelling: Retelling) -> Result<Vec<Step>, RuntimeError> {
        let Retelling { events, kept_as, notes } = retelling;
        let mut steps: Vec<Step> = Vec::with_capacity(events.len());
        for event in events {
            if !self.all_count(&event.voids)? {
                continue;
            }
            let mut told: Vec<u64> = Vec::new();
            for intake in event.intakes {
                let is_void = matches!(intake.act, Act::Voided { .. });
                let became = self.take_one(intake)?;
                told.extend(place(&became).filter(|_| !is_void));
            }
            steps.push(Step { voided: event.voids, told });
        }
        self.tell_companies()?;
        self.pending.notes.extend(notes);
        if let Some(name) = kept_as.filter(|_| !steps.is_empty()) {
            let body = serde_json::to_string(&steps).map_err(store::StoreError::from)?;
            self.pending.notes.push((name, Some(body)));
        }
        Ok(steps)
    }

    /// Whether all of these count, and are not of somebody who was erased.
    fn all_count(&mut self, positions: &[u64]) -> Result<bool, RuntimeError> {
        for position in positions {
            match self.voidable(*position)? {
                // What nobody did can be erased no more.
                Some(Whom::Known(store::ids::ContactId::NOBODY)) => {}
                Some(whom) if self.held_by(&whom, *position)?.is_some() => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }
}

fn place(became: &Became) -> Option<u64> {
    match became {
        Became::Applied { position, .. }
        | Became::Refused { position, .. }
        | Became::Kept { position } => Some(*position),
        Became::Repeated { .. } | Became::Nowhere => None,
    }
}
