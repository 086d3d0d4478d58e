//! The page as it is filled.

use std::sync::Arc;

use askama::Template;
use engine::agreement::funnel::{ReasonUse, StandardStage, Then};
use engine::agreement::sealed::Agreement;
use engine::agreement::sentences::{clock_name, sentences, to_line};
use engine::time::{Span, Timestamp};
use runtime::acts::{OUTCOMES, Outcome};
use runtime::cadence;
use runtime::chances::Chances;
use runtime::queue::{Entry, Place, Queue};
use runtime::timeline::Part;
use runtime::writer::Saw;
use store::ids::ContactId;
use store::workspace::screens::Filter;
use uuid::Uuid;

use super::rows::{Group, groups};
use super::views::{Tab, view};
use super::{Asked, QUICK};
use crate::contact::{Causes, Expect, Sheet, Shown, moves, said_next, shown};
use crate::error::PageResult;
use crate::layout::Shell;
use crate::seat::Seat;
use crate::words::Words;

/// Hoy.
#[derive(Template)]
#[template(path = "today/index.html")]
pub(crate) struct Today {
    shell: Shell,
    day: String,
    day_short: String,
    clock: String,
    place: String,
    tabs: Vec<Tab>,
    view: String,
    groups: Vec<Group>,
    queue: Queue,
    /// Where those without a next step are listed.
    without_step: String,
    /// How many contacts there are at all.
    contacts: u64,
    left_out: Option<String>,
    next_promise: Option<String>,
    /// The version in force, and whether anybody has signed it.
    version: u32,
    detail: Option<Detail>,
}

/// Somebody, as the right half shows them.
pub(crate) struct Detail {
    pub(crate) sheet: Sheet,
    pub(crate) due: Option<Due>,
    pub(crate) last: Vec<Shown>,
    /// What follows each outcome that is recorded at once.
    pub(crate) proposals: Vec<(String, String)>,
    /// Outcomes behind the first six.
    pub(crate) others: Vec<(&'static str, String)>,
    /// The reasons for saying no, with their digits.
    pub(crate) reasons: Vec<Reason>,
    /// Reasons that put somebody aside until a date.
    pub(crate) waits: Vec<Reason>,
    /// The panel that is open: `booked`, `call_back`, `not_yet`, `reject`, `snooze` or none.
    pub(crate) panel: String,
    /// What the panel proposes, as inputs of a date and a time take it.
    pub(crate) date: String,
    pub(crate) time: String,
    /// Days that "not yet" offers: words and date.
    pub(crate) later: Vec<(String, String)>,
    /// The key under which the next deed is done.
    pub(crate) key: String,
    /// Where a deed leads back to.
    pub(crate) back: String,
    /// What is said of chances.
    pub(crate) expect: Expect,
    /// Whether a note names who looks.
    pub(crate) mention: Option<String>,
    pub(crate) is_workable: bool,
    /// The colleague who is calling them at this moment.
    pub(crate) caller: Option<String>,
}

/// A promise's deadline as the head of the page says it.
pub(crate) struct Due {
    pub(crate) shape: &'static str,
    pub(crate) class: &'static str,
    pub(crate) words: String,
    pub(crate) below: String,
    pub(crate) at: Timestamp,
}

/// A reason for saying no.
pub(crate) struct Reason {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) means: String,
    /// The key that chooses it; none beyond the ninth, which no single key types.
    pub(crate) digit: Option<usize>,
    /// Whether it takes a sentence.
    pub(crate) is_text_required: bool,
}

struct Loaded {
    queue: Queue,
    agreement: Arc<Agreement>,
    contacts: u64,
    saw: Option<Box<Saw>>,
    last: Vec<runtime::timeline::Line>,
    /// What made those of them that are moves and cite no clause.
    causes: Causes,
    chances: Option<Chances>,
    caller: Option<String>,
}

/// Lines of the last that the page shows.
const LAST_SHOWN: usize = 3;

