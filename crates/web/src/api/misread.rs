//! What is wrong with a call that cannot be read, in words for whoever wrote it.
//!
//! What reads a body or a query says it in English, for people who write Rust: here it becomes the
//! place, what stands there, and what would be accepted. What is in nobody's words leads to the
//! description of the API.

use std::borrow::Cow;

use engine::said::Said;
use serde_path_to_error::{Path, Segment};

use super::moment::MOMENT;
use super::problem::Problem;

/// Characters of a value that are said back.
const VALUE_MAX: usize = 80;

/// What of a body cannot be used, by what reading it gave.
pub(super) fn misread(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let (words, pointer) = (in_json(error.inner()), pointer(error.path()));
    // A name is called by itself, whether or not what reads it counts it as part of the place.
    let pointer = match unknown(&words) {
        Some(name) if !pointer.ends_with(&format!("/{}", escaped(name))) => {
            format!("{pointer}/{}", escaped(name))
        }
        _ => pointer,
    };
    Problem::field(pointer, detail(&words))
}

/// What of a query cannot be used, by what reading it gave.
pub(super) fn misasked(error: &serde_path_to_error::Error<serde_html_form::de::Error>) -> Problem {
    let words = error.inner().to_string();
    // A parameter that came twice is read as a list, of which none is taken.
    let is_list = words == "unsupported value";
    let detail = if is_list { often() } else { detail(&words) };
    let of_path = error.path().iter().find_map(|segment| match segment {
        Segment::Map { key } => Some(key.clone()),
        _ => None,
    });
    match unknown(&words).map(str::to_owned).or(of_path) {
        Some(name) => Problem::Parameter { name: name.into(), detail },
        None => Problem::Query(detail),
    }
}

/// What is wrong with JSON in a parameter.
pub(super) fn misread_parameter(
    name: &'static str,
    error: &serde_path_to_error::Error<serde_json::Error>,
) -> Problem {
    let name = Cow::Borrowed(name);
    if !error.inner().is_data() {
        return Problem::Parameter { name, detail: no_json(error.inner()) };
    }
    let said = detail(&in_json(error.inner()));
    let detail = match pointer(error.path()).as_str() {
        "" => said,
        pointer => Said::new(format!("{pointer}: {}", said.es), format!("{pointer}: {}", said.en)),
    };
    Problem::Parameter { name, detail }
}

/// Where a text is JSON no more.
pub(super) fn no_json(error: &serde_json::Error) -> Said {
    let (line, column) = (error.line(), error.column());
    Said::new(
        format!("deja de ser JSON en la línea {line}, columna {column}"),
        format!("it is JSON no more at line {line}, column {column}"),
    )
}

/// The words of what reads JSON, without where it was.
fn in_json(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).unwrap_or(&words).to_owned()
}

/// A place as a JSON pointer (RFC 6901).
fn pointer(path: &Path) -> String {
    let segments = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(format!("/{index}")),
        Segment::Map { key } => Some(format!("/{}", escaped(key))),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    segments.collect()
}

/// What is wrong, by the words of what reads it.
fn detail(words: &str) -> Said {
    let known = of_name(words).or_else(|| of_kind(words)).or_else(|| of_digits(words));
    known.unwrap_or_else(|| {
        Said::new(
            "no es lo que lleva esta llamada; /api/v1/openapi.json dice qué es",
            "it is not what this call takes; /api/v1/openapi.json says what is",
        )
    })
}

/// A parameter that came more than once.
fn often() -> Said {
    Said::new("viene varias veces; hay que dejar una", "it came several times; leave one")
}

/// What is wrong with a list where an object is sent.
pub(super) fn a_list() -> Said {
    Said::new("una lista donde hace falta un objeto", "a list where an object is needed")
}

/// The name that is no field.
fn unknown(words: &str) -> Option<&str> {
    words.strip_prefix("unknown field `")?.split('`').next()
}

