//! The page as it is filled.

use std::sync::Arc;

use askama::Template;
use engine::agreement::funnel::{ReasonUse, Then};
use engine::agreement::sealed::Agreement;
use engine::agreement::sentences::{clock_name, sentences, to_line};
use engine::time::Timestamp;
use runtime::RuntimeError;
use runtime::acts::OUTCOMES;
use runtime::cadence;
use runtime::chances::Chances;
use runtime::criba::Workspace;
use runtime::forms::Worths;
use runtime::people::Permission;
use runtime::queue::{Entry, Part, Place, Queue, View};
use runtime::timeline;
use runtime::writer::Saw;
use store::ids::ContactId;
use store::workspace::screens::{Filter, Listed, Order};
use uuid::Uuid;

use super::panels::{Free, Panel, later, open, panels};
use super::rows::{Group, groups};
use super::views::{Behind, Tab, view};
use super::{Asked, QUICK};
use crate::contact::{Again, Causes, Expect, Sheet, Shown, asks, said_next, seen, shown};
use crate::error::PageResult;
use crate::layout::Shell;
use crate::seat::Seat;
use crate::settings::{missing_side, only_sees};
use crate::words::{Words, is_far};

/// Hoy.
#[derive(Template)]
#[template(path = "today/index.html")]
pub(crate) struct Today {
    /// Whom a note names that is nobody of the team.
    nadie: String,
    shell: Shell,
    day: String,
    day_short: String,
    clock: String,
    place: String,
    tabs: Vec<Tab>,
    view: String,
    /// The beginning of an address that names the view; empty for one's own list.
    of_view: String,
    groups: Vec<Group>,
    queue: Queue,
    /// Where the numbers lead: whom somebody reached today, whom to call, who has no next step.
    behind: [String; 3],
    /// How many contacts there are at all.
    contacts: u64,
    /// Who is not on the list: in words, and where they are.
    left_out: Vec<(String, String)>,
    next_promise: Option<String>,
    /// Whom to take up again where nobody waits, with why, and where all of them are.
    silent: Vec<Silent>,
    all_silent: String,
    /// The version in force.
    version: u32,
    /// What invites the side that nobody is of, for who may invite.
    invite: Option<String>,
    /// What is said to who may only see.
    only_sees: Option<String>,
    detail: Option<Detail>,
}

/// Somebody whom sales has accepted and who has not been heard of for long.
pub(crate) struct Silent {
    pub(crate) id: ContactId,
    pub(crate) name: String,
    pub(crate) company: String,
    /// Why they are worth it, and since when nothing was heard.
    pub(crate) because: String,
    pub(crate) total: String,
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
    /// The reason for who cannot be called for want of a number.
    pub(crate) no_data: Option<Reason>,
    /// Reasons that put somebody aside until a date.
    pub(crate) waits: Vec<Reason>,
    /// The panels, of which one is open, and which that is.
    pub(crate) panels: Vec<Panel>,
    pub(crate) panel: &'static str,
    /// What a form held that was not taken.
    pub(crate) again: Again,
    /// What of their calls is known now, for forms to carry.
    pub(crate) seen: String,
    /// Days that "not yet" offers: words and date.
    pub(crate) later: Vec<(String, String)>,
    /// The key under which the next deed is done.
    pub(crate) key: String,
    /// Where a deed leads back to.
    pub(crate) back: String,
    /// Who comes next, in order, for the page to have at hand; nobody for who stays after a deed.
    pub(crate) ahead: String,
    /// What is said of chances.
    pub(crate) expect: Expect,
    /// Whether a note names who looks.
    pub(crate) mention: Option<String>,
    pub(crate) is_workable: bool,
    pub(crate) can_edit: bool,
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
    /// From when on it is due soon; empty where nothing says so.
    pub(crate) soon_at: String,
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
    silent: Vec<Listed>,
    agreement: Arc<Agreement>,
    contacts: u64,
    saw: Option<Box<Saw>>,
    last: Vec<timeline::Line>,
    chances: Option<Chances>,
    caller: Option<String>,
    /// The hours that the panels propose, for who works with them.
    free: Option<Free>,
    /// What answers are worth.
    worths: Arc<Worths>,
}

/// Those whom to take up again that the page shows.
const SILENT_SHOWN: usize = 5;
/// Those whom the page names as coming next: some of them may have been dealt with meanwhile.
const AHEAD_MAX: usize = 8;
/// Lines of the last that the page shows.
const LAST_SHOWN: usize = 3;

