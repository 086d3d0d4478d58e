//! Rows to records.

use std::sync::Arc;

use engine::text::fold;
use engine::time::Timestamp;
use engine::value::Value;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::absence::is_absence;
use super::{Problem, ProblemCode, Record, permissions};
use crate::columns::fields::{Field, ValueKind};
use crate::columns::{Column, Columns, Target};
use crate::table::{Row, Table};
use crate::values::cards::{Card, card};
use crate::values::dates::{self, Local, Order};
use crate::values::names::{
    begins_with_a_given_name, is_like_a_name, without_degrees, without_pictures,
};
use crate::values::numbers;
use crate::values::phones::PhoneReader;
use crate::values::text::{clean, is_formula, proper};
use crate::values::{countries, emails, ids, lost, times, websites};

/// What a list does not say itself.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Where a telephone without a prefix and a row without a country are from, ISO alpha-2.
    pub country: String,
    /// The clock that its times are of.
    pub time_zone: TimeZone,
    /// The moment at which it is read: nobody has been anywhere after it.
    pub at: Timestamp,
}

impl Reading {
    /// The last day that it is by any clock: nobody has been anywhere after it.
    #[must_use]
    pub fn until(&self) -> Date {
        let today = self.time_zone.to_datetime(self.at.to_jiff()).date();
        today.tomorrow().unwrap_or(today)
    }
}

/// Reads every row as a person.
#[must_use]
pub fn read(table: &Table, columns: &Columns, reading: &Reading) -> Vec<Record> {
    let mut phones = PhoneReader::default();
    let country_column = columns.of(Field::Country).next().map(|(index, _)| index);
    // Ids are shared by all rows: a list has many more rows than columns.
    let ids: Vec<Option<Arc<str>>> =
        columns.columns.iter().map(|column| column.target_id().map(Arc::from)).collect();
    let until = reading.until();
    let rows = table.rows.iter();
    rows.map(|row| {
        // The row's country comes first: its telephones are read by it.
        let country = country_column.and_then(|index| row.cells.get(index));
        let country = country.and_then(|cell| countries::country(&clean(cell)?)).map(str::to_owned);
        let mut reader = RowReader {
            reading,
            until,
            keeps_capitals: columns.keeps_capitals,
            phones: &mut phones,
            record: Record { row: row.number, country, ..Record::default() },
            middle_name: None,
            second_last_name: None,
            private_emails: Vec::new(),
            beside: Vec::new(),
            refused: Vec::new(),
            unclear: Vec::new(),
            date: None,
            time: None,
        };
        reader.row(row, columns, &ids);
        reader.done()
    })
    .collect()
}

struct RowReader<'a> {
    reading: &'a Reading,
    /// The last day on which somebody can have been somewhere.
    until: Date,
    /// Whether names in capitals stay so.
    keeps_capitals: bool,
    phones: &'a mut PhoneReader,
    record: Record,
    middle_name: Option<String>,
    second_last_name: Option<String>,
    /// E-mail addresses of columns that say that they are private.
    private_emails: Vec<String>,
    /// Names that stand beside an address and addresses beside a name, for a row that lacks them.
    beside: Vec<(Field, String)>,
    /// Consents that some column says no to, whatever another says.
    refused: Vec<&'static str>,
    /// Consents of which a column of refusals says something that cannot be read.
    unclear: Vec<(&'static str, String)>,
    date: Option<Local>,
    time: Option<jiff::civil::Time>,
}

