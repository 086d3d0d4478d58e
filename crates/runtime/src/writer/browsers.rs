//! Browsers, and what was done on them, which is at each moment of whoever was known on them.

use std::collections::{BTreeMap, BTreeSet};

use engine::contact::standing::Move;
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use super::Writer;
use crate::card::{Browser, browser_alone, names_somebody};
use crate::error::RuntimeError;

/// Browsers of which it is remembered what was said last.
const LATEST_MAX: usize = 10_000;

/// The last moments of which something was said of a browser: what comes after both changes nothing
/// of before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Latest {
    /// At which somebody was known on it.
    named: Timestamp,
    /// At which something was done on it without a name.
    alone: Timestamp,
}

impl Writer {
    /// A browser is somebody's from a moment on: the event that says so is not in the log yet.
    pub(super) fn join_browser(
        &mut self,
        browser: ContactId,
        anonymous: &str,
        row: &EventRow,
    ) -> Result<Moved, RuntimeError> {
        let card = self.card(browser)?;
        if card.as_of >= row.event.position {
            return Ok(Moved::new());
        }
        let state = card.browser.get_or_insert_with(|| Box::new(Browser::new(anonymous)));
        let is_first = state.owners().next().is_none();
        state.join(row.event.at, row.contact);
        self.known.forget(anonymous);
        if !is_first {
            self.know(browser, anonymous, Some((row.event.at, row.contact)), row, None)?;
        }
        self.hand_over(browser, row)
    }

    /// A browser is not somebody's.
    pub(super) fn part_browser(
        &mut self,
        browser: ContactId,
        who: ContactId,
        row: &EventRow,
    ) -> Result<Moved, RuntimeError> {
        let card = self.card(browser)?;
        let Some(state) = card.browser.as_mut() else { return Ok(Moved::new()) };
        if card.as_of >= row.event.position {
            return Ok(Moved::new());
        }
        state.part(who);
        let anonymous = state.id.clone();
        self.latest.remove(&anonymous);
        self.known.forget(&anonymous);
        self.hand_over(browser, row)
    }

    /// What an event that says who somebody is tells of the browser that they used: where another
    /// was known on it before, it is theirs from then on.
    pub(super) fn know_browser(&mut self, row: &EventRow) -> Result<Moved, RuntimeError> {
        let keys = row.keys.as_ref().filter(|_| names_somebody(row));
        let Some(keys) = keys else { return Ok(Moved::new()) };
        let used = [keys.anonymous_id.as_deref(), keys.previous_id.as_deref()];
        let mut moved = Moved::new();
        for anonymous in used.into_iter().flatten() {
            let (at, who) = (row.event.at, row.contact);
            if !self.known.is_theirs(anonymous, who, at) {
                moved.extend(self.know_who(anonymous, row)?);
            }
            if let Some(latest) = self.latest.get_mut(anonymous) {
                latest.named = latest.named.max(at);
            }
        }
        Ok(moved)
    }

    /// The same of one browser, of which it may be new.
    fn know_who(&mut self, anonymous: &str, row: &EventRow) -> Result<Moved, RuntimeError> {
        let Some(browser) = self.browser(anonymous)? else { return Ok(Moved::new()) };
        let card = self.card(browser)?;
        let Some(state) = &card.browser else { return Ok(Moved::new()) };
        let (at, who) = (row.event.at, row.contact);
        let is_new = card.as_of < row.event.position
            && state.is_of(who)
            && !state.is_turn_of(at, who)
            && !state.is_full();
        let mut moved = Moved::new();
        if is_new {
            self.know(browser, anonymous, Some((at, who)), row, Some(row))?;
            moved = self.hand_over(browser, row)?;
        }
        let last = self.card(browser)?.browser.as_ref().and_then(|state| state.last_turn());
        self.known.remember(anonymous, last);
        Ok(moved)
    }

    /// Somebody was known on a browser at a moment. Where that is after everything that was said of
    /// it, the log need not be asked.
    fn know(
        &mut self,
        browser: ContactId,
        anonymous: &str,
        also: Option<(Timestamp, ContactId)>,
        cause: &EventRow,
        with: Option<&EventRow>,
    ) -> Result<(), RuntimeError> {
        let is_last =
            self.latest.get(anonymous).is_some_and(|latest| latest.named <= cause.event.at);
        match (also, &mut self.card(browser)?.browser) {
            (Some((at, who)), Some(state)) if is_last => {
                state.turn_to(at, who);
                Ok(())
            }
            _ => self.know_again(browser, also, with),
        }
    }

