//! The path that somebody really took through the funnel, returns and jumps among them.

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::sealed::Agreement;
use engine::contact::standing::State;
use engine::event::Act;
use engine::time::Timestamp;
use runtime::causes::Cause;
use runtime::stays::Stay;
use runtime::writer::Saw;
use store::workspace::rows::MoveRow;

use super::cause::{Causes, cause};
use crate::words::Words;

/// A step of the path.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    pub(crate) name: String,
    /// Since when, how long, and the clause that moved them there; for what lies ahead, how long
    /// people like them stay there, empty where too few did.
    pub(crate) text: String,
    /// Of how many that is known, where it is what people like them did.
    pub(crate) of: String,
    /// `now`, `fut` for what lies ahead, `side` for a state beside the funnel.
    pub(crate) class: &'static str,
    /// Whether it lies before the step before the present one: a telephone has no room for it.
    pub(crate) is_long_ago: bool,
}

/// The path of a contact in the main line, and the stages that lie ahead.
///
/// What was undone is no part of it: neither the moves of events that are among `voided`, nor the
/// way back that an undoing is.
pub(crate) fn path(
    saw: &Saw,
    moves: &[MoveRow],
    voided: &BTreeSet<u64>,
    causes: &Causes,
    stays: &BTreeMap<String, Stay>,
    w: &Words,
) -> Vec<Stop> {
    let agreement = &saw.agreement;
    let mut stops: Vec<(String, Timestamp, Option<String>, bool)> = Vec::new();
    let since = saw.card.contact.since.unwrap_or(saw.now);
    let moves: Vec<&MoveRow> = moves.iter().filter(|row| row.moved.line == MAIN).collect();
    let first = moves.first().map_or_else(
        || saw.card.contact.standings.first().map(|one| one.stage.clone()).unwrap_or_default(),
        |row| row.moved.from.clone(),
    );
    stops.push((w.stage(&agreement.document, &first), since, None, false));
    for row in moves.iter().filter(|row| !voided.contains(&row.position)) {
        let moved = &row.moved;
        let clause = match &moved.clause {
            Some(clause) => Some(w.t1("path-clause", "clause", &clause.number)),
            None => cause(row, causes, w),
        };
        let (name, is_side) = match &moved.state {
            State::Open => (w.stage(&agreement.document, &moved.to), false),
            State::Recycled { .. } => (w.t("path-nurture"), true),
            State::Disqualified { .. } => (w.t("path-disqualified"), true),
        };
        let undoes = |cause: &Cause| matches!(cause.row.event.act, Act::Voided { .. });
        let is_undoing = causes.get(&row.position).is_some_and(undoes);
        if is_undoing && stops.last().is_some_and(|(last, ..)| *last == name) {
            continue;
        }
        stops.push((name, moved.at, clause, is_side));
    }
    // Where they began is shown where they were seen there, and every stage that they passed.
    let last = stops.len().saturating_sub(1);
    let mut shown: Vec<Stop> = Vec::new();
    for (index, (name, at, clause, is_side)) in stops.iter().enumerate() {
        let until = stops.get(index + 1).map(|next| next.1);
        let stayed = until.map(|until| until - *at).filter(|stayed| *stayed >= MOMENT);
        if index == 0 && until.is_some() && stayed.is_none() {
            continue;
        }
        let mut text = vec![if index == last {
            w.moment(*at, saw.now)
        } else {
            w.short_date(w.local(*at).date())
        }];
        if let Some(stayed) = stayed {
            text.push(w.length(stayed));
        }
        if let Some(clause) = clause {
            text.push(clause.clone());
        }
        let class = match (index == last, is_side) {
            (true, _) => "now",
            (false, true) => "side",
            (false, false) => "",
        };
        shown.push(Stop {
            name: name.clone(),
            text: text.join(" · "),
            of: String::new(),
            class,
            is_long_ago: false,
        });
    }
    let before = shown.len().saturating_sub(2);
    for stop in shown.iter_mut().take(before) {
        stop.is_long_ago = true;
    }
    shown.extend(ahead(saw, agreement, stays, w));
    shown
}

/// The product line that pages show.
const MAIN: &str = "main";
/// Who moved on within this did not stay: no length is said.
const MOMENT: engine::time::Span = engine::time::Span::SECOND;

fn ahead(saw: &Saw, agreement: &Agreement, stays: &BTreeMap<String, Stay>, w: &Words) -> Vec<Stop> {
    let stage = saw.card.contact.standings.first().map(|standing| standing.stage.as_str());
    let here = stage.and_then(|stage| agreement.stage_index(stage)).unwrap_or(0);
    let later = agreement.document.stages.iter().skip(here + 1);
    later
        .map(|stage| Stop {
            name: w.stage(&agreement.document, &stage.id),
            text: stays.get(&stage.id).map_or_else(String::new, |stay| {
                w.t1("path-median", "length", w.length(stay.median))
            }),
            of: stays
                .get(&stage.id)
                .map_or_else(String::new, |stay| w.count("path-median-of", stay.of)),
            class: "fut",
            is_long_ago: false,
        })
        .collect()
}
