//! Sources: the programs of others that tell what happened, each at a path of its own.
//!
//! What a provider signs or authenticates with is kept in clear: an HMAC cannot be verified against
//! a hash of its key. The file that it lies in is readable by the user of the server alone.

mod care;
mod costs;
mod fields;
mod kind;
mod names;
mod past;
mod seen;

use engine::said::Said;
use serde_json::{Value, json};
use store::StoreError;
use store::house::SourceRow;
use store::ids::{SourceId, WorkspaceId};

use crate::asking::{Asked, sns_host};
use crate::criba::Criba;
use crate::error::RuntimeError;

pub use care::{About, TURN_MAX};
pub use costs::{COSTS_MAX, Cost, Spent};
pub use fields::{EVENT_PARTS, FieldMap, LEFT, OF_EVENT};
pub use kind::{Kind, Secret};
pub use names::{CameNamed, SecondNames};
use past::PLACES_MAX;
pub use past::{Differs, LOOKED_MAX, Last, Mapped, Past, Reread, SOURCE as MAPPING, TOLD_MAX};
pub use seen::{Seen, State, Stop, Way};

/// A source as it was made, with what its provider has to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// The workspace to which it tells.
    pub workspace: WorkspaceId,
    /// Which provider it is.
    pub kind: Kind,
    /// Its part of the path.
    pub slug: String,
    /// What the provider signs with; one is made where the receiver chooses.
    pub secret: Option<String>,
    /// What the provider shows when it is set up; one is made where it is asked for.
    pub verify_token: Option<String>,
    /// Where a browser that sent a form may go.
    pub thanks: Vec<String>,
}

/// What a provider has to be told of a source, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its path on this server.
    pub path: String,
    /// The secret, where it was made here.
    pub secret: Option<String>,
    /// The verify token, where it was made here.
    pub verify_token: Option<String>,
}

/// How what waits of a source is read again, all of it or what has a number; the readers stand to
/// the right of this crate and are handed in.
pub type Again = fn(&Criba, &SourceRow, Option<i64>) -> Result<Value, RuntimeError>;

impl Criba {
    /// Hands in how what waits of a source is read again.
    pub fn reads_again_with(&self, again: Again) {
        // The first stays: every server hands in the same.
        self.again.set(again).ok();
    }

    /// Makes a source.
    ///
    /// # Errors
    ///
    /// Its path is no path or taken, or a secret is missing that only the provider has.
    pub fn add_source(&self, new: NewSource) -> Result<Made, RuntimeError> {
        let NewSource { workspace, kind, slug, secret, verify_token, thanks } = new;
        check_slug(&slug)?;
        thanks.iter().try_for_each(|url| check_thanks(url))?;
        let secret = secret.map(|secret| secret.trim().to_owned()).filter(|text| !text.is_empty());
        let token = verify_token.map(|token| token.trim().to_owned());
        let token = token.filter(|token| !token.is_empty());
        let made_secret = match (&secret, kind.secret()) {
            (None, Secret::Given) => return Err(no_secret(kind)),
            (None, Secret::Made) if kind == Kind::Postmark => Some(format!("criba:{}", made()?)),
            (None, Secret::Made) => Some(made()?),
            _ => None,
        };
        let made_token = match (&token, kind) {
            (None, Kind::Meta | Kind::Whatsapp) => Some(made()?),
            (topic, Kind::Ses) if topic.as_deref().and_then(sns_host).is_none() => {
                return Err(RuntimeError::Wrong(Said::new(
                    "Amazon firma igual para todos, así que hace falta el ARN del tema, como arn:aws:sns:eu-west-1:123456789012:criba; hay que darlo con --verify-token",
                    "Amazon signs alike for everybody, so the ARN of the topic is needed, such as arn:aws:sns:eu-west-1:123456789012:criba; give it with --verify-token",
                )));
            }
            _ => None,
        };
        let row = SourceRow {
            id: SourceId::make(),
            workspace,
            kind: kind.id().to_owned(),
            name: slug.clone(),
            slug,
            secret: secret.or_else(|| made_secret.clone()).unwrap_or_default(),
            verify_token: token.or_else(|| made_token.clone()).unwrap_or_default(),
            thanks: thanks.join("\n"),
            made_at: self.clock().now(),
            disabled_at: None,
            previous_secret: String::new(),
            previous_until: None,
        };
        self.house().add_source(&row).map_err(|error| match error {
            StoreError::Repeated(slug) => RuntimeError::Wrong(Said::new(
                format!("ya hay una fuente «{slug}» en este servidor; hay que darle otro nombre"),
                format!("there is a source «{slug}» on this server already; give it another name"),
            )),
            error => error.into(),
        })?;
        let path = format!("/hooks/{}", row.slug);
        Ok(Made { path, secret: made_secret, verify_token: made_token })
    }

