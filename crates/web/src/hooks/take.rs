//! What came of a source, verified, read and told; what could not be read is put aside, and read
//! again when somebody asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::http::HeaderMap;
use engine::time::{Span, Timestamp};
use import::record::Reading;
use jiff::tz::TimeZone;
use runtime::RuntimeError;
use runtime::criba::{Criba, Workspace};
use runtime::sources::{FieldMap, Kind};
use runtime::writer::{Became, Intake};
use serde_json::{Value, json};
use store::house::{KeptRow, SourceRow};

use super::signature::{Refused, Sent};
use super::told::{Body, Kept, Read, Told};
use crate::app::App;
use crate::machine::Machine;

/// A delivery, as it came over the wire.
#[derive(Debug)]
pub(super) struct Delivery {
    /// How often such come from where it comes from.
    pub(super) pace: Pace,
    /// The last part of the path, where there is one.
    pub(super) key: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) content_type: String,
    pub(super) raw: Vec<u8>,
    /// Whether it came in the address, and not as a body: what is signed then is the address alone.
    pub(super) is_in_address: bool,
    /// By which addresses it may have been called.
    pub(super) urls: Vec<String>,
}

/// What became of a delivery.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is not from who may send it.
    Refused(Refused),
    /// It was read, and what it tells was told.
    Taken(Counts),
}

/// What became of the things that a delivery tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// New.
    pub(super) taken: usize,
    /// Told before.
    pub(super) known: usize,
    /// Nothing that is told.
    pub(super) ignored: usize,
    /// Put aside.
    pub(super) kept: usize,
}

impl Counts {
    pub(super) fn json(self) -> Value {
        let Counts { taken, known, ignored, kept } = self;
        json!({ "taken": taken, "known": known, "ignored": ignored, "kept": kept })
    }
}

/// Takes a delivery; waits for the disk.
pub(super) fn take(
    app: &App,
    kind: Kind,
    source: &SourceRow,
    delivery: &Delivery,
) -> Result<Outcome, RuntimeError> {
    let criba = app.criba();
    let now = criba.clock().now();
    let fetched = match certificate(app, kind, source, delivery) {
        Ok(fetched) => fetched,
        Err(refused) => return Ok(Outcome::Refused(refused)),
    };
    let sent = Sent {
        secret: fetched.as_deref().unwrap_or(&source.secret),
        token: &source.verify_token,
        key: delivery.key.as_deref(),
        headers: &delivery.headers,
        raw: if delivery.is_in_address { &[] } else { &delivery.raw },
        urls: &delivery.urls,
        now,
    };
    if let Err(refused) = verified(kind, &sent, source, now) {
        tracing::warn!(source = %source.slug, why = ?refused, "a delivery was refused");
        if is_by_the_one_before(kind, &sent, source) {
            criba.workspace(source.workspace)?.came_with_what_expired(&source.slug);
        }
        return Ok(Outcome::Refused(refused));
    }
    let workspace = criba.workspace(source.workspace)?;
    let reading = reading(&workspace, now)?;
    let (raw, content_type) = (delivery.raw.as_slice(), delivery.content_type.as_str());
    let map = map(&workspace, kind, source)?;
    let read = match delivery.pace {
        Pace::Often => Read::kept("too_often", raw),
        Pace::Usual => super::read(kind, &Body { raw, content_type, reading: &reading, map: &map }),
    };
    let mut counts = Counts { ignored: read.ignored.len(), ..Counts::default() };
    workspace.count_ignored(&source.slug, &read.ignored);
    tracing::debug!(source = %source.slug, ignored = ?read.ignored, "a delivery was read");
    let mut kept = read.kept;
    let became = tell(&workspace, source, read.told, now, &mut counts, || {
        kept.push(Kept { why: "full", raw: delivery.raw.clone() });
    })?;
    workspace.count_arrival(&source.slug, &became);
    counts.kept = kept.len();
    put_aside(criba, source, &kept, content_type, now)?;
    if !kept.is_empty() {
        app.asking().nudge();
    }
    Ok(Outcome::Taken(counts))
}

/// How often somebody sends a form that anybody may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    Usual,
    /// So often that it waits until somebody looks at it.
    Often,
}

/// Forms that one address may send in a quarter of an hour: a stand at a fair has one address, and so
/// has the server of a page that sends them on.
const OFTEN: u32 = 60;
/// Of what comes beyond, how much is put aside: what waits of a source is bounded, and nobody shall
/// drive out what waits of others.
const TOO_OFTEN: u32 = 200;

