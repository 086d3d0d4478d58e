//! What the path of a page names, and where people reach this server.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::PageError;
use crate::seat::Seat;

/// What a path names. What cannot be read names nothing, whether it is asked for or sent to.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Path<T>, PageError> {
        let path = axum::extract::Path::from_request_parts(parts, app).await;
        path.map(|axum::extract::Path(named)| Path(named)).map_err(|_| PageError::NotFound)
    }
}

/// Where people reach this server, as the settings or their browser say.
pub(crate) fn host(seat: &Seat, parts: &Parts) -> String {
    let base = seat.app.settings().base_url.trim_end_matches('/').to_owned();
    if !base.is_empty() {
        return base;
    }
    let host = parts.headers.get(axum::http::header::HOST).and_then(|host| host.to_str().ok());
    host.map_or_else(String::new, |host| format!("http://{host}"))
}
