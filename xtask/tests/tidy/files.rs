//! The repository's files, as git knows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file that is part of the repository, or about to be.
pub(crate) struct Source {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file of the repository that is text.
pub(crate) fn all() -> Vec<Source> {
    let words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = Command::new("git").args(words).current_dir(root()).output().unwrap();
    assert!(listed.status.success(), "git cannot list the files of the repository");
    let paths = String::from_utf8(listed.stdout).unwrap();
    let paths = paths.split('\0').filter(|path| !path.is_empty());
    // One that was removed and not committed yet is listed and not there.
    let read = |path: &str| {
        let text = String::from_utf8(fs::read(root().join(path)).ok()?).ok()?;
        Some(Source { path: path.to_owned(), text })
    };
    let all: Vec<Source> = paths.filter_map(read).collect();
    assert!(all.len() > 100, "git lists the whole repository");
    all
}

/// Those with one of these endings.
pub(crate) fn ending_in(endings: &[&str]) -> Vec<Source> {
    let is_one = |path: &str| endings.iter().any(|ending| path.ends_with(ending));
    all().into_iter().filter(|source| is_one(&source.path)).collect()
}

/// A file that must be there.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with everything that was found, and the way out.
pub(crate) fn none(found: &[String], way_out: &str) {
    assert!(found.is_empty(), "{way_out}:\n  {}", found.join("\n  "));
}
