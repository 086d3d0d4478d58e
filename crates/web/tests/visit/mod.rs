//! A whole Criba for tests, and people who visit it as a browser without scripts does: real files,
//! the real router, cookies and forms.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use runtime::acts::{By, Deed};
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::people::{csrf, permissions};
use runtime::writer::{Intake, Limits, Whom};
use store::ids::{ContactId, PersonId, WorkspaceId};
use tower::ServiceExt;
use web::app::{App, Settings};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "una frase larga";

/// A running Criba with one workspace.
pub(crate) struct Place {
    pub(crate) criba: Arc<Criba>,
    pub(crate) workspace: WorkspaceId,
    router: Router,
    threads: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

/// Somebody's browser.
pub(crate) struct Visitor<'a> {
    place: &'a Place,
    pub(crate) cookie: String,
    language: &'static str,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Seen {
    /// Where the browser is sent.
    pub(crate) fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers.get(header::LOCATION).unwrap().to_str().unwrap()
    }

    /// The cookie that it sets.
    pub(crate) fn cookie(&self) -> String {
        let set = self.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        let value = set.strip_prefix("criba=").unwrap();
        value.split(';').next().unwrap().to_owned()
    }

    /// The page holds a text; tags and entities stand as they are.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Seen {
        assert!(self.body.contains(text), "«{text}» is not in {}", self.body);
        self
    }

    /// The page does not hold a text.
    #[track_caller]
    pub(crate) fn hides(&self, text: &str) -> &Seen {
        assert!(!self.body.contains(text), "«{text}» is in {}", self.body);
        self
    }

    /// What stands in the page between two texts.
    #[track_caller]
    pub(crate) fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.body.split_once(start).unwrap_or_else(|| panic!("{}", self.body));
        rest.split_once(end).unwrap().0
    }
}

impl Place {
    pub(crate) fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let start: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        let clock = Clock::manual(start);
        let criba = Arc::new(Criba::open(folder.path(), clock, Limits::default()).unwrap());
        let workspace =
            criba.add_workspace("Tecnoclima", "ES", None, "ana@tecnoclima.example").unwrap();
        let settings = Settings::default();
        let router = web::router(App::new(Arc::clone(&criba), settings));
        let threads = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        let place = Place { criba, workspace, router, threads, _folder: folder };
        place.person("ana@tecnoclima.example", "Ana Ruiz", "work,edit,propose,administer");
        place
    }

    /// Somebody with permissions in the workspace.
    pub(crate) fn person(&self, email: &str, name: &str, can: &str) -> PersonId {
        let can = permissions(can).unwrap();
        self.criba.add_person(self.workspace, email, name, PASSWORD, &can).unwrap()
    }

    /// Their browser, signed in.
    pub(crate) fn enter(&self, email: &str) -> Visitor<'_> {
        let cookie = self.criba.sign_in(email, PASSWORD, "Firefox/140 Linux").unwrap().unwrap();
        self.with_cookie(cookie)
    }

    pub(crate) fn ana(&self) -> Visitor<'_> {
        self.enter("ana@tecnoclima.example")
    }

    /// The browser of somebody who is not signed in.
    pub(crate) fn guest(&self) -> Visitor<'_> {
        self.with_cookie(String::new())
    }

    /// The browser that holds a cookie.
    pub(crate) fn with_cookie(&self, cookie: String) -> Visitor<'_> {
        Visitor { place: self, cookie, language: "es" }
    }

    pub(crate) fn open(&self) -> Arc<Workspace> {
        self.criba.workspace(self.workspace).unwrap()
    }

    /// The number and the document of the agreement in force.
    pub(crate) fn agreement(&self) -> (u32, engine::agreement::Document) {
        let agreement = self.open().writer.agreement().wait().unwrap();
        (agreement.version, agreement.document.clone())
    }

    /// A contact that somebody answers for.
    pub(crate) fn lead(&self, name: &str, owner: &str) -> ContactId {
        let workspace = self.open();
        let id = ContactId::make();
        let fact = |key: &str, value: &str| Fact {
            of: Whose::Person,
            id: key.to_owned(),
            value: Value::text(value),
            origin: Origin::Imported,
        };
        let intake = Intake {
            whom: Whom::Made(id),
            at: None,
            known_at: None,
            source: Arc::from("test"),
            message_id: Arc::from(id.to_string()),
            act: Act::Learned,
            facts: vec![fact("name", name), fact("email", &format!("{id}@empresa.example"))],
            who: None,
            batch: None,
        };
        workspace.writer.take(vec![intake]).wait().unwrap();
        let by = By { email: "ana@tecnoclima.example".to_owned(), side: SideName::Sales };
        let deed = Deed::Assigned { to: owner.to_owned() };
        workspace.act(id, &deed, &by, &format!("given {id}")).unwrap();
        id
    }

    /// Who answers for a contact; empty for nobody.
    pub(crate) fn owner(&self, contact: ContactId) -> String {
        let saw = self.open().writer.look(contact).wait().unwrap().unwrap();
        saw.card.desk.owner.clone().unwrap_or_default()
    }

    fn send(&self, request: Request<Body>) -> Seen {
        let router = self.router.clone();
        self.threads.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Seen { status: head.status, headers: head.headers, body }
        })
    }
}

impl Visitor<'_> {
    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "criba.example")
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::USER_AGENT, "Firefox/140 Linux")
            .header(header::COOKIE, format!("criba={}", self.cookie))
    }

    pub(crate) fn get(&self, path: &str) -> Seen {
        self.place.send(self.request("GET", path).body(Body::empty()).unwrap())
    }

    /// Sends a form, with what a page of theirs would have carried.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let token = csrf(&self.cookie);
        let fields = fields.iter().copied().chain([("csrf", token.as_str())]);
        let body = serde_html_form::to_string(fields.collect::<Vec<_>>()).unwrap();
        let kind = "application/x-www-form-urlencoded";
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.place.send(request.body(Body::from(body)).unwrap())
    }

    /// Sends a form with parts, as one with a file does.
    pub(crate) fn post_parts(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let token = csrf(&self.cookie);
        let mut body = String::new();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            body.push_str("--edge\r\ncontent-disposition: form-data; name=\"");
            body.push_str(name);
            body.push('"');
            if *name == "file" {
                body.push_str("; filename=\"acuerdo.yaml\"");
            }
            body.push_str("\r\n\r\n");
            body.push_str(value);
            body.push_str("\r\n");
        }
        body.push_str("--edge--\r\n");
        let kind = "multipart/form-data; boundary=edge";
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.place.send(request.body(Body::from(body)).unwrap())
    }
}
