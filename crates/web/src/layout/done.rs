//! What was just done, in words, with the way to undo it.

use engine::event::Act;
use engine::time::Timestamp;
use runtime::RuntimeError;
use runtime::acts::Outcome;
use runtime::card::Next;
use runtime::criba::Workspace;
use runtime::queue::MEETING;
use runtime::timeline::Line;
use runtime::writer::Saw;
use store::workspace::rows::EventRow;

use crate::contact::{Shown, said_next};
use crate::error::PageResult;
use crate::seat::Seat;
use crate::words::Words;

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
        let found = seat.ask(move |workspace| Found::of(workspace, &asked, is_undone));
        let Some(found) = found.await? else { return Ok(None) };
        let w = &seat.words;
        if is_undone {
            return Ok(Some(Done { text: found.undone(w), undo: None, link: None }));
        }
        let (text, link) = found.booked(w).unwrap_or_else(|| (found.done(w), None));
        Ok(Some(Done { text, undo: Some(key.to_owned()), link }))
    }
}

/// What was found under a key: the last of its events, whose it is, and how many there were.
struct Found {
    row: EventRow,
    saw: Box<Saw>,
    count: usize,
}

impl Found {
    fn of(
        workspace: &Workspace,
        key: &str,
        is_undone: bool,
    ) -> Result<Option<Found>, RuntimeError> {
        let done =
            if is_undone { workspace.undone_under(key)? } else { workspace.done_under(key)? };
        let Some((position, contact)) = done.last().copied() else { return Ok(None) };
        let rows = workspace.events(&[position])?;
        let saw = workspace.writer.look(contact).wait()?;
        let found = rows.into_values().next().zip(saw);
        Ok(found.map(|(row, saw)| Found { row, saw, count: done.len() }))
    }

    fn name(&self) -> String {
        let columns = runtime::card::columns(&self.saw.agreement, &self.saw.card, self.saw.now);
        columns.map(|columns| columns.name).unwrap_or_default()
    }

    /// Whether it was refused by the agreement.
    fn is_refused(&self) -> bool {
        self.row.outcome.starts_with("refused: ")
    }

    /// Whether it was done with several contacts.
    fn is_of_several(&self) -> bool {
        self.count > 1 && is_several(&self.row)
    }

    /// What it was, in words.
    fn what(&self, w: &Words) -> String {
        let agreement = &self.saw.agreement;
        match &self.row.event.act {
            Act::Declined { reason, .. } => {
                let reasons = &agreement.document.reasons;
                let known = reasons.iter().find(|known| known.id == *reason);
                known.map_or(reason.clone(), |known| known.name.clone())
            }
            Act::Moved { to, .. } => w.t1("line-moved", "stage", w.stage(&agreement.document, to)),
            Act::Reactivated { .. } => w.t("done-reactivated"),
            Act::SuggestionAnswered { is_confirmed: true, .. } => w.t("done-confirmed"),
            Act::SuggestionAnswered { .. } => w.t("done-dismissed"),
            _ => {
                let line = Line::Happened(Box::new(self.row.clone()));
                Shown::of(&line, agreement, self.saw.now, w).title
            }
        }
    }

    fn undone(&self, w: &Words) -> String {
        let what = self.what(w);
        match self.is_of_several() {
            true => w.count_with("undone-several", self.count as u64, &[("what", what)]),
            false => w.t2("undone", "who", self.name(), "what", what),
        }
    }

    /// An appointment that was made, with its file for calendars.
    fn booked(&self, w: &Words) -> Option<(String, Option<(String, String)>)> {
        let next = next_of(&self.row).filter(|_| !self.is_refused() && is_booked(&self.row))?;
        let local = w.local(next.at);
        let when = format!("{}, {}", w.short_date(local.date()), w.clock(next.at));
        let what = w.t("outcome-booked").to_lowercase();
        let said = [("who", self.name()), ("what", what), ("when", when)];
        let file = format!("/contactos/{}/cita.ics", self.saw.id);
        Some((w.with("done-booked", &said), Some((file, w.t("next-calendar")))))
    }

    fn done(&self, w: &Words) -> String {
        let (name, what) = (self.name(), self.what(w));
        let next = next_of(&self.row).map(|next| said_next(&next, self.saw.now, w));
        match next {
            _ if self.is_refused() => w.t1("done-refused", "who", &name),
            _ if self.is_of_several() => {
                w.count_with("done-several", self.count as u64, &[("what", what)])
            }
            // What was planned is what comes next: it is said once.
            Some(next) if self.row.name() == "task_added" => {
                w.t2("done", "who", name, "what", w.t1("event-task-added", "what", next))
            }
            Some(next) => w.with("done-next", &[("who", name), ("what", what), ("next", next)]),
            None => w.t2("done", "who", name, "what", what),
        }
    }
}

/// Whether a call made an appointment.
fn is_booked(row: &EventRow) -> bool {
    let what = crate::contact::text(row, "next_what");
    let outcome = crate::contact::text(row, "outcome");
    what.as_deref() == Some(MEETING) && outcome.as_deref() == Some(Outcome::Booked.id())
}

/// Whether a deed was done with several contacts, and not with one in several events.
fn is_several(row: &EventRow) -> bool {
    !matches!(row.name(), "call_made" | "message_sent" | "message_received")
}

fn next_of(row: &EventRow) -> Option<Next> {
    let at: Timestamp = crate::contact::text(row, "next_at")?.parse().ok()?;
    let said = |id: &str| crate::contact::text(row, id).unwrap_or_default();
    Some(Next { at, what: said("next_what"), text: said("next_text") })
}
