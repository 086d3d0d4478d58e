//! `/fuentes/{source}/nombres`: what the events of a program with a key are, by the names under
//! which it tells them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use engine::catalogue::{OUTCOMES, THEIRS};
use runtime::sources::{CameNamed, LEFT, SecondNames, Way};
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;

use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::ingest::second_name;
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes/{source}/nombres", get(show));
    table.post("/fuentes/{source}/nombres", post(save));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/names.html")]
struct Names {
    shell: Shell,
    href: String,
    name: String,
    rows: Vec<Row>,
    /// Every event that one may be: id and name.
    targets: Vec<(String, String)>,
    /// Whether every row offers all of them; else a script adds them when one is opened.
    is_whole: bool,
    error: Option<String>,
}

/// A name.
struct Row {
    name: String,
    /// How many of the latest have it.
    events: String,
    target: String,
    /// What it is called that it is now.
    called: String,
    /// Why it is what it is.
    why: String,
}

/// Rows from which each shows only what it is until it is opened.
const WHOLE_MAX: usize = 8;
/// Names that are shown, those of which something is said not counted.
const SHOWN_MAX: usize = 60;

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    todos: String,
}

async fn show(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    filled(&seat, &source, None, !asked.todos.is_empty()).await
}

/// The page, as it stands or with what was said and could not be.
async fn filled(
    seat: &Seat,
    source: &str,
    refused: Option<(SecondNames, String)>,
    is_all: bool,
) -> PageResult<Response> {
    let slug = source.to_owned();
    let (seen, names, came) = seat
        .ask_house(move |criba, id| {
            let seen = criba.source_seen(id, &slug)?;
            let workspace = criba.workspace(id)?;
            let came = match &seen.way {
                Way::Keys(_) => workspace.names_came(&slug)?,
                _ => Vec::new(),
            };
            Ok((seen, workspace.second_names(&slug)?, came))
        })
        .await?;
    if !matches!(&seen.way, Way::Keys(_)) {
        return Err(PageError::NotFound);
    }
    let (names, error) = match refused {
        Some((names, error)) => (names, Some(error)),
        None => (names, None),
    };
    let w = &seat.words;
    let is_wrong = error.is_some();
    let rows = rows(&names, came.get(..SHOWN_MAX).unwrap_or(&came), w);
    let mut page = page(&Names {
        shell: Shell::of(seat, Nav::Sources).await?.at(&format!("{}/nombres", super::at(source))),
        href: super::at(source),
        name: seen.name().to_owned(),
        is_whole: is_all || rows.len() <= WHOLE_MAX,
        rows,
        targets: targets(w),
        error,
    })?;
    if is_wrong {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

/// Every name that came or of which something is said.
fn rows(names: &SecondNames, came: &[CameNamed], w: &Words) -> Vec<Row> {
    let known: BTreeSet<&str> = came.iter().map(|one| one.name.as_str()).collect();
    let said = names.0.keys().filter(|name| !known.contains(name.as_str()));
    let row = |name: &str, events: u64| {
        let guess = second_name(name).unwrap_or(LEFT);
        let said = names.of(name);
        let target = said.map_or(guess, |second| second.unwrap_or(LEFT));
        Row {
            name: name.to_owned(),
            events: w.count("names-events", events),
            called: called(target, w),
            target: target.to_owned(),
            why: match said {
                Some(_) => w.t("fields-said"),
                None if guess == LEFT => String::new(),
                None => w.t("fields-guessed"),
            },
        }
    };
    let came = came.iter().map(|one| row(&one.name, one.events));
    came.chain(said.map(|name| row(name, 0))).collect()
}

fn called(target: &str, w: &Words) -> String {
    let key = format!("event-{}", target.replace('_', "-"));
    if target == LEFT {
        w.t("names-alone")
    } else if w.has(&key) {
        format!("{} ({target})", w.event(target, ""))
    } else {
        target.to_owned()
    }
}

fn targets(w: &Words) -> Vec<(String, String)> {
    let ids = THEIRS.iter().copied().chain(["email_sent"]).chain(OUTCOMES);
    let mut targets: Vec<(String, String)> = ids.map(|id| (id.to_owned(), called(id, w))).collect();
    targets.sort_by(|a, b| a.1.cmp(&b.1));
    targets
}

/// `POST /fuentes/{source}/nombres`: what each name is; they come as `c0`, `c1`, … in order.
async fn save(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult<Response> {
    let value = |name: &str| {
        form.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let said = form.iter().filter(|(key, _)| key == "h").map(|(_, value)| value.as_str());
    for (index, name) in said.enumerate() {
        let target = value(&format!("c{index}"));
        // What is known so anyway goes on being known.
        if !target.is_empty() && target != second_name(name).unwrap_or(LEFT) {
            names.insert(name.to_owned(), target.to_owned());
        }
    }
    let other = value("otro");
    if !other.is_empty() {
        names.insert(other.to_owned(), value("es").to_owned());
    }
    let names = SecondNames(names);
    let (name, by, said) = (source.clone(), seat.email().to_owned(), names.clone());
    let saved = seat.ask_house(move |criba, id| {
        criba.say_names(id, &name, &said)?;
        let change = Change::Source { name, what: SourceChange::Mapped };
        criba.record_change(id, &by, &change)
    });
    match saved.await {
        Ok(_) => Ok(see_other(&format!("{}/antes?hecho=named", super::at(&source)))),
        Err(PageError::Said(said)) => {
            let error = seat.words.said(&said);
            filled(&seat, &source, Some((names, error)), false).await
        }
        Err(error) => Err(error),
    }
}