impl RowReader<'_> {
    fn row(&mut self, row: &Row, columns: &Columns, ids: &[Option<Arc<str>>]) {
        let mut cards: Vec<(Card, &Column)> = Vec::new();
        for ((column, id), cell) in columns.columns.iter().zip(ids).zip(&row.cells) {
            let id = id.as_ref();
            if column.target == Target::Left {
                continue;
            }
            let Some(text) = clean(cell) else { continue };
            if let Some(card) = card(&text) {
                self.keep(&column.own_id, Value::text(&*text), column);
                cards.push((card, column));
                continue;
            }
            if is_formula(cell) && (cell.trim_start().starts_with('=') || column.is_label()) {
                // What would run in a spreadsheet is nobody's name, and nothing else of theirs.
                self.problem(ProblemCode::Formula, &text);
                continue;
            }
            if column.is_label() && lost::is_in(&text) {
                self.problem(ProblemCode::TextUnreadable, &text);
            }
            self.page(column, &text);
            let value = match &column.target {
                Target::Field(field) => self.field(*field, column, &text),
                Target::Trait(_) => Some(plain(column, &text)),
                Target::Left => None,
            };
            let Some(value) = value else { continue };
            if let Some(id) = id.filter(|id| **id != column.own_id) {
                self.keep(id, value.clone(), column);
            }
            self.keep(&column.own_id, value, column);
        }
        for (card, column) in cards {
            self.fill_from(&card, column);
        }
    }

    /// What the row lacks of what a card in one of its cells says.
    fn fill_from(&mut self, card: &Card, column: &Column) {
        let record = &self.record;
        let is_nameless =
            record.name.is_none() && record.first_name.is_none() && record.last_name.is_none();
        let has_parts = !card.first_name.is_empty() && !card.last_name.is_empty();
        let (no_email, no_phone) = (record.emails.is_empty(), record.phones.is_empty());
        let lacks = [
            (Field::FirstName, is_nameless && has_parts, &card.first_name),
            (Field::LastName, is_nameless && has_parts, &card.last_name),
            (Field::Name, is_nameless && !has_parts, card.whole_name()),
            (Field::Company, record.company.is_none(), &card.company),
            (Field::JobTitle, record.job_title.is_none(), &card.job_title),
        ];
        let lacks = lacks.into_iter().chain(
            card.emails
                .iter()
                .map(|email| (Field::Email, no_email, email))
                .chain(card.phones.iter().map(|phone| (Field::Phone, no_phone, phone))),
        );
        for (field, is_lacking, text) in lacks {
            let Some(text) = clean(text).filter(|_| is_lacking) else { continue };
            if let Some(value) = self.field(field, column, &text) {
                self.keep(&Arc::from(field.row().id), value, column);
            }
        }
    }

    /// Whose own page a cell is, whatever its column is called: LinkedIn's own lists call it "URL".
    fn page(&mut self, column: &Column, text: &str) {
        let may_be_theirs = matches!(
            column.target,
            Target::Trait(_) | Target::Field(Field::Website | Field::Notes)
        );
        let Some(page) = websites::of_a_person(text).filter(|_| may_be_theirs) else { return };
        self.record.values.entry(PAGE.into()).or_insert_with(|| Value::text(text));
        self.record.profile.get_or_insert(page);
    }

    /// Of two columns that are one field, the first says what it is; of two permissions, the one
    /// that is none, or that cannot be read.
    fn keep(&mut self, id: &Arc<str>, value: Value, column: &Column) {
        let is_permission = matches!(&column.target,
            Target::Field(field) if field.row().kind == ValueKind::YesNo);
        let is_kept = self
            .record
            .values
            .get(id)
            .is_some_and(|before| !is_permission || !permissions::goes_before(&value, before));
        if !is_kept {
            self.record.values.insert(Arc::clone(id), value);
        }
    }

    /// What a cell of a field says; `None` where it says nothing that can be used.
    fn field(&mut self, field: Field, column: &Column, text: &str) -> Option<Value> {
        let keeps_capitals = self.keeps_capitals;
        let proper = |text: &str| if keeps_capitals { text.to_owned() } else { proper(text) };
        // A name as it is spoken: no degrees, no pictures.
        let own_name = |text: &str| proper(without_degrees(&without_pictures(text)));
        let (text, beside) = beside(field, text);
        self.beside.extend(beside);
        let record = &mut self.record;
        match field {
            Field::Name => record.name = Some(own_name(text)),
            Field::FirstName => record.first_name = Some(proper(&without_pictures(text))),
            Field::LastName => record.last_name = Some(own_name(text)),
            Field::MiddleName => self.middle_name = Some(proper(text)),
            Field::SecondLastName => self.second_last_name = Some(proper(text)),
            Field::Company => record.company = Some(text.to_owned()),
            Field::JobTitle => record.job_title = Some(text.to_owned()),
            Field::City => record.city = Some(text.to_owned()),
            Field::Email => return self.emails(column, text),
            Field::Phone | Field::Mobile => return self.telephones(field, text),
            Field::TaxId => {
                let id = ids::plain(text);
                record.tax_id = Some(id.clone());
                return Some(Value::Text(id));
            }
            Field::NationalId => return self.national_id(text),
            Field::Website => {
                if let Some(profile) = websites::profile(text) {
                    record.values.entry(profile.into()).or_insert_with(|| Value::text(text));
                    return None;
                }
                record.website = websites::domain(text);
                return record.website.clone().map(Value::Text);
            }
            Field::Country => {
                if record.country.is_none() {
                    self.problem(ProblemCode::CountryUnknown, text);
                }
                return self.record.country.clone().map(Value::Text);
            }
            Field::PostalCode => {
                let code = self.postal_code(text);
                self.record.postal_code = Some(code.clone());
                return Some(Value::Text(code));
            }
            Field::VisitDate => return self.visit_date(column, text),
            Field::VisitTime => self.time = times::time(text),
            Field::AttendeeStatus => record.is_absent = is_absence(text),
            _ => {}
        }
        match field.row().kind {
            ValueKind::Name => Some(Value::Text(own_name(text))),
            ValueKind::YesNo => Some(self.permission(field, text)),
            ValueKind::Number => Some(plain(column, text)),
            _ => Some(Value::text(text)),
        }
    }

    /// What a cell says of a permission; what says neither yes nor no stays as it is written, for
    /// a person to see, and is a problem of the row.
    fn permission(&mut self, field: Field, text: &str) -> Value {
        let refused = permissions::refused(field);
        let said = permissions::said(field, text);
        match said {
            Some(true) => self.refused.extend(refused),
            Some(false) => {}
            None => {
                self.problem(ProblemCode::ConsentUnclear, text);
                self.unclear.extend(refused.iter().map(|id| (*id, text.to_owned())));
            }
        }
        said.map_or_else(|| Value::text(text), Value::Bool)
    }

    fn emails(&mut self, column: &Column, text: &str) -> Option<Value> {
        let (found, unreadable) = emails::emails(text);
        for words in unreadable {
            self.problem(ProblemCode::EmailUnreadable, &words);
        }
        let first = found.first().cloned();
        let is_private = is_private(&column.header);
        for email in found {
            if !self.record.emails.contains(&email) {
                self.record.emails.push(email.clone());
                if is_private {
                    self.private_emails.push(email);
                }
            }
        }
        first.map(Value::Text)
    }

    fn telephones(&mut self, field: Field, text: &str) -> Option<Value> {
        let country = self.record.country.as_deref().unwrap_or(&self.reading.country);
        let read = self.phones.read(text, Some(country));
        for words in read.unreadable {
            self.problem(ProblemCode::PhoneUnreadable, &words);
        }
        let first = read.phones.first().map(|phone| phone.e164.clone());
        for mut phone in read.phones {
            // Where the plan cannot tell, the column's name does.
            if phone.is_mobile.is_none() && field == Field::Mobile {
                phone.is_mobile = Some(true);
            }
            let known = self.record.phones.iter_mut().find(|known| known.e164 == phone.e164);
            match known {
                Some(known) => known.is_mobile = known.is_mobile.or(phone.is_mobile),
                None => self.record.phones.push(phone),
            }
        }
        first.map(Value::Text)
    }

    fn national_id(&mut self, text: &str) -> Option<Value> {
        let id = ids::plain(text);
        if ids::person(&id) == ids::Checked::Wrong {
            self.problem(ProblemCode::IdWrong, text);
            return Some(Value::Text(id));
        }
        self.record.national_id = Some(id.clone());
        Some(Value::Text(id))
    }

    /// Spain's codes have five digits: a spreadsheet takes the zero of Ávila for none.
    fn postal_code(&self, text: &str) -> String {
        let country = self.record.country.as_deref().unwrap_or(&self.reading.country);
        let is_short = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_short && matches!(country, "ES" | "MX") {
            format!("0{text}")
        } else {
            text.to_owned()
        }
    }

    fn visit_date(&mut self, column: &Column, text: &str) -> Option<Value> {
        let order = column.order.as_ref().map_or(Order::DayMonth, |found| found.order);
        let local = dates::local(text, order).filter(|local| self.can_have_been(local));
        let Some(local) = local else {
            self.problem(ProblemCode::DateUnreadable, text);
            return Some(Value::text(text));
        };
        self.date = Some(local);
        Some(Value::Text(local.date.to_string()))
    }

    /// Whether somebody can have been somewhere on a day: none is to come, by whichever clock, and
    /// none is older than what a list of contacts remembers.
    fn can_have_been(&self, local: &Local) -> bool {
        (VISITS_FROM..=self.until).contains(&local.date)
    }

    /// What the row lacks and stands beside something else in a cell.
    fn fill_from_beside(&mut self) {
        for (field, text) in std::mem::take(&mut self.beside) {
            let record = &mut self.record;
            let names = [&record.name, &record.first_name, &record.last_name];
            let is_nameless = names.into_iter().all(Option::is_none);
            let value = Value::text(&*text);
            match field {
                Field::Email if record.emails.is_empty() => record.emails.push(text),
                Field::Name if is_nameless => record.name = Some(text),
                _ => continue,
            }
            record.values.entry(field.row().id.into()).or_insert(value);
        }
    }

    fn done(mut self) -> Record {
        self.fill_from_beside();
        self.join_names();
        self.record.visited_at = self.visited_at();
        if let Some(visited_at) = self.record.visited_at
            && (self.time.is_some() || self.date.is_some_and(|date| date.time.is_some()))
        {
            self.record.values.insert("visited_at".into(), Value::Text(visited_at.to_string()));
        }
        let mut record = self.record;
        for (id, words) in self.unclear {
            if record.values.get(id) != Some(&Value::Bool(false)) {
                record.values.insert(id.into(), Value::Text(words));
            }
        }
        let refused = self.refused.into_iter().map(|id| (Arc::from(id), Value::Bool(false)));
        record.values.extend(refused);
        // The one to write to comes first, and the one to call.
        if let Some(first) =
            record.emails.first().filter(|first| self.private_emails.contains(first))
        {
            let before = Value::text(first);
            record.emails.sort_by_key(|email| self.private_emails.contains(email));
            let main = record.emails.first().map(Value::text);
            if let (Some(email), Some(main)) = (record.values.get_mut("email"), main)
                && *email == before
            {
                *email = main;
            }
        }
        record.phones.sort_by_key(|phone| phone.is_mobile != Some(true));
        if record.emails.is_empty() && record.phones.is_empty() {
            record.problems.push(Problem { code: ProblemCode::Unreachable, words: String::new() });
        }
        record
    }

    fn join_names(&mut self) {
        let record = &mut self.record;
        // "Ana" and "María" are Ana María; without a given name there is nothing to go behind.
        if let (Some(middle), Some(first)) = (self.middle_name.take(), &mut record.first_name) {
            *first = format!("{first} {middle}");
            record.values.insert("first_name".into(), Value::text(&*first));
        }
        if let Some(second) = self.second_last_name.take() {
            let joined = match record.last_name.take() {
                Some(first) => format!("{first} {second}"),
                None => second,
            };
            record.values.insert("last_name".into(), Value::text(&joined));
            record.last_name = Some(joined);
        }
        match (&record.first_name, &record.last_name) {
            // What the list tells apart is surer than what it calls a name.
            (Some(first), Some(last)) => record.name = Some(format!("{first} {last}")),
            (first, last) => {
                let part = first.as_ref().or(last.as_ref());
                record.name = record.name.take().or_else(|| part.cloned());
            }
        }
        // What Eventbrite writes where a buyer has not said who comes, a word in each column.
        if record.name.as_deref().is_some_and(|name| fold(name) == "info requested") {
            (record.name, record.first_name, record.last_name) = (None, None, None);
            for id in ["name", "first_name", "last_name"] {
                record.values.remove(id);
            }
        }
        if let Some(name) = &record.name {
            record.values.insert("name".into(), Value::text(name));
        }
    }

    fn visited_at(&self) -> Option<Timestamp> {
        let local = self.date?;
        let time = local.time.or(self.time).unwrap_or(jiff::civil::Time::MIN);
        let moment = local.date.to_datetime(time);
        let zone = match local.offset {
            Some(seconds) => TimeZone::fixed(Offset::from_seconds(seconds).ok()?),
            None => self.reading.time_zone.clone(),
        };
        zone.to_timestamp(moment).ok().map(Timestamp::from_jiff)
    }

    fn problem(&mut self, code: ProblemCode, words: &str) {
        self.record.problems.push(Problem { code, words: words.to_owned() });
    }
}

