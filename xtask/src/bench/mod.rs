//! `cargo xtask bench`: what it takes, beside the budgets and the raw limits of the same run.
//!
//! One file for each figure; a figure measures the program from outside, or an example of the crate
//! whose speed it is. Another figure is another file and another line in [`FIGURES`].

mod engine;
mod import;
mod ingest;
mod measured;
mod pages;
mod process;
mod rank;
mod server;
mod start;

use anyhow::bail;

use crate::run::{step, tell};
use measured::{Measured, json, machine, shown};

/// What can be measured.
struct Figure {
    name: &'static str,
    measure: fn(Size) -> anyhow::Result<Vec<Measured>>,
}

const FIGURES: &[Figure] = &[
    Figure { name: "engine", measure: engine::measure },
    Figure { name: "import", measure: import::measure },
    Figure { name: "ingest", measure: ingest::measure },
    Figure { name: "pages", measure: pages::measure },
    Figure { name: "rank", measure: rank::measure },
    Figure { name: "start", measure: start::measure },
];

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    /// What the budgets speak of.
    Full,
    /// A tenth of what takes minutes to prepare: to see whether a change matters.
    Small,
}

/// Measures what NAME names, or everything.
///
/// # Errors
///
/// The words are wrong, or what is measured fails.
pub(crate) fn run(words: &[&str]) -> anyhow::Result<()> {
    let (mut size, mut is_json) = (Size::Full, false);
    let mut name: Option<&str> = None;
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        match word {
            "--small" => size = Size::Small,
            "--format" if words.next() == Some("json") => is_json = true,
            word if name.is_none() && !word.starts_with('-') => name = Some(word),
            _ => bail!("cargo xtask bench [NAME] [--small] [--format json]"),
        }
    }
    let names: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
    if let Some(name) = name.filter(|name| !names.contains(name)) {
        bail!("there is no bench «{name}»; there are: {}", names.join(", "));
    }
    step("release build", "cargo", &["build", "--release", "--locked", "--package", "criba"], &[])?;
    if !is_json {
        tell(&machine());
    }
    let mut all: Vec<Measured> = Vec::new();
    for figure in FIGURES.iter().filter(|figure| name.is_none_or(|name| name == figure.name)) {
        let measured = (figure.measure)(size)?;
        if !is_json {
            measured.iter().for_each(|measured| tell(&shown(measured)));
        }
        all.extend(measured);
    }
    if is_json {
        let lines: Vec<String> = all.iter().map(json).collect();
        tell(&format!("[{}]", lines.join(",\n ")));
    }
    Ok(())
}
