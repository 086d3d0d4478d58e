//! What people do with a contact, as forms send it. Each is a resource of its own.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use engine::agreement::funnel::StandardStage;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use jiff::civil::{Date, DateTime, Time};
use runtime::acts::{Deed, Outcome};
use runtime::cadence;
use runtime::card::Next;
use runtime::writer::{Became, Saw};
use serde::Deserialize;
use store::house::{MemberRow, PersonRow};
use store::ids::ContactId;

use crate::error::{PageError, PageResult, local, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/llamadas", post(call));
    table.post("/contactos/{id}/llamando", post(calling));
    table.post("/contactos/{id}/notas", post(note));
    table.post("/contactos/{id}/tareas", post(task));
    table.post("/contactos/{id}/hecho", post(done));
    table.post("/contactos/{id}/rechazo", post(decline));
    table.post("/contactos/{id}/etapa", post(stage));
    table.post("/contactos/{id}/reactivacion", post(reactivate));
    table.post("/contactos/{id}/responsable", post(assign));
    table.post("/contactos/{id}/permisos", post(consent));
    table.post("/contactos/{id}/eventos", post(happened));
}

/// What every deed's form carries: its key, and where it leads back to.
#[derive(Debug, Deserialize)]
pub(crate) struct Way {
    pub(crate) key: String,
    #[serde(default)]
    pub(crate) back: String,
}

/// The next step, as forms send it; what is left empty is proposed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Planned {
    next_what: String,
    next_date: String,
    next_time: String,
}

impl Planned {
    /// The step, where a date was given: at nine in the morning where no time was. It is of a day
    /// to come, and not of one that nobody lives by yet.
    fn step(&self, default: &str, seat: &Seat) -> Result<Option<Next>, PageError> {
        if self.next_date.is_empty() {
            return Ok(None);
        }
        let (w, now) = (&seat.words, seat.now());
        let at = moment(&self.next_date, &self.next_time, w)?;
        if w.local(at).date() < w.local(now).date() {
            return Err(PageError::Wrong(w.t1("deed-date-past", "date", w.day(at))));
        }
        if at > now + PLANNED_AHEAD_MAX {
            return Err(PageError::Wrong(w.t1("deed-date-far", "date", w.day(at))));
        }
        let what = if self.next_what.is_empty() { default } else { &self.next_what };
        Ok(Some(Next { at, what: what.to_owned() }))
    }
}

/// How far ahead a next step lies at most: a longer one is a slip of the pen.
const PLANNED_AHEAD_MAX: Span = Span::DAY.times(3 * 365);
/// The hour of a day for which nobody gave one.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// A date and a time by the reader's clock.
pub(crate) fn moment(date: &str, time: &str, w: &Words) -> Result<Timestamp, PageError> {
    let day: Date =
        date.parse().map_err(|_| PageError::Wrong(w.t1("deed-date-wrong", "date", date)))?;
    let time = if time.is_empty() {
        MORNING
    } else {
        time.parse().map_err(|_| PageError::Wrong(w.t1("deed-date-wrong", "date", time)))?
    };
    let local = DateTime::from_parts(day, time);
    w.zone
        .to_timestamp(local)
        .map(Timestamp::from_jiff)
        .map_err(|_| PageError::Wrong(w.t1("deed-date-wrong", "date", date)))
}

/// Does a deed and leads back, with the key so that it can be undone.
pub(crate) async fn act(seat: &Seat, id: ContactId, deed: Deed, way: Way) -> PageResult {
    let (by, key) = (seat.by(), way.key.clone());
    let became = seat.ask(move |workspace| workspace.act(id, &deed, &by, &key)).await?;
    answered(&became, &way)
}

/// Leads back after a deed; what the agreement refuses is said.
fn answered(became: &[Became], way: &Way) -> PageResult {
    for one in became {
        match one {
            Became::Refused { why, .. } => return Err(PageError::Refused(*why)),
            Became::Nowhere => return Err(PageError::NotFound),
            Became::Applied { .. } | Became::Repeated { .. } => {}
        }
    }
    Ok(back(way))
}

fn back(way: &Way) -> Response {
    let back = local(&way.back);
    let (path, anchor) = back.split_once('#').unwrap_or((back, ""));
    let mark = if path.contains('?') { '&' } else { '?' };
    let key = crate::error::encoded(&way.key);
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    see_other(&format!("{path}{mark}hecho={key}{anchor}"))
}

pub(super) async fn look(seat: &Seat, id: ContactId) -> PageResult<Box<Saw>> {
    let saw = seat.ask(move |workspace| workspace.writer.look(id).wait()).await?;
    saw.ok_or(PageError::NotFound)
}

