//! Keys of programs: made, shown once, revoked.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use engine::said::Said;
use runtime::people::Permission;
use runtime::staff::Change;
use serde::Deserialize;
use store::house::KeyRow;

use super::frame::{Asked, Frame, refused, shell, who_may};
use crate::entrance::Errors;
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/claves", get(show));
    table.post("/ajustes/claves", post(create));
    table.post("/ajustes/claves/revocar", post(revoke));
}

/// What a key opens, by the ids that commands use.
const KINDS: [&str; 2] = ["api", "source"];
/// Characters of a key's name.
const NAME_MAX: usize = 80;

/// The page.
#[derive(Template)]
#[template(path = "settings/keys.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    rows: Vec<Row>,
    /// A key that was just made: it is shown this once.
    made: Option<String>,
    name: String,
    kind: String,
    errors: Errors,
    can_administer: bool,
    who_may: String,
}

/// A key in the list.
struct Row {
    name: String,
    kind: String,
    hint: String,
    made: String,
    used: Option<String>,
    /// Until when it counts, where another takes its place.
    ends: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Form {
    name: String,
    kind: String,
}

async fn of(
    seat: &Seat,
    frame: Frame,
    form: Form,
    made: Option<String>,
    errors: Errors,
) -> PageResult<Page> {
    let rows = seat.ask_house(|criba, workspace| Ok(criba.house().keys(workspace)?)).await?;
    Ok(Page {
        shell: shell(seat).await?,
        frame,
        rows: rows.into_iter().map(|key| row(seat, key)).collect(),
        made,
        name: form.name,
        kind: form.kind,
        errors,
        can_administer: seat.may(Permission::Administer),
        who_may: who_may(seat, Permission::Administer).await?,
    })
}

fn row(seat: &Seat, key: KeyRow) -> Row {
    let w = &seat.words;
    Row {
        kind: w.t(match key.kind.as_str() {
            "source" => "key-source",
            "metrics" => "key-metrics",
            _ => "key-api",
        }),
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

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let frame = Frame::of(&seat, "keys", &asked).await?;
    page(&of(&seat, frame, Form::default(), None, Errors::default()).await?)
}

/// `POST /ajustes/claves`: makes a key and shows it, this once.
async fn create(seat: Can<Administer>, Posted(form): Posted<Form>) -> PageResult {
    let kind = KINDS.into_iter().find(|kind| *kind == form.kind);
    let kind = kind.ok_or_else(|| {
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
            let key = criba.add_key(workspace, kind, &name)?;
            criba.record_change(
                workspace,
                &by,
                &Change::KeyMade { kind: kind.to_owned(), name },
            )?;
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
