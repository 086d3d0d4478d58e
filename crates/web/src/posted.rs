//! Forms that people send.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use engine::said::Said;
use runtime::people::csrf;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::PageError;
use crate::seat::session_cookie;

/// The most that a form may hold.
const FORM_BYTES_MAX: usize = 512 << 10;

/// A form of somebody who is signed in: it carries what only a page of theirs can know.
#[derive(Debug)]
pub(crate) struct Posted<T>(pub(crate) T);

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    csrf: String,
}

impl<T: DeserializeOwned + Send> FromRequest<App> for Posted<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &App) -> Result<Posted<T>, PageError> {
        let (parts, body) = request.into_parts();
        let cookie = session_cookie(&parts).unwrap_or_default();
        let bytes = form(parts.headers.get(CONTENT_TYPE), body).await?;
        let token: Token = read(&bytes)?;
        if token.csrf.is_empty() || token.csrf != csrf(&cookie) {
            return Err(PageError::Stale);
        }
        read(&bytes).map(Posted)
    }
}

/// A form of somebody who is not signed in yet.
#[derive(Debug)]
pub(crate) struct Open<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequest<App> for Open<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &App) -> Result<Open<T>, PageError> {
        let (parts, body) = request.into_parts();
        let bytes = form(parts.headers.get(CONTENT_TYPE), body).await?;
        read(&bytes).map(Open)
    }
}

async fn form(
    content_type: Option<&axum::http::HeaderValue>,
    body: axum::body::Body,
) -> Result<Vec<u8>, PageError> {
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(PageError::Said(Said::new(
            "lo que llegó no es un formulario; hay que abrir la página otra vez y enviarlo desde ella",
            "what came is no form; open the page again and send it from there",
        )));
    }
    match axum::body::to_bytes(body, FORM_BYTES_MAX).await {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(_) => Err(PageError::TooLarge),
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, PageError> {
    serde_html_form::from_bytes(bytes).map_err(|error| {
        PageError::Said(Said::new(
            format!("no se pudo leer el formulario ({error}); hay que abrir la página otra vez"),
            format!("the form could not be read ({error}); open the page again"),
        ))
    })
}
