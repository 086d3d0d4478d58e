//! `/fuentes/{source}`: a source with how it does, how it is set up, what came last and what waits.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use engine::time::{Span, Timestamp};
use runtime::arrivals::{Ignored, LeftOut};
use runtime::people::Permission;
use runtime::sources::{Kind, Secret, Seen, Way};
use serde::Deserialize;
use store::house::KeptRow;

use super::access::is_asked;
use super::costs::{CostRow, SHOWN_MAX, Typed};
use super::marks::{Day, Mark, kind_said};
use super::sample::{self, Sample};
use super::setup::{Setup, secret_name};
use super::waits::Wait;
use crate::address::{Path, host};
use crate::error::PageResult;
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/fuentes/{source}", get(show));
}

/// The page.
#[derive(Template)]
#[template(path = "sources/shown.html")]
struct Shown {
    shell: Shell,
    href: String,
    name: String,
    kind: String,
    /// Its name in the log, which agreements and lists filter by.
    source: String,
    mark: Mark,
    day: Day,
    last: Option<String>,
    events: String,
    /// What came and could not be taken.
    left_out: Option<String>,
    /// What came and is told nobody: how often, why, and when last.
    ignored: Vec<(String, String, String)>,
    setup: Setup,
    /// What was made for it just now, which is shown this once: what it is, and the value.
    made: Vec<(String, String)>,
    /// What it is known by, and since or until when that counts.
    secrets: Vec<Proof>,
    sample: Option<Sample>,
    waits: Vec<Wait>,
    waiting: u64,
    /// What was done, or why it was not.
    notice: Option<(bool, String)>,
    is_hook: bool,
    /// Whether it is known by something that can be changed.
    has_secret: bool,
    is_key: bool,
    is_off: bool,
    /// Whether its fields are mapped by people.
    is_mapped: bool,
    /// Whether its provider is asked with a token, and what went wrong the last time.
    is_asked: bool,
    trouble: Option<String>,
    /// The form that it is, where it is one of ours.
    form: Option<String>,
    /// What its secret is, where another one may be given; and whether it must be.
    secret_said: Option<(String, bool)>,
    /// How long both secrets count: hours, in words.
    whiles: Vec<(i64, String)>,
    /// Who may look after it: address, name, and whether they do.
    members: Vec<(String, String, bool)>,
    about_name: String,
    /// What it cost, time by time.
    costs: Vec<CostRow>,
    /// A cost more, as it is typed.
    cost: Typed,
    can_administer: bool,
}

/// Something that a source is known by.
struct Proof {
    what: String,
    when: String,
    /// What ends it at once: the field and its value.
    end: Option<(&'static str, String)>,
}

/// What was made for a source, and what is to be said of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub(super) secret: Option<String>,
    pub(super) token: Option<String>,
    /// A cost that was typed and not taken.
    pub(super) cost: Option<Typed>,
    /// What was done, or why it was not, and whether that is bad.
    pub(super) notice: Option<(bool, String)>,
}

/// What the address says was done.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    hecho: String,
}

/// How long both secrets may count, in hours.
const WHILES: [i64; 4] = [1, 24, 7 * 24, 30 * 24];
/// Of what waits, how much is shown.
const WAITS_SHOWN: usize = 20;

/// What waits of a source.
pub(super) fn waits(seen: &Seen) -> Option<&store::house::SourceRow> {
    match &seen.way {
        Way::Hook(_, row) => Some(row),
        _ => None,
    }
}

async fn show(
    seat: Seat,
    Path(source): Path<String>,
    Query(asked): Query<Asked>,
    parts: Parts,
) -> PageResult {
    let key = format!("source-done-{}", asked.hecho);
    let is_known = !asked.hecho.is_empty() && seat.words.has(&key);
    let notice = is_known.then(|| (false, seat.words.t(&key)));
    made_now(&seat, &parts, &source, Given { notice, ..Given::default() }).await
}

