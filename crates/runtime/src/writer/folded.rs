//! Cards that are folded again from the log: where an event is voided, where two contacts are joined
//! or parted, where old history is learned late, and where a version comes into force.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::contact::standing::Move;
use engine::event::Act;
use engine::step::{Given, Outcome};
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::rows::{EventRow, Key};

use super::Writer;
use super::browsers::Moved;
use crate::card::{self, Addresses, BROWSER, Card};
use crate::error::RuntimeError;

/// What a row did.
pub(super) struct Absorbed {
    pub(super) moves: Vec<Move>,
    /// What it moved others.
    pub(super) others: Moved,
    pub(super) given: Vec<Given>,
    pub(super) outcome: Outcome,
}

impl Default for Absorbed {
    fn default() -> Absorbed {
        Absorbed {
            moves: Vec::new(),
            others: Moved::new(),
            given: Vec::new(),
            outcome: Outcome::Applied,
        }
    }
}

/// Acts that touch more than one card or more than the present.
pub(super) enum Special {
    Void(u64),
    Join(ContactId),
    /// A browser of an id is theirs.
    Browser(ContactId, String),
}

pub(super) fn special(act: &Act) -> Option<Special> {
    match act {
        Act::Voided { position, .. } => Some(Special::Void(*position)),
        Act::Happened { name, properties } if name == "joined" => {
            let said = |wanted: &str| {
                let said = properties.iter().find(|(id, _)| id == wanted);
                said.map(|(_, value)| value.to_string())
            };
            let other: ContactId = said("other")?.parse().ok()?;
            Some(match said(BROWSER) {
                Some(id) => Special::Browser(other, id),
                None => Special::Join(other),
            })
        }
        _ => None,
    }
}

impl Writer {
    /// Old history, learned late: the card is folded again with it in its place.
    pub(super) fn fold_with(
        &mut self,
        id: ContactId,
        row: &EventRow,
    ) -> Result<Absorbed, RuntimeError> {
        let judged_at = self.card(id)?.contact.judged_at.unwrap_or(Timestamp::MIN);
        self.fold_again(id, Some(row), row.event.known_at.max(judged_at), row)
    }

    /// An event counts no longer: the cards it touched are folded again without it.
    pub(super) fn void(&mut self, id: ContactId, row: &EventRow) -> Result<Absorbed, RuntimeError> {
        self.fold_again(id, Some(row), row.event.known_at, row)
    }

    /// What a join, or the undoing of one, does to the contact that was joined: it points to the
    /// one it was joined into, or goes on with the events it had by then.
    pub(super) fn touch_other(&mut self, row: &EventRow) -> Result<Moved, RuntimeError> {
        let position = row.event.position;
        match special(&row.event.act) {
            Some(Special::Browser(browser, id)) => return self.join_browser(browser, &id, row),
            Some(Special::Join(other)) => {
                let card = self.card(other)?;
                if card.as_of < position {
                    card.as_of = position;
                    card.joined_into = Some(row.contact);
                    self.touched(other, position);
                    self.through.insert(row.contact);
                }
            }
            Some(Special::Void(target)) => {
                if let Some((browser, who)) = self.browser_joined_by(target)? {
                    return self.part_browser(browser, who, row);
                }
                if let Some((first, other)) = self.joined_by(target)? {
                    return self.part(first, other, target, row);
                }
            }
            None => {}
        }
        Ok(Moved::new())
    }

    /// Two contacts are two again: each of those that hold the events of the one that was joined
    /// hands them back.
    fn part(
        &mut self,
        first: ContactId,
        other: ContactId,
        target: u64,
        row: &EventRow,
    ) -> Result<Moved, RuntimeError> {
        let position = row.event.position;
        if self.card(other)?.as_of >= position {
            return Ok(Moved::new());
        }
        // Once: what is handed back says more of whom it is about.
        let back = self.history_back(first, other, target)?;
        let mut moved = Moved::new();
        // Where it was joined into others since, each of them hands the events back, and is another
        // than they too: nobody is joined again by itself with whoever holds whom they are not.
        let mut apart: BTreeSet<ContactId> = BTreeSet::new();
        let mut holder = Some(first);
        while let Some(id) = holder {
            apart.insert(id);
            let card = self.card(id)?;
            card.apart.insert(other);
            card.history.retain(|position| back.binary_search(position).is_err());
            holder = card.joined_into;
            if id != row.contact {
                card.as_of = position;
                let folded = self.fold_again(id, None, row.event.known_at, row)?;
                moved.extend(folded.moves.into_iter().map(|one| (id, one)));
                self.touched(id, position);
            }
        }
        let card = self.card(other)?;
        card.as_of = position;
        card.joined_into = None;
        card.apart.extend(apart);
        card.history = back;
        let folded = self.fold_again(other, None, row.event.known_at, row)?;
        moved.extend(folded.moves.into_iter().map(|one| (other, one)));
        self.touched(other, position);
        self.through.insert(row.contact);
        Ok(moved)
    }

