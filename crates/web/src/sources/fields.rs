//! `/fuentes/{source}/campos`: what each field of a source is, on something that it really sent, and
//! what that becomes.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use import::columns::fields::FIELDS;
use runtime::sources::{EVENT_PARTS, FieldMap, LEFT, OF_EVENT, Way};
use runtime::staff::{Change, SourceChange};
use serde::Deserialize;

use super::sample::{FIELDS as FILLED, last_of, said_once, shown};
use crate::address::Path;
use crate::error::{PageError, PageResult, see_other};
use crate::hooks::{self, Preview};
use crate::layout::{Nav, Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Administer, Can, Seat};
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes/{source}/campos", get(show));
    table.post("/fuentes/{source}/campos", post(save));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/fields.html")]
struct Fields {
    shell: Shell,
    href: String,
    name: String,
    /// What it really sent; `None` where nothing came yet.
    raw: Option<String>,
    rows: Vec<Row>,
    /// Every field and part that one may be: id and name.
    targets: Vec<(String, String)>,
    /// Whether every row offers all of them; else a script adds them when one is opened.
    is_whole: bool,
    event: String,
    events: Vec<(&'static str, String)>,
    /// What it becomes: who, what happened, and what is said.
    preview: Option<Became>,
    error: Option<String>,
}

/// A field.
struct Row {
    field: String,
    example: String,
    target: String,
    /// What it is called that it is now.
    called: String,
    /// The id of a value of its own.
    own: String,
    /// What it is where nobody says anything.
    guess: String,
    /// Why it is what it is.
    why: String,
}

/// What a sample becomes.
struct Became {
    what: String,
    said: Vec<(String, String)>,
    properties: Vec<(String, String)>,
    /// Why it would wait, where it would.
    waits: Option<String>,
}

/// Something that a source really sent.
struct Sample {
    raw: Vec<u8>,
    content_type: String,
}

/// Rows from which each shows only what it is until it is opened.
const WHOLE_MAX: usize = 8;
/// Of what waits, how much is looked at for something that says nobody.
const WAITS_LOOKED_AT: usize = 20;
/// Characters of an example.
const EXAMPLE_MAX: usize = 60;

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
    let name = source.clone();
    let map = seat
        .ask_house(move |criba, id| {
            criba.source_of(id, &name)?;
            criba.workspace(id)?.source_fields(&name)
        })
        .await?;
    filled(&seat, &source, map, None, !asked.todos.is_empty()).await
}

