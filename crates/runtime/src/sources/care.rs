//! What people do with a source: what it is called and who looks after it, another secret without a
//! gap, and taking it away.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use engine::said::Said;
use engine::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use store::house::{KeyRow, SourceRow};
use store::ids::WorkspaceId;

use super::seen::{KEY, called};
use super::{Kind, Made, Secret, made, no_secret, no_source};
use crate::arrivals::SOURCES_MAX;
use crate::criba::{Criba, Workspace};
use crate::error::RuntimeError;
use crate::keys::Opens;

/// What people say of a source, by its name in the log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// What they call it; empty where they call it as the log does.
    pub name: String,
    /// Who looks after it: an address, or empty.
    pub owner: String,
}

/// The longest that two secrets count at once.
pub const TURN_MAX: Span = Span::DAY.times(90);
/// The name under which what is said of sources is kept.
const ABOUT: &str = "sources/about";
/// Characters of what a source is called.
const NAME_MAX: usize = 80;

impl Workspace {
    /// What people say of the sources.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn about_sources(&self) -> Result<BTreeMap<String, About>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(ABOUT)?))?;
        let about = kept.map(|text| serde_json::from_str(&text)).transpose();
        Ok(about.map_err(store::StoreError::from)?.unwrap_or_default())
    }

    /// Says what a source is called and who looks after it.
    ///
    /// # Errors
    ///
    /// There are too many, or the disk does not take it.
    pub fn say_of_source(&self, source: &str, about: About) -> Result<(), RuntimeError> {
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.about_sources()?;
        let name = about.name.trim().chars().take(NAME_MAX).collect();
        let about = About { name, ..about };
        if about == About::default() {
            all.remove(source);
        } else {
            all.insert(source.to_owned(), about);
        }
        if all.len() > SOURCES_MAX {
            return Err(RuntimeError::Wrong(Said::new(
                format!("ya hay {SOURCES_MAX} fuentes con nombre; hay que quitar alguna antes"),
                format!("there are {SOURCES_MAX} sources with a name; take one away first"),
            )));
        }
        self.keep_note(ABOUT, &all)
    }
}

impl Criba {
    /// The source of a workspace at a path.
    ///
    /// # Errors
    ///
    /// It has none there.
    pub fn source_of(&self, id: WorkspaceId, slug: &str) -> Result<SourceRow, RuntimeError> {
        let row = self.house().source(slug)?.filter(|row| row.workspace == id);
        row.ok_or_else(|| no_source(slug))
    }

    /// Gives a source another secret; the one before counts too for a while.
    ///
    /// # Errors
    ///
    /// There is no such source, only the provider has the secret and none is given, or the while is
    /// too long.
    pub fn rotate_source(
        &self,
        id: WorkspaceId,
        slug: &str,
        secret: Option<String>,
        wait: Span,
    ) -> Result<(Made, Timestamp), RuntimeError> {
        let row = self.source_of(id, slug)?;
        let kind = Kind::with_id(&row.kind).ok_or_else(|| no_source(slug))?;
        let until = self.until(wait)?;
        let given = secret.map(|secret| secret.trim().to_owned()).filter(|text| !text.is_empty());
        let made = match (&given, kind.secret()) {
            (Some(_), _) => None,
            (None, Secret::Given | Secret::Fetched) => return Err(no_secret(kind)),
            // A page cannot keep a secret that its visitors would then need.
            (None, Secret::Open) if row.secret.is_empty() => return Err(open_to_all()),
            (None, _) if kind == Kind::Postmark => Some(format!("criba:{}", made()?)),
            (None, _) => Some(made()?),
        };
        let Some(secret) = given.or_else(|| made.clone()) else { return Err(no_secret(kind)) };
        let path = format!("/hooks/{}", row.slug);
        self.house().save_secrets(&SourceRow {
            previous_secret: row.secret.clone(),
            previous_until: Some(until).filter(|_| !row.secret.is_empty()),
            secret,
            ..row
        })?;
        Ok((Made { path, secret: made, verify_token: None }, until))
    }

    /// Takes nothing more under the secret that was before, from now on.
    ///
    /// # Errors
    ///
    /// There is no such source.
    pub fn end_turn(&self, id: WorkspaceId, slug: &str) -> Result<(), RuntimeError> {
        let row = self.source_of(id, slug)?;
        let now = self.clock().now();
        let previous_until = row.previous_until.map(|until| until.min(now));
        Ok(self.house().save_secrets(&SourceRow { previous_until, ..row })?)
    }

