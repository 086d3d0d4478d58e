//! What another release of the program left: each contact is judged again from the log, once, since
//! a release may read titles, intervals or permissions otherwise, or keep more of a contact.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::contact::Contact;
use engine::contact::standing::Standing;
use engine::time::Timestamp;
use store::ids::ContactId;
use store::workspace::rows::MoveRow;

use super::Writer;
use super::due::AT_ONCE;
use crate::card::{self, Card};
use crate::error::RuntimeError;

/// The release of this program.
const RELEASE: &str = env!("CARGO_PKG_VERSION");
/// The name under which the release is kept that judged every contact.
const JUDGED: &str = "release";
/// The source of the event that another release judges a contact otherwise.
pub const RELEASED: &str = "criba:release";

/// What is kept of a workspace whose contacts this release has judged.
pub(super) fn judged() -> (String, Option<String>) {
    (JUDGED.to_owned(), Some(RELEASE.to_owned()))
}

impl Writer {
    /// Every contact that this release has not judged yet.
    pub(super) fn not_judged(&self) -> Result<Vec<ContactId>, RuntimeError> {
        let read = self.store.read();
        if read.note(JUDGED)?.as_deref() == Some(RELEASE) {
            return Ok(Vec::new());
        }
        let mut contacts = read.contacts()?;
        contacts.extend(self.noted.everybody());
        Ok(contacts)
    }

    /// Judges all of them, and saves them as it goes, so that memory stays bounded.
    pub(super) fn judge_all(&mut self) {
        while !self.anew.is_empty() {
            self.judge_some();
            self.stage_saves(self.limits.cards_a_save);
            if let Err(error) = self.commit() {
                tracing::error!(%error, "contacts that were judged anew could not be saved");
                return;
            }
            self.cache.drop_oldest(self.limits.cards, self.limits.packed_bytes);
        }
    }

    /// Judges some more contacts, while nobody asks for anything.
    pub(super) fn judge_some(&mut self) {
        if self.anew.is_empty() {
            return;
        }
        let some: Vec<ContactId> = self.anew.split_off(self.anew.len().saturating_sub(AT_ONCE));
        for id in some {
            if let Err(error) = self.judge_anew(id).and_then(|()| self.pass_again(id)) {
                tracing::error!(%error, contact = %id, "a contact could not be judged anew");
            }
        }
        self.tell_found();
        if self.anew.is_empty() {
            self.pending.notes.push(judged());
        }
    }

    /// Folds a contact again. Where it then stands elsewhere than its last move put it, that is an
    /// event with a move of its own: what was decided before stays as it was decided.
    fn judge_anew(&mut self, id: ContactId) -> Result<(), RuntimeError> {
        self.adopt_now(id)?;
        if self.card(id)?.joined_into.is_some() || self.card(id)?.erased.is_some() {
            return Ok(());
        }
        let rows = self.rows_of(id, None)?;
        let kept = Card::clone(self.card(id)?);
        let mut card = kept.clone();
        let now = kept.contact.judged_at.unwrap_or(Timestamp::MIN);
        card.fold(&self.versions.in_force(), &rows, now);
        let logged = self.logged(id)?;
        let is_moved = card
            .contact
            .standings
            .iter()
            .zip(&logged)
            .any(|(here, logged)| here.stage != logged.stage || here.state != logged.state);
        if is_moved {
            // It starts from where the log says that it stood, whatever was kept of it.
            self.card(id)?.contact.standings = logged;
            return self.told_by_ourselves(id, RELEASED);
        }
        let agreement = Arc::clone(&self.versions.current().agreement);
        let now = self.clock.now().max(self.known_at);
        // What lists show of it is derived too, and a step of the tables may have guessed it.
        let columns = card::columns(&agreement, &card, now);
        let is_found = self.store.read().keys_of(id)? == card.keys();
        if card != kept || !is_found || columns != self.store.read().columns_of(id)? {
            let companies = card::company_keys(&card.contact.profile, Timestamp::MAX);
            self.cache.insert_made_again(id, Arc::new(card));
            self.note(companies, BTreeSet::from([id]));
        }
        Ok(())
    }

    /// Where a contact stands in each line by its moves.
    fn logged(&mut self, id: ContactId) -> Result<Vec<Standing>, RuntimeError> {
        let number = self.card(id)?.contact.version;
        let agreement = Arc::clone(&self.versions.with_number(number).agreement);
        let mut standings = Contact::new(&agreement).standings;
        let mut moves: Vec<MoveRow> = self.store.read().moves_of(id)?;
        let pending = self.pending.moves.iter().filter(|row| row.contact == id);
        moves.extend(pending.cloned());
        for row in moves {
            let line = agreement.lines.iter().position(|line| line.id == row.moved.line);
            if let Some(standing) = line.and_then(|line| standings.get_mut(line)) {
                standing.stage = row.moved.to;
                standing.state = row.moved.state;
            }
        }
        Ok(standings)
    }
}
