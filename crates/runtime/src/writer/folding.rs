//! People of whom nothing but a browser is known, folded into counts once they are long gone.
//!
//! Once a day, while nobody asks for anything, all browsers are looked through in small steps; where
//! somebody always does, between their orders. What is folded is gone: whoever comes back on such a browser is somebody new (decision 24).

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::event::Act;
use engine::time::{Span, Timestamp};
use store::ids::ContactId;
use store::workspace::folding::{Count, Fold, PEOPLE};
use store::workspace::rows::EventRow;

use super::Writer;
use crate::anonymous::{KEPT_MONTHS, months_before, months_of};
use crate::card::{self, BROWSER, Card, is_aside};
use crate::error::RuntimeError;

/// Browsers that are looked at between two orders.
const AT_ONCE: usize = 200;
/// Events that one transaction removes before it ends, those of the last contact whole.
const EVENTS_AT_ONCE: usize = 2_000;
/// The same where there is always an order that waits.
const BETWEEN: usize = 50;
/// Transactions of orders between two such steps.
const ORDERS_BETWEEN: u32 = 16;
/// How long a round waits for a rest in which everything is saved.
const RESTLESS: Span = Span::HOUR.times(6);
/// How often everybody is looked through.
const ROUND: Span = Span::DAY;
/// The name under which it is kept when everybody was last looked through.
const LOOKED_AT: &str = "folded_at";
/// Letters of a page or an asset that are kept.
const WHAT_CHARS_MAX: usize = 200;
/// What an event is about, the first that it says.
const ABOUT: [&str; 6] = ["path", "url", "asset", "form", "mail", "product"];

/// How far everybody was looked through.
#[derive(Debug, Default)]
pub(super) struct Folding {
    /// When the next round begins; not known before the first.
    next: Option<Timestamp>,
    /// Since when the next round is due and has not begun.
    due_since: Option<Timestamp>,
    /// Transactions of orders that were made.
    served: u32,
    /// Who is folded in this round whose last event was before, and the last id that was looked at.
    round: Option<(Timestamp, String)>,
}

impl Folding {
    /// Whether a round is on its way.
    pub(super) fn is_on(&self) -> bool {
        self.round.is_some()
    }
}

impl Writer {
    /// Looks at some more browsers, where a round is due or on its way.
    pub(super) fn fold_some(&mut self) {
        // Who is not saved yet would be passed over until the next round.
        if self.folding.is_on() || !self.has_unwritten() {
            self.fold_step(AT_ONCE);
        }
    }

