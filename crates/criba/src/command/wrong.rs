//! What is said of words that are no command, in Spanish: the reader of the command line itself
//! speaks English only.

use std::error::Error as _;
use std::num::ParseIntError;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use engine::agreement::Language;

use crate::output::Output;
use crate::said::language;

/// Says what is wrong with the words, or what help or version was asked for.
pub(crate) fn wrong(error: &clap::Error, output: &mut Output) -> ExitCode {
    let es = if language() == Language::Es { spanish(error) } else { None };
    match es {
        Some(words) => output.tell(&format!("criba: {words}; criba --help dice lo que hay")),
        // Whoever closed the stream does not want to be told.
        None => error.print().unwrap_or_default(),
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

/// One sentence; `None` where it is no matter of a sentence.
fn spanish(error: &clap::Error) -> Option<String> {
    let named = |kind: ContextKind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let argument = named(ContextKind::InvalidArg).unwrap_or_default();
    let meant = |kind: ContextKind| {
        named(kind).map(|meant| format!("; ¿será {meant}?")).unwrap_or_default()
    };
    Some(match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("no hay ninguna opción {argument}{}", meant(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => format!(
            "no hay ningún comando «{}»{}",
            named(ContextKind::InvalidSubcommand).unwrap_or_default(),
            meant(ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::MissingSubcommand => format!(
            "falta el comando; los hay: {}",
            named(ContextKind::ValidSubcommand).unwrap_or_default()
        ),
        ErrorKind::TooManyValues => format!(
            "«{}» sobra: {argument} no lleva ningún valor",
            named(ContextKind::InvalidValue).unwrap_or_default()
        ),
        ErrorKind::InvalidUtf8 => "hay palabras que no son texto UTF-8".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("falta {argument}"),
        ErrorKind::ArgumentConflict => match named(ContextKind::PriorArg) {
            Some(prior) if prior != argument => format!("{argument} no va con {prior}"),
            _ => format!("{argument} va una sola vez"),
        },
        ErrorKind::InvalidValue => {
            let there = named(ContextKind::ValidValue);
            let there = there.map(|there| format!("; vale {there}")).unwrap_or_default();
            match named(ContextKind::InvalidValue) {
                Some(value) => format!("«{value}» no sirve para {argument}{there}"),
                None => format!("falta el valor de {argument}{there}"),
            }
        }
        ErrorKind::ValueValidation => {
            let value = named(ContextKind::InvalidValue).unwrap_or_default();
            match error.source() {
                Some(why) if why.is::<ParseIntError>() => {
                    format!("«{value}» no sirve para {argument}: no es un número entero")
                }
                Some(why) => format!("«{value}» no sirve para {argument}: {why}"),
                None => format!("«{value}» no sirve para {argument}"),
            }
        }
        _ => return None,
    })
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