impl Today {
    pub(super) async fn of(
        seat: &Seat,
        shell: Shell,
        asked: &Asked,
        again: Again,
    ) -> PageResult<Today> {
        let saved = seat.ask(|workspace| workspace.saved_views()).await?;
        let (wanted, tabs, behind) = view(seat, &saved, &asked.vista);
        let (c, n) = (asked.c, asked.n.unwrap_or(0));
        let worker = seat.may(Permission::Work).then(|| seat.email().to_owned());
        let loaded = seat.ask(move |workspace| {
            let queue = workspace.queue(&wanted)?;
            let chosen = c.or_else(|| next_to_call(&queue, n));
            let silent = match queue.entries.is_empty() {
                true => to_take_up_again(workspace, &wanted)?,
                false => Vec::new(),
            };
            Loaded::of(workspace, queue, silent, chosen, worker.as_deref())
        });
        let loaded = loaded.await?;
        let w = &seat.words;
        let now = seat.now();
        let date = w.local(now).date();
        let current = loaded.saw.as_ref().map(|saw| saw.id);
        let view = asked.vista.clone();
        let can_invite = seat.may(Permission::Administer);
        let only_sees = only_sees(seat).await?;
        let missing = if can_invite { missing_side(seat).await? } else { None };
        let detail = loaded.saw.as_ref().map(|saw| Detail::of(seat, &loaded, saw, asked, again));
        Ok(Today {
            nadie: asked.nadie.clone(),
            day: w.long_date(date),
            day_short: w.short_date(date),
            clock: w.clock(now),
            place: zone_name(w),
            groups: groups(&loaded.queue, &loaded.agreement, &behind, current, now, w),
            left_out: left_out(&loaded.queue, &behind, now, w),
            behind: [
                behind.href(Part::Reached),
                behind.href(Part::Waiting),
                behind.without_step(&loaded.agreement),
            ],
            next_promise: loaded.queue.next.as_ref().and_then(|next| promise(next, now, w)),
            silent: loaded.silent.iter().map(|listed| silent(listed, now, w)).collect(),
            all_silent: behind.href(Part::Silent),
            version: loaded.agreement.version,
            invite: missing.map(|words| w.t(words)),
            only_sees,
            contacts: loaded.contacts,
            queue: loaded.queue,
            tabs,
            of_view: match view.is_empty() {
                true => String::new(),
                false => format!("vista={view}&"),
            },
            view,
            detail,
            shell,
        })
    }
}

impl Loaded {
    /// What the page says of the list and of who is chosen of it; `worker` is who works with them.
    fn of(
        workspace: &Workspace,
        queue: Queue,
        silent: Vec<Listed>,
        chosen: Option<ContactId>,
        worker: Option<&str>,
    ) -> Result<Loaded, RuntimeError> {
        let saw = match chosen {
            Some(id) => workspace.writer.look(id).wait()?,
            None => None,
        };
        let last = match &saw {
            Some(saw) => workspace.latest_lines(saw, timeline::Part::Deeds, LAST_SHOWN)?,
            None => Vec::new(),
        };
        let chances = match &saw {
            Some(saw) => workspace.chances(saw)?,
            None => None,
        };
        let contacts = workspace.read(|read| Ok(read.count(&Filter::default())?))?;
        let agreement = workspace.writer.agreement().wait()?;
        let caller = saw.as_ref().and_then(|saw| workspace.caller(saw.id));
        let free = match saw.as_ref().zip(worker) {
            Some((saw, worker)) => Some(Free::of(workspace, saw, worker)?),
            None => None,
        };
        let worths = workspace.worths()?;
        Ok(Loaded { queue, silent, agreement, contacts, saw, last, chances, caller, free, worths })
    }
}

/// Those of a view whom sales has accepted and who have not been heard of for long, the best first.
fn to_take_up_again(workspace: &Workspace, wanted: &View) -> Result<Vec<Listed>, RuntimeError> {
    let filter = workspace.part(wanted, Part::Silent)?;
    workspace.read(|read| Ok(read.list(&filter, Order::Best, SILENT_SHOWN, 0)?))
}

