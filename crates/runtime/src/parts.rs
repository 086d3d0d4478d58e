//! The parts of a call list that its numbers count. A number is the count of a filter and opens as
//! the list of the same filter, so that both say the same.

use std::collections::BTreeMap;

use engine::agreement::funnel::StandardStage;
use engine::agreement::sealed::Agreement;
use engine::time::{Span, Timestamp};
use store::workspace::Read;
use store::workspace::rows::{Columns, Play};
use store::workspace::screens::{Filter, Order, PlaceCount, Reach};

use crate::cadence;
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::local_time;
use crate::queue::{APPOINTMENT_NEAR, Entry, FRESH, Place, QUIET, Queue, View};

/// A part of a call list that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who may be called at this hour and has no next step.
    Waiting,
    /// Those of them who wait for no answer.
    Rest,
    /// Who asked for something that nobody has answered, at whatever hour.
    Asked,
    /// With whom something is planned for today, or was before.
    Planned,
    /// Whom a note names that whoever looks has not seen.
    Mentioned,
    /// Whom somebody tried to reach today.
    Reached,
    /// Whom somebody tried to reach just now.
    Resting,
    /// Where it is no hour to call.
    Asleep,
    /// Whom a colleague is calling at this moment.
    InCall,
    /// Who does not want to be called.
    Blocked,
    /// Of whom nothing is known by which they may be reached.
    Unreachable,
    /// Whom sales has accepted and of whom nothing was heard for thirty days.
    Silent,
}

/// How long somebody is not heard of before it is proposed to take them up again.
const SILENT: Span = Span::DAY.times(30);

