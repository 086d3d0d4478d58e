//! Keys of programs: what each opens, made and looked up.

use std::fmt;

use engine::said::Said;
use store::house::KeyRow;
use store::ids::WorkspaceId;

use crate::criba::Criba;
use crate::error::RuntimeError;
use crate::people::{Permission, SEEN_EVERY, digest, ids, permissions, secret, unkept};

/// What a key opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opens {
    /// The API, for what these allow. Seeing is part of each.
    Api(Vec<Permission>),
    /// The intake of events, and nothing else.
    Source {
        /// Whether sales, losses and aliases are taken of it: not of a key that stands in a web
        /// page, where anybody reads it.
        takes_outcomes: bool,
    },
    /// The figures of the server.
    Metrics,
}

/// What a key of the API may be made for. Nobody signs by a key.
pub const SCOPES: [Permission; 4] =
    [Permission::View, Permission::Work, Permission::Edit, Permission::Administer];

/// The kinds of keys, as they are kept.
const API: &str = "api";
const SOURCE: &str = "source";
const METRICS: &str = "metrics";
/// The scope of a source that takes outcomes.
const OUTCOMES: &str = "outcomes";

impl Opens {
    /// All that a key of a kind may open.
    ///
    /// # Errors
    ///
    /// There is no such kind.
    pub fn all_of(kind: &str) -> Result<Opens, RuntimeError> {
        match kind {
            API => Ok(Opens::Api(SCOPES.to_vec())),
            SOURCE => Ok(Opens::Source { takes_outcomes: true }),
            METRICS => Ok(Opens::Metrics),
            _ => Err(RuntimeError::missing("el tipo de clave", "kind", kind)),
        }
    }

    /// The API for a list of ids of permissions, separated by commas.
    ///
    /// # Errors
    ///
    /// An id is none, or one that no key may have.
    pub fn api(scopes: &str) -> Result<Opens, RuntimeError> {
        let can = permissions(scopes)?;
        match can.iter().find(|permission| !SCOPES.contains(permission)) {
            None => Ok(Opens::Api(can)),
            Some(permission) => {
                let (id, known) = (permission.id(), SCOPES.map(Permission::id).join(", "));
                Err(RuntimeError::Wrong(Said::new(
                    format!("«{id}» lo hacen personas y no claves; las claves pueden: {known}"),
                    format!("«{id}» is done by people and not by keys; keys may: {known}"),
                )))
            }
        }
    }

    /// What a key that is kept opens.
    ///
    /// # Errors
    ///
    /// It was written by a release that knows more.
    pub fn of(row: &KeyRow) -> Result<Opens, RuntimeError> {
        match row.kind.as_str() {
            API => Ok(Opens::Api(permissions(&row.scopes)?)),
            SOURCE => Ok(Opens::Source { takes_outcomes: row.scopes == OUTCOMES }),
            kind => Opens::all_of(kind),
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Opens::Api(_) => API,
            Opens::Source { .. } => SOURCE,
            Opens::Metrics => METRICS,
        }
    }
}

/// As it is kept beside the kind.
impl fmt::Display for Opens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Opens::Api(can) => f.write_str(&ids(can)),
            Opens::Source { takes_outcomes: true } => f.write_str(OUTCOMES),
            Opens::Source { takes_outcomes: false } | Opens::Metrics => Ok(()),
        }
    }
}

/// Characters of a key, beside its kind, that tell it from others.
const HINT: usize = 15;

impl Criba {
    /// Makes a key of a kind that opens all of it: it is shown once.
    ///
    /// # Errors
    ///
    /// There is no such kind, or the house cannot be written.
    pub fn add_key(
        &self,
        workspace: WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<String, RuntimeError> {
        self.make_key(workspace, &Opens::all_of(kind)?, name)
    }

    /// Makes a key that opens what is said: it is shown once.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn make_key(
        &self,
        workspace: WorkspaceId,
        opens: &Opens,
        name: &str,
    ) -> Result<String, RuntimeError> {
        let kind = opens.kind();
        let key = format!("criba_{kind}_{}", secret()?);
        let now = self.clock().now();
        let hint: String = key.chars().take(kind.len() + HINT).collect();
        self.house().add_key(&KeyRow {
            hash: digest(&key),
            workspace,
            kind: kind.to_owned(),
            name: name.to_owned(),
            hint,
            made_at: now,
            used_at: None,
            expires_at: None,
            scopes: opens.to_string(),
        })?;
        self.keys_changed();
        Ok(key)
    }

    /// What a key opens.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn key(&self, key: &str) -> Result<Option<KeyRow>, RuntimeError> {
        let hash = digest(key);
        let now = self.clock().now();
        let mut house = self.house();
        let Some(row) = house.key(&hash)? else { return Ok(None) };
        if row.expires_at.is_some_and(|at| at <= now) {
            drop(house);
            self.came_with_old_key(&row);
            return Ok(None);
        }
        if row.used_at.is_none_or(|used| now - used > SEEN_EVERY) {
            unkept(house.touch_key(&hash, now));
        }
        Ok(Some(row))
    }
}
