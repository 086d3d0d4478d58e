//! What was just done, in words, with the way to undo it.

use crate::contact::{Shown, said_next};
use crate::error::PageResult;
use crate::seat::Seat;
use engine::time::Timestamp;
use runtime::acts::Outcome;
use runtime::card::Next;
use runtime::queue::MEETING;
use runtime::timeline::Line;

/// What stands before a key in an address where what was done under it has been undone.
pub(super) const UNDONE: &str = "deshecho.";

/// What was just done, and how to undo it.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    /// In words.
    pub(crate) text: String,
    /// The key under which it was done; `None` where it cannot be undone.
    pub(crate) undo: Option<String>,
    /// What it leads to: the file of an appointment, with what the link says.
    pub(crate) link: Option<(String, String)>,
}

impl Done {
    /// What was done under a key, or undone; `None` where nothing was.
    pub(crate) async fn of(seat: &Seat, key: &str) -> PageResult<Option<Done>> {
        let undone = key.strip_prefix(UNDONE);
        let is_undone = undone.is_some();
        let asked = undone.unwrap_or(key).to_owned();
        let found = seat.ask(move |workspace| {
            let done = if is_undone {
                workspace.undone_under(&asked)?
            } else {
                workspace.done_under(&asked)?
            };
            let Some((position, contact)) = done.last().copied() else { return Ok(None) };
            let rows = workspace.events(&[position])?;
            let saw = workspace.writer.look(contact).wait()?;
            Ok(rows.into_values().next().zip(saw).map(|(row, saw)| (row, saw, done.len())))
        });
        let Some((row, saw, count)) = found.await? else { return Ok(None) };
        let w = &seat.words;
        let columns = runtime::card::columns(&saw.agreement, &saw.card, saw.now);
        let name = columns.map(|columns| columns.name).unwrap_or_default();
        let refused = row.outcome.strip_prefix("refused: ").map(str::to_owned);
        let what = match &row.event.act {
            engine::event::Act::Declined { reason, .. } => {
                let reasons = &saw.agreement.document.reasons;
                let known = reasons.iter().find(|known| known.id == *reason);
                known.map_or(reason.clone(), |known| known.name.clone())
            }
            engine::event::Act::Moved { to, .. } => {
                w.t1("line-moved", "stage", w.stage(&saw.agreement.document, to))
            }
            engine::event::Act::Reactivated { .. } => w.t("done-reactivated"),
            engine::event::Act::SuggestionAnswered { is_confirmed: true, .. } => {
                w.t("done-confirmed")
            }
            engine::event::Act::SuggestionAnswered { .. } => w.t("done-dismissed"),
            _ => {
                Shown::of(&Line::Happened(Box::new(row.clone())), &saw.agreement, saw.now, w).title
            }
        };
        if is_undone {
            let text = if count > 1 && is_several(&row) {
                w.count_with("undone-several", count as u64, &[("what", what)])
            } else {
                w.t2("undone", "who", name, "what", what)
            };
            return Ok(Some(Done { text, undo: None, link: None }));
        }
        let next = next_of(&row);
        if let (None, Some(next)) = (&refused, next.as_ref().filter(|_| is_booked(&row))) {
            let local = w.local(next.at);
            let when = format!("{}, {}", w.short_date(local.date()), w.clock(next.at));
            let said =
                [("who", name), ("what", w.t("outcome-booked").to_lowercase()), ("when", when)];
            let file = format!("/contactos/{}/cita.ics", saw.id);
            return Ok(Some(Done {
                text: w.with("done-booked", &said),
                undo: Some(key.to_owned()),
                link: Some((file, w.t("next-calendar"))),
            }));
        }
        let next = next.map(|next| said_next(&next, saw.now, w));
        let text = match (refused, next) {
            (Some(_), _) => w.t1("done-refused", "who", &name),
            (None, _) if count > 1 && is_several(&row) => {
                w.count_with("done-several", count as u64, &[("what", what)])
            }
            // What was planned is what comes next: it is said once.
            (None, Some(next)) if row.name() == "task_added" => {
                w.t2("done", "who", name, "what", w.t1("event-task-added", "what", next))
            }
            (None, Some(next)) => {
                w.with("done-next", &[("who", name), ("what", what), ("next", next)])
            }
            (None, None) => w.t2("done", "who", name, "what", what),
        };
        Ok(Some(Done { text, undo: Some(key.to_owned()), link: None }))
    }
}

/// Whether a call made an appointment.
fn is_booked(row: &store::workspace::rows::EventRow) -> bool {
    let what = crate::contact::text(row, "next_what");
    let outcome = crate::contact::text(row, "outcome");
    what.as_deref() == Some(MEETING) && outcome.as_deref() == Some(Outcome::Booked.id())
}

/// Whether a deed was done with several contacts, and not with one in several events.
fn is_several(row: &store::workspace::rows::EventRow) -> bool {
    !matches!(row.name(), "call_made" | "message_sent" | "message_received")
}

fn next_of(row: &store::workspace::rows::EventRow) -> Option<Next> {
    let at: Timestamp = crate::contact::text(row, "next_at")?.parse().ok()?;
    let said = |id: &str| crate::contact::text(row, id).unwrap_or_default();
    Some(Next { at, what: said("next_what"), text: said("next_text") })
}
