//! What comes next with somebody: the steps of the playbook, each at its hour.
//!
//! It only proposes. A rep changes what it says with one key, and nothing here decides anything.

use engine::agreement::condition::Whose;
use engine::agreement::funnel::StandardStage;
use engine::agreement::hours::{Term, TermUnit};
use engine::agreement::sealed::Agreement;
use engine::agreement::teams::{Playbook, PlaybookStep};
use engine::contact::standing::State;
use engine::judge::Scene;
use engine::time::{Span, Timestamp};
use engine::working::WorkingTime;
use import::values::phones;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::acts::Outcome;
use crate::card::{Card, Next};
use crate::local_time::{Place, awake_at};
use crate::said_date::Said;
use crate::writer::Saw;

/// A step of somebody's cadence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is done: `call`, `whatsapp`, `email`, …
    pub act: String,
    /// When it is or was due.
    pub at: Timestamp,
    /// Whether it was done.
    pub is_done: bool,
    /// Whether it is the next to do.
    pub is_next: bool,
    /// Whether it is only done where nobody answered.
    pub is_if_no_answer: bool,
}

/// How long after an attempt the next one on the same day, where the agreement does not say.
const SPACED: Term = Term { count: 3, unit: TermUnit::Hour };
/// How long after a conversation somebody is called again.
const AFTER_TALK: Term = Term { count: 2, unit: TermUnit::BusinessDay };
/// How long after the last step of a cadence.
const AFTER_LAST: Term = Term { count: 5, unit: TermUnit::BusinessDay };

/// The working time by which a lead's deadlines count: the calendar of who answers for it, else
/// that of their team, else the agreement's hours. Who is away does not stop a customer's clock.
#[must_use]
pub fn working_time(agreement: &Agreement, owner: Option<&str>) -> WorkingTime {
    let document = &agreement.document;
    let member = document.teams.iter().find_map(|team| {
        let member = team.members.iter().find(|member| Some(member.user.as_str()) == owner)?;
        member.calendar.as_deref().or(team.calendar.as_deref())
    });
    let named = member.and_then(|id| document.calendars.iter().find(|named| named.id == id));
    let hours = named.map(|named| &named.hours).or(document.hours.as_ref());
    WorkingTime::of(&hours.cloned().unwrap_or_default(), agreement.time_zone())
}

/// When who answers for a lead is there: their working time without their absences.
fn presence(agreement: &Agreement, owner: Option<&str>) -> WorkingTime {
    let absences = &agreement.document.absences;
    let own = absences.iter().filter(|absence| Some(absence.user.as_str()) == owner);
    own.fold(working_time(agreement, owner), |working, absence| {
        working.without(absence.from, absence.to)
    })
}

/// The cadence of somebody's playbook: its steps with their hours. Empty without a playbook.
#[must_use]
pub fn steps(agreement: &Agreement, card: &Card, now: Timestamp) -> Vec<Step> {
    let scene = Scene::new(agreement, &card.contact, 0, now);
    let Some(playbook) = scene.playbook() else { return Vec::new() };
    let done = usize::try_from(card.desk.steps_done).unwrap_or(usize::MAX);
    let start = card.desk.tried_since.unwrap_or(now);
    let mut last = start;
    let working = presence(agreement, card.desk.owner.as_deref());
    let steps = playbook.steps.iter().enumerate().map(|(index, step)| {
        let planned = card.desk.next.as_ref().filter(|_| index == done).map(|next| next.at);
        let at = match planned {
            Some(at) => at,
            None if index == 0 => start,
            None => {
                let at = due(agreement, &working, step, start, last);
                at_their_hours(agreement, card, &working, &step.act, at)
            }
        };
        last = at;
        Step {
            act: step.act.clone(),
            at,
            is_done: index < done,
            is_next: index == done,
            is_if_no_answer: step.is_if_no_answer,
        }
    });
    steps.collect()
}

