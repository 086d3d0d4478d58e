//! Who passes what an agreement asks of the people of a company (`people:`), worked out of each by
//! themselves and told to the others as anything that one of them says of it.
//!
//! It is an event of their own where it changes, so that everybody stays what their events come to:
//! a trait of the company that is named after them and lists the conditions that they pass. Their
//! colleagues are told of it, and it is taken back where they leave, by `super::companies`.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::sealed::{Agreement, SealedPeople};
use engine::contact::Contact;
use engine::contact::colleagues::{COLLEAGUE, PASSING, without_news};
use engine::contact::profile::{Held, Profile};
use engine::contact::standing::Move;
use engine::event::{Act, Fact, Origin};
use engine::replay::InForce;
use engine::step::catch_up;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use super::Writer;
use super::folded::{Special, special};
use super::order::{Came, Intake, Whom};
use super::versions::Version;
use crate::card::{Card, TOLD, company_keys, is_aside, own, stands, was_of};
use crate::error::RuntimeError;

/// Changes by time alone that are said each at its moment; what comes after as of now.
const CHANGES_MAX: usize = 16;
/// Moments that are looked at for one of them.
const MOMENTS_MAX: usize = 64;
/// The least between two moments.
const MOMENT: Span = Span::from_micros(1);
/// What the id of what was found out later than it was so ends with.
const LATE: &str = " late";

impl Writer {
    /// Looks again what somebody passes after an event of theirs.
    pub(super) fn pass_after(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        if *row.event.source == *PASSING || is_aside(row) {
            return Ok(());
        }
        self.pass_again(row.contact)?;
        // Whoever was parted is somebody of their own again.
        if let Some(Special::Void(target)) = special(&row.event.act)
            && let Some((_, other)) = self.joined_by(target)?
        {
            self.pass_again(other)?;
        }
        Ok(())
    }

    /// Looks again what somebody passes, and tells it where that is something else by now.
    pub(super) fn pass_again(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        let agreement = Arc::clone(&self.versions.current().agreement);
        if agreement.people.is_empty() {
            return Ok(());
        }
        let id = self.follow(id)?;
        let at = self.known_at.max(self.clock.now());
        let card = self.card(id)?;
        if card.contact.version != agreement.version || !is_of_a_company(card) {
            return Ok(());
        }
        let becomes = passed(&agreement, &card.contact, at);
        self.say_passed(id, becomes, None)?;
        Ok(())
    }

    /// Says what somebody passed up to now, before anything else is taken of them.
    pub(super) fn pass_before(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        self.pass_versions(id)?;
        self.pass_due(id)
    }

    /// Says what somebody passes of what each version asks that they have not taken, as of just before
    /// it came into force: nobody is judged by it without what their colleagues pass, and what a
    /// version does not ask is not left over for a later one.
    pub(super) fn pass_versions(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        let number = self.card(id)?.contact.version;
        let later = self.versions.after(number, self.position + 1);
        let mut before = Arc::clone(&self.versions.with_number(number).agreement);
        let asks = |agreement: &Agreement| !agreement.people.is_empty();
        let is_asked = asks(&before) || later.iter().any(|version| asks(&version.agreement));
        if later.is_empty() || !is_asked || !is_of_a_company(self.card(id)?) {
            return Ok(());
        }
        let rows = self.rows_of(id, None)?;
        let mut trial = Card::clone(self.card(id)?);
        for version in later {
            let Version { agreement, from, .. } = version;
            trial.adopt(&before, &InForce { agreement: &agreement, from }, &rows);
            let becomes = passed(&agreement, &trial.contact, from);
            self.say_passed(id, becomes, Some(from - MOMENT))?;
            before = agreement;
        }
        Ok(())
    }