    /// A card that an event of another changed: it is saved in the same transaction, so that no
    /// replay has to know in which order several cards were saved.
    pub(super) fn touched(&mut self, id: ContactId, position: u64) {
        self.cache.changed(id, position);
        self.through.insert(id);
    }

    /// The contact that went on and the one it took in, if the event at a position is a join.
    pub(super) fn joined_by(
        &self,
        position: u64,
    ) -> Result<Option<(ContactId, ContactId)>, RuntimeError> {
        let row = self.event_at(position)?;
        Ok(row.and_then(|row| match special(&row.event.act) {
            Some(Special::Join(other)) => Some((row.contact, other)),
            _ => None,
        }))
    }

    /// The browser and whose it became, if the event at a position joined one.
    fn browser_joined_by(
        &self,
        position: u64,
    ) -> Result<Option<(ContactId, ContactId)>, RuntimeError> {
        let row = self.event_at(position)?;
        Ok(row.and_then(|row| match special(&row.event.act) {
            Some(Special::Browser(browser, _)) => Some((browser, row.contact)),
            _ => None,
        }))
    }

    /// Two contacts are one: the first goes on with the events of both.
    pub(super) fn join(
        &mut self,
        id: ContactId,
        other: ContactId,
        row: &EventRow,
    ) -> Result<Absorbed, RuntimeError> {
        let position = row.event.position;
        let joined = self.history_before(other, position)?;
        let card = self.card(id)?;
        card.history.extend(joined);
        card.history.sort_unstable();
        card.history.dedup();
        self.fold_again(id, Some(row), row.event.known_at, row)
    }

    /// The events that a card had before one of the log. A joined card keeps its own, so that the
    /// join can be replayed and undone whatever was saved of it.
    pub(super) fn history_before(
        &mut self,
        id: ContactId,
        position: u64,
    ) -> Result<Vec<u64>, RuntimeError> {
        let history = &self.card(id)?.history;
        Ok(history.iter().copied().filter(|earlier| *earlier < position).collect())
    }

    /// The events that a contact has again once it is parted: those it had before it was joined, and
    /// those since whose strongest key is its own. What people did since stays where it is.
    fn history_back(
        &mut self,
        first: ContactId,
        other: ContactId,
        joined_at: u64,
    ) -> Result<Vec<u64>, RuntimeError> {
        let mut back = self.history_before(other, joined_at)?;
        let holder = self.follow(first)?;
        let own = Own::of(self.card(other)?);
        for row in self.rows_of(holder, None)? {
            let position = row.event.position;
            if position > joined_at && self.is_own(&own, other, &row)? {
                back.push(position);
            }
        }
        back.sort_unstable();
        back.dedup();
        Ok(back)
    }

    /// Whether the strongest key of an event is a contact's own.
    fn is_own(
        &mut self,
        own: &Own,
        contact: ContactId,
        row: &EventRow,
    ) -> Result<bool, RuntimeError> {
        let Some(keys) = &row.keys else { return Ok(false) };
        if let Some(user) = &keys.user_id {
            return Ok(own.ids.contains(user));
        }
        if let Some(strongest) = Addresses::of(keys, &row.event.facts).keys.first() {
            return Ok(own.keys.contains(strongest));
        }
        let Some(anonymous) = &keys.anonymous_id else { return Ok(false) };
        let Some(browser) = self.browser(anonymous)? else { return Ok(false) };
        let state = self.card(browser)?.browser.as_ref();
        Ok(state.and_then(|state| state.owner(row.event.at)) == Some(contact))
    }

