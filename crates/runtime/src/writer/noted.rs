//! Cards whose state is noted on disk before the rows of their contacts are.
//!
//! Rows are written in the order in which they lie, many of the notes at once, so that what lies
//! side by side is written together. A round takes everybody who is noted when it begins; whoever
//! is noted again meanwhile waits for the next one.

use std::collections::HashMap;

use store::ids::ContactId;
use store::workspace::{self, Read};

use crate::error::RuntimeError;

/// The last note of a contact.
#[derive(Debug, Clone, Copy)]
struct Note {
    number: u64,
    /// Every event before this one is in the rows.
    first: u64,
}

/// Who is noted, and which notes are there.
#[derive(Debug, Default)]
pub(super) struct Noted {
    last_of: HashMap<ContactId, Note>,
    /// The last number that was given.
    last: u64,
    /// Notes up to this number are removed, or the next transaction removes them.
    removed_to: u64,
    /// Notes up to this number say nothing that the rows do not.
    spent_to: u64,
    round: Round,
}

/// Those whose rows are being written.
#[derive(Debug, Default)]
struct Round {
    /// Who is still to be taken, the last in order of ids first.
    waiting: Vec<ContactId>,
    /// The last note when it began.
    to: u64,
    /// How many are still noted under a number up to that.
    left: usize,
}

impl Noted {
    /// What the disk has.
    pub(super) fn of(read: Read<'_>) -> Result<Noted, RuntimeError> {
        let Some((first, last)) = read.noted_numbers()? else { return Ok(Noted::default()) };
        let noted = read.noted()?.into_iter();
        let last_of = noted.map(|workspace::Noted { number, contact, settled }| {
            (contact, Note { number, first: settled + 1 })
        });
        let removed_to = first.saturating_sub(1);
        let mut noted = Noted { last_of: last_of.collect(), last, removed_to, ..Noted::default() };
        noted.look_for_spent();
        Ok(noted)
    }

    /// The number of a contact's last note.
    pub(super) fn number_of(&self, id: ContactId) -> Option<u64> {
        self.last_of.get(&id).map(|note| note.number)
    }

    /// Whether anybody's rows say less than their note.
    pub(super) fn is_any(&self) -> bool {
        !self.last_of.is_empty()
    }

