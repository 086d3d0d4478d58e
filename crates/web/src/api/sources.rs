//! Sources, as programs read and change them: the same as the page Fuentes.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use engine::said::Said as Words;
use engine::time::Span;
use runtime::criba::Criba;
use runtime::sources::{About, FieldMap, Kind, NewSource, SecondNames, Seen, State, Way};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::asked::Id;
use super::caller::{Caller, May};
use super::moment::Moment;
use super::once::{Sent, created, done};
use super::operation::Operation;
use super::problem::{ApiResult, Problem};
use crate::ingest::second_name;
use crate::seat::Administer;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/sources", get(index))
            .says("Every way by which something comes in, with how it does")
            .answers::<Sources>(200),
        Operation::post("/api/v1/sources", post(create))
            .needs::<Administer>()
            .says("Makes a webhook; what was made for it is answered this once")
            .takes::<New>()
            .answers::<Made>(201),
        Operation::get("/api/v1/sources/{source}", get(show))
            .says("A source, by its name in the log")
            .answers::<Source>(200),
        Operation::put("/api/v1/sources/{source}", put(update))
            .needs::<Administer>()
            .says("Changes what a source is called, who looks after it, whether it is taken, and what its fields or its events are")
            .takes::<Changed>()
            .answers::<Source>(200),
        Operation::delete("/api/v1/sources/{source}", delete(remove))
            .needs::<Administer>()
            .says("Takes a webhook away, with what waits of it; what it told stays")
            .answers::<Gone>(200),
        Operation::get("/api/v1/sources/{source}/names", get(names))
            .says("The names under which a key's latest 10,000 events were told, and what each is for the agreement")
            .answers::<Names>(200),
        Operation::post("/api/v1/sources/{source}/rotation", post(rotate))
            .needs::<Administer>()
            .says("Gives a source another secret or key; the one before counts for a while")
            .takes::<Rotation>()
            .answers::<Made>(200),
        Operation::get("/api/v1/sources/{source}/quarantine", get(quarantine))
            .says("The newest that wait of a source, as they came")
            .answers::<Quarantine>(200),
        Operation::post("/api/v1/sources/{source}/replay", post(replay))
            .needs::<Administer>()
            .says("Reads again what waits of a source: all of it, or one")
            .takes::<Replay>()
            .answers::<Replayed>(200),
    ]
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Sources {
    sources: Vec<Source>,
    /// Always null: all are answered at once.
    cursor: Option<String>,
}

/// A source with how it does.
#[derive(Debug, Serialize, JsonSchema)]
struct Source {
    /// Its name in the log, by which events and agreements name it.
    source: String,
    /// What people call it.
    name: String,
    /// `key`, `form`, `lists`, or the kind of a webhook.
    kind: String,
    /// Where it sends to, from the address of the server on; null where it sends nowhere by itself.
    path: Option<String>,
    /// `works`, `slow`, `stopped`, `expired` or `unused`.
    state: String,
    /// Whether it is silent against its own rhythm, or signs with what counts no more.
    alarming: bool,
    /// How long it usually takes until something comes, in seconds; null where it has no rhythm yet.
    usual_seconds: Option<i64>,
    /// When something last came.
    last_at: Option<Moment>,
    /// Events of each of the last 24 hours, the present one last.
    last_day: Vec<u32>,
    /// Events since they are counted.
    events: u64,
    /// Deliveries that wait.
    waiting: u64,
    /// What came well signed and is told nobody, by why.
    ignored: Vec<Ignored>,
    /// Who looks after it: an address, or null.
    owner: Option<String>,
    /// Since when nothing is taken of it.
    disabled_at: Option<Moment>,
    /// Until when the secret before counts too.
    previous_until: Option<Moment>,
}

