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
    /// Where all of them are, where the page shows some.
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

/// Rows that the page shows: who comes after the next thirty is a click away, and not in every
/// page that is loaded.
const ROWS_SHOWN: usize = 30;

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
    let mut left = ROWS_SHOWN;
    for place in PLACES {
        let entries: Vec<&Entry> =
            queue.entries.iter().filter(|entry| entry.place == place).collect();
        if entries.is_empty() {
            continue;
        }
        let listed = entries.len() as u64;
        let count = match place {
            Place::Next => queue.rest.max(listed),
            Place::Asleep => queue.asleep.max(listed),
            Place::FollowUp => listed + queue.planned_beyond(),
            _ => listed,
        };
        let (title, hint, part) = match place {
            Place::Now => ("group-now", "group-now-hint", Part::Asked),
            Place::DueSoon => ("group-due-soon", "group-due-soon-hint", Part::Asked),
            Place::Overdue => ("group-overdue", "group-overdue-hint", Part::Asked),
            Place::OnTime => ("group-on-time", "group-on-time-hint", Part::Asked),
            Place::FollowUp => ("group-follow-up", "group-follow-up-hint", Part::Planned),
            Place::Mention => ("group-mention", "group-mention-hint", Part::Mentioned),
            Place::Next => ("group-next", "group-next-hint", Part::Rest),
            Place::Asleep => ("group-asleep", "group-asleep-hint", Part::Asleep),
        };
        // An appointment of today is seen, however many calls stand before it.
        let shown = entries.into_iter().enumerate().filter(|(at, entry)| {
            *at < left || (place == Place::FollowUp && entry.columns.next_what == MEETING)
        });
        let rows: Vec<Row> =
            shown.map(|(_, entry)| row(entry, agreement, current, now, w)).collect();
        left = left.saturating_sub(rows.len());
        let all = (rows.len() as u64 != count).then(|| behind.href(part));
        groups.push(Group { title: w.t(title), hint: w.count(hint, count), all, rows });
    }
    groups
}

fn row(
    entry: &Entry,
    agreement: &Agreement,
    current: Option<ContactId>,
    now: Timestamp,
    w: &Words,
) -> Row {
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
        let moment = w.brief(due, now);
        if is_today { w.t1(key, "clock", moment) } else { moment }
    };
    let until = |due| if is_far(due - now) { w.brief(due, now) } else { w.length(due - now) };
    let ago = |due| if is_far(now - due) { w.brief(due, now) } else { w.ago(due, now) };
    if let Some(at) = entry.meets_at {
        let class = if at < now { "late" } else { "ok" };
        let shape = if at < now { "late" } else { "time" };
        return (shape, class, w.clock(at), step_words(MEETING, "", w));
    }
    match (entry.place, entry.due_at) {
        (Place::DueSoon | Place::Now, Some(due)) if due > now => {
            ("soon", "warn", until(due), said("row-due", due))
        }
        (Place::Overdue, Some(due)) => ("late", "late", ago(due), said("row-was-due", due)),
        (Place::OnTime, Some(due)) => ("time", "ok", until(due), said("row-due", due)),
        (Place::FollowUp | Place::Now, _) if columns.next_at.is_some() => {
            let at = columns.next_at.unwrap_or(now);
            let is_today = w.local(at).date() == w.local(now).date();
            let time = if is_today { w.clock(at) } else { w.brief(at, now) };
            let is_late = at < now && columns.next_what == MEETING;
            let what = step_words(&columns.next_what, &columns.next_text, w);
            if is_late { ("late", "late", time, what) } else { ("time", "ok", time, what) }
        }
        (Place::Mention, _) => ("", "ok", w.t("row-mention"), String::new()),
        (Place::Asleep, _) => {
            let at = entry.awake_at.map(|at| w.brief(at, now)).unwrap_or_default();
            ("time", "ok", at, w.t("row-asleep"))
        }
        _ => {
            let Some(latest) = columns.latest_at else {
                return ("", "ok", String::new(), String::new());
            };
            ("", "ok", w.brief(latest, now), w.t("row-latest"))
        }
    }
}
