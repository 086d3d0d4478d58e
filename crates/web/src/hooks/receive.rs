//! `/hooks/{source}`: how a delivery comes in, and what its provider is answered.
//!
//! Providers judge an answer by its status: what was taken, known or put aside is 200, so that
//! nobody sends it again; what is not theirs is refused for good; only where nothing could be
//! written are they asked to come back. Nobody is ever sent anywhere but where the owner of a form
//! said.

use std::io::Read as _;
use std::sync::Arc;

use axum::body::Body as Bytes;
use axum::extract::{OriginalUri, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use engine::said::Said;
use engine::time::Span;
use flate2::read::MultiGzDecoder;
use runtime::RuntimeError;
use runtime::sources::Kind;
use serde::Deserialize;
use serde_json::json;
use store::house::SourceRow;

use super::form::{files, wanted};
use super::signature::{Refused, same};
use super::take::{Counts, Delivery, Outcome, Pace, pace, take};
use crate::app::App;
use crate::machine::Machine;
use crate::routes::Table;
use crate::seat::guest_words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/hooks/{source}", get(challenged));
    table.post("/hooks/{source}", post(delivered).options(asked_first));
    table.post("/hooks/{source}/{key}", post(delivered).options(asked_first));
}

/// The most bytes of a delivery, compressed or not.
const BYTES_MAX: usize = 5 << 20;

/// What stands in the path.
#[derive(Debug, Deserialize)]
struct Place {
    source: String,
    key: Option<String>,
}

/// `POST /hooks/{source}`: something happened.
async fn delivered(
    State(app): State<App>,
    Path(place): Path<Place>,
    from: Machine,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let said = |said: Said| said.by(guest_words(&app, &parts).language()).to_owned();
    let (kind, source) = match source(&app, place.source).await {
        Ok(found) => found,
        Err(wrong) => return wrong.answer(said),
    };
    let pace = match pace(&app, kind, &source, from, app.criba().clock().now()) {
        Ok(pace) => pace,
        Err(wait) => return open(too_often(wait, said)),
    };
    let raw = match whole(&parts, body).await {
        Ok(raw) => raw,
        Err(wrong) => return wrong.answer(said),
    };
    let delivery = Delivery {
        pace,
        key: place.key,
        headers: parts.headers.clone(),
        content_type: text(&parts, header::CONTENT_TYPE).to_owned(),
        is_in_address: false,
        urls: urls(&app, &parts),
        raw,
    };
    told(&app, kind, source, &parts, delivery).await
}

/// What an address is of.
async fn source(app: &App, slug: String) -> Result<(Kind, SourceRow), Wrong> {
    let criba = Arc::clone(app.criba());
    let source = match tokio::task::spawn_blocking(move || criba.source(&slug)).await {
        Ok(Ok(source)) => source.ok_or(Wrong::Unknown)?,
        Ok(Err(_)) | Err(_) => return Err(Wrong::Busy),
    };
    Ok((Kind::with_id(&source.kind).ok_or(Wrong::Unknown)?, source))
}

async fn told(
    app: &App,
    kind: Kind,
    source: SourceRow,
    parts: &Parts,
    delivery: Delivery,
) -> Response {
    let said = |said: Said| said.by(guest_words(app, parts).language()).to_owned();
    let taking = app.clone();
    let work = move || {
        let outcome = take(&taking, kind, &source, &delivery)?;
        Ok((outcome, source, delivery))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok((Outcome::Refused(why), ..))) => refused(kind, why, said),
        Ok(Ok((Outcome::Taken(counts), source, delivery))) => match kind {
            // Nothing for the call to go on with.
            Kind::Twilio => {
                let kind = HeaderValue::from_static("text/xml; charset=utf-8");
                ([(header::CONTENT_TYPE, kind)], "<Response/>").into_response()
            }
            Kind::Form => {
                let accept = text(parts, header::ACCEPT);
                open(thanked(counts, &source, &delivery, accept, said))
            }
            _ => axum::Json(counts.json()).into_response(),
        },
        Ok(Err(RuntimeError::Busy | RuntimeError::Stopped)) => Wrong::Busy.answer(said),
        Ok(Err(error)) => {
            tracing::error!(%error, "a delivery was not written");
            Wrong::Busy.answer(said)
        }
        Err(error) => {
            tracing::error!(%error, "a delivery was not read");
            Wrong::Busy.answer(said)
        }
    }
}

