//! Lines of a history in words.

use engine::agreement::sealed::Agreement;
use engine::catalogue::{THEIRS, is_theirs};
use engine::contact::colleagues::are_of_colleagues;
use engine::contact::standing::{Move, State};
use engine::event::Act;
use engine::time::Timestamp;
use engine::value::Value;
use runtime::card::Next;
use runtime::likelihood::{Signal, why_aside};
use runtime::timeline::Line;
use store::workspace::rows::{EventRow, MoveRow};

use super::cause::{Causes, cause};
use super::manual;
use crate::words::Words;

/// A line of a history as a page shows it.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) at: Timestamp,
    pub(crate) when: String,
    pub(crate) icon: &'static str,
    pub(crate) title: String,
    /// What was said, in their words.
    pub(crate) quote: Option<String>,
    /// Who did it, and what else is to say.
    pub(crate) text: Option<String>,
    /// What it gave, with its sign.
    pub(crate) points: Option<String>,
    pub(crate) class: &'static str,
    /// The event's place in the log.
    pub(crate) position: u64,
    /// Whether it stands out: a move, a request.
    pub(crate) is_strong: bool,
    /// The clause that decided it.
    pub(crate) clause: Option<String>,
    /// The lines that it stands for, where it stands for several.
    pub(crate) within: Vec<Shown>,
}

impl Shown {
    /// A line in words.
    pub(crate) fn of(line: &Line, agreement: &Agreement, now: Timestamp, w: &Words) -> Shown {
        match line {
            Line::Happened(row) => happened(row, now, w),
            Line::Moved(row) => moved(&row.moved, row.position, agreement, now, w),
        }
    }
}

impl Shown {
    /// The same line with what made the move before the rest of what it says.
    pub(crate) fn because(mut self, line: &Line, causes: &Causes, w: &Words) -> Shown {
        if let Line::Moved(row) = line
            && let Some(cause) = cause(row, causes, w)
        {
            self.text = Some(match self.text.filter(|_| row.moved.by.is_none()) {
                Some(text) => format!("{cause} · {text}"),
                None => cause,
            });
        }
        self
    }
}

/// Lines of a history beside another thing, each with what made it a move.
pub(crate) fn shown(
    lines: &[Line],
    causes: &Causes,
    agreement: &Agreement,
    now: Timestamp,
    w: &Words,
) -> Vec<Shown> {
    let lines = lines.iter();
    lines.map(|line| Shown::of(line, agreement, now, w).because(line, causes, w)).collect()
}

/// The moves among lines, whose causes are asked for.
pub(crate) fn moves(lines: &[Line]) -> impl DoubleEndedIterator<Item = &MoveRow> {
    lines.iter().filter_map(|line| match line {
        Line::Moved(row) => Some(&**row),
        Line::Happened(_) => None,
    })
}

fn happened(row: &EventRow, now: Timestamp, w: &Words) -> Shown {
    let given: i64 = row.given.iter().map(|given| given.points).sum();
    let title = title(row, w);
    let who = row.who.as_deref().filter(|_| row.batch.is_none());
    let who = who.map(|who| w.t1("line-by", "who", w.person(who)));
    let mut beside = manual::details(&row.event.act, in_title(row), w);
    beside.extend(aside(row, w).or(who));
    Shown {
        at: row.event.at,
        when: w.moment(row.event.at, now),
        icon: icon(row),
        title,
        quote: said(row),
        text: (!beside.is_empty()).then(|| beside.join(" · ")),
        points: (given != 0).then(|| w.points(given)),
        class: if given < 0 { "pn" } else { "pi" },
        position: row.event.position,
        is_strong: runtime::card::REQUESTS.contains(&row.name()),
        clause: None,
        within: Vec::new(),
    }
}

/// Why an event is kept and gives nothing, in words.
pub(crate) fn aside(row: &EventRow, w: &Words) -> Option<String> {
    let why = why_aside(row)?;
    if let Some(signal) = Signal::with_id(why) {
        return Some(w.t1("aside-signal", "why", said_of(signal, w)));
    }
    let known = format!("aside-{}", why.replace('_', "-"));
    Some(if w.has(&known) { w.t(&known) } else { w.t("aside-machine") })
}

/// What speaks for a machine, in words.
pub(crate) fn said_of(signal: Signal, w: &Words) -> String {
    w.t(&format!("signal-{}", signal.id().replace('_', "-")))
}

