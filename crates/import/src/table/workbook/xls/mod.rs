//! Excel 97 to 2003, and its predecessor of 1995 ([MS-XLS]).
//!
//! An own reader, because the one at hand lays the cells out in the rectangle they span and copies
//! a shared text for each cell that shows it: a file of a few kilobytes could take all memory.

mod formats;
mod strings;

use std::collections::BTreeMap;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::compound::{Compound, u16_at, u32_at};
use super::{Sheet, cell, choose, damaged};
use crate::table::Table;
use crate::table::error::{NotATable, ReadError};
use crate::table::format::Kind;
use crate::table::grid::{Grid, GridBuilder};
use crate::table::limits::Limits;
use formats::Look;

pub(in crate::table) fn read(
    bytes: &[u8],
    part: Option<&str>,
    limits: &Limits,
) -> Result<Table, ReadError> {
    let broken = || damaged(Kind::Xls, "its parts do not hold together");
    let file = Compound::open(bytes).ok_or_else(broken)?;
    if file.has("EncryptedPackage") {
        return Err(ReadError::Protected);
    }
    if !file.has("Workbook") && !file.has("Book") {
        let is_document = file.has("WordDocument") || file.has("PowerPoint Document");
        let what = if is_document { NotATable::Document } else { NotATable::Binary };
        return Err(ReadError::NotATable(what));
    }
    let stream = file.stream("Workbook").or_else(|| file.stream("Book")).ok_or_else(broken)?;
    let workbook = Workbook::of(&stream, limits)?;
    let sheets: Vec<Sheet> = workbook.sheets.iter().map(|(sheet, _)| sheet.clone()).collect();
    choose(Kind::Xls, &sheets, part, limits, |name| {
        let start = workbook.sheets.iter().find(|(sheet, _)| sheet.name == name);
        workbook.read_sheet(start.map_or(usize::MAX, |(_, start)| *start), limits)
    })
}

/// What the sheets share.
struct Workbook<'a> {
    stream: &'a [u8],
    sheets: Vec<(Sheet, usize)>,
    texts: Vec<String>,
    /// How numbers look, by the index of their format.
    looks: Vec<Look>,
    is_1904: bool,
    /// Since 1997 texts are Unicode.
    is_unicode: bool,
}

impl<'a> Workbook<'a> {
    fn of(stream: &'a [u8], limits: &Limits) -> Result<Workbook<'a>, ReadError> {
        let mut workbook = Workbook {
            stream,
            sheets: Vec::new(),
            texts: Vec::new(),
            looks: Vec::new(),
            is_1904: false,
            is_unicode: true,
        };
        let mut formats = BTreeMap::new();
        let mut format_of_looks = Vec::new();
        for record in Records::of(stream, 0) {
            let data = record.data;
            match record.kind {
                BOF => workbook.is_unicode = u16_at(data, 0) == Some(BIFF8),
                FILEPASS => return Err(ReadError::Protected),
                DATEMODE => workbook.is_1904 = u16_at(data, 0) == Some(1),
                FORMAT => formats.extend(formats::custom(data, workbook.is_unicode)),
                // Cells name them by two bytes.
                XF if format_of_looks.len() <= usize::from(u16::MAX) => {
                    format_of_looks.push(u16_at(data, 2).unwrap_or_default());
                }
                BOUNDSHEET => workbook.sheets.extend(sheet(data, workbook.is_unicode)),
                SST => {
                    workbook.texts = strings::shared(&record.parts(stream), limits.text_bytes_max)
                        .ok_or(ReadError::TooMuch)?;
                }
                EOF => break,
                _ => {}
            }
        }
        workbook.looks =
            format_of_looks.into_iter().map(|format| formats::look(format, &formats)).collect();
        Ok(workbook)
    }

    fn read_sheet(&self, start: usize, limits: &Limits) -> Result<Grid, ReadError> {
        let mut cells = Cells { found: Vec::new(), text_bytes: 0, limits };
        let mut formula_at = None;
        // Charts inside a sheet have records like those of cells.
        let mut depth = 0_usize;
        for record in Records::of(self.stream, start) {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                STRING => {
                    let text = strings::long(&record.parts(self.stream), 0, self.is_unicode);
                    cells.push(formula_at.take(), text)?;
                }
                MULRK => self.read_many(record.data, &mut cells)?,
                kind => {
                    let Some((at, look)) = place(record.data) else { continue };
                    if kind == FORMULA {
                        formula_at = Some(at);
                    }
                    cells.push(Some(at), self.value(&record, look))?;
                }
            }
        }
        cells.into_grid()
    }

    /// The text of a record with one cell; `None` for other records and for blank cells.
    fn value(&self, record: &Record<'_>, look: u16) -> Option<String> {
        let data = record.data;
        match record.kind {
            NUMBER => Some(self.number(float(data, 6)?, look)),
            RK => Some(self.number(rk(u32_at(data, 6)?), look)),
            LABEL_SST => {
                let index = usize::try_from(u32_at(data, 6)?).ok()?;
                self.texts.get(index).cloned()
            }
            LABEL | RSTRING => strings::long(&record.parts(self.stream), 6, self.is_unicode),
            BOOL_ERR => Some(bool_or_error(*data.get(6)?, *data.get(7)? != 0)),
            FORMULA => match (u16_at(data, 12)?, *data.get(6)?) {
                // Not a number: a text that comes in the next record, or one of these.
                (0xFFFF, 1) => Some(bool_or_error(*data.get(8)?, false)),
                (0xFFFF, 2) => Some(bool_or_error(*data.get(8)?, true)),
                (0xFFFF, _) => None,
                _ => Some(self.number(float(data, 6)?, look)),
            },
            _ => None,
        }
    }

