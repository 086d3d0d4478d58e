//! Keys of programs: made, shown once, revoked.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use engine::said::Said;
use runtime::RuntimeError;
use runtime::criba::Criba;
use runtime::keys::{Opens, SCOPES};
use runtime::people::Permission;
use runtime::sources::Kind;
use runtime::staff::Change;
use serde::Deserialize;
use store::house::{KeyRow, SourceRow};
use store::ids::WorkspaceId;

use super::frame::{Asked, Frame, refused, shell, who_may};
use crate::entrance::Errors;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/claves", get(show));
    table.post("/ajustes/claves", post(create));
    table.post("/ajustes/claves/revocar", post(revoke));
}

/// Characters of a key's name.
const NAME_MAX: usize = 80;

/// The page.
#[derive(Template)]
#[template(path = "settings/keys.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    rows: Vec<Row>,
    /// What Criba shows to others for its sources.
    shown: Vec<ToOthers>,
    /// A key that was just made: it is shown this once.
    made: Option<String>,
    name: String,
    kind: String,
    /// What a key of the API may be made for: the id, what it is called, and whether it is chosen.
    scopes: Vec<(&'static str, String, bool)>,
    errors: Errors,
    can_administer: bool,
    who_may: String,
}

/// A key in the list.
struct Row {
    name: String,
    kind: String,
    /// What it may do, where that is said beside its kind.
    can: Option<String>,
    hint: String,
    made: String,
    used: Option<String>,
    /// Until when it counts, where another takes its place.
    ends: Option<String>,
}

/// What Criba shows to others: with what Meta is asked, and which topic of Amazon it listens to.
struct ToOthers {
    source: String,
    href: String,
    what: String,
    /// What may be shown of it.
    shown: Option<String>,
}

/// What the sources of a workspace show to others.
fn to_others(
    criba: &Criba,
    workspace: WorkspaceId,
) -> Result<Vec<(SourceRow, bool)>, RuntimeError> {
    let house = criba.house();
    let rows = house.sources()?.into_iter().filter(|row| row.workspace == workspace);
    let mut found: Vec<(SourceRow, bool)> = Vec::new();
    for row in rows {
        match Kind::with_id(&row.kind) {
            Some(Kind::Meta) => {
                let has_token = !house.access(row.id)?.token.is_empty();
                found.push((row, has_token));
            }
            Some(Kind::Ses) => found.push((row, true)),
            _ => {}
        }
    }
    Ok(found)
}

