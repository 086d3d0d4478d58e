//! `/fuentes/nueva`: which kind of source, and what it needs to be made.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use runtime::keys::Opens;
use runtime::sources::{Kind, NewSource, Secret};
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;

use super::marks::hook_said;
use super::setup::secret_name;
use super::shown::{Given, made_now};
use crate::error::{PageError, PageResult};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes/nueva", get(show));
    table.post("/fuentes", post(create));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/new.html")]
struct New {
    shell: Shell,
    /// The kinds to choose from, where none is chosen: id and name.
    kinds: Vec<(&'static str, String)>,
    chosen: Option<Chosen>,
    form: Form,
    error: Option<String>,
}

/// A kind that was chosen.
struct Chosen {
    name: String,
    /// What its name is for.
    name_help: String,
    /// What its secret is, where it may or must be given.
    secret: Option<String>,
    is_secret_needed: bool,
    /// What its token is, where it has one that must be given.
    token: Option<String>,
    is_form: bool,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Form {
    tipo: String,
    name: String,
    secret: String,
    token: String,
    thanks: String,
}

/// What stands for a key of a program among the kinds.
const KEY: &str = "key";
/// The same for one that stands in a web page, where anybody reads it.
const PAGE: &str = "page";

fn kinds(w: &Words) -> Vec<(&'static str, String)> {
    let hooks = Kind::all().map(|kind| (kind.id(), hook_said(kind, w)));
    let keys = [PAGE, KEY].map(|id| (id, w.t(&format!("source-kind-of-{id}"))));
    keys.into_iter().chain(hooks).collect()
}

fn chosen(id: &str, w: &Words) -> Option<Chosen> {
    if id == KEY || id == PAGE {
        return Some(Chosen {
            name: w.t(&format!("source-kind-of-{id}")),
            name_help: w.t("source-name-key-help"),
            secret: None,
            is_secret_needed: false,
            token: None,
            is_form: false,
        });
    }
    let kind = Kind::with_id(id)?;
    Some(Chosen {
        name: hook_said(kind, w),
        name_help: w.t("source-slug-help"),
        secret: (kind != Kind::Form).then(|| secret_name(kind, w)),
        is_secret_needed: kind.secret() == Secret::Given,
        token: (kind == Kind::Ses).then(|| w.t("source-topic")),
        is_form: kind == Kind::Form,
    })
}

async fn filled(seat: &Seat, form: Form, error: Option<String>) -> PageResult {
    let w = &seat.words;
    let chosen = chosen(&form.tipo, w);
    let kinds = if chosen.is_none() { kinds(w) } else { Vec::new() };
    let is_wrong = error.is_some();
    let shell = Shell::of(seat, Nav::Sources).await?;
    let mut page = page(&New { shell, kinds, chosen, form, error })?;
    if is_wrong {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

async fn show(seat: Can<Administer>, Query(form): Query<Form>) -> PageResult {
    let form = Form { tipo: form.tipo, ..Form::default() };
    filled(&seat, form, None).await
}

/// `POST /fuentes`: makes it, and shows once what was made for it.
async fn create(
    seat: Can<Administer>,
    parts: Parts,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let w = &seat.words;
    let name = form.name.trim().to_owned();
    if chosen(&form.tipo, w).is_none() {
        return filled(&seat, Form::default(), Some(w.t("source-kind-missing"))).await;
    }
    if name.is_empty() {
        return filled(&seat, form, Some(w.t("key-name-missing"))).await;
    }
    let by = seat.email().to_owned();
    let (kind, typed) = (Kind::with_id(&form.tipo), form.clone());
    let made = seat.ask_house(move |criba, workspace| {
        let (source, given) = if let Some(kind) = kind {
            let text = |text: String| Some(text).filter(|text| !text.trim().is_empty());
            let thanks = typed.thanks.lines().map(str::trim).filter(|line| !line.is_empty());
            let made = criba.add_source(NewSource {
                workspace,
                kind,
                slug: name.clone(),
                secret: text(typed.secret),
                verify_token: text(typed.token),
                thanks: thanks.map(str::to_owned).collect(),
            })?;
            let given = Given { secret: made.secret, token: made.verify_token, ..Given::default() };
            (name, given)
        } else {
            let opens = Opens::Source { takes_outcomes: typed.tipo != PAGE };
            let key = criba.make_key(workspace, &opens, &name)?;
            (format!("v1:{name}"), Given { secret: Some(key), ..Given::default() })
        };
        let change = Change::Source { name: source.clone(), what: SourceChange::Made };
        criba.record_change(workspace, &by, &change)?;
        Ok((source, given))
    });
    match made.await {
        Ok((source, given)) => made_now(&seat, &parts, &source, given).await,
        Err(PageError::Said(said)) => {
            let error = w.said(&said);
            filled(&seat, form, Some(error)).await
        }
        Err(error) => Err(error),
    }
}
