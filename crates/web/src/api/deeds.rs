//! What people do with a contact, told by a program: through the same call as their pages.

use axum::response::Response;
use axum::routing::{delete, post};
use engine::contact::bases::Basis;
use engine::said::Said;
use runtime::acts::{By, Deed, OUTCOMES, Outcome};
use runtime::card::Next;
use runtime::writer::Became;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;

use super::asked::{Asked, Id};
use super::caller::{Caller, May};
use super::moment::Moment;
use super::once::{Answer, KnownBy, Sent, created, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use super::row::{Step, known};
use crate::seat::{Edit, Work};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/api/v1/contacts/{id}/stage", post(stage))
            .needs::<Work>()
            .says("Moves a contact to a stage by hand, or puts it aside with a reason")
            .takes::<Stage>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/notes", post(note))
            .needs::<Work>()
            .says("Writes something down about a contact")
            .takes::<Note>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/calls", post(call))
            .needs::<Work>()
            .says("Tells how an attempt to reach a contact by telephone went")
            .takes::<Call>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/consent", post(consent))
            .needs::<Work>()
            .says("Tells that a contact gave or withdrew consent, or of another legal basis, and how that is known")
            .takes::<Consent>()
            .answers::<Told>(201),
        Operation::post("/api/v1/contacts/{id}/join", post(join))
            .needs::<Edit>()
            .says("Joins two contacts that are one person; it can be undone")
            .takes::<Join>()
            .answers::<Joined>(201),
        Operation::delete("/api/v1/joins/{id}", delete(unjoin))
            .needs::<Edit>()
            .says("Undoes a join: both contacts are there again")
            .asks::<UnjoinQuery>()
            .answers::<Joined>(200),
    ]
}

/// What was told.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Done")]
pub(super) struct Told {
    /// The contact; the one that it was joined into, where it was joined.
    contact: String,
    /// The events that it stands in the log as.
    events: Vec<String>,
    /// The contact's stage now.
    stage: String,
    /// What comes next with the contact now.
    next: Option<Step>,
}

/// A move by hand: to a stage, or aside with a reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Stage {
    /// The stage's id.
    #[serde(default)]
    to: Option<String>,
    /// Instead of a stage: the id of a reason of the agreement for saying no.
    #[serde(default)]
    reason: Option<String>,
    /// With a reason: when the contact comes back.
    #[serde(default)]
    until: Option<Moment>,
    /// The address of the person who does it; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
    /// Why: what was seen, in their words.
    #[serde(default)]
    why: Option<String>,
}

async fn stage(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Stage>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(body.by.as_deref()).await?;
        let why = body.why.and_then(|why| known(why.trim().to_owned()));
        let deed = match (body.to, body.reason) {
            (Some(to), None) => Deed::Moved { to, evidence: why },
            (None, Some(reason)) => {
                Deed::Declined { reason, until: body.until.map(|at| at.0), note: why }
            }
            (None, None) => {
                return Err(Problem::field(
                    "/to",
                    Said::new(
                        "falta; hay que decir la etapa en to o el motivo en reason",
                        "it is missing; say the stage in to or the reason in reason",
                    ),
                ));
            }
            (Some(_), Some(_)) => {
                return Err(Problem::field(
                    "/reason",
                    Said::new(
                        "no va con to; hay que decir uno de los dos",
                        "it does not go with to; say one of the two",
                    ),
                ));
            }
        };
        tell(&caller, id, deed, by, key).await
    });
    answer.await
}

/// A note.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Note {
    /// What.
    text: String,
    /// Whom it is for: addresses of people of the workspace, or `marketing` and `sales`.
    #[serde(default)]
    mentions: Vec<String>,
    /// What comes next.
    #[serde(default)]
    next: Option<Step>,
    /// The address of the person who writes it; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

