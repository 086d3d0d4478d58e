#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The tracker as it is served: small, kept by browsers, and open to any page.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use support::{House, Seen};
use web::app::Settings;

/// What the script may weigh on the wire.
const BYTES_MAX: usize = 3_072;

fn ask(house: &House, path: &str, name: header::HeaderName, value: &str) -> Seen {
    house.send(Request::get(path).header(name, value).body(Body::empty()).unwrap())
}

#[test]
fn the_tracker_is_small() {
    let house = House::new(Settings::default());
    let router = house.router.clone();
    let request = Request::get("/t.js").header(header::ACCEPT_ENCODING, "gzip");
    let request = request.body(Body::empty()).unwrap();
    let weighed = house.threads.block_on(async move {
        let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
        axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().len()
    });
    assert!(weighed < BYTES_MAX, "the tracker weighs {weighed} bytes");
}

#[test]
fn the_tracker_is_kept_for_an_hour_and_then_asked_for() {
    let house = House::new(Settings::default());
    let seen = ask(&house, "/t.js", header::ORIGIN, "https://empresa.example");
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(seen.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert_eq!(seen.headers[header::CACHE_CONTROL], "public, max-age=3600");
    assert_eq!(seen.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(seen.headers["cross-origin-resource-policy"], "cross-origin");
    assert!(!seen.body.contains('\n') && !seen.body.contains("//"), "{}", seen.body);
    let tag = seen.headers[header::ETAG].to_str().unwrap();
    let again = ask(&house, "/t.js", header::IF_NONE_MATCH, tag);
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(ask(&house, "/t.js", header::IF_NONE_MATCH, "\"x\"").status, StatusCode::OK);
}

#[test]
fn segments_library_is_served_where_its_snippet_looks_for_it() {
    let house = House::new(Settings::default());
    let at = "/analytics.js/v1/cualquiera/analytics.min.js";
    let seen = ask(&house, at, header::ORIGIN, "https://empresa.example");
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(seen.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert_eq!(seen.headers["cross-origin-resource-policy"], "cross-origin");
    assert!(seen.body.starts_with("!function(s,a){") && seen.body.contains("1.84.3"));
    let library = &seen.body;
    let tag = seen.headers[header::ETAG].to_str().unwrap();
    assert_eq!(ask(&house, at, header::IF_NONE_MATCH, tag).status, StatusCode::NOT_MODIFIED);
    let packed = ask(&house, at, header::ACCEPT_ENCODING, "gzip, br");
    assert_eq!(packed.headers[header::CONTENT_ENCODING], "gzip");

    // Every part that it may ask for is there, and nothing else.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/assets/vendored/analytics-next");
    let names = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let names = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".gz")?.to_owned()));
    let parts: Vec<String> = names.filter(|name| name != "standalone.js").collect();
    assert_eq!(parts.len(), 8);
    for part in parts {
        let seen = ask(&house, &format!("/analytics-next/bundles/{part}"), header::ACCEPT, "*/*");
        assert_eq!(seen.status, StatusCode::OK, "{part}");
        let sum = part.rsplit('.').nth(1).unwrap();
        assert!(library.contains(sum), "{part}");
    }
    let seen = ask(&house, "/analytics-next/bundles/otra.js", header::ACCEPT, "*/*");
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
}

#[test]
fn privacy_signals_are_said_to_be_heeded() {
    let house = House::new(Settings::default());
    let seen = ask(&house, "/.well-known/gpc.json", header::ACCEPT, "application/json");
    assert_eq!(seen.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(seen.body, r#"{"gpc":true,"lastUpdate":"2026-11-30"}"#);
}
