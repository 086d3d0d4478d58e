//! Which piece of what came made which part of an event: what came is read again without each of
//! its pieces, by the very reader that read it, and what is otherwise then was that piece's doing
//! (decision 33). No reader keeps a record of its own that could say something else.

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact};
use engine::text::fold;
use engine::time::Timestamp;
use serde_json::Value as Json;

/// Pieces of what came that are looked at; each is one reading.
const PIECES_MAX: usize = 80;
/// Bytes that are read for one event in all, each reading as much as came.
const READ_BYTES_MAX: usize = 4 << 20;
/// How deep a piece may lie.
const DEPTH_MAX: usize = 12;
/// The shortest text by which something that is in what came twice is found again, in characters.
const SAME_CHARS_MIN: usize = 3;

/// A part of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// What happened.
    Name,
    /// When it happened.
    At,
    /// By what somebody is known: `user_id`, `anonymous_id` or `previous_id`.
    Key(&'static str),
    /// A property of the event.
    Property(String),
    /// What it says of the person or their company.
    Fact(Whose, String),
    /// Consent to a purpose.
    Consent(String),
}

impl Part {
    /// Whether it only says which pieces there were.
    fn is_of_all(&self) -> bool {
        matches!(self, Part::Property(id) if id == "fields")
    }
}

/// What something was read as.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Becomes {
    /// What happened, with its properties; nothing where it only says who somebody is.
    pub(crate) act: Option<Act>,
    /// When, where it says so.
    pub(crate) at: Option<Timestamp>,
    /// By what they are known.
    pub(crate) keys: Vec<(&'static str, String)>,
    /// What it says of them.
    pub(crate) facts: Vec<Fact>,
    /// What they allow and refuse.
    pub(crate) consents: Vec<(String, bool)>,
}

impl Becomes {
    /// Each of its parts with what it says.
    pub(crate) fn parts(&self) -> BTreeMap<Part, String> {
        let mut parts: BTreeMap<Part, String> = BTreeMap::new();
        if let Some(Act::Happened { name, properties }) = &self.act {
            parts.insert(Part::Name, name.clone());
            for (id, value) in properties {
                parts.insert(Part::Property(id.clone()), value.to_string());
            }
        }
        parts.extend(self.at.map(|at| (Part::At, at.to_string())));
        parts.extend(self.keys.iter().map(|(kind, id)| (Part::Key(kind), id.clone())));
        for fact in &self.facts {
            parts.insert(Part::Fact(fact.of, fact.id.clone()), fact.value.to_string());
        }
        for (purpose, is_given) in &self.consents {
            let said = if *is_given { "yes" } else { "no" };
            parts.insert(Part::Consent(purpose.clone()), said.to_owned());
        }
        parts
    }
}

/// A piece of what came, and the parts that it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands: `properties.plan`, `answers.0.email`.
    pub(crate) place: String,
    /// Its own name: the last of its place that is one.
    pub(crate) name: String,
    /// What it says.
    pub(crate) said: String,
    /// What it made.
    pub(crate) made: BTreeSet<Part>,
}

/// The pieces of what came, in order, each with the parts of `kept` that it made. What cannot be read
/// any more, or has more pieces or bytes than are looked at, and what is read otherwise today than it was, is
/// found by what it says alone.
pub(crate) fn traced(
    came: &Json,
    kept: &BTreeMap<Part, String>,
    read: impl Fn(&Json) -> Option<Becomes>,
) -> Vec<Piece> {
    let mut leaves: Vec<(Vec<Step>, String)> = Vec::new();
    gather(came, &mut Vec::new(), &mut leaves);
    let is_readable =
        leaves.len() <= PIECES_MAX && leaves.len() * came.to_string().len() <= READ_BYTES_MAX;
    let whole = read(came).filter(|_| is_readable);
    let mut parts = whole.map(|whole| whole.parts()).unwrap_or_default();
    // Consents that came with an event are events of their own.
    // Which fields there were is of all of them.
    let is_kept = |part: &Part, value: &String| {
        matches!(part, Part::Consent(_)) || kept.get(part) == Some(value) && !part.is_of_all()
    };
    parts.retain(|part, value| is_kept(part, value));
    let mut pieces: Vec<Piece> = Vec::with_capacity(leaves.len());
    for (path, said) in leaves {
        let mut made: BTreeSet<Part> = BTreeSet::new();
        if !parts.is_empty() {
            let mut without = came.clone();
            remove(&mut without, &path);
            // Without what says who it is, nothing is read at all; what it says tells what it made.
            match read(&without).map(|read| read.parts()) {
                Some(others) => {
                    let is_otherwise =
                        |(part, value): &(&Part, &String)| others.get(part) != Some(*value);
                    made.extend(parts.iter().filter(is_otherwise).map(|(part, _)| part.clone()));
                }
                None => made.extend(saying(&parts, &said, 1)),
            }
        }
        pieces.push(piece(&path, said, made));
    }
    // What two pieces say is there without either of them.
    let made: BTreeSet<Part> = pieces.iter().flat_map(|piece| piece.made.clone()).collect();
    for piece in &mut pieces {
        let same = saying(kept, &piece.said, SAME_CHARS_MIN).into_iter();
        piece.made.extend(same.filter(|part| !made.contains(part)));
    }
    pieces
}