impl Today {
    pub(super) async fn of(seat: &Seat, shell: Shell, asked: &Asked) -> PageResult<Today> {
        let saved = seat.ask(|workspace| workspace.saved_views()).await?;
        let (wanted, tabs) = view(seat, &saved, &asked.vista);
        let (c, n) = (asked.c, asked.n.unwrap_or(0));
        let loaded = seat.ask(move |workspace| {
            let queue = workspace.queue(&wanted)?;
            let chosen = c.or_else(|| next_to_call(&queue, n, workspace.now()));
            let saw = match chosen {
                Some(id) => workspace.writer.look(id).wait()?,
                None => None,
            };
            let last = match &saw {
                Some(saw) => workspace.timeline(saw, Part::All, 0, LAST_SHOWN)?.lines,
                None => Vec::new(),
            };
            let causes = workspace.causes(moves(&last))?;
            let chances = match &saw {
                Some(saw) => workspace.chances(saw)?,
                None => None,
            };
            let contacts = workspace.read(|read| Ok(read.count(&Filter::default())?))?;
            let agreement = workspace.writer.agreement().wait()?;
            let caller = saw.as_ref().and_then(|saw| workspace.caller(saw.id));
            Ok(Loaded { queue, agreement, contacts, saw, last, causes, chances, caller })
        });
        let loaded = loaded.await?;
        let w = &seat.words;
        let now = seat.now();
        let date = w.local(now).date();
        let current = loaded.saw.as_ref().map(|saw| saw.id);
        let view = asked.vista.clone();
        let detail = loaded.saw.as_ref().map(|saw| Detail::of(seat, &loaded, saw, asked));
        Ok(Today {
            day: w.long_date(date),
            day_short: w.short_date(date),
            clock: w.clock(now),
            place: zone_name(w),
            groups: groups(&loaded.queue, &loaded.agreement, current, now, w),
            left_out: left_out(&loaded.queue, now, w),
            without_step: without_step(&loaded.agreement, &view),
            next_promise: loaded.queue.next_at.map(|at| w.moment(at, now)),
            version: loaded.agreement.version,
            contacts: loaded.contacts,
            queue: loaded.queue,
            tabs,
            view,
            detail,
            shell,
        })
    }
}

impl Detail {
    fn of(seat: &Seat, loaded: &Loaded, saw: &Saw, asked: &Asked) -> Detail {
        let w = &seat.words;
        let (agreement, now) = (&loaded.agreement, saw.now);
        let entries = &loaded.queue.entries;
        let entry = entries.iter().find(|entry| entry.id == saw.id);
        let callable = entries.iter().filter(|entry| is_callable(entry, now));
        let index = callable.take_while(|entry| entry.id != saw.id).count();
        let panel = asked.paso.clone();
        let proposed = match panel.as_str() {
            "booked" | "snooze" => Some(cadence::next_hour(agreement, &saw.card, now)),
            "call_back" => {
                cadence::after(agreement, &saw.card, Outcome::CallBack, now).map(|next| next.at)
            }
            _ => None,
        };
        let local = w.local(proposed.unwrap_or(now));
        let stay =
            if seat.preferences.is_staying { format!("&c={}", saw.id) } else { String::new() };
        let all = reasons(agreement, |_| true);
        Detail {
            sheet: Sheet::of(saw, w),
            due: entry.and_then(|entry| due(entry, now, w)),
            last: shown(&loaded.last, &loaded.causes, agreement, now, w),
            proposals: proposals(saw, "", seat),
            others: OUTCOMES
                .iter()
                .skip(4)
                .map(|outcome| {
                    let id = outcome.id();
                    (id, w.t(&format!("outcome-{}", id.replace('_', "-"))))
                })
                .collect(),
            waits: reasons(agreement, |then| then == Then::Nurture || then == Then::Wait),
            reasons: all,
            date: local.date().to_string(),
            time: local.strftime("%H:%M").to_string(),
            later: later(now, w),
            panel,
            key: Uuid::now_v7().to_string(),
            back: format!("/hoy?vista={}&n={index}{stay}", asked.vista),
            expect: Expect::of(loaded.chances.as_ref(), w),
            mention: saw.card.desk.mentions.contains(seat.email()).then(|| seat.email().to_owned()),
            is_workable: seat.may(runtime::people::Permission::Work),
            caller: loaded
                .caller
                .as_deref()
                .filter(|caller| *caller != seat.email())
                .map(|caller| w.person(caller)),
        }
    }
}

/// Whether somebody may be called now: what is planned for later today waits for its hour.
fn is_callable(entry: &Entry, now: Timestamp) -> bool {
    match entry.place {
        Place::FollowUp => entry.columns.next_at.is_none_or(|at| at <= now),
        Place::Asleep => false,
        _ => true,
    }
}

/// Whom the page shows where nobody is named: of those who may be called, the one at a place, which
/// is the next one where the decision about the one before took them off it.
fn next_to_call(queue: &Queue, n: usize, now: Timestamp) -> Option<ContactId> {
    let callable: Vec<ContactId> = queue
        .entries
        .iter()
        .filter(|entry| is_callable(entry, now))
        .map(|entry| entry.id)
        .collect();
    let next = callable.get(n).or(callable.first()).copied();
    let first = queue.entries.get(n).or(queue.entries.first());
    next.or_else(|| first.map(|entry| entry.id))
}

