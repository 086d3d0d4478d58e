//! What is probably not meant.

use rust_decimal::Decimal;

use super::reach::{is_any_impossible, is_contradictory, least, most};
use super::walk::{asked, conditions, lines, patterns, within};
use super::{Found, errors};
use crate::agreement::condition::{Condition, StageTest};
use crate::agreement::funnel::{QualifyHow, StandardStage};
use crate::agreement::promises::{Measure, Period};
use crate::agreement::{Document, Line};

pub(super) fn look(document: &Document, found: &mut Found<'_>) {
    for (path, condition) in conditions(document) {
        if is_contradictory(condition) {
            never_holds(&path, found);
        }
        segments(document, &path, condition, found);
    }
    for (path, pattern) in patterns(document) {
        if is_any_impossible(&pattern.properties) {
            never_holds(&path, found);
        }
    }
    for (before, line) in lines(document) {
        thresholds(document, line, &before, found);
        reasons(line, &before, found);
        overlaps(line, &before, found);
    }
    ways_in(document, found);
    playbooks(document, found);
    capacity(document, found);
}

fn never_holds(path: &str, found: &mut Found<'_>) {
    found.warning(
        "never_holds",
        path,
        "esto no se cumple nunca: pide una cosa y su contraria, o un valor de una lista vacía"
            .to_owned(),
        "this never holds: it asks for something and its contrary, or for a value of an empty list"
            .to_owned(),
    );
}

/// Segments that no one has defined here: those of a list are known only where it is.
fn segments(document: &Document, path: &str, condition: &Condition, found: &mut Found<'_>) {
    within(condition, &mut |part| {
        let Condition::Segment(id) = part else { return };
        if document.segments.iter().any(|segment| segment.id == *id) {
            return;
        }
        found.warning(
            "unknown_segment",
            path,
            format!("el acuerdo no dice quién está en el segmento «{id}»; se escribe en «segments», o es el de una lista"),
            format!("the agreement does not say who is in the segment «{id}»; write it under «segments», unless it is a list's"),
        );
    });
}

/// Scores that no rules can come to.
fn thresholds(document: &Document, own: &Line, before: &str, found: &mut Found<'_>) {
    for (index, clause) in own.qualify.iter().enumerate() {
        let Some(when) = asked(&clause.how) else { continue };
        within(when, &mut |part| {
            let Condition::Score { score, line, tests } = part else { return };
            let named = line.as_deref().and_then(|id| {
                if id == "main" {
                    return Some(&document.main);
                }
                document.lines.iter().find(|named| named.id == id).map(|named| &named.line)
            });
            let (Some(least), Some(most)) = (least(tests), most(named.unwrap_or(own), *score))
            else {
                return;
            };
            if least > most {
                let score = errors::word(*score);
                found.warning(
                    "out_of_reach",
                    &format!("{before}qualify[{index}].when"),
                    format!("pide {least} puntos de «{score}» y las reglas llegan a {most}; nadie los tendrá"),
                    format!("it asks for {least} points of «{score}» and the rules come to {most}; nobody will have them"),
                );
            }
        });
    }
}

/// Clauses that show no reason.
fn reasons(line: &Line, before: &str, found: &mut Found<'_>) {
    for (index, clause) in line.qualify.iter().enumerate() {
        let is_by_hand = matches!(clause.how, QualifyHow::ByHand { .. });
        if clause.because.is_none() && !is_by_hand {
            found.warning(
                "no_reason",
                &format!("{before}qualify[{index}]"),
                "falta «because»: quien reciba el lead no verá por qué".to_owned(),
                "«because» is missing: whoever gets the lead will not see why".to_owned(),
            );
        }
    }
}

/// Two rules that count the same.
fn overlaps(line: &Line, before: &str, found: &mut Found<'_>) {
    let mut warn = |part: &str, index: usize, first: &str| {
        found.warning(
            "overlap",
            &format!("{before}{part}.rules[{index}]"),
            format!("cuenta lo mismo que la regla «{first}», así que suman dos veces"),
            format!("it counts the same as the rule «{first}», so both add up"),
        );
    };
    for (index, rule) in line.fit.rules.iter().enumerate() {
        let earlier = line.fit.rules.iter().take(index).find(|other| other.when == rule.when);
        earlier.iter().for_each(|first| warn("fit", index, &first.id));
    }
    for (index, rule) in line.engagement.rules.iter().enumerate() {
        let earlier = line.engagement.rules.iter().take(index);
        let same = earlier
            .filter(|other| other.within == rule.within)
            .find(|other| other.when.iter().any(|pattern| rule.when.contains(pattern)));
        same.iter().for_each(|first| warn("engagement", index, &first.id));
    }
}

