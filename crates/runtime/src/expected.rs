//! What a request may come to: what it may be worth by the agreement, and how often those with its
//! grade came as far as sales. The call list puts by it in order what has no deadline to meet.

use std::collections::BTreeMap;

use engine::contact::standing::Ending;
use engine::judge::Scene;
use rust_decimal::Decimal;

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
    /// Value by probability; what no clause gives a value is taken for worth 1.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.worth.unwrap_or(Decimal::ONE) * self.share
    }
}

/// So many cases of all grades stand beside those of one: three of three is not always.
const CASES_BESIDE: u64 = 30;

/// How often those with each grade came as far as sales, as counted once for a list.
pub(crate) struct Shares {
    /// Of each grade, how many did and how many stories have an end.
    by_grade: BTreeMap<String, (u64, u64)>,
    of_all: (u64, u64),
}

impl Shares {
    pub(crate) fn of(workspace: &Workspace) -> Result<Shares, RuntimeError> {
        let mut shares = Shares { by_grade: BTreeMap::new(), of_all: (0, 0) };
        for (grade, ending, count) in workspace.read(|read| Ok(read.endings()?))? {
            let reached = if ending == Ending::Sales.id() { count } else { 0 };
            if reached == 0 && ending != Ending::Aside.id() {
                continue;
            }
            for counted in [shares.by_grade.entry(grade).or_default(), &mut shares.of_all] {
                *counted = (counted.0 + reached, counted.1 + count);
            }
        }
        Ok(shares)
    }

    /// What somebody's request may come to.
    pub(crate) fn expected(&self, saw: &Saw, scene: &Scene<'_>) -> Expected {
        let standing = saw.card.contact.standings.first();
        let qualified = standing.and_then(|standing| standing.qualified.as_ref());
        let grade = qualified.and_then(|qualified| qualified.grade.clone());
        // Who is not qualified yet is judged as they are now.
        let grade = grade.or_else(|| scene.grade()).unwrap_or_default();
        Expected { worth: scene.worth(), share: self.share(&grade) }
    }

    /// The share of a grade, drawn to that of all grades where it has few cases.
    fn share(&self, grade: &str) -> Decimal {
        let (all_reached, all) = self.of_all;
        if all == 0 {
            return Decimal::ONE;
        }
        let (reached, of) = self.by_grade.get(grade).copied().unwrap_or_default();
        let usual = Decimal::from(all_reached) / Decimal::from(all);
        let beside = Decimal::from(CASES_BESIDE);
        (Decimal::from(reached) + beside * usual) / (Decimal::from(of) + beside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_with_few_cases_is_drawn_to_what_is_usual() {
        let by_grade = [("A1".to_owned(), (20, 20)), ("B2".to_owned(), (1, 1))];
        let shares = Shares { by_grade: by_grade.into(), of_all: (40, 100) };
        let (many, one, none) = (shares.share("A1"), shares.share("B2"), shares.share("D4"));
        assert!(many > one && one > none, "{many} {one} {none}");
        assert_eq!(none, Decimal::new(4, 1));
        assert_eq!(one, Decimal::from(13) / Decimal::from(31));
        let nothing = Shares { by_grade: BTreeMap::new(), of_all: (0, 0) };
        assert_eq!(nothing.share("A1"), Decimal::ONE);
    }
}
