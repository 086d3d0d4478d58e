//! What a score must reach to qualify, where a clause says so: the tick on the bar of a score.

use rust_decimal::prelude::ToPrimitive;

use super::Agreement;
use crate::agreement::condition::{Condition, Operand, ScoreName, Test};
use crate::agreement::funnel::{QualifyHow, StandardStage};

impl Agreement {
    /// The least total with which a clause of the first line grants the first stage that counts as
    /// `mql`; `None` where no clause looks at scores. A clause that asks for so much of both scores
    /// asks for their sum.
    #[must_use]
    pub fn threshold(&self) -> Option<i64> {
        let mql = self.stage_counting_as(StandardStage::Mql)?;
        let stage = &self.stages.get(mql)?.id;
        let clauses = self.document.main.qualify.iter().filter(|clause| clause.stage == *stage);
        let totals = clauses.filter_map(|clause| match &clause.how {
            QualifyHow::When(when) => {
                let asked = asked(when);
                let both =
                    asked.fit.zip(asked.engagement).map(|(fit, engagement)| fit + engagement);
                asked.total.max(both)
            }
            QualifyHow::ByHand { .. } | QualifyHow::Suggest(_) | QualifyHow::Never { .. } => None,
        });
        totals.min()
    }
}

/// What a condition asks of scores.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    fit: Option<i64>,
    engagement: Option<i64>,
    total: Option<i64>,
}

fn asked(condition: &Condition) -> Asked {
    match condition {
        Condition::All(parts) => {
            parts.iter().map(asked).fold(Asked::default(), |all, part| Asked {
                fit: all.fit.max(part.fit),
                engagement: all.engagement.max(part.engagement),
                total: all.total.max(part.total),
            })
        }
        Condition::Score { score, line: None, tests } => {
            let least = tests.all.iter().find_map(|test| match test {
                Test::AtLeast(Operand::Number(number)) => number.ceil().to_i64(),
                Test::MoreThan(Operand::Number(number)) => number.floor().to_i64().map(|n| n + 1),
                _ => None,
            });
            match score {
                ScoreName::Fit => Asked { fit: least, ..Asked::default() },
                ScoreName::Engagement => Asked { engagement: least, ..Asked::default() },
                ScoreName::Total => Asked { total: least, ..Asked::default() },
            }
        }
        _ => Asked::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::parse::parse;
    use crate::agreement::starters;

    #[test]
    fn a_clause_that_asks_for_both_scores_asks_for_their_sum() {
        let (document, _) = parse(&starters::default_for("ES"));
        let agreement = Agreement::seal(document, 1).unwrap();
        assert_eq!(agreement.threshold(), Some(60));
    }
}