/// Stages before those of sales that nobody ever comes to.
fn ways_in(document: &Document, found: &mut Found<'_>) {
    for (index, stage) in document.stages.iter().enumerate().skip(1) {
        let grants = |line: &Line| {
            let qualify = line.qualify.iter();
            let mut ways = qualify.filter(|clause| !matches!(clause.how, QualifyHow::Never { .. }));
            ways.any(|clause| clause.stage == stage.id)
        };
        let has_way = lines(document).any(|(_, line)| grants(line));
        if stage.counts_as < StandardStage::Sal && !has_way {
            let name = &stage.name;
            found.warning(
                "no_way_in",
                &format!("stages[{index}]"),
                format!("nadie llega a «{name}»: ninguna regla de «qualify» lleva a esa etapa"),
                format!("nobody comes to «{name}»: no clause of «qualify» leads to that stage"),
            );
        }
    }
}

/// What people ask for directly, after which a rep needs to know what to do.
const REQUESTS: [&str; 2] = ["demo_requested", "quote_requested"];

fn playbooks(document: &Document, found: &mut Found<'_>) {
    if document.playbooks.is_empty() {
        return;
    }
    for (index, clause) in document.main.qualify.iter().enumerate() {
        let QualifyHow::When(when) = &clause.how else { continue };
        let mut requests: Vec<&str> = Vec::new();
        within(when, &mut |part| {
            let Condition::Event(event) = part else { return };
            requests.extend(event.pattern.event.as_deref().filter(|name| REQUESTS.contains(name)));
        });
        let missing =
            requests.into_iter().find(|name| !has_playbook(document, &clause.stage, name));
        if let Some(name) = missing {
            found.warning(
                "no_playbook",
                &format!("qualify[{index}]"),
                format!(
                    "quien llega por «{name}» se queda sin guion: ningún «playbooks» es para él"
                ),
                format!("who comes by «{name}» gets no playbook: none is for them"),
            );
        }
    }
}

/// Whether a playbook may be for who reached a stage by an event.
fn has_playbook(document: &Document, stage: &str, event: &str) -> bool {
    document.playbooks.iter().any(|playbook| {
        let Some(when) = &playbook.when else { return true };
        let mut may = false;
        within(when, &mut |part| {
            may |= match part {
                Condition::Event(other) => {
                    other.pattern.event.as_deref().is_none_or(|name| name == event)
                }
                Condition::Stage(test) => is_stage(document, test, stage),
                // Who somebody is says nothing of how they came.
                Condition::Trait { .. } | Condition::Persona(_) | Condition::Segment(_) => true,
                _ => false,
            };
        });
        may
    })
}

fn is_stage(document: &Document, test: &StageTest, stage: &str) -> bool {
    let rank = |id: &str| document.stages.iter().position(|stage| stage.id == id);
    match test {
        StageTest::Is(id) => id == stage,
        StageTest::In(ids) => ids.iter().any(|id| id == stage),
        StageTest::AtLeast(id) => rank(id) <= rank(stage),
        StageTest::AtMost(id) => rank(id) >= rank(stage),
    }
}

/// Working days of a period, by which a promise is spread over days.
fn working_days(period: Period) -> u32 {
    match period {
        Period::Week => 5,
        Period::Month => 21,
        Period::Quarter => 63,
        Period::Year => 252,
    }
}

/// Calls, messages and mails that one person makes in a day at most: one every six minutes of
/// eight hours.
const TOUCHES_MAX: u32 = 80;

/// What marketing promises to bring, against what sales can take.
fn capacity(document: &Document, found: &mut Found<'_>) {
    let members: Vec<_> = document.teams.iter().flat_map(|team| &team.members).collect();
    let (Some(people), true) = (u32::try_from(members.len()).ok(), !members.is_empty()) else {
        return;
    };
    let per_day: Option<u32> = members.iter().map(|member| member.per_day).sum();
    let attempts = document.main.follow_up.iter().filter_map(|one| one.attempts.as_ref());
    let attempts = attempts.map(|attempts| attempts.at_least).max();
    for (index, promise) in document.commitments.iter().enumerate() {
        let (Measure::QualifiedCount, Some(target)) = (promise.measure, promise.at_least) else {
            continue;
        };
        let daily = target.value / Decimal::from(working_days(promise.per));
        let shown = daily.ceil();
        let path = format!("commitments[{index}]");
        if let Some(capacity) = per_day.filter(|capacity| daily > Decimal::from(*capacity)) {
            found.warning(
                "over_capacity",
                &path,
                format!("son unos {shown} leads nuevos al día y los equipos pueden con {capacity}; sube su capacidad o baja la promesa"),
                format!("that is about {shown} new leads a day and the teams can take {capacity}; raise their capacity or lower the promise"),
            );
        }
        let Some(attempts) = attempts else { continue };
        let touches = daily * Decimal::from(attempts);
        if touches > Decimal::from(TOUCHES_MAX * people) {
            found.warning(
                "over_capacity",
                &path,
                format!("{shown} nuevos × {attempts} intentos = {} toques al día para {people} personas", touches.ceil()),
                format!("{shown} new × {attempts} attempts = {} touches a day for {people} people", touches.ceil()),
            );
        }
    }
}
