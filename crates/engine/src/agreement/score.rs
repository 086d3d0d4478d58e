//! Scores as they are written: rules with points, caps, half-lives, and bands.
//!
//! What they are worth for a contact at a moment is computed by [`crate::score`].

use rust_decimal::Decimal;

use super::condition::{Condition, Pattern};
use crate::time::Span;

/// Who the person and the company are, in points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit {
    /// The most the score can be; `None` without upper bound.
    pub cap: Option<i64>,
    /// The rules, in the order written.
    pub rules: Vec<FitRule>,
}

/// A rule that gives its points while its condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FitRule {
    /// A stable name for machines.
    pub id: String,
    /// The reason as people read it.
    pub name: String,
    /// Traits, account and persona only.
    pub when: Condition,
    /// Points; negative ones count against.
    pub points: Decimal,
}

/// What the person does, in points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Engagement {
    /// The most the score can be; `None` without upper bound.
    pub cap: Option<i64>,
    /// The half-life of rules that say none.
    pub half_life: Option<HalfLife>,
    /// The rules, in the order written.
    pub rules: Vec<EngagementRule>,
}

/// A rule that gives an award to each event that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementRule {
    /// A stable name for machines.
    pub id: String,
    /// The reason as people read it.
    pub name: String,
    /// The patterns, any of which matches. One alone is written without `any`.
    pub when: Vec<Pattern>,
    /// Points of each award.
    pub points: Decimal,
    /// The rule's line is held within ± this.
    pub at_most: Option<i64>,
    /// No award less than this after the rule's previous one.
    pub every: Option<Span>,
    /// The rule's own half-life; the score's where left out.
    pub half_life: Option<HalfLife>,
    /// An award counts only while younger than this.
    pub within: Option<Span>,
}

/// In what time an award loses half its worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalfLife {
    /// It keeps its worth.
    Never,
    /// It loses half in this time.
    Of(Span),
}

/// How the two scores become a grade such as `A1`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bands {
    /// Letter and the least fit score for it, highest first.
    pub fit: Vec<Band>,
    /// Number and the least engagement score for it, highest first.
    pub engagement: Vec<Band>,
}

/// One band of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// What it adds to the grade.
    pub name: String,
    /// The least score in the band.
    pub at_least: i64,
}
