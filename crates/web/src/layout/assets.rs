//! The style, the script and the icons: one file each, kept by browsers until they change.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
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
    include_str!("../review/style.css"),
    include_str!("../settings/style.css"),
    include_str!("../agreement/style.css"),
);
const SCRIPT: &str = concat!(
    include_str!("../assets/criba.js"),
    include_str!("../today/script.js"),
    include_str!("../contact/script.js"),
    include_str!("../contacts/script.js"),
    include_str!("../imports/script.js"),
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
    table.get("/assets/icons.svg", get(|| async { file("image/svg+xml", ICONS) }));
    table.get("/assets/mark.svg", get(|| async { file("image/svg+xml", MARK) }));
    table.get("/favicon.ico", get(|| async { file("image/svg+xml", MARK) }));
}

/// A file under a name that says its version: it never changes.
fn file(kind: &'static str, text: &'static str) -> Response {
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CACHE_CONTROL, kept)], text)
        .into_response()
}
