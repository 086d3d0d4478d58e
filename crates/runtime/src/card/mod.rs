//! Everything that one contact has come to: the fold of its rows of the log.

mod addresses;
mod browser;
mod columns;
mod company;
mod desk;
mod keys;
mod packed;
mod record;

use std::collections::BTreeSet;

use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::contact::bases::Reach;
use engine::contact::colleagues::PASSING;
use engine::contact::consents::is_of_calls;
use engine::contact::standing::Move;
use engine::event::{Act, Event};
use engine::replay::{InForce, adopt, replay};
use engine::step::{Outcome, Taken, catch_up, take};
use engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::ids::ContactId;
use store::workspace::rows::EventRow;

use crate::likelihood::is_applied;

pub(crate) use addresses::{Addresses, browser_alone, names_somebody};
pub use browser::Browser;
pub use columns::columns;
pub use company::{TOLD, company_keys};
pub(crate) use company::{is_of_company, origin_of, origin_told, own, stands, was_of};
pub(crate) use desk::LIST;
pub use desk::{Blocked, Desk, Next, REQUESTS};
pub(crate) use keys::{ALIAS, BROWSER, USER};
pub use keys::{keys, look_alike_keys};
pub(crate) use packed::FORM;
pub(crate) use record::record;

/// A contact's state, and what its page and the lists need to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What decides scores and stages.
    pub contact: Contact,
    /// Who answers for it and what comes next.
    pub desk: Desk,
    /// The places of its events in the log, in order, voided ones among them.
    pub history: Vec<u64>,
    /// How many of its events still count, the passing of time and the voiding of others aside.
    pub counting: usize,
    /// The last place of the log that is in it, events of others that touched it included.
    pub as_of: u64,
    /// The contact that it was joined into, if it was.
    pub joined_into: Option<ContactId>,
    /// What programs call this person (`userId`).
    #[serde(default)]
    pub ids: BTreeSet<String>,
    /// What an alias says that they were called before, where nobody else is.
    #[serde(default)]
    pub aliases: BTreeSet<String>,
    /// The browser that it stands for, where it stands for one.
    #[serde(default)]
    pub browser: Option<Box<Browser>>,
    /// Whom somebody said that it is not: they are not joined again by themselves.
    #[serde(default)]
    pub apart: BTreeSet<ContactId>,
    /// The event that tells that they were erased: then it is of nobody, and stays as it is.
    #[serde(default)]
    pub erased: Option<u64>,
}

impl Card {
    /// A contact that nothing is known of.
    #[must_use]
    pub fn new(agreement: &Agreement) -> Card {
        Card {
            contact: Contact::new(agreement),
            desk: Desk::default(),
            history: Vec::new(),
            counting: 0,
            as_of: 0,
            joined_into: None,
            ids: BTreeSet::new(),
            aliases: BTreeSet::new(),
            browser: None,
            apart: BTreeSet::new(),
            erased: None,
        }
    }

    /// What stays of a contact that was erased, by the event that tells of it: where it stood, and
    /// the places of its events; of one that was part of another only whom it was part of.
    #[must_use]
    pub(crate) fn erased(
        &self,
        agreement: &Agreement,
        erased: u64,
        whole: Option<ContactId>,
    ) -> Card {
        let mut card = Card::new(agreement);
        (card.as_of, card.joined_into, card.erased) = (erased, whole, Some(erased));
        if whole.is_none() {
            card.history.clone_from(&self.history);
            card.contact.version = self.contact.version;
            card.contact.since = self.contact.since;
            card.contact.standings.clone_from(&self.contact.standings);
            for standing in &mut card.contact.standings {
                standing.held_back.clear();
                standing.suggestions.clear();
            }
        }
        card
    }

