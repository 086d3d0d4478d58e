//! Reading nodes as what a part of an agreement expects, noting what is wrong on the way.

use std::cell::RefCell;

use super::Places;
use super::names::{self, Name, Named};
use crate::agreement::diagnostic::{Diagnostic, Place, Severity, nearest};
use crate::agreement::yaml::{Kind, Node};
use crate::agreement::{Document, meaning};

/// What was noted so far.
pub(super) struct Reading {
    diagnostics: RefCell<Vec<Diagnostic>>,
    places: RefCell<Places>,
    /// What has a name, and what is named.
    defined: RefCell<Vec<Name>>,
    used: RefCell<Vec<Name>>,
}

/// A node, and which part of the agreement it is.
#[derive(Clone)]
pub(super) struct At<'a> {
    reading: &'a Reading,
    node: &'a Node,
    path: String,
}

/// The entries of a map whose keys are all known.
pub(super) struct Fields<'a> {
    at: At<'a>,
    entries: Vec<(&'a str, At<'a>)>,
}

impl Reading {
    pub(super) fn new(problems: Vec<Diagnostic>) -> Reading {
        Reading {
            diagnostics: RefCell::new(problems),
            places: RefCell::default(),
            defined: RefCell::default(),
            used: RefCell::default(),
        }
    }

    pub(super) fn root<'a>(&'a self, node: &'a Node) -> At<'a> {
        At { reading: self, node, path: String::new() }
    }

    /// Has what stands under one path stand under another, in place of what stood there.
    fn move_places(&self, from: &str, to: &str) {
        let mut places = self.places.borrow_mut();
        let mut taken = |under: &str| -> Vec<(String, Place)> {
            let all = places.range(under.to_owned()..);
            let paths: Vec<String> = all
                .map(|(path, _)| path.clone())
                .take_while(|path| path.starts_with(under))
                .collect();
            paths.into_iter().filter_map(|path| places.remove_entry(&path)).collect()
        };
        taken(to);
        let moved = taken(from)
            .into_iter()
            .filter_map(|(path, place)| Some((format!("{to}{}", path.strip_prefix(from)?), place)));
        let moved: Vec<(String, Place)> = moved.collect();
        places.extend(moved);
    }

    /// The problems in the order of the text, and the places.
    pub(super) fn finish(self, document: &Document) -> (Vec<Diagnostic>, Places) {
        let mut diagnostics = self.diagnostics.into_inner();
        let defined = self.defined.into_inner();
        diagnostics.extend(names::missing(&defined, self.used.into_inner()));
        let places = self.places.into_inner();
        diagnostics.extend(meaning::problems(document, &places));
        diagnostics.sort_by_key(|diagnostic| diagnostic.place);
        (diagnostics, places)
    }
}

