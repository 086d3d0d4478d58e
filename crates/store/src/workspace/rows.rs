//! The rows of a workspace, as the rest of Criba sees them.

use std::borrow::Cow;

use engine::contact::standing::Move;
use engine::event::{Act, Event, Fact};
use engine::step::Given;
use engine::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{BatchId, ContactId};

/// An event as the log keeps it: what came, whose it is, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// What happened.
    pub event: Event,
    /// To whom.
    pub contact: ContactId,
    /// Who of ours did it: an e-mail address; `None` for what came by itself.
    pub who: Option<String>,
    /// The list that brought it.
    pub batch: Option<BatchId>,
    /// `applied`, or why it was refused.
    pub outcome: String,
    /// The points it gave when it was learned.
    pub given: Vec<Given>,
    /// By what a program said whom it is about.
    pub keys: Option<Keys>,
}

/// What a program says that somebody is known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Keys {
    /// Their id in the programs that tell of them: one person's alone (`userId`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The browser or device they used: several people's, one after another (`anonymousId`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymous_id: Option<String>,
    /// What they were known by before, either of the two (`previousId` of an alias).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_id: Option<String>,
    /// The address that it came from or went to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The number that it came from or went to, in E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// What of an event is kept as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EventBody<'a> {
    pub(super) act: Cow<'a, Act>,
    pub(super) facts: Cow<'a, [Fact]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) keys: Option<Cow<'a, Keys>>,
}

impl EventRow {
    /// The event's name, as conditions, filters and the timeline use it.
    #[must_use]
    pub fn name(&self) -> &str {
        name(&self.event.act)
    }
}

/// The name of an act in the catalogue of events.
#[must_use]
pub fn name(act: &Act) -> &str {
    match act {
        Act::Happened { name, .. } => name,
        Act::Learned => "learned",
        Act::Moved { .. } => "stage_changed",
        Act::Declined { .. } => "declined",
        Act::Reactivated { .. } => "reactivated",
        Act::SuggestionAnswered { .. } => "suggestion_answered",
        Act::ConsentGiven { .. } => "consent_given",
        Act::ConsentWithdrawn { .. } => "consent_withdrawn",
        Act::BasisStated { stands: true, .. } => "basis_stated",
        Act::BasisStated { stands: false, .. } => "basis_ended",
        Act::Voided { .. } => "voided",
        Act::TimePassed => "time_passed",
    }
}

/// A move with the event that made it and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// The event's position.
    pub position: u64,
    /// Which of the event's moves, from 0.
    pub ordinal: u32,
    /// Whose.
    pub contact: ContactId,
    /// Who of ours told the event, where somebody did.
    pub who: Option<String>,
    /// The move.
    pub moved: Move,
}

impl MoveRow {
    /// Who made the move. One that cites no clause was made by what somebody told, a conversation
    /// or an undoing, which names nobody by itself.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        let named = self.moved.by.as_ref().map(|by| by.name.as_str());
        let told = self.who.as_deref().filter(|_| self.moved.clause.is_none());
        named.filter(|name| !name.is_empty()).or(told)
    }
}

/// What a contact has come to, and the position of the log that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRow {
    /// Whose.
    pub contact: ContactId,
    /// The last event that is in it.
    pub as_of: u64,
    /// What it is found by; `None` where that is as it was saved last.
    pub keys: Option<Vec<Key>>,
    /// How it is saved.
    pub saved: Saved,
}

/// How a state is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// In the contact's rows.
    Rows {
        /// The state, as its writer wrote it.
        state: String,
        /// What lists show and sort by; `None` for a contact that is no more (joined into another,
        /// or undone).
        columns: Option<Box<Columns>>,
    },
    /// In a note, until its rows are written.
    Note {
        /// The number of the note: each has a higher one than those before.
        number: u64,
        /// The state, as its writer alone reads it.
        state: Vec<u8>,
    },
}

/// What a contact is found by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// `email`, `phone`, or the name of what look-alikes share.
    pub kind: String,
    /// The normalised value.
    pub value: String,
}

