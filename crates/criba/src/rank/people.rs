//! The people of a list, judged and put in order.

use std::cmp::Reverse;
use std::sync::Arc;

use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::contact::standing::State;
use engine::event::{Act, Event, Origin};
use engine::judge::Scene;
use engine::score::ledger::{LedgerLine, Missing, ledger, missing};
use engine::step::step;
use engine::time::Timestamp;
use import::consents::of_rows;
use import::events::Telling;
use import::record::{Problem, ProblemCode, Record};
use import::values::spelling::fullest;

/// A person of the list, judged.
pub(crate) struct Person {
    /// The rows that are this person, in the order of the file.
    pub(crate) rows: Vec<u32>,
    /// The best that the rows say.
    pub(crate) name: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    /// The stage's id, and its place in the funnel.
    pub(crate) stage: String,
    stage_index: usize,
    pub(crate) state: State,
    pub(crate) fit: i64,
    pub(crate) engagement: i64,
    pub(crate) grade: Option<String>,
    /// When the person last did something.
    pub(crate) latest: Option<Timestamp>,
    /// The lines of both scores; they add up to the total.
    pub(crate) reasons: Vec<LedgerLine>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) problems: Vec<Problem>,
}

impl Person {
    /// Fit + engagement.
    pub(crate) fn total(&self) -> i64 {
        self.fit + self.engagement
    }
}

/// How a list is judged.
pub(crate) struct Judging<'a> {
    pub(crate) agreement: &'a Agreement,
    /// An event that every row stands for.
    pub(crate) event: Option<&'a str>,
    /// The moment of judgement; rows are learned then.
    pub(crate) at: Timestamp,
    /// When visits were of which the list does not say when.
    pub(crate) undated_at: Timestamp,
}

/// Judges every group of rows as one person and puts the best first: who is in play, then stage,
/// total, fit, latest activity, first row.
pub(crate) fn people(
    judging: &Judging<'_>,
    records: &mut [Record],
    groups: &[Vec<usize>],
) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(groups.len());
    for group in groups {
        // What has been judged need not be kept: a list may have a million rows.
        let taken = group.iter().filter_map(|index| Some(std::mem::take(records.get_mut(*index)?)));
        let rows: Vec<Record> = taken.collect();
        // A row in which no cell says anything is nobody.
        if rows.iter().any(|record| !record.values.is_empty()) {
            people.push(person(judging, &rows));
        }
    }
    people.sort_by_cached_key(|person| {
        let is_out = matches!(person.state, State::Disqualified { .. });
        let first_row = person.rows.first().copied();
        (
            is_out,
            Reverse(person.stage_index),
            Reverse(person.total()),
            Reverse(person.fit),
            Reverse(person.latest),
            first_row,
        )
    });
    people
}

fn person(judging: &Judging<'_>, rows: &[Record]) -> Person {
    let agreement = judging.agreement;
    let telling = Telling {
        agreement,
        event: judging.event,
        source: Arc::from("import"),
        at: judging.at,
        undated_at: judging.undated_at,
        is_known_at_date: false,
        origin: Origin::Imported,
    };
    let mut events: Vec<Event> = Vec::with_capacity(rows.len() * 2);
    for record in rows {
        for event in telling.events(record, events.len() as u64) {
            // A row whose content came before changes nothing.
            if !events.iter().any(|known| known.message_id == event.message_id) {
                events.push(event);
            }
        }
    }
    for (purpose, said) in of_rows(rows, judging.at).said {
        let at = said.at.unwrap_or(judging.at);
        events.push(Event {
            position: events.len() as u64,
            at,
            known_at: judging.at,
            source: Arc::from("import"),
            message_id: format!("{} consent {purpose}", said.told_by).into(),
            act: said.act(purpose),
            facts: Vec::new(),
        });
    }
    // One batch is learned at one moment: it is judged once, when all of it is known.
    let mut contact = Contact::new(agreement);
    let mut latest: Option<Timestamp> = None;
    for event in &events {
        if matches!(event.act, Act::Happened { .. }) && event.at <= judging.at {
            latest = latest.max(Some(event.at));
        }
        contact = step(agreement, contact, None, event).contact;
    }
    let scene = Scene::new(agreement, &contact, 0, judging.at);
    let ledger = ledger(&scene);
    let mut reasons = ledger.fit.lines;
    reasons.extend(ledger.engagement.lines);
    let standing = contact.standings.first();
    let stage = standing.map(|standing| standing.stage.clone()).unwrap_or_default();
    Person {
        rows: rows.iter().map(|record| record.row).collect(),
        name: fullest(rows.iter().filter_map(|record| record.name.as_deref())).map(str::to_owned),
        company: fullest(rows.iter().filter_map(|record| record.company.as_deref()))
            .map(str::to_owned),
        email: rows.iter().find_map(|record| record.emails.first().cloned()),
        phone: phone(rows),
        stage_index: agreement.stage_index(&stage).unwrap_or_default(),
        stage,
        state: standing.map_or(State::Open, |standing| standing.state.clone()),
        fit: ledger.fit.value,
        engagement: ledger.engagement.value,
        grade: scene.grade(),
        latest: latest.or_else(|| rows.iter().filter_map(|record| record.visited_at).max()),
        missing: missing(&scene),
        reasons,
        problems: problems(rows),
    }
}

/// What is wrong in their rows; that one of them has no address or number is nothing where another
/// has.
fn problems(rows: &[Record]) -> Vec<Problem> {
    let is_reachable = rows.iter().any(|row| !row.emails.is_empty() || !row.phones.is_empty());
    let all = rows.iter().flat_map(|record| record.problems.iter());
    all.filter(|problem| !(is_reachable && problem.code == ProblemCode::Unreachable))
        .cloned()
        .collect()
}

/// The number to call: a mobile one of any row before the rest.
fn phone(rows: &[Record]) -> Option<String> {
    let phones = || rows.iter().flat_map(|record| &record.phones);
    let mobile = phones().find(|phone| phone.is_mobile == Some(true));
    mobile.or_else(|| phones().next()).map(|phone| phone.e164.clone())
}