    /// Several numbers side by side.
    fn read_many(&self, data: &[u8], cells: &mut Cells<'_>) -> Result<(), ReadError> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return Ok(()) };
        // The last two bytes are the last column, which the length says too.
        let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (pair, column) in pairs.chunks_exact(6).zip(first..) {
            if let (Some(look), Some(number)) = (u16_at(pair, 0), u32_at(pair, 2)) {
                cells.push(Some((row, column)), Some(self.number(rk(number), look)))?;
            }
        }
        Ok(())
    }

    fn number(&self, number: f64, look: u16) -> String {
        let moment = |kind| cell::date_time(ExcelDateTime::new(number, kind, self.is_1904));
        match self.looks.get(usize::from(look)) {
            Some(Look::Moment) => moment(ExcelDateTimeType::DateTime),
            Some(Look::Duration) => moment(ExcelDateTimeType::TimeDelta),
            Some(Look::Number) | None => cell::decimal(number),
        }
    }
}

/// Cells as they come, which need not be in order.
struct Cells<'a> {
    found: Vec<((u16, u16), String)>,
    text_bytes: usize,
    limits: &'a Limits,
}

impl Cells<'_> {
    fn push(&mut self, at: Option<(u16, u16)>, text: Option<String>) -> Result<(), ReadError> {
        let (Some(at), Some(text)) = (at, text) else { return Ok(()) };
        self.text_bytes += text.len();
        self.found.push((at, text));
        let is_too_much = self.found.len() > self.limits.cells_max
            || self.text_bytes > self.limits.text_bytes_max;
        if is_too_much { Err(ReadError::TooMuch) } else { Ok(()) }
    }

    fn into_grid(mut self) -> Result<Grid, ReadError> {
        self.found.sort_by_key(|(at, _)| *at);
        let mut grid = GridBuilder::new(self.limits);
        let mut row_cells: Vec<String> = Vec::new();
        let mut number = 0_u32;
        for ((row, column), text) in self.found {
            let row_number = u32::from(row) + 1;
            if row_number != number {
                grid.push(number, &mut row_cells)?;
                number = row_number;
            }
            row_cells.resize(row_cells.len().max(usize::from(column) + 1), String::new());
            if let Some(cell) = row_cells.get_mut(usize::from(column)) {
                *cell = text;
            }
        }
        grid.push(number, &mut row_cells)?;
        Ok(grid.finish())
    }
}

/// One record of the stream.
#[derive(Debug, Clone, Copy)]
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    /// Where the next record starts.
    end: usize,
}

impl<'a> Record<'a> {
    /// The record's data and that of the records that continue it.
    fn parts(&self, stream: &'a [u8]) -> Vec<&'a [u8]> {
        let continued = Records::of(stream, self.end).take_while(|record| record.kind == CONTINUE);
        [self.data].into_iter().chain(continued.map(|record| record.data)).collect()
    }
}

struct Records<'a> {
    stream: &'a [u8],
    position: usize,
}

impl<'a> Records<'a> {
    fn of(stream: &'a [u8], position: usize) -> Records<'a> {
        Records { stream, position }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let kind = u16_at(self.stream, self.position)?;
        let length = usize::from(u16_at(self.stream, self.position + 2)?);
        let start = self.position + 4;
        let data = self.stream.get(start..start + length)?;
        self.position = start + length;
        Some(Record { kind, data, end: self.position })
    }
}

const FORMULA: u16 = 0x0006;
const EOF: u16 = 0x000A;
const DATEMODE: u16 = 0x0022;
const FILEPASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const BOUNDSHEET: u16 = 0x0085;
const MULRK: u16 = 0x00BD;
const RSTRING: u16 = 0x00D6;
const XF: u16 = 0x00E0;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
const BOF: u16 = 0x0809;
/// The version of Excel 97 and later.
const BIFF8: u16 = 0x0600;

/// Row, column and look of a record with one cell.
fn place(data: &[u8]) -> Option<((u16, u16), u16)> {
    Some(((u16_at(data, 0)?, u16_at(data, 2)?), u16_at(data, 4)?))
}

/// A sheet with cells and where its records start; charts and macros are left out.
fn sheet(data: &[u8], is_unicode: bool) -> Option<(Sheet, usize)> {
    let start = usize::try_from(u32_at(data, 0)?).ok()?;
    let (state, kind) = (*data.get(4)?, *data.get(5)?);
    let name = strings::short(data.get(6..)?, is_unicode)?;
    (kind == 0).then_some((Sheet { name, is_hidden: state & 3 != 0 }, start))
}

fn float(data: &[u8], offset: usize) -> Option<f64> {
    data.get(offset..)?.first_chunk().map(|bytes| f64::from_le_bytes(*bytes))
}

/// A number in four bytes: the upper half of a float or an integer, perhaps in hundredths.
fn rk(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 { number } else { number / 100.0 }
}

fn bool_or_error(value: u8, is_error: bool) -> String {
    if !is_error {
        return cell::boolean(value != 0);
    }
    let text = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    text.to_owned()
}
