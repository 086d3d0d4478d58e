//! What stands around every page: navigation, marks, messages about what was done, and files.

mod assets;
mod done;
mod hints;
mod keys;
mod marks;
mod shell;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::entrance::Others;
use crate::error::PageError;
use crate::routes::Table;
use crate::words::Words;

pub(crate) use done::Done;
pub(crate) use marks::{Bars, Steps, stage_steps};
pub(crate) use shell::{Nav, Shell, words_of};

pub(crate) fn routes(table: &mut Table) {
    assets::routes(table);
    hints::routes(table);
    shell::routes(table);
}

/// The version of the style and the script, which changes whenever they do.
pub(crate) fn version() -> &'static str {
    assets::version()
}

/// A page that was made.
pub(crate) fn page(template: &impl Template) -> Result<Response, PageError> {
    Ok(Html(template.render()?).into_response())
}

/// What is shown where a page would stand that cannot be.
#[derive(Template)]
#[template(path = "layout/failure.html")]
pub(crate) struct Failure {
    w: Words,
    title: String,
    text: String,
    back: &'static str,
    /// Other workspaces that they may look at, where theirs is set aside.
    others: Option<Others>,
}

impl Failure {
    /// The same with the workspaces that they may look at instead.
    pub(crate) fn beside(self, others: Option<Others>) -> Failure {
        Failure { others, ..self }
    }

    /// The page that says what went wrong, what was kept and what to do.
    pub(crate) fn of(words: &Words, error: &PageError) -> Failure {
        let said = |title: &str, text: String| (words.t(title), text);
        let (title, text) = match error {
            PageError::SignedOut { .. } | PageError::NotFound => {
                said("failure-not-found", words.t("failure-not-found-text"))
            }
            PageError::Forbidden(permission) => {
                let can = words.t(&format!("permission-{}", permission.id().replace('_', "-")));
                said("failure-forbidden", words.t1("failure-forbidden-text", "can", can))
            }
            PageError::Stale => said("failure-stale", words.t("failure-stale-text")),
            PageError::Said(what) => said("failure-wrong", words.said(what)),
            PageError::Refused(refusal) => said("failure-wrong", words.said(&refusal.said())),
            PageError::Denied(denial) => said("failure-wrong", words.said(&denial.said())),
            PageError::Wrong(text) | PageError::Overtaken(text) => {
                said("failure-wrong", text.clone())
            }
            PageError::TooLarge => said("failure-too-large", words.t("failure-too-large-text")),
            PageError::Busy => said("failure-busy", words.t("failure-busy-text")),
            PageError::SetAside => said("failure-set-aside", words.t("failure-set-aside-text")),
            PageError::Failed(_) => said("failure-failed", words.t("failure-failed-text")),
        };
        Failure { w: words.clone(), title, text, back: "/", others: None }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self.render() {
            Ok(html) => Html(html).into_response(),
            Err(_) => self.text.into_response(),
        }
    }
}
