//! Excel since 2007, cell by cell.
//!
//! The cells are streamed and never laid out in the rectangle they span, which two cells in
//! opposite corners make of seventeen thousand million.

use std::io::{Cursor, Read};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Sheet, cell, choose, damaged, guarded};
use crate::table::Table;
use crate::table::error::ReadError;
use crate::table::format::Kind;
use crate::table::grid::{Grid, GridBuilder};
use crate::table::limits::Limits;
use crate::table::zipped::Archive;

pub(in crate::table) fn read(
    bytes: &[u8],
    archive: Archive<'_>,
    part: Option<&str>,
    limits: &Limits,
) -> Result<Table, ReadError> {
    weigh(archive, limits)?;
    guarded(Kind::Xlsx, || {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
        let sheets: Vec<Sheet> = workbook
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| Sheet {
                name: sheet.name.clone(),
                is_hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect();
        choose(Kind::Xlsx, &sheets, part, limits, |name| read_sheet(&mut workbook, name, limits))
    })
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
) -> Result<Grid, ReadError> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A chart with the name of a sheet.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Grid::default()),
        Err(error) => return Err(failed(error)),
    };
    let mut grid = GridBuilder::new(limits);
    let mut cells: Vec<String> = Vec::new();
    let mut number = 0_u32;
    while let Some(found) = reader.next_cell().map_err(failed)? {
        let (row, column) = found.get_position();
        let text = cell::text(found.get_value().clone());
        if text.is_empty() {
            continue;
        }
        let row_number = row.saturating_add(1);
        if row_number != number {
            if row_number < number {
                return Err(damaged(Kind::Xlsx, "its rows are out of order"));
            }
            grid.push(number, &mut cells)?;
            number = row_number;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= limits.columns_max {
            return Err(ReadError::TooManyColumns { row: number, columns_max: limits.columns_max });
        }
        if text.len() > limits.cell_bytes_max {
            return Err(ReadError::CellTooLong { row: number, bytes_max: limits.cell_bytes_max });
        }
        if column >= cells.len() {
            cells.resize(column, String::new());
            cells.push(text);
        } else if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
    grid.push(number, &mut cells)?;
    Ok(grid.finish())
}

/// Unpacks what the parser will unpack, and counts: it would keep all of it in memory.
fn weigh(mut archive: Archive<'_>, limits: &Limits) -> Result<(), ReadError> {
    let mut bytes_left = limits.unpacked_bytes_max;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|cause| damaged(Kind::Xlsx, cause))?;
        let name = entry.name().map_err(|cause| damaged(Kind::Xlsx, cause))?.to_ascii_lowercase();
        // Pictures and the like are not read.
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut entry = entry.take(bytes_left.saturating_add(1));
        let mut opening = Vec::new();
        if name.ends_with("sharedstrings.xml") {
            (&mut entry).take(OPENING_BYTES).read_to_end(&mut opening)?;
        }
        let rest = std::io::copy(&mut entry, &mut std::io::sink())
            .map_err(|cause| damaged(Kind::Xlsx, cause))?;
        let length = rest + opening.len() as u64;
        if length > bytes_left {
            return Err(ReadError::UnpacksTooLarge { bytes_max: limits.unpacked_bytes_max });
        }
        bytes_left -= length;
        check_count(&opening, length)?;
    }
    Ok(())
}

const OPENING_BYTES: u64 = 64 << 10;

/// The parser makes room for as many texts as `uniqueCount` says, before it has seen one. A count
/// that the part has no room for would take all memory there is.
fn check_count(opening: &[u8], length: u64) -> Result<(), ReadError> {
    const ATTRIBUTE: &[u8] = b"uniqueCount";
    let mut rest = opening;
    while let Some(position) = rest.windows(ATTRIBUTE.len()).position(|at| at == ATTRIBUTE) {
        rest = rest.get(position + ATTRIBUTE.len()..).unwrap_or_default();
        let digits = rest
            .iter()
            .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'))
            .take_while(|byte| byte.is_ascii_digit());
        let count = digits.fold(0_u64, |count, digit| {
            count.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
        });
        if count > length {
            return Err(damaged(Kind::Xlsx, "it counts more texts than it holds"));
        }
    }
    // No room in the opening for the whole first tag: nobody writes that.
    let has_tag = opening.windows(3).any(|at| at == b"sst") || opening.is_empty();
    if has_tag { Ok(()) } else { Err(damaged(Kind::Xlsx, "its texts do not begin")) }
}

fn failed(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Protected,
        other => damaged(Kind::Xlsx, other),
    }
}