impl<'a> At<'a> {
    fn child(&self, node: &'a Node, step: &str) -> At<'a> {
        let path = match (self.path.is_empty(), step.starts_with('[')) {
            (true, _) => step.to_owned(),
            (false, true) => format!("{}{step}", self.path),
            (false, false) => format!("{}.{step}", self.path),
        };
        self.reading.places.borrow_mut().insert(path.clone(), node.place);
        At { reading: self.reading, node, path }
    }

    /// Notes what is named so here; whether nothing of its kind was before.
    pub(super) fn define(&self, of: Named, word: &str) -> bool {
        let mut defined = self.reading.defined.borrow_mut();
        let is_new = !defined.iter().any(|one| one.of == of && one.word == word);
        defined.push(self.name(of, word));
        is_new
    }

    /// Notes that something is named here.
    pub(super) fn refer(&self, of: Named, word: &str) {
        self.reading.used.borrow_mut().push(self.name(of, word));
    }

    fn name(&self, of: Named, word: &str) -> Name {
        Name { of, word: word.to_owned(), place: self.node.place, path: self.path.clone() }
    }

    /// Notes an error here.
    pub(super) fn error(&self, code: &'static str, es: String, en: String) {
        self.error_at(self.node.place, code, es, en);
    }

    fn error_at(&self, place: Place, code: &'static str, es: String, en: String) {
        self.reading.diagnostics.borrow_mut().push(Diagnostic {
            code,
            severity: Severity::Error,
            path: self.path.clone(),
            place: Some(place),
            es,
            en,
        });
    }

    /// Notes that something else stands here than what would be accepted.
    pub(super) fn expected(&self, es: &str, en: &str) {
        let (found_es, found_en) = self.shown();
        self.error(
            "expected",
            format!("{found_es} no sirve aquí; se espera {es}"),
            format!("{found_en} does not fit here; {en} is expected"),
        );
    }

    fn shown(&self) -> (String, String) {
        match &self.node.kind {
            Kind::Nothing => ("un hueco".to_owned(), "nothing".to_owned()),
            Kind::Scalar { text, .. } => (format!("«{text}»"), format!("«{text}»")),
            Kind::List(_) => ("una lista".to_owned(), "a list".to_owned()),
            Kind::Map(_) => ("un grupo de campos".to_owned(), "a group of fields".to_owned()),
        }
    }

    /// Whether nothing stands here.
    pub(super) fn is_nothing(&self) -> bool {
        self.node.kind == Kind::Nothing
    }

    pub(super) fn is_map(&self) -> bool {
        matches!(self.node.kind, Kind::Map(_))
    }

    pub(super) fn is_list(&self) -> bool {
        matches!(self.node.kind, Kind::List(_))
    }

    /// The scalar's text, and whether it stands without quotes.
    pub(super) fn scalar(&self) -> Option<(&'a str, bool)> {
        match &self.node.kind {
            Kind::Scalar { text, is_plain } => Some((text, *is_plain)),
            Kind::Nothing | Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// A text.
    pub(super) fn text(&self) -> Option<String> {
        match self.scalar() {
            Some((text, _)) if !text.trim().is_empty() => Some(text.to_owned()),
            _ => {
                self.expected("un texto", "a text");
                None
            }
        }
    }

    /// A stable name: letters of ASCII, digits, `_`, `-` and `.`.
    pub(super) fn id(&self) -> Option<String> {
        let text = self.text()?;
        let is_id = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if !is_id {
            self.expected(
                "un nombre para máquinas: letras sin acento, cifras, «_», «-» o «.»",
                "a name for machines: letters without accents, digits, «_», «-» or «.»",
            );
            return None;
        }
        Some(text)
    }

    /// One of the known words.
    pub(super) fn one_of<T: Copy>(&self, known: &[(&'static str, T)]) -> Option<T> {
        let word = self.scalar().map(|(text, _)| text);
        if let Some((_, value)) = known.iter().find(|(name, _)| Some(*name) == word) {
            return Some(*value);
        }
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let (es, en) = (alternatives(&names, "o"), alternatives(&names, "or"));
        let meant = word.and_then(|word| nearest(word, names.iter().copied()));
        match meant {
            Some(meant) => self.expected(
                &format!("{es} (¿querías decir «{meant}»?)"),
                &format!("{en} (did you mean «{meant}»?)"),
            ),
            None => self.expected(&es, &en),
        }
        None
    }

    /// The items of a list; one item may stand alone.
    pub(super) fn items(&self) -> Vec<At<'a>> {
        match &self.node.kind {
            Kind::List(items) => {
                let steps = items.iter().enumerate();
                steps.map(|(index, node)| self.child(node, &format!("[{index}]"))).collect()
            }
            Kind::Nothing => Vec::new(),
            Kind::Scalar { .. } | Kind::Map(_) => vec![self.clone()],
        }
    }

    /// What `read` makes of each item; what it cannot read is left out, and what stands behind
    /// has the place that it has in the document.
    pub(super) fn list<T>(&self, read: impl Fn(&At<'a>) -> Option<T>) -> Vec<T> {
        let mut kept: Vec<T> = Vec::new();
        for (index, item) in self.items().iter().enumerate() {
            let Some(part) = read(item) else { continue };
            if kept.len() < index {
                self.reading.move_places(&item.path, &format!("{}[{}]", self.path, kept.len()));
            }
            kept.push(part);
        }
        kept
    }

    /// The entries of a map with any keys.
    pub(super) fn entries(&self) -> Vec<(&'a str, At<'a>)> {
        match &self.node.kind {
            Kind::Map(entries) => {
                let entries = entries.iter();
                entries
                    .map(|(key, node)| (key.text.as_str(), self.child(node, &key.text)))
                    .collect()
            }
            Kind::Nothing => Vec::new(),
            Kind::Scalar { .. } | Kind::List(_) => {
                self.expected("un grupo de campos", "a group of fields");
                Vec::new()
            }
        }
    }

    /// The entries of a map, noting each key that is not known.
    pub(super) fn fields(&self, known: &[&str]) -> Option<Fields<'a>> {
        let Kind::Map(entries) = &self.node.kind else {
            self.expected("un grupo de campos", "a group of fields");
            return None;
        };
        let mut found: Vec<(&'a str, At<'a>)> = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            if known.contains(&key.text.as_str()) {
                found.push((key.text.as_str(), self.child(node, &key.text)));
                continue;
            }
            let (mut es, mut en) = (
                format!("aquí no hay ningún campo «{}»", key.text),
                format!("there is no field «{}» here", key.text),
            );
            match nearest(&key.text, known.iter().copied()) {
                Some(meant) => {
                    es.push_str(&format!("; ¿querías decir «{meant}»?"));
                    en.push_str(&format!("; did you mean «{meant}»?"));
                }
                None => {
                    es.push_str(&format!("; se acepta {}", alternatives(known, "o")));
                    en.push_str(&format!("; {} is accepted", alternatives(known, "or")));
                }
            }
            self.error_at(key.place, "unknown_field", es, en);
        }
        Some(Fields { at: self.clone(), entries: found })
    }
}

impl<'a> Fields<'a> {
    /// The node that the fields are of.
    pub(super) fn at(&self) -> &At<'a> {
        &self.at
    }

    /// A field that is there; one left empty counts as not there.
    pub(super) fn get(&self, name: &str) -> Option<&At<'a>> {
        let found = self.entries.iter().find(|(key, _)| *key == name).map(|(_, at)| at);
        found.filter(|at| !at.is_nothing())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Nothing where several of these are there: only one would be heard. `instead` ends the
    /// sentence with what to write, in Spanish and English.
    pub(super) fn at_most_one(&self, names: &[&str], instead: (&str, &str)) -> Option<()> {
        let there: Vec<&str> = names.iter().copied().filter(|name| self.has(name)).collect();
        if there.len() < 2 {
            return Some(());
        }
        let (es, en) = instead;
        self.at.error(
            "excluded_field",
            format!("{} se excluyen; {es}", alternatives(&there, "y")),
            format!("{} exclude each other; {en}", alternatives(&there, "and")),
        );
        None
    }

    /// What `read` makes of a field that may be left out.
    pub(super) fn opt<T>(&self, name: &str, read: impl Fn(&At<'a>) -> Option<T>) -> Option<T> {
        self.get(name).and_then(read)
    }

    /// What `read` makes of a field that must be there.
    pub(super) fn need<T>(&self, name: &str, read: impl Fn(&At<'a>) -> Option<T>) -> Option<T> {
        let Some(at) = self.get(name) else {
            self.at.error(
                "missing_field",
                format!("falta «{name}»"),
                format!("«{name}» is missing"),
            );
            return None;
        };
        read(at)
    }

    /// What `read` makes of each item of a field, no two of which may have the same `id`.
    pub(super) fn all_by_id<T>(&self, name: &str, read: impl Fn(&At<'a>) -> Option<T>) -> Vec<T> {
        names::apart_by_id(&self.get(name).map(At::items).unwrap_or_default());
        self.all(name, read)
    }

    /// What `read` makes of each item of a field; none where it is left out.
    pub(super) fn all<T>(&self, name: &str, read: impl Fn(&At<'a>) -> Option<T>) -> Vec<T> {
        self.get(name).map(|at| at.list(read)).unwrap_or_default()
    }
}

/// `«a», «b» o «c»`.
fn alternatives(names: &[&str], or: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("«{name}»")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {or} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
