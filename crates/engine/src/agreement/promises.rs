//! What each side owes the other, as it is written: commitments, review, annexes.

use rust_decimal::Decimal;

use super::condition::Condition;
use super::funnel::SideName;
use crate::time::Span;

/// Something that a side promises per period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// A stable name for machines.
    pub id: String,
    /// Who promises.
    pub owner: SideName,
    /// What people call it.
    pub name: String,
    /// How it is measured.
    pub measure: Measure,
    /// For measures of a stage.
    pub stage: Option<String>,
    /// Only units that pass.
    pub of: Option<Condition>,
    /// Only this product line.
    pub line: Option<String>,
    /// The least that keeps the promise.
    pub at_least: Option<Target>,
    /// The most that keeps the promise.
    pub at_most: Option<Target>,
    /// How often it is judged.
    pub per: Period,
    /// No verdict below so many units.
    pub min_n: Option<u32>,
    /// Targets of single periods, such as `2026-12`, in place of the general one.
    pub targets: Vec<(String, Target)>,
    /// What happens where it is missed, in words.
    pub if_missed: Option<String>,
}

/// A number, or a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The number; of a percentage, the percents.
    pub value: Decimal,
    /// Whether it is a percentage.
    pub is_percent: bool,
}

/// How often a promise is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

/// What is measured; the agreement's document defines each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the definition's own")]
pub enum Measure {
    QualifiedCount,
    AcceptedRate,
    FirstAttemptOnTime,
    FirstConversationOnTime,
    AttemptsCompleted,
    HandoffsAnswered,
    RejectionsAnswered,
    DataComplete,
    ListLoadedOnTime,
    CapacityOffered,
}

impl Measure {
    /// Every measure with its id.
    pub const ALL: [(&'static str, Measure); 10] = [
        ("qualified_count", Measure::QualifiedCount),
        ("accepted_rate", Measure::AcceptedRate),
        ("first_attempt_on_time", Measure::FirstAttemptOnTime),
        ("first_conversation_on_time", Measure::FirstConversationOnTime),
        ("attempts_completed", Measure::AttemptsCompleted),
        ("handoffs_answered", Measure::HandoffsAnswered),
        ("rejections_answered", Measure::RejectionsAnswered),
        ("data_complete", Measure::DataComplete),
        ("list_loaded_on_time", Measure::ListLoadedOnTime),
        ("capacity_offered", Measure::CapacityOffered),
    ];
}

/// When both sides look at the agreement again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// How often.
    pub every: Span,
    /// The first time, after it comes into force.
    pub first: Option<Span>,
    /// The recurring meeting.
    pub meeting: Option<Meeting>,
    /// What brings a review forward: a measure below or above a target.
    pub also_when: Vec<Trigger>,
}

/// The recurring meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// How often.
    pub every: Span,
    /// Day of the week, from 1 for Monday to 7 for Sunday.
    pub weekday: u8,
    /// Minutes after midnight.
    pub minute: u16,
}

/// `accepted_rate below 50%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// What is measured.
    pub measure: Measure,
    /// Whether it triggers below the target rather than above.
    pub is_below: bool,
    /// The target.
    pub target: Target,
}

/// What one side may change alone, and dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// The part: `teams`, `playbooks`, `absences`, `lists.competitors`.
    pub part: String,
    /// Who may; `None` for both.
    pub side: Option<SideName>,
}