/// A header as text.
fn text(parts: &Parts, name: header::HeaderName) -> &str {
    parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A delivery that is not even looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Unknown,
    Method,
    TooLarge,
    Packed,
    Cut,
    Busy,
}

impl Wrong {
    fn answer(self, said: impl Fn(Said) -> String) -> Response {
        let (status, code, words) = match self {
            Wrong::Unknown => (
                StatusCode::NOT_FOUND,
                "not_found",
                Said::new(
                    "aquí no hay ninguna fuente; hay que mirar la dirección con «criba source list»",
                    "there is no source here; look the address up with «criba source list»",
                ),
            ),
            Wrong::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                Said::new(
                    "a esta dirección se envía con POST",
                    "what is sent to this address is sent by POST",
                ),
            ),
            Wrong::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                Said::new("llegan más de 5 MB de una vez", "more than 5 MB come at once"),
            ),
            Wrong::Packed => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_encoding",
                Said::new(
                    "solo se abre lo que viene comprimido con gzip",
                    "only what is compressed with gzip is opened",
                ),
            ),
            Wrong::Cut => (
                StatusCode::BAD_REQUEST,
                "cut",
                Said::new("lo que llegó está cortado", "what came is cut short"),
            ),
            Wrong::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                Said::new(
                    "ahora no se puede escribir; hay que enviarlo otra vez en un momento",
                    "nothing can be written now; send it again in a moment",
                ),
            ),
        };
        let mut response = problem(status, code, said(words));
        if self == Wrong::Busy {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

/// A problem document (RFC 9457), with the words as well where Google reads them to whoever set a
/// form up.
fn problem(status: StatusCode, code: &str, words: String) -> Response {
    let document = json!({
        "type": format!("urn:criba:problem:{code}"),
        "title": status.canonical_reason().unwrap_or(code),
        "status": status.as_u16(),
        "code": code,
        "detail": words,
        "message": words,
    });
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, kind)], document.to_string()).into_response()
}

/// Gives words to what the framework answers without them: nobody who reads an address of these
/// shows a page.
pub(crate) fn dress(app: &App, parts: &Parts, response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_bare = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let wrong = match response.status() {
        // An address that cannot be read is that of nothing.
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => Wrong::Unknown,
        StatusCode::METHOD_NOT_ALLOWED => Wrong::Method,
        _ => return response,
    };
    if !is_bare {
        return response;
    }
    let mut said = wrong.answer(|said| said.by(guest_words(app, parts).language()).to_owned());
    if let Some(allow) = response.headers().get(header::ALLOW) {
        said.headers_mut().insert(header::ALLOW, allow.clone());
    }
    said
}

/// The body whole, opened where it came compressed.
async fn whole(parts: &Parts, body: Bytes) -> Result<Vec<u8>, Wrong> {
    let is_known_large = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok())
        .is_some_and(|length| length > BYTES_MAX);
    if is_known_large {
        return Err(Wrong::TooLarge);
    }
    let limited = http_body_util::Limited::new(body, BYTES_MAX);
    let collected = http_body_util::BodyExt::collect(limited).await;
    let bytes =
        collected.map_err(|error| match error.is::<http_body_util::LengthLimitError>() {
            true => Wrong::TooLarge,
            false => Wrong::Cut,
        })?;
    let bytes = bytes.to_bytes();
    let packed = parts.headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);
    match packed {
        None | Some(b"" | b"identity") => Ok(bytes.to_vec()),
        Some(b"gzip" | b"x-gzip") => {
            let mut opened: Vec<u8> = Vec::new();
            let most = BYTES_MAX as u64 + 1;
            let mut reader = MultiGzDecoder::new(bytes.as_ref()).take(most);
            reader.read_to_end(&mut opened).map_err(|_| Wrong::Cut)?;
            if opened.len() > BYTES_MAX { Err(Wrong::TooLarge) } else { Ok(opened) }
        }
        Some(_) => Err(Wrong::Packed),
    }
}

