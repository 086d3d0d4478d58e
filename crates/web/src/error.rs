//! What a person sees when something cannot be shown or done.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::said::Said;
use engine::stage::Refusal;
use runtime::RuntimeError;
use runtime::people::Permission;
use runtime::staff::Denial;
use store::StoreError;

/// Why a page cannot be shown, or an act not done.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum PageError {
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut {
        /// Where they wanted to go.
        path: String,
    },
    /// There is no such thing, or it is another workspace's.
    #[error("not found")]
    NotFound,
    /// They lack the permission.
    #[error("not allowed without {0:?}")]
    Forbidden(Permission),
    /// A form came from elsewhere, or is older than the session.
    #[error("the form is not from here")]
    Stale,
    /// What was sent cannot be used; the reader's own words say what to do.
    #[error("{0}")]
    Wrong(String),
    /// The same, said before it is known who reads.
    #[error("{0}")]
    Said(Said),
    /// Something else was written down since the page was made, and it has to be sent again.
    #[error("{0}")]
    Overtaken(String),
    /// The agreement does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The rules about who may do what do not allow it.
    #[error(transparent)]
    Denied(#[from] Denial),
    /// More came than is taken.
    #[error("too large")]
    TooLarge,
    /// The disk cannot keep up; nothing was written.
    #[error("busy")]
    Busy,
    /// The workspace's file is damaged; the log and `criba doctor` say which.
    #[error("set aside")]
    SetAside,
    /// Something is broken; the words are for the log.
    #[error("{0}")]
    Failed(String),
}

pub(crate) type PageResult<T = Response> = Result<T, PageError>;

impl From<RuntimeError> for PageError {
    fn from(error: RuntimeError) -> PageError {
        match error {
            error if error.is_disk_full() => PageError::Busy,
            RuntimeError::Missing(_) => PageError::NotFound,
            RuntimeError::Busy
            | RuntimeError::DiskFull
            | RuntimeError::Stopped
            | RuntimeError::Unwritten(_) => PageError::Busy,
            RuntimeError::SetAside(_) => PageError::SetAside,
            RuntimeError::Refused(refusal) => PageError::Refused(refusal),
            RuntimeError::Denied(denial) => PageError::Denied(denial),
            RuntimeError::Store(error) => PageError::Failed(error.to_string()),
            RuntimeError::Overtaken { .. }
            | RuntimeError::Problems(_)
            | RuntimeError::List(_)
            | RuntimeError::Wrong(_)
            | RuntimeError::Misnamed(_) => PageError::Said(error.said()),
        }
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> PageError {
        RuntimeError::from(error).into()
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> PageError {
        PageError::Failed(format!("a page could not be made: {error}"))
    }
}

impl PageError {
    /// The status that says the same to a program.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            PageError::SignedOut { .. } => StatusCode::SEE_OTHER,
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::Forbidden(_) | PageError::Stale => StatusCode::FORBIDDEN,
            PageError::Wrong(_)
            | PageError::Said(_)
            | PageError::Refused(_)
            | PageError::Denied(_) => StatusCode::UNPROCESSABLE_ENTITY,
            PageError::Overtaken(_) => StatusCode::CONFLICT,
            PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::Busy | PageError::SetAside => StatusCode::SERVICE_UNAVAILABLE,
            PageError::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The page itself is made by [`crate::guard`], which knows who asked and in which language.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let PageError::SignedOut { path } = &self {
            let to = format!("/entrar?volver={}", encoded(path));
            return see_other(&to);
        }
        let mut response = self.status().into_response();
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Sends the browser to another page after something was done.
pub(crate) fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The header by which a browser keeps an answer as a file of a name.
pub(crate) fn attachment(name: &str) -> PageResult<HeaderValue> {
    HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| PageError::Failed(error.to_string()))
}

/// An address with one thing more in its query, before its anchor.
pub(crate) fn queried(address: &str, name: &str, value: &str) -> String {
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    let mark = if path.contains('?') { '&' } else { '?' };
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    format!("{path}{mark}{name}={}{anchor}", encoded(value))
}

/// A text as a query may carry it.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            // A String takes everything that is written to it.
            _ => write!(encoded, "%{byte:02X}").unwrap_or_default(),
        }
    }
    encoded
}

/// A path of this server; anything else leads home, so that no link can lead elsewhere.
pub(crate) fn local(path: &str) -> &str {
    let is_local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if is_local { path } else { "/hoy" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_back_stays_here() {
        assert_eq!(local("/contactos?q=a"), "/contactos?q=a");
        for away in ["https://evil.example", "//evil.example", "/\\evil.example", "", "/a\r\nb"] {
            assert_eq!(local(away), "/hoy", "{away}");
        }
        assert_eq!(encoded("/hoy?c=1&b=ñ"), "/hoy%3Fc%3D1%26b%3D%C3%B1");
    }
}
