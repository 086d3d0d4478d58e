//! Lines of cells with a separator between them.
//!
//! An own splitter, because the numbers of the rows must be those that a spreadsheet program
//! shows (the `csv` crate leaves blank lines out) and because one quotation mark that nobody
//! closed must not swallow the rest of the list.

use super::Table;
use super::error::{NotATable, ReadError};
use super::format::{Format, Kind};
use super::grid::{GridBuilder, is_blank};
use super::limits::Limits;
use super::{layout, separator};

pub(super) fn read(text: &str, limits: &Limits) -> Result<Table, ReadError> {
    let separator = separator::detect(text, limits.cell_bytes_max);
    let mut splitter = Splitter::new(text, separator.character, limits.cell_bytes_max);
    splitter.columns = separator.columns;
    let mut grid = GridBuilder::new(limits);
    let mut cells = Vec::new();
    let mut number = 0_u32;
    while splitter.next_row(&mut cells, limits.columns_max).map_err(|stop| match stop {
        Stop::CellTooLong => {
            ReadError::CellTooLong { row: number + 1, bytes_max: limits.cell_bytes_max }
        }
        Stop::TooManyCells => {
            ReadError::TooManyColumns { row: number + 1, columns_max: limits.columns_max }
        }
    })? {
        number += 1;
        grid.push(number, &mut cells)?;
    }
    let format = Format {
        kind: Kind::Separated,
        separator: separator.character.map(char::from),
        stray_quotes: splitter.stray_quotes,
        ..Format::default()
    };
    let grid = grid.finish();
    if grid.rows.is_empty() {
        return Err(ReadError::Empty);
    }
    let declared_rows = u32::from(separator.is_declared);
    layout::table(grid, format, declared_rows, limits)?
        .ok_or(ReadError::NotATable(NotATable::Prose))
}

/// Why a row cannot be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    CellTooLong,
    TooManyCells,
}

/// Cuts text into rows of cells.
///
/// A quoted cell is one that starts with a quotation mark and ends with one before a separator or
/// the end of a line; marks inside are doubled, and one that is not is taken as text.
pub(super) struct Splitter<'a> {
    text: &'a str,
    position: usize,
    separator: Option<u8>,
    /// Cells of most rows; 0 while unknown.
    columns: usize,
    cell_bytes_max: usize,
    cell_count: usize,
    stray_quotes: u32,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str, separator: Option<u8>, cell_bytes_max: usize) -> Splitter<'a> {
        Splitter {
            text,
            position: 0,
            separator,
            columns: 0,
            cell_bytes_max,
            cell_count: 0,
            stray_quotes: 0,
        }
    }

    /// Cells of the last row, empty ones at its end too.
    pub(super) fn cell_count(&self) -> usize {
        self.cell_count
    }

    /// Adds the cells of the next row to `cells`, but for empty ones at its end; `false` at the
    /// end of the text.
    pub(super) fn next_row(
        &mut self,
        cells: &mut Vec<String>,
        cells_max: usize,
    ) -> Result<bool, Stop> {
        self.cell_count = 0;
        if self.position >= self.text.len() {
            return Ok(false);
        }
        // Excel can end every line with sixteen thousand separators.
        let mut empty_count = 0_usize;
        loop {
            let cell = self.next_cell()?;
            self.cell_count += 1;
            if is_blank(&cell) {
                empty_count += 1;
            } else {
                if cells.len() + empty_count >= cells_max {
                    return Err(Stop::TooManyCells);
                }
                cells.resize(cells.len() + empty_count, String::new());
                empty_count = 0;
                cells.push(cell);
            }
            match self.byte() {
                Some(byte) if Some(byte) == self.separator => self.position += 1,
                Some(b'\r') => {
                    self.position += 1;
                    if self.byte() == Some(b'\n') {
                        self.position += 1;
                    }
                    return Ok(true);
                }
                Some(_) => {
                    self.position += 1;
                    return Ok(true);
                }
                None => return Ok(true),
            }
        }
    }

    /// The next cell; leaves the position at what ended it.
    fn next_cell(&mut self) -> Result<String, Stop> {
        let rest = self.text.as_bytes().get(self.position..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        if rest.get(spaces) == Some(&b'"') && self.stray_quotes < STRAY_QUOTES_MAX {
            match quoted(rest, spaces + 1, self.separator, self.cell_bytes_max) {
                Some((cell, length)) if !self.swallows_rows(&cell) => {
                    self.position += length;
                    return Ok(without_nuls(cell));
                }
                _ => self.stray_quotes += 1,
            }
        }
        let length = rest
            .iter()
            .position(|byte| Some(*byte) == self.separator || matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        if length > self.cell_bytes_max {
            return Err(Stop::CellTooLong);
        }
        let cell = self.text.get(self.position..self.position + length).unwrap_or_default();
        self.position += length;
        Ok(without_nuls(cell.to_owned()))
    }

    /// Whether the lines inside a quoted cell are rows of the list: its mark opened nothing, and the
    /// one that seemed to close it belongs to another cell.
    fn swallows_rows(&self, cell: &str) -> bool {
        let Some(separator) = self.separator.filter(|_| self.columns >= 3) else { return false };
        let separators = |line: &str| line.bytes().filter(|byte| *byte == separator).count();
        let mut lines: Vec<&str> = cell.split('\n').skip(1).collect();
        lines.pop();
        lines.retain(|line| !is_blank(line));
        !lines.is_empty() && lines.iter().all(|line| separators(line) + 1 == self.columns)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }
}

/// After this many marks that nobody closed, the marks of the file mean nothing. Also what keeps
/// the time to read a hostile file in proportion to its length.
const STRAY_QUOTES_MAX: u32 = 256;

/// The quoted cell whose text starts at `start`, and the bytes it takes with both marks; `None`
/// where the mark was never meant to open one.
fn quoted(
    bytes: &[u8],
    start: usize,
    separator: Option<u8>,
    cell_bytes_max: usize,
) -> Option<(String, usize)> {
    let is_end = |byte: Option<&u8>| {
        byte.is_none_or(|byte| Some(*byte) == separator || matches!(byte, b'\n' | b'\r'))
    };
    let mut cell: Vec<u8> = Vec::new();
    let mut position = start;
    let mut has_break = false;
    loop {
        if cell.len() > cell_bytes_max {
            return None;
        }
        match *bytes.get(position)? {
            b'"' if bytes.get(position + 1) == Some(&b'"') => {
                // `""` closing an empty cell opened by one more: `"""` at an end is mark and close.
                cell.push(b'"');
                position += 2;
            }
            b'"' => {
                let after = bytes.get(position + 1..).unwrap_or_default();
                let spaces = after.iter().take_while(|byte| **byte == b' ').count();
                if is_end(after.get(spaces)) {
                    return Some((String::from_utf8(cell).ok()?, position + 1 + spaces));
                }
                // A mark that is neither doubled nor at an end: part of the text (`"Hotel "Sol"
                // Madrid"`), unless lines have passed. Then it opens the next quoted cell, and the
                // one that seemed open never was.
                if has_break {
                    return None;
                }
                cell.push(b'"');
                position += 1;
            }
            b'\r' => {
                has_break = true;
                cell.push(b'\n');
                position += if bytes.get(position + 1) == Some(&b'\n') { 2 } else { 1 };
            }
            byte => {
                has_break |= byte == b'\n';
                cell.push(byte);
                position += 1;
            }
        }
    }
}

fn without_nuls(mut cell: String) -> String {
    if cell.contains('\0') {
        cell.retain(|c| c != '\0');
    }
    cell
}
