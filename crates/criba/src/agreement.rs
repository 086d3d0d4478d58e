//! `criba agreement check|print|diff`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use engine::agreement::diagnostic::{Diagnostic, Severity};
use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::vocabulary::Pack;
use engine::agreement::{Document, Language, diff as differences, sentences};
use engine::said::Said;

use crate::command::{self, AgreementCommand};
use crate::output::Output;
use crate::said::{Attempt, failed, unread};

/// Checks, prints or compares agreements.
///
/// # Errors
///
/// A file cannot be read as an agreement.
pub(crate) fn run(command: AgreementCommand, output: &mut Output) -> anyhow::Result<ExitCode> {
    match command {
        AgreementCommand::Check { file } => check(&file, output),
        AgreementCommand::Print { file, language } => print(&file, language, output),
        AgreementCommand::Diff { old, new, language } => diff(&old, &new, language, output),
    }
}

/// Reports every problem of an agreement at once; exit 1 where it cannot judge.
///
/// # Errors
///
/// The file cannot be read.
fn check(file: &Path, output: &mut Output) -> anyhow::Result<ExitCode> {
    let (document, text, diagnostics) = read(file)?;
    for diagnostic in &diagnostics {
        output.tell(&shown(file, &text, diagnostic, document.language));
    }
    let errors =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if errors > 0 {
        output.tell(&match document.language {
            Language::Es => format!(
                "{}: {errors} {}",
                file.display(),
                if errors == 1 { "error" } else { "errores" }
            ),
            Language::En => format!(
                "{}: {errors} {}",
                file.display(),
                if errors == 1 { "error" } else { "errors" }
            ),
        });
        return Ok(ExitCode::FAILURE);
    }
    let done = match document.language {
        Language::Es => format!("{}: sin errores\n", file.display()),
        Language::En => format!("{}: no errors\n", file.display()),
    };
    output.result(&done)?;
    Ok(output.finish()?)
}

/// Prints an agreement in sentences.
///
/// # Errors
///
/// The file cannot be read as an agreement.
fn print(
    file: &Path,
    language: Option<command::Language>,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let document = document(file, output)?;
    output.result(&sentences::to_text(&document, &pack(&document, language)))?;
    Ok(output.finish()?)
}

/// Says in sentences what changes.
///
/// # Errors
///
/// A file cannot be read as an agreement.
fn diff(
    old: &Path,
    new: &Path,
    language: Option<command::Language>,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let (old, new) = (document(old, output)?, document(new, output)?);
    let pack = pack(&new, language);
    let changes = differences::diff(&old, &new, &pack);
    output.result(&differences::to_text(&changes, &pack))?;
    Ok(output.finish()?)
}

/// An agreement that judges, from its file.
///
/// # Errors
///
/// The file cannot be read as an agreement; every problem is told first.
pub(crate) fn sealed(file: &Path, output: &mut Output) -> anyhow::Result<Agreement> {
    let document = document(file, output)?;
    seal(document).attempted(|| {
        let file = file.display();
        Said::new(
            format!("el acuerdo {file} no puede juzgar"),
            format!("the agreement {file} cannot judge"),
        )
    })
}

/// Seals a document as version 1.
///
/// # Errors
///
/// It names something that it does not say.
pub(crate) fn seal(document: Document) -> anyhow::Result<Agreement> {
    Ok(Agreement::seal(document, 1)?)
}

fn document(file: &Path, output: &mut Output) -> anyhow::Result<Document> {
    let (document, text, diagnostics) = read(file)?;
    let mut errors =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).peekable();
    if errors.peek().is_none() {
        return Ok(document);
    }
    for diagnostic in errors {
        output.tell(&shown(file, &text, diagnostic, document.language));
    }
    let file = file.display();
    Err(failed(
        format!(
            "{file} no es un acuerdo que se pueda usar; hay que corregir lo que se lista arriba"
        ),
        format!("{file} is not an agreement that can be used; mend what is listed above"),
    ))
}

fn read(file: &Path) -> anyhow::Result<(Document, String, Vec<Diagnostic>)> {
    let text =
        fs::read_to_string(file).attempted(|| unread("el acuerdo", "the agreement", file))?;
    let (document, diagnostics) = parse(&text);
    Ok((document, text, diagnostics))
}

fn pack(document: &Document, language: Option<command::Language>) -> Pack {
    let language = language.map_or(document.language, Language::from);
    let holidays = document.hours.as_ref().and_then(|hours| hours.holidays.first());
    Pack::for_place(&document.time_zone, holidays.map(String::as_str), language)
}

/// A problem with its file, line and column, the line itself, and a caret under the words.
fn shown(file: &Path, text: &str, diagnostic: &Diagnostic, language: Language) -> String {
    let severity = match (diagnostic.severity, language) {
        (Severity::Error, _) => "error",
        (Severity::Warning, Language::Es) => "aviso",
        (Severity::Warning, Language::En) => "warning",
    };
    let words = diagnostic.words(language);
    let Some(place) = diagnostic.place else {
        return format!("{}: {severity}: {words}", file.display());
    };
    let mut shown =
        format!("{}:{}:{}: {severity}: {words}", file.display(), place.line, place.column);
    if let Some(line) = text.lines().nth(place.line.saturating_sub(1)) {
        let margin = place.line.to_string();
        let before: String = line
            .chars()
            .take(place.column.saturating_sub(1))
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let left = line.chars().count().saturating_sub(place.column.saturating_sub(1));
        let carets = "^".repeat(place.length.clamp(1, left.max(1)));
        // Writing to a text does not fail.
        write!(shown, "\n  {margin} | {line}\n  {} | {before}{carets}", " ".repeat(margin.len()))
            .ok();
    }
    shown
}
