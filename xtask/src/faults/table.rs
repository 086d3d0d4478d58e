//! The table of what was tried.

use std::time::Duration;

use super::told::Compared;
use crate::run::tell;

/// Things of a kind that are named where something is wrong with them.
const NAMED_MAX: usize = 5;

/// What was tried of one kind of fault, and what became of it.
#[derive(Debug)]
pub(super) struct Row {
    name: &'static str,
    /// The load that it was tried under.
    pub(super) load: String,
    /// Faults that were made.
    pub(super) faults: u64,
    /// Inputs that are no good.
    pub(super) bad_inputs: u64,
    /// What clients were told is kept.
    pub(super) acknowledged: usize,
    pub(super) lost: usize,
    pub(super) doubled: usize,
    /// What else is wrong.
    pub(super) problems: Vec<String>,
    pub(super) took: Duration,
}

impl Row {
    pub(super) fn of(name: &'static str) -> Row {
        Row {
            name,
            load: String::new(),
            faults: 0,
            bad_inputs: 0,
            acknowledged: 0,
            lost: 0,
            doubled: 0,
            problems: Vec::new(),
            took: Duration::ZERO,
        }
    }

    /// Whether nothing was lost, doubled or otherwise wrong.
    pub(super) fn is_well(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.problems.is_empty()
    }

    /// Counts what a comparison found, and says what it is.
    pub(super) fn compare(&mut self, when: &str, compared: &Compared) {
        for (what, things) in [("lost", &compared.lost), ("doubled", &compared.doubled)] {
            if !things.is_empty() {
                let named: Vec<&str> = things.iter().take(NAMED_MAX).map(String::as_str).collect();
                tell(&format!("{when}: {} {what}: {} …", things.len(), named.join(", ")));
            }
        }
        self.lost += compared.lost.len();
        self.doubled += compared.doubled.len();
    }

    /// Notes something else that is wrong.
    pub(super) fn problem(&mut self, said: String) {
        tell(&said);
        self.problems.push(said);
    }
}

/// Prints all rows.
pub(super) fn print(rows: &[Row]) {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let load = rows.iter().map(|row| row.load.chars().count()).max().unwrap_or(0);
    tell("");
    tell(&format!(
        "{:width$}  {:load$}  {:>8}  {:>10}  {:>12}  {:>6}  {:>7}  {:>8}",
        "", "load held", "faults", "bad inputs", "acknowledged", "lost", "doubled", "s"
    ));
    for row in rows {
        tell(&format!(
            "{:width$}  {:load$}  {:>8}  {:>10}  {:>12}  {:>6}  {:>7}  {:>8.1}",
            row.name,
            row.load,
            row.faults,
            row.bad_inputs,
            row.acknowledged,
            row.lost,
            row.doubled,
            row.took.as_secs_f64()
        ));
    }
    tell("");
}
