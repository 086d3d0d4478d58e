//! Keys of programs, as a program that may administer reads, makes and revokes them.
//!
//! A program makes keys that tell what happened and none that open the API: what a key may do, a
//! person decides.

use axum::Json;
use axum::response::Response;
use axum::routing::{delete, get, post};
use engine::said::Said as Words;
use runtime::keys::Opens;
use runtime::staff::Change;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::house::KeyRow;

use super::asked::Id;
use super::caller::May;
use super::moment::Moment;
use super::once::{Sent, created, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::seat::Administer;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/keys", get(index))
            .needs::<Administer>()
            .says("Keys of programs, the newest first; of none more than its beginning")
            .answers::<Keys>(200),
        Operation::post("/api/v1/keys", post(create))
            .needs::<Administer>()
            .says("Makes a key that tells what happened, and shows it once")
            .takes::<New>()
            .answers::<Made>(201),
        Operation::delete("/api/v1/keys/{hint}", delete(revoke))
            .needs::<Administer>()
            .says("Revokes a key at once")
            .answers::<Revoked>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Keys {
    keys: Vec<Key>,
    /// Always null: all are answered at once.
    cursor: Option<String>,
}

/// A key, but for what is secret of it.
#[derive(Debug, Serialize, JsonSchema)]
struct Key {
    /// Its beginning, which tells it from others.
    hint: String,
    name: String,
    /// `api`, `source` or `metrics`.
    kind: String,
    /// What one of the API may do; `outcomes` of a source that may tell of sales, losses and
    /// aliases.
    scopes: Vec<String>,
    made_at: Moment,
    /// When it was last used, to the hour.
    used_at: Option<Moment>,
    /// From when on it opens nothing, where another takes its place.
    expires_at: Option<Moment>,
}

impl Key {
    fn of(row: KeyRow) -> Key {
        let scopes = row.scopes.split(',').filter(|scope| !scope.is_empty());
        Key {
            scopes: scopes.map(str::to_owned).collect(),
            hint: row.hint,
            name: row.name,
            kind: row.kind,
            made_at: Moment(row.made_at),
            used_at: row.used_at.map(Moment),
            expires_at: row.expires_at.map(Moment),
        }
    }
}

/// A key to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct New {
    /// What it is for: the name of its source.
    name: String,
    /// Whether it stands where anybody reads it: sales, losses and aliases are not taken of it.
    #[serde(default)]
    public: bool,
}

/// A key that was made.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MadeKey")]
struct Made {
    /// The key. Only its hash is kept.
    key: String,
    /// The name of what it tells in the log.
    source: String,
}

/// A key that opens nothing more.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RevokedKey")]
struct Revoked {
    hint: String,
}

async fn index(caller: May<Administer>) -> ApiResult<Json<Keys>> {
    let keys = caller.ask_criba(|criba, id| Ok(criba.house().keys(id)?)).await?;
    Ok(Json(Keys { keys: keys.into_iter().map(Key::of).collect(), cursor: None }))
}

async fn create(caller: May<Administer>, sent: Sent<New>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let name = body.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_MAX {
            return Err(Problem::field("/name", wrong_name()));
        }
        let by = caller.by(None).await?.email;
        let opens = Opens::Source { takes_outcomes: !body.public };
        let source = format!("v1:{name}");
        let key = caller.ask_criba(move |criba, workspace| {
            let key = criba.make_key(workspace, &opens, &name)?;
            let kind = opens.kind().to_owned();
            criba.record_change(workspace, &by, &Change::KeyMade { kind, name })?;
            Ok(key)
        });
        created(Made { key: key.await?, source })
    });
    answer.await
}

/// Characters of a key's name.
const NAME_MAX: usize = 80;

fn wrong_name() -> Words {
    Words::new(
        format!("hace falta un nombre, de {NAME_MAX} caracteres como mucho"),
        format!("it needs a name, of {NAME_MAX} characters at most"),
    )
}

async fn revoke(caller: May<Administer>, Id(hint): Id<String>, sent: Sent<()>) -> Response {
    let answer = sent.once.answer(&caller, async |_| {
        let by = caller.by(None).await?.email;
        let gone = hint.clone();
        caller.ask_criba(move |criba, id| criba.revoke_key(id, &gone, &by)).await?;
        done(Revoked { hint: hint.clone() })
    });
    answer.await
}
