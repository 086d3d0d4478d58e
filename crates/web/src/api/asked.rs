//! What a call says in its path and query.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use engine::said::Said;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::misread::misasked;
use super::problem::{ApiResult, Problem};
use crate::app::App;

/// Rows of a page where nobody says how many.
const LIMIT: u32 = 50;
/// The most rows of a page.
const LIMIT_MAX: u32 = 200;

/// The id that a path names; what is none is not there.
#[derive(Debug)]
pub(super) struct Id<T>(pub(super) T);

impl<T: FromStr + Send> FromRequestParts<App> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Id<T>> {
        let params = RawPathParams::from_request_parts(parts, app).await;
        let params = params.map_err(|_| Problem::NotFound)?;
        let id = params.iter().next().and_then(|(_, value)| value.parse().ok());
        id.map(Id).ok_or(Problem::NotFound)
    }
}

/// The query. A name that is no parameter is refused: one that is misspelt would filter nothing.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> ApiResult<Asked<T>> {
        let query = parts.uri.query().unwrap_or_default();
        let asked = serde_html_form::Deserializer::from_bytes(query.as_bytes());
        let asked = serde_path_to_error::deserialize(asked);
        asked.map(Asked).map_err(|error| misasked(&error))
    }
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Paged {
    /// How many, from 1 to 200; 50 where left out.
    pub(super) limit: Option<u32>,
    /// Where the page before ended.
    pub(super) cursor: Option<String>,
}

/// How many rows a page has. More than there may be is refused and not cut.
///
/// # Errors
///
/// It is none, or more than [`LIMIT_MAX`].
pub(super) fn limit(asked: Option<u32>) -> ApiResult<usize> {
    match asked.unwrap_or(LIMIT) {
        limit @ 1..=LIMIT_MAX => usize::try_from(limit).map_err(|_| Problem::NotFound),
        limit => Err(Problem::Parameter {
            name: "limit".into(),
            detail: Said::new(
                format!("{limit} no vale; va de 1 a {LIMIT_MAX}"),
                format!("{limit} is no use; it goes from 1 to {LIMIT_MAX}"),
            ),
        }),
    }
}
