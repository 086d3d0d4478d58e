//! `/fuentes/{source}/antes`: what came before what is said of the source was changed, and how much
//! of it would be read otherwise; told again, and that undone.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use engine::catalogue::ALSO_NAMED;
use runtime::sources::{Differs, TOLD_MAX};
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;
use store::ids::ContactId;

use crate::address::Path;
use crate::error::{PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes/{source}/antes", get(show));
    table.post("/fuentes/{source}/antes", post(tell));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/past.html")]
struct PastPage {
    shell: Shell,
    href: String,
    name: String,
    /// How many events were looked at, and how many would be otherwise.
    looked: String,
    differ: u64,
    /// What of them stays as it is, in words.
    nobodys: Option<String>,
    /// How many are told again at once, where these are not all.
    at_once: Option<String>,
    shown: Vec<Row>,
    /// What was told again last, in words.
    last: Option<String>,
    /// What was just done.
    notice: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    hecho: String,
}

/// An event that would be read otherwise.
struct Row {
    when: String,
    href: Option<String>,
    name: String,
    /// What it would be called, where that is something else.
    becomes: Option<String>,
    /// Its fields: what each is now and what it would be.
    said: Vec<(String, String, String)>,
}

async fn show(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let slug = source.clone();
    let (past, name) = seat
        .ask_house(move |criba, id| {
            let seen = criba.source_seen(id, &slug)?;
            Ok((criba.past_of_source(id, &slug)?, seen.name().to_owned()))
        })
        .await?;
    let w = &seat.words;
    let differ = past.differ as u64;
    let done = format!("source-done-{}", asked.hecho);
    page(&PastPage {
        looked: w.count("past-looked", past.looked as u64),
        differ,
        notice: (!asked.hecho.is_empty() && w.has(&done)).then(|| w.t(&done)),
        nobodys: (past.nobodys > 0).then(|| w.count("past-nobodys", past.nobodys as u64)),
        at_once: (past.differ > TOLD_MAX).then(|| w.count("past-at-once", TOLD_MAX as u64)),
        shown: past.shown.into_iter().map(|one| row(one, seat.now(), w)).collect(),
        last: past.last.map(|last| {
            let (when, who) = (w.moment(last.at, seat.now()), w.person(&last.by));
            w.count_with("past-last", last.events as u64, &[("when", when), ("who", who)])
        }),
        shell: Shell::of(&seat, Nav::Sources).await?.at(&format!("{}/antes", super::at(&source))),
        href: super::at(&source),
        name,
    })
}

fn row(differs: Differs, now: engine::time::Timestamp, w: &Words) -> Row {
    let Differs { row, name, said } = differs;
    let called = |id: &str| {
        let key = format!("event-{}", id.replace('_', "-"));
        if w.has(&key) { w.event(id, "") } else { id.to_owned() }
    };
    let field = |id: String| match id.split_once('.') {
        _ if id == ALSO_NAMED => w.t("event-also-named"),
        Some(("person" | "account", id)) => w.trait_name(id),
        _ => w.trait_name(&id),
    };
    let position = row.event.position;
    Row {
        when: w.moment(row.event.at, now),
        href: (row.contact != ContactId::NOBODY)
            .then(|| format!("/contactos/{}/eventos/{position}", row.contact)),
        becomes: (name != row.name()).then(|| called(&name)),
        name: called(row.name()),
        said: said
            .into_iter()
            .map(|(id, is, becomes)| match id == ALSO_NAMED {
                true => (field(id), called(&is), called(&becomes)),
                false => (field(id), is, becomes),
            })
            .collect(),
    }
}

#[derive(Deserialize)]
struct Told {
    /// Whether what was told again is put back.
    #[serde(default)]
    undo: String,
}

/// `POST /fuentes/{source}/antes`: tells it again, or puts back what was told again last.
async fn tell(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<Told>,
) -> PageResult<Response> {
    let (slug, by) = (source.clone(), seat.by());
    let is_undone = !form.undo.is_empty();
    seat.ask_house(move |criba, id| {
        match is_undone {
            true => criba.untell_past(id, &slug, &by).map(|_| ())?,
            false => criba.tell_past_again(id, &slug, &by).map(|_| ())?,
        }
        let what = if is_undone { SourceChange::Untold } else { SourceChange::Retold };
        criba.record_change(id, &by.email, &Change::Source { name: slug, what })
    })
    .await?;
    let done = if is_undone { "untold" } else { "retold" };
    Ok(see_other(&format!("{}/antes?hecho={done}", super::at(&source))))
}
