//! The third depth of an explanation: the events themselves, and the clause that gave each line.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use axum::routing::get;
use engine::agreement::condition::Whose;
use engine::agreement::parse::parse;
use engine::agreement::sentences::{sentences, to_line};
use engine::agreement::{Document, Line as AgreementLine};
use engine::catalogue::also_named;
use engine::contact::mails::MACHINE_LIKELIHOOD_MAX;
use engine::event::Act;
use engine::step::Given;
use serde::Deserialize;
use serde_json::json;
use store::ids::ContactId;
use store::workspace::rows::{EventRow, VersionRow};

use super::lines::{Shown, aside, said_of, title};
use super::profile;
use super::sheet::{Reason, Sheet};
use super::translated::{Translated, translated};
use crate::address::Path;
use crate::error::{PageError, PageResult};
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::Words;
use runtime::acts::{key_of, permission};
use runtime::joins::joined_by_itself;
use runtime::likelihood::{Human, is_applied};
use runtime::people::Permission;
use runtime::retold::Again;
use runtime::timeline::Line;
use runtime::verdicts::{Verdict, given_to};
use runtime::voids::Void;
use runtime::writer::Saw;

pub(crate) fn routes(table: &mut Table) {
    table.get("/contactos/{id}/eventos/{position}", get(event));
    table.get("/contactos/{id}/porque/{rule}", get(rule));
}

/// An event as it came.
#[derive(Template)]
#[template(path = "contact/event.html")]
struct EventPage {
    shell: Shell,
    id: ContactId,
    position: u64,
    name: String,
    title: String,
    rows: Vec<(String, String)>,
    /// What it says, and of which piece of what came it was made.
    translated: Translated,
    given: Vec<(String, String, String)>,
    raw: String,
    /// What was kept of it, where it came from outside.
    kept: Option<String>,
    /// Whether it is a join that Criba made by itself, and the reader may part the two.
    is_partable: bool,
    /// The key under which it can still be undone, and of how many contacts.
    undo: Option<(String, u64)>,
    /// What the reader may say that did it, where it was judged otherwise.
    verdict: Option<&'static str>,
    /// What saying so last came to.
    changed: Vec<Changed>,
    /// That it was told again: where it stood before, or where it stands since.
    again: Again,
}

/// A contact that a new verdict touched.
struct Changed {
    id: ContactId,
    name: String,
    points: String,
    moves: Vec<Shown>,
    /// Whom they were given to meanwhile, in words.
    handoffs: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The event by which a verdict was revised just now.
    revisado: String,
}

async fn event(
    seat: Seat,
    Path((id, position)): Path<(ContactId, u64)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (saw, row, done, came, again) = seat
        .ask(move |workspace| {
            let saw = workspace.writer.look(id).wait()?;
            let row = workspace.events(&[position])?.remove(&position);
            let Some((saw, row)) = saw.zip(row) else { return Ok(None) };
            let came = workspace.came(position)?;
            let done = match key_of(&row.event) {
                Some(key) => workspace.done_under(key)?,
                None => Vec::new(),
            };
            Ok(Some((saw, row, done, came, workspace.told_again(position)?)))
        })
        .await?
        .ok_or(PageError::NotFound)?;
    // What counts no longer is shown where what stands for it is theirs.
    let is_theirs = |position: &u64| saw.card.history.contains(position);
    if !is_theirs(&position) && !again.after.as_ref().is_some_and(is_theirs) {
        return Err(PageError::NotFound);
    }
    let w = &seat.words;
    let shell = Shell::of(&seat, Nav::Contacts).await?;
    let name = Sheet::of(&saw, w).name;
    let translated = translated(&seat, &row, came.as_deref()).await?;
    let named = named(&seat, &saw, &row).await?;
    let given = row.given.iter().zip(named);
    let given =
        given.map(|(given, because)| (w.points(given.points), because, given.clause.to_string()));
    let is_done = done.iter().any(|(done, _)| *done == position);
    let contacts: BTreeSet<ContactId> = done.into_iter().map(|(_, contact)| contact).collect();
    let key = key_of(&row.event).filter(|_| is_done && seat.may(permission(&row.event.act)));
    page(&EventPage {
        undo: key.map(|key| (key.to_owned(), contacts.len() as u64)),
        id: saw.id,
        position,
        name,
        title: title(&row, w),
        rows: said(&row, w),
        given: given.collect(),
        translated,
        kept: came.as_ref().map(|_| raw(&row)),
        raw: came.map_or_else(|| raw(&row), |came| spread(&came)),
        verdict: Verdict::on(&row).filter(|_| seat.may(Permission::Edit)).map(|is| match is {
            Verdict::Person => "machine",
            Verdict::Machine => "person",
        }),
        changed: match asked.revisado.parse() {
            Ok(voided_by) => changed(&seat, voided_by).await?,
            Err(_) => Vec::new(),
        },
        again,
        is_partable: joined_by_itself(&row.event) && seat.may(Permission::Edit),
        shell,
    })
}

