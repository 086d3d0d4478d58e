//! Where in a grid the table is: its header, its rows, and what is neither.

use engine::value::yes_or_no;

use super::error::ReadError;
use super::format::Format;
use super::grid::{Grid, is_blank};
use super::header::{self, Start};
use super::leftovers::Leftovers;
use super::limits::Limits;
use super::{Row, SkipReason, Skipped, Table};

/// The table in `grid`; `None` where what is there are sentences and not a table. The first
/// `setting_rows` rows are settings and not part of the list (`sep=;`).
pub(super) fn table(
    grid: Grid,
    format: Format,
    setting_rows: u32,
    limits: &Limits,
) -> Result<Option<Table>, ReadError> {
    let Grid { mut rows, row_last } = grid;
    let mut skipped = blank_rows(&rows, row_last);
    let settings_end = rows.partition_point(|row| row.number <= setting_rows);
    skip(&mut skipped, rows.drain(..settings_end), SkipReason::Preamble);
    if rows.is_empty() || is_prose(&rows, format.separator) {
        return Ok(None);
    }
    let (header_row, header) = match header::find(&rows) {
        Start::Header(index) => {
            skip(&mut skipped, rows.drain(..index), SkipReason::Preamble);
            let row = rows.remove(0);
            (Some(row.number), row.cells)
        }
        Start::Data(index) => {
            skip(&mut skipped, rows.drain(..index), SkipReason::Preamble);
            (None, Vec::new())
        }
    };
    let preamble_rows = skipped.iter().filter(|row| row.reason == SkipReason::Preamble).count();
    if let (Some(separator), Some(_)) = (format.separator, header_row) {
        join_last_cells(&header, &mut rows, separator);
    }
    let deleted = header.iter().position(|name| is_mark_of_deleted(name));
    let leftovers = Leftovers::new(&header, width(&header, &rows), &rows);
    let mut index = 0;
    let mut people_count = 0;
    rows.retain(|row| {
        let is_deleted = deleted
            .and_then(|column| row.cells.get(column))
            .is_some_and(|cell| yes_or_no(cell) == Some(true));
        let reason = leftovers
            .reason(row, index, people_count)
            .or_else(|| is_deleted.then_some(SkipReason::Deleted));
        index += 1;
        match reason {
            Some(reason) => skipped.push(Skipped { row: row.number, reason }),
            None => people_count += 1,
        }
        reason.is_none()
    });
    // A header alone is an empty list; a line that no list has for a header is not one.
    if rows.is_empty() && !header::is_known(&header) {
        return Ok(None);
    }
    let width = width(&header, &rows);
    if width.saturating_mul(rows.len()) > limits.cells_max {
        return Err(ReadError::TooMuch);
    }
    for row in &mut rows {
        row.cells.resize(width, String::new());
    }
    let header = match header_row {
        Some(_) => header::names(&header, width),
        None => header::numbered(width),
    };
    skipped.sort_unstable();
    let preamble_rows = u32::try_from(preamble_rows).unwrap_or(u32::MAX);
    let format = Format { header_row, preamble_rows, ..format };
    Ok(Some(Table { header, rows, skipped, format }))
}

/// Whether a column says that its program has thrown somebody away, as Salesforce's `IsDeleted`.
fn is_mark_of_deleted(name: &str) -> bool {
    matches!(
        header::folded(&header::cleaned(name)).as_str(),
        "isdeleted" | "is_deleted" | "is deleted"
    )
}

