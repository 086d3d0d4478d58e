//! The library that stands between the program and its files, built where it is needed, and the
//! page by which it is told what goes wrong.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::run::{root, step};

/// Builds it; where it is.
///
/// # Errors
///
/// There is no compiler for C.
pub(super) fn build(folder: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let library = folder.join("shim.so");
    let source = root().join("xtask/faults/shim.c");
    let (to, from) = (library.to_string_lossy(), source.to_string_lossy());
    let words = ["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", &to, &from];
    let linked = [&words[..], &["-ldl", "-lpthread"]].concat();
    step("what stands between the program and its files", "cc", &linked, &[])?;
    Ok(library)
}

/// What goes wrong, and what is written down, of one program's files.
#[derive(Debug)]
pub(super) struct Shim {
    library: PathBuf,
    control: PathBuf,
    page: File,
    journal: Option<PathBuf>,
}

/// An error of the system, as the C library numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errno {
    /// The disk does not do it.
    Io = 5,
    /// The disk is full.
    Full = 28,
}

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Call {
    /// As `enum kind` of the shim numbers it.
    pub(super) kind: u64,
    /// As `enum role` does.
    pub(super) role: u64,
}

impl Call {
    /// The answer to a request.
    pub(super) const ANSWER: Call = Call { kind: 9, role: 8 };

    /// Whether bytes are written.
    pub(super) fn is_write(self) -> bool {
        self.kind == 2
    }
}

/// How a program ends at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Before = 0,
    After = 1,
    /// With half of the bytes written.
    Half = 2,
}

/// The words of the page, in the order of `enum word`.
const WRITES: u64 = 0;
const SYNCS: u64 = 3;
const END: u64 = 6;

impl Shim {
    /// One whose page lies in a folder; `journal` is where it writes down what is done.
    ///
    /// # Errors
    ///
    /// The folder cannot be written.
    pub(super) fn of(
        library: &Path,
        folder: &Path,
        journal: Option<PathBuf>,
    ) -> anyhow::Result<Shim> {
        let control = folder.join("control");
        fs::write(&control, [0; 4_096])?;
        let page = File::options().write(true).open(&control).context("the control page")?;
        Ok(Shim { library: library.to_owned(), control, page, journal })
    }

    /// Has a program that works on a data folder go through it.
    pub(super) fn stands_before(&self, command: &mut Command, data: &Path) {
        command.env("LD_PRELOAD", &self.library);
        command.env("CRIBA_FAULTS_FOLDER", data);
        command.env("CRIBA_FAULTS_CONTROL", &self.control);
        if let Some(journal) = &self.journal {
            command.env("CRIBA_FAULTS_JOURNAL", journal);
        }
    }

    /// Lets so many writes pass and has as many fail after them.
    ///
    /// # Errors
    ///
    /// The page cannot be written.
    pub(super) fn fail_writes(&self, errno: Errno, skip: u64, count: u64) -> anyhow::Result<()> {
        self.fail(WRITES, errno, skip, count)
    }

    /// The same for what makes sure that something is on disk.
    ///
    /// # Errors
    ///
    /// The page cannot be written.
    pub(super) fn fail_syncs(&self, errno: Errno, skip: u64, count: u64) -> anyhow::Result<()> {
        self.fail(SYNCS, errno, skip, count)
    }

    /// Ends the program at a call, after so many of its kind.
    ///
    /// # Errors
    ///
    /// The page cannot be written.
    pub(super) fn end_at(&self, call: Call, skip: u64, how: How) -> anyhow::Result<()> {
        self.put(END + 1, call.role)?;
        self.put(END + 2, skip)?;
        self.put(END + 3, how as u64)?;
        self.put(END, call.kind)
    }

    /// Nothing goes wrong any more.
    ///
    /// # Errors
    ///
    /// The page cannot be written.
    pub(super) fn heal(&self) -> anyhow::Result<()> {
        [WRITES, SYNCS, END].into_iter().try_for_each(|word| self.put(word, 0))
    }

    fn fail(&self, first: u64, errno: Errno, skip: u64, count: u64) -> anyhow::Result<()> {
        // What switches it on comes last.
        self.put(first + 1, skip)?;
        self.put(first + 2, count)?;
        self.put(first, errno as u64)
    }

    fn put(&self, word: u64, value: u64) -> anyhow::Result<()> {
        self.page.write_all_at(&value.to_le_bytes(), word * 8).context("the control page")
    }
}