/// By which addresses the server may have been called: as its settings say, and as the request does;
/// each with its port and without. Who signs the address alone decides: a wrong one signs nothing.
fn urls(app: &App, parts: &Parts) -> Vec<String> {
    let target = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
    let target = target.path_and_query().map_or("/", |target| target.as_str());
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let base = app.settings().base_url.trim_end_matches('/').to_owned();
    let mut bases = vec![base];
    bases.extend(
        host.into_iter().flat_map(|host| [format!("https://{host}"), format!("http://{host}")]),
    );
    let mut urls: Vec<String> = Vec::new();
    for base in bases.into_iter().filter(|base| !base.is_empty()) {
        if let Some(bare) = without_port(&base) {
            urls.push(format!("{bare}{target}"));
        } else {
            let port = if base.starts_with("https://") { 443 } else { 80 };
            urls.push(format!("{base}:{port}{target}"));
        }
        urls.push(format!("{base}{target}"));
    }
    urls
}

fn without_port(base: &str) -> Option<String> {
    let uri: Uri = base.parse().ok()?;
    uri.port()?;
    Some(format!("{}://{}", uri.scheme_str()?, uri.host()?))
}

/// What somebody is answered who may not send it.
fn refused(kind: Kind, why: Refused, said: impl Fn(Said) -> String) -> Response {
    let status = match (kind, why) {
        (_, Refused::Later) => StatusCode::SERVICE_UNAVAILABLE,
        // The one status after which Mailgun does not try again.
        (Kind::Mailgun, _) => StatusCode::NOT_ACCEPTABLE,
        (Kind::GoogleAds, _) | (_, Refused::Wrong | Refused::Stale) => StatusCode::FORBIDDEN,
        (_, Refused::Unsigned) => StatusCode::UNAUTHORIZED,
    };
    let (code, words) = match why {
        Refused::Unsigned => (
            "unsigned",
            Said::new(
                "no viene firmado ni con el secreto; hay que ponerlo donde se configura el envío",
                "it is neither signed nor has it the secret; set it where the delivery is set up",
            ),
        ),
        Refused::Wrong => (
            "wrong_signature",
            Said::new(
                "la firma o el secreto no son los de esta fuente; hay que copiarlos otra vez",
                "the signature or the secret is not that of this source; copy it again",
            ),
        ),
        Refused::Later => (
            "not_yet",
            Said::new(
                "el certificado con el que se comprueba no está todavía; hay que enviarlo otra vez en un momento",
                "the certificate that it is checked with is not here yet; send it again in a moment",
            ),
        ),
        Refused::Stale => (
            "stale",
            Said::new(
                "se firmó hace demasiado o el reloj va mal; no se toma dos veces",
                "it was signed too long ago, or a clock is wrong; it is not taken again",
            ),
        ),
    };
    let mut response = problem(status, code, said(words));
    if why == Refused::Later {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if kind == Kind::Postmark && status == StatusCode::UNAUTHORIZED {
        let value = HeaderValue::from_static("Basic realm=\"criba\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// What somebody is answered who sends more forms than anybody does.
fn too_often(wait: Span, said: impl Fn(Said) -> String) -> Response {
    let words = Said::new(
        "desde aquí se han enviado demasiados formularios; hay que esperar unos minutos y enviarlo otra vez",
        "too many forms were sent from here; wait some minutes and send it again",
    );
    let mut response = problem(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", said(words));
    let seconds = (wait.micros() / Span::SECOND.micros()).max(1);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// A browser goes on to a page that the form's owner named; a script is told in JSON. Either is told
/// that a file that came along was not taken, and that the rest was.
fn thanked(
    counts: Counts,
    source: &SourceRow,
    delivery: &Delivery,
    accept: &str,
    said: impl Fn(Said) -> String,
) -> Response {
    let files = files(&delivery.raw, &delivery.content_type);
    let untaken = (!files.is_empty()).then(|| said(no_files(&files)));
    if !accept.contains("text/html") {
        let mut json = counts.json();
        if let Some(words) = untaken {
            json["files_refused"] = files.into();
            json["message"] = words.into();
        }
        return axum::Json(json).into_response();
    }
    let wanted = wanted(&delivery.raw, &delivery.content_type);
    let mut allowed = source.thanks.lines();
    let chosen = source.thanks.lines().find(|url| Some(*url) == wanted.as_deref());
    let to = chosen.or_else(|| allowed.next());
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    match (untaken, to.and_then(|url| HeaderValue::from_str(url).ok())) {
        (Some(words), _) => {
            let on = to.map(|url| format!("\n\n{url}")).unwrap_or_default();
            ([(header::CONTENT_TYPE, plain)], words + &on).into_response()
        }
        (None, Some(to)) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        (None, None) => ([(header::CONTENT_TYPE, plain)], "Gracias. · Thank you.").into_response(),
    }
}

/// What who sent a form with files is told.
fn no_files(files: &[String]) -> Said {
    let names = files.join(", ");
    Said::new(
        format!(
            "Gracias: tus respuestas han llegado. El archivo no ({names}): este formulario no recibe archivos. Mándalo de otra manera, por ejemplo por correo."
        ),
        format!(
            "Thank you: your answers have arrived. The file has not ({names}): this form takes no files. Send it another way, by e-mail for instance."
        ),
    )
}

/// Any page may send a form, and read what it is answered: there is nothing of anybody in it.
fn open(mut response: Response) -> Response {
    let anybody = HeaderValue::from_static("*");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
    response
}

/// `OPTIONS /hooks/{source}`: a script asks whether its page may send a form.
async fn asked_first() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST")),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    open((StatusCode::NO_CONTENT, headers).into_response())
}

/// What Meta asks with.
#[derive(Debug, Deserialize)]
struct Challenge {
    #[serde(rename = "hub.mode", default)]
    mode: String,
    #[serde(rename = "hub.verify_token", default)]
    token: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
}

/// The longest challenge that is given back.
const CHALLENGE_CHARS_MAX: usize = 256;

/// `GET /hooks/{source}`: Meta asks whether this address is who it was told of; Twilio tells so too,
/// where it was set up to.
async fn challenged(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<Challenge>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let said = |said: Said| said.by(guest_words(&app, &parts).language()).to_owned();
    let (kind, source) = match source(&app, slug).await {
        Ok(found) => found,
        Err(wrong) => return wrong.answer(said),
    };
    match kind {
        Kind::Meta | Kind::Whatsapp => {}
        Kind::Twilio => {
            let delivery = Delivery {
                pace: Pace::Usual,
                key: None,
                headers: parts.headers.clone(),
                content_type: "application/x-www-form-urlencoded".to_owned(),
                is_in_address: true,
                urls: urls(&app, &parts),
                raw: parts.uri.query().unwrap_or_default().as_bytes().to_vec(),
            };
            return told(&app, kind, source, &parts, delivery).await;
        }
        _ => {
            let words = Said::new("aquí solo se envía con POST", "here one sends with POST alone");
            return problem(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", said(words));
        }
    }
    let is_plain = asked.challenge.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let is_asked = asked.mode == "subscribe"
        && !asked.challenge.is_empty()
        && asked.challenge.len() <= CHALLENGE_CHARS_MAX
        && is_plain;
    if !is_asked || !same(&asked.token, &source.verify_token) {
        return refused(Kind::Meta, Refused::Wrong, said);
    }
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], asked.challenge).into_response()
}
