//! Running what is measured, and how much memory it took.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::run::{instant, root, step};

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    crate::run::variable("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program, as it is released.
pub(super) fn program() -> PathBuf {
    target().join("release/criba")
}

/// A folder for what is made to be measured; it stays from run to run.
pub(super) fn folder() -> anyhow::Result<PathBuf> {
    let folder = target().join("bench");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// An example of a crate, built as it is released.
pub(super) fn built_example(package: &str, name: &str) -> anyhow::Result<PathBuf> {
    let build = ["build", "--release", "--locked", "--package", package, "--example", name];
    step(name, "cargo", &build, &[])?;
    Ok(target().join("release/examples").join(name))
}

/// What an example of a crate prints, built as it is released.
pub(super) fn example(package: &str, name: &str, words: &[&str]) -> anyhow::Result<String> {
    let run = ["run", "--quiet", "--release", "--locked", "--package", package, "--example", name];
    let mut command = Command::new("cargo");
    command.args(run).arg("--").args(words).current_dir(root()).stderr(Stdio::inherit());
    let done = command.output().with_context(|| format!("could not start the example {name}"))?;
    if !done.status.success() {
        bail!("the example {name} of {package} failed");
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// A number of a line of JSON that an example prints.
pub(super) fn number(line: &str, key: &str) -> anyhow::Result<f64> {
    let (_, rest) = line
        .split_once(&format!("\"{key}\": "))
        .with_context(|| format!("«{line}» does not say {key}"))?;
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    let (number, _) = rest.split_at(end);
    number.trim().parse().with_context(|| format!("{key} is «{number}»"))
}

/// Seconds and peak megabytes of a run of the program.
pub(super) fn timed(words: &[&str]) -> anyhow::Result<(f64, f64)> {
    let start = instant();
    let mut command = Command::new(program());
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().context("could not start criba")?;
    let mut peak = 0u64;
    let status = loop {
        // Sampled until it ends: the high-water mark only grows.
        peak = peak.max(high_water(child.id()));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::yield_now();
    };
    if !status.success() {
        bail!("criba {} failed", words.join(" "));
    }
    Ok((start.elapsed().as_secs_f64(), mega(peak * 1_024)))
}

/// A process's peak memory in KiB, as Linux tells it; 0 elsewhere.
pub(super) fn high_water(process: u32) -> u64 {
    status(process, "VmHWM:")
}

/// The memory that a process holds now, in KiB.
pub(super) fn resident(process: u32) -> u64 {
    status(process, "VmRSS:")
}

fn status(process: u32, of: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(of));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Bytes as megabytes.
pub(super) fn mega(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// A path as a word of the command line.
pub(super) fn word(path: &Path) -> anyhow::Result<&str> {
    path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))
}
