//! `/f/{form}/confirmar`: a consent that has to be confirmed. Looking at the link changes nothing,
//! since programs that read mail look at every link; the button does.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use runtime::forms::Link;

use super::hosted::{Asked, whole};
use super::received::{field, fields, pairs};
use super::shown::Body;
use crate::app::App;
use crate::error::PageResult;
use crate::routes::Table;
use crate::seat::waiting;

pub(super) fn routes(table: &mut Table) {
    table.get("/f/{form}/confirmar", get(show));
    table.post("/f/{form}/confirmar", post(confirm));
}

async fn show(State(app): State<App>, Path(name): Path<String>, request: Request) -> PageResult {
    let (parts, _) = request.into_parts();
    let asked = Asked::of(&app, &name, &parts).await?;
    let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let sealed = field(&query, "c").to_owned();
    let Some(link) = link(&asked, &sealed).await? else { return unknown(&asked, &name) };
    let texts = asked.kept.texts.iter().find(|text| text.number == link.text);
    let said = texts.into_iter().flat_map(|text| &text.consents);
    let said = said.filter(|consent| link.purposes.contains(&consent.purpose));
    let said: Vec<String> = said.map(|consent| consent.text.of(link.language).to_owned()).collect();
    let mut body = bare(&asked, &name);
    body.title = asked.w.t("form-confirm-title");
    body.intro = said.join(" ");
    body.hidden = vec![("c".to_owned(), sealed)];
    body.has_form = true;
    whole(&asked, body, StatusCode::OK)
}

async fn confirm(State(app): State<App>, Path(name): Path<String>, request: Request) -> PageResult {
    let (parts, sent) = request.into_parts();
    let asked = Asked::of(&app, &name, &parts).await?;
    let sent = fields(&parts.headers, sent).await.map(|sent| sent.fields).unwrap_or_default();
    let Some(link) = link(&asked, field(&sent, "c")).await? else { return unknown(&asked, &name) };
    let (workspace, kept) = (Arc::clone(&asked.workspace), asked.kept.clone());
    waiting(move || workspace.confirm(&kept, &link)).await?;
    let mut body = bare(&asked, &name);
    body.title = asked.w.t("form-confirmed");
    body.intro = asked.w.t("form-confirmed-text");
    whole(&asked, body, StatusCode::OK)
}

/// A link that was cut, or is of another form or another house: what to do instead.
fn unknown(asked: &Asked, name: &str) -> PageResult {
    let mut body = bare(asked, name);
    body.title = asked.w.t("form-link-unknown");
    body.intro = asked.w.t("form-link-unknown-text");
    body.way_on = Some((format!("/f/{name}"), asked.w.t("form-link-form")));
    whole(asked, body, StatusCode::NOT_FOUND)
}

async fn link(asked: &Asked, sealed: &str) -> PageResult<Option<Link>> {
    let (workspace, sealed) = (Arc::clone(&asked.workspace), sealed.to_owned());
    let link = waiting(move || workspace.unseal::<Link>(&sealed)).await?;
    Ok(link.filter(|link| link.form == asked.kept.form.slug))
}

fn bare(asked: &Asked, name: &str) -> Body {
    Body {
        w: asked.w.clone(),
        title: String::new(),
        intro: String::new(),
        thanks: None,
        way_on: None,
        action: format!("/f/{name}/confirmar"),
        button: asked.w.t("form-confirm"),
        fields: Vec::new(),
        notice: String::new(),
        consents: Vec::new(),
        hidden: Vec::new(),
        error: None,
        is_known: false,
        has_form: false,
        is_asking: false,
    }
}
