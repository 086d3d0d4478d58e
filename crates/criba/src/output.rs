//! What the program says: results on standard output, everything else on standard error.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use engine::said::Said;

use crate::said;

/// What the program was told cannot be used, whatever there is to do: exit code 2.
#[derive(Debug)]
pub(crate) struct WrongWords(pub(crate) Said);

impl fmt::Display for WrongWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for WrongWords {}

/// Where the program writes to.
pub(crate) struct Output {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    is_err_terminal: bool,
}

impl Output {
    /// The process's own streams.
    pub(crate) fn standard() -> Output {
        Output {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            is_err_terminal: io::stderr().is_terminal(),
        }
    }

    /// Writes a result.
    ///
    /// # Errors
    ///
    /// Standard output does not take it.
    pub(crate) fn result(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Tells a person something beside the result.
    pub(crate) fn tell(&mut self, text: &str) {
        // Whoever closed standard error does not want to be told.
        writeln!(self.err, "{text}").ok();
    }

    /// Whether a person watches what is told.
    pub(crate) fn is_watched(&self) -> bool {
        self.is_err_terminal
    }

    /// Says why the work failed; a reader that went away is no failure.
    pub(crate) fn fail(&mut self, error: &anyhow::Error) -> ExitCode {
        let is_broken_pipe = error.chain().any(|cause| {
            cause
                .downcast_ref::<io::Error>()
                .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
        });
        if is_broken_pipe {
            return ExitCode::SUCCESS;
        }
        self.tell(&format!("criba: {}", said::words(error, said::language())));
        if error.is::<WrongWords>() { ExitCode::from(2) } else { ExitCode::FAILURE }
    }

    /// Writes out what is still held back.
    ///
    /// # Errors
    ///
    /// Standard output does not take it.
    pub(crate) fn finish(&mut self) -> io::Result<ExitCode> {
        self.out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
