//! People who visit a whole Criba as a browser without scripts does: cookies and forms.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use engine::agreement::funnel::SideName;
use engine::event::Act;
use runtime::acts::{By, Deed};
use runtime::criba::{Criba, Workspace};
use runtime::people::{csrf, permissions};
use store::ids::{ContactId, PersonId, WorkspaceId};
use web::app::Settings;

use super::{House, Seen, fact, tell};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "una frase larga";

/// A running Criba with one workspace.
pub(crate) struct Place {
    pub(crate) criba: Arc<Criba>,
    pub(crate) workspace: WorkspaceId,
    pub(crate) house: House,
}

/// Somebody's browser.
pub(crate) struct Visitor<'a> {
    place: &'a Place,
    pub(crate) cookie: String,
    language: &'static str,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place::at(Settings::default())
    }

    /// The same, presented so.
    pub(crate) fn at(settings: Settings) -> Place {
        let house = House::at("2026-11-23T09:00:00Z".parse().unwrap(), settings);
        let workspace = house.workspace("Tecnoclima").row.id;
        let place = Place { criba: Arc::clone(&house.criba), workspace, house };
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

    /// Sends what is no browser's.
    pub(crate) fn send(&self, request: Request<Body>) -> Seen {
        self.house.send(request)
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
        let email = format!("{id}@empresa.example");
        let facts = vec![fact("name", name), fact("email", &email)];
        tell(&workspace, id, &id.to_string(), Act::Learned, facts);
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
        self.place.house.send(self.request("GET", path).body(Body::empty()).unwrap())
    }

    /// Sends a form, with what a page of theirs would have carried.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let token = csrf(&self.cookie);
        let fields = fields.iter().copied().chain([("csrf", token.as_str())]);
        let body = serde_html_form::to_string(fields.collect::<Vec<_>>()).unwrap();
        let kind = "application/x-www-form-urlencoded";
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.place.house.send(request.body(Body::from(body)).unwrap())
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
        self.place.house.send(request.body(Body::from(body)).unwrap())
    }
}