    /// Looks at some more now and then also where there is always an order that waits, once a round
    /// has waited too long for a rest.
    pub(super) fn fold_between(&mut self) {
        self.folding.served = self.folding.served.wrapping_add(1);
        if !self.folding.served.is_multiple_of(ORDERS_BETWEEN) {
            return;
        }
        match self.is_overdue() {
            Ok(true) => self.fold_step(BETWEEN),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "when long gone browsers are folded is not known"),
        }
    }

    /// Whether a round is on its way, or has been due for too long.
    fn is_overdue(&mut self) -> Result<bool, RuntimeError> {
        if self.folding.is_on() {
            return Ok(true);
        }
        let now = self.clock.now();
        if now < self.next_round()? {
            self.folding.due_since = None;
            return Ok(false);
        }
        let since = *self.folding.due_since.get_or_insert(now);
        Ok(now - since >= RESTLESS)
    }

    fn fold_step(&mut self, at_once: usize) {
        // Who a version or a release has still to look at is looked at first.
        if !self.sweep.is_over() || !self.anew.is_empty() {
            return;
        }
        if let Err(error) = self.fold_more(at_once).and_then(|()| self.write_folds()) {
            tracing::error!(%error, "long gone browsers could not be folded into counts");
            self.folding.round = None;
        }
    }

    /// Writes who was folded before anything else is taken: nobody comes back on a browser that is
    /// on its way out.
    fn write_folds(&mut self) -> Result<(), RuntimeError> {
        if self.pending.folds.is_empty() {
            return Ok(());
        }
        self.commit()
    }

    /// Looks at all of them, where a round is due.
    pub(super) fn fold_all(&mut self) {
        self.fold_step(AT_ONCE);
        while self.folding.is_on() {
            self.fold_step(AT_ONCE);
        }
    }

    fn fold_more(&mut self, at_once: usize) -> Result<(), RuntimeError> {
        let now = self.clock.now();
        let Some((before, after)) = self.round(now)? else { return Ok(()) };
        let some = self.store.read().holders_after(BROWSER, &after, at_once)?;
        let is_last = some.len() < at_once;
        let (mut last, mut removed) = (None, 0);
        for (anonymous, id) in some {
            removed += self.fold_one(id, &anonymous, before)?;
            last = Some(anonymous);
            if removed >= EVENTS_AT_ONCE {
                break;
            }
        }
        match last.filter(|_| !is_last || removed >= EVENTS_AT_ONCE) {
            Some(last) => self.folding.round = Some((before, last)),
            None => {
                self.folding.round = None;
                self.pending.notes.push((LOOKED_AT.to_owned(), Some(now.micros().to_string())));
            }
        }
        Ok(())
    }

    /// The round that is on its way, begun where one is due.
    fn round(&mut self, now: Timestamp) -> Result<Option<(Timestamp, String)>, RuntimeError> {
        if self.folding.round.is_some() {
            return Ok(self.folding.round.clone());
        }
        if now < self.next_round()? {
            return Ok(None);
        }
        self.folding.due_since = None;
        self.folding.next = Some(now + ROUND);
        let months = months_of(self.store.read().note(KEPT_MONTHS)?.as_deref());
        let begun = (months > 0).then(|| (months_before(now, months), String::new()));
        self.folding.round.clone_from(&begun);
        Ok(begun)
    }

    /// When the next round is due.
    fn next_round(&mut self) -> Result<Timestamp, RuntimeError> {
        if let Some(next) = self.folding.next {
            return Ok(next);
        }
        let last = self.store.read().note(LOOKED_AT)?.and_then(|micros| micros.parse().ok());
        let next = last.map_or(Timestamp::MIN, |micros| Timestamp::from_micros(micros) + ROUND);
        self.folding.next = Some(next);
        Ok(next)
    }

    /// Folds a browser into counts, where nobody was ever known on it and nothing was done on it
    /// since a moment; how many events that removes.
    fn fold_one(
        &mut self,
        id: ContactId,
        anonymous: &str,
        before: Timestamp,
    ) -> Result<usize, RuntimeError> {
        if self.is_unwritten(id) {
            return Ok(0);
        }
        let Some(card) = self.saved(id)? else { return Ok(0) };
        let Some(last) = card.history.last().filter(|_| self.is_nobody(&card)) else {
            return Ok(0);
        };
        // The end of the log says which place comes next.
        if *last == self.position {
            return Ok(0);
        }
        let is_old = |row: &EventRow| row.event.at < before && row.event.known_at < before;
        if self.event_at(*last)?.is_none_or(|row| !is_old(&row)) {
            return Ok(0);
        }
        let rows = self.store.read().events_at(&card.history)?;
        if !rows.iter().all(|row| is_old(row) && row.contact == id) {
            return Ok(0);
        }
        let mut voided: Vec<u64> = Vec::new();
        for row in &rows {
            let position = row.event.position;
            voided.extend(self.is_voided(position)?.then_some(position));
        }
        let counts = counted(rows.iter().filter(|row| !voided.contains(&row.event.position)));
        let events = card.history.clone();
        let removed = events.len();
        self.pending.folds.push(Fold { contact: id, events, counts });
        self.cache.forget(id);
        self.latest.remove(anonymous);
        self.known.forget(anonymous);
        Ok(removed)
    }

    /// A card as it is saved; it is not kept in memory for having been looked at.
    fn saved(&self, id: ContactId) -> Result<Option<Card>, RuntimeError> {
        if let Some(card) = self.cache.peek(id) {
            return Ok(Some(Card::clone(card)));
        }
        let state = self.store.read().state(id)?;
        Ok(state.and_then(|(_, state)| serde_json::from_str(&state).ok()))
    }

    /// Whether nothing but a browser is known of somebody, and nobody ever said whose it is or is
    /// not.
    fn is_nobody(&self, card: &Card) -> bool {
        let is_alone =
            card.browser.as_ref().is_some_and(|browser| browser.everybody().next().is_none());
        let agreement = Arc::clone(&self.versions.current().agreement);
        is_alone
            && card.joined_into.is_none()
            && card.erased.is_none()
            && card.keys().iter().all(|key| key.kind == BROWSER)
            && card::columns(&agreement, card, self.known_at).is_none()
    }
}

/// What somebody's events count for, and they themselves.
fn counted<'a>(rows: impl Iterator<Item = &'a EventRow>) -> Vec<Count> {
    let mut counts: BTreeMap<(String, String, String, String), u64> = BTreeMap::new();
    let mut first: Option<&EventRow> = None;
    for row in rows {
        if is_aside(row) || matches!(row.event.act, Act::TimePassed | Act::Voided { .. }) {
            continue;
        }
        if first.is_none_or(|first| row.event.at < first.event.at) {
            first = Some(row);
        }
        let of = (month(row), row.event.source.to_string(), name(row), about(row));
        *counts.entry(of).or_default() += 1;
    }
    if let Some(first) = first {
        let of = (month(first), first.event.source.to_string(), PEOPLE.to_owned(), String::new());
        *counts.entry(of).or_default() += 1;
    }
    let counts = counts.into_iter();
    let count = |((month, source, name, what), count)| Count { month, source, name, what, count };
    counts.map(count).collect()
}

/// What happened. What a program calls as the people themselves are counted is called otherwise, as
/// are the names by which Criba decides: it would be counted among people.
fn name(row: &EventRow) -> String {
    match row.name() {
        PEOPLE => format!("tracked_{PEOPLE}"),
        name => name.to_owned(),
    }
}

/// The month in which an event was, in UTC.
fn month(row: &EventRow) -> String {
    row.event.at.to_string().chars().take("2026-03".len()).collect()
}

/// The page or asset that an event is about, without what is asked of a page, which may name people.
fn about(row: &EventRow) -> String {
    let Act::Happened { properties, .. } = &row.event.act else { return String::new() };
    let said = ABOUT.iter().find_map(|about| {
        let said = properties.iter().find(|(id, _)| id == about);
        said.map(|(_, value)| value.to_string()).filter(|text| !text.is_empty())
    });
    let said = said.unwrap_or_default();
    let plain = said.split(['?', '#']).next().unwrap_or_default();
    plain.chars().take(WHAT_CHARS_MAX).collect()
}