/// The date that a text suggests for the next step.
pub(super) fn suggested(text: &str, seat: &Seat) -> Option<Timestamp> {
    suggested_with_words(text, seat).map(|(at, _)| at)
}

/// The same with the words that name it. What is over is not suggested.
fn suggested_with_words(text: &str, seat: &Seat) -> Option<(Timestamp, String)> {
    let w = &seat.words;
    let today = w.local(seat.now()).date();
    let said = runtime::said_date::said(text, today, seat.country())?;
    let local = DateTime::from_parts(said.date, said.time.unwrap_or(MORNING));
    let at = w.zone.to_timestamp(local).ok().map(Timestamp::from_jiff)?;
    (seat.now() < at).then_some((at, said.words))
}

#[derive(Debug, Deserialize)]
struct Call {
    key: String,
    #[serde(default)]
    back: String,
    outcome: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    next_what: String,
    #[serde(default)]
    next_date: String,
    #[serde(default)]
    next_time: String,
}

/// `POST /contactos/{id}/llamadas`: how an attempt went. No outcome leaves an open lead without a
/// next step: what the person says, else what the note says, else the next step of the cadence.
async fn call(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Call>,
) -> PageResult {
    let w = &seat.words;
    let outcome = Outcome::with_id(&form.outcome)
        .ok_or_else(|| PageError::Wrong(w.t("deed-outcome-wrong")))?;
    let planned =
        Planned { next_what: form.next_what, next_date: form.next_date, next_time: form.next_time };
    let default = if outcome == Outcome::Booked { runtime::queue::MEETING } else { "call" };
    let mut next = planned.step(default, &seat)?;
    if next.is_none() {
        let saw = look(&seat, id).await?;
        next = cadence::following(&saw, outcome, &form.text, default, &w.zone, seat.country());
    }
    let deed = Deed::Called { outcome, text: form.text, next };
    act(&seat, id, deed, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Note {
    key: String,
    #[serde(default)]
    back: String,
    text: String,
    #[serde(default)]
    next_what: String,
    #[serde(default)]
    next_date: String,
    #[serde(default)]
    next_time: String,
}

/// What says that a call begins.
#[derive(Debug, Deserialize)]
struct Calling {}

/// `POST /contactos/{id}/llamando`: a call begins, so that no colleague calls too. Nothing is
/// recorded.
async fn calling(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(Calling {}): Posted<Calling>,
) -> PageResult {
    let caller = seat.email().to_owned();
    seat.ask(move |workspace| workspace.call_began(id, &caller)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /contactos/{id}/notas`: something to remember; `@ana` or `@marketing` names whom it is for.
async fn note(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Note>,
) -> PageResult {
    let w = &seat.words;
    if form.text.trim().is_empty() {
        return Err(PageError::Wrong(w.t("deed-text-missing")));
    }
    let planned =
        Planned { next_what: form.next_what, next_date: form.next_date, next_time: form.next_time };
    let next = planned.step("call", &seat)?;
    let mentions = mentions(&seat, &form.text).await?;
    let mut back = form.back;
    // A date that the note names is offered, not taken: whoever wrote it says yes or no.
    if next.is_none()
        && let Some((at, words)) = suggested_with_words(&form.text, &seat)
    {
        let (path, anchor) = back.split_once('#').unwrap_or((&back, ""));
        let mark = if path.contains('?') { '&' } else { '?' };
        let at = crate::error::encoded(&at.to_string());
        let words = crate::error::encoded(&words);
        back = format!("{path}{mark}cuando={at}&dicho={words}#{anchor}");
    }
    let deed = Deed::Noted { text: form.text, mentions, next };
    act(&seat, id, deed, Way { key: form.key, back }).await
}

/// Whom a text names: a side, or colleagues by their address, its mailbox, their whole name in one
/// word, or its first word, which several may share.
async fn mentions(seat: &Seat, text: &str) -> PageResult<Vec<String>> {
    let named: Vec<String> = text
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('@'))
        .map(|word| engine::text::fold(word.trim_end_matches(|c: char| !c.is_alphanumeric())))
        .filter(|word| !word.is_empty())
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let members = seat.members().await?;
    let mut found: Vec<String> = Vec::new();
    for word in named {
        let whom: Vec<String> = match word.as_str() {
            "marketing" => vec!["marketing".to_owned()],
            "ventas" | "sales" => vec!["sales".to_owned()],
            _ => {
                let is_meant = |member: &&MemberRow| is_called(&member.person, &word);
                let meant = members.iter().filter(is_meant);
                meant.map(|member| member.person.email.clone()).collect()
            }
        };
        for whom in whom {
            if !found.contains(&whom) {
                found.push(whom);
            }
        }
    }
    Ok(found)
}

fn is_called(person: &PersonRow, word: &str) -> bool {
    let name = engine::text::fold(&person.name);
    let mut names = name.split_whitespace();
    let whole: String = names.clone().collect();
    person.email == word
        || person.email.split('@').next() == Some(word)
        || whole == word
        || names.next() == Some(word)
}

#[derive(Debug, Deserialize)]
struct Task {
    key: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    next_what: String,
    next_date: String,
    #[serde(default)]
    next_time: String,
}

/// `POST /contactos/{id}/tareas`: what comes next, or the same put off.
async fn task(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Task>,
) -> PageResult {
    let planned =
        Planned { next_what: form.next_what, next_date: form.next_date, next_time: form.next_time };
    let next = planned.step("call", &seat)?;
    let next = next.ok_or_else(|| PageError::Wrong(seat.words.t("deed-date-missing")))?;
    act(&seat, id, Deed::Planned { next }, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Seen {
    key: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    mention: Option<String>,
}

/// `POST /contactos/{id}/hecho`: what was planned is done, or a mention was read.
async fn done(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Seen>,
) -> PageResult {
    let mention = form.mention.filter(|mention| !mention.is_empty());
    act(&seat, id, Deed::Done { mention }, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Declined {
    key: String,
    #[serde(default)]
    back: String,
    reason: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    note: String,
}

/// `POST /contactos/{id}/rechazo`: no, with a reason of the agreement.
async fn decline(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Declined>,
) -> PageResult {
    let w = &seat.words;
    let note = form.note.trim();
    if matches!(form.reason.as_str(), "otro" | "other") && note.is_empty() {
        return Err(PageError::Wrong(w.t("deed-reason-text")));
    }
    let until = if form.until.is_empty() { None } else { Some(moment(&form.until, "", w)?) };
    let note = (!note.is_empty()).then(|| note.to_owned());
    let deed = Deed::Declined { reason: form.reason, until, note };
    act(&seat, id, deed, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Staged {
    key: String,
    #[serde(default)]
    back: String,
    to: String,
    #[serde(default)]
    evidence: String,
}

/// `POST /contactos/{id}/etapa`: a move by hand, with what was seen.
async fn stage(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Staged>,
) -> PageResult {
    let evidence = Some(form.evidence).filter(|evidence| !evidence.trim().is_empty());
    // To accept says enough; what else is done by hand says why.
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let sal = agreement.stage_counting_as(StandardStage::Sal);
    if evidence.is_none() && agreement.stage_index(&form.to) != sal {
        return Err(PageError::Wrong(seat.words.t("stage-evidence-missing")));
    }
    let deed = Deed::Moved { to: form.to, evidence };
    act(&seat, id, deed, Way { key: form.key, back: form.back }).await
}

/// `POST /contactos/{id}/reactivacion`: back to work.
async fn reactivate(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(way): Posted<Way>,
) -> PageResult {
    act(&seat, id, Deed::Reactivated, way).await
}

#[derive(Debug, Deserialize)]
struct Assigned {
    key: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    to: String,
}

/// `POST /contactos/{id}/responsable`: who answers for it.
async fn assign(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Assigned>,
) -> PageResult {
    let members = seat.members().await?;
    let is_known =
        form.to.is_empty() || members.iter().any(|member| member.person.email == form.to);
    if !is_known {
        return Err(PageError::NotFound);
    }
    act(&seat, id, Deed::Assigned { to: form.to }, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Consented {
    key: String,
    #[serde(default)]
    back: String,
    purpose: String,
    given: String,
    #[serde(default)]
    evidence: String,
}

/// `POST /contactos/{id}/permisos`: consent given or withdrawn, with how it is known.
async fn consent(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Consented>,
) -> PageResult {
    let deed = Deed::Consented {
        purpose: form.purpose,
        is_given: form.given == "yes",
        evidence: form.evidence,
    };
    act(&seat, id, deed, Way { key: form.key, back: form.back }).await
}

#[derive(Debug, Deserialize)]
struct Happened {
    key: String,
    #[serde(default)]
    back: String,
    name: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    text: String,
}

/// `POST /contactos/{id}/eventos`: something of the catalogue that happened elsewhere.
async fn happened(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Happened>,
) -> PageResult {
    let w = &seat.words;
    if !super::page::MANUAL.contains(&form.name.as_str()) {
        return Err(PageError::NotFound);
    }
    let at = if form.at.is_empty() { None } else { Some(moment(&form.at, "", w)?.min(seat.now())) };
    let text = form.text.trim();
    let properties =
        if text.is_empty() { Vec::new() } else { vec![("notes".to_owned(), Value::text(text))] };
    let deed = Deed::Happened { name: form.name, at, properties };
    act(&seat, id, deed, Way { key: form.key, back: form.back }).await
}
