//! Why a request of a program was not taken, in the one form that every client of this protocol
//! understands: JSON with a `code` that stays and a `message` for who looks at it.
//!
//! One of these clients retries an error whose JSON lacks either, and browsers retry one whose
//! headers they may not read; so every refusal has both, and [`super::cors`] dresses it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::time::Span;
use runtime::RuntimeError;
use serde_json::json;

/// Why nothing was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It came without a key.
    NoKey,
    /// Its key opens nothing, or does no more.
    UnknownKey,
    /// Its key is one for something else.
    OtherKey,
    /// More came under the key than it may send.
    TooMany {
        /// When the next one may come.
        wait: Span,
        /// How many may come in a second.
        per_second: u32,
    },
    /// There is no such address.
    NotFound,
    /// There is one, and it takes other methods.
    WrongMethod,
    /// It took too long to arrive.
    TooSlow,
    /// More came than is taken.
    TooLarge {
        /// The most that is, uncompressed.
        bytes_max: usize,
    },
    /// It is compressed in a way that is not read.
    Encoding,
    /// It does not come out of its compression.
    Compressed,
    /// It is no text.
    NotText,
    /// It is no JSON; where it stops being some.
    NotJson(String),
    /// It is JSON and no object.
    NotAnObject,
    /// It holds more within each other than is looked at.
    TooDeep,
    /// It lists nothing that happened.
    NoBatch,
    /// It says that something happened, and not what.
    NoEvent,
    /// The disk cannot keep up; nothing was written.
    Busy,
    /// The disk has no room left; nothing was written.
    DiskFull,
    /// The workspace's file is damaged; the log and `criba doctor` say which.
    SetAside,
    /// It was not written; the words are for the log.
    Failed(String),
}

pub(crate) type Taken<T = Response> = Result<T, Refusal>;

impl From<RuntimeError> for Refusal {
    fn from(error: RuntimeError) -> Refusal {
        match error {
            RuntimeError::Busy | RuntimeError::Stopped => Refusal::Busy,
            RuntimeError::DiskFull => Refusal::DiskFull,
            RuntimeError::SetAside(_) => Refusal::SetAside,
            RuntimeError::Store(error) if error.is_disk_full() => Refusal::DiskFull,
            error => Refusal::Failed(error.to_string()),
        }
    }
}

impl Refusal {
    /// Its kind, which stays the same.
    fn code(&self) -> &'static str {
        match self {
            Refusal::NoKey => "no_key",
            Refusal::UnknownKey => "unknown_key",
            Refusal::OtherKey => "not_a_source_key",
            Refusal::TooMany { .. } => "too_many_requests",
            Refusal::NotFound => "not_found",
            Refusal::WrongMethod => "method_not_allowed",
            Refusal::TooSlow => "too_slow",
            Refusal::TooLarge { .. } => "too_large",
            Refusal::Encoding => "unsupported_encoding",
            Refusal::Compressed => "invalid_compression",
            Refusal::NotText => "invalid_utf8",
            Refusal::NotJson(_) => "invalid_json",
            Refusal::NotAnObject => "not_an_object",
            Refusal::TooDeep => "too_deep",
            Refusal::NoBatch => "no_batch",
            Refusal::NoEvent => "no_event",
            Refusal::Busy => "busy",
            Refusal::DiskFull => "disk_full",
            Refusal::SetAside => "workspace_set_aside",
            Refusal::Failed(_) => "not_stored",
        }
    }

    /// The status. What a client should try again is 408, 429 or 5xx; the rest it drops.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Refusal::NoKey | Refusal::UnknownKey => StatusCode::UNAUTHORIZED,
            Refusal::OtherKey => StatusCode::FORBIDDEN,
            Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::Compressed
            | Refusal::NotText
            | Refusal::NotJson(_)
            | Refusal::NotAnObject
            | Refusal::TooDeep
            | Refusal::NoBatch
            | Refusal::NoEvent => StatusCode::BAD_REQUEST,
            Refusal::Busy | Refusal::SetAside | Refusal::Failed(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Refusal::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    fn message(&self) -> String {
        let words = match self {
            Refusal::NoKey => {
                "the request has no write key; send it as the user of Basic authorization, or as \
                 `writeKey` in the body"
            }
            Refusal::UnknownKey => "no source has this write key; make one with `criba key add`",
            Refusal::OtherKey => {
                "this key is not one for telling what happened; make one of kind source"
            }
            Refusal::TooMany { per_second, .. } => {
                return format!(
                    "more than {per_second} requests in a second came under this key; try again"
                );
            }
            Refusal::NotFound => "there is no such address under /v1",
            Refusal::WrongMethod => "this address takes another method",
            Refusal::TooSlow => "the request took too long to arrive; try again",
            Refusal::TooLarge { bytes_max } => {
                return format!(
                    "more than {bytes_max} bytes came, uncompressed; send less at once"
                );
            }
            Refusal::Encoding => "the body is compressed in a way that is not read; use gzip",
            Refusal::Compressed => "the body does not come out of its compression",
            Refusal::NotText => "the body is not UTF-8",
            Refusal::NotJson(place) => return format!("the body is not JSON: {place}"),
            Refusal::NotAnObject => "the body is not a JSON object",
            Refusal::TooDeep => "the body holds too many objects within each other",
            Refusal::NoBatch => "the body has no array `batch`",
            Refusal::NoEvent => "a track call has to say which `event` happened",
            Refusal::Busy => "more is waiting than can be written; nothing was, try again",
            Refusal::DiskFull => "the disk is full; nothing was written, try again",
            Refusal::SetAside => {
                "the file of this workspace is damaged and nothing is written to it; who runs the \
                 server should look at what `criba doctor` says, then try again"
            }
            Refusal::Failed(_) => "nothing was written; try again",
        };
        words.to_owned()
    }

    /// After how many seconds to try again, where that may help.
    fn retry_after(&self) -> Option<i64> {
        match self {
            // Whole seconds, and one more where a part of one is left.
            Refusal::TooMany { wait, .. } => Some(((wait.micros() + 999_999) / 1_000_000).max(1)),
            Refusal::Busy | Refusal::TooSlow => Some(2),
            Refusal::Failed(_) => Some(10),
            Refusal::DiskFull | Refusal::SetAside => Some(60),
            _ => None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if let Refusal::Failed(words) = &self {
            tracing::error!(error = %words, "what a source told was not written");
        }
        let (status, code) = (self.status(), self.code());
        let document = json!({
            "type": format!("urn:criba:problem:{code}"),
            "title": status.canonical_reason().unwrap_or(code),
            "status": status.as_u16(),
            "code": code,
            "message": self.message(),
        });
        let mut response = (status, document.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use engine::said::Said;

    use super::*;

    #[test]
    fn what_should_be_sent_again_says_when() {
        for (error, status) in [
            (RuntimeError::Busy, 503),
            (RuntimeError::Stopped, 503),
            (RuntimeError::Wrong(Said::machine("x")), 503),
        ] {
            let response = Refusal::from(error).into_response();
            assert_eq!(response.status(), status);
            assert!(response.headers().contains_key(header::RETRY_AFTER));
        }
        for refusal in [Refusal::DiskFull, Refusal::TooSlow] {
            assert!(refusal.into_response().headers().contains_key(header::RETRY_AFTER));
        }
        assert_eq!(Refusal::DiskFull.status(), 507);
        let wait = Span::from_micros(1_000_001);
        let response = Refusal::TooMany { wait, per_second: 1 }.into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        let response = Refusal::UnknownKey.into_response();
        assert!(!response.headers().contains_key(header::RETRY_AFTER));
    }
}
