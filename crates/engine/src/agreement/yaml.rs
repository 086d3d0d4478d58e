//! The text of an agreement as a tree of nodes that know their place.
//!
//! Scalars stay text: what a part of an agreement expects decides what a scalar means, so `NO` is
//! a country and never a boolean, and a number never passes through a float.

use std::collections::BTreeSet;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use super::diagnostic::{Diagnostic, Place, Severity};

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: an empty value or a plain `~` or `null`.
    Nothing,
    /// A text; `is_plain` where it stands without quotes.
    Scalar {
        /// The text, unquoted.
        text: String,
        /// Whether it stands without quotes.
        is_plain: bool,
    },
    /// Items in order.
    List(Vec<Node>),
    /// Entries in order; keys are unique.
    Map(Vec<(Key, Node)>),
}

/// The key of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// The longest text that is read, in bytes.
pub const TEXT_BYTES_MAX: usize = 1 << 20;
/// The deepest that parts may stand in one another.
pub const DEPTH_MAX: usize = 64;
/// The most parts that a text may have.
pub const NODES_MAX: usize = 100_000;

/// Reads a text; duplicate keys are reported, and the rest is read all the same.
///
/// # Errors
///
/// The text is not YAML, or is larger, deeper or cleverer (aliases) than an agreement is.
pub fn tree(text: &str) -> Result<(Node, Vec<Diagnostic>), Box<Diagnostic>> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(problem(
            "too_large",
            None,
            format!("el texto tiene más de {TEXT_BYTES_MAX} bytes; ningún acuerdo es tan largo"),
            format!("the text has more than {TEXT_BYTES_MAX} bytes; no agreement is that long"),
        ));
    }
    let mut builder =
        Builder { events: Parser::new_from_str(text), nodes: 0, problems: Vec::new() };
    let root = builder.document()?;
    Ok((root, builder.problems))
}

struct Builder<'a, I: Iterator<Item = Result<(Event<'a>, YamlSpan), saphyr_parser::ScanError>>> {
    events: I,
    nodes: usize,
    problems: Vec<Diagnostic>,
}

impl<'a, I: Iterator<Item = Result<(Event<'a>, YamlSpan), saphyr_parser::ScanError>>>
    Builder<'a, I>
{
    fn document(&mut self) -> Result<Node, Box<Diagnostic>> {
        let mut root: Option<Node> = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Nothing => {}
                Event::StreamEnd => break,
                event if root.is_none() => root = Some(self.node(event, place(span), 0)?),
                _ => {
                    return Err(problem(
                        "two_documents",
                        Some(place(span)),
                        "aquí empieza un segundo documento; un archivo lleva un solo acuerdo"
                            .to_owned(),
                        "a second document begins here; a file holds one agreement".to_owned(),
                    ));
                }
            }
        }
        let start = Place { line: 1, column: 1, length: 0 };
        Ok(root.unwrap_or(Node { place: start, kind: Kind::Nothing }))
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, YamlSpan)>, Box<Diagnostic>> {
        let Some(event) = self.events.next() else { return Ok(None) };
        event.map(Some).map_err(|error| {
            let marker = error.marker();
            let place = Place { line: marker.line().max(1), column: marker.col() + 1, length: 0 };
            problem(
                "not_yaml",
                Some(place),
                "aquí el texto deja de ser YAML; mira la sangría, los dos puntos y las comillas".to_owned(),
                format!("the text stops being YAML here ({}); look at the indentation, colons and quotes", error.info()),
            )
        })
    }

    fn node(
        &mut self,
        event: Event<'a>,
        place: Place,
        depth: usize,
    ) -> Result<Node, Box<Diagnostic>> {
        self.nodes += 1;
        if depth > DEPTH_MAX || self.nodes > NODES_MAX {
            return Err(problem(
                "too_deep",
                Some(place),
                format!(
                    "hay más de {DEPTH_MAX} niveles o de {NODES_MAX} partes; simplifica el acuerdo"
                ),
                format!(
                    "there are more than {DEPTH_MAX} levels or {NODES_MAX} parts; simplify the agreement"
                ),
            ));
        }
        let kind = match event {
            Event::Scalar(text, style, _, _) => {
                let is_plain = style == ScalarStyle::Plain;
                if is_plain && matches!(&*text, "" | "~" | "null") {
                    Kind::Nothing
                } else {
                    Kind::Scalar { text: text.into_owned(), is_plain }
                }
            }
            Event::SequenceStart(..) => self.list(depth)?,
            Event::MappingStart(..) => self.map(depth)?,
            Event::Alias(_)
            | Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => {
                return Err(problem(
                    "alias",
                    Some(place),
                    "un acuerdo no usa alias de YAML (*nombre): escribe la parte entera".to_owned(),
                    "an agreement uses no YAML aliases (*name): write the part in full".to_owned(),
                ));
            }
        };
        Ok(Node { place, kind })
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Box<Diagnostic>> {
        let mut items: Vec<Node> = Vec::new();
        while let Some((event, span)) = self.next()? {
            if event == Event::SequenceEnd {
                break;
            }
            items.push(self.node(event, place(span), depth + 1)?);
        }
        Ok(Kind::List(items))
    }

    fn map(&mut self, depth: usize) -> Result<Kind, Box<Diagnostic>> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        while let Some((event, span)) = self.next()? {
            if event == Event::MappingEnd {
                break;
            }
            let key_place = place(span);
            let Event::Scalar(text, ..) = event else {
                return Err(problem(
                    "key",
                    Some(key_place),
                    "aquí va un nombre seguido de dos puntos, no una lista".to_owned(),
                    "a name followed by a colon goes here, not a list".to_owned(),
                ));
            };
            let key = Key { text: text.into_owned(), place: key_place };
            let Some((event, span)) = self.next()? else { break };
            let value = self.node(event, place(span), depth + 1)?;
            if seen.insert(key.text.clone()) {
                entries.push((key, value));
            } else {
                self.problems.push(*problem(
                    "key_twice",
                    Some(key.place),
                    format!("«{}» está dos veces; vale la primera, borra una", key.text),
                    format!("«{}» stands twice; the first counts, delete one", key.text),
                ));
            }
        }
        Ok(Kind::Map(entries))
    }
}

fn place(span: YamlSpan) -> Place {
    let is_one_line = span.start.line() == span.end.line();
    let length = if is_one_line { span.end.col().saturating_sub(span.start.col()) } else { 0 };
    Place { line: span.start.line().max(1), column: span.start.col() + 1, length }
}

fn problem(code: &'static str, place: Option<Place>, es: String, en: String) -> Box<Diagnostic> {
    Box::new(Diagnostic { code, severity: Severity::Error, path: String::new(), place, es, en })
}
