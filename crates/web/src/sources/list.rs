//! `GET /fuentes`: every source with how it does; where there is none, how to begin.

use askama::Template;
use axum::extract::Query;
use axum::http::request::Parts;
use axum::routing::get;
use runtime::criba::Criba;
use runtime::people::Permission;
use serde::Deserialize;

use super::marks::{Day, Mark, kind_said};
use super::setup::{Recipe, recipes};
use crate::address::host;
use crate::error::PageResult;
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes", get(show));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/list.html")]
struct List {
    shell: Shell,
    rows: Vec<Row>,
    /// How to begin, where nothing comes in yet.
    recipes: Vec<Recipe>,
    /// From which row on the others are shown.
    further: Option<usize>,
    can_administer: bool,
}

/// A source.
struct Row {
    href: String,
    name: String,
    kind: String,
    mark: Mark,
    last: Option<String>,
    day: Day,
    waiting: u64,
    owner: String,
}

/// From which row on the list is shown.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    desde: String,
}

/// Sources of a page: what each says weighs a kilobyte.
const SHOWN_MAX: usize = 40;

async fn show(seat: Seat, Query(asked): Query<Asked>, parts: Parts) -> PageResult {
    let seen = seat.ask_house(Criba::sources_seen).await?;
    let (w, now) = (&seat.words, seat.now());
    let from = asked.desde.parse::<usize>().unwrap_or_default();
    let further = from.saturating_add(SHOWN_MAX);
    let further = (seen.len() > further).then_some(further);
    let rows = seen.iter().skip(from).take(SHOWN_MAX).map(|seen| Row {
        href: super::at(&seen.source),
        name: seen.name().to_owned(),
        kind: kind_said(&seen.way, w),
        mark: Mark::of(seen, now, w),
        last: seen.arrivals.last_at.map(|last| w.ago(last, now)),
        day: Day::of(seen, now, w),
        waiting: seen.waiting,
        owner: match seen.about.owner.as_str() {
            "" => String::new(),
            owner => w.person(owner),
        },
    });
    let rows: Vec<Row> = rows.collect();
    let recipes = if seen.is_empty() { recipes(&host(&seat, &parts), w) } else { Vec::new() };
    let can_administer = seat.may(Permission::Administer);
    let shell = Shell::of(&seat, Nav::Sources).await?;
    page(&List { shell, rows, recipes, further, can_administer })
}
