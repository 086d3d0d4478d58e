//! What people like somebody came to: how many of how many, and how sure that is.
//!
//! It counts, it does not predict: those who were qualified with the same grade and whose story has
//! an end. The grade is the one of that moment, for interest fades after the end of every story. Who
//! was put aside before anybody tried to reach them or moved them by hand, as a clause does with
//! rows of a list, is no case: nothing was tried that could have come to anything.

use engine::contact::standing::Ending;
use store::workspace::screens::Filter;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

/// What became of people like somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chances {
    /// The grade with which they were qualified.
    pub grade: String,
    /// How many of them sales took for qualified too.
    pub reached: u64,
    /// Of how many: those with whom it has ended.
    pub of: u64,
}

impl Workspace {
    /// What became of the people who were qualified with somebody's grade. `None` for who was not
    /// qualified yet.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn chances(&self, saw: &Saw) -> Result<Option<Chances>, RuntimeError> {
        let standing = saw.card.contact.standings.first();
        let qualified = standing.and_then(|standing| standing.qualified.as_ref());
        let Some(grade) = qualified.and_then(|qualified| qualified.grade.clone()) else {
            return Ok(None);
        };
        let ended = |ending: Ending| Filter {
            qualified_as: Some(grade.clone()),
            ending: Some(ending.id()),
            // The same as the list that they open.
            has_ended: true,
            ..Filter::default()
        };
        self.read(|read| {
            let reached = read.count(&ended(Ending::Sales))?;
            let of = reached + read.count(&ended(Ending::Aside))?;
            Ok(Some(Chances { grade: grade.clone(), reached, of }))
        })
    }
}

/// Cases from which a share or a median is said: with fewer it is read as more than it is.
pub const ENOUGH: u64 = 30;
/// How sure an interval is, of a hundred.
pub const SURE_PERCENT: u8 = 95;

/// Between how many and how many of a hundred, with 95 % confidence (Wilson 1927, score interval),
/// to the nearest unit.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "counts of contacts, and a result between 0 and 100"
)]
pub fn wilson(reached: u64, of: u64) -> (u64, u64) {
    const Z: f64 = 1.959_964;
    if of == 0 {
        return (0, 100);
    }
    let n = of as f64;
    let p = reached.min(of) as f64 / n;
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let percent = |share: f64| (share * 100.0).round().clamp(0.0, 100.0) as u64;
    (percent((middle - half) / scale), percent((middle + half) / scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_as_wide_as_the_figures_are_few() {
        assert_eq!(wilson(68, 182), (31, 45));
        assert_eq!(wilson(36, 62), (46, 70));
        assert_eq!(wilson(0, 0), (0, 100));
        assert_eq!(wilson(1, 1), (21, 100));
    }
}
