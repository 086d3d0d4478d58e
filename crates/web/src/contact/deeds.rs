//! What people do with a contact, as forms send it. Each is a resource of its own.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use engine::agreement::funnel::StandardStage;
use engine::contact::bases::Basis;
use runtime::acts::{Deed, Outcome};
use runtime::cadence;
use runtime::writer::{Became, Saw};
use serde::Deserialize;
use store::ids::ContactId;

use super::again::{Again, still, unless_repeated};
use super::notes::named;
use super::planned::{Planned, moment};
use crate::address::Path;
use crate::error::{PageError, PageResult, local, queried, see_other};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::{Can, Seat, Work};

pub(crate) fn routes(table: &mut Table) {
    table.post("/contactos/{id}/llamadas", post(call));
    table.post("/contactos/{id}/llamando", post(calling));
    table.post("/contactos/{id}/tareas", post(task));
    table.post("/contactos/{id}/hecho", post(done));
    table.post("/contactos/{id}/rechazo", post(decline));
    table.post("/contactos/{id}/etapa", post(stage));
    table.post("/contactos/{id}/reactivacion", post(reactivate));
    table.post("/contactos/{id}/responsable", post(assign));
    table.post("/contactos/{id}/permisos", post(consent));
}

/// What every deed's form carries: its key, and where it leads back to.
#[derive(Debug, Deserialize)]
pub(crate) struct Way {
    pub(crate) key: String,
    #[serde(default)]
    pub(crate) back: String,
}

/// Does a deed and leads back, with the key so that it can be undone.
pub(crate) async fn act(seat: &Seat, id: ContactId, deed: Deed, way: Way) -> PageResult {
    let (by, key) = (seat.by(), way.key.clone());
    let became = seat.ask(move |workspace| workspace.act(id, &deed, &by, &key)).await?;
    if became.contains(&Became::Nowhere) {
        // Of a contact that there is, it is one event too many.
        look(seat, id).await?;
        return Err(PageError::Wrong(seat.words.t("deed-full")));
    }
    answered(&became, &way)
}

/// Leads back after a deed; what the agreement refuses is said.
fn answered(became: &[Became], way: &Way) -> PageResult {
    for one in became {
        match one {
            Became::Refused { why, .. } => return Err(PageError::Refused(why.clone())),
            Became::Kept { .. } | Became::Nowhere => return Err(PageError::NotFound),
            Became::Applied { .. } | Became::Repeated { .. } => {}
        }
    }
    Ok(back(way))
}

fn back(way: &Way) -> Response {
    see_other(&queried(local(&way.back), "hecho", &way.key))
}

pub(super) async fn look(seat: &Seat, id: ContactId) -> PageResult<Box<Saw>> {
    let saw = seat.ask(move |workspace| workspace.writer.look(id).wait()).await?;
    saw.ok_or(PageError::NotFound)
}