    /// Says what somebody passed no longer, or only since, at each moment up to now when that changed
    /// by time alone, whenever it is looked at.
    pub(super) fn pass_due(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        let agreement = Arc::clone(&self.versions.current().agreement);
        if agreement.people.is_empty() {
            return Ok(());
        }
        let now = self.known_at.max(self.clock.now());
        for _ in 0..CHANGES_MAX {
            let card = self.card(id)?;
            if card.contact.version != agreement.version || !is_of_a_company(card) {
                return Ok(());
            }
            let Some((at, becomes)) = changes(&agreement, &card.contact, now) else {
                return Ok(());
            };
            if !self.say_passed(id, becomes, Some(at))? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Says what somebody passes, where it is something else than what was said; since a moment that
    /// is over where it was found late. Whether anything was said.
    fn say_passed(
        &mut self,
        id: ContactId,
        becomes: Value,
        since: Option<Timestamp>,
    ) -> Result<bool, RuntimeError> {
        let max = self.limits.events_a_contact;
        let card = self.card(id)?;
        let profile = &card.contact.profile;
        let named = format!("{COLLEAGUE}{id}");
        let mut facts: Vec<Fact> = Vec::new();
        let mut tell = |id: &str, value: Value| {
            let (of, id, origin) = (Whose::Account, id.to_owned(), Origin::Derived);
            facts.push(Fact { of, id, value, origin });
        };
        // What was found out where they were before is of another company.
        let keys = company_keys(profile, Timestamp::MAX);
        let of_today = |held: &&Held| keys.iter().any(|key| was_of(profile, key, held.at));
        let is = own(profile, Whose::Account, &named).filter(of_today);
        let is = stands(is, Timestamp::MAX);
        let is = is.map_or(&Value::Null, |held| &held.value);
        // Whoever has all the events they can have passes nothing new.
        let becomes = match card.history.len() >= max {
            true => without_news(&named, is, &becomes).unwrap_or_else(|| is.clone()),
            false => becomes,
        };
        if *is != becomes {
            tell(&named, becomes);
        }
        // Whoever turned out to be them counts once.
        for other in profile.ids(Whose::Account).filter(|other| other.starts_with(COLLEAGUE)) {
            let is = stands(own(profile, Whose::Account, other), Timestamp::MAX);
            if *other != *named && is.is_some_and(|held| held.value.is_present()) {
                tell(other, Value::Null);
            }
        }
        if facts.is_empty() {
            return Ok(false);
        }
        let late = if since.is_some() { LATE } else { "" };
        self.take(Intake {
            whom: Whom::Known(id),
            at: since,
            known_at: since,
            source: Arc::from(PASSING),
            message_id: format!("{}{late}", self.position + 1).into(),
            act: Act::Learned,
            facts,
            who: None,
            batch: None,
            came: Came::default(),
        })?;
        Ok(true)
    }
}

/// Whether somebody is of a company, so that what they pass may count for others.
fn is_of_a_company(card: &Card) -> bool {
    card.erased.is_none()
        && card.joined_into.is_none()
        && card.is_anybody()
        && !company_keys(&card.contact.profile, Timestamp::MAX).is_empty()
}

/// What somebody passes at a moment of what is asked of the people of a company. Who refuses to be
/// profiled is not counted for others either.
fn passed(agreement: &Agreement, contact: &Contact, at: Timestamp) -> Value {
    let passes = |one: &&SealedPeople| {
        !contact.is_profiling_refused && one.judge(agreement, contact, at).holds()
    };
    let passed = agreement.people.iter().filter(passes);
    let passed: Vec<Value> = passed.map(|one| Value::text(one.id.as_str())).collect();
    if passed.is_empty() { Value::Null } else { Value::List(passed) }
}

/// The first moment by `now` at which somebody passes something else than when they were last judged,
/// if nothing happened since, and what.
fn changes(agreement: &Agreement, contact: &Contact, now: Timestamp) -> Option<(Timestamp, Value)> {
    let until = |contact: &Contact, at: Timestamp| {
        agreement.people.iter().map(|one| one.judge(agreement, contact, at).until).min()
    };
    let mut at = contact.judged_at?;
    if until(contact, at)? > now && contact.wake_at > now {
        return None;
    }
    let is = passed(agreement, contact, at);
    // What is asked may be a stage, which time moves.
    let mut moves: Vec<Move> = Vec::new();
    catch_up(agreement, &mut contact.clone(), None, now, &mut moves);
    let mut then = contact.clone();
    for _ in 0..MOMENTS_MAX {
        let moved = moves.iter().map(|moved| moved.at).filter(|moment| *moment > at).min();
        at = until(&then, at)?.min(moved.unwrap_or(Timestamp::MAX)).max(at + MOMENT);
        if at > now {
            return None;
        }
        catch_up(agreement, &mut then, None, at + MOMENT, &mut Vec::new());
        let becomes = passed(agreement, &then, at);
        if becomes != is {
            return Some((at, becomes));
        }
    }
    None
}

/// Whether something was worked out of a contact or told of their company, not by them.
pub(super) fn is_worked_out(row: &EventRow) -> bool {
    matches!(&*row.event.source, PASSING | TOLD)
}

/// Whether nothing that somebody passed comes before it: it says that itself, or is told of a moment
/// that is over.
pub(super) fn is_said_first(intake: &Intake) -> bool {
    *intake.source == *PASSING || *intake.source == *TOLD && intake.known_at.is_some()
}

/// Whether what somebody passes was found out later than it was so.
pub(super) fn is_said_late(held: &Held) -> bool {
    *held.source == *PASSING && held.message_id.ends_with(LATE)
}

/// Whether what Criba worked out of somebody, or tells them of their company, only takes back what
/// stood there.
pub(super) fn takes_back(intake: &Intake, profile: &Profile) -> bool {
    let takes = |fact: &Fact| {
        let known = stands(profile.said(fact.of, &fact.id).iter(), Timestamp::MAX);
        let left = known.and_then(|known| without_news(&fact.id, &known.value, &fact.value));
        left.is_some_and(|left| left == fact.value)
    };
    matches!(&*intake.source, PASSING | TOLD)
        && !intake.facts.is_empty()
        && intake.facts.iter().all(takes)
}