    /// Everybody whose rows say less than their note.
    pub(super) fn everybody(&self) -> impl Iterator<Item = ContactId> {
        self.last_of.keys().copied()
    }

    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.last_of.len()
    }

    /// How many notes there are on disk.
    pub(super) fn count(&self) -> u64 {
        self.last - self.removed_to
    }

    /// The first event that may not be in the rows of everybody who is noted.
    pub(super) fn first(&self) -> Option<u64> {
        self.last_of.values().map(|note| note.first).min()
    }

    /// The next transaction notes a contact, whose rows have all before an event; under which
    /// number.
    pub(super) fn note(&mut self, id: ContactId, first: u64) -> u64 {
        self.last += 1;
        let before = self.last_of.get(&id).copied();
        let first = before.map_or(first, |before| before.first.min(first));
        self.last_of.insert(id, Note { number: self.last, first });
        self.count_off(before);
        self.last
    }

    /// The rows of a contact that was noted under a number are written.
    pub(super) fn written(&mut self, id: ContactId, number: u64) {
        if self.number_of(id) == Some(number) {
            let before = self.last_of.remove(&id);
            self.count_off(before);
        }
    }

    fn count_off(&mut self, before: Option<Note>) {
        if before.is_some_and(|before| before.number <= self.round.to) {
            self.round.left -= 1;
        }
        self.look_for_spent();
    }

    fn look_for_spent(&mut self) {
        if self.last_of.is_empty() {
            self.spent_to = self.last;
        } else if self.round.left == 0 {
            self.spent_to = self.spent_to.max(self.round.to);
        }
    }

    /// Some of those whose rows are to be written next, in order of their ids.
    pub(super) fn next(&mut self, few: usize) -> Vec<ContactId> {
        if self.round.left == 0 {
            let mut waiting: Vec<ContactId> = self.everybody().collect();
            waiting.sort_unstable_by(|one, other| other.cmp(one));
            let left = waiting.len();
            self.round = Round { waiting, to: self.last, left };
        }
        let mut some: Vec<ContactId> = Vec::new();
        while some.len() < few
            && let Some(id) = self.round.waiting.pop()
        {
            let is_of_it = self.number_of(id).is_some_and(|number| number <= self.round.to);
            some.extend(is_of_it.then_some(id));
        }
        some
    }

    /// No note is of any use.
    pub(super) fn give_up(&mut self) {
        self.last_of.clear();
        self.round = Round::default();
        self.look_for_spent();
    }

    /// Whether there are notes that say nothing that the rows do not.
    pub(super) fn are_any_spent(&self) -> bool {
        self.removed_to < self.spent_to
    }

    /// Up to which number the next transaction removes notes; `None` where there are none to remove.
    pub(super) fn remove(&mut self, few: u64) -> Option<u64> {
        let to = self.spent_to.min(self.removed_to.saturating_add(few));
        (to > self.removed_to).then(|| {
            self.removed_to = to;
            to
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::mpsc::sync_channel;

    use engine::agreement::starters;
    use engine::event::Act;
    use engine::time::Timestamp;
    use store::ids::WorkspaceId;
    use store::workspace::{Reader, Workspace};
    use tokio::sync::oneshot;

    use super::*;
    use crate::card::Card;
    use crate::clock::Clock;
    use crate::writer::order::Order;
    use crate::writer::{Aside, Came, Erase, Handle, Intake, Limits, Whom, Writer, create};

    fn start() -> Timestamp {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    /// A writer that keeps four cards in memory, begins a round of rows at six notes, and is not
    /// running: what nobody asks of it, it does not do.
    fn writer(path: &Path) -> Writer {
        if !path.try_exists().unwrap() {
            create(path, &starters::default_for("ES"), "ana@ejemplo.es", start()).unwrap();
        }
        let limits = Limits { cards: 4, notes: 6, packed_bytes: 900, ..Limits::default() };
        let store = Workspace::open(path).unwrap();
        let clock = Clock::manual(start());
        Writer::open(store, clock, limits, &Aside::default(), sync_channel(8).0).unwrap()
    }

    fn running(path: &Path) -> Handle {
        if !path.try_exists().unwrap() {
            create(path, &starters::default_for("ES"), "ana@ejemplo.es", start()).unwrap();
        }
        Handle::start(path, Clock::manual(start()), Limits::default()).unwrap()
    }

    fn visit(contact: ContactId, number: usize) -> Intake {
        Intake {
            whom: Whom::Made(contact),
            at: None,
            known_at: None,
            source: Arc::from("v1:web"),
            message_id: format!("m-{number}").into(),
            act: Act::Happened { name: "page".to_owned(), properties: Vec::new() },
            facts: Vec::new(),
            who: None,
            batch: None,
            came: Came::default(),
        }
    }

    /// Visits of ten people, one a transaction, by turns that never come in the same order.
    fn visits(people: &[ContactId]) -> Vec<Intake> {
        (0..80).map(|number| visit(people[(number * number + number / 7) % 10], number)).collect()
    }

    fn serve(writer: &mut Writer, intakes: Vec<Intake>) {
        for intake in intakes {
            let (answer, asked) = oneshot::channel();
            let (intakes, notes) = (vec![intake], Vec::new());
            writer.serve(vec![Order::Take { intakes, notes, answer }]);
            writer.wait().unwrap();
            asked.blocking_recv().unwrap().unwrap();
        }
    }

    fn cards(handle: &Handle, people: &[ContactId]) -> Vec<Card> {
        people.iter().map(|id| handle.look(*id).wait().unwrap().unwrap().card).collect()
    }

    /// Ten people with what they came to where nothing was noted, and a writer that has noted some
    /// of them and stopped at once.
    fn stopped(folder: &Path) -> (Vec<ContactId>, Vec<Card>) {
        let people: Vec<ContactId> = (0..10).map(|_| ContactId::make()).collect();
        let handle = running(&folder.join("calm.db"));
        handle.take(visits(&people)).wait().unwrap();
        let expected = cards(&handle, &people);
        let mut writer = writer(&folder.join("w.db"));
        serve(&mut writer, visits(&people));
        assert!(writer.noted.is_any() && writer.noted.number_of(people[0]) < Some(80));
        let rounds = writer.noted.removed_to;
        assert!(rounds > 0, "notes were made into rows meanwhile, or the case is not tried");
        (people, expected)
    }

    #[test]
    fn i5_what_was_noted_is_there_after_a_stop_and_comes_into_the_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let (people, expected) = stopped(folder.path());
        let noted = Reader::open(&path).unwrap().read().noted().unwrap();
        assert!(!noted.is_empty(), "or the case is not tried");
        let handle = running(&path);
        assert_eq!(cards(&handle, &people), expected);
        assert_eq!(handle.settle().wait().unwrap(), 80);
        let read = handle.reader().unwrap();
        for (id, card) in people.iter().zip(&expected) {
            let (_, state) = read.read().state(*id).unwrap().unwrap();
            assert_eq!(serde_json::from_str::<Card>(&state).unwrap(), *card);
        }
        assert_eq!(read.read().noted().unwrap(), []);
        drop(handle);
        assert_eq!(Reader::open(&path).unwrap().read().noted_numbers().unwrap(), None);
    }

    #[test]
    fn i2_notes_of_another_program_are_taken_again_from_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let (people, expected) = stopped(folder.path());
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute("UPDATE noted SET state = x'00' || substr(state, 2)", []).unwrap();
        drop(other);
        let handle = running(&path);
        assert_eq!(cards(&handle, &people), expected);
        drop(handle);
        assert_eq!(Reader::open(&path).unwrap().read().noted_numbers().unwrap(), None);
    }

    #[test]
    fn nothing_is_noted_any_more_of_anybody_once_somebody_was_erased() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let (people, _) = stopped(folder.path());
        let mut writer = writer(&path);
        assert!(writer.store.read().noted_numbers().unwrap().is_some(), "or nothing is tried");
        let asked = Erase {
            contact: people[3],
            also: Vec::new(),
            aside: Vec::new(),
            told: Vec::new(),
            looked_to: 80,
            properties: Vec::new(),
            who: "ana@ejemplo.es".to_owned(),
            at: None,
            workspace: WorkspaceId::make(),
        };
        writer.erase(asked).unwrap().unwrap();
        assert_eq!(writer.store.read().noted_numbers().unwrap(), None);
    }

    #[test]
    fn a_list_that_is_read_meanwhile_says_for_which_moment_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let (people, _) = stopped(folder.path());
        let mut writer = writer(&folder.path().join("w.db"));
        writer.limits.rows_a_read = 1;
        writer.limits.cards_a_save = 1;
        let stands = writer.settle(false).unwrap();
        assert!(stands < 80, "{stands}: not everybody's rows are written");
        for id in &people {
            let state = writer.store.read().state(*id).unwrap();
            let card = state.map(|(_, state)| serde_json::from_str::<Card>(&state).unwrap());
            let in_rows = card.map(|card| card.history).unwrap_or_default();
            let all = writer.card(*id).unwrap().history.clone();
            let missing = all.iter().find(|position| !in_rows.contains(position));
            assert!(missing.is_none_or(|first| *first > stands), "{id} {missing:?} {stands}");
        }
        assert_eq!(writer.settle(true).unwrap(), 80);
    }

    #[test]
    fn what_a_person_did_is_in_the_rows_however_much_waits() {
        let folder = tempfile::tempdir().unwrap();
        let (people, _) = stopped(folder.path());
        let mut writer = writer(&folder.path().join("w.db"));
        writer.limits.rows_a_read = 1;
        assert!(writer.is_far_behind(), "or the case is not tried");
        let who = Some("eva@ejemplo.es".to_owned());
        serve(&mut writer, vec![Intake { who, ..visit(people[0], 80) }]);
        let (as_of, _) = writer.store.read().state(people[0]).unwrap().unwrap();
        assert_eq!(as_of, 81);
    }
}
