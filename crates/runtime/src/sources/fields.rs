//! What people say that the fields of a source are, where that is theirs to say: of a form of a page
//! and of JSON of any program. What they say nothing of is guessed by its name.

use std::collections::BTreeMap;

use engine::said::Said;
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use store::ids::WorkspaceId;

/// What the fields of a source are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldMap {
    /// What each delivery is, by the name of an event; empty where it says so itself, or is a form.
    pub event: String,
    /// What each field is, by its name as it comes: a field or a trait of the person, a part of the
    /// event behind [`OF_EVENT`], or [`LEFT`].
    pub fields: BTreeMap<String, String>,
}

/// What leaves a field out.
pub const LEFT: &str = "-";
/// What stands before a part of the event.
pub const OF_EVENT: &str = "event.";
/// The parts of an event that a field may be; of these two decide what it is and when it happened.
pub const EVENT_PARTS: [&str; 12] = [
    "name", "at", "product", "topic", "campaign", "content", "format", "page", "form", "cta",
    "asset", "amount",
];
/// Fields that are said of a source.
const FIELDS_MAX: usize = 200;
/// What the name of the note of each begins with.
const EACH: &str = "sources/fields/";

impl FieldMap {
    /// Nothing is said: all is guessed.
    #[must_use]
    pub const fn guessed() -> FieldMap {
        FieldMap { event: String::new(), fields: BTreeMap::new() }
    }

    /// What a field is said to be.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    /// The part of the event that a field is.
    #[must_use]
    pub fn part(&self, field: &str) -> Option<&str> {
        self.of(field)?.strip_prefix(OF_EVENT)
    }

    fn check(&self) -> Result<(), RuntimeError> {
        let wrong = |es: String, en: String| Err(RuntimeError::Wrong(Said::new(es, en)));
        if self.fields.len() > FIELDS_MAX {
            return wrong(
                format!("son más de {FIELDS_MAX} campos; hay que dejar los que importan"),
                format!("these are more than {FIELDS_MAX} fields; leave those that matter"),
            );
        }
        let is_id = import::columns::mapping::is_trait_id;
        if !self.event.is_empty() && !is_id(&self.event) {
            let event = &self.event;
            return wrong(
                format!(
                    "«{event}» no puede ser un evento; hay que escribir minúsculas sin acento, cifras y _"
                ),
                format!(
                    "«{event}» can be no event; write lower-case letters without accents, digits and _"
                ),
            );
        }
        for (field, target) in &self.fields {
            let is_part = match target.strip_prefix(OF_EVENT) {
                Some(part) => EVENT_PARTS.contains(&part),
                None => target == LEFT || is_id(target),
            };
            if !is_part {
                return wrong(
                    format!("«{field}» no puede ser «{target}»; hay que elegir uno de la lista"),
                    format!("«{field}» cannot be «{target}»; choose one of the list"),
                );
            }
        }
        Ok(())
    }
}

impl Workspace {
    /// What the fields of a source are said to be.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn source_fields(&self, slug: &str) -> Result<FieldMap, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&format!("{EACH}{slug}"))?))?;
        let map = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(map.map_err(store::StoreError::from)?.unwrap_or_default())
    }

    /// Forgets what the fields of a source are.
    pub(super) fn forget_fields(&self, slug: &str) -> Result<(), RuntimeError> {
        self.writer.save_note(format!("{EACH}{slug}"), None).wait()
    }
}

impl Criba {
    /// Says what the fields of a source are, from its next delivery on.
    ///
    /// # Errors
    ///
    /// There is no such source, its fields are its provider's to say, or what is said cannot be.
    pub fn say_fields(
        &self,
        id: WorkspaceId,
        slug: &str,
        map: &FieldMap,
    ) -> Result<(), RuntimeError> {
        let row = self.source_of(id, slug)?;
        if !Kind::with_id(&row.kind).is_some_and(Kind::is_mapped) {
            return Err(not_mapped());
        }
        map.check()?;
        let workspace = self.workspace(id)?;
        if *map == FieldMap::guessed() {
            return workspace.forget_fields(slug);
        }
        workspace.keep_note(&format!("{EACH}{slug}"), map)
    }
}

/// What a field is, is not for people to say.
pub(super) fn not_mapped() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "qué es cada campo lo dice su proveedor; aquí no hay nada que elegir",
        "what each field is its provider says; there is nothing to choose here",
    ))
}
