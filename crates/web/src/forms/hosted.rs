//! `GET` and `POST /f/{form}`: a form as whoever it is for fills it in, with or without a script.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use engine::agreement::Language;
use engine::time::Span;
use jiff::tz::TimeZone;
use runtime::criba::Workspace;
use runtime::forms::{Kept, Problem, Question, Sending, Sent, Started, Ticket, ask};
use serde_json::json;

use super::received::{Unread, field, fields, for_any_site, human, is_json, page, pairs, text};
use super::shown::{Body, Field, Hosted, consents, hidden};
use crate::app::App;
use crate::error::{PageError, PageResult, see_other};
use crate::in_parts::{InParts, is_in_parts};
use crate::machine::Machine;
use crate::routes::Table;
use crate::seat::{guest_words, waiting};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/f/{form}", get(show));
    table.post("/f/{form}", post(take));
}

/// Forms that one address may send in a quarter of an hour: a stand at a fair has one address.
const SENT_MAX: u32 = 60;
/// How long a browser is known after it sent a form.
const KNOWN: Span = Span::DAY.times(180);

/// A form, whose it is, and who looks at it.
pub(super) struct Asked {
    pub(super) app: App,
    pub(super) workspace: Arc<Workspace>,
    pub(super) kept: Kept,
    /// Its name in addresses.
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) w: Words,
    ticket: Option<Ticket>,
}

impl Asked {
    pub(super) async fn of(app: &App, name: &str, parts: &Parts) -> PageResult<Asked> {
        let (criba, asked) = (Arc::clone(app.criba()), name.to_owned());
        let found = waiting(move || criba.form(&asked)).await?;
        let (workspace, kept) = found.ok_or(PageError::NotFound)?;
        let wanted = guest_words(app, parts).language();
        let language = match parts.headers.contains_key(axum::http::header::ACCEPT_LANGUAGE) {
            true => kept.form.language_for(wanted),
            false => kept.form.language,
        };
        let w = app.catalogue().words(&workspace.row.country, language, TimeZone::UTC);
        let sealed = cookie(parts, &cookie_name(name)).or_else(|| carried(parts));
        let held = Arc::clone(&workspace);
        let ticket = match sealed {
            Some(sealed) => waiting(move || held.unseal::<Ticket>(&sealed)).await?,
            None => None,
        };
        let (app, name) = (app.clone(), name.to_owned());
        Ok(Asked { app, workspace, kept, name, language, w, ticket })
    }

    fn action(&self) -> String {
        format!("/f/{}", self.name)
    }

    /// A page of it: what is asked, and what goes along unseen.
    async fn body(&self, fields: Vec<Field>, unseen: Vec<(String, String)>) -> PageResult<Body> {
        let form = &self.kept.form;
        let text = |text: &runtime::forms::Both| text.of(self.language).to_owned();
        let started = Started {
            form: form.slug.clone(),
            at: self.app.criba().clock().now(),
            nonce: uuid::Uuid::now_v7().to_string(),
        };
        let workspace = Arc::clone(&self.workspace);
        let started = waiting(move || workspace.seal(&started)).await?;
        let ids: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
        let mut hidden = vec![("started".to_owned(), started), ("asked".to_owned(), ids.join(","))];
        hidden.extend(unseen);
        let button = text(&form.button);
        Ok(Body {
            w: self.w.clone(),
            title: text(&form.title),
            intro: text(&form.intro),
            thanks: None,
            way_on: None,
            action: self.action(),
            button: if button.is_empty() { self.w.t("form-send") } else { button },
            fields,
            notice: text(&form.notice),
            consents: consents(form, self.language, &[]),
            hidden,
            error: None,
            is_known: self.ticket.is_some(),
            has_form: true,
            is_asking: true,
        })
    }

