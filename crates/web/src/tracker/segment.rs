//! Segment's own library for browsers, where its snippet looks for it: a page whose snippet is
//! changed in its host and its key alone tells Criba, and nobody else, what is done on it.
//!
//! The files are as Segment publishes them (`assets/vendored/analytics-next`). Which key a page has
//! is not looked at here: the script asks for its settings next, and is told there.

use std::io::{Read, Write};
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::{SCRIPT_TYPE, open, tag};
use crate::routes::Table;

/// The library, compressed, and the parts of it that it asks for by their names.
const LIBRARY: &[u8] = include_bytes!("../assets/vendored/analytics-next/standalone.js.gz");

macro_rules! parts {
    ($($name:literal),* $(,)?) => {
        [$((
            $name,
            include_bytes!(concat!("../assets/vendored/analytics-next/", $name, ".gz")).as_slice(),
        )),*]
    };
}

const PARTS: [(&str, &[u8]); 8] = parts![
    "407.bundle.61efa1acb302134c434b.js",
    "ajs-destination.bundle.40628baed746e9904edc.js",
    "auto-track.bundle.f131ce01a05e3a33a8c1.js",
    "legacyVideos.bundle.c8148be87c48a2b6537a.js",
    "queryString.bundle.34b193ada8fe288d1bd1.js",
    "remoteMiddleware.bundle.063bbf80c88cda449d9c.js",
    "schemaFilter.bundle.a6a77355d52c20e3a83d.js",
    "tsub-middleware.bundle.89bf07058b3d3b126984.js",
];

/// Tells the library where it is from. It sees so itself where that is by TLS, and otherwise asks
/// Segment.
const WHENCE: &str = "!function(s,a){if(s&&a&&!a._cdn)a._cdn=s.src.split(\"/analytics.js/\")[0]}\
                      (document.currentScript,window.analytics);\n";

static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| whole().unwrap_or_default());
static TAG: LazyLock<String> = LazyLock::new(|| tag(&WHOLE));

pub(super) fn routes(table: &mut Table) {
    table.get("/analytics.js/v1/{key}/analytics.min.js", get(library));
    table.get("/analytics-next/bundles/{part}", get(part));
}

/// The library behind the words that tell where it is from, compressed.
fn whole() -> std::io::Result<Vec<u8>> {
    let mut whole = GzEncoder::new(Vec::new(), Compression::best());
    whole.write_all(WHENCE.as_bytes())?;
    std::io::copy(&mut GzDecoder::new(LIBRARY), &mut whole)?;
    whole.finish()
}

/// `GET /analytics.js/v1/{key}/analytics.min.js`
async fn library(headers: HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH);
    let mut response = match known.is_some_and(|known| known.as_bytes() == TAG.as_bytes()) {
        true => open(StatusCode::NOT_MODIFIED, SCRIPT_TYPE),
        false => script(&headers, &WHOLE),
    };
    if let Ok(tag) = HeaderValue::from_str(&TAG) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// `GET /analytics-next/bundles/{part}`: its name says what is in it.
async fn part(headers: HeaderMap, Path(name): Path<String>) -> Response {
    match PARTS.iter().find(|(known, _)| *known == name) {
        Some((_, compressed)) => script(&headers, compressed),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A script as it is stored, and uncompressed for who cannot read that.
fn script(headers: &HeaderMap, compressed: &'static [u8]) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|accepted| accepted.to_str().ok());
    let mut response = if accepted.is_some_and(|accepted| accepted.contains("gzip")) {
        let mut response = open(compressed, SCRIPT_TYPE);
        let gzip = HeaderValue::from_static("gzip");
        response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
        response
    } else {
        let mut plain = Vec::new();
        match GzDecoder::new(compressed).read_to_end(&mut plain) {
            Ok(_) => open(plain, SCRIPT_TYPE),
            Err(_) => return StatusCode::NOT_FOUND.into_response(),
        }
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}
