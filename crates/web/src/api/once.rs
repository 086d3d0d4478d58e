//! A call that changes something: what it sends, and that it is done once under its key.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use runtime::answers::Under;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::ids::BatchId;
use uuid::Uuid;

use super::caller::{Caller, waiting};
use super::misread::{a_list, misread, no_json};
use super::problem::{ApiResult, PROBLEM_JSON, Problem};
use crate::app::App;

/// The most that a call may send, a list aside.
const BODY_BYTES_MAX: usize = 512 << 10;
/// The longest key.
const KEY_MAX: usize = 255;
/// The header that carries the key.
pub(super) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What a call sends.
#[derive(Debug)]
pub(super) struct Sent<T> {
    /// What it says.
    pub(super) body: T,
    /// Its key, and what it stands for.
    pub(super) once: Once,
}

/// A call that is done once.
#[derive(Debug, Clone)]
pub(super) struct Once {
    key: Option<String>,
    request: Sha256,
}

/// What a call does is known by: the same where it is done again after a crash.
#[derive(Debug)]
pub(super) struct KnownBy {
    /// The key of its deeds in the log.
    pub(super) name: String,
    /// The id of the list that it brings.
    pub(super) batch: BatchId,
}

/// What a call came to.
#[derive(Debug)]
pub(super) struct Answer<A> {
    pub(super) status: StatusCode,
    pub(super) body: A,
}

/// Something that is there now.
pub(super) fn created<A>(body: A) -> ApiResult<Answer<A>> {
    Ok(Answer { status: StatusCode::CREATED, body })
}

/// Something that was done.
pub(super) fn done<A>(body: A) -> ApiResult<Answer<A>> {
    Ok(Answer { status: StatusCode::OK, body })
}

impl Once {
    /// The key of a call to a method and path with its query.
    ///
    /// # Errors
    ///
    /// The key is none.
    pub(super) fn of(method: &Method, target: &str, headers: &HeaderMap) -> ApiResult<Once> {
        let key = match headers.get(IDEMPOTENCY_KEY) {
            None => None,
            Some(value) => Some(key(value).ok_or(Problem::Key)?),
        };
        let mut request = Sha256::new();
        for part in [method.as_str(), target] {
            request.update(part.as_bytes());
            request.update([0]);
        }
        Ok(Once { key, request })
    }

    /// Takes note of more that the call says.
    pub(super) fn says(&mut self, bytes: &[u8]) {
        self.request.update(bytes);
    }

    /// Does the work unless it was done under the key before. `work` is given what it does is known
    /// by.
    pub(super) async fn answer<A: Serialize>(
        self,
        caller: &Caller,
        work: impl AsyncFnOnce(KnownBy) -> ApiResult<Answer<A>>,
    ) -> Response {
        let Some(key) = self.key else {
            // Nobody can ask for it again.
            let known_by = KnownBy { name: Uuid::now_v7().to_string(), batch: BatchId::make() };
            return written(caller, work(known_by).await).into_response();
        };
        let (workspace, request) = (caller.workspace(), self.request.finalize().to_vec());
        let (id, asked) = (caller.id.clone(), key.clone());
        let under = waiting(move || workspace.claim(&id, &asked, &request)).await;
        let claim = match under {
            Ok(Under::New(claim)) => claim,
            Ok(Under::Again(status, body)) => return again(status, body),
            Ok(Under::Other) => return Problem::KeyReused.into_response(),
            Ok(Under::Running) => return Problem::KeyRunning.into_response(),
            Err(problem) => return problem.into_response(),
        };
        let known_by = KnownBy { name: claim.name(), batch: claim.batch() };
        let written = written(caller, work(known_by).await);
        if written.is_final() {
            let (status, body) = (written.status.as_u16(), written.body.clone());
            if let Err(problem) = waiting(move || claim.keep(status, &body)).await {
                return problem.into_response();
            }
        }
        written.into_response()
    }
}

/// The text of a key: bare, as most send it, or quoted, as the draft says.
fn key(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let is_key =
        (1..=KEY_MAX).contains(&text.len()) && text.bytes().all(|b| (32..127).contains(&b));
    is_key.then(|| text.to_owned())
}

/// An answer as it goes out.
struct Written {
    status: StatusCode,
    body: String,
    problem: Option<Problem>,
}

impl Written {
    /// Whether asking again would not answer otherwise.
    fn is_final(&self) -> bool {
        !self.status.is_server_error() && self.status != StatusCode::TOO_MANY_REQUESTS
    }
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        match self.problem {
            Some(problem) => problem.into_response(),
            None => json(self.status, self.body),
        }
    }
}

fn written<A: Serialize>(caller: &Caller, answer: ApiResult<Answer<A>>) -> Written {
    let problem = match answer {
        Ok(Answer { status, body }) => match serde_json::to_string(&body) {
            Ok(body) => return Written { status, body, problem: None },
            Err(error) => Problem::Failed(error.to_string()),
        },
        Err(problem) => problem,
    };
    let body = problem.document(&caller.path, &caller.asked_words);
    Written { status: problem.status(), body, problem: Some(problem) }
}

/// What was answered before.
fn again(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = json(status, body);
    let headers = response.headers_mut();
    if status.is_client_error() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    }
    headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

fn json(status: StatusCode, body: String) -> Response {
    let content_type = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

impl<T: DeserializeOwned + Send> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> ApiResult<Sent<T>> {
        let (parts, body) = request.into_parts();
        let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
        let mut once = Once::of(&parts.method, target, &parts.headers)?;
        let bytes = read(body).await?;
        once.says(&bytes);
        let is_json = parts.headers.get(header::CONTENT_TYPE).is_none_or(|value| {
            value.to_str().is_ok_and(|value| value.to_ascii_lowercase().contains("json"))
        });
        if !bytes.is_empty() && !is_json {
            return Err(Problem::Form);
        }
        let text: &[u8] = if bytes.is_empty() { b"null" } else { &bytes };
        // A list would be read as the fields of an object, in their order.
        if text.trim_ascii_start().starts_with(b"[") {
            return Err(Problem::field("", a_list()));
        }
        let mut json = serde_json::Deserializer::from_slice(text);
        let body = serde_path_to_error::deserialize(&mut json);
        let body = body.map_err(|error| match error.inner().is_data() {
            true => misread(&error),
            false => Problem::Body(no_json(error.inner())),
        })?;
        json.end().map_err(|error| Problem::Body(no_json(&error)))?;
        Ok(Sent { body, once })
    }
}

async fn read(body: Body) -> ApiResult<Vec<u8>> {
    let bytes = axum::body::to_bytes(body, BODY_BYTES_MAX).await;
    bytes.map(|bytes| bytes.to_vec()).map_err(|_| Problem::TooLarge)
}