    /// A card whose first event names a browser alone is that browser's.
    pub(super) fn mark_browser(&mut self, row: &EventRow) -> Result<(), RuntimeError> {
        let Some(anonymous) = browser_alone(row) else { return Ok(()) };
        if let Some(latest) = self.latest.get_mut(anonymous) {
            latest.alone = latest.alone.max(row.event.at);
        }
        let card = self.card(row.contact)?;
        if card.browser.is_some() || card.history != [row.event.position] {
            return Ok(());
        }
        // Who went on where somebody was erased is not the browser.
        if self.browser(anonymous)?.is_none() {
            let card = self.card(row.contact)?;
            card.browser = Some(Box::new(Browser::new(anonymous)));
            self.cache.changed(row.contact, row.event.position);
        }
        Ok(())
    }

    /// Collects from the log when each of a browser's people was known on it. `also` is one more
    /// such moment, `with` an event that is not in the log yet.
    fn know_again(
        &mut self,
        browser: ContactId,
        also: Option<(Timestamp, ContactId)>,
        with: Option<&EventRow>,
    ) -> Result<(), RuntimeError> {
        let Some(state) = self.card(browser)?.browser.clone() else { return Ok(()) };
        let mut known: Vec<(Timestamp, ContactId)> = also.into_iter().collect();
        for who in state.people() {
            let holder = self.follow(who)?;
            for row in self.rows_of(holder, with)? {
                let used = row.keys.as_ref().is_some_and(|keys| {
                    let ids = [&keys.anonymous_id, &keys.previous_id];
                    ids.into_iter().any(|id| id.as_deref() == Some(state.id.as_str()))
                });
                if used && names_somebody(&row) && state.is_of(row.contact) {
                    known.push((row.event.at, row.contact));
                }
            }
        }
        let named = known.iter().map(|(at, _)| *at).max().unwrap_or(Timestamp::MIN);
        if self.latest.len() >= LATEST_MAX {
            self.latest.clear();
        }
        // What was done on it without a name is looked at next.
        self.latest.insert(state.id.clone(), Latest { named, alone: Timestamp::MAX });
        if let Some(state) = &mut self.card(browser)?.browser {
            state.know(known);
        }
        Ok(())
    }

    /// Hands what was done on a browser to whose it is at each moment. Every card that this touches
    /// is saved with the event that caused it, so that no replay has to do it again.
    fn hand_over(&mut self, browser: ContactId, cause: &EventRow) -> Result<Moved, RuntimeError> {
        let Some(state) = self.card(browser)?.browser.clone() else { return Ok(Moved::new()) };
        let is_after_all =
            self.latest.get(&state.id).is_some_and(|latest| latest.alone < cause.event.at);
        if is_after_all {
            self.stands(browser, &state, cause)?;
            return Ok(Moved::new());
        }
        let mut alone = Timestamp::MIN;
        let mut holders: BTreeSet<ContactId> = BTreeSet::from([browser]);
        for who in state.everybody() {
            holders.insert(self.follow(who)?);
        }
        let mut handed: BTreeMap<ContactId, (Vec<u64>, Vec<u64>)> = BTreeMap::new();
        for holder in holders {
            for row in self.rows_of(holder, None)? {
                if browser_alone(&row) != Some(state.id.as_str()) {
                    continue;
                }
                alone = alone.max(row.event.at);
                let owner = match state.owner(row.event.at) {
                    Some(owner) => self.follow(owner)?,
                    None => browser,
                };
                if owner != holder {
                    let position = row.event.position;
                    handed.entry(holder).or_default().0.push(position);
                    handed.entry(owner).or_default().1.push(position);
                }
            }
        }
        let mut moved = Moved::new();
        for (id, (gone, come)) in handed {
            let card = self.card(id)?;
            card.history.retain(|position| gone.binary_search(position).is_err());
            card.history.extend(come);
            card.history.sort_unstable();
            let has_cause = card.history.last() == Some(&cause.event.position);
            let with = Some(cause).filter(|_| has_cause);
            let folded = self.fold_again(id, with, cause.event.known_at, cause)?;
            moved.extend(folded.moves.into_iter().map(|one| (id, one)));
            if id != cause.contact {
                self.card(id)?.as_of = cause.event.position;
            }
            self.touched(id, cause.event.position);
        }
        if let Some(latest) = self.latest.get_mut(&state.id) {
            latest.alone = alone;
        }
        self.stands(browser, &state, cause)?;
        Ok(moved)
    }

    /// The card of a browser stands for an event that said whose it is.
    fn stands(
        &mut self,
        browser: ContactId,
        state: &Browser,
        cause: &EventRow,
    ) -> Result<(), RuntimeError> {
        let card = self.card(browser)?;
        card.as_of = cause.event.position;
        card.joined_into = state.owners().next();
        self.touched(browser, cause.event.position);
        self.through.insert(cause.contact);
        Ok(())
    }
}

/// Moves of several contacts.
pub(super) type Moved = Vec<(ContactId, Move)>;
