//! Where a contact stands in one product line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::Actor;
use crate::time::Timestamp;

/// Stage, state and cycle of a contact in one product line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The stage's id.
    pub stage: String,
    /// Since when.
    pub stage_since: Timestamp,
    /// Which time round this is, from 1.
    pub cycle: u32,
    /// Beside the stage: whether the contact is in play.
    pub state: State,
    /// Clauses that held when the contact was moved back, by id, with the moment of the move: each
    /// counts again only once it has been false since, or a later event made it true.
    pub held_back: BTreeMap<String, Timestamp>,
    /// What `suggest` clauses found, by clause id.
    pub suggestions: BTreeMap<String, Suggestion>,
    /// When it was put aside, oldest first.
    pub recycled_at: Vec<Timestamp>,
    /// As what it was last taken for qualified, and what came of it; `None` where it never was.
    pub qualified: Option<Qualified>,
}

/// What somebody was like when they were taken for qualified, and what came of it: those who are
/// like them now are told by it what to expect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualified {
    /// Their grade at that moment; `None` where the agreement has no bands.
    pub grade: Option<String>,
    /// How it ended.
    pub ending: Ending,
}

/// How it ended with somebody who was qualified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It has not.
    Open,
    /// Sales took them for qualified too.
    Sales,
    /// They were put aside or moved back before that.
    Aside,
}

impl Ending {
    /// The id under which it is kept.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Ending::Open => "open",
            Ending::Sales => "sales",
            Ending::Aside => "aside",
        }
    }
}

/// Whether a contact is in play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is.
    Open,
    /// It is not, for good.
    Disqualified {
        /// The reason's id.
        reason: String,
        /// Since when.
        since: Timestamp,
    },
    /// It is put aside and comes back.
    Recycled {
        /// The reason's id.
        reason: String,
        /// Since when.
        since: Timestamp,
        /// When it comes back by itself; `None` where only a condition or a person brings it back.
        until: Option<Timestamp>,
    },
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Since when the clause holds.
    pub since: Timestamp,
    /// Whether a person dismissed it.
    pub is_dismissed: bool,
}

/// A move between stages or states: a row that stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The product line.
    pub line: String,
    /// When it was decided.
    pub at: Timestamp,
    /// The stage before.
    pub from: String,
    /// The stage after; the same where only the state changed.
    pub to: String,
    /// The state after.
    pub state: State,
    /// Which time round, after the move.
    pub cycle: u32,
    /// Which clause of which version says so, where one does.
    pub clause: Option<Citation>,
    /// Who did it, where a person or the CRM did.
    pub by: Option<Actor>,
    /// Why, in the words of the agreement or the person.
    pub why: String,
}

/// A clause of a version, as screens and logs cite it: `v7 2.1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The version.
    pub version: u32,
    /// The clause's number in it.
    pub number: String,
    /// The clause's id.
    pub id: String,
}

impl Standing {
    /// A standing at the start of the funnel.
    #[must_use]
    pub fn new(stage: &str) -> Standing {
        Standing {
            stage: stage.to_owned(),
            stage_since: Timestamp::MIN,
            cycle: 1,
            state: State::Open,
            held_back: BTreeMap::new(),
            suggestions: BTreeMap::new(),
            recycled_at: Vec::new(),
            qualified: None,
        }
    }

    /// What was open has come to an end.
    pub(crate) fn ends(&mut self, ending: Ending) {
        if let Some(qualified) = &mut self.qualified
            && qualified.ending != Ending::Sales
        {
            qualified.ending = ending;
        }
    }

    /// Whether rules may move it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }
}
