//! Every route, in one table: what is not in it does not exist.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::MethodRouter;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::{
    agreement, api, contact, contacts, entrance, forms, guard, hooks, imports, ingest, layout,
    link, metrics, patience, review, settings, sources, today, tracker,
};

/// A route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `GET`, `POST`, `DELETE`, …
    pub method: &'static str,
    /// Its path, with the names of its parts in braces.
    pub path: &'static str,
}

/// The table as it is filled.
pub(crate) struct Table {
    router: Router<App>,
    routes: Vec<Route>,
}

impl Table {
    pub(crate) fn get(&mut self, path: &'static str, handler: MethodRouter<App>) {
        self.add("GET", path, handler);
    }

    pub(crate) fn post(&mut self, path: &'static str, handler: MethodRouter<App>) {
        self.add("POST", path, handler);
    }

    pub(crate) fn put(&mut self, path: &'static str, handler: MethodRouter<App>) {
        self.add("PUT", path, handler);
    }

    pub(crate) fn delete(&mut self, path: &'static str, handler: MethodRouter<App>) {
        self.add("DELETE", path, handler);
    }

    /// Another spelling of a path that is in the table.
    pub(crate) fn also(&mut self, path: &'static str, handler: MethodRouter<App>) {
        self.router = std::mem::take(&mut self.router).route(path, handler);
    }

    fn add(&mut self, method: &'static str, path: &'static str, handler: MethodRouter<App>) {
        self.routes.push(Route { method, path });
        self.router = std::mem::take(&mut self.router).route(path, handler);
    }
}

fn table() -> Table {
    let mut table = Table { router: Router::new(), routes: Vec::new() };
    layout::routes(&mut table);
    entrance::routes(&mut table);
    today::routes(&mut table);
    contact::routes(&mut table);
    contacts::routes(&mut table);
    imports::routes(&mut table);
    forms::routes(&mut table);
    sources::routes(&mut table);
    review::routes(&mut table);
    agreement::routes(&mut table);
    settings::routes(&mut table);
    link::routes(&mut table);
    tracker::routes(&mut table);
    api::routes(&mut table);
    ingest::routes(&mut table);
    hooks::routes(&mut table);
    metrics::routes(&mut table);
    table
}

/// Every route there is; a test walks them as every kind of person.
#[must_use]
pub fn routes() -> Vec<Route> {
    table().routes
}

/// The whole application.
pub fn router(app: App) -> Router {
    table()
        .router
        .layer(from_fn(guard::origin))
        .layer(from_fn(patience::arrives))
        .layer(from_fn_with_state(app.clone(), guard::dress))
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), metrics::count))
        .with_state(app)
}
