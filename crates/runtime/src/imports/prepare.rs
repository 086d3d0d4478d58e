//! A list, read: its columns, its people, and who of them is known. Nothing is written.

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::sealed::Agreement;
use engine::said::Said;
use engine::time::Timestamp;
use import::columns::mapping::Mapping;
use import::columns::{self, Because, Columns, signature};
use import::duplicates::{self, Duplicates};
use import::events::{content_id, undated_at};
use import::record::{self, Reading, Record};
use import::table::{self, Limits, ReadError, Table};
use jiff::tz::TimeZone;
use store::ids::ContactId;

use super::foresee::told_at;
use super::known::alike;
use super::plan::{Batch, Counts, Plan, Unreachable};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// A list, read.
#[derive(Debug)]
pub struct Prepared {
    /// The list.
    pub table: Table,
    /// What its columns are.
    pub columns: Columns,
    /// Its rows, read; behind the known people.
    pub records: Vec<Record>,
    /// How many of the records are known people, at the front.
    pub known: usize,
    /// The contacts of the known people.
    pub contacts: Vec<ContactId>,
    /// Who is who.
    pub duplicates: Duplicates,
    /// The rows, from 0, of people who are new and have neither an e-mail address nor a telephone.
    pub unreachable: BTreeSet<usize>,
    /// The rows, from 0, of people who asked to be erased.
    pub erased: BTreeSet<usize>,
    /// Those of both who are left out.
    left_out: BTreeSet<usize>,
    /// When visits were of which the list does not say when.
    pub undated_at: Timestamp,
}

/// A person of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The contact, where it is known.
    pub contact: Option<ContactId>,
    /// The records that are this person, by index, known ones left out.
    pub records: Vec<usize>,
}

impl Workspace {
    /// Reads a list and says what its columns are.
    ///
    /// # Errors
    ///
    /// It is no list, or what was decided does not fit it.
    pub fn table(&self, batch: &Batch) -> Result<(Table, Columns), RuntimeError> {
        let path = self.upload(batch.id);
        let file = std::fs::File::open(&path)
            .map_err(|source| store::StoreError::File { path, source })?;
        let table = table::read(file, batch.plan.part.as_deref(), &Limits::default());
        let mut table = table.map_err(|error| match error {
            ReadError::NoParts | ReadError::NoSuchPart { .. } => {
                RuntimeError::Misnamed(error.said())
            }
            error => RuntimeError::List(error),
        })?;
        batch.plan.put_right(&mut table);
        let columns = self.columns(&table, &batch.plan)?;
        columns.tell_of_somebody(&table.format).map_err(RuntimeError::List)?;
        Ok((table, columns))
    }

    /// What the columns of a table are: as was decided now, else as was decided for the last list
    /// with the same header, else as usual.
    fn columns(&self, table: &Table, plan: &Plan) -> Result<Columns, RuntimeError> {
        let decided: BTreeMap<String, String> = if plan.columns.is_empty() {
            let name = format!("columns:{}", signature(&table.header));
            let note = self.read(|read| Ok(read.note(&name)?))?;
            note.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
        } else {
            plan.columns.clone()
        };
        let mut mapping = Mapping::default();
        for (header, target) in &decided {
            mapping.set(header, target);
        }
        let agreement = self.writer.agreement().wait()?;
        let until = reading(&self.row.country, &agreement, self.now())?.until();
        columns::map(table, &mapping, &self.row.country, until)
            .map_err(|error| RuntimeError::Misnamed(error.said()))
    }

