//! The one grammar of conditions: what scoring, qualification, personas, routing, playbooks and
//! segments ask of a contact.
//!
//! A condition is data. It is written, printed as a sentence, compared and analysed here; whether
//! it holds for a contact at a moment is decided by [`crate::judge`].

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::time::Span;

/// A question about a contact that holds, does not hold, or cannot be known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It surely does not hold; what is unknown stays unknown.
    Not(Box<Condition>),
    /// A value of the person's or the company's profile passes every test.
    Trait {
        /// Whose value.
        of: Whose,
        /// The trait's id.
        id: String,
        /// What is asked of its value.
        tests: Tests,
    },
    /// Something happened, often enough and recently enough.
    Event(EventCondition),
    /// Nothing of theirs (or no such event) happened for so long.
    Silence {
        /// The event that did not happen; `None` is `any`: everything that people do themselves.
        event: Option<String>,
        /// For how long.
        span: Span,
    },
    /// A score passes every test.
    Score {
        /// Which score.
        score: ScoreName,
        /// The product line whose score it is; the clause's own where left out.
        line: Option<String>,
        /// What is asked of it.
        tests: Tests,
    },
    /// The grade is one of these, such as `A1`.
    Grade(Vec<String>),
    /// The last recorded estimate passes every test.
    Probability(Tests),
    /// The contact's stage.
    Stage(StageTest),
    /// How long the contact has been in its stage.
    InStageFor(SpanTest),
    /// The persona's condition holds.
    Persona(String),
    /// Consent to this purpose or channel stands.
    Consent(String),
    /// The contact is in the segment.
    Segment(String),
    /// How the mails of a subscription were taken.
    Emails(EmailsCondition),
    /// Where a touch came from.
    Touch {
        /// Which touch.
        which: Touch,
        /// What is asked of the variables of that touch, such as `channel`; all must pass.
        variables: Vec<(String, Tests)>,
    },
    /// Enough people of the same account pass.
    People {
        /// What is asked of each person.
        when: Box<Condition>,
        /// How many must pass.
        at_least: u32,
        /// Roles in the purchase that count; empty for everybody.
        roles: Vec<String>,
    },
}

/// Whose profile a trait belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The person.
    Person,
    /// Their company.
    Account,
}

impl Whose {
    /// What a trait of a profile is called where those of both stand together, as in a form:
    /// `person.job_title`.
    #[must_use]
    pub fn field(self, id: &str) -> String {
        match self {
            Whose::Person => format!("person.{id}"),
            Whose::Account => format!("account.{id}"),
        }
    }

    /// Whose a trait of [`Whose::field`] is, and its id; `None` for what is called otherwise.
    #[must_use]
    pub fn of_field(field: &str) -> Option<(Whose, &str)> {
        match field.split_once('.')? {
            ("person", id) => Some((Whose::Person, id)),
            ("account", id) => Some((Whose::Account, id)),
            _ => None,
        }
    }
}

/// The scores that conditions can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreName {
    /// Who the person and the company are.
    Fit,
    /// What the person does.
    Engagement,
    /// Fit + engagement.
    Total,
}

/// What is asked of one value: all tests must pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tests {
    /// The tests, in the order written.
    pub all: Vec<Test>,
    /// Compare texts with their case and accents (`exact: true`).
    pub exact: bool,
}

/// One operator with its operand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Equal.
    Is(Operand),
    /// There is a value and it is another one.
    IsNot(Operand),
    /// Equal to one of these.
    In(Vec<Operand>),
    /// There is a value and it is none of these.
    NotIn(Vec<Operand>),
    /// The text contains this one.
    Contains(String),
    /// The text starts with this one.
    StartsWith(String),
    /// The text ends with this one.
    EndsWith(String),
    /// The text matches this linear-time regular expression.
    Matches(String),
    /// `≥`.
    AtLeast(Operand),
    /// `≤`.
    AtMost(Operand),
    /// `>`.
    MoreThan(Operand),
    /// `<`.
    LessThan(Operand),
    /// `≥` the first and `≤` the second.
    Between(Operand, Operand),
    /// There is a value (`true`), or there is none (`false`).
    Exists(bool),
    /// The value is in the named list, such as `free_mail`.
    InList(String),
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// `true` or `false`; values spelt as yes or no compare with it.
    Bool(bool),
    /// A decimal number.
    Number(Decimal),
    /// A text; one written as a date compares as a date.
    Text(String),
    /// `today`, `today + 60 days`, `today - 2 weeks`: a day that moves with time, in the
    /// agreement's time zone.
    Today {
        /// Days after today; negative before.
        days: i64,
    },
}

/// One kind of event: its name and what is asked of its properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The event's name; `None` is `any`: everything that people do themselves.
    pub event: Option<String>,
    /// What is asked of its properties (dots name parts), all of it.
    pub properties: Vec<(String, Tests)>,
}

/// Events of a pattern, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCondition {
    /// Which events.
    pub pattern: Pattern,
    /// How many there must be.
    pub times: Times,
    /// Only those younger than this count; `None` for all time.
    pub within: Option<Span>,
}

/// A count of events; at least 1 unless said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The fewest that pass.
    pub at_least: u32,
    /// The most that pass; `None` without limit.
    pub at_most: Option<u32>,
}

impl Default for Times {
    fn default() -> Times {
        Times { at_least: 1, at_most: None }
    }
}

/// What is asked of the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StageTest {
    /// This very stage.
    Is(String),
    /// One of these.
    In(Vec<String>),
    /// This stage or one after it.
    AtLeast(String),
    /// This stage or one before it.
    AtMost(String),
}

/// What is asked of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanTest {
    /// That long or longer.
    AtLeast(Span),
    /// That long or shorter.
    AtMost(Span),
}

/// `emails: { … }`: of the mails of a subscription delivered in the last `subscribed_for`, at
/// least `at_least`, the newest sent over 72 hours ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailsCondition {
    /// The subscription; `None` for whichever there is.
    pub subscription: Option<String>,
    /// How far back, and how long the person must have been subscribed.
    pub subscribed_for: Span,
    /// How many of them must be opened.
    pub opened: Option<HowMany>,
    /// How many of them must be clicked.
    pub clicked: Option<HowMany>,
    /// The fewest delivered mails that allow a verdict; 3 where left out.
    pub at_least: u32,
}

/// All of the mails, or so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowMany {
    /// Every one.
    All,
    /// At least so many.
    AtLeast(u32),
}

/// The touches that attribution knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// The first thing they did.
    First,
    /// The latest thing they did.
    Last,
    /// The last thing they did before they left their data.
    Converting,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_whose_a_trait_is() {
        for (of, id) in [(Whose::Person, "job_title"), (Whose::Account, "employees.2")] {
            assert_eq!(Whose::of_field(&of.field(id)), Some((of, id)));
        }
        for other in ["job_title", "key", "people.job_title", "person"] {
            assert_eq!(Whose::of_field(other), None, "{other}");
        }
    }
}
