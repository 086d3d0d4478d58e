//! A rule whose name spells out the values that its condition accepts, as "Interés: alto, medio"
//! does: the reason it gives for a contact names the value that held, not every one that could.
//!
//! It changes words alone; what a rule is worth is decided elsewhere.

use std::sync::Arc;

use crate::agreement::condition::{Operand, Test, Tests};

/// A name that lists values, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    before: String,
    /// By the place of the value in the test; `None` for one that the name does not say.
    values: Vec<Option<String>>,
    after: String,
}

impl Spelled {
    /// Takes a rule's name apart; `None` where it does not list the values of the tests' `in`.
    pub(super) fn of(name: &str, tests: &Tests) -> Option<Spelled> {
        let operands = tests.all.iter().find_map(|test| match test {
            Test::In(operands) if operands.len() > 1 => Some(operands),
            _ => None,
        })?;
        let values: Vec<Option<String>> = operands.iter().map(word).collect();
        let said: Vec<&str> = values.iter().flatten().map(String::as_str).collect();
        let (last, others) = said.split_last()?;
        let others = others.join(", ");
        let joined = BEFORE_LAST.iter().find_map(|between| {
            let list = if others.is_empty() {
                (*last).to_owned()
            } else {
                format!("{others}{between}{last}")
            };
            name.rfind(&list).map(|place| (place, list.len()))
        });
        let (place, length) = joined?;
        let before = name.get(..place)?.to_owned();
        let after = name.get(place + length..)?.to_owned();
        Some(Spelled { before, values, after })
    }

    /// The name with the values that held alone; what holds without being said leaves the name
    /// without a list.
    pub(crate) fn with(&self, held: impl Iterator<Item = usize>) -> Arc<str> {
        let mut places: Vec<usize> = held.collect();
        places.sort_unstable();
        places.dedup();
        let said = places.iter().filter_map(|place| self.values.get(*place)?.as_deref());
        let said: Vec<&str> = said.collect();
        if said.is_empty() {
            let name = format!("{}{}", self.before.trim_end_matches([':', ' ']), self.after);
            return name.into();
        }
        format!("{}{}{}", self.before, said.join(", "), self.after).into()
    }
}

/// What stands before the last value of a list in a name.
const BEFORE_LAST: [&str; 6] = [", ", " o ", " u ", " or ", ", or ", " y "];

fn word(operand: &Operand) -> Option<String> {
    match operand {
        Operand::Text(text) => Some(text.clone()),
        Operand::Number(number) => Some(number.normalize().to_string()),
        Operand::Bool(_) | Operand::Today { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any_of(values: &[&str]) -> Tests {
        let mut operands: Vec<Operand> =
            values.iter().map(|text| Operand::Text((*text).to_owned())).collect();
        operands.push(Operand::Bool(true));
        Tests { all: vec![Test::In(operands)], exact: false }
    }

    #[test]
    fn a_name_says_what_held_of_the_values_that_it_lists() {
        let spelled = Spelled::of("Interés: alto, A, ***", &any_of(&["alto", "A", "***"])).unwrap();
        assert_eq!(&*spelled.with([0].into_iter()), "Interés: alto");
        assert_eq!(&*spelled.with([2, 0, 2].into_iter()), "Interés: alto, ***");
        assert_eq!(&*spelled.with([3].into_iter()), "Interés");
        let spelled =
            Spelled::of("Vino de feria o web (2026)", &any_of(&["feria", "web"])).unwrap();
        assert_eq!(&*spelled.with([1].into_iter()), "Vino de web (2026)");
    }

    #[test]
    fn a_name_that_lists_nothing_stays_as_it_is() {
        assert_eq!(
            Spelled::of("Puede decidir por su cargo", &any_of(&["owner", "director"])),
            None
        );
    }
}
