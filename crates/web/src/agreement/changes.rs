//! What changed between two versions, in sentences.

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use engine::agreement::Document;
use engine::agreement::diff::{Change, Kind, Mark, diff, summary};
use serde::Deserialize;

use super::prose::parts;
use super::{called, versions};
use crate::address::Path;
use crate::error::PageResult;
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/acuerdo/{version}/cambios", get(show));
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/changes.html")]
struct Changes {
    shell: Shell,
    number: u32,
    against: u32,
    /// Every version, to compare with.
    others: Vec<u32>,
    summary: String,
    sections: Vec<Section>,
}

/// The changes of a section.
pub(super) struct Section {
    pub(super) number: u8,
    pub(super) title: String,
    pub(super) changes: Vec<Shown>,
}

/// One change as a page sets it.
pub(super) struct Shown {
    /// The number it has now, or had.
    pub(super) number: String,
    /// What happened, where the marks alone do not say it.
    pub(super) what: Option<String>,
    /// Each run of words with the element that marks it: `ins`, `del` or none.
    pub(super) marks: Vec<(&'static str, String)>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    contra: String,
}

async fn show(seat: Seat, Path(version): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let versions = versions(&seat).await?;
    let version = called(&versions, &version)?;
    let against = if asked.contra.is_empty() {
        let before = versions.iter().rev().find(|before| before.number < version.number);
        before.unwrap_or(version)
    } else {
        called(&versions, &asked.contra)?
    };
    let w = &seat.words;
    let (old, new) = (against.document(), version.document());
    let changes = diff(&old, &new, &w.pack);
    page(&Changes {
        number: version.number,
        against: against.number,
        others: versions.iter().rev().map(|version| version.number).collect(),
        summary: summary(&changes, &w.pack),
        sections: sections(&changes, &new, w),
        shell: Shell::of(&seat, Nav::Agreement).await?,
    })
}

/// Changes under the titles of the new version's sections.
pub(super) fn sections(changes: &[Change], new: &Document, w: &Words) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for part in parts(new, w) {
        let of_part = changes.iter().filter(|change| change.section == part.number);
        let changes: Vec<Shown> = of_part.map(|change| shown(change, w)).collect();
        if !changes.is_empty() {
            sections.push(Section { number: part.number, title: part.title, changes });
        }
    }
    sections
}

fn shown(change: &Change, w: &Words) -> Shown {
    let (before, after) = (change.number_before.as_deref(), change.number_after.as_deref());
    let was = before.filter(|before| Some(*before) != after && after.is_some());
    let what = match (change.kind, was) {
        (Kind::Added, _) => Some(w.t("change-added")),
        (Kind::Removed, _) => Some(w.t("change-removed")),
        (Kind::Changed, None) => None,
        (Kind::Changed, Some(was)) => Some(w.t1("change-was", "number", was)),
        (Kind::Moved, was) => Some(w.t1("change-moved", "number", was.or(before).unwrap_or("–"))),
        (Kind::Rewritten, _) => Some(w.t("change-rewritten")),
    };
    let marks = change.words.iter().map(|mark| match mark {
        Mark::Kept(text) => ("", text.clone()),
        Mark::Inserted(text) => ("ins", text.clone()),
        Mark::Deleted(text) => ("del", text.clone()),
    });
    Shown { number: after.or(before).unwrap_or_default().to_owned(), what, marks: marks.collect() }
}
