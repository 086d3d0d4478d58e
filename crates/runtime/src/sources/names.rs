//! What people say that the events of a program with a key are, by the names under which it tells
//! them. A name stays as it comes; what is said is its second one, which agreements match as well.

use std::collections::BTreeMap;

use engine::catalogue::{OUTCOMES, is_decided};
use engine::said::Said;
use serde::{Deserialize, Serialize};
use store::house::KeyRow;
use store::ids::WorkspaceId;

use super::seen::Way;
use super::{LEFT, LOOKED_MAX, PLACES_MAX};
use crate::card::is_aside;
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::keys::Opens;

/// The second names of a source's events, by the name as it comes: the name of an event that
/// agreements know, or [`LEFT`] for none. What nothing is said of has the one that Criba knows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecondNames(pub BTreeMap<String, String>);

/// An event's name, as a source told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameNamed {
    /// The name.
    pub name: String,
    /// How many of the latest have it.
    pub events: u64,
}

/// Names of which something is said, of one source.
const NAMES_MAX: usize = 200;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 200;
/// What the name of the note of each source begins with.
const EACH: &str = "sources/names/";

impl SecondNames {
    /// What is said of a name: its second one, or that it has none; `None` where nothing is said.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<Option<&str>> {
        let said = self.0.get(name)?;
        Some((said != LEFT).then_some(said.as_str()))
    }

    fn check(&self, takes_outcomes: bool) -> Result<(), RuntimeError> {
        let wrong = |es: String, en: String| Err(RuntimeError::Wrong(Said::new(es, en)));
        if self.0.len() > NAMES_MAX {
            return wrong(
                format!("son más de {NAMES_MAX} nombres; hay que dejar los que importan"),
                format!("these are more than {NAMES_MAX} names; leave those that matter"),
            );
        }
        for (name, second) in &self.0 {
            if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
                return wrong(
                    format!("el nombre de un evento tiene de 1 a {NAME_CHARS_MAX} letras"),
                    format!("the name of an event has 1 to {NAME_CHARS_MAX} letters"),
                );
            }
            let is_name = import::columns::mapping::is_trait_id(second) && !is_decided(second);
            if second != LEFT && !is_name {
                return wrong(
                    format!(
                        "«{name}» no puede ser «{second}»; hay que escribir el nombre de un evento del acuerdo, como demo_requested"
                    ),
                    format!(
                        "«{name}» cannot be «{second}»; write the name of an event that the agreement knows, such as demo_requested"
                    ),
                );
            }
            if OUTCOMES.contains(&second.as_str()) && !takes_outcomes {
                return wrong(
                    format!(
                        "«{name}» no puede ser «{second}»: esta clave está a la vista en una página, y cualquiera podría contarlo; hay que enviarlo con la clave de un servidor"
                    ),
                    format!(
                        "«{name}» cannot be «{second}»: this key stands in a page, where anybody could tell it; send it with the key of a server"
                    ),
                );
            }
        }
        Ok(())
    }
}

impl Workspace {
    /// The second names of a source's events that people said.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn second_names(&self, source: &str) -> Result<SecondNames, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&format!("{EACH}{source}"))?))?;
        let names = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(names.map_err(store::StoreError::from)?.unwrap_or_default())
    }

    /// The names of a source's latest events, those with most of them first.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn names_came(&self, source: &str) -> Result<Vec<CameNamed>, RuntimeError> {
        let rows = self.read(|read| Ok(read.events_of_source(source, PLACES_MAX, LOOKED_MAX)?))?;
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let told = rows.iter().filter(|row| !is_aside(row));
        for row in told {
            if let engine::event::Act::Happened { name, .. } = &row.event.act {
                *counts.entry(name.clone()).or_default() += 1;
            }
        }
        let mut came: Vec<CameNamed> =
            counts.into_iter().map(|(name, events)| CameNamed { name, events }).collect();
        came.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
        came.truncate(NAMES_MAX);
        Ok(came)
    }
}

impl Criba {
    /// Says the second names of a source's events, from the next that comes on.
    ///
    /// # Errors
    ///
    /// There is no such key, or what is said cannot be.
    pub fn say_names(
        &self,
        id: WorkspaceId,
        source: &str,
        names: &SecondNames,
    ) -> Result<(), RuntimeError> {
        names.check(self.takes_outcomes(id, source)?)?;
        let (workspace, note) = (self.workspace(id)?, format!("{EACH}{source}"));
        if names.0.is_empty() {
            workspace.writer.save_note(note, None).wait()?;
        } else {
            workspace.keep_note(&note, names)?;
        }
        // Whoever remembers what a key opens remembers these with it.
        self.keys_changed();
        Ok(())
    }

    /// Whether sales and losses are taken of whoever tells as a source: not where one of its keys
    /// stands in a page.
    ///
    /// # Errors
    ///
    /// It is no key's.
    pub(super) fn takes_outcomes(
        &self,
        id: WorkspaceId,
        source: &str,
    ) -> Result<bool, RuntimeError> {
        let Way::Keys(keys) = self.source_seen(id, source)?.way else { return Err(not_named()) };
        let takes = |key: &KeyRow| Ok(Opens::of(key)? == Opens::Source { takes_outcomes: true });
        let takes: Vec<bool> = keys.iter().map(takes).collect::<Result<_, RuntimeError>>()?;
        Ok(!takes.is_empty() && takes.into_iter().all(|takes| takes))
    }
}

/// The names of what a source tells are not for people to say.
fn not_named() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "los nombres se dicen de lo que llega con una clave; lo de esta fuente se dice campo a campo o lo dice su proveedor",
        "names are said of what comes with a key; of this source fields are said, or its provider says it",
    ))
}
