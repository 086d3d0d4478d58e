//! `/f/{form}.js`: a script that puts the form into another page. It takes the form from here as
//! it is and sends it as the form itself would.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::received::for_any_site;
use crate::app::App;
use crate::error::{PageError, PageResult};
use crate::seat::waiting;

const SCRIPT: &str =
    concat!("(function () {\n", include_str!("steps.js"), include_str!("embed.js"), "})();\n");

pub(super) async fn answer(app: &App, name: &str, _: &Parts) -> PageResult<Response> {
    let (criba, asked) = (Arc::clone(app.criba()), name.to_owned());
    if waiting(move || criba.form(&asked)).await?.is_none() {
        return Err(PageError::NotFound);
    }
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    let kept = HeaderValue::from_static("public, max-age=3600");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)];
    let mut response = (headers, SCRIPT).into_response();
    for_any_site(response.headers_mut());
    Ok(response)
}