    /// Says of columns that were decided as a list itself would have it how sure that was: what
    /// somebody left as it was proposed they did not decide.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn say_how_sure(&self, table: &Table, columns: &mut Columns) -> Result<(), RuntimeError> {
        let agreement = self.writer.agreement().wait()?;
        let until = reading(&self.row.country, &agreement, self.now())?.until();
        let guessed = columns::map(table, &Mapping::default(), &self.row.country, until)
            .map_err(|error| RuntimeError::Wrong(error.said()))?;
        for (column, guess) in columns.columns.iter_mut().zip(guessed.columns) {
            if column.because == Because::Mapping && column.target == guess.target {
                (column.because, column.confidence) = (guess.because, guess.confidence);
            }
        }
        Ok(())
    }

    /// Remembers what the columns of a list are for the next with the same header.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn remember_columns(&self, header: &[String], plan: &Plan) -> Result<(), RuntimeError> {
        if plan.columns.is_empty() {
            return Ok(());
        }
        let name = format!("columns:{}", signature(header));
        let body = serde_json::to_string(&plan.columns).map_err(store::StoreError::from)?;
        self.writer.save_note(name, Some(body)).wait()
    }

    /// Reads a list whole and finds who is who, among its rows and the people that are known.
    ///
    /// # Errors
    ///
    /// It is no list, or what was decided does not fit it.
    pub fn prepare(&self, batch: &Batch) -> Result<Prepared, RuntimeError> {
        let (table, columns) = self.table(batch)?;
        let agreement = self.writer.agreement().wait()?;
        let rows =
            record::read(&table, &columns, &reading(&self.row.country, &agreement, batch.made_at)?);
        let undated_at = undated_at(&rows, batch.made_at);
        let mut apart = self.tell_apart(rows)?;
        let unreachable = apart.unreachable();
        let mut left_out: BTreeSet<usize> = BTreeSet::new();
        match batch.plan.unreachable {
            Unreachable::People => {}
            Unreachable::Out => left_out.clone_from(&unreachable),
            Unreachable::Companies => {
                let mut rows = apart.into_rows();
                left_out = to_companies(&mut rows, &unreachable);
                // A company is known by other things than who works there.
                apart = self.tell_apart(rows)?;
            }
        }
        let Apart { contacts, records, duplicates } = apart;
        let known = contacts.len();
        let are_taken = batch.plan.takes_erased;
        let erased = self.erased_rows(&records, known, &duplicates.groups, are_taken)?;
        if !are_taken {
            left_out.extend(&erased);
        }
        Ok(Prepared {
            table,
            columns,
            records,
            known,
            contacts,
            duplicates,
            unreachable,
            erased,
            left_out,
            undated_at,
        })
    }
}

impl Workspace {
    /// Finds who is who, among rows and the people that are known.
    fn tell_apart(&self, rows: Vec<Record>) -> Result<Apart, RuntimeError> {
        let told = self.who_was_told(&rows)?;
        let (contacts, mut records): (Vec<ContactId>, Vec<Record>) =
            alike(self, &rows, told.values().copied())?.into_iter().unzip();
        let known = contacts.len();
        records.extend(rows);
        let mut duplicates = duplicates::find(&records, known);
        // A row that came before is who it was then: the same list again is the same people.
        let places: BTreeMap<ContactId, usize> = contacts.iter().copied().zip(0..).collect();
        let same = told.iter().filter_map(|(row, who)| Some((row + known, *places.get(who)?)));
        let same: Vec<(usize, usize)> = same.collect();
        if !same.is_empty() {
            duplicates.put(known, &same);
        }
        Ok(Apart { contacts, records, duplicates })
    }

    /// The contacts whose some rows were, where those came before and stand.
    fn who_was_told(&self, rows: &[Record]) -> Result<BTreeMap<usize, ContactId>, RuntimeError> {
        let mut told: BTreeMap<usize, ContactId> = BTreeMap::new();
        if self.read(|read| Ok(read.last()?.0))? == 0 {
            return Ok(told);
        }
        let contacts = self.read(|read| {
            let mut contacts: Vec<(usize, ContactId)> = Vec::new();
            for (index, row) in rows.iter().enumerate() {
                let Some(position) = told_at(&read, &content_id(row))? else { continue };
                let event = read.event(position)?;
                contacts.extend(event.map(|event| (index, event.contact)));
            }
            Ok(contacts)
        })?;
        for (index, contact) in contacts {
            let saw = self.writer.look(contact).wait()?;
            told.extend(saw.map(|saw| (index, saw.id)));
        }
        Ok(told)
    }
}