async fn note(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Note>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        if body.text.trim().is_empty() {
            return Err(Problem::field(
                "/text",
                Said::new("está vacío; hay que escribir la nota", "it is empty; write the note"),
            ));
        }
        let by = caller.by(body.by.as_deref()).await?;
        let mut mentions: Vec<String> = Vec::with_capacity(body.mentions.len());
        for whom in body.mentions {
            match whom.as_str() {
                "marketing" | "sales" => mentions.push(whom),
                email => mentions.push(caller.person(email).await?.person.email),
            }
        }
        let deed = Deed::Noted { text: body.text, mentions, next: body.next.map(next) };
        tell(&caller, id, deed, by, key).await
    });
    answer.await
}

/// An attempt.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Call {
    /// `talked`, `no_answer`, `booked`, `call_back`, `voicemail`, `wrong_number`,
    /// `asked_not_to_be_called`, `no_show`, `already_customer` or `called_back`.
    outcome: String,
    /// What was said, in their words.
    #[serde(default)]
    text: String,
    /// What comes next; where left out, what the text says, or else as the cadence goes.
    #[serde(default)]
    next: Option<Step>,
    /// The address of the person who called; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

async fn call(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Call>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let outcome = Outcome::with_id(&body.outcome).ok_or_else(|| no_outcome(&body.outcome))?;
        let by = caller.by(body.by.as_deref()).await?;
        let saw = caller.contact(id).await?;
        let what = if outcome == Outcome::Booked { runtime::queue::MEETING } else { "call" };
        let zone = saw.agreement.time_zone();
        let country = caller.country();
        let following =
            || runtime::cadence::following(&saw, outcome, &body.text, what, zone, country);
        let next = body.next.map(next).or_else(following);
        tell(&caller, id, Deed::Called { outcome, text: body.text, next }, by, key).await
    });
    answer.await
}

fn no_outcome(id: &str) -> Problem {
    let known = OUTCOMES.map(Outcome::id).join(", ");
    Problem::field(
        "/outcome",
        Said::new(
            format!("«{id}» no es un resultado; los hay: {known}"),
            format!("«{id}» is no outcome; there are {known}"),
        ),
    )
}

/// Consent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Consent {
    /// The purpose or channel: `email`, `phone`, `whatsapp`, `profiling`, …; left out with `basis`.
    #[serde(default)]
    purpose: String,
    /// In place of the purpose, a legal basis that is not consent: `contract` or
    /// `legitimate_interest`.
    #[serde(default)]
    basis: Option<String>,
    /// Whether it was given or withdrawn; with `basis`, whether it stands or ended.
    given: bool,
    /// How it is known: where, when and in which words.
    #[serde(default)]
    evidence: String,
    /// The address of the person who tells it; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

async fn consent(caller: May<Work>, Id(id): Id<ContactId>, sent: Sent<Consent>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(body.by.as_deref()).await?;
        let deed = consented(body)?;
        tell(&caller, id, deed, by, key).await
    });
    answer.await
}

/// The deed that a body tells.
fn consented(body: Consent) -> ApiResult<Deed> {
    let wrong = |pointer, es, en| Err(Problem::field(pointer, Said::new(es, en)));
    if let Some(id) = body.basis {
        if !body.purpose.is_empty() {
            return wrong(
                "/basis",
                "va en lugar de purpose; hay que enviar solo uno de los dos".to_owned(),
                "it goes in place of purpose; send one of the two".to_owned(),
            );
        }
        let Some(basis) = Basis::with_id(&id) else {
            return wrong(
                "/basis",
                format!("«{id}» no es una base legal; es contract o legitimate_interest"),
                format!("«{id}» is no legal basis; it is contract or legitimate_interest"),
            );
        };
        if body.given && body.evidence.trim().is_empty() {
            return wrong(
                "/evidence",
                "falta; hay que decir cómo consta: qué, dónde y cuándo".to_owned(),
                "it is missing; say how it is known: what, where and when".to_owned(),
            );
        }
        return Ok(Deed::Based { basis, stands: body.given, evidence: body.evidence });
    }
    let purpose = body.purpose;
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if purpose.is_empty() || !purpose.chars().all(is_id) {
        return wrong(
            "/purpose",
            format!(
                "«{purpose}» no es un fin; hay que escribir email, phone, whatsapp o profiling"
            ),
            format!("«{purpose}» is no purpose; write email, phone, whatsapp or profiling"),
        );
    }
    Ok(Deed::Consented { purpose, is_given: body.given, evidence: body.evidence })
}

