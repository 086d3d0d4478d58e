//! Excel since 2007, cell by cell.
//!
//! The cells are streamed and never laid out in the rectangle they span, which two cells in
//! opposite corners make of seventeen thousand million.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Sheet, cell, choose, damaged, guarded, weighing};
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
    weighing::weigh(archive, limits)?;
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

fn failed(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Protected,
        other => damaged(Kind::Xlsx, other),
    }
}