/// What each rule is called that the event gave points by, and of which line where that is not the
/// first; one that is no longer in force as it was called in the version that gave it.
async fn named(seat: &Seat, saw: &Saw, row: &EventRow) -> PageResult<Vec<String>> {
    let now = |given: &Given| rule_name(&saw.agreement.document, given);
    let mut names: Vec<Option<String>> = row.given.iter().map(now).collect();
    if names.iter().any(Option::is_none) {
        let versions = seat.ask(|workspace| workspace.read(|read| Ok(read.versions()?))).await?;
        let position = row.event.position;
        let was_in_force =
            |version: &&VersionRow| version.in_force_at.is_some() && version.position < position;
        if let Some(version) = versions.iter().rev().find(was_in_force).or(versions.first()) {
            let (document, _) = parse(&version.text);
            for (name, given) in names.iter_mut().zip(&row.given) {
                *name = name.take().or_else(|| rule_name(&document, given));
            }
        }
    }
    let named = names.into_iter().zip(&row.given);
    Ok(named.map(|(name, given)| name.unwrap_or_else(|| given.rule.to_string())).collect())
}

fn rule_name(document: &Document, given: &Given) -> Option<String> {
    let name_of = |line: &AgreementLine| {
        let rule = line.engagement.rules.iter().find(|rule| *rule.id == *given.rule)?;
        Some(rule.name.clone())
    };
    match document.lines.iter().find(|line| line.id == given.line) {
        Some(line) => Some(format!("{} ({})", name_of(&line.line)?, line.name)),
        None => name_of(&document.main),
    }
}

/// What a revised verdict did to whom, by the event that says so.
async fn changed(seat: &Seat, voided_by: u64) -> PageResult<Vec<Changed>> {
    let found = seat
        .ask(move |workspace| {
            let mut found = Vec::new();
            for one in workspace.touched_by(voided_by)? {
                let saw = workspace.writer.look(one.contact).wait()?;
                found.extend(saw.map(|saw| (saw, one)));
            }
            Ok(found)
        })
        .await?;
    let w = &seat.words;
    let changed = found.into_iter().map(|(saw, one)| {
        let moves = one.moves.into_iter().map(|row| Line::Moved(Box::new(row)));
        let (before, after) = (w.number(one.before), w.number(one.after));
        let handoffs = one.handoffs.iter().map(|row| {
            let (who, when) = (w.person(&given_to(row)), w.moment(row.event.at, saw.now));
            w.t2("verdict-handoff", "who", who, "when", when)
        });
        let handoffs = handoffs.collect();
        Changed {
            id: saw.id,
            name: Sheet::of(&saw, w).name,
            points: match one.before == one.after {
                true => w.t1("verdict-same", "after", after),
                false => w.t2("verdict-points", "before", before, "after", after),
            },
            handoffs,
            moves: moves.map(|line| Shown::of(&line, &saw.agreement, saw.now, w)).collect(),
        }
    });
    Ok(changed.collect())
}

fn said(row: &EventRow, w: &Words) -> Vec<(String, String)> {
    let event = &row.event;
    let moment = |at: engine::time::Timestamp| format!("{} {}", w.day(at), w.clock(at));
    let mut rows = vec![
        (w.t("event-at"), moment(event.at)),
        (w.t("event-known-at"), moment(event.known_at)),
        (w.t("event-source"), event.source.to_string()),
        (w.t("event-id"), event.message_id.to_string()),
        (w.t("event-name"), row.name().to_owned()),
    ];
    if let Act::Happened { properties, .. } = &event.act
        && let Some(second) = also_named(properties)
    {
        rows.push((w.t("event-also-named"), second.to_owned()));
    }
    if let Some(who) = &row.who {
        rows.push((w.t("event-who"), who.clone()));
    }
    if let Act::Voided { why, .. } = &event.act {
        let known = Void::of(why).map(|void| w.t(&format!("void-{}", void.id().replace('_', "-"))));
        rows.push((w.t("event-void"), known.unwrap_or_else(|| why.clone())));
    }
    let outcome = match aside(row, w) {
        Some(aside) => aside,
        None if is_applied(row) => w.t("event-applied"),
        None => row.outcome.clone(),
    };
    rows.push((w.t("event-outcome"), outcome));
    if Verdict::on(row).is_some() {
        rows.extend(Human::of(row).into_iter().flat_map(|human| who_did_it(&human, w)));
    }
    rows
}