/// What is proposed after an attempt at a moment; `None` where nothing more comes.
#[must_use]
pub fn after(agreement: &Agreement, card: &Card, outcome: Outcome, at: Timestamp) -> Option<Next> {
    let now = at;
    let working = presence(agreement, card.desk.owner.as_deref());
    let next = |at: Timestamp, what: &str| {
        let what = permitted(card, outcome, what, now);
        let at = at_their_hours(agreement, card, &working, what, at);
        Some(Next::new(at, what))
    };
    match outcome {
        Outcome::Talked | Outcome::CalledBack => next(working.after(at, AFTER_TALK), "call"),
        Outcome::Booked => {
            next(next_open_hour(agreement, &working, at + Span::DAY), crate::queue::MEETING)
        }
        Outcome::CallBack => next(working.after(at, SPACED), "call"),
        Outcome::NoAnswer | Outcome::Voicemail | Outcome::NoShow => {
            let scene = Scene::new(agreement, &card.contact, 0, at);
            let done =
                usize::try_from(card.desk.steps_done).unwrap_or(usize::MAX).saturating_add(1);
            let step = scene.playbook().and_then(|playbook| playbook.steps.get(done));
            match step {
                Some(step) => {
                    let start = card.desk.tried_since.unwrap_or(at);
                    next(due(agreement, &working, step, start, at), what(&step.act))
                }
                None => next(working.after(at, AFTER_LAST), "call"),
            }
        }
        Outcome::WrongNumber => next(working.after(at, SPACED), "email"),
        Outcome::AskedNotToBeCalled => next(working.after(at, AFTER_TALK), "email"),
        Outcome::AlreadyCustomer => None,
    }
}

/// What comes next after an attempt of which something was written: when that says so, else as
/// [`after`] proposes. `what` is what a step is where nothing is proposed; `zone` is the writer's
/// clock, and `country` the one whose holidays a text means.
#[must_use]
pub fn following(
    saw: &Saw,
    outcome: Outcome,
    text: &str,
    what: &str,
    zone: &TimeZone,
    country: &str,
) -> Option<Next> {
    let proposed = after(&saw.agreement, &saw.card, outcome, saw.now);
    let today = zone.to_datetime(saw.now.to_jiff()).date();
    let Some(said) = crate::said_date::said(text, today, country) else { return proposed };
    let what = proposed.as_ref().map_or(what, |proposed| &proposed.what).to_owned();
    let Some(at) = on_day(&saw.agreement, &saw.card, &what, &said, zone) else { return proposed };
    Some(Next::new(at, what))
}

/// When a step is due of which a text says the day: at the hour that it names; where it names
/// none, or a part of the day, at the first one from there on at which who answers for them works
/// and it is an hour to reach them, as far as the day has one. `zone` is the writer's clock.
#[must_use]
pub fn on_day(
    agreement: &Agreement,
    card: &Card,
    what: &str,
    said: &Said,
    zone: &TimeZone,
) -> Option<Timestamp> {
    let local = DateTime::from_parts(said.date, said.time.unwrap_or(START_OF_DAY));
    let named = zone.to_timestamp(local).ok().map(Timestamp::from_jiff)?;
    if said.is_exact {
        return Some(named);
    }
    let is_that_day = |at: &Timestamp| zone.to_datetime(at.to_jiff()).date() == said.date;
    let working = presence(agreement, card.desk.owner.as_deref());
    let both = at_their_hours(agreement, card, &working, what, working.next_open(named));
    let theirs = awake_at(agreement, &card.contact, named).filter(|_| what != "email");
    Some([both, theirs.unwrap_or(named)].into_iter().find(is_that_day).unwrap_or(named))
}

/// The hour of a day for which nobody gave one.
const START_OF_DAY: Time = Time::constant(9, 0, 0, 0);

/// The first step of a playbook, for somebody who was never tried.
#[must_use]
pub fn first(playbook: Option<&Playbook>) -> &str {
    playbook.and_then(|playbook| playbook.steps.first()).map_or("call", |step| what(&step.act))
}

/// What comes next once what was planned has been done, and how many steps of the cadence are done
/// then: one more where what was planned was its next one. `None` for who is not worked.
#[must_use]
pub fn after_done(agreement: &Agreement, card: &Card, now: Timestamp) -> Option<(Next, usize)> {
    if !is_worked(agreement, card) {
        return None;
    }
    let working = presence(agreement, card.desk.owner.as_deref());
    let scene = Scene::new(agreement, &card.contact, 0, now);
    let by_open_channel = |act: &'_ str| permitted(card, Outcome::NoAnswer, act, now).to_owned();
    let mut done = usize::try_from(card.desk.steps_done).unwrap_or(usize::MAX);
    if let Some((_, step)) = next_step(&scene, card) {
        let was = card.desk.next.as_ref().map(|next| next.what.as_str());
        done += usize::from(was == Some(&by_open_channel(what(&step.act))));
    }
    let step = scene.playbook().and_then(|playbook| playbook.steps.get(done));
    let (at, act) = match step {
        // What a cadence begins with has no day of its own.
        Some(step) if done == 0 => (working.after(now, SPACED), what(&step.act)),
        Some(step) => {
            let start = card.desk.tried_since.unwrap_or(now);
            (due(agreement, &working, step, start, now), what(&step.act))
        }
        None => (working.after(now, AFTER_LAST), "call"),
    };
    let what = by_open_channel(act);
    let at = at_their_hours(agreement, card, &working, &what, at);
    Some((Next::new(at, what), done))
}