fn moved(moved: &Move, position: u64, agreement: &Agreement, now: Timestamp, w: &Words) -> Shown {
    let stage = |id: &str| w.stage(&agreement.document, id);
    let reason = |id: &str| {
        let found = agreement.document.reasons.iter().find(|reason| reason.id == id);
        found.map_or(id.to_owned(), |reason| reason.name.clone())
    };
    let title = match &moved.state {
        State::Disqualified { reason: id, .. } => w.t1("line-disqualified", "reason", reason(id)),
        State::Recycled { reason: id, until, .. } => match until {
            Some(until) => w.t2("line-recycled-until", "reason", reason(id), "day", w.day(*until)),
            None => w.t1("line-recycled", "reason", reason(id)),
        },
        State::Open if moved.from == moved.to => w.t1("line-back", "stage", stage(&moved.to)),
        State::Open => w.t1("line-moved", "stage", stage(&moved.to)),
    };
    let mut text: Vec<String> = Vec::new();
    if let Some(clause) = &moved.clause {
        text.push(w.t2("line-clause", "clause", clause.number.clone(), "version", clause.version));
    }
    let why = moved.why.trim();
    if !why.is_empty() && !is_name_of_event(why) {
        text.push(why.to_owned());
    }
    if let Some(by) = moved.by.as_ref().filter(|by| !by.name.is_empty()) {
        text.push(w.t1("line-by", "who", w.person(&by.name)));
    }
    Shown {
        at: moved.at,
        when: w.moment(moved.at, now),
        icon: if moved.state == State::Open { "handoff" } else { "nurture" },
        title,
        quote: None,
        text: (!text.is_empty()).then(|| text.join(" · ")),
        points: None,
        class: "",
        position,
        is_strong: true,
        clause: moved.clause.as_ref().map(|clause| clause.number.clone()),
        within: Vec::new(),
    }
}

