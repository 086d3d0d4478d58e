//! The scripts for the pages of a company's own site, the tracker and Segment's library, and what
//! Criba says of privacy signals.
//!
//! What the tracker sends is in `docs/tracker.md`; who takes it is not decided here.

mod segment;
mod shorten;

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::routes::Table;

static SCRIPT: LazyLock<String> = LazyLock::new(|| shorten::shortened(include_str!("t.js")));
static TAG: LazyLock<String> = LazyLock::new(|| tag(SCRIPT.as_bytes()));
const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

/// That Global Privacy Control is heeded, and since when
/// (<https://www.w3.org/TR/gpc/#gpc-support-resource>).
const PRIVACY: &str = "{\"gpc\":true,\"lastUpdate\":\"2026-11-30\"}";

/// Any page may load these: they hold nothing of anybody.
const HEADERS: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "public, max-age=3600"),
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

pub(crate) fn routes(table: &mut Table) {
    table.get("/t.js", get(script));
    table.get(
        "/.well-known/gpc.json",
        get(|| async { open((StatusCode::OK, PRIVACY), "application/json") }),
    );
    segment::routes(table);
}

/// `GET /t.js`
async fn script(headers: HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH);
    let mut response = match known.is_some_and(|known| known.as_bytes() == TAG.as_bytes()) {
        true => open(StatusCode::NOT_MODIFIED, SCRIPT_TYPE),
        false => open((StatusCode::OK, SCRIPT.as_str()), SCRIPT_TYPE),
    };
    if let Ok(tag) = HeaderValue::from_str(&TAG) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// What names a script by what is in it.
fn tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let sum: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{sum}\"")
}

fn open(answer: impl IntoResponse, kind: &'static str) -> Response {
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
