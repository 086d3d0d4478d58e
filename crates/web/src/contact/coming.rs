//! What comes next with somebody: what is planned, else what the cadence proposes.

use engine::time::Timestamp;
use runtime::cadence;
use runtime::card::Next;
use runtime::writer::Saw;

use super::lines::{said_next, step_words};
use crate::words::Words;

/// What comes next, as Hoy and a contact's page show it.
#[derive(Debug, Clone)]
pub(crate) struct Coming {
    /// "Siguiente: llamada, mañana 10:00", "Siguiente: llamada (paso 1 de la cadencia)".
    pub(crate) words: String,
    /// What is planned; `None` where it is only proposed.
    pub(crate) planned: Option<Next>,
    /// Whether an appointment is among it.
    is_meeting: bool,
}

impl Coming {
    /// What comes next with somebody; `None` where nothing is planned or proposed.
    pub(super) fn of(saw: &Saw, w: &Words) -> Option<Coming> {
        let planned = saw.card.desk.next.clone();
        if let Some(next) = &planned {
            let next = said_next(next, saw.now, w);
            let words = match &saw.card.desk.then {
                Some(then) => {
                    let then = said_next(then, saw.now, w);
                    w.t2("next-two-steps", "next", next, "then", then)
                }
                None => w.t1("next-step", "next", next),
            };
            let is_meeting = saw.card.desk.appointment().is_some();
            return Some(Coming { words, planned, is_meeting });
        }
        let (ordinal, what) = cadence::proposed(&saw.agreement, &saw.card, saw.now)?;
        let next = step_words(&what, "", w);
        let words = w.t2("next-proposed", "next", next, "n", ordinal);
        Some(Coming { words, planned, is_meeting: false })
    }

    /// Whether it holds an appointment, which goes into a calendar.
    pub(crate) fn is_meeting(&self) -> bool {
        self.is_meeting
    }

    /// What a form that does it, or puts it off, says that it does.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        self.planned.as_ref().map(|next| next.at)
    }
}

/// A step of the cadence as a contact's page shows it.
#[derive(Debug, Clone)]
pub(super) struct StepShown {
    pub(super) act: String,
    pub(super) name: String,
    pub(super) when: String,
    pub(super) is_done: bool,
    pub(super) is_next: bool,
    pub(super) is_late: bool,
}

/// The steps of somebody's cadence.
pub(super) fn steps(saw: &Saw, w: &Words) -> Vec<StepShown> {
    let steps = cadence::steps(&saw.agreement, &saw.card, saw.now).into_iter().map(|step| {
        let key = format!("step-{}", step.act);
        let name = if w.has(&key) { w.t(&key) } else { step.act.clone() };
        StepShown {
            name: if step.is_if_no_answer { w.t1("step-if-no-answer", "step", name) } else { name },
            when: w.moment(step.at, saw.now),
            is_late: step.is_next && step.at < saw.now && saw.card.desk.steps_done > 0,
            act: step.act,
            is_done: step.is_done,
            is_next: step.is_next,
        }
    });
    steps.collect()
}
