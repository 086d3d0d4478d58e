//! What a program is told when a call was not done: a problem document (RFC 9457) with a code that
//! stays, in the language that it asks for.

use std::borrow::Cow;

use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::said::Said;
use engine::stage::Refusal;
use engine::time::Span;
use runtime::RuntimeError;
use runtime::people::Permission;
use schemars::JsonSchema;
use serde::Serialize;
use store::StoreError;

use crate::app::App;
use crate::seat::guest_words;
use crate::words::Words;

/// Why a call was not done.
#[derive(Debug, Clone)]
pub(crate) enum Problem {
    /// It came without a key.
    NoKey,
    /// Its key opens nothing, or does no more.
    UnknownKey,
    /// Its key is one for telling what happened.
    SourceKey,
    /// Its key does not allow it.
    Scope(Permission),
    /// More calls came under the key than it may make.
    TooMany {
        /// When the next one may come.
        wait: Span,
    },
    /// There is no such thing, or it is another workspace's.
    NotFound,
    /// There is one, and it takes other methods.
    WrongMethod,
    /// A parameter cannot be used.
    Parameter {
        /// Its name.
        name: Cow<'static, str>,
        /// What is wrong with it.
        detail: Said,
    },
    /// The query cannot be read.
    Query(Said),
    /// The cursor is none of this list.
    Cursor,
    /// What was sent is no JSON of the shape that was expected.
    Body(Said),
    /// What was sent is JSON and says something that cannot be used.
    Content {
        /// Where, as a JSON pointer.
        pointer: Cow<'static, str>,
        /// What is wrong with it.
        detail: Said,
    },
    /// The two are one contact.
    SameContact,
    /// What was sent is in a form that is not taken.
    Form,
    /// More came than is taken.
    TooLarge,
    /// `Idempotency-Key` is none.
    Key,
    /// Its key came before with another call.
    KeyReused,
    /// The same call is being done at this moment.
    KeyRunning,
    /// The person is none of the workspace.
    Person(String),
    /// The person may not do this.
    PersonMayNot(String, Permission),
    /// The agreement does not allow it.
    Refused(Refusal),
    /// The contact takes no more events.
    Full,
    /// What was sent cannot be used; the words say what to do.
    Said(Said),
    /// The disk cannot keep up; nothing was written.
    Busy,
    /// The workspace's file is damaged; the log and `criba doctor` say which.
    SetAside,
    /// Something is broken; the words are for the log.
    Failed(String),
}

pub(crate) type ApiResult<T> = Result<T, Problem>;

impl From<RuntimeError> for Problem {
    fn from(error: RuntimeError) -> Problem {
        match error {
            error if error.is_disk_full() => Problem::Busy,
            RuntimeError::Missing(_) => Problem::NotFound,
            RuntimeError::Busy
            | RuntimeError::DiskFull
            | RuntimeError::Stopped
            | RuntimeError::Unwritten(_) => Problem::Busy,
            RuntimeError::SetAside(_) => Problem::SetAside,
            RuntimeError::Refused(refusal) => Problem::Refused(refusal),
            RuntimeError::Store(error) => Problem::Failed(error.to_string()),
            RuntimeError::Overtaken { .. }
            | RuntimeError::Problems(_)
            | RuntimeError::List(_)
            | RuntimeError::Denied(_)
            | RuntimeError::Wrong(_)
            | RuntimeError::Misnamed(_) => Problem::Said(error.said()),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        RuntimeError::from(error).into()
    }
}

/// A problem as it is answered.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(super) struct Document {
    /// `urn:criba:problem:` and the code.
    r#type: String,
    /// What kind of problem it is, in the language that was asked for.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong and what to do, in the language that was asked for.
    detail: String,
    /// The path that was asked for.
    instance: String,
    /// What kind of problem it is, for programs: it stays the same.
    code: &'static str,
    /// What the key would have to allow, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    /// Why the agreement does not allow it, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
    /// What in the call is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Place>,
}

/// Where something is wrong.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProblemPlace")]
struct Place {
    /// The parameter of the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// The place in what was sent, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// What is wrong with it.
    detail: String,
}

impl Problem {
    /// A field of what was sent that cannot be used.
    pub(super) fn field(pointer: impl Into<Cow<'static, str>>, detail: Said) -> Problem {
        Problem::Content { pointer: pointer.into(), detail }
    }

