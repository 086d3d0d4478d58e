//! `cargo xtask bench`: what it takes, beside the budgets and the raw limits of the same run.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::lists::list;
use crate::run::{instant, root, step, tell};

/// One measurement.
struct Measured {
    name: String,
    unit: &'static str,
    value: f64,
    must: f64,
    aim: f64,
    /// What the machine can do at best, measured in the same run, and what that is.
    raw: Option<(f64, &'static str)>,
}

/// Measures what NAME names, or everything.
///
/// # Errors
///
/// The words are wrong, or what is measured fails.
pub(crate) fn run(words: &[&str]) -> anyhow::Result<()> {
    let (name, is_json) = match *words {
        [] => (None, false),
        ["--format", "json"] => (None, true),
        [name] => (Some(name), false),
        [name, "--format", "json"] => (Some(name), true),
        _ => bail!("cargo xtask bench [rank] [--format json]"),
    };
    if !matches!(name, None | Some("rank")) {
        bail!("there is no bench «{}»; there is: rank", name.unwrap_or_default());
    }
    step("release build", "cargo", &["build", "--release", "--locked", "--package", "criba"], &[])?;
    let measured = rank()?;
    if is_json {
        let lines: Vec<String> = measured.iter().map(json).collect();
        tell(&format!("[{}]", lines.join(",\n ")));
    } else {
        tell(&machine());
        for measured in &measured {
            tell(&shown(measured));
        }
    }
    Ok(())
}

/// `criba rank` over lists of 5,000 and 100,000 rows.
fn rank() -> anyhow::Result<Vec<Measured>> {
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let mut measured: Vec<Measured> = Vec::new();
    for (rows, seconds, megabytes) in
        [(5_000usize, (2.0, 0.5), (200.0, 200.0)), (100_000, (20.0, 10.0), (1_024.0, 512.0))]
    {
        let file = folder.join(format!("{rows}.csv"));
        let text = list(rows, 7);
        fs::File::create(&file)?.write_all(text.as_bytes())?;
        let raw = split(&text)?;
        let (took, peak) = ranked(&file)?;
        measured.push(Measured {
            name: format!("rank {rows} rows"),
            unit: "s",
            value: took,
            must: seconds.0,
            aim: seconds.1,
            raw: Some((raw, "splitting its cells with the csv crate")),
        });
        measured.push(Measured {
            name: format!("rank {rows} rows, peak memory"),
            unit: "MB",
            value: peak,
            must: megabytes.0,
            aim: megabytes.1,
            raw: Some((mega(text.len() as u64), "the file itself")),
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

/// Seconds and peak megabytes of one run, the best of three.
fn ranked(file: &Path) -> anyhow::Result<(f64, f64)> {
    let program = root().join("target/release/criba");
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        let start = instant();
        let mut child = Command::new(&program)
            .arg("rank")
            .arg(file)
            .args(["--format", "json", "--at", "2026-03-16"])
            .stdout(Stdio::null())
            .spawn()
            .context("could not start criba")?;
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
            bail!("criba rank failed on {}", file.display());
        }
        best = (best.0.min(start.elapsed().as_secs_f64()), best.1.min(mega(peak * 1_024)));
    }
    Ok(best)
}

/// A process's peak memory in KiB, as Linux tells it; 0 elsewhere.
fn high_water(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or("")
        .trim_start_matches([' ', '\t', ':']);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().next().unwrap_or_default().replace("MemTotal:", "");
    format!("{cores} cores, {model}, {} of memory", memory.trim())
}

fn shown(measured: &Measured) -> String {
    let Measured { name, unit, value, must, aim, raw } = measured;
    let verdict = if value <= aim {
        "meets the aim"
    } else if value <= must {
        "meets the budget"
    } else {
        "MISSES the budget"
    };
    let raw = raw.map(|(raw, what)| {
        format!("; {:.1} times {raw:.3} {unit} ({what})", value / raw.max(1e-9))
    });
    format!(
        "{name:<32} {value:>9.3} {unit}  must {must} {unit}, aim {aim} {unit}: {verdict}{}",
        raw.unwrap_or_default()
    )
}

fn json(measured: &Measured) -> String {
    let Measured { name, unit, value, must, aim, raw } = measured;
    let raw = raw.map_or("null".to_owned(), |(raw, _)| format!("{raw}"));
    format!(
        "{{\"name\": \"{name}\", \"unit\": \"{unit}\", \"value\": {value}, \"must\": {must}, \"aim\": {aim}, \"raw\": {raw}}}"
    )
}