impl Workspace {
    /// Who a part of a call list are.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn part(&self, view: &View, part: Part) -> Result<Filter, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let mut hours = Hours::of(&agreement, self.now());
        let open = unplanned(view, &agreement);
        Ok(match part {
            Part::Waiting => {
                let places = self.read(|read| places(&read, view, &hours))?;
                awake(&places, view, &mut hours)
            }
            Part::Rest => {
                let places = self.read(|read| places(&read, view, &hours))?;
                rest(&places, view, &mut hours)
            }
            Part::Asked => asked(view),
            Part::Planned => planned(view, agreement.next_day(hours.now)),
            Part::Mentioned => Filter { mentioned: view.named().to_vec(), ..Filter::default() },
            Part::Reached => reached(view, &hours),
            Part::Resting => unlisted(view, resting(open, &hours)),
            Part::Asleep => {
                let places = self.read(|read| places(&read, view, &hours))?;
                unlisted(view, asleep(&places, view, &mut hours))
            }
            Part::InCall => self.in_call(view),
            Part::Blocked => unlisted(view, held(open, Reach::Refused)),
            Part::Unreachable => unlisted(view, held(open, Reach::Nowhere)),
            Part::Silent => silent(view, &hours),
        })
    }

    /// How many of a list wait by their hour: who asked for something, and what is planned for today,
    /// by the clock of the agreement, as the list has it.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn waiting(&self, owners: Vec<String>) -> Result<u64, RuntimeError> {
        let midnight = self.writer.agreement().wait()?.next_day(self.now());
        let view = View { reader: Vec::new(), filter: Filter { owners, ..Filter::default() } };
        let asked = Filter { has_next: Some(false), ..asked(&view) };
        let planned = planned(&view, midnight);
        self.read(|read| Ok(read.count(&asked)? + read.count(&planned)?))
    }

    fn in_call(&self, view: &View) -> Filter {
        Filter {
            play: Some(Play::Open),
            ids: Some(self.calls.of_others(&view.reader, self.now())),
            ..view.filter.clone()
        }
    }

    /// Counts who is on the list, who is not, and what is planned.
    pub(crate) fn counts(
        &self,
        view: &View,
        hours: &mut Hours<'_>,
        places: &Places,
        queue: &mut Queue,
    ) -> Result<(), RuntimeError> {
        let (agreement, now) = (hours.agreement, hours.now);
        let midnight = agreement.next_day(now);
        let after = agreement.next_day(midnight + Span::HOUR);
        let open = unplanned(view, agreement);
        let accepted = accepted(agreement);
        let in_call = self.in_call(view);
        self.read(|read| {
            queue.reached_today = read.count(&reached(view, hours))?;
            queue.in_call = read.count(&in_call)?;
            queue.asked = read.count(&asked(view))?;
            let sum = |of: fn(&PlaceCount) -> u64| -> u64 { places.0.iter().map(of).sum() };
            for place in &places.0 {
                match hours.is_closed(&place.country, &place.city) {
                    // Who asked just now is awake, whatever the hour.
                    true => queue.waiting += place.untried - place.ready,
                    false => {
                        queue.waiting += place.untried;
                        queue.rest += place.unasked;
                    }
                }
            }
            queue.resting = sum(|place| place.resting);
            // Who is held back with something planned is in no place above.
            let planned_with = |reach| Filter { has_next: Some(true), ..held(open.clone(), reach) };
            let unreachable = sum(|place| place.unreachable);
            let refused = sum(|place| place.all) - sum(|place| place.callable) - unreachable;
            queue.unreachable = unreachable + read.count(&planned_with(Reach::Nowhere))?;
            queue.blocked = refused + read.count(&planned_with(Reach::Refused))?;
            for place in places.0.iter().chain(&places.1).filter(|place| place.ready > 0) {
                let Some(at) = hours.opens(&place.country, &place.city, "") else { continue };
                queue.asleep += place.ready;
                queue.awake_at = Some(queue.awake_at.map_or(at, |first| first.min(at)));
            }
            // Who is on the list for a note is not left out of it, whatever else holds of them. Mostly
            // nobody is, and then none of these counts walks over everybody.
            let named = Filter { mentioned: view.named().to_vec(), ..Filter::default() };
            if !view.named().is_empty() && read.count(&named)? > 0 {
                let not_named = |counted: u64, filter: Filter| {
                    let mentioned = view.named().to_vec();
                    let listed = read.count(&Filter { mentioned, ..filter })?;
                    Ok::<u64, RuntimeError>(counted.saturating_sub(listed))
                };
                queue.resting = not_named(queue.resting, resting(open.clone(), hours))?;
                queue.blocked = not_named(queue.blocked, held(open.clone(), Reach::Refused))?;
                let unreachable = held(open.clone(), Reach::Nowhere);
                queue.unreachable = not_named(queue.unreachable, unreachable)?;
                queue.asleep = not_named(queue.asleep, asleep(places, view, hours))?;
            }
            let today = read.count(&planned(view, midnight))?;
            queue.planned = today;
            queue.tomorrow = read.count(&planned(view, after))?.saturating_sub(today);
            let later = Filter {
                has_next: Some(true),
                play: Some(Play::Open),
                reach: Some(Reach::Somehow),
                ..view.filter.clone()
            };
            let offset = usize::try_from(today).unwrap_or(usize::MAX);
            queue.next = read.list(&later, Order::Next, 1, offset)?.into_iter().next();
            if let Some(rank) = accepted {
                let rank = Some(open.stage_rank_min.unwrap_or(rank).max(rank));
                queue.without_step =
                    read.count(&Filter { stage_rank_min: rank, ..open.clone() })?;
            }
            Ok(())
        })
    }
}

/// The place of the funnel from which on sales has accepted.
fn accepted(agreement: &Agreement) -> Option<i64> {
    let index = agreement.stage_counting_as(StandardStage::Sal)?;
    i64::try_from(index).ok()
}

/// Open leads without a next step, customers aside.
pub(crate) fn unplanned(view: &View, agreement: &Agreement) -> Filter {
    let customer = agreement.stage_counting_as(StandardStage::Customer);
    Filter {
        play: Some(Play::Open),
        has_next: Some(false),
        stage_rank_below: customer.and_then(|index| i64::try_from(index).ok()),
        ..view.filter.clone()
    }
}

/// Who asked for something that nobody has answered.
pub(crate) fn asked(view: &View) -> Filter {
    Filter {
        play: Some(Play::Open),
        requested_since: Some(Timestamp::from_micros(1)),
        reach: Some(Reach::Somehow),
        ..view.filter.clone()
    }
}