impl Detail {
    fn of(seat: &Seat, loaded: &Loaded, saw: &Saw, asked: &Asked, again: Again) -> Detail {
        let w = &seat.words;
        let (agreement, now) = (&loaded.agreement, saw.now);
        let entries = &loaded.queue.entries;
        let entry = entries.iter().find(|entry| entry.id == saw.id);
        let callable = loaded.queue.in_turn();
        let index = callable.iter().take_while(|id| **id != saw.id).count();
        let stay =
            if seat.preferences.is_staying { format!("&c={}", saw.id) } else { String::new() };
        // The usual view has no name, and no address says that it has none.
        let view = match asked.vista.as_str() {
            "" => String::new(),
            vista => format!("vista={vista}&"),
        };
        let all = reasons(agreement, |_| true);
        let sheet = Sheet { asks: asks(saw, &loaded.worths, w), ..Sheet::of(saw, w) };
        Detail {
            no_data: no_data(agreement, &sheet),
            sheet,
            due: entry.and_then(|entry| due(entry, now, w)),
            last: shown(&loaded.last, &Causes::default(), agreement, now, w),
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
            panels: panels(&asked.paso, &again, loaded.free.as_ref(), (agreement, saw), w),
            panel: open(&asked.paso),
            seen: seen(saw),
            again,
            later: later(now, w),
            key: Uuid::now_v7().to_string(),
            ahead: if stay.is_empty() { ahead(&callable, index) } else { String::new() },
            back: format!("/hoy?{view}n={index}{stay}"),
            expect: Expect::of(loaded.chances.as_ref(), w),
            mention: saw.card.desk.mentions.contains(seat.email()).then(|| seat.email().to_owned()),
            is_workable: seat.may(Permission::Work),
            can_edit: seat.may(Permission::Edit),
            caller: loaded
                .caller
                .as_deref()
                .filter(|caller| *caller != seat.email())
                .map(|caller| w.person(caller)),
        }
    }
}

/// Who comes after somebody at a place, in order and round to the first, as the page names them.
fn ahead(callable: &[ContactId], index: usize) -> String {
    let (before, after) = callable.split_at(index.min(callable.len()));
    let others = after.iter().skip(1).chain(before).take(AHEAD_MAX);
    others.map(ContactId::to_string).collect::<Vec<String>>().join(" ")
}

/// Whom the page shows where nobody is named: of those who may be called, the one at a place, which
/// is the next one where the decision about the one before took them off it.
fn next_to_call(queue: &Queue, n: usize) -> Option<ContactId> {
    let in_turn = queue.in_turn();
    in_turn.get(n).or(in_turn.first()).copied()
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

/// The reason for somebody who cannot be called for want of a number.
pub(crate) fn no_data(agreement: &Agreement, sheet: &Sheet) -> Option<Reason> {
    let is_missing = sheet.reach.phone.is_empty() && sheet.reach.blocked.is_none();
    reasons(agreement, |then| then == Then::Correct).into_iter().next().filter(|_| is_missing)
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
    let words = if is_late { w.ago(at, now) } else { w.left(at, now) };
    let key = if is_late { "due-was" } else { "due-before" };
    // What says the moment already does not say it twice.
    let below = match is_far(now - at) || is_far(at - now) {
        true => w.t(&format!("{key}-first")),
        false => w.t1(key, "clock", w.moment(at, now)),
    };
    let soon_at = entry.soon_at.map(|at| at.to_string()).unwrap_or_default();
    Some(Due { shape, class, words, below, at, soon_at })
}

/// Who is not on the list, in words, and where they are. Whose hours are not now are on it where
/// few others are: the group says how many.
fn left_out(queue: &Queue, behind: &Behind, now: Timestamp, w: &Words) -> Vec<(String, String)> {
    let is_listed = queue.entries.iter().any(|entry| entry.place == Place::Asleep);
    let at = queue.awake_at.map(|at| w.moment(at, now)).unwrap_or_default();
    let asleep = if is_listed { 0 } else { queue.asleep };
    let counts = [
        ("left-out-asked", queue.asked_beyond(), Part::Asked),
        ("left-out-asleep", asleep, Part::Asleep),
        ("left-out-in-call", queue.in_call, Part::InCall),
        ("left-out-resting", queue.resting, Part::Resting),
        ("left-out-blocked", queue.blocked, Part::Blocked),
        ("left-out-unreachable", queue.unreachable, Part::Unreachable),
    ];
    let said = counts.into_iter().filter(|(_, count, _)| *count > 0).map(|(words, count, part)| {
        (w.count_with(words, count, &[("at", at.clone())]), behind.href(part))
    });
    said.collect()
}

fn silent(listed: &Listed, now: Timestamp, w: &Words) -> Silent {
    let columns = &listed.columns;
    let heard = match columns.latest_at {
        Some(at) => w.t1("silent-since", "when", w.moment(at, now)),
        None => w.t("silent-always"),
    };
    let said = [columns.because.clone(), heard].into_iter().filter(|text| !text.is_empty());
    Silent {
        id: listed.id,
        name: columns.name.clone(),
        company: columns.company.clone(),
        because: said.collect::<Vec<String>>().join(" · "),
        total: w.number(columns.total),
    }
}

/// What is planned next: when, and with whom.
fn promise(next: &Listed, now: Timestamp, w: &Words) -> Option<String> {
    let columns = &next.columns;
    let at = w.moment(columns.next_at?, now);
    let who = if columns.company.is_empty() { &columns.name } else { &columns.company };
    Some(format!("{at}, {who}"))
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
