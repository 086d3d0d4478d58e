//! A whole Criba for tests: real files, the real router, and people who come in as they are.
#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod api;
pub(crate) mod site;
pub(crate) mod visit;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use engine::agreement::condition::Whose;
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::sources::{Kind, NewSource};
use runtime::writer::{Became, Came, Intake, Limits, Whom};
use sha2::{Digest, Sha256};
use store::house::{PersonRow, SessionRow};
use store::ids::{ContactId, PersonId, WorkspaceId};
use tower::ServiceExt;
use web::app::{App, Settings};

/// A Monday at ten in Madrid.
pub(crate) fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// A running Criba.
pub(crate) struct House {
    pub(crate) criba: Arc<Criba>,
    pub(crate) router: Router,
    pub(crate) threads: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

/// A body that nobody may read.
pub(crate) fn unread() -> Body {
    Body::new(http_body_util::BodyExt::map_frame(Body::from("x"), |frame| {
        assert!(frame.is_trailers(), "the body is read");
        frame
    }))
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Seen {
    /// The answer as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

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

impl House {
    pub(crate) fn new(settings: Settings) -> House {
        House::at(start(), settings)
    }

    /// The same at another moment.
    pub(crate) fn at(start: Timestamp, settings: Settings) -> House {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(start);
        let criba = Arc::new(Criba::open(folder.path(), clock, Limits::default()).unwrap());
        let router = web::router(App::new(Arc::clone(&criba), settings));
        let threads = tokio::runtime::Builder::new_multi_thread().enable_time().build().unwrap();
        House { criba, router, threads, _folder: folder }
    }

    pub(crate) fn workspace(&self, name: &str) -> Arc<Workspace> {
        let id = self.criba.add_workspace(name, "ES", None, "ana@tecnoclima.example").unwrap();
        self.criba.workspace(id).unwrap()
    }

    /// A workspace whose file is damaged before anybody opened it.
    pub(crate) fn damaged(&self, name: &str) -> WorkspaceId {
        let id = self.criba.add_workspace(name, "ES", None, "ana@tecnoclima.example").unwrap();
        let file = self._folder.path().join("workspaces").join(format!("{id}.db"));
        std::fs::write(file, "").unwrap();
        id
    }

    /// Somebody with permissions; nobody knows their password.
    pub(crate) fn person(
        &self,
        workspace: WorkspaceId,
        email: &str,
        permissions: &str,
    ) -> PersonId {
        let person = PersonRow {
            id: PersonId::make(),
            email: email.to_owned(),
            name: email.to_owned(),
            password: "none".to_owned(),
            settings: "{}".to_owned(),
        };
        let mut house = self.criba.house();
        house.add_person(&person).unwrap();
        house.save_member(workspace, person.id, permissions, None).unwrap();
        person.id
    }

    /// The cookie of a new session of somebody.
    pub(crate) fn sign_in(&self, person: PersonId, workspace: WorkspaceId) -> String {
        let cookie = PersonId::make().to_string();
        let session = SessionRow {
            hash: Sha256::digest(cookie.as_bytes()).to_vec(),
            person,
            made_at: start(),
            seen_at: self.criba.clock().now(),
            agent: "test".to_owned(),
            workspace: Some(workspace),
        };
        self.criba.house().save_session(&session).unwrap();
        cookie
    }

    /// The path of a new source, signed with a secret of its own.
    pub(crate) fn source(&self, workspace: WorkspaceId) -> String {
        let slug = PersonId::make().to_string();
        let new = NewSource {
            workspace,
            kind: Kind::Meta,
            slug: slug.clone(),
            secret: Some("app".to_owned()),
            verify_token: None,
            thanks: Vec::new(),
        };
        self.criba.add_source(new).unwrap();
        slug
    }

    /// Sends a request and reads the answer whole.
    pub(crate) fn send(&self, request: Request<Body>) -> Seen {
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

/// Somebody with an address, whom a list told of.
pub(crate) fn contact(workspace: &Workspace, name: &str, email: &str) -> ContactId {
    let facts = [("name", name), ("email", email), ("job_title", "Directora de compras")];
    let facts = facts.map(|(id, value)| fact(id, value));
    let id = ContactId::make();
    tell(workspace, id, &format!("{id} {name}"), Act::Learned, facts.to_vec());
    id
}

/// What a list told of a person.
pub(crate) fn fact(id: &str, value: &str) -> Fact {
    Fact {
        of: Whose::Person,
        id: id.to_owned(),
        value: Value::text(value),
        origin: Origin::Imported,
    }
}

/// Tells of a contact; the place in the log.
pub(crate) fn tell(
    workspace: &Workspace,
    id: ContactId,
    message: &str,
    act: Act,
    facts: Vec<Fact>,
) -> u64 {
    let intake = Intake {
        whom: Whom::Made(id),
        at: None,
        known_at: None,
        source: Arc::from("test"),
        message_id: Arc::from(message),
        act,
        facts,
        who: None,
        batch: None,
        came: Came::default(),
    };
    match workspace.writer.take(vec![intake]).wait().unwrap().as_slice() {
        [Became::Applied { position, .. }] => *position,
        other => panic!("{other:?}"),
    }
}

/// Something of the catalogue that happened.
pub(crate) fn happened(workspace: &Workspace, id: ContactId, name: &str) -> u64 {
    let act = Act::Happened { name: name.to_owned(), properties: Vec::new() };
    tell(workspace, id, &format!("{id} {name}"), act, Vec::new())
}
