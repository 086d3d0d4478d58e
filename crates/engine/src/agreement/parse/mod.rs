//! From the text of an agreement to a document and everything that is wrong with it.

mod reading;
mod names;
mod scalars;
mod operators;
mod conditions;
mod scores;
mod funnel;
mod handing;
mod promises;
mod teams;
mod top;

pub(in crate::agreement) use handing::WEEKDAYS;

use std::collections::BTreeMap;

use super::Document;
use super::diagnostic::{Diagnostic, Place};
use super::yaml;

/// Where each part of a document stands in its text, by path.
pub type Places = BTreeMap<String, Place>;

/// Reads a text. Never fails: what cannot be read is left out and reported, all of it at once, and
/// the rest still loads in the editor.
#[must_use]
pub fn parse(text: &str) -> (Document, Vec<Diagnostic>) {
    let (document, diagnostics, _) = parse_with_places(text);
    (document, diagnostics)
}

/// Reads a text and says where each part stands, for those who check its meaning.
#[must_use]
pub fn parse_with_places(text: &str) -> (Document, Vec<Diagnostic>, Places) {
    match yaml::tree(text) {
        Ok((root, problems)) => {
            let reading = reading::Reading::new(problems);
            let document = top::document(&reading.root(&root));
            let (diagnostics, places) = reading.finish(&document);
            (document, diagnostics, places)
        }
        Err(problem) => (top::empty(), vec![*problem], Places::new()),
    }
}

#[cfg(test)]
mod tests;
