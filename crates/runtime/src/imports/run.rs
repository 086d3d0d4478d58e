//! Bringing a list in.

use std::collections::{BTreeMap, BTreeSet};

use engine::said::Said;
use store::ids::{BatchId, ContactId};

use super::fates::Fates;
use super::met::Strangers;
use super::plan::{Batch, Counts, Rejected, Report, Status, Suggested};
use super::prepare::{Person, Prepared};
use super::turns::Running;
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// People whose rows are told to the writer at once: what a list takes in its turn.
const AT_ONCE: usize = 250;

/// Lists whose pairs are not asked about again, the latest.
const LISTS_ASKED: usize = 50;

impl Workspace {
    /// Brings a list in. After a crash the same call goes on where it was: rows that are in
    /// already change nothing. `progress` is told how many people are in, of how many.
    ///
    /// # Errors
    ///
    /// It is no list, it was undone, or the disk does not take it; what is in stays in.
    pub fn bring_in(
        &self,
        mut batch: Batch,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Batch, RuntimeError> {
        let is_resumed = batch.status == Status::Running;
        self.begin(&mut batch)?;
        let running = self.turns.enter(batch.id);
        let now = self.batch(batch.id)?;
        if now.status == Status::Done {
            // Somebody else went on with it after a crash, and was first.
            return Ok(now);
        }
        let prepared = match self.prepare(&batch) {
            Ok(prepared) => prepared,
            Err(error) => {
                batch.status = Status::Waiting;
                self.save(&batch)?;
                return Err(error);
            }
        };
        let after = match &batch.report {
            Some(report) => report.after,
            None => self.read(|read| Ok(read.last()?.0))?,
        };
        batch.report = Some(Report { after, ..Report::default() });
        self.save(&batch)?;

        let mut people = prepared.people();
        let brought = self.tell_all(&batch, &prepared, &mut people, &running, &mut progress)?;
        let earlier = if is_resumed { self.earlier(&batch, &people)? } else { BTreeSet::new() };
        let whose: Vec<(&Person, ContactId)> = people.iter().zip(brought.contacts).collect();
        let (fates, counts) = Fates::of(&prepared, &whose, &brought.heard, &earlier);
        let mut report = report(&prepared, &whose, counts, after);
        report.suggested.extend(brought.suggested);
        report.suggested = self.not_asked_before(batch.id, report.suggested)?;
        batch.report = Some(report);
        batch.status = Status::Done;
        self.save_fates(batch.id, &fates)?;
        self.remember_columns(&prepared.table.header, &batch.plan)?;
        self.save(&batch)?;
        self.writer.settle_all().wait()?;
        drop(running);
        self.drop_upload(batch.id);
        Ok(batch)
    }

    /// Of the pairs of a list, each once, those that are two contacts and that no other list asks
    /// about or had answered.
    fn not_asked_before(
        &self,
        id: BatchId,
        suggested: Vec<Suggested>,
    ) -> Result<Vec<Suggested>, RuntimeError> {
        if suggested.is_empty() {
            return Ok(suggested);
        }
        let pair = |one: &Suggested| -> Result<Option<(ContactId, ContactId)>, RuntimeError> {
            let (first, second) = (self.who_is(one.first)?, self.who_is(one.second)?);
            Ok((first != second).then(|| (first.min(second), first.max(second))))
        };
        let mut asked: BTreeSet<(ContactId, ContactId)> = BTreeSet::new();
        for other in self.batches(LISTS_ASKED)?.iter().filter(|other| other.id != id) {
            for one in other.report.iter().flat_map(|report| &report.suggested) {
                asked.extend(pair(one)?);
            }
        }
        let mut new: Vec<Suggested> = Vec::new();
        for one in suggested {
            if pair(&one)?.is_some_and(|pair| asked.insert(pair)) {
                new.push(one);
            }
        }
        Ok(new)
    }

    /// The contact that somebody is now, whomever they were joined into.
    fn who_is(&self, id: ContactId) -> Result<ContactId, RuntimeError> {
        Ok(self.writer.look(id).wait()?.map_or(id, |saw| saw.id))
    }

    /// A list that waits begins; one that was begun goes on.
    fn begin(&self, batch: &mut Batch) -> Result<(), RuntimeError> {
        match batch.status {
            Status::Waiting => {
                // A list that waits for another is not forgotten when the server ends meanwhile.
                batch.status = Status::Running;
                self.decide(batch)
            }
            Status::Running => Ok(()),
            _ => Err(RuntimeError::Wrong(Said::new(
                "esta lista ya se trajo antes; hay que abrirla para ver qué fue de ella",
                "this list was brought in before; open it to see what became of it",
            ))),
        }
    }

    /// Tells the writer of a list's people, some at a time and each time in the list's turn.
    fn tell_all(
        &self,
        batch: &Batch,
        prepared: &Prepared,
        people: &mut [Person],
        running: &Running<'_>,
        progress: &mut impl FnMut(usize, usize),
    ) -> Result<Brought, RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let contacts = people.iter().map(|person| person.contact.unwrap_or_else(ContactId::make));
        let mut brought =
            Brought { contacts: contacts.collect(), heard: BTreeSet::new(), suggested: Vec::new() };
        let mut strangers = Strangers::default();
        // Behind what it remembered before a crash.
        let mut also_parts = self.also_parts(batch.id)?.len();
        let mut done = 0;
        let all = people.len();
        let ids = brought.contacts.chunks_mut(AT_ONCE);
        for (some, ids) in people.chunks_mut(AT_ONCE).zip(ids) {
            let turn = running.turn();
            strangers.take(self, turn.newcomers())?;
            brought.suggested.append(&mut self.meet(prepared, some, ids, &strangers)?);
            // Before: what of it is committed stands, even where the rest fails.
            turn.tells_of(&ids.iter().copied().collect());
            let told = self.tell(batch, &agreement, prepared, some, ids)?;
            turn.tells_of(&told.heard);
            // Within the turn: whoever undoes the other list finds what this one said until then.
            if !told.also.is_empty() {
                self.save_also(batch.id, also_parts, &told.also)?;
                also_parts += 1;
            }
            drop(turn);
            brought.heard.extend(told.heard);
            done += some.len();
            progress(done, all);
        }
        Ok(brought)
    }
}

