//! Steps of the engine in a second, beside what SQLite can append.

use super::Size;
use super::measured::{Better, Measured};
use super::process::{example, number};

/// One contact's event after another through `engine::step`, on one core, nothing written.
pub(super) fn measure(_: Size) -> anyhow::Result<Vec<Measured>> {
    let raw = number(&example("store", "append", &[])?, "a_second")?;
    let line = example("engine", "steps", &[])?;
    let (steps, rules) = (number(&line, "steps")?, number(&line, "rules")?);
    Ok(vec![Measured {
        name: format!("engine, {steps} steps under {rules} scored rules"),
        unit: "steps/s",
        value: number(&line, "a_second")?,
        must: 50_000.0,
        aim: 100_000.0,
        raw: Some((raw, "appending as many rows of 826 bytes to SQLite, 1,000 a transaction")),
        better: Better::More,
    }])
}