/// Rows behind the known people that they may be about, told apart.
struct Apart {
    contacts: Vec<ContactId>,
    records: Vec<Record>,
    duplicates: Duplicates,
}

impl Apart {
    /// The rows of people of whom neither a row nor what is known says how to reach them.
    fn unreachable(&self) -> BTreeSet<usize> {
        let known = self.contacts.len();
        let has_reach = |record: &Record| !record.emails.is_empty() || !record.phones.is_empty();
        let is_out = |group: &&Vec<usize>| {
            group.iter().all(|index| {
                *index >= known && self.records.get(*index).is_some_and(|one| !has_reach(one))
            })
        };
        let all = self.duplicates.groups.iter().filter(is_out).flatten();
        let said = all.filter(|index| {
            self.records.get(**index).is_some_and(|record| !record.values.is_empty())
        });
        said.filter_map(|index| index.checked_sub(known)).collect()
    }

    fn into_rows(mut self) -> Vec<Record> {
        self.records.split_off(self.contacts.len())
    }
}

/// Makes companies of some rows; the ones among them that name none.
fn to_companies(rows: &mut [Record], people: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut without: BTreeSet<usize> = BTreeSet::new();
    for index in people {
        let Some(row) = rows.get_mut(*index) else { continue };
        match row.as_company() {
            Some(company) => *row = company,
            None => {
                without.insert(*index);
            }
        }
    }
    without
}

/// How a list is read where it does not say itself.
pub(crate) fn reading(
    country: &str,
    agreement: &Agreement,
    at: Timestamp,
) -> Result<Reading, RuntimeError> {
    let time_zone = TimeZone::get(&agreement.document.time_zone)
        .map_err(|error| RuntimeError::Wrong(Said::machine(error)))?;
    Ok(Reading { country: country.to_owned(), time_zone, at })
}

impl Prepared {
    /// The people of the list, in the order of their first rows.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for group in &self.duplicates.groups {
            let records: Vec<usize> =
                group.iter().copied().filter(|index| *index >= self.known).collect();
            let says_something = records
                .iter()
                .any(|index| self.record(*index).is_some_and(|r| !r.values.is_empty()))
                && !records.iter().any(|index| self.is_left_out(*index));
            if !says_something {
                continue;
            }
            let known = group.iter().find(|index| **index < self.known);
            people.push(Person {
                contact: known.and_then(|index| self.contacts.get(*index).copied()),
                records,
            });
        }
        people.sort_by_key(|person| person.records.first().copied());
        people
    }

    /// Whether a record is of somebody who is left out.
    #[must_use]
    pub fn is_left_out(&self, index: usize) -> bool {
        index.checked_sub(self.known).is_some_and(|row| self.left_out.contains(&row))
    }

    /// Whether a record is of somebody who was erased.
    #[must_use]
    pub fn is_erased(&self, index: usize) -> bool {
        index.checked_sub(self.known).is_some_and(|row| self.erased.contains(&row))
    }

    /// A record by its index.
    #[must_use]
    pub fn record(&self, index: usize) -> Option<&Record> {
        self.records.get(index)
    }

    /// The rows of the list, without the known people.
    #[must_use]
    pub fn rows(&self) -> &[Record] {
        self.records.get(self.known..).unwrap_or_default()
    }

    /// How many of each there would be; [`Workspace::foresee`] tells apart who is known and hears
    /// nothing new.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let people = self.people();
        let known = people.iter().filter(|person| person.contact.is_some()).count();
        let nobody = self.rows().iter().filter(|record| record.values.is_empty()).count();
        let rejected = nobody + self.left_out.len();
        Counts {
            rows: self.rows().len(),
            new: people.len() - known,
            updated: known,
            unchanged: 0,
            joined: self.rows().len() - rejected - people.len(),
            rejected,
            with_problems: self.rows().iter().filter(|record| !record.problems.is_empty()).count(),
        }
    }
}
