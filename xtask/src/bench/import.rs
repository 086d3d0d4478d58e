//! `criba import`: a list read, joined, told to the writer, scored and on disk.

use std::fs;

use anyhow::Context;

use super::Size;
use super::measured::{Better, Measured};
use super::process::{folder, program, timed, word};
use crate::lists::list;
use crate::run::step;

const ROWS: usize = 5_000;

/// The best of three, each into a new workspace.
pub(super) fn measure(_: Size) -> anyhow::Result<Vec<Measured>> {
    let folder = folder()?;
    let file = folder.join(format!("{ROWS}.csv"));
    fs::write(&file, list(ROWS, 7))?;
    let data = folder.join("import");
    let program = program();
    let (mut took, mut peak) = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        if data.try_exists()? {
            fs::remove_dir_all(&data)?;
        }
        let (data, file) = (word(&data)?, word(&file)?);
        let add = ["workspace", "add", "Bench", "--country", "ES", "--data", data];
        step("a workspace", word(&program)?, &add, &[]).context("could not make a workspace")?;
        let words = ["import", file, "--workspace", "Bench", "--data", data, "--format", "json"];
        let (seconds, megabytes) = timed(&words)?;
        took = took.min(seconds);
        peak = peak.min(megabytes);
    }
    // The list without a database, to tell what keeping it costs.
    let ranked = ["rank", word(&file)?, "--format", "json", "--at", "2026-03-16"];
    let (raw, raw_peak) = timed(&ranked)?;
    Ok(vec![
        Measured {
            name: format!("import {ROWS} rows"),
            unit: "s",
            value: took,
            must: 2.0,
            aim: 0.5,
            raw: Some((raw, "ranking it, nothing kept")),
            better: Better::Less,
        },
        Measured {
            name: format!("import {ROWS} rows, peak memory"),
            unit: "MB",
            value: peak,
            must: 200.0,
            aim: 200.0,
            raw: Some((raw_peak, "ranking it, nothing kept")),
            better: Better::Less,
        },
    ])
}
