//! Lists, read: those beside the checkout, and those that a test writes out.

#![allow(dead_code, unused_imports, reason = "each test uses its part")]

mod beside;

use std::path::Path;

use import::columns::mapping::Mapping;
use import::columns::{self, Columns};
use import::record::{self, Reading, Record};
use import::table::{self, Table};
use jiff::tz::TimeZone;

pub(crate) use beside::shared;

/// A list, read.
pub(crate) struct Read {
    pub(crate) table: Table,
    pub(crate) columns: Columns,
    pub(crate) records: Vec<Record>,
}

pub(crate) fn read(path: &Path) -> Read {
    let file = std::fs::File::open(path).unwrap();
    of(table::read(file, None, &table::Limits::default()))
}

/// A list that is written out in a test.
pub(crate) fn read_text(text: &str) -> Read {
    of(table::read_bytes(text.as_bytes(), None, &table::Limits::default()))
}

fn of(table: Result<Table, table::ReadError>) -> Read {
    let table = table.unwrap_or_else(|error| panic!("{error}"));
    let at = "2026-11-20T12:00:00Z".parse().unwrap();
    let reading =
        Reading { country: "ES".into(), time_zone: TimeZone::get("Europe/Madrid").unwrap(), at };
    let columns = columns::map(&table, &Mapping::default(), "ES", reading.until()).unwrap();
    let records = record::read(&table, &columns, &reading);
    Read { table, columns, records }
}

/// Rows of a CSV file as maps of header and cell.
pub(crate) fn rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}
