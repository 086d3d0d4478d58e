//! What a request may come to: what it may be worth by the agreement, and how often those with its
//! grade came as far as sales. The call list puts by it in order what has no deadline to meet.

use std::collections::BTreeMap;

use engine::contact::standing::Ending;
use engine::judge::Scene;
use rust_decimal::Decimal;
use store::workspace::screens::Filter;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

/// What a request may come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// What it may be worth, in the agreement's currency; `None` where the agreement does not say.
    pub worth: Option<Decimal>,
    /// How often, between 0 and 1, those like it come as far as sales.
    pub share: Decimal,
}

impl Expected {
    /// Value by probability; where nothing has a value, the probability.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.worth.unwrap_or(Decimal::ONE) * self.share
    }
}

/// So many cases of all grades stand beside those of one: three of three is not always.
const CASES_BESIDE: u64 = 30;

/// Shares by grade, each counted once for a list.
pub(crate) struct Shares<'a> {
    workspace: &'a Workspace,
    of_all: Option<(u64, u64)>,
    by_grade: BTreeMap<String, Decimal>,
}

impl Shares<'_> {
    pub(crate) fn of(workspace: &Workspace) -> Shares<'_> {
        Shares { workspace, of_all: None, by_grade: BTreeMap::new() }
    }

    /// What somebody's request may come to.
    pub(crate) fn expected(
        &mut self,
        saw: &Saw,
        scene: &Scene<'_>,
    ) -> Result<Expected, RuntimeError> {
        let standing = saw.card.contact.standings.first();
        let qualified = standing.and_then(|standing| standing.qualified.as_ref());
        let grade = qualified.and_then(|qualified| qualified.grade.clone());
        // Who is not qualified yet is judged as they are now.
        let grade = grade.or_else(|| scene.grade()).unwrap_or_default();
        let share = match self.by_grade.get(&grade) {
            Some(share) => *share,
            None => {
                let share = self.share(&grade)?;
                self.by_grade.insert(grade, share);
                share
            }
        };
        Ok(Expected { worth: scene.worth(), share })
    }

    /// The share of a grade, drawn to that of all grades where it has few cases.
    fn share(&mut self, grade: &str) -> Result<Decimal, RuntimeError> {
        let (all_reached, all) = match self.of_all {
            Some(counted) => counted,
            None => {
                let counted = self.counted(None)?;
                self.of_all = Some(counted);
                counted
            }
        };
        if all == 0 {
            return Ok(Decimal::ONE);
        }
        let (reached, of) = self.counted(Some(grade))?;
        let usual = Decimal::from(all_reached) / Decimal::from(all);
        let beside = Decimal::from(CASES_BESIDE);
        Ok((Decimal::from(reached) + beside * usual) / (Decimal::from(of) + beside))
    }

    /// How many came as far as sales, of how many whose story has an end.
    fn counted(&self, grade: Option<&str>) -> Result<(u64, u64), RuntimeError> {
        let ended = |ending: Ending| Filter {
            qualified_as: grade.map(str::to_owned),
            ending: Some(ending.id()),
            ..Filter::default()
        };
        self.workspace.read(|read| {
            let reached = read.count(&ended(Ending::Sales))?;
            Ok((reached, reached + read.count(&ended(Ending::Aside))?))
        })
    }
}
