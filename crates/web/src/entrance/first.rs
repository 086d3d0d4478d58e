//! The very first page: a workspace and who begins it, in four fields.

use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use engine::agreement::Language;
use jiff::tz::TimeZone;
use runtime::people::{PASSWORD_MIN, PERMISSIONS};
use serde::Deserialize;

use super::{Errors, agent, refused, welcome};
use crate::error::{PageResult, see_other};
use crate::layout::page;
use crate::posted::Open;
use crate::routes::Table;
use crate::seat::{Guest, waiting};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/empezar", get(show));
    table.post("/empezar", post(create));
}

/// Countries to choose from, the most likely first.
pub(crate) const COUNTRIES: [&str; 24] = [
    "ES", "MX", "CO", "AR", "CL", "PE", "EC", "UY", "PY", "BO", "VE", "CR", "PA", "GT", "SV", "HN",
    "NI", "DO", "PR", "CU", "PT", "US", "GB", "IE",
];

#[derive(Template)]
#[template(path = "entrance/first.html")]
struct First {
    w: Words,
    form: Workspace,
    countries: Vec<(&'static str, String)>,
    errors: Errors,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Workspace {
    name: String,
    country: String,
    email: String,
    password: String,
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    idioma: String,
}

impl First {
    fn of(words: Words, form: Workspace, errors: Errors) -> First {
        let mut countries: Vec<(&'static str, String)> =
            COUNTRIES.iter().map(|code| (*code, words.country_name(code))).collect();
        if words.language() == Language::En {
            countries.sort_by(|a, b| a.1.cmp(&b.1));
        }
        First { w: words, form, countries, errors }
    }
}

async fn is_begun(guest: &Guest) -> PageResult<bool> {
    let criba = std::sync::Arc::clone(guest.app.criba());
    Ok(!waiting(move || Ok(criba.house().is_empty()?)).await?)
}

async fn show(guest: Guest, Query(chosen): Query<Chosen>) -> PageResult {
    if is_begun(&guest).await? {
        return Ok(see_other("/entrar"));
    }
    let words = match chosen.idioma.as_str() {
        "es" => guest.app.catalogue().words("", Language::Es, TimeZone::UTC),
        "en" => guest.app.catalogue().words("GB", Language::En, TimeZone::UTC),
        _ => guest.words,
    };
    page(&First::of(words, Workspace::default(), Errors::default()))
}

/// `POST /empezar`: makes the workspace, its agreement and its first person, and signs them in.
async fn create(guest: Guest, headers: HeaderMap, Open(form): Open<Workspace>) -> PageResult {
    if is_begun(&guest).await? {
        return Ok(see_other("/entrar"));
    }
    let words = guest.words;
    let mut errors = Errors::default();
    if form.name.trim().is_empty() {
        errors.add("name", words.t("first-name-missing"));
    }
    if !COUNTRIES.contains(&form.country.as_str()) {
        errors.add("country", words.t("first-country-missing"));
    }
    if import::values::emails::address(form.email.trim()).is_none() {
        errors.add("email", words.t("first-email-wrong"));
    }
    if form.password.chars().count() < PASSWORD_MIN {
        errors.add("password", words.count("first-password-short", PASSWORD_MIN as u64));
    }
    if !errors.is_empty() {
        let form = Workspace { password: String::new(), ..form };
        return refused(page(&First::of(words, form, errors)));
    }
    let (criba, agent) = (std::sync::Arc::clone(guest.app.criba()), agent(&headers));
    let cookie = waiting(move || {
        let workspace = criba.add_workspace(&form.name, &form.country, None, &form.email)?;
        criba.add_person(workspace, &form.email, "", &form.password, &PERMISSIONS)?;
        criba.sign_in(&form.email, &form.password, &agent)
    });
    match cookie.await? {
        Some(cookie) => Ok(welcome(&guest.app, &cookie, "/importar?primera=si")),
        None => Ok(see_other("/entrar")),
    }
}
