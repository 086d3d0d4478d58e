//! The funnel as it is written: stages, what moves a contact between them, and the reasons for
//! saying no.
//!
//! What a contact's standing is at a moment is decided by [`crate::stage`].

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::time::Span;

/// A step of the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who answers for it.
    pub owner: StageOwner,
    /// The standard stage it counts as in measures.
    pub counts_as: StandardStage,
    /// What it means, in words.
    pub means: Option<String>,
    /// Traits that must be known to enter it.
    pub needs: Vec<String>,
    /// Who may contact the people in it; empty for everybody.
    pub contacted_by: Vec<SideName>,
    /// What may be sent to the people in it; empty for everything.
    pub sends: Vec<String>,
}

/// Who answers for a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageOwner {
    /// Marketing.
    Marketing,
    /// Both sides.
    Shared,
    /// Sales.
    Sales,
}

/// One of the two sides of the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideName {
    /// Marketing.
    Marketing,
    /// Sales.
    Sales,
}

/// The stages that everybody's funnel can be compared by, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandardStage {
    /// Seen, but not known.
    Anonymous,
    /// Left their data.
    Lead,
    /// Said yes to hearing more.
    Prospect,
    /// Qualified by marketing.
    Mql,
    /// Accepted by sales.
    Sal,
    /// Qualified by sales.
    Sql,
    /// There is an offer to decide on.
    Opportunity,
    /// Bought.
    Customer,
}

/// A clause of `qualify`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualify {
    /// A stable name for machines; `None` until the agreement is sealed.
    pub id: Option<String>,
    /// The stage it grants, suggests or blocks.
    pub stage: String,
    /// The reason as people read it.
    pub because: Option<String>,
    /// How it works.
    pub how: QualifyHow,
}

/// How a clause of `qualify` works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QualifyHow {
    /// `to: … when: …` moves forward by itself.
    When(Condition),
    /// `to: … by: hand`: people of these sides may.
    ByHand {
        /// Who may.
        who: Vec<SideName>,
        /// Whether they must say what they saw.
        is_evidence_required: bool,
    },
    /// `suggest: …`: on the list "Por revisar" with its evidence.
    Suggest(Condition),
    /// `never: …`: not this stage nor any beyond.
    Never {
        /// Whom.
        when: Condition,
        /// `override: by_hand`: a person may all the same.
        is_overridden_by_hand: bool,
    },
}

/// A clause of `return`: what moves a contact back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// A stable name for machines; `None` until the agreement is sealed.
    pub id: Option<String>,
    /// The stage that is left.
    pub from: String,
    /// The earlier stage that is gone back to.
    pub to: String,
    /// The reason as people read it.
    pub because: Option<String>,
    /// When.
    pub when: Condition,
}

/// A clause of `recycle`: when a lead that was put aside comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recycle {
    /// A stable name for machines; `None` until the agreement is sealed.
    pub id: Option<String>,
    /// The stage it comes back to.
    pub back_to: String,
    /// The reason as people read it.
    pub because: Option<String>,
    /// A condition that brings it back before its date.
    pub when: Option<Condition>,
    /// How often; beyond that only a person brings it back.
    pub at_most: Option<AtMostPer>,
}

/// `2 per year`: a bound on how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtMostPer {
    /// How many.
    pub count: u32,
    /// In which span; a year is 365 days, a month 30, where they bound how often.
    pub span: Span,
}

/// A clause of `reopen`: when a customer or a closed lead starts again, in a new cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopen {
    /// A stable name for machines; `None` until the agreement is sealed.
    pub id: Option<String>,
    /// The stage or state it starts from.
    pub from: ReopenFrom,
    /// The stage that the new cycle begins in.
    pub to: String,
    /// The reason as people read it.
    pub because: Option<String>,
    /// When.
    pub when: Condition,
}

/// What a `reopen` clause starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReopenFrom {
    /// A stage, such as the customer's.
    Stage(String),
    /// Leads that were disqualified.
    Disqualified,
    /// Leads that were put aside.
    Recycled,
}

/// The words for saying no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it means, in words.
    pub means: Option<String>,
    /// An example.
    pub example: Option<String>,
    /// Where it may be given.
    pub uses: Vec<ReasonUse>,
    /// Where the lead goes.
    pub then: Then,
    /// For `then: nurture`, when it comes back.
    pub until: Option<Until>,
    /// Whether it counts against quality.
    pub counts: Counts,
    /// A condition with which it disqualifies by itself.
    pub when: Option<Condition>,
}

/// Where a reason may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonUse {
    /// Sales does not accept a handoff.
    Reject,
    /// Sales asks marketing for a fact.
    Return,
    /// The lead is closed for good.
    Disqualify,
    /// An opportunity was lost.
    Lost,
}

/// Where a lead goes with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Then {
    /// Put aside until a date or a condition: recycled.
    Nurture,
    /// Closed: disqualified.
    Discard,
    /// Back to marketing, who mend the data.
    Correct,
    /// It is somebody we have: join them.
    Join,
    /// It waits where it is.
    Wait,
}

/// When a lead that was put aside comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Until {
    /// After this long.
    After(Span),
    /// On the date in this trait.
    Trait(String),
}

/// How a reason counts in the promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// Against the quality of what marketing delivered.
    Quality,
    /// As a lead that was not accepted, without blame.
    None,
    /// Not at all.
    Void,
}