    /// Gives who sends under write keys of a name another key; those before count for a while. It
    /// opens what those open.
    ///
    /// # Errors
    ///
    /// There is no key of that name, those of it that count do not open the same, or the while is
    /// too long.
    pub fn rotate_key(
        &self,
        id: WorkspaceId,
        name: &str,
        wait: Span,
    ) -> Result<(String, Timestamp), RuntimeError> {
        let until = self.until(wait)?;
        let keys = self.house().keys(id)?;
        let keys: Vec<KeyRow> =
            keys.into_iter().filter(|key| key.kind == KEY && called(key) == name).collect();
        let opens = opens_together(&keys, name, self.clock().now())?;
        let key = self.make_key(id, &opens, name)?;
        for before in keys.iter().filter(|key| key.expires_at.is_none_or(|at| at > until)) {
            self.house().expire_key(&before.hash, until)?;
        }
        self.keys_changed();
        Ok((key, until))
    }

    /// Ends at once what a key opened that was replaced.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn end_key(&self, id: WorkspaceId, hint: &str) -> Result<(), RuntimeError> {
        let now = self.clock().now();
        let keys = self.house().keys(id)?;
        for key in keys.iter().filter(|key| key.hint == hint && key.expires_at.is_some()) {
            self.house().expire_key(&key.hash, now)?;
        }
        self.keys_changed();
        Ok(())
    }

    /// Takes a source away, with what waits of it. What it told stays.
    ///
    /// # Errors
    ///
    /// There is no such source, or the house cannot be written.
    pub fn remove_source(&self, id: WorkspaceId, slug: &str) -> Result<(), RuntimeError> {
        let row = self.source_of(id, slug)?;
        self.house().remove_source(row.id)?;
        let workspace = self.workspace(id)?;
        workspace.say_of_source(slug, About::default())?;
        workspace.forget_fields(slug)?;
        workspace.forget_caught_up(slug)?;
        workspace.forget_arrivals(slug)
    }

    /// Notes that somebody came with a key that was replaced.
    pub(crate) fn came_with_old_key(&self, row: &KeyRow) {
        match self.workspace(row.workspace) {
            Ok(workspace) if row.kind == KEY => {
                workspace.came_with_what_expired(&format!("v1:{}", called(row)));
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "an old key of no workspace"),
        }
    }

    fn until(&self, wait: Span) -> Result<Timestamp, RuntimeError> {
        if wait < Span::ZERO || wait > TURN_MAX {
            return Err(RuntimeError::Wrong(Said::new(
                "las dos claves valen a la vez como mucho 90 días; hay que elegir menos",
                "both count at once for 90 days at most; choose less",
            )));
        }
        Ok(self.clock().now() + wait)
    }
}

/// What keys of a name open that count: one for all of them, since one takes the place of all. Of
/// keys that count no longer, the newest says what they were for.
fn opens_together(keys: &[KeyRow], name: &str, now: Timestamp) -> Result<Opens, RuntimeError> {
    let counts = |key: &&KeyRow| key.expires_at.is_none_or(|until| now < until);
    let count: Vec<&KeyRow> = keys.iter().filter(counts).collect();
    let Some(newest) = count.first().copied().or(keys.first()) else {
        return Err(RuntimeError::missing("la clave", "key", name));
    };
    // A key that stands in a page would be given what a server's may, or a server lose it.
    if count.iter().any(|key| key.scopes != newest.scopes) {
        let hints: Vec<&str> = count.iter().map(|key| key.hint.as_str()).collect();
        let hints = hints.join(", ");
        return Err(RuntimeError::Wrong(Said::new(
            format!(
                "las claves «{name}» ({hints}) no pueden lo mismo, unas son de una página y otras de un programa; hay que revocar en Ajustes las que sobren o hacer una con otro nombre"
            ),
            format!(
                "the keys «{name}» ({hints}) do not open the same, some being of a page and some of a program; revoke those too many in Settings, or make one under another name"
            ),
        )));
    }
    Opens::of(newest)
}

fn open_to_all() -> RuntimeError {
    RuntimeError::Wrong(Said::new(
        "a este formulario puede enviar cualquiera: no tiene secreto que cambiar",
        "anybody may send this form: it has no secret to change",
    ))
}