/// Counts a form of a machine before anything of it is read; what has a secret is sent by who may.
///
/// # Errors
///
/// So many were sent that no more is taken for so long.
pub(super) fn pace(
    app: &App,
    kind: Kind,
    source: &SourceRow,
    from: Machine,
    now: Timestamp,
) -> Result<Pace, Span> {
    if kind != Kind::Form || !source.secret.is_empty() {
        return Ok(Pace::Usual);
    }
    let who = format!("hook {} {}", source.slug, from.counted());
    if let Some(wait) = app.form_throttle().wait(&who, TOO_OFTEN, now) {
        return Err(wait);
    }
    let is_often = app.form_throttle().wait(&who, OFTEN, now).is_some();
    app.form_throttle().wrong(&who, now);
    Ok(if is_often { Pace::Often } else { Pace::Usual })
}

/// Whether it is from who may send it, by the secret of now or, while that is replaced, by the one
/// before.
fn verified(
    kind: Kind,
    sent: &Sent<'_>,
    source: &SourceRow,
    now: Timestamp,
) -> Result<(), Refused> {
    let refused = match super::verify(kind, sent) {
        Ok(()) => return Ok(()),
        Err(refused) => refused,
    };
    let is_turning = source.previous_until.is_some_and(|until| now < until);
    if is_turning && is_by_the_one_before(kind, sent, source) { Ok(()) } else { Err(refused) }
}

fn is_by_the_one_before(kind: Kind, sent: &Sent<'_>, source: &SourceRow) -> bool {
    let secret = source.previous_secret.as_str();
    !secret.is_empty() && super::verify(kind, &Sent { secret, ..*sent }).is_ok()
}

/// What people say that the fields of a source are, where that is theirs to say.
pub(super) fn map(
    workspace: &Workspace,
    kind: Kind,
    source: &SourceRow,
) -> Result<FieldMap, RuntimeError> {
    if kind.is_mapped() { workspace.source_fields(&source.slug) } else { Ok(FieldMap::guessed()) }
}

/// What Amazon signed with, where nobody gave its certificate: fetched from the server of the topic's
/// own region, whatever else a message names.
fn certificate(
    app: &App,
    kind: Kind,
    source: &SourceRow,
    delivery: &Delivery,
) -> Result<Option<Arc<str>>, Refused> {
    if kind != Kind::Ses || !source.secret.is_empty() {
        return Ok(None);
    }
    let url = super::ses::certificate(&delivery.raw, &source.verify_token)?;
    app.certificates().at(&url, app.criba().clock().now(), app.egress()).map(Some)
}

/// What the workspace knows that a body does not say.
pub(super) fn reading(workspace: &Workspace, at: Timestamp) -> Result<Reading, RuntimeError> {
    let agreement = workspace.writer.agreement().wait()?;
    let time_zone = TimeZone::get(&agreement.document.time_zone).unwrap_or(TimeZone::UTC);
    Ok(Reading { country: workspace.row.country.clone(), time_zone, at })
}

/// Things that are told to the writer at once.
const AT_ONCE: usize = 500;

/// Tells the writer; `lost` is asked once to keep the delivery where a contact can take no more.
fn tell(
    workspace: &Workspace,
    source: &SourceRow,
    told: Vec<Told>,
    now: Timestamp,
    counts: &mut Counts,
    lost: impl FnOnce(),
) -> Result<Vec<Became>, RuntimeError> {
    let name: Arc<str> = source.slug.as_str().into();
    let intakes: Vec<Intake> = told.into_iter().flat_map(|told| told.intakes(&name, now)).collect();
    let mut became: Vec<Became> = Vec::with_capacity(intakes.len());
    let mut is_lost = false;
    for some in intakes.chunks(AT_ONCE) {
        let mut some = some.to_vec();
        let abouts = workspace.know_contents(&mut some);
        let some = workspace.writer.take(some).wait()?;
        workspace.count_contents(abouts, &some);
        for one in &some {
            match one {
                Became::Applied { .. } | Became::Refused { .. } | Became::Kept { .. } => {
                    counts.taken += 1;
                }
                Became::Repeated { .. } => counts.known += 1,
                Became::Nowhere => is_lost = true,
            }
        }
        became.extend(some);
    }
    if is_lost {
        lost();
    }
    Ok(became)
}

