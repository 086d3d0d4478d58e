//! What made a move that cites no clause, in words.

use std::collections::BTreeMap;

use engine::event::Act;
use runtime::causes::Cause;
use runtime::writer::RELEASED;
use store::workspace::rows::MoveRow;

use super::lines::{text, title};
use crate::words::Words;

/// What made each move, by its event's place in the log.
pub(crate) type Causes = BTreeMap<u64, Cause>;

/// "Conversación de Lucía Herrera", "Se deshizo: Llamada: hablamos"; `None` for a move that cites
/// its clause or says by itself who made it.
pub(crate) fn cause(moved: &MoveRow, causes: &Causes, w: &Words) -> Option<String> {
    if moved.moved.clause.is_some() {
        return None;
    }
    let Cause { row, undone } = causes.get(&moved.position)?;
    let who = row.who.as_deref().map(|who| w.person(who));
    match (&row.event.act, undone) {
        (Act::Voided { .. }, Some(undone)) => {
            let what = title(undone, w);
            Some(match who {
                Some(who) => w.t2("cause-undone-by", "what", what, "who", who),
                None => w.t1("cause-undone", "what", what),
            })
        }
        (Act::Happened { name, .. }, _) => {
            let is_talk = matches!(name.as_str(), "call_made" | "visit_made" | "message_sent")
                && matches!(text(row, "outcome").as_deref(), Some("talked" | "booked"));
            Some(match (is_talk, who) {
                (true, Some(who)) => w.t1("cause-talk-by", "who", who),
                (true, None) => w.t("cause-talk"),
                (false, Some(who)) => w.t2("cause-event-by", "what", title(row, w), "who", who),
                (false, None) => title(row, w),
            })
        }
        (Act::TimePassed, _) if *row.event.source == *RELEASED => Some(w.t("cause-release")),
        _ => None,
    }
}