/// The parts that say what a piece says, where that is so many characters at least.
fn saying(parts: &BTreeMap<Part, String>, said: &str, chars_min: usize) -> BTreeSet<Part> {
    let said = fold(said.trim());
    if said.chars().count() < chars_min {
        return BTreeSet::new();
    }
    let digits = digits_of(&said);
    let is_same = |value: &str| {
        let value = fold(value);
        let is_number = digits.len() >= 6 && digits_of(&value).ends_with(&digits);
        value == said || is_number
    };
    let same = parts.iter().filter(|(_, value)| is_same(value));
    same.map(|(part, _)| part.clone()).collect()
}

/// The digits of what holds nothing else but the marks of a telephone.
fn digits_of(text: &str) -> String {
    let is_of_number =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.');
    match text.chars().all(is_of_number) {
        true => text.chars().filter(char::is_ascii_digit).collect(),
        false => String::new(),
    }
}

/// A step down into what came.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

fn gather(json: &Json, path: &mut Vec<Step>, leaves: &mut Vec<(Vec<Step>, String)>) {
    if leaves.len() > PIECES_MAX || path.len() > DEPTH_MAX {
        return;
    }
    let is_plain = |value: &Json| !value.is_object() && !value.is_array();
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                path.push(Step::Key(key.clone()));
                gather(value, path, leaves);
                path.pop();
            }
        }
        Json::Array(values) if !values.iter().all(is_plain) => {
            for (index, value) in values.iter().enumerate() {
                path.push(Step::Index(index));
                gather(value, path, leaves);
                path.pop();
            }
        }
        Json::Array(values) => {
            let said: Vec<String> = values.iter().map(plain).collect();
            leaves.push((path.clone(), said.join(", ")));
        }
        value => leaves.push((path.clone(), plain(value))),
    }
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// Takes a piece out; of a list nothing stays in its place, so that the others keep theirs.
fn remove(json: &mut Json, path: &[Step]) {
    match (path, json) {
        ([Step::Key(key)], Json::Object(entries)) => {
            entries.remove(key);
        }
        ([Step::Index(index)], Json::Array(values)) => {
            if let Some(value) = values.get_mut(*index) {
                *value = Json::Null;
            }
        }
        ([Step::Key(key), rest @ ..], Json::Object(entries)) => {
            if let Some(value) = entries.get_mut(key) {
                remove(value, rest);
            }
        }
        ([Step::Index(index), rest @ ..], Json::Array(values)) => {
            if let Some(value) = values.get_mut(*index) {
                remove(value, rest);
            }
        }
        _ => {}
    }
}

fn piece(path: &[Step], said: String, made: BTreeSet<Part>) -> Piece {
    let written = |step: &Step| match step {
        Step::Key(key) => key.clone(),
        Step::Index(index) => index.to_string(),
    };
    let name = path.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    });
    Piece {
        place: path.iter().map(written).collect::<Vec<String>>().join("."),
        name: name.unwrap_or_default(),
        said,
        made,
    }
}

#[cfg(test)]
mod tests {
    use engine::event::Origin;
    use engine::value::Value;
    use serde_json::json;

    use super::*;

