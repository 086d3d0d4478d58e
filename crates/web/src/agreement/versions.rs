//! The versions that were ever in force.

use askama::Template;
use axum::routing::get;
use engine::agreement::diff::{diff, summary};

use super::{Version, versions};
use crate::error::PageResult;
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/acuerdo/versiones", get(show));
}

/// Versions that the page says the changes of; comparing costs a little each.
const SHOWN: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "agreement/versions.html")]
struct Versions {
    shell: Shell,
    rows: Vec<Row>,
}

/// A version in the list, the newest first.
struct Row {
    number: u32,
    is_in_force: bool,
    from: String,
    until: Option<String>,
    by: String,
    /// What it changed; nothing for the first.
    changes: Option<String>,
}

async fn show(seat: Seat) -> PageResult {
    let versions = versions(&seat).await?;
    let shell = Shell::of(&seat, Nav::Agreement).await?;
    let rows = (0..versions.len()).rev().take(SHOWN);
    let rows = rows.filter_map(|index| row(&seat, &versions, index)).collect();
    page(&Versions { shell, rows })
}

fn row(seat: &Seat, versions: &[Version], index: usize) -> Option<Row> {
    let (w, now) = (&seat.words, seat.now());
    let version = versions.get(index)?;
    let before = index.checked_sub(1).and_then(|index| versions.get(index));
    let after = versions.get(index + 1);
    let changes = before
        .map(|before| summary(&diff(&before.document(), &version.document(), &w.pack), &w.pack));
    Some(Row {
        number: version.number,
        is_in_force: after.is_none(),
        from: w.moment(version.from, now),
        until: after.map(|after| w.moment(after.from, now)),
        by: version.by.clone(),
        changes,
    })
}
