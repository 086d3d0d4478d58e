//! The API for programs: JSON over the same calls of the runtime as the pages.
//!
//! A program comes with a key of one workspace and reaches nothing else. What it reads shows
//! everything that was acknowledged before; what it changes is done once under its
//! `Idempotency-Key`. Every route is an operation with its description, so that the OpenAPI
//! document leaves none out.

mod act;
mod agreements;
mod asked;
mod came;
mod changes;
pub(crate) mod caller;
mod catalogue;
mod company;
mod contacts;
mod cursor;
mod deeds;
mod erasures;
mod forgetting;
mod forms;
mod history;
mod imports;
mod joins;
mod keys;
mod misread;
mod moment;
mod once;
mod operation;
mod past;
mod problem;
mod questions;
mod queue;
mod rates;
mod row;
mod seen;
mod segments;
mod sources;
mod verdicts;
mod why;

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::routes::Table;
use operation::Operation;

pub(crate) use problem::dress;
pub(crate) use rates::{Rates, metered};

pub(crate) fn routes(table: &mut Table) {
    for operation in operations() {
        operation.route(table);
    }
}

fn operations() -> Vec<Operation> {
    let parts = [
        queue::operations(),
        contacts::operations(),
        company::operations(),
        joins::operations(),
        erasures::operations(),
        why::operations(),
        questions::operations(),
        history::operations(),
        deeds::operations(),
        seen::operations(),
        verdicts::operations(),
        changes::operations(),
        segments::operations(),
        forgetting::operations(),
        forms::operations(),
        sources::operations(),
        past::operations(),
        keys::operations(),
        catalogue::operations(),
        agreements::operations(),
        imports::operations(),
        vec![
            Operation::get("/api/v1/openapi.json", get(description))
                .says("This description")
                .open(),
        ],
    ];
    parts.into_iter().flatten().collect()
}

/// `GET /api/v1/openapi.json`: what the API is.
async fn description() -> Response {
    static DOCUMENT: LazyLock<String> =
        LazyLock::new(|| operation::document(&operations()).to_string());
    let content_type = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, content_type)], DOCUMENT.as_str()).into_response()
}
