//! Workbooks: which of their sheets holds the list.

pub(super) mod html;
pub(super) mod ods;
pub(super) mod xls;
pub(super) mod xlsx;

mod cell;
mod compound;
mod weighing;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use super::{Table, layout};
use crate::table::error::{NotATable, ReadError};
use crate::table::format::{Format, Kind};
use crate::table::grid::Grid;
use crate::table::limits::Limits;

/// A sheet by its name, as its workbook lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    name: String,
    is_hidden: bool,
}

/// The table in the sheet called `part`; without it, in the first that holds one: the visible
/// before the hidden, and a sheet with several columns before a cover with lines of text.
fn choose(
    kind: Kind,
    sheets: &[Sheet],
    part: Option<&str>,
    limits: &Limits,
    mut read_sheet: impl FnMut(&str) -> Result<Grid, ReadError>,
) -> Result<Table, ReadError> {
    let sheets = sheets.get(..SHEETS_MAX).unwrap_or(sheets);
    let names = || sheets.iter().map(|sheet| sheet.name.clone());
    let mut table_of = |name: &str| -> Result<Option<Table>, ReadError> {
        let format = Format {
            kind,
            sheet: Some(name.to_owned()),
            others: names().filter(|other| other != name).collect(),
            ..Format::default()
        };
        layout::table(read_sheet(name)?, format, 0, limits)
    };
    let empty = || ReadError::NotATable(NotATable::EmptyWorkbook);
    if let Some(part) = part {
        if !sheets.iter().any(|sheet| sheet.name == part) {
            return Err(ReadError::NoSuchPart { name: part.to_owned(), names: names().collect() });
        }
        return table_of(part)?.ok_or_else(empty);
    }
    let visible = sheets.iter().filter(|sheet| !sheet.is_hidden);
    let hidden = sheets.iter().filter(|sheet| sheet.is_hidden);
    let mut narrow = None;
    for sheet in visible.chain(hidden).take(SHEETS_SEARCHED_MAX) {
        let Some(table) = table_of(&sheet.name)? else { continue };
        if table.header.len() > 1 && !table.rows.is_empty() {
            return Ok(table);
        }
        let is_better = narrow.as_ref().is_none_or(|narrow: &Table| narrow.rows.is_empty());
        if is_better {
            narrow = Some(table);
        }
    }
    narrow.ok_or_else(empty)
}

/// Sheets that can be chosen; more come from no person.
const SHEETS_MAX: usize = 1_000;

/// Sheets looked into for a table; a list is not behind so many others.
const SHEETS_SEARCHED_MAX: usize = 30;

/// Runs a parser that is not ours over bytes of strangers. It can panic on some input nobody has
/// tried yet, and one upload must not take down the program that serves everybody: the panic
/// becomes an error about this file. Nothing the parser touched is used afterwards.
///
/// Nor is it told on the program's standard error, which is for what its operator can mend.
fn guarded<T>(kind: Kind, parse: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_PARSING.get() {
                usual(panic);
            }
        }));
    });
    IS_PARSING.set(true);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    IS_PARSING.set(false);
    parsed.unwrap_or_else(|_| Err(damaged(kind, "the parser gave up")))
}

thread_local! {
    /// Whether a parser that is not ours runs on this thread.
    static IS_PARSING: Cell<bool> = const { Cell::new(false) };
}

fn damaged(kind: Kind, cause: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged { kind, cause: cause.to_string() }
}
