//! `/fuentes/contenidos`: the pages, files, videos and mails that were seen, and what each is about.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use engine::text::fold;
use runtime::contents::{CONTENTS_MAX, Content, Topics};
use runtime::people::Permission;
use serde::Deserialize;

use crate::error::{PageError, PageResult, encoded, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes/contenidos", get(show));
    table.post("/fuentes/contenidos", post(save));
    table.post("/fuentes/contenidos/borrar", post(forget));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/contents.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    /// How many there are, and how many of them are shown.
    all: u64,
    shown: u64,
    q: String,
    /// What is being said, of which content; its name is empty for one that was not seen yet.
    form: Form,
    error: Option<String>,
    /// What is said at the top once it was done.
    notice: Option<String>,
    is_full: bool,
    max: String,
    /// What others are about, to choose from.
    topics: BTreeSet<String>,
    products: BTreeSet<String>,
    can_administer: bool,
}

/// A content.
struct Row {
    id: String,
    edit: String,
    kind: String,
    times: String,
    last: String,
    said: Vec<String>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Form {
    id: String,
    topic: String,
    product: String,
    journey_stage: String,
    format: String,
    cta: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    editar: String,
    hecho: String,
}

/// Rows that are shown at once.
const SHOWN_MAX: usize = 50;

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    filled(&seat, asked, None, None).await
}

async fn filled(
    seat: &Seat,
    asked: Asked,
    form: Option<Form>,
    error: Option<String>,
) -> PageResult<Response> {
    let (contents, lines) = seat
        .ask(|workspace| {
            let agreement = workspace.writer.agreement().wait()?;
            let lines: Vec<String> =
                agreement.document.lines.iter().map(|line| line.name.clone()).collect();
            Ok((workspace.contents()?, lines))
        })
        .await?;
    let (w, now) = (&seat.words, seat.now());
    let wanted = fold(asked.q.trim());
    let mut found: Vec<(&String, &Content)> = contents
        .of
        .iter()
        .filter(|(id, content)| {
            let said = content.topics.parts();
            fold(id).contains(&wanted)
                || said.iter().any(|(_, text)| !wanted.is_empty() && fold(text).contains(&wanted))
        })
        .collect();
    found.sort_by(|(a, of_a), (b, of_b)| (of_b.times, a).cmp(&(of_a.times, b)));
    let rows = found.iter().take(SHOWN_MAX).map(|(id, content)| Row {
        edit: format!("/fuentes/contenidos?editar={}#decir", encoded(id)),
        id: (*id).clone(),
        kind: w.t(&format!("content-{}", content.kind.id())),
        times: w.number(content.times),
        last: content.last_at.map_or_else(|| w.t("source-never"), |at| w.ago(at, now)),
        said: content
            .topics
            .parts()
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(id, text)| {
                format!("{}: {text}", w.t(&format!("content-{}", id.replace('_', "-"))))
            })
            .collect(),
    });
    let said = |of: fn(&Topics) -> &String| -> BTreeSet<String> {
        let said = contents.of.values().map(|content| of(&content.topics).clone());
        said.filter(|text| !text.is_empty()).collect()
    };
    let mut products = said(|topics| &topics.product);
    products.extend(lines);
    let key = format!("source-done-{}", asked.hecho);
    let is_known = !asked.hecho.is_empty() && w.has(&key);
    let known = contents.of.get(&asked.editar).map(|content| {
        let Topics { topic, product, journey_stage, format, cta } = content.topics.clone();
        Form { id: asked.editar.clone(), topic, product, journey_stage, format, cta }
    });
    let is_wrong = error.is_some();
    let mut page = page(&Page {
        rows: rows.collect(),
        all: found.len() as u64,
        shown: found.len().min(SHOWN_MAX) as u64,
        q: asked.q,
        form: form.or(known).unwrap_or_default(),
        error,
        notice: is_known.then(|| w.t(&key)),
        is_full: contents.is_full,
        max: w.number(CONTENTS_MAX),
        topics: said(|topics| &topics.topic),
        products,
        can_administer: seat.may(Permission::Administer),
        shell: Shell::of(seat, Nav::Sources).await?,
    })?;
    if is_wrong {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

/// `POST /fuentes/contenidos`: what a content is about.
async fn save(seat: Can<Administer>, Posted(form): Posted<Form>) -> PageResult<Response> {
    let Form { id, topic, product, journey_stage, format, cta } = form.clone();
    let topics = Topics { topic, product, journey_stage, format, cta };
    match seat.ask(move |workspace| workspace.say_of_content(&id, topics)).await {
        Ok(_) => Ok(see_other("/fuentes/contenidos?hecho=saved")),
        Err(PageError::Said(said)) => {
            let error = seat.words.said(&said);
            filled(&seat, Asked::default(), Some(form), Some(error)).await
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
struct Forgotten {
    id: String,
}

/// `POST /fuentes/contenidos/borrar`: nobody wants it in the list.
async fn forget(seat: Can<Administer>, Posted(form): Posted<Forgotten>) -> PageResult {
    let ids = BTreeSet::from([form.id]);
    seat.ask(move |workspace| workspace.forget_contents(&ids)).await?;
    Ok(see_other("/fuentes/contenidos?hecho=discarded"))
}