/// What follows each outcome that one key records, with a note: outcome and next step in words.
pub(crate) fn proposals(saw: &Saw, note: &str, seat: &Seat) -> Vec<(String, String)> {
    let (w, country) = (&seat.words, seat.country());
    let said = QUICK.iter().filter_map(|(outcome, words)| {
        let next = cadence::following(saw, *outcome, note, "call", &w.zone, country)?;
        Some((w.t(words), said_next(&next, saw.now, w)))
    });
    said.collect()
}

/// The last reason that has a digit.
const DIGIT_MAX: usize = 9;

/// The reasons with which a lead may be refused, in the agreement's order.
pub(crate) fn reasons(agreement: &Agreement, is_wanted: impl Fn(Then) -> bool) -> Vec<Reason> {
    let usable = agreement
        .document
        .reasons
        .iter()
        .filter(|reason| reason.uses.contains(&ReasonUse::Reject) && is_wanted(reason.then));
    usable
        .zip(1..)
        .map(|(reason, digit)| Reason {
            id: reason.id.clone(),
            name: reason.name.clone(),
            means: reason.means.clone().unwrap_or_default(),
            digit: (digit <= DIGIT_MAX).then_some(digit),
            is_text_required: matches!(reason.id.as_str(), "otro" | "other"),
        })
        .collect()
}

/// Dates that "not yet" offers.
fn later(now: Timestamp, w: &Words) -> Vec<(String, String)> {
    let days = [("later-month", 30), ("later-quarter", 90), ("later-half", 180)];
    let offered = days.into_iter().map(|(words, days)| {
        let date = w.local(now + Span::DAY.times(days)).date();
        (w.t1(words, "day", w.date(date)), date.to_string())
    });
    offered.collect()
}

/// The deadline of somebody on the call list, where they have one.
pub(crate) fn due(entry: &Entry, now: Timestamp, w: &Words) -> Option<Due> {
    let at = entry.due_at?;
    let is_late = now >= at;
    let (shape, class) = match entry.place {
        _ if is_late => ("late", "late"),
        Place::DueSoon | Place::Now => ("soon", "warn"),
        _ => ("time", "ok"),
    };
    let words = if is_late { w.ago(at, now) } else { w.left(at - now) };
    let below = w.t1(if is_late { "due-was" } else { "due-before" }, "clock", w.moment(at, now));
    Some(Due { shape, class, words, below, at })
}

fn left_out(queue: &Queue, now: Timestamp, w: &Words) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    if queue.asleep > 0 {
        let at = queue.awake_at.map(|at| w.moment(at, now)).unwrap_or_default();
        said.push(w.count_with("left-out-asleep", queue.asleep as u64, &[("at", at)]));
    }
    if queue.in_call > 0 {
        said.push(w.count("left-out-in-call", queue.in_call as u64));
    }
    if queue.resting > 0 {
        said.push(w.count("left-out-resting", queue.resting));
    }
    if queue.blocked > 0 {
        said.push(w.count("left-out-blocked", queue.blocked));
    }
    (!said.is_empty()).then(|| said.join(" · "))
}

/// The list of those whom the queue counts as without a next step: sales has accepted them, and
/// they have not bought.
fn without_step(agreement: &Agreement, view: &str) -> String {
    let rank =
        |stage| agreement.stage_counting_as(stage).map_or(String::new(), |at| at.to_string());
    let owner = match view {
        super::views::ALL => "",
        super::views::FREE => "&responsable=nadie",
        _ => "&responsable=mi-lista",
    };
    let (from, to) = (rank(StandardStage::Sal), rank(StandardStage::Customer));
    format!("/contactos?paso=sin{owner}&desde={from}&hasta={to}")
}

/// The city of the reader's clock.
fn zone_name(w: &Words) -> String {
    let name = w.zone.iana_name().unwrap_or("UTC");
    clock_name(name, w.language())
}

/// Why the list stands in its order.
#[derive(Template)]
#[template(path = "today/order.html")]
pub(crate) struct OrderSaid {
    shell: Shell,
    clause: Option<(String, String)>,
}

impl OrderSaid {
    pub(super) async fn of(seat: &Seat, shell: Shell) -> PageResult<OrderSaid> {
        let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
        let sections = sentences(&agreement.document, &seat.words.pack);
        let mut clauses = sections.iter().flat_map(|section| &section.clauses);
        let clause = clauses.find(|clause| clause.path == "queue");
        let clause = clause.map(|clause| (clause.number.clone(), to_line(&clause.tokens)));
        Ok(OrderSaid { shell, clause })
    }
}
