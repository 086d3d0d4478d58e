//! Values that several commands take: languages, countries, moments, and for whom a result is.

use clap::ValueEnum;
use engine::said::Said;
use engine::time::Timestamp;
use import::values::countries;

use crate::said::spoken;

/// For whom a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// For people
    Table,
    /// For programs
    Json,
}

/// The languages of Criba.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Español
    Es,
    /// English
    En,
}

impl From<Language> for engine::agreement::Language {
    fn from(language: Language) -> engine::agreement::Language {
        match language {
            Language::Es => engine::agreement::Language::Es,
            Language::En => engine::agreement::Language::En,
        }
    }
}

/// A moment as people write it: RFC 3339, or a date, which is its end in the agreement's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A moment.
    At(Timestamp),
    /// A whole day: everything of it has happened.
    Day(jiff::civil::Date),
}

/// Reads a moment.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Moment::At(moment));
    }
    let date = engine::interval::date(text);
    date.map(Moment::Day).ok_or_else(|| {
        spoken(Said::new(
            format!(
                "«{text}» no es un momento; hay que escribir 2026-03-12 o 2026-03-12T18:00:00Z"
            ),
            format!("«{text}» is no moment; write 2026-03-12 or 2026-03-12T18:00:00Z"),
        ))
    })
}

/// Reads a country: the two letters of ISO 3166.
pub(crate) fn country(text: &str) -> Result<String, String> {
    let code = text.trim().to_ascii_uppercase();
    if countries::name(&code, engine::agreement::Language::En).is_some() {
        return Ok(code);
    }
    Err(spoken(Said::new(
        format!("«{text}» no es un país; hay que escribir sus dos letras, como ES, MX o CO"),
        format!("«{text}» is no country; write its two letters, such as ES, MX or CO"),
    )))
}