/// The trait in which a person's own page on LinkedIn stands.
const PAGE: &str = "linkedin";

/// The first day of which a visit is believed: a spreadsheet's zero is 1899, a computer's 1970.
const VISITS_FROM: Date = jiff::civil::date(1970, 1, 2);

/// What a cell says of its own field, and what of another stands beside it: an address beside a
/// name, and what somebody is called beside their address.
fn beside(field: Field, text: &str) -> (&str, Option<(Field, String)>) {
    let Some((name, address)) = emails::named(text) else { return (text, None) };
    let is_somebody =
        !emails::is_role(&address) && (begins_with_a_given_name(name) || is_like_a_name(name));
    match field {
        Field::Name => (name, Some((Field::Email, address))),
        Field::Email if is_somebody => (text, Some((Field::Name, name.to_owned()))),
        _ => (text, None),
    }
}

/// Whether a column's name says that what it holds is not of the person's work.
fn is_private(header: &str) -> bool {
    let folded = fold(header);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "personal" | "particular" | "privado" | "private" | "home"))
}

/// A cell of a column of numbers as a number, of any other as its text.
fn plain(column: &Column, text: &str) -> Value {
    match column.mark {
        Some(mark) => numbers::value(text, mark, column.unit),
        None => Value::text(text),
    }
}