/// With whom something is planned before a moment. Who may not be called is not; what else was
/// planned with them is done.
pub(crate) fn planned(view: &View, before: Timestamp) -> Filter {
    Filter {
        play: Some(Play::Open),
        next_until: Some(before - Span::from_micros(1)),
        reach: Some(Reach::Somehow),
        ..view.filter.clone()
    }
}

/// Who may be called at this hour, where they are or for what they just asked, and was not just now.
fn awake(places: &Places, view: &View, hours: &mut Hours<'_>) -> Filter {
    Filter {
        places: Some(by_hour(places, hours, false)),
        or_requested_since: Some(hours.fresh_since()),
        reach: Some(Reach::Callable),
        not_attempted_since: Some(hours.quiet_since()),
        ..unplanned(view, hours.agreement)
    }
}

/// Those of them who wait for no answer.
pub(crate) fn rest(places: &Places, view: &View, hours: &mut Hours<'_>) -> Filter {
    Filter {
        not_requested_since: Some(Timestamp::from_micros(1)),
        or_requested_since: None,
        ..awake(places, view, hours)
    }
}

/// The same of those for whom it is no hour to call.
pub(crate) fn asleep_rest(places: &Places, view: &View, hours: &mut Hours<'_>) -> Filter {
    Filter { places: Some(by_hour(places, hours, true)), ..rest(places, view, hours) }
}

fn reached(view: &View, hours: &Hours<'_>) -> Filter {
    let (agreement, now) = (hours.agreement, hours.now);
    let today = agreement.start_of(agreement.day(now)).unwrap_or(now);
    Filter { attempted_since: Some(today), ..view.filter.clone() }
}

fn silent(view: &View, hours: &Hours<'_>) -> Filter {
    let since = hours.now - SILENT;
    let open = unplanned(view, hours.agreement);
    let rank = accepted(hours.agreement);
    Filter {
        // A plan for next year is no reason not to ask again.
        has_next: None,
        reach: Some(Reach::Callable),
        // Accepted, and no further: what is further along is worked by its own plans.
        stage_rank_below: rank.map(|rank| rank + 1).or(open.stage_rank_below),
        // Who came today and did nothing yet has not been silent for long.
        known_before: Some(since),
        quiet_since: Some(since),
        not_attempted_since: Some(since),
        stage_rank_min: open.stage_rank_min.max(rank),
        ..open
    }
}

/// Who is held back for how they can be reached, whether or not a call is planned with them.
fn held(open: Filter, reach: Reach) -> Filter {
    Filter { has_next: None, reach: Some(reach), ..open }
}

/// Who was tried just now, and has asked for nothing since.
fn resting(open: Filter, hours: &Hours<'_>) -> Filter {
    Filter {
        reach: Some(Reach::Callable),
        attempted_since: Some(hours.quiet_since()),
        not_requested_since: Some(Timestamp::from_micros(1)),
        ..open
    }
}

/// Whose hours are not now.
fn asleep(places: &Places, view: &View, hours: &mut Hours<'_>) -> Filter {
    Filter { places: Some(by_hour(places, hours, true)), ..idle(view, hours) }
}

/// The same without whom the list shows because a note names who looks.
fn unlisted(view: &View, filter: Filter) -> Filter {
    Filter { unmentioned: view.named().to_vec(), ..filter }
}

/// Who would be called now if it were an hour to call there: who asked just now is awake, and what
/// was planned for an hour was agreed on with them. Who asked waits for an answer, whatever is
/// planned for later; who is met in minutes is awake.
fn idle(view: &View, hours: &Hours<'_>) -> Filter {
    Filter {
        has_next: None,
        idle: Some((hours.now - Span::HOUR, hours.now + APPOINTMENT_NEAR)),
        reach: Some(Reach::Callable),
        not_attempted_since: Some(hours.quiet_since()),
        not_requested_since: Some(hours.fresh_since()),
        ..unplanned(view, hours.agreement)
    }
}

/// Where those without a next step are, and where those are whose hour has passed or who asked for
/// something.
pub(crate) type Places = (Vec<PlaceCount>, Vec<PlaceCount>);

