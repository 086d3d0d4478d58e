//! `criba rank`: a list read, joined, scored and ranked, nothing kept.

use std::fs;

use anyhow::bail;

use super::Size;
use super::measured::{Better, Measured};
use super::process::{folder, mega, timed, word};
use crate::lists::list;
use crate::run::instant;

/// Rows, seconds and megabytes, each as it must be and as it is aimed at.
type Budget = (usize, (f64, f64), (f64, f64));

const BUDGETS: [Budget; 2] =
    [(5_000, (2.0, 0.5), (200.0, 200.0)), (100_000, (20.0, 10.0), (1_024.0, 512.0))];

/// The best of three.
pub(super) fn measure(size: Size) -> anyhow::Result<Vec<Measured>> {
    let folder = folder()?;
    let mut measured: Vec<Measured> = Vec::new();
    let budgets = BUDGETS.iter().take(if size == Size::Small { 1 } else { BUDGETS.len() });
    for &(rows, seconds, megabytes) in budgets {
        let file = folder.join(format!("{rows}.csv"));
        let text = list(rows, 7);
        fs::write(&file, &text)?;
        let raw = split(&text)?;
        let (mut took, mut peak) = (f64::MAX, f64::MAX);
        for _ in 0..3 {
            let words = ["rank", word(&file)?, "--format", "json", "--at", "2026-03-16"];
            let (seconds, megabytes) = timed(&words)?;
            took = took.min(seconds);
            peak = peak.min(megabytes);
        }
        measured.push(Measured {
            name: format!("rank {rows} rows"),
            unit: "s",
            value: took,
            must: seconds.0,
            aim: seconds.1,
            raw: Some((raw, "splitting its cells with the csv crate")),
            better: Better::Less,
        });
        measured.push(Measured {
            name: format!("rank {rows} rows, peak memory"),
            unit: "MB",
            value: peak,
            must: megabytes.0,
            aim: megabytes.1,
            raw: Some((mega(text.len() as u64), "the file itself")),
            better: Better::Less,
        });
    }
    Ok(measured)
}

/// The least that reading a list can take: its cells, split.
fn split(text: &str) -> anyhow::Result<f64> {
    let start = instant();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(text.as_bytes());
    let mut cells = 0usize;
    for record in reader.records() {
        cells += record?.len();
    }
    let took = start.elapsed().as_secs_f64();
    if cells == 0 {
        bail!("the list has no cells");
    }
    Ok(took)
}
