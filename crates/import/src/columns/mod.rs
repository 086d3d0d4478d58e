//! Which column is what: by its name, by its content, or as somebody said.
//!
//! Decides for whole columns, formats included; reading single cells is the record's.

pub mod fields;
pub mod mapping;
mod content;
mod nameless;
mod program;

use std::sync::Arc;

use engine::text::slug;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::table::{Format, Kind, NotATable, ReadError, Table};
use crate::values::dates::{self, Order, OrderFound};
use crate::values::numbers::{self, Mark};
use crate::values::text::clean;
use fields::{Field, ValueKind, by_name, header_name};
use mapping::{Mapping, MappingError};
pub use program::Program;

/// What every column of a table is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// One for each column of the table, in order.
    pub columns: Vec<Column>,
    /// Whether names in capitals stay so; else they become names as they are written.
    pub keeps_capitals: bool,
    /// Whether some column holds what people or companies may be called, whatever it was taken for.
    pub may_say_who: bool,
}

/// What one column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header as the file has it.
    pub header: String,
    /// What it was taken for.
    pub target: Target,
    /// How surely, in hundredths.
    pub confidence: u8,
    /// Why.
    pub because: Because,
    /// The id of its own that its values can be read under too: the header as a slug.
    pub own_id: Arc<str>,
    /// Up to three values that stand in it.
    pub examples: Vec<String>,
    /// Of dates, the order of day and month.
    pub order: Option<OrderFound>,
    /// Of numbers, the decimal mark.
    pub mark: Option<Mark>,
    /// Of numbers, what one stands for: 1,000,000 where the header says "(M€)".
    pub unit: Decimal,
}

/// What a column is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One of Criba's fields.
    Field(Field),
    /// A trait of its own.
    Trait(String),
    /// Nothing: it is left out.
    Left,
}

/// Why a column was taken for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Its name says so.
    Name,
    /// Its values say so.
    Content,
    /// Somebody said so, in a mapping.
    Mapping,
    /// Nothing says otherwise: it is a trait of its own.
    Unknown,
}

impl Column {
    /// The id of the field or trait; `None` where the column is left out.
    #[must_use]
    pub fn target_id(&self) -> Option<&str> {
        match &self.target {
            Target::Field(field) => Some(field.row().id),
            Target::Trait(id) => Some(id),
            Target::Left => None,
        }
    }

    /// Whether its cells are names and the like, which no note is and which a sign before a letter
    /// never begins.
    pub(crate) fn is_label(&self) -> bool {
        match &self.target {
            Target::Field(field) => {
                let kind = field.row().kind;
                kind == ValueKind::Name || kind == ValueKind::Text && *field != Field::Notes
            }
            Target::Trait(_) | Target::Left => false,
        }
    }
}

impl Columns {
    /// The columns that are a field, in order.
    pub fn of(&self, field: Field) -> impl Iterator<Item = (usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| column.target == Target::Field(field))
    }

    /// Says of a text whether it is a list of anybody: lines of settings or of a program have rows
    /// and columns too. What somebody keeps in a workbook, or says the columns of, is one.
    ///
    /// # Errors
    ///
    /// No column is known by its name, and none holds what says who somebody is or may say so.
    pub fn tell_of_somebody(&self, format: &Format) -> Result<(), ReadError> {
        let says_who = |column: &Column| match column.because {
            Because::Name | Because::Mapping => true,
            Because::Content => {
                matches!(&column.target, Target::Field(field) if IDENTITY.contains(field))
            }
            Because::Unknown => false,
        };
        let is_known = self.may_say_who || self.columns.iter().any(says_who);
        if format.kind != Kind::Separated || is_known {
            return Ok(());
        }
        Err(ReadError::NotATable(NotATable::Nobody))
    }

    /// The event that every row is where the list's own columns leave no doubt: an export of the
    /// leads of an advertisement, whose moment would else be read as that of a visit.
    #[must_use]
    pub fn usual_event(&self) -> Option<&'static str> {
        let has = |names: &[&str]| {
            self.columns.iter().any(|column| names.contains(&column.header.trim()))
        };
        let is_of_ads =
            has(&["created_time"]) && has(&["ad_id", "ad_name", "form_id", "form_name"]);
        is_of_ads.then_some("lead_ad_submitted")
    }
}

