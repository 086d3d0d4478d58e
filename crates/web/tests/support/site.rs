//! A program that tells what happened, as clients of Segment do.

use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use engine::event::Act;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use runtime::criba::Workspace;
use serde_json::Value;
use store::workspace::rows::EventRow;
use web::app::Settings;

use super::{House, Seen};

/// A site with a key.
pub(crate) struct Site {
    pub(crate) house: House,
    pub(crate) workspace: Arc<Workspace>,
    pub(crate) key: String,
}

impl Site {
    pub(crate) fn new() -> Site {
        Site::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Site {
        let house = House::new(settings);
        let workspace = house.workspace("Tecnoclima");
        let key = house.criba.add_key(workspace.row.id, "source", "web").unwrap();
        Site { house, workspace, key }
    }

    /// Sends bytes with headers, and no key but what they have.
    pub(crate) fn sends(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Seen {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.house.send(request.body(body.into()).unwrap())
    }

    /// Sends JSON under the key.
    pub(crate) fn posts(&self, path: &str, body: &Value) -> Seen {
        let key = format!("Bearer {}", self.key);
        self.sends("POST", path, &[(header::AUTHORIZATION.as_str(), &key)], body.to_string())
    }

    /// Sends JSON under the key, which is taken.
    #[track_caller]
    pub(crate) fn tells(&self, path: &str, body: &Value) {
        taken(&self.posts(path, body));
    }

    /// What the program told that is in the log, in order.
    pub(crate) fn log(&self) -> Vec<EventRow> {
        self.workspace.writer.settle().wait().unwrap();
        let rows = self.workspace.read(|read| Ok(read.events_after(0, 100_000)?)).unwrap();
        rows.into_iter().filter(|row| row.event.source.starts_with("v1:")).collect()
    }

    /// The one event that the program told.
    #[track_caller]
    pub(crate) fn only(&self) -> EventRow {
        let mut log = self.log();
        assert_eq!(log.len(), 1, "{log:?}");
        log.remove(0)
    }

    /// The latest event that the program told.
    pub(crate) fn latest(&self) -> EventRow {
        self.log().pop().unwrap()
    }

    /// What an event came as.
    pub(crate) fn raw(&self, row: &EventRow) -> Value {
        let raw = self.workspace.read(|read| Ok(read.raw(row.event.position)?)).unwrap();
        serde_json::from_str(&raw.unwrap()).unwrap()
    }
}

/// An event was taken, in the one way that every client understands.
#[track_caller]
pub(crate) fn taken(seen: &Seen) {
    assert_eq!(
        (seen.status.as_u16(), seen.body.as_str()),
        (200, r#"{"success":true}"#),
        "{seen:?}"
    );
    assert_eq!(seen.headers["access-control-allow-origin"], "*");
}

/// A refusal that every client understands.
#[track_caller]
pub(crate) fn refused(seen: &Seen, status: u16, code: &str) {
    assert_eq!(seen.status.as_u16(), status, "{seen:?}");
    let said = seen.json();
    assert_eq!(said["code"], code, "{seen:?}");
    assert!(said["message"].as_str().is_some_and(|words| !words.is_empty()), "{seen:?}");
    assert_eq!(said["status"], status);
    assert_eq!(seen.headers["access-control-allow-origin"], "*");
    let exposed = seen.headers["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("Retry-After"), "{exposed}");
}

/// A property of an event.
pub(crate) fn property(row: &EventRow, id: &str) -> Value {
    let Act::Happened { properties, .. } = &row.event.act else { return Value::Null };
    let found = properties.iter().find(|(known, _)| known == id);
    found.map_or(Value::Null, |(_, value)| value.to_json())
}

/// What an event says of a trait, by its field.
pub(crate) fn said(row: &EventRow, field: &str) -> Option<Value> {
    let facts = row.event.facts.iter();
    facts.rev().find(|fact| fact.of.field(&fact.id) == field).map(|fact| fact.value.to_json())
}

/// Bytes as gzip.
pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Bytes as zlib, which HTTP calls deflate.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