impl Source {
    fn of(seen: &Seen, caller: &Caller) -> Source {
        let (kind, path) = match &seen.way {
            Way::Keys(_) => ("key".to_owned(), Some("/v1".to_owned())),
            Way::Hook(kind, row) => (kind.id().to_owned(), Some(format!("/hooks/{}", row.slug))),
            Way::Form { slug, .. } => {
                let name = runtime::forms::public_name(caller.workspace().row.id, slug);
                ("form".to_owned(), Some(format!("/f/{name}")))
            }
            Way::Lists => ("lists".to_owned(), None),
        };
        let now = caller.now();
        let row = match &seen.way {
            Way::Hook(_, row) => Some(row),
            _ => None,
        };
        let of_keys = match &seen.way {
            Way::Keys(keys) => keys.iter().filter_map(|key| key.expires_at).max(),
            _ => None,
        };
        let previous = row.and_then(|row| row.previous_until).or(of_keys);
        Source {
            source: seen.source.clone(),
            name: seen.name().to_owned(),
            kind,
            path,
            state: seen.state.id().to_owned(),
            alarming: State::is_alarming(seen.state),
            usual_seconds: seen
                .rhythm
                .as_ref()
                .map(|rhythm| rhythm.usual.micros() / Span::SECOND.micros()),
            last_at: seen.arrivals.last_at.map(Moment),
            last_day: seen.arrivals.day(now).to_vec(),
            events: seen.arrivals.events,
            waiting: seen.waiting,
            ignored: seen
                .arrivals
                .ignored
                .iter()
                .map(|(why, of)| Ignored {
                    why: why.clone(),
                    count: of.count,
                    last_at: Moment(of.last_at),
                })
                .collect(),
            owner: Some(seen.about.owner.clone()).filter(|owner| !owner.is_empty()),
            disabled_at: row.and_then(|row| row.disabled_at).map(Moment),
            previous_until: previous.filter(|until| *until > now).map(Moment),
        }
    }
}

/// What came of a source, was theirs and is told nobody.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "IgnoredDeliveries")]
struct Ignored {
    /// Why: a word that stays, such as `tried_again`, or the provider's name of its kind behind one,
    /// as in `event deferred`.
    why: String,
    count: u64,
    last_at: Moment,
}

/// A source to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "NewSource")]
#[serde(deny_unknown_fields)]
struct New {
    /// `meta`, `whatsapp`, `google_ads`, `calendly`, `calcom`, `typeform`, `tally`, `brevo`,
    /// `sendgrid`, `mailgun`, `postmark`, `ses`, `twilio`, `aircall`, `form` or `json`.
    kind: String,
    /// Its part of the path, and its name in the log.
    name: String,
    /// What the provider signs with; one is made where the receiver chooses.
    #[serde(default)]
    secret: Option<String>,
    /// What the provider shows when it is set up; of Amazon SES, the ARN of the topic.
    #[serde(default)]
    verify_token: Option<String>,
    /// Where a browser that sent a form may go.
    #[serde(default)]
    thanks: Vec<String>,
}

/// What was made for a source.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MadeSource")]
struct Made {
    /// Its name in the log.
    source: String,
    /// Where it sends to.
    path: String,
    /// The secret or key, where it was made here.
    secret: Option<String>,
    /// The verify token, where it was made here.
    verify_token: Option<String>,
    /// Until when the one before counts too.
    previous_until: Option<Moment>,
}

/// What is changed of a source; what is left out stays.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "SourceChanges")]
#[serde(default, deny_unknown_fields)]
struct Changed {
    /// What people call it; empty for its name in the log.
    name: Option<String>,
    /// Who looks after it: the address of somebody of the workspace, or empty.
    owner: Option<String>,
    /// Whether what it sends is taken.
    enabled: Option<bool>,
    /// What its fields are, of a form of a page and of JSON.
    fields: Option<Fields>,
    /// What the events are that are told with a key: by the name as it comes, the name of an event
    /// that agreements know, or `-` for none. What is not named is as Criba knows it; these replace
    /// what was said before.
    names: Option<BTreeMap<String, String>>,
}

/// The names of what a key tells.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourceNames")]
struct Names {
    names: Vec<Name>,
    /// Always null: all are answered at once.
    cursor: Option<String>,
}

/// A name under which events are told.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourceName")]
struct Name {
    /// As it comes.
    name: String,
    /// How many of the latest events have it.
    events: u64,
    /// Its second name, which conditions match as well; null where it has none.
    #[serde(rename = "is")]
    second: Option<String>,
    /// Whether somebody said so.
    said: bool,
}

