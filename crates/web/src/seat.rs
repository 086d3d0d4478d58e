//! Who is asking, in which workspace, and what they may do there.
//!
//! A handler cannot reach a workspace but through the seat that its request has (invariant I9),
//! and cannot change anything without saying in its type which permission that takes.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use engine::agreement::Language;
use engine::agreement::funnel::SideName;
use engine::time::Timestamp;
use jiff::tz::TimeZone;
use runtime::RuntimeError;
use runtime::acts::By;
use runtime::criba::{Criba, Workspace};
use runtime::people::{Permission, SignedIn, side};
use runtime::preferences::Preferences;
use store::ids::WorkspaceId;

use crate::app::App;
use crate::error::PageError;
use crate::words::Words;

/// The name of the cookie that holds a session.
pub(crate) const COOKIE_NAME: &str = "criba";

/// Somebody who is signed in, at a workspace. Every one may see.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub(crate) app: App,
    pub(crate) signed: SignedIn,
    pub(crate) words: Words,
    pub(crate) preferences: Preferences,
    workspace: Arc<Workspace>,
    /// The page that was asked for.
    pub(crate) path: String,
}

impl Seat {
    /// Their address: who does what they do.
    pub(crate) fn email(&self) -> &str {
        &self.signed.place.person.email
    }

    /// What they are called.
    pub(crate) fn name(&self) -> &str {
        &self.signed.place.person.name
    }

    /// The workspace's name.
    pub(crate) fn workspace_name(&self) -> &str {
        &self.workspace.row.name
    }

    /// The workspace's country.
    pub(crate) fn country(&self) -> &str {
        &self.workspace.row.country
    }

    /// The workspace's id: whose people, keys and changes these are.
    pub(crate) fn workspace_id(&self) -> WorkspaceId {
        self.workspace.row.id
    }

    /// Whether they may do something.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.signed.permissions.contains(&permission)
    }

    /// The side they are on.
    pub(crate) fn side(&self) -> SideName {
        side(&self.signed.permissions)
    }

    /// Who does what they do.
    pub(crate) fn by(&self) -> By {
        By { email: self.email().to_owned(), side: self.side() }
    }

    /// The people who have a place here now.
    pub(crate) async fn members(&self) -> Result<Vec<store::house::MemberRow>, PageError> {
        let (criba, id) = (Arc::clone(self.app.criba()), self.workspace_id());
        let members = waiting(move || Ok(criba.house().members(id)?)).await?;
        Ok(members.into_iter().filter(|member| member.left_at.is_none()).collect())
    }

    /// The present moment.
    pub(crate) fn now(&self) -> Timestamp {
        self.app.criba().clock().now()
    }

    /// Asks something of the workspace, on a thread that may wait for the disk.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Workspace) -> Result<T, RuntimeError> + Send + 'static,
    ) -> Result<T, PageError> {
        let workspace = Arc::clone(&self.workspace);
        waiting(move || question(&workspace)).await
    }

    /// Asks something of the house about this workspace, on a thread that may wait for the disk.
    pub(crate) async fn ask_house<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Criba, WorkspaceId) -> Result<T, RuntimeError> + Send + 'static,
    ) -> Result<T, PageError> {
        let (criba, id) = (Arc::clone(self.app.criba()), self.workspace_id());
        waiting(move || question(&criba, id)).await
    }

    /// The same for what takes long and goes on when nobody waits for it any more.
    pub(crate) fn shared_workspace(&self) -> Arc<Workspace> {
        Arc::clone(&self.workspace)
    }
}

/// Runs what waits for the disk beside the threads that serve requests.
pub(crate) async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RuntimeError> + Send + 'static,
) -> Result<T, PageError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(error) => Err(PageError::Failed(format!("a question was not answered: {error}"))),
    }
}

impl FromRequestParts<App> for Seat {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Seat, PageError> {
        if let Some(seat) = parts.extensions.get::<Seat>() {
            return Ok(seat.clone());
        }
        let path = asked_path(parts);
        let signed = match session_cookie(parts) {
            Some(cookie) => app.criba().signed_in(&cookie)?,
            None => None,
        };
        let Some(signed) = signed else { return Err(PageError::SignedOut { path }) };
        let workspace = app.criba().workspace(signed.place.workspace)?;
        let preferences = Preferences::of(&signed.place.person);
        let agreement = workspace.writer.agreement().answer().await?;
        let document = &agreement.document;
        let zone = preferences.time_zone.as_deref().unwrap_or(&document.time_zone);
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let language = preferences.language.unwrap_or(document.language);
        let members = app.criba().house().members(workspace.row.id)?;
        let people = members.into_iter().map(|member| (member.person.email, member.person.name));
        let words = app.catalogue().words(&workspace.row.country, language, zone);
        let words = words.with_people(people.collect()).of_12_hours(preferences.is_of_12_hours);
        let seat = Seat { app: app.clone(), signed, words, preferences, workspace, path };
        parts.extensions.insert(seat.clone());
        Ok(seat)
    }
}

/// A seat whose owner may do something more than see.
#[derive(Debug)]
pub(crate) struct Can<P> {
    seat: Seat,
    permission: PhantomData<P>,
}

/// A permission as a type.
pub(crate) trait Permits: Send + Sync + 'static {
    /// Which.
    const PERMISSION: Permission;
}

macro_rules! permits {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name;
        impl Permits for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

permits!(
    /// Call, log outcomes, accept and reject.
    Work,
    /// Change fields and lists.
    Edit,
    /// Propose changes of the agreement.
    Propose,
    /// People, keys, settings.
    Administer,
);

impl<P> Deref for Can<P> {
    type Target = Seat;
    fn deref(&self) -> &Seat {
        &self.seat
    }
}

impl<P: Permits> FromRequestParts<App> for Can<P> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Can<P>, PageError> {
        let seat = Seat::from_request_parts(parts, app).await?;
        if seat.may(P::PERMISSION) {
            Ok(Can { seat, permission: PhantomData })
        } else {
            Err(PageError::Forbidden(P::PERMISSION))
        }
    }
}

/// Somebody of whom nothing is known but the language that their browser asks for.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub(crate) app: App,
    pub(crate) words: Words,
}

impl FromRequestParts<App> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &App,
    ) -> Result<Guest, std::convert::Infallible> {
        Ok(Guest { app: app.clone(), words: guest_words(app, parts) })
    }
}

/// The words of whoever asks, in the language that is asked for first.
pub(crate) fn guest_words(app: &App, parts: &Parts) -> Words {
    let language = accepted_language(parts);
    let country = match language {
        Language::Es => "",
        Language::En => "GB",
    };
    app.catalogue().words(country, language, TimeZone::UTC)
}

/// The language that a browser asks for first; Spanish where it asks for neither.
fn accepted_language(parts: &Parts) -> Language {
    let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let wanted = header.unwrap_or_default().split(',').find_map(|part| {
        let tag = part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match tag.split('-').next() {
            Some("es" | "ca" | "gl" | "eu") => Some(Language::Es),
            Some("en") => Some(Language::En),
            _ => None,
        }
    });
    wanted.unwrap_or(Language::Es)
}

/// The value of the session's cookie.
pub(crate) fn session_cookie(parts: &Parts) -> Option<String> {
    let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
    pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE_NAME).then(|| value.to_owned())
    })
}

fn asked_path(parts: &Parts) -> String {
    parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
}