/// What came of telling a list's people.
struct Brought {
    /// Who each person is.
    contacts: Vec<ContactId>,
    /// Who was told anything that was not known.
    heard: BTreeSet<ContactId>,
    suggested: Vec<Suggested>,
}

impl Workspace {
    /// Whom this very list brought before the server ended.
    fn earlier(
        &self,
        batch: &Batch,
        people: &[Person],
    ) -> Result<BTreeSet<ContactId>, RuntimeError> {
        let mut earlier: BTreeSet<ContactId> = BTreeSet::new();
        for id in people.iter().filter_map(|person| person.contact) {
            let saw = self.writer.look(id).wait()?;
            if saw.is_some_and(|saw| saw.card.desk.batch == Some(batch.id)) {
                earlier.insert(id);
            }
        }
        Ok(earlier)
    }
}

fn report(
    prepared: &Prepared,
    people: &[(&Person, ContactId)],
    counts: Counts,
    after: u64,
) -> Report {
    let mut whose: BTreeMap<usize, ContactId> =
        (0..).zip(prepared.contacts.iter().copied()).collect();
    for (person, id) in people {
        whose.extend(person.records.iter().map(|index| (*index, *id)));
    }
    let suggested = prepared.duplicates.suggested.iter().filter_map(|suggestion| {
        let (a, b) = suggestion.pair;
        let (first, second) = (*whose.get(&a)?, *whose.get(&b)?);
        Some(Suggested::of(suggestion, first, second))
    });
    Report {
        counts,
        rejected: prepared.rejected(),
        suggested: suggested.collect(),
        header: prepared.table.header.clone(),
        after,
        kept: Vec::new(),
        removed: 0,
        restored: 0,
    }
}

impl Prepared {
    /// Rows that are nobody, with why.
    #[must_use]
    pub fn rejected(&self) -> Vec<Rejected> {
        let cells: BTreeMap<u32, &Vec<String>> =
            self.table.rows.iter().map(|row| (row.number, &row.cells)).collect();
        let rows = (self.known..).zip(self.rows());
        let rejected = rows.filter_map(|(index, record)| {
            let (es, en) = match record.values.is_empty() {
                true => NOTHING,
                false if self.is_left_out(index) && self.is_erased(index) => ERASED,
                false if self.is_left_out(index) => LEFT_OUT,
                false => return None,
            };
            Some(Rejected {
                row: record.row,
                because: (es.to_owned(), en.to_owned()),
                // Of who was erased nothing is kept, to be put right neither.
                cells: match cells.get(&record.row).filter(|_| !self.is_erased(index)) {
                    Some(cells) => (*cells).clone(),
                    None => Vec::new(),
                },
            })
        });
        rejected.collect()
    }
}

/// Why a row is nobody.
const NOTHING: (&str, &str) =
    ("ninguna celda dice nada que se pueda usar", "no cell says anything that can be used");
/// Why somebody who was erased is left out.
const ERASED: (&str, &str) =
    ("pidió que se le borrara: se dejó fuera", "asked to be erased: left out");
/// Why somebody is left out.
const LEFT_OUT: (&str, &str) = (
    "sin correo ni teléfono: se dejó fuera, como se eligió",
    "no e-mail address and no telephone: left out, as was chosen",
);
