//! Clauses of which a contact takes the first that holds: promises to follow up, playbooks, worth.

use rust_decimal::Decimal;

use super::Scene;
use crate::agreement::condition::Whose;
use crate::agreement::handing::{Amount, FollowUp};
use crate::agreement::sealed::Check;
use crate::agreement::teams::Playbook;
use crate::interval;
use crate::value::Value;

impl<'a> Scene<'a> {
    /// The promise to follow up that holds for the contact, with its place among them.
    #[must_use]
    pub fn follow_up(&self) -> Option<(usize, &'a FollowUp)> {
        let agreement = self.agreement;
        let checks = &agreement.lines.get(self.line)?.follow_up;
        let promises = match self.line.checked_sub(1) {
            None => &agreement.document.main.follow_up,
            Some(index) => &agreement.document.lines.get(index)?.line.follow_up,
        };
        let index = self.first(checks)?;
        promises.get(index).map(|promise| (index, promise))
    }

    /// The playbook that holds for the contact.
    #[must_use]
    pub fn playbook(&self) -> Option<&'a Playbook> {
        self.agreement.document.playbooks.get(self.first(&self.agreement.playbooks)?)
    }

    /// What the contact may be worth, in the agreement's currency; `None` where nothing says so.
    #[must_use]
    pub fn worth(&self) -> Option<Decimal> {
        let clause = self.agreement.document.value.get(self.first(&self.agreement.value)?)?;
        match &clause.amount {
            Amount::Fixed(amount) => Some(*amount),
            Amount::Trait(id) => {
                let held = self.value(Whose::Person, id).or(self.value(Whose::Account, id))?;
                match &held.value {
                    Value::Number(amount) => Some(*amount),
                    value => interval::number(&value.to_string()),
                }
            }
        }
    }

    fn first(&self, checks: &[Option<Check>]) -> Option<usize> {
        checks.iter().position(|check| check.as_ref().is_none_or(|when| self.judge(when).holds()))
    }
}
