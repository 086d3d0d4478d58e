//! A condition, compiled: names resolved, texts folded, events turned into slots.

use super::StageIds;
use crate::agreement::condition::{EmailsCondition, ScoreName, SpanTest, Times, Touch, Whose};
use crate::judge::asks::Asks;
use crate::time::Span;

/// A condition that can be judged quickly; [`crate::agreement::condition::Condition`] says what
/// each means.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same parts as `Condition`, whose docs say what they mean")]
pub enum Check {
    All(Vec<Check>),
    Any(Vec<Check>),
    Not(Box<Check>),
    Trait { of: Whose, id: String, asks: Asks },
    Event { slot: usize, times: Times, within: Option<Span> },
    Silence { slot: usize, span: Span },
    Score { score: ScoreName, line: Option<usize>, asks: Asks },
    Grade(Vec<String>),
    Probability(Asks),
    StageIn(StageIds),
    InStageFor(SpanTest),
    Persona(usize),
    Consent(String),
    Segment(String),
    Emails(EmailsCondition),
    Touch { which: Touch, variables: Vec<(String, Asks)> },
    People { id: String, when: Box<Check>, at_least: u32, roles: Vec<String> },
}

impl Check {
    /// The traits that the condition looks at, each once, in the order written.
    #[must_use]
    pub fn traits(&self) -> Vec<(Whose, String)> {
        let mut found: Vec<(Whose, String)> = Vec::new();
        self.each_trait(&mut |of, id| {
            let named = (of, id.to_owned());
            if !found.contains(&named) {
                found.push(named);
            }
        });
        found
    }

    /// Calls `visit` for every trait that the condition looks at, in the order written.
    pub fn each_trait(&self, visit: &mut dyn FnMut(Whose, &str)) {
        match self {
            Check::All(parts) | Check::Any(parts) => {
                for part in parts {
                    part.each_trait(visit);
                }
            }
            Check::Not(part) => part.each_trait(visit),
            Check::Trait { of, id, .. } => visit(*of, id),
            Check::Event { .. }
            | Check::Silence { .. }
            | Check::Score { .. }
            | Check::Grade(_)
            | Check::Probability(_)
            | Check::StageIn(_)
            | Check::InStageFor(_)
            | Check::Persona(_)
            | Check::Consent(_)
            | Check::Segment(_)
            | Check::Emails(_)
            | Check::Touch { .. }
            | Check::People { .. } => {}
        }
    }
}
