//! Changing one part of the agreement that is in force: a new version, unsigned, of one click.
//!
//! Who changes a part starts from a version that they saw. Where another came into force since,
//! nothing is changed and they are told.

use engine::agreement::Document;
use engine::agreement::diagnostic::{Diagnostic, Severity};
use engine::agreement::parse::parse;
use engine::agreement::print::print;

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amended {
    /// It is in force, as this version.
    InForce(u32),
    /// It says what was said already: nothing was written.
    Unchanged,
}

impl Workspace {
    /// Changes the document that is in force and puts it in force as the next version. `after` is
    /// the version that `change` was decided on.
    ///
    /// # Errors
    ///
    /// Another version came into force since, the changed document has errors, or the disk does
    /// not take it.
    pub fn amend(
        &self,
        after: u32,
        by: &str,
        change: impl FnOnce(&mut Document),
    ) -> Result<Amended, RuntimeError> {
        let current = self.writer.agreement().wait()?;
        if current.version != after {
            return Err(RuntimeError::Overtaken { now: current.version });
        }
        let mut document = current.document.clone();
        change(&mut document);
        if document == current.document {
            return Ok(Amended::Unchanged);
        }
        self.put_text_in_force(after, by, &print(&document)).map(Amended::InForce)
    }

    /// Puts a text in force as the next version: its number.
    ///
    /// # Errors
    ///
    /// Another version came into force since `after`, the text has errors, or the disk does not
    /// take it.
    pub fn put_text_in_force(&self, after: u32, by: &str, text: &str) -> Result<u32, RuntimeError> {
        let errors = errors(&parse(text).1);
        if !errors.is_empty() {
            return Err(RuntimeError::Problems(errors));
        }
        self.writer.put_in_force_after(text.to_owned(), by.to_owned(), after).wait()
    }
}

/// Those of the problems that keep an agreement from judging.
fn errors(problems: &[Diagnostic]) -> Vec<Diagnostic> {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.cloned().collect()
}