/// Puts a note back together that has the separator in it and no quotation marks around it, as
/// people write lists by hand: the last column is one of notes, and every cell before it is what
/// others of its column are. Anything else could be a cell too many anywhere in the row.
fn join_last_cells(header: &[String], rows: &mut [Row], separator: char) {
    let named = header.iter().rposition(|name| !is_blank(name)).map_or(0, |last| last + 1);
    let Some(last) = named.checked_sub(1).filter(|last| *last > 0) else { return };
    let is_of_notes = header.get(last).is_some_and(|name| header::is_of_notes(name));
    let fitting = rows.iter().filter(|row| row.cells.len() <= named).count();
    if !is_of_notes || fitting * 2 < rows.len() {
        return;
    }
    // Of each column before the last, whether most of its cells are figures and addresses.
    let holds_values: Vec<bool> = (0..last)
        .map(|column| {
            let cells = rows.iter().filter(|row| row.cells.len() <= named);
            let cells = cells.filter_map(|row| row.cells.get(column));
            let cells: Vec<&String> = cells.filter(|cell| !is_blank(cell)).collect();
            let values = cells.iter().filter(|cell| header::is_value(cell)).count();
            !cells.is_empty() && values * 10 >= cells.len() * 8
        })
        .collect();
    for row in rows.iter_mut().filter(|row| row.cells.len() > named) {
        let mut before = row.cells.iter().zip(&holds_values);
        if before
            .all(|(cell, is_of_values)| is_blank(cell) || header::is_value(cell) == *is_of_values)
        {
            let rest = row.cells.split_off(last);
            row.cells.push(rest.join(separator.encode_utf8(&mut [0; 4])));
        }
    }
}

/// The rows between those that hold something, and those after the last.
fn blank_rows(rows: &[Row], row_last: u32) -> Vec<Skipped> {
    let mut blank = Vec::new();
    let mut expected = 1;
    for number in rows.iter().map(|row| row.number).chain([row_last.saturating_add(1)]) {
        blank.extend((expected..number).map(|row| Skipped { row, reason: SkipReason::Blank }));
        expected = number.saturating_add(1);
    }
    blank
}

fn width(header: &[String], rows: &[Row]) -> usize {
    rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(header.len())
}

fn skip(skipped: &mut Vec<Skipped>, rows: impl Iterator<Item = Row>, reason: SkipReason) {
    skipped.extend(rows.map(|row| Skipped { row: row.number, reason }));
}

/// Sentences: many words in each cell of one column, or commas with a space after each, which are
/// those of a text and not of a program.
fn is_prose(rows: &[Row], separator: Option<char>) -> bool {
    const SAMPLE_ROWS: usize = 100;
    const WORDS_OF_A_SENTENCE: usize = 8;
    const WORDS_OF_A_LABEL: usize = 3;
    let is_wide = rows.iter().any(|row| row.cells.len() > 1);
    if is_wide && !matches!(separator, Some(',' | ';')) {
        return false;
    }
    let mut cell_count = 0;
    let mut word_count = 0;
    let mut ended_count = 0;
    let mut later_count = 0;
    let mut spaced_count = 0;
    let mut going_on_count = 0;
    let mut has_value = false;
    for row in rows.iter().take(SAMPLE_ROWS) {
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !is_blank(cell)) {
            cell_count += 1;
            word_count += cell.split_whitespace().count();
            ended_count += usize::from(cell.trim_end().ends_with(['.', ':', ',', '!', '?']));
            later_count += usize::from(column > 0);
            spaced_count += usize::from(column > 0 && cell.starts_with(' '));
            let rest = cell.strip_prefix(' ').unwrap_or_default();
            going_on_count += usize::from(column > 0 && rest.starts_with(char::is_lowercase));
            has_value |= header::is_value(cell);
        }
    }
    // Few words, and yet a text: after every comma it goes on, and it comes to full stops.
    let is_text = is_wide
        && !has_value
        && going_on_count * 5 >= later_count * 4
        && ended_count > 0
        && !rows.iter().take(SAMPLE_ROWS).any(|row| header::is_known(&row.cells));
    if is_text {
        return true;
    }
    if separator != Some(',') && is_wide {
        return false;
    }
    if word_count > cell_count * WORDS_OF_A_SENTENCE {
        return true;
    }
    let has_labels = word_count <= cell_count * WORDS_OF_A_LABEL;
    if is_wide {
        return !has_labels && spaced_count * 5 >= later_count * 4;
    }
    !has_labels && (ended_count * 2 > cell_count || rows.len() == 1)
}
