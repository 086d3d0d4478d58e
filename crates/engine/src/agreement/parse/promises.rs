//! Commitments, review and annexes.

use rust_decimal::Decimal;

use super::conditions::condition;
use super::funnel::{SIDES, named_stage, side};
use super::handing::WEEKDAYS;
use super::names::Named;
use super::reading::At;
use super::scalars::clock;
use crate::agreement::promises::{
    Annex, Commitment, Measure, Meeting, Period, Review, Target, Trigger,
};

pub(super) fn commitment(at: &At<'_>) -> Option<Commitment> {
    let fields = at.fields(&[
        "id",
        "owner",
        "name",
        "measure",
        "stage",
        "of",
        "line",
        "at_least",
        "at_most",
        "per",
        "min_n",
        "targets",
        "if_missed",
    ])?;
    let periods = &[
        ("week", Period::Week),
        ("month", Period::Month),
        ("quarter", Period::Quarter),
        ("year", Period::Year),
    ];
    let (id, owner) = (fields.need("id", At::id), fields.need("owner", side));
    let measure = fields.need("measure", |at| at.one_of(&Measure::ALL));
    let per = fields.need("per", |at| at.one_of(periods));
    let (name, stage) = (fields.opt("name", At::text), fields.opt("stage", named_stage));
    let (of, line) = (fields.opt("of", condition), fields.opt("line", |at| at.names(Named::Line)));
    let (at_least, at_most) = (fields.opt("at_least", target), fields.opt("at_most", target));
    let (min_n, if_missed) = (fields.opt("min_n", At::whole), fields.opt("if_missed", At::text));
    if !fields.has("at_least") && !fields.has("at_most") && !fields.has("targets") {
        at.error(
            "missing_field",
            "falta la meta: «at_least», «at_most» o «targets»".to_owned(),
            "the target is missing: «at_least», «at_most» or «targets»".to_owned(),
        );
        return None;
    }
    let targets = fields.get("targets").map(At::entries).unwrap_or_default();
    let targets =
        targets.into_iter().filter_map(|(period, at)| Some((period.to_owned(), target(&at)?)));
    let targets = targets.collect();
    let id = id?;
    Some(Commitment {
        name: name.unwrap_or_else(|| id.clone()),
        id,
        owner: owner?,
        measure: measure?,
        stage,
        of,
        line,
        at_least,
        at_most,
        per: per?,
        min_n,
        targets,
        if_missed,
    })
}

fn target(at: &At<'_>) -> Option<Target> {
    let target = at.scalar().and_then(|(text, _)| read_target(text));
    if target.is_none() {
        at.expected(
            "un número o un porcentaje como «60%»",
            "a number or a percentage such as «60%»",
        );
    }
    target
}

fn read_target(text: &str) -> Option<Target> {
    let (number, is_percent) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (text.trim(), false),
    };
    let value = super::scalars::decimal(number)?;
    let is_possible = value >= Decimal::ZERO && (!is_percent || value <= Decimal::ONE_HUNDRED);
    is_possible.then_some(Target { value, is_percent })
}

pub(super) fn review(at: &At<'_>) -> Option<Review> {
    let fields = at.fields(&["every", "first", "meeting", "also_when"])?;
    let (every, first) = (fields.need("every", At::span), fields.opt("first", At::span));
    let (meeting, also_when) = (fields.opt("meeting", meeting), fields.all("also_when", trigger));
    Some(Review { every: every?, first, meeting, also_when })
}

/// `{ every: 2 weeks, when: tuesday 10:00 }`.
fn meeting(at: &At<'_>) -> Option<Meeting> {
    let fields = at.fields(&["every", "when"])?;
    let read = |text: &str| {
        let (day, time) = text.trim().split_once(' ')?;
        let weekday =
            (1u8..).zip(WEEKDAYS).find(|(_, name)| *name == day).map(|(number, _)| number)?;
        Some((weekday, clock(time)?))
    };
    let when = fields.need("when", |at| {
        let when = at.scalar().and_then(|(text, _)| read(text));
        if when.is_none() {
            at.expected(
                "un día y una hora como «tuesday 10:00»",
                "a day and a time such as «tuesday 10:00»",
            );
        }
        when
    });
    let every = fields.need("every", At::span);
    let (weekday, minute) = when?;
    Some(Meeting { every: every?, weekday, minute })
}

/// `accepted_rate below 50%`.
fn trigger(at: &At<'_>) -> Option<Trigger> {
    let read = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [measure, side, target] = *words.as_slice() else { return None };
        let measure =
            Measure::ALL.iter().find(|(name, _)| *name == measure).map(|(_, found)| *found)?;
        let is_below = match side {
            "below" => true,
            "above" => false,
            _ => return None,
        };
        Some(Trigger { measure, is_below, target: read_target(target)? })
    };
    let trigger = at.scalar().and_then(|(text, _)| read(text));
    if trigger.is_none() {
        at.expected(
            "una medida con su límite, como «accepted_rate below 50%»",
            "a measure with its bound, such as «accepted_rate below 50%»",
        );
    }
    trigger
}

/// The parts that one side may change alone.
const ANNEX_PARTS: [&str; 4] = ["teams", "playbooks", "absences", "calendars"];

pub(super) fn annexes(at: &At<'_>) -> Vec<Annex> {
    let mut annexes: Vec<Annex> = Vec::new();
    for (part, at) in at.entries() {
        let is_list = part.strip_prefix("lists.").is_some_and(|list| !list.is_empty());
        if !is_list && !ANNEX_PARTS.contains(&part) {
            at.error(
                "annex",
                format!("«{part}» no puede cambiarlo un lado solo; se acepta «teams», «playbooks», «absences», «calendars» o «lists.nombre»"),
                format!("one side cannot change «{part}» alone; «teams», «playbooks», «absences», «calendars» or «lists.name» is accepted"),
            );
            continue;
        }
        let mut known: Vec<(&'static str, Option<_>)> = vec![("both", None)];
        known.extend(SIDES.iter().map(|(name, side)| (*name, Some(*side))));
        if let Some(side) = at.one_of(&known) {
            annexes.push(Annex { part: part.to_owned(), side });
        }
    }
    annexes
}
