//! What is said to whoever types a command when it fails, in their language.
//!
//! Errors carry both languages until here; the environment says which is read, as POSIX has it.

use std::error::Error;
use std::ffi::OsString;
use std::path::Path;
use std::{fmt, fs, io};

use engine::agreement::Language;
use engine::agreement::sealed::SealError;
use engine::said::Said;
use import::columns::mapping::MappingError;
use import::table::ReadError;
use runtime::RuntimeError;
use store::StoreError;

use crate::output::WrongWords;

/// The variables that say the language; the first that says anything decides.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of the terminal.
pub(crate) fn language() -> Language {
    language_of(VARIABLES.map(std::env::var_os))
}

/// Spanish where it is asked for, English otherwise.
fn language_of(values: [Option<OsString>; 3]) -> Language {
    let first = values.into_iter().flatten().find(|value| !value.is_empty());
    let locale = first.map(|value| value.to_string_lossy().to_ascii_lowercase());
    let tongue = locale.as_deref().and_then(|locale| locale.split(['_', '.', '@', '-']).next());
    if tongue == Some("es") { Language::Es } else { Language::En }
}

/// A sentence in the language of the terminal.
pub(crate) fn spoken(said: Said) -> String {
    match language() {
        Language::Es => said.es,
        Language::En => said.en,
    }
}

/// So many of something: the word for one, or the word for more.
pub(crate) fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Work that failed: what was attempted, and what kept it from being done.
#[derive(Debug)]
struct Failure {
    said: Said,
    cause: Option<anyhow::Error>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(AsRef::as_ref)
    }
}

/// Work that failed for no other reason than this one.
pub(crate) fn failed(es: impl Into<String>, en: impl Into<String>) -> anyhow::Error {
    Failure { said: Said::new(es, en), cause: None }.into()
}

/// Says of what fails what was attempted.
pub(crate) trait Attempt<T> {
    /// What was attempted, in Spanish and in English.
    ///
    /// # Errors
    ///
    /// It failed.
    fn attempted(self, said: impl FnOnce() -> Said) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> Attempt<T> for Result<T, E> {
    fn attempted(self, said: impl FnOnce() -> Said) -> anyhow::Result<T> {
        self.map_err(|cause| Failure { said: said(), cause: Some(cause.into()) }.into())
    }
}

/// A file that could not be read; `es` and `en` name what it is.
pub(crate) fn unread(es: &str, en: &str, file: &Path) -> Said {
    let file = file.display();
    Said::new(format!("no se pudo leer {es} {file}"), format!("could not read {en} {file}"))
}

/// A list that could not be opened.
pub(crate) fn unopened(file: &Path) -> Said {
    let file = file.display();
    Said::new(
        format!("no se pudo abrir la lista {file}"),
        format!("could not open the list {file}"),
    )
}

/// A list's file, opened; a folder is none.
///
/// # Errors
///
/// It cannot be opened, or is a folder.
pub(crate) fn open_list(file: &Path) -> anyhow::Result<fs::File> {
    let opened = fs::File::open(file).attempted(|| unopened(file))?;
    if opened.metadata().attempted(|| unopened(file))?.is_dir() {
        let file = file.display();
        return Err(failed(
            format!("{file} es una carpeta; hay que dar el archivo de la lista"),
            format!("{file} is a folder; give the file of the list"),
        ));
    }
    Ok(opened)
}

/// Why work failed, in a language, from what was attempted to what is wrong.
pub(crate) fn words(error: &anyhow::Error, language: Language) -> String {
    let mut words: Vec<String> = Vec::new();
    for cause in error.chain() {
        let (said, is_whole) = of(cause);
        words.push(said.by(language).to_owned());
        if is_whole {
            break;
        }
    }
    words.join(": ")
}

/// What an error says, and whether it says what its causes do.
fn of(error: &(dyn Error + 'static)) -> (Said, bool) {
    if let Some(Failure { said, .. }) = error.downcast_ref() {
        return (said.clone(), false);
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        let system = Said::system(error.kind());
        return (Said::new(system.es, error.to_string()), true);
    }
    let said = (error.downcast_ref().map(|WrongWords(said)| said.clone()))
        .or_else(|| error.downcast_ref().map(RuntimeError::said))
        .or_else(|| error.downcast_ref().map(StoreError::said))
        .or_else(|| error.downcast_ref().map(ReadError::said))
        .or_else(|| error.downcast_ref().map(MappingError::said))
        .or_else(|| error.downcast_ref().map(SealError::said));
    match said {
        Some(said) => (said, true),
        None => (Said::machine(error), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let of = |values: [&str; 3]| language_of(values.map(|value| Some(value.into())));
        assert_eq!(of(["", "", "es_ES.UTF-8"]), Language::Es);
        assert_eq!(of(["", "es", "en_GB.UTF-8"]), Language::Es);
        assert_eq!(of(["C", "es_MX", "es_MX"]), Language::En);
        assert_eq!(of(["es-AR", "en", "en"]), Language::Es);
        assert_eq!(of(["", "", "est_EE.UTF-8"]), Language::En);
        assert_eq!(language_of([None, None, None]), Language::En);
    }

    #[test]
    fn what_was_attempted_stands_before_what_is_wrong() {
        let missing: io::Error = io::ErrorKind::NotFound.into();
        let attempted: anyhow::Result<()> =
            Err(missing).attempted(|| Said::new("no se pudo abrir a.csv", "could not open a.csv"));
        let error = attempted.unwrap_err();
        assert_eq!(words(&error, Language::Es), "no se pudo abrir a.csv: no existe");
        assert_eq!(words(&error, Language::En), "could not open a.csv: entity not found");
        let error = anyhow::Error::from(RuntimeError::Busy);
        assert!(words(&error, Language::Es).starts_with("hay demasiado esperando"));
    }
}