/// Whether why somebody was moved is the name of what happened, which has a line of its own.
fn is_name_of_event(why: &str) -> bool {
    why.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// What an event is called in words.
pub(crate) fn title(row: &EventRow, w: &Words) -> String {
    let name = row.name();
    let known = format!("event-{}", name.replace('_', "-"));
    let called = match name {
        "handoff_assigned" if text(row, "to").is_none() => "handoff_unassigned",
        // A list tells of a no, not of a yes that was taken back.
        "consent_withdrawn" if row.batch.is_some() => "consent_refused",
        "learned" if row.batch.is_some() => return w.event("imported", ""),
        "learned" if row.keys.is_some() => "identified",
        "learned" if are_of_colleagues(&row.event.facts) => "people_passed",
        "learned" if *row.event.source == *runtime::card::TOLD => "company_told",
        "joined" if text(row, "anonymous_id").is_some() => "browser_joined",
        _ if w.has(&known) => name,
        _ => "other",
    };
    let title = w.event(called, &what(row, w));
    let mut letters = title.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// What a title is about: the page, the file, the channel, the outcome.
fn what(row: &EventRow, w: &Words) -> String {
    match &row.event.act {
        Act::Learned => {
            let names = row.event.facts.iter().map(|fact| w.trait_name(&fact.id));
            let names: Vec<String> = names.take(FACTS_SHOWN).collect();
            return names.join(", ");
        }
        Act::ConsentGiven { purpose } | Act::ConsentWithdrawn { purpose } => {
            let key = format!("consent-{}", purpose.replace('_', "-"));
            return if w.has(&key) { w.t(&key) } else { purpose.clone() };
        }
        Act::BasisStated { basis, .. } => return w.basis(*basis),
        _ => {}
    }
    let name = row.name();
    match name {
        "call_made" | "visit_made" => {
            let outcome = text(row, "outcome").unwrap_or_default();
            let key = format!("outcome-{}", outcome.replace('_', "-"));
            let said = if w.has(&key) { w.t(&key) } else { outcome };
            said.trim_end_matches('…').to_lowercase()
        }
        "message_sent" | "message_received" => {
            let channel = text(row, "channel").unwrap_or_else(|| "chat".to_owned());
            let key = format!("channel-{channel}");
            if w.has(&key) { w.t(&key) } else { channel }
        }
        "task_added" => {
            let said = |id: &str| text(row, id).unwrap_or_default();
            step_words(&said("next_what"), &said("next_text"), w)
        }
        "handoff_assigned" => w.person(&text(row, "to").unwrap_or_default()),
        "page" => text(row, "title").or(text(row, "path")).unwrap_or_default(),
        _ if is_known(name) => match about(row) {
            Some(("network", value)) => manual::value(&row.event.act, "network", value, w),
            Some((id, value)) => format!("«{}»", manual::value(&row.event.act, id, value, w)),
            None => String::new(),
        },
        _ => name.replace('_', " "),
    }
}

/// The property that a title is about.
fn about(row: &EventRow) -> Option<(&str, &Value)> {
    const ABOUT: [&str; 8] =
        ["form", "asset", "event_name", "product", "mail", "network", "amount", "campaign"];
    let Act::Happened { properties, .. } = &row.event.act else { return None };
    ABOUT.iter().find_map(|about| {
        let (id, value) = properties.iter().find(|(id, _)| id == about)?;
        (!spoken(value).trim().is_empty()).then_some((id.as_str(), value))
    })
}

/// The property that the title of a row tells, whichever way it does.
fn in_title(row: &EventRow) -> Option<&str> {
    match row.name() {
        "call_made" | "visit_made" => Some("outcome"),
        "message_sent" | "message_received" => Some("channel"),
        _ => about(row).map(|(id, _)| id),
    }
}

/// "correo, mañana 10:00", "tarea: enviar caso, mañana 10:00".
pub(crate) fn said_next(next: &Next, now: Timestamp, w: &Words) -> String {
    format!("{}, {}", step_words(&next.what, &next.text, w), w.moment(next.at, now))
}

/// What a planned step is: "correo", "tarea: enviar caso".
pub(crate) fn step_words(what: &str, text: &str, w: &Words) -> String {
    let key = format!("next-{what}");
    let name = if w.has(&key) { w.t(&key) } else { what.to_owned() };
    if text.is_empty() { name } else { format!("{name}: {text}") }
}

/// Facts that one line names.
const FACTS_SHOWN: usize = 6;

fn is_known(name: &str) -> bool {
    !is_theirs(name) || THEIRS.contains(&name)
}

/// What was said, in their words or ours.
fn said(row: &EventRow) -> Option<String> {
    ["text", "notes", "message", "fields"].iter().find_map(|id| text(row, id))
}

/// A property of an event as text.
pub(crate) fn text(row: &EventRow, id: &str) -> Option<String> {
    let Act::Happened { properties, .. } = &row.event.act else { return None };
    let (_, value) = properties.iter().find(|(key, _)| key == id)?;
    let text = spoken(value);
    (!text.trim().is_empty()).then_some(text)
}

/// A value as text, its parts one behind the other.
pub(super) fn spoken(value: &Value) -> String {
    match value {
        Value::Map(parts) => {
            let parts = parts.iter().map(|(key, value)| format!("{key}: {value}"));
            parts.collect::<Vec<String>>().join("; ")
        }
        value => value.to_string(),
    }
}

fn icon(row: &EventRow) -> &'static str {
    match row.name() {
        "page" | "product_viewed" | "proposal_seen" => "eye",
        "form_submitted" | "form_started" | "lead_ad_submitted" | "quote_requested"
        | "demo_requested" | "sample_requested" => "form",
        "content_downloaded" => "download",
        "email_clicked" => "click",
        "email_opened" | "email_replied" | "email_sent" | "subscribed" => "mail",
        "unsubscribed" | "consent_withdrawn" | "basis_ended" | "lost" | "meeting_cancelled" => {
            "cross"
        }
        "message_received" | "message_sent" => "whatsapp",
        "call_made" | "call_received" => "phone",
        "meeting_booked" | "meeting_held" | "meeting_missed" | "visit_made" | "met_at_event"
        | "webinar_attended" | "webinar_registered" => "calendar",
        "note_added" => "note",
        "task_added" | "task_done" => "task",
        "handoff_assigned" => "person",
        "joined" => "join",
        "video_started" | "video_completed" | "demo_given" | "trial_started" => "play",
        "learned" => "edit",
        "imported" => "import",
        "consent_given" | "basis_stated" => "shield",
        _ => "check",
    }
}

#[cfg(test)]
mod tests {
    use engine::agreement::Language;
    use engine::agreement::condition::Whose;
    use engine::agreement::funnel::SideName;
    use engine::contact::bases::Basis;
    use engine::event::{Fact, Origin};
    use jiff::tz::TimeZone;
    use runtime::acts::{By, Deed, OUTCOMES};
    use runtime::clock::Clock;
    use runtime::criba::Criba;
    use runtime::writer::{Came, Intake, Limits, Whom};
    use store::ids::ContactId;

    use super::*;
    use crate::words::Catalogue;

    /// The deed that stands behind a kind of deed in [`deeds`]; a kind that is new has no place
    /// here, and does not compile.
    fn is_among(deed: &Deed) -> bool {
        match deed {
            Deed::Called { .. }
            | Deed::Wrote { .. }
            | Deed::Pasted { .. }
            | Deed::Noted { .. }
            | Deed::Planned { .. }
            | Deed::Done { .. }
            | Deed::Happened { .. }
            | Deed::Declined { .. }
            | Deed::Moved { .. }
            | Deed::Reactivated
            | Deed::Answered { .. }
            | Deed::Assigned { .. }
            | Deed::Learned { .. }
            | Deed::Consented { .. }
            | Deed::Based { .. }
            | Deed::Joined { .. } => true,
        }
    }

    /// One of each kind of deed, and each outcome of a call.
    fn deeds(now: Timestamp, other: ContactId) -> Vec<Deed> {
        let text = String::new;
        let calls = OUTCOMES.map(|outcome| Deed::Called { outcome, text: text(), next: None });
        let wrote = ["email", "whatsapp"].map(|channel| Deed::Wrote {
            channel: channel.to_owned(),
            text: text(),
            is_talk: false,
            next: None,
        });
        let said = vec![(true, now, text()), (false, now, text())];
        let consents = [true, false].map(|is_given| Deed::Consented {
            purpose: "phone".to_owned(),
            is_given,
            evidence: text(),
        });
        let bases = [true, false].map(|stands| Deed::Based {
            basis: Basis::Contract,
            stands,
            evidence: text(),
        });
        let happened = runtime::manual::MANUAL.map(|manual| Deed::Happened {
            name: manual.name.to_owned(),
            at: None,
            properties: Vec::new(),
        });
        let others = [
            Deed::Pasted { channel: "whatsapp".to_owned(), said, next: None },
            Deed::Noted { text: text(), mentions: Vec::new(), next: None },
            Deed::Planned { next: Next::new(now, "call") },
            Deed::Done { mention: None, step: None, next: None },
            Deed::Declined { reason: "no_encaja".to_owned(), until: None, note: None },
            Deed::Reactivated,
            Deed::Moved { to: "mql".to_owned(), evidence: Some("lo dijo".to_owned()) },
            Deed::Answered { clause: "ninguna".to_owned(), is_confirmed: true },
            Deed::Assigned { to: "ana@tecnoclima.example".to_owned() },
            Deed::Assigned { to: text() },
            Deed::Learned { facts: vec![(Whose::Person, "city".to_owned(), text())] },
            Deed::Joined { other },
        ];
        let deeds = calls
            .into_iter()
            .chain(wrote)
            .chain(consents)
            .chain(bases)
            .chain(happened)
            .chain(others);
        deeds.filter(is_among).collect()
    }

    #[test]
    fn whatever_is_written_down_has_words_in_each_language() {
        let folder = tempfile::tempdir().unwrap();
        let start: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let criba = Criba::open(folder.path(), Clock::manual(start), Limits::default()).unwrap();
        let id = criba.add_workspace("Tecnoclima", "ES", None, "ana@tecnoclima.example").unwrap();
        let workspace = criba.workspace(id).unwrap();
        let fact = Fact {
            of: Whose::Person,
            id: "name".to_owned(),
            value: Value::text("Eva Gil"),
            origin: Origin::Imported,
        };
        let people = [ContactId::make(), ContactId::make()];
        for person in people {
            let intake = Intake {
                whom: Whom::Made(person),
                at: None,
                known_at: None,
                source: "test".into(),
                message_id: person.to_string().into(),
                act: Act::Learned,
                facts: vec![fact.clone()],
                who: None,
                batch: None,
                came: Came::default(),
            };
            workspace.writer.take(vec![intake]).wait().unwrap();
        }
        let [eva, other] = people;
        let by = By { email: "ana@tecnoclima.example".to_owned(), side: SideName::Sales };
        for (index, deed) in deeds(start, other).iter().enumerate() {
            workspace.act(eva, deed, &by, &index.to_string()).unwrap();
        }
        workspace.undo("0", &by).unwrap();
        let last = workspace.writer.settle().wait().unwrap();
        let positions: Vec<u64> = (0..=last).collect();
        let rows = workspace.events(&positions).unwrap();
        assert!(rows.len() > 40, "{}", rows.len());
        let catalogue = Catalogue::load();
        for (country, language) in [("ES", Language::Es), ("GB", Language::En)] {
            let w = catalogue.words(country, language, TimeZone::UTC);
            for row in rows.values() {
                let key = format!("event-{}", row.name().replace('_', "-"));
                assert!(w.has(&key), "{language:?} has no words for {}", row.name());
                assert!(!title(row, &w).is_empty(), "{}", row.name());
            }
        }
        let passed = store::workspace::rows::name(&Act::TimePassed).replace('_', "-");
        let w = catalogue.words("ES", Language::Es, TimeZone::UTC);
        assert!(w.has(&format!("event-{passed}")), "time passes in the log as well");
    }
}
