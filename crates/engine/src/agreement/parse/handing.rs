//! Handing over and following up.

use super::conditions::condition;
use super::funnel::{named_stage, side};
use super::names::Named;
use super::reading::At;
use super::scalars::clock_interval;
use crate::agreement::handing::{
    Amount, Attempts, Clock, FollowUp, Handoff, OnBreach, Queue, Release, Route, RouteTo, Unit,
    ValueClause,
};

pub(super) fn handoff(at: &At<'_>) -> Option<Handoff> {
    let fields = at.fields(&["id", "at", "unit", "release", "route"])?;
    let units = &[("person", Unit::Person), ("account", Unit::Account)];
    let (id, stage) = (fields.need("id", At::id), fields.need("at", named_stage));
    let unit = fields.opt("unit", |at| at.one_of(units)).unwrap_or(Unit::Person);
    let (release, route) = (fields.opt("release", release), fields.all("route", route));
    Some(Handoff { id: id?, at: stage?, unit, release, route })
}

fn release(at: &At<'_>) -> Option<Release> {
    let fields = at.fields(&["when", "order", "wait_at_most", "then"])?;
    let when = fields.need("when", |at| at.one_of(&[("capacity", ())]));
    fields.opt("order", |at| at.one_of(&[("queue", ())]));
    let wait_at_most = fields.opt("wait_at_most", At::term);
    let then_return = fields.opt("then", |at| at.fields(&["return"])?.need("return", side));
    when.map(|()| Release { wait_at_most, then_return })
}

fn route(at: &At<'_>) -> Option<Route> {
    let fields = at.fields(&["when", "to", "team"])?;
    let when = fields.opt("when", condition);
    let team = fields.opt("team", |at| at.names(Named::Team)).map(RouteTo::Team);
    let instead = (
        "un camino lleva a un equipo o a una persona; quita uno, o escribe dos caminos",
        "a route leads to a team or to a person; take one out, or write two routes",
    );
    fields.at_most_one(&["team", "to"], instead)?;
    if fields.has("team") {
        return Some(Route { when, to: team? });
    }
    let to = fields.need("to", At::text).map(|to| match to.as_str() {
        "account_owner" => RouteTo::AccountOwner,
        "previous_owner" => RouteTo::PreviousOwner,
        _ => RouteTo::Person(to),
    });
    Some(Route { when, to: to? })
}

pub(super) fn follow_up(at: &At<'_>) -> Option<FollowUp> {
    let fields = at.fields(&[
        "id",
        "when",
        "accept_within",
        "first_attempt_within",
        "first_conversation_within",
        "attempts",
        "on_breach",
        "clock",
        "after_hours",
    ])?;
    let clocks = &[("working", Clock::Working), ("always", Clock::Always)];
    Some(FollowUp {
        id: fields.opt("id", At::id),
        when: fields.opt("when", condition),
        accept_within: fields.opt("accept_within", At::term),
        first_attempt_within: fields.opt("first_attempt_within", At::term),
        first_conversation_within: fields.opt("first_conversation_within", At::term),
        attempts: fields.opt("attempts", attempts),
        on_breach: fields.all("on_breach", on_breach),
        clock: fields.opt("clock", |at| at.one_of(clocks)).unwrap_or_default(),
        after_hours: fields.opt("after_hours", |at| {
            at.fields(&["team"])?.need("team", |at| at.names(Named::Team))
        }),
    })
}

fn attempts(at: &At<'_>) -> Option<Attempts> {
    let fields = at.fields(&["at_least", "over", "channels", "spaced", "per_day", "then"])?;
    let at_least = fields.need("at_least", At::whole);
    let (over, spaced) = (fields.opt("over", At::term), fields.opt("spaced", At::term));
    let (channels, per_day) = (fields.opt("channels", At::whole), fields.opt("per_day", At::whole));
    let then_reason = fields
        .opt("then", |at| at.fields(&["reason"])?.need("reason", |at| at.names(Named::Reason)));
    Some(Attempts { at_least: at_least?, over, channels, spaced, per_day, then_reason })
}

fn on_breach(at: &At<'_>) -> Option<OnBreach> {
    let fields = at.fields(&["at", "notify", "reassign", "at_most"])?;
    let (at_percent, notify) = (fields.need("at", percent), fields.opt("notify", At::text));
    let is_reassigned = fields.opt("reassign", At::boolean).unwrap_or(false);
    let at_most = fields.opt("at_most", At::whole);
    Some(OnBreach { at_percent: at_percent?, notify, is_reassigned, at_most })
}

fn percent(at: &At<'_>) -> Option<u32> {
    let percent = at.scalar().and_then(|(text, _)| text.strip_suffix('%')?.trim().parse().ok());
    if percent.is_none() {
        at.expected("un porcentaje entero como «80%»", "a whole percentage such as «80%»");
    }
    percent
}

