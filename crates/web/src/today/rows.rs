//! The list itself: groups by why somebody stands there, and one line of words for each.

use engine::agreement::sealed::Agreement;
use engine::time::Timestamp;
use runtime::queue::{Entry, MEETING, PLACES, Part, Place, Queue};
use store::ids::ContactId;

use super::views::Behind;
use crate::contact::step_words;
use crate::layout::{Bars, Steps, stage_steps};
use crate::words::{Words, is_far};

/// A group of the list.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) title: String,
    /// What the group means, in small.
    pub(crate) hint: String,
    /// Where all of them are, where the group shows some.
    pub(crate) all: Option<String>,
    pub(crate) rows: Vec<Row>,
}

/// Somebody in the list.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) id: ContactId,
    /// `soon`, `late` or `time`: the shape beside the time; none where nothing is due.
    pub(crate) shape: &'static str,
    /// The style of the time: `warn`, `late` or `ok`.
    pub(crate) class: &'static str,
    /// The time that is left, or the hour.
    pub(crate) time: String,
    /// The absolute time, or what is planned.
    pub(crate) below: String,
    pub(crate) due_at: Option<Timestamp>,
    /// From when on it is due soon; empty where nothing says so.
    pub(crate) soon_at: String,
    pub(crate) name: String,
    pub(crate) company: String,
    pub(crate) because: String,
    pub(crate) total: String,
    pub(crate) bars: Bars,
    pub(crate) label: String,
    pub(crate) steps: Steps,
    pub(crate) stage: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) is_current: bool,
}

/// The groups of a list that have somebody.
pub(crate) fn groups(
    queue: &Queue,
    agreement: &Agreement,
    behind: &Behind,
    current: Option<ContactId>,
    now: Timestamp,
    w: &Words,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for place in PLACES {
        let entries: Vec<&Entry> =
            queue.entries.iter().filter(|entry| entry.place == place).collect();
        if entries.is_empty() {
            continue;
        }
        let count = match place {
            Place::Next => queue.waiting.max(entries.len() as u64),
            Place::Asleep => queue.asleep.max(entries.len() as u64),
            _ => entries.len() as u64,
        };
        let part = match place {
            Place::Next => Some(Part::Waiting),
            Place::Asleep => Some(Part::Asleep),
            _ => None,
        };
        let all = part.filter(|_| entries.len() as u64 != count).map(|part| behind.href(part));
        let (title, hint) = match place {
            Place::Now => ("group-now", "group-now-hint"),
            Place::DueSoon => ("group-due-soon", "group-due-soon-hint"),
            Place::Overdue => ("group-overdue", "group-overdue-hint"),
            Place::OnTime => ("group-on-time", "group-on-time-hint"),
            Place::FollowUp => ("group-follow-up", "group-follow-up-hint"),
            Place::Mention => ("group-mention", "group-mention-hint"),
            Place::Next => ("group-next", "group-next-hint"),
            Place::Asleep => ("group-asleep", "group-asleep-hint"),
        };
        let rows = entries.into_iter().map(|entry| {
            let columns = &entry.columns;
            let bars = Bars::of(columns, agreement);
            let (shape, class, time, below) = time(entry, now, w);
            Row {
                id: entry.id,
                shape,
                class,
                time,
                below,
                due_at: entry.due_at,
                soon_at: entry.soon_at.map(|at| at.to_string()).unwrap_or_default(),
                name: columns.name.clone(),
                company: [columns.company.as_str(), columns.city.as_str()]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<&str>>()
                    .join(", "),
                because: columns.because.clone(),
                total: w.number(columns.total),
                label: w.t2("score-label", "fit", bars.fit, "engagement", bars.engagement),
                bars,
                steps: stage_steps(agreement, &columns.stage),
                stage: w.stage(&agreement.document, &columns.stage),
                phone: columns.phone.clone(),
                email: columns.email.clone(),
                is_current: current == Some(entry.id),
            }
        });
        let rows = rows.collect();
        groups.push(Group { title: w.t(title), hint: w.count(hint, count), all, rows });
    }
    groups
}

/// The shape, its style, and the two lines of time.
fn time(entry: &Entry, now: Timestamp, w: &Words) -> (&'static str, &'static str, String, String) {
    let columns = &entry.columns;
    // What says the moment already does not say it twice; another day's deadline says the day, and
    // has no room for more.
    let said = |key: &str, due: Timestamp| {
        if is_far(now - due) || is_far(due - now) {
            return w.t(&format!("{key}-far"));
        }
        let is_today = w.local(due).date() == w.local(now).date();
        let moment = w.moment(due, now);
        if is_today { w.t1(key, "clock", moment) } else { moment }
    };
    match (entry.place, entry.due_at) {
        (Place::DueSoon | Place::Now, Some(due)) if due > now => {
            ("soon", "warn", w.until(due, now), said("row-due", due))
        }
        (Place::Overdue, Some(due)) => ("late", "late", w.ago(due, now), said("row-was-due", due)),
        (Place::OnTime, Some(due)) => ("time", "ok", w.until(due, now), said("row-due", due)),
        (Place::FollowUp | Place::Now, _) if columns.next_at.is_some() => {
            let at = columns.next_at.unwrap_or(now);
            let is_today = w.local(at).date() == w.local(now).date();
            let time = if is_today { w.clock(at) } else { w.moment(at, now) };
            let is_late = at < now && columns.next_what == MEETING;
            let what = step_words(&columns.next_what, &columns.next_text, w);
            if is_late { ("late", "late", time, what) } else { ("time", "ok", time, what) }
        }
        (Place::Mention, _) => ("", "ok", w.t("row-mention"), String::new()),
        (Place::Asleep, _) => {
            let at = entry.awake_at.map(|at| w.moment(at, now)).unwrap_or_default();
            ("time", "ok", at, w.t("row-asleep"))
        }
        _ => {
            let Some(latest) = columns.latest_at else {
                return ("", "ok", String::new(), String::new());
            };
            ("", "ok", w.moment(latest, now), w.t("row-latest"))
        }
    }
}
