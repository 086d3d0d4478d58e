//! The style, the script and the icons: one file each, kept by browsers until they change.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::routes::Table;

const STYLE: &str = concat!(
    include_str!("../assets/base.css"),
    include_str!("../assets/parts.css"),
    include_str!("../entrance/style.css"),
    include_str!("../today/style.css"),
    include_str!("../contact/style.css"),
    include_str!("../contacts/style.css"),
    include_str!("../imports/style.css"),
    include_str!("../forms/style.css"),
    include_str!("../review/style.css"),
    include_str!("../settings/style.css"),
    include_str!("../agreement/style.css"),
);
const SCRIPT: &str = concat!(
    include_str!("../assets/common.js"),
    include_str!("../assets/drafts.js"),
    include_str!("../assets/waiting.js"),
    include_str!("../today/script.js"),
    include_str!("../today/panels.js"),
    include_str!("../assets/criba.js"),
    include_str!("../contact/script.js"),
    include_str!("../contacts/script.js"),
    include_str!("../imports/script.js"),
    include_str!("../settings/script.js"),
);
const ICONS: &str = include_str!("../assets/icons.svg");
const MARK: &str = include_str!("../assets/mark.svg");

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for part in [STYLE, SCRIPT, ICONS] {
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

pub(super) fn version() -> &'static str {
    &VERSION
}

pub(super) fn routes(table: &mut Table) {
    table.get("/assets/criba.css", get(|| async { file("text/css; charset=utf-8", STYLE) }));
    table.get("/assets/criba.js", get(|| async { file("text/javascript; charset=utf-8", SCRIPT) }));
    table.get(
        "/assets/icons.svg",
        get(|headers: HeaderMap| async move { checked(&headers, ICONS) }),
    );
    table.get("/assets/mark.svg", get(|headers: HeaderMap| async move { checked(&headers, MARK) }));
    table.get("/favicon.ico", get(|headers: HeaderMap| async move { checked(&headers, MARK) }));
}

/// A picture under a name that stays: a browser asks whether it is still the same.
fn checked(headers: &HeaderMap, text: &'static str) -> Response {
    let tag = format!("\"{}\"", version());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = file("image/svg+xml", text);
    let again = HeaderValue::from_static("public, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, again);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A file under a name that says its version: it never changes.
fn file(kind: &'static str, text: &'static str) -> Response {
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CACHE_CONTROL, kept)], text)
        .into_response()
}