    /// Whether anything that still counts was told of it: what was undone whole is nobody.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        self.counting > 0
    }

    /// How far a channel is open: `phone`, `email` or `whatsapp`. Who asked on the telephone not to
    /// be called said no there.
    #[must_use]
    pub fn reach(&self, channel: &str) -> Reach {
        match self.desk.blocked {
            Some(_) if is_of_calls(channel) => Reach::Refused,
            _ => self.contact.reach(channel),
        }
    }

    /// Whether they left a channel open.
    #[must_use]
    pub fn may_be_reached_by(&self, channel: &str) -> bool {
        self.reach(channel) != Reach::Refused
    }

    /// Takes a new event that was learned after everything before it.
    pub(crate) fn take(&mut self, agreement: &Agreement, row: &EventRow) -> Taken {
        let taken = take(agreement, &mut self.contact, None, &row.event);
        self.history.push(row.event.position);
        self.counting += usize::from(counts(row));
        if let Some(id) = called(row).find(|id| !self.ids.contains(*id)) {
            self.ids.insert(id.clone());
        }
        self.aliases.extend(called_before(row).cloned());
        if taken.outcome == Outcome::Applied {
            self.desk.take(row, &self.contact.consents);
        }
        taken
    }

    /// Takes a version that came into force; `rows` are the card's rows that still count.
    pub(crate) fn adopt(
        &mut self,
        before: &Agreement,
        after: &InForce<'_>,
        rows: &[EventRow],
    ) -> Vec<Move> {
        let events: Vec<&Event> = rows.iter().map(|row| &row.event).collect();
        let mut moves: Vec<Move> = Vec::new();
        adopt(before, after, &mut self.contact, None, &events, &mut moves);
        moves
    }

    /// Folds the card again from the rows that still count, in the order they were learned.
    pub(crate) fn fold(&mut self, versions: &[InForce<'_>], rows: &[EventRow], now: Timestamp) {
        let rows: Vec<&EventRow> = rows.iter().filter(|row| !is_aside(row)).collect();
        let events: Vec<Event> = rows.iter().map(|row| row.event.clone()).collect();
        self.contact = replay(versions, None, &events, now).contact;
        self.counting = rows.iter().filter(|row| counts(row)).count();
        self.ids = rows.iter().flat_map(|row| called(row)).cloned().collect();
        self.aliases = rows.iter().flat_map(|row| called_before(row)).cloned().collect();
        self.desk = Desk::default();
        for row in rows.into_iter().filter(|row| is_applied(row)) {
            self.desk.take(row, &self.contact.consents);
        }
    }

    /// Takes what is due by a moment.
    pub(crate) fn catch_up(&mut self, agreement: &Agreement, now: Timestamp) -> Vec<Move> {
        let mut moves: Vec<Move> = Vec::new();
        catch_up(agreement, &mut self.contact, None, now, &mut moves);
        moves
    }
}

/// A moment in a saved state, as this program writes it or as earlier ones did.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum WrittenAt {
    Micros(i64),
    Text(Timestamp),
}

impl From<WrittenAt> for Timestamp {
    fn from(written: WrittenAt) -> Timestamp {
        match written {
            WrittenAt::Micros(micros) => Timestamp::from_micros(micros),
            WrittenAt::Text(at) => at,
        }
    }
}

/// What a program that told an event calls the person.
fn called(row: &EventRow) -> impl Iterator<Item = &String> {
    row.keys.iter().filter_map(|keys| keys.user_id.as_ref())
}

/// What an alias says that the person was called before.
fn called_before(row: &EventRow) -> impl Iterator<Item = &String> {
    let keys = row.keys.iter().filter(|keys| keys.user_id.is_some());
    keys.filter_map(|keys| keys.previous_id.as_ref())
}

/// Whether an event is only kept: a machine's doing, or one too many.
#[must_use]
pub fn is_aside(row: &EventRow) -> bool {
    row.outcome.starts_with(ASIDE)
}

/// What the outcome of an event begins with that is only kept; why follows.
pub const ASIDE: &str = "aside: ";

/// Whether an event tells of somebody: a permission without anybody whose it is does not, nor what
/// Criba worked out of them and of their company.
fn counts(row: &EventRow) -> bool {
    let is_ours = matches!(&*row.event.source, PASSING | TOLD);
    !is_ours
        && !matches!(
            row.event.act,
            Act::TimePassed
                | Act::Voided { .. }
                | Act::ConsentGiven { .. }
                | Act::ConsentWithdrawn { .. }
                | Act::BasisStated { .. }
        )
}

/// The outcome of an event that counts, as the log keeps it.
pub const APPLIED: &str = "applied";