async fn filled(
    seat: &Seat,
    source: &str,
    map: FieldMap,
    error: Option<String>,
    is_all: bool,
) -> PageResult {
    let slug = source.to_owned();
    let tried = map.clone();
    let (seen, sample, guessed, preview) = seat
        .ask_house(move |criba, id| {
            let seen = criba.source_seen(id, &slug)?;
            let workspace = criba.workspace(id)?;
            let Way::Hook(_, row) = &seen.way else { return Ok((seen, None, None, None)) };
            // What waits is what somebody has to say something of.
            let waits = criba.house().kept_newest(row.id, WAITS_LOOKED_AT)?;
            let waits = waits.into_iter().find(|kept| kept.why == "nobody");
            let waits = waits.map(|kept| Sample { raw: kept.raw, content_type: kept.content_type });
            let came = match waits {
                Some(_) => None,
                None => last_of(workspace.as_ref(), &seen)?.and_then(|(_, raw)| raw),
            };
            let came = came.map(|raw| Sample {
                raw: raw.into_bytes(),
                content_type: "application/json".to_owned(),
            });
            let sample = waits.or(came);
            let Some(one) = &sample else { return Ok((seen, None, None, None)) };
            let of = |map: &FieldMap| {
                hooks::preview(workspace.as_ref(), map, &one.raw, &one.content_type)
            };
            let (guessed, preview) = (of(&FieldMap::guessed())?, of(&tried)?);
            Ok((seen, sample, Some(guessed), Some(preview)))
        })
        .await?;
    let is_mapped = matches!(&seen.way, Way::Hook(kind, _) if kind.is_mapped());
    if !is_mapped {
        return Err(PageError::NotFound);
    }
    let w = &seat.words;
    let rows = rows(&map, guessed.as_ref(), w);
    let is_wrong = error.is_some();
    let mut page = page(&Fields {
        shell: Shell::of(seat, Nav::Sources).await?.at(&format!("{}/campos", super::at(source))),
        href: super::at(source),
        name: seen.name().to_owned(),
        raw: sample.map(|sample| shown(&String::from_utf8_lossy(&sample.raw))),
        is_whole: is_all || rows.len() <= WHOLE_MAX,
        rows,
        targets: targets(w),
        event: map.event,
        events: hooks::THEIRS.map(|id| (id, w.event(id, ""))).to_vec(),
        preview: preview.map(|preview| became(preview, w)),
        error,
    })?;
    if is_wrong {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

/// Every field that came or of which something is said.
fn rows(map: &FieldMap, guessed: Option<&Preview>, w: &Words) -> Vec<Row> {
    let came = guessed.map(|guessed| guessed.fields.as_slice()).unwrap_or_default();
    let known: BTreeSet<&str> = came.iter().map(|field| field.name.as_str()).collect();
    let said = map.fields.keys().filter(|name| !known.contains(name.as_str()));
    let row = |name: &str, example: &str, guess: &str| {
        let said = map.of(name);
        let target = said.unwrap_or(guess).to_owned();
        Row {
            example: example.chars().take(EXAMPLE_MAX).collect(),
            called: called(&target, w),
            own: engine::text::slug(name),
            why: match said {
                Some(said) if said != guess => w.t("fields-said"),
                _ => w.t("fields-guessed"),
            },
            field: name.to_owned(),
            guess: guess.to_owned(),
            target,
        }
    };
    let came = came.iter().map(|field| row(&field.name, &field.example, &field.target));
    came.chain(said.map(|name| row(name, "", LEFT))).collect()
}

/// What a field or a part of the event is called.
fn called(target: &str, w: &Words) -> String {
    match target.strip_prefix(OF_EVENT) {
        Some(part) => w.t(&format!("fields-event-{part}")),
        None if target == LEFT => w.t("columns-leave"),
        None => w.trait_name(target),
    }
}

fn targets(w: &Words) -> Vec<(String, String)> {
    let parts = EVENT_PARTS.iter().map(|part| {
        let id = format!("{OF_EVENT}{part}");
        let name = called(&id, w);
        (id, name)
    });
    let mut fields: Vec<(String, String)> =
        FIELDS.iter().map(|row| (row.id.to_owned(), w.trait_name(row.id))).collect();
    fields.sort_by(|a, b| a.1.cmp(&b.1));
    fields.dedup_by(|a, b| a.0 == b.0);
    fields.into_iter().chain(parts).collect()
}

fn became(preview: Preview, w: &Words) -> Became {
    let key = format!("event-{}", preview.event.replace('_', "-"));
    let facts = preview.facts.iter().map(|(id, value)| (id.as_str(), value.clone()));
    let properties = preview.properties.into_iter().filter(|(id, _)| id != FILLED);
    let properties = properties.map(|(id, value)| (w.trait_name(&id), value));
    Became {
        what: if w.has(&key) { w.event(&preview.event, "") } else { preview.event },
        said: said_once(facts, w),
        properties: properties.collect(),
        waits: preview.waits.map(|_| w.t("fields-nobody")),
    }
}

/// `POST /fuentes/{source}/campos`: what each field is; the fields come as `c0`, `c1`, … in order.
async fn save(
    seat: Can<Administer>,
    Path(source): Path<String>,
    Posted(form): Posted<Vec<(String, String)>>,
) -> PageResult<Response> {
    let value = |name: &str| {
        form.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let names = form.iter().filter(|(key, _)| key == "h").map(|(_, value)| value.as_str());
    let mut map = FieldMap { event: value("event").to_owned(), ..FieldMap::default() };
    for (index, name) in names.enumerate() {
        let target = value(&format!("c{index}"));
        // What is guessed so anyway goes on being guessed.
        if !target.is_empty() && target != value(&format!("g{index}")) {
            map.fields.insert(name.to_owned(), target.to_owned());
        }
    }
    if !value("ver").is_empty() {
        return filled(&seat, &source, map, None, false).await;
    }
    let (name, by, said) = (source.clone(), seat.email().to_owned(), map.clone());
    let saved = seat.ask_house(move |criba, id| {
        criba.say_fields(id, &name, &said)?;
        let change = Change::Source { name, what: SourceChange::Mapped };
        criba.record_change(id, &by, &change)
    });
    match saved.await {
        Ok(_) => Ok(see_other(&format!("{}/antes?hecho=mapped", super::at(&source)))),
        Err(PageError::Said(said)) => {
            let error = seat.words.said(&said);
            filled(&seat, &source, map, Some(error), false).await
        }
        Err(error) => Err(error),
    }
}
