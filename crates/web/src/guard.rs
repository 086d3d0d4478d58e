//! What every answer carries and every request must pass: headers, origin, dress for errors.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api;
use crate::app::App;
use crate::entrance::others;
use crate::error::PageError;
use crate::hooks;
use crate::ingest;
use crate::layout::Failure;
use crate::seat::{Guest, Seat};

/// Headers of every answer: nothing from elsewhere is loaded, framed or guessed.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'self'; object-src 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Sets the headers of every answer, and keeps what is personal out of shared caches.
pub(crate) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if app.is_secure() {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Refuses what changes something and was sent by a page of another site.
///
/// Browsers say where a request comes from; programs with a key of the API need not, pages of other
/// sites tell what happened there by a key of theirs, what a source is told is signed, and a form may
/// stand on any site: it acts for nobody who is signed in here.
pub(crate) async fn origin(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !is_safe(request.method())
        && !["/api/", "/hooks/", "/f/"].iter().any(|part| path.starts_with(part))
        && !ingest::is_ingest(path)
        && !is_from_here(request.headers())
    {
        return PageError::Stale.into_response();
    }
    next.run(request).await
}

/// Whether a method changes nothing.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

pub(crate) fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match (text(header::ORIGIN), text(header::HOST)) {
            (Some(origin), Some(host)) => {
                origin.split_once("://").is_some_and(|(_, origin)| origin == host)
            }
            // Neither header: no browser of today sends such a form.
            (None, _) => true,
            (Some(_), None) => false,
        },
    }
}

/// Makes the page that says what went wrong, in the reader's language.
pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let is_hook = request.uri().path() == "/hooks" || request.uri().path().starts_with("/hooks/");
    if ingest::is_ingest(request.uri().path()) {
        return match ingest::preflight(request.method(), request.headers()) {
            Some(answer) => answer,
            None => ingest::dress(api::metered(next.run(request)).await),
        };
    }
    let (mut parts, body) = request.into_parts();
    let kept = parts.clone();
    let request = Request::from_parts(parts.clone(), body);
    if is_api {
        return api::dress(&app, &kept, api::metered(next.run(request)).await);
    }
    let response = next.run(request).await;
    if is_hook {
        return hooks::dress(&app, &kept, response);
    }
    let error = response.extensions().get::<PageError>().cloned();
    let mut status = response.status();
    let error = match error {
        Some(error) => error,
        // What the framework could not read of an address, it says in bare English, and that the
        // request is wrong. Who asks for a page by an address that is none finds nothing there.
        None if is_bare(&response) => {
            if is_safe(&kept.method) {
                status = StatusCode::NOT_FOUND;
            }
            PageError::NotFound
        }
        // A page that says itself what is not there is left as it is.
        None if response.headers().contains_key(header::CONTENT_TYPE) => return response,
        None if response.status() == StatusCode::NOT_FOUND => PageError::NotFound,
        None => return response,
    };
    if let PageError::Failed(words) = &error {
        tracing::error!(error = %words, path = %kept.uri.path(), "a request failed");
    }
    parts = kept;
    let words = match Seat::from_request_parts(&mut parts, &app).await {
        Ok(seat) => seat.words,
        Err(_) => match Guest::from_request_parts(&mut parts, &app).await {
            Ok(guest) => guest.words,
            Err(never) => match never {},
        },
    };
    let others = match error {
        PageError::SetAside => others(&app, &parts).await,
        _ => None,
    };
    let mut page = Failure::of(&words, &error).beside(others).into_response();
    *page.status_mut() = status;
    if let Some(wait) = response.headers().get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    page
}

/// Whether an answer is the framework's own about an address that it cannot read.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_text = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    response.status() == StatusCode::BAD_REQUEST && is_text
}