/// What is wrong with a name in a call: it is none of them, it is missing, or it came twice.
fn of_name(words: &str) -> Option<Said> {
    let mut quoted = words.split('`').skip(1).step_by(2);
    let name = quoted.next()?;
    if words.starts_with("missing field") {
        return Some(Said::new(format!("falta «{name}»"), format!("«{name}» is missing")));
    }
    if words.starts_with("duplicate field") {
        return Some(Said::new(
            format!("«{name}» viene dos veces; hay que dejar una"),
            format!("«{name}» came twice; leave one"),
        ));
    }
    if !words.starts_with("unknown field") {
        return None;
    }
    let known = quoted.collect::<Vec<_>>().join(", ");
    Some(match known.as_str() {
        "" => Said::new(
            format!("«{name}» no es un campo de esta llamada, que no lleva ninguno"),
            format!("«{name}» is no field of this call, which takes none"),
        ),
        known => Said::new(
            format!("«{name}» no es un campo de esta llamada; los hay: {known}"),
            format!("«{name}» is no field of this call; there are {known}"),
        ),
    })
}

/// A name as a JSON pointer writes it (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// What is wrong with a value: it is of another kind, or of none that is taken.
fn of_kind(words: &str) -> Option<Said> {
    let (came, wanted) = words.rsplit_once(", expected ")?;
    let wanted = kind(wanted)?;
    if let Some(value) = came.strip_prefix("invalid value: ") {
        let value = value.split_once(' ').map_or(value, |(_, value)| value);
        let value: String = value.trim_matches(['"', '`']).chars().take(VALUE_MAX).collect();
        return Some(Said::new(
            format!("«{value}» no vale; hace falta {}", wanted.0),
            format!("«{value}» is no use; {} is needed", wanted.1),
        ));
    }
    // A list that has not as many values as an object has fields.
    let came = match came.strip_prefix("invalid type: ") {
        Some(came) => kind(came)?,
        None if came.starts_with("invalid length ") => kind("sequence")?,
        None => return None,
    };
    Some(Said::new(
        format!("{} donde hace falta {}", came.0, wanted.0),
        format!("{} where {} is needed", came.1, wanted.1),
    ))
}

/// What is wrong with the digits of a query.
fn of_digits(words: &str) -> Option<Said> {
    const NONE: [&str; 2] =
        ["invalid digit found in string", "cannot parse integer from empty string"];
    if NONE.contains(&words) {
        return Some(Said::new(
            "hace falta un número entero, como 50",
            "a whole number such as 50 is needed",
        ));
    }
    let is_large = words == "number too large to fit in target type";
    is_large.then(|| {
        Said::new(
            "es un número demasiado grande; hace falta uno menor, como 50",
            "it is too large a number; a smaller one such as 50 is needed",
        )
    })
}

/// What a value is, by the words of what reads it.
fn kind(words: &str) -> Option<(&'static str, &'static str)> {
    const KINDS: &[(&str, (&str, &str))] = &[
        ("null", ("nada (null)", "nothing (null)")),
        ("boolean", ("sí o no (true o false)", "yes or no (true or false)")),
        ("a boolean", ("sí o no (true o false)", "yes or no (true or false)")),
        ("integer", ("un número", "a number")),
        ("floating point", ("un número", "a number")),
        ("string", ("un texto", "a text")),
        ("a string", ("un texto", "a text")),
        ("a borrowed string", ("un texto", "a text")),
        ("sequence", ("una lista", "a list")),
        ("a sequence", ("una lista", "a list")),
        ("map", ("un objeto", "an object")),
        ("a map", ("un objeto", "an object")),
        ("struct", ("un objeto", "an object")),
        ("unit", ("nada (null)", "nothing (null)")),
        ("u8", ("un número entero", "a whole number")),
        ("u32", ("un número entero", "a whole number")),
        ("u64", ("un número entero", "a whole number")),
        ("i64", ("un número entero", "a whole number")),
        ("usize", ("un número entero", "a whole number")),
        ("\"true\", \"on\" or \"false\"", ("true o false", "true or false")),
        (
            MOMENT,
            (
                "un momento como 2026-03-12T18:00:00Z (RFC 3339)",
                "a moment such as 2026-03-12T18:00:00Z (RFC 3339)",
            ),
        ),
    ];
    let is = |name: &str| {
        words.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    KINDS.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind)
}