pub(super) fn queue(at: &At<'_>) -> Option<Queue> {
    let fields = at.fields(&["fresh", "due_soon", "quiet_after_call", "local_hours"])?;
    Some(Queue {
        fresh: fields.opt("fresh", At::span),
        due_soon: fields.opt("due_soon", fraction),
        quiet_after_call: fields.opt("quiet_after_call", At::span),
        local_hours: fields.opt("local_hours", At::clock_interval),
    })
}

fn fraction(at: &At<'_>) -> Option<(u32, u32)> {
    let read = |text: &str| {
        let (over, under) = text.split_once('/')?;
        let fraction: (u32, u32) = (over.trim().parse().ok()?, under.trim().parse().ok()?);
        (fraction.0 > 0 && fraction.0 < fraction.1).then_some(fraction)
    };
    let fraction = at.scalar().and_then(|(text, _)| read(text));
    if fraction.is_none() {
        at.expected(
            "una fracción menor que uno, como «1/3»",
            "a fraction below one, such as «1/3»",
        );
    }
    fraction
}

pub(super) fn value(at: &At<'_>) -> Option<ValueClause> {
    let fields = at.fields(&["when", "amount", "trait"])?;
    let when = fields.opt("when", condition);
    let instead = (
        "el valor es un importe o lo que diga un dato; quita uno",
        "a value is an amount or what a trait says; take one out",
    );
    fields.at_most_one(&["amount", "trait"], instead)?;
    let amount = if fields.has("trait") {
        fields.need("trait", At::text).map(Amount::Trait)
    } else {
        fields.need("amount", At::decimal).map(Amount::Fixed)
    };
    Some(ValueClause { when, amount: amount? })
}

/// Hours, and the closed days that go with them.
pub(super) fn hours(at: &At<'_>) -> Option<crate::agreement::hours::Hours> {
    let mut hours = crate::agreement::hours::Hours::default();
    let mut said = [false; 7];
    for (key, at) in at.entries() {
        match key {
            "holidays" => hours.holidays = at.list(At::text),
            "closed" => hours.closed = at.list(At::date),
            days => {
                let Some(days) = weekdays(days) else {
                    at.error(
                        "unknown_field",
                        format!("«{days}» no es un día; se acepta «monday», «monday-friday», «holidays» o «closed»"),
                        format!("«{days}» is no day; «monday», «monday-friday», «holidays» or «closed» is accepted"),
                    );
                    continue;
                };
                let is_again = said.get(days.clone()).is_some_and(|said| said.contains(&true));
                if is_again {
                    at.error(
                        "day_twice",
                        "un día tiene aquí dos horarios; escribe cada día una vez".to_owned(),
                        "a day has hours twice here; write each day once".to_owned(),
                    );
                }
                let Some(intervals) = intervals(&at) else { continue };
                for day in days {
                    said[day] = true;
                    if let Some(day) = hours.week.get_mut(day) {
                        day.clone_from(&intervals);
                    }
                }
            }
        }
    }
    Some(hours)
}

/// `09:00-14:00, 15:30-18:30`, or the same as a list.
fn intervals(at: &At<'_>) -> Option<Vec<(u16, u16)>> {
    let read =
        |text: &str| -> Option<Vec<(u16, u16)>> { text.split(',').map(clock_interval).collect() };
    let read_all = at.items().into_iter().map(|item| {
        let intervals = item.scalar().and_then(|(text, _)| read(text));
        if intervals.is_none() {
            item.expected(
                "un horario como «09:00-14:00, 15:30-18:30»",
                "hours such as «09:00-14:00, 15:30-18:30»",
            );
        }
        intervals
    });
    // All are read before one is missed, so that each is reported.
    let read_all: Vec<Option<Vec<(u16, u16)>>> = read_all.collect();
    let mut intervals = read_all.into_iter().collect::<Option<Vec<_>>>()?.concat();
    intervals.sort_unstable();
    let is_overlapping = intervals.windows(2).any(|pair| matches!(pair, [a, b] if a.1 > b.0));
    if is_overlapping {
        at.expected("intervalos que no se pisen", "intervals that do not overlap");
        return None;
    }
    Some(intervals)
}

/// `monday`, or `monday-friday`, as indexes from Monday.
fn weekdays(text: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let index = |name: &str| WEEKDAYS.iter().position(|day| *day == name.trim());
    match text.split_once('-') {
        Some((first, last)) => {
            let (first, last) = (index(first)?, index(last)?);
            (first <= last).then_some(first..=last)
        }
        None => index(text).map(|day| day..=day),
    }
}

/// Days of the week from Monday.
pub(in crate::agreement) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
