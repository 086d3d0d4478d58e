//! Columns without a name: lists that were pasted without their header, and the names that programs
//! make up.
//!
//! What the values give away is decided by the content; what is left is decided here, from what else
//! the list has. So is a column whose name nobody knows, where the list lacks what it plainly holds.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::content::Seen;
use super::fields::{Field, header_name};
use super::{Because, Column, Columns, Target};
use crate::table::Table;
use crate::values::phones::PhoneReader;
use crate::values::text::clean;

/// Whether a column has no name that says anything: a file without a header, or "campo1",
/// "Columna B" and "Unnamed: 3" as programs write where nobody gave a name.
pub(super) fn is_nameless(table: &Table, header: &str) -> bool {
    const WORDS: [&str; 12] = [
        "campo",
        "columna",
        "column",
        "field",
        "col",
        "dato",
        "unnamed",
        "untitled",
        "sin nombre",
        "f",
        "c",
        "var",
    ];
    let name = header_name(header);
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || " :-.".contains(c));
    let is_lettered = |word: &str| {
        let rest = bare.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| rest.len() == 1)
    };
    table.format.header_row.is_none()
        || bare.is_empty()
        || WORDS.iter().any(|word| bare == *word || is_lettered(word))
}

/// What the columns without a name are that no value gave away: what is left of a list that has a
/// name and a way to reach people is mostly their company.
pub(super) fn fill_in(table: &Table, columns: &mut Columns, seen: &[Seen]) {
    let is_open =
        |column: &Column| column.because == Because::Unknown && is_nameless(table, &column.header);
    // Given names alone, with the surnames behind them.
    let given = columns.columns.iter().position(|column| {
        column.target == Target::Field(Field::FirstName) && column.because == Because::Content
    });
    if let Some(next) = given.map(|given| given + 1)
        && columns.of(Field::LastName).next().is_none()
        && let Some(column) = columns.columns.get_mut(next).filter(|column| is_open(column))
        && seen.get(next).is_some_and(Seen::may_be_surnames)
    {
        column.target = Target::Field(Field::LastName);
        (column.confidence, column.because) = (50, Because::Content);
    }
    // One column without a name beside others that have one is as likely to be anything.
    let nameless = table.header.iter().filter(|header| is_nameless(table, header)).count();
    if nameless * 2 < table.header.len() {
        return;
    }
    for (index, seen) in seen.iter().enumerate() {
        if !columns.columns.get(index).is_some_and(is_open) {
            continue;
        }
        let has = |field| columns.of(field).next().is_some();
        let is_reached = has(Field::Email) || has(Field::Phone) || has(Field::Mobile);
        let missing = |field| match field {
            Field::Name => is_reached && !has(Field::Name) && !has(Field::FirstName),
            Field::Company => is_reached && !has(Field::Company),
            field => !has(field),
        };
        let found = seen.may_be(missing);
        if let (Some((field, confidence)), Some(column)) = (found, columns.columns.get_mut(index)) {
            column.target = Target::Field(field);
            (column.confidence, column.because) = (confidence, Because::Content);
        }
    }
}

/// What the columns are whose names say nothing to us, where the list has no other that says how
/// to reach people, who they are, where and as what they work: "Celu", "Asistentes", "Expositor".
pub(super) fn take_in(table: &Table, columns: &mut Columns, seen: &[Seen], country: &str) {
    for (field, alike) in LACKING {
        if alike.iter().any(|field| columns.of(*field).next().is_some()) {
            continue;
        }
        let is_open = |column: &Column| {
            column.because == Because::Unknown && !is_nameless(table, &column.header)
        };
        let mut open =
            (0..).zip(seen).filter(|(index, _)| columns.columns.get(*index).is_some_and(is_open));
        // Of several the first, as people write lists.
        let found = open.find(|(index, seen)| match field {
            Field::Phone => are_phones(table, *index, country),
            Field::JobTitle if is_of_departments(table, *index) => false,
            field => seen.is_plainly(field),
        });
        if let Some(column) = found.and_then(|(index, _)| columns.columns.get_mut(index)) {
            column.target = Target::Field(field);
            (column.confidence, column.because) = (60, Because::Content);
        }
    }
}

/// Whether a header says that its values are parts of companies, which are called after who leads
/// them: "Dirección", "Gerencia".
fn is_of_departments(table: &Table, index: usize) -> bool {
    const WORDS: [&str; 6] = ["departamento", "department", "dpto", "depto", "area", "equipo"];
    let name = table.header.get(index).map(|header| header_name(header)).unwrap_or_default();
    name.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(&word))
}

/// What a list is to have, each with what stands for it as well.
const LACKING: [(Field, &[Field]); 5] = [
    (Field::Phone, &[Field::Phone, Field::Mobile]),
    (Field::Name, &[Field::Name, Field::FirstName, Field::LastName]),
    (Field::Company, &[Field::Company]),
    (Field::JobTitle, &[Field::JobTitle]),
    (Field::Country, &[Field::Country]),
];

/// Whether a column holds telephones that can be called from a country, hardly one of them twice:
/// codes have as many digits, and are no numbers that somebody could have.
fn are_phones(table: &Table, index: usize, country: &str) -> bool {
    let cells = table.rows.iter().filter_map(|row| clean(row.cells.get(index)?));
    let cells: Vec<Cow<'_, str>> = cells.take(PHONES_LOOKED_AT).collect();
    let distinct: BTreeSet<&str> = cells.iter().map(|cell| &**cell).collect();
    let mut phones = PhoneReader::default();
    let valid = cells.iter().filter(|cell| {
        let read = phones.read(cell, Some(country));
        !read.phones.is_empty() && read.unreadable.is_empty()
    });
    let valid = valid.count();
    valid >= PHONES_MIN && valid * 10 >= cells.len() * 8 && distinct.len() * 10 >= cells.len() * 7
}

/// Cells that are looked at, and how many of them must be telephones.
const PHONES_LOOKED_AT: usize = 200;
const PHONES_MIN: usize = 3;
