//! The panels of Hoy: what an outcome takes that is more than a press, with what each proposes. All
//! of them come with the page, so that each opens at once, without a connection too.

use engine::agreement::sealed::Agreement;
use engine::time::{Span, Timestamp};
use runtime::RuntimeError;
use runtime::acts::Outcome;
use runtime::cadence;
use runtime::card::Next;
use runtime::criba::Workspace;
use runtime::writer::Saw;

use crate::contact::Again;
use crate::words::Words;

/// The panels, and first the outcomes themselves.
const PANELS: [&str; 6] = ["", "booked", "call_back", "not_yet", "reject", "snooze"];

/// A panel as the page holds it.
pub(crate) struct Panel {
    /// What it is for, as addresses say it; empty for the outcomes themselves.
    pub(crate) id: &'static str,
    pub(crate) is_open: bool,
    /// What it proposes, as inputs of a date and a time take it.
    pub(crate) date: String,
    pub(crate) time: String,
    /// What it held where it was not taken.
    pub(crate) again: Again,
    /// The step that it puts off: it stays what it is.
    pub(crate) put_off: Option<Next>,
}

/// The hours that are free for somebody.
pub(super) struct Free {
    /// For an appointment.
    booked_at: Timestamp,
    /// What is put off is put off by a day.
    snoozed_at: Timestamp,
}

impl Free {
    pub(super) fn of(workspace: &Workspace, saw: &Saw, who: &str) -> Result<Free, RuntimeError> {
        let from = [saw.now, saw.now + Span::DAY];
        let [booked_at, snoozed_at] = workspace.free_hours(saw, who, from)?;
        Ok(Free { booked_at, snoozed_at })
    }
}

/// The panels, of which the one that an address names is open; `again` is of that one.
pub(super) fn panels(
    wanted: &str,
    again: &Again,
    free: Option<&Free>,
    (agreement, saw): (&Agreement, &Saw),
    w: &Words,
) -> Vec<Panel> {
    let open = open(wanted);
    let panels = PANELS.into_iter().map(|id| {
        let proposed = match id {
            "booked" => free.map(|free| free.booked_at),
            "snooze" => free.map(|free| free.snoozed_at),
            "call_back" => {
                cadence::after(agreement, &saw.card, Outcome::CallBack, saw.now).map(|next| next.at)
            }
            _ => None,
        };
        let local = w.local(proposed.unwrap_or(saw.now));
        let is_open = id == open;
        let again = if is_open { again.clone() } else { Again::default() };
        Panel {
            id,
            is_open,
            date: Some(again.date.clone())
                .filter(|date| !date.is_empty())
                .unwrap_or_else(|| local.date().to_string()),
            time: match again.error.is_empty() {
                true => local.strftime("%H:%M").to_string(),
                false => again.time.clone(),
            },
            again,
            put_off: saw.card.desk.next.clone().filter(|_| id == "snooze"),
        }
    });
    panels.collect()
}

/// The panel that an address names, or none where it names no panel that there is.
pub(super) fn open(wanted: &str) -> &'static str {
    PANELS.into_iter().find(|id| *id == wanted).unwrap_or_default()
}

/// Dates that "not yet" offers: words and date.
pub(super) fn later(now: Timestamp, w: &Words) -> Vec<(String, String)> {
    let days = [("later-month", 30), ("later-quarter", 90), ("later-half", 180)];
    let offered = days.into_iter().map(|(words, days)| {
        let date = w.local(now + Span::DAY.times(days)).date();
        (w.t1(words, "day", w.date(date)), date.to_string())
    });
    offered.collect()
}
