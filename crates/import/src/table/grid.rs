//! Rows as a reader finds them, within the limits: what every reader fills.

use super::Row;
use super::error::ReadError;
use super::limits::Limits;

/// The rows of a file or a sheet with anything in them, in order, and where it ended.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Rows with anything in them; their cells end with the last that has anything in it.
    pub(super) rows: Vec<Row>,
    /// The number of the last row, blank or not; 0 where there is none.
    pub(super) row_last: u32,
}

/// Fills a grid and says no where a limit is passed.
pub(super) struct GridBuilder<'a> {
    limits: &'a Limits,
    grid: Grid,
    cell_count: usize,
    text_bytes: usize,
}

impl<'a> GridBuilder<'a> {
    pub(super) fn new(limits: &'a Limits) -> GridBuilder<'a> {
        GridBuilder { limits, grid: Grid::default(), cell_count: 0, text_bytes: 0 }
    }

    /// Takes the row `number`; rows come in order. `cells` is left empty, to be filled again.
    pub(super) fn push(&mut self, number: u32, cells: &mut Vec<String>) -> Result<(), ReadError> {
        if number > self.limits.rows_max {
            return Err(ReadError::TooManyRows { rows_max: self.limits.rows_max });
        }
        self.grid.row_last = self.grid.row_last.max(number);
        let width = cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
        if width == 0 {
            cells.clear();
            return Ok(());
        }
        if width > self.limits.columns_max {
            return Err(ReadError::TooManyColumns {
                row: number,
                columns_max: self.limits.columns_max,
            });
        }
        cells.truncate(width);
        for cell in cells.iter() {
            if cell.len() > self.limits.cell_bytes_max {
                return Err(ReadError::CellTooLong {
                    row: number,
                    bytes_max: self.limits.cell_bytes_max,
                });
            }
            self.text_bytes += cell.len();
        }
        self.cell_count += width;
        if self.cell_count > self.limits.cells_max || self.text_bytes > self.limits.text_bytes_max {
            return Err(ReadError::TooMuch);
        }
        let capacity = cells.len();
        let cells = std::mem::replace(cells, Vec::with_capacity(capacity));
        self.grid.rows.push(Row { number, cells });
        Ok(())
    }

    pub(super) fn finish(self) -> Grid {
        self.grid
    }
}

/// Whether a person sees nothing in a cell.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters without width that programs leave in cells: zero-width spaces and joiners, marks of
/// direction and of byte order, soft hyphens.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}