    /// A reader that joins two names, gives the city another name, and reads nothing of nobody.
    fn read(json: &Json) -> Option<Becomes> {
        let text = |id: &str| json.get(id).and_then(Json::as_str);
        let email = text("mail").or_else(|| json.pointer("/again/mail").and_then(Json::as_str))?;
        let fact = |id: &str, value: String| Fact {
            of: Whose::Person,
            id: id.to_owned(),
            value: Value::Text(value),
            origin: Origin::Said,
        };
        let mut facts = vec![fact("email", email.to_lowercase())];
        facts.extend(text("town").map(|town| fact("city", town.to_owned())));
        if let (Some(first), Some(last)) = (text("first"), text("last")) {
            facts.push(fact("name", format!("{first} {last}")));
        }
        Some(Becomes { facts, ..Becomes::default() })
    }

    fn made(came: &Json, place: &str) -> Vec<String> {
        let kept = read(came).unwrap().parts();
        let pieces = traced(came, &kept, read);
        let piece = pieces.iter().find(|piece| piece.place == place).unwrap();
        let ids = piece.made.iter().map(|part| match part {
            Part::Fact(_, id) => id.clone(),
            other => format!("{other:?}"),
        });
        ids.collect()
    }

    #[test]
    fn each_part_is_of_the_pieces_without_which_it_would_be_otherwise() {
        let came = json!({ "mail": "Ana@acme.es", "first": "Ana", "last": "Ruiz", "town": "Lugo",
                           "other": { "list": ["a", "b"] } });
        assert_eq!(made(&came, "first"), ["name"]);
        assert_eq!(made(&came, "last"), ["name"]);
        assert_eq!(made(&came, "town"), ["city"]);
        assert_eq!(made(&came, "other.list"), [""; 0]);
        // Without it nothing is read.
        assert_eq!(made(&came, "mail"), ["email"]);
    }

    #[test]
    fn what_is_said_twice_is_of_both() {
        let came = json!({ "mail": "ana@acme.es", "again": { "mail": "ana@acme.es" } });
        assert_eq!(made(&came, "mail"), ["email"]);
        assert_eq!(made(&came, "again.mail"), ["email"]);
    }

    #[test]
    fn a_number_is_found_again_whichever_way_it_is_written() {
        let parts = BTreeMap::from([(Part::Key("user_id"), "+34612345678".to_owned())]);
        assert_eq!(saying(&parts, "612 345 678", 3).len(), 1);
        assert_eq!(saying(&parts, "78", 3).len(), 0);
        assert_eq!(saying(&parts, "otro 612345678", 3).len(), 0);
    }

    #[test]
    fn what_has_more_pieces_than_are_looked_at_is_found_by_what_it_says() {
        let many: serde_json::Map<String, Json> =
            (0..PIECES_MAX + 1).map(|n| (format!("f{n}"), json!("x"))).collect();
        let mut came = Json::Object(many);
        came["mail"] = json!("ana@acme.es");
        came["town"] = json!("Lugo");
        let kept = read(&came).unwrap().parts();
        let pieces = traced(&came, &kept, read);
        assert!(pieces.len() > PIECES_MAX);
        let found: Vec<&Piece> = pieces.iter().filter(|piece| !piece.made.is_empty()).collect();
        assert!(found.len() <= 2, "{found:?}");
    }

    #[test]
    fn what_is_too_large_to_be_read_for_each_of_its_pieces_is_found_by_what_it_says() {
        let readings = std::cell::Cell::new(0);
        let counted = |json: &Json| {
            readings.set(readings.get() + 1);
            read(json)
        };
        let mut came =
            json!({ "mail": "ana@acme.es", "town": "Lugo", "notes": "x".repeat(1 << 20) });
        let kept = read(&came).unwrap().parts();
        let made = |pieces: Vec<Piece>| pieces.iter().map(|piece| piece.made.len()).sum::<usize>();
        assert_eq!((made(traced(&came, &kept, counted)), readings.replace(0)), (2, 4));
        for n in 0..4 {
            came[format!("f{n}")] = json!("y");
        }
        assert_eq!((made(traced(&came, &kept, counted)), readings.get()), (2, 1));
    }

    #[test]
    fn what_is_read_otherwise_today_is_found_by_what_it_says() {
        let came = json!({ "mail": "ana@acme.es", "town": "Lugo", "place": "Vigo" });
        let was = json!({ "mail": "ana@acme.es", "town": "Vigo" });
        let kept = read(&was).unwrap().parts();
        let pieces = traced(&came, &kept, read);
        let made =
            |place: &str| pieces.iter().find(|piece| piece.place == place).unwrap().made.len();
        assert_eq!((made("place"), made("town")), (1, 0));
    }
}
