//! What an agreement means, beyond what it says: what cannot be meant is an error, what is
//! probably not meant a warning.

mod circles;
mod dead;
mod errors;
mod reach;
mod walk;
mod warnings;

use super::Document;
use super::diagnostic::{Diagnostic, Severity};
use super::parse::Places;

/// Everything that is wrong with the meaning of a document, with its places in the text.
pub(super) fn problems(document: &Document, places: &Places) -> Vec<Diagnostic> {
    let mut found = Found { places, diagnostics: Vec::new() };
    circles::look(document, &mut found);
    errors::look(document, &mut found);
    warnings::look(document, &mut found);
    dead::look(document, &mut found);
    found.diagnostics
}

/// The first fit rule whose points would depend on a score: it could never be worked out.
pub(super) fn circular_fit_rule(document: &Document) -> Option<&str> {
    walk::lines(document).find_map(|(_, line)| {
        let rules = line.fit.rules.iter();
        let circular = rules.filter(|rule| !errors::stray(document, &rule.when).is_empty());
        circular.map(|rule| rule.id.as_str()).next()
    })
}

/// The first persona or segment that cannot be judged, since it leads back to itself or names
/// others without end.
pub(super) fn circular(document: &Document) -> Option<String> {
    circles::first(document).map(str::to_owned).or_else(|| circles::endless(document))
}

/// What was found so far.
struct Found<'a> {
    places: &'a Places,
    diagnostics: Vec<Diagnostic>,
}

impl Found<'_> {
    fn error(&mut self, code: &'static str, path: &str, es: String, en: String) {
        self.add(Severity::Error, code, path, es, en);
    }

    /// Where something cannot be meant, nothing is said of what may not be.
    fn warning(&mut self, code: &'static str, path: &str, es: String, en: String) {
        if !self.diagnostics.iter().any(|one| one.path == path) {
            self.add(Severity::Warning, code, path, es, en);
        }
    }

    fn add(&mut self, severity: Severity, code: &'static str, path: &str, es: String, en: String) {
        let place = self.places.get(path).copied();
        let path = path.to_owned();
        self.diagnostics.push(Diagnostic { code, severity, path, place, es, en });
    }
}

#[cfg(test)]
mod tests;