/// Does a deed, and says where the contact stands then.
pub(super) async fn tell(
    caller: &Caller,
    id: ContactId,
    deed: Deed,
    by: By,
    key: String,
) -> ApiResult<Answer<Told>> {
    let id = caller.contact(id).await?.id;
    let became = caller.ask(move |workspace| workspace.act(id, &deed, &by, &key)).await?;
    let events = positions(&became)?;
    let saw = caller.contact(id).await?;
    let standing = saw.card.contact.standings.first();
    created(Told {
        contact: saw.id.to_string(),
        events: events.iter().map(u64::to_string).collect(),
        stage: standing.map(|standing| standing.stage.clone()).unwrap_or_default(),
        next: saw.card.desk.next.as_ref().map(|next| Step {
            at: Moment(next.at),
            what: next.what.clone(),
            text: known(next.text.clone()),
        }),
    })
}

/// The places in the log of what was told; what the agreement refuses is said.
fn positions(became: &[Became]) -> ApiResult<Vec<u64>> {
    let mut positions: Vec<u64> = Vec::with_capacity(became.len());
    for one in became {
        match one {
            Became::Applied { position, .. } | Became::Repeated { position } => {
                positions.push(*position);
            }
            Became::Refused { why, .. } => return Err(Problem::Refused(why.clone())),
            Became::Kept { .. } | Became::Nowhere => return Err(Problem::Full),
        }
    }
    Ok(positions)
}

/// A step as a program says it.
pub(super) fn next(step: Step) -> Next {
    Next { at: step.at.0, what: step.what, text: step.text.unwrap_or_default() }
}

/// A join.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Join {
    /// The other contact's id: this one goes on with the events of both.
    other: String,
    /// The address of the person who says so; the key itself where left out.
    #[serde(default)]
    by: Option<String>,
}

/// What was joined, or is two again.
#[derive(Debug, Serialize, JsonSchema)]
struct Joined {
    /// The join's id, under which it can be undone.
    id: String,
    /// The contact that goes on with the events of both.
    contact: String,
    /// The other.
    other: String,
}

impl Joined {
    fn of(position: u64, contact: ContactId, other: ContactId) -> Joined {
        Joined { id: position.to_string(), contact: contact.to_string(), other: other.to_string() }
    }
}

async fn join(caller: May<Edit>, Id(id): Id<ContactId>, sent: Sent<Join>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |KnownBy { name: key, .. }| {
        let other: ContactId = body.other.parse().map_err(|_| Problem::NotFound)?;
        let by = caller.by(body.by.as_deref()).await?;
        let id = caller.contact(id).await?.id;
        let joined = caller.contact(other).await?.id;
        if joined == id {
            // They are one already: by this very call, where it was cut short before.
            let told = caller.ask(move |workspace| workspace.done_under(&key)).await?;
            let (position, _) = told.first().copied().ok_or(Problem::SameContact)?;
            return created(Joined::of(position, id, other));
        }
        let deed = Deed::Joined { other: joined };
        let became = caller.ask(move |workspace| workspace.act(id, &deed, &by, &key)).await?;
        let position = positions(&became)?.first().copied().ok_or(Problem::Full)?;
        created(Joined::of(position, id, joined))
    });
    answer.await
}

/// Who undoes a join.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct UnjoinQuery {
    /// The address of the person who says so; the key itself where left out.
    by: Option<String>,
}

async fn unjoin(
    caller: May<Edit>,
    Id(position): Id<u64>,
    Asked(query): Asked<UnjoinQuery>,
    sent: Sent<()>,
) -> Response {
    let answer = sent.once.answer(&caller, async |KnownBy { name: key, .. }| {
        let by = caller.by(query.by.as_deref()).await?;
        let undone = caller.ask(move |workspace| workspace.unjoin(position, &by, &key));
        let (contact, other) = undone.await?;
        done(Joined::of(position, contact, other))
    });
    answer.await
}