    /// Folds a card again as of a moment. Where that puts it elsewhere, that is a move of its own:
    /// what was decided before stays as it was decided.
    pub(super) fn fold_again(
        &mut self,
        id: ContactId,
        with: Option<&EventRow>,
        now: Timestamp,
        cause: &EventRow,
    ) -> Result<Absorbed, RuntimeError> {
        let before = self.card(id)?.contact.standings.clone();
        if let Some(row) = with
            && self.card(id)?.history.last() != Some(&row.event.position)
        {
            self.card(id)?.history.push(row.event.position);
        }
        let rows = self.rows_of(id, with)?;
        let mut card = Card::clone(self.card(id)?);
        card.fold(&self.versions.in_force(), &rows, now);
        let agreement = Arc::clone(&self.versions.with_number(card.contact.version).agreement);
        let mut moves: Vec<Move> = Vec::new();
        for (index, line) in agreement.lines.iter().enumerate() {
            let (Some(old), Some(new)) = (before.get(index), card.contact.standings.get(index))
            else {
                continue;
            };
            if old.stage == new.stage && old.state == new.state {
                continue;
            }
            moves.push(Move {
                line: line.id.clone(),
                at: cause.event.known_at,
                from: old.stage.clone(),
                to: new.stage.clone(),
                state: new.state.clone(),
                cycle: new.cycle,
                clause: None,
                by: None,
                why: cause.name().to_owned(),
            });
        }
        *self.card(id)? = card;
        Ok(Absorbed { moves, ..Absorbed::default() })
    }

    /// The rows of a card that still count, in the order they were learned; `with` is one that is not in the log yet.
    pub(super) fn rows_of(
        &mut self,
        id: ContactId,
        with: Option<&EventRow>,
    ) -> Result<Vec<EventRow>, RuntimeError> {
        let history = self.card(id)?.history.clone();
        self.rows_at(&history, with)
    }

    /// The rows at these positions that still count, in the order they were learned; `with` is one
    /// that is in nobody's log yet.
    pub(super) fn rows_at(
        &self,
        history: &[u64],
        with: Option<&EventRow>,
    ) -> Result<Vec<EventRow>, RuntimeError> {
        let mut rows: Vec<EventRow> = Vec::with_capacity(history.len());
        for position in history.iter().copied() {
            let row = match with.filter(|row| row.event.position == position) {
                Some(row) => Some(row.clone()),
                None => self.event_at(position)?,
            };
            if !self.is_voided(position)? {
                rows.extend(row);
            }
        }
        rows.sort_by_key(|row| (row.event.known_at, row.event.position));
        Ok(rows)
    }

    /// Takes the versions that came into force before an event and by a moment, each at its own time.
    pub(super) fn bring_up(
        &mut self,
        id: ContactId,
        position: u64,
        by: Timestamp,
    ) -> Result<Vec<Move>, RuntimeError> {
        let number = self.card(id)?.contact.version;
        let mut later = self.versions.after(number, position);
        later.retain(|version| version.from <= by);
        if later.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.rows_of(id, None)?;
        let mut moves: Vec<Move> = Vec::new();
        for version in later {
            let number = self.card(id)?.contact.version;
            let before = Arc::clone(&self.versions.with_number(number).agreement);
            let after =
                engine::replay::InForce { agreement: &version.agreement, from: version.from };
            moves.append(&mut self.card(id)?.adopt(&before, &after, &rows));
        }
        self.cache.changed(id, u64::MAX);
        Ok(moves)
    }

    /// Has a card take the version in force, as the event that time passed where that moves it.
    pub(super) fn adopt_now(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        if self.card(id)?.erased.is_some() {
            return Ok(());
        }
        let number = self.card(id)?.contact.version;
        if self.versions.after(number, self.position + 1).is_empty() {
            return Ok(());
        }
        self.pass_versions(id)?;
        let number = self.card(id)?.contact.version;
        let mut trial = Card::clone(self.card(id)?);
        let rows = self.rows_of(id, None)?;
        let mut moves: Vec<Move> = Vec::new();
        for version in self.versions.after(number, self.position + 1) {
            let before = Arc::clone(&self.versions.with_number(trial.contact.version).agreement);
            let after =
                engine::replay::InForce { agreement: &version.agreement, from: version.from };
            moves.append(&mut trial.adopt(&before, &after, &rows));
        }
        if moves.is_empty() {
            *self.card(id)? = trial;
            self.cache.changed(id, u64::MAX);
            return Ok(());
        }
        self.time_passed(id)
    }
}

/// What a contact was known by when it was joined.
struct Own {
    ids: BTreeSet<String>,
    keys: BTreeSet<Key>,
}

impl Own {
    fn of(card: &Card) -> Own {
        let keys = card::keys(&card.contact.profile).into_iter().collect();
        Own { ids: card.ids.clone(), keys }
    }
}
