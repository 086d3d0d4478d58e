//! `cargo xtask check`: the long checks, at CI's sizes or at full size.

use crate::run::{step, tell};

/// A check that grows with its size.
struct Check {
    name: &'static str,
    /// What it tries at CI's size and at full size.
    sizes: (&'static str, &'static str),
    package: &'static str,
    /// The package's file of tests, so that no other is built.
    tests: &'static str,
    /// Which of its tests, by parts of their names; all of them where it is empty.
    names: &'static [&'static str],
}

const CHECKS: &[Check] = &[
    Check {
        name: "the ledger adds up; scores forget the order of learning; a step is deterministic",
        sizes: ("512 histories each", "100,000 histories each"),
        package: "engine",
        tests: "properties",
        names: &["the_ledger_adds_up", "scores_forget", "i3_"],
    },
    Check {
        name: "live equals replay; a voided event leaves no trace",
        sizes: ("256 histories each", "20,000 histories each"),
        package: "engine",
        tests: "properties",
        names: &["i2_i10_", "a_voided_event"],
    },
    Check {
        name: "wake-ups equal looking every minute; answers stand until they say",
        sizes: ("4 histories of 86,400 minutes each", "400 histories of 86,400 minutes each"),
        package: "engine",
        tests: "properties",
        names: &["wake_ups_equal", "answers_stand"],
    },
    Check {
        name: "an agreement's structure, text and sentences say the same",
        sizes: ("256 agreements each", "20,000 agreements each"),
        package: "engine",
        tests: "round_trip",
        names: &[],
    },
    Check {
        name: "no reader fails on a mutated file",
        sizes: ("2,000 files a reader", "100,000 files a reader"),
        package: "import",
        tests: "readers",
        names: &["fuzz"],
    },
    Check {
        name: "a workspace equals its log whatever happens to it",
        sizes: ("12 histories of 60 acts", "200 histories of 60 acts"),
        package: "runtime",
        tests: "writer",
        names: &["i2_"],
    },
    Check {
        name: "whose an event is follows from what happened, in whichever order it is told",
        sizes: ("40 histories, 30 with a browser parted", "2,000 histories, 1,000 parted"),
        package: "runtime",
        tests: "identity",
        names: &["whose_an_event", "as_if_they_had_never"],
    },
    Check {
        name: "kill -9 loses nothing that was acknowledged and doubles nothing",
        sizes: ("60 kills", "1,000 kills"),
        package: "runtime",
        tests: "killed",
        names: &[],
    },
];

/// Runs every long check in release mode and tells its size.
///
/// # Errors
///
/// A check fails.
pub(crate) fn run(is_full: bool) -> anyhow::Result<()> {
    for check in CHECKS {
        let size = if is_full { check.sizes.1 } else { check.sizes.0 };
        tell(&format!("{}: {size}", check.name));
        let Check { package, tests, names, .. } = check;
        let mut words = vec!["test", "--release", "--locked", "--package", package];
        words.extend(["--test", tests, "--"]);
        words.extend(names.iter());
        let full = [("CRIBA_FULL", "1")];
        let took = step(check.name, "cargo", &words, if is_full { &full } else { &[] })?;
        tell(&format!("{}: {size}: held ({:.1} s)", check.name, took.as_secs_f64()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::root;

    #[test]
    fn every_check_names_tests_that_there_are() {
        for check in CHECKS {
            let tests = root().join("crates").join(check.package).join("tests");
            let mut files = vec![tests.join(format!("{}.rs", check.tests))];
            if let Ok(folder) = std::fs::read_dir(tests.join(check.tests)) {
                files.extend(folder.map(|entry| entry.unwrap().path()));
            }
            files.retain(|file| file.is_file());
            assert!(!files.is_empty(), "{} of {}", check.tests, check.package);
            let mut parts: Vec<String> = Vec::new();
            for file in files {
                parts.extend(file.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
                let text = std::fs::read_to_string(&file).unwrap();
                let heads = text.lines().filter_map(|line| line.trim().strip_prefix("fn "));
                parts.extend(heads.map(str::to_owned));
            }
            for name in check.names {
                // Who runs tests by a name that none has is told that all of them passed.
                assert!(parts.iter().any(|part| part.contains(name)), "{}: {name}", check.tests);
            }
        }
    }
}