/// The step of the cadence that comes next with somebody with whom nothing is planned: its place,
/// from 1, and what it is, by a channel that they left open.
#[must_use]
pub fn proposed(agreement: &Agreement, card: &Card, now: Timestamp) -> Option<(usize, String)> {
    if card.desk.next.is_some() || !is_worked(agreement, card) {
        return None;
    }
    let scene = Scene::new(agreement, &card.contact, 0, now);
    let (index, step) = next_step(&scene, card)?;
    let what = permitted(card, Outcome::NoAnswer, what(&step.act), now);
    Some((index + 1, what.to_owned()))
}

/// The step of somebody's cadence that nobody has done yet, with how many go before it.
fn next_step<'a>(scene: &Scene<'a>, card: &Card) -> Option<(usize, &'a PlaybookStep)> {
    let done = usize::try_from(card.desk.steps_done).ok()?;
    scene.playbook()?.steps.get(done).map(|step| (done, step))
}

/// Whether somebody is to be worked: who is in play and has not bought.
fn is_worked(agreement: &Agreement, card: &Card) -> bool {
    let Some(standing) = card.contact.standings.first() else { return false };
    let customer = agreement.stage_counting_as(StandardStage::Customer);
    let here = agreement.stage_index(&standing.stage);
    standing.state == State::Open && customer.is_none_or(|bought| here < Some(bought))
}

/// The next moment at which who answers for somebody is there and it is an hour to call; `None`
/// where it is one there now.
#[must_use]
pub fn next_call(agreement: &Agreement, card: &Card, now: Timestamp) -> Option<Timestamp> {
    awake_at(agreement, &card.contact, now)?;
    let working = presence(agreement, card.desk.owner.as_deref());
    Some(at_their_hours(agreement, card, &working, "call", now))
}

/// The same for somebody of whom the place is known and who answers for them.
#[must_use]
pub fn next_call_at(
    agreement: &Agreement,
    place: Place<'_>,
    owner: Option<&str>,
    now: Timestamp,
) -> Option<Timestamp> {
    place.awake_at(agreement, now)?;
    let working = presence(agreement, owner);
    Some(both(&working, now, |at| place.awake_at(agreement, at)))
}

/// How often working time and the hours of somebody far away are brought together.
const MEETINGS_TRIED: usize = 14;

/// The moment, or where it is no hour to reach somebody there, the first later one that is one for
/// both sides; a message to be read at leisure has no hour. Hours that never meet are given up.
fn at_their_hours(
    agreement: &Agreement,
    card: &Card,
    working: &WorkingTime,
    what: &str,
    at: Timestamp,
) -> Timestamp {
    if what == "email" {
        return at;
    }
    both(working, at, |at| awake_at(agreement, &card.contact, at))
}

/// The first moment from one on that is working time and, by when they are next awake, theirs.
fn both(
    working: &WorkingTime,
    at: Timestamp,
    awake_at: impl Fn(Timestamp) -> Option<Timestamp>,
) -> Timestamp {
    let mut met = at;
    for _ in 0..MEETINGS_TRIED {
        match awake_at(met) {
            None => return met,
            Some(opens) => met = working.next_open(opens),
        }
    }
    at
}

/// The next whole hour from a moment on at which somebody works, which is not among those `taken`,
/// and at which whom it is planned with may be reached; hours that never meet are given up.
#[must_use]
pub fn next_free_hour(
    agreement: &Agreement,
    card: &Card,
    who: &str,
    taken: &[Timestamp],
    from: Timestamp,
) -> Timestamp {
    let working = presence(agreement, Some(who));
    let is_free = |hour: &Timestamp| {
        taken.iter().all(|at| *at + Span::HOUR <= *hour || *hour + Span::HOUR <= *at)
    };
    let mut hour = next_open_hour(agreement, &working, from);
    let mut own: Option<Timestamp> = None;
    // An hour that is passed over is taken by at least one of them, two at most by each, or none of
    // those of the other side.
    for _ in 0..=taken.len() * 2 + MEETINGS_TRIED {
        let after = match awake_at(agreement, &card.contact, hour) {
            None if is_free(&hour) => return hour,
            None => hour + Span::HOUR,
            Some(opens) => {
                own = own.or(Some(hour).filter(is_free));
                opens
            }
        };
        hour = next_open_hour(agreement, &working, after);
    }
    own.unwrap_or(hour)
}