fn other((row, is_there): (SourceRow, bool), w: &Words) -> ToOthers {
    let is_topic = row.kind == Kind::Ses.id();
    ToOthers {
        href: format!("/fuentes/{}", row.slug),
        what: w.t(match (is_topic, is_there) {
            (true, _) => "source-topic",
            (false, true) => "key-meta-token",
            (false, false) => "key-meta-token-none",
        }),
        shown: is_topic.then_some(row.verify_token),
        source: row.slug,
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Form {
    name: String,
    kind: String,
    /// What a key of the API may do, an id each.
    can: Vec<String>,
}

impl Form {
    /// What the key is to open; `None` where nothing that is offered was chosen.
    fn opens(&self) -> Option<Opens> {
        match self.kind.as_str() {
            "api" => Opens::api(&self.can.join(",")).ok(),
            "source" => Some(Opens::Source { takes_outcomes: true }),
            "page" => Some(Opens::Source { takes_outcomes: false }),
            _ => None,
        }
    }
}

async fn of(
    seat: &Seat,
    frame: Frame,
    form: Form,
    made: Option<String>,
    errors: Errors,
) -> PageResult<Page> {
    let (rows, shown) = seat
        .ask_house(|criba, workspace| {
            let keys = criba.house().keys(workspace)?;
            Ok((keys, to_others(criba, workspace)?))
        })
        .await?;
    Ok(Page {
        shell: shell(seat).await?,
        frame,
        rows: rows.into_iter().map(|key| row(seat, key)).collect(),
        shown: shown.into_iter().map(|one| other(one, &seat.words)).collect(),
        made,
        scopes: scopes(&form, &seat.words),
        name: form.name,
        kind: form.kind,
        errors,
        can_administer: seat.may(Permission::Administer),
        who_may: who_may(seat, Permission::Administer).await?,
    })
}

fn row(seat: &Seat, key: KeyRow) -> Row {
    let w = &seat.words;
    let (kind, can) = match Opens::of(&key) {
        Ok(Opens::Source { takes_outcomes: true }) => ("key-source", None),
        Ok(Opens::Source { takes_outcomes: false }) => {
            ("key-source", Some(w.t("key-without-outcomes")))
        }
        Ok(Opens::Metrics) => ("key-metrics", None),
        Ok(Opens::Api(can)) => {
            let can: Vec<String> = can.into_iter().map(|can| called(can, w)).collect();
            ("key-api", Some(can.join(", ")))
        }
        // Another release wrote it: this one opens nothing with it.
        Err(_) => ("key-unknown", None),
    };
    Row {
        kind: w.t(kind),
        can,
        name: if key.name.is_empty() { w.t("key-unnamed") } else { key.name },
        hint: key.hint,
        made: w.moment(key.made_at, seat.now()),
        used: key.used_at.map(|at| w.moment(at, seat.now())),
        ends: key.expires_at.map(|at| {
            let is_over = at <= seat.now();
            let said = if is_over { "source-ended" } else { "source-until" };
            w.t1(said, "when", w.moment(at, seat.now()))
        }),
    }
}

fn called(permission: Permission, w: &Words) -> String {
    w.t(&format!("permission-{}", permission.id()))
}

/// What a key may be made for beside seeing. Before a form is sent, what programs commonly need.
fn scopes(form: &Form, w: &Words) -> Vec<(&'static str, String, bool)> {
    let is_chosen = |scope: Permission| match form.kind.as_str() {
        "" => scope != Permission::Administer,
        _ => form.can.iter().any(|can| can == scope.id()),
    };
    let scopes = SCOPES.into_iter().filter(|scope| *scope != Permission::View);
    scopes.map(|scope| (scope.id(), called(scope, w), is_chosen(scope))).collect()
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let frame = Frame::of(&seat, "keys", &asked).await?;
    page(&of(&seat, frame, Form::default(), None, Errors::default()).await?)
}

/// `POST /ajustes/claves`: makes a key and shows it, this once.
async fn create(seat: Can<Administer>, Posted(form): Posted<Form>) -> PageResult {
    let opens = form.opens().ok_or_else(|| {
        PageError::Said(Said::new(
            "no hay claves de esa clase; hay que elegir una de las que se ofrecen",
            "there is no such kind of key; choose one that is offered",
        ))
    })?;
    let frame = Frame::plain("keys");
    let name: String = form.name.trim().chars().take(NAME_MAX).collect();
    if name.is_empty() {
        let mut errors = Errors::default();
        errors.add("name", seat.words.t("key-name-missing"));
        return refused(page(&of(&seat, frame, form, None, errors).await?));
    }
    let by = seat.email().to_owned();
    let made = seat
        .ask_house(move |criba, workspace| {
            let key = criba.make_key(workspace, &opens, &name)?;
            let kind = opens.kind().to_owned();
            criba.record_change(workspace, &by, &Change::KeyMade { kind, name })?;
            Ok(key)
        })
        .await?;
    page(&of(&seat, frame, Form::default(), Some(made), Errors::default()).await?)
}

#[derive(Deserialize)]
struct Revoked {
    hint: String,
}

/// `POST /ajustes/claves/revocar`: confirmed on the page, for it cannot be undone.
async fn revoke(seat: Can<Administer>, Posted(form): Posted<Revoked>) -> PageResult {
    let by = seat.email().to_owned();
    seat.ask_house(move |criba, workspace| criba.revoke_key(workspace, &form.hint, &by)).await?;
    Ok(see_other("/ajustes/claves?hecho=revoked"))
}
