//! Which program is asking, in which workspace, and what its key allows: nothing of the API is
//! reached but through the key of a request, and nothing is changed without saying in a handler's
//! type what that takes (invariant I9).

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use engine::agreement::sealed::Agreement;
use engine::time::Timestamp;
use jiff::tz::TimeZone;
use runtime::RuntimeError;
use runtime::acts::By;
use runtime::criba::{Criba, Workspace};
use runtime::keys::Opens;
use runtime::people::{Permission, permissions, side};
use runtime::writer::Saw;
use store::house::MemberRow;
use store::ids::{ContactId, WorkspaceId};

use super::problem::{ApiResult, Problem};
use crate::app::App;
use crate::seat::{Permits, guest_words};
use crate::words::Words;

/// A program with a key of the API, which sees all of one workspace.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    app: App,
    workspace: Arc<Workspace>,
    /// The beginning of the key's digest: what tells it from others.
    pub(super) id: String,
    /// What people call the key.
    name: String,
    /// What the key allows.
    can: Vec<Permission>,
    /// The language that was asked for, for what is said of the call itself.
    pub(super) asked_words: Words,
    /// The path that was asked for.
    pub(super) path: String,
}

impl Caller {
    /// Asks something of the workspace, on a thread that may wait for the disk.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Workspace) -> Result<T, RuntimeError> + Send + 'static,
    ) -> ApiResult<T> {
        let workspace = Arc::clone(&self.workspace);
        waiting(move || question(&workspace)).await
    }

    /// Asks something of everything about this workspace, on a thread that may wait for the disk.
    pub(super) async fn ask_criba<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Criba, WorkspaceId) -> Result<T, RuntimeError> + Send + 'static,
    ) -> ApiResult<T> {
        let (criba, id) = (Arc::clone(self.app.criba()), self.workspace.row.id);
        waiting(move || question(&criba, id)).await
    }

    /// The workspace, for what goes on when nobody waits for it any more.
    pub(super) fn workspace(&self) -> Arc<Workspace> {
        Arc::clone(&self.workspace)
    }

    /// The present moment.
    pub(super) fn now(&self) -> Timestamp {
        self.app.criba().clock().now()
    }

    /// The workspace's country.
    pub(super) fn country(&self) -> &str {
        &self.workspace.row.country
    }

    /// The name of a list of this workspace, filter and all, for its cursors.
    pub(super) fn list(&self, name: &str, filter: &impl std::fmt::Debug) -> String {
        format!("{} {name} {filter:?}", self.workspace.row.id)
    }

    /// The agreement in force.
    pub(super) async fn agreement(&self) -> ApiResult<Arc<Agreement>> {
        Ok(self.workspace.writer.agreement().answer().await?)
    }

    /// The words of the workspace, in the language of its agreement.
    pub(super) async fn words(&self) -> ApiResult<Words> {
        let agreement = self.agreement().await?;
        let document = &agreement.document;
        let zone = TimeZone::get(&document.time_zone).unwrap_or(TimeZone::UTC);
        Ok(self.app.catalogue().words(self.country(), document.language, zone))
    }

    /// A contact of the workspace.
    pub(super) async fn contact(&self, id: ContactId) -> ApiResult<Box<Saw>> {
        let saw = self.ask(move |workspace| workspace.writer.look(id).wait()).await?;
        saw.filter(|saw| saw.card.is_anybody()).ok_or(Problem::NotFound)
    }

    /// The person of the workspace with an address.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(super) async fn person(&self, email: &str) -> ApiResult<MemberRow> {
        let (criba, id) = (Arc::clone(self.app.criba()), self.workspace.row.id);
        let members = waiting(move || Ok(criba.house().members(id)?)).await?;
        let email = email.trim().to_lowercase();
        let found = members
            .into_iter()
            .find(|member| member.left_at.is_none() && member.person.email == email);
        found.ok_or(Problem::Person(email))
    }

    /// Looks whether the key allows something.
    ///
    /// # Errors
    ///
    /// It does not.
    pub(super) fn needs(&self, permission: Permission) -> ApiResult<()> {
        match self.can.contains(&permission) {
            true => Ok(()),
            false => Err(Problem::Scope(permission)),
        }
    }

    /// Who does what takes a permission: a person of the workspace who may, or the program itself.
    ///
    /// # Errors
    ///
    /// There is no such person, or they may not, or the key does not allow it.
    pub(super) async fn by_whom(
        &self,
        email: Option<&str>,
        permission: Permission,
    ) -> ApiResult<By> {
        self.needs(permission)?;
        let Some(email) = email.filter(|email| !email.trim().is_empty()) else {
            let side = side(&[Permission::Work]);
            return Ok(By { email: format!("api:{}", self.name), side });
        };
        let member = self.person(email).await?;
        let can = permissions(&member.permissions)?;
        if !can.contains(&permission) {
            return Err(Problem::PersonMayNot(member.person.email, permission));
        }
        Ok(By { side: side(&can), email: member.person.email })
    }
}

/// A program whose key allows something more than seeing.
#[derive(Debug)]
pub(super) struct May<P> {
    caller: Caller,
    permission: PhantomData<P>,
}

impl<P: Permits> May<P> {
    /// Who does it: a person of the workspace who may, or the program itself.
    ///
    /// # Errors
    ///
    /// There is no such person, or they may not.
    pub(super) async fn by(&self, email: Option<&str>) -> ApiResult<By> {
        self.caller.by_whom(email, P::PERMISSION).await
    }
}

impl<P> Deref for May<P> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<P: Permits> FromRequestParts<App> for May<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<May<P>> {
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.needs(P::PERMISSION)?;
        Ok(May { caller, permission: PhantomData })
    }
}

/// Runs what waits for the disk beside the threads that serve requests.
pub(super) async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RuntimeError> + Send + 'static,
) -> ApiResult<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(error) => Err(Problem::Failed(format!("a question was not answered: {error}"))),
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Caller> {
        if let Some(caller) = parts.extensions.get::<Caller>() {
            return Ok(caller.clone());
        }
        let key = bearer(&parts.headers).ok_or(Problem::NoKey)?.to_owned();
        let criba = Arc::clone(app.criba());
        let row = waiting(move || criba.key(&key)).await?.ok_or(Problem::UnknownKey)?;
        let (now, per_second) = (app.criba().clock().now(), app.settings().api_per_second);
        let taken = app.rates().take(&row.hash, per_second, now);
        taken.map_err(|wait| Problem::TooMany { wait })?;
        let Opens::Api(can) = Opens::of(&row)? else { return Err(Problem::SourceKey) };
        let id: String = row.hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let criba = Arc::clone(app.criba());
        let workspace = waiting(move || criba.workspace(row.workspace)).await?;
        let caller = Caller {
            app: app.clone(),
            workspace,
            id,
            name: row.name,
            can,
            asked_words: guest_words(app, parts),
            path: parts.uri.path().to_owned(),
        };
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

/// The key that a request carries.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(key.trim()).filter(|key| !key.is_empty())
}
