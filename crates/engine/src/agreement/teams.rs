//! Who works, as it is written: teams, absences, playbooks.

use jiff::civil::Date;

use super::condition::Condition;

/// A team of sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How a member is chosen.
    pub pick: Pick,
    /// Its people.
    pub members: Vec<Member>,
    /// The team that takes what this one cannot.
    pub overflow: Option<String>,
    /// The named calendar that it works by; the agreement's hours where left out.
    pub calendar: Option<String>,
}

/// How a member of a team is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Pick {
    /// In turn.
    #[default]
    RoundRobin,
    /// Who has the fewest open leads for their capacity.
    LeastLoaded,
    /// In turn, in proportion to weights.
    Weighted,
}

/// A member of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person's e-mail address.
    pub user: String,
    /// New leads a day at most.
    pub per_day: Option<u32>,
    /// Open leads at most.
    pub open: Option<u32>,
    /// The weight for `weighted`.
    pub weight: Option<u32>,
    /// The person's own calendar.
    pub calendar: Option<String>,
}

/// Days on which somebody is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The person's e-mail address.
    pub user: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// What is asked and done on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// A stable name for machines.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// For which leads; `None` for all the rest.
    pub when: Option<Condition>,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// The cadence, in order.
    pub steps: Vec<PlaybookStep>,
}

/// A question of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// A stable name for machines.
    pub id: String,
    /// The question itself.
    pub ask: String,
    /// Why it is asked, for the person.
    pub why: Option<String>,
    /// The trait that the answer sets.
    pub sets: Option<String>,
    /// What kind of answer.
    pub kind: AnswerKind,
    /// The answers of a choice.
    pub options: Vec<String>,
}

/// Kinds of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum AnswerKind {
    #[default]
    Text,
    Number,
    Money,
    Date,
    Choice,
    People,
    YesNo,
}

/// A step of a cadence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookStep {
    /// Working days after the first.
    pub day: u32,
    /// What is done: `call`, `whatsapp`, `email`, …
    pub act: String,
    /// Only where nobody answered.
    pub is_if_no_answer: bool,
}
