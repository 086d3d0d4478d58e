//! The tests that drive the libraries that people have in their programs, with what they need
//! installed: packages of the registries for Node and for Python, which are not fetched again where
//! they are there.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;

use crate::run::{has, root, step};

/// Runs them with a Chromium of that name, over the program as it is built.
///
/// # Errors
///
/// One fails, or something that they need is missing and cannot be installed.
pub(crate) fn run(chromium: &str) -> anyhow::Result<Duration> {
    packages()?;
    let python = python()?;
    let variables =
        [("CRIBA_CHROMIUM", chromium), ("CRIBA_CLIENTS_PYTHON", &*python.to_string_lossy())];
    step("client libraries", "npm", &["test", "--prefix", "clients"], &variables)
}

/// The libraries for Node and browsers.
fn packages() -> anyhow::Result<()> {
    if has("npm", &["ls", "--prefix", "clients"]) {
        return Ok(());
    }
    // None of them needs a script of its own to be run.
    let words = ["ci", "--prefix", "clients", "--ignore-scripts", "--no-audit", "--no-fund"];
    step("client packages for Node", "npm", &words, &[])?;
    Ok(())
}

/// The Python with the libraries for it, in a folder of its own.
fn python() -> anyhow::Result<PathBuf> {
    let folder = root().join("target").join("clients");
    let python = folder.join("bin").join("python");
    let (at, program) = (folder.to_string_lossy(), python.to_string_lossy());
    if !has(&program, &["-m", "pip", "--version"]) {
        venv()?;
        step("a Python of its own", "python3", &["-m", "venv", "--clear", &at], &[])?;
    }
    // What is there as it is asked for is not looked up.
    let words = ["-m", "pip", "install", "--quiet", "--requirement", "clients/requirements.txt"];
    step("client packages for Python", &program, &words, &[])?;
    Ok(python)
}

/// Python's module for folders of their own, which some distributions leave out.
fn venv() -> anyhow::Result<()> {
    let is_there = || has("python3", &["-c", "import ensurepip, venv"]);
    if !is_there() && has("sh", &["-c", "test \"$(id -u)\" = 0 && command -v apt-get"]) {
        step("Python", "apt-get", &["update", "-qq"], &[])?;
        let words = ["install", "-y", "-qq", "--no-install-recommends", "python3-venv"];
        step("Python", "apt-get", &words, &[])?;
    }
    if !is_there() {
        bail!(
            "the tests of client libraries need Python 3 with venv: install it, for example with \
             «sudo apt-get install python3 python3-venv»"
        );
    }
    Ok(())
}