pub(crate) fn places(
    read: &Read<'_>,
    view: &View,
    hours: &Hours<'_>,
) -> Result<Places, RuntimeError> {
    let (quiet, fresh) = (hours.quiet_since(), hours.fresh_since());
    let unplanned = read.count_places(&unplanned(view, hours.agreement), quiet, fresh)?;
    // The end of the range is said once more, so that the index finds it.
    let until = Some(hours.now - Span::HOUR);
    let planned = Filter { has_next: Some(true), ..idle(view, hours) };
    let any = Some(Timestamp::from_micros(1));
    let asked = Filter { requested_since: any, ..planned.clone() };
    let passed = Filter { next_until: until, not_requested_since: any, ..planned };
    let mut places = read.count_places(&passed, quiet, fresh)?;
    places.extend(read.count_places(&asked, quiet, fresh)?);
    Ok((unplanned, places))
}

/// The places where it is no hour to call, or those where it is one: a country as a whole where
/// that holds anywhere in it.
fn by_hour(
    places: &Places,
    hours: &mut Hours<'_>,
    is_closed: bool,
) -> Vec<(String, Option<String>)> {
    let mut countries: BTreeMap<&str, (bool, Vec<&str>)> = BTreeMap::new();
    for place in places.0.iter().chain(&places.1) {
        let country = countries.entry(&place.country).or_insert((true, Vec::new()));
        match hours.is_closed(&place.country, &place.city) == is_closed {
            true => country.1.push(&place.city),
            false => country.0 = false,
        }
    }
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for (country, (is_whole, cities)) in countries {
        if is_whole {
            found.push((country.to_owned(), None));
        } else {
            let cities = cities.into_iter().map(|city| (country.to_owned(), Some(city.to_owned())));
            found.extend(cities);
        }
    }
    found
}

impl Entry {
    /// The same, behind the others where it is no hour to call there.
    pub(crate) fn at_their_hours(self, hours: &mut Hours<'_>) -> Entry {
        let Columns { country, city, owner, .. } = &self.columns;
        match hours.opens(country, city, owner) {
            Some(at) => Entry { place: Place::Asleep, awake_at: Some(at), ..self },
            None => self,
        }
    }
}

/// Who may be called at a moment, by the clock where each is.
pub(crate) struct Hours<'a> {
    pub(crate) agreement: &'a Agreement,
    pub(crate) now: Timestamp,
    /// Of each country and city that was asked for, whether it is an hour to call there.
    closed: BTreeMap<(String, String), bool>,
    /// Of each that is closed, with who answers for them, when they may be called.
    opens: BTreeMap<(String, String, String), Option<Timestamp>>,
}

impl Hours<'_> {
    pub(crate) fn of(agreement: &Agreement, now: Timestamp) -> Hours<'_> {
        Hours { agreement, now, closed: BTreeMap::new(), opens: BTreeMap::new() }
    }

    /// Whoever was tried since then rests.
    pub(crate) fn quiet_since(&self) -> Timestamp {
        let queue = self.agreement.document.queue.as_ref();
        self.now - queue.and_then(|queue| queue.quiet_after_call).unwrap_or(QUIET)
    }

    /// Whoever asked for something since then is awake.
    fn fresh_since(&self) -> Timestamp {
        let queue = self.agreement.document.queue.as_ref();
        self.now - queue.and_then(|queue| queue.fresh).unwrap_or(FRESH)
    }

    /// Whether it is no hour to call there.
    fn is_closed(&mut self, country: &str, city: &str) -> bool {
        let (agreement, now) = (self.agreement, self.now);
        let key = (country.to_owned(), city.to_owned());
        *self.closed.entry(key).or_insert_with(|| {
            let place = local_time::Place { country, city, postal_code: "" };
            place.awake_at(agreement, now).is_some()
        })
    }

    /// When somebody may be called for whom a colleague answers; `None` where it is now.
    fn opens(&mut self, country: &str, city: &str, owner: &str) -> Option<Timestamp> {
        if !self.is_closed(country, city) {
            return None;
        }
        let (agreement, now) = (self.agreement, self.now);
        let owner = Some(owner).filter(|owner| !owner.is_empty());
        let key = (country.to_owned(), city.to_owned(), owner.unwrap_or_default().to_owned());
        *self.opens.entry(key).or_insert_with(|| {
            let place = local_time::Place { country, city, postal_code: "" };
            cadence::next_call_at(agreement, place, owner, now)
        })
    }
}