/// What the fields of a source are.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "SourceFields")]
#[serde(default, deny_unknown_fields)]
struct Fields {
    /// What each delivery is, by the name of an event; empty where it says so itself.
    event: String,
    /// By its name as it comes, what each is: a field or a trait, `event.product` and its like, or
    /// `-` to leave it out. What is not named is guessed.
    fields: BTreeMap<String, String>,
}

/// A source that is no more.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RemovedSource")]
struct Gone {
    source: String,
}

/// How a secret or a key is changed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// For how many hours the one before counts too; 2,160 at most.
    hours: u32,
    /// The other secret, where the provider has it.
    #[serde(default)]
    secret: Option<String>,
}

/// What waits of a source.
#[derive(Debug, Serialize, JsonSchema)]
struct Quarantine {
    deliveries: Vec<Waiting>,
    /// Always null: the newest hundred are answered.
    cursor: Option<String>,
}

/// A delivery that waits.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "WaitingDelivery")]
struct Waiting {
    id: i64,
    received_at: Moment,
    /// Why, in a word that stays: `nobody`, `no_json`, `needs_fetch`, …
    why: String,
    content_type: String,
    /// What came, as text.
    raw: String,
}

/// Which of what waits is read again.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Replay {
    /// One of them; all where left out.
    id: Option<i64>,
}

/// What reading again came to.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReplayedDeliveries")]
struct Replayed {
    /// Events that were told.
    taken: u64,
    /// Events that were known already.
    known: u64,
    /// Things that are told nobody.
    ignored: u64,
    /// Deliveries that go on waiting.
    kept: u64,
}

/// Deliveries that are answered at once.
const WAITING_MAX: usize = 100;

async fn index(caller: Caller) -> ApiResult<Json<Sources>> {
    let seen = caller.ask_criba(Criba::sources_seen).await?;
    let sources = seen.iter().map(|seen| Source::of(seen, &caller)).collect();
    Ok(Json(Sources { sources, cursor: None }))
}

async fn found(caller: &Caller, source: String) -> ApiResult<Source> {
    let seen = caller.ask_criba(move |criba, id| criba.source_seen(id, &source)).await?;
    Ok(Source::of(&seen, caller))
}

async fn show(caller: Caller, Id(source): Id<String>) -> ApiResult<Json<Source>> {
    Ok(Json(found(&caller, source).await?))
}

async fn create(caller: May<Administer>, sent: Sent<New>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let New { kind, name, secret, verify_token, thanks } = body;
        let kind = Kind::with_id(&kind).ok_or_else(|| {
            let kinds: Vec<&str> = Kind::all().map(Kind::id).collect();
            let kinds = kinds.join(", ");
            Problem::field(
                "/kind",
                Words::new(
                    format!("no hay fuentes «{kind}»; hay que escribir una de estas: {kinds}"),
                    format!("there are no sources «{kind}»; write one of these: {kinds}"),
                ),
            )
        })?;
        let source = name.clone();
        let made = caller.ask_criba(move |criba, workspace| {
            let (slug, secret) = (name, secret);
            criba.add_source(NewSource { workspace, kind, slug, secret, verify_token, thanks })
        });
        let made = made.await?;
        let (path, secret, verify_token) = (made.path, made.secret, made.verify_token);
        created(Made { source, path, secret, verify_token, previous_until: None })
    });
    answer.await
}

async fn update(caller: May<Administer>, Id(source): Id<String>, sent: Sent<Changed>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let owner = match body.owner {
            Some(owner) if !owner.trim().is_empty() => {
                Some(caller.person(&owner).await?.person.email)
            }
            said => said,
        };
        let name = source.clone();
        let (called, enabled, fields) = (body.name, body.enabled, body.fields);
        let names = body.names.map(SecondNames);
        let changed = caller.ask_criba(move |criba, id| {
            let seen = criba.source_seen(id, &name)?;
            let about = About {
                name: called.unwrap_or(seen.about.name),
                owner: owner.unwrap_or(seen.about.owner),
            };
            criba.workspace(id)?.say_of_source(&name, about)?;
            if let Some(is_on) = enabled {
                criba.source_of(id, &name)?;
                criba.turn_source(&name, is_on)?;
            }
            if let Some(Fields { event, fields }) = fields {
                criba.say_fields(id, &name, &FieldMap { event, fields })?;
            }
            if let Some(names) = names {
                criba.say_names(id, &name, &names)?;
            }
            Ok(())
        });
        changed.await?;
        done(found(&caller, source.clone()).await?)
    });
    answer.await
}

