//! A program that calls the API of a whole Criba.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use runtime::criba::Workspace;
use runtime::keys::Opens;
use runtime::sources::{Kind, NewSource};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::ids::ContactId;
use store::workspace::rows::EventRow;
use web::app::Settings;

use super::{House, Seen, contact};

/// Somebody who works leads.
pub(crate) const REP: &str = "luis@tecnoclima.example";

/// A program with a key.
pub(crate) struct Api {
    pub(crate) house: House,
    pub(crate) workspace: Arc<Workspace>,
    key: String,
}

impl Api {
    pub(crate) fn new() -> Api {
        Api::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Api {
        let house = House::new(settings);
        let workspace = house.workspace("Tecnoclima");
        house.person(workspace.row.id, REP, "work,edit");
        house.person(workspace.row.id, "eva@tecnoclima.example", "view");
        let key = house.criba.add_key(workspace.row.id, "api", "crm").unwrap();
        Api { house, workspace, key }
    }

    /// The same program with a key that allows no more than this.
    pub(crate) fn only(mut self, scopes: &str) -> Api {
        let opens = Opens::api(scopes).unwrap();
        self.key = self.house.criba.make_key(self.workspace.row.id, &opens, "solo").unwrap();
        self
    }

    /// Makes a source that sends JSON, where it is not there, and has it send something; the event's
    /// place in the log.
    pub(crate) fn told_by(&self, slug: &str, body: &Value) -> u64 {
        self.house
            .criba
            .add_source(NewSource {
                workspace: self.workspace.row.id,
                kind: Kind::Json,
                slug: slug.to_owned(),
                secret: Some("s".to_owned()),
                verify_token: None,
                thanks: Vec::new(),
            })
            .ok();
        let request = Request::post(format!("/hooks/{slug}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-criba-secret", "s");
        let seen = self.house.send(request.body(Body::from(body.to_string())).unwrap());
        assert!(seen.status.is_success(), "{seen:?}");
        self.latest_of(slug)
    }

    /// The latest event of a source, consents aside.
    pub(crate) fn latest_of(&self, slug: &str) -> u64 {
        self.workspace.writer.settle().wait().unwrap();
        let rows = self.workspace.read(|read| Ok(read.events_of_source(slug, u64::MAX, 9)?));
        let is_main = |row: &&EventRow| !row.event.message_id.contains(" consent ");
        rows.unwrap().iter().find(is_main).unwrap().event.position
    }

    /// What the server knows the program by: the beginning of its key's digest.
    pub(crate) fn caller(&self) -> String {
        let digest = Sha256::digest(self.key.as_bytes());
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Seen {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.house.send(request.body(Body::from(body.to_owned())).unwrap())
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        let seen = self.call("GET", path, &[], "");
        assert_eq!(seen.status, 200, "{path}: {seen:?}");
        seen.json()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        let seen = self.call("POST", path, &[], &body.to_string());
        assert_eq!(seen.status, 201, "{path}: {seen:?}");
        seen.json()
    }

    /// Every row of a list, a page at a time; no page is longer than asked for.
    pub(crate) fn all(&self, path: &str, noun: &str, limit: usize) -> Vec<Value> {
        let mark = if path.contains('?') { '&' } else { '?' };
        let mut rows: Vec<Value> = Vec::new();
        let mut at = String::new();
        loop {
            let page = self.get(&format!("{path}{mark}limit={limit}{at}"));
            let some = page[noun].as_array().unwrap();
            assert!(some.len() <= limit, "{path}");
            rows.extend(some.iter().cloned());
            match page["cursor"].as_str() {
                Some(cursor) => at = format!("&cursor={cursor}"),
                None => return rows,
            }
        }
    }

    pub(crate) fn person(&self, name: &str) -> ContactId {
        contact(&self.workspace, name, &format!("{}@cliente.example", name.to_lowercase()))
    }

    pub(crate) fn events(&self) -> u64 {
        self.workspace.writer.settle().wait().unwrap()
    }
}
