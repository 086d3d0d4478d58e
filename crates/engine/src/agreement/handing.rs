//! Handing over and following up, as they are written: handoffs, routes, deadlines, the order of
//! the call list.

use rust_decimal::Decimal;

use super::condition::Condition;
use super::funnel::SideName;
use super::hours::Term;
use crate::time::Span;

/// A clause of `handoff`: at which stage a lead passes to sales, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    /// A stable name for machines.
    pub id: String,
    /// The stage that makes it due.
    pub at: String,
    /// Whom it is about.
    pub unit: Unit,
    /// How qualified leads are let through; at once where left out.
    pub release: Option<Release>,
    /// Who receives it: the first that holds.
    pub route: Vec<Route>,
}

/// Whether a person or their whole company is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Each person by itself.
    Person,
    /// One person of a company; later people join the open handoff.
    Account,
}

/// Release within capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The longest that a qualified lead waits in line.
    pub wait_at_most: Option<Term>,
    /// Which side it returns to after that.
    pub then_return: Option<SideName>,
}

/// Who receives a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// For which leads; `None` for all the rest.
    pub when: Option<Condition>,
    /// To whom.
    pub to: RouteTo,
}

/// A receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteTo {
    /// One of the team's members.
    Team(String),
    /// This person.
    Person(String),
    /// Who already answers for the company.
    AccountOwner,
    /// Who answered for the lead before.
    PreviousOwner,
}

/// A clause of `follow_up`: the promise for a kind of lead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FollowUp {
    /// A stable name for machines; `None` until the agreement is sealed.
    pub id: Option<String>,
    /// For which leads; `None` for all the rest.
    pub when: Option<Condition>,
    /// From the offer to the acceptance.
    pub accept_within: Option<Term>,
    /// From the first offer to the first human attempt.
    pub first_attempt_within: Option<Term>,
    /// From the first offer to the first conversation.
    pub first_conversation_within: Option<Term>,
    /// How often sales tries.
    pub attempts: Option<Attempts>,
    /// What happens as a deadline nears and passes, in order.
    pub on_breach: Vec<OnBreach>,
    /// Whether the clock stands still outside working time.
    pub clock: Clock,
    /// The team that takes leads outside hours.
    pub after_hours: Option<String>,
}

/// How often sales tries before a lead is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempts {
    /// The fewest attempts.
    pub at_least: u32,
    /// Over how long.
    pub over: Option<Term>,
    /// Over how many channels at least.
    pub channels: Option<u32>,
    /// The least time between two.
    pub spaced: Option<Term>,
    /// The most in a day.
    pub per_day: Option<u32>,
    /// The reason with which it is closed after that.
    pub then_reason: Option<String>,
}

/// A step of escalation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnBreach {
    /// Percent of the term that has passed.
    pub at_percent: u32,
    /// Who is told: `rep`, `manager` or an address.
    pub notify: Option<String>,
    /// Whether somebody else gets the lead.
    pub is_reassigned: bool,
    /// How often at most.
    pub at_most: Option<u32>,
}

/// Which time a deadline counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Clock {
    /// Working time.
    #[default]
    Working,
    /// All time.
    Always,
}

/// The order of the call list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queue {
    /// For how long a direct request comes before everything else.
    pub fresh: Option<Span>,
    /// The last part of a term in which a lead is due soon, such as 1/3.
    pub due_soon: Option<(u32, u32)>,
    /// How long a lead rests after a call.
    pub quiet_after_call: Option<Span>,
    /// When people may be called, by their own clock, in minutes after midnight.
    pub local_hours: Option<(u16, u16)>,
}

/// A clause of `value`: what a lead may be worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueClause {
    /// For which leads; `None` for all the rest.
    pub when: Option<Condition>,
    /// Where the amount comes from.
    pub amount: Amount,
}

/// An amount in the agreement's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// This much.
    Fixed(Decimal),
    /// The value of this trait.
    Trait(String),
}
