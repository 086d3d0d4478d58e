//! Bodies that are no good, given to every parser of what comes from outside: the tests of `web` hold
//! that none of them is answered as a fault of the server, and say how many they tried.

use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use super::table::Row;
use crate::run::{instant, root, tell};

/// Gives every parser so many.
///
/// # Errors
///
/// One of them fails.
pub(super) fn run(count: u64, is_full: bool) -> anyhow::Result<Row> {
    let began = instant();
    let mut row = Row::of("malformed bodies");
    row.load = format!("{count} for each parser");
    for tests in [&["--test", "malformed"][..], &["--lib", "mutations"]] {
        let mut command = Command::new("cargo");
        // Of the whole workspace, as the tests are built: nothing is built anew.
        command.args(["test", "--quiet", "--workspace", "--locked"]).args(tests);
        if is_full {
            command.arg("--release");
        }
        command.args(["--", "--nocapture"]).env("CRIBA_BODIES", count.to_string());
        tell(&format!("── malformed bodies: {}", tests.join(" ")));
        let done = command.current_dir(root()).stderr(Stdio::inherit()).output()?;
        let said = String::from_utf8_lossy(&done.stdout);
        if !done.status.success() {
            tell(&said);
            bail!("a parser does not bear what it is given");
        }
        for line in said.lines() {
            if let Some(tried) = line.trim_start_matches('.').strip_suffix(" bad inputs") {
                row.bad_inputs += tried.trim().parse::<u64>().context("how many were tried")?;
            }
        }
    }
    row.took = began.elapsed();
    Ok(row)
}
