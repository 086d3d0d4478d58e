//! `cargo xtask faults`: what must not break Criba, tried from outside on the program as it is run.
//!
//! Clients keep what they were acknowledged, and after every fault that is all that is known: what
//! is missing of it is lost, and what is there more often than it was told is doubled.

mod chance;
mod clients;
mod damaged;
mod disk;
mod full;
mod http;
mod journal;
mod kills;
mod malformed;
mod overload;
mod points;
mod power;
mod shim;
mod slow;
mod table;
mod told;
mod world;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;

use crate::run::{root, step, variable};
use shim::Errno;
use table::Row;
use world::World;

/// How much is tried.
#[derive(Debug, Clone, Copy)]
struct Size {
    kills: u64,
    power_cuts: usize,
    /// Times that the disk is full, does not write, and does not make sure.
    disk: u64,
    overload: Duration,
    /// Bodies for each parser.
    malformed: u64,
}

const SMALL: Size = Size {
    kills: 50,
    power_cuts: 500,
    disk: 10,
    overload: Duration::from_secs(60),
    malformed: 2_000,
};
const FULL: Size = Size {
    kills: 1_000,
    power_cuts: 20_000,
    disk: 200,
    overload: Duration::from_secs(1_800),
    malformed: 100_000,
};

/// Tries everything, at CI's size or at full size; `names` are the faults that are tried, all where
/// there are none.
///
/// # Errors
///
/// Something was lost, doubled or otherwise wrong.
pub(crate) fn run(words: &[&str]) -> anyhow::Result<()> {
    let is_full = words.contains(&"--full");
    let size = if is_full { FULL } else { SMALL };
    let names: Vec<&str> = words.iter().copied().filter(|word| !word.starts_with("--")).collect();
    let is_asked = |name: &str| names.is_empty() || names.contains(&name);
    let target = variable("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let build = ["build", "--locked", "--package", "criba", "--release"];
    let (words, of) = if is_full { (&build[..], "release") } else { (&build[..4], "debug") };
    step("the program", "cargo", words, &[])?;
    let folder = target.join("faults");
    let library = shim::build(&folder)?;
    let mut world = World::make(&target.join(of).join("criba"), &folder.join("world"))?;
    clients::learn(&mut world, &folder)?;
    let mut rows: Vec<Row> = Vec::new();
    if is_asked("kills") {
        rows.push(kills::run(&world, &folder, size.kills)?);
    }
    if is_asked("power") {
        rows.push(power::run(&world, &library, &folder, size.power_cuts)?);
    }
    if is_asked("points") {
        rows.push(points::run(&world, &library, &folder)?);
    }
    if is_asked("disk") {
        rows.push(full::refuses(&world, &library, &folder, size.disk, Errno::Full)?);
        rows.push(full::refuses(&world, &library, &folder, size.disk, Errno::Io)?);
        rows.push(full::forgets(&world, &library, &folder, size.disk)?);
    }
    if is_asked("damaged") {
        rows.push(damaged::run(&world, &folder)?);
    }
    if is_asked("overload") {
        rows.extend(overload::run(&world, &folder, size.overload)?);
    }
    if is_asked("malformed") {
        rows.push(malformed::run(size.malformed, is_full)?);
    }
    table::print(&rows);
    match rows.iter().filter(|row| !row.is_well()).count() {
        0 => Ok(()),
        count => bail!("{count} of {} kinds of faults were not survived", rows.len()),
    }
}