    /// The source at a path; `None` where there is none, or nothing is taken of it.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn source(&self, slug: &str) -> Result<Option<SourceRow>, RuntimeError> {
        let row = self.house().source(slug)?;
        Ok(row.filter(|row| row.disabled_at.is_none()))
    }

    /// Takes nothing more of a source, or takes it again.
    ///
    /// # Errors
    ///
    /// There is no such source.
    pub fn turn_source(&self, slug: &str, is_on: bool) -> Result<(), RuntimeError> {
        let row = self.house().source(slug)?.ok_or_else(|| no_source(slug))?;
        let at = (!is_on).then(|| self.clock().now());
        Ok(self.house().disable_source(row.id, at)?)
    }

    /// Reads again what waits of a source: all of it, or what has a number.
    ///
    /// # Errors
    ///
    /// There is no such source, or what was read cannot be written.
    pub fn read_again(&self, slug: &str, one: Option<i64>) -> Result<Value, RuntimeError> {
        let row = self.house().source(slug)?.ok_or_else(|| no_source(slug))?;
        // What has to be asked for is asked for again as well.
        self.ask_at_once(&row)?;
        match self.again.get() {
            Some(again) => again(self, &row, one),
            None => Err(RuntimeError::Stopped),
        }
    }

    /// Every source, for programs: nothing of their secrets.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn sources(&self) -> Result<Value, RuntimeError> {
        let mut sources: Vec<Value> = Vec::new();
        let rows = self.house().sources()?;
        for row in rows {
            let problem = self.asked(row.id)?;
            let house = self.house();
            let workspace = house.workspace(row.workspace)?;
            sources.push(json!({
                "name": row.slug,
                "kind": row.kind,
                "path": format!("/hooks/{}", row.slug),
                "workspace": row.workspace,
                "workspace_name": workspace.map(|row| row.name),
                "waiting": house.kept_count(row.id)?,
                "problem": problem.as_ref().map(|asked| asked.trouble.id()),
                "problem_said": problem.as_ref().map(Asked::said),
                "made_at": row.made_at,
                "disabled_at": row.disabled_at,
            }));
        }
        Ok(json!({ "sources": sources }))
    }
}

/// A secret of 256 bits.
fn made() -> Result<String, RuntimeError> {
    crate::people::secret()
}

/// What stands beside the sources in addresses.
const PAGES: [&str; 2] = ["nueva", "contenidos"];
/// The longest name of a path.
const SLUG_CHARS_MAX: usize = 64;

fn check_slug(slug: &str) -> Result<(), RuntimeError> {
    let is_one = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let is_page = PAGES.contains(&slug);
    if !slug.is_empty() && slug.len() <= SLUG_CHARS_MAX && slug.chars().all(is_one) && !is_page {
        return Ok(());
    }
    Err(RuntimeError::Wrong(Said::new(
        format!(
            "«{slug}» no puede ser parte de una dirección; hay que escribir minúsculas sin acento, cifras y -, como meta-feria"
        ),
        format!(
            "«{slug}» can be no part of an address; write lower-case letters, digits and -, such as meta-fair"
        ),
    )))
}

fn check_thanks(url: &str) -> Result<(), RuntimeError> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = url.chars().all(|c| c.is_ascii_graphic());
    if is_plain && rest.is_some_and(|rest| !rest.is_empty()) {
        return Ok(());
    }
    Err(RuntimeError::Wrong(Said::new(
        format!(
            "«{url}» no es la dirección de una página; hay que escribirla entera, con https://"
        ),
        format!("«{url}» is not the address of a page; write all of it, with https://"),
    )))
}

fn no_secret(kind: Kind) -> RuntimeError {
    let (id, said) = (kind.id(), kind.secret_said());
    RuntimeError::Wrong(Said::new(
        format!("lo que envía {id} lo firma el proveedor; hay que dar {} con --secret", said.es),
        format!("what {id} sends is signed by the provider; give {} with --secret", said.en),
    ))
}

pub(crate) fn no_source(slug: &str) -> RuntimeError {
    RuntimeError::missing("la fuente", "source", slug)
}
