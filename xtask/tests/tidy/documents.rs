//! What stands in documents and lock files.

use crate::files::{ending_in, none, text};

#[test]
fn users_are_told_what_changes() {
    let changes = text("CHANGELOG.md");
    assert!(changes.contains("\n## Unreleased\n"), "CHANGELOG.md needs a part «## Unreleased»");
}

#[test]
fn a_sentence_has_a_line_of_its_own() {
    let mut found: Vec<String> = Vec::new();
    for source in ending_in(&[".md"]) {
        let mut is_code = false;
        for (number, line) in (1..).zip(source.text.lines()) {
            if line.starts_with("```") {
                is_code = !is_code;
            }
            let is_prose = !is_code && !line.starts_with(['|', '#']) && !line.starts_with("    ");
            if is_prose && goes_on(line) {
                found.push(format!("{}:{number}: {line}", source.path));
            }
        }
    }
    none(
        &found,
        "begin each sentence on a line of its own, so that a change shows what it changed",
    );
}

/// Whether another sentence begins on a line.
fn goes_on(line: &str) -> bool {
    // Bold words in front of an item are its title.
    let line = line.split_once(".** ").map_or(line, |(_, rest)| rest);
    for (index, mark) in line.match_indices(['.', '!', '?']) {
        let (before, rest) = line.split_at(index);
        let rest = rest.strip_prefix(mark).unwrap_or_default();
        let is_end = rest.starts_with(' ');
        let next = rest.trim_start().chars().next();
        let word = before.rsplit(' ').next().unwrap_or_default();
        // A number before a full stop is an item's, a single letter an abbreviation's.
        let is_word = word.chars().count() > 1 && word.chars().any(char::is_alphabetic);
        if is_end && is_word && next.is_some_and(|c| c.is_uppercase() || c == '¿') {
            return true;
        }
    }
    false
}

#[test]
fn lock_files_name_no_registry_of_ones_own() {
    let cargo = text("Cargo.lock");
    let is_other = |line: &&str| {
        line.starts_with("source = ") && !line.contains("github.com/rust-lang/crates.io-index")
    };
    let mut found: Vec<String> = cargo.lines().filter(is_other).map(str::to_owned).collect();
    for source in ending_in(&["package-lock.json"]) {
        let lines = source.text.lines().filter(|line| line.contains("\"resolved\""));
        found.extend(lines.map(|line| format!("{}: {}", source.path, line.trim())));
    }
    none(&found, "leave out where packages were downloaded from");
}

#[test]
fn sentences_are_told_apart() {
    assert!(goes_on("It is so. It is."));
    assert!(goes_on("1. **A title.** It is so. It is."));
    for whole in ["1. It is so.", "**A title.** It is so.", "See I. Newton, e.g. there.", "v1.2 Is"]
    {
        assert!(!goes_on(whole), "{whole}");
    }
}
