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
    let base_url = &app.settings().base_url;
    let (protocol, host) = address(base_url, request.headers()).ok_or(Refusal::NotFound)?;
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
        // What one request says of where it went is told to nobody who went elsewhere.
        (header::VARY, HeaderValue::from_static("Host")),
    ];
    Ok((headers, document.to_string()).into_response())
}

/// How the server is reached: as its settings say, else as this request reached it; `None` where
/// that is no host.
pub(super) fn address(base_url: &str, headers: &HeaderMap) -> Option<(&'static str, String)> {
    let base_url = base_url.trim_end_matches('/');
    if let Some(host) = base_url.strip_prefix("https://") {
        return Some(("https", host.to_owned()));
    }
    if let Some(host) = base_url.strip_prefix("http://") {
        return Some(("http", host.to_owned()));
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok())?;
    is_host(host).then(|| ("http", host.to_owned()))
}

/// Characters of a host with its port.
const HOST_MAX: usize = 260;

/// Whether a text is a host with or without a port, and neither has a path behind it nor somebody's
/// name before it: a client would go wherever it says.
fn is_host(text: &str) -> bool {
    let is_one = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    !text.is_empty() && text.len() <= HOST_MAX && text.chars().all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(base_url: &str, host: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        address(base_url, &headers).map(|(protocol, host)| format!("{protocol}://{host}"))
    }

    #[test]
    fn where_to_is_as_the_settings_say_and_else_what_can_be_a_host() {
        let told_so = |base, host| told(base, host).unwrap_or_default();
        assert_eq!(told_so("https://criba.example/", "evil.example"), "https://criba.example");
        assert_eq!(told_so("", "127.0.0.1:7373"), "http://127.0.0.1:7373");
        assert_eq!(told_so("", "[::1]:7373"), "http://[::1]:7373");
        for host in ["", "evil.example/x?", "criba@evil.example", "a b", "evil.example#"] {
            assert_eq!(told("", host), None, "{host}");
        }
        assert_eq!(address("", &HeaderMap::new()), None);
    }
}