/// The next whole hour from a moment on that is working time: one at which work ends is none.
fn next_open_hour(agreement: &Agreement, working: &WorkingTime, from: Timestamp) -> Timestamp {
    let mut hour = next_whole(agreement, working.next_open(from));
    for _ in 0..MEETINGS_TRIED {
        let open = working.next_open(hour);
        if open == hour {
            break;
        }
        hour = next_whole(agreement, open);
    }
    hour
}

/// The whole hour that a moment is, or the one that follows it.
fn next_whole(agreement: &Agreement, moment: Timestamp) -> Timestamp {
    let zone = agreement.time_zone();
    let local = zone.to_datetime(moment.to_jiff());
    let hour = local.date().at(local.hour(), 0, 0, 0);
    match zone.to_timestamp(hour).map(Timestamp::from_jiff) {
        Ok(hour) if hour < moment => hour + Span::HOUR,
        Ok(hour) => hour,
        Err(_) => moment,
    }
}

/// When a step is due, after the first attempt and the one before it: on its working day, and at
/// another time of day than the one before.
fn due(
    agreement: &Agreement,
    working: &WorkingTime,
    step: &PlaybookStep,
    start: Timestamp,
    last: Timestamp,
) -> Timestamp {
    let day_term = Term { count: step.day, unit: TermUnit::BusinessDay };
    let day = agreement.day(if step.day == 0 { start } else { working.after(start, day_term) });
    if day <= agreement.day(last) {
        let scene_spaced = agreement
            .document
            .main
            .follow_up
            .iter()
            .find_map(|promise| promise.attempts.as_ref().and_then(|attempts| attempts.spaced));
        return working.after(last, scene_spaced.unwrap_or(SPACED));
    }
    let was_morning = agreement.time_zone().to_datetime(last.to_jiff()).hour() < NOON;
    let hour = if was_morning { AFTERNOON } else { MORNING };
    working.next_open(at_hour(agreement, day, hour))
}

/// Hours of the day at which people are tried again: in the afternoon where it was in the morning.
const MORNING: i8 = 10;
const NOON: i8 = 13;
const AFTERNOON: i8 = 16;

fn at_hour(agreement: &Agreement, day: Date, hour: i8) -> Timestamp {
    let local = day.at(hour, 0, 0, 0);
    let moment = agreement.time_zone().to_timestamp(local).map(Timestamp::from_jiff);
    moment.unwrap_or_else(|_| agreement.start_of(day).unwrap_or(Timestamp::MIN))
}

/// The step, or one by a channel that the person has and left open, by what was known and by how
/// the attempt went.
fn permitted<'a>(card: &Card, outcome: Outcome, what: &'a str, now: Timestamp) -> &'a str {
    let desk = &card.desk;
    let text = |id: &str| {
        let held = card.contact.profile.at(Whose::Person, id, now);
        held.map(|held| held.value.to_string()).filter(|text| !text.is_empty())
    };
    // A number that is not theirs takes no message either.
    let phone = text("mobile").or_else(|| text("phone"));
    let phone = phone.filter(|_| outcome != Outcome::WrongNumber);
    let is_open = |channel: &str| match channel {
        "call" => {
            let is_refused = outcome == Outcome::AskedNotToBeCalled || desk.blocked.is_some();
            phone.is_some() && !is_refused
        }
        "whatsapp" => {
            phone.as_deref().is_some_and(|phone| !phones::is_landline(phone))
                && card.may_be_reached_by(channel)
        }
        "email" => text(channel).is_some() && card.may_be_reached_by(channel),
        _ => true,
    };
    if is_open(what) {
        return what;
    }
    ["call", "whatsapp", "email"].into_iter().find(|channel| is_open(channel)).unwrap_or("task")
}

/// What a next step is called for a step of a cadence.
fn what(act: &str) -> &str {
    match act {
        "call" | "whatsapp" | "email" | "meeting" | "visit" => act,
        _ => "task",
    }
}
