//! `cargo xtask test`: everything that CI checks.

use std::time::Duration;

use anyhow::bail;

use crate::clients;
use crate::faults;
use crate::run::{has, instant, is_ci, root, step, tell};

/// Runs every check in order, the quick ones first, and stops at the first that fails.
///
/// # Errors
///
/// A check fails, or something that it needs is missing and cannot be installed.
pub(crate) fn run() -> anyhow::Result<()> {
    let start = instant();
    let mut took: Vec<(&str, Duration)> = Vec::new();
    let format = ["fmt", "--all", "--check"];
    took.push(("format", step("format", "cargo", &format, &[])?));
    let lints = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    took.push(("lints", step("lints", "cargo", &lints, &[])?));
    took.push(("tests", tests()?));
    let documentation = ["doc", "--workspace", "--no-deps", "--locked", "--document-private-items"];
    let strict = [("RUSTDOCFLAGS", "-D warnings")];
    took.push(("documentation", step("documentation", "cargo", &documentation, &strict)?));
    if root().join("browser/package.json").try_exists()? {
        let chromium = chromium()?;
        took.push(("browser", browser(chromium)?));
        took.push(("client libraries", clients::run(chromium)?));
    }
    let began = instant();
    faults::run(&[])?;
    took.push(("faults", began.elapsed()));
    tell("");
    for (name, took) in &took {
        tell(&format!("{:>7.1} s  {name}", took.as_secs_f64()));
    }
    tell(&format!("{:>7.1} s  in all", start.elapsed().as_secs_f64()));
    Ok(())
}

/// Every test of the workspace, the rules about the code among them.
///
/// `cargo nextest` runs them side by side and says more where they fail; without it `cargo test`
/// comes to the same verdict, and building nextest would take longer than it saves.
fn tests() -> anyhow::Result<Duration> {
    // Snapshots are never written here: one that differs is a failure.
    let variables = [("INSTA_UPDATE", "no")];
    if has("cargo", &["nextest", "--version"]) {
        let profile = if is_ci() { "ci" } else { "default" };
        let words = ["nextest", "run", "--workspace", "--locked", "--profile", profile];
        return step("tests", "cargo", &words, &variables);
    }
    tell("cargo-nextest is not installed: cargo test runs the same tests");
    step("tests", "cargo", &["test", "--workspace", "--locked", "--all-targets"], &variables)
}

/// The browser tests, with what they need installed.
fn browser(chromium: &str) -> anyhow::Result<Duration> {
    step(
        "browser packages",
        "npm",
        &["ci", "--prefix", "browser", "--no-audit", "--no-fund"],
        &[],
    )?;
    step("the program", "cargo", &["build", "--locked", "--package", "criba"], &[])?;
    let variables = [("CRIBA_CHROMIUM", chromium)];
    step("browser", "npm", &["test", "--prefix", "browser"], &variables)
}

/// Chromium's name; installed from the distribution's packages where it is missing.
fn chromium() -> anyhow::Result<&'static str> {
    let found = || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|name| has(name, &["--version"]))
    };
    if let Some(name) = found() {
        return Ok(name);
    }
    if has("sh", &["-c", "test \"$(id -u)\" = 0 && command -v apt-get"]) {
        step("Chromium", "apt-get", &["update", "-qq"], &[])?;
        step(
            "Chromium",
            "apt-get",
            &["install", "-y", "-qq", "--no-install-recommends", "chromium"],
            &[],
        )?;
    }
    match found() {
        Some(name) => Ok(name),
        None => bail!(
            "the browser tests need Chromium: install it, for example with «sudo apt-get install chromium»"
        ),
    }
}
