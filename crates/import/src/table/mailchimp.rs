//! The ZIP in which Mailchimp exports an audience: a CSV for each status, which only its name says.
//!
//! Decides which files are of one export and how their rows become one list with a column for who
//! is not to be mailed; unpacking them is the ZIP's.

use super::error::ReadError;
use super::limits::Limits;
use super::{Row, Table};

/// The column that says who is not to be mailed.
const OPT_OUT: &str = "Email opt-out";

/// How the files of an export begin, and whether who is in them is not to be mailed: who left the
/// list, and whose address gives mail back. Who is subscribed said so to Mailchimp; that is no
/// evidence of a consent here, so nothing is said of them.
const FILES: [(&str, bool); 4] = [
    ("subscribed_", false),
    ("nonsubscribed_", false),
    ("unsubscribed_", true),
    ("cleaned_", true),
];

/// Whether somebody in a file of an export is not to be mailed; `None` for any other file.
pub(super) fn is_opted_out(file: &str) -> Option<bool> {
    let name = file.to_ascii_lowercase();
    let is_export = name.ends_with(".csv")
        && ["_members_export", "_audience_export", "_contacts_export", "_export_"]
            .iter()
            .any(|part| name.contains(part));
    let found = FILES.iter().find(|(begin, _)| name.starts_with(begin));
    found.filter(|_| is_export).map(|(_, is_out)| *is_out)
}

/// Says of each row of a file of an export whether it is not to be mailed.
pub(super) fn mark(table: &mut Table, is_opted_out: bool) {
    table.header.push(OPT_OUT.to_owned());
    for row in &mut table.rows {
        row.cells.push(if is_opted_out { "yes".to_owned() } else { String::new() });
    }
}

/// The files of one export as one list, in their order; rows are numbered on from file to file.
pub(super) fn together(tables: Vec<Table>, limits: &Limits) -> Result<Table, ReadError> {
    let mut tables = tables.into_iter();
    let mut all = tables.next().unwrap_or_default();
    for table in tables {
        let last = |table: &Table| {
            let skipped = table.skipped.last().map(|skipped| skipped.row);
            table.rows.last().map(|row| row.number).max(skipped).unwrap_or_default()
        };
        let before = last(&all);
        if u64::from(before) + u64::from(last(&table)) > u64::from(limits.rows_max) {
            return Err(ReadError::TooManyRows { rows_max: limits.rows_max });
        }
        let place = |header: &String| {
            all.header.iter().position(|known| known == header).unwrap_or_else(|| {
                all.header.push(header.clone());
                all.header.len() - 1
            })
        };
        let places: Vec<usize> = table.header.iter().map(place).collect();
        let width = all.header.len();
        if width > limits.columns_max {
            let row = before + 1;
            return Err(ReadError::TooManyColumns { row, columns_max: limits.columns_max });
        }
        for row in table.rows {
            let mut cells = vec![String::new(); width];
            for (place, cell) in places.iter().zip(row.cells) {
                if let Some(slot) = cells.get_mut(*place) {
                    *slot = cell;
                }
            }
            all.rows.push(Row { number: before + row.number, cells });
        }
        all.skipped.extend(table.skipped.into_iter().map(|mut skipped| {
            skipped.row += before;
            skipped
        }));
    }
    let width = all.header.len();
    for row in &mut all.rows {
        row.cells.resize(width, String::new());
    }
    if all.rows.len().saturating_mul(width) > limits.cells_max {
        return Err(ReadError::TooManyRows { rows_max: limits.rows_max });
    }
    Ok(all)
}
