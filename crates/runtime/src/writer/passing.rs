//! Who passes what an agreement asks of the people of a company (`people:`), worked out of each by
//! themselves and told to the others as anything that one of them says of it.
//!
//! It is an event of their own where it changes, so that everybody stays what their events come to:
//! a trait of the company that is named after them and lists the conditions that they pass. Their
//! colleagues are told of it, and it is taken back where they leave, by `super::companies`.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::contact::colleagues::{COLLEAGUE, PASSING, without_news};
use engine::contact::profile::{Held, Profile};
use engine::event::{Act, Fact, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use super::Writer;
use super::folded::{Special, special};
use super::order::{Came, Intake, Whom};
use crate::card::{TOLD, company_keys, is_aside, own, stands, was_of};
use crate::error::RuntimeError;

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
        let max = self.limits.events_a_contact;
        let card = self.card(id)?;
        let contact = &card.contact;
        let is_of_one = card.erased.is_none()
            && card.is_anybody()
            && !company_keys(&contact.profile, Timestamp::MAX).is_empty();
        if !is_of_one {
            return Ok(());
        }
        let passed = agreement.people.iter().filter(|one| {
            // Who refuses to be profiled is not counted for others either.
            !contact.is_profiling_refused && one.judge(&agreement, contact, at).holds()
        });
        let passed: Vec<Value> = passed.map(|one| Value::text(one.id.as_str())).collect();
        let becomes = if passed.is_empty() { Value::Null } else { Value::List(passed) };
        let named = format!("{COLLEAGUE}{id}");
        let mut facts: Vec<Fact> = Vec::new();
        let mut tell = |id: &str, value: Value| {
            let (of, id, origin) = (Whose::Account, id.to_owned(), Origin::Derived);
            facts.push(Fact { of, id, value, origin });
        };
        // What was found out where they were before is of another company.
        let keys = company_keys(&contact.profile, Timestamp::MAX);
        let of_today = |held: &&Held| keys.iter().any(|key| was_of(&contact.profile, key, held.at));
        let is = own(&contact.profile, Whose::Account, &named).filter(of_today);
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
        let ids = contact.profile.ids(Whose::Account);
        for other in ids.filter(|other| other.starts_with(COLLEAGUE) && **other != *named) {
            let is = stands(own(&contact.profile, Whose::Account, other), Timestamp::MAX);
            if is.is_some_and(|held| held.value.is_present()) {
                tell(other, Value::Null);
            }
        }
        if facts.is_empty() {
            return Ok(());
        }
        self.take(Intake {
            whom: Whom::Known(id),
            at: None,
            known_at: None,
            source: Arc::from(PASSING),
            message_id: format!("{}", self.position + 1).into(),
            act: Act::Learned,
            facts,
            who: None,
            batch: None,
            came: Came::default(),
        })?;
        Ok(())
    }

    /// Has what was found out between two orders told.
    pub(super) fn tell_found(&mut self) {
        if let Err(error) = self.tell_found_later() {
            tracing::error!(%error, "it could not be noted whom of a company is to be told of it");
            self.is_broken = true;
        }
    }
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