fn put_aside(
    criba: &Criba,
    source: &SourceRow,
    kept: &[Kept],
    content_type: &str,
    now: Timestamp,
) -> Result<(), RuntimeError> {
    let mut gone = 0;
    for Kept { why, raw } in kept {
        tracing::info!(source = %source.slug, why, "a delivery was put aside");
        gone += criba.house().keep(source.id, now, why, content_type, raw)?;
    }
    if gone > 0 {
        tracing::warn!(source = %source.slug, gone, "the oldest that was put aside had to go");
        criba.workspace(source.workspace)?.count_left_out(&source.slug, gone, "full");
    }
    Ok(())
}

/// Tells what was put aside, now that it is known whole; what of it cannot be read waits in its
/// place.
pub(super) fn tell_again(
    criba: &Criba,
    source: &SourceRow,
    row: &KeptRow,
    raw: &[u8],
) -> Result<(), RuntimeError> {
    tell_fetched(criba, source, raw, &row.content_type, row.received_at)?;
    Ok(criba.house().forget_kept(row.id)?)
}

/// Tells what was asked for, known whole, as if it had come at a moment.
pub(super) fn tell_fetched(
    criba: &Criba,
    source: &SourceRow,
    raw: &[u8],
    content_type: &str,
    at: Timestamp,
) -> Result<Counts, RuntimeError> {
    let mut counts = Counts::default();
    let Some(kind) = Kind::with_id(&source.kind) else { return Ok(counts) };
    let workspace = criba.workspace(source.workspace)?;
    let reading = reading(&workspace, at)?;
    let map = map(&workspace, kind, source)?;
    let read = super::read(kind, &Body { raw, content_type, reading: &reading, map: &map });
    let mut kept = read.kept;
    let became = tell(&workspace, source, read.told, at, &mut counts, || {
        kept.push(Kept { why: "full", raw: raw.to_vec() });
    })?;
    // Nothing but what was known already is no sign of life.
    if counts.taken > 0 || !kept.is_empty() {
        workspace.count_arrival(&source.slug, &became);
    }
    counts.kept = kept.len();
    put_aside(criba, source, &kept, content_type, at)?;
    Ok(counts)
}

/// Reads again what waits of a source, all of it or what has a number; what still cannot be read
/// goes on waiting. A form that somebody reads again by its number is let in whatever a robot would
/// have done.
///
/// # Errors
///
/// What was read cannot be written.
pub fn again(criba: &Criba, source: &SourceRow, one: Option<i64>) -> Result<Value, RuntimeError> {
    let Some(kind) = Kind::with_id(&source.kind) else {
        return Ok(json!({ "told": Counts::default().json(), "waiting": {}, "confirm": [] }));
    };
    let workspace = criba.workspace(source.workspace)?;
    let map = map(&workspace, kind, source)?;
    let mut counts = Counts::default();
    let mut waiting: BTreeMap<String, usize> = BTreeMap::new();
    let mut confirm: BTreeSet<String> = BTreeSet::new();
    let rows = criba.house().kept(source.id)?;
    for row in rows.into_iter().filter(|row| one.is_none_or(|one| row.id == one)) {
        // It was told when it came, whatever the day is on which it is read.
        let reading = reading(&workspace, row.received_at)?;
        let (raw, content_type) = (row.raw.as_slice(), row.content_type.as_str());
        let body = Body { raw, content_type, reading: &reading, map: &map };
        let read = match (kind, one) {
            (Kind::Form, Some(_)) => super::form::let_in(&body),
            _ => super::read(kind, &body),
        };
        let mut is_full = false;
        counts.ignored += read.ignored.len();
        tell(&workspace, source, read.told, row.received_at, &mut counts, || is_full = true)?;
        confirm.extend(read.confirm);
        for kept in read.kept.iter().filter(|kept| kept.raw != row.raw) {
            let (at, kind) = (row.received_at, &row.content_type);
            criba.house().keep(source.id, at, kept.why, kind, &kept.raw)?;
            *waiting.entry(kept.why.to_owned()).or_default() += 1;
        }
        match read.kept.iter().find(|kept| kept.raw == row.raw) {
            Some(same) => *waiting.entry(same.why.to_owned()).or_default() += 1,
            None if is_full => *waiting.entry("full".to_owned()).or_default() += 1,
            None => criba.house().forget_kept(row.id)?,
        }
    }
    counts.kept = waiting.values().sum();
    Ok(json!({ "told": counts.json(), "waiting": waiting, "confirm": confirm }))
}