    /// The questions for who looks at it, those of this visit aside that were asked already.
    async fn questions(&self, asked: Vec<String>) -> PageResult<Vec<Question>> {
        let (workspace, ticket) = (Arc::clone(&self.workspace), self.ticket.clone());
        let form = self.kept.form.clone();
        waiting(move || {
            let mut visitor = workspace.visitor(ticket.as_ref())?;
            visitor.asked.extend(asked);
            let worths = workspace.worths()?;
            Ok(ask(&form, &visitor, &worths, workspace.now()).into_iter().cloned().collect())
        })
        .await
    }

    fn fields(&self, questions: &[Question]) -> Vec<Field> {
        questions.iter().map(|question| Field::of(question, self.language)).collect()
    }
}

/// `GET /f/{form}`, `/f/{form}.js`, and with `?parte=` the form alone for that script.
async fn show(State(app): State<App>, Path(name): Path<String>, request: Request) -> PageResult {
    let (parts, _) = request.into_parts();
    if let Some(name) = name.strip_suffix(".js") {
        return super::script::answer(&app, name, &parts).await;
    }
    let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let mut asked = Asked::of(&app, &name, &parts).await?;
    let is_new = !field(&query, "nuevo").is_empty();
    if is_new {
        asked.ticket = None;
    }
    let thanked = field(&query, "gracias");
    if !thanked.is_empty() {
        return thanks(&asked, thanked == "1").await;
    }
    let (workspace, slug) = (Arc::clone(&asked.workspace), asked.kept.form.slug.clone());
    waiting(move || workspace.form_shown(&slug)).await?;
    let questions = asked.questions(Vec::new()).await?;
    let mut from = page(&query, &parts.headers);
    // On its own page, what the browser says is where they come from.
    from.referrer = if from.referrer.is_empty() { from.page } else { from.referrer };
    from.page = asked.action();
    let mut unseen = hidden(&from);
    if is_new {
        unseen.push(("nuevo".to_owned(), "1".to_owned()));
    }
    let body = asked.body(asked.fields(&questions), unseen).await?;
    if !field(&query, "parte").is_empty() {
        let mut response = Html(body.render()?).into_response();
        for_any_site(response.headers_mut());
        return Ok(response);
    }
    whole(&asked, body, StatusCode::OK)
}

/// The page of thanks: it may ask one question more, which nobody has to answer.
async fn thanks(asked: &Asked, may_go_on: bool) -> PageResult {
    let form = &asked.kept.form;
    let mut more: Vec<Question> = Vec::new();
    if may_go_on
        && form.goes_on
        && let Some(ticket) = &asked.ticket
    {
        let questions = asked.questions(ticket.skipped.clone()).await?;
        let optional = |question: &Question| question.told().is_some() && !question.is_required;
        more = questions.into_iter().filter(optional).take(1).collect();
    }
    let again = ("gracias".to_owned(), "2".to_owned());
    let mut body = asked.body(asked.fields(&more), vec![again]).await?;
    let said = form.thanks.of(asked.language);
    let said = if said.is_empty() { asked.w.t("form-thanks") } else { said.to_owned() };
    body.thanks = Some(said);
    body.has_form = !more.is_empty();
    body.consents.clear();
    body.is_known = false;
    whole(asked, body, StatusCode::OK)
}

