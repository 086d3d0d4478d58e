//! A contact's state: the fold of its events under an agreement.

pub mod bases;
pub mod colleagues;
pub mod consents;
pub mod profile;
mod kept;
pub mod tallies;
pub mod touches;
pub mod mails;
pub mod standing;
#[cfg(test)]
mod told;

use serde::{Deserialize, Serialize};

use crate::agreement::sealed::Agreement;
use crate::event::Event;
use crate::time::{Timestamp, micros};
use bases::Bases;
use consents::Consents;
use profile::Profile;
use standing::Standing;
use tallies::Tallies;

/// Everything that decides what a contact is and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What is known about the person and the company.
    pub profile: Profile,
    /// What happened, as the agreement counts it.
    pub tallies: Tallies,
    /// What they said about being reached, for each purpose and channel.
    pub consents: Consents,
    /// Why they may be reached where they said nothing.
    #[serde(default)]
    pub bases: Bases,
    /// Whether the person objects to being scored and qualified by rules.
    pub is_profiling_refused: bool,
    /// Where it stands in each product line, in the agreement's order.
    pub standings: Vec<Standing>,
    /// The version of the agreement that it was last judged by.
    pub version: u32,
    /// When Criba first heard of it.
    #[serde(with = "micros::option")]
    pub since: Option<Timestamp>,
    /// The last moment that was taken into account.
    #[serde(with = "micros::option")]
    pub judged_at: Option<Timestamp>,
    /// When it must be looked at again, though nothing happens.
    #[serde(with = "micros")]
    pub wake_at: Timestamp,
}

/// The purpose whose withdrawal means "no profiling".
pub const PROFILING: &str = "profiling";

impl Contact {
    /// A contact that nothing is known of.
    #[must_use]
    pub fn new(agreement: &Agreement) -> Contact {
        let standing = |_: &_| Standing::new(agreement.first_stage());
        Contact {
            profile: Profile::default(),
            tallies: Tallies::default(),
            consents: Consents::default(),
            bases: Bases::default(),
            is_profiling_refused: false,
            standings: agreement.lines.iter().map(standing).collect(),
            version: agreement.version,
            since: None,
            judged_at: None,
            wake_at: Timestamp::MAX,
        }
    }

    /// The funnel begins when Criba first hears of the contact.
    pub(crate) fn begin(&mut self, at: Timestamp) {
        if self.since.is_none() {
            self.since = Some(at);
            for standing in &mut self.standings {
                standing.stage_since = at;
            }
        }
    }

    /// Takes what an event tells, without deciding anything; `slots` are those that it counts in.
    pub(crate) fn learn(&mut self, agreement: &Agreement, event: &Event, slots: &[usize]) {
        self.profile.learn(event);
        self.tallies.take_in(agreement, event, slots);
        self.consents.take(event);
        self.bases.take(event);
        self.is_profiling_refused = self.consents.refuses(PROFILING);
    }
}
