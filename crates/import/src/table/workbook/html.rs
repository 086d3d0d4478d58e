//! Web pages with a table: what many programs call `.xls`.

use crate::table::Table;
use crate::table::error::{NotATable, ReadError};
use crate::table::format::{Format, Kind};
use crate::table::grid::{Grid, GridBuilder};
use crate::table::header::cleaned;
use crate::table::layout;
use crate::table::limits::Limits;
use crate::table::markup::{Piece, Pieces, attribute, push_unescaped};

/// Reads the first table of the page that holds a list.
pub(in crate::table) fn read(text: &str, limits: &Limits) -> Result<Table, ReadError> {
    let mut pieces = Pieces::of(text);
    let mut narrow = None;
    while let Some(grid) = next_grid(&mut pieces, limits)? {
        let format = Format { kind: Kind::Html, ..Format::default() };
        let Some(table) = layout::table(grid, format, 0, limits)? else { continue };
        // Pages lay out their titles in tables too.
        if table.header.len() > 1 && !table.rows.is_empty() {
            return Ok(table);
        }
        narrow.get_or_insert(table);
    }
    narrow.ok_or(ReadError::NotATable(NotATable::Markup))
}

/// The rows of the next table; a table inside a cell is text of that cell.
fn next_grid(pieces: &mut Pieces<'_>, limits: &Limits) -> Result<Option<Grid>, ReadError> {
    let is_table = |piece: &Piece<'_>| match piece {
        Piece::Open { name, .. } => name.eq_ignore_ascii_case("table"),
        _ => false,
    };
    if !pieces.any(|piece| is_table(&piece)) {
        return Ok(None);
    }
    let mut rows = Rows::new(limits);
    let mut depth = 1_usize;
    for piece in pieces {
        match piece {
            Piece::Open { name, attributes, .. } => match lower(name).as_str() {
                "table" => depth += 1,
                "tr" if depth == 1 => rows.open_row()?,
                "td" | "th" if depth == 1 => rows.open_cell(attributes)?,
                "br" | "p" | "div" | "li" => rows.text("\n"),
                _ => {}
            },
            Piece::Close { name } => match lower(name).as_str() {
                "table" if depth == 1 => break,
                "table" => depth -= 1,
                "tr" if depth == 1 => rows.close_row()?,
                "td" | "th" if depth == 1 => rows.close_cell()?,
                _ => {}
            },
            Piece::Text(text) => {
                // Line breaks of the source are spaces of the page.
                let words = text.replace(['\n', '\r', '\t'], " ");
                let mut unescaped = String::new();
                push_unescaped(&mut unescaped, &words);
                rows.text(&unescaped);
            }
            Piece::Raw(text) => rows.text(text),
        }
    }
    rows.finish().map(Some)
}

/// Builds rows from cells that can span several rows and columns.
struct Rows<'a> {
    limits: &'a Limits,
    grid: GridBuilder<'a>,
    number: u32,
    cells: Vec<String>,
    cell: Option<String>,
    column_span: usize,
    row_span: usize,
    /// For each column, the rows below that a cell above still covers.
    covered: Vec<usize>,
    is_in_row: bool,
}

impl<'a> Rows<'a> {
    fn new(limits: &'a Limits) -> Rows<'a> {
        Rows {
            limits,
            grid: GridBuilder::new(limits),
            number: 0,
            cells: Vec::new(),
            cell: None,
            column_span: 1,
            row_span: 1,
            covered: Vec::new(),
            is_in_row: false,
        }
    }

    fn open_row(&mut self) -> Result<(), ReadError> {
        self.close_row()?;
        self.is_in_row = true;
        Ok(())
    }

    fn open_cell(&mut self, attributes: &str) -> Result<(), ReadError> {
        self.close_cell()?;
        self.is_in_row = true;
        self.skip_covered();
        let span = |name| {
            attribute(attributes, name).and_then(|span| span.trim().parse().ok()).unwrap_or(1)
        };
        // Both are bounded by what a table can have at all.
        self.column_span = span("colspan").clamp(1, self.limits.columns_max);
        self.row_span = span("rowspan").clamp(1, ROW_SPAN_MAX);
        self.cell = Some(String::new());
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.push_str(text);
        }
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let lines: Vec<String> =
            cell.split('\n').map(cleaned).filter(|line| !line.is_empty()).collect();
        let start = self.cells.len();
        let end = start + self.column_span;
        if end > self.limits.columns_max * 2 {
            return Err(ReadError::TooManyColumns {
                row: self.number + 1,
                columns_max: self.limits.columns_max,
            });
        }
        self.cells.push(lines.join("\n"));
        self.cells.resize(end, String::new());
        if self.row_span > 1 {
            if self.covered.len() < end {
                self.covered.resize(end, 0);
            }
            for rows in self.covered.iter_mut().take(end).skip(start) {
                // This row takes one when it ends.
                *rows = self.row_span;
            }
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), ReadError> {
        self.close_cell()?;
        if !self.is_in_row {
            return Ok(());
        }
        self.is_in_row = false;
        self.number = self.number.saturating_add(1);
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        self.grid.push(self.number, &mut self.cells)
    }

    /// Cells from above take the place of those that are not written.
    fn skip_covered(&mut self) {
        while self.covered.get(self.cells.len()).is_some_and(|rows| *rows > 0) {
            self.cells.push(String::new());
        }
    }

    fn finish(mut self) -> Result<Grid, ReadError> {
        self.close_row()?;
        Ok(self.grid.finish())
    }
}

/// What HTML itself allows.
const ROW_SPAN_MAX: usize = 65_534;

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}
