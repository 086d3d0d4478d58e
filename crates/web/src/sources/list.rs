//! `GET /fuentes`: every source with how it does; where there is none, how to begin.

use askama::Template;
use axum::http::request::Parts;
use axum::routing::get;
use runtime::criba::Criba;
use runtime::people::Permission;

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

async fn show(seat: Seat, parts: Parts) -> PageResult {
    let seen = seat.ask_house(Criba::sources_seen).await?;
    let (w, now) = (&seat.words, seat.now());
    let rows = seen.iter().map(|seen| Row {
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
    let recipes = if rows.is_empty() { recipes(&host(&seat, &parts), w) } else { Vec::new() };
    let can_administer = seat.may(Permission::Administer);
    page(&List { shell: Shell::of(&seat, Nav::Sources).await?, rows, recipes, can_administer })
}