/// The page of a source, with what was made for it just now.
pub(super) async fn made_now(
    seat: &Seat,
    parts: &Parts,
    source: &str,
    given: Given,
) -> PageResult<Response> {
    let name = source.to_owned();
    let (seen, kept, trouble, came, spent, currency) = seat
        .ask_house(move |criba, id| {
            let seen = criba.source_seen(id, &name)?;
            let kept: Vec<KeptRow> = match waits(&seen) {
                Some(row) => criba.house().kept_newest(row.id, WAITS_SHOWN)?,
                None => Vec::new(),
            };
            let trouble = match waits(&seen) {
                Some(row) => criba.asked(row.id)?,
                None => None,
            };
            let workspace = criba.workspace(id)?;
            let came = sample::last_of(workspace.as_ref(), &seen)?;
            let mut spent = workspace.spent(&seen)?;
            spent.truncate(SHOWN_MAX);
            let agreement = workspace.writer.agreement().wait()?;
            let currency = agreement.document.currency.clone().unwrap_or_default();
            Ok((seen, kept, trouble, came, spent, currency))
        })
        .await?;
    let (w, now) = (&seat.words, seat.now());
    let members = seat.members().await?.into_iter().map(|member| {
        let is_owner = member.person.email == seen.about.owner;
        (member.person.email, member.person.name, is_owner)
    });
    let kind = match &seen.way {
        Way::Hook(kind, _) => Some(*kind),
        _ => None,
    };
    let secret_said = kind
        .filter(|kind| *kind != Kind::Form)
        .map(|kind| (secret_name(kind, w), kind.secret() == Secret::Given));
    let labels = [("source-made-secret", &given.secret), ("source-made-token", &given.token)];
    let made = labels.into_iter().filter_map(|(label, value)| Some((w.t(label), value.clone()?)));
    page(&Shown {
        shell: Shell::of(seat, Nav::Sources).await?.at(&super::at(source)),
        href: super::at(source),
        name: seen.name().to_owned(),
        kind: kind_said(&seen.way, w),
        mark: Mark::of(&seen, now, w),
        day: Day::of(&seen, now, w),
        last: seen.arrivals.last_at.map(|last| w.moment(last, now)),
        events: w.number(seen.arrivals.events),
        left_out: left_out(&seen.arrivals.left_out, now, w),
        ignored: ignored(&seen.arrivals.ignored, now, w),
        setup: Setup::of(&seen, &host(seat, parts), given.secret.as_deref(), w),
        made: made.collect(),
        secrets: secrets(&seen, seat),
        sample: Sample::of(came, now, w),
        waits: kind.map_or_else(Vec::new, |kind| {
            kept.iter().map(|row| Wait::of(row, kind, now, w)).collect()
        }),
        waiting: seen.waiting,
        notice: given.notice,
        is_hook: kind.is_some(),
        has_secret: waits(&seen).is_some_and(|row| !row.secret.is_empty()),
        is_key: matches!(&seen.way, Way::Keys(keys) if !keys.is_empty()),
        is_off: waits(&seen).is_some_and(|row| row.disabled_at.is_some()),
        is_mapped: kind.is_some_and(Kind::is_mapped),
        is_asked: is_asked(&seen.way),
        trouble: trouble.map(|trouble| w.said(&trouble.said())),
        form: match &seen.way {
            Way::Form { slug, .. } => Some(slug.clone()),
            _ => None,
        },
        secret_said,
        whiles: WHILES.map(|hours| (hours, w.length(Span::HOUR.times(hours)))).to_vec(),
        members: members.collect(),
        about_name: seen.about.name.clone(),
        costs: spent.into_iter().map(|spent| CostRow::of(spent, w)).collect(),
        cost: given.cost.unwrap_or_else(|| Typed { currency, ..Typed::default() }),
        can_administer: seat.may(Permission::Administer),
        source: seen.source.clone(),
    })
}

/// What came and could not be taken, and why the last of it was not.
fn left_out(left_out: &LeftOut, now: Timestamp, w: &Words) -> Option<String> {
    let last = w.ago(left_out.last_at?, now);
    let why = w.t(&format!("source-left-{}", left_out.why.replace('_', "-")));
    let count = w.count("source-left-out", left_out.count);
    Some(format!("{count} {}", w.t2("source-left-last", "when", last, "why", why)))
}

/// What came and is told nobody, most often first.
fn ignored(
    ignored: &BTreeMap<String, Ignored>,
    now: Timestamp,
    w: &Words,
) -> Vec<(String, String, String)> {
    let mut rows: Vec<(&String, &Ignored)> = ignored.iter().collect();
    rows.sort_by_key(|(_, of)| std::cmp::Reverse(of.count));
    let rows = rows.into_iter().map(|(why, of)| {
        let known = format!("source-ignored-{}", why.replace('_', "-"));
        let said = match why.split_once(' ') {
            _ if w.has(&known) => w.t(&known),
            Some((_, kind)) => w.t1("source-ignored-kind", "kind", kind.to_owned()),
            None => w.t1("source-ignored-kind", "kind", why.clone()),
        };
        (w.number(of.count), said, w.moment(of.last_at, now))
    });
    rows.collect()
}

/// A moment with its day and its hour, however far it is.
pub(super) fn whole_moment(at: Timestamp, w: &Words) -> String {
    format!("{} {}", w.day(at), w.clock(at))
}

/// What a source is known by. What others it needs stands here as well.
fn secrets(seen: &Seen, seat: &Seat) -> Vec<Proof> {
    let (w, now) = (&seat.words, seat.now());
    let until = |at| w.t1("source-until", "when", whole_moment(at, w));
    match &seen.way {
        Way::Hook(kind, row) => {
            let mut secrets: Vec<Proof> = Vec::new();
            if !row.secret.is_empty() {
                let what = secret_name(*kind, w);
                secrets.push(Proof { what, when: w.t("source-in-force"), end: None });
            }
            if let Some(at) = row.previous_until.filter(|at| *at > now) {
                let what = w.t("source-previous");
                let end = Some(("slug", row.slug.clone()));
                secrets.push(Proof { what, when: until(at), end });
            }
            secrets
        }
        Way::Keys(keys) => {
            let shown = keys.iter().map(|key| {
                let ended = |at| w.t1("source-ended", "when", w.moment(at, now));
                Proof {
                    what: format!("{}…", key.hint),
                    when: match key.expires_at {
                        None => w.t("source-in-force"),
                        Some(at) if at > now => until(at),
                        Some(at) => ended(at),
                    },
                    end: key.expires_at.filter(|at| *at > now).map(|_| ("hint", key.hint.clone())),
                }
            });
            shown.collect()
        }
        Way::Form { .. } | Way::Lists => Vec::new(),
    }
}
