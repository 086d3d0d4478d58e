//! What happened: with one contact, in the whole workspace, and what it moved.

use axum::Json;
use axum::routing::get;
use engine::text::fold;
use engine::time::{Span, Timestamp};
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::timeline::{Line, Part, Stand};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ids::{BatchId, ContactId};
use store::workspace::pages::{Found, Moves, Searched};
use store::workspace::rows::{EventRow, MoveRow};
use store::workspace::screens::{Breakdown, Filter};

use super::act::{Event, Transition};
use super::asked::{Asked, Id, Paged, limit};
use super::caller::Caller;
use super::cursor;
use super::moment::Moment;
use super::operation::Operation;
use super::problem::ApiResult;
use crate::finding;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/contacts/{id}/timeline", get(timeline))
            .says("Everything that happened with a contact and was said, newest first")
            .asks::<Paged>()
            .answers::<Timeline>(200),
        Operation::get("/api/v1/events", get(events))
            .says("What came in, newest first: all of it, or what holds a text")
            .asks::<EventsQuery>()
            .answers::<Events>(200),
        Operation::get("/api/v1/transitions", get(transitions))
            .says("Moves between stages and states, newest first")
            .asks::<TransitionsQuery>()
            .answers::<Transitions>(200),
    ]
}

/// A page of a contact's history.
#[derive(Debug, Serialize, JsonSchema)]
struct Timeline {
    timeline: Vec<Told>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
}

/// A line of a history.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schemars(rename = "TimelineLine")]
enum Told {
    /// Something happened.
    Event(Event),
    /// The contact was moved.
    Transition(Transition),
}

async fn timeline(
    caller: Caller,
    Id(id): Id<ContactId>,
    Asked(query): Asked<Paged>,
) -> ApiResult<Json<Timeline>> {
    let limit = limit(query.limit)?;
    let saw = caller.contact(id).await?;
    let name = caller.list("timeline", &saw.id);
    let before: Option<(i64, u64, bool, u32)> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let before: Option<Stand> = before.map(|(at, position, is_move, ordinal)| {
        (Timestamp::from_micros(at), position, is_move, ordinal)
    });
    let (lines, is_more) = caller
        .ask(move |workspace| workspace.timeline_before(&saw, Part::All, before, limit))
        .await?;
    let last = lines.last().filter(|_| is_more).map(Line::stand);
    let last = last.and_then(|(at, position, is_move, ordinal)| {
        cursor::seal(&name, &(at.micros(), position, is_move, ordinal))
    });
    let timeline = lines.iter().map(|line| match line {
        Line::Happened(row) => Told::Event(Event::of(row)),
        Line::Moved(row) => Told::Transition(Transition::of(row)),
    });
    Ok(Json(Timeline { timeline: timeline.collect(), cursor: last }))
}

/// Which events.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct EventsQuery {
    /// Those that hold this text, accents and case aside. The id of an event, a contact, an import
    /// or a message, an address and a telephone are found by index.
    q: Option<String>,
    /// How many at most, from 1 to 200; 50 where left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// A page of what came in.
#[derive(Debug, Serialize, JsonSchema)]
struct Events {
    /// Fewer than asked for, or none, where a search for a text takes long.
    events: Vec<Event>,
    /// Where the search goes on; null at the end.
    cursor: Option<String>,
}

/// How long one page searches.
const SEARCH_LASTS: Span = Span::from_micros(100_000);

async fn events(caller: Caller, Asked(query): Asked<EventsQuery>) -> ApiResult<Json<Events>> {
    let limit = limit(query.limit)?;
    let q = query.q.unwrap_or_default().trim().to_owned();
    let name = caller.list("events", &q);
    let before: Option<u64> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    let country = caller.country().to_owned();
    let found = caller.ask(move |workspace| match by_index(workspace, &q, &country)? {
        Some(positions) => picked(workspace, positions, before, limit),
        None => searched(workspace, &q, before, limit),
    });
    let found = found.await?;
    Ok(Json(Events {
        events: found.events.iter().map(Event::of).collect(),
        cursor: found.reached.and_then(|position| cursor::seal(&name, &position)),
    }))
}