impl Key {
    /// A key.
    #[must_use]
    pub fn new(kind: &str, value: impl Into<String>) -> Key {
        Key { kind: kind.to_owned(), value: value.into() }
    }
}

/// What lists show of a contact, and sort and filter by. Text is empty where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// When it must be looked at again.
    pub wake_at: Timestamp,
    /// When Criba first heard of it.
    pub since: Timestamp,
    /// The name as people say it.
    pub name: String,
    /// The name as lists sort it: folded, surname first where it is known.
    pub sort_name: String,
    /// The company.
    pub company: String,
    /// The company without its legal form, folded: people of one company share it.
    pub company_key: String,
    /// The job title.
    pub job_title: String,
    /// The e-mail address.
    pub email: String,
    /// The number to call, in E.164.
    pub phone: String,
    /// The city.
    pub city: String,
    /// ISO 3166 code.
    pub country: String,
    /// The stage's id in the line `main`.
    pub stage: String,
    /// The stage's place in the funnel.
    pub stage_rank: i64,
    /// Whether it is in play.
    pub play: Play,
    /// Who they are, in points.
    pub fit: i64,
    /// What they do, in points.
    pub engagement: i64,
    /// Both.
    pub total: i64,
    /// Such as `B1`; empty without bands.
    pub grade: String,
    /// The one reason that says most.
    pub because: String,
    /// Their latest act.
    pub latest_at: Option<Timestamp>,
    /// Who answers for it: an e-mail address.
    pub owner: String,
    /// When they asked for something that nobody has answered yet.
    pub requested_at: Option<Timestamp>,
    /// When we last tried to reach them.
    pub attempted_at: Option<Timestamp>,
    /// When the next step is due.
    pub next_at: Option<Timestamp>,
    /// What the next step is.
    pub next_what: String,
    /// What is to be done then, in the words of who planned it.
    pub next_text: String,
    /// Why they may not be called; empty where they may.
    pub blocked: String,
    /// Whether they are on no call list: they may not be called, and nothing is planned that can be
    /// done in spite of it.
    pub is_held: bool,
    /// How many suggestions wait for a person.
    pub suggestions: i64,
    /// The source that first told of it.
    pub source: String,
    /// Everything that a search looks at, folded.
    pub search: String,
    /// Who is named in notes that they have not seen, between commas: `,ana@empresa.es,sales,`.
    pub mentioned: String,
    /// The grade as which they were last taken for qualified; empty where they never were or there
    /// are no grades.
    pub qualified_as: String,
    /// How that ended: `open`, `sales` or `aside`; empty where they never were.
    pub ending: String,
    /// The segments of the agreement that it is in, by their ids between commas: `,a,b,`.
    pub segments: String,
}

impl Columns {
    /// Whether it is in a segment of the agreement.
    #[must_use]
    pub fn is_in(&self, segment: &str) -> bool {
        self.segments.split(',').any(|id| !id.is_empty() && id == segment)
    }
}

/// Whether a contact is in play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Play {
    /// It is.
    Open,
    /// It is put aside and comes back.
    Recycled,
    /// It is not, for good.
    Disqualified,
}

impl Play {
    /// As the table keeps it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Play::Open => "open",
            Play::Recycled => "recycled",
            Play::Disqualified => "disqualified",
        }
    }

    pub(super) fn with_id(id: &str) -> Play {
        match id {
            "recycled" => Play::Recycled,
            "disqualified" => Play::Disqualified,
            _ => Play::Open,
        }
    }
}

/// A version of the agreement as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number, from 1.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// When it was saved.
    pub made_at: Timestamp,
    /// Who saved it.
    pub made_by: String,
    /// Since when it is in force; `None` while it is a draft.
    pub in_force_at: Option<Timestamp>,
    /// The last event before it came into force.
    pub position: u64,
    /// SHA-256 over the version before it and this one's number, text and maker.
    pub hash: String,
}

/// A list that was brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: BatchId,
    /// When it was brought.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// `waiting`, `running`, `done` or `undone`.
    pub status: String,
    /// What was decided about it and what became of it, as its writer wrote it.
    pub body: String,
}
