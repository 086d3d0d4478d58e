//! Why somebody stands where they stand: what would change it, and what time will do.

use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use engine::why::next_change;
use runtime::writer::Saw;

use super::sheet::Sheet;
use crate::words::Words;

/// Silence after which the page says what is left.
const SILENCE: Span = Span::DAY.times(14);
/// How far ahead the next change is looked for.
const AHEAD: Span = Span::DAY.times(365);

/// What the card says beside the lines.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// "Supera el umbral de 60 por 18."
    pub(crate) threshold: Option<String>,
    /// "Ayer tenía 54."
    pub(crate) yesterday: Option<String>,
    /// What would change it: words and result.
    pub(crate) turns: Vec<(String, String)>,
}

/// What the card says of a contact.
pub(crate) fn standing(saw: &Saw, sheet: &Sheet, w: &Words) -> Standing {
    let total = |at: Timestamp| Scene::new(&saw.agreement, &saw.card.contact, 0, at).total().value;
    let before = total(saw.now - Span::DAY);
    let mut turns: Vec<(String, String)> = Vec::new();
    if let Some(ask) = sheet.asks.iter().find(|ask| ask.up_to.is_some()) {
        let up_to = sheet.total + ask.up_to.unwrap_or(0);
        turns.push((
            w.t1("turn-ask", "ask", &ask.question),
            w.t1("turn-up", "total", w.number(up_to)),
        ));
    }
    let silent = total(saw.now + SILENCE);
    if silent != sheet.total {
        let is_below =
            sheet.bars.threshold.is_some_and(|least| silent < least && sheet.total >= least);
        let key = if is_below { "turn-down-below" } else { "turn-down" };
        turns.push((w.count("turn-silence", 14_u64), w.t1(key, "total", w.number(silent))));
    }
    let change = next_change(&saw.agreement, &saw.card.contact, None, 0, saw.now, saw.now + AHEAD);
    if let Some(change) = change {
        let moved = change.moves.last().map(|moved| w.stage(&saw.agreement.document, &moved.to));
        let what = match moved {
            Some(stage) => w.t1("turn-moves", "stage", stage),
            None => w.t1("turn-becomes", "total", w.number(change.total_after)),
        };
        turns.push((w.t1("turn-next", "when", w.moment(change.at, saw.now)), what));
    }
    Standing {
        threshold: sheet.bars.threshold.map(|least| {
            let by = sheet.total - least;
            if by >= 0 {
                w.t2("why-above", "threshold", least, "by", by)
            } else {
                w.t2("why-below", "threshold", least, "by", -by)
            }
        }),
        yesterday: (before != sheet.total
            && saw.card.contact.since.is_some_and(|since| saw.now - since > Span::DAY))
        .then(|| w.t1("why-yesterday", "total", w.number(before))),
        turns,
    }
}