/// The places in the log that an id, an address or a telephone leads to; `None` where the text is
/// no such thing, or leads nowhere.
fn by_index(
    workspace: &Workspace,
    q: &str,
    country: &str,
) -> Result<Option<Vec<u64>>, RuntimeError> {
    let mut positions: Vec<u64> = Vec::new();
    let mut contacts: Vec<ContactId> = Vec::new();
    if let Ok(position) = q.parse::<u64>() {
        positions.push(position);
    }
    if let Ok(id) = q.parse::<ContactId>() {
        contacts.push(id);
    }
    if let Some(key) = finding::email(q) {
        contacts.extend(workspace.writer.find(key).wait()?);
    }
    let is_number = q.chars().filter(char::is_ascii_digit).count() >= PHONE_DIGITS_MIN
        && q.chars().all(|c| c.is_ascii_digit() || "+ -()./".contains(c));
    if let Some(key) = finding::phone(q, country).filter(|_| is_number) {
        contacts.extend(workspace.writer.find(key).wait()?);
    }
    for id in contacts {
        if let Some(saw) = workspace.writer.look(id).wait()? {
            positions.extend(&saw.card.history);
        }
    }
    if let Ok(id) = q.parse::<BatchId>()
        && let Ok(batch) = workspace.batch(id)
    {
        let after = batch.report.map_or(0, |report| report.after);
        let rows = workspace.read(|read| Ok(read.events_of_batch(id, after)?))?;
        positions.extend(rows.iter().map(|row| row.event.position));
    }
    positions.extend(by_message(workspace, q)?);
    positions.sort_unstable();
    positions.dedup();
    Ok((!positions.is_empty()).then_some(positions))
}

/// Digits that a telephone has at least.
const PHONE_DIGITS_MIN: usize = 7;
/// Sources among which the id of a message is looked up.
const SOURCES_MAX: usize = 100;

/// Where messages with an id stand, of whichever source.
fn by_message(workspace: &Workspace, id: &str) -> Result<Vec<u64>, RuntimeError> {
    if id.is_empty() {
        return Ok(Vec::new());
    }
    let told = workspace.read(|read| Ok(read.count_by(Breakdown::Source, &Filter::default())?))?;
    let told = told.into_iter().map(|(source, _)| source).take(SOURCES_MAX);
    let sources: Vec<String> = told.chain([runtime::acts::SOURCE.to_owned()]).collect();
    workspace.writer.places(sources.iter().map(|source| (source.as_str(), id))).wait()
}

/// A page of the events at these places, newest first.
fn picked(
    workspace: &Workspace,
    mut positions: Vec<u64>,
    before: Option<u64>,
    limit: usize,
) -> Result<Found, RuntimeError> {
    positions.retain(|position| before.is_none_or(|before| *position < before));
    positions.reverse();
    let is_more = positions.len() > limit;
    positions.truncate(limit);
    let rows = workspace.read(|read| Ok(read.events_at(&positions)?))?;
    let reached = positions.last().copied().filter(|_| is_more);
    let events: Vec<EventRow> =
        rows.into_iter().filter(|row| row.name() != "time_passed").collect();
    Ok(Found { events, reached })
}

/// A page of the events that hold a text, looked for as long as a page may take.
fn searched(
    workspace: &Workspace,
    q: &str,
    before: Option<u64>,
    limit: usize,
) -> Result<Found, RuntimeError> {
    let wanted = fold(q);
    let until = workspace.now() + SEARCH_LASTS;
    let holds = |row: Searched<'_>| {
        wanted.is_empty()
            || [row.name, row.source, row.message_id, row.who, row.body]
                .into_iter()
                .any(|text| fold(text).contains(&wanted))
    };
    workspace
        .read(|read| Ok(read.search_events(before, limit, holds, || workspace.now() >= until)?))
}

/// Which moves.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct TransitionsQuery {
    /// At or after this moment.
    since: Option<Moment>,
    /// Before this moment.
    until: Option<Moment>,
    /// From this stage, by its id.
    from: Option<String>,
    /// To this stage, by its id.
    to: Option<String>,
    /// How many, from 1 to 200; 50 where left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// A page of moves.
#[derive(Debug, Serialize, JsonSchema)]
struct Transitions {
    transitions: Vec<Transition>,
    /// Where the next page begins; null at the end.
    cursor: Option<String>,
}

async fn transitions(
    caller: Caller,
    Asked(query): Asked<TransitionsQuery>,
) -> ApiResult<Json<Transitions>> {
    let limit = limit(query.limit)?;
    let mut moves = Moves {
        since: query.since.map(|at| at.0),
        until: query.until.map(|at| at.0),
        from: query.from,
        to: query.to,
        before: None,
    };
    let name = caller.list("transitions", &moves);
    let before: Option<(i64, u64, u32)> =
        query.cursor.as_deref().map(|cursor| cursor::open(&name, cursor)).transpose()?;
    moves.before =
        before.map(|(at, position, ordinal)| (Timestamp::from_micros(at), position, ordinal));
    let rows = caller
        .ask(move |workspace| workspace.read(|read| Ok(read.moves_before(&moves, limit + 1)?)));
    let mut rows: Vec<MoveRow> = rows.await?;
    let is_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows
        .last()
        .filter(|_| is_more)
        .and_then(|row| cursor::seal(&name, &(row.moved.at.micros(), row.position, row.ordinal)));
    let transitions = rows.iter().map(Transition::of).collect();
    Ok(Json(Transitions { transitions, cursor: last }))
}