/// What says who somebody is, or how to reach them.
const IDENTITY: [Field; 10] = [
    Field::Name,
    Field::FirstName,
    Field::LastName,
    Field::Email,
    Field::Phone,
    Field::Mobile,
    Field::Company,
    Field::NationalId,
    Field::TaxId,
    Field::Website,
];

/// Says what every column of a table is; `mapping` decides for the columns it names, `country`
/// (ISO alpha-2) for what could be read two ways. Nothing that it tells of happened after `until`.
///
/// # Errors
///
/// The mapping names a column that is not there, or one field for several columns.
pub fn map(
    table: &Table,
    mapping: &Mapping,
    country: &str,
    until: Date,
) -> Result<Columns, MappingError> {
    let decided = mapping.targets(&table.header)?;
    let mut columns: Vec<Column> = Vec::with_capacity(table.header.len());
    let seen: Vec<content::Seen> =
        (0..table.header.len()).map(|index| content::Seen::of(table, index)).collect();
    for ((index, header), seen) in table.header.iter().enumerate().zip(&seen) {
        let cells = || table.rows.iter().filter_map(move |row| clean(row.cells.get(index)?));
        let examples: Vec<String> = distinct(cells().map(std::borrow::Cow::into_owned), EXAMPLES);
        let (target, confidence, because) = match decided.get(index).cloned().flatten() {
            Some(target) => (target, 100, Because::Mapping),
            None => guess(table, seen, header),
        };
        columns.push(Column {
            own_id: own_id(header, index, &columns).into(),
            header: header.clone(),
            target,
            confidence,
            because,
            examples,
            order: None,
            mark: None,
            unit: Decimal::ONE,
        });
    }
    let keeps_capitals = mapping.keeps_capitals(&table.header);
    let may_say_who = seen.iter().any(content::Seen::may_say_who);
    let mut columns = Columns { columns, keeps_capitals, may_say_who };
    nameless::fill_in(table, &mut columns, &seen);
    nameless::take_in(table, &mut columns, &seen, country);
    columns.tell_no_visit();
    settle(&mut columns);
    for (index, column) in columns.columns.iter_mut().enumerate() {
        formats(table, index, column, country, until);
    }
    Ok(columns)
}

/// A name that is a field's whole name.
const NAME_SURE_FROM: u8 = 98;

/// How many values of a column are shown.
const EXAMPLES: usize = 3;

fn guess(table: &Table, seen: &content::Seen, header: &str) -> (Target, u8, Because) {
    let name = header_name(header);
    // A header that says where somebody is or how far one is with them.
    if matches!(name.as_str(), "estado" | "estado / provincia") && seen.is_of_regions() {
        return (Target::Field(Field::Region), 90, Because::Name);
    }
    if let Some((field, confidence)) = by_name(header) {
        let is_sure = confidence >= NAME_SURE_FROM;
        if seen.is_plainly(Field::Email) && NO_ADDRESSES.contains(&field) {
            return (Target::Field(Field::Email), 90, Because::Content);
        }
        let is_role = name.split(' ').any(|word| matches!(word, "rol" | "role"));
        let is_other = seen.is_other(field)
            // A role is what somebody is at work, or their part in the purchase.
            || field == Field::JobTitle && is_role && !seen.is_of_posts();
        if seen.agrees(field, is_sure) && !is_other {
            let field = match field {
                Field::TaxId if matches!(name.as_str(), "rut" | "rfc") => seen.id_of(),
                field => field,
            };
            // Nothing stands in it that could say otherwise, or bear it out.
            let most = if seen.has_values() { 100 } else { UNPROVED };
            return (Target::Field(field), confidence.min(most), Because::Name);
        }
    }
    if let Some((field, confidence)) = seen.says(!nameless::is_nameless(table, header)) {
        return (Target::Field(field), confidence, Because::Content);
    }
    (Target::Trait(String::new()), 50, Because::Unknown)
}

/// What is never an address of mail, whatever its header says.
const NO_ADDRESSES: [Field; 6] = [
    Field::Address,
    Field::City,
    Field::Region,
    Field::PostalCode,
    Field::JobTitle,
    Field::Company,
];

/// How sure the name of a column is in which nothing stands.
const UNPROVED: u8 = 70;