    /// The kind of the problem, which stays the same.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Problem::NoKey => "no_key",
            Problem::UnknownKey => "unknown_key",
            Problem::SourceKey => "source_key",
            Problem::Scope(_) => "scope_missing",
            Problem::TooMany { .. } => "too_many_requests",
            Problem::NotFound => "not_found",
            Problem::WrongMethod => "method_not_allowed",
            Problem::Parameter { .. } | Problem::Query(_) => "invalid_parameter",
            Problem::Cursor => "invalid_cursor",
            Problem::Body(_) => "invalid_body",
            Problem::Form => "unsupported_media_type",
            Problem::TooLarge => "too_large",
            Problem::Key => "invalid_idempotency_key",
            Problem::KeyReused => "idempotency_key_reused",
            Problem::KeyRunning => "idempotency_key_in_use",
            Problem::Person(_) => "unknown_person",
            Problem::PersonMayNot(..) => "person_not_allowed",
            Problem::Refused(_) => "refused",
            Problem::Full => "contact_full",
            Problem::Content { .. } | Problem::Said(_) => "invalid_content",
            Problem::SameContact => "same_contact",
            Problem::Busy => "busy",
            Problem::SetAside => "workspace_set_aside",
            Problem::Failed(_) => "failed",
        }
    }

    /// The status that says the same.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Problem::NoKey | Problem::UnknownKey => StatusCode::UNAUTHORIZED,
            Problem::SourceKey | Problem::Scope(_) => StatusCode::FORBIDDEN,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Parameter { .. }
            | Problem::Query(_)
            | Problem::Cursor
            | Problem::Body(_)
            | Problem::Key => StatusCode::BAD_REQUEST,
            Problem::Form => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::KeyRunning | Problem::Full => StatusCode::CONFLICT,
            Problem::KeyReused
            | Problem::Content { .. }
            | Problem::SameContact
            | Problem::Person(_)
            | Problem::PersonMayNot(..)
            | Problem::Refused(_)
            | Problem::Said(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Busy | Problem::SetAside => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong and what to do.
    fn detail(&self, w: &Words) -> String {
        let id = format!("problem-{}-text", self.code().replace('_', "-"));
        match self {
            Problem::Parameter { name, detail } => {
                w.t1(&id, "what", format!("{name}: {}", detail.by(w.language())))
            }
            Problem::Content { pointer, detail } => {
                // An empty pointer is the whole of what was sent (RFC 6901).
                let place = match &**pointer {
                    "" => w.t("problem-whole-body"),
                    place => place.to_owned(),
                };
                w.t1(&id, "what", format!("{place}: {}", detail.by(w.language())))
            }
            Problem::Query(detail) | Problem::Body(detail) => {
                w.t1(&id, "what", detail.by(w.language()))
            }
            Problem::Person(email) => w.t1(&id, "email", email),
            Problem::Scope(permission) => {
                let can = w.t(&format!("permission-{}", permission.id().replace('_', "-")));
                w.t2(&id, "can", can, "scope", permission.id())
            }
            Problem::PersonMayNot(email, permission) => {
                let can = w.t(&format!("permission-{}", permission.id().replace('_', "-")));
                w.t2(&id, "email", email, "can", can)
            }
            Problem::Refused(refusal) => refusal.said().sentence(w.language()),
            Problem::Said(said) => said.sentence(w.language()),
            _ => w.t(&id),
        }
    }

    /// The problem as a document for whoever reads these words.
    pub(super) fn document(&self, path: &str, w: &Words) -> String {
        let said = |detail: &Said| detail.by(w.language()).to_owned();
        let errors = match self {
            Problem::Parameter { name, detail } => {
                vec![Place {
                    parameter: Some(name.to_string()),
                    pointer: None,
                    detail: said(detail),
                }]
            }
            Problem::Content { pointer, detail } => {
                vec![Place {
                    parameter: None,
                    pointer: Some(pointer.to_string()),
                    detail: said(detail),
                }]
            }
            _ => Vec::new(),
        };
        let code = self.code();
        let document = Document {
            r#type: format!("urn:criba:problem:{code}"),
            title: w.t(&format!("problem-{}", code.replace('_', "-"))),
            status: self.status().as_u16(),
            detail: self.detail(w),
            instance: path.to_owned(),
            code,
            scope: match self {
                Problem::Scope(permission) => Some(permission.id()),
                _ => None,
            },
            refusal: match self {
                Problem::Refused(refusal) => Some(refusal.id().replace('-', "_")),
                _ => None,
            },
            errors,
        };
        serde_json::to_string(&document).unwrap_or_default()
    }
}

/// The document itself is made by [`dress`], which knows who asked and in which language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let headers = response.headers_mut();
        match &self {
            Problem::NoKey => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Problem::UnknownKey => {
                let value = HeaderValue::from_static("Bearer error=\"invalid_token\"");
                headers.insert(header::WWW_AUTHENTICATE, value);
            }
            Problem::Scope(permission) => {
                let value =
                    format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", permission.id());
                // The ids of permissions are ASCII.
                headers.extend(
                    HeaderValue::try_from(value).map(|value| (header::WWW_AUTHENTICATE, value)),
                );
            }
            Problem::TooMany { wait } => {
                // Whole seconds, and one more where a part of one is left.
                let seconds = (wait.micros() + 999_999) / 1_000_000;
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
            }
            Problem::Busy => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            }
            Problem::SetAside => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The media type of problem documents.
pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// Makes the document of a call that was not done, whichever part of the server refused it.
pub(crate) fn dress(app: &App, parts: &Parts, response: Response) -> Response {
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if response.headers().contains_key(header::CONTENT_TYPE) => return response,
        None => match response.status() {
            StatusCode::NOT_FOUND => Problem::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Problem::WrongMethod,
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::Form,
            _ => return response,
        },
    };
    if let Problem::Failed(words) = &problem {
        tracing::error!(error = %words, path = %parts.uri.path(), "a call failed");
    }
    let words = guest_words(app, parts);
    let document = problem.document(parts.uri.path(), &words);
    let (mut head, _) = response.into_parts();
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    head.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(words.lang()));
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, document.into())
}
