//! When somebody has time next: what an appointment or a task is proposed for.

use engine::time::{Span, Timestamp};
use store::workspace::rows::Play;
use store::workspace::screens::{Filter, Order};

use crate::cadence;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

/// Steps of somebody's own that an hour is kept free of.
const PLANNED_MAX: usize = 50;

impl Workspace {
    /// The next hour from a moment on at which somebody works and has nothing planned, and at which
    /// the contact may be reached.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn free_hour(
        &self,
        saw: &Saw,
        who: &str,
        from: Timestamp,
    ) -> Result<Timestamp, RuntimeError> {
        self.free_hours(saw, who, [from]).map(|[hour]| hour)
    }

    /// The same from each of several moments on.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn free_hours<const MOMENTS: usize>(
        &self,
        saw: &Saw,
        who: &str,
        from: [Timestamp; MOMENTS],
    ) -> Result<[Timestamp; MOMENTS], RuntimeError> {
        self.writer.settle().wait()?;
        let own = Filter {
            owners: vec![who.to_owned()],
            play: Some(Play::Open),
            has_next: Some(true),
            ..Filter::default()
        };
        let mut hours = from;
        for hour in &mut hours {
            let from = *hour;
            let planned = self.read(|read| {
                // What has passed keeps no hour, however much of it waits.
                let passed = Filter { next_until: Some(from - Span::HOUR), ..own.clone() };
                let passed = usize::try_from(read.count(&passed)?).unwrap_or(usize::MAX);
                Ok(read.list(&own, Order::Next, PLANNED_MAX, passed)?)
            })?;
            let taken: Vec<Timestamp> =
                planned.iter().filter_map(|listed| listed.columns.next_at).collect();
            *hour = cadence::next_free_hour(&saw.agreement, &saw.card, who, &taken, from);
        }
        Ok(hours)
    }
}