/// One column a field, where a field is one column; the surest keeps it, the rest become traits.
fn settle(columns: &mut Columns) {
    // "Nombre" beside no surnames is the whole name.
    let has = |columns: &Columns, field| columns.of(field).next().is_some();
    if has(columns, Field::FirstName)
        && !has(columns, Field::LastName)
        && !has(columns, Field::Name)
    {
        for column in &mut columns.columns {
            if column.target == Target::Field(Field::FirstName)
                && column.because != Because::Mapping
            {
                column.target = Target::Field(Field::Name);
            }
        }
    }
    // Given names and surnames say the name better than a column that may be it.
    if has(columns, Field::FirstName) && has(columns, Field::LastName) {
        let names = columns.columns.iter_mut();
        for column in names.filter(|column| column.target == Target::Field(Field::Name)) {
            if column.confidence < NAME_SURE_FROM {
                column.target = Target::Trait(String::new());
                (column.confidence, column.because) = (50, Because::Unknown);
            }
        }
    }
    for row in fields::FIELDS.iter().filter(|row| !row.is_repeatable) {
        let claims: Vec<usize> = columns.of(row.field).map(|(index, _)| index).collect();
        // Of two as sure, the one in which something stands.
        let keeper = claims.iter().copied().max_by_key(|index| {
            let column = columns.columns.get(*index);
            let claim = column.map(|column| (column.confidence, !column.examples.is_empty()));
            (claim, std::cmp::Reverse(*index))
        });
        let Some(keeper) = keeper else { continue };
        for index in claims.into_iter().filter(|index| *index != keeper) {
            if let Some(column) = columns.columns.get_mut(index) {
                column.target = Target::Trait(String::new());
                (column.confidence, column.because) = (50, Because::Unknown);
            }
        }
    }
    for column in &mut columns.columns {
        if column.target == Target::Trait(String::new()) {
            column.target = Target::Trait(column.own_id.to_string());
        }
    }
}

/// Decides the formats of dates and numbers from the whole column.
fn formats(table: &Table, index: usize, column: &mut Column, country: &str, until: Date) {
    let cells = || {
        let cells = table.rows.iter().filter_map(move |row| row.cells.get(index));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let kind = match &column.target {
        Target::Field(field) => field.row().kind,
        Target::Trait(_) if content::is_numeric(cells()) => ValueKind::Number,
        Target::Trait(_) | Target::Left => return,
    };
    match kind {
        ValueKind::Date => {
            let usual = if country == "US" { Order::MonthDay } else { Order::DayMonth };
            column.order = Some(dates::order(cells(), usual, until));
        }
        ValueKind::Number => {
            column.mark = Some(numbers::mark(cells(), numbers::usual(country)));
            column.unit = unit(&column.header);
        }
        _ => {}
    }
}

/// What a number stands for where the header says so: "(M€)", "(millones)", "(miles de €)".
fn unit(header: &str) -> Decimal {
    let folded = engine::text::fold(header);
    let inside = folded
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(inside, _)| inside);
    let letters: String = inside.chars().filter(|c| c.is_alphabetic()).collect();
    match letters.as_str() {
        "m" | "mm" | "meur" | "musd" | "millones" | "mill" | "millonesdeeuros" | "mmxn"
        | "millions" => Decimal::from(1_000_000),
        "k" | "keur" | "kusd" | "miles" | "milesdeeuros" | "thousands" => Decimal::ONE_THOUSAND,
        _ => Decimal::ONE,
    }
}

/// The header as a slug, made distinct from those before it.
fn own_id(header: &str, index: usize, before: &[Column]) -> String {
    let slug = slug(header);
    let base = if slug.is_empty() { format!("columna_{}", index + 1) } else { slug };
    let is_taken = |id: &str| before.iter().any(|column| *column.own_id == *id);
    if !is_taken(&base) {
        return base;
    }
    let mut numbered = (2..).map(|number| format!("{base}_{number}"));
    numbered.find(|id| !is_taken(id)).unwrap_or(base)
}

/// The first distinct values.
fn distinct(values: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::with_capacity(most);
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
        if found.len() == most {
            break;
        }
    }
    found
}

/// A text that is the same for lists with the same columns, to remember a mapping by.
#[must_use]
pub fn signature(header: &[String]) -> String {
    let names: Vec<String> = header.iter().map(|name| engine::text::fold(name)).collect();
    names.join("\u{1f}")
}
