//! Running other programs, and telling how long they took.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_root.parent().unwrap_or(crate_root).to_owned()
}

/// Whether this is CI, where a missing part is a failure and never a skip.
pub(crate) fn is_ci() -> bool {
    variable("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// An environment variable.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The present moment, to tell how long something takes.
#[expect(clippy::disallowed_methods, reason = "the one place that measures time")]
pub(crate) fn instant() -> Instant {
    Instant::now()
}

/// The present moment by the system's clock, in nanoseconds, to compare with another program's.
#[expect(clippy::disallowed_methods, reason = "two programs have no other clock in common")]
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// Lets time pass where that is what is tried: load that comes at a pace, clients that are slow.
#[expect(clippy::disallowed_methods, reason = "who sends at a pace waits for time to pass")]
pub(crate) fn pause(length: Duration) {
    std::thread::sleep(length);
}

/// Says something to the person who runs this.
#[expect(clippy::print_stdout, reason = "the one place that writes to the terminal")]
pub(crate) fn tell(text: &str) {
    println!("{text}");
}

/// Whether a program is there and runs.
pub(crate) fn has(program: &str, words: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(words).current_dir(root()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a program in the repository's root and tells how long it took.
///
/// # Errors
///
/// It cannot be started, or it fails.
pub(crate) fn step(
    name: &str,
    program: &str,
    words: &[&str],
    variables: &[(&str, &str)],
) -> anyhow::Result<Duration> {
    tell(&format!("── {name}: {program} {}", words.join(" ")));
    let start = instant();
    let mut command = Command::new(program);
    command.args(words).current_dir(root());
    for (variable, value) in variables {
        command.env(variable, value);
    }
    let status =
        command.status().with_context(|| format!("could not start {program} for «{name}»"))?;
    let took = start.elapsed();
    if !status.success() {
        bail!("«{name}» failed after {:.1} s ({status})", took.as_secs_f64());
    }
    Ok(took)
}