/// `POST /f/{form}`.
async fn take(
    State(app): State<App>,
    Path(name): Path<String>,
    from: Machine,
    request: Request,
) -> PageResult {
    let (parts, body) = request.into_parts();
    let mut asked = Asked::of(&app, &name, &parts).await?;
    let now = app.criba().clock().now();
    let counted = format!("form {}", from.counted());
    // Counted before anything of it is read, whatever comes of it.
    let wait = app.form_throttle().wait(&counted, SENT_MAX, now);
    match wait {
        None => app.form_throttle().wrong(&counted, now),
        // What a page of ours sends is small, and what was answered there stays in the form.
        Some(wait) if is_in_parts(&text(&parts.headers, CONTENT_TYPE)) => {
            return too_often(&asked, &[], wait, &parts.headers).await;
        }
        Some(_) => {}
    }
    let sent = match fields(&parts.headers, body).await {
        Ok(sent) => sent,
        Err(unread) => {
            let (status, error) = match unread {
                Unread::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "form-too-large"),
                Unread::NoForm => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "form-no-form"),
            };
            return refused(&asked, &[], &[], asked.w.t(error), status, &parts.headers).await;
        }
    };
    let InParts { fields: sent, files } = sent;
    if let Some(wait) = wait {
        return too_often(&asked, &sent, wait, &parts.headers).await;
    }
    if !files.is_empty() {
        // What was answered stays in the form, which is sent again without them.
        let (error, status) = (asked.w.t("form-no-files"), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        return refused(&asked, &sent, &[], error, status, &parts.headers).await;
    }
    if !field(&sent, "nuevo").is_empty() {
        asked.ticket = None;
    }
    let (workspace, kept) = (Arc::clone(&asked.workspace), asked.kept.clone());
    let sealed = field(&sent, "started").to_owned();
    let mut sending = Sending {
        page: page(&sent, &parts.headers),
        fields: sent.clone(),
        language: Some(asked.language),
        ticket: asked.ticket.clone(),
        has_mail: asked.app.mail().is_some(),
        ..Sending::default()
    };
    let headers = parts.headers.clone();
    let taken = waiting(move || {
        let started = workspace.unseal::<Started>(&sealed)?;
        let started = started.filter(|started| started.form == kept.form.slug);
        sending.human = human(&sending.fields, started.as_ref(), &headers, now);
        sending.nonce = started.map(|started| started.nonce);
        workspace.send_form(&kept, &sending)
    });
    match taken.await? {
        Ok(done) => accepted(&asked, done, field(&sent, "gracias"), &parts.headers).await,
        Err(wrong) => {
            let error = asked.w.count("form-wrong", wrong.len() as u64);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            refused(&asked, &sent, &wrong, error, status, &parts.headers).await
        }
    }
}

/// What is answered to what was taken; the browser is known from then on.
async fn accepted(asked: &Asked, done: Sent, thanked: &str, headers: &HeaderMap) -> PageResult {
    let form = &asked.kept.form;
    super::mail::ask_to_confirm(asked, &done).await?;
    let sealed = match done.ticket {
        Some(ticket) => {
            let workspace = Arc::clone(&asked.workspace);
            Some(waiting(move || workspace.seal(&ticket)).await?)
        }
        None => None,
    };
    let mut response = if is_json(headers) {
        let said = form.thanks.of(asked.language);
        let said = if said.is_empty() { asked.w.t("form-thanks") } else { said.to_owned() };
        let url = Some(&form.thanks_url).filter(|url| !url.is_empty());
        let answer = json!({ "ok": true, "thanks": said, "url": url, "ticket": sealed });
        let mut response = axum::Json(answer).into_response();
        for_any_site(response.headers_mut());
        response
    } else if form.thanks_url.is_empty() {
        let which = if thanked == "2" { "2" } else { "1" };
        see_other(&format!("{}?gracias={which}", asked.action()))
    } else {
        see_other(&form.thanks_url)
    };
    if let Some(sealed) = sealed {
        let secure = if asked.app.is_secure() { "; Secure" } else { "" };
        let name = cookie_name(&asked.name);
        let seconds = KNOWN.micros() / 1_000_000;
        let text =
            format!("{name}={sealed}; Path=/f/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().insert(SET_COOKIE, value);
        }
    }
    Ok(response)
}