async fn names(caller: Caller, Id(source): Id<String>) -> ApiResult<Json<Names>> {
    let (came, said) = caller
        .ask_criba(move |criba, id| {
            criba.source_seen(id, &source)?;
            let workspace = criba.workspace(id)?;
            Ok((workspace.names_came(&source)?, workspace.second_names(&source)?))
        })
        .await?;
    let is_new = |name: &&String| came.iter().all(|one| one.name != **name);
    let new = said.0.keys().filter(is_new).map(|name| (name.clone(), 0));
    let all = came.iter().map(|one| (one.name.clone(), one.events)).chain(new);
    let names = all.map(|(name, events)| Name {
        second: said.of(&name).unwrap_or_else(|| second_name(&name)).map(str::to_owned),
        said: said.of(&name).is_some(),
        name,
        events,
    });
    Ok(Json(Names { names: names.collect(), cursor: None }))
}

async fn remove(caller: May<Administer>, Id(source): Id<String>, sent: Sent<()>) -> Response {
    let answer = sent.once.answer(&caller, async |_| {
        let name = source.clone();
        caller.ask_criba(move |criba, id| criba.remove_source(id, &name)).await?;
        done(Gone { source: source.clone() })
    });
    answer.await
}

async fn rotate(caller: May<Administer>, Id(source): Id<String>, sent: Sent<Rotation>) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let (name, wait) = (source.clone(), Span::HOUR.times(i64::from(body.hours)));
        let made = caller.ask_criba(move |criba, id| {
            let seen = criba.source_seen(id, &name)?;
            match &seen.way {
                Way::Keys(_) => {
                    let called = name.strip_prefix("v1:").unwrap_or(&name);
                    let (key, until) = criba.rotate_key(id, called, wait)?;
                    Ok(("/v1".to_owned(), Some(key), until))
                }
                _ => {
                    let (made, until) = criba.rotate_source(id, &name, body.secret, wait)?;
                    Ok((made.path, made.secret, until))
                }
            }
        });
        let (path, secret, until) = made.await?;
        let previous_until = Some(Moment(until));
        done(Made { source: source.clone(), path, secret, verify_token: None, previous_until })
    });
    answer.await
}

async fn quarantine(caller: Caller, Id(source): Id<String>) -> ApiResult<Json<Quarantine>> {
    let kept = caller
        .ask_criba(move |criba, id| {
            let row = criba.source_of(id, &source)?;
            Ok(criba.house().kept_newest(row.id, WAITING_MAX)?)
        })
        .await?;
    let deliveries = kept.into_iter().map(|row| Waiting {
        id: row.id,
        received_at: Moment(row.received_at),
        why: row.why,
        content_type: row.content_type,
        raw: String::from_utf8_lossy(&row.raw).into_owned(),
    });
    Ok(Json(Quarantine { deliveries: deliveries.collect(), cursor: None }))
}

async fn replay(
    caller: May<Administer>,
    Id(source): Id<String>,
    sent: Sent<Option<Replay>>,
) -> Response {
    let Sent { body, once } = sent;
    let answer = once.answer(&caller, async |_| {
        let (name, one) = (source.clone(), body.unwrap_or_default().id);
        let read = caller.ask_criba(move |criba, id| {
            criba.source_of(id, &name)?;
            criba.read_again(&name, one)
        });
        let told = read.await?.get("told").cloned().unwrap_or_default();
        let told: Replayed =
            serde_json::from_value(told).map_err(|error| Problem::Failed(error.to_string()))?;
        done(told)
    });
    answer.await
}