/// How likely it is that a person did it, and what speaks against it.
fn who_did_it(human: &Human, w: &Words) -> Vec<(String, String)> {
    let likelihood = w.number(human.likelihood);
    let min = w.number(MACHINE_LIKELIHOOD_MAX);
    let said = match (human.is_person(), human.signals.is_empty()) {
        (true, true) => w.t("human-sure"),
        (true, false) => w.t1("human-person", "likelihood", likelihood),
        (false, _) => w.t2("human-machine", "likelihood", likelihood, "min", min),
    };
    let signals: Vec<String> = human.signals.iter().map(|signal| said_of(*signal, w)).collect();
    let signals = Some((w.t("human-signals"), signals.join(". ")));
    [Some((w.t("human-row"), said)), signals.filter(|(_, said)| !said.is_empty())]
        .into_iter()
        .flatten()
        .collect()
}

/// What came, each part on a line of its own; word for word where it is no JSON.
fn spread(came: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(came);
    value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or(came.to_owned())
}

/// The event as it is kept.
fn raw(row: &EventRow) -> String {
    let value = json!({ "act": row.event.act, "facts": row.event.facts });
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// A line of a score with its clause and every event behind it.
#[derive(Template)]
#[template(path = "contact/rule.html")]
struct RulePage {
    shell: Shell,
    id: ContactId,
    name: String,
    reason: Reason,
    clause: Option<(String, String)>,
    version: u32,
    events: Vec<Shown>,
    values: Vec<Told>,
}

/// A value that a line looked at.
struct Told {
    name: String,
    shown: String,
    /// Who says so and when, and in which list.
    whence: String,
    /// The event that told it.
    event: Option<u64>,
}

/// Events that the page lists; the newest of them.
const EVENTS_SHOWN: usize = 100;

async fn rule(seat: Seat, Path((id, rule)): Path<(ContactId, String)>) -> PageResult {
    let saw = seat.ask(move |workspace| workspace.writer.look(id).wait()).await?;
    let saw = saw.ok_or(PageError::NotFound)?;
    let w = &seat.words;
    let sheet = Sheet::of(&saw, w);
    let lines = sheet.fit.lines.iter().chain(&sheet.engagement.lines);
    let reason = lines.into_iter().find(|line| line.rule == rule).cloned();
    let reason = reason.ok_or(PageError::NotFound)?;
    let positions: Vec<u64> = reason.events.iter().rev().take(EVENTS_SHOWN).copied().collect();
    let wanted = positions.clone();
    let mut rows = seat.ask(move |workspace| workspace.events(&wanted)).await?;
    let events = positions.iter().filter_map(|position| {
        let row = rows.remove(position)?;
        // Of what an event gave, what this line counts.
        let own = row.given.iter().filter(|given| *given.rule == *rule);
        let points: i64 = own.map(|given| given.points).sum();
        let line = Line::Happened(Box::new(row));
        let shown = Shown::of(&line, &saw.agreement, saw.now, w);
        Some(Shown { points: (points != 0).then(|| w.points(points)), ..shown })
    });
    let values = told(&seat, &saw, &reason).await?;
    let sections = sentences(&saw.agreement.document, &w.pack);
    let clause = reason.clause.as_ref().and_then(|number| {
        let mut clauses = sections.iter().flat_map(|section| &section.clauses);
        let clause = clauses.find(|clause| clause.number == *number)?;
        Some((number.clone(), to_line(&clause.tokens)))
    });
    page(&RulePage {
        id: saw.id,
        name: sheet.name.clone(),
        clause,
        version: saw.agreement.version,
        events: events.collect(),
        values,
        reason,
        shell: Shell::of(&seat, Nav::Contacts).await?,
    })
}

/// The values behind a line, and what each was worked out from, with the events that told them.
async fn told(seat: &Seat, saw: &Saw, reason: &Reason) -> PageResult<Vec<Told>> {
    let w = &seat.words;
    let mut told: Vec<Told> = Vec::new();
    let mut asked: Vec<(Whose, String)> = Vec::new();
    for (of, id) in reason.traits.iter() {
        let source = profile::worked_out_from(id).map(|source| (*of, source.to_owned()));
        for one in source.into_iter().chain([(*of, id.clone())]) {
            if !asked.contains(&one) {
                asked.push(one);
            }
        }
    }
    for (of, id) in asked {
        let Some(held) = saw.card.contact.profile.at(of, &id, saw.now).cloned() else { continue };
        let Some(fact) = profile::fact(saw, of, &id, w) else { continue };
        let found =
            seat.ask(move |workspace| workspace.told(&held.source, &held.message_id)).await?;
        let list = found.as_ref().and_then(|(_, list)| list.clone());
        let list = list.map(|list| w.t1("rule-list", "list", list));
        told.push(Told {
            name: fact.name,
            shown: w.t1("rule-value", "value", fact.shown),
            whence: [Some(fact.whence), list].into_iter().flatten().collect::<Vec<_>>().join(", "),
            event: found
                .map(|(position, _)| position)
                .filter(|position| saw.card.history.contains(position)),
        });
    }
    Ok(told)
}
