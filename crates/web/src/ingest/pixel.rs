//! A picture of one point that tells: for mails and pages without scripts.
//!
//! Whoever asks gets the picture, whatever became of what they told.

use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value as Json;

use super::event::{self, Call, Kind, LeftOut, intakes};
use super::json::{Object, object, text};
use super::receive::{connection, take};
use super::refusal::{Refusal, Taken};
use super::source::{Source, decoded, key_of};
use crate::app::App;

/// A transparent point (`GIF89a`).
const POINT: &[u8] = &[
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xff, 0xff, 0xff, 0x21, 0xf9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2c, 0x00, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x02, 0x44, 0x01, 0x00, 0x3b,
];
/// Parts of a name with dots.
const PARTS_MAX: usize = 8;

/// `GET /v1/pixel/{kind}`
pub(super) async fn show(
    State(app): State<App>,
    Path(kind): Path<String>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    if let Err(refusal) = told(&app, &kind, &mut parts).await {
        tracing::debug!(?refusal, "a picture told nothing");
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/gif")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache, max-age=0")),
    ];
    (headers, POINT).into_response()
}

async fn told(app: &App, kind: &str, parts: &mut Parts) -> Taken<()> {
    let received = app.criba().clock().now();
    let kind = Kind::named(kind).ok_or(Refusal::NotFound)?;
    let asked: Vec<(String, String)> =
        serde_html_form::from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default();
    let event = told_by(asked)?;
    let key = key_of(&parts.headers).or_else(|| text(event.get("writeKey")));
    let source = Source::with_key(app, key.ok_or(Refusal::NoKey)?).await?;
    let connection = Some(connection(app, parts).await);
    let context = Object::new();
    let call = Call {
        source: &source,
        received,
        sent: None,
        context,
        connection,
        is_history: false,
        own_host: None,
    };
    match intakes(Json::Object(event), Some(kind), &call) {
        Ok(intakes) => take(&source, intakes).await,
        Err(LeftOut::NoEvent) => Err(Refusal::NoEvent),
        Err(LeftOut::TooLarge) => Err(Refusal::TooLarge { bytes_max: event::BYTES_MAX }),
        Err(LeftOut::TooDeep) => Err(Refusal::TooDeep),
        Err(LeftOut::Nobody | LeftOut::Unknown) => Ok(()),
    }
}

/// The event of a query: JSON in base64 as `data`, or its fields by name, dots between their parts.
fn told_by(asked: Vec<(String, String)>) -> Taken<Object> {
    let mut event = match asked.iter().find(|(name, _)| name == "data") {
        // A plus sign that nobody escaped has become a blank.
        Some((_, data)) => object(&decoded(&data.replace(' ', "+")).ok_or(Refusal::Compressed)?)?,
        None => Object::new(),
    };
    for (name, value) in asked.into_iter().filter(|(name, _)| name != "data") {
        let parts: Vec<&str> = name.split('.').collect();
        if parts.len() <= PARTS_MAX {
            put(&mut event, &parts, value.replace('\0', ""));
        }
    }
    Ok(event)
}

/// Puts a value where its name says, unless something else stands there.
fn put(object: &mut Object, parts: &[&str], value: String) {
    match parts {
        [] => {}
        [last] => {
            object.entry(*last).or_insert(Json::String(value));
        }
        [first, rest @ ..] => {
            let within = object.entry(*first).or_insert_with(|| Json::Object(Object::new()));
            if let Json::Object(within) = within {
                put(within, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(query: &str) -> Taken<Json> {
        let asked: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        told_by(asked).map(Json::Object)
    }

    #[test]
    fn a_query_is_an_event() {
        let expected = json!({
            "userId": "u1", "event": "Email Opened", "writeKey": "k",
            "properties": { "subject": "Hola", "campaign": { "id": "7" } },
        });
        let flat = "userId=u1&event=Email+Opened&properties.subject=Hola\
                    &properties.campaign.id=7&writeKey=k&userId.x=1";
        assert_eq!(read(flat), Ok(expected));
        // {"userId":"u1"} with and without padding.
        for data in ["eyJ1c2VySWQiOiJ1MSJ9", "eyJ1c2VySWQiOiJ1MSJ9%3D"] {
            let expected = json!({ "userId": "u1", "writeKey": "k" });
            assert_eq!(read(&format!("data={data}&writeKey=k")), Ok(expected), "{data}");
        }
        assert_eq!(read("data=%21"), Err(Refusal::Compressed));
        assert_eq!(read(""), Ok(json!({})));
        let long = "a.".repeat(10_000);
        assert_eq!(read(&format!("{long}=1")), Ok(json!({})));
    }

    #[test]
    fn the_point_is_a_picture() {
        assert!(POINT.starts_with(b"GIF89a") && POINT.ends_with(b";"));
        assert_eq!(POINT.len(), 43);
    }
}