/// What somebody is answered from whose address too many forms come, and when they may send it.
async fn too_often(
    asked: &Asked,
    sent: &[(String, String)],
    wait: Span,
    headers: &HeaderMap,
) -> PageResult {
    let error = asked.w.t1("form-wait", "length", asked.w.length(wait));
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = refused(asked, sent, &[], error, status, headers).await?;
    let seconds = (wait.micros() / Span::SECOND.micros()).max(1);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// The form again, with what was typed and what is wrong with it.
async fn refused(
    asked: &Asked,
    sent: &[(String, String)],
    wrong: &[Problem],
    error: String,
    status: StatusCode,
    headers: &HeaderMap,
) -> PageResult {
    let w = &asked.w;
    if is_json(headers) {
        let errors = wrong
            .iter()
            .map(|problem| json!({ "field": problem.field, "message": w.said(&problem.said) }));
        let errors: Vec<serde_json::Value> = errors.collect();
        let said = axum::Json(json!({ "ok": false, "message": error, "errors": errors }));
        let mut response = (status, said).into_response();
        for_any_site(response.headers_mut());
        return Ok(response);
    }
    let form = &asked.kept.form;
    let shown: Vec<&str> = field(sent, "asked").split(',').filter(|id| !id.is_empty()).collect();
    let is_wrong = |id: &str| wrong.iter().any(|problem| problem.field == id);
    let is_shown = |question: &&Question| {
        let id = question.id.as_str();
        shown.contains(&id) || is_wrong(id) || sent.iter().any(|(name, _)| name == id)
    };
    let mut questions: Vec<Question> = form.questions.iter().filter(is_shown).cloned().collect();
    // In the order in which they were shown.
    let place = |question: &Question| shown.iter().position(|id| *id == question.id);
    questions.sort_by_key(|question| place(question).unwrap_or(usize::MAX));
    if questions.is_empty() {
        questions = asked.questions(Vec::new()).await?;
    }
    let fields = asked.fields(&questions).into_iter().map(|one| one.typed(sent, wrong, w));
    let mut unseen = hidden(&page(sent, headers));
    for name in ["nuevo", "gracias", "begun"] {
        let value = field(sent, name);
        if !value.is_empty() {
            unseen.push((name.to_owned(), value.to_owned()));
        }
    }
    let mut body = asked.body(fields.collect(), unseen).await?;
    body.consents = consents(form, asked.language, sent);
    body.error = Some(error);
    whole(asked, body, status)
}

/// The page whole, with a style of its own and nothing from elsewhere.
pub(super) fn whole(asked: &Asked, body: Body, status: StatusCode) -> PageResult {
    let nonce = uuid::Uuid::now_v7().simple().to_string();
    // Browsers hold what a form is sent to, and where that leads.
    let thanks = asked.kept.form.thanks_url.split('/').take(3).collect::<Vec<&str>>().join("/");
    let policy = format!(
        "default-src 'none'; img-src 'self' data:; style-src 'nonce-{nonce}'; \
         script-src 'nonce-{nonce}'; connect-src 'self'; \
         form-action 'self' {thanks}; frame-ancestors 'none'; base-uri 'none'"
    );
    let page = Hosted { w: asked.w.clone(), body, nonce };
    let mut response = (status, Html(page.render()?)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept-language, cookie"));
    Ok(response)
}

/// The cookie of a browser that sent a form of a workspace: each has its own.
fn cookie_name(form: &str) -> String {
    let end = form.rsplit('-').next().unwrap_or_default();
    let end: String = end.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("criba_f_{end}")
}

/// What the script on another site carries in place of the cookie, which browsers keep to their own
/// site. A link carries nothing: whoever follows one is not who made it.
fn carried(parts: &Parts) -> Option<String> {
    let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let is_of_the_script = !field(&query, "parte").is_empty() || is_json(&parts.headers);
    let sealed = field(&query, "conocido");
    (is_of_the_script && !sealed.is_empty()).then(|| sealed.to_owned())
}

fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let cookies = parts.headers.get_all(axum::http::header::COOKIE).iter();
    let cookies = cookies.filter_map(|value| value.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|pair| {
        let (known, value) = pair.trim().split_once('=')?;
        (known == name).then(|| value.to_owned())
    })
}
