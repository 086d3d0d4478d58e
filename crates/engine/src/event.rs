//! What happened: the one form in which everything comes in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::agreement::condition::Whose;
use crate::agreement::funnel::SideName;
use crate::contact::bases::Basis;
use crate::time::Timestamp;
use crate::value::Value;

/// Something that happened to a contact, and when it was learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The event's place in its workspace's log; grows with `known_at`.
    pub position: u64,
    /// When it happened. Scores and windows count from here.
    pub at: Timestamp,
    /// When Criba learned it. Decisions are made in this order.
    pub known_at: Timestamp,
    /// Which source told it.
    pub source: Arc<str>,
    /// Its id in that source: the same id is the same event.
    pub message_id: Arc<str>,
    /// What happened.
    pub act: Act,
    /// What it says about the person and the company.
    pub facts: Vec<Fact>,
}

/// What an event says about a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Whose profile.
    pub of: Whose,
    /// The trait's id.
    pub id: String,
    /// Its value; null clears.
    pub value: Value,
    /// Who says so.
    pub origin: Origin,
}

/// Who says a fact; what a person said or typed goes before the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Worked out from other facts: the level from the job title, the domain from the e-mail.
    Derived,
    /// Said of a company under a key that stands in a page, where anybody reads it: it stands for
    /// who said it where nobody else says anything, and is told to nobody of that company.
    Claimed,
    /// An imported list.
    Imported,
    /// An enrichment or a guess.
    Enriched,
    /// An imported list whose importer chose that it goes before what is known.
    ImportedOver,
    /// A colleague typed it.
    Typed,
    /// The person said it.
    Said,
}

impl Origin {
    /// Facts of a higher rank go before all of a lower one, whatever their dates.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Origin::Derived => 0,
            Origin::Claimed => 1,
            Origin::Imported | Origin::Enriched => 2,
            Origin::ImportedOver | Origin::Typed | Origin::Said => 3,
        }
    }
}

/// What happened. The list of acts that move a contact is closed; what people and tools do keeps
/// open names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Theirs or ours, by name: `page`, `met_at_event`, `call_made`, or any tracked name.
    Happened {
        /// The event's name.
        name: String,
        /// Its properties.
        properties: Vec<(String, Value)>,
    },
    /// Nothing but the facts: an identify call, a row of a list, a value typed by hand.
    Learned,
    /// A person, or the CRM, moves the contact to a stage.
    Moved {
        /// The product line.
        line: String,
        /// The stage's id.
        to: String,
        /// Who does it.
        by: Actor,
        /// What they saw.
        evidence: Option<String>,
    },
    /// A person says no with a reason of the agreement.
    Declined {
        /// The product line.
        line: String,
        /// The reason's id.
        reason: String,
        /// Who does it.
        by: Actor,
        /// When to come back, where the person says so.
        until: Option<Timestamp>,
        /// Their words.
        note: Option<String>,
    },
    /// A person puts a disqualified or recycled contact back to work.
    Reactivated {
        /// The product line.
        line: String,
        /// Who does it.
        by: Actor,
    },
    /// A person answers a suggestion of a `suggest` clause.
    SuggestionAnswered {
        /// The product line.
        line: String,
        /// The clause's id.
        clause: String,
        /// Confirmed or dismissed.
        is_confirmed: bool,
        /// Who does it.
        by: Actor,
    },
    /// Consent to a purpose or a channel was given.
    ConsentGiven {
        /// The purpose or channel; `profiling` among them.
        purpose: String,
    },
    /// Consent to a purpose or a channel was withdrawn.
    ConsentWithdrawn {
        /// The purpose or channel; `profiling` stops scoring and automatic qualification.
        purpose: String,
    },
    /// A legal basis that is not their consent was stated, or ended.
    BasisStated {
        /// Which.
        basis: Basis,
        /// Whether it stands; else it ended.
        stands: bool,
    },
    /// An earlier event counts no longer, as if it had not happened.
    Voided {
        /// The earlier event's place in the log.
        position: u64,
        /// Why, by a word that stays (`runtime::voids`).
        why: String,
    },
    /// Nothing happened but that time passed.
    TimePassed,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person's e-mail address, or the CRM's name.
    pub name: String,
    /// The side the person is on; `None` for the CRM.
    pub side: Option<SideName>,
}
