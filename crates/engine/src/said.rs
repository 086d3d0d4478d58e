//! A sentence for a person, in Spanish and in English.
//!
//! What goes wrong is said where it is known, in both languages; which of them somebody reads is
//! decided at the edge: a page, an answer of the API, a terminal. Sentences begin with a small
//! letter and end without a full stop, so that one can stand within another.

use std::fmt;
use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

use crate::agreement::Language;
use crate::agreement::diagnostic::Diagnostic;

/// A sentence in Spanish and in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// The same said twice.
    pub fn new(es: impl Into<String>, en: impl Into<String>) -> Said {
        Said { es: es.into(), en: en.into() }
    }

    /// What only a machine said, which it says in one language.
    pub fn machine(words: impl fmt::Display) -> Said {
        Said::new(words.to_string(), words.to_string())
    }

    /// What the system says of a file or an address.
    #[must_use]
    pub fn system(kind: ErrorKind) -> Said {
        let es = match kind {
            ErrorKind::NotFound => "no existe",
            ErrorKind::PermissionDenied => "falta el permiso del sistema",
            ErrorKind::AlreadyExists => "ya existe",
            ErrorKind::IsADirectory => "es una carpeta",
            ErrorKind::NotADirectory => "no es una carpeta",
            ErrorKind::DirectoryNotEmpty => "la carpeta no está vacía",
            ErrorKind::StorageFull => "no queda sitio en el disco",
            ErrorKind::ReadOnlyFilesystem => "el disco es de solo lectura",
            ErrorKind::AddrInUse => "la dirección está ocupada",
            ErrorKind::AddrNotAvailable => "la dirección no es de esta máquina",
            ErrorKind::ConnectionRefused => "nadie responde",
            ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof => "se cortó antes de acabar",
            ErrorKind::InvalidData => "no es texto UTF-8",
            other => return Said::machine(other),
        };
        Said::new(es, kind.to_string())
    }

    /// Several sentences as one.
    #[must_use]
    pub fn all(sentences: &[Said]) -> Said {
        let joined = |language| {
            let words: Vec<&str> = sentences.iter().map(|said| said.by(language)).collect();
            words.join("; ")
        };
        Said::new(joined(Language::Es), joined(Language::En))
    }

    /// The one that a reader of a language reads.
    #[must_use]
    pub fn by(&self, language: Language) -> &str {
        match language {
            Language::Es => &self.es,
            Language::En => &self.en,
        }
    }

    /// The one that a reader reads, standing alone: with a capital and a full stop.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let words = self.by(language);
        let mut letters = words.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let mut sentence: String = first.chain(letters).collect();
        if !sentence.ends_with(['.', '!', '?', '…']) {
            sentence.push('.');
        }
        sentence
    }
}

/// For logs, which are in English.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for Said {}

impl From<&Diagnostic> for Said {
    fn from(problem: &Diagnostic) -> Said {
        match problem.place {
            None => Said::new(&*problem.es, &*problem.en),
            Some(place) => Said::new(
                format!("línea {}, columna {}: {}", place.line, place.column, problem.es),
                format!("line {}, column {}: {}", place.line, place.column, problem.en),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_alone_has_a_capital_and_one_full_stop() {
        let said = Said::new("útil hoy", "«A» is no use.");
        assert_eq!(said.sentence(Language::Es), "Útil hoy.");
        assert_eq!(said.sentence(Language::En), "«A» is no use.");
        assert_eq!(said.to_string(), "«A» is no use.");
        let both = Said::all(&[Said::new("uno", "one"), Said::new("dos", "two")]);
        assert_eq!((both.by(Language::Es), both.by(Language::En)), ("uno; dos", "one; two"));
    }
}
