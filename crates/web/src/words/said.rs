//! What the ids of the engine are called: channels, countries, traits, outcomes.

use engine::agreement::Document;
use engine::contact::bases::Basis;
use engine::text::slug;

use jiff::civil::Date;

use super::Words;

/// As long as `2026-03-14`.
const ISO_DATE_BYTES: usize = 10;

impl Words {
    /// What a trait is called; its own words where Criba does not know it.
    #[must_use]
    pub fn trait_name(&self, id: &str) -> String {
        let key = format!("trait-{}", id.replace(['_', '.'], "-"));
        if self.has(&key) {
            self.t(&key)
        } else {
            super::formats::capitalised(&id.replace('_', " "))
        }
    }

    /// What a legal basis is called.
    #[must_use]
    pub fn basis(&self, basis: Basis) -> String {
        self.t(match basis {
            Basis::Contract => "basis-contract",
            Basis::LegitimateInterest => "basis-legitimate-interest",
        })
    }

    /// A value of a trait as people read it.
    #[must_use]
    pub fn trait_value(&self, id: &str, value: &str) -> String {
        let key = format!("value-{}-{}", id.replace('_', "-"), slug(value).replace('_', "-"));
        if self.has(&key) {
            return self.t(&key);
        }
        match id {
            "country" => self.country_name(value),
            _ if value == "true" => self.t("yes"),
            _ if value == "false" => self.t("no"),
            // A date is kept as ISO 8601 has it, and written as the reader's country does.
            _ if value.len() == ISO_DATE_BYTES => {
                value.parse::<Date>().map_or_else(|_| value.to_owned(), |date| self.date(date))
            }
            _ => value.to_owned(),
        }
    }

    /// What a country is called.
    #[must_use]
    pub fn country_name(&self, code: &str) -> String {
        let key = format!("country-{}", code.to_ascii_lowercase());
        if self.has(&key) {
            return self.t(&key);
        }
        let name = import::values::countries::name(code, self.language());
        name.unwrap_or(code).to_owned()
    }

    /// The short name of a stage: "MQL" of "Lead cualificado por marketing (MQL)".
    #[must_use]
    pub fn stage(&self, document: &Document, id: &str) -> String {
        let name = stage_name(document, id);
        by_initials(name).map_or(name, |(_, initials)| initials).to_owned()
    }

    /// What the initials stand for by which a stage is called, where it is.
    #[must_use]
    pub fn stage_spelled(&self, document: &Document, id: &str) -> Option<String> {
        by_initials(stage_name(document, id)).map(|(spelled, _)| spelled.to_owned())
    }
}

fn stage_name<'a>(document: &'a Document, id: &'a str) -> &'a str {
    let named = document.stages.iter().find(|stage| stage.id == id);
    named.map_or(id, |stage| &*stage.name)
}

/// A name and the initials in brackets behind it: "lead cualificado por marketing (MQL)".
fn by_initials(name: &str) -> Option<(&str, &str)> {
    let (spelled, initials) = name.strip_suffix(')')?.rsplit_once('(')?;
    let is_initials = !initials.is_empty() && initials.chars().all(char::is_uppercase);
    is_initials.then(|| (spelled.trim_end(), initials))
}
