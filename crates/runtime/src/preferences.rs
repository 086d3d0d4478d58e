//! How a person likes their pages.

use engine::agreement::Language;
use serde::{Deserialize, Serialize};
use store::house::PersonRow;

use crate::criba::Criba;
use crate::error::RuntimeError;

/// How a person likes their pages: what they have not chosen is as the workspace is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    /// Their language; the agreement's where they chose none.
    pub language: Option<Language>,
    /// Light, dark, or as the system is.
    pub theme: Theme,
    /// Whether rows stand closer.
    pub is_compact: bool,
    /// Whether single letters are no shortcuts (WCAG 2.1.4).
    pub is_without_shortcuts: bool,
    /// Whether a decision leaves them where they are, and not at the next lead.
    pub is_staying: bool,
    /// IANA name of their clock; the agreement's where they chose none.
    pub time_zone: Option<String>,
    /// Whether hours are said from 1 to 12, before and after noon.
    pub is_of_12_hours: bool,
    /// Hints that they have seen.
    pub seen: Vec<String>,
}

/// Light, dark, or as the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Preferences as they are kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    language: Option<String>,
    theme: Theme,
    is_compact: bool,
    is_without_shortcuts: bool,
    is_staying: bool,
    time_zone: Option<String>,
    is_of_12_hours: bool,
    seen: Vec<String>,
}

impl Preferences {
    /// What a person has chosen.
    #[must_use]
    pub fn of(person: &PersonRow) -> Preferences {
        // Preferences that cannot be read are none: nobody is kept out by them.
        let kept: Kept = serde_json::from_str(&person.settings).unwrap_or_default();
        Preferences {
            language: match kept.language.as_deref() {
                Some("es") => Some(Language::Es),
                Some("en") => Some(Language::En),
                _ => None,
            },
            theme: kept.theme,
            is_compact: kept.is_compact,
            is_without_shortcuts: kept.is_without_shortcuts,
            is_staying: kept.is_staying,
            time_zone: kept.time_zone,
            is_of_12_hours: kept.is_of_12_hours,
            seen: kept.seen,
        }
    }
}

impl Criba {
    /// Keeps what a person has chosen.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn save_preferences(
        &self,
        person: &PersonRow,
        chosen: &Preferences,
    ) -> Result<(), RuntimeError> {
        let kept = Kept {
            language: chosen.language.map(|language| match language {
                Language::Es => "es".to_owned(),
                Language::En => "en".to_owned(),
            }),
            theme: chosen.theme,
            is_compact: chosen.is_compact,
            is_without_shortcuts: chosen.is_without_shortcuts,
            is_staying: chosen.is_staying,
            time_zone: chosen.time_zone.clone(),
            is_of_12_hours: chosen.is_of_12_hours,
            seen: chosen.seen.clone(),
        };
        let settings = serde_json::to_string(&kept).map_err(store::StoreError::from)?;
        let row = PersonRow { settings, ..person.clone() };
        Ok(self.house().save_person(&row)?)
    }
}
