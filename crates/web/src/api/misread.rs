//! What is wrong with JSON that is no call, in words for whoever wrote it.
//!
//! What reads the JSON says it in English, for people who write Rust. The frequent mistakes are said
//! here; of the rest its words are handed on.

use engine::said::Said;
use serde_json::Value;

use super::problem::Problem;

/// What of `body` cannot be used, by what reading it gave.
pub(super) fn misread(error: &serde_json::Error, body: &[u8]) -> Problem {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let words = words.strip_suffix(&place).unwrap_or(&words);
    if let Some(detail) = of_name(words) {
        let name = words.split('`').nth(1).unwrap_or_default();
        // Which of several objects holds it, the words do not say.
        let sent: Option<Value> = serde_json::from_slice(body).ok();
        let is_outermost = sent.is_some_and(|sent| sent.get(name).is_some());
        let pointer = if is_outermost { format!("/{}", escaped(name)) } else { String::new() };
        return Problem::field(pointer, detail);
    }
    let kinds =
        words.strip_prefix("invalid type: ").and_then(|said| said.split_once(", expected "));
    let detail = kinds.and_then(|(came, wanted)| {
        let (came, wanted) = (kind(came)?, kind(wanted)?);
        Some(Said::new(
            format!("{} donde hace falta {}", came.0, wanted.0),
            format!("{} where {} is needed", came.1, wanted.1),
        ))
    });
    let detail = detail.unwrap_or_else(|| Said::machine(words));
    if error.line() == 0 {
        return Problem::field("", detail);
    }
    let (line, column) = (error.line(), error.column());
    let es = format!("hasta la línea {line}, columna {column}: {}", detail.es);
    let en = format!("up to line {line}, column {column}: {}", detail.en);
    Problem::field("", Said::new(es, en))
}

/// What is wrong with a name in a call, or in its query: it is none of them, or it is missing.
pub(super) fn of_name(words: &str) -> Option<Said> {
    let mut quoted = words.split('`').skip(1).step_by(2);
    let name = quoted.next()?;
    if words.starts_with("missing field") {
        return Some(Said::new(format!("falta «{name}»"), format!("«{name}» is missing")));
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
    ];
    let is = |name: &str| {
        words.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    KINDS.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind)
}