#[derive(Debug, Deserialize)]
struct Call {
    key: String,
    #[serde(default)]
    back: String,
    outcome: String,
    /// Where in its page the form stands.
    #[serde(default)]
    paso: String,
    /// What of their calls was known when the page was made.
    #[serde(default)]
    seen: String,
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
    let again = Again {
        cause: "date".to_owned(),
        panel: form.paso.clone(),
        outcome: form.outcome.clone(),
        text: form.text.clone(),
        date: form.next_date.clone(),
        time: form.next_time.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    again.or(&seat, id, called(&seat, id, form)).await
}

async fn called(seat: &Seat, id: ContactId, form: Call) -> PageResult {
    let w = &seat.words;
    let outcome = Outcome::with_id(&form.outcome)
        .ok_or_else(|| PageError::Wrong(w.t("deed-outcome-wrong")))?;
    let planned = Planned {
        next_what: form.next_what,
        next_date: form.next_date,
        next_time: form.next_time,
        ..Planned::default()
    };
    let default = if outcome == Outcome::Booked { runtime::queue::MEETING } else { "call" };
    let saw = look(seat, id).await?;
    still(seat, &saw, &form.seen, &form.key).await?;
    let mut next = planned.step(default, &saw, seat)?;
    if next.is_none() {
        next = cadence::following(&saw, outcome, &form.text, default, &w.zone, seat.country());
    }
    let deed = Deed::Called { outcome, text: form.text, next };
    act(seat, id, deed, Way { key: form.key, back: form.back }).await
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

#[derive(Debug, Deserialize)]
struct Task {
    key: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    paso: String,
    /// A note that goes with it.
    #[serde(default)]
    text: String,
    #[serde(default)]
    next_what: String,
    next_date: String,
    #[serde(default)]
    next_time: String,
    #[serde(default)]
    next_text: String,
}

/// `POST /contactos/{id}/tareas`: what comes next, or the same put off.
async fn task(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Task>,
) -> PageResult {
    let again = Again {
        cause: "date".to_owned(),
        panel: form.paso.clone(),
        what: form.next_what.clone(),
        text: form.text.clone(),
        date: form.next_date.clone(),
        time: form.next_time.clone(),
        step: form.next_text.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    again.or(&seat, id, planned(&seat, id, form)).await
}

async fn planned(seat: &Seat, id: ContactId, form: Task) -> PageResult {
    let planned = Planned {
        next_what: form.next_what,
        next_date: form.next_date,
        next_time: form.next_time,
        next_text: form.next_text,
    };
    let saw = look(seat, id).await?;
    let next = planned.step("call", &saw, seat)?;
    let next = next.ok_or_else(|| PageError::Wrong(seat.words.t("deed-date-missing")))?;
    let mut back = form.back;
    let deed = if form.text.trim().is_empty() {
        Deed::Planned { next }
    } else {
        let named = named(seat, &form.text).await?;
        back = named.said_unknown(back);
        Deed::Noted { text: form.text, mentions: named.told, next: Some(next) }
    };
    act(seat, id, deed, Way { key: form.key, back }).await
}

#[derive(Debug, Deserialize)]
struct Seen {
    key: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    mention: Option<String>,
    /// When what is done was planned for: by then the page may be of before it changed.
    #[serde(default)]
    planned: String,
}

/// `POST /contactos/{id}/hecho`: what was planned is done, or a mention was read. What was done
/// leaves no open lead without a next step: the cadence's comes behind it.
async fn done(
    seat: Can<Work>,
    Path(id): Path<ContactId>,
    Posted(form): Posted<Seen>,
) -> PageResult {
    // Of Hoy it is the form of outcomes that says why not, of a contact's page that of notes.
    let panel = if form.back.starts_with("/hoy") { "" } else { "nota" };
    let again = Again { panel: panel.to_owned(), back: form.back.clone(), ..Again::default() };
    again.or(&seat, id, done_with(&seat, id, form)).await
}

async fn done_with(seat: &Seat, id: ContactId, form: Seen) -> PageResult {
    let way = Way { key: form.key, back: form.back };
    let mention = form.mention.filter(|mention| !mention.is_empty());
    if mention.is_some() {
        return act(seat, id, Deed::Done { mention, step: None, next: None }, way).await;
    }
    let saw = look(seat, id).await?;
    let planned = saw.card.desk.next.as_ref().map(|next| next.at.to_string());
    if !form.planned.is_empty() && planned != Some(form.planned) {
        unless_repeated(seat, &saw, &way.key).await?;
    }
    let (next, step) = cadence::after_done(&saw.agreement, &saw.card, saw.now).unzip();
    act(seat, id, Deed::Done { mention, step, next }, way).await
}

#[derive(Debug, Deserialize)]
struct Declined {
    key: String,
    #[serde(default)]
    back: String,
    reason: String,
    #[serde(default)]
    paso: String,
    #[serde(default)]
    seen: String,
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
    let again = Again {
        cause: if form.lacks_text() { "note" } else { "until" }.to_owned(),
        panel: form.paso.clone(),
        what: form.reason.clone(),
        text: form.note.clone(),
        until: form.until.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    again.or(&seat, id, declined(&seat, id, form)).await
}

impl Declined {
    /// Whether its reason asks for words that it does not have.
    fn lacks_text(&self) -> bool {
        matches!(self.reason.as_str(), "otro" | "other") && self.note.trim().is_empty()
    }
}

async fn declined(seat: &Seat, id: ContactId, form: Declined) -> PageResult {
    let w = &seat.words;
    let saw = look(seat, id).await?;
    still(seat, &saw, &form.seen, &form.key).await?;
    let note = form.note.trim();
    if form.reason.is_empty() {
        return Err(PageError::Wrong(w.t("deed-reason-missing")));
    }
    if form.lacks_text() {
        return Err(PageError::Wrong(w.t("deed-reason-text")));
    }
    let until = if form.until.is_empty() { None } else { Some(moment(&form.until, "", w)?) };
    let note = (!note.is_empty()).then(|| note.to_owned());
    let deed = Deed::Declined { reason: form.reason, until, note };
    act(seat, id, deed, Way { key: form.key, back: form.back }).await
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
    let again = Again {
        cause: "evidence".to_owned(),
        panel: "etapa".to_owned(),
        what: form.to.clone(),
        text: form.evidence.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    again.or(&seat, id, staged(&seat, id, form)).await
}

async fn staged(seat: &Seat, id: ContactId, form: Staged) -> PageResult {
    let evidence = Some(form.evidence).filter(|evidence| !evidence.trim().is_empty());
    // To accept says enough; what else is done by hand says why.
    let agreement = seat.ask(|workspace| workspace.writer.agreement().wait()).await?;
    let sal = agreement.stage_counting_as(StandardStage::Sal);
    if evidence.is_none() && agreement.stage_index(&form.to) != sal {
        return Err(PageError::Wrong(seat.words.t("stage-evidence-missing")));
    }
    let deed = Deed::Moved { to: form.to, evidence };
    act(seat, id, deed, Way { key: form.key, back: form.back }).await
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
    let again = Again {
        panel: "responsable".to_owned(),
        what: form.to.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    let deed = Deed::Assigned { to: form.to };
    again.or(&seat, id, act(&seat, id, deed, Way { key: form.key, back: form.back })).await
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
    let again = Again {
        cause: "evidence".to_owned(),
        panel: "permiso".to_owned(),
        what: form.purpose.clone(),
        outcome: form.given.clone(),
        text: form.evidence.clone(),
        back: form.back.clone(),
        ..Again::default()
    };
    let (is_given, evidence) = (form.given == "yes", form.evidence);
    let deed = match Basis::with_id(&form.purpose) {
        Some(basis) => Deed::Based { basis, stands: is_given, evidence },
        None => Deed::Consented { purpose: form.purpose, is_given, evidence },
    };
    again.or(&seat, id, act(&seat, id, deed, Way { key: form.key, back: form.back })).await
}
