//! Coming in: the first workspace, signing in and out.

mod first;
mod sample;
mod sign_in;
mod space;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::{PageError, see_other};
use crate::routes::Table;
use crate::seat::COOKIE_NAME;

pub(crate) use first::COUNTRIES;
pub(crate) use space::{Others, others};

pub(crate) fn routes(table: &mut Table) {
    sign_in::routes(table);
    first::routes(table);
    sample::routes(table);
    space::routes(table);
}

/// Sends somebody who has just signed in to a page, with their cookie.
pub(crate) fn welcome(app: &App, cookie: &str, to: &str) -> Response {
    with_cookie(app, cookie, runtime::people::SESSION_LASTS.micros() / 1_000_000, to)
}

/// Forgets the cookie.
fn farewell(app: &App) -> Response {
    with_cookie(app, "", 0, "/entrar")
}

fn with_cookie(app: &App, cookie: &str, seconds: i64, to: &str) -> Response {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let text = format!(
        "{COOKIE_NAME}={cookie}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    );
    let mut response = see_other(to).into_response();
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// The browser's name, as sessions are listed by it.
pub(crate) fn agent(headers: &HeaderMap) -> String {
    let value = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// What is wrong with a field, by its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Errors(Vec<(&'static str, String)>);

impl Errors {
    pub(crate) fn add(&mut self, field: &'static str, words: String) {
        self.0.push((field, words));
    }

    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, words)| words.as_str())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A page with the status of a form that was not taken.
fn refused(page: Result<Response, PageError>) -> Result<Response, PageError> {
    page.map(|mut page| {
        *page.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        page
    })
}
