//! What lets pages of other sites send here, and read every answer.
//!
//! A browser that may not read a refusal takes it for a broken network and tries for ever; so the
//! headers stand on every answer under `/v1`, whichever part of the server gave it. No cookie is
//! looked at there, so any site may send: what counts is its key.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;

/// Whether an address is one of these.
pub(crate) fn is_ingest(path: &str) -> bool {
    path == "/v1" || path.starts_with("/v1/")
}

/// What a browser asks before it sends; `None` for any other request.
pub(crate) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Response> {
    if method != Method::OPTIONS {
        return None;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let answered = response.headers_mut();
    let methods = HeaderValue::from_static("POST, GET, OPTIONS");
    answered.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    // The request's own list: `*` does not cover Authorization.
    let usual = HeaderValue::from_static("authorization, content-type, x-retry-count");
    let asked = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned().unwrap_or(usual);
    answered.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked);
    answered.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    answered.insert(header::VARY, HeaderValue::from_static("Access-Control-Request-Headers"));
    open(answered);
    Some(response)
}

/// Makes any answer under `/v1` one that its client can read: what the framework refuses without
/// words gets them, and every answer its headers.
pub(crate) fn dress(response: Response) -> Response {
    let is_bare = !response.headers().contains_key(header::CONTENT_TYPE)
        || is_plain_text(response.headers()) && response.status() == StatusCode::BAD_REQUEST;
    let refusal = match response.status() {
        StatusCode::NOT_FOUND => Some(Refusal::NotFound),
        // An address that the framework cannot read is that of nothing.
        StatusCode::BAD_REQUEST => Some(Refusal::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Refusal::WrongMethod),
        _ => None,
    };
    let mut dressed = match refusal.filter(|_| is_bare) {
        Some(refusal) => {
            let mut said = refusal.into_response();
            if let Some(allow) = response.headers().get(header::ALLOW) {
                said.headers_mut().insert(header::ALLOW, allow.clone());
            }
            said
        }
        None => response,
    };
    open(dressed.headers_mut());
    dressed
}

fn is_plain_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

fn open(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let exposed = "Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit, \
                   X-RateLimit-Remaining, X-RateLimit-Reset";
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(exposed));
    // A page of another site may show the picture that tells.
    let cross = HeaderValue::from_static("cross-origin");
    headers.insert("cross-origin-resource-policy", cross);
}
