//! What the browser's client asks before it sends anything: where to, and that there is nowhere
//! else.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use serde_json::json;

use super::refusal::{Refusal, Taken};
use super::source::Source;
use crate::app::App;

/// `GET /v1/projects/{key}/settings`
///
/// # Errors
///
/// No source has the key: the client then sends nothing.
pub(super) async fn show(
    State(app): State<App>,
    Path(key): Path<String>,
    request: Request,
) -> Taken {
    Source::with_key(&app, key.clone()).await.map_err(|refusal| match refusal {
        Refusal::UnknownKey | Refusal::OtherKey => Refusal::NotFound,
        refusal => refusal,
    })?;
    let (protocol, host) = address(&app.settings().base_url, request.headers());
    let document = json!({
        // Another entry would have the client fetch its code elsewhere.
        "integrations": {
            "Segment.io": {
                "apiKey": key,
                "apiHost": format!("{host}/v1"),
                "protocol": protocol,
                "bundlingStatus": "bundled",
                "type": "server",
                "unbundledIntegrations": [],
            },
        },
        "plan": {
            "track": { "__default": { "enabled": true, "integrations": {} } },
            "identify": { "__default": { "enabled": true } },
            "group": { "__default": { "enabled": true } },
        },
        "edgeFunction": {},
        "analyticsNextEnabled": true,
        "middlewareSettings": {},
        "enabledMiddleware": {},
        // Nobody asked for what the client counts of itself.
        "metrics": { "sampleRate": 0 },
        "legacyVideoPluginsEnabled": false,
        "remotePlugins": [],
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=120")),
    ];
    Ok((headers, document.to_string()).into_response())
}

/// How the server is reached: as its settings say, else as this request reached it.
fn address(base_url: &str, headers: &HeaderMap) -> (&'static str, String) {
    let base_url = base_url.trim_end_matches('/');
    if let Some(host) = base_url.strip_prefix("https://") {
        return ("https", host.to_owned());
    }
    if let Some(host) = base_url.strip_prefix("http://") {
        return ("http", host.to_owned());
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    ("http", host.to_owned())
}
